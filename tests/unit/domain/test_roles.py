"""Roles: what a role withholds, what it never gives, and that a shop cannot lock itself out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import Refused
from pos_app.domain.roles import DEFAULT_RULES, GUARDED, Role, RoleBook, RoleRules

ALL = frozenset(GUARDED) | {"sale", "pay_cash"}
RIGHTS = st.frozensets(st.sampled_from(sorted(ALL)))


def test_without_roles_what_checkbox_allows_is_allowed() -> None:
    book = RoleBook()
    assert not book.is_set_up
    assert book.rights_of("anyone", ALL) == ALL
    assert book.limit_of("anyone") == 100


def test_whoever_has_no_role_is_a_cashier_once_roles_count() -> None:
    book = RoleBook().with_person("owner", Role.ADMIN)
    assert book.role_of("new") is Role.CASHIER
    assert "return" not in book.rights_of("new", ALL)
    assert "sale" in book.rights_of("new", ALL)
    assert book.limit_of("new") == 5


@given(allowed=RIGHTS, role=st.sampled_from(Role))
def test_a_role_never_gives_what_checkbox_withholds(allowed: frozenset[str], role: Role) -> None:
    book = RoleBook({"owner": Role.ADMIN, "one": role})
    assert book.rights_of("one", allowed) <= allowed


def test_the_last_administrator_cannot_be_taken_away() -> None:
    with pytest.raises(Refused, match="admin_needed"):
        RoleBook().with_person("one", Role.CASHIER)
    book = RoleBook().with_person("one", Role.ADMIN).with_person("two", Role.CASHIER)
    with pytest.raises(Refused, match="admin_needed"):
        book.with_person("one", Role.SENIOR)
    assert not book.with_person("two", None).with_person("one", None).is_set_up


def test_rules_of_a_role_are_checked() -> None:
    book = RoleBook()
    for role, rights, limit in ((Role.ADMIN, set(), 5), (Role.CASHIER, {"fly"}, 5), (Role.SENIOR, set(), 101)):
        with pytest.raises(Refused, match="bad_role"):
            book.with_rules(role, RoleRules(frozenset(rights), Decimal(limit)))
    changed = book.with_rules(Role.CASHIER, RoleRules(frozenset({"return"}), Decimal(0)))
    assert changed.rules[Role.CASHIER].rights == {"return"}
    assert changed.rules[Role.SENIOR] == DEFAULT_RULES[Role.SENIOR]
