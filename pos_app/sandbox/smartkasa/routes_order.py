"""What goods are ordered by: units, categories (a tree), subgroups; and imports of files."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pos_app.sandbox.smartkasa import imports
from pos_app.sandbox.smartkasa.answers import (
    JsonObject,
    RefusalError,
    answer,
    field_refused,
    filtered,
    invalid,
    moment,
    not_found,
    paged,
)
from pos_app.sandbox.smartkasa.forms import INTEGER, LIST, TEXT, Form, batch_of
from pos_app.sandbox.smartkasa.routes_company import path_number
from pos_app.sandbox.smartkasa.wire import without
from pos_app.sandbox.smartkasa.world import World, world

_CATEGORY_FIELDS: Final = {
    **dict.fromkeys(("id", "title", "parent_id"), TEXT),
    **dict.fromkeys(("color", "color_id", "partner_id"), INTEGER),
    "shop_ids": LIST,
}
_CATEGORY: Final = Form("Inventory::CategoryForm", "category", _CATEGORY_FIELDS, required=("title",))
_CATEGORY_IN_BATCH: Final = Form(
    "Inventory::CategoryBatchItemForm", "", {"title": TEXT, "color": INTEGER}, required=("title",)
)
_SUBGROUP: Final = Form("Inventory::SubgroupForm", "subgroup", {"id": INTEGER, "title": TEXT}, required=("title",))
_IMPORT: Final = Form("Inventory::ImportForm", "import", {"url": TEXT, "category_id": TEXT})


async def _units(request: Request) -> Response:
    units = world(request).catalog.units
    return answer(units, meta={"total_count": len(units)})


def _shown(place: World, row: JsonObject) -> JsonObject:
    return {**row, "products_count": place.shelf.count_by_category()[row["id"]]}


async def _categories(request: Request) -> Response:
    place = world(request)
    born = {"created_at": None, "updated_at": None, "partner_type_id": 0, "state": 0}
    partner = {**born, **place.catalog.shop["partner"], "name": place.catalog.shop["partner"]["title"]}
    rows = filtered(request, list(place.categories.values()), ("id", "title", "parent_id", "color_id", "shop_ids"))
    shown = [{**_shown(place, row), "partner": partner} for row in rows]
    return paged(request, shown, place.behaviour.page_limit)


def _put_category(place: World, category_id: str, given: JsonObject) -> JsonObject:
    color = given.get("color", given.get("color_id"))
    if given.get("parent_id") is not None and given["parent_id"] not in place.categories:
        raise field_refused("parent_id", "invalid")
    old = place.categories.get(category_id)
    now = moment(place.now())
    empty: JsonObject = {
        "id": category_id,
        "color_id": None,
        "created_at": now,
        "parent_id": None,
        "partner_id": None,
        "shop_ids": [],
    }
    row = {**empty, **(old or {}), **without(given, "id", "color"), "updated_at": now}
    place.categories[category_id] = row if color is None else {**row, "color_id": color}
    return _shown(place, place.categories[category_id])


async def _make_category(request: Request) -> Response:
    place = world(request)
    given = await _CATEGORY.read(request)
    return answer(_put_category(place, place.new_id(), given), status=201)


async def _change_category(request: Request) -> Response:
    place, category_id = world(request), request.path_params["id"]
    given = await _CATEGORY.read(request, partial=True)
    if category_id not in place.categories or given.get("id", category_id) != category_id:
        raise invalid()
    return answer(_put_category(place, category_id, given))


def _take_category(place: World, category_id: str) -> JsonObject:
    """Delete an empty category; one with goods or children stays."""
    row = place.categories.get(category_id)
    if row is None or any(other["parent_id"] == category_id for other in place.categories.values()):
        raise invalid()
    shown = _shown(place, row)
    if shown["products_count"]:
        raise invalid()
    del place.categories[category_id]
    return shown


async def _delete_category(request: Request) -> Response:
    return answer(_take_category(world(request), request.path_params["id"]))


async def _make_categories(request: Request) -> Response:
    place = world(request)
    rows = await batch_of(request, "categories")
    try:
        checked = [_CATEGORY_IN_BATCH.check(row if isinstance(row, dict) else {}) for row in rows]
    except RefusalError as refusal:
        if isinstance(refusal.errors, str):
            raise
        raise field_refused("categories", "invalid") from refusal
    return answer([_put_category(place, place.new_id(), row) for row in checked], status=201)


async def _delete_categories(request: Request) -> Response:
    place = world(request)
    ids = await batch_of(request, "ids")
    kept = dict(place.categories)
    try:
        return answer([_take_category(place, str(category_id)) for category_id in ids])
    except RefusalError:
        place.categories = kept  # all or none
        raise


async def _subgroups(request: Request) -> Response:
    rows = filtered(request, list(world(request).subgroups.values()), ("id", "title"))
    return answer(rows, meta={"total_count": len(rows)})


async def _make_subgroup(request: Request) -> Response:
    place = world(request)
    given = await _SUBGROUP.read(request)
    number, now = max(place.subgroups, default=7276) + 1, moment(place.now())
    place.subgroups[number] = {"id": number, "created_at": now, "title": given["title"], "updated_at": now}
    return answer(place.subgroups[number], status=201)


async def _change_subgroup(request: Request) -> Response:
    place, number = world(request), path_number(request)
    given = await _SUBGROUP.read(request, partial=True)
    if number not in place.subgroups or given.get("id", number) != number:
        raise invalid()
    place.subgroups[number] = {**place.subgroups[number], **given, "updated_at": moment(place.now())}
    return answer(place.subgroups[number])


async def _delete_subgroup(request: Request) -> Response:
    row = world(request).subgroups.pop(path_number(request), None)
    if row is None:
        raise invalid()
    return answer(row)


async def _start_import(request: Request) -> Response:
    """Begins an import of one of the files that this server was given."""
    place = world(request)
    given = await _IMPORT.read(request)
    missing = [name for name in ("url", "category_id") if not given.get(name)]
    if missing:
        raise RefusalError(422, {name: [{"error": "blank"}] for name in missing})
    if given["category_id"] not in place.categories:
        raise field_refused("category_id", "invalid")
    number, now = 584 + len(place.imports), moment(place.now())
    counts = dict.fromkeys(("created_count", "products_count", "state", "updated_count"), 0)
    name = imports.file_name(given["url"])
    row = {"id": number, "created_at": now, "updated_at": now, "filename": name, **counts}
    rows = imports.rows_of(place.files, given["url"])
    place.imports[number] = imports.Job(row, given["category_id"], rows)
    return answer(dict(row), status=201)


async def _imports(request: Request) -> Response:
    place = world(request)
    return paged(request, [job.row for job in reversed(place.imports.values())], place.behaviour.page_limit)


async def _one_import(request: Request) -> Response:
    place = world(request)
    job = place.imports.get(path_number(request))
    if job is None:
        raise not_found()
    job.step(place.put_imported, moment(place.now()))
    return answer(job.told())


ROUTES: Final = [
    Route("/inventory/unit_types", _units, methods=["GET"]),
    Route("/inventory/categories", _categories, methods=["GET"]),
    Route("/inventory/categories", _make_category, methods=["POST"]),
    Route("/inventory/categories/batch", _make_categories, methods=["POST"]),
    Route("/inventory/categories/batch", _delete_categories, methods=["DELETE"]),
    Route("/inventory/categories/{id}", _change_category, methods=["PUT"]),
    Route("/inventory/categories/{id}", _delete_category, methods=["DELETE"]),
    Route("/inventory/product_subgroups", _subgroups, methods=["GET"]),
    Route("/inventory/product_subgroups", _make_subgroup, methods=["POST"]),
    Route("/inventory/product_subgroups/{id}", _change_subgroup, methods=["PUT"]),
    Route("/inventory/product_subgroups/{id}", _delete_subgroup, methods=["DELETE"]),
    Route("/inventory/import_products", _start_import, methods=["POST"]),
    Route("/inventory/import_products", _imports, methods=["GET"]),
    Route("/inventory/import_products/{id}", _one_import, methods=["GET"]),
]
