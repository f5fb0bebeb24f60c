"""Who may do what in this shop: the roles as they are kept, and put on whoever works at the till."""

from collections.abc import Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from pos_app.domain.errors import refused
from pos_app.domain.roles import DEFAULT_RULES, Role, RoleBook, RoleRules
from pos_app.store.settings import Settings
from pos_app.till.people_state import PeopleView, Person
from pos_app.till.state import Cashier

_KEY: Final = "people.roles"
_KNOWN: Final = "people.known"
_IDLE: Final = "people.idle_lock_s"
LONGEST_IDLE_S: Final = 8 * 3600

_DEPUTY: ContextVar[Cashier | None] = ContextVar("deputy", default=None)


def deputy() -> Cashier | None:
    """The senior who has authorised the command that runs just now, and nothing else."""
    return _DEPUTY.get()


@contextmanager
def deputised(person: Cashier) -> Any:
    """While this lasts, what the cashier may not do is done by this person's right."""
    token = _DEPUTY.set(person)
    try:
        yield
    finally:
        _DEPUTY.reset(token)


class RoleKeeper:
    """Reads and writes the book of roles; whoever changes it opens the transaction."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.book = _read(settings.get(_KEY, {}))

    @property
    def idle_lock_s(self) -> int:
        """The till locks itself after so many seconds without a touch; 0: never."""
        return int(self._settings.get(_IDLE, 0))

    def applied(self, cashier: Cashier) -> Cashier:
        """A person as the shop sees him: `cashier` has what Checkbox allows."""
        role = self.book.role_of(cashier.id)
        return replace(
            cashier,
            permissions=self.book.rights_of(cashier.id, cashier.allowed),
            checkbox_allows=cashier.allowed,
            role=role.value if role else "",
            discount_limit=self.book.limit_of(cashier.id),
        )

    def seen(self, cashier: Cashier) -> None:
        """This person works here: the page of people lists him from now on."""
        known = self._settings.get(_KNOWN, {})
        if known.get(cashier.id) != cashier.name:
            self._settings.put(_KNOWN, {**known, cashier.id: cashier.name})

    def view(self) -> PeopleView:
        """Everyone who has worked here, and the rules."""
        known = self._settings.get(_KNOWN, {})
        names = {**dict.fromkeys(self.book.people, ""), **known}
        people = [Person(key, name, self.book.people.get(key)) for key, name in names.items()]
        ordered: Sequence[Person] = sorted(people, key=lambda one: (one.name.casefold(), one.id))
        return PeopleView(tuple(ordered), self.book.rules, self.book.is_set_up, self.idle_lock_s)

    def keep(self, book: RoleBook) -> None:
        """Another book of roles."""
        self.book = book
        self._settings.put(_KEY, _written(book))

    def keep_idle(self, seconds: int) -> None:
        """After how long the till locks itself."""
        if not 0 <= seconds <= LONGEST_IDLE_S:
            raise refused("bad_role", "Час до блокування — до 8 годин.")
        self._settings.put(_IDLE, seconds)


def _read(kept: Any) -> RoleBook:
    rules = dict(DEFAULT_RULES)
    for name, row in kept.get("rules", {}).items():
        rules[Role(name)] = RoleRules(frozenset(row["rights"]), Decimal(row["limit"]))
    return RoleBook({key: Role(name) for key, name in kept.get("people", {}).items()}, rules)


def _written(book: RoleBook) -> dict[str, Any]:
    rules = {
        role.value: {"rights": sorted(row.rights), "limit": str(row.discount_limit)}
        for role, row in book.rules.items()
        if row != DEFAULT_RULES[role]
    }
    return {"people": {key: role.value for key, role in book.people.items()}, "rules": rules}
