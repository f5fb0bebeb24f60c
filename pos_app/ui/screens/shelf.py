"""What the tiles show: quick goods, categories level by level, found goods, or the actions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from pos_app.domain.product import Product
from pos_app.till.door import TillDoor
from pos_app.till.goods import Subgroup
from pos_app.till.state import Category, TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import KeyTable
from pos_app.ui.pictures import Pictures
from pos_app.ui.screens.catalog_pane import CatalogBox
from pos_app.ui.screens.tasks import Task, task_tiles
from pos_app.ui.theme import Look
from pos_app.ui.widgets.tiles import Tile, TileGrid
from pos_app.ui.words import inside_quotes, money, stock_words

FOUND: Final = 48
QUICK: Final = 24
_UP: Final = "up"
_FAVOURITES: Final = "favourites"
_SUBGROUPS: Final = "subgroups"
_ALL: Final = "all"
"""Tiles of our own among the categories; no id of SmartKasa's is a word."""
_SUBGROUP: Final = "subgroup:"


class Tab(StrEnum):
    """What the tiles show."""

    QUICK = "quick"
    CATEGORIES = "categories"
    SEARCH = "search"
    ACTIONS = "actions"


class Shelf(QStackedWidget):
    """Asks the till for goods and shows them; while there are none, how far the first reading is."""

    product = Signal(object)
    """A Product was chosen."""
    card = Signal(str)
    """The card of a product is wanted: its id."""
    task = Signal(str)
    """A Task was chosen."""
    narrowed = Signal()
    """Another subgroup, or none, is all that is shown."""

    def __init__(self, look: Look, desk: Desk, keys: KeyTable) -> None:
        super().__init__()
        self._desk = desk
        self._keys = keys
        self.tab = Tab.QUICK
        self.pictures = Pictures(desk, self)
        self.quick: Sequence[Product] = ()
        self._products: dict[str, Product] = {}
        self._categories: Sequence[Category] = ()
        self._category: Category | None = None
        self._subgroups: Sequence[Subgroup] = ()
        self.subgroup: Subgroup | None = None
        """Categories and search show its goods alone, until the quick goods are shown again."""
        self._pinned: frozenset[str] = frozenset()
        self._has_favourites = False
        self._wanted = ""
        self._found = ""
        self._asking = False
        self._seen: object = None
        self.tiles = TileGrid(look, self.pictures.get, columns=look.plan.columns, rows=look.plan.rows)
        self.tiles.chosen.connect(self._chosen)
        self.tiles.held.connect(self._show_card)
        self.pictures.came.connect(self.tiles.picture_came)
        self.first = CatalogBox(look)
        self.addWidget(self.tiles)
        self.addWidget(self.first)

    @property
    def fills(self) -> bool:
        """Are there no goods to show yet?"""
        return self.currentWidget() is self.first

    def show_state(self, state: TillState) -> None:
        """The tiles again when the catalog has changed."""
        self._show_first(state)
        catalog = state.catalog
        seen = (catalog.products, catalog.edits, catalog.synced_at, catalog.in_stock_only, state.cashier is not None)
        if seen != self._seen:
            self._seen = seen
            self._desk.start(self._load())
        elif self.tab is Tab.ACTIONS:
            self._show_tasks(framed=False, stay=True)

    async def _load(self) -> None:
        """The same place as before, with today's goods: what changes in the background moves nobody."""
        goods = await self._desk.look_up(_all_of)
        self.quick, self._categories, self._subgroups = goods.quick, goods.categories, goods.subgroups
        self._pinned, self._has_favourites = goods.pinned, goods.has_favourites
        if self.subgroup is not None and self.subgroup.id not in {one.id for one in self._subgroups}:
            self._narrow(None)
        self._know(self.quick)
        if self.tab is Tab.QUICK:
            self._show_quick(stay=True)
        elif self.tab is Tab.CATEGORIES:
            self._show_level(framed=False, stay=True)

    def _show_first(self, state: TillState) -> None:
        self.first.show_state(state)
        empty = not state.catalog.products and self.tab in {Tab.QUICK, Tab.CATEGORIES}
        self.setCurrentWidget(self.first if empty else self.tiles)

    def _know(self, products: Sequence[Product]) -> None:
        self._products.update((product.id, product) for product in products)
        self.pictures.know(product for product in products if product.picture_id or product.picture_url)

    # what is shown

    def show_tab(self, tab: Tab, *, framed: bool = False) -> None:
        """Show another kind of tiles from its beginning."""
        self.tab = tab
        self._show_first(self._desk.state)
        if tab is Tab.QUICK:
            self._narrow(None)
            self._show_quick(stay=False)
        elif tab is Tab.CATEGORIES:
            self._category = None
            self._show_level(framed=framed)
        elif tab is Tab.SEARCH:
            self.search("")
        else:
            self._show_tasks(framed=framed, stay=False)

    def _show_quick(self, *, stay: bool) -> None:
        tiles = [replace(product_tile(product), pinned=product.id in self._pinned) for product in self.quick]
        self.tiles.show_tiles(tiles, empty=tr("Каталог порожній."), stay=stay)

    def _show_tasks(self, *, framed: bool, stay: bool) -> None:
        tiles = task_tiles(self._desk.state, self._keys, demo=self._desk.bench is not None)
        self.tiles.show_tiles(tiles, framed=framed or self.tiles.framed is not None, stay=stay)

    def _show_level(self, *, framed: bool, stay: bool = False) -> None:
        """The categories at the top, or what is in one."""
        if self._category is not None:
            self._desk.start(self._show_category(self._category, framed=framed, stay=stay))
            return
        if self.subgroup is not None:
            self._desk.start(self._show_category(None, framed=framed, stay=stay))
            return
        tiles = [_category_tile(category) for category in self._categories if category.parent_id is None]
        if self._subgroups:
            tiles.insert(0, Tile(_SUBGROUPS, tr("Підгрупи"), icon_name="menu"))
        if self._has_favourites:
            tiles.insert(0, Tile(_FAVOURITES, tr("Обране"), icon_name="star"))
        self.tiles.show_tiles(tiles, framed=framed, empty=tr("Категорій немає."), stay=stay)

    async def _show_category(self, within: Category | None, *, framed: bool, stay: bool) -> None:
        """The way back up, the categories in it, and its best sellers: those of the subgroup, while there is one."""
        at, subgroup = within.id if within is not None else None, self.subgroup
        tiles = [Tile(_UP, within.name, tr("назад"), icon_name="left")] if within is not None else []
        if subgroup is not None:
            tiles.append(Tile(_ALL, subgroup.name, tr("усі"), icon_name="close"))
        if at == _SUBGROUPS:
            tiles += [_subgroup_tile(one) for one in self._subgroups]
        inside = [_category_tile(one, counted=subgroup is None) for one in self._categories if one.parent_id == at]
        goods = await self._desk.look_up(lambda till: _goods_of(till, at, subgroup, self._in_stock))
        self._know(goods)
        if self._category is within and self.subgroup is subgroup and self.tab is Tab.CATEGORIES:
            found = list(map(product_tile, goods))
            # of a subgroup the goods come first: they are what was asked for
            parts = [*found, *inside] if subgroup is not None else [*inside, *found]
            self.tiles.show_tiles([*tiles, *parts], framed=framed, stay=stay)

    @property
    def searching(self) -> bool:
        """Is the list on the screen not yet of what was typed?"""
        return self.tab is Tab.SEARCH and self._wanted != self._found

    def search(self, text: str) -> None:
        """Find what is typed, at once. One question is under way at a time; of those that came meanwhile, the last."""
        self.tab, self._wanted = Tab.SEARCH, text
        self._show_first(self._desk.state)
        if not text:
            self._found = ""
            self.tiles.show_tiles((), empty=tr("Пишіть назву або код товару."))
        elif not self._asking:
            self._asking = True
            self._desk.start(self._search())

    async def _search(self) -> None:
        try:
            while self.searching and self._wanted:
                await self._find(self._wanted)
        finally:
            self._asking = False

    async def _find(self, text: str) -> None:
        in_stock, among = self._in_stock, self.subgroup.id if self.subgroup is not None else None
        found = await self._desk.look_up(
            lambda till: till.search(text, limit=FOUND, subgroup_id=among, in_stock=in_stock)
        )
        self._show_found(text, found)

    def _show_found(self, text: str, found: Sequence[Product]) -> None:
        self._found = text
        if not self.searching and self.tab is Tab.SEARCH:
            self._know(found)
            empty = tr("Нічого не знайдено.")
            if self.subgroup is not None:
                empty = tr("У підгрупі «{name}» нічого не знайдено.").format(name=inside_quotes(self.subgroup.name))
            self.tiles.show_tiles(list(map(product_tile, found)), framed=True, empty=empty)

    @property
    def _in_stock(self) -> bool:
        return self._desk.state.catalog.in_stock_only

    # what is chosen

    def known(self, product_id: str) -> Product | None:
        """A good that was shown."""
        return self._products.get(product_id)

    def _show_card(self, key: str) -> None:
        if self.tab is not Tab.ACTIONS and key in self._products:
            self.card.emit(key)

    def _chosen(self, key: str) -> None:
        if self.tab is Tab.ACTIONS:
            self.task.emit(Task(key))
        elif self.tab is Tab.CATEGORIES and self._open_category(key):
            return
        elif key in self._products:
            self.product.emit(self._products[key])

    def _open_category(self, key: str) -> bool:
        if key == _UP:
            return self.go_up()
        if key == _ALL or key.startswith(_SUBGROUP):
            self._category = None
            self._narrow(next((one for one in self._subgroups if f"{_SUBGROUP}{one.id}" == key), None))
        else:
            own = (Category(_FAVOURITES, tr("Обране"), None), Category(_SUBGROUPS, tr("Підгрупи"), None))
            category = next((each for each in (*own, *self._categories) if each.id == key), None)
            if category is None:
                return False
            self._category = category
        self._show_level(framed=self.tiles.framed is not None)
        return True

    def _narrow(self, subgroup: Subgroup | None) -> None:
        self.subgroup = subgroup
        self.narrowed.emit()

    def show_all(self) -> bool:
        """Back from a subgroup to all goods; False where all are shown."""
        if self.subgroup is None:
            return False
        self._narrow(None)
        if self.tab is Tab.CATEGORIES:
            self._show_level(framed=self.tiles.framed is not None)
        return True

    def go_up(self) -> bool:
        """One level of categories up; False at the top."""
        if self._category is None or self.tab is not Tab.CATEGORIES:
            return False
        above = self._category.parent_id
        self._category = next((category for category in self._categories if category.id == above), None)
        self._show_level(framed=self.tiles.framed is not None)
        return True


def product_tile(product: Product) -> Tile:
    """A good as a tile."""
    figure = tr("ціна?") if product.free_price else money(product.price)
    if product.sold_by_weight:
        figure = f"{figure}/{product.unit or tr('кг')}"
    picture = product.id if product.picture_id or product.picture_url else ""
    out = product.stock is not None and product.stock <= 0
    return Tile(product.id, product.name, figure, picture, stock=stock_words(product), out=out)


@dataclass(frozen=True, slots=True)
class _Goods:
    quick: Sequence[Product]
    pinned: frozenset[str]
    categories: Sequence[Category]
    subgroups: Sequence[Subgroup]
    has_favourites: bool


async def _all_of(till: TillDoor) -> _Goods:
    """All that the tiles begin with, in one crossing to the engine."""
    return _Goods(
        await till.quick_products(QUICK),
        frozenset(filter(None, await till.quick_keys())),
        await till.categories(),
        await till.subgroups(),
        bool(await till.favourites(1)),
    )


async def _goods_of(
    till: TillDoor, category_id: str | None, subgroup: Subgroup | None, in_stock: bool
) -> Sequence[Product]:
    if category_id == _FAVOURITES:
        return await till.favourites(FOUND)
    if category_id == _SUBGROUPS:
        return ()
    among = subgroup.id if subgroup is not None else None
    return await till.search("", limit=FOUND, category_id=category_id, subgroup_id=among, in_stock=in_stock)


def _category_tile(category: Category, *, counted: bool = True) -> Tile:
    count = tr("товарів: {count}").format(count=category.products) if counted and category.products else ""
    return Tile(category.id, category.name, count, letter=False)


def _subgroup_tile(subgroup: Subgroup) -> Tile:
    count = tr("товарів: {count}").format(count=subgroup.products)
    return Tile(f"{_SUBGROUP}{subgroup.id}", subgroup.name, count, letter=False)
