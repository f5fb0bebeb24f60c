"""Opening a shift: at Checkbox, on from one that is open there, or, with Checkbox out of reach, under a stored code."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final, Protocol

from pos_app.checkbox.errors import AnswerClass, CheckboxError
from pos_app.checkbox.models.register import Register
from pos_app.checkbox.models.shift import Shift
from pos_app.checkbox.models.words import ShiftStatus
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.receipt import Seller
from pos_app.domain.register import OperationKind
from pos_app.domain.tax import Tax
from pos_app.fiscal import events as e
from pos_app.fiscal.asking import open_elsewhere
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.documents import open_shift_bytes
from pos_app.fiscal.facts import read_facts
from pos_app.fiscal.ledger import UNPROVEN, Ledger, before_key
from pos_app.fiscal.line import Line
from pos_app.fiscal.offline import STAMPING_MODES, offline_refusal
from pos_app.fiscal.reading import pace_of, register_seen, shift_paper
from pos_app.fiscal.reckoning import Reckoning
from pos_app.fiscal.rules import FIRST_POLL_S
from pos_app.fiscal.state import ShiftFacts
from pos_app.fiscal.worker import Times, Worker
from pos_app.store.operations import Operation
from pos_app.store.shifts import ShiftRow

SHORTEST_BUDGET_S: Final = 2.0
"""However long the questions before it took, the opening itself is tried this long."""

_SILENT: Final = frozenset({AnswerClass.NOT_SENT, AnswerClass.AMBIGUOUS})


class SignedInCashier(Protocol):
    """Who opens the shift."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


class Opening:
    """Opens shifts. The row of the shift is written with the operation, in one transaction."""

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
        self._store = ledger.store
        self._times = times
        self._reckoning = reckoning
        self._new_id = new_id
        self._line = Line(worker, times)

    async def open(self, cashier: SignedInCashier) -> None:
        """Open a shift, or go on with the one that is open at the server already.

        Raises `Unreachable` where Checkbox does not answer and nothing was opened here before, and what forbids a
        stamp (`clock_suspect`, `offline_limit`, `no_offline_codes`) where the shift could only be opened offline.
        """
        running = self._line.unclear(OperationKind.SHIFT_OPEN)
        if running is not None:
            await self._line.join(running)
            return
        self._line.must_admit(OperationKind.SHIFT_OPEN)
        began = self._times.monotonic()
        if self._worker.state.mode in STAMPING_MODES:
            await self._post_from_cache(cashier, began)
            return
        try:
            row, register = await self._row_from_server(cashier)
            found = await self._courier.read(self._courier.client.cashier_shift)
        except CheckboxError as error:
            self._must_do_without(error)
            await self._post_from_cache(cashier, began)
            return
        if found is not None and found.cash_register is not None and found.cash_register.id != register.id:
            refusal = open_elsewhere(shift_paper(found))
            raise refused(refusal.code, refusal.message)
        found = await self._steady(found)
        if found is not None and found.status == ShiftStatus.OPENED:
            self._adopt(found, row)
        else:
            await self._post(row, self._worker.state.rules.shift_budget_s)

    async def _post_from_cache(self, cashier: SignedInCashier, began: float) -> None:
        """What is left of a sale's budget is spent on the call; then the opening is stamped."""
        budget = self._worker.state.rules.online_budget_s - (self._times.monotonic() - began)
        await self._post(self._row_from_cache(cashier), max(budget, SHORTEST_BUDGET_S), from_cache=True)

    def _must_do_without(self, error: CheckboxError) -> None:
        """Is Checkbox silent, and could the opening be stamped? Else say what forbids it."""
        if error.answer not in _SILENT:
            raise error
        refusal = offline_refusal(self._worker.state, OperationKind.SHIFT_OPEN, self._times.instant())
        if refusal is not None and refusal.code == "unreachable":
            raise error
        if refusal is not None:
            raise refused(refusal.code, refusal.message) from error

    async def _row_from_server(self, cashier: SignedInCashier) -> tuple[ShiftRow, Register]:
        """Read what a receipt's head and taxes need, before anything is opened: without them nothing can be sold."""
        facts = await read_facts(self._courier)
        limits = dict(facts.limits)
        with self._store.transaction():
            self._store.register.save(replace(self._store.register.load(), info=facts.info, limits=limits))
        instant = self._times.instant()
        self._worker.handle(e.InfoSeen(instant, register_seen(facts.register)))
        self._worker.handle(e.SellerCached(instant, pace_of(limits)))
        return self._row(cashier, facts.taxes, facts.seller), facts.register

    def _row_from_cache(self, cashier: SignedInCashier) -> ShiftRow:
        """The same from the last opening."""
        last = self._store.shifts.last_opened() or self._store.shifts.last()
        if last is None:
            raise Unreachable()
        return self._row(cashier, last.taxes, last.seller)

    def _row(self, cashier: SignedInCashier, taxes: tuple[Tax, ...], seller: Seller) -> ShiftRow:
        """The cash that the last shift ended with goes on into this one, until the server says what it holds."""
        return ShiftRow(
            id=self._new_id(),
            status="CREATED",
            cashier_id=cashier.id,
            cashier_name=cashier.name,
            taxes=taxes,
            seller=seller,
            initial_cash=self._reckoning.cash_left(),
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

    async def _post(self, row: ShiftRow, budget_s: float, *, from_cache: bool = False) -> None:
        operation = Operation(
            id=row.id,
            kind=OperationKind.SHIFT_OPEN,
            body=open_shift_bytes(row.id),
            sold_at=self._times.now(),
            shift_id=row.id,
        )

        def write() -> None:
            self._store.shifts.save(row)
            self._reckoning.remember_cash(row.id, row.initial_cash)
            if from_cache:
                self._store.settings.put(UNPROVEN, row.id)

        await self._line.submit(operation, budget_s, write)

    def _adopt(self, found: Shift, row: ShiftRow) -> None:
        """Work on in a shift that the server has open: what it held before us is the base of our sums."""
        paper = shift_paper(found)
        known = self._store.shifts.by_id(paper.id)
        row = replace(row if known is None else known, taxes=row.taxes, seller=row.seller)
        row = replace(row, id=paper.id, status="OPENED", serial=paper.serial, opened_at=paper.opened_at)
        row = replace(row, initial_cash=paper.initial_cash, closed_at=None)
        now = self._times.now()
        with self._store.transaction():
            self._store.shifts.save(row)
            if known is None and paper.money:
                self._store.settings.put(before_key(row.id), dict(paper.money))
            self._store.journal.append(now, "shift.adopted", {"id": row.id, "serial": row.serial})
        self._worker.handle(e.ShiftAdopted(self._times.instant(), ShiftFacts(row.id, row.opened_at)))
