"""Carries the machine's writes into the store: all writes of one decision in one transaction, or none."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from pos_app.domain.errors import Bug
from pos_app.domain.payment import PaymentType
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, ReceiptState
from pos_app.domain.register import OperationKind, OperationState
from pos_app.fiscal import writes as w
from pos_app.fiscal.documents import stamped_bytes
from pos_app.fiscal.reading import report_dict
from pos_app.fiscal.state import SHIFT_KINDS, Refusal, ShiftPaper
from pos_app.store.offline import CodeState, OfflineCode, OfflineSession
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob
from pos_app.store.till_store import TillStore

logger = logging.getLogger(__name__)

OnReturn = Callable[[Receipt, Refusal], None]
OnGivenUp = Callable[[Operation], None]
OnDone = Callable[[Operation, datetime], None]

CLOSED: Final = "CLOSED"
SERVER_HOURS: Final = "fiscal.server_hours"
HOURS_DIFFER: Final = "fiscal.hours_differ"
"""Settings: the offline hours as the server last counted them, and how far that is from ours (null: it agrees)."""
UNPROVEN: Final = "fiscal.opened_from_cache"
"""The setting that names the shift whose taxes and seller's rows are those of an earlier opening."""
_JOBS: Final = {
    OperationKind.SELL: "sale",
    OperationKind.RETURN: "return",
    OperationKind.SERVICE_IN: "service",
    OperationKind.SERVICE_OUT: "service",
    OperationKind.CASH_WITHDRAWAL: "withdrawal",
    OperationKind.SHIFT_CLOSE: "z",
}


class Ledger:
    """The store as the engine writes it.

    `on_return` runs inside the transaction that sends a receipt back, `on_given_up` inside each that gives a document
    up, `on_done` inside the one that settles it.
    """

    def __init__(self, store: TillStore, new_id: Callable[[], str]) -> None:
        self.store = store
        self.on_return: OnReturn | None = None
        self.on_given_up: OnGivenUp | None = None
        self.on_done: OnDone | None = None
        self._new_id = new_id
        self._handlers: dict[type, Callable[[datetime, w.Write], None]] = {
            w.SaveOperation: self._save_operation,
            w.SaveStamp: self._save_stamp,
            w.SaveMended: self._save_mended,
            w.SaveCode: self._save_code,
            w.AddCodes: self._add_codes,
            w.SaveSession: self._save_session,
            w.SaveHours: self._save_hours,
            w.SaveMode: self._save_mode,
            w.SaveClock: self._save_clock,
            w.QueuePrint: self._queue_print,
            w.ReprintDue: self._reprint_due,
            w.GiveBack: self._give_back,
            w.LoseShift: self._lose_shift,
            w.MergeShift: self._merge_shift,
            w.Note: self._note,
        }

    def apply(
        self,
        writes: Sequence[w.Write],
        at: datetime,
        *,
        new: Operation | None = None,
        also: Callable[[], None] | None = None,
    ) -> None:
        """Everything or nothing; `new` is the row of the operation that joins, `also` the caller's own writes."""
        if not writes:
            return
        with self.store.transaction():
            for write in writes:
                if isinstance(write, w.AddOperation):
                    self._add_operation(at, write, new, also)
                else:
                    self._handlers[type(write)](at, write)

    def _add_operation(
        self, at: datetime, write: w.AddOperation, new: Operation | None, also: Callable[[], None] | None
    ) -> None:
        if new is None or new.id != write.id:
            raise Bug(f"Немає рядка операції {write.id}.")
        row = self.store.operations.add(new)
        self.store.journal.append(
            at,
            "operation.intent",
            {
                "id": row.id,
                "seq": row.seq,
                "kind": row.kind,
                "total": row.total,
                "sha256": sha256(row.body).hexdigest(),
            },
        )
        if also is not None:
            also()

    def row(self, operation_id: str) -> Operation:
        """The stored row of an operation the machine speaks of."""
        row = self.store.operations.by_id(operation_id)
        if row is None:
            raise Bug(f"Операції {operation_id} немає.")
        return row

    def _save_operation(self, at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.SaveOperation)
        row = replace(self.row(write.id), state=write.state, attempts=write.attempts)
        if write.ambiguous_at is not None:
            row = replace(row, ambiguous_at=write.ambiguous_at)
        if write.reason is not None:
            row = replace(row, reason=write.reason)
        if write.fault is not None:
            row = replace(row, fault_line=write.fault.line, fault_field=write.fault.field)
        document = write.document
        if document is not None and document.stamp is not None:
            row = _with_server_stamp(row, document.stamp)
            self._yield_number(at, row)
        if row.state is OperationState.REJECTED:
            # a document that was given up has no number: its code may go to another, here or at Checkbox
            row = replace(row, fiscal_code=None)
        self.store.operations.save(row)
        if document is not None and document.shift is not None:
            self._save_shift(at, row, document.shift)
        elif row.kind is OperationKind.SHIFT_OPEN and row.state is OperationState.REJECTED:
            self._never_opened(at, row.id)
        self.store.journal.append(
            at,
            "operation.state",
            {"id": row.id, "state": row.state, "attempts": row.attempts, "fiscal_code": row.fiscal_code},
        )
        if self.on_given_up is not None and row.state is OperationState.REJECTED:
            self.on_given_up(row)
        if self.on_done is not None and _is_done(row):
            self.on_done(row, at)

    def _yield_number(self, at: datetime, row: Operation) -> None:
        """The server's own offline may use a code that it never saw on a document of ours, as on a shift opened online
        after all: the number is the receipt's that the server names. Where the earlier one was finished, two papers
        bear one number: that is told apart in the journal and the log.
        """
        holder = self.store.operations.by_fiscal_code(row.fiscal_code) if row.fiscal_code else None
        if holder is None or holder.id == row.id:
            return
        self.store.operations.save(replace(holder, fiscal_code=None))
        what = {"id": holder.id, "to": row.id}
        if holder.state is OperationState.DONE:
            logger.error("Checkbox gave the number %s twice: %s and %s", row.fiscal_code, holder.id, row.id)
            self.store.journal.append(at, "operation.number_twice", {**what, "fiscal_code": row.fiscal_code})
        else:
            self.store.journal.append(at, "operation.number_yielded", what)

    def _save_shift(self, at: datetime, operation: Operation, paper: ShiftPaper) -> None:
        row = self.store.shifts.by_id(operation.shift_id or operation.id)
        if row is None:
            raise Bug(f"Зміни {operation.shift_id} немає.")
        # closed offline it is closed, however far the server has come with its opening or its close
        status = row.status if row.status == CLOSED else paper.status
        row = replace(row, status=status, serial=paper.serial or row.serial)
        row = replace(row, opened_at=paper.opened_at or row.opened_at, closed_at=paper.closed_at or row.closed_at)
        if operation.kind is OperationKind.SHIFT_OPEN:
            # a day without a beginning would have no end
            row = replace(row, initial_cash=paper.initial_cash, opened_at=row.opened_at or at)
        if paper.z_report is not None:
            row = replace(row, z_report=report_dict(paper.z_report))
        self.store.shifts.save(row)

    def _save_stamp(self, at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.SaveStamp)
        row = self.row(write.id)
        body = row.body
        if write.code is not None:
            previous = write.previous_id
            body = stamped_bytes(row.kind, row.body, code=write.code, date=write.date, previous_id=previous)
        stamp = FiscalStamp(ReceiptState.OFFLINE, write.code, write.date, offline=True, reprint_due=_copy_is_due(row))
        self.store.operations.save(replace(row, body=body, fiscal_code=write.code, fiscal_date=write.date, stamp=stamp))
        note = {"id": row.id, "code": write.code, "date": write.date, "why": write.why}
        self.store.journal.append(at, "operation.stamped", {**note, "sha256": sha256(body).hexdigest()})
        if row.kind in SHIFT_KINDS:
            self._stamp_shift(row, write)

    def _stamp_shift(self, operation: Operation, write: w.SaveStamp) -> None:
        """A stamp opens or closes the shift here and now; the server hears of it on the way back."""
        row = self.store.shifts.by_id(operation.shift_id or operation.id)
        if row is None:
            raise Bug(f"Зміни {operation.shift_id} немає.")
        if operation.kind is OperationKind.SHIFT_CLOSE:
            row = replace(row, status=CLOSED, closed_at=write.date)
        else:
            row = replace(row, status="OPENED" if not write.why else row.status, opened_at=write.date)
        self.store.shifts.save(row)

    def _save_mended(self, at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.SaveMended)
        row, mended = self.row(write.id), write.mended
        self.store.operations.mend(row.id, mended.body, mended.receipt, shown=mended.shown)
        before, after = sha256(row.body).hexdigest(), sha256(mended.body).hexdigest()
        note = {"id": row.id, "before": before, "sha256": after, **mended.note}
        self.store.journal.append(at, "operation.mended", note)

    def _save_code(self, _at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.SaveCode)
        self.store.offline.set_code(write.code, CodeState(write.state), write.operation)

    def _add_codes(self, _at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.AddCodes)
        self.store.offline.add_codes(OfflineCode(code.code, code.serial) for code in write.codes)

    def _save_session(self, _at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.SaveSession)
        session = write.session
        self.store.offline.save_session(OfflineSession(session.id, session.began, session.code.code, write.ended))

    def _save_hours(self, _at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.SaveHours)
        hours = write.hours
        began = hours.row_began.isoformat() if hours.row_began else None
        row = {"at": hours.at.isoformat(), "row_began": began, "month_s": round(hours.in_month.total_seconds())}
        self.store.settings.put(SERVER_HOURS, row)
        self.store.settings.put(HOURS_DIFFER, write.differs)

    def _save_mode(self, _at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.SaveMode)
        self.store.register.save(replace(self.store.register.load(), mode=write.mode))

    def _save_clock(self, _at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.SaveClock)
        clock, row = write.clock, self.store.register.load()
        row = replace(row, last_fiscal_date=clock.last_fiscal, last_server_date=clock.last_server)
        row = replace(row, last_ask_at=clock.last_ask, server_offset_ms=round(clock.offset.total_seconds() * 1000))
        if write.ambiguous_at is not None:
            row = replace(row, last_ambiguous_at=write.ambiguous_at)
        self.store.register.save(row)

    def _queue_print(self, at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.QueuePrint)
        row = self.row(write.id)
        kind = _JOBS.get(row.kind)
        if kind is None:
            return
        document_id = row.shift_id or row.id if kind == "z" else row.id
        if kind != "z":  # a Z report shows no number of its own
            self.store.operations.save(replace(row, printed_as=row.printed_as or row.fiscal_code))
        # an original's job has its document's id: whoever holds a receipt finds its paper
        self.store.print_jobs.add(
            PrintJob(document_id, kind, document_id, at, open_drawer=kind != "z" and _moves_cash(row.document))
        )

    def _reprint_due(self, _at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.ReprintDue)
        row = self.row(write.id)
        if row.stamp is not None and row.kind not in SHIFT_KINDS:
            self.store.operations.save(replace(row, stamp=replace(row.stamp, reprint_due=True)))

    def _give_back(self, _at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.GiveBack)
        receipt = self.row(write.id).document
        if receipt is not None and self.on_return is not None:
            self.on_return(receipt, write.refusal)

    def _lose_shift(self, at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.LoseShift)
        row = self.store.shifts.by_id(write.id)
        if row is not None:
            self.store.shifts.save(replace(row, status=CLOSED, closed_at=row.closed_at or at))

    def _never_opened(self, at: datetime, shift_id: str) -> None:
        """An opening given up or merged away: the next shift takes neither its cash nor its taxes from it."""
        row = self.store.shifts.by_id(shift_id)
        if row is not None:
            self.store.shifts.save(replace(row, status=CLOSED, opened_at=None, closed_at=row.closed_at or at))

    def _merge_shift(self, at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.MergeShift)
        paper, ours = write.into, self.store.shifts.by_id(write.id)
        if ours is None:
            raise Bug(f"Зміни {write.id} немає.")
        known = self.store.shifts.by_id(paper.id)
        row = replace(known or ours, id=paper.id, status=ours.status, opened_at=paper.opened_at, serial=paper.serial)
        row = replace(row, taxes=ours.taxes, seller=ours.seller, closed_at=ours.closed_at)
        row = replace(row, counted_cash=ours.counted_cash)
        self.store.shifts.save(replace(row, initial_cash=paper.initial_cash))
        if self.store.settings.get(UNPROVEN) == write.id:
            self.store.settings.put(UNPROVEN, paper.id)
        if known is None:
            self.store.settings.put(before_key(paper.id), dict(paper.money))
        self._never_opened(at, write.id)
        self.store.operations.move_to_shift(write.id, paper.id)
        self.store.journal.append(at, "shift.merged", {"id": write.id, "into": paper.id, "serial": paper.serial})

    def _note(self, at: datetime, write: w.Write) -> None:
        assert isinstance(write, w.Note)
        self.store.journal.append(at, write.kind, write.body)


def _with_server_stamp(row: Operation, stamp: FiscalStamp) -> Operation:
    """What the server says, with the turnover of each tax from our own count: it does not tell that."""
    turnover = {tax.code: tax.turnover for tax in row.document.taxes} if row.document else {}
    taxes = tuple(replace(tax, turnover=turnover.get(tax.code, 0)) for tax in stamp.taxes)
    other = row.printed_as not in {None, stamp.fiscal_code}
    kept = replace(stamp, taxes=taxes, reprint_due=_copy_is_due(row) or other)
    if row.stamp is not None and row.stamp.offline and stamp.fiscal_code is None:
        kept = replace(kept, fiscal_code=row.stamp.fiscal_code, fiscal_date=row.stamp.fiscal_date, offline=True)
    return replace(row, stamp=kept, fiscal_code=kept.fiscal_code, fiscal_date=kept.fiscal_date)


def _copy_is_due(row: Operation) -> bool:
    """A paper that is wrong stays wrong, whatever stamp follows."""
    return row.stamp is not None and row.stamp.reprint_due


def _is_done(row: Operation) -> bool:
    """Has Checkbox said its last word on this receipt? A cash movement ends without a number of the tax service."""
    if row.kind in {OperationKind.SERVICE_IN, OperationKind.SERVICE_OUT}:
        return row.state in {OperationState.ACCEPTED, OperationState.DONE}
    return row.document is not None and row.state is OperationState.DONE and row.fiscal_code is not None


def _moves_cash(receipt: Receipt | None) -> bool:
    if receipt is None:
        return False
    by_cash = any(payment.type is PaymentType.CASH for payment in receipt.payments)
    return by_cash or receipt.kind is ReceiptKind.CASH_WITHDRAWAL


def before_key(shift_id: str) -> str:
    """The setting that holds what the server had in a shift before this till worked in it: the base of our sums."""
    return f"shift.{shift_id}.before"
