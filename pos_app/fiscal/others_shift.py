"""A shift that another cashier has opened on this register: is it over at Checkbox, and closing it by its id.

Neither is a document of the line: only Checkbox can close it, nothing of it is ever stamped, and asked twice it closes
once.
"""

from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from pos_app.checkbox.errors import AnswerClass, CheckboxError
from pos_app.checkbox.models.shift import Shift
from pos_app.checkbox.models.words import ShiftStatus
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.said import sentence
from pos_app.fiscal import events as e
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.ledger import Ledger
from pos_app.fiscal.offline import STAMPING_MODES
from pos_app.fiscal.reading import report_dict, shift_paper
from pos_app.fiscal.reckoning import Reckoning
from pos_app.fiscal.rules import FIRST_POLL_S
from pos_app.fiscal.worker import Times, Worker
from pos_app.store.print_jobs import PrintJob

CLOSING_WORDS: Final = sentence("Checkbox ще закриває зміну. Спробуйте ще раз.")
_PERHAPS: Final = frozenset({AnswerClass.AMBIGUOUS, AnswerClass.NOT_OPEN})
"""It may be closed all the same: the shift itself tells."""


class OthersShift:
    """Works with the token of whoever is signed in."""

    def __init__(self, worker: Worker, courier: Courier, ledger: Ledger, times: Times, reckoning: Reckoning) -> None:
        self._worker = worker
        self._courier = courier
        self._store = ledger.store
        self._times = times
        self._reckoning = reckoning

    async def is_over(self) -> bool:
        """Has it been closed at Checkbox? Then it is over here too. False also where nobody can say."""
        shift = self._worker.state.shift
        if shift is None:
            return True
        if not self._rests():
            return False
        try:
            found: Shift | None = await self._read(shift.id)
        except CheckboxError as error:
            if error.answer is not AnswerClass.NOT_FOUND:
                return False
            # whoever may not see another's shift still sees whether the register has one
            info = await self._courier.info()
            if info is None or info.has_shift:
                return False
            found = None
        if found is not None and found.status != ShiftStatus.CLOSED:
            return False
        self._over(shift.id, found)
        return True

    async def close(self) -> dict[str, Any]:
        """Close it by its id; → the Z report as received, which is printed and held against our sums.

        Raises `Unreachable` while Checkbox is not reached or something of the shift is unsettled, else what it answers.
        """
        shift = self._worker.state.shift
        if shift is None:
            raise refused("shift_not_open")
        if not self._rests():
            raise Unreachable()
        try:
            await self._courier.read(partial(self._courier.client.close_shift_by_id, UUID(shift.id)))
        except CheckboxError as error:
            if error.answer not in _PERHAPS:
                raise
        found = await self._closed(shift.id)
        self._over(shift.id, found, prints=True)
        z_report = self._z_report(shift.id)
        if z_report:
            self._reckoning.compare(shift.id, z_report, "Z-звіт", whole=True)
        return z_report

    async def _closed(self, shift_id: str) -> Shift:
        pause, waited = FIRST_POLL_S, 0.0
        while (found := await self._read(shift_id)).status != ShiftStatus.CLOSED:
            if found.status == ShiftStatus.OPENED or waited > self._worker.state.rules.shift_budget_s:
                raise Unreachable(CLOSING_WORDS)
            await self._times.sleep(pause)
            waited, pause = waited + pause, min(pause * 1.5, 3.0)
        return found

    async def _read(self, shift_id: str) -> Shift:
        return await self._courier.read(partial(self._courier.client.shift, UUID(shift_id)))

    def _rests(self) -> bool:
        state = self._worker.state
        return state.mode not in STAMPING_MODES and not state.queue and not state.polls

    def _over(self, shift_id: str, found: Shift | None, *, prints: bool = False) -> None:
        """Our row first, with the Z report where there is one; then nothing is sold in it any more."""
        now, row = self._times.now(), self._store.shifts.by_id(shift_id)
        paper = shift_paper(found) if found is not None else None
        if row is None:
            return
        z_report = report_dict(paper.z_report) if paper is not None and paper.z_report is not None else row.z_report
        closed_at = paper.closed_at if paper is not None else None
        with self._store.transaction():
            self._store.shifts.save(
                replace(row, status="CLOSED", closed_at=closed_at or row.closed_at or now, z_report=z_report)
            )
            self._store.journal.append(now, "shift.over", {"id": shift_id, "of": row.cashier_id, "by_id": prints})
            if prints and z_report is not None:
                self._store.print_jobs.add(PrintJob(shift_id, "z", shift_id, now))
        self._worker.handle(e.ShiftOver(self._times.instant()))

    def _z_report(self, shift_id: str) -> dict[str, Any]:
        row = self._store.shifts.by_id(shift_id)
        return dict(row.z_report or {}) if row is not None else {}
