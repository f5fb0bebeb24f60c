"""Cash in, cash out and cash withdrawal at the sandbox register."""

from typing import Any

from pos_app.sandbox.checkbox import offline, reports
from pos_app.sandbox.checkbox.access import need_no_kasa, need_right
from pos_app.sandbox.checkbox.bills import need_cash
from pos_app.sandbox.checkbox.receipts import (
    check_links,
    check_pace,
    details,
    need_acceptable,
    need_new_id,
    note_delivery,
    shown_payment,
    stamp_for,
    stamp_offline,
)
from pos_app.sandbox.checkbox.refusals import unacceptable
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.settings import CashierAccount
from pos_app.sandbox.checkbox.state import Receipt


def service(register: Register, cashier: CashierAccount, body: dict[str, Any]) -> Receipt:
    """Cash in (positive) or out (negative): done at once and never sent to the tax service."""
    need_no_kasa(register)
    shift = register.working_shift(cashier)
    need_new_id(register, body["id"])
    value = body["payment"]["value"]
    if value == 0:
        raise unacceptable(("payment", "value"), "Сума не може дорівнювати нулю")
    need_right(cashier, "service_in" if value > 0 else "service_out")
    if value < 0:
        need_cash(shift, -value)
    state, now = register.state, register.now()
    state.receipt_serial += 1
    receipt = Receipt(
        id=body["id"] or register.new_id(),
        type="SERVICE_IN" if value > 0 else "SERVICE_OUT",
        serial=state.receipt_serial,
        status="DONE",
        shift_id=shift.id,
        cashier_id=cashier.id,
        created_at=now,
        goods=[],
        payments=[dict(body["payment"])],
        taxes=[],
        discounts=[],
        total_sum=abs(value),
        total_payment=abs(value),
        details=details(body),
    )
    state.receipts[receipt.id] = receipt
    row = reports.payment_sums(shift.sums, body["payment"])
    if value > 0:
        shift.sums.service_in += value
        row.service_in += value
    else:
        shift.sums.service_out -= value
        row.service_out -= value
    shift.sums.updated_at = now
    return receipt


def withdraw(register: Register, cashier: CashierAccount, body: dict[str, Any]) -> Receipt:
    """Cash given out against a card payment; a fiscal receipt without goods."""
    need_no_kasa(register)
    shift = register.working_shift(cashier)
    need_new_id(register, body["id"])
    check_pace(register)
    register.need_signer()
    check_links(register, {**body, "order_id": None})
    need_acceptable(register, {**body, "goods": []})
    need_right(cashier, "sales")
    payment = body["payment"]
    need_cash(shift, payment["value"])
    stamp = stamp_for(register, shift, body)
    state = register.state
    state.receipt_serial += 1
    receipt = Receipt(
        id=body["id"] or register.new_id(),
        type="CASH_WITHDRAWAL",
        serial=state.receipt_serial,
        status="CREATED",
        shift_id=shift.id,
        cashier_id=cashier.id,
        created_at=stamp.at,
        goods=[],
        payments=[shown_payment(payment)],
        taxes=[],
        discounts=[],
        total_sum=payment["value"],
        total_payment=payment["value"],
        details=details(body),
    )
    state.receipts[receipt.id] = receipt
    transaction = offline.commit(register, stamp, "RECEIPT", receipt.id)
    receipt.transaction_id = transaction.id
    stamp_offline(register, receipt, transaction)
    state.last_receipt_id = receipt.id
    row = reports.payment_sums(shift.sums, payment)
    row.cash_withdrawal += payment["value"]
    row.cash_withdrawal_commission += payment["commission"] or 0
    shift.sums.withdrawn += payment["value"]
    shift.sums.withdrawal_receipts += 1
    shift.sums.last_receipt_id = receipt.id
    shift.sums.updated_at = register.now()
    register.after(register.settings.receipt_delay_s, "receipt_done", receipt.id)
    note_delivery(register, receipt)
    return receipt
