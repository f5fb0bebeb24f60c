"""Waiting for something to become true of the till, with a time limit and without looking again and again."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any


class Waiting:
    """Those who wait are woken by every change; after `end` nobody waits any longer."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()
        self._ended = False

    def wake(self) -> None:
        """Something has changed: let everyone look again."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    def end(self) -> None:
        """The till is shutting down."""
        self._ended = True
        self.wake()

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        """Wait until it is so; → whether it is."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while not holds() and not self._ended:
                    await self._change()
        return holds()

    async def _change(self) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        await waiter

    async def unless_ended(self, question: Coroutine[Any, Any, bool]) -> bool:
        """The answer to a question that takes its time; False when the till shuts down first."""
        asked = asyncio.ensure_future(question)
        ended = asyncio.ensure_future(self._end())
        await asyncio.wait({asked, ended}, return_when=asyncio.FIRST_COMPLETED)
        for task in (asked, ended):
            task.cancel()
        await asyncio.gather(asked, ended, return_exceptions=True)
        return not asked.cancelled() and asked.result()

    async def _end(self) -> None:
        while not self._ended:
            await self._change()
