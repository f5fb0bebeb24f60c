"""Opening, closing and reporting on a shift: nothing is opened twice, nothing is closed with anything unsettled."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.receipt import Seller
from pos_app.domain.register import OperationKind
from pos_app.domain.said import sentence
from pos_app.domain.tax import Tax
from pos_app.fiscal import events as e
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.ledger import Ledger
from pos_app.fiscal.line import Line
from pos_app.fiscal.offline import STAMPING_MODES
from pos_app.fiscal.opening import Opening, SignedInCashier
from pos_app.fiscal.reading import report_dict
from pos_app.fiscal.reckoning import Reckoning
from pos_app.fiscal.worker import Times, Worker
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob
from pos_app.store.shifts import ShiftRow

UNSETTLED_WORDS: Final = sentence("Не всі чеки ще проведено в Checkbox. Зачекайте і спробуйте ще раз.")


class ShiftDesk:
    """Shift operations over the sender: they take their place in the same line as the receipts."""

    def __init__(
        self,
        worker: Worker,
        courier: Courier,
        ledger: Ledger,
        times: Times,
        reckoning: Reckoning,
        new_id: Callable[[], str],
    ) -> None:
        self._worker = worker
        self._courier = courier
        self._ledger = ledger
        self._store = ledger.store
        self._times = times
        self._new_id = new_id
        self._reckoning = reckoning
        self._line = Line(worker, times)
        self._opening = Opening(worker, courier, ledger, times, reckoning, new_id)
        self._cache: tuple[Mapping[int, Tax], Seller] | None = None

    # open

    async def open(self, cashier: SignedInCashier) -> None:
        """Open a shift; codes and texts are cached after."""
        try:
            await self._opening.open(cashier)
        finally:
            self.forget_cached()
        await self.refill()

    async def refill(self) -> None:
        """Fill the pool of offline codes; a slow tax service is not waited for longer than a sale would be."""
        self._worker.handle(e.RefillDue(self._times.instant()))
        await self._worker.until(lambda state: not state.refilling, self._worker.state.rules.online_budget_s)

    # close

    async def close(self) -> dict[str, Any]:
        """Close the shift; → the server's Z report as received. Refused while anything is unsettled.

        Offline the close is stamped as the last in the line; its Z comes with the way back, so there is none yet.
        """
        running = self._line.unclear(OperationKind.SHIFT_CLOSE)
        shift = self._worker.state.shift
        if running is not None:
            row = self._ledger.row(running.id)
            await self._line.join(running)
            return self._z_report(row.shift_id)
        if shift is None:
            raise refused("shift_not_open")
        if self._worker.state.mode not in STAMPING_MODES:
            await self._all_done()
        operation = Operation(
            id=self._new_id(), kind=OperationKind.SHIFT_CLOSE, body=b"", sold_at=self._times.now(), shift_id=shift.id
        )
        await self._line.submit(operation, self._worker.state.rules.shift_budget_s)
        return self._z_report(shift.id)

    async def _all_done(self) -> None:
        self._worker.handle(e.Nudged(self._times.instant()))
        budget = self._worker.state.rules.shift_budget_s
        if await self._worker.until(lambda state: not state.queue and not state.polls, budget):
            return
        self._line.must_admit(OperationKind.SHIFT_CLOSE)
        if not self._worker.state.queue and await self._courier.info() is None:
            return  # the numbers that are missing cannot come: the close may go offline like a sale
        raise Unreachable(UNSETTLED_WORDS)

    def _z_report(self, shift_id: str | None) -> dict[str, Any]:
        return dict(self._row(shift_id or "").z_report or {})

    # reports

    async def x_report(self) -> dict[str, Any]:
        """An X report as received, on paper too; the server's balance is held against our cash."""
        self._line.must_admit(OperationKind.SERVICE_IN)
        shift = self._worker.state.shift
        if not await self._worker.until(lambda state: not state.queue, self._worker.state.rules.online_budget_s):
            raise Unreachable(UNSETTLED_WORDS)
        report = report_dict((await self._courier.read(self._courier.client.make_x_report)).snapshot())
        now = self._times.now()
        shift_id = shift.id if shift else ""
        with self._store.transaction():
            self._store.print_jobs.add(PrintJob(self._new_id(), "x", shift_id, now, {"report": report}))
            self._store.journal.append(now, "shift.x_report", {"shift": shift_id, "balance": report["balance"]})
        self._reckoning.compare(shift_id, report, "X-звіт", whole=False)
        return report

    # shared

    def taxes(self) -> Mapping[int, Tax]:
        """The tax table cached at the last opening."""
        return self._cached()[0]

    def seller(self) -> Seller:
        """The seller's rows cached at the last opening."""
        return self._cached()[1]

    def forget_cached(self) -> None:
        """They were written anew."""
        self._cache = None

    def _cached(self) -> tuple[Mapping[int, Tax], Seller]:
        if self._cache is None:
            shifts = self._store.shifts
            row = shifts.current() or shifts.last_opened() or shifts.last()
            taxes = {tax.code: tax for tax in row.taxes} if row else {}
            self._cache = (taxes, row.seller if row else Seller("", "", ""))
        return self._cache

    def _row(self, shift_id: str) -> ShiftRow:
        row = self._store.shifts.by_id(shift_id)
        if row is None:
            raise refused("shift_not_open")
        return row

