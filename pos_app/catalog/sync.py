"""The shop's whole catalog brought from SmartKasa into the local store, while the till sells on."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pos_app.catalog.passes import CatalogEmptied, Pass
from pos_app.catalog.patience import Patience
from pos_app.catalog.progress import Progress, ProgressTeller
from pos_app.catalog.sales_and_stock import SalesRead, read_sales, read_stock
from pos_app.catalog.writer import Writer
from pos_app.smartkasa import SmartKasaClient, SmartKasaError
from pos_app.store.catalog import CatalogStore

__all__ = ["CatalogEmptied", "CatalogSync", "Progress", "SyncResult"]

log = logging.getLogger(__name__)

KYIV = ZoneInfo("Europe/Kyiv")


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
class Step:
    """One step of a pass: did it change the catalog, and is there more to do?"""

    changed: bool
    more: bool


class CatalogSync:
    """Keeps one shop's catalog. `store` is a connection of its own: it is written to from a worker thread.

    `held` names the products in open baskets, which are never hidden. `monotonic` counts seconds. One thing is done
    at a time: whoever works on the catalog holds `turn`.
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
        self.client = client
        store.now = now
        self.writer = Writer(store)
        self.shop_id = shop_id
        self.turn = asyncio.Lock()
        self._now = now
        self._monotonic = monotonic
        self._held = held
        self._on_progress = on_progress
        self._new_patience = patience
        self._rolling: Pass | None = None
        _begin_shop(store, shop_id)

    async def full_pass(self) -> SyncResult:
        """Bring the whole catalog up to date, or finish a pass that was broken off.

        Raises CatalogEmptied, and SmartKasaError when SmartKasa cannot be had: what was read stays, and the next pass
        goes on from there. Cancelled, it stops between two pages and the next one goes on from there too.
        """
        async with self.turn:
            self._rolling = None
            tell = ProgressTeller(self._on_progress, self._monotonic)
            patience = self._new_patience()
            whole = self._pass(patience, tell)
            await whole.open(rolling=False)
            while await whole.step():
                pass
            await self.writer.do(self._finish, full=True)
            await self._read_popularity(patience)
            await read_stock(self.client, self.writer, patience, tell, shop_id=self.shop_id)
            while await self.writer.do(self.writer.store.tidy):
                pass  # a little at a time: what the cashier's doings bring is written in between
            place = whole.place
            return SyncResult(
                products=await self.writer.do(self.writer.store.count),
                added=place.added,
                changed=place.changed,
                hidden=place.hidden,
                requests=place.requests + patience.requests,
                seconds=round(tell.seconds, 3),
            )

    async def rolling_step(self, patience: Patience) -> Step:
        """One step of a pass that is spread over the day; `more` is False when it came to its end with this one."""
        async with self.turn:
            if self._rolling is None:
                rolling = self._pass(patience, _silent)
                await rolling.open(rolling=True)
                self._rolling = rolling
                return Step(changed=False, more=True)
            before = self._rolling.place.written
            more = await self._rolling.step()
            changed = self._rolling.place.written != before
            if not more:
                self._rolling = None
                await self.writer.do(self._finish)
            return Step(changed, more)

    async def sales(self, patience: Patience) -> SalesRead:
        """Popularity, and today's price of all that sells."""
        async with self.turn:
            return await self._read_sales(patience)

    async def stock(self, patience: Patience) -> None:
        """All stock."""
        async with self.turn:
            await read_stock(self.client, self.writer, patience, _silent, shop_id=self.shop_id)

    async def sold(self, goods: Sequence[tuple[str, int]]) -> None:
        """Goods left the shop, or came back (below 0): (product id, thousandths). Stock follows until it is read."""
        await self.writer.do(self.writer.store.take_stock, goods)

    async def was_read(self) -> bool:
        """Was the whole catalog ever read to its end?"""
        return await self.writer.do(self.writer.store.fact, "full_at") is not None

    async def age(self, now: datetime) -> timedelta:
        """How long ago a pass that somebody could wait for came to its end; very long where none ever did."""
        read_at = await self.writer.do(self.writer.store.fact, "full_at")
        return now - datetime.fromisoformat(read_at) if isinstance(read_at, str) else timedelta.max

    def close(self) -> None:
        """Let the worker thread end. The store belongs to whoever opened it."""
        self.writer.close()

    def _pass(self, patience: Patience, tell: Callable[[str, int, int], None]) -> Pass:
        return Pass(self.client, self.writer, shop_id=self.shop_id, held=self._held, patience=patience, tell=tell)

    def _finish(self, *, full: bool = False) -> None:
        store = self.writer.store
        with store.database.transaction():
            store.forget_odd(int(store.fact("generation", 0)))
            store.put_fact("cursor", None)
            store.put_fact("synced_at", self._now().isoformat())
            if full:
                store.put_fact("full_at", self._now().isoformat())

    async def _read_sales(self, patience: Patience) -> SalesRead:
        today = self._now().astimezone(KYIV).date()
        return await read_sales(self.client, self.writer, patience, shop_id=self.shop_id, today=today)

    async def _read_popularity(self, patience: Patience) -> None:
        """A pass is no worse without the statistics."""
        try:
            await self._read_sales(patience)
        except SmartKasaError as error:
            log.warning("no sales statistics: %s", error.code)


def _begin_shop(store: CatalogStore, shop_id: int) -> None:
    """Goods of another shop count as never read: neither its fresh date nor its broken-off pass are this one's."""
    known = store.fact("shop_id")
    if known == shop_id:
        return
    with store.database.transaction():
        if known is not None:
            store.put_fact("cursor", None)
            store.put_fact("full_at", None)
        store.put_fact("shop_id", shop_id)


def _silent(_what: str, _done: int, _total: int) -> None:
    """Nobody waits for this work."""
