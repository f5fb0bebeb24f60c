"""Money goes back the way it came: each form of payment gets what it gave, never more, and nothing is left over."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.domain.return_ways import CARD, CASH, BackWay, back_by, form_of, money_left, usual_way, ways_back
from pos_app.domain.rounding import TO_FIFTY, TO_TEN

NOON = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def cash(value: int) -> Payment:
    return Payment(PaymentType.CASH, value)


def card(value: int, label: str = "Картка", **details: str) -> Payment:
    return Payment(PaymentType.CASHLESS, value, label, details=details)


def certificate(value: int) -> Payment:
    return Payment(PaymentType.CASHLESS, value, "Подарунковий сертифікат", code=2)


def receipt(*payments: Payment, change: int = 0, kind: ReceiptKind = ReceiptKind.SELL) -> Receipt:
    paid = sum(one.value or 0 for one in payments)
    return Receipt("r", kind, NOON, "Олена", total=paid - change, due=paid - change, change=change, payments=payments)


WAYS = [
    ("cash", (cash(500),), False, "cash", "cash"),
    ("a card", (card(500),), True, "cash card", "card"),
    ("a card that people vouch for", (card(500, "MonoPay", rrn="1"),), True, "cash card", "card"),
    ("a certificate", (certificate(500),), False, "cash as_paid", "as_paid"),
    ("cash and a card, the till asks the terminal", (cash(990), card(10)), True, "cash as_paid", "as_paid"),
    ("cash and a card, by hand", (cash(990), card(10)), False, "cash card as_paid", "as_paid"),
    ("a certificate and a card", (certificate(1), card(10)), True, "cash as_paid", "as_paid"),
    ("another till, nobody knows", (), True, "cash card", "cash"),
]


@pytest.mark.parametrize(("payments", "terminal", "ways", "usual"), [row[1:] for row in WAYS], ids=[r[0] for r in WAYS])
def test_the_ways_of_a_sale_are_those_it_was_paid_by(
    payments: tuple[Payment, ...], terminal: bool, ways: str, usual: str
) -> None:
    sale = receipt(*payments)
    found = ways_back(sale, terminal=terminal)
    assert " ".join(found) == ways
    assert usual_way(sale, found) == usual


def test_cash_that_went_back_as_change_has_paid_nothing() -> None:
    sale = receipt(card(1000), cash(5000), change=5000)
    assert ways_back(sale, terminal=True) == (BackWay.CASH, BackWay.CARD)
    assert money_left(sale, ()) == {CARD: 1000}


def test_what_other_returns_gave_back_to_a_form_is_gone() -> None:
    sale = receipt(certificate(300), card(200, rrn="7"), cash(500))
    back = receipt(card(150), cash(900), kind=ReceiptKind.RETURN)
    assert money_left(sale, (back,)) == {("Подарунковий сертифікат", 2): 300, CARD: 50, CASH: 0}


def test_kopecks_that_only_cash_rounds_away_are_rounded_in_the_cash_part() -> None:
    sale = receipt(card(10_000), cash(24), change=24)
    back = back_by(BackWay.AS_PAID, replace(sale, change=0), (), 10_024, TO_FIFTY)
    assert [one.value for one in back.payments] == [10_000, 0]
    assert (back.quote.rounding, back.quote.due) == (-24, 10_000)


FORMS = st.lists(
    st.builds(lambda make, value: make(value), st.sampled_from((cash, card, certificate)), st.integers(1, 90_000)),
    min_size=1,
    max_size=4,
)


@given(FORMS, st.lists(st.integers(1, 100), min_size=1, max_size=4), st.sampled_from((TO_FIFTY, TO_TEN)))
def test_parts_given_back_as_paid_never_exceed_what_a_form_gave(payments, parts, rule) -> None:  # type: ignore[no-untyped-def]  # Hypothesis fills it in
    sale = receipt(*payments)
    gave = money_left(sale, ())
    earlier: list[Receipt] = []
    left, got = sale.total, dict.fromkeys(gave, 0)
    for place, part in enumerate(parts):
        total = left if place == len(parts) - 1 else min(left, sale.total * part // 100)
        back = back_by(BackWay.AS_PAID, sale, earlier, total, rule)
        assert sum(one.value or 0 for one in back.payments) == back.quote.due
        assert back.quote.due == total + back.quote.rounding
        left -= total
        for one in back.payments:
            got[form_of(one)] = got.get(form_of(one), 0) + (one.value or 0)
        earlier.append(receipt(*back.payments, kind=ReceiptKind.RETURN))
    for form, value in got.items():
        if form != CASH:
            assert value == gave[form]
    assert abs(sum(got.values()) - sale.total) <= 25 * len(parts)
