"""The one crossing between the screen's thread and the engine's: commands go over, the new state comes back.

The engine thread runs the asyncio loop with all network, storage, printing and devices; the screen thread only awaits.
"""

import asyncio
import concurrent.futures
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import Bug, PosError

if TYPE_CHECKING:
    # its imports take longer than a window takes to open
    from pos_app.till.door import TillDoor
    from pos_app.till.state import TillState
else:
    TillDoor = Any

_log = logging.getLogger(__name__)

T = TypeVar("T")
MakeTill = Callable[[], Awaitable[TillDoor]]
Command = Callable[[TillDoor], Coroutine[Any, Any, T]]


class Engine(QObject):
    """A thread with the till in it.

    `state_changed` and `happened` are emitted in the engine's thread and reach the screen queued, in order.
    """

    started = Signal(object)
    """The first TillState: the till is made and takes commands."""
    failed = Signal(object)
    """The exception that the till could not be made for."""
    state_changed = Signal(object)
    happened = Signal(str, object)
    """An event's kind and details, as the till tells them."""

    def __init__(self, make_till: MakeTill, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_till = make_till
        self._loop = asyncio.new_event_loop()
        self._till: concurrent.futures.Future[TillDoor] = concurrent.futures.Future()
        self._stopped = asyncio.Event()
        self._thread = threading.Thread(target=self._main, name="engine", daemon=True)

    def start(self) -> None:
        """Start the thread; `started` or `failed` follows."""
        self._thread.start()

    async def run(self, command: Command[T]) -> T:
        """Run a command of the till in the engine's thread and wait for it on the screen's loop."""
        return await asyncio.wrap_future(self.submit(command))

    def submit(self, command: Command[T]) -> concurrent.futures.Future[T]:
        """The same for callers without a loop. Once the till has ended nobody carries it out: it is cancelled."""
        carried = self._carry_out(command)
        try:
            return asyncio.run_coroutine_threadsafe(carried, self._loop)
        except RuntimeError:
            if not self._loop.is_closed():
                raise
            carried.close()
            over: concurrent.futures.Future[T] = concurrent.futures.Future()
            over.cancel()
            return over

    async def _carry_out(self, command: Command[T]) -> T:
        till = await asyncio.wrap_future(self._till)
        try:
            return await command(till)
        except PosError:
            raise
        # the thread's border: the cashier must read something and the window must go on
        except Exception as error:
            _log.exception("a command failed in a way that was not foreseen")
            raise Bug from error

    def stop(self, timeout_s: float = 10.0) -> None:
        """Shut the till down and end the thread; what is not yet sent is on disk and is sent at the next start."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join(timeout_s)

    def _main(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._live())
        finally:
            self._loop.close()

    async def _live(self) -> None:
        await self._set_up()
        await self._stopped.wait()
        await self._shut_down()

    async def _set_up(self) -> None:
        try:
            till = await self._make_till()
        # the thread's border: the window must say why there is no till, whatever the reason
        except Exception as error:  # noqa: BLE001
            self._till.set_exception(error)
            self.failed.emit(error)
            return
        till.subscribe(self._publish)
        till.subscribe_events(self._tell)
        self._till.set_result(till)
        self.started.emit(till.state)

    async def _shut_down(self) -> None:
        if self._till.exception() is None:
            await self._till.result().shutdown()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._loop.shutdown_asyncgens()
        await self._loop.shutdown_default_executor()

    def _publish(self, state: "TillState") -> None:
        self.state_changed.emit(state)

    def _tell(self, kind: str, details: Mapping[str, Any]) -> None:
        self.happened.emit(kind, dict(details))
