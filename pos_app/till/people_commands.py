"""The till's commands about people: signing in and out, badges. A part of the one door."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pos_app.catalog.gs1 import without_symbol
from pos_app.domain.roles import Role, RoleRules
from pos_app.till.code_state import BadgeRow
from pos_app.till.commands import Commands
from pos_app.till.people_state import PeopleView, Proof
from pos_app.till.roles import deputised
from pos_app.till.state import Cashier

if TYPE_CHECKING:
    from pos_app.till.door import TillDoor

T = TypeVar("T")


class PeopleCommands(Commands):
    """Mixed into the till."""

    async def sign_in_pin(self, pin_code: str) -> Cashier:
        """Sign in by PIN."""
        return await self._do(self._parts.session.sign_in_pin(pin_code))

    async def sign_in(self, login: str, password: str) -> Cashier:
        """Sign in by login and password."""
        return await self._do(self._parts.session.sign_in(login, password))

    async def sign_in_badge(self, code: str) -> Cashier:
        """Sign in by badge."""
        return await self._do(self._parts.badges.sign_in(without_symbol(code.strip())))

    async def issue_badge(self, code: str) -> BadgeRow:
        """Make a card the badge of whoever is signed in."""
        return await self._do(self._parts.badges.issue(without_symbol(code.strip())))

    async def badges(self) -> Sequence[BadgeRow]:
        """Every badge."""
        return self._parts.badges.list()

    async def revoke_badge(self, badge_id: str) -> None:
        """A badge opens nothing any more."""
        self._open()
        self._parts.badges.revoke(badge_id)

    async def switch(self, proof: Proof) -> Cashier:
        """Another person works at the till from now on, or the same one unlocks it."""
        return await self._do(self._switch(self._cleaned(proof)))

    async def _switch(self, proof: Proof) -> Cashier:
        cashier = self._parts.core.need_anyone()
        person, pin = await self._parts.identity.proven(proof)
        shown = await self._parts.session.switch(person, pin)
        self._parts.identity.taken(own=person.id == cashier.id)
        return shown

    async def lock(self) -> None:
        """Wait for a PIN or a badge before anything else."""
        self._open()
        self._parts.session.lock()

    async def authorised(self, proof: Proof, command: Callable[["TillDoor"], Coroutine[Any, Any, T]]) -> T:
        """Run one command by the right of whoever proves who he is; the cashier stays signed in."""
        cashier = self._parts.core.need()
        senior, _ = await self._do(self._parts.identity.proven(self._cleaned(proof)))
        if senior.id != cashier.id:
            self._parts.identity.taken()
        with deputised(senior):
            return await command(cast("TillDoor", self))

    @staticmethod
    def _cleaned(proof: Proof) -> Proof:
        return replace(proof, badge=without_symbol(proof.badge.strip()))

    async def people(self) -> PeopleView:
        """Everyone who has worked here, and what each role may do."""
        self._parts.core.need()
        return self._parts.roles.view()

    async def set_role(self, person: str, role: Role | None) -> PeopleView:
        """Give a person a role, or take it away; needs the right "settings"."""
        self._open()
        return self._parts.people.set_role(person, role)

    async def set_role_rules(self, role: Role, rules: RoleRules) -> PeopleView:
        """What a role may do, and its largest discount."""
        self._open()
        return self._parts.people.set_rules(role, rules)

    async def set_idle_lock(self, seconds: int) -> PeopleView:
        """After how many seconds without a touch the till locks itself; 0: never."""
        self._open()
        return self._parts.people.set_idle_lock(seconds)

    async def sign_out(self) -> None:
        """Sign out; refused while anything is unsent."""
        await self._do(self._parts.session.sign_out())

    async def sign_in_again(self) -> bool:
        """The silent sign-in, for the fiscal engine."""
        return await self._parts.session.sign_in_again()
