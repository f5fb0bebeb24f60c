"""Products: lists by page, one by one, made, changed and deleted, singly and in batches."""

from dataclasses import fields
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
    invalid,
    not_found,
    page_bounds,
    page_meta,
    whole,
)
from pos_app.sandbox.smartkasa.forms import FLAG, INTEGER, LIST, NUMBER, OBJECT, TEXT, Form, batch_of
from pos_app.sandbox.smartkasa.good import Good
from pos_app.sandbox.smartkasa.wire import card_fields, good_fields, picture, without
from pos_app.sandbox.smartkasa.world import World, world

_FIELDS: Final = {
    **dict.fromkeys(("number", "title", "classifier_code", "category_id", "alter_title", "alter_number"), TEXT),
    **dict.fromkeys(
        ("unit_type_id", "portion_amount", "portion_type_id", "classifier_type_id", "tax_group_id"), INTEGER
    ),
    **dict.fromkeys(("category_type_id", "user_id", "owner_id", "subgroup_id"), INTEGER),
    **dict.fromkeys(("price", "procurement_price"), NUMBER),
    **dict.fromkeys(("sold_by_weight", "is_free_price"), FLAG),
    "bookmark_ids": LIST,
    "picture": OBJECT,
    "remote_id": TEXT,
}
_PRODUCT: Final = Form("Inventory::ProductForm", "product", _FIELDS, required=("title", "price"))
_CHANGE: Final = Form("Inventory::ProductForm", "product", {"id": TEXT, **_FIELDS}, required=("title", "price"))
_IN_BATCH: Final = Form("Inventory::ProductBatchItemForm", "", _FIELDS)
_OWN: Final = frozenset(field.name for field in fields(Good)) - {"id", "picture", "popularity"}
_BLANK: Final = "Не може бути пустим"


async def _products(request: Request) -> Response:
    place, query = world(request), request.query_params
    page, size = page_bounds(request, place.behaviour.page_limit)
    shop_id = whole(request, "shop_id")
    found = place.shelf.find(
        hidden_categories=frozenset() if shop_id is None else place.hidden_categories(shop_id),
        category_id=query.get("category_id"),
        number=query.get("number"),
        text=query.get("q"),
        subgroup_id=whole(request, "subgroup_id"),
    )
    total = 0 if place.behaviour.empty_products else len(found)
    rows = [_listed(place, good) for good in found.page((page - 1) * size, size)] if total else []
    return answer(rows, meta=page_meta(page, size, total))


def _listed(place: World, good: Good) -> JsonObject:
    partner = place.catalog.shop["partner"]
    subgroup = place.subgroups.get(good.subgroup_id or 0)
    empty = dict.fromkeys(("code", "created_at", "name", "partner_type_id", "state", "updated_at"))
    return {
        **good_fields(good),
        "partner": {"id": partner["id"], **empty, "title": partner["title"]},
        "partner_id": partner["id"],
        "partner_title": partner["title"],
        "picture": picture(place.catalog.pictures.get(good.picture or "")),
        "stock": {},
        "subgroup_title": subgroup["title"] if subgroup else None,
    }


async def _one(request: Request) -> Response:
    place = world(request)
    good = place.shelf.get(request.path_params["id"])
    if good is None:
        raise not_found()
    category = place.categories.get(good.category_id or "")
    count = place.shelf.count_by_category()[good.category_id]
    return answer(
        {
            **good_fields(good),
            "cards": [card_fields(card) for card in place.cards.of_product(good.id)],
            "category": None if category is None else {**without(category, "shop_ids"), "products_count": count},
            "category_type": None,
            "picture": picture(place.catalog.pictures.get(good.picture or "")),
        }
    )


def _values(place: World, given: JsonObject) -> JsonObject:
    """The given fields as a good keeps them; refused where they name what is not there."""
    values = {name: value for name, value in given.items() if name in _OWN}
    for name in ("price", "procurement_price"):
        if values.get(name) is not None:
            values[name] = Decimal(values[name])
            if not 0 <= values[name] < 1_000_000:
                raise field_refused(name, "invalid")
    if values.get("tax_group_id") is not None and not 0 <= values["tax_group_id"] <= 10:
        raise field_refused("tax_group_id", "invalid")
    if values.get("category_id") is not None and values["category_id"] not in place.categories:
        raise field_refused("category_id", "invalid")
    return {**values, "updated_at": place.now()}


def _new(place: World, given: JsonObject) -> Good:
    return Good(**{"id": place.new_id(), "created_at": place.now(), **_values(place, given)})


async def _make(request: Request) -> Response:
    place = world(request)
    good = _new(place, await _PRODUCT.read(request))
    place.shelf.add(good)
    return answer({"id": good.id}, status=201)


async def _change(request: Request) -> Response:
    place, good_id = world(request), request.path_params["id"]
    given = await _CHANGE.read(request, partial=True)
    if given.get("id", good_id) != good_id or place.shelf.change(good_id, _values(place, without(given, "id"))) is None:
        raise invalid()
    return answer({"id": good_id})


async def _delete(request: Request) -> Response:
    good_id = request.path_params["id"]
    if not world(request).shelf.remove(good_id):
        raise invalid()
    return answer({"id": good_id})


def _checked(row: object) -> JsonObject:
    """One product of a batch; its complaint comes under the batch's own field, with a sentence."""
    if not isinstance(row, dict):
        raise field_refused("products", "invalid")
    try:
        given = _IN_BATCH.check(row)
    except RefusalError as refusal:
        if isinstance(refusal.errors, str):
            raise
        raise field_refused("products", "invalid", f"{next(iter(refusal.errors))}: Невідоме поле") from refusal
    for name in ("title", "price"):
        if given.get(name) in (None, ""):
            raise field_refused("products", "invalid", f"{name}: {_BLANK}")
    return given


async def _make_batch(request: Request) -> Response:
    place = world(request)
    goods = [_new(place, _checked(row)) for row in await batch_of(request, "products")]
    for good in goods:
        place.shelf.add(good)
    return answer([{"id": good.id} for good in goods], status=201)


async def _delete_batch(request: Request) -> Response:
    """All or none: one unknown id and nothing is deleted."""
    place = world(request)
    ids = await batch_of(request, "ids")
    if any(not isinstance(good_id, str) or place.shelf.get(good_id) is None for good_id in ids):
        raise invalid()
    for good_id in ids:
        place.shelf.remove(good_id)
    return answer([{"id": good_id} for good_id in ids])


ROUTES: Final = [
    Route("/inventory/products", _products, methods=["GET"]),
    Route("/inventory/products", _make, methods=["POST"]),
    Route("/inventory/products/batch", _make_batch, methods=["POST"]),
    Route("/inventory/products/batch", _delete_batch, methods=["DELETE"]),
    Route("/inventory/products/{id}", _one, methods=["GET"]),
    Route("/inventory/products/{id}", _change, methods=["PATCH"]),
    Route("/inventory/products/{id}", _delete, methods=["DELETE"]),
]
