"""One pass over the whole catalog, step by step: a page at a time, then one question for each product no page held.

Pages are written as they come, each with the pass's place in one transaction, so a pass goes on after a crash where it
stood. A product is hidden only after SmartKasa was asked for it by id and said that it is gone.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from pos_app.catalog.oddities import odd_rows, unreadable
from pos_app.catalog.patience import Patience
from pos_app.catalog.rows import (
    Units,
    belongs_elsewhere,
    category_rows,
    keep_units,
    product_row,
    subgroup_rows,
    units_of,
)
from pos_app.catalog.walk import Phase, Place
from pos_app.catalog.writer import Writer, without_collections
from pos_app.domain.errors import Refused
from pos_app.smartkasa import PAGE, BadAnswer, Slices, SmartKasaClient, SmartKasaError, means_gone, next_page
from pos_app.smartkasa import models as sk
from pos_app.store.catalog import CatalogRow, CatalogStore, OddRow, PageResult

log = logging.getLogger(__name__)

FEW_MISSING: Final = 500
SHARE_MISSING: Final = 50
"""More missing products than FEW_MISSING and than one in SHARE_MISSING: read all pages a second time first."""

NOTHING: Final = PageResult(added=0, changed=0)
Tell = Callable[[str, int, int], None]


class CatalogEmptied(Refused):
    """SmartKasa lists no product where there was a catalog: nothing was changed, a person must look."""

    default_code = "catalog_emptied"

    def __init__(self) -> None:
        super().__init__("SmartKasa показує порожній каталог. Товари на касі збережено.")


class Pass:
    """A pass of one shop. `held` names the products in open baskets; `tell` hears what, how many, of how many."""

    def __init__(
        self,
        client: SmartKasaClient,
        writer: Writer,
        *,
        shop_id: int,
        held: Callable[[], Collection[str]],
        patience: Patience,
        tell: Tell,
    ) -> None:
        self._client = client
        self._writer = writer
        self._store: CatalogStore = writer.store
        self._shop_id = shop_id
        self._held = held
        self._patience = patience
        self._tell = tell
        self._units = Units()
        self._missing: list[str] | None = None
        self._asked = 0
        self.place = Place(0)

    async def open(self, *, rolling: bool) -> None:
        """Read units and categories, and find the place: of a pass that was broken off, else of a new one.

        What a rolling pass began is old by now: a pass that somebody waits for begins anew. So does one that was broken
        off in the evening: it would end as a whole catalog of today with yesterday's prices in it.
        """
        self._units = await self._read_units()
        await self._read_categories()
        await self._read_subgroups()
        self.place = await self._writer.do(self._find_place, rolling)

    def _find_place(self, rolling: bool) -> Place:
        place = Place.restored(self._store.fact("cursor"))
        now = self._store.moment or 0
        if place is None or (place.rolling and not rolling) or place.is_old(now):
            place = Place(generation=int(self._store.fact("generation", 0)) + 1, rolling=rolling, began=now)
            self._store.put_fact("generation", place.generation)
        return place

    async def step(self) -> bool:
        """Read the next page, or ask for the next missing product; → is there more to do?"""
        if self.place.phase is Phase.WALK:
            await self._read_page()
            return True
        if self._missing is None:
            self._missing = await self._writer.do(self._store.unseen, self.place.generation)
            if self.place.round == 1 and len(self._missing) > await self._writer.do(self._few):
                log.warning("%d products are missing from the list: reading it a second time", len(self._missing))
                self.place = self.place.again()
                self._missing = None
                return True
        if self._asked < len(self._missing):
            await self._ask_for(self._missing[self._asked])
            self._asked += 1
            self._tell("missing", self._asked, len(self._missing))
        return self._asked < len(self._missing)

    def _few(self) -> int:
        return max(FEW_MISSING, self._store.count() // SHARE_MISSING)

    # --- units and categories ---

    async def _read_units(self) -> Units:
        """All units. None where there were some is no answer: every weighed good would turn into pieces."""
        page = await self._patience.ask(self._client.list_unit_types)
        if page.items:
            await self._writer.do(keep_units, self._store, page.items)
        elif await self._writer.do(self._store.units):
            raise BadAnswer
        return units_of(page.items)

    async def _read_categories(self) -> None:
        """All categories of our shop. An empty answer leaves those there are: goods would lose their places."""
        found: list[sk.Category] = []
        number: int | None = 1
        while number is not None:
            page = await self._patience.ask(partial(self._client.list_categories, page=number, per_page=PAGE))
            found.extend(page.items)
            number = next_page(page.meta, number, PAGE, len(page.items) + page.unreadable)
        if found:
            await self._writer.do(self._store.put_categories, category_rows(found, self._shop_id))

    async def _read_subgroups(self) -> None:
        """Names of subgroups. A pass is no worse without them; an empty answer leaves those there are."""
        try:
            page = await self._patience.ask(self._client.list_subgroups)
        except SmartKasaError as error:
            log.warning("no subgroups: %s", error.code)
            return
        if page.items:
            await self._writer.do(self._store.put_subgroups, subgroup_rows(page.items))

    # --- pages ---

    async def _read_page(self) -> None:
        read = partial(self._client.read_products, self._take_page, self._writer.do, shop_id=self._shop_id)
        meta, place = await self._patience.ask(partial(read, page=self.place.page))
        if place is None:
            await self._check_emptied(meta)
            place = await self._writer.do(self._write, self.place.after_page(meta, asked=PAGE, rows=0), [])
        self.place = place
        done = place.total if place.phase is Phase.CONFIRM else (place.page - 1) * place.limit
        self._tell("products", min(done, place.total), place.total)

    async def _check_emptied(self, meta: sk.Meta) -> None:
        """A first page with nothing on it is believed only where there was nothing before and nothing is promised."""
        if await self._writer.do(self._store.count):
            raise CatalogEmptied
        if meta.total_count:
            raise BadAnswer

    def _take_page(self, page: Slices[sk.Product]) -> tuple[sk.Meta, Place | None]:
        """Parse a page and write it, in the writer's thread; no place where the first page holds nothing at all."""
        with without_collections():
            rows, odd = self._read_rows(page)
            here = self.place
            if page.count == 0 and here.page == 1:
                return page.meta, None
            if page.unreadable:
                log.warning("page %d holds %d products that cannot be read", here.page, page.unreadable)
            return page.meta, self._write(here.after_page(page.meta, asked=PAGE, rows=page.count), rows, odd)

    def _read_rows(self, page: Slices[sk.Product]) -> tuple[list[CatalogRow], list[OddRow]]:
        """(rows to keep, what is wrong with some of them and with those that cannot be kept)."""
        rows: list[CatalogRow] = []
        odd: list[OddRow] = []
        for products in page:
            rows += [product_row(product, self._units) for product in products]
            odd += odd_rows(products, self._units)
        return rows, [*odd, *(unreadable(row, field) for row, field in page.left_out)]

    def _write(self, after: Place, rows: list[CatalogRow], odd: Sequence[OddRow] = ()) -> Place:
        """A page's rows and the place behind it, on disk together."""
        before = self.place
        with self._store.database.transaction():
            written = self._store.put_page(rows, generation=before.generation)
            self._store.put_odd([row.id for row in rows], odd, generation=before.generation)
            after = replace(
                after,
                added=before.added + written.added,
                changed=before.changed + written.changed,
                requests=before.requests + self._patience.requests,
            )
            self._store.put_fact("cursor", after.saved())
        self._patience.requests = 0
        return after

    # --- products that no page held ---

    async def _ask_for(self, product_id: str) -> None:
        """Ask for a missing product by id: hide what is gone, keep and refresh what is not."""
        gone, written = await self._settle(product_id)
        place = self.place
        self.place = replace(
            place,
            hidden=place.hidden + gone,
            added=place.added + written.added,
            changed=place.changed + written.changed,
        )

    async def _settle(self, product_id: str) -> tuple[int, PageResult]:
        """(products hidden, rows written) for one missing product."""
        try:
            product = await self._patience.ask(partial(self._client.get_product, product_id))
        except SmartKasaError as error:
            if not means_gone(error):
                raise
        else:
            if not belongs_elsewhere(product, self._shop_id):
                return 0, await self._writer.do(self._keep, product_row(product, self._units))
        if product_id in self._held():
            return 0, NOTHING
        return await self._writer.do(self._store.hide, [product_id]), NOTHING

    def _keep(self, row: CatalogRow) -> PageResult:
        return self._store.put_page([row], generation=self.place.generation)
