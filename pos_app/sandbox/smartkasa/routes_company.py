"""Terminals, shops and people."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pos_app.sandbox.smartkasa.answers import JsonObject, answer, field_refused, filtered, invalid, not_found, paged
from pos_app.sandbox.smartkasa.forms import FLAG, INTEGER, LIST, OBJECT, TEXT, Form
from pos_app.sandbox.smartkasa.wire import picture, without
from pos_app.sandbox.smartkasa.world import World, world

_TERMINAL: Final = Form("Pos::TerminalForm", "terminal", {"id": INTEGER, "name": TEXT, "shop_id": INTEGER})
_SHOP: Final = Form(
    "Rsn::ShopForm",
    "shop",
    {
        **dict.fromkeys(("title", "email", "phone_number", "website_url"), TEXT),
        **dict.fromkeys(("state", "business_category_id"), INTEGER),
        **dict.fromkeys(("fiscalization_enabled", "is_vat_taxation", "is_excise_taxation"), FLAG),
        "fiscal_numbers": LIST,
        "address": OBJECT,
    },
    required=("title",),
)
_EMPLOYEE_TEXTS: Final = (
    "email", "first_name", "middle_name", "last_name", "phone_number", "inn", "pin_code", "passport_serial",
    "passport_number", "birthday", "joined_at", "notes", "additional_phone_number",
)  # fmt: skip
_EMPLOYEE: Final = Form(
    "Rsn::EmployeeForm",
    "employee",
    {
        **dict.fromkeys(_EMPLOYEE_TEXTS, TEXT),
        **dict.fromkeys(("role_id", "gender_type_id"), INTEGER),
        **dict.fromkeys(("avatar", "address_actual", "address_legal"), OBJECT),
    },
    required=("first_name",),
)
_SHOP_FILTERS: Final = (
    "title", "phone_number", "email", "state", "website_url", "business_category_id", "fiscal_numbers",
    "fiscalization_enabled", "is_vat_taxation", "is_excise_taxation",
)  # fmt: skip
_EMPLOYEE_FILTERS: Final = (*_EMPLOYEE_TEXTS, "role_id", "gender_type_id")


def path_number(request: Request) -> int:
    """The path's id as a number; one that is none belongs to nothing, so it is −1."""
    text = request.path_params["id"]
    return int(text) if text.isascii() and text.isdecimal() else -1


def _terminal(place: World, row: JsonObject) -> JsonObject:
    return {**row, "picture": picture(place.catalog.pictures.get("terminal"))}


async def _terminals(request: Request) -> Response:
    place = world(request)
    rows = filtered(request, list(place.company.terminals.values()), ("id", "name", "shop_id"))
    return paged(request, [_terminal(place, row) for row in rows], place.behaviour.page_limit)


async def _one_terminal(request: Request) -> Response:
    place = world(request)
    row = place.company.terminals.get(path_number(request))
    if row is None:
        raise not_found()
    return answer(_terminal(place, row))


async def _change_terminal(request: Request) -> Response:
    place, number = world(request), path_number(request)
    given = await _TERMINAL.read(request, partial=True)
    if number not in place.company.terminals or given.get("id", number) != number:
        raise field_refused("id", "invalid")
    if "shop_id" in given and given["shop_id"] not in place.company.shops:
        raise field_refused("shop_id", "invalid")
    return answer(_terminal(place, place.company.rename_terminal(number, given)))


async def _delete_terminal(request: Request) -> Response:
    row = world(request).company.terminals.pop(path_number(request), None)
    if row is None:
        raise field_refused("id", "invalid")
    return answer(row)


async def _shops(request: Request) -> Response:
    place = world(request)
    rows = [place.company.shop(shop_id) for shop_id in place.company.shops]
    return paged(request, filtered(request, rows, _SHOP_FILTERS), place.behaviour.page_limit)


async def _one_shop(request: Request) -> Response:
    company, number = world(request).company, path_number(request)
    if number not in company.shops:
        raise not_found()
    return answer(company.shop(number))


async def _make_shop(request: Request) -> Response:
    company = world(request).company
    given = await _SHOP.read(request)
    return answer(company.put_shop(company.free_id(company.shops), given), status=201)


async def _change_shop(request: Request) -> Response:
    company, number = world(request).company, path_number(request)
    given = await _SHOP.read(request, partial=True)
    if number not in company.shops:
        raise invalid()
    return answer(company.put_shop(number, given))


async def _delete_shop(request: Request) -> Response:
    company, number = world(request).company, path_number(request)
    if company.shops.pop(number, None) is None:
        raise invalid()
    return answer({"id": number})


async def _shops_employees(request: Request) -> Response:
    company = world(request).company
    rows = [{**_shop_head(company.shop(shop_id)), "employees": []} for shop_id in company.shops]
    for row in rows:
        row["employees"] = [
            {name: person[name] for name in ("id", "first_name", "last_name", "role_id", "state", "updated_at")}
            for person in company.employees.values()
            if person["shop_id"] == row["id"]
        ]
    return answer(rows, meta={"total_count": len(rows)})


def _shop_head(shop: JsonObject) -> JsonObject:
    return {name: shop[name] for name in ("id", "employees_count", "state", "title")}


async def _employees(request: Request) -> Response:
    place = world(request)
    hidden = ("shop_id", "address_legal", "avatar", *(() if place.behaviour.pin_in_lists else ("pin_code",)))
    rows = filtered(request, list(place.company.employees.values()), _EMPLOYEE_FILTERS)
    return paged(request, [without(row, *hidden) for row in rows], place.behaviour.page_limit)


async def _one_employee(request: Request) -> Response:
    row = world(request).company.employees.get(path_number(request))
    if row is None:
        raise not_found()
    return answer(without(row, "shop_id", "address_legal", "avatar"))


async def _make_employee(request: Request) -> Response:
    company = world(request).company
    given = await _EMPLOYEE.read(request)
    row = company.put_employee(company.free_id(company.employees), _stored(world(request), given))
    return answer(without(row, "shop_id"), status=201)


async def _change_employee(request: Request) -> Response:
    company, number = world(request).company, path_number(request)
    given = await _EMPLOYEE.read(request, partial=True)
    if number not in company.employees:
        raise invalid()
    row = company.put_employee(number, _stored(world(request), given))
    return answer({**without(row, "shop_id", "address_legal", "role"), "pin_code": None})


async def _delete_employee(request: Request) -> Response:
    number = path_number(request)
    if world(request).company.employees.pop(number, None) is None:
        raise invalid()
    return answer({"id": number})


def _stored(place: World, given: JsonObject) -> JsonObject:
    """What is given, with the uploaded picture moved to its place and the address numbered."""
    stored = without(given, "address_actual")
    avatar, address = given.get("avatar"), given.get("address_legal")
    if avatar:
        file_id = f"{place.new_id().replace('-', '')}.png"
        stored["avatar"] = {**avatar, "id": file_id, "url": f"/uploads/store/{file_id}"}
    if address:
        born = {"id": next(place.numbers), "address_type_id": 1, "city_id": None, "city_name": None, "region_id": None}
        times = dict.fromkeys(("created_at", "updated_at"), place.now().isoformat(timespec="milliseconds"))
        stored["address_legal"] = {**born, "content": None, "zip_code": None, **address, **times}
    return stored


ROUTES: Final = [
    Route("/pos/terminals", _terminals, methods=["GET"]),
    Route("/pos/terminals/{id}", _one_terminal, methods=["GET"]),
    Route("/pos/terminals/{id}", _change_terminal, methods=["PUT"]),
    Route("/pos/terminals/{id}", _delete_terminal, methods=["DELETE"]),
    Route("/rsn/shops", _shops, methods=["GET"]),
    Route("/rsn/shops", _make_shop, methods=["POST"]),
    Route("/rsn/shops/employees", _shops_employees, methods=["GET"]),
    Route("/rsn/shops/{id}", _one_shop, methods=["GET"]),
    Route("/rsn/shops/{id}", _change_shop, methods=["PUT"]),
    Route("/rsn/shops/{id}", _delete_shop, methods=["DELETE"]),
    Route("/rsn/employees", _employees, methods=["GET"]),
    Route("/rsn/employees", _make_employee, methods=["POST"]),
    Route("/rsn/employees/{id}", _one_employee, methods=["GET"]),
    Route("/rsn/employees/{id}", _change_employee, methods=["PUT"]),
    Route("/rsn/employees/{id}", _delete_employee, methods=["DELETE"]),
]
