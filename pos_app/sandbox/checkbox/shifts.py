"""Shifts of the sandbox register: opening, closing with the Z report, and their lives in between."""

from datetime import datetime, timedelta
from typing import Any, Final

from pos_app.sandbox.checkbox import offline, reports
from pos_app.sandbox.checkbox.access import need_no_kasa
from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.settings import CashierAccount
from pos_app.sandbox.checkbox.shapes import KYIV
from pos_app.sandbox.checkbox.state import Shift, Transaction

OPENING_REFUSED: Final = "CertificateExpired: строк дії сертифіката закінчився"


def open_shift(register: Register, cashier: CashierAccount, body: dict[str, Any]) -> Shift:
    """A new shift; the same id again gives the shift that is there already."""
    state = register.state
    known = state.shifts.get(body["id"] or "")
    if known is not None and known.cashier_id == cashier.id:
        return known
    running = register.current()
    if known is not None or (running is not None and running.cashier_id != cashier.id):
        raise refuse("busy")
    if running is not None:
        raise refuse("already_working")
    register.need_signer()
    closes = body["auto_close_at"]
    if closes is not None:
        _check_auto_close(register, closes)
    stamp = offline.plan(register, body["fiscal_code"], body["fiscal_date"])
    identity = body["id"] or register.new_id()
    transaction = offline.commit(register, stamp, "SHIFT_OPEN", identity)
    state.shift_serial += 1
    shift = Shift(
        id=identity,
        serial=state.shift_serial,
        status="CREATED",
        cashier_id=cashier.id,
        created_at=stamp.at,
        at=stamp.at,
        initial=state.balance,
        initial_transaction=transaction.id,
        auto_close_at=closes,
    )
    state.shifts[identity] = shift
    state.current_shift = identity
    register.after(register.settings.open_delay_s / 2, "shift_opening", identity)
    register.after(register.settings.open_delay_s, "shift_opened", identity)
    if closes is not None:
        register.after((closes - register.now()).total_seconds(), "shift_auto_close", identity)
    return shift


def _check_auto_close(register: Register, closes: datetime) -> None:
    now = register.now()
    if closes <= now or closes.astimezone(KYIV).date() != now.astimezone(KYIV).date():
        raise refuse("auto_close")


def shift_opening(register: Register, identity: str, at: datetime) -> None:
    """The opening is signed and under way."""
    shift = register.state.shifts[identity]
    if shift.status == "CREATED":
        shift.status = "OPENING"
        shift.updated_at = at


def shift_opened(register: Register, identity: str, at: datetime) -> None:
    """The tax service took the opening (or it was stamped offline)."""
    shift = register.state.shifts[identity]
    transaction = register.state.transactions[shift.initial_transaction]
    if register.state.world.failing_openings > 0:
        _not_opened(register, shift, transaction, at)
        return
    if not _registered(register, shift.initial_transaction, "shift_opened", identity, at):
        return
    shift.at = transaction.at
    shift.opened_at = transaction.at
    shift.status = "OPENED"
    shift.updated_at = at


def _not_opened(register: Register, shift: Shift, transaction: Transaction, at: datetime) -> None:
    """The tax service refuses the opening: the shift ends where it began, the reason stands in its transaction."""
    register.state.world.failing_openings -= 1
    transaction.status = transaction.response_status = "ERROR"
    transaction.response_error = OPENING_REFUSED
    transaction.updated_at = shift.updated_at = shift.closed_at = at
    shift.status = "CLOSED"
    register.state.current_shift = None


def _registered(register: Register, transaction_id: str, kind: str, identity: str, at: datetime) -> bool:
    """Deliver or stamp a transaction; False if neither can be done yet and `kind` was put off."""
    transaction = register.state.transactions[transaction_id]
    if transaction.offline_id is None:
        if not register.state.world.tax_service_down:
            register.deliver(transaction, at)
            return True
        if not offline.restamp(register, transaction):
            register.after(register.settings.retry_delay_s, kind, identity)
            return False
    register.sign(transaction, at)
    return True


def close_shift(register: Register, cashier: CashierAccount, body: dict[str, Any]) -> Shift:
    """Begin to close the cashier's shift; its Z report is in the answer already."""
    if not body["skip_client_name_check"]:
        need_no_kasa(register)
    shift = register.working_shift(cashier)
    register.need_signer()
    return _close(register, shift, body)


def close_by_id(register: Register, identity: str, body: dict[str, Any]) -> Shift:
    """Begin to close a shift of any cashier, as a manager does."""
    shift = register.state.shifts.get(identity)
    if shift is None:
        raise refuse("shift_unknown")
    if not body["skip_client_name_check"]:
        need_no_kasa(register)
    if shift.status != "OPENED":
        raise refuse("not_opened")
    return _close(register, shift, {**body, "fiscal_code": None, "fiscal_date": None})


def _close(register: Register, shift: Shift, body: dict[str, Any]) -> Shift:
    stamp = offline.plan(register, body["fiscal_code"], body["fiscal_date"])
    if body["fiscal_date"] is not None and stamp.code is not None and stamp.at <= shift.at:
        raise refuse("date_shift")
    transaction = offline.commit(register, stamp, "Z_REPORT", shift.id)
    shift.closing_transaction = transaction.id
    shift.status = "CLOSING"
    shift.updated_at = register.now()
    report = reports.z_report(register, shift, body.get("report"))
    report["fiscal_date"] = stamp.at.isoformat()
    register.state.reports[report["id"]] = report
    shift.z_report = report["id"]
    register.after(register.settings.close_delay_s, "shift_closed", shift.id)
    return shift


def shift_closed(register: Register, identity: str, at: datetime) -> None:
    """The Z report is registered: the register is free, its cash goes on to the next shift."""
    shift = register.state.shifts[identity]
    if shift.closing_transaction is None or shift.z_report is None:
        return
    if not _registered(register, shift.closing_transaction, "shift_closed", identity, at):
        return
    transaction = register.state.transactions[shift.closing_transaction]
    report = register.state.reports[shift.z_report]
    report["fiscal_code"] = transaction.offline_id or transaction.response_id
    report["fiscal_date"] = transaction.at.isoformat()
    shift.closed_at = transaction.at
    shift.status = "CLOSED"
    shift.updated_at = at
    register.state.balance = shift.balance
    register.state.current_shift = None
    register.state.world.shift_by_kasa = False


def shift_auto_close(register: Register, identity: str, _at: datetime) -> None:
    """The hour named at the opening has come."""
    shift = register.state.shifts[identity]
    if shift.status == "OPENED":
        _close(register, shift, {"fiscal_code": None, "fiscal_date": None})


def shift_left(register: Register, identity: str, at: datetime) -> None:
    """Whoever opened it is gone: it is closed, as soon as it is open."""
    shift = register.state.shifts[identity]
    if shift.status in {"CREATED", "OPENING"}:
        register.after(max(register.settings.retry_delay_s, 1.0), "shift_left", identity)
    else:
        shift_auto_close(register, identity, at)


def check_age(register: Register, shift: Shift, at: datetime) -> None:
    """Refuse a document dated past the lawful length of the shift."""
    if at - shift.at > timedelta(hours=register.settings.shift_limit_h):
        raise refuse("shift_too_long")
