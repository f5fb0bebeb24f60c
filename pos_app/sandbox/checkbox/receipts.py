"""Receipts of the sandbox register: sales and returns, online and offline, and their way to the tax service."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from pos_app.sandbox.checkbox import offline, reports, shifts
from pos_app.sandbox.checkbox.access import need_no_kasa, need_right
from pos_app.sandbox.checkbox.arithmetic import LineTotals, TaxRate
from pos_app.sandbox.checkbox.bills import Bill, check_payment, discount_codes, hryvnias, work_out
from pos_app.sandbox.checkbox.refusals import refuse, unacceptable
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.settings import CashierAccount
from pos_app.sandbox.checkbox.shapes import KYIV
from pos_app.sandbox.checkbox.state import Receipt, Shift, Transaction

REFUSED_WORDS = "Недопустиме значення поля {name}"

KEPT_DETAILS = (
    "cashier_name",
    "departament",
    "header",
    "footer",
    "barcode",
    "custom",
    "context",
    "order_id",
    "related_receipt_id",
    "technical_return",
    "stock_code",
    "delivery",
)


def sell(register: Register, cashier: CashierAccount, body: dict[str, Any], *, manual: bool = False) -> Receipt:
    """A sale or return; `manual` is sell-offline, whose code and date come from the client."""
    need_no_kasa(register)
    shift = register.working_shift(cashier)
    need_new_id(register, body["id"])
    check_pace(register)
    register.need_signer()
    if manual and not (register.state.offline_mode and register.state.stay_offline):
        raise refuse("need_manual")
    check_links(register, body)
    need_acceptable(register, body)
    bill = work_out(register, body)
    need_right(cashier, "returns" if bill.kind == "RETURN" else "sales")
    check_payment(bill, shift)
    return place(register, cashier, shift, body, bill)


def place(register: Register, cashier: CashierAccount, shift: Shift, body: dict[str, Any], bill: Bill) -> Receipt:
    """Store a receipt that was found acceptable, and send it on its way to the tax service."""
    stamp = stamp_for(register, shift, body)
    receipt = _receipt(register, cashier, shift, body, bill, stamp.at)
    register.state.receipts[receipt.id] = receipt
    transaction = offline.commit(register, stamp, "RECEIPT", receipt.id)
    receipt.transaction_id = transaction.id
    stamp_offline(register, receipt, transaction)
    register.state.last_receipt_id = receipt.id
    reports.count(shift, receipt, bill.totals.turnover(), register.now())
    register.after(register.settings.receipt_delay_s, "receipt_done", receipt.id)
    note_delivery(register, receipt)
    return receipt


def stamp_for(register: Register, shift: Shift, body: dict[str, Any]) -> offline.Stamp:
    """How a fiscal receipt of this shift is to be dated and numbered; refused where it cannot be."""
    stamp = offline.plan(register, body.get("fiscal_code"), body.get("fiscal_date"))
    if body.get("fiscal_date") is not None and stamp.at <= shift.at:
        raise refuse("date_shift")
    shifts.check_age(register, shift, stamp.at)
    return stamp


def _receipt(
    register: Register, cashier: CashierAccount, shift: Shift, body: dict[str, Any], bill: Bill, at: datetime
) -> Receipt:
    register.state.receipt_serial += 1
    goods = [
        _good(register, item, line, rates)
        for item, line, rates in zip(body["goods"], bill.totals.lines, bill.rates, strict=True)
    ]
    sums = bill.totals.taxes()
    return Receipt(
        id=body["id"] or register.new_id(),
        type=bill.kind,
        serial=register.state.receipt_serial,
        status="CREATED",
        shift_id=shift.id,
        cashier_id=cashier.id,
        created_at=at,
        goods=goods,
        payments=[shown_payment(payment) for payment in body["payments"]],
        taxes=[_tax(register, register.taxes[code], *sums[code]) for code in sorted(sums)],
        discounts=[
            _discount(discount, total)
            for discount, total in zip(body["discounts"], bill.totals.adjustments, strict=True)
        ],
        total_sum=bill.totals.total,
        total_payment=bill.paid,
        total_rest=bill.paid - bill.due,
        round_sum=bill.due - bill.totals.total,
        rounding_mode=bill.mode,
        details=details(body),
    )


def details(body: dict[str, Any]) -> dict[str, Any]:
    origin_at = body.get("related_receipt_created_at")
    kept = {name: body.get(name) for name in KEPT_DETAILS}
    return {**kept, "related_receipt_created_at": None if origin_at is None else origin_at.isoformat()}


def _good(register: Register, item: dict[str, Any], line: LineTotals, rates: list[TaxRate]) -> dict[str, Any]:
    good = item["good"]
    stamps = good["excise_barcodes"] or ([good["excise_barcode"]] if good["excise_barcode"] else [])
    shown = {name: good[name] for name in ("code", "barcode", "name", "header", "footer", "uktzed", "price")}
    return {
        "good": {**shown, "excise_barcodes": stamps, "e_excise_barcodes": good["e_excise_barcodes"] or []},
        "good_id": item["good_id"],
        "sum": line.sum,
        "quantity": item["quantity"],
        "is_return": item["is_return"],
        "taxes": [
            _tax(register, rate, tax.value, tax.extra_value) for rate, tax in zip(rates, line.taxes, strict=True)
        ],
        "discounts": [
            _discount(discount, total) for discount, total in zip(item["discounts"], line.adjustments, strict=True)
        ],
    }


def _tax(register: Register, rate: TaxRate, value: int, extra_value: int) -> dict[str, Any]:
    return {
        "id": rate.id,
        "code": rate.code,
        "label": rate.label,
        "symbol": rate.symbol,
        "rate": reports.plain(rate.rate),
        "extra_rate": reports.plain(rate.extra_rate),
        "included": True,
        "no_vat": rate.no_vat,
        "created_at": register.state.created_at.isoformat(),
        "updated_at": None,
        "value": value,
        "extra_value": extra_value,
    }


def _discount(discount: dict[str, Any], total: int) -> dict[str, Any]:
    shown = {name: discount[name] for name in ("type", "mode", "value", "name", "privilege")}
    return {**shown, "tax_code": None, "tax_codes": discount_codes(discount), "sum": total}


def shown_payment(payment: dict[str, Any]) -> dict[str, Any]:
    if payment["type"] == "CASH":
        return dict(payment)
    seller = payment["acquirer_and_seller"] or payment["acquiring"]
    return {**payment, "acquirer_and_seller": seller, "acquiring": seller}


def need_new_id(register: Register, identity: str | None) -> None:
    """A receipt's id is its idempotency key: a second receipt under it is refused."""
    if identity is not None and identity in register.state.receipts:
        raise refuse("duplicate")


def check_links(register: Register, body: dict[str, Any]) -> None:
    if body["order_id"] is not None:
        raise refuse("order")
    previous = body["previous_receipt_id"]
    if previous is not None and previous != register.state.last_receipt_id:
        raise refuse("previous")


def need_acceptable(register: Register, body: dict[str, Any]) -> None:
    """Refuse what the register was told not to take, naming the place as every 422 does."""
    for name, values in register.state.world.refused_values.items():
        whole = {**body, "phone": (body.get("delivery") or {}).get("phone")}
        if whole.get(name) in values:
            raise unacceptable(("delivery", name) if name == "phone" else (name,), REFUSED_WORDS.format(name=name))
        for place, item in enumerate(body["goods"]):
            if item["good"].get(name) in values:
                raise unacceptable(("goods", place, "good", name), REFUSED_WORDS.format(name=name))


def check_pace(register: Register) -> None:
    """So many receipts in an interval; one more blocks the register for a while."""
    settings, state, now = register.settings, register.state, register.now()
    if not settings.pace_is_limited:
        return
    if state.blocked_until is not None and now < state.blocked_until:
        raise refuse("too_often")
    recent = [at for at in state.receipt_times if now - at < timedelta(seconds=settings.receipts_interval_s)]
    if len(recent) >= settings.receipts_per_interval:
        state.blocked_until = now + timedelta(seconds=settings.receipts_block_s)
        raise refuse("too_often")
    state.receipt_times = [*recent, now]


# -- the tax service ------------------------------------------------------------------------------------------------


def stamp_offline(register: Register, receipt: Receipt, transaction: Transaction) -> None:
    """Give an offline receipt its code, date, control number and link; an online one gets them when done."""
    if transaction.offline_id is None:
        return
    receipt.offline = True
    receipt.fiscal_code = transaction.offline_id
    receipt.fiscal_date = transaction.at
    receipt.control_number = f"{int(transaction.hash[:8], 16) % 10_000:04d}"
    receipt.tax_url = tax_url(register, receipt, transaction.hash)
    register.state.receipt_by_code[receipt.fiscal_code] = receipt.id


def tax_url(register: Register, receipt: Receipt, mac: str | None) -> str:
    """The tax service's page of a receipt; only offline receipts carry a `mac`."""
    at = (receipt.fiscal_date or receipt.created_at).astimezone(KYIV)
    address = (
        f"https://cabinet.tax.gov.ua/cashregs/check?id={receipt.fiscal_code}&date={at:%Y%m%d}"
        f"&time={quote(format(at, '%H:%M:%S'))}&fn={register.settings.fiscal_number}"
        f"&sm={hryvnias(receipt.total_sum)}"
    )
    return address if mac is None else f"{address}&mac={mac}"


def receipt_done(register: Register, identity: str, at: datetime) -> None:
    """The tax service took the receipt, or it was stamped because the tax service is silent."""
    receipt = register.state.receipts[identity]
    transaction = register.state.transactions[receipt.transaction_id or ""]
    if receipt.status != "CREATED":
        return
    receipt.updated_at = at
    if register.state.world.failing_receipts > 0:
        register.state.world.failing_receipts -= 1
        receipt.status = transaction.status = "ERROR"
        transaction.response_error = "ERROR_VEREFY Документ не пройшов перевірку"
        return
    if transaction.offline_id is None and register.state.world.tax_service_down:
        if not offline.restamp(register, transaction):
            register.after(register.settings.retry_delay_s, "receipt_done", identity)
            return
        stamp_offline(register, receipt, transaction)
    if transaction.offline_id is None:
        register.deliver(transaction, at)
        receipt.fiscal_code = transaction.response_id
        receipt.fiscal_date = transaction.at
        receipt.tax_url = tax_url(register, receipt, None)
        receipt.sent_at = at
        register.state.receipt_by_code[receipt.fiscal_code or ""] = receipt.id
    else:
        register.sign(transaction, at)
    receipt.status = "DONE"


def note_delivery(register: Register, receipt: Receipt) -> None:
    """Remember whom the e-receipt would go to."""
    delivery = receipt.details.get("delivery") or {}
    emails = [*(delivery.get("emails") or ()), *([delivery["email"]] if delivery.get("email") else ())]
    for address in emails:
        register.state.messages.append({"kind": "email", "to": address, "receipt_id": receipt.id})
    if delivery.get("phone") and register.settings.sms_is_active:
        register.state.messages.append({"kind": "sms", "to": delivery["phone"], "receipt_id": receipt.id})
