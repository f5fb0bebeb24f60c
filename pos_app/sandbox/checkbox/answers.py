"""What the sandbox Checkbox says about its shifts, receipts, cashiers and register: the JSON of its answers."""

from datetime import datetime
from typing import Any

from pos_app.sandbox.checkbox.arithmetic import TaxRate
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.reports import plain
from pos_app.sandbox.checkbox.settings import CashierAccount, Settings
from pos_app.sandbox.checkbox.state import Receipt, Shift, TaxSums, Transaction

RIGHTS = (
    "self_return",
    "add_discounts",
    "editing_goods_sum",
    "deferred_receipt",
    "editing_good_price",
    "can_add_manual_good",
    "service_in",
    "service_out",
    "returns",
    "sales",
    "card_payment",
    "cash_payment",
    "other_payment",
    "mixed_payment",
    "branch_params",
    "reports_history",
    "free_return",
    "add_receipt_discount",
)


def iso(at: datetime | None) -> str | None:
    """A moment as the wire writes it."""
    return None if at is None else at.isoformat()


# -- people and places ----------------------------------------------------------------------------------------------


def cashier(register: Register, account: CashierAccount) -> dict[str, Any]:
    """The cashier as shifts and receipts show one."""
    blocked = account.id in register.state.world.deactivated
    return {
        "id": account.id,
        "full_name": account.full_name,
        "nin": account.nin,
        "key_id": f"test_{account.login}" if register.settings.is_test else account.login,
        "signature_type": "TEST" if register.settings.is_test else "AGENT",
        "permissions": {right: right not in account.denied for right in RIGHTS},
        "created_at": iso(register.state.created_at),
        "updated_at": None,
        "certificate_end": None,
        "blocked": "deactivated" if blocked else None,
    }


def me(register: Register, account: CashierAccount) -> dict[str, Any]:
    """The signed-in cashier with the organisation and its limits."""
    return {
        **cashier(register, account),
        "is_test": register.settings.is_test,
        "organization": {**organization(register), **_organization_limits(register)},
    }


def organization(register: Register) -> dict[str, Any]:
    """The seller in short."""
    seller = register.settings.seller
    return {
        "id": register.settings.organization_id,
        "title": seller.title,
        "edrpou": seller.edrpou,
        "tax_number": seller.tax_number,
        "auto_close_shift_at": None,
        "account_info": [],
        "settings": {"receipt_limits": _receipt_limits(register.settings)},
    }


def _receipt_limits(settings: Settings) -> dict[str, Any]:
    return {"goods_count": settings.goods_limit, "total_sum_limit": settings.total_limit}


def _organization_limits(register: Register) -> dict[str, Any]:
    settings = register.settings
    return {
        "created_at": iso(register.state.created_at),
        "updated_at": None,
        "subscription_exp": None,
        "receipts_ratelimit_count": settings.receipts_per_interval,
        "receipts_ratelimit_interval": settings.receipts_interval_s,
        "allowed_offline_duration": 36,
        "is_vat": True,
        "offline_mode": settings.offline_allowed,
        "auto_collection_on_close": False,
        "use_original_price": False,
        "use_seamless_mode": False,
        "can_send_sms": True,
        "receipt_config": {"order_601_start_time": None},
    }


def cash_register(register: Register) -> dict[str, Any]:
    """The register as shifts show it."""
    settings = register.settings
    return {
        "id": settings.register_id,
        "fiscal_number": settings.fiscal_number,
        "active": True,
        "created_at": iso(register.state.created_at),
        "updated_at": None,
        "number": "1",
    }


def info(register: Register) -> dict[str, Any]:
    """The register with its mode and the numbers of its last documents."""
    state, settings = register.state, register.settings
    return {
        "id": settings.register_id,
        "organization_id": settings.organization_id,
        "fiscal_number": settings.fiscal_number,
        "created_at": iso(state.created_at),
        "updated_at": None,
        "number": "1",
        "address": settings.seller.address,
        "title": settings.seller.outlet,
        "offline_mode": state.offline_mode,
        "stay_offline": state.stay_offline,
        "has_shift": state.current_shift is not None,
        "documents_state": {
            "last_receipt_code": state.receipt_serial,
            "last_report_code": state.report_serial,
            "last_z_report_code": state.z_serial,
        },
        "emergency_date": None,
        "emergency_details": None,
        "is_test": settings.is_test,
        "settings": {"receipt_limits": _receipt_limits(settings)},
    }


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


def tax(register: Register, rate: TaxRate) -> dict[str, Any]:
    """A row of the tax table."""
    return {
        "id": rate.id,
        "code": rate.code,
        "label": rate.label,
        "symbol": rate.symbol,
        "rate": plain(rate.rate),
        "extra_rate": plain(rate.extra_rate),
        "included": True,
        "is_gambling": False,
        "is_default": False,
        "created_at": iso(register.state.created_at),
        "updated_at": None,
        "no_vat": rate.no_vat,
        "type": "INCLUDED",
    }


# -- shifts ---------------------------------------------------------------------------------------------------------


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
    row = {name: value for name, value in tax(register, rate).items() if name != "is_default"}
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


# -- receipts -------------------------------------------------------------------------------------------------------


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


def page(rows: list[dict[str, Any]], limit: int, offset: int) -> dict[str, Any]:
    """One page of a list that is already cut to it."""
    return {"meta": {"limit": limit, "offset": offset}, "results": rows}
