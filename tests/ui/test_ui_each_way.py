"""A whole day of selling at the real till, once by keys alone and once by touch alone; how few keys an expert needs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from ui_goods import ean
from ui_hands import Fingers, Keys, RealStage, open_shift, plain_codes, scan, sign_in, sold

from pos_app.app.demo import sandbox_settings, start_sandbox
from pos_app.app.demo_pin import PIN
from pos_app.domain.payment import PaymentType
from pos_app.ui.keys import Action
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.tasks import Task
from pos_app.ui.widgets.buttons import Role

Key = Qt.Key


@pytest.fixture
def real(qapp, tmp_path) -> Iterator[RealStage]:
    with start_sandbox(tmp_path) as servers:
        stage = RealStage(sandbox_settings(servers), tmp_path)
        yield stage
        stage.close()


@pytest.mark.parametrize("hand", [Keys, Fingers])
def test_a_whole_day_by_one_hand_alone(real, hand):
    day(real, hand(real))


def day(stage, hand):
    state = lambda: stage.desk.state  # noqa: E731 - read anew each time
    sign_in(stage, hand, PIN)
    codes = plain_codes(stage)
    open_shift(stage, hand)
    _basket(stage, hand, state, codes)
    _discounts(stage, hand, state)
    _parking(stage, hand, state)
    _customer(stage, hand, state)
    first = _money(stage, hand, state)
    _other_ways_to_pay(stage, hand, state, codes, first)
    _return(stage, hand, state)
    _cash(stage, hand, state)
    _drawer(stage, hand)
    _prices(stage, hand, state, codes)
    _papers(stage, hand, state)


def _basket(stage, hand, state, codes):
    scan(stage, *codes[:3])
    hand.act(Action.QUANTITY)
    hand.opened()
    hand.type("3")
    hand.confirm()
    stage.until(lambda: any(line.quantity == 3000 for line in state().cart.lines))
    stage.settled()
    hand.act(Action.PRICE)
    hand.opened()
    hand.type("19,90")
    hand.confirm()
    stage.until(lambda: any(line.price == 1990 for line in state().cart.lines))
    stage.settled()


def _discounts(stage, hand, state):
    """On the whole receipt and taken back; on one line and kept; the line goes."""
    hand.act(Action.DISCOUNT)
    hand.opened()
    hand.type("10")
    hand.confirm()
    stage.until(lambda: state().totals.discount_sum)
    stage.settled()
    hand.undo()
    stage.until(lambda: not state().totals.discount_sum)
    stage.settled()
    hand.act(Action.DISCOUNT)
    hand.opened()
    hand.option(hand.pane.groups[1], 1, Key.Key_Down)
    hand.option(hand.pane.groups[0], 1, Key.Key_Right)
    hand.type("1,50")
    hand.confirm()
    stage.settled()
    stage.until(lambda: state().totals.discount_sum == -150)
    stage.settled()
    assert sum(bool(line.adjustments) for line in state().cart.lines) == 1
    hand.void()
    stage.until(lambda: len(state().cart.lines) == 2)
    stage.settled()


def _parking(stage, hand, state):
    hand.act(Action.PARK)
    stage.until(lambda: state().parked and state().cart.is_empty)
    stage.settled()
    hand.resume()
    stage.until(lambda: len(state().cart.lines) == 2)
    stage.settled()


def _customer(stage, hand, state):
    hand.act(Action.CUSTOMER)
    hand.opened()
    hand.next_field(hand.pane.contact)
    hand.write(hand.pane.contact, "0671234567")
    hand.use(hand.pane.confirm, Key.Key_Return)
    stage.until(lambda: state().delivery is not None and state().delivery.phone == "380671234567")
    hand.gone()


def _begin_to_pay(stage, hand):
    hand.act(Action.PAY)
    stage.until(lambda: hand.pane is not None and hand.pane.quote is not None)
    stage.settled()


def _money(stage, hand, state):
    _begin_to_pay(stage, hand)
    hand.type("5000")
    hand.confirm()
    first = sold(stage, None)
    assert state().last_receipt.receipt.change > 0
    return first


def _other_ways_to_pay(stage, hand, state, codes, last):
    """Exact cash, card, a part by card, a certificate and the rest in cash."""
    scan(stage, codes[0])
    hand.act(Action.EXACT_CASH)
    last = sold(stage, last)
    for method, typed, kinds in (
        (Method.CARD, "", 1),
        (Method.MIXED, "5", 2),
        (Method.CERTIFICATE, "10", 2),
    ):
        scan(stage, codes[1], codes[2])
        _begin_to_pay(stage, hand)
        hand.method(method)
        hand.type(typed)
        stage.settled()
        hand.confirm()
        last = sold(stage, last)
        payments = state().last_receipt.receipt.payments
        assert len(payments) == kinds
        assert payments[0].type is PaymentType.CASHLESS


def _cash(stage, hand, state):
    cash = state().shift.sums.cash
    for task, sign in ((Task.CASH_IN, 1), (Task.CASH_OUT, -1)):
        hand.task(task)
        hand.opened()
        hand.type("50")
        hand.confirm()
        stage.until(lambda sign=sign, cash=cash: state().shift.sums.cash == cash + sign * 5000)
        cash += sign * 5000
        stage.settled()
        while hand.pane is not None:
            hand.confirm()


def _drawer(stage, hand):
    hand.act(Action.DRAWER)
    hand.opened()
    hand.take(hand.pane.rows, "Перевірка готівки")
    hand.gone()
    stage.settled()
    assert stage.desk.notice is None


def _prices(stage, hand, state, codes):
    """A price is looked up by a typed number; what was found goes into the basket, and all of it out again."""
    hand.task(Task.PRICE_CHECK)
    hand.opened()
    pane = hand.pane
    hand.write(pane.field, codes[3])
    hand.use(pane.numpad.keys["\r"], Key.Key_Return)
    stage.until(lambda: pane.card is not None)
    stage.settled()
    hand.use(pane.add_button, Key.Key_Return)
    stage.until(lambda: len(state().cart.lines) == 1)
    stage.settled()
    hand.task(Task.CLEAR)
    stage.until(lambda: state().cart.is_empty)
    stage.settled()


def _papers(stage, hand, state):
    hand.task(Task.X_REPORT)
    hand.opened()
    stage.settled()
    hand.confirm()
    hand.gone()
    page = hand.page(Task.CLOSE_SHIFT, "close_shift")
    for place, count in ((1, "1"), (3, "12"), (10, "4")):
        _count(stage, hand, page, place, count)
    assert page.sum_counted == 50_000 + 12 * 10_000 + 4 * 50
    hand.use(page.confirm, Key.Key_F6)
    hand.use(page.confirm, Key.Key_F6)
    stage.until(lambda: state().shift is None)
    stage.settled()
    done = next(one for one in page.findChildren(type(page.confirm)) if one.isVisible() and one.role is Role.ACCENT)
    hand.use(done, Key.Key_Return)
    stage.until(lambda: stage.window.shows("till"))


def _count(stage, hand, page, place, count):
    """Enter goes from note to note; a finger goes where it likes."""
    if isinstance(hand, Keys):
        while page.active is not page.fields[place]:
            stage.enter()
        stage.type(count)
    else:
        hand.touch(page.fields[place])
        for char in count:
            hand.touch(page.bottom.numpad.keys[char])


def _return(stage, hand, state):
    cash = state().shift.sums.cash
    hand.act(Action.RETURN)
    history = stage.window.history
    stage.until(lambda: stage.window.shows("history") and history.chosen is not None)
    stage.settled()
    hand.use(history.return_button, Key.Key_F9)
    stage.until(lambda: history.returning and history.panel.quote is not None)
    hand.option(history.panel.ways, 0, Key.Key_Right)
    stage.settled()
    hand.use(history.panel.confirm, Key.Key_F6)
    stage.until(lambda: stage.window.shows("till") and hand.pane is not None)
    stage.settled()
    hand.confirm()
    hand.gone()
    assert state().shift.sums.cash < cash


def test_three_goods_and_exact_cash_take_one_key_after_the_last_scan(till):
    pressed = []
    press = till.key
    till.key = lambda *given: (pressed.append(given[0]), press(*given))  # type: ignore[method-assign]
    for number in (1, 2, 3):
        till.scan(ean(number))
    assert pressed == []
    till.key(Key.Key_F12)
    till.until(lambda: till.desk.state.last_receipt is not None)
    assert till.desk.state.last_receipt.receipt.change == 0
    assert len(pressed) <= 5
