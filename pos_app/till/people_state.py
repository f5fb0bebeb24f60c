"""What a screen is shown of the people of a shop."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pos_app.domain.roles import DEFAULT_RULES, Role, RoleRules


@dataclass(frozen=True, slots=True)
class Proof:
    """How a person shows who he is: a PIN, or a badge's code. Told by no repr."""

    pin_code: str = field(default="", repr=False)
    badge: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has worked at this till; `role` None: none was given."""

    id: str
    name: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class PeopleView:
    """The people of the shop, what each role may do, whether roles count at all, and when the till locks itself."""

    people: tuple[Person, ...] = ()
    rules: Mapping[Role, RoleRules] = field(default_factory=lambda: DEFAULT_RULES)
    set_up: bool = False
    idle_lock_s: int = 0
