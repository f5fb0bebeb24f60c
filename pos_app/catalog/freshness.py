"""Keeps the catalog fresh while the till sells: small pieces of work, each when it is due, one after another.

A catalog that was not read whole for a day, or never, is read first. Then the newest goods are looked at every minute
or two, what sells every quarter of an hour, everything page by page over the day, and all at once at night. When
SmartKasa fails or asks to be left alone, all of it waits.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pos_app.catalog.passes import CatalogEmptied
from pos_app.catalog.patience import Patience
from pos_app.catalog.pointwise import Pointwise, Refreshed
from pos_app.catalog.probe import Probe
from pos_app.catalog.sync import KYIV, CatalogSync
from pos_app.domain.errors import PosError, Unreachable
from pos_app.smartkasa import SmartKasaError
from pos_app.store.catalog import CatalogRow

log = logging.getLogger(__name__)

PROBE_S: Final = (60.0, 120.0)
HOT_SET_S: Final = (870.0, 930.0)
STOCK_S: Final = (6_600.0, 7_800.0)
ROLLING_PAGE_S: Final = (4.0, 6.0)
"""A page every five seconds: 100,000 goods in a quarter of an hour, a million in less than three hours."""

HURRIED_PAGE_S: Final = (0.4, 0.6)
"""When the probe saw that the list became shorter or grew by more than it saw."""

ROLLING_REST_S: Final = (540.0, 660.0)
FIRST_BACK_OFF_S: Final = 15.0
LONGEST_BACK_OFF_S: Final = 600.0
REFUSED_REST_S: Final = 600.0
NIGHT: Final = range(2, 5)
NIGHTLY: Final = timedelta(hours=20)

Span = tuple[float, float]


@dataclass(slots=True)
class _Job:
    """A piece of work, how often it is done, and when it is due next. Its result is the span until then."""

    name: str
    work: Callable[[], Awaitable[Span]]
    due: float


class Freshness:
    """`start` it when the till is ready, `stop` it before the till ends. It asks nobody's leave and raises nothing.

    `full_pass` reads the whole catalog for everybody to see; `fills`: a catalog that was never read whole is read by
    itself, else all work waits until somebody asked for that. `soon`: the first work begins at once and not after a
    minute. `on_change` is called after the catalog changed, `on_problem` with a sentence when it cannot be kept fresh
    and with "" when it can again. `monotonic` counts seconds, `pause` waits them, `chance` gives numbers from 0 to 1.
    """

    def __init__(
        self,
        sync: CatalogSync,
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
        on_change: Callable[[], None] = lambda: None,
        on_problem: Callable[[str], None] = lambda _: None,
        full_pass: Callable[[], Awaitable[object]] | None = None,
        fills: bool = True,
        soon: bool = True,
    ) -> None:
        self._sync = sync
        self._full_pass = full_pass or sync.full_pass
        self._fills = fills
        self._soon = soon
        self._now = now
        self._monotonic = monotonic
        self._pause = pause
        self._chance = chance
        self._on_change = on_change
        self._on_problem = on_problem
        self._points = Pointwise(sync.client, sync.writer, shop_id=sync.shop_id, monotonic=monotonic)
        self._probe = Probe(sync)
        self._failures = 0
        self._rest_until = monotonic()
        self._hurry = False
        self._task: asyncio.Task[None] | None = None
        self._jobs: list[_Job] = []
        self._read_whole = asyncio.Event()

    # --- life ---

    @property
    def running(self) -> bool:
        """Is it at work?"""
        return self._task is not None and not self._task.done()

    def start(self) -> None:
        """Begin; does nothing when it runs already."""
        if self.running:
            return
        wait = 0.0 if self._soon else self._within(PROBE_S)
        self._plan(head=wait + 5.0 * self._chance(), hot=wait + self._within((20.0, 40.0)), rolling=wait + 60.0)
        self._task = asyncio.create_task(self._run(), name="catalog freshness")
        self._task.add_done_callback(_tell_of_a_bug)

    async def stop(self) -> None:
        """End; what was being read goes on from there next time."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})

    def was_read(self) -> None:
        """Somebody has just read the whole catalog: what was due soon is not due for a while."""
        self._read_whole.set()
        self._plan(head=self._within(PROBE_S), hot=self._within(HOT_SET_S), rolling=self._within(ROLLING_REST_S))

    def _plan(self, *, head: float, hot: float, rolling: float) -> None:
        """Seconds from now until each work is done first."""
        now = self._monotonic()
        self._jobs = [
            _Job("head", self._look_at_the_head, now + head),
            _Job("hot set", self._read_hot_set, now + hot),
            _Job("rolling", self._roll, now + rolling),
            _Job("stock", self._read_stock, now + self._within(STOCK_S)),
            _Job("night", self._read_at_night, now + self._within(ROLLING_REST_S)),
        ]

    # --- what the cashier's doings ask for ---

    async def refresh(self, product_id: str, basket_price: int) -> Refreshed | None:
        """A product entered the basket: what SmartKasa says of it now; None when it says nothing in time."""
        if self._monotonic() < self._rest_until:
            return None
        try:
            refreshed = await self._points.refresh(product_id, basket_price)
        except SmartKasaError as error:
            self._heed(error)
            return None
        if refreshed is not None and refreshed.offer is not None:
            self._on_change()
        return refreshed

    async def look_up(self, number: str) -> Sequence[CatalogRow] | None:
        """A barcode that the catalog does not know: what SmartKasa has under exactly this number; None: no answer."""
        if self._monotonic() < self._rest_until:
            return None
        try:
            rows = await self._points.look_up(number)
        except SmartKasaError as error:
            self._heed(error)
            return None
        if rows:
            self._on_change()
        return rows

    def _heed(self, error: SmartKasaError) -> None:
        """SmartKasa asked to be left alone: that goes for all work."""
        if error.retry_after is not None:
            self._rest_until = max(self._rest_until, self._monotonic() + error.retry_after)

    # --- the loop ---

    async def _run(self) -> None:
        if self._fills and await self._sync.age(self._now()) > NIGHTLY:
            # never read, or the till was off at night: everything at once before the small pieces
            self._jobs = [_Job("first", self._read_all, self._monotonic())]
        elif not await self._sync.was_read():
            await self._read_whole.wait()
        while True:
            job = min(self._jobs, key=lambda job: job.due)
            wait = max(job.due, self._rest_until) - self._monotonic()
            if wait > 0:
                await self._pause(wait)
                continue
            await self._do(job)

    async def _do(self, job: _Job) -> None:
        try:
            span = await job.work()
        except PosError as error:
            self._failed(job, error)
            return
        job.due = self._monotonic() + self._within(span)

    def _answered(self) -> None:
        """SmartKasa can be had (again)."""
        if self._failures:
            self._failures = 0
            self._on_problem("")

    def _failed(self, job: _Job, error: PosError) -> None:
        """All work rests: doubling when nobody answers, as long as SmartKasa asked, ten minutes when it refuses."""
        self._failures += 1
        rest = REFUSED_REST_S
        if isinstance(error, Unreachable):
            rest = min(LONGEST_BACK_OFF_S, FIRST_BACK_OFF_S * 2.0 ** min(self._failures - 1, 10))
        wanted = (error.retry_after or 0.0) if isinstance(error, SmartKasaError) else 0.0
        rest = max(rest * (0.5 + self._chance()), wanted)
        self._rest_until = self._monotonic() + rest
        job.due = self._rest_until
        if isinstance(error, CatalogEmptied):
            log.error("SmartKasa shows an empty catalog: nothing was changed")
        else:
            log.warning("catalog %s: %s, resting %.0f s", job.name, error.code, rest)
        self._on_problem(error.message)

    def _within(self, span: Span) -> float:
        return span[0] + (span[1] - span[0]) * self._chance()

    def _patience(self) -> Patience:
        """One try: when it fails, all work rests together."""
        return Patience(pause=self._pause, chance=self._chance, tries=1)

    # --- the work ---

    async def _look_at_the_head(self) -> Span:
        seen = await self._probe.look(self._patience())
        self._answered()
        self._hurry = self._hurry or seen.moved
        if seen.moved:
            self._bring_forward("rolling")
        if seen.changed:
            self._on_change()
        return PROBE_S

    async def _read_hot_set(self) -> Span:
        read = await self._sync.sales(self._patience())
        self._answered()
        for product_id in read.unknown[:20]:
            await self._points.refresh(product_id, 0)
        if read.changed or read.unknown:
            self._on_change()
        return HOT_SET_S

    async def _roll(self) -> Span:
        step = await self._sync.rolling_step(self._patience())
        self._answered()
        if step.changed:
            self._on_change()
        if step.more:
            return HURRIED_PAGE_S if self._hurry else ROLLING_PAGE_S
        self._hurry = False
        self._on_change()
        return ROLLING_REST_S

    async def _read_stock(self) -> Span:
        await self._sync.stock(self._patience())
        self._answered()
        self._on_change()
        return STOCK_S

    async def _read_at_night(self) -> Span:
        """Once a night the whole catalog at once."""
        now = self._now()
        if now.astimezone(KYIV).hour in NIGHT and await self._sync.age(now) > NIGHTLY:
            await self._read_all()
        return ROLLING_REST_S

    async def _read_all(self) -> Span:
        await self._full_pass()
        self._answered()
        self._on_change()
        self.was_read()
        return ROLLING_REST_S

    def _bring_forward(self, name: str) -> None:
        for job in self._jobs:
            if job.name == name:
                job.due = min(job.due, self._monotonic())


def _tell_of_a_bug(task: "asyncio.Task[None]") -> None:
    """The loop ends by being cancelled, or by a mistake of ours that must not go unheard."""
    if not task.cancelled() and task.exception() is not None:
        log.error("the catalog is no longer kept fresh", exc_info=task.exception())
