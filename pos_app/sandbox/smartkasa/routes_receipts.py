"""Receipts that tills push here, their payments, shifts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pos_app.sandbox.smartkasa.answers import (
    JsonObject,
    RefusalError,
    answer,
    field_refused,
    filtered,
    invalid,
    moment,
    money,
    not_found,
    paged,
)
from pos_app.sandbox.smartkasa.forms import FLAG, INTEGER, LIST, NUMBER, OBJECT, TEXT, Form, batch_of
from pos_app.sandbox.smartkasa.wire import without
from pos_app.sandbox.smartkasa.world import World, world

_MONEY: Final = ("total_amount", "discount_amount", "discount_percentage", "rounding_amount")
_WHOLE: Final = (
    "state", "type", "discount_type_id", "seller_id", "shop_id", "terminal_id", "offline_id", "offline_local_number",
)  # fmt: skip
_TEXTS: Final = (
    "title", "shift_id", "fiscal_number", "registrar_fiscal_number", "registrar_local_number", "cashier_name",
    "description", "offline_seed", "previous_receipt_hash", "related_fiscal_number",
)  # fmt: skip
_FIELDS: Final = {
    **dict.fromkeys(_MONEY, NUMBER),
    **dict.fromkeys(_WHOLE, INTEGER),
    **dict.fromkeys(_TEXTS, TEXT),
    "tax_amount": OBJECT,
    "is_hidden": FLAG,
    "items": LIST,
}
_REQUIRED: Final = ("total_amount", "state", "type")
_RECEIPT: Final = Form("Pos::ReceiptForm", "receipt", {"id": TEXT, **_FIELDS}, _REQUIRED)
_IN_BATCH: Final = Form("Pos::ReceiptBatchItemForm", "", _FIELDS, _REQUIRED)
_ITEM: Final = Form(
    "Pos::ReceiptItemForm",
    "",
    {
        **dict.fromkeys(("name", "sku", "product_id", "description", "classifier_code"), TEXT),
        **dict.fromkeys(("price", "amount", "quantity"), NUMBER),
        **dict.fromkeys(("tax_group_id", "stock_item_id", "unit_type_id", "classifier_type_id"), INTEGER),
        **dict.fromkeys(("is_product", "is_free_price", "sold_by_weight"), FLAG),
    },
    ("name", "price", "quantity"),
)
_STATES: Final = frozenset({1, 2, 3})
_TYPES: Final = frozenset({0, 1, 2, 3, 4, 5, 102, 103})
SALE, RETURN = 0, 3
_ONLY_LISTED: Final = ("discount_type_id", "payment_transactions")
_FILTERS: Final = ("id", *_TEXTS, *_MONEY, *_WHOLE, "is_hidden")
_SHIFT_FILTERS: Final = (
    "id", "remote_shift_id", "fiscal_number", "cash_balance", "device_uid", "registrar_fiscal_number", "opened_by",
    "closed_by", "state", "terminal_user_id", "employee_id",
)  # fmt: skip


def _item(place: World, given: object, receipt_id: str) -> JsonObject:
    if not isinstance(given, dict):
        raise field_refused("items", "invalid")
    item, now = _ITEM.check(given), moment(place.now())
    return {
        "id": place.new_id(),
        **{name: money(_number(item.get(name))) for name in ("amount", "price", "quantity")},
        "classifier_code": item.get("classifier_code"),
        "classifier_type_id": item.get("classifier_type_id") or 0,
        "created_at": now,
        "description": item.get("description"),
        "discount_amount": None,
        "is_free_price": bool(item.get("is_free_price")),
        "is_product": item.get("is_product") is not False,
        "name": item["name"],
        "product_id": item.get("product_id"),
        "receipt_id": receipt_id,
        "sku": item.get("sku"),
        "sold_by_weight": bool(item.get("sold_by_weight")),
        "stock_item_id": item.get("stock_item_id"),
        "tax_group_id": item.get("tax_group_id"),
        "unit_type_id": item.get("unit_type_id"),
        "unit_type_name": None,
        "updated_at": now,
    }


def _number(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _check(given: JsonObject) -> None:
    for name, known in (("state", _STATES), ("type", _TYPES)):
        if name in given and given[name] not in known:
            raise field_refused(name, "invalid")


def _row(place: World, given: JsonObject, old: JsonObject | None = None) -> JsonObject:
    """A receipt as it is kept: money as text, taxes in kopecks."""
    _check(given)
    now = moment(place.now())
    receipt_id = old["id"] if old else place.new_id()
    blank: JsonObject = {
        "id": receipt_id,
        "created_at": now,
        "terminal_shift_id": None,
        "payment_transactions": [],
        "items": [],
    }
    blank |= dict.fromkeys((*_MONEY, *_WHOLE, *_TEXTS, "tax_amount")) | {"is_hidden": False, "discount_type_id": 0}
    new: JsonObject = {name: given[name] for name in (*_WHOLE, *_TEXTS, "is_hidden") if name in given}
    new |= {name: money(_number(given[name])) for name in _MONEY if name in given}
    if given.get("tax_amount") is not None:
        new["tax_amount"] = {letter: int(Decimal(sum_) * 100) for letter, sum_ in given["tax_amount"].items()}
    if given.get("items") is not None:
        new["items"] = [_item(place, item, receipt_id) for item in given["items"]]
    return {**blank, **(old or {}), **new, "updated_at": now}


def _check_goods(place: World, rows: Sequence[JsonObject]) -> None:
    for row in rows:
        for item in row["items"]:
            unknown = item["product_id"] and place.shelf.get(item["product_id"]) is None
            if unknown and place.behaviour.known_goods_only:
                raise field_refused("items.product_id", "invalid")


def _keep(place: World, row: JsonObject) -> None:
    """Store a receipt; a sale takes from the stock, a return gives back."""
    place.receipts[row["id"]] = row
    sign = {SALE: -1, RETURN: 1}.get(row["type"], 0) if row["state"] in {2, 3} else 0
    for item in row["items"]:
        if sign and item["product_id"]:
            place.cards.move(item["product_id"], row["shop_id"] or place.shop_id, sign * Decimal(item["quantity"]))


def _as_posted(row: JsonObject, given: JsonObject) -> JsonObject:
    """The answer to a POST: taxes come back as they were sent, in hryvnias; reading gives them in kopecks."""
    return {**_single(row), "tax_amount": given.get("tax_amount")}


def _single(row: JsonObject) -> JsonObject:
    items = [without(item, "sold_by_weight") for item in row["items"]]
    return {**without(row, *_ONLY_LISTED), "items": items}


async def _receipts(request: Request) -> Response:
    place = world(request)
    searched = place.behaviour.search_by_number
    names = _FILTERS if searched else tuple(name for name in _FILTERS if name != "fiscal_number")
    rows = filtered(request, list(reversed(place.receipts.values())), names)
    return paged(request, rows, place.behaviour.page_limit)


async def _one(request: Request) -> Response:
    row = world(request).receipts.get(request.path_params["id"])
    if row is None:
        raise not_found()
    return answer(_single(row))


async def _make(request: Request) -> Response:
    place = world(request)
    given = await _RECEIPT.read(request)
    row = _row(place, without(given, "id"))
    _check_goods(place, [row])
    _keep(place, row)
    return answer(_as_posted(row, given), status=201)


async def _change(request: Request) -> Response:
    place, receipt_id = world(request), request.path_params["id"]
    given = await _RECEIPT.read(request, partial=True)
    old = place.receipts.get(receipt_id)
    if old is None or given.get("id", receipt_id) != receipt_id:
        raise invalid()
    place.receipts[receipt_id] = _row(place, given, old)
    return answer(_single(place.receipts[receipt_id]))


async def _delete(request: Request) -> Response:
    row = world(request).receipts.pop(request.path_params["id"], None)
    if row is None:
        raise invalid()
    return answer(without(row, "items", *_ONLY_LISTED))


async def _make_batch(request: Request) -> Response:
    """All or none: every receipt is checked before the first is kept. (Unless batches are to be torn.)"""
    place = world(request)
    given = [_IN_BATCH.check(row if isinstance(row, dict) else {}) for row in await batch_of(request, "receipts")]
    rows = [_row(place, receipt) for receipt in given]
    _check_goods(place, rows)
    torn = place.behaviour.torn_batches
    if torn:
        given, rows = given[: (len(given) + 1) // 2], rows[: (len(rows) + 1) // 2]
    for row in rows:
        _keep(place, row)
    if torn == "fault":
        raise RefusalError(500, "Internal Server Error")
    return answer([_as_posted(row, receipt) for row, receipt in zip(rows, given, strict=True)], status=201)


async def _delete_batch(request: Request) -> Response:
    """Answers the first of the deleted alone: so does the vendor's sample."""
    place = world(request)
    ids = await batch_of(request, "ids")
    if any(receipt_id not in place.receipts for receipt_id in ids):
        raise invalid()
    rows = [place.receipts.pop(receipt_id) for receipt_id in dict.fromkeys(ids)]
    return answer(without(rows[0], "items", *_ONLY_LISTED))


async def _transaction(request: Request) -> Response:
    place = world(request)
    row = place.transactions.get(request.path_params["id"])
    receipt = None if row is None else place.receipts.get(row["receipt_id"])
    if row is None or receipt is None:
        raise not_found()
    whole = {**row, "receipt": without(receipt, "items", *_ONLY_LISTED)}
    return answer(without(whole, "change_amount", "deposit_amount"))


async def _shifts(request: Request) -> Response:
    place = world(request)
    rows = filtered(request, list(place.shifts.values()), _SHIFT_FILTERS)
    return paged(request, rows, place.behaviour.page_limit)


async def _one_shift(request: Request) -> Response:
    row = world(request).shifts.get(request.path_params["id"])
    if row is None:
        raise not_found()
    return answer(row)


ROUTES: Final = [
    Route("/pos/receipts", _receipts, methods=["GET"]),
    Route("/pos/receipts", _make, methods=["POST"]),
    Route("/pos/receipts/batch", _make_batch, methods=["POST"]),
    Route("/pos/receipts/batch", _delete_batch, methods=["DELETE"]),
    Route("/pos/receipts/{id}", _one, methods=["GET"]),
    Route("/pos/receipts/{id}", _change, methods=["PUT"]),
    Route("/pos/receipts/{id}", _delete, methods=["DELETE"]),
    Route("/pos/payment_transactions/{id}", _transaction, methods=["GET"]),
    Route("/pos/shifts", _shifts, methods=["GET"]),
    Route("/pos/shifts/{id}", _one_shift, methods=["GET"]),
]
