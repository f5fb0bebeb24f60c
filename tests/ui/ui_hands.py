"""Two hands at the window over the real till: one that only presses keys, one that only touches the glass."""

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui_stage import Stage

from pos_app.app.compose import open_till
from pos_app.ui.keys import Action
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.tasks import Task, task_tiles
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.key_hints import MARKS
from pos_app.ui.widgets.numpad import Numpad, TouchKeyboard
from pos_app.ui.widgets.options import OptionRow
from pos_app.ui.widgets.rows import RowList

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
PRESSED = {
    Action.SEARCH: Key.Key_F2, Action.QUANTITY: Key.Key_F3, Action.PRICE: Key.Key_F4, Action.PARK: Key.Key_F5,
    Action.PAY: Key.Key_F6, Action.DISCOUNT: Key.Key_F7, Action.CUSTOMER: Key.Key_F8, Action.RETURN: Key.Key_F9,
    Action.DRAWER: Key.Key_F10, Action.HISTORY: Key.Key_F11, Action.EXACT_CASH: Key.Key_F12,
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

    def settled(self) -> None:
        """Nothing runs any more, and all of it is painted."""
        self.until(lambda: not self.desk._running)
        self.calm()


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

    def page(self, task: Task, name: str):
        """Open a page through the actions; → the page."""
        self.task(task)
        self.stage.until(lambda: self.window.shows(name))
        self.stage.settled()
        return getattr(self.window, name)


class Keys(Hand):
    """Never a finger on the glass."""

    def use(self, button, key, modifiers=NONE):
        """Press a button by the key that it names, or by the sign that it gets while F1 is held."""
        if key is None:
            self._sign(button)
        else:
            self.stage.key(key, "", modifiers)

    def _sign(self, button):
        self._help(QEvent.Type.KeyPress)
        self.stage.until(lambda: self.window.hints.shown is not None)
        mark = next(mark for mark in MARKS if self.window.hints.shown.marked.get(mark) is button)
        self.stage.key(Qt.Key(ord(mark)), mark)
        self._help(QEvent.Type.KeyRelease)

    def _help(self, kind):
        self.stage.app.sendEvent(self.window, QKeyEvent(kind, Key.Key_F1.value, NONE))

    def write(self, field, text):
        self.stage.type(text)

    def empty(self, field):
        while field.text():
            self.stage.key(Key.Key_Backspace)

    def choose(self, rows: RowList, key: str):
        self.stage.key(Key.Key_Home)
        for _ in range(len(rows.rows)):
            if rows.chosen_key() == key:
                return
            self.stage.key(Key.Key_Down)
        assert rows.chosen_key() == key, f"no way to the row {key}"

    def take(self, rows, key):
        self.choose(rows, key)
        self.stage.enter()

    def option(self, row: OptionRow, place: int, key: Qt.Key):
        for _ in row.options:
            if row.place != place:
                self.stage.key(key)
        assert row.place == place, "no way to the option"

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

    def method(self, method: Method):
        for _ in Method:
            if self.pane.draft.method is not method:
                self.stage.key(Key.Key_Right)
                self.stage.settled()
        assert self.pane.draft.method is method

    def leave(self):
        self.stage.key(Key.Key_Escape)

    def next_field(self, field):
        self.stage.key(Key.Key_Tab)


class Fingers(Hand):
    """Never a key: every tap is a touch of the glass, not a mouse."""

    def __init__(self, stage: RealStage) -> None:
        super().__init__(stage)
        self._glass = QTest.createTouchDevice()
        stage.touch_at = self.tap  # type: ignore[method-assign]

    def tap(self, widget: QWidget, point: QPoint) -> None:
        QTest.touchEvent(self.window, self._glass).press(0, point, widget).commit()
        self.stage.app.processEvents()
        QTest.touchEvent(self.window, self._glass).release(0, point, widget).commit()
        self.stage.app.processEvents()

    def touch(self, target: QWidget | str) -> None:
        """What is there to be touched, and not under anything else."""
        widget = self.stage.button(target) if isinstance(target, str) else target
        assert widget.isVisible(), f"{target} is not there to touch"
        assert widget.isEnabled(), f"{target} is dim"
        middle = widget.mapTo(self.window, widget.rect().center())
        over = self.window.childAt(middle)
        assert over is widget or widget.isAncestorOf(over), f"{target} lies under {over}"
        self.tap(widget, widget.rect().center())

    def use(self, button, key, modifiers=NONE):
        self.touch(button)

    def write(self, field: Field, text: str):
        """A touch of the field brings what one types with, if it is not there."""
        if not field._active or self._typed_with() is None:
            self.touch(field)
        for char in text:
            self._letter(self._typed_with(), char)

    def _typed_with(self) -> Numpad | TouchKeyboard | None:
        page = self.window.page
        found = [one for kind in (TouchKeyboard, Numpad) for one in page.findChildren(kind) if one.isVisible()]
        return found[0] if found else None

    def _letter(self, block, char: str):
        assert block is not None, "there is nothing to type with"
        if isinstance(block, Numpad):
            self.touch(block.keys[char])
            return
        for _ in range(3):
            letters = {one.text().casefold(): one for one in block._letters}
            if char.casefold() in letters:
                break
            self.touch(block._next)
        button = letters[char.casefold()]
        if button.text() != char:
            self.touch(self.stage.button("Великі літери", block))
        self.touch(button)

    def empty(self, field):
        block = self._typed_with()
        while field.text():
            erase = self.stage.button("Стерти", block)
            self.touch(erase)

    def choose(self, rows: RowList, key: str):
        place = next(place for place, row in enumerate(rows.rows) if row.key == key)
        index = rows.model().index(place, 0)
        rows.scrollTo(index)
        self.tap(rows.viewport(), rows.visualRect(index).center())

    take = choose

    def option(self, row, place, key):
        self.touch(row.buttons[place])

    def type(self, text):
        page = self.window.page
        if self.window.shows("till"):
            block = self.pane.bottom if self.pane is not None else self.window.till.pad.block
            numpad = block.numpad
        else:
            numpad = page.numpad
        for char in text:
            self.touch(numpad.keys[char])

    def act(self, action):
        pad, bar = self.window.till.pad, self.window.key_bar
        buttons = {**bar.buttons, **pad.small_buttons}
        buttons |= {Action.PAY: pad.pay_button, Action.EXACT_CASH: pad.exact_button, Action.PARK: self.window.top.plus}
        self.touch(buttons[action])

    def confirm(self):
        asking: object = self.window.page if self.window.shows("guard") else self.pane
        if self.window.shows("sign_in"):
            self.touch(self.window.sign_in.enter)
        elif hasattr(asking, "confirm"):
            self.touch(asking.confirm)
        else:
            self.touch("Готово")

    def task(self, task):
        self.touch(self.window.top.menu_button)
        grid, title = self.window.till.pad.tiles, self.title(task)
        place = next(place for place, tile in enumerate(grid.tiles) if tile.title == title)
        while grid.page != place // 12:
            self.touch(self.window.till.pad.forth)
        self.tap(grid, grid.tile_rect(place % 12).center())

    def undo(self):
        self.task(Task.UNDO)

    def void(self):
        self.act(Action.QUANTITY)
        self.opened()
        self.touch(next(one for one in self.pane.findChildren(TouchButton) if one.key == "Del"))

    def resume(self):
        self.touch(self.window.top.chips[0])

    def method(self, method: Method):
        self.touch(self.pane.methods[method])
        self.stage.settled()

    def leave(self):
        if self.window.shows("till"):
            self.touch(self.pane.back_button)
        else:
            self.touch(next(one for one in self.window.page.findChildren(TouchButton) if _leads_back(one)))

    def next_field(self, field):
        self.touch(field)


def _leads_back(button: TouchButton) -> bool:
    return button.isVisible() and (button.key == "Esc" or button.icon_name == "close")


def scan(stage: RealStage, *codes: str) -> None:
    """Goods, one after the other."""
    for code in codes:
        before = sum(line.quantity for line in stage.desk.state.cart.lines)
        stage.burst(code)
        stage.until(lambda before=before: sum(line.quantity for line in stage.desk.state.cart.lines) > before)
    stage.settled()


def sign_in(stage: RealStage, hand: Hand, pin: str) -> None:
    """By the PIN; the goods are there as its owner has them. The pane that opens the shift stands there then."""
    hand.type(pin)
    hand.confirm()
    stage.until(lambda: stage.desk.state.cashier is not None)
    stage.settled()
    stage.desk.start(stage.desk.attempt(lambda till: till.sync_catalog(full=True)))
    stage.until(lambda: stage.desk.state.catalog.products >= 600 and not stage.desk._running)
    stage.until(lambda: len(stage.window.till.pad.shelf.quick) > 5)
    hand.opened()


def open_shift(stage: RealStage, hand: Hand) -> None:
    """With five hundred hryvnias in the drawer."""
    hand.type("500")
    hand.confirm()
    stage.until(lambda: stage.desk.state.shift is not None and stage.desk.state.shift.sums.cash == 50_000)
    stage.settled()


def plain_codes(stage: RealStage) -> list[str]:
    """Numbers of goods that ask nothing."""
    quick = stage.window.till.pad.shelf.quick
    plain = [one for one in quick if one.barcode and not (one.excise or one.sold_by_weight or one.free_price)]
    return [one.barcode for one in plain]


def sold(stage: RealStage, before: str | None) -> str:
    """Wait for another sale than `before`; → its receipt's id."""
    state: Callable = lambda: stage.desk.state  # noqa: E731 - read anew each time
    stage.until(lambda: state().last_receipt is not None and state().last_receipt.receipt.id != before)
    stage.settled()
    return state().last_receipt.receipt.id
