"""X and Z reports of the sandbox register, and the sums of a shift they are made from."""

from datetime import datetime
from typing import Any

from pos_app.sandbox.checkbox.arithmetic import TaxRate
from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.state import PaymentSums, Receipt, Shift, Sums, TaxSums


def plain(rate: Any) -> int | float:
    """A percent as the wire writes it: 20, 1.5."""
    return int(rate) if rate == int(rate) else float(rate)


def payment_sums(sums: Sums, payment: dict[str, Any]) -> PaymentSums:
    """The row of a form of payment: the same type, number and label share one."""
    code = payment.get("code")
    key = f"{payment['type']}:{code}:{payment['label']}"
    return sums.payments.setdefault(key, PaymentSums(payment["type"], code, payment["label"]))


def count(shift: Shift, receipt: Receipt, turnover: dict[int, int], at: datetime) -> None:
    """Add a sale or a return to its shift."""
    sums = shift.sums
    returned = receipt.type == "RETURN"
    change = receipt.total_rest
    for payment in receipt.payments:
        value = payment["value"]
        if payment["type"] == "CASH":
            value -= change
            change = 0
        row = payment_sums(sums, payment)
        if returned:
            row.return_sum += value
        else:
            row.sell_sum += value
    card = sum(payment["value"] for payment in receipt.payments if payment["type"] != "CASH")
    cash = receipt.total_payment - card - receipt.total_rest
    _count_money(sums, returned, cash, card, receipt.round_sum)
    _count_taxes(sums, receipt, turnover)
    for discount in [*receipt.discounts, *(one for item in receipt.goods for one in item["discounts"])]:
        if discount["type"] == "DISCOUNT":
            sums.discounts -= discount["sum"]
        elif discount["type"] == "EXTRA_CHARGE":
            sums.extra_charges += discount["sum"]
    sums.last_receipt_id = receipt.id
    sums.updated_at = at


def _count_money(sums: Sums, returned: bool, cash: int, card: int, rounding: int) -> None:
    up, down = max(rounding, 0), max(-rounding, 0)
    if returned:
        sums.cash_returns += cash
        sums.card_returns += card
        sums.return_receipts += 1
        sums.returns_round_up += up
        sums.returns_round_down += down
    else:
        sums.cash_sales += cash
        sums.card_sales += card
        sums.sell_receipts += 1
        sums.sales_round_up += up
        sums.sales_round_down += down


def _count_taxes(sums: Sums, receipt: Receipt, turnover: dict[int, int]) -> None:
    for tax in receipt.taxes:
        row = sums.taxes.setdefault(tax["code"], TaxSums())
        if receipt.type == "RETURN":
            row.return_value += tax["value"]
            row.return_extra += tax["extra_value"]
            row.returns_turnover += turnover[tax["code"]]
        else:
            row.sell_value += tax["value"]
            row.sell_extra += tax["extra_value"]
            row.sales_turnover += turnover[tax["code"]]


def x_report(register: Register, shift: Shift) -> dict[str, Any]:
    """A report of the shift so far, kept and numbered apart from Z reports."""
    register.state.report_serial += 1
    report = _report(register, shift, register.state.report_serial, is_z=False)
    register.state.reports[report["id"]] = report
    return report


def z_report(register: Register, shift: Shift, given: dict[str, Any] | None) -> dict[str, Any]:
    """The closing report; one made by the client is taken as it is, unchecked, as the vendor takes it."""
    register.state.z_serial += 1
    report = _report(register, shift, register.state.z_serial, is_z=True)
    if given is None:
        return report
    now = register.now().isoformat()
    own = {name: value for name, value in given.items() if value is not None and name not in ("payments", "taxes")}
    if "created_at" in own:
        own["created_at"] = own["created_at"].isoformat()
    payments = [{"id": register.new_id(), **row} for row in given["payments"]]
    taxes = [
        {"id": register.new_id(), "created_at": now, **row, "setup_date": row["setup_date"].isoformat()}
        for row in given["taxes"]
    ]
    return {**report, **own, "payments": payments, "taxes": taxes}


def _report(register: Register, shift: Shift, serial: int, *, is_z: bool) -> dict[str, Any]:
    sums = shift.sums
    now = register.now().isoformat()
    rows = sorted(sums.payments.values(), key=lambda row: (row.type != "CASH", row.code or 0, row.label))
    return {
        "id": register.new_id(),
        "shift_id": shift.id,
        "last_receipt_id": sums.last_receipt_id,
        "fiscal_code": None,
        "fiscal_date": None,
        "serial": serial,
        "is_z_report": is_z,
        "payments": [_payment_row(register, row) for row in rows],
        "taxes": [_tax_row(register, tax, sums.taxes.get(tax.code, TaxSums()), now) for tax in register.settings.taxes],
        "sell_receipts_count": sums.sell_receipts,
        "return_receipts_count": sums.return_receipts,
        "cash_withdrawal_receipts_count": sums.withdrawal_receipts,
        "currency_exchange_count": 0,
        "transfers_count": 0,
        "transfers_sum": 0,
        "balance": shift.balance,
        "initial": shift.initial,
        "sales_round_up": sums.sales_round_up,
        "sales_round_down": sums.sales_round_down,
        "returns_round_up": sums.returns_round_up,
        "returns_round_down": sums.returns_round_down,
        "discounts_sum": sums.discounts,
        "extra_charge_sum": sums.extra_charges,
        "transaction_fail": False,
        "rates": None,
        "fiscal_api_type": None,
        "created_at": now,
        "updated_at": None,
    }


def _payment_row(register: Register, row: PaymentSums) -> dict[str, Any]:
    return {
        "id": register.new_id(),
        "code": row.code,
        "type": row.type,
        "provider_type": None,
        "label": row.label,
        "sell_sum": row.sell_sum,
        "return_sum": row.return_sum,
        "service_in": row.service_in,
        "service_out": row.service_out,
        "cash_withdrawal": row.cash_withdrawal,
        "cash_withdrawal_commission": row.cash_withdrawal_commission,
    }


def _tax_row(register: Register, tax: TaxRate, sums: TaxSums, now: str) -> dict[str, Any]:
    return {
        "id": register.new_id(),
        "code": tax.code,
        "label": tax.label,
        "symbol": tax.symbol,
        "rate": plain(tax.rate),
        "extra_rate": plain(tax.extra_rate),
        "sell_sum": sums.sell_value + sums.sell_extra,
        "rate_sell_sum": sums.sell_value,
        "extra_rate_sell_sum": sums.sell_extra,
        "return_sum": sums.return_value + sums.return_extra,
        "rate_return_sum": sums.return_value,
        "extra_rate_return_sum": sums.return_extra,
        "included": True,
        "is_gambling": False,
        "type": "INCLUDED",
        "sales_turnover": sums.sales_turnover,
        "returns_turnover": sums.returns_turnover,
        "no_vat": tax.no_vat,
        "created_at": now,
        "setup_date": register.state.created_at.isoformat(),
    }


def report(register: Register, identity: str) -> dict[str, Any]:
    """A kept report by its id."""
    found = register.state.reports.get(identity)
    if found is None:
        raise refuse("report_unknown")
    return found
