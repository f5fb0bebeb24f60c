"""The fake till's people: roles, a senior's word, another operator, the lock."""

from dataclasses import replace
from typing import Any

from ui_fake_part import FakePart

from pos_app.domain.errors import NotPermitted, refused
from pos_app.domain.roles import Role, RoleBook, RoleRules
from pos_app.till.people_state import PeopleView, Person, Proof
from pos_app.till.state import Cashier

SENIOR_PIN = "9000"
SENIOR_BADGE = "BADGE-9000"
STAFF = (("c1", "Олена Коваленко"), ("c2", "Ірина Бондар"), ("c3", "Петро Гнатюк"), ("c4", "Марія Литвин"))


class FakePeople(FakePart):
    """`withheld`: rights that the cashier lacks; a senior has them all."""

    _state: Any
    rights: frozenset[str]

    def __init__(self) -> None:
        self.withheld: dict[str, str] = {}
        self.senior = False
        self.book = RoleBook()
        self.idle_lock_s = 0

    def need(self, name: str) -> None:
        """Refuse a command whose right is withheld, unless a senior has come."""
        if name in self.withheld and not self.senior:
            raise NotPermitted(self.withheld[name])

    async def authorised(self, proof: Proof, command: Any) -> Any:
        await self._enter("authorised", proof)
        self._check(proof)
        self.senior = True
        try:
            return await command(self)
        finally:
            self.senior = False

    def _check(self, proof: Proof) -> Cashier:
        if proof.badge == SENIOR_BADGE or proof.pin_code == SENIOR_PIN:
            return Cashier("c2", "Ірина Бондар", self.rights, role="senior")
        if proof.pin_code == "2580":
            return Cashier("c1", "Олена Коваленко", self.rights)
        raise refused("badge_unknown" if proof.badge else "wrong_pin")

    async def switch(self, proof: Proof) -> Cashier:
        await self._enter("switch", proof)
        cashier = self._check(proof)
        self.publish(cashier=cashier, locked=False)
        return cashier

    async def lock(self) -> None:
        await self._enter("lock")
        self.publish(locked=True)

    async def people(self) -> PeopleView:
        persons = tuple(Person(key, name, self.book.people.get(key)) for key, name in STAFF)
        return PeopleView(persons, self.book.rules, self.book.is_set_up, self.idle_lock_s)

    async def set_role(self, person: str, role: Role | None) -> PeopleView:
        await self._enter("set_role", person, role)
        self.book = self.book.with_person(person, role)
        return await self.people()

    async def set_role_rules(self, role: Role, rules: RoleRules) -> PeopleView:
        await self._enter("set_role_rules", role, rules)
        self.book = replace(self.book, rules={**self.book.rules, role: rules})
        return await self.people()

    async def set_idle_lock(self, seconds: int) -> PeopleView:
        await self._enter("set_idle_lock", seconds)
        self.idle_lock_s = seconds
        self.publish(idle_lock_s=seconds)
        return await self.people()
