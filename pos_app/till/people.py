"""The owner's page of people: who has which role, what a role may do, and when the till locks itself."""

from collections.abc import Mapping

from pos_app.domain.roles import Role, RoleBook, RoleRules
from pos_app.till.core import Core
from pos_app.till.people_state import PeopleView
from pos_app.till.roles import RoleKeeper
from pos_app.till.session import SessionDesk


class PeopleDesk:
    """Every change needs the right "settings", goes to the journal, and counts at once."""

    def __init__(self, core: Core, roles: RoleKeeper, session: SessionDesk) -> None:
        self._core = core
        self._roles = roles
        self._session = session

    def set_role(self, person: str, role: Role | None) -> PeopleView:
        """`admin_needed`: the first role given, and the last one left, is an administrator's."""
        book = self._roles.book.with_person(person, role)
        return self._keep(book, {"person": person, "role": role.value if role else None})

    def set_rules(self, role: Role, rules: RoleRules) -> PeopleView:
        """`bad_role`: an administrator's rules cannot be changed."""
        book = self._roles.book.with_rules(role, rules)
        body = {"role": role.value, "rights": sorted(rules.rights), "discount_limit": str(rules.discount_limit)}
        return self._keep(book, body)

    def set_idle_lock(self, seconds: int) -> PeopleView:
        """After so many seconds; 0: never."""
        cashier = self._core.need("settings")
        with self._core.store.transaction():
            self._roles.keep_idle(seconds)
            self._core.journal("people.idle_lock", {"seconds": seconds, "cashier": cashier.id})
        self._session.roles_changed()
        return self._roles.view()

    def _keep(self, book: RoleBook, body: Mapping[str, object]) -> PeopleView:
        cashier = self._core.need("settings")
        with self._core.store.transaction():
            self._roles.keep(book)
            self._core.journal("people.roles", {**body, "cashier": cashier.id})
        self._session.roles_changed()
        return self._roles.view()
