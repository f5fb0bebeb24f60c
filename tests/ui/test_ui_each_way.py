"""The whole day at the real till, once by keys alone and once by touch alone; and how few keys an expert needs."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from ui_goods import ean
from ui_stage import Stage

from pos_app.app.compose import open_till
from pos_app.app.demo import sandbox_settings, start_sandbox
from pos_app.app.demo_pin import PIN
from pos_app.ui.keys import Action
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.tasks import Task, task_tiles

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PRESSED = {
    Action.QUANTITY: Key.Key_F3, Action.PRICE: Key.Key_F4, Action.PARK: Key.Key_F5, Action.PAY: Key.Key_F6,
    Action.DISCOUNT: Key.Key_F7, Action.RETURN: Key.Key_F9, Action.DRAWER: Key.Key_F10, Action.HISTORY: Key.Key_F11,
    Action.EXACT_CASH: Key.Key_F12,
}  # fmt: skip


class RealStage(Stage):
    """The stage with the real service in the engine's thread."""

    def __init__(self, settings, data_dir) -> None:
        self._settings, self._data_dir = settings, data_dir
        super().__init__()

    async def _make(self):
        self.till = await open_till(self._settings, self._data_dir)
        return self.till

    def _new_id(self) -> str:
        return str(uuid4())


class Hand:
    """What both hands share: the window's parts by short names."""

    def __init__(self, stage: RealStage) -> None:
        self.stage = stage
        self.window = stage.window

    @property
    def pane(self):
        return self.window.till.panes.pane

    def title(self, task: Task) -> str:
        tiles = task_tiles(self.stage.desk.state, self.window._keys)
        return next(tile.title for tile in tiles if tile.key == task)

    def opened(self) -> None:
        self.stage.until(lambda: self.pane is not None)

    def gone(self) -> None:
        self.stage.until(lambda: self.pane is None)


class Keys(Hand):
    """Never a finger on the glass."""

    def type(self, text):
        self.stage.type(text)

    def act(self, action):
        self.stage.key(PRESSED[action])

    def confirm(self):
        self.stage.enter()

    def task(self, task):
        self.stage.key(Key.Key_K, "", CTRL)
        self.opened()
        self.stage.type(self.title(task))
        self.stage.enter()

    def undo(self):
        self.stage.key(Key.Key_Z, "", CTRL)

    def void(self):
        self.stage.key(Key.Key_Delete)

    def resume(self):
        self.stage.key(Key.Key_F5, "", SHIFT)
        self.opened()
        self.stage.enter()

    def by_card(self):
        self.stage.key(Key.Key_Right)

    def leave(self):
        self.stage.key(Key.Key_Escape)

    def copy(self):
        self.stage.enter()

    def begin_return(self):
        self.stage.key(Key.Key_F9)

    def give_back(self):
        self.stage.key(Key.Key_F6)

    def close_shift(self):
        self.stage.key(Key.Key_F6)


class Fingers(Hand):
    """Never a key."""

    def type(self, text):
        page = self.window.page
        if self.window.shows("till"):
            block = self.pane.bottom if self.pane is not None else self.window.till.pad.block
            numpad = block.numpad
        else:
            numpad = page.numpad
        for char in text:
            self.stage.touch(numpad.keys[char])

    def act(self, action):
        pad, bar = self.window.till.pad, self.window.key_bar
        buttons = {**bar.buttons, **pad.small_buttons}
        buttons |= {Action.PAY: pad.pay_button, Action.EXACT_CASH: pad.exact_button, Action.PARK: self.window.top.plus}
        self.stage.touch(buttons[action])

    def confirm(self):
        if self.window.shows("sign_in"):
            self.stage.touch(self.window.sign_in.enter)
        elif hasattr(self.pane, "confirm"):
            self.stage.touch(self.pane.confirm)
        else:
            self.stage.touch("Готово")

    def task(self, task):
        self.stage.touch(self.window.top.menu_button)
        self.stage.touch_tile(self.title(task))

    def undo(self):
        self.task(Task.UNDO)

    def void(self):
        self.act(Action.QUANTITY)
        self.opened()
        self.stage.touch(next(one for one in self.pane.findChildren(type(self.pane.confirm)) if one.key == "Del"))

    def resume(self):
        self.stage.touch(self.window.top.chips[0])

    def by_card(self):
        self.stage.touch(self.pane.methods[Method.CARD])

    def leave(self):
        if self.pane is not None:
            self.stage.touch(self.pane.back_button)
        else:
            self.stage.touch("Каса")

    def copy(self):
        self.stage.touch(self.window.history.copy_button)

    def begin_return(self):
        self.stage.touch(self.window.history.return_button)

    def give_back(self):
        self.stage.touch(self.window.history.panel.confirm)

    def close_shift(self):
        self.stage.touch(self.window.close_shift.confirm)


@pytest.fixture
def real(qapp, tmp_path) -> Iterator[RealStage]:
    with start_sandbox(tmp_path) as servers:
        stage = RealStage(sandbox_settings(servers), tmp_path)
        yield stage
        stage.close()


@pytest.mark.parametrize("hand", [Keys, Fingers])
def test_a_whole_day_by_one_hand_alone(real, hand):
    day(real, hand(real))


def settled(stage):
    stage.until(lambda: not stage.desk._running)
    stage.calm()


def goods(stage):
    """Sets the till up as its owner has: goods there, the shift open, numbers of goods that ask nothing."""
    stage.desk.start(stage.desk.attempt(lambda till: till.sync_catalog(full=True)))
    stage.until(lambda: stage.desk.state.catalog.products >= 600 and not stage.desk._running)
    stage.until(lambda: len(stage.window.till.pad.shelf.quick) > 5)
    quick = stage.window.till.pad.shelf.quick
    plain = [one for one in quick if one.barcode and not (one.excise or one.sold_by_weight or one.free_price)]
    return [one.barcode for one in plain]


def scan(stage, *codes):
    for code in codes:
        before = sum(line.quantity for line in stage.desk.state.cart.lines)
        stage.burst(code)
        stage.until(lambda before=before: sum(line.quantity for line in stage.desk.state.cart.lines) > before)
    settled(stage)


def day(stage, hand):
    state = lambda: stage.desk.state  # noqa: E731 - read anew each time
    hand.type(PIN)
    hand.confirm()
    stage.until(lambda: state().cashier is not None)
    settled(stage)
    codes = goods(stage)
    hand.opened()
    hand.type("500")
    hand.confirm()
    stage.until(lambda: state().shift is not None and state().shift.sums.cash == 50_000)
    settled(stage)
    _basket(stage, hand, state, codes)
    _money(stage, hand, state, codes)
    _return(stage, hand, state)
    _cash(stage, hand, state)
    _papers(stage, hand, state)
    hand.task(Task.CLOSE_SHIFT)
    stage.until(lambda: stage.window.shows("close_shift"))
    hand.close_shift()
    hand.close_shift()
    stage.until(lambda: state().shift is None)
    settled(stage)


def _basket(stage, hand, state, codes):
    scan(stage, *codes[:3])
    hand.act(Action.QUANTITY)
    hand.opened()
    hand.type("3")
    hand.confirm()
    stage.until(lambda: any(line.quantity == 3000 for line in state().cart.lines))
    settled(stage)
    hand.act(Action.DISCOUNT)
    hand.opened()
    hand.type("10")
    hand.confirm()
    stage.until(lambda: state().totals.discount_sum)
    settled(stage)
    hand.undo()
    stage.until(lambda: not state().totals.discount_sum)
    settled(stage)
    hand.void()
    stage.until(lambda: len(state().cart.lines) == 2)
    settled(stage)
    hand.act(Action.PARK)
    stage.until(lambda: state().parked and state().cart.is_empty)
    settled(stage)
    hand.resume()
    stage.until(lambda: len(state().cart.lines) == 2)
    settled(stage)


def _sold(stage, state, before):
    stage.until(lambda: state().last_receipt is not None and state().last_receipt.receipt.id != before)
    settled(stage)
    return state().last_receipt.receipt.id


def _money(stage, hand, state, codes):
    hand.act(Action.PAY)
    stage.until(lambda: hand.pane is not None and hand.pane.quote is not None)
    hand.type("5000")
    hand.confirm()
    first = _sold(stage, state, None)
    assert state().last_receipt.receipt.change > 0
    scan(stage, codes[0])
    hand.act(Action.EXACT_CASH)
    second = _sold(stage, state, first)
    scan(stage, codes[1])
    hand.act(Action.PAY)
    stage.until(lambda: hand.pane is not None and hand.pane.quote is not None)
    hand.by_card()
    settled(stage)
    hand.confirm()
    _sold(stage, state, second)


def _cash(stage, hand, state):
    cash = state().shift.sums.cash
    for task, sign in ((Task.CASH_IN, 1), (Task.CASH_OUT, -1)):
        hand.task(task)
        hand.opened()
        hand.type("50")
        hand.confirm()
        stage.until(lambda sign=sign, cash=cash: state().shift.sums.cash == cash + sign * 5000)
        cash += sign * 5000
        settled(stage)
        while hand.pane is not None:
            hand.confirm()


def _papers(stage, hand, state):
    hand.task(Task.X_REPORT)
    hand.opened()
    settled(stage)
    hand.confirm()
    hand.gone()
    hand.task(Task.PRICE_CHECK)
    hand.opened()
    hand.leave()
    hand.gone()
    hand.act(Action.HISTORY)
    stage.until(lambda: stage.window.shows("history") and stage.window.history.chosen is not None)
    hand.copy()
    settled(stage)
    hand.leave()
    stage.until(lambda: stage.window.shows("till"))


def _return(stage, hand, state):
    cash = state().shift.sums.cash
    hand.act(Action.RETURN)
    stage.until(lambda: stage.window.shows("history") and stage.window.history.chosen is not None)
    settled(stage)
    hand.begin_return()
    stage.until(lambda: stage.window.history.returning and stage.window.history.panel.quote is not None)
    hand.give_back()
    stage.until(lambda: stage.window.shows("till") and hand.pane is not None)
    settled(stage)
    hand.confirm()
    hand.gone()
    assert state().shift.sums.cash <= cash


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
