"""Fiscalisation as the till uses it: one object that takes receipts and answers once their outcome is known."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pos_app.checkbox.client import CheckboxClient
from pos_app.checkbox.models.register import Register
from pos_app.domain.errors import Bug, refused
from pos_app.domain.mending import Change
from pos_app.domain.receipt import FiscalStamp, Receipt, Seller
from pos_app.domain.register import Mode, OperationKind
from pos_app.domain.said import sentence
from pos_app.domain.shift import ShiftSums
from pos_app.domain.tax import Tax
from pos_app.fiscal import events as e
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.documents import NO_TEXTS, OwnerTexts, receipt_bytes
from pos_app.fiscal.elsewhere import compare_documents
from pos_app.fiscal.hours_check import HoursCheck
from pos_app.fiscal.ledger import Ledger, OnDone, OnGivenUp, OnReturn
from pos_app.fiscal.loading import expected, load_state, quiet_seconds
from pos_app.fiscal.machine import may_mend
from pos_app.fiscal.mending import mend
from pos_app.fiscal.opening import SignedInCashier
from pos_app.fiscal.others_shift import OthersShift
from pos_app.fiscal.proving import CacheProof
from pos_app.fiscal.reading import register_info
from pos_app.fiscal.reckoning import Reckoning
from pos_app.fiscal.rules import FiscalRules
from pos_app.fiscal.shifts import ShiftDesk
from pos_app.fiscal.state import Pending
from pos_app.fiscal.status import FiscalStatus, status_of
from pos_app.fiscal.upkeep import Upkeep
from pos_app.fiscal.worker import Times, Worker
from pos_app.store.operations import Operation
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore

SAMPLE_EVERY_S = 30.0
"""How often the server's `Date` is taken into the clock."""


class Fiscal:
    """The engine. One per till, on the engine's loop; it owns the line of operations and nothing else writes to it."""

    def __init__(
        self,
        *,
        client: CheckboxClient,
        store: TillStore,
        sign_in_again: Callable[[], Awaitable[bool]],
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        new_id: Callable[[], str],
        rules: FiscalRules | None = None,
        texts: Callable[[], OwnerTexts] = lambda: NO_TEXTS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`now` is aware; `new_id` gives fresh UUIDv4 texts; `sign_in_again` signs in with what is in memory.

        `texts` are the owner's, as they are at the moment.
        """
        self._times = Times(now, monotonic, sleep)
        self._store = store
        self._texts = texts
        self._ledger = Ledger(store, new_id)
        courier = Courier(client, sign_in_again)
        self._worker = Worker(load_state(store, rules or FiscalRules()), self._ledger, courier, self._times)
        self._worker.on_change = self._publish
        self._worker.on_register = self._register_seen
        self._reckoning = Reckoning(self._worker, courier, self._ledger, self._times)
        self._shifts = ShiftDesk(self._worker, courier, self._ledger, self._times, self._reckoning, new_id)
        self._others = OthersShift(self._worker, courier, self._ledger, self._times, self._reckoning)
        self._worker.on_settled = self._reckoning.check_settled
        self._listeners: list[Callable[[FiscalStatus], None]] = []
        self._sampled_at: float | None = None
        self._compared = False
        self._proof = CacheProof(self._worker, courier, store, self._times)
        self._proof.on_learned = self._facts_learned
        hours = HoursCheck(self._worker, courier, self._times)
        duties = (self._proof.check, hours.check, self._reckoning.check, self._fill_up)
        self._upkeep = Upkeep(duties, self._times)
        self._on_learned: Callable[[], None] = lambda: None

    # life

    async def start(self) -> None:
        """Begin: whatever was under way when the program ended is asked for by id first."""
        rules = self._worker.state.rules
        self._upkeep.begin()
        self._worker.start(quiet_seconds(self._store.register.load(), self._times.now(), rules.quarantine_s))

    async def stop(self) -> None:
        """End; what is not settled stays on disk and is gone on with at the next start."""
        await self._upkeep.end()
        await self._worker.stop()

    # what is seen

    @property
    def status(self) -> FiscalStatus:
        """The picture of this moment."""
        info = self._store.register.load().info
        info = replace(info, offline_mode=self._worker.state.server_offline)
        return status_of(self._worker.state, self._times.instant(), info, self._worker.trouble)

    def subscribe(self, listener: Callable[[FiscalStatus], None]) -> None:
        """Call `listener` with every new `status`."""
        self._listeners.append(listener)

    def on_return(self, hook: OnReturn) -> None:
        """Call `hook(receipt, refusal)` inside the transaction that sends a receipt back: the place to keep it."""
        self._ledger.on_return = hook

    def on_given_up(self, hook: OnGivenUp) -> None:
        """Call `hook(operation)` inside the transaction that gives a document up: sent back, or set aside."""
        self._ledger.on_given_up = hook

    def on_done(self, hook: OnDone) -> None:
        """Call `hook(operation, at)` inside the transaction that settles a receipt for good; perhaps more than once."""
        self._ledger.on_done = hook

    def on_learned(self, hook: Callable[[], None]) -> None:
        """Call `hook()` when Checkbox turned out to have other taxes or seller's rows than the open shift."""
        self._on_learned = hook

    def server_date(self, date: datetime) -> None:
        """The client heard the server's time."""
        mono = self._times.monotonic()
        suspect = self._worker.state.clock.suspect
        if suspect or self._sampled_at is None or mono - self._sampled_at >= SAMPLE_EVERY_S:
            self._sampled_at = mono
            self._worker.put(lambda now: e.ServerTime(now, date))

    # receipts

    async def submit(self, receipt: Receipt, *, also: Callable[[], None] | None = None) -> FiscalStamp:
        """Fiscalise a receipt; `also` runs in the transaction that puts it on disk.

        Raises `SentBack` or `NotSent` when it came back (payment untouched, same UUID), `Kept` when nobody knows yet,
        `Stopped` when a manager must look, plain `Refused` when it might not even begin.
        """
        shift = self._worker.state.shift
        try:
            body = receipt_bytes(receipt, self._texts())
        except ValueError as error:
            raise refused(
                "refused_by_server", sentence("Чек не можна надіслати: {why}", why=_first_line(error))
            ) from error
        row = Operation(
            id=receipt.id,
            kind=OperationKind(receipt.kind.value),
            body=body,
            sold_at=receipt.sold_at,
            document=receipt,
            total=receipt.total,
            shift_id=shift.id if shift else None,
            related_id=receipt.related_receipt_id,
        )
        deadline = self._times.monotonic() + self._worker.state.rules.online_budget_s
        item = Pending(row.id, row.kind, expected=expected(row), deadline=deadline, online=receipt.by_chain)
        stamp = await self._worker.submit(row, item, also)
        if stamp is None:
            raise Bug(f"Чек {receipt.id} завершено без відмітки.")
        return stamp

    # shifts

    async def open_shift(self, cashier: SignedInCashier) -> ShiftRow:
        """Open a shift or go on with the open one; answers when codes, taxes and the seller's rows are cached."""
        await self._shifts.open(cashier)
        opened = self._store.shifts.current()
        if opened is None:
            raise refused("shift_not_open", "Зміну вже закрито в Checkbox. Відкрийте нову.")
        return opened

    async def close_shift(self) -> dict[str, Any]:
        """Close the shift; → the server's Z report as received."""
        return await self._shifts.close()

    async def others_shift_is_over(self) -> bool:
        """Has the shift of another cashier been closed at Checkbox meanwhile? Then it is over here too."""
        return await self._others.is_over()

    async def close_others_shift(self) -> dict[str, Any]:
        """Close the shift of another cashier by its id, online only; → the server's Z report as received."""
        return await self._others.close()

    async def x_report(self) -> dict[str, Any]:
        """An X report as received."""
        return await self._shifts.x_report()

    def sums(self, shift_id: str) -> ShiftSums:
        """Our own sums of a shift."""
        return self._reckoning.sums(shift_id)

    @property
    def taxes(self) -> Mapping[int, Tax]:
        """The register's taxes by code, as cached at the last opening."""
        return self._shifts.taxes()

    @property
    def seller(self) -> Seller:
        """The seller's rows, as cached at the last opening."""
        return self._shifts.seller()

    # waiting and deciding

    async def wait_idle(self, timeout_s: float) -> bool:
        """Wait until nothing is to be sent and no refill is under way; False when time is up."""
        return await self._worker.until(lambda state: not state.queue and not state.refilling, timeout_s)

    def wake(self) -> None:
        """Something changed for the better (a cashier signed in): try now what waits."""
        self._worker.put(e.Nudged)

    def ask_again(self, operation_id: str) -> None:
        """A manager: ask the server about a stopped document once more."""
        self._worker.handle(e.AskAgain(self._times.instant(), operation_id))

    def mend(self, operation_id: str, changes: Sequence[Change], *, by: str) -> None:
        """A manager: send a refused receipt again under its own UUID with other texts; sums cannot change.

        `by`: who it is, for the journal. Raises `bad_mend` and its like where the changes cannot be, `not_available`
        where Checkbox has the receipt already.
        """
        if not may_mend(self._worker.state, operation_id):
            raise refused("not_available", "Checkbox уже має цей чек: змінити його не можна.")
        mended = mend(self._ledger.row(operation_id), changes, self.taxes, by=by)
        self._worker.handle(e.Mend(self._times.instant(), operation_id, mended))

    def may_mend(self, operation_id: str) -> bool:
        """May a stopped document be mended? Only a receipt that Checkbox does not have."""
        return may_mend(self._worker.state, operation_id)

    def set_aside(self, operation_id: str, reason: str) -> None:
        """A manager: leave a stopped document as it is and go on."""
        if not reason.strip():
            raise refused("reason_needed")
        self._worker.handle(e.SetAside(self._times.instant(), operation_id, reason))

    def alarm_seen(self) -> None:
        """A manager has read the alarm."""
        self._worker.handle(e.AlarmSeen(self._times.instant()))

    def confirm_time(self, by: str = "") -> None:
        """A manager (`by`): the time that `status.clock_doubt` shows is right. Without a doubt nothing happens."""
        self._worker.handle(e.TimeConfirmed(self._times.instant(), by))

    # inside

    async def _fill_up(self) -> None:
        """Codes that an earlier request brought late, or that none has brought."""
        if self._worker.state.shift is not None:
            await self._shifts.refill()

    def _plain_mode(self) -> Mode:
        state = self._worker.state
        return Mode.AUTO_OFFLINE if state.mode is Mode.ONLINE and state.server_offline else state.mode

    def _facts_learned(self) -> None:
        self._shifts.forget_cached()
        self._on_learned()

    def _publish(self) -> None:
        self._upkeep.mode_is(self._plain_mode())
        status = self.status
        for listener in self._listeners:
            listener(status)

    def _register_seen(self, register: Register) -> None:
        row = self._store.register.load()
        info = register_info(register, test=row.info.test, certificate_end=row.info.certificate_end)
        if not self._compared:
            self._compared = True
            compare_documents(self._store, row.info, info, self._times.now())
        if info != row.info:
            self._store.register.save(replace(row, info=info))
            self._publish()


def _first_line(error: ValueError) -> str:
    return str(error).splitlines()[0]
