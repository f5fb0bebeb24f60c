"""The full pass: the whole catalog of our shop from SmartKasa into the local store, while the till sells on.

Pages are written as they come, each with the pass's place in one transaction, so a pass goes on after a crash where it
stood. A product is hidden only after SmartKasa was asked for it by id and said that it is gone.
"""

import asyncio
import logging
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, ParamSpec, TypeVar

from pos_app.catalog.patience import Patience
from pos_app.catalog.rows import (
    Units,
    belongs_elsewhere,
    category_rows,
    product_row,
    unit_rows,
    units_of,
)
from pos_app.catalog.walk import Phase, Place
from pos_app.domain.errors import Refused
from pos_app.smartkasa import PAGE, BadAnswer, SmartKasaClient, SmartKasaError, means_gone, next_page
from pos_app.smartkasa import models as sk
from pos_app.store.catalog import CatalogRow, CatalogStore, PageResult

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

FEW_MISSING: Final = 500
SHARE_MISSING: Final = 50
"""More missing products than FEW_MISSING and than one in SHARE_MISSING: read all pages a second time first."""

BATCH: Final = 500
SALES_DAYS: Final = timedelta(days=30)


class CatalogEmptied(Refused):
    """SmartKasa lists no product where there was a catalog: nothing was changed, a person must look."""

    default_code = "catalog_emptied"

    def __init__(self) -> None:
        super().__init__("SmartKasa показує порожній каталог. Товари на касі збережено.")


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What a pass did. `products`: shown now; `hidden`: gone from SmartKasa; `requests`: asked of SmartKasa."""

    products: int
    added: int
    changed: int
    hidden: int
    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pass is: `what` is products, missing or stock; `total` 0 when it is not known."""

    what: str
    done: int
    total: int


class CatalogSync:
    """Keeps one shop's catalog. `store` is a connection of its own: it is written to from a worker thread.

    `held` names the products in open baskets, which are never hidden. `monotonic` counts seconds.
    """

    def __init__(
        self,
        client: SmartKasaClient,
        store: CatalogStore,
        *,
        shop_id: int,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        held: Callable[[], Collection[str]] = tuple,
        on_progress: Callable[[Progress], None] = lambda _: None,
        patience: Callable[[], Patience] = Patience,
    ) -> None:
        self._client = client
        self._store = store
        self._shop_id = shop_id
        self._now = now
        self._monotonic = monotonic
        self._held = held
        self._on_progress = on_progress
        self._new_patience = patience
        self._patience = patience()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="catalog")
        self._one_at_a_time = asyncio.Lock()

    async def full_pass(self) -> SyncResult:
        """Bring the whole catalog up to date, or finish a pass that was broken off.

        Raises CatalogEmptied, and SmartKasaError when SmartKasa cannot be had: what was read stays, and the next pass
        goes on from there.
        """
        async with self._one_at_a_time:
            began = self._monotonic()
            self._patience = self._new_patience()
            units = await self._read_units()
            await self._read_categories()
            place = await self._walk_and_confirm(await self._begin(), units)
            await self._in_thread(self._finish)
            await self._read_popularity()
            await self._read_stock()
            return SyncResult(
                products=await self._in_thread(self._store.count),
                added=place.added,
                changed=place.changed,
                hidden=place.hidden,
                requests=place.requests + self._patience.requests,
                seconds=round(self._monotonic() - began, 3),
            )

    def close(self) -> None:
        """Let the worker thread end. The store belongs to whoever opened it."""
        self._thread.shutdown(wait=True)

    async def _in_thread(self, call: Callable[P, R], *args: P.args, **options: P.kwargs) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(call, *args, **options))

    # --- units and categories ---

    async def _read_units(self) -> Units:
        """All units. None where there were some is no answer: every weighed good would turn into pieces."""
        page = await self._patience.ask(self._client.list_unit_types)
        if page.items:
            await self._in_thread(self._store.put_units, unit_rows(page.items))
        elif await self._in_thread(self._store.units):
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
            await self._in_thread(self._store.put_categories, category_rows(found, self._shop_id))

    # --- products ---

    async def _begin(self) -> Place:
        """The place of a pass that was broken off, else of a new one."""
        place = Place.restored(await self._in_thread(self._store.fact, "cursor"))
        if place is None:
            place = Place(generation=int(await self._in_thread(self._store.fact, "generation", 0)) + 1)
            await self._in_thread(self._store.put_fact, "generation", place.generation)
        return place

    async def _walk_and_confirm(self, place: Place, units: Units) -> Place:
        while True:
            while place.phase is Phase.WALK:
                place = await self._read_page(place, units)
            missing = await self._in_thread(self._store.unseen, place.generation)
            if place.round > 1 or len(missing) <= await self._in_thread(self._few):
                return await self._confirm(place, missing, units)
            log.warning("%d products are missing from the list: reading it a second time", len(missing))
            place = place.again()

    def _few(self) -> int:
        return max(FEW_MISSING, self._store.count() // SHARE_MISSING)

    async def _read_page(self, place: Place, units: Units) -> Place:
        page = await self._patience.ask(
            partial(self._client.list_products, shop_id=self._shop_id, page=place.page, per_page=PAGE)
        )
        rows = len(page.items) + page.unreadable
        if rows == 0 and place.page == 1:
            await self._check_emptied(page.meta)
        if page.unreadable:
            log.warning("page %d holds %d products that cannot be read", place.page, page.unreadable)
        place = await self._in_thread(
            self._write_page, place, place.after_page(page.meta, asked=PAGE, rows=rows), page, units
        )
        done = place.total if place.phase is Phase.CONFIRM else (place.page - 1) * place.limit
        self._on_progress(Progress("products", min(done, place.total), place.total))
        return place

    async def _check_emptied(self, meta: sk.Meta) -> None:
        """A first page with nothing on it is believed only where there was nothing before and nothing is promised."""
        known = await self._in_thread(self._store.count)
        if known:
            raise CatalogEmptied
        if meta.total_count:
            raise BadAnswer

    def _write_page(self, before: Place, after: Place, page: sk.Page[sk.Product], units: Units) -> Place:
        """A page's rows and the place behind it, on disk together."""
        rows = [product_row(product, units) for product in page.items]
        with self._store.database.transaction():
            written = self._store.put_page(rows, generation=before.generation)
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

    async def _confirm(self, place: Place, missing: list[str], units: Units) -> Place:
        """Ask for each missing product by id: hide what is gone, keep and refresh what is not."""
        for done, product_id in enumerate(missing, start=1):
            gone, written = await self._settle(place, product_id, units)
            place = replace(
                place,
                hidden=place.hidden + gone,
                added=place.added + written.added,
                changed=place.changed + written.changed,
            )
            self._on_progress(Progress("missing", done, len(missing)))
        return place

    async def _settle(self, place: Place, product_id: str, units: Units) -> tuple[int, PageResult]:
        """(products hidden, rows written) for one missing product."""
        nothing = PageResult(added=0, changed=0)
        try:
            product = await self._patience.ask(partial(self._client.get_product, product_id))
        except SmartKasaError as error:
            if not means_gone(error):
                raise
        else:
            if not belongs_elsewhere(product, self._shop_id):
                return 0, await self._in_thread(self._keep, product_row(product, units), place.generation)
        if product_id in self._held():
            return 0, nothing
        return await self._in_thread(self._store.hide, [product_id]), nothing

    def _keep(self, row: CatalogRow, generation: int) -> PageResult:
        return self._store.put_page([row], generation=generation)

    def _finish(self) -> None:
        with self._store.database.transaction():
            self._store.put_fact("cursor", None)
            self._store.put_fact("synced_at", self._now().isoformat())

    # --- what belongs to products but comes by other ways ---

    async def _read_popularity(self) -> None:
        """What sold in the last thirty days comes first in lists. A pass is no worse without it."""
        today = self._now().date()
        ask = partial(
            self._client.product_daily_sales, date_start=today - SALES_DAYS, date_end=today, shop_id=self._shop_id
        )
        try:
            sales = await self._patience.ask(ask)
        except SmartKasaError as error:
            log.warning("no sales statistics: %s", error.code)
            return
        ranks = [(sold.id, sold.total_count) for sold in sales.products if sold.total_count]
        for start in range(0, len(ranks), BATCH):
            await self._in_thread(self._store.put_popularity, ranks[start : start + BATCH])

    async def _read_stock(self) -> None:
        """Stock from the stream of cards, written as it comes."""
        done = 0
        batch: list[tuple[str, int | None]] = []
        self._patience.requests += 1
        async with aclosing(self._client.stream_cards(shop_id=self._shop_id)) as cards:
            async for card in cards:
                if card.product_id is None or card.shop_id not in (None, self._shop_id):
                    continue
                batch.append((card.product_id, card.count if card.counting_enabled else None))
                if len(batch) == BATCH:
                    await self._in_thread(self._store.put_stock, batch)
                    done += len(batch)
                    batch = []
                    self._on_progress(Progress("stock", done, 0))
        await self._in_thread(self._store.put_stock, batch)
        self._on_progress(Progress("stock", done + len(batch), done + len(batch)))
