"""Every request the SmartKasa client can make is one the vendor's specification knows."""

import inspect
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import jsonschema
import pytest

from pos_app.smartkasa import MemoryTokens, SmartKasaClient, SmartKasaError
from pos_app.smartkasa import drafts as d
from pos_app.smartkasa.enums import ReceiptState, ReceiptType
from pos_app.smartkasa.models import Picture

UUID = "f747fbc5-4782-4489-92b4-51691dea1f63"


@dataclass(frozen=True)
class Case:
    """A call with every parameter given, and the operation it must be."""

    operation: str
    args: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


PAGED = {"page": 2, "per_page": 500}
DAYS = {"date_start": date(2026, 1, 1), "date_end": date(2026, 1, 30)}
INVENTORY = "/api/v1/inventory"
SHOP = d.ShopDraft(
    title="Крамниця", email="a@b.ua", phone_number="380960000006", state=0, website_url="https://x.ua",
    business_category_id=1, fiscal_numbers=("4000",), fiscalization_enabled=False, is_vat_taxation=True,
    is_excise_taxation=False, address=d.PlaceDraft(zip_code="08800", city_name="Київ", content="Молодіжна, 1"),
)  # fmt: skip
PERSON = d.EmployeeDraft(
    first_name="Віра", middle_name="І", last_name="К", email="a@b.ua", phone_number="3809", role_id=1, notes="—",
    additional_phone_number="3", gender_type_id=1, joined_at="2012-01-01", birthday=d.SecretStr("1980-01-01"),
    avatar=d.UploadDraft(id="uploads/cache/e", filename="a.png", mime_type="image/png", size=8132),
    pin_code=d.SecretStr("1123"), inn=d.SecretStr("1"), passport_serial=d.SecretStr("SN"),
    passport_number=d.SecretStr("1"), address_actual=d.HomeDraft(zip_code="08800", content="Вічева, 5"),
    address_legal=d.HomeDraft(zip_code="08800", content="Вічева, 5"),
)  # fmt: skip
GOOD: dict[str, Any] = {
    "number": "4820000000000", "title": "Сир", "unit_type_id": 301, "portion_amount": 1, "portion_type_id": 0,
    "price": 7189, "procurement_price": 5000, "classifier_type_id": 1, "classifier_code": "0406", "tax_group_id": 1,
    "category_id": UUID, "category_type_id": 1, "sold_by_weight": True, "bookmark_ids": (),
}  # fmt: skip
OWNED = d.OwnedProductDraft(**GOOD, user_id=1, owner_id=2)
LINE = d.ReceiptLineDraft(
    name="Сир", price=7050, amount=24675, quantity=3500, sku="7", tax_group_id=1, is_product=True, product_id=UUID,
    stock_item_id=1, unit_type_id=0, description="—",
)  # fmt: skip
RECEIPT = d.ReceiptDraft(
    title="чек", total_amount=14500, state=ReceiptState.PAID, type=ReceiptType.SALE, discount_amount=1500, seller_id=1,
    fiscal_number="1", registrar_fiscal_number="4000", cashier_name="Віра", description="—", tax_amount={"А": 2350},
    is_hidden=False, items=(LINE,),
)  # fmt: skip
CARD = {"shop_id": 5, "counting_enabled": True, "count": 3500}
PEOPLE = {"first_name": "x", "last_name": "x", "phone_number": "3", "role_id": 1}
OF_SHIFTS = {"state": 0, "fiscal_number": "1", "registrar_fiscal_number": "4", "employee_id": 1}
OF_RECEIPTS = {
    "fiscal_number": "1", "registrar_fiscal_number": "4", "related_fiscal_number": "3", "shift_id": UUID, "shop_id": 5,
    "state": 2, "type": 0,
}  # fmt: skip
CASES = {
    "sign_in": Case("POST /api/v1/auth/sessions", ("380960000006", "123456789")),
    "refresh": Case("POST /api/v1/auth/refresh"),
    "sign_out": Case("DELETE /api/v1/auth/sessions/logout"),
    "list_terminals": Case("GET /api/v1/pos/terminals", (), {"shop_id": 5, "name": "x"} | PAGED),
    "get_terminal": Case("GET /api/v1/pos/terminals/{id}", (20012,)),
    "update_terminal": Case("PUT /api/v1/pos/terminals/{id}", (20012, d.TerminalDraft(name="Каса 1", shop_id=5))),
    "delete_terminal": Case("DELETE /api/v1/pos/terminals/{id}", (20012,)),
    "list_shops": Case("GET /api/v1/rsn/shops", (), {"title": "x", "state": 0} | PAGED),
    "get_shop": Case("GET /api/v1/rsn/shops/{id}", (37969,)),
    "create_shop": Case("POST /api/v1/rsn/shops", (SHOP,)),
    "update_shop": Case("PUT /api/v1/rsn/shops/{id}", (37969, SHOP)),
    "delete_shop": Case("DELETE /api/v1/rsn/shops/{id}", (37969,)),
    "list_shop_employees": Case("GET /api/v1/rsn/shops/employees"),
    "list_employees": Case("GET /api/v1/rsn/employees", (), PEOPLE | PAGED),
    "get_employee": Case("GET /api/v1/rsn/employees/{id}", (1301,)),
    "create_employee": Case("POST /api/v1/rsn/employees", (PERSON,)),
    "update_employee": Case("PUT /api/v1/rsn/employees/{id}", (1301, PERSON)),
    "delete_employee": Case("DELETE /api/v1/rsn/employees/{id}", (1301,)),
    "list_unit_types": Case(f"GET {INVENTORY}/unit_types"),
    "list_categories": Case(f"GET {INVENTORY}/categories", (), {"title": "x", "parent_id": UUID} | PAGED),
    "create_category": Case(
        f"POST {INVENTORY}/categories", (d.NewCategory(title="x", color=2, partner_id=1, parent_id=UUID),)
    ),
    "update_category": Case(f"PUT {INVENTORY}/categories/{{id}}", (UUID, d.CategoryDraft(title="x", color=2))),
    "delete_category": Case(f"DELETE {INVENTORY}/categories/{{id}}", (UUID,)),
    "create_categories": Case(f"POST {INVENTORY}/categories/batch", ([d.CategoryDraft(title="x", color=2)] * 2,)),
    "delete_categories": Case(f"DELETE {INVENTORY}/categories/batch", ([UUID],)),
    "list_subgroups": Case(f"GET {INVENTORY}/product_subgroups", (), {"title": "x"}),
    "create_subgroup": Case(f"POST {INVENTORY}/product_subgroups", ("x",)),
    "update_subgroup": Case(f"PUT {INVENTORY}/product_subgroups/{{id}}", (7, "x")),
    "delete_subgroup": Case(f"DELETE {INVENTORY}/product_subgroups/{{id}}", (7,)),
    "list_products": Case(
        f"GET {INVENTORY}/products",
        (),
        {"shop_id": 5, "number": "482", "q": "x", "category_id": UUID, "subgroup_id": 1} | PAGED,
    ),
    "get_product": Case(f"GET {INVENTORY}/products/{{id}}", (UUID,)),
    "create_product": Case(f"POST {INVENTORY}/products", (OWNED,)),
    "update_product": Case(f"PATCH {INVENTORY}/products/{{id}}", (UUID, OWNED)),
    "delete_product": Case(f"DELETE {INVENTORY}/products/{{id}}", (UUID,)),
    "create_products": Case(f"POST {INVENTORY}/products/batch", ([d.ProductDraft(**GOOD)] * 2,)),
    "delete_products": Case(f"DELETE {INVENTORY}/products/batch", ([UUID],)),
    "start_import": Case(f"POST {INVENTORY}/import_products", (), {"url": "https://x.ua/f.json", "category_id": UUID}),
    "list_imports": Case(f"GET {INVENTORY}/import_products", (), {"url": "https://x", "category_id": UUID} | PAGED),
    "get_import": Case(f"GET {INVENTORY}/import_products/{{id}}", (581,)),
    "stream_cards": Case(f"GET {INVENTORY}/cards", (), {"shop_id": 5, "product_id": UUID, "counting_enabled": True}),
    "get_card": Case(f"GET {INVENTORY}/cards/{{id}}", (7,)),
    "create_card": Case(f"POST {INVENTORY}/cards", (d.NewCard(product_id=UUID, **CARD),)),
    "update_card": Case(f"PUT {INVENTORY}/cards/{{id}}", (7, d.CardDraft(**CARD))),
    "delete_card": Case(f"DELETE {INVENTORY}/cards/{{id}}", (7,)),
    "list_shifts": Case("GET /api/v1/pos/shifts", (), OF_SHIFTS | PAGED),
    "get_shift": Case("GET /api/v1/pos/shifts/{id}", (UUID,)),
    "list_receipts": Case("GET /api/v1/pos/receipts", (), OF_RECEIPTS | DAYS | PAGED),
    "get_receipt": Case("GET /api/v1/pos/receipts/{id}", (UUID,)),
    "create_receipt": Case("POST /api/v1/pos/receipts", (RECEIPT,)),
    "update_receipt": Case("PUT /api/v1/pos/receipts/{id}", (UUID, RECEIPT)),
    "delete_receipt": Case("DELETE /api/v1/pos/receipts/{id}", (UUID,)),
    "create_receipts": Case("POST /api/v1/pos/receipts/batch", ([RECEIPT] * 2,)),
    "delete_receipts": Case("DELETE /api/v1/pos/receipts/batch", ([UUID],)),
    "get_payment_transaction": Case("GET /api/v1/pos/payment_transactions/{id}", (UUID,)),
    "product_daily_sales": Case("GET /api/v1/stats/product_daily_sales/alter", (), {"shop_id": 5} | DAYS),
    "list_z_reports": Case(
        "GET /api/v1/reports/z-reports", (), {"terminal_id": 1, "terminal_user_id": 2, "shop_id": 5} | DAYS | PAGED
    ),
}

NO_REQUEST_OF_ITS_OWN = {"signed_in", "aclose"}
OTHER_WAYS = {"read_products": "list_products"}  # the same operation, parsed in a thread of the caller's
OUTSIDE_THE_SPECIFICATION = {"get_picture"}  # /uploads/store/… is where the answers' picture.url points


class Spec:
    """Finds the operation of a request and says what is wrong with the request, if anything."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def operation(self, request: httpx.Request) -> str:
        """ "GET /path/{id}", literal paths before those with parameters; "" when there is none."""
        path = request.url.raw_path.decode().split("?")[0]
        for template in sorted(self.document["paths"], key=lambda t: t.count("{")):
            pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
            if re.fullmatch(pattern, path) and request.method.lower() in self.document["paths"][template]:
                return f"{request.method} {template}"
        return ""

    def faults(self, request: httpx.Request) -> list[str]:
        """Everything about the request that the specification does not allow."""
        name = self.operation(request)
        if not name:
            return [f"no such operation: {request.method} {request.url.path}"]
        method, template = name.split(" ")
        operation = self.document["paths"][template][method.lower()]
        return [*self._query(operation, request), *self._headers(operation, request), *self._body(operation, request)]

    def _query(self, operation: dict[str, Any], request: httpx.Request) -> list[str]:
        known = {p["name"]: p for p in operation.get("parameters", []) if p["in"] == "query"}
        faults = [f"unknown query {name}" for name in request.url.params if name not in known]
        faults += [f"missing query {n}" for n, p in known.items() if p.get("required") and n not in request.url.params]
        for name, text in request.url.params.items():
            schema = known.get(name, {}).get("schema", {})
            value = int(text) if schema.get("type") == "integer" and text.isdigit() else unquote(text)
            faults += [f"query {name}: {e.message}" for e in validator(schema).iter_errors(value)]
        return faults

    def _headers(self, operation: dict[str, Any], request: httpx.Request) -> list[str]:
        asked = [p["name"] for p in operation.get("parameters", []) if p["in"] == "header" and p.get("required")]
        schemes = {name for option in operation["security"] for name in option}
        if "ApiKeyAuth" in schemes:
            asked.append(self.document["components"]["securitySchemes"]["ApiKeyAuth"]["name"])
        if "BearerAuth" in schemes:
            asked.append("Authorization")
        return [f"missing header {name}" for name in asked if not request.headers.get(name)]

    def _body(self, operation: dict[str, Any], request: httpx.Request) -> list[str]:
        wanted = operation.get("requestBody")
        if wanted is None:
            return ["a body where none is taken"] if request.content else []
        if request.headers.get("content-type") != "application/json":
            return ["the body is not JSON"]
        schema = closed(wanted["content"]["application/json"]["schema"])
        return [f"body: {e.message}" for e in validator(schema).iter_errors(json.loads(request.content))]


def validator(schema: dict[str, Any]) -> Any:
    return jsonschema.Draft202012Validator(schema)


def closed(schema: Any) -> Any:
    """The same schema with every object shut to names it does not list: the vendor's file says nothing about them."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(part) for name, part in schema.items() if name != "example"}
    return inner | {"additionalProperties": False} if "properties" in schema else inner


@pytest.fixture(scope="module")
def spec(specs_dir: Path) -> Spec:
    return Spec(json.loads((specs_dir / "smartkasa.corrected.openapi.json").read_text(encoding="utf-8")))


class Echo:
    """Answers each operation with the specification's own example, and keeps what was asked."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        name = self.spec.operation(request)
        if not name:
            return httpx.Response(404, json={"message": "Not Found"})
        method, template = name.split(" ")
        answers = self.spec.document["paths"][template][method.lower()]["responses"]
        status = next(code for code in answers if code.startswith("2"))
        return httpx.Response(int(status), json=answers[status]["content"]["application/json"]["example"])


async def requests_of(spec: Spec, call: Callable[[SmartKasaClient], Any]) -> list[httpx.Request]:
    """What the client sends for one call, sign-in left out unless it is the call itself."""
    echo = Echo(spec)
    async with httpx.AsyncClient(transport=httpx.MockTransport(echo), trust_env=False) as http:
        client = SmartKasaClient(
            http, base_url="https://core.smartkasa.test", api_key="key", timeout_s=1.0, token_store=MemoryTokens(),
            now=lambda: datetime(2026, 9, 1, tzinfo=UTC),
        )  # fmt: skip
        await client.sign_in("380960000006", "123456789")
        echo.requests.clear()
        await call(client)
    return echo.requests


@pytest.mark.parametrize("name", CASES)
async def test_every_request_validates_and_is_the_operation_it_should_be(spec, name):
    case = CASES[name]

    async def call(client: SmartKasaClient) -> None:
        result = getattr(client, name)(*case.args, **case.options)
        if inspect.isasyncgen(result):
            async for _ in result:
                pass
        else:
            await result

    sent = await requests_of(spec, call)
    assert [spec.operation(request) for request in sent] == [case.operation]
    assert [spec.faults(request) for request in sent] == [[]]


async def test_a_page_read_in_another_thread_is_the_same_request(spec):
    async def here(work: Callable[[], Any]) -> Any:
        return work()

    async def call(client: SmartKasaClient) -> None:
        def ids(page: Any) -> list[str]:
            return [row.id for rows in page for row in rows]

        read = await client.read_products(ids, here, shop_id=5, page=2)
        assert read == [row.id for row in (await client.list_products(shop_id=5, page=2)).items] != []

    first, second = await requests_of(spec, call)
    assert first.url == second.url
    assert spec.faults(first) == []


def test_no_public_method_is_missing_from_the_table():
    public = {name for name, _ in inspect.getmembers(SmartKasaClient) if not name.startswith("_")}
    assert public == set(CASES) | NO_REQUEST_OF_ITS_OWN | OUTSIDE_THE_SPECIFICATION | set(OTHER_WAYS)


def test_every_operation_of_the_vendor_has_its_method(spec):
    operations = {
        f"{method.upper()} {path}"
        for path, entry in spec.document["paths"].items()
        for method in entry
        if method in {"get", "post", "put", "patch", "delete"}
    }
    assert len(operations) == 56
    assert sorted(case.operation for case in CASES.values()) == sorted(operations)


def test_the_drafts_of_the_table_leave_no_field_out():
    given = [arg for case in CASES.values() for arg in case.args]
    drafts = [one for arg in given for one in (arg if isinstance(arg, list) else [arg]) if isinstance(one, d.Draft)]
    assert len(drafts) > 12
    for draft in drafts:
        assert draft.model_fields_set == set(type(draft).model_fields), type(draft)


def test_every_parameter_of_every_method_is_in_the_table():
    for name, case in CASES.items():
        parameters = list(inspect.signature(getattr(SmartKasaClient, name)).parameters.values())[1:]
        assert len([p for p in parameters if p.kind is not p.KEYWORD_ONLY]) == len(case.args), name
        assert {p.name for p in parameters if p.kind is p.KEYWORD_ONLY} == set(case.options), name


async def test_pictures_are_asked_with_the_key_and_no_body(spec):
    async def call(client: SmartKasaClient) -> None:
        with pytest.raises(SmartKasaError):
            await client.get_picture(Picture(id="x", url="/uploads/store/x"))

    sent = await requests_of(spec, call)
    assert [(r.method, r.url.path, r.headers["X-API-KEY"], r.content) for r in sent] == [
        ("GET", "/uploads/store/x", "key", b"")
    ]


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (httpx.Request("POST", "https://x.test/api/v1/auth/sessions", headers={"X-API-KEY": "k"},
                       json={"phone_number": "1", "password": "2"}), "body: 'session' is a required property"),
        (httpx.Request("POST", "https://x.test/api/v1/auth/sessions", headers={"X-API-KEY": "k"},
                       json={"session": {"phone": "1"}}), "body: Additional properties are not allowed"),
        (httpx.Request("POST", "https://x.test/api/v1/auth/sessions", headers={"X-API-KEY": "k"},
                       json={"session": {"phone_number": 1}}), "body: 1 is not of type"),
        (httpx.Request("POST", "https://x.test/api/v1/auth/refresh", headers={"X-API-KEY": "k"}),
         "missing header X-Refresh-Token"),
        (httpx.Request("POST", "https://x.test/api/v1/auth/refresh", headers={"X-API-KEY": "k", "X-Refresh-Token": "r"},
                       json={}), "a body where none is taken"),
        (httpx.Request("GET", "https://x.test/api/v1/rsn/shops", headers={"X-API-KEY": "k"}),
         "missing header Authorization"),
        (httpx.Request("GET", "https://x.test/api/v1/rsn/shops", headers={"Authorization": "k"}),
         "missing header X-Api-Key"),
        (httpx.Request("GET", "https://x.test/api/v1/inventory/products?sort=price"), "unknown query sort"),
        (httpx.Request("GET", "https://x.test/api/v1/inventory/products?page=zero"), "query page: 'zero' is not"),
        (httpx.Request("GET", "https://x.test/api/v1/inventory/products?page=0"), "query page: 0 is less than"),
        (httpx.Request("GET", "https://x.test/api/v1/inventory/cards?page=2"), "unknown query page"),
        (httpx.Request("GET", "https://x.test/api/v1/goods"), "no such operation: GET /api/v1/goods"),
        (httpx.Request("PUT", "https://x.test/api/v1/inventory/products/1"), "no such operation"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_caught(spec, request_, fault):
    assert any(found.startswith(fault) for found in spec.faults(request_)), spec.faults(request_)
