"""The print queue: one worker, jobs from the disk in order; a sale never waits for paper and none is lost.

A job cut off midway is UNKNOWN: it is not printed again by itself, since paper may already lie there. A link that is
whole or nothing (a file) may simply write it again. Rendering and the device have a thread of their own.
"""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Final, TypeVar

from pos_app.domain.errors import Bug, PosError
from pos_app.domain.said import sentence
from pos_app.links.link import LinkFailed
from pos_app.printing.bench import Bench
from pos_app.printing.condition import QueueStatus
from pos_app.printing.documents import document_layout, receipt_of
from pos_app.printing.escpos import to_escpos
from pos_app.printing.labels import prices_of
from pos_app.printing.layout import Layout, Qr
from pos_app.printing.printer import Printer
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob, PrintState
from pos_app.store.till_store import TillStore

_PAUSES_S: Final = (1.0, 2.0, 3.0, 5.0)
"""How long to leave a failing printer alone before the next try."""
_POLL_S: Final = 10.0
"""How often an idle printer is asked how it is: the lamp warns before the sale."""
_SOON_S: Final = 1.0
"""So soon it is asked again while its drawer stands open or somebody changes its paper."""
_HEAR_S: Final = 0.25
"""So often an idle printer that tells by itself is heard."""
_PULSE_LASTS: Final = timedelta(minutes=5)
"""A document older than that opens no drawer: its cash was given and taken, and nobody may stand there."""
_PATIENCE_S: Final = 3.0
"""How long a stop waits for the document that is being printed."""
_RECEIPTS: Final = frozenset({"sale", "return", "withdrawal", "copy"})
T = TypeVar("T")


class PrintQueue:
    """Prints what lies in store.print_jobs. `printer` None: none is set up, jobs are settled without paper.

    `reserve` takes what the printer does not print. `on_change` is called when the picture of the printer is another.
    """

    def __init__(
        self,
        store: TillStore,
        printer: Printer | None,
        *,
        reserve: Printer | None = None,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        on_event: Callable[[str, PrintJob], None] = lambda _kind, _job: None,
    ) -> None:
        self._store = store
        self._now = now
        self._new_id = new_id
        self._on_event = on_event
        self._bench = Bench(printer, reserve, now=now)
        self._wake = asyncio.Event()
        self._printed = asyncio.Condition()
        self._device = asyncio.Lock()
        self._hands = ThreadPoolExecutor(1, "printer")
        self._task: asyncio.Task[None] | None = None
        self._ending = False
        self._begun = False
        self._unwritten: Callable[[], None] | None = None
        self._listeners: list[Callable[[], None]] = []

    @property
    def status(self) -> QueueStatus:
        """The lamp."""
        jobs = self._store.print_jobs
        return self._bench.status(jobs.waiting(), jobs.count_asking())

    def on_change(self, listener: Callable[[], None]) -> None:
        """Hear of every change of the printer that no job brought."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """Settle what a crash cut off, then print what waits."""
        for job in self._store.print_jobs.open():
            if job.state is PrintState.PRINTING:
                self._after_crash(job)
        self._task = asyncio.create_task(self._run(), name="print queue")

    async def stop(self) -> None:
        """Finish the document in the printer, or cut it off where it hangs; leave the rest on disk."""
        self._ending = True
        self._wake.set()
        if self._task is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(self._task), _PATIENCE_S)
            self._bench.cancel()
            with contextlib.suppress(TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(self._task, _PATIENCE_S)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._by_hand(self._bench.close), _PATIENCE_S)
        self._hands.shutdown(wait=False, cancel_futures=True)

    def wake(self) -> None:
        """A job was added."""
        self._wake.set()

    async def use(self, printer: Printer | None, reserve: Printer | None = None) -> None:
        """From now on print on another one; what waits comes out there."""
        async with self._device:
            await self._by_hand(self._bench.close)
            self._bench = Bench(printer, reserve, now=self._now)
        self._changed()
        self._wake.set()

    async def try_out(self, printer: Printer, work: Callable[[Printer], T]) -> T:
        """Do something with a printer that is being set up, between two documents; it is let go afterwards."""
        async with self._device:
            await self._by_hand(self._bench.close)
            try:
                return await self._by_hand(lambda: work(printer))
            finally:
                await self._by_hand(printer.close)

    async def wait_printed(self, timeout_s: float) -> bool:
        """True once no job is queued or in progress; False when the time is up first."""

        async def settled() -> None:
            async with self._printed:
                await self._printed.wait_for(lambda: self._store.print_jobs.waiting() == 0)

        try:
            await asyncio.wait_for(settled(), timeout_s)
        except TimeoutError:
            return False
        return True

    async def wait_tried(self, job_id: str, timeout_s: float) -> PrintJob | None:
        """Until the job came out, or it is known why not, or the time is up; → the job as it is then."""

        def tried() -> bool:
            job = self._store.print_jobs.by_id(job_id)
            return job is None or job.state not in {PrintState.QUEUED, PrintState.PRINTING}

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s), self._printed:
                await self._printed.wait_for(tried)
        return self._store.print_jobs.by_id(job_id)

    async def open_drawer(self, reason: str) -> None:
        """Open the drawer without a sale; the reason is journalled with the job."""
        at = self._now()
        job = PrintJob(self._new_id(), "drawer", self._new_id(), at, {"reason": reason}, open_drawer=True)
        with self._store.transaction():
            self._store.print_jobs.add(job)
            self._store.journal.append(at, "drawer.open", {"reason": reason, "job": job.id})
        self.wake()

    async def _by_hand(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._hands, work)

    def _after_crash(self, job: PrintJob) -> None:
        state = PrintState.QUEUED if self._bench.atomic else PrintState.UNKNOWN
        self._store.print_jobs.set_state(job.id, state, problem="Друк перервано: перевірте, чи вийшов чек.")

    # the worker

    async def _run(self) -> None:
        failures = 0
        while not self._ending:
            self._wake.clear()
            try:
                more = await self._step()
            except PosError as error:
                # the disk does not take what has to be known of a job: nothing is printed until it does
                self._bench.failed(error)
                more = False
            await self._announce()
            if more is None:
                failures = 0
            elif not more:
                pause = _PAUSES_S[min(failures, len(_PAUSES_S) - 1)]
                failures += 1
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._wake.wait()
            else:
                failures = 0

    async def _step(self) -> bool | None:
        """Print the next job; → whether the next may follow at once, None when there was none."""
        if self._unwritten is not None:
            self._unwritten()
            self._unwritten = None
        job = next(iter(self._store.print_jobs.open()), None)
        if job is None:
            await self._idle()
            return None
        async with self._device:
            return await self._print(job)

    async def _idle(self) -> None:
        """Wait for work; meanwhile the printer is asked how it is."""
        await self._announce()
        loop = asyncio.get_running_loop()
        pause = self._next_look_s()
        until = None if pause is None else loop.time() + pause
        while not await self._woken(until):
            if until is None or loop.time() >= until:
                await self._look()
                return
            if await self._by_device(self._bench.hear):
                self._changed()
                until = min(until, loop.time() + (self._next_look_s() or 0.0))

    async def _woken(self, until: float | None) -> bool:
        """Wait for work until then, no longer than a printer that speaks up may be left unheard; → is there any?"""
        left = None if until is None else max(0.0, until - asyncio.get_running_loop().time())
        if left is not None and self._bench.listens:
            left = min(left, _HEAR_S)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(left):
                await self._wake.wait()
        return self._wake.is_set()

    async def _look(self) -> None:
        before = self.status
        await self._by_device(self._bench.look)
        if self.status != before:
            self._changed()

    async def _by_device(self, work: Callable[[], T]) -> T:
        async with self._device:
            return await self._by_hand(work)

    def _next_look_s(self) -> float | None:
        """When an idle printer is asked again; at once where it never was: the lamp must not wait for a sale."""
        if not self._bench.can_be_asked:
            return None
        if not self._bench.was_asked:
            return 0.0
        return min(_SOON_S, _POLL_S) if self._bench.is_being_handled else _POLL_S

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()

    async def _announce(self) -> None:
        async with self._printed:
            self._printed.notify_all()

    async def _print(self, job: PrintJob) -> bool:
        """Print one job; → whether the next may follow at once."""
        shown, self._begun = self._shown(job), False
        try:
            layout = self._layout(job)
            if not await self._put_out(job, layout):
                return True
        except LinkFailed as error:
            self._failed(job, error, PrintState.UNKNOWN if error.unsure else PrintState.FAILED)
            if not error.unsure and job.kind != "drawer":
                await self._open_drawer_meanwhile()
            return error.unsure
        except PosError as error:
            # the document itself cannot be printed: it must not hold up those behind it
            self._failed(job, error, PrintState.UNKNOWN)
            return True
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            self._failed(
                job, Bug(sentence("Документ не вдалося підготувати до друку: {why}", why=error)), PrintState.UNKNOWN
            )
            return True
        self._bench.printed(job.kind, opens_drawer=self._opens_drawer(job))
        self._write(lambda: self._settle(job, layout, shown))
        self._on_event("print.done", job)
        return True

    def _layout(self, job: PrintJob) -> Layout:
        setup = self._bench.setup
        return document_layout(
            job,
            self._store,
            open_drawer=setup.open_drawer and self._opens_drawer(job),
            pin=setup.drawer_pin,
            copies=setup.copies,
            columns=setup.paper.columns,
        )

    def _opens_drawer(self, job: PrintJob) -> bool:
        """Is its pulse still to go out? A receipt that Checkbox confirmed late has a young job and an old sale."""
        if not job.open_drawer:
            return False
        receipt = self._store.operations.by_id(receipt_of(job))
        return self._now() - (receipt.sold_at if receipt is not None else job.created_at) <= _PULSE_LASTS

    async def _put_out(self, job: PrintJob, layout: Layout) -> bool:
        """On the printer, or on the reserve; before the first byte leaves, the disk knows that it may have.

        → False where somebody took it off while the printer was asked: nothing leaves then.
        """
        printer = await self._by_hand(lambda: self._bench.choose(job.kind)) if layout else None
        if self._bench.reserve_used and self._opens_drawer(job):
            await self._open_drawer_meanwhile()
        if self._is_dropped(job):
            self._bench.spared()
            return False
        self._store.print_jobs.set_state(job.id, PrintState.PRINTING)
        self._begun = True
        if printer is None:
            return True
        name = f"{job.n:06d}-{job.kind}-{job.id}"

        def work() -> None:
            data = to_escpos(layout, printer.paper)
            if job.kind == "drawer":
                printer.send(data, name)
            else:
                printer.print(data, name)

        await self._by_hand(work)
        return True

    def _is_dropped(self, job: PrintJob) -> bool:
        """A person's word counts, given while the printer was asked too."""
        now = self._store.print_jobs.by_id(job.id)
        return now is not None and now.state is PrintState.DROPPED

    async def _open_drawer_meanwhile(self) -> None:
        """Change must be given though there is no paper: the pulse goes out of turn, one for all that wait by now.

        So it does where the reserve prints: the drawer hangs on the usual printer alone. Paper that
        comes later brings no pulse: nobody may stand at the drawer then.
        """
        waiting = [job for job in self._store.print_jobs.open() if self._opens_drawer(job)]
        if not waiting or not await self._by_hand(self._bench.open_drawer_now):
            return
        with self._store.transaction():
            for job in waiting:
                self._store.print_jobs.drawer_opened(job.id)
                if job.kind == "drawer":
                    self._store.print_jobs.set_state(job.id, PrintState.DONE, at=self._now())

    def _shown(self, job: PrintJob) -> Operation | None:
        """The receipt as its paper is about to show it."""
        return self._store.operations.by_id(receipt_of(job)) if job.kind in _RECEIPTS else None

    def _settle(self, job: PrintJob, layout: Layout, shown: Operation | None) -> None:
        """The job is done; of a receipt it is kept what its paper shows, a paper without QR may be worth a copy."""
        with self._store.transaction():
            self._store.print_jobs.set_state(job.id, PrintState.DONE, at=self._now())
            self._store.labels.printed(prices_of(job.payload), job.created_at)
            if shown is not None and shown.fiscal_code is not None:
                with_qr = self._bench.is_empty or any(isinstance(block, Qr) for block in layout)
                self._store.reprints.printed(job.id, shown.id, shown.fiscal_code, shown.digest, with_qr=with_qr)

    def _failed(self, job: PrintJob, error: PosError, state: PrintState) -> None:
        first = self._bench.failed(error)
        if self._begun or ((job.state, job.problem) != (state, error.message) and not self._is_dropped(job)):
            at = self._now()
            self._write(lambda: self._store.print_jobs.set_state(job.id, state, at=at, problem=error.message))
        if first:
            self._on_event("print.failed", job)

    def _write(self, work: Callable[[], None]) -> None:
        """Write what became of a job; while the disk does not take it, no other job is looked at."""
        self._unwritten = work
        work()
        self._unwritten = None
