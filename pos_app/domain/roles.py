"""Roles of a shop: who is a cashier, a senior cashier, an administrator, and what each role may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.tax import HUNDRED


class Role(StrEnum):
    """The three roles, from the least to the most."""

    CASHIER = "cashier"
    SENIOR = "senior"
    ADMIN = "admin"


GUARDED: Final = (
    "return",
    "old_return",
    "technical_return",
    "discount",
    "receipt_discount",
    "price",
    "void",
    "drawer",
    "cash_in",
    "cash_out",
    "withdrawal",
    "reports",
    "reports_history",
    "close_other",
    "catalog",
    "cost",
    "settings",
)
"""The rights that a role gives or withholds, in the order of the table. All others are Checkbox's alone."""

_CASHIER: Final = frozenset({"discount", "receipt_discount", "drawer", "cash_in", "withdrawal", "reports"})
_SENIOR: Final = frozenset(GUARDED) - {"settings", "cost"}


@dataclass(frozen=True, slots=True)
class RoleRules:
    """What one role may do; `discount_limit`: the largest discount given by hand, percent."""

    rights: frozenset[str]
    discount_limit: Decimal


DEFAULT_RULES: Final[Mapping[Role, RoleRules]] = {
    Role.CASHIER: RoleRules(_CASHIER, Decimal(5)),
    Role.SENIOR: RoleRules(_SENIOR, Decimal(20)),
    Role.ADMIN: RoleRules(frozenset(GUARDED), HUNDRED),
}


@dataclass(frozen=True, slots=True)
class RoleBook:
    """Who has which role. With nobody in it no roles are set up, and what Checkbox allows is allowed."""

    people: Mapping[str, Role] = field(default_factory=dict)
    rules: Mapping[Role, RoleRules] = field(default_factory=lambda: DEFAULT_RULES)

    @property
    def is_set_up(self) -> bool:
        """Do roles count in this shop?"""
        return bool(self.people)

    def role_of(self, person: str) -> Role | None:
        """A person's role: a cashier's for whoever has none; None where no roles are set up."""
        return self.people.get(person, Role.CASHIER) if self.is_set_up else None

    def rights_of(self, person: str, allowed: frozenset[str]) -> frozenset[str]:
        """What a person may do of what Checkbox allows. A role never gives what Checkbox withholds."""
        role = self.role_of(person)
        return allowed if role is None else allowed - (frozenset(GUARDED) - self.rules[role].rights)

    def limit_of(self, person: str) -> Decimal:
        """The largest discount that a person gives by hand, percent."""
        role = self.role_of(person)
        return HUNDRED if role is None else self.rules[role].discount_limit

    def with_person(self, person: str, role: Role | None) -> "RoleBook":
        """Give a person a role, or take it away. While roles count, somebody is always an administrator."""
        people = {key: one for key, one in self.people.items() if key != person}
        if role is not None:
            people[person] = role
        if people and Role.ADMIN not in people.values():
            raise refused("admin_needed")
        return replace(self, people=people)

    def with_rules(self, role: Role, rules: RoleRules) -> "RoleBook":
        """Other rules for a role. An administrator may do everything, or nobody could mend a mistake."""
        if role is Role.ADMIN or not rules.rights <= frozenset(GUARDED) or not 0 <= rules.discount_limit <= HUNDRED:
            raise refused("bad_role")
        return replace(self, rules={**self.rules, role: rules})
