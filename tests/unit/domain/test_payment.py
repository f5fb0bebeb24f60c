"""Paying: what is due, what change comes of it, and cash rounding by date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType, quote, settle, settle_return
from pos_app.domain.rounding import NO_ROUNDING, TO_FIFTY, TO_TEN, CashRounding, RoundingMode, round_cash, rule_on

CASH, CARD = PaymentType.CASH, PaymentType.CASHLESS


def cash(value: int | None = None) -> Payment:
    return Payment(CASH, value)


def card(value: int | None = None) -> Payment:
    return Payment(CARD, value)


@pytest.mark.parametrize(
    ("amount", "rounded"), [(0, 0), (24, 0), (25, 50), (49, 50), (50, 50), (51, 50), (74, 50), (75, 100), (99, 100)]
)
def test_cash_ends_in_fifties(amount: int, rounded: int) -> None:
    assert round_cash(amount, TO_FIFTY) == rounded


@given(st.integers(0, 10**8), st.sampled_from([NO_ROUNDING, TO_TEN, TO_FIFTY]))
def test_rounding_moves_a_sum_by_half_a_step_at_most(amount: int, rule: object) -> None:
    assert isinstance(rule, type(TO_TEN))
    rounded = round_cash(amount, rule)
    assert rounded % rule.step == 0
    assert abs(rounded - amount) * 2 <= rule.step


def test_the_rule_changes_on_the_first_of_october_2025() -> None:
    assert rule_on(date(2025, 9, 30)).mode is RoundingMode.ROUND_10
    assert rule_on(date(2025, 10, 1)).mode is RoundingMode.ROUND_50
    assert rule_on(date(2026, 1, 1), CashRounding.TEN) is TO_TEN
    assert rule_on(date(2020, 1, 1), CashRounding.FIFTY) is TO_FIFTY
    assert rule_on(date(2026, 1, 1), CashRounding.NONE) is NO_ROUNDING


def test_only_the_cash_remainder_is_rounded() -> None:
    assert quote(12345, [card()], TO_FIFTY).due == 12345
    assert quote(12345, [cash()], TO_FIFTY).due == 12350
    mixed = quote(12345, [card(10000), cash()], TO_FIFTY)
    assert (mixed.rounding, mixed.due) == (5, 12350)
    exact = quote(12345, [card(12345), cash()], TO_FIFTY)
    assert exact.due == 12345


def test_change_is_given_from_cash() -> None:
    done = settle(8580, [cash(10000)], TO_FIFTY)
    assert (done.due, done.paid, done.change, done.cash_kept) == (8600, 10000, 1400, 8600)


def test_a_value_left_out_is_what_is_due() -> None:
    assert settle(12345, [cash()], TO_FIFTY).payments[0].value == 12350
    assert settle(12345, [card()], TO_FIFTY).payments[0].value == 12345


@pytest.mark.parametrize(
    ("payments", "code"),
    [
        ([], "payment_too_small"),
        ([cash(8599)], "payment_too_small"),
        ([card(8581)], "card_over_total"),
        ([card(8000), cash(500)], "payment_too_small"),
        ([card(9000), cash(0)], "card_over_total"),
        ([cash(-5)], "payment_too_small"),
        ([cash(), card()], "payment_too_small"),
    ],
)
def test_a_wrong_payment_is_refused(payments: list[Payment], code: str) -> None:
    with pytest.raises(PosError) as raised:
        settle(8580, payments, TO_FIFTY)
    assert raised.value.code == code


@given(st.integers(1, 10**7), st.integers(0, 10**7), st.sampled_from([NO_ROUNDING, TO_TEN, TO_FIFTY]))
def test_what_is_paid_less_change_is_what_is_due(total: int, extra: int, rule: object) -> None:
    assert isinstance(rule, type(TO_TEN))
    due = quote(total, [cash()], rule).due
    done = settle(total, [cash(due + extra)], rule)
    assert done.paid - done.change == done.due == total + done.rounding
    assert done.change == extra


def test_a_return_pays_back_exactly_what_is_due() -> None:
    assert settle_return(8580, [cash()], TO_FIFTY).due == 8600
    assert settle_return(8580, [card(8580)], TO_FIFTY).rounding == 0
    for wrong in ([cash(8580)], [cash(8650)], [], [card(8600)]):
        with pytest.raises(PosError) as raised:
            settle_return(8580, wrong, TO_FIFTY)
        assert raised.value.code == "return_sum_differs"
