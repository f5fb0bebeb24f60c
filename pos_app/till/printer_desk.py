"""The printer's commands: jobs that ask, the set-up and its trial, and what can be found."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pos_app.domain.errors import refused
from pos_app.links.discovery import Found, local_printers, network_printers
from pos_app.links.link import LinkFailed
from pos_app.printing.fitting import Fitting
from pos_app.printing.labels import prices_of
from pos_app.printing.setup import PrinterSetup
from pos_app.printing.trial import Step, Trial, try_steps
from pos_app.store.print_jobs import PrintJob
from pos_app.store.print_jobs import PrintState as PrintState  # the window draws it, and never reaches the store
from pos_app.till.core import Core

MOST_JOBS: Final = 200
OUTCOME_S: Final = 4.0
"""So long somebody is kept waiting for a word on his copy; a copy takes about two seconds at 19,200 baud."""
_WORDS: Final[Mapping[PrintState, str]] = {
    PrintState.QUEUED: "чекає",
    PrintState.PRINTING: "друкується",
    PrintState.DONE: "надруковано",
    PrintState.FAILED: "не вийшов, каса спробує ще",
    PrintState.UNKNOWN: "перервано: перевірте, чи вийшов",
    PrintState.DROPPED: "знято з друку",
}
_KINDS: Final = {
    "sale": "Чек",
    "return": "Чек повернення",
    "service": "Службовий чек",
    "withdrawal": "Видача готівки",
    "copy": "Копія чека",
    "x": "X-звіт",
    "z": "Z-звіт",
    "test": "Тестова сторінка",
    "drawer": "Скринька",
    "label": "Етикетки",
    "parked": "Відкладений чек",
}


@dataclass(frozen=True, slots=True)
class JobRow:
    """A print job in words. `asks`: it was cut off, and a person says whether it came out."""

    id: str
    kind: str
    title: str
    state: PrintState
    words: str
    at: datetime
    problem: str
    asks: bool
    number: str = ""
    """The receipt's fiscal number, where it has one."""
    total: int = 0
    """What was paid by it, kopecks: it tells receipts apart before a number does."""


class PrinterDesk:
    """Whoever is signed in settles jobs that ask; setting a printer up needs the right "settings"."""

    def __init__(self, core: Core, fitting: Fitting | None) -> None:
        self._core = core
        self._fitting = fitting

    def columns(self) -> int:
        """How many characters a line of the paper holds."""
        setup = self._fitting.setup() if self._fitting is not None else PrinterSetup()
        return setup.paper.columns

    def start(self) -> None:
        """Remember of a printer that it answers, so that its silence after the next start is told."""
        self._core.printer.on_change(self._remember)

    def _remember(self) -> None:
        lamp = self._core.printer.status
        if self._fitting is not None and lamp.answers and lamp.place:
            self._fitting.remember_answers(lamp.place)

    # jobs

    async def jobs(self, limit: int = 50) -> Sequence[JobRow]:
        """Those that ask, the oldest first; then the newest of the others."""
        self._core.need()
        most = max(1, min(limit, MOST_JOBS))
        table = self._core.store.print_jobs
        asking = table.asking(most)
        others = [job for job in table.recent(most) if job.state is not PrintState.UNKNOWN]
        return [self._row(job) for job in (*asking, *others)[:most]]

    async def outcome(self, job_id: str) -> JobRow:
        """What becomes of a job in the next seconds; one that waits longer is told as it stands. `unknown_job`."""
        self._core.need()
        job = await self._core.printer.wait_tried(job_id, OUTCOME_S)
        if job is None:
            raise refused("unknown_job")
        return self._row(job)

    async def again(self, job_id: str) -> None:
        """Print a job that was cut off, or dropped, once more."""
        job = self._job(job_id, PrintState.UNKNOWN, PrintState.DROPPED)
        self._settle(job, PrintState.QUEUED, "print.again")
        self._core.printer.wake()

    async def came_out(self, job_id: str) -> None:
        """A job that was cut off is on paper after all."""
        job = self._job(job_id, PrintState.UNKNOWN)
        self._settle(job, PrintState.DONE, "print.came_out")

    async def drop(self, job_id: str) -> None:
        """Do not print a job any more; a receipt can still be printed as a copy."""
        job = self._job(job_id, PrintState.UNKNOWN, PrintState.QUEUED, PrintState.FAILED)
        self._settle(job, PrintState.DROPPED, "print.dropped")

    def _job(self, job_id: str, *states: PrintState) -> PrintJob:
        self._core.need()
        job = self._core.store.print_jobs.by_id(job_id)
        if job is None or job.state not in states:
            raise refused("unknown_job")
        return job

    def _settle(self, job: PrintJob, state: PrintState, kind: str) -> None:
        core, at = self._core, self._core.clock.now()
        cashier = core.need()
        with core.store.transaction():
            core.store.print_jobs.set_state(job.id, state, at=None if state is PrintState.QUEUED else at)
            if state is PrintState.DONE:
                core.store.labels.printed(prices_of(job.payload), job.created_at)
            core.journal(kind, {"job": job.id, "document": job.document_id, "cashier": cashier.id})
        core.look()

    def _row(self, job: PrintJob) -> JobRow:
        title = _KINDS.get(job.kind, job.kind)
        operation = self._core.store.operations.by_id(str(job.payload.get("receipt_id") or job.document_id))
        number = (operation.fiscal_code or "") if operation is not None else ""
        if number:
            title = f"{title} № {number}"
        return JobRow(
            job.id,
            job.kind,
            title,
            job.state,
            _WORDS[job.state],
            job.created_at,
            job.problem,
            job.state is PrintState.UNKNOWN,
            number,
            operation.document.due if operation is not None and operation.document is not None else 0,
        )

    async def test_page(self) -> str:
        """Queue a test page on the printer as it is set up; → the print job."""
        self._core.need()
        job_id = self._core.new_id()
        self._core.store.print_jobs.add(PrintJob(job_id, "test", job_id, self._core.clock.now()))
        self._core.printer.wake()
        return job_id

    # the set-up

    def setup(self, *, reserve: bool = False) -> PrinterSetup:
        """How the printer, or the reserve, is set up."""
        return self._fitted().setup(reserve=reserve)

    async def set_up(self, values: Mapping[str, Any], *, reserve: bool = False) -> PrinterSetup:
        """Change the set-up; it counts from the next document on. `bad_printer` says what cannot be."""
        cashier = self._core.need("settings")
        fitting = self._fitted()
        before, after = fitting.setup(reserve=reserve), fitting.changed(values, reserve=reserve)
        self._check_apart(after, fitting.setup(reserve=not reserve))
        with self._core.store.transaction():
            fitting.keep(after, reserve=reserve)
            if before != after:
                changed = {key: value for key, value in after.as_dict().items() if before.as_dict()[key] != value}
                body = {"reserve": reserve, "changed": changed, "cashier": cashier.id}
                self._core.journal("printer.set_up", body)
        await self._core.printer.use(fitting.usual(), fitting.reserve())
        return after

    @staticmethod
    def _check_apart(printer: PrinterSetup, other: PrinterSetup) -> None:
        """A reserve that is the same device is none, and two hands at one port lose documents."""
        if printer.transport not in {"none", "file"} and (printer.transport, printer.place) == (
            other.transport,
            other.place,
        ):
            raise refused("bad_printer", "Резервний принтер має бути іншим, ніж основний.")

    async def try_out(self, values: Mapping[str, Any], *steps: Step, reserve: bool = False) -> Trial:
        """Try a set-up that is not kept yet, between two documents: test page, cut, drawer, and what it answers.

        Raises `LinkFailed` with the reason where the printer is not there.
        """
        self._core.need("settings")
        setup = self._fitted().changed(values, reserve=reserve)
        printer = self._fitted().printer(setup)
        if printer is None:
            raise refused("bad_printer", "Оберіть принтер.")
        return await self._core.printer.try_out(printer, lambda one: try_steps(one, steps))

    async def check_reserve(self) -> tuple[bool, str]:
        """Ask the reserve printer how it is, between two documents; → does it work, and why not in words."""
        self._core.need()
        printer = self._fitted().reserve()
        if printer is None:
            return False, "Резервного принтера не налаштовано."
        try:
            said = await self._core.printer.try_out(printer, lambda one: one.look())
        except LinkFailed as error:
            return False, error.message
        if said is None or not (said.answers or said.noise):
            return True, "Під'єднано. Стану він не повідомляє."
        return not said.obstacle, said.sentence or "Відповідає, друкувати може."

    async def find(self, *, network: bool = False) -> Sequence[Found]:
        """What may be a printer on this computer; with `network` on the shop's own network instead."""
        self._core.need("settings")
        if network:
            return await network_printers()
        return await asyncio.to_thread(local_printers)

    def _fitted(self) -> Fitting:
        if self._fitting is None:
            raise refused("not_available")
        return self._fitting
