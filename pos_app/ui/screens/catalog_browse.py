"""The catalog's left side: the tree of categories, the goods in each, and the search over all of it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.product import Product
from pos_app.till.goods import Subgroup
from pos_app.till.state import Category
from pos_app.ui.catalog_words import category_name
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.list_panes import product_row
from pos_app.ui.screens.page import way_back
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import Row, RowList
from pos_app.ui.words import inside_quotes

SEARCH_PAUSE_MS: Final = 70
FOUND: Final = 100
_UP: Final = "up"
_CATEGORY: Final = "category:"
_SUBGROUPS: Final = "subgroups"
_SUBGROUP: Final = "subgroup:"
_ALL: Final = "all"


class CatalogBrowse(Keyed):
    """Finds; what is chosen is shown by whoever listens to `moved`."""

    left = Signal()
    moved = Signal()
    taken = Signal()
    """Enter or a second touch on a product."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self.categories: Sequence[Category] = ()
        self.within: str | None = None
        self.subgroups: Sequence[Subgroup] = ()
        self.subgroup: Subgroup | None = None
        """The list and the search hold its goods alone."""
        self._choosing = False
        self._products: dict[str, Product] = {}
        self._asked = 0
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        back = way_back(look)
        back.clicked.connect(self.left)
        self.search = Field(look, figures=False, size=Size.LARGE, icon_name="search", height=60)
        self.search.set_placeholder(tr("Назва, код або штрихкод"))
        self.search.changed.connect(self._typed)
        self.search.touched.connect(self._turn_letters)
        head.addWidget(back)
        head.addWidget(self.search, 1)
        self.headline = Headline(look)
        self.headline.acted.connect(desk.settle_notice)
        self.headline.hide()
        self.path = Line(look, size=Size.SMALL, colour=look.colours.ink_soft, elides=True)
        self.rows = RowList(look, height=60, empty=tr("Каталог порожній."))
        self.rows.moved.connect(self.moved)
        self.rows.taken.connect(self._touched)
        self.letters = TouchKeyboard(look)
        self.letters.setFixedHeight(px(264))
        self.letters.pressed.connect(self.touch_key)
        self.letters.hide()
        for widget in (self.headline, self.path, self.rows, self.letters):
            column.addWidget(widget, 1 if widget is self.rows else 0)
        column.insertLayout(0, head)
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self.reload)

    # what is chosen

    @property
    def product(self) -> Product | None:
        """The chosen product."""
        return self._products.get(self.rows.chosen_key() or "")

    @property
    def category(self) -> Category | None:
        """The chosen category, else the one whose contents are shown."""
        key = (self.rows.chosen_key() or "").removeprefix(_CATEGORY)
        named = next((one for one in self.categories if one.id == key), None)
        return named or next((one for one in self.categories if one.id == self.within), None)

    # loading

    def open(self) -> None:
        """From the top."""
        self.search.clear()
        self.letters.hide()
        self.within, self.subgroup, self._choosing = None, None, False
        self.reload()

    def reload(self, product_id: str = "") -> None:
        """Read what is shown anew; a product that is named is chosen if it is there."""
        self._desk.start(self._load(product_id))

    async def _load(self, product_id: str) -> None:
        self._asked += 1
        number, text = self._asked, self.search.text().strip()
        self.categories = await self._desk.look_up(lambda till: till.categories())
        self.subgroups = await self._desk.look_up(lambda till: till.subgroups())
        within, among = self.within, self.subgroup.id if self.subgroup is not None else None
        found: list[Product] = []
        if text:
            found += await self._desk.look_up(lambda till: till.by_barcode(text))
            found += await self._desk.look_up(lambda till: till.search(text, limit=FOUND, subgroup_id=among))
        elif within is not None or among is not None:
            found += await self._desk.look_up(
                lambda till: till.search("", limit=FOUND, category_id=within, subgroup_id=among)
            )
        if number == self._asked:
            self._show(list({product.id: product for product in found}.values()), searching=bool(text))
            self._choose(product_id)

    def _choose(self, product_id: str) -> None:
        keys = [row.key for row in self.rows.rows]
        if product_id in keys:
            self.rows.choose(keys.index(product_id))
        self.moved.emit()

    def _show(self, found: Sequence[Product], *, searching: bool) -> None:
        self._products = {product.id: product for product in found}
        self.rows.set_empty(tr("Нічого не знайдено.") if searching else tr("Каталог порожній."))
        ways, inside = self._ways(searching=searching), [] if searching or self._choosing else self._inside()
        rows = list(map(product_row, found))
        # of a subgroup the goods come first: they are what was asked for
        self.rows.show_rows([*ways, *inside, *rows] if self.subgroup is None else [*ways, *rows, *inside])
        place = (
            tr("Знайдено: {count}").format(count=len(found))
            if searching
            else tr("Підгрупи")
            if self._choosing
            else category_name(self.categories, self.within) or tr("Усі категорії")
        )
        if self.subgroup is not None:
            place = f"{tr('Підгрупа «{name}»').format(name=inside_quotes(self.subgroup.name))} · {place}"
        self.path.set_text(place)

    def _ways(self, *, searching: bool) -> list[Row]:
        """Rows that lead elsewhere: back, to all goods, to the subgroups."""
        rows: list[Row] = []
        if self.subgroup is not None:
            rows.append(Row(_ALL, tr("Показати всі товари"), self.subgroup.name, icon_name="close"))
        if searching:
            return rows
        if self._choosing:
            return [Row(_UP, tr("Назад до категорій"), icon_name="left"), *map(_subgroup_row, self.subgroups)]
        if self.within is not None:
            rows.append(Row(_UP, tr("Назад до категорій"), icon_name="left"))
        elif self.subgroups and self.subgroup is None:
            rows.append(Row(_SUBGROUPS, tr("Підгрупи"), icon_name="star"))
        return rows

    def _inside(self) -> list[Row]:
        """The categories in this one."""
        counted = self.subgroup is None
        return [_category_row(one, counted=counted) for one in self.categories if one.parent_id == self.within]

    def look_for(self, code: str) -> None:
        """A scanned code: search for it."""
        self.search.set_text(code)

    # going about

    def _touched(self, key: str) -> None:
        if not self._enter_category(key):
            self.moved.emit()

    def _enter_category(self, key: str) -> bool:
        if key == _UP:
            self._up()
            return True
        if key.startswith(_CATEGORY):
            self.within = key.removeprefix(_CATEGORY)
        elif key == _SUBGROUPS:
            self._choosing = True
        elif key == _ALL or key.startswith(_SUBGROUP):
            self._choosing = False
            self.subgroup = next((one for one in self.subgroups if f"{_SUBGROUP}{one.id}" == key), None)
        else:
            return False
        self.reload()
        return True

    @property
    def _is_deep(self) -> bool:
        """Is there a way up?"""
        return self.within is not None or self._choosing or self.subgroup is not None

    def _up(self) -> None:
        if self._choosing:
            self._choosing = False
        elif self.within is not None:
            self.within = next((one.parent_id for one in self.categories if one.id == self.within), None)
        else:
            self.subgroup = None
        self.reload()

    def _typed(self, text: str) -> None:  # noqa: ARG002 - read when the pause is over
        self._pause.start()

    def _turn_letters(self) -> None:
        self.letters.setVisible(self.letters.isHidden())

    def show_notice(self) -> None:
        """The strip stands over the list while there is something to say."""
        self.headline.stand_for(self._desk.state, self._desk.notice)

    # keys

    def do(self, action: Action) -> bool:
        """Arrows through the rows, Enter into a category or to a product, left and Backspace up, Esc out."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            key = self.rows.chosen_key() or ""
            if not self._enter_category(key) and key:
                self.taken.emit()
        elif action is Action.LEFT and self._is_deep:
            self._up()
        elif action is Action.BACKSPACE:
            self._erase()
        elif action is Action.BACK:
            self._step_back()
        else:
            return False
        return True

    def _erase(self) -> None:
        if self.search.text():
            self.search.backspace()
        elif self._is_deep:
            self._up()

    def _step_back(self) -> None:
        if not self.headline.isHidden() and self._desk.put_away_notice():
            return
        if self.search.text():
            self.search.clear()
        elif not self.letters.isHidden():
            self.letters.hide()
        elif self._is_deep:
            self._up()
        else:
            self.left.emit()

    def type_text(self, text: str) -> bool:
        """Typing searches."""
        self.search.insert(text)
        return True


def _category_row(category: Category, *, counted: bool) -> Row:
    count = tr("товарів: {count}").format(count=category.products) if counted and category.products else ""
    return Row(f"{_CATEGORY}{category.id}", category.name, figure_under=count, icon_name="menu")


def _subgroup_row(subgroup: Subgroup) -> Row:
    count = tr("товарів: {count}").format(count=subgroup.products)
    return Row(f"{_SUBGROUP}{subgroup.id}", subgroup.name, figure_under=count, icon_name="star")
