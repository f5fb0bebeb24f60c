"""Every answer the specification shows is understood, and every one its schemas allow is at least not choked on."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from pos_app.smartkasa import models as m
from pos_app.smartkasa import trade_models as t
from pos_app.smartkasa.answers import complaints_in, envelope
from pos_app.smartkasa.errors import KNOWN
from pos_app.smartkasa.rows import (
    CATEGORIES,
    IMPORTS,
    PEOPLE,
    PRODUCTS,
    RECEIPTS,
    SHIFTS,
    SHOPS,
    STAFF,
    SUBGROUPS,
    TERMINALS,
    UNITS,
    Z_REPORTS,
    one_in,
    page_in,
)

LISTS = {
    "/api/v1/pos/terminals": (TERMINALS, m.Terminal),
    "/api/v1/rsn/shops": (SHOPS, m.Shop),
    "/api/v1/rsn/shops/employees": (STAFF, m.ShopStaff),
    "/api/v1/inventory/unit_types": (UNITS, m.UnitType),
    "/api/v1/inventory/categories": (CATEGORIES, m.Category),
    "/api/v1/inventory/products": (PRODUCTS, m.Product),
    "/api/v1/rsn/employees": (PEOPLE, m.StaffMember),
    "/api/v1/inventory/product_subgroups": (SUBGROUPS, m.Subgroup),
    "/api/v1/inventory/import_products": (IMPORTS, m.ImportJob),
    "/api/v1/pos/shifts": (SHIFTS, t.Shift),
    "/api/v1/pos/receipts": (RECEIPTS, t.Receipt),
    "/api/v1/reports/z-reports": (Z_REPORTS, t.ZReport),
}
ONES = {
    "/api/v1/rsn/shops/{id}": m.Shop,
    "/api/v1/rsn/employees/{id}": m.Employee,
    "/api/v1/inventory/products/{id}": m.ProductDetails,
    "/api/v1/stats/product_daily_sales/alter": m.DailySales,
    "/api/v1/pos/terminals/{id}": m.Terminal,
    "/api/v1/inventory/cards/{id}": m.Card,
    "/api/v1/inventory/import_products/{id}": m.ImportJob,
    "/api/v1/pos/shifts/{id}": t.Shift,
    "/api/v1/pos/receipts/{id}": t.Receipt,
    "/api/v1/pos/payment_transactions/{id}": t.Transaction,
}
WRITES = {
    "PUT /api/v1/pos/terminals/{id}": m.Terminal,
    "POST /api/v1/rsn/shops": m.Shop,
    "PUT /api/v1/rsn/shops/{id}": m.Shop,
    "POST /api/v1/rsn/employees": m.StaffMember,
    "PUT /api/v1/rsn/employees/{id}": m.StaffMember,
    "POST /api/v1/inventory/categories": m.Category,
    "PUT /api/v1/inventory/categories/{id}": m.Category,
    "POST /api/v1/inventory/product_subgroups": m.Subgroup,
    "PUT /api/v1/inventory/product_subgroups/{id}": m.Subgroup,
    "POST /api/v1/inventory/products": m.MadeProduct,
    "POST /api/v1/inventory/import_products": m.ImportJob,
    "POST /api/v1/inventory/cards": m.Card,
    "POST /api/v1/pos/receipts": t.PostedReceipt,
    "PUT /api/v1/pos/receipts/{id}": t.PostedReceipt,
}
# fields the models declare that a specification example need not have
EXTRA = {
    "Product": {"cards", "unit_type_name"},
    "Shop": {"address"},
    "ImportJob": {"results"},
    "Receipt": {"discount_type_id", "payment_transactions"},
    "Transaction": {"change_amount", "deposit_amount"},
}


@pytest.fixture(scope="module")
def document(specs_dir: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((specs_dir / "smartkasa.corrected.openapi.json").read_text(encoding="utf-8"))
    return loaded


def answer(document: dict[str, Any], path: str) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    return found


@pytest.mark.parametrize("path", LISTS)
def test_every_row_of_a_listed_example_is_read(document, path):
    example = answer(document, path)["example"]
    page = page_in(json.dumps(example).encode(), LISTS[path][0])
    assert page.unreadable == 0
    assert [str(row.id) for row in page.items] == [str(row["id"]) for row in example["data"]]
    assert page.meta.total_count == example["meta"]["total_count"]


@pytest.mark.parametrize("path", ONES)
def test_every_single_example_is_read(document, path):
    example = answer(document, path)["example"]
    assert one_in(json.dumps(example).encode(), ONES[path])


@pytest.mark.parametrize("operation", WRITES)
def test_every_example_of_an_answer_to_a_change_is_read(document, operation):
    method, path = operation.split(" ")
    answers = document["paths"][path][method.lower()]["responses"]
    status = next(code for code in answers if code.startswith("2"))
    told = answers[status]["content"]["application/json"]
    thing = one_in(json.dumps(told["example"]).encode(), WRITES[operation])
    assert str(thing.id) == str(told["example"]["data"]["id"])
    assert set(type(thing).model_fields) - set(told["schema"]["properties"]["data"]["properties"]) <= EXTRA.get(
        type(thing).__name__, set()
    )


@pytest.mark.parametrize("path", [*LISTS, *ONES])
def test_every_declared_field_is_one_the_specification_has(document, path):
    model: type[BaseModel] = LISTS[path][1] if path in LISTS else ONES[path]
    data = answer(document, path)["schema"]["properties"]["data"]
    known = set((data.get("items") or data)["properties"])
    assert set(model.model_fields) - known <= EXTRA.get(model.__name__, set())


@pytest.mark.parametrize("path", LISTS)
def test_a_row_with_nothing_but_its_id_is_read(document, path):
    schema = answer(document, path)["schema"]["properties"]["data"]["items"]
    assert schema["required"] == ["id"]
    bare = {"id": 1 if schema["properties"]["id"]["type"] == "integer" else "x"}
    nulls = dict.fromkeys(schema["properties"]) | bare
    body = json.dumps({"data": [bare, nulls], "meta": {"total_count": 2}}).encode()
    assert page_in(body, LISTS[path][0]).unreadable == 0


def test_both_forms_of_a_session_example_are_tokens(document):
    for path in ("/api/v1/auth/sessions", "/api/v1/auth/refresh"):
        example = document["paths"][path]["post"]["responses"]["201"]["content"]["application/json"]["example"]
        data, _ = envelope(json.dumps(example).encode(), 201)
        tokens = m.Tokens.model_validate(data)
        assert tokens.access_expires_at is not None
        assert tokens.access_expires_at.tzinfo is not None


def test_every_error_example_is_understood_and_every_code_in_them_has_a_sentence(document):
    seen = set()
    for path in document["paths"].values():
        for operation in path.values():
            for status, told in operation["responses"].items() if isinstance(operation, dict) else ():
                if status.startswith("4"):
                    found = complaints_in(json.dumps(told["content"]["application/json"]["example"]).encode())
                    assert found, (operation["summary"], status)
                    seen |= {complaint.code for complaint in found if complaint.code}
    assert {"blank", "invalid", "phone_number_or_password_invalid"} <= seen
    assert seen <= set(KNOWN)
