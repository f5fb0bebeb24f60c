"""A copy of till.db after each closed shift: in a worker thread, and never in the way of the close."""

import asyncio
import logging

from pos_app.domain.errors import PosError
from pos_app.till.core import Core

logger = logging.getLogger(__name__)


class BackupDesk:
    """Begins a backup and says when it failed; the next close tries again."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        """Copy what is on disk now; returns at once."""
        task = asyncio.ensure_future(self._back_up())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def catch_up(self) -> None:
        """At start: make the copy that a power cut or a full disk kept from being made."""
        if self._core.store.lacks_backup():
            self.begin()

    async def settled(self) -> None:
        """Return when no backup is under way: the store may be closed."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def _back_up(self) -> None:
        try:
            await asyncio.to_thread(self._core.store.back_up, self._core.clock.now())
        except PosError as error:
            logger.warning("no backup was made: %s", error.code)
            self._core.events.tell("backup.failed", {"code": error.code, "message": error.message})
