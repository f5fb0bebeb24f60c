"""Our own sums of a shift, and every look at whether the server's agree with them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pos_app.checkbox.errors import CheckboxError
from pos_app.domain.errors import refused
from pos_app.domain.money import format_hryvnias
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.domain.shift import ShiftSums, shift_sums
from pos_app.fiscal import events as e
from pos_app.fiscal.comparing import differences
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.late_copies import LateCopies
from pos_app.fiscal.ledger import Ledger, before_key
from pos_app.fiscal.reading import MONEY, WITHDRAWN
from pos_app.fiscal.state import Refusal
from pos_app.fiscal.worker import Times, Worker
from pos_app.store.operations import Operation
from pos_app.store.shifts import ShiftRow


class Reckoning:
    """Raises the alarm over any kopeck between the server's X, Z or cash and ours."""

    def __init__(self, worker: Worker, courier: Courier, ledger: Ledger, times: Times) -> None:
        self._worker = worker
        self._courier = courier
        self._ledger = ledger
        self._store = ledger.store
        self._times = times
        self._late_copies = LateCopies(courier, ledger.store.operations, self._alarm)

    def check_settled(self, operation_id: str) -> None:
        """A settled opening or close: the server's cash or Z is held against ours, to the kopeck."""
        operation = self._ledger.row(operation_id)
        if operation.kind is OperationKind.SHIFT_OPEN and operation.state is OperationState.DONE:
            self._check_opening(operation)
        if operation.kind is not OperationKind.SHIFT_CLOSE:
            return
        row = self._row(operation.shift_id or operation.id)
        if row.z_report is not None:
            self.compare(row.id, row.z_report, "Z-звіт", whole=True)

    def _check_opening(self, operation: Operation) -> None:
        """An opening made offline counted on the cash of our own books; has the server the same?"""
        row, ours = self._row(operation.shift_id or operation.id), self._store.settings.get(_cash_key(operation.id))
        offline = operation.stamp is not None and operation.stamp.offline
        if offline and ours is not None and row.initial_cash != ours:
            theirs = format_hryvnias(row.initial_cash)
            words = f"Початковий залишок зміни: у нас {format_hryvnias(int(ours))}, у Checkbox {theirs}"
            self._alarm(words)

    def cash_left(self) -> int:
        """The cash that the last shift ended with, by our own books; kopecks."""
        last = self._store.shifts.last_opened()
        return self.sums(last.id).cash if last else 0

    def remember_cash(self, shift_id: str, cash: int) -> None:
        """What a shift is to begin with by our own books, should it have to be opened without Checkbox."""
        self._store.settings.put(_cash_key(shift_id), cash)

    def compare(self, shift_id: str, report: Mapping[str, Any], name: str, *, whole: bool) -> None:
        """Hold a report against our sums; `whole` off: the money alone. A difference is an alarm and a journal row."""
        adopted = self._store.settings.get(before_key(shift_id)) is not None
        found = differences(self.sums(shift_id), report, counts=whole and not adopted)
        if found:
            self._differs(shift_id, f"{name} не збігається з касою: {'; '.join(found[:3])}")

    def sums(self, shift_id: str) -> ShiftSums:
        """Our own sums of a shift, from its receipts; of an adopted shift on top of what the server held before."""
        rows = self._store.operations.of_shift(shift_id)
        counted = (row.document for row in rows if row.document and row.state is not OperationState.REJECTED)
        sums = shift_sums(self._row(shift_id).initial_cash, counted)
        before = self._store.settings.get(before_key(shift_id)) or {}
        return replace(sums, **{name: getattr(sums, name) + int(before.get(name, 0)) for name in (*MONEY, WITHDRAWN)})

    async def check(self) -> None:
        """What is looked at now and then: the cash at the server, and why sums differ."""
        await self._check_balance()
        await self._late_copies.look()

    async def _check_balance(self) -> None:
        """Hold the cash that the server counts against ours; only while nothing is going on, or they may differ."""
        shift = self._worker.state.shift
        if shift is None or not self._rests():
            return
        before = self._store.operations.last_seq()
        try:
            found = await self._courier.client.cashier_shift()
        except CheckboxError:
            return
        same = self._rests() and self._store.operations.last_seq() == before
        if not same or found is None or str(found.id) != shift.id or found.balance is None:
            return
        cash = self.sums(shift.id).cash
        if found.balance.balance != cash:
            ours, theirs = format_hryvnias(cash), format_hryvnias(found.balance.balance)
            self._differs(shift.id, f"Готівка в касі: у нас {ours}, у Checkbox {theirs}")

    def _differs(self, shift_id: str, words: str) -> None:
        """An alarm that nobody has read yet and that says it already, perhaps with names, stays as it is."""
        alarm = self._worker.state.alarm
        if alarm is None or not alarm.message.startswith(words):
            self._alarm(words)
            self._late_copies.differs(shift_id, words)

    def _alarm(self, words: str) -> None:
        """Through the line of events: what settled the document is carried out whole before, and a full disk only
        delays it."""
        self._worker.put(lambda now: e.Alarmed(now, Refusal("total_differs", words)))

    def _rests(self) -> bool:
        state = self._worker.state
        return state.mode is Mode.ONLINE and not state.queue and not state.polls

    def _row(self, shift_id: str) -> ShiftRow:
        row = self._store.shifts.by_id(shift_id)
        if row is None:
            raise refused("shift_not_open")
        return row


def _cash_key(shift_id: str) -> str:
    return f"shift.{shift_id}.cash_carried"
