"""What the catalog's page does beside the form: a price alone, a deletion, stock, categories and subgroups."""

from typing import Final

from pos_app.catalog.editor import Outcome
from pos_app.domain.errors import refused
from pos_app.till.assortment import Choices, ProductCard, SavedProduct
from pos_app.till.state import Category
from pos_app.ui.catalog_words import fault_words
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.catalog_conflict import ConflictPane
from pos_app.ui.screens.catalog_panes import NamePane, SurePane
from pos_app.ui.screens.list_panes import ListPane
from pos_app.ui.screens.pane import PaneHost
from pos_app.ui.theme import Look
from pos_app.ui.widgets.rows import Row
from pos_app.ui.words import inside_quotes

_NEW: Final = "new"
_RENAME: Final = "rename"
_DELETE: Final = "delete"
_SUBGROUPS: Final = "subgroups"


class CatalogFlows:
    """Asks through panes, acts through the desk; → whether anything was done."""

    def __init__(self, look: Look, desk: Desk, panes: PaneHost) -> None:
        self._look, self._desk, self._panes = look, desk, panes

    # products

    async def set_price(self, card: ProductCard, price: int, choices: Choices) -> bool:
        """A price alone; one that was changed in SmartKasa meanwhile is told first."""
        product_id = card.product.id
        saved = await self._set_price(product_id, price, card.form.price)
        while saved is not None and saved.outcome is Outcome.CONFLICT:
            pane = ConflictPane(self._look, saved.conflicts, saved.changed_at, choices)
            mine = await self._panes.open(pane)
            if not mine or saved.now is None:
                return mine is not None
            saved = await self._set_price(product_id, price, saved.now.price)
        return self._done(saved)

    async def _set_price(self, product_id: str, price: int, was: int | None) -> SavedProduct | None:
        return await self._desk.attempt(lambda till: till.assortment.set_price(product_id, price, was))

    def _done(self, saved: SavedProduct | None) -> bool:
        if saved is not None and saved.outcome is Outcome.FAULTY:
            raise refused("bad_price", fault_words(saved.faults[0]))
        return saved is not None

    async def delete(self, product_id: str) -> bool:
        """For good."""
        return await self._desk.carry_out(lambda till: till.assortment.delete(product_id))

    async def count_stock(self, product_id: str, *, counted: bool) -> bool:
        """Let SmartKasa count it, or no longer."""
        return await self._desk.carry_out(lambda till: till.assortment.count_stock(product_id, counted=counted))

    # categories

    async def categories(self, chosen: Category | None, within: str | None) -> bool:
        """What to do with categories: a new one here, another name, a deletion, the subgroups."""
        rows = [Row(_NEW, tr("Нова категорія тут"), icon_name="plus")]
        if chosen is not None:
            named = inside_quotes(chosen.name)
            rows.append(Row(_RENAME, tr("Перейменувати «{name}»").format(name=named), icon_name="keyboard"))
            rows.append(Row(_DELETE, tr("Видалити «{name}»").format(name=named), icon_name="clear"))
        rows.append(Row(_SUBGROUPS, tr("Підгрупи"), icon_name="menu"))
        key = await self._list(tr("Категорії"), rows)
        if key == _NEW:
            title = await self._name(tr("Нова категорія"), "")
            return bool(title) and await self._desk.carry_out(
                lambda till: till.assortment.save_category(None, str(title), within)
            )
        if key == _SUBGROUPS:
            return await self._subgroups()
        return chosen is not None and await self._with_category(key, chosen)

    async def _with_category(self, key: str | None, chosen: Category) -> bool:
        if key == _RENAME:
            title = await self._name(tr("Інша назва категорії"), chosen.name)
            return bool(title) and await self._desk.carry_out(
                lambda till: till.assortment.save_category(chosen.id, str(title))
            )
        if key == _DELETE and await self._sure(tr("Видалити категорію?"), chosen.name):
            return await self._desk.carry_out(lambda till: till.assortment.delete_category(chosen.id))
        return False

    async def _subgroups(self) -> bool:
        found = await self._desk.attempt(lambda till: till.assortment.subgroups())
        if found is None:
            return False
        names = {str(number): title for number, title in found}
        rows = [Row(_NEW, tr("Нова підгрупа"), icon_name="plus"), *(Row(key, name) for key, name in names.items())]
        key = await self._list(tr("Підгрупи"), rows)
        if key == _NEW:
            title = await self._name(tr("Нова підгрупа"), "")
            return bool(title) and await self._desk.carry_out(
                lambda till: till.assortment.save_subgroup(None, str(title))
            )
        return key is not None and await self._with_subgroup(int(key), names[key])

    async def _with_subgroup(self, number: int, name: str) -> bool:
        rows = [Row(_RENAME, tr("Перейменувати")), Row(_DELETE, tr("Видалити"))]
        key = await self._list(name, rows)
        if key == _RENAME:
            title = await self._name(tr("Інша назва підгрупи"), name)
            return bool(title) and await self._desk.carry_out(
                lambda till: till.assortment.save_subgroup(number, str(title))
            )
        if key == _DELETE and await self._sure(tr("Видалити підгрупу?"), name):
            return await self._desk.carry_out(lambda till: till.assortment.delete_subgroup(number))
        return False

    # asking

    async def _list(self, title: str, rows: list[Row]) -> str | None:
        pane = ListPane(self._look, title)
        pane.rows.show_rows(rows)
        key = await self._panes.open(pane)
        return None if key is None else str(key)

    async def _name(self, title: str, start: str) -> str | None:
        answer = await self._panes.open(NamePane(self._look, title, tr("Назва"), start, tr("Зберегти в SmartKasa")))
        return None if answer is None else str(answer)

    async def _sure(self, title: str, name: str) -> bool:
        words = tr("Це не можна скасувати.")
        return bool(await self._panes.open(SurePane(self._look, title, name, words, tr("Видалити назавжди"))))
