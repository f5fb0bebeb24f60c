"""Changes to the shop's goods: sent to SmartKasa, which holds the truth, and read back into the local store at once.

Nothing is queued: a change that SmartKasa did not take is not made (ADR 0027). SmartKasa cannot tell a repeated
creation from a second product, so after a lost answer the product is looked for before another is made.
"""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pos_app.catalog.editing import (
    Conflict,
    Fault,
    ProductForm,
    Surroundings,
    conflicts,
    draft_of,
    edited,
    faults,
    faults_told,
    form_of,
)
from pos_app.catalog.keeping import keep_products
from pos_app.catalog.rows import category_rows, clean, keep_units, known_units, subgroup_rows
from pos_app.catalog.writer import Writer
from pos_app.domain.barcode import same_number
from pos_app.domain.errors import Unreachable, refused
from pos_app.smartkasa import Invalid, SmartKasaClient, SmartKasaError, every, means_gone
from pos_app.smartkasa import drafts as d
from pos_app.smartkasa import models as sk
from pos_app.smartkasa.errors import KNOWN
from pos_app.store.catalog import CatalogRow, CatalogStore

_WORDS = {code: sentence for code, (sentence, _) in KNOWN.items()}


@dataclass(frozen=True, slots=True)
class Opened:
    """A product as SmartKasa has it at this moment. `stock`: our shop's card, None where there is none."""

    id: str
    form: ProductForm
    row: CatalogRow
    short_title: str
    article: str
    free_price: bool
    subgroup_id: int | None
    bookmarked: bool
    updated_at: datetime | None
    cards: tuple[sk.Card, ...]


class Outcome(StrEnum):
    """What became of a form."""

    SAVED = "saved"
    FAULTY = "faulty"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a form: the product as it is now, or what is wrong, or what changed in SmartKasa meanwhile.

    `now`: the form of the product as SmartKasa has it; `changed_at`: when it says that it was changed.
    """

    outcome: Outcome
    row: CatalogRow | None = None
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    now: ProductForm | None = None
    changed_at: datetime | None = None


class CatalogEditor:
    """Works on one shop's goods. Raises SmartKasaError where SmartKasa cannot be had or will not."""

    def __init__(self, client: SmartKasaClient, writer: Writer, *, shop_id: int, now: Callable[[], datetime]) -> None:
        self._client = client
        self._writer = writer
        self._store: CatalogStore = writer.store
        self.shop_id = shop_id
        self._now = now
        self._unsure: set[tuple[str, str]] = set()

    # products

    async def open(self, product_id: str) -> Opened:
        """A product asked for right now; the local row follows. `unknown_product` where SmartKasa has it no more."""
        product = await self._get(product_id)
        row = await self._keep(product)
        return _opened(product, row)

    async def save(
        self,
        product_id: str | None,
        wanted: ProductForm,
        opened: ProductForm | None,
        *,
        despite_warnings: bool = False,
    ) -> Saved:
        """Make a product (`product_id` None), or change what differs from the form as it was `opened`.

        `opened` None: from what SmartKasa has now, so that nothing can have changed meanwhile.
        """
        wanted = wanted.tidied()
        product = None if product_id is None else await self._get(product_id)
        now = None if product is None else form_of(product, with_cost=True)
        if opened is not None and now is not None and opened.purchase_price is None and wanted.purchase_price is None:
            now = replace(now, purchase_price=None)
        before = opened or now
        found = faults(wanted, before, await self._around(wanted, product))
        if any(not fault.warning for fault in found) or (found and not despite_warnings):
            return Saved(Outcome.FAULTY, faults=found, now=now)
        if product is None or now is None or before is None:
            return await self._make(wanted)
        between = conflicts(before, wanted, now)
        if between:
            row = await self._keep(product)
            changed_at = product.updated_at or self._now()
            return Saved(Outcome.CONFLICT, row, conflicts=between, now=now, changed_at=changed_at)
        return await self._change(product, wanted, before)

    async def _around(self, wanted: ProductForm, product: sk.Product | None) -> Surroundings:
        units = await self._writer.do(known_units, self._store)
        if not units.by_id:
            page = await self._client.list_unit_types()
            await self._writer.do(keep_units, self._store, page.items)
            units = await self._writer.do(known_units, self._store)
        categories = await self._writer.do(self._store.categories)
        owners = await self._writer.do(self._owners, wanted.barcode)
        own = product.id if product is not None else None
        return Surroundings(
            units,
            {row.id for row, _ in categories},
            [row.name for row in owners if row.id != own],
            product is not None and product.is_free_price,
        )

    def _owners(self, barcode: str) -> list[CatalogRow]:
        if not barcode:
            return []
        return next((rows for number in same_number(barcode) if (rows := self._store.by_barcode(number))), [])

    async def _make(self, wanted: ProductForm) -> Saved:
        key = (wanted.title, wanted.barcode)
        if key in self._unsure and (earlier := await self._find(wanted)) is not None:
            product = await self._get(earlier)
            before = form_of(product, with_cost=wanted.purchase_price is not None)
            saved = await self._change(product, wanted, before)
            self._unsure.discard(key)
            return saved
        try:
            made = await self._client.create_product(draft_of(wanted))
        except Unreachable:
            self._unsure.add(key)
            raise
        except Invalid as error:
            return _refused(error)
        self._unsure.discard(key)
        # a draft's fields are the wire's: as they were sent they can be read
        known = sk.ProductDetails.model_validate({"id": made, **draft_of(wanted).fields()})
        row = await self._read_back(known, made)
        return Saved(Outcome.SAVED, row, now=wanted)

    async def _find(self, wanted: ProductForm) -> str | None:
        """The product that an earlier try may have made: exactly this title and this code."""
        page = await self._client.list_products(
            shop_id=self.shop_id, number=wanted.barcode or None, q=None if wanted.barcode else wanted.title
        )
        same = (wanted.title, wanted.barcode)
        return next((product.id for product in page.items if (product.title, product.number) == same), None)

    async def _change(self, product: sk.ProductDetails, wanted: ProductForm, before: ProductForm) -> Saved:
        draft = draft_of(wanted, before)
        if draft.model_fields_set:
            try:
                await self._client.update_product(product.id, draft)
            except Invalid as error:
                if means_gone(error):
                    raise refused("unknown_product") from None
                return _refused(error)
        row = await self._read_back(edited(product, wanted, before), product.id)
        return Saved(Outcome.SAVED, row, now=wanted)

    async def _read_back(self, known: sk.Product, product_id: str) -> CatalogRow:
        """The row of what was written. SmartKasa has it: that it cannot be read back now is no failure."""
        with contextlib.suppress(SmartKasaError):
            known = await self._client.get_product(product_id)
        return await self._keep(known)

    async def delete(self, product_id: str) -> None:
        """Delete a product for good, and hide it here; one that SmartKasa has no more is hidden too."""
        try:
            await self._client.delete_product(product_id)
        except Invalid:
            if not await self._is_gone(product_id):
                raise
        except SmartKasaError as error:
            if not means_gone(error):
                raise
        await self._writer.do(self._store.hide, [product_id])

    async def _is_gone(self, product_id: str) -> bool:
        try:
            await self._client.get_product(product_id)
        except SmartKasaError as error:
            if means_gone(error):
                return True
            raise
        return False

    async def _get(self, product_id: str) -> sk.ProductDetails:
        try:
            return await self._client.get_product(product_id)
        except SmartKasaError as error:
            if not means_gone(error):
                raise
            raise refused("unknown_product", _WORDS["smartkasa_not_found"]) from None

    async def _keep(self, product: sk.Product) -> CatalogRow:
        (row,) = await self._writer.do(keep_products, self._store, [product], shop_id=self.shop_id)
        return row

    # stock

    async def count_stock(self, product_id: str, *, counted: bool, amount: int | None = None) -> Opened:
        """Keep a product's stock in our shop, or no longer; `amount` thousandths that lie there now."""
        product = await self._get(product_id)
        card = next((card for card in product.cards if card.shop_id == self.shop_id), None)
        given = {} if amount is None else {"count": amount}
        if card is not None:
            await self._client.update_card(card.id, d.CardDraft(counting_enabled=counted, **given))
        elif counted:
            draft = d.NewCard(product_id=product_id, shop_id=self.shop_id, counting_enabled=True, count=amount or 0)
            await self._client.create_card(draft)
        return await self.open(product_id)

    # categories and subgroups

    async def create_category(self, title: str, parent_id: str | None) -> str:
        """Make a category, within another or at the top; → its id."""
        named = _titled(title)
        draft = d.NewCategory(title=named) if parent_id is None else d.NewCategory(title=named, parent_id=parent_id)
        made = await self._client.create_category(draft)
        await self.read_categories()
        return made.id

    async def rename_category(self, category_id: str, title: str) -> None:
        """Another title for a category."""
        await self._client.update_category(category_id, d.CategoryDraft(title=_titled(title)))
        await self.read_categories()

    async def delete_category(self, category_id: str) -> None:
        """Delete an empty category; `category_not_empty` for one that holds products or categories."""
        try:
            await self._client.delete_category(category_id)
        except Invalid:
            raise refused("category_not_empty") from None
        await self.read_categories()

    async def read_categories(self) -> None:
        """The tree as SmartKasa has it now."""
        found = [
            category
            async for page in every(lambda number: self._client.list_categories(page=number))
            for category in page.items
        ]
        await self._writer.do(self._store.put_categories, category_rows(found, self.shop_id))

    async def subgroups(self) -> Sequence[sk.Subgroup]:
        """The subgroups of the account, asked now; the local list follows."""
        found = (await self._client.list_subgroups()).items
        await self._writer.do(self._store.put_subgroups, subgroup_rows(found))
        return found

    async def save_subgroup(self, subgroup_id: int | None, title: str) -> None:
        """Make a subgroup, or rename one."""
        if subgroup_id is None:
            await self._client.create_subgroup(_titled(title))
        else:
            await self._client.update_subgroup(subgroup_id, _titled(title))
        await self.subgroups()

    async def delete_subgroup(self, subgroup_id: int) -> None:
        """Delete a subgroup; its products stay."""
        await self._client.delete_subgroup(subgroup_id)
        await self.subgroups()

    # imports of files

    async def start_import(self, url: str, category_id: str) -> sk.ImportJob:
        """Have SmartKasa fetch a file of products from `url`, which it must be able to reach itself."""
        return await self._client.start_import(url=url, category_id=category_id)

    async def import_job(self, import_id: int) -> sk.ImportJob:
        """How far an import is."""
        return await self._client.get_import(import_id)

    async def imports(self) -> Sequence[sk.ImportJob]:
        """The imports that were started last, the newest first."""
        page = await self._client.list_imports(per_page=20)
        return sorted(page.items, key=lambda job: -job.id)


def _opened(product: sk.ProductDetails, row: CatalogRow) -> Opened:
    return Opened(
        product.id,
        form_of(product, with_cost=True),
        row,
        clean(product.alter_title),
        clean(product.alter_number),
        product.is_free_price,
        product.subgroup_id,
        bool(product.bookmark_ids),
        product.updated_at,
        product.cards,
    )


def _titled(title: str) -> str:
    tidy = clean(title)
    if not tidy:
        raise refused("title_needed")
    return tidy


def _refused(error: Invalid) -> Saved:
    """SmartKasa's complaints at their fields; what is about no field of ours goes up as it is."""
    told = faults_told(error.complaints, _WORDS)
    if not told:
        raise error
    return Saved(Outcome.FAULTY, faults=told)
