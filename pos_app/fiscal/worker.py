"""The sender loop: feeds events to the machine, writes what it decides in one transaction, then acts."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pos_app.checkbox.models.register import Register
from pos_app.domain.errors import Bug, PosError, Refused, refused
from pos_app.domain.receipt import FiscalStamp
from pos_app.fiscal import effects as d
from pos_app.fiscal import events as e
from pos_app.fiscal.clock import Instant
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.ledger import Ledger
from pos_app.fiscal.machine import decide
from pos_app.fiscal.queueing import admission
from pos_app.fiscal.reading import register_seen
from pos_app.fiscal.state import Pending, State
from pos_app.fiscal.trouble import Kept, Stopped, sent_back
from pos_app.store.operations import Operation

logger = logging.getLogger(__name__)

DISK_RETRY_S: Final = 1.0
"""How soon an answer is written again when the disk would not take it; nothing is decided meanwhile."""

Make = Callable[[Instant], e.Event]


@dataclass(frozen=True, slots=True)
class Times:
    """Where time comes from: the wall clock, a clock that only goes forward, and waiting."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def instant(self) -> Instant:
        """This moment by both clocks."""
        return Instant(self.now(), self.monotonic())


class Worker:
    """The one sender. `state` is what the machine holds; `trouble` the disk's last complaint."""

    def __init__(self, state: State, ledger: Ledger, courier: Courier, times: Times) -> None:
        self.state = state
        self.trouble: PosError | None = None
        self.on_change: Callable[[], None] = lambda: None
        self.on_register: Callable[[Register], None] = lambda _register: None
        self.on_settled: Callable[[str], None] = lambda _id: None
        self._ledger = ledger
        self._courier = courier
        self._times = times
        self._inbox: asyncio.Queue[Make] = asyncio.Queue()
        self._waiters: dict[str, asyncio.Future[FiscalStamp | None]] = {}
        self._watchers: set[asyncio.Future[None]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._posting: dict[str, asyncio.Task[None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._in_hand: Make | None = None
        self._loop: asyncio.Task[None] | None = None

    # life

    def start(self, quiet_s: float) -> None:
        """Begin the loop; whatever was under way when the program ended is asked for first."""
        self._loop = asyncio.ensure_future(self._run())
        self._loop.add_done_callback(self._ended)
        self.put(lambda now: e.Resumed(now, quiet_s))

    async def stop(self) -> None:
        """End the loop and everything it began; whoever waits is told that his receipt is kept."""
        if self._timer is not None:
            self._timer.cancel()
        tasks = [task for task in (self._loop, *self._tasks) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._courier.end()
        self._fail_waiters(Kept())

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A loop that dies of a fault of ours leaves nobody waiting for ever."""
        if not task.cancelled() and task.exception() is not None:
            logger.error("the fiscal loop has died", exc_info=task.exception())
            self.trouble = Bug()
            self._fail_waiters(Bug())
            self.on_change()

    def _fail_waiters(self, error: PosError) -> None:
        for waiter in self._waiters.values():
            if not waiter.done():
                waiter.set_exception(error)
        self._waiters.clear()

    # events in

    def put(self, make: Make) -> None:
        """Let the loop take an event as soon as it is free."""
        self._inbox.put_nowait(make)

    async def _run(self) -> None:
        while True:
            self._in_hand = await self._inbox.get()
            while not self._taken(self._in_hand):
                await self._times.sleep(DISK_RETRY_S)
            self._in_hand = None

    def _taken(self, make: Make) -> bool:
        """Was the event decided and written? A full disk must not lose an answer: it is offered again."""
        try:
            self.handle(make(self._times.instant()))
        except Refused as error:
            logger.error("cannot write: %s", error.code)
            self.trouble = error
            self.on_change()
            return False
        return True

    def handle(self, event: e.Event, *, new: Operation | None = None, also: Callable[[], None] | None = None) -> None:
        """Decide, write, act. Raises what the store or `also` raises; then nothing has changed."""
        decision = decide(self.state, event)
        self._ledger.apply(decision.writes, event.now.wall, new=new, also=also)
        self.state = decision.state
        self.trouble = None
        for effect in decision.effects:
            self._perform(effect)
        self._wake_watchers()

    def submit(
        self, row: Operation, item: Pending, also: Callable[[], None] | None = None
    ) -> "asyncio.Future[FiscalStamp | None]":
        """A new operation: on disk when this returns, settled when the future is. Raises when it may not join."""
        if self._loop is None or self._loop.done():
            raise Bug("Фіскальний модуль зупинено.")
        now = self._times.instant()
        refusal = admission(self.state, item.kind, now, online=item.online)
        if refusal is not None:
            raise refused(refusal.code, refusal.message)
        waiter = self.wait_for(item.id)
        try:
            self.handle(e.Submitted(now, item), new=row, also=also)
        except BaseException:
            self._waiters.pop(item.id, None)
            raise
        return waiter

    def wait_for(self, operation_id: str) -> "asyncio.Future[FiscalStamp | None]":
        """A future for an operation that is in the line already."""
        known = self._waiters.get(operation_id)
        if known is not None and not known.done():
            return known
        waiter: asyncio.Future[FiscalStamp | None] = asyncio.get_running_loop().create_future()
        self._waiters[operation_id] = waiter
        return waiter

    async def until(self, holds: Callable[[State], bool], timeout_s: float) -> bool:
        """Wait until the state is so; False when time is up."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while not holds(self.state):
                    watcher: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._watchers.add(watcher)
                    await watcher
        return holds(self.state)

    def _wake_watchers(self) -> None:
        for watcher in self._watchers:
            if not watcher.done():
                watcher.set_result(None)
        self._watchers.clear()

    # effects out

    def _perform(self, effect: d.Effect) -> None:
        match effect:
            case d.SendOperation(id, attempt):
                self._posting[id] = self._spawn(self._send(id, attempt))
            case d.Abandon(id):
                self._abandon(id)
            case d.WakeAt(mono):
                self._wake_at(mono)
            case d.Publish():
                self.on_change()
            case d.Settled(id):
                self._settle(id, self._ledger.row(id).stamp)
                self.on_settled(id)
            case d.ReturnToBasket(id, refusal):
                self._settle(id, sent_back(refusal))
            case d.Kept(id, refusal):
                self._settle(id, Kept(refusal.message, code=refusal.code))
            case d.Stopped(id, refusal):
                self._settle(id, Stopped(refusal.message, code=refusal.code))
            case _:
                self._spawn(self._errand(effect))

    def _settle(self, operation_id: str, outcome: FiscalStamp | PosError | None) -> None:
        waiter = self._waiters.pop(operation_id, None)
        if waiter is None or waiter.done():
            return
        if isinstance(outcome, PosError):
            waiter.set_exception(outcome)
        else:
            waiter.set_result(outcome)

    def _abandon(self, operation_id: str) -> None:
        task = self._posting.pop(operation_id, None)
        if task is not None:
            task.cancel()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None and self._loop is not None:
            logger.error("a fiscal errand has died", exc_info=task.exception())
            self._loop.cancel()
            self.trouble = Bug()
            self._fail_waiters(Bug())

    def _wake_at(self, mono: float) -> None:
        """One alarm at a time: the earliest moment that the machine named last."""
        if self._timer is not None:
            self._timer.cancel()
        wait = max(0.0, mono - self._times.monotonic())
        self._timer = asyncio.get_running_loop().call_later(wait, self._ring)

    def _ring(self) -> None:
        self._timer = None
        self.put(e.Woke)

    async def _send(self, operation_id: str, attempt: int) -> None:
        reply = await self._courier.send(self._ledger.row(operation_id))
        self._posting.pop(operation_id, None)
        self.put(lambda now: e.Posted(now, operation_id, attempt, reply))

    async def _errand(self, effect: d.Effect) -> None:
        courier = self._courier
        match effect:
            case d.AskReceipt(id) | d.PollReceipt(id):
                reply = await courier.ask(self._ledger.row(id))
                self.put(lambda now: e.Asked(now, id, reply))
            case d.ReadShift(id):
                opened, paper = await courier.open_shift_there()
                self.put(lambda now: e.ShiftSeen(now, id, opened, paper))
            case d.SignInAgain():
                ok = await courier.sign_in()
                self.put(lambda now: e.SignedIn(now, ok))
            case d.CheckSignature():
                online = await courier.signature_is_on()
                self.put(lambda now: e.SignatureSeen(now, online))
            case d.GoOnline():
                taken = await courier.go_online()
                self.put(lambda now: e.WentOnline(now, taken))
            case d.GoOffline(date, code):
                reply = await courier.go_offline(date, code)
                self.put(lambda now: e.WentOffline(now, reply))
            case d.Ping():
                alive = await courier.ping()
                self.put(lambda now: e.Pinged(now, alive))
            case d.ReadCodes(with_codes, sending):
                seen = await courier.before_drain(with_codes, sending)
                free, complete, last, instead = seen
                self.put(lambda now: e.CodesSeen(now, free, complete, last, instead))
            case d.AskCodes(count):
                await courier.ask_codes(count)
                self.put(e.CodesAsked)
            case d.ListCodes():
                codes, complete = await courier.codes()
                self.put(lambda now: e.CodesListed(now, codes, complete))
            case d.ReadInfo():
                await self._read_info()

    async def _read_info(self) -> None:
        found = await self._courier.look()
        if isinstance(found, e.Reply):
            instead = found
            self.put(lambda now: e.InfoSeen(now, None, instead))
            return
        try:
            self.on_register(found)
        except Refused as error:
            logger.error("the register's own data cannot be written: %s", error.code)
        seen = register_seen(found)
        self.put(lambda now: e.InfoSeen(now, seen))
