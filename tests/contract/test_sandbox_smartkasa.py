"""Every answer of every route of the sandbox SmartKasa server, good or bad, is one the specification knows."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from tests.unit.sandbox.smartkasa_shop import Shop, smartkasa_shop

JSON = "application/json"
NOWHERE = "00000000-0000-4000-8000-00000000dead"
ONLY_NULL = {
    **dict.fromkeys(
        ("next_page", "prev_page", "subgroup_id", "color_id", "shop_id", "terminal_id", "offline_id"), "integer"
    ),
    **dict.fromkeys(("employee_id", "partner_id", "offline_local_number", "owner_id", "terminal_user_id"), "integer"),
    **dict.fromkeys(
        ("parent_id", "subgroup_title", "alter_number", "alter_title", "middle_name", "pin_code"), "string"
    ),
    **dict.fromkeys(("additional_phone_number", "joined_at", "filename", "closed_at", "closed_by"), "string"),
    **dict.fromkeys(
        ("registrar_fiscal_number", "related_fiscal_number", "registrar_local_number", "shift_id"), "string"
    ),
    **dict.fromkeys(("rounding_amount", "discount_percentage", "sku", "classifier_code", "description"), "string"),
    **dict.fromkeys(("approval_code", "batch", "pan", "result_code", "stan", "offline_seed"), "string"),
    "payload": "object",
}
"""The specification's types come from samples: where a sample held null, null is all it allows, though elsewhere, or in
a request, the same field has a type. Here is that type. A field that is not here must be null."""
UNREACHABLE = {("delete", "/api/v1/auth/sessions/logout", "422")}
"""Documented, but this server has nothing to refuse in a logout."""


def tightened(schema: Any, name: str = "") -> Any:
    """Null-only fields get their known type, and no object may have a field that is not listed."""
    if isinstance(schema, list):
        return [tightened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "null" and name in ONLY_NULL:
        return {"type": ["null", ONLY_NULL[name]]}
    result = {key: tightened(value) for key, value in schema.items() if key not in {"properties", "example"}}
    if "properties" in schema:
        result["properties"] = {key: tightened(value, key) for key, value in schema["properties"].items()}
        result["additionalProperties"] = False
    return result


class Contract:
    """Checks answers and notes which documented ones were seen."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._strict = tightened(copy.deepcopy(document))
        self.seen: set[tuple[str, str, str]] = set()

    @property
    def documented(self) -> set[tuple[str, str, str]]:
        return {
            (method, path, status)
            for path, entry in self._document["paths"].items()
            for method in ("get", "post", "put", "patch", "delete")
            for status in entry.get(method, {}).get("responses", {})
        }

    def template(self, method: str, path: str) -> str:
        """The documented path this one fits, literal ones first; the route must be documented."""
        fits = [
            template
            for template, entry in self._document["paths"].items()
            if method in entry and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path)
        ]
        if not fits:
            raise ValidationError(f"{method} {path} is not documented")
        return min(fits, key=lambda template: template.count("{"))

    def check(self, method: str, path: str, status: int, body: object) -> None:
        """Raises ValidationError unless the answer is documented, or an undocumented status in a documented shape."""
        template = self.template(method, path)
        answers = self._strict["paths"][template][method]["responses"]
        if str(status) in answers:
            schema = answers[str(status)]["content"][JSON]["schema"]
            self.seen.add((method, template, str(status)))
        elif status in {400, 403, 404, 422}:
            schema = {"$ref": "#/components/schemas/Errors"}
        else:
            raise ValidationError(f"{method} {template} has no {status}")
        Draft202012Validator({**schema, "components": self._strict["components"]}).validate(body)

    def check_request(self, request: httpx.Request) -> None:
        """The requests of these tests that succeed are as documented: the server asks for no more than that."""
        method = request.method.lower()
        operation = self._strict["paths"][self.template(method, request.url.path)][method]
        if "requestBody" in operation:
            schema = operation["requestBody"]["content"][JSON]["schema"]
            Draft202012Validator(schema).validate(json.loads(request.content))

    async def hook(self, response: httpx.Response) -> None:
        """Checks every answer the client gets from the vendor's part of the server."""
        request = response.request
        if request.url.path.startswith("/api/"):
            await response.aread()
            self.check(request.method.lower(), request.url.path, response.status_code, response.json())
            if response.is_success:
                self.check_request(request)


@pytest.fixture(scope="module")
def document(specs_dir: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((specs_dir / "smartkasa.corrected.openapi.json").read_text(encoding="utf-8"))
    return loaded


class Visitor:
    """Calls the server; every answer is checked on the way."""

    def __init__(self, shop: Shop, contract: Contract) -> None:
        self.shop = shop
        shop.http.event_hooks["response"] = [contract.hook]

    async def call(self, method: str, path: str, body: object = None, *, wants: int, **more: Any) -> Any:
        answer = await self.shop.http.request(method, f"/api/v1/{path}", json=body, **more)
        assert answer.status_code == wants, (method, path, answer.text)
        return answer.json().get("data")

    async def thing(
        self, path: str, name: str, good: dict[str, Any], bad: dict[str, Any], *, change: str = "PUT"
    ) -> None:
        """Make, read, change, delete one thing; and be refused at each step that may be refused."""
        made = await self.call("POST", path, {name: good}, wants=201)
        await self.call("POST", path, {name: bad}, wants=422)
        await self.call("POST", path, good, wants=422)
        one = f"{path}/{made['id']}"
        body = {key: value for key, value in good.items() if key != "product_id"}
        await self.call(change, one, {name: body}, wants=200)
        await self.call(change, f"{path}/{NOWHERE}", {name: body}, wants=422)
        if path not in {"inventory/categories", "inventory/product_subgroups"}:
            await self.call("GET", one, wants=200)
            await self.call("GET", f"{path}/{NOWHERE}", wants=404)
        await self.call("DELETE", one, wants=200)
        await self.call("DELETE", one, wants=422)


async def read_lists(visitor: Visitor) -> None:
    for path in (
        "pos/terminals", "rsn/shops", "rsn/shops/employees", "rsn/employees", "inventory/unit_types", "pos/shifts",
        "inventory/categories", "inventory/products", "inventory/cards", "inventory/product_subgroups", "pos/receipts",
        "inventory/import_products", "reports/z-reports", "stats/product_daily_sales/alter",
    ):  # fmt: skip
        await visitor.call("GET", path, wants=200)
    for path in ("inventory/products?page=2&per_page=40", "inventory/categories?page=2", "rsn/employees?per_page=2"):
        await visitor.call("GET", path, wants=200)
    await visitor.call("GET", "inventory/products?page=x", wants=422)


async def walk_company(visitor: Visitor) -> None:
    terminal = {"terminal": {"id": 20007, "name": "Каса біля вікна", "shop_id": 37958}}
    await visitor.call("GET", "pos/terminals/20007", wants=200)
    await visitor.call("PUT", "pos/terminals/20007", terminal, wants=200)
    await visitor.call("PUT", "pos/terminals/20007", {"terminal": {"shop_id": "wrong"}}, wants=422)
    await visitor.call("DELETE", "pos/terminals/20007", wants=200)
    await visitor.call("DELETE", "pos/terminals/20007", wants=422)
    shop = {
        "title": "Нова", "email": "a@example.com", "phone_number": "0971234567", "state": 0, "fiscal_numbers": [],
        "fiscalization_enabled": False,
        "address": {"zip_code": "01001", "city_name": "Київ", "content": "вул. Нова, 1"},
    }  # fmt: skip
    await visitor.thing("rsn/shops", "shop", shop, {"title": ""})
    address = {"zip_code": "08800", "content": "пров. Новий, 5"}
    avatar = {"id": "uploads/cache/1", "filename": "a.png", "mime_type": "image/png", "size": 8132}
    person = {
        "first_name": "Віра", "last_name": "Нова", "phone_number": "0971234567", "pin_code": "1123", "role_id": 856,
        "address_legal": address, "address_actual": address, "birthday": "1980-01-01", "avatar": avatar,
    }  # fmt: skip
    await visitor.thing("rsn/employees", "employee", person, {"first_name": None})


async def walk_goods(visitor: Visitor) -> None:
    world = visitor.shop.world
    category = next(iter(world.categories))
    good = {
        "number": "4829991999992", "title": "Новий товар", "unit_type_id": 2009, "price": 71.89, "tax_group_id": 1,
        "procurement_price": 50.0, "classifier_type_id": 0, "classifier_code": None, "category_id": category,
        "sold_by_weight": False, "bookmark_ids": [], "portion_amount": 800,
    }  # fmt: skip
    await visitor.thing("inventory/products", "product", good, {**good, "title": ""}, change="PATCH")
    batch = {"batch": {"products": [good, good]}}
    made = await visitor.call("POST", "inventory/products/batch", batch, wants=201)
    ids = [row["id"] for row in made]
    await visitor.call("POST", "inventory/products/batch", {"batch": {"products": [{"price": 1}]}}, wants=422)
    await visitor.call("POST", "inventory/products/batch", {"products": [good]}, wants=422)
    card = {"product_id": ids[0], "shop_id": 37958, "counting_enabled": True, "count": 5.0}
    await visitor.thing("inventory/cards", "card", card, {**card, "product_id": NOWHERE})
    await visitor.call("DELETE", "inventory/products/batch", {"batch": {"ids": ids}}, wants=200)
    await visitor.call("DELETE", "inventory/products/batch", {"batch": {"ids": ids}}, wants=422)
    for known in world.catalog.goods[::60]:
        await visitor.call("GET", f"inventory/products/{known.id}", wants=200)
    await visitor.thing("inventory/categories", "category", {"title": "Нова", "color": 2}, {"title": ""})
    made = await visitor.call(
        "POST", "inventory/categories/batch", {"batch": {"categories": [{"title": "А", "color": 2}]}}, wants=201
    )
    await visitor.call("POST", "inventory/categories/batch", {"batch": {"categories": [{}]}}, wants=422)
    ids = {"batch": {"ids": [row["id"] for row in made]}}
    await visitor.call("DELETE", "inventory/categories/batch", ids, wants=200)
    await visitor.call("DELETE", "inventory/categories/batch", ids, wants=422)
    await visitor.thing("inventory/product_subgroups", "subgroup", {"title": "Сезонне"}, {"title": " ".strip()})
    file = {"import": {"url": "https://files.example.com/goods.json", "category_id": category}}
    job = await visitor.call("POST", "inventory/import_products", file, wants=201)
    await visitor.call("POST", "inventory/import_products", {"import": {}}, wants=422)
    await visitor.call("GET", f"inventory/import_products/{job['id']}", wants=200)
    await visitor.call("GET", "inventory/import_products", wants=200)


async def walk_receipts(visitor: Visitor) -> None:
    item = {"name": "Хліб", "price": 70.5, "amount": 246.75, "quantity": 3.5, "sku": "1", "tax_group_id": 1}
    receipt = {
        "title": "Чек", "total_amount": 246.75, "state": 2, "type": 0, "discount_amount": 0, "seller_id": 1301,
        "shift_id": None, "fiscal_number": "123", "registrar_fiscal_number": "4000000001", "cashier_name": "Касир",
        "description": None, "tax_amount": {"А": 23.5}, "is_hidden": False, "items": [item],
    }  # fmt: skip
    await visitor.thing("pos/receipts", "receipt", receipt, {**receipt, "total_amount": "wrong"})
    made = await visitor.call("POST", "pos/receipts/batch", {"batch": {"receipts": [receipt, receipt]}}, wants=201)
    bad = {"batch": {"receipts": [{**receipt, "total_amount": "wrong"}]}}
    await visitor.call("POST", "pos/receipts/batch", bad, wants=422)
    await visitor.call("GET", "pos/receipts", wants=200)
    ids = {"batch": {"ids": [row["id"] for row in made]}}
    await visitor.call("DELETE", "pos/receipts/batch", ids, wants=200)
    await visitor.call("DELETE", "pos/receipts/batch", ids, wants=422)
    for path, known in (
        ("pos/shifts", visitor.shop.world.shifts),
        ("pos/payment_transactions", visitor.shop.world.transactions),
    ):
        await visitor.call("GET", f"{path}/{next(iter(known))}", wants=200)
        await visitor.call("GET", f"{path}/{NOWHERE}", wants=404)


async def walk_sessions(visitor: Visitor, contract: Contract) -> None:
    wrong = {"session": {"phone_number": "380000000000", "password": "x"}}
    await visitor.call("POST", "auth/sessions", wrong, wants=422)
    await visitor.call("POST", "auth/refresh", wants=422, headers={"X-Refresh-Token": "no token"})
    fresh = await visitor.call(
        "POST", "auth/refresh", wants=201, headers={"X-Refresh-Token": visitor.shop.tokens["refresh"]}
    )
    visitor.shop.http.headers["Authorization"] = f"Bearer {fresh['access']}"
    await visitor.call("DELETE", "auth/sessions/logout", wants=200)
    for method, template, status in contract.documented:
        if status == "401":
            await visitor.call(method.upper(), template.removeprefix("/api/v1/").replace("{id}", "1"), wants=401)


async def test_every_documented_answer_is_given_and_as_documented(document):
    contract = Contract(document)
    async with smartkasa_shop() as shop:
        visitor = Visitor(shop, contract)
        await read_lists(visitor)
        await walk_company(visitor)
        await walk_goods(visitor)
        await walk_receipts(visitor)
        session = {"phone_number": shop.account.phone_number, "password": shop.account.password}
        await visitor.call("POST", "auth/sessions", {"session": session}, wants=201)
        await walk_sessions(visitor, contract)
    assert contract.documented - contract.seen == UNREACHABLE
    assert len({(method, path) for method, path, _ in contract.seen}) == 56


async def test_the_check_sees_a_wrong_type_a_missing_id_a_foreign_field_and_an_unknown_status(document):
    contract = Contract(document)
    async with smartkasa_shop() as shop:
        body = await shop.get("inventory/products", per_page=1)
    path = "/api/v1/inventory/products"
    contract.check("get", path, 200, body)
    row = body["data"][0]
    spoilt = [
        {**body, "data": [{**row, "price": 46.9}]},
        {**body, "data": [{**row, "pin_code": "1234"}]},
        {**body, "data": [{key: value for key, value in row.items() if key != "id"}]},
        {**body, "meta": {}},
        {**body, "meta": {**body["meta"], "next_page": "2"}},
        body["data"],
    ]
    for wrong in spoilt:
        with pytest.raises(ValidationError):
            contract.check("get", path, 200, wrong)
    for status, wrong in ((201, body), (404, {"message": "gone"}), (401, {"errors": "Unauthorized"})):
        with pytest.raises(ValidationError):
            contract.check("get", path, status, wrong)


async def test_the_check_stands_in_the_way_of_a_server_that_slips(document):
    contract = Contract(document)
    async with smartkasa_shop() as shop:
        shop.world.behaviour.pin_in_lists = True
        visitor = Visitor(shop, contract)
        with pytest.raises(ValidationError, match="pin_code"):
            await visitor.call("GET", "rsn/employees", wants=200)


def test_the_table_of_null_fields_holds_nothing_that_the_specification_types_itself(document):
    """A name leaves the table when no answer has it as null alone any more."""
    found: set[str] = set()

    def search(schema: Any, name: str = "") -> None:
        if isinstance(schema, dict):
            if schema.get("type") == "null":
                found.add(name)
            for key, value in schema.items():
                search(value, key)
        elif isinstance(schema, list):
            for value in schema:
                search(value)

    search(document["paths"])
    assert set(ONLY_NULL) <= found


def test_the_server_has_no_route_that_is_not_documented(document):
    from pos_app.sandbox.smartkasa.app import API_ROUTES

    ours = {(method.lower(), f"/api/v1{route.path}") for route in API_ROUTES for method in route.methods - {"HEAD"}}
    assert ours == {(method, path) for method, path, _ in Contract(document).documented}
