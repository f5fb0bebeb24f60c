"""The print queue: one worker, jobs from the disk in order; a sale never waits for paper and none is lost.

A job cut off midway is UNKNOWN: it is not printed again by itself, since paper may already lie there. A link that is
whole or nothing (a file) may simply write it again.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pos_app.domain.errors import Bug, PosError
from pos_app.links.link import Link, LinkFailed
from pos_app.printing.documents import document_layout, receipt_of
from pos_app.printing.escpos import PaperProfile, to_escpos
from pos_app.printing.layout import Layout, Qr
from pos_app.store.print_jobs import PrintJob, PrintState
from pos_app.store.till_store import TillStore

_PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
"""How long to leave a failing printer alone before the next try."""
_RECEIPTS: Final = frozenset({"sale", "return", "copy"})


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """How this shop prints. `atomic`: the link writes a document whole or not at all (a file)."""

    profile: PaperProfile
    open_drawer: bool = True
    pin: int = 2
    atomic: bool = False


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """`state`: none, unknown, ok, printing, failed; `waiting`: jobs queued or in progress; `problem` in words."""

    state: str
    waiting: int
    problem: str = ""


class PrintQueue:
    """Prints what lies in store.print_jobs. `link` None: no printer is set up, jobs are settled without paper."""

    def __init__(
        self,
        store: TillStore,
        link: Link | None,
        settings: PrinterSettings,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        on_event: Callable[[str, PrintJob], None] = lambda _kind, _job: None,
    ) -> None:
        self._store = store
        self._link = link
        self._settings = settings
        self._now = now
        self._new_id = new_id
        self._on_event = on_event
        self._state = "none" if link is None else "unknown"
        self._problem = ""
        self._wake = asyncio.Event()
        self._printed = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    @property
    def status(self) -> QueueStatus:
        """The lamp."""
        return QueueStatus(self._state, self._store.print_jobs.waiting(), self._problem)

    async def start(self) -> None:
        """Settle what a crash cut off, then print what waits."""
        for job in self._store.print_jobs.open():
            if job.state is PrintState.PRINTING:
                self._after_crash(job)
        self._task = asyncio.create_task(self._run(), name="print queue")

    async def stop(self) -> None:
        """Finish the document in the printer, leave the rest on disk."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._link is not None:
            self._link.close()

    def wake(self) -> None:
        """A job was added."""
        self._wake.set()

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

    async def open_drawer(self, reason: str) -> None:
        """Open the drawer without a sale; the reason is journalled with the job."""
        at = self._now()
        job = PrintJob(self._new_id(), "drawer", self._new_id(), at, {"reason": reason}, open_drawer=True)
        with self._store.transaction():
            self._store.print_jobs.add(job)
            self._store.journal.append(at, "drawer.open", {"reason": reason, "job": job.id})
        self.wake()

    def _after_crash(self, job: PrintJob) -> None:
        state = PrintState.QUEUED if self._settings.atomic else PrintState.UNKNOWN
        self._store.print_jobs.set_state(job.id, state, problem="Друк перервано: перевірте, чи вийшов чек.")

    async def _run(self) -> None:
        failures = 0
        while True:
            self._wake.clear()
            job = next(iter(self._store.print_jobs.open()), None)
            if job is None:
                await self._announce()
                await self._wake.wait()
                failures = 0
            elif await self._print(job):
                failures = 0
                await self._announce()
            else:
                pause = _PAUSES_S[min(failures, len(_PAUSES_S) - 1)]
                failures += 1
                await self._announce()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), pause)

    async def _announce(self) -> None:
        async with self._printed:
            self._printed.notify_all()

    async def _print(self, job: PrintJob) -> bool:
        """Print one job; → whether the next may follow at once."""
        self._store.print_jobs.set_state(job.id, PrintState.PRINTING)
        self._state = "printing" if self._link else "none"
        number = self._number(job)
        try:
            layout = document_layout(job, self._store, open_drawer=self._settings.open_drawer, pin=self._settings.pin)
            if self._link is not None and layout:
                data = await asyncio.to_thread(to_escpos, layout, self._settings.profile)
                await asyncio.to_thread(self._link.send, data, f"{job.n:06d}-{job.kind}-{job.id}")
        except LinkFailed as error:
            self._failed(job, error, PrintState.UNKNOWN if error.unsure else PrintState.FAILED)
            return error.unsure
        except PosError as error:
            # the document itself cannot be printed: it must not hold up those behind it
            self._failed(job, error, PrintState.UNKNOWN)
            return True
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            self._failed(job, Bug(f"Документ не вдалося підготувати до друку: {error}"), PrintState.UNKNOWN)
            return True
        self._settle(job, layout, number)
        self._state, self._problem = ("ok" if self._link else "none"), ""
        self._on_event("print.done", job)
        return True

    def _number(self, job: PrintJob) -> str | None:
        """The number that a receipt's paper is about to carry."""
        row = self._store.operations.by_id(receipt_of(job)) if job.kind in _RECEIPTS else None
        return row.fiscal_code if row else None

    def _settle(self, job: PrintJob, layout: Layout, number: str | None) -> None:
        """The job is done; of a receipt it is kept what its paper shows, a paper without QR may be worth a copy."""
        with self._store.transaction():
            self._store.print_jobs.set_state(job.id, PrintState.DONE, at=self._now())
            if number is not None:
                with_qr = self._link is None or any(isinstance(block, Qr) for block in layout)
                self._store.reprints.printed(job.id, receipt_of(job), number, with_qr=with_qr)

    def _failed(self, job: PrintJob, error: PosError, state: PrintState) -> None:
        self._store.print_jobs.set_state(job.id, state, at=self._now(), problem=error.message)
        first = not self._problem
        self._state, self._problem = "failed", error.message
        if first:
            self._on_event("print.failed", job)
