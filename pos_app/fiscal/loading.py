"""Rebuilds the machine's state from the store when the program starts."""

from datetime import datetime, timedelta
from typing import Any

from pos_app.domain.receipt import ReceiptKind, ReceiptState
from pos_app.domain.register import OperationKind, OperationState
from pos_app.fiscal.budget import ServerHours, Stay
from pos_app.fiscal.clock import FiscalClock, latest
from pos_app.fiscal.codes import Code, CodePool
from pos_app.fiscal.documents import good_prints
from pos_app.fiscal.ledger import SERVER_HOURS
from pos_app.fiscal.reading import pace_of
from pos_app.fiscal.rules import FiscalRules
from pos_app.fiscal.state import (
    NOT_SHOWN,
    SHIFT_KINDS,
    Expected,
    OwnStamp,
    Pace,
    Pending,
    Refusal,
    Session,
    ShiftFacts,
    State,
)
from pos_app.store.offline import CodeState, OfflineSession
from pos_app.store.operations import Operation
from pos_app.store.register import RegisterRow
from pos_app.store.till_store import TillStore

ALL_CODES = 1_000_000
OPEN_HERE = {"OPENED", "CLOSING"}


def load_state(store: TillStore, rules: FiscalRules) -> State:
    """Everything the machine held, as far as it matters: the line, the clock, the codes, the hours."""
    register = store.register.load()
    codes = {state: store.offline.codes(state, limit=ALL_CODES) for state in CodeState}
    serials = {code.fiscal_code: code.serial_id for listed in codes.values() for code in listed}
    sessions = store.offline.sessions()
    lasting = next((one for one in sessions if one.ended is None), None)
    shift = store.shifts.current()
    unsettled = store.operations.unsettled()
    closing = {row.shift_id for row in unsettled if row.kind is OperationKind.SHIFT_CLOSE and row.stamp is not None}
    is_open = shift is not None and shift.status in OPEN_HERE and shift.id not in closing
    count, seconds = pace_of(register.limits)
    return State(
        rules=rules,
        mode=register.mode,
        queue=tuple(pending(row, serials) for row in unsettled),
        polls=tuple(pending(row, serials) for row in store.operations.accepted_not_done()),
        shift=ShiftFacts(shift.id, shift.opened_at) if shift is not None and is_open else None,
        clock=_clock(register, store.journal.last_at()),
        pool=CodePool.of((Code(c.serial_id, c.fiscal_code) for c in codes[CodeState.FREE]), serials),
        stays=tuple(Stay(one.began, one.ended) for one in sessions),
        server_hours=_server_hours(store.settings.get(SERVER_HOURS)),
        session=_session(lasting, serials) if lasting else None,
        pace=Pace(count, seconds),
        server_offline=register.info.offline_mode,
        server_shift=is_open,
        can_print_offline=store.shifts.last() is not None,
        last_receipt=_last_receipt(store),
        documents_since_ask=_documents_since(store, register.last_ask_at),
    )


def pending(row: Operation, serials: dict[str, int]) -> Pending:
    """A stored operation as the machine holds it."""
    # the server's own offline numbers are no stamp of ours: what carries one is there
    own = row.stamp is not None and row.stamp.state is ReceiptState.OFFLINE
    stamp = None
    if own and row.fiscal_date is not None:
        code = Code(serials.get(row.fiscal_code, 0), row.fiscal_code) if row.fiscal_code else None
        stamp = OwnStamp(row.fiscal_date, code)
    stopped = row.state is OperationState.ATTENTION
    return Pending(
        id=row.id,
        kind=row.kind,
        state=row.state,
        expected=expected(row),
        attempts=row.attempts,
        stamp=stamp,
        online=_by_chain(row),
        taken=stopped and row.stamp is not None and not own,
        sold=row.stamp is not None,
        duplicate=row.reason == NOT_SHOWN.message,
        refusal=Refusal("attention_needed", row.reason or "", row.fault_line, row.fault_field) if stopped else None,
    )


def expected(row: Operation) -> Expected | None:
    """What the server's document must come to; a shift has no sum."""
    return None if row.kind in SHIFT_KINDS else receipt_expected(row)


def receipt_expected(row: Operation) -> Expected:
    """The same of a receipt, which has one."""
    return Expected(row.total, None if _by_chain(row) else good_prints(row.body))


def _by_chain(row: Operation) -> bool:
    return row.document is not None and row.document.by_chain


def quiet_seconds(register: RegisterRow, now: datetime, quarantine_s: float) -> float:
    """How long a copy of the last unclear request may still arrive."""
    if register.last_ambiguous_at is None:
        return 0.0
    left = timedelta(seconds=quarantine_s) - (now - register.last_ambiguous_at)
    return min(max(left.total_seconds(), 0.0), quarantine_s)


def _session(lasting: OfflineSession, serials: dict[str, int]) -> Session:
    return Session(lasting.id, lasting.began, Code(serials.get(lasting.code, 0), lasting.code))


def _clock(register: RegisterRow, last_row: str | None) -> FiscalClock:
    offset = timedelta(milliseconds=register.server_offset_ms or 0)
    evidence = latest(register.last_fiscal_date, register.last_server_date)
    if last_row is not None:
        evidence = latest(evidence, datetime.fromisoformat(last_row) + offset)
    return FiscalClock(
        offset=offset,
        evidence=evidence,
        last_fiscal=register.last_fiscal_date,
        last_server=register.last_server_date,
        last_ask=register.last_ask_at,
    )


def _server_hours(row: Any) -> ServerHours | None:
    if not row:
        return None
    began = datetime.fromisoformat(row["row_began"]) if row["row_began"] else None
    return ServerHours(datetime.fromisoformat(row["at"]), began, timedelta(seconds=row["month_s"]))


def _last_receipt(store: TillStore) -> str | None:
    wanted = {ReceiptKind.SELL, ReceiptKind.RETURN, ReceiptKind.CASH_WITHDRAWAL}
    recent = store.operations.receipts(limit=50)
    return next((row.id for row in recent if row.document and row.document.kind in wanted), None)


def _documents_since(store: TillStore, last_ask: datetime | None) -> int | None:
    if last_ask is None:
        return None
    return sum(1 for row in store.operations.receipts(limit=50) if row.sold_at > last_ask)
