"""What the sandbox Checkbox says about its cashiers, register, seller and taxes: the JSON of its answers."""

from datetime import datetime
from typing import Any

from pos_app.sandbox.checkbox.arithmetic import TaxRate
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.reports import plain
from pos_app.sandbox.checkbox.settings import CashierAccount, Settings

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


def page(rows: list[dict[str, Any]], limit: int, offset: int) -> dict[str, Any]:
    """One page of a list that is already cut to it."""
    return {"meta": {"limit": limit, "offset": offset}, "results": rows}
