"""Ask again after a failure that passes by itself: a few times, later each time, never sooner than the server wants."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from pos_app.domain.errors import Unreachable
from pos_app.smartkasa import SmartKasaError

R = TypeVar("R")

TRIES: Final = 4
FIRST_WAIT_S: Final = 1.0
LONGEST_WAIT_S: Final = 60.0
"""A server that wants to be left alone for longer than this ends the work for now."""


class Patience:
    """Counts every request it makes. `pause` waits so many seconds; `chance` gives numbers from 0 to 1."""

    def __init__(
        self,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
        tries: int = TRIES,
    ) -> None:
        self._pause = pause
        self._chance = chance
        self._tries = tries
        self.requests = 0

    async def ask(self, call: Callable[[], Awaitable[R]]) -> R:
        """The answer to a call, tried up to four times (`tries`). Raises what the last try raised."""
        for tries in range(1, self._tries):
            self.requests += 1
            try:
                return await call()
            except SmartKasaError as error:
                wait = self._wait(tries, error)
                if wait is None:
                    raise
            await self._pause(wait)
        self.requests += 1
        return await call()

    def _wait(self, tries: int, error: SmartKasaError) -> float | None:
        """Seconds until the next try: doubling, spread by chance; None when no try would help soon."""
        if not isinstance(error, Unreachable) or (error.retry_after or 0.0) > LONGEST_WAIT_S:
            return None
        spread = FIRST_WAIT_S * (1 << (tries - 1)) * (0.5 + self._chance())
        return max(spread, error.retry_after or 0.0)
