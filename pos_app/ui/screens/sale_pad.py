"""What sells: the input line, the tiles with their tabs, the numpad, and the two ways to the money."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from pos_app.domain.errors import PosError
from pos_app.domain.product import Product
from pos_app.domain.quantity import parse_quantity
from pos_app.till.state import Category, TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action, KeyTable
from pos_app.ui.pictures import Pictures
from pos_app.ui.screens.pane import BottomBlock, Keyed
from pos_app.ui.screens.tasks import Task, task_tiles
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.tiles import COLUMNS, PAGE, Tile, TileGrid
from pos_app.ui.words import money, quantity

SEARCH_PAUSE_MS: Final = 70
FOUND: Final = 48


class Tab(StrEnum):
    """What the tiles show."""

    QUICK = "quick"
    CATEGORIES = "categories"
    SEARCH = "search"
    ACTIONS = "actions"


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
        self.tab = Tab.QUICK
        self.pictures = Pictures(desk, self)
        self._products: dict[str, Product] = {}
        self._categories: Sequence[Category] = ()
        self._category: Category | None = None
        self._quick: Sequence[Product] = ()
        self._asked = 0
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
        self.tiles = TileGrid(look, self.pictures.get)
        self.tiles.chosen.connect(self._chosen)
        self.tiles.page_changed.connect(self._show_pager)
        self.pictures.came.connect(self.tiles.picture_came)
        column.addWidget(self.tiles, 1)
        column.addWidget(self._bottom(keys))
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._desk.start(self._search()))
        self._catalog_seen: object = None

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
        self.exact_button.setFixedHeight(look.px(80))
        self.exact_button.clicked.connect(lambda: self.pressed.emit(Action.EXACT_CASH))
        self.block.beside.addLayout(small)
        self.block.beside.addWidget(self.pay_button, 1)
        self.block.beside.addWidget(self.exact_button)
        self.letters = TouchKeyboard(look)
        self.letters.pressed.connect(self.touch_key)
        self.bottom = QStackedWidget()
        self.bottom.setFixedHeight(look.px(274))
        self.bottom.addWidget(self.block)
        self.bottom.addWidget(self.letters)
        return self.bottom

    # tabs and tiles

    def show_state(self, state: TillState) -> None:
        """Buttons by what can be done; the tiles again when the catalog has changed."""
        ready = not state.cart.is_empty and state.shift is not None and not state.unknown_code and not state.busy
        self.pay_button.setEnabled(ready)
        self.exact_button.setEnabled(ready)
        for button in self.small_buttons.values():
            button.setEnabled(not state.cart.is_empty)
        seen = (state.catalog.products, state.catalog.synced_at, state.cashier is not None)
        if seen != self._catalog_seen:
            self._catalog_seen = seen
            self._desk.start(self._load_catalog())
        elif self.tab is Tab.ACTIONS:
            self._show_tasks(keep_page=True)

    async def _load_catalog(self) -> None:
        self._quick = await self._desk.look_up(lambda till: till.quick_products(24))
        self._categories = await self._desk.look_up(lambda till: till.categories())
        self._know(self._quick)
        if self.tab in {Tab.QUICK, Tab.CATEGORIES}:
            self.show_tab(self.tab)

    def _know(self, products: Sequence[Product]) -> None:
        self._products.update((product.id, product) for product in products)
        self.pictures.know(product for product in products if product.picture_id or product.picture_url)

    def show_tab(self, tab: Tab, *, framed: bool = False, letters: bool = False) -> None:
        """Show another kind of tiles; `letters` brings the letters to touch in place of the numpad."""
        self.tab = tab
        for each, button in self.tabs.items():
            button.setChecked(each is tab)
        self.bottom.setCurrentWidget(self.letters if letters else self.block)
        if tab is Tab.QUICK:
            self.tiles.show_tiles([_product_tile(product) for product in self._quick], empty=tr("Каталог порожній."))
        elif tab is Tab.CATEGORIES:
            self._category = None
            self._show_categories(framed)
        elif tab is Tab.SEARCH:
            self.tiles.show_tiles((), empty=tr("Пишіть назву або код товару."))
            self._typed(self.input.text())
        else:
            self._show_tasks(framed=framed)

    def _show_categories(self, framed: bool) -> None:
        within = self._category.id if self._category else None
        tiles = [_category_tile(category) for category in self._categories if category.parent_id == within]
        self.tiles.show_tiles(tiles, framed=framed, empty=tr("Категорій немає."))

    def _show_tasks(self, *, framed: bool = False, keep_page: bool = False) -> None:
        page = self.tiles.page
        self.tiles.show_tiles(task_tiles(self._desk.state), framed=framed or self.tiles.framed is not None)
        if keep_page and page < self.tiles.pages and page != self.tiles.page:
            self.tiles.turn(page - self.tiles.page)

    def _show_pager(self) -> None:
        many = self.tiles.pages > 1
        self.back.setEnabled(many)
        self.forth.setEnabled(many)

    def _chosen(self, key: str) -> None:
        if self.tab is Tab.ACTIONS:
            self.show_tab(Tab.QUICK)
            self.task.emit(Task(key))
        elif self.tab is Tab.CATEGORIES and self._open_category(key):
            return
        elif key in self._products:
            self.product.emit(self._products[key])
            if self.tab is Tab.SEARCH:
                self.input.clear()
                self.show_tab(Tab.QUICK)

    def _open_category(self, key: str) -> bool:
        category = next((category for category in self._categories if category.id == key), None)
        if category is None:
            return False
        self._category = category
        framed = self.tiles.framed is not None
        if any(each.parent_id == key for each in self._categories):
            self._show_categories(framed)
        else:
            self._desk.start(self._show_goods(category, framed))
        return True

    async def _show_goods(self, category: Category, framed: bool) -> None:
        goods = await self._desk.look_up(lambda till: till.search("", limit=FOUND, category_id=category.id))
        self._know(goods)
        if self._category is category and self.tab is Tab.CATEGORIES:
            tiles = [_product_tile(product) for product in goods]
            self.tiles.show_tiles(tiles, framed=framed, empty=tr("Тут немає товарів."))

    # typing

    def _typed(self, text: str) -> None:
        if text and any(char.isalpha() for char in text) and self.tab is not Tab.SEARCH:
            self.tab = Tab.SEARCH
            for tab, button in self.tabs.items():
                button.setChecked(tab is Tab.SEARCH)
        if self.tab is Tab.SEARCH:
            self._pause.start()

    async def _search(self) -> None:
        self._asked += 1
        number, text = self._asked, self.input.text().strip()
        if self.tab is not Tab.SEARCH or not text:
            return
        try:
            found = await self._desk.look_up(lambda till: till.search(text, limit=FOUND))
        except PosError as error:
            self._desk.complain(error)
            return
        if number == self._asked and self.tab is Tab.SEARCH:
            self._know(found)
            tiles = [_product_tile(product) for product in found]
            self.tiles.show_tiles(tiles, framed=True, empty=tr("Нічого не знайдено."))

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
        self.input.set_chip(f"{quantity(thousandths)} ×" if thousandths else "")

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
        if text and self.tab is Tab.SEARCH and self._pause.isActive():
            return True  # the list on the screen is not yet of this text
        return self.tiles.choose_framed()

    def _step_back(self) -> bool:
        if self.input.text():
            self.input.clear()
            if self.tab is Tab.SEARCH:
                self.tiles.show_tiles((), empty=tr("Пишіть назву або код товару."))
        elif self.pending_quantity is not None:
            self.set_pending(None)
        elif self.tab is not Tab.QUICK:
            self.show_tab(Tab.QUICK)
        else:
            return False
        return True

    def _move_frame(self, action: Action) -> bool:
        steps = {Action.LEFT: -1, Action.RIGHT: 1, Action.UP: -COLUMNS, Action.DOWN: COLUMNS}
        steps |= {Action.PAGE_UP: -PAGE, Action.PAGE_DOWN: PAGE}
        sideways = action in {Action.LEFT, Action.RIGHT}
        if action not in steps or (self.tab is Tab.QUICK and not sideways and self.tiles.framed is None):
            return False
        self.tiles.move_frame(steps[action])
        return True


def _product_tile(product: Product) -> Tile:
    figure = tr("ціна?") if product.free_price else money(product.price)
    if product.sold_by_weight:
        figure = f"{figure}/{product.unit or tr('кг')}"
    picture = product.id if product.picture_id or product.picture_url else ""
    return Tile(product.id, product.name, figure, picture)


def _category_tile(category: Category) -> Tile:
    count = tr("товарів: {count}").format(count=category.products) if category.products else ""
    return Tile(category.id, category.name, count, letter=False)
