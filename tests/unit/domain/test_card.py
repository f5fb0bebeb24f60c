"""A card payment's states, what a slip of the terminal proves, and what of a card's number may be kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.card import (
    Approval,
    Attempt,
    AttemptKind,
    AttemptState,
    approval_of,
    is_card,
    manual_attempt,
    mask_card,
    masked,
)
from pos_app.domain.errors import Bug
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.slips import MOST_READ, Slip, judge, numbers_since

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
ASKED = Attempt("a1", AttemptKind.PURCHASE, 28450, NOON, document="r1").asked("000007")


def slip(number: str, amount: int = 28450, **given: object) -> Slip:
    values = {"kind": AttemptKind.PURCHASE, "at": NOON, "approval": Approval(amount, f"rrn{number}", receipt_no=number)}
    return Slip(number, **{**values, **given})  # type: ignore[arg-type] # by name


def test_an_approved_payment_ends_with_a_document_or_a_reversal_and_never_twice() -> None:
    approved = ASKED.approved(Approval(28450, "1"))
    assert (approved.is_loose, approved.moved, approved.is_partial) == (True, 28450, False)
    tied = approved.tied("r1")
    for again in (lambda: tied.tied("r2"), lambda: tied.reversed("a2"), lambda: approved.reversed("a2").tied("r1")):
        with pytest.raises(Bug):
            again()
    assert tied.loosened().tied("r1").tied_to == "r1"


def test_what_the_terminal_never_heard_of_cannot_be_approved() -> None:
    with pytest.raises(Bug):
        Attempt("a1", AttemptKind.PURCHASE, 1, NOON).approved(Approval(1))


def test_unknown_is_left_by_knowledge_alone() -> None:
    unknown = ASKED.unsure("Зв'язок перервано.")
    assert unknown.is_open
    assert unknown.unsure("ще раз") is unknown
    assert unknown.not_charged("ні").state is AttemptState.NOT_CHARGED
    with pytest.raises(Bug):
        unknown.asked("000008")
    with pytest.raises(Bug):
        unknown.tied("r1")


def test_no_newer_slip_and_only_that_proves_that_nothing_was_charged() -> None:
    assert judge(ASKED, [], frozenset(), complete=True).nothing
    assert not judge(ASKED, [], frozenset(), complete=False).nothing
    assert not judge(ASKED, [slip("000008", 12000)], frozenset(), complete=True).nothing


def test_our_slip_is_known_by_kind_sum_and_time_among_others() -> None:
    ours = slip("000009")
    others = [slip("000008", 12000), slip("000010", 28450, kind=AttemptKind.REVERSAL)]
    assert judge(ASKED, [others[0], ours, others[1]], frozenset(), complete=True).approval == ours.approval
    old = slip("000009", at=NOON - timedelta(hours=1))
    assert judge(ASKED, [old], frozenset(), complete=True).approval is None


def test_a_slip_of_another_payment_is_not_taken_and_two_alike_are_for_a_person() -> None:
    one, two = slip("000008"), slip("000009")
    assert one.approval is not None
    verdict = judge(ASKED, [one], {one.approval.slip}, complete=True)
    assert (verdict.approval, verdict.nothing) == (None, True)
    assert judge(ASKED, [one, two], {one.approval.slip}, complete=True).approval == two.approval
    both = judge(ASKED, [one, two], frozenset(), complete=True)
    assert (both.approval, both.nothing) == (None, False)
    assert "кілька" in both.words


def test_less_than_asked_is_ours_only_when_the_terminal_says_so() -> None:
    part = slip("000008", 10000, partial=True)
    assert judge(ASKED, [part], frozenset(), complete=True).approval == part.approval
    other = judge(ASKED, [slip("000008", 10000)], frozenset(), complete=True)
    assert other.approval is None
    assert "100,00" in other.words


def test_a_declined_slip_is_no_money() -> None:
    assert judge(ASKED, [Slip("000008", AttemptKind.PURCHASE, NOON)], frozenset(), complete=True).nothing


def test_slips_are_told_one_by_one_while_their_numbers_allow_it() -> None:
    assert numbers_since("000007", "000007") == ()
    assert numbers_since("000007", "000009") == ("000008", "000009")
    assert numbers_since("", "000009") == ("000009",)
    assert numbers_since("000007", "000007A") is None
    assert numbers_since("000009", "000002") is None
    assert numbers_since("000001", f"{1 + MOST_READ:06d}") is not None
    assert numbers_since("000001", f"{2 + MOST_READ:06d}") is None


@given(st.text(alphabet="0123456789 -", min_size=11, max_size=40))
def test_no_more_than_ten_figures_of_a_card_are_kept(number: str) -> None:
    kept = mask_card(number)
    assert sum(char.isdigit() for char in kept) <= 10
    assert len(kept) <= 19


def test_a_masked_number_stays_as_it_is() -> None:
    assert mask_card("4149 49** **** 1234") == "4149 49** **** 1234"
    assert mask_card("4149499991231234") == "414949******1234"
    assert mask_card("414949XXXXXX1234") == "414949XXXXXX1234"
    paid = Payment(PaymentType.CASHLESS, 100, details={"card_mask": "4149499991231234", "rrn": "1"})
    assert masked(paid).details == {"card_mask": "414949******1234", "rrn": "1"}
    assert masked(Payment(PaymentType.CASH, 100)).details == {}


def test_a_certificate_is_no_card() -> None:
    assert is_card(Payment(PaymentType.CASHLESS, 100))
    assert is_card(Payment(PaymentType.CASHLESS, 100, "Картка"))
    assert is_card(Payment(PaymentType.CASHLESS, 100, "Моя картка", details={"rrn": "1"}))
    assert not is_card(Payment(PaymentType.CASHLESS, 100, "Сертифікат"))
    assert not is_card(Payment(PaymentType.CASH, 100))


def test_what_a_person_vouches_for_is_approved_at_once() -> None:
    paid = Payment(PaymentType.CASHLESS, 500, details={"rrn": "12", "card_mask": "4149499991231234", "commission": 3})
    made = manual_attempt("a1", AttemptKind.PURCHASE, paid, NOON, document="r1", cashier="Олена")
    assert (made.is_loose, made.manual, made.moved) == (True, True, 500)
    assert made.approval == approval_of(paid)
    assert made.approval.details() == {"rrn": "12", "card_mask": "414949******1234"}
