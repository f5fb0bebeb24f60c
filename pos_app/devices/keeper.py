"""Keeps a device's line open: opens it, speaks while it lasts, and tries again by itself when it has gone."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from pos_app.domain.device import Condition, DeviceKind, Health, Trouble
from pos_app.links.stream import LineFailed, Stream

PAUSES_S: Final = (0.5, 1.0, 2.0, 5.0)
"""How long a device that is gone is left alone before the next try; a cable put back is noticed within five seconds."""

Open = Callable[[], Awaitable[Stream]]


class Record:
    """What is known of a device's health, and who hears of each change."""

    def __init__(
        self, health: Health, now: Callable[[], datetime], changed: Callable[[Health], None] = lambda _health: None
    ) -> None:
        self.health = health
        self._now = now
        self._changed = changed

    def well(self, at: datetime | None = None) -> None:
        """It works; `at`: when it was last seen to, now where nothing is said."""
        self._become(Condition.OK, Trouble.NONE)
        if at is not None:
            self.health = replace(self.health, last_ok=at)

    def waits(self) -> None:
        """It is there; whether it works nobody knows yet."""
        self._become(Condition.WAITING, Trouble.NONE)

    def troubled(self, trouble: Trouble, *, badly: bool = True, said: str = "") -> None:
        """Something is wrong with it; `badly`: it does not work at all."""
        self._become(Condition.BAD if badly else Condition.WARN, trouble, said)

    def _become(self, condition: Condition, trouble: Trouble, said: str = "") -> None:
        old, now = self.health, self._now()
        wrong = trouble is not Trouble.NONE
        self.health = Health(
            old.id,
            old.kind,
            old.name,
            condition,
            trouble,
            since=old.since if condition is old.condition and trouble is old.trouble else now,
            last_ok=now if condition is Condition.OK else old.last_ok,
            last_error=trouble if wrong else old.last_error,
            last_error_at=now if wrong else old.last_error_at,
            last_said=said if wrong else old.last_said,
        )
        if (condition, trouble, said) != (old.condition, old.trouble, old.last_said if wrong else ""):
            self._changed(self.health)


def record(
    kind: DeviceKind,
    name: str,
    now: Callable[[], datetime],
    changed: Callable[[Health], None] = lambda _health: None,
    *,
    number: int = 0,
) -> Record:
    """The record of a device that nothing is known of yet; `number` tells several of a kind apart."""
    return Record(Health(f"{kind}-{number}" if number else kind.value, kind, name, since=now()), now, changed)


class Keeper:
    """One device's line. `talk` runs as long as the line lasts, and ends by `LineFailed`."""

    def __init__(self, open_line: Open, talk: Callable[[Stream], Awaitable[None]], record: Record) -> None:
        self._open = open_line
        self._talk = talk
        self._record = record
        self._task: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()

    def start(self) -> None:
        """Begin, on the running loop."""
        self._task = asyncio.ensure_future(self._run())

    async def stop(self) -> None:
        """Close the line and end."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def hurry(self) -> None:
        """Try now: somebody waits for it."""
        self._hurry.set()

    async def _run(self) -> None:
        failed = 0
        while True:
            try:
                stream = await self._open()
            except LineFailed as error:
                self._record.troubled(error.trouble)
            else:
                failed = 0
                await self._as_long_as_it_lasts(stream)
            await self._pause(PAUSES_S[min(failed, len(PAUSES_S) - 1)])
            failed += 1

    async def _as_long_as_it_lasts(self, stream: Stream) -> None:
        try:
            await self._talk(stream)
        except LineFailed as error:
            self._record.troubled(error.trouble)
        finally:
            await stream.close()

    async def _pause(self, seconds: float) -> None:
        self._hurry.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hurry.wait()


class Kept:
    """A device whose line is kept open by its keeper."""

    _keeper: Keeper

    def start(self) -> None:
        """Begin."""
        self._keeper.start()

    async def stop(self) -> None:
        """Let the port go."""
        await self._keeper.stop()

    def hurry(self) -> None:
        """Try now whether it is there."""
        self._keeper.hurry()
