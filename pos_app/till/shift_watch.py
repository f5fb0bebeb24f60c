"""A forgotten shift: the cashier is warned in its last hour, and it closes itself at the hour the shop has set."""

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta
from typing import Final

from pos_app.domain.errors import SENTENCES, PosError
from pos_app.domain.said import parts_of, sentence
from pos_app.till.core import Core
from pos_app.till.shift import TillShift
from pos_app.till.shop_book import ShopBook
from pos_app.till.state import Problem, Shift, TillState

logger = logging.getLogger(__name__)

LONGEST: Final = timedelta(hours=24)
"""A shift lives so long by law."""
WARNS: Final = timedelta(hours=1)
"""So long before its end the cashier is warned."""
NOT_BEFORE: Final = timedelta(hours=1)
"""A shift that was opened just before the closing hour closes itself the next day."""
TRIES_AGAIN: Final = timedelta(minutes=10)
_MINUTE_S: Final = 60.0


class ShiftWatch:
    """Looks whenever something changed, and when the next hour has come; sleeps in between."""

    def __init__(self, core: Core, shop: ShopBook, shift: TillShift) -> None:
        self._core = core
        self._shop = shop
        self._shift = shift
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._warned = ""
        self._tried: datetime | None = None
        core.board.subscribe(self._changed)

    def begin(self) -> None:
        """Begin to watch."""
        self._task = asyncio.ensure_future(self._run())

    async def end(self) -> None:
        """End; a closing that has begun is finished by the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def poke(self) -> None:
        """The clock was moved, or the rules."""
        self._woken.set()

    def _changed(self, _state: TillState) -> None:
        self._woken.set()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            shift = self._core.board.state.shift
            if shift is not None:
                await self._look(shift)
            with contextlib.suppress(TimeoutError):
                # not wait_for: in Python 3.11 it may swallow the cancellation that ends this
                async with asyncio.timeout(self._pause()):
                    await self._woken.wait()

    async def _look(self, shift: Shift) -> None:
        now = self._core.clock.now()
        left = self._left(shift, now)
        self._core.board.show(shift_left_min=left)
        if left is not None and self._warned != shift.id:
            self._warned = shift.id
            self._core.board.show(
                problem=Problem("shift_ends", sentence("Зміна скінчиться за {minutes} хв. Закрийте її.", minutes=left))
            )
            self._core.events.tell("shift.ends", {"shift": shift.id, "minutes": left})
        closes = self.closes_at(shift)
        if closes is not None and now >= closes and self._may_close(now):
            await self._close(shift, now)

    @staticmethod
    def _left(shift: Shift, now: datetime) -> int | None:
        """Minutes until the shift's day is over, in its last hour."""
        if shift.opened_at is None:
            return None
        left = shift.opened_at + LONGEST - now
        return max(0, int(left.total_seconds()) // 60) if left <= WARNS else None

    def closes_at(self, shift: Shift) -> datetime | None:
        """When this shift closes itself; None: never."""
        minute = self._shop.rules.close_at
        if minute is None or shift.opened_at is None:
            return None
        opened = self._core.clock.kyiv_of(shift.opened_at)
        at = opened.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0)
        return at if at >= opened + NOT_BEFORE else at + timedelta(days=1)

    def _may_close(self, now: datetime) -> bool:
        """A customer at the till is served first; what failed is tried again later."""
        state = self._core.board.state
        quiet = not state.busy and state.cart.is_empty and not state.card.unsettled
        return quiet and (self._tried is None or now >= self._tried + TRIES_AGAIN)

    async def _close(self, shift: Shift, now: datetime) -> None:
        self._tried = now
        try:
            await self._shift.close_by_itself()
        except PosError as error:
            logger.error("the shift could not close itself: %s", error.code)
            self._core.board.show(
                problem=Problem("shift_not_closed", sentence("Зміна не закрилася: {why}", why=parts_of(error.message)))
            )
            return
        self._tried = None
        self._core.events.tell("shift.closed", {"shift": shift.id})
        self._core.board.show(problem=Problem("shift_closed_itself", SENTENCES["shift_closed_itself"]))

    def _pause(self) -> float | None:
        shift = self._core.board.state.shift
        if shift is None or shift.opened_at is None:
            return None
        now = self._core.clock.now()
        moments = [shift.opened_at + LONGEST - WARNS]
        closes = self.closes_at(shift)
        if closes is not None:
            moments.append(closes if self._tried is None else self._tried + TRIES_AGAIN)
        ahead = [(one - now).total_seconds() for one in moments if one > now]
        in_last_hour = now >= moments[0]
        return min([*ahead, *([_MINUTE_S] if in_last_hour else [])], default=None)
