"""What the engine looks after beside the documents: every ten minutes, and when Checkbox goes offline or comes back."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from pos_app.domain.errors import Refused
from pos_app.domain.register import Mode
from pos_app.fiscal.rules import FIRST_LOOK_S, UPKEEP_EVERY_S
from pos_app.fiscal.worker import Times

logger = logging.getLogger(__name__)


class Upkeep:
    """Runs the duties one after the other; each looks for itself whether it has anything to do."""

    def __init__(self, duties: Sequence[Callable[[], Awaitable[None]]], times: Times) -> None:
        self._duties = duties
        self._times = times
        self._mode: Mode | None = None
        self._back = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Start looking."""
        self._task = asyncio.ensure_future(self._run())

    async def end(self) -> None:
        """Stop."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def mode_is(self, mode: Mode) -> None:
        """The register's mode, whenever it may have changed: back from offline everything is looked at."""
        back = self._mode is Mode.RETURNING and mode in {Mode.ONLINE, Mode.NO_SHIFT}
        if back or (mode is Mode.AUTO_OFFLINE) != (self._mode is Mode.AUTO_OFFLINE):
            self._back.set()
        self._mode = mode

    async def _run(self) -> None:
        pause = FIRST_LOOK_S
        while True:
            await self._until_due(pause)
            pause = UPKEEP_EVERY_S
            for duty in self._duties:
                try:
                    await duty()
                except Refused as error:
                    logger.error("a finding cannot be written: %s", error.code)

    async def _until_due(self, pause: float) -> None:
        parts = [asyncio.ensure_future(self._times.sleep(pause)), asyncio.ensure_future(self._back.wait())]
        try:
            await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for part in parts:
                part.cancel()
        self._back.clear()
