"""Online and offline of the sandbox register: codes, dates, the queue to the tax service and the way back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from pos_app.sandbox.checkbox.access import need_no_kasa
from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.settings import CashierAccount
from pos_app.sandbox.checkbox.shapes import KYIV
from pos_app.sandbox.checkbox.state import OfflineSession, Transaction

TAX_SERVICE_SILENT = (
    "_InactiveRpcError of RPC that terminated with: status = StatusCode.DEADLINE_EXCEEDED, details = "
    '"Deadline Exceeded"'
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a document will be registered: `code` None means online."""

    at: datetime
    code: str | None


# -- dates and codes of a new document ------------------------------------------------------------------------------


def check_date(register: Register, at: datetime) -> None:
    """Refuse a fiscal date before the last transaction or the last request for codes, or (if set) in the future."""
    state = register.state
    if state.last_fiscal_date is not None and at < state.last_fiscal_date:
        raise refuse("date_last", last=state.last_fiscal_date.isoformat())
    if state.last_ask_at is not None and at < state.last_ask_at:
        raise refuse("date_ask", last=state.last_ask_at.isoformat())
    tolerance = register.settings.future_tolerance_s
    if tolerance is not None and at > register.now() + timedelta(seconds=tolerance):
        raise refuse("date_future")


def server_date(register: Register) -> datetime:
    """The date the server itself gives: now, yet never before the last transaction."""
    last = register.state.last_fiscal_date
    now = register.now()
    return now if last is None else max(now, last)


def plan(register: Register, code: str | None, at: datetime | None) -> Stamp:
    """How a document would be registered now; raises, and changes nothing, if it cannot be.

    Online the given code and date are ignored. With the tax service down the register goes offline by itself.
    """
    free = register.state.free_codes
    if not register.state.offline_mode:
        if not register.state.world.tax_service_down:
            return Stamp(server_date(register), None)
        if len(free) < 2:
            raise refuse("no_codes")
        return Stamp(server_date(register), next(islice(free, 1, None)))
    if code is not None:
        register.check_code(code)
    elif not free:
        raise refuse("no_codes")
    if at is not None:
        check_date(register, at)
    return Stamp(at or server_date(register), code or next(iter(free)))


def commit(register: Register, stamp: Stamp, kind: str, document: str) -> Transaction:
    """Register a planned document; goes offline, or starts the return online, where the server does so by itself."""
    if stamp.code is not None and not register.state.offline_mode:
        go_offline_by_itself(register, stamp.at)
    transaction = register.transact(kind, stamp.at, document, stamp.code)
    state = register.state
    comes_back = state.offline_mode and not state.stay_offline and not state.world.tax_service_down
    if comes_back and register.settings.returns_online_by_itself:
        start_return(register)
    return transaction


def restamp(register: Register, transaction: Transaction) -> bool:
    """Turn an online document that the silent tax service did not take into an offline one; False without codes."""
    state = register.state
    if len(state.free_codes) < (1 if state.offline_mode else 2):
        return False
    at = server_date(register)
    if not state.offline_mode:
        go_offline_by_itself(register, at)
    state.transaction_serial += 1
    transaction.serial = state.transaction_serial
    register.date(transaction, at)
    register.take_offline(transaction, next(iter(state.free_codes)))
    return True


# -- going offline and coming back ----------------------------------------------------------------------------------


def go_offline_by_itself(register: Register, at: datetime) -> None:
    """The server's own decision when the tax service is silent: stay_offline remains false."""
    register.transact("GO_OFFLINE", at, code=next(iter(register.state.free_codes)))
    register.state.offline_mode = True
    register.state.sessions.append(OfflineSession(at))


def go_offline(register: Register, cashier: CashierAccount, body: dict[str, Any]) -> Transaction:
    """The client's decision: from now on sell-offline is allowed and the tax service is not tried."""
    state = register.state
    need_no_kasa(register)
    foreign_shift(register, cashier)
    if not register.settings.offline_allowed:
        raise refuse("option")
    if state.offline_mode and state.stay_offline:
        raise refuse("already_offline")
    code, at = body["fiscal_code"], body["go_offline_date"]
    if code is not None:
        register.check_code(code)
    elif not state.free_codes:
        raise refuse("no_codes")
    if at is not None:
        check_date(register, at)
    at = at or server_date(register)
    transaction = register.transact("GO_OFFLINE", at, code=code or next(iter(state.free_codes)))
    if not state.offline_mode:
        state.sessions.append(OfflineSession(at))
    state.offline_mode = state.stay_offline = True
    return transaction


def foreign_shift(register: Register, cashier: CashierAccount) -> None:
    """Refuse when somebody else has a shift open on this register."""
    shift = register.current()
    if shift is not None and shift.cashier_id != cashier.id:
        raise refuse("busy")


def go_online(register: Register, cashier: CashierAccount) -> dict[str, Any]:
    """Start the return online; "ok" says only that the command was taken."""
    foreign_shift(register, cashier)
    _pace_of_return(register)
    start_return(register)
    return {"status": "ok"}


def ping(register: Register) -> dict[str, Any]:
    """Ask whether the tax service is alive; starts the return online as well."""
    _pace_of_return(register)
    if register.state.world.tax_service_down:
        return {"status": "ERROR", "error": TAX_SERVICE_SILENT}
    error = None
    if register.state.backlog:
        error = f"ERROR_BAD_HASH_PREV store {register.state.delivered_hash} chk {register.state.last_hash}"
    start_return(register)
    return {"status": "DONE", "error": error}


def _pace_of_return(register: Register) -> None:
    settings, state, now = register.settings, register.state, register.now()
    last = state.last_return_call
    if settings.return_is_limited and last is not None and now - last < timedelta(seconds=settings.return_interval_s):
        raise refuse("too_often")
    state.last_return_call = now


def start_return(register: Register) -> None:
    """Let the queue go to the tax service after the usual delay."""
    waiting = any(kind == "return_online" for _, _, kind, _ in register.state.pending)
    if register.state.offline_mode and not waiting:
        register.after(register.settings.go_online_delay_s, "return_online", "")


def return_online(register: Register, _reference: str, at: datetime) -> None:
    """Deliver part of the queue; with nothing left the register is online again."""
    state = register.state
    if state.world.tax_service_down or not state.offline_mode:
        return
    batch = state.backlog[: register.settings.deliveries_per_go_online]
    state.backlog = state.backlog[len(batch) :]
    for identity in batch:
        transaction = state.transactions[identity]
        register.deliver(transaction, at)
        receipt = state.receipts.get(transaction.document or "")
        if receipt is not None:
            receipt.sent_at = receipt.updated_at = at
    if state.backlog:
        return
    state.offline_mode = state.stay_offline = False
    online = register.transact("GO_ONLINE", max(at, state.last_fiscal_date or at))
    register.deliver(online, at)
    state.sessions[-1].end = online.at


# -- codes ----------------------------------------------------------------------------------------------------------


def ask_codes(register: Register, count: int, sync: bool) -> dict[str, Any]:
    """Ask the tax service for codes; from then on offline documents may not be dated earlier."""
    state = register.state
    if state.offline_mode:
        return {"status": "ERROR", "error": "Запит офлайн кодів можливий лише в онлайн режимі"}
    if state.latest_types.count("ASK_OFFLINE_CODES") >= 6:
        return {"status": "ERROR", "error": "Занадто часто виконується запит отримання офлайн кодів"}
    now = register.now()
    transaction = register.transact("ASK_OFFLINE_CODES", now)
    state.last_ask_at = now
    if state.world.tax_service_down:
        transaction.status = "ERROR"
        return {"status": "TIMEOUT", "error": TAX_SERVICE_SILENT} if sync else {"status": "OK"}
    if sync:
        codes_arrive(register, f"{transaction.id}:{count}", now)
        return {"status": "DONE", "error": None}
    register.after(register.settings.ask_delay_s, "codes_arrive", f"{transaction.id}:{count}")
    return {"status": "OK"}


def codes_arrive(register: Register, reference: str, at: datetime) -> None:
    """The tax service repeats the unused codes and adds new ones up to the count asked for."""
    identity, count = reference.split(":")
    register.deliver(register.state.transactions[identity], at)
    register.add_codes(max(0, int(count) - len(register.state.free_codes)), at)
    register.state.used_since_ask = 0


def get_codes(register: Register, count: int) -> list[dict[str, Any]]:
    """Unused codes from the near end of the pool; only while a shift is open."""
    shift = register.current()
    if shift is None or shift.status != "OPENED":
        raise refuse("not_opened")
    return [
        {
            "cash_register_id": register.settings.register_id,
            "serial_id": serial,
            # the live service sends this date without an offset
            "created_at": register.state.codes[code].created_at.replace(tzinfo=None).isoformat(),
            "fiscal_code": code,
        }
        for code, serial in islice(register.state.free_codes.items(), count)
    ]


def count_codes(register: Register) -> dict[str, Any]:
    """How many codes are left, and whether the server thinks that enough."""
    available = len(register.state.free_codes)
    minimal = register.settings.offline_codes_minimal
    return {
        "available": available,
        "default": register.settings.offline_codes_default,
        "minimal": minimal,
        "used": register.state.used_since_ask,
        "enough_offline_codes": available >= minimal,
    }


def offline_time(register: Register, since: datetime | None, until: datetime | None) -> dict[str, Any]:
    """Seconds offline: of the stay under way and of the interval (by default this calendar month in Kyiv)."""
    now = register.now()
    month = now.astimezone(KYIV).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    since, until = since or month, until or now
    if since > until:
        raise refuse("interval")
    rows, total, current = [], 0.0, 0.0
    for session in register.state.sessions:
        end = session.end or now
        inside = (min(end, until) - max(session.start, since)).total_seconds()
        if session.end is None:
            current = max(0.0, (end - session.start).total_seconds())
        if inside > 0:
            total += inside
            shown = None if session.end is None else session.end.isoformat()
            rows.append({"start": session.start.isoformat(), "end": shown, "duration": inside})
    return {"status": {"current": current, "total": total}, "sessions": rows}
