"""What the sandbox Checkbox says about its shifts, transactions and receipts: the JSON of its answers."""

from typing import Any

from pos_app.sandbox.checkbox.answers import cash_register, cashier, iso, tax
from pos_app.sandbox.checkbox.arithmetic import TaxRate
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.state import Receipt, Shift, TaxSums, Transaction


def transaction(one: Transaction | None) -> dict[str, Any] | None:
    """A message to the tax service."""
    if one is None:
        return None
    return {
        "id": one.id,
        "type": one.type,
        "serial": one.serial,
        "status": one.status,
        "request_signed_at": iso(one.signed_at),
        "request_received_at": iso(one.received_at),
        "response_status": one.response_status,
        "response_error_message": one.response_error,
        "response_id": one.response_id,
        "offline_id": one.offline_id,
        "created_at": iso(one.at if one.offline_id else one.created_at),
        "updated_at": iso(one.updated_at),
        "original_datetime": iso(one.at),
        "previous_hash": one.previous_hash,
    }


def balance(one: Shift) -> dict[str, Any]:
    """The money of a shift, kopecks."""
    sums = one.sums
    return {
        "initial": one.initial,
        "balance": one.balance,
        "cash_sales": sums.cash_sales,
        "card_sales": sums.card_sales,
        "discounts_sum": sums.discounts,
        "extra_charge_sum": sums.extra_charges,
        "cash_returns": sums.cash_returns,
        "card_returns": sums.card_returns,
        "service_in": sums.service_in,
        "service_out": sums.service_out,
        "updated_at": iso(sums.updated_at),
    }


def _shift_tax(register: Register, rate: TaxRate, sums: TaxSums) -> dict[str, Any]:
    row = register.tax_rows.get(rate.code)
    if row is None:
        row = {name: value for name, value in tax(register, rate).items() if name != "is_default"}
        register.tax_rows[rate.code] = row
    return {
        **row,
        "sales": sums.sell_value + sums.sell_extra,
        "returns": sums.return_value + sums.return_extra,
        "sales_turnover": sums.sales_turnover,
        "returns_turnover": sums.returns_turnover,
    }


def short_shift(register: Register, one: Shift) -> dict[str, Any]:
    """A shift without its taxes, cashier and register."""
    transactions = register.state.transactions
    return {
        "id": one.id,
        "serial": one.serial,
        "status": one.status,
        "z_report": None if one.z_report is None else register.state.reports[one.z_report],
        "opened_at": iso(one.opened_at),
        "closed_at": iso(one.closed_at),
        "initial_transaction": transaction(transactions[one.initial_transaction]),
        "closing_transaction": transaction(transactions.get(one.closing_transaction or "")),
        "created_at": iso(one.created_at),
        "updated_at": iso(one.updated_at),
        "balance": balance(one),
    }


def shift(register: Register, one: Shift) -> dict[str, Any]:
    """A shift with its taxes."""
    none = TaxSums()
    return {
        **short_shift(register, one),
        "taxes": [
            _shift_tax(register, rate, one.sums.taxes.get(rate.code, none)) for rate in register.settings.taxes
        ],
        "emergency_close": False,
        "emergency_close_details": None,
    }


def _of_cashier(register: Register, one: Shift) -> dict[str, Any]:
    return {"cashier": cashier(register, register.cashiers[one.cashier_id])}


def shift_with_register(register: Register, one: Shift) -> dict[str, Any]:
    """A shift and its register."""
    return {**shift(register, one), "cash_register": cash_register(register)}


def whole_shift(register: Register, one: Shift) -> dict[str, Any]:
    """A shift with all that is said about it."""
    return {**shift_with_register(register, one), **_of_cashier(register, one)}


def receipt(register: Register, one: Receipt) -> dict[str, Any]:
    """A receipt with its shift."""
    details = one.details
    return {
        "id": one.id,
        "type": one.type,
        "transaction": transaction(register.state.transactions.get(one.transaction_id or "")),
        "transaction_id": one.transaction_id,
        "serial": one.serial,
        "status": one.status,
        "goods": one.goods,
        "payments": one.payments,
        "total_sum": one.total_sum,
        "total_payment": one.total_payment,
        "total_rest": one.total_rest,
        "round_sum": one.round_sum,
        "rounding_mode": one.rounding_mode,
        "fiscal_code": one.fiscal_code,
        "fiscal_date": iso(one.fiscal_date),
        "delivered_at": iso(one.sent_at),
        "created_at": iso(one.created_at),
        "updated_at": iso(one.updated_at),
        "taxes": one.taxes,
        "discounts": one.discounts,
        "order_id": details.get("order_id"),
        "header": details.get("header"),
        "footer": details.get("footer"),
        "barcode": details.get("barcode"),
        "custom": details.get("custom"),
        "context": details.get("context"),
        "is_created_offline": one.offline,
        "is_sent_dps": one.sent_at is not None,
        "sent_dps_at": iso(one.sent_at),
        "tax_url": one.tax_url,
        "related_receipt_id": details.get("related_receipt_id"),
        "technical_return": bool(details.get("technical_return")),
        "stock_code": details.get("stock_code"),
        "currency_exchange": None,
        "pre_payment_relation_id": one.relation_id,
        "is_test": register.settings.is_test,
        "shift_id": one.shift_id,
        "cashier_id": one.cashier_id,
        "cash_register_id": register.settings.register_id,
        "organization_id": register.settings.organization_id,
        "delivery": details.get("delivery"),
        "control_number": one.control_number,
        "shift": whole_shift(register, register.state.shifts[one.shift_id]),
    }


def stored_receipt(register: Register, one: Receipt) -> dict[str, Any]:
    """A receipt as asking for it by id gives it; its model differs a little from that of a new one."""
    shown = {name: value for name, value in receipt(register, one).items() if name not in ("rounding_mode", "is_test")}
    return {**shown, "related_receipt_created_at": one.details.get("related_receipt_created_at")}


def detailed_register(register: Register) -> dict[str, Any]:
    """The register as the organisation's list shows it."""
    running = register.current()
    return {
        **cash_register(register),
        "is_test": register.settings.is_test,
        "shift": None if running is None else {**shift(register, running), **_of_cashier(register, running)},
        "offline_mode": register.state.offline_mode,
        "stay_offline": register.state.stay_offline,
        "branch": None,
        "address": register.settings.seller.address,
    }
