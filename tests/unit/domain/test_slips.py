"""Which slip of the terminal is ours: by kind, sum and time, and never by guessing."""

from datetime import timedelta

import pytest

from pos_app.domain.card import Approval, Attempt, AttemptKind
from pos_app.domain.slips import CLOCKS_DIFFER, LONGEST_PAYMENT, MOST_READ, Slip, judge, numbers_since
from tests.unit.till.conftest import NOON

OURS = Attempt("a", AttemptKind.PURCHASE, 4290, NOON, before="000007")


def slip(number: str = "000008", amount: int = 4290, minutes: float | None = 1, **given: object) -> Slip:
    at = None if minutes is None else NOON + timedelta(minutes=minutes)
    approval = Approval(amount, rrn=number * 2, receipt_no=number, terminal="T")
    return Slip(number, AttemptKind.PURCHASE, at, approval, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "ours"),
    [(None, True), (0, True), (-10, True), (-11, False), (20, True), (21, False), (60 * 24, False)],
)
def test_a_slip_made_long_before_or_after_is_somebody_elses(minutes: float | None, ours: bool) -> None:
    found = judge(OURS, [slip(minutes=minutes)], (), complete=True)
    assert (found.approval is not None) == ours
    assert not found.nothing
    assert bool(found.words) != ours
    assert timedelta(minutes=20) == CLOCKS_DIFFER + LONGEST_PAYMENT


def test_two_that_fit_are_for_a_person() -> None:
    found = judge(OURS, [slip(), slip("000009", minutes=3)], (), complete=True)
    assert (found.approval, found.nothing) == (None, False)


def test_a_slip_of_another_attempt_is_not_ours() -> None:
    taken = slip()
    assert taken.approval is not None
    assert judge(OURS, [taken], {taken.approval.slip}, complete=True).nothing
    assert not judge(OURS, [taken], {taken.approval.slip}, complete=False).nothing


def test_a_slip_whose_sum_cannot_be_read_may_be_ours() -> None:
    declined, unread = Slip("000008"), Slip("000008", unread=True)
    assert judge(OURS, [declined], (), complete=True).nothing
    found = judge(OURS, [unread], (), complete=True)
    assert (found.approval, found.nothing) == (None, False)
    assert found.words


def test_a_partial_approval_is_ours_when_the_slip_says_that_it_is_one() -> None:
    assert judge(OURS, [slip(amount=4000)], (), complete=True).approval is None
    assert judge(OURS, [slip(amount=4000, partial=True)], (), complete=True).approval is not None
    assert judge(OURS, [slip(amount=5000, partial=True)], (), complete=True).approval is None


@pytest.mark.parametrize(
    ("before", "last", "numbers"),
    [
        ("000007", "000009", ("000008", "000009")),
        ("000007", "000007", ()),
        ("", "000009", ("000009",)),
        ("999999", "000001", None),
        ("A7", "000009", None),
        ("000007", "B9", None),
        ("000001", f"{1 + MOST_READ:06d}", tuple(f"{number:06d}" for number in range(2, 2 + MOST_READ))),
        ("000001", f"{2 + MOST_READ:06d}", None),
    ],
)
def test_the_numbers_since_ours_began(before: str, last: str, numbers: tuple[str, ...] | None) -> None:
    assert numbers_since(before, last) == numbers
