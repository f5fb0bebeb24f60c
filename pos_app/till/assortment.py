"""The shop's goods worked on from the till: opened, changed, made and deleted in SmartKasa by whoever has the right.

The right is "catalog"; the purchase price is for whoever has "cost" besides, and reaches nobody else.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from pos_app.catalog.editing import Conflict, Fault, FormField, ProductForm, changed_fields
from pos_app.catalog.editor import CatalogEditor, Opened, Outcome, Saved
from pos_app.catalog.taxmap import GROUP_NAMES
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.product import Product
from pos_app.store.catalog import UnitRow
from pos_app.till.core import Core
from pos_app.till.form_drafts import FormDrafts
from pos_app.till.goods import Goods
from pos_app.till.importing import ImportDesk
from pos_app.till.rights import CATALOG, COST, need
from pos_app.till.state import Category
from pos_app.till.taxes import TaxDesk

T = TypeVar("T")



@dataclass(frozen=True, slots=True)
class Stock:
    """Our shop's inventory card of a product: thousandths that lie there, whether they are counted, since when so."""

    counted: bool
    amount: int | None = None
    changed_at: datetime | None = None
    elsewhere: int = 0
    """Cards of other shops."""


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product as SmartKasa has it now: the form to edit, and what is shown and not edited.

    `cost`: what one was bought for, kopecks, None where it is unknown or not to be seen. `tax`: what the tax group
    means at the register.
    """

    product: Product
    form: ProductForm
    short_title: str
    article: str
    subgroup: str
    bookmarked: bool
    changed_at: datetime | None
    stock: Stock
    cost: int | None
    tax: str


@dataclass(frozen=True, slots=True)
class TaxGroupChoice:
    """A tax group to choose, and what it means at the register; "" while it is mapped to nothing."""

    group: int
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form's lists offer."""

    units: tuple[UnitRow, ...]
    categories: tuple[Category, ...]
    tax_groups: tuple[TaxGroupChoice, ...]


@dataclass(frozen=True, slots=True)
class SavedProduct:
    """What became of a form: saved, faulty (words at the fields), or in conflict with what SmartKasa has now."""

    outcome: Outcome
    product: Product | None = None
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    now: ProductForm | None = None
    changed_at: datetime | None = None


class AssortmentDesk:
    """Every command on the catalog's contents. `held` names the products in open baskets."""

    def __init__(
        self,
        core: Core,
        goods: Goods,
        taxes: TaxDesk,
        editor: CatalogEditor | None,
        *,
        held: Callable[[], frozenset[str]],
        imports: ImportDesk,
    ) -> None:
        self._core = core
        self._goods = goods
        self._taxes = taxes
        self._editor = editor
        self._held = held
        self.imports = imports
        self.drafts = FormDrafts(core)
        self._under_way: set[asyncio.Future[Any]] = set()

    # products

    async def open(self, product_id: str) -> ProductCard:
        """A product asked of SmartKasa right now; whoever is signed in may look."""
        self._core.need()
        return self._card(await self._editing.open(product_id), await self._subgroup_names())

    async def choices(self) -> Choices:
        """Units, categories and tax groups."""
        units = sorted(self._core.catalog.units(), key=lambda unit: (unit.code not in {"2009", "301"}, unit.name))
        groups = tuple(TaxGroupChoice(group, name, self._meaning(group)) for group, name in GROUP_NAMES.items())
        return Choices(tuple(units), self._goods.categories(), groups)

    async def save(
        self,
        product_id: str | None,
        wanted: ProductForm,
        opened: ProductForm | None = None,
        *,
        despite_warnings: bool = False,
    ) -> SavedProduct:
        """Make a product (`product_id` None), or change what differs from the form as it was `opened`."""
        self._core.need(CATALOG)
        if opened is None and product_id is not None:
            opened = (await self._told(self._editing.open(product_id))).form
        if not self._sees_cost:
            wanted = replace(wanted, purchase_price=None)
            opened = None if opened is None else replace(opened, purchase_price=None)
        saved = await self._told(self._editing.save(product_id, wanted, opened, despite_warnings=despite_warnings))
        if saved.outcome is Outcome.SAVED and saved.row is not None:
            names = changed_fields(opened or ProductForm(), wanted)
            fields = {name.value: getattr(wanted, name) for name in names if name is not FormField.PURCHASE_PRICE}
            kind = "catalog.created" if product_id is None else "catalog.changed"
            self._written(kind, {"product": saved.row.id, "name": saved.row.name, "fields": fields})
        return self._saved(saved)

    async def set_price(self, product_id: str, price: int, was: int | None = None) -> SavedProduct:
        """Another price and nothing else. `was`: the price that is being replaced; a conflict if it is another now."""
        self._core.need(CATALOG)
        now = (await self._told(self._editing.open(product_id))).form
        opened = now if was is None else replace(now, price=was)
        return await self.save(product_id, replace(now, price=price), opened)

    async def delete(self, product_id: str) -> None:
        """Delete a product in SmartKasa and hide it here; not while it lies in a basket."""
        self._core.need(CATALOG)
        if product_id in self._held():
            raise refused("product_in_basket")
        row = self._goods.row(product_id)
        await self._told(self._editing.delete(product_id))
        self._written("catalog.deleted", {"product": product_id, "name": row.name if row else ""})

    async def count_stock(self, product_id: str, *, counted: bool) -> ProductCard:
        """Let SmartKasa count a product's stock in our shop, or no longer. Taking goods in stays in SmartKasa."""
        self._core.need(CATALOG)
        opened = await self._told(self._editing.count_stock(product_id, counted=counted))
        self._written("catalog.stock", {"product": product_id, "counted": counted})
        return self._card(opened, await self._subgroup_names())

    # categories and subgroups

    async def save_category(self, category_id: str | None, title: str, parent_id: str | None = None) -> None:
        """Make a category within another or at the top, or give one another title."""
        self._core.need(CATALOG)
        if category_id is None:
            await self._told(self._editing.create_category(title, parent_id))
        else:
            await self._told(self._editing.rename_category(category_id, title))
        self._written("catalog.category", {"category": category_id, "title": title})

    async def delete_category(self, category_id: str) -> None:
        """Delete an empty category."""
        self._core.need(CATALOG)
        await self._told(self._editing.delete_category(category_id))
        self._written("catalog.category", {"category": category_id, "deleted": True})

    async def subgroups(self) -> Sequence[tuple[int, str]]:
        """The subgroups by id and title."""
        self._core.need()
        return [(group.id, group.title) for group in await self._editing.subgroups()]

    async def save_subgroup(self, subgroup_id: int | None, title: str) -> None:
        """Make a subgroup, or give one another title."""
        self._core.need(CATALOG)
        await self._told(self._editing.save_subgroup(subgroup_id, title))
        self._written("catalog.subgroup", {"subgroup": subgroup_id, "title": title})

    async def delete_subgroup(self, subgroup_id: int) -> None:
        """Delete a subgroup; its products stay."""
        self._core.need(CATALOG)
        await self._told(self._editing.delete_subgroup(subgroup_id))
        self._written("catalog.subgroup", {"subgroup": subgroup_id, "deleted": True})

    async def settled(self) -> None:
        """Every change that was begun has come to its end; no watching goes on."""
        await self.imports.stop()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    # within

    @property
    def _editing(self) -> CatalogEditor:
        if self._editor is None:
            raise refused("not_available")
        return self._editor

    async def _told(self, command: Coroutine[Any, Any, T]) -> T:
        """A change that did not reach SmartKasa is not made, and that is what is said."""
        task = asyncio.ensure_future(command)
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        try:
            # a caller that goes away leaves the change to its end: half of it would be in SmartKasa and not here
            return await asyncio.shield(task)
        except Unreachable as error:
            raise Unreachable(code="changes_not_saved") from error

    def _ended(self, task: "asyncio.Future[Any]") -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            # a caller that went away must not turn a refusal into a warning
            task.exception()

    async def _subgroup_names(self) -> dict[int, str]:
        """Names of subgroups; a product is shown without them when they cannot be had."""
        try:
            return {group.id: group.title for group in await self._editing.subgroups()}
        except Unreachable:
            return {}

    def _written(self, kind: str, body: dict[str, Any]) -> None:
        cashier = need(self._core.board.state.cashier)
        self._core.journal(kind, {**body, "cashier": cashier.id})
        catalog = self._core.board.state.catalog
        changed = replace(catalog, products=self._core.catalog.count(), edits=catalog.edits + 1)
        self._core.board.show(catalog=changed)

    def _saved(self, saved: Saved) -> SavedProduct:
        product = None if saved.row is None else self._goods.sold(saved.row)
        now = saved.now
        if now is not None and not self._sees_cost:
            now = replace(now, purchase_price=None)
        return SavedProduct(saved.outcome, product, saved.faults, saved.conflicts, now, saved.changed_at)

    @property
    def _sees_cost(self) -> bool:
        return self._core.may(COST)

    def _card(self, opened: Opened, subgroups: dict[int, str]) -> ProductCard:
        form = opened.form
        ours = next((card for card in opened.cards if card.shop_id == self._editing.shop_id), None)
        stock = Stock(
            ours is not None and ours.counting_enabled,
            ours.count if ours is not None else None,
            ours.updated_at if ours is not None else None,
            sum(card.shop_id != self._editing.shop_id for card in opened.cards),
        )
        cost = form.purchase_price if self._sees_cost else None
        return ProductCard(
            self._goods.sold(opened.row),
            replace(form, purchase_price=cost),
            opened.short_title,
            opened.article,
            subgroups.get(opened.subgroup_id or 0, ""),
            opened.bookmarked,
            opened.updated_at,
            stock,
            cost,
            self._meaning(form.tax_group),
        )

    def _meaning(self, group: int) -> str:
        taxes = self._core.fiscal.taxes
        return ", ".join(taxes[code].label for code in self._taxes.codes(group) if code in taxes)
