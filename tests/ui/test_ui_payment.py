"""The payment pane: sums, change, ways of paying, and what happens when the answer is no."""

import asyncio
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from ui_goods import ean

from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.payment import Payment, PaymentType, Quote, settle
from pos_app.domain.payment import quote as quoted
from pos_app.domain.rounding import TO_FIFTY
from pos_app.ui.screens.payment_draft import Draft, Method, smart_notes
from pos_app.ui.widgets.steps import StepState

Key = Qt.Key


@pytest.fixture
def paying(till):
    """A basket of 284,18 with the payment pane open."""
    for number in (2, 3, 14, 18):
        till.scan(ean(number))
    assert till.desk.state.totals.total == 29120
    till.key(Key.Key_F6)
    till.calm()
    return till


def pane(stage):
    return stage.window.till.panes.pane


def sums(payments: Sequence[Payment]):
    return [(payment.type, payment.value, payment.label) for payment in payments]


def test_cash_is_rounded_and_a_card_is_not(paying):
    assert pane(paying).due.text() == "291,00"
    assert pane(paying).rounding.text() == "заокруглення −0,20"
    assert pane(paying).due_caption.text() == "До сплати готівкою"
    paying.key(Key.Key_Right)
    paying.calm()
    assert (pane(paying).due_caption.text(), pane(paying).due.text()) == ("До сплати", "291,20")


def test_change_is_shown_as_it_is_typed_and_too_little_cannot_be_paid(paying):
    paying.type("200")
    assert (pane(paying).change_caption.text(), pane(paying).change.text()) == ("Не вистачає", "91,00")
    assert not pane(paying).confirm.isEnabled()
    paying.enter()
    paying.calm()
    assert paying.till.called("pay") == []
    paying.type(",5")
    paying.key(Key.Key_Backspace)
    paying.key(Key.Key_Backspace)
    paying.type("0")
    assert pane(paying).change.text() == "1\u00a0709,00"


def test_change_stays_until_the_next_scan_begins_the_next_sale(paying):
    paying.type("500")
    paying.enter()
    paying.until(lambda: paying.desk.state.last_receipt is not None)
    paying.calm()
    totals = paying.window.till.totals
    assert (totals.caption, totals.figure) == ("РЕШТА", "209,00")
    assert paying.heard[-1] == "paid"
    paying.key(Key.Key_Up)
    paying.type("12")
    assert totals.caption == "РЕШТА"
    paying.key(Key.Key_Escape)
    paying.scan(ean(1))
    assert (totals.caption, totals.figure) == ("ДО СПЛАТИ", "32,50")


def test_after_a_card_the_sum_that_it_paid_is_shown_and_no_change(paying):
    paying.touch("Картка")
    paying.calm()
    paying.enter()
    paying.until(lambda: paying.desk.state.last_receipt is not None)
    paying.calm()
    totals = paying.window.till.totals
    assert (totals.caption, totals.figure) == ("СПЛАЧЕНО", "291,20")


def test_a_banknote_is_one_touch(paying):
    paying.touch("500", pane(paying).notes_row)
    assert pane(paying).change.text() == "209,00"


def test_a_card_payment_carries_what_the_slip_says(paying):
    paying.touch("Картка")
    paying.calm()
    paying.type("123456789012")
    paying.key(Key.Key_Tab)
    paying.type("A1B2C3")
    paying.touch("Термінал схвалив")
    paying.until(lambda: paying.till.called("pay"))
    (payment,), _ = paying.till.called("pay")[0]
    assert (payment.type, payment.value) == (PaymentType.CASHLESS, 29120)
    assert payment.details == {"rrn": "123456789012", "auth_code": "A1B2C3"}


def test_a_mixed_payment_takes_the_card_first_and_rounds_the_cash(paying):
    paying.touch("Змішана")
    paying.calm()
    paying.type("100,10")
    paying.calm()
    assert pane(paying).due.text() == "291,10"
    paying.key(Key.Key_Down)
    paying.type("200")
    assert pane(paying).change.text() == "9,00"
    paying.enter()
    paying.until(lambda: paying.till.called("pay"))
    payments, _ = paying.till.called("pay")[0]
    assert sums(payments) == [(PaymentType.CASHLESS, 10010, "Картка"), (PaymentType.CASH, 20000, "")]


def test_a_certificate_worth_more_gives_no_change(paying):
    paying.touch("Сертифікат")
    paying.calm()
    paying.type("500")
    paying.calm()
    assert pane(paying).change.text() == "0,00"
    paying.enter()
    paying.until(lambda: paying.till.called("pay"))
    payments, _ = paying.till.called("pay")[0]
    assert sums(payments) == [(PaymentType.CASHLESS, 29120, "Подарунковий сертифікат")]


def test_f12_pays_exactly_in_cash_from_the_till_and_from_the_pane(paying):
    paying.type("500")
    paying.key(Key.Key_F12)
    paying.until(lambda: paying.till.called("pay"))
    paying.calm()
    paying.scan(ean(1))
    paying.key(Key.Key_F12)
    paying.until(lambda: len(paying.till.called("pay")) == 2)
    assert [sums(payments) for payments, _ in paying.till.called("pay")] == [
        [(PaymentType.CASH, 29100, "")],
        [(PaymentType.CASH, 3250, "")],
    ]


def test_while_it_is_being_paid_nothing_can_be_left_or_paid_twice(paying):
    gate = asyncio.Event()
    paying.till.gates["pay"] = gate
    paying.enter()
    paying.until(lambda: paying.till.called("pay"))
    paying.enter()
    paying.key(Key.Key_F6)
    paying.key(Key.Key_Escape)
    paying.type("1")
    assert pane(paying) is not None
    paying.engine._loop.call_soon_threadsafe(gate.set)
    paying.until(lambda: pane(paying) is None)
    assert len(paying.till.called("pay")) == 1


def test_a_refusal_that_comes_when_the_pane_has_gone_is_told_and_nothing_breaks(paying):
    gate = asyncio.Event()
    paying.till.gates["pay"] = gate
    paying.till.fail_next["pay"] = refused("payment_too_small")
    paying.enter()
    paying.until(lambda: paying.till.called("pay"))
    gone = pane(paying)
    shown = []
    gone.show_state = shown.append
    paying.window.till.panes.put_away()
    paying.engine._loop.call_soon_threadsafe(gate.set)
    paying.until(lambda: paying.desk.notice is not None)
    paying.calm()
    assert paying.desk.notice.code == "payment_too_small"
    assert shown == []


def test_an_unknown_outcome_is_amber_and_asks_again_with_the_same_request(paying):
    paying.till.fail_next["pay"] = Unreachable()
    paying.touch("Картка")
    paying.calm()
    paying.enter()
    paying.until(lambda: not pane(paying).paying)
    paying.calm()
    assert [step.state for step in pane(paying).card.steps.steps][3] is StepState.UNKNOWN
    assert pane(paying).confirm.text() == "Перевірити ще раз"
    paying.touch("Перевірити ще раз")
    paying.until(lambda: pane(paying) is None)
    requests = [request for _, request in paying.till.called("pay")]
    assert requests == ["request-1", "request-1"]


def test_a_refused_payment_stays_open_and_says_why(paying):
    paying.till.fail_next["pay"] = refused("offline_limit")
    paying.enter()
    paying.until(lambda: paying.desk.notice is not None)
    assert paying.desk.notice.code == "offline_limit"
    assert pane(paying).confirm.isEnabled()


def test_esc_leaves_the_payment_and_the_basket_is_as_it_was(paying):
    before = paying.desk.state.cart
    paying.key(Key.Key_Escape)
    paying.calm()
    assert pane(paying) is None
    assert paying.desk.state.cart == before


@pytest.mark.parametrize(
    ("due", "notes"),
    [
        (28450, (29000, 30000, 40000, 50000, 100000)),
        (4250, (5000, 10000, 20000, 50000, 100000)),
        (50000, (60000, 100000, 150000, 200000)),
    ],
)
def test_smart_notes_are_the_next_round_sums(due, notes):
    assert smart_notes(due) == notes


@pytest.mark.parametrize(
    ("draft", "paid"),
    [
        (Draft(Method.MIXED, first="100"), [10000, 0]),
        (Draft(Method.CERTIFICATE, first="100"), [10000, 0]),
        (Draft(Method.MIXED, first="100", cash="0,50"), [10000, 50]),
        (Draft(Method.MIXED, first="60", held=(4000,)), [4000, 6000, 0]),
        (Draft(Method.CASH, held=(10000,)), [10000, 0]),
        (Draft(Method.MIXED, first="100,24"), [10024]),
        (Draft(Method.CERTIFICATE, first="500"), [10024]),
    ],
)
def test_kopecks_that_cash_rounds_away_are_settled_as_cash(draft: Draft, paid: Sequence[int]):
    quote = quoted(10024, draft.asked(10024), TO_FIFTY)
    settled = settle(10024, draft.payments(quote), TO_FIFTY)
    assert ([payment.value for payment in settled.payments], settled.due) == (paid, quote.due)
    assert settled.change == draft.change(quote)


def test_a_draft_without_anything_typed_pays_exactly():
    quote = Quote(29120, -20, 29100)
    assert Draft(Method.CASH).payments(quote) == (Payment(PaymentType.CASH, 29100),)
    assert Draft(Method.MIXED).payments(quote) == (Payment(PaymentType.CASH, 29100),)


def dear(till, price: int):
    """One good at this price, kopecks, in the basket."""
    till.scan(ean(2))
    line = till.desk.state.cart.lines[0].id
    till.till_does(lambda door: door.set_price(line, price))
    return till


@pytest.mark.parametrize(("price", "told"), [(5_000_000, False), (5_000_050, True)])
def test_more_cash_than_the_law_lets_one_buyer_pay_in_a_day_is_told(till, price, told):
    dear(till, price).key(Key.Key_F6)
    till.calm()
    limit = pane(till).notes_row.limit
    assert limit.isVisible() == told
    pane(till).choose_method(Method.CARD)
    till.calm()
    assert not limit.isVisible()
    pane(till).choose_method(Method.MIXED)
    till.type("1")
    till.calm()
    assert not limit.isVisible()


def test_one_key_takes_no_more_cash_than_the_law_lets_and_the_next_press_takes_it_knowingly(till):
    dear(till, 6_000_000).key(Key.Key_F12)
    till.calm()
    till.calm()
    assert pane(till).notes_row.limit.isVisible()
    assert "50\u00a0000\u00a0₴" in pane(till).notes_row.limit.text()
    assert till.till.called("pay") == []
    till.enter()
    till.until(lambda: till.till.called("pay"))


def test_the_rows_of_banknotes_stand_apart(paying):
    upper, lower = pane(paying).notes_row.buttons[0], pane(paying).notes_row.buttons[3]
    beside = pane(paying).notes_row.buttons[1].x() - upper.geometry().right()
    assert lower.y() - upper.geometry().bottom() == beside > 1
