"""A scale: looked at while somebody weighs, asked now and then whether it lives; only a settled weight is sold."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from pos_app.devices.exchange import Exchange
from pos_app.devices.keeper import Keeper, Kept, Open, Record
from pos_app.devices.scale_protocols import Reading, ScaleProtocol
from pos_app.domain.device import Condition, Trouble
from pos_app.domain.errors import refused
from pos_app.links.stream import LineFailed, Stream

LOOK_EVERY_S: Final = 0.2
"""While somebody weighs."""
ALIVE_EVERY_S: Final = 15.0
"""While nobody does."""
ANSWER_S: Final = 1.0
SETTLE_S: Final = 5.0
"""A weight that has not settled by then will not: the cashier is told."""
SAME_LOOKS: Final = 4
"""So many equal weights in a row are a settled one, for a scale that does not say."""
SILENCES: Final = 3
"""So many questions without an answer end the line: it is opened anew."""

NO_READING: Final = Reading()


class Scale(Kept):
    """One scale. `seen` hears every look while somebody weighs."""

    def __init__(
        self, open_line: Open, protocol: ScaleProtocol, record: Record, seen: Callable[[Reading], None]
    ) -> None:
        self._protocol = protocol
        self._record = record
        self._seen = seen
        self._keeper = Keeper(open_line, self._talk, record)
        self._watchers = 0
        self._line: Exchange | None = None
        self._turn = asyncio.Lock()
        self._wanted = asyncio.Event()
        self._looked = asyncio.Condition()
        self._last = NO_READING
        self._same = 0
        self._looks = 0

    def hurry(self) -> None:
        """Look now whether it is there."""
        super().hurry()
        self._wanted.set()

    # weighing

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Somebody weighs: it is looked at all the time."""
        self._watchers += 1
        self.hurry()
        try:
            yield
        finally:
            self._watchers -= 1

    async def weigh(self, patience_s: float = SETTLE_S) -> int:
        """The settled weight of what lies on it, thousandths of a kilogram.

        Raises Refused: `scale_moves`, `scale_overload`, `scale_below`, `scale_empty`; Unreachable `device_failed`.
        """
        async with self.watched():
            before = last = NO_READING
            try:
                async with asyncio.timeout(patience_s):
                    while True:
                        before, last = last, await self._next_look()
                        # twice the same: the first may answer a question that was asked long ago
                        if last.weight and last.stable and not last.trouble and last == before:
                            return last.weight
            except TimeoutError:
                raise self._why_not(last) from None

    def _why_not(self, last: Reading) -> Exception:
        if self._record.health.condition is Condition.BAD:
            return LineFailed(self._record.health.trouble)
        code = {Trouble.OVERLOAD: "scale_overload", Trouble.BELOW: "scale_below"}.get(last.trouble)
        if code is None:
            code = "scale_empty" if last.stable and last.weight == 0 else "scale_moves"
        return refused(code)

    async def next_look(self, patience_s: float) -> Reading:
        """What the next look shows, whatever it is; an empty reading where none comes in time."""
        try:
            async with asyncio.timeout(patience_s):
                return await self._next_look()
        except TimeoutError:
            return NO_READING

    async def _next_look(self) -> Reading:
        async with self._looked:
            before = self._looks
            await self._looked.wait_for(lambda: self._looks != before)
            return self._last

    async def tare(self) -> None:
        """The present weight is the packaging's. Raises `scale_by_hand`, `device_failed`."""
        await self._command(self._protocol.tare())

    async def zero(self) -> None:
        """The present weight is nought. Raises `scale_by_hand`, `device_failed`."""
        await self._command(self._protocol.zero())

    async def _command(self, command: bytes | None) -> None:
        if command is None:
            raise refused("scale_by_hand")
        async with self._turn:
            if self._line is None:
                raise LineFailed(self._record.health.trouble or Trouble.LOST)
            await self._line.ask(command)
            # its answer, if it has one, is not the answer to the next question
            await asyncio.sleep(LOOK_EVERY_S)
        self._same = 0

    # the line

    async def _talk(self, stream: Stream) -> None:
        self._line = Exchange(stream)
        silences = 0
        try:
            while True:
                reading = await self._look(self._line)
                silences = 0 if reading is not None else silences + 1
                if silences >= SILENCES:
                    raise LineFailed(self._record.health.trouble or Trouble.SILENT)
                await self._told(reading or NO_READING)
                await self._rest()
        finally:
            self._line = None
            self._same = 0
            await self._told(NO_READING)

    async def _look(self, line: Exchange) -> Reading | None:
        """One question; None when it was not answered, or not in words that can be believed."""
        try:
            async with self._turn, asyncio.timeout(ANSWER_S):
                reading = await self._protocol.read(line)
        except TimeoutError:
            self._record.troubled(Trouble.SILENT)
            return None
        except LineFailed as error:
            if error.trouble is not Trouble.GARBAGE:
                raise
            self._record.troubled(Trouble.GARBAGE)
            return None
        if reading.trouble:
            self._record.troubled(reading.trouble, badly=False)
        else:
            self._record.well()
        return self._settled(reading)

    def _settled(self, reading: Reading) -> Reading:
        if self._protocol.tells_stability or reading.weight is None:
            return reading
        self._same = self._same + 1 if reading.weight == self._last.weight else 1
        return Reading(reading.weight, self._same >= SAME_LOOKS, reading.trouble)

    async def _told(self, reading: Reading) -> None:
        async with self._looked:
            self._last = reading
            self._looks += 1
            self._looked.notify_all()
        if self._watchers:
            self._seen(reading)

    async def _rest(self) -> None:
        if self._watchers:
            await asyncio.sleep(LOOK_EVERY_S)
            return
        self._wanted.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ALIVE_EVERY_S):
                await self._wanted.wait()
