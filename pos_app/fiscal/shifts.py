"""Opening, closing and reporting on a shift: nothing is opened twice, nothing is closed with anything unsettled."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, Protocol

from pos_app.checkbox.models.shift import Shift
from pos_app.checkbox.models.words import ShiftStatus
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.receipt import FiscalStamp, Seller
from pos_app.domain.register import OperationKind
from pos_app.domain.tax import Tax
from pos_app.fiscal import events as e
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.documents import open_shift_bytes
from pos_app.fiscal.ledger import Ledger
from pos_app.fiscal.offline import STAMPING_MODES
from pos_app.fiscal.queueing import admission
from pos_app.fiscal.reading import (
    limits_of,
    pace_of,
    register_info,
    register_seen,
    report_dict,
    seller_of,
    shift_paper,
    taxes_of,
)
from pos_app.fiscal.reckoning import Reckoning
from pos_app.fiscal.rules import FIRST_POLL_S
from pos_app.fiscal.state import Pending, ShiftFacts, State
from pos_app.fiscal.trouble import Kept
from pos_app.fiscal.worker import Times, Worker
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob
from pos_app.store.shifts import ShiftRow

UNSETTLED_WORDS: Final = "Не всі чеки ще проведено в Checkbox. Зачекайте і спробуйте ще раз."


class SignedInCashier(Protocol):
    """Who opens the shift."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


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
        self._cache: tuple[Mapping[int, Tax], Seller] | None = None

    # open

    async def open(self, cashier: SignedInCashier) -> None:
        """Open a shift, or go on with the one that is open at the server already; codes and texts are cached after."""
        running = self._in_line(OperationKind.SHIFT_OPEN)
        if running is not None:
            await self._joined(running)
            return
        self._must_be_admitted(OperationKind.SHIFT_OPEN)
        row = await self._blank_row(cashier)
        found = await self._steady(await self._courier.read(self._courier.client.cashier_shift))
        if found is not None and found.status == ShiftStatus.OPENED:
            self._adopt(found, row)
        else:
            await self._post_open(row)
        await self.refill()

    async def _blank_row(self, cashier: SignedInCashier) -> ShiftRow:
        """Read what a receipt's head and taxes need, before anything is opened: without them nothing can be sold."""
        client, read = self._courier.client, self._courier.read
        me = await read(client.me)
        taxes = taxes_of(await read(client.taxes))
        organization = await read(client.organization)
        register = await read(client.info)
        limits = limits_of(me)
        info = register_info(register, test=me.is_on_test)
        with self._store.transaction():
            self._store.register.save(replace(self._store.register.load(), info=info, limits=limits))
        instant = self._times.instant()
        self._worker.handle(e.InfoSeen(instant, register_seen(register)))
        self._worker.handle(e.SellerCached(instant, pace_of(limits)))
        return ShiftRow(
            id=self._new_id(),
            status="CREATED",
            cashier_id=cashier.id,
            cashier_name=cashier.name,
            taxes=taxes,
            seller=seller_of(organization, register, me),
        )

    async def _steady(self, found: Shift | None) -> Shift | None:
        """A shift on its way to open or closed is waited for."""
        pause, waited = FIRST_POLL_S, 0.0
        while found is not None and found.status not in {ShiftStatus.OPENED, ShiftStatus.CLOSED}:
            if waited > self._worker.state.rules.shift_budget_s:
                raise Unreachable("Зміна в Checkbox ще відкривається або закривається. Спробуйте ще раз.")
            await self._times.sleep(pause)
            waited, pause = waited + pause, min(pause * 1.5, 3.0)
            found = await self._courier.read(partial(self._courier.client.shift, found.id))
        return found

    async def _post_open(self, row: ShiftRow) -> None:
        operation = Operation(
            id=row.id,
            kind=OperationKind.SHIFT_OPEN,
            body=open_shift_bytes(row.id),
            sold_at=self._times.now(),
            shift_id=row.id,
        )
        self._cache = None
        await self._submitted(operation, also=lambda: self._store.shifts.save(row))

    def _adopt(self, found: Shift, row: ShiftRow) -> None:
        """Work on in a shift that the server has open: what it held before us is the base of our sums."""
        paper = shift_paper(found)
        known = self._store.shifts.by_id(paper.id)
        row = replace(row if known is None else known, taxes=row.taxes, seller=row.seller)
        row = replace(row, id=paper.id, status="OPENED", serial=paper.serial, opened_at=paper.opened_at)
        row = replace(row, initial_cash=paper.initial_cash)
        now = self._times.now()
        self._cache = None
        with self._store.transaction():
            self._store.shifts.save(row)
            if known is None and found.balance is not None:
                self._reckoning.remember_before(row.id, found.balance)
            self._store.journal.append(now, "shift.adopted", {"id": row.id, "serial": row.serial})
        self._worker.handle(e.ShiftAdopted(self._times.instant(), ShiftFacts(row.id, row.opened_at)))

    async def refill(self) -> None:
        """Fill the pool of offline codes; a slow tax service is not waited for longer than a sale would be."""
        self._worker.handle(e.RefillDue(self._times.instant()))
        await self._worker.until(lambda state: not state.refilling, self._worker.state.rules.online_budget_s)

    # close

    async def close(self) -> dict[str, Any]:
        """Close the shift; → the server's Z report as received. Refused while anything is unsettled.

        Offline the close is stamped as the last in the line; its Z comes with the way back, so there is none yet.
        """
        running = self._in_line(OperationKind.SHIFT_CLOSE)
        shift = self._worker.state.shift
        if running is not None:
            row = self._ledger.row(running.id)
            await self._joined(running)
            return self._z_report(row.shift_id)
        if shift is None:
            raise refused("shift_not_open")
        if self._worker.state.mode not in STAMPING_MODES:
            await self._all_done()
        operation = Operation(
            id=self._new_id(), kind=OperationKind.SHIFT_CLOSE, body=b"", sold_at=self._times.now(), shift_id=shift.id
        )
        await self._submitted(operation)
        return self._z_report(shift.id)

    async def _all_done(self) -> None:
        self._worker.handle(e.Nudged(self._times.instant()))
        budget = self._worker.state.rules.shift_budget_s
        if await self._worker.until(lambda state: not state.queue and not state.polls, budget):
            return
        self._must_be_admitted(OperationKind.SHIFT_CLOSE)
        raise Unreachable(UNSETTLED_WORDS)

    def _z_report(self, shift_id: str | None) -> dict[str, Any]:
        return dict(self._row(shift_id or "").z_report or {})

    # reports

    async def x_report(self) -> dict[str, Any]:
        """An X report as received, on paper too; the server's balance is held against our cash."""
        self._must_be_admitted(OperationKind.SERVICE_IN)
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

    def _cached(self) -> tuple[Mapping[int, Tax], Seller]:
        if self._cache is None:
            row = self._store.shifts.last()
            taxes = {tax.code: tax for tax in row.taxes} if row else {}
            self._cache = (taxes, row.seller if row else Seller("", "", ""))
        return self._cache

    def _must_be_admitted(self, kind: OperationKind) -> None:
        refusal = admission(self._worker.state, kind, self._times.instant())
        if refusal is not None:
            raise refused(refusal.code, refusal.message)

    def _in_line(self, kind: OperationKind) -> Pending | None:
        state: State = self._worker.state
        return next((item for item in state.queue if item.kind is kind), None)

    async def _submitted(self, operation: Operation, also: Callable[[], None] | None = None) -> FiscalStamp | None:
        deadline = self._times.monotonic() + self._worker.state.rules.shift_budget_s
        return await self._worker.submit(operation, Pending(operation.id, operation.kind, deadline=deadline), also)

    async def _joined(self, running: Pending) -> None:
        """Wait for an operation that is in the line from before."""
        waiter = self._worker.wait_for(running.id)
        self._worker.handle(e.Nudged(self._times.instant()))
        try:
            async with asyncio.timeout(self._worker.state.rules.shift_budget_s):
                await asyncio.shield(waiter)
        except TimeoutError:
            raise Kept() from None

    def _row(self, shift_id: str) -> ShiftRow:
        row = self._store.shifts.by_id(shift_id)
        if row is None:
            raise refused("shift_not_open")
        return row

