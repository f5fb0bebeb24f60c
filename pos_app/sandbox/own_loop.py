"""Simulated devices live on a loop in a thread of their own; whoever touches them does it there."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def run_there(loop: asyncio.AbstractEventLoop | None, work: Callable[[], Result], timeout_s: float) -> Result:
    """Call `work` in the loop's thread and wait for what it returns or raises."""
    assert loop is not None

    async def inside() -> Result:
        return work()

    return asyncio.run_coroutine_threadsafe(inside(), loop).result(timeout_s)
