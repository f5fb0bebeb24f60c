"""One receipt for one request, however often it is asked for while the first is under way."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from pos_app.till.state import ReceiptView


class Once:
    """The requests that are under way. What has ended is told from the disk by whoever asks."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[ReceiptView]] = {}

    async def run(self, request_id: str, begin: Callable[[], Coroutine[Any, Any, ReceiptView]]) -> ReceiptView:
        """The answer of the request that runs, or that of a new one. It goes on where a caller goes away."""
        running = self._running.get(request_id)
        if running is None:
            running = asyncio.ensure_future(begin())
            self._running[request_id] = running
            running.add_done_callback(lambda task: self._ended(request_id, task))
        return await asyncio.shield(running)

    def _ended(self, request_id: str, task: "asyncio.Task[ReceiptView]") -> None:
        del self._running[request_id]
        if not task.cancelled():
            # a caller that went away must not turn a refusal into a warning
            task.exception()
