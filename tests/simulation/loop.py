"""An asyncio loop whose time passes only when everybody sleeps: a day goes by in milliseconds, always the same way."""

import asyncio
import selectors
from collections.abc import Callable
from typing import Any


class _NoSockets(selectors.DefaultSelector):
    """Looks at no socket: whatever the loop would sleep is added to the clock, with no call to the system."""

    def __init__(self) -> None:
        super().__init__()
        self.elapsed = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("nothing will ever happen: everybody waits")
        # a microsecond for every turn: real time never stands still, and a timer cut short by rounding must not spin
        self.elapsed += max(timeout, 0.0) + 1e-6
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """The loop of one simulated shop. Work handed to threads is done at once: a real thread takes real time."""

    def __init__(self) -> None:
        self.leaping = _NoSockets()
        super().__init__(self.leaping)

    def time(self) -> float:
        return self.leaping.elapsed

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - carried to whoever awaits, as an executor does
            done.set_exception(error)
        return done
