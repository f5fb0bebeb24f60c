"""Yesterday at another till of the shop: a closed shift, two of its receipts, a payment and its Z-report."""

from datetime import timedelta
from typing import Final

from pos_app.sandbox.smartkasa.answers import JsonObject, moment
from pos_app.sandbox.smartkasa.wire import shop_inside
from pos_app.sandbox.smartkasa.world import World

SHIFT_ID: Final = "7f2d3c5a-0f0e-4a0c-8f60-2f8f5f1f0001"
RECEIPT_ID: Final = "7f2d3c5a-0f0e-4a0c-8f60-2f8f5f1f0002"
PARKED_ID: Final = "7f2d3c5a-0f0e-4a0c-8f60-2f8f5f1f0003"
TRANSACTION_ID: Final = "7f2d3c5a-0f0e-4a0c-8f60-2f8f5f1f0004"
_REGISTRAR: Final = "4000000001"
_CASHIER: Final = "Казкар Ганна Степанівна"


def add_history(place: World) -> None:
    """Put yesterday into a new world."""
    opened = place.now() - timedelta(days=1, hours=9)
    place.shifts[SHIFT_ID] = _shift(moment(opened), moment(opened + timedelta(hours=10)))
    sold = moment(opened + timedelta(hours=1))
    place.transactions[TRANSACTION_ID] = _payment(sold)
    place.receipts[PARKED_ID] = _receipt(place, PARKED_ID, sold, state=1, fiscal_number=None)
    paid = _receipt(place, RECEIPT_ID, sold, state=2, fiscal_number="16773376")
    place.receipts[RECEIPT_ID] = {**paid, "payment_transactions": [place.transactions[TRANSACTION_ID]]}
    place.z_reports.append(_z_report(place, moment(opened + timedelta(hours=10))))


def _shift(opened: str, closed: str) -> JsonObject:
    return {
        "id": SHIFT_ID,
        "cash_balance": "0.0",
        "closed_at": closed,
        "closed_by": _CASHIER,
        "device_uid": "78b341e8-a400-4c5d-a5ad-2d4ab7b816a2",
        "employee_id": 1303,
        "fiscal_number": "7069482",
        "opened_at": opened,
        "opened_by": _CASHIER,
        "registrar_fiscal_number": _REGISTRAR,
        "remote_shift_id": "67969f57-f512-4a46-b6eb-df71020008bb",
        "state": 1,
        "terminal_id": 20008,
        "terminal_user_id": None,
    }


def _receipt(place: World, receipt_id: str, at: str, *, state: int, fiscal_number: str | None) -> JsonObject:
    empty = dict.fromkeys(
        (
            "description", "offline_id", "offline_local_number", "offline_seed", "previous_receipt_hash",
            "registrar_local_number", "related_fiscal_number", "rounding_amount", "terminal_shift_id",
        )
    )  # fmt: skip
    return {
        **empty,
        "id": receipt_id,
        "cashier_name": _CASHIER,
        "created_at": at,
        "discount_amount": "0.0",
        "discount_percentage": "0.0",
        "discount_type_id": 0,
        "fiscal_number": fiscal_number,
        "is_hidden": False,
        "items": [_item(place, receipt_id, at)],
        "payment_transactions": [],
        "registrar_fiscal_number": _REGISTRAR,
        "seller_id": 1303,
        "shift_id": SHIFT_ID,
        "shop_id": place.shop_id,
        "state": state,
        "tax_amount": {"A": 1563},
        "terminal_id": 20008,
        "title": "Чек",
        "total_amount": "93.8",
        "type": 0,
        "updated_at": at,
    }


def _item(place: World, receipt_id: str, at: str) -> JsonObject:
    good = place.catalog.goods[0]
    return {
        "id": f"{receipt_id[:-4]}1{receipt_id[-3:]}",
        "amount": "93.8",
        "classifier_code": None,
        "classifier_type_id": 0,
        "created_at": at,
        "description": None,
        "discount_amount": None,
        "is_free_price": False,
        "is_product": True,
        "name": good.title,
        "price": "46.9",
        "product_id": good.id,
        "quantity": "2.0",
        "receipt_id": receipt_id,
        "sku": good.alter_number,
        "sold_by_weight": False,
        "stock_item_id": None,
        "tax_group_id": 1,
        "unit_type_id": 2009,
        "unit_type_name": "шт",
        "updated_at": at,
    }


def _payment(at: str) -> JsonObject:
    return {
        "id": TRANSACTION_ID,
        "amount": "93.8",
        "approval_code": "000123",
        "batch": "123",
        "change_amount": "0.0",
        "created_at": at,
        "deposit_amount": "93.8",
        "description": None,
        "pan": "444444******1111",
        "pan_hash": None,
        "payload": {"merchant": "SANDBOX", "terminal": "SANDBOX1"},
        "payment_type_id": 0,
        "receipt_id": RECEIPT_ID,
        "result_code": "000",
        "rrn": "000000000001",
        "signature": False,
        "stan": "000001",
        "state": 1,
        "timestamp": at,
        "transaction_type_id": 1,
        "updated_at": at,
    }


def _z_report(place: World, at: str) -> JsonObject:
    zero = ("cash_amount", "refund_cash_total", "refund_cashless_total", "refund_receipts_count", "refund_total")
    letters = tuple(f"{side}_tax_{letter}_total" for side in ("refund", "sale") for letter in "abdvz")
    return {
        **dict.fromkeys((*zero, *letters, "service_input", "service_output", "sale_cash_total"), 0),
        "id": 51,
        "cash_receipts_count": 0,
        "cash_total": 0,
        "created_at": at,
        "fiscal_number": "7069483",
        "payload": {"cashierName": _CASHIER, "fiscalNumber": "7069483", "registrarFiscalNumber": _REGISTRAR},
        "registrar_fiscal_number": _REGISTRAR,
        "sale_cashless_total": 9380,
        "sale_receipts_count": 1,
        "sale_total": 9380,
        "shift": place.shifts[SHIFT_ID],
        "shift_id": SHIFT_ID,
        "shop": shop_inside(place.company.shop(place.shop_id)),
        "shop_id": place.shop_id,
        "terminal_id": 20008,
        "terminal_user_name": _CASHIER,
        "turnover_amount": 9380,
    }
