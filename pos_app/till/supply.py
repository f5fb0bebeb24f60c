"""Bringing the goods: one sync at a time, its progress on the board, what sold taken off stock, pictures as files."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pos_app.catalog.sync import Progress
from pos_app.domain.errors import PosError, refused
from pos_app.domain.product import Product
from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.domain.said import sentence
from pos_app.till.core import Core
from pos_app.till.ports import CatalogSync, Freshness, Pictures
from pos_app.till.state import CatalogState, SyncProgress

ENDED_WORDS = sentence("Каталог не дочитано: касу вимкнено. Наступного разу читання продовжиться.")


class SupplyDesk:
    """Runs the sync for whoever asks; who asks meanwhile shares the one that runs."""

    def __init__(
        self, core: Core, sync: CatalogSync | None, pictures: Pictures | None, freshness: Freshness | None
    ) -> None:
        self._core = core
        self._sync = sync
        self._pictures = pictures
        self._freshness = freshness
        self._running: asyncio.Task[Mapping[str, Any]] | None = None
        self._noting: set[asyncio.Task[None]] = set()
        self._stopped = False
        self.on_end: Callable[[], None] = lambda: None
        """A sync that somebody asked for has ended, whole or not."""

    def start(self) -> None:
        """Publish what there is, and keep it fresh from now on."""
        self.show()
        if self._freshness is not None:
            self._freshness.start()

    def show(self) -> None:
        """Publish how many goods there are and how fresh they are; lists of goods are to be drawn anew."""
        catalog = self._core.catalog
        synced_at = catalog.fact("synced_at")
        moment = datetime.fromisoformat(synced_at) if isinstance(synced_at, str) else None
        edits = self._core.board.state.catalog.edits + 1
        self.publish(products=catalog.count(), synced_at=moment, edits=edits)

    def problem(self, words: str) -> None:
        """Why the catalog cannot be kept fresh; "" when it can again."""
        self.publish(problem=words)

    def publish(self, **changes: Any) -> None:
        """Change what is told of the catalog."""
        state: CatalogState = self._core.board.state.catalog
        self._core.board.show(catalog=replace(state, **changes))

    def progress(self, progress: Progress) -> None:
        """A sync is so far: for the board and for whoever listens."""
        shown = SyncProgress(progress.what, progress.done, progress.total, progress.left)
        self.publish(syncing=shown)
        self._core.events.tell("catalog.progress", {"what": shown.what, "done": shown.done, "total": shown.total})

    async def sync(self) -> Mapping[str, Any]:
        """Bring the catalog up to date; → how many products there are now, and what changed."""
        if self._sync is None:
            raise refused("not_available")
        if self._running is None:
            self._stopped = False
            self._running = asyncio.ensure_future(self._run(self._sync))
            self._running.add_done_callback(self._ended)
        running = self._running
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            if running.cancelled():
                raise (refused("sync_stopped") if self._stopped else refused("not_available", ENDED_WORDS)) from None
            raise

    def stop_sync(self) -> None:
        """The cashier wants it to stop: what was read stays, the next one goes on from there."""
        if self._running is not None:
            self._stopped = True
            self._running.cancel()

    def _ended(self, task: "asyncio.Task[Mapping[str, Any]]") -> None:
        self._running = None
        self.publish(syncing=None)
        self.show()
        self.on_end()
        if not task.cancelled():
            # a caller that went away must not turn a refusal into a warning
            task.exception()

    async def _run(self, sync: CatalogSync) -> Mapping[str, Any]:
        try:
            result = await sync.full_pass()
        except PosError as error:
            self.publish(problem=error.message)
            raise
        self.publish(problem="")
        if self._freshness is not None:
            self._freshness.was_read()
        return {
            "products": result.products,
            "added": result.added,
            "changed": result.changed,
            "hidden": result.hidden,
            "requests": result.requests,
            "seconds": result.seconds,
        }

    async def stop(self) -> None:
        """Break all reading off: it goes on from there next time."""
        if self._freshness is not None:
            await self._freshness.stop()
        running = self._running
        if running is not None:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    def moved(self, receipt: Receipt, *, refused: bool = False) -> None:
        """Goods were sold or came back: stock follows until SmartKasa tells it anew. `refused`: it did not happen."""
        if receipt.part is not None and receipt.part.is_first:
            return  # a prepayment moves no goods
        signs = {ReceiptKind.SELL: 1, ReceiptKind.RETURN: -1}
        sign = signs.get(receipt.kind, 0) * (-1 if refused else 1)
        goods = [(line.product_id, sign * line.quantity) for line in receipt.lines if sign]
        if self._sync is not None and goods:
            task = asyncio.ensure_future(self._take_off(self._sync, goods))
            self._noting.add(task)
            task.add_done_callback(self._noting.discard)

    async def _take_off(self, sync: CatalogSync, goods: Sequence[tuple[str, int]]) -> None:
        await sync.sold(goods)
        self.show()

    async def settled(self) -> None:
        """Return when what was sold is off the stock."""
        await asyncio.gather(*self._noting)

    async def picture(self, product: Product) -> bytes | None:
        """A product's picture; None where there is none or it cannot be had now."""
        if self._pictures is None or product.picture_id is None or product.picture_url is None:
            return None
        path = await self._pictures.get(product.picture_id, product.picture_url)
        return None if path is None else await asyncio.to_thread(_read, path)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        # the cache may have thrown it out meanwhile
        return None
