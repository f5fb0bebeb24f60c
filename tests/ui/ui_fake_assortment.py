"""The catalog's commands over the fake till's goods, checked by the till's own rules."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ui_goods import CATEGORIES

from pos_app.catalog.editing import ProductForm, Surroundings, conflicts, faults
from pos_app.catalog.editor import Outcome
from pos_app.catalog.rows import units_of
from pos_app.domain.product import Product
from pos_app.printing.labels import PriceLabel, labels_layout
from pos_app.smartkasa import models as sk
from pos_app.store.catalog import UnitRow
from pos_app.till.assortment import Choices, ProductCard, SavedProduct, Stock, TaxGroupChoice
from pos_app.till.form_drafts import FormDraft
from pos_app.till.labels import LabelPreview, Repriced, Since
from pos_app.till.state import Category, ImportPhase, ImportProgress

AT = datetime(2026, 3, 14, 10, 41, tzinfo=UTC)
UNITS = (UnitRow(4, "2009", "шт", False), UnitRow(10, "301", "кг", True), UnitRow(12, "138", "л", False))
GROUPS = (
    TaxGroupChoice(0, "Не обрано", ""),
    TaxGroupChoice(1, "ПДВ 20%", "ПДВ 20%"),
    TaxGroupChoice(2, "ПДВ 7%", "ПДВ 7%"),
    TaxGroupChoice(4, "Без ПДВ", "Без ПДВ"),
    TaxGroupChoice(6, "Акциз 5% + ПДВ 20%", ""),
)
_UNITS = units_of(
    sk.UnitType(id=unit.id, code=int(unit.code), short_name=unit.name, is_weighted=unit.weighted) for unit in UNITS
)


class FakeAssortment:
    """`till` is the fake till: its goods are the local catalog."""

    def __init__(self, till: Any) -> None:
        self._till = till
        self.categories: list[Category] = list(CATEGORIES)
        self.forms: dict[str, ProductForm] = {}
        self.counted: set[str] = {product.id for product in till.products if product.stock is not None}
        self.imports = FakeImports(till)
        self.drafts = FakeDrafts(till)
        self.groups: dict[int, str] = {7: "Сезонні", 8: "Акція тижня"}

    def form(self, product: Product) -> ProductForm:
        """The product as SmartKasa has it."""
        usual = ProductForm(
            product.name, product.price, product.barcode or "", product.category_id,
            301 if product.sold_by_weight else 2009, product.sold_by_weight, product.tax_group or 1,
            1 if product.uktzed else 0, product.uktzed or "", product.price * 7 // 10,
        )  # fmt: skip
        return self.forms.setdefault(product.id, usual)

    def changed_elsewhere(self, product_id: str, **changes: Any) -> None:
        """Somebody edits the product in SmartKasa's own cabinet."""
        self.forms[product_id] = replace(self.form(self._product(product_id)), **changes)

    def _product(self, product_id: str) -> Product:
        return next(product for product in self._till.products if product.id == product_id)

    @property
    def _cost(self) -> bool:
        return "cost" in self._till.state.cashier.permissions

    async def open(self, product_id: str) -> ProductCard:
        await self._till._enter("assortment.open", product_id)
        product = self._product(product_id)
        form = self.form(product)
        cost = form.purchase_price if self._cost else None
        counted = product_id in self.counted
        stock = Stock(counted, 12_000 if counted else None, AT if counted else None, 1)
        return ProductCard(
            replace(product, price=form.price), replace(form, purchase_price=cost), "", product.code, "Сезонні", False,
            AT, stock, cost, "ПДВ 20%",
        )  # fmt: skip

    async def choices(self) -> Choices:
        return Choices(UNITS, tuple(self.categories), GROUPS)

    async def save(
        self, product_id: str | None, wanted: ProductForm, opened: ProductForm | None = None, *,
        despite_warnings: bool = False,
    ) -> SavedProduct:  # fmt: skip
        await self._till._enter("assortment.save", product_id, wanted, opened)
        wanted = wanted.tidied()
        owners = [
            one.name for one in self._till.products if one.barcode == wanted.barcode != "" and one.id != product_id
        ]
        around = Surroundings(_UNITS, {one.id for one in self.categories}, owners)
        found = faults(wanted, opened, around)
        if any(not fault.warning for fault in found) or (found and not despite_warnings):
            return SavedProduct(Outcome.FAULTY, faults=found)
        if product_id is not None and opened is not None:
            now = replace(self.form(self._product(product_id)), purchase_price=opened.purchase_price)
            between = conflicts(opened, wanted, now)
            if between:
                return SavedProduct(Outcome.CONFLICT, self._product(product_id), (), between, now, AT)
        return SavedProduct(Outcome.SAVED, self._write(product_id, wanted), now=wanted)

    def _write(self, product_id: str | None, form: ProductForm) -> Product:
        values: Mapping[str, Any] = {
            "name": form.title, "price": form.price, "barcode": form.barcode or None, "category_id": form.category_id,
            "sold_by_weight": form.sold_by_weight, "tax_group": form.tax_group,
        }  # fmt: skip
        if product_id is None:
            number = f"p{len(self._till.products) + 1}"
            product = Product(id=number, code=number, unit="шт", tax_codes=(1,), **values)
            self._till.products.append(product)
        else:
            product = replace(self._product(product_id), **values)
            self._till.products = [product if one.id == product_id else one for one in self._till.products]
        self.forms[product.id] = form
        catalog = self._till.state.catalog
        self._till.publish(catalog=replace(catalog, products=len(self._till.products), edits=catalog.edits + 1))
        return product

    async def set_price(self, product_id: str, price: int, was: int | None = None) -> SavedProduct:
        await self._till._enter("assortment.set_price", product_id, price, was)
        now = self.form(self._product(product_id))
        return await self.save(product_id, replace(now, price=price), now if was is None else replace(now, price=was))

    async def delete(self, product_id: str) -> None:
        await self._till._enter("assortment.delete", product_id)
        self._till.products = [one for one in self._till.products if one.id != product_id]

    async def count_stock(self, product_id: str, *, counted: bool) -> ProductCard:
        await self._till._enter("assortment.count_stock", product_id, counted)
        (self.counted.add if counted else self.counted.discard)(product_id)
        return await self.open(product_id)

    async def save_category(self, category_id: str | None, title: str, parent_id: str | None = None) -> None:
        await self._till._enter("assortment.save_category", category_id, title, parent_id)
        if category_id is None:
            self.categories.append(Category(f"c{len(self.categories)}", title, parent_id))
        else:
            self.categories = [replace(one, name=title) if one.id == category_id else one for one in self.categories]

    async def delete_category(self, category_id: str) -> None:
        await self._till._enter("assortment.delete_category", category_id)
        self.categories = [one for one in self.categories if one.id != category_id]

    async def subgroups(self) -> Sequence[tuple[int, str]]:
        return list(self.groups.items())

    async def save_subgroup(self, subgroup_id: int | None, title: str) -> None:
        await self._till._enter("assortment.save_subgroup", subgroup_id, title)
        self.groups[subgroup_id or 9] = title

    async def delete_subgroup(self, subgroup_id: int) -> None:
        await self._till._enter("assortment.delete_subgroup", subgroup_id)
        del self.groups[subgroup_id]


class FakeDrafts:
    """One draft, in memory."""

    def __init__(self, till: Any) -> None:
        self._till = till
        self.kept: FormDraft | None = None

    async def keep(self, product_id: str | None, form: ProductForm, opened: ProductForm | None) -> None:
        await self._till._enter("drafts.keep", product_id, form, opened)
        self.kept = FormDraft(product_id, form, opened, "Олена Коваленко", AT)

    async def get(self) -> FormDraft | None:
        return self.kept

    async def drop(self) -> None:
        await self._till._enter("drafts.drop")
        self.kept = None


class FakeImports:
    """An import that goes on when a test says so."""

    def __init__(self, till: Any) -> None:
        self._till = till
        self.earlier: list[ImportProgress] = []

    def show(self, **changes: Any) -> None:
        """How far it is."""
        catalog = self._till.state.catalog
        now = catalog.importing or ImportProgress(584, "goods.json", ImportPhase.WAITING, at=AT, watched=True)
        self._till.publish(catalog=replace(catalog, importing=replace(now, **changes)))

    async def start(self, url: str, category_id: str) -> ImportProgress:
        await self._till._enter("imports.start", url, category_id)
        self.show(filename=url.rpartition("/")[2])
        return self._till.state.catalog.importing

    async def list(self) -> Sequence[ImportProgress]:
        await self._till._enter("imports.list")
        return self.earlier

    async def stop_watching(self) -> None:
        await self._till._enter("imports.stop_watching")
        self.show(watched=False)


class FakeLabels:
    """Labels of the fake till's goods; `was` are the prices that their last labels show."""

    def __init__(self, till: Any) -> None:
        self._till = till
        self.was: dict[str, int] = {}
        self.columns = 48

    def _products(self, product_ids: Sequence[str]) -> list[Product]:
        return [next(one for one in self._till.products if one.id == product_id) for product_id in product_ids]

    async def preview(self, product_ids: Sequence[str]) -> Any:
        labels = [
            PriceLabel(one.name, one.price, one.unit, one.barcode or "", one.code, AT)
            for one in self._products(product_ids)
        ]
        return LabelPreview(labels_layout(labels), self.columns)

    async def print(self, product_ids: Sequence[str], copies: int = 1) -> str:
        await self._till._enter("labels.print", list(product_ids), copies)
        for product in self._products(product_ids):
            self.was.pop(product.id, None)
        return "job"

    async def repriced(self, since: Since) -> Sequence[Repriced]:
        if since is Since.YESTERDAY:
            return []
        return [Repriced(product, self.was[product.id], AT) for product in self._products(list(self.was))]
