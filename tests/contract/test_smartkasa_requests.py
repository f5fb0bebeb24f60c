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
CASES = {
    "sign_in": Case("POST /api/v1/auth/sessions", ("380960000006", "123456789")),
    "refresh": Case("POST /api/v1/auth/refresh"),
    "sign_out": Case("DELETE /api/v1/auth/sessions/logout"),
    "list_terminals": Case("GET /api/v1/pos/terminals", (), {"shop_id": 5, "name": "x"} | PAGED),
    "list_shops": Case("GET /api/v1/rsn/shops", (), {"title": "x", "state": 0} | PAGED),
    "get_shop": Case("GET /api/v1/rsn/shops/{id}", (37969,)),
    "list_shop_employees": Case("GET /api/v1/rsn/shops/employees"),
    "get_employee": Case("GET /api/v1/rsn/employees/{id}", (1301,)),
    "list_unit_types": Case("GET /api/v1/inventory/unit_types"),
    "list_categories": Case("GET /api/v1/inventory/categories", (), {"title": "x", "parent_id": UUID} | PAGED),
    "list_products": Case(
        "GET /api/v1/inventory/products",
        (),
        {"shop_id": 5, "number": "482", "q": "x", "category_id": UUID, "subgroup_id": 1} | PAGED,
    ),
    "get_product": Case("GET /api/v1/inventory/products/{id}", (UUID,)),
    "stream_cards": Case(
        "GET /api/v1/inventory/cards", (), {"shop_id": 5, "product_id": UUID, "counting_enabled": True}
    ),
    "product_daily_sales": Case("GET /api/v1/stats/product_daily_sales/alter", (), {"shop_id": 5} | DAYS),
}

NO_REQUEST_OF_ITS_OWN = {"signed_in", "aclose"}
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


def test_no_public_method_is_missing_from_the_table():
    public = {name for name, _ in inspect.getmembers(SmartKasaClient) if not name.startswith("_")}
    assert public == set(CASES) | NO_REQUEST_OF_ITS_OWN | OUTSIDE_THE_SPECIFICATION


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
