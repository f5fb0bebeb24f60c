"""What sells: the input line, the tiles with their tabs, the numpad, and the two ways to the money."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from pos_app.domain.quantity import parse_quantity
from pos_app.till.state import TillState
from pos_app.ui.card_words import card_may_have_paid, paid_by_card
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action, KeyTable
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.pane import NUMPAD_HEIGHT, BottomBlock
from pos_app.ui.screens.shelf import Shelf, Tab
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.words import quantity

KIOSK_HEIGHT = 164
"""What stands under the tiles where there is no numpad, pixels at scale 1."""


class SalePad(Keyed):
    """The right side while nothing is asked."""

    scan = Signal(str)
    product = Signal(object)
    task = Signal(str)
    """A Task was chosen."""
    pressed = Signal(object)
    """An Action of a button."""

    def __init__(self, look: Look, desk: Desk, keys: KeyTable) -> None:
        super().__init__()
        self.look = look
        self._desk = desk
        self.pending_quantity: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.input = Field(look, figures=False, size=Size.TITLE, icon_name="barcode", height=56)
        self.input.set_placeholder(tr("Штрихкод, код, назва або 3 *"))
        self.input.changed.connect(self._typed)
        self.input.touched.connect(lambda: self.show_tab(Tab.SEARCH, letters=True))
        column.addWidget(self.input)
        column.addLayout(self._tab_row())
        self.shelf = Shelf(look, desk, keys)
        self.tiles, self.first = self.shelf.tiles, self.shelf.first
        self.tiles.page_changed.connect(self._show_pager)
        self.shelf.product.connect(self._take)
        self.shelf.task.connect(self._run)
        self.shelf.narrowed.connect(self._show_chip)
        column.addWidget(self.shelf, 1)
        column.addWidget(self._bottom(keys))
        self._check(self.tab)

    @property
    def tab(self) -> Tab:
        """What the tiles show."""
        return self.shelf.tab

    # building

    def _tab_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.look.px(4 if self.look.compact else 6))
        names = {
            Tab.QUICK: tr("Швидкі"),
            Tab.CATEGORIES: tr("Категорії"),
            Tab.SEARCH: tr("Пошук"),
            Tab.ACTIONS: tr("Дії"),
        }
        self.tabs: dict[Tab, TouchButton] = {}
        for tab, name in names.items():
            button = TouchButton(self.look, name, role=Role.TAB)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, tab=tab: self.show_tab(tab, letters=tab is Tab.SEARCH))
            row.addWidget(button, button.sizeHint().width())
            self.tabs[tab] = button
        self.back = TouchButton(self.look, "", icon_name="left")
        self.forth = TouchButton(self.look, "", icon_name="right")
        for button, step in ((self.back, -1), (self.forth, 1)):
            button.setFixedSize(self.look.px(48), self.look.px(48))
            button.clicked.connect(lambda _=False, step=step: self.tiles.turn(step))
            row.addWidget(button)
        return row

    def _bottom(self, keys: KeyTable) -> QStackedWidget:
        look = self.look
        self.block = BottomBlock(look)
        self.block.numpad.pressed.connect(self.touch_key)
        self.block.numpad.setVisible(look.plan.numpad)
        if not look.plan.numpad:
            self.block.setFixedHeight(look.px(KIOSK_HEIGHT))
        small = QHBoxLayout()
        small.setSpacing(look.px(6))
        self.small_buttons: dict[Action, TouchButton] = {}
        for action, name in ((Action.QUANTITY, tr("К-сть")), (Action.DISCOUNT, "%"), (Action.PRICE, tr("Ціна"))):
            button = TouchButton(look, name, key=keys.key(action))
            button.setFixedHeight(look.px(64))
            button.clicked.connect(lambda _=False, action=action: self.pressed.emit(action))
            small.addWidget(button, 1)
            self.small_buttons[action] = button
        self.pay_button = TouchButton(look, tr("ОПЛАТА"), role=Role.PAY, key=keys.key(Action.PAY), size=Size.TITLE)
        self.pay_button.clicked.connect(lambda: self.pressed.emit(Action.PAY))
        exact = tr("ГОТІВКА БЕЗ РЕШТИ")
        self.exact_button = TouchButton(look, exact, role=Role.CASH, key=keys.key(Action.EXACT_CASH))
        self.exact_button.clicked.connect(lambda: self.pressed.emit(Action.EXACT_CASH))
        self.block.beside.addLayout(small)
        self._add_pay_buttons()
        self.letters = TouchKeyboard(look)
        self.letters.pressed.connect(self.touch_key)
        self.bottom = QStackedWidget()
        self.bottom.setFixedHeight(self.block.height())
        self.bottom.addWidget(self.block)
        self.bottom.addWidget(self.letters)
        return self.bottom

    def _add_pay_buttons(self) -> None:
        """One over the other beside the numpad; without one, side by side."""
        if self.look.plan.numpad:
            self.exact_button.setFixedHeight(self.look.px(80))
            self.block.beside.addWidget(self.pay_button, 1)
            self.block.beside.addWidget(self.exact_button)
            return
        row = QHBoxLayout()
        row.setSpacing(self.look.px(6))
        row.addWidget(self.pay_button, 3)
        row.addWidget(self.exact_button, 2)
        self.block.beside.addLayout(row, 1)

    # tabs and tiles

    def show_state(self, state: TillState) -> None:
        """Buttons by what can be done; the tiles again when the catalog has changed."""
        self.show_payable()
        for button in self.small_buttons.values():
            button.setEnabled(not state.cart.is_empty)
        self.shelf.show_state(state)

    def show_payable(self) -> None:
        """May be paid, as far as that is known: what the strip says is in the way dims both buttons."""
        state, notice = self._desk.state, self._desk.notice
        ready = not state.cart.is_empty and state.shift is not None and not state.unknown_code and not state.busy
        untaxed = notice is not None and notice.code == "tax_unmapped"
        self.pay_button.setEnabled(ready and not untaxed)
        # what a card has paid, or may have, is not asked of the customer in cash once more
        self.exact_button.setEnabled(ready and not untaxed and not card_may_have_paid(state))
        all_paid = 0 < state.totals.total <= paid_by_card(state)
        self.pay_button.setText(tr("ЗАВЕРШИТИ ЧЕК") if all_paid else tr("ОПЛАТА"))

    def show_tab(self, tab: Tab, *, framed: bool = False, letters: bool = False) -> None:
        """Show another kind of tiles; `letters` brings the letters to touch in place of the numpad."""
        self._check(tab)
        self.bottom.setCurrentWidget(self.letters if letters else self.block)
        self.bottom.setFixedHeight(self.look.px(NUMPAD_HEIGHT) if letters else self.block.height())
        self.shelf.show_tab(tab, framed=framed)
        if tab is Tab.SEARCH:
            self._typed(self.input.text())

    def _check(self, tab: Tab) -> None:
        for each, button in self.tabs.items():
            button.setChecked(each is tab)

    def _show_pager(self) -> None:
        many = self.tiles.pages > 1
        self.back.setEnabled(many)
        self.forth.setEnabled(many)

    def _take(self, product: object) -> None:
        self.product.emit(product)
        if self.tab is Tab.SEARCH:
            self.input.clear()
            self.show_tab(Tab.QUICK)

    def _run(self, task: str) -> None:
        self.show_tab(Tab.QUICK)
        self.task.emit(task)

    # typing

    def _typed(self, text: str) -> None:
        if self.tab is Tab.SEARCH or any(char.isalpha() for char in text):
            self._check(Tab.SEARCH)
            self.shelf.search(text.strip())

    def type_text(self, text: str) -> bool:
        """Everything typed goes to the input line; a star makes a quantity of the figures before it."""
        if text == "*":
            return self._take_quantity()
        if text == "," and not self.input.text():
            return True
        self._desk.forget_mistake()
        self.input.insert(text)
        return True

    def _take_quantity(self) -> bool:
        try:
            typed = parse_quantity(self.input.text())
        except ValueError:
            return True
        self.input.clear()
        self.set_pending(typed if typed > 0 else None)
        return True

    def set_pending(self, thousandths: int | None) -> None:
        """The quantity for the next item, shown before the input line; None for one."""
        self.pending_quantity = thousandths
        self._show_chip()

    def _show_chip(self) -> None:
        """Before the input line: the subgroup that is all that is shown, and the quantity of the next item."""
        pending, subgroup = self.pending_quantity, self.shelf.subgroup
        words = [subgroup.name] if subgroup is not None else []
        self.input.set_chip(" · ".join([*words, *([f"{quantity(pending)} ×"] if pending else [])]))

    def take_pending(self) -> int | None:
        """The quantity typed before this item; it counts once."""
        pending = self.pending_quantity
        self.set_pending(None)
        return pending

    def take_number(self) -> str:
        """Figures typed before a key like F3; empty where there are none."""
        text = self.input.text()
        if not text or any(char.isalpha() for char in text):
            return ""
        self.input.clear()
        return text

    def clear_typed(self) -> None:
        """The C key: the text first, then the quantity."""
        if self.input.text():
            self.input.clear()
        else:
            self.set_pending(None)

    # keys

    def do(self, action: Action) -> bool:
        """Typing's own keys and the frame on the tiles; selling's keys are the till screen's."""
        if action is Action.ENTER:
            return self._enter()
        if action is Action.BACKSPACE:
            self.input.backspace()
        elif action is Action.BACK:
            return self._step_back()
        elif action is Action.SEARCH:
            self.input.clear()
            self.show_tab(Tab.SEARCH)
        elif action is Action.CATEGORIES:
            self.show_tab(Tab.CATEGORIES, framed=True)
        elif action is Action.ACTIONS:
            self.show_tab(Tab.ACTIONS, framed=True)
        else:
            return self._move_frame(action)
        return True

    def _enter(self) -> bool:
        text = self.input.text().strip()
        if text.isdigit() and not (self.tab is Tab.SEARCH and self.tiles.framed and len(text) < 6):
            self.input.clear()
            if self.tab is Tab.SEARCH:
                self.show_tab(Tab.QUICK)
            self.scan.emit(text)
            return True
        if text and self.shelf.searching:
            return True  # the list on the screen is not yet of this text
        if not text and self.shelf.fills:
            self.first.press_enter()
            return True
        return self.tiles.choose_framed()

    def _step_back(self) -> bool:
        if self.input.text():
            self.input.clear()
        elif self.pending_quantity is not None:
            self.set_pending(None)
        elif self.shelf.go_up() or self.shelf.show_all():
            return True
        elif self.tab is not Tab.QUICK:
            self.show_tab(Tab.QUICK)
        else:
            return False
        return True

    def _move_frame(self, action: Action) -> bool:
        steps = {Action.LEFT: -1, Action.RIGHT: 1, Action.UP: -self.tiles.columns, Action.DOWN: self.tiles.columns}
        steps |= {Action.PAGE_UP: -self.tiles.per_page, Action.PAGE_DOWN: self.tiles.per_page}
        sideways = action in {Action.LEFT, Action.RIGHT}
        if action not in steps or (self.tab is Tab.QUICK and not sideways and self.tiles.framed is None):
            return False
        self.tiles.move_frame(steps[action])
        return True
