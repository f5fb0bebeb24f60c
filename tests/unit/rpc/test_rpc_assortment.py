"""The catalog edited over the RPC: forms are read strictly, outcomes tell of faults and conflicts, the rest is kept."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pos_app.catalog.editing import Conflict, Fault, FormField, ProductForm
from pos_app.catalog.editor import Outcome
from pos_app.domain.errors import refused
from pos_app.domain.product import Product
from pos_app.till.assortment import ProductCard, SavedProduct, Stock
from tests.unit.rpc.conftest import NotedTill, Wire

PRYANIK = Product("p1", "A-1", "Пряник", "4820000000017", 1299, "шт")
FORM = ProductForm("Пряник", 1299, "4820000000017", "c1", 2009, tax_group=1)
AT = datetime(2026, 11, 26, 10, 41, tzinfo=UTC)
CARD = ProductCard(PRYANIK, FORM, "", "A-1", "", False, AT, Stock(True, 12_000), None, "ПДВ 20%")


async def ask(method: str, params: Any, **answers: Any) -> tuple[Any, NotedTill]:
    desk = NotedTill()
    desk.answers = {"open": CARD, "save": SavedProduct(Outcome.SAVED, PRYANIK), **answers}
    wire = Wire()
    wire.till.assortment = desk
    wire.ask(method, params)
    (answer,) = await wire.hang_up()
    return answer, desk


async def test_a_product_is_opened_with_its_form_and_its_stock() -> None:
    answer, _ = await ask("catalog.product", {"product_id": "p1"})
    result = answer["result"]
    assert (result["product"]["name"], result["form"]["price"], result["tax"]) == ("Пряник", 1299, "ПДВ 20%")
    assert result["stock"] == {"counted": True, "amount": 12_000, "changed_at": None}
    assert result["changed_at"] == "2026-11-26T10:41:00+00:00"


async def test_a_new_product_is_sold_by_the_piece_unless_it_says_otherwise() -> None:
    answer, desk = await ask("catalog.create_product", {"product": {"title": "Пряник", "price": 1299}})
    assert answer["result"]["outcome"] == "saved"
    assert desk.asked[-1] == ("save", (None, ProductForm("Пряник", 1299, unit=2009)), {"despite_warnings": False})


async def test_only_the_named_fields_are_changed_and_what_they_were_is_told() -> None:
    params = {"product_id": "p1", "product": {"price": 1350}, "was": {"price": 1200}, "despite_warnings": True}
    _, desk = await ask("catalog.update_product", params)
    wanted, opened = replace(FORM, price=1350), replace(FORM, price=1200)
    assert desk.asked[-1] == ("save", ("p1", wanted, opened), {"despite_warnings": True})


async def test_faults_and_conflicts_are_told_field_by_field() -> None:
    fault = Fault(FormField.BARCODE, "barcode_taken", "Молоко", warning=True)
    answer, _ = await ask(
        "catalog.create_product", {"product": {"title": "П"}}, save=SavedProduct(Outcome.FAULTY, faults=(fault,))
    )
    assert answer["result"] == {
        "outcome": "faulty",
        "faults": [
            {"field": "barcode", "code": "barcode_taken", "message": "Цей код уже має «Молоко».", "warning": True}
        ],
    }
    conflict = Conflict(FormField.PRICE, 1200, 1350, 1299)
    told = SavedProduct(Outcome.CONFLICT, PRYANIK, conflicts=(conflict,), changed_at=AT)
    answer, desk = await ask("catalog.set_price", {"product_id": "p1", "price": 1350, "was": 1200}, set_price=told)
    assert desk.asked == [("set_price", ("p1", 1350, 1200), {})]
    assert answer["result"]["conflicts"] == [{"field": "price", "was": 1200, "mine": 1350, "now": 1299}]
    assert answer["result"]["changed_at"] == "2026-11-26T10:41:00+00:00"


@pytest.mark.parametrize(
    ("method", "params", "where"),
    [
        ("catalog.create_product", {"product": {"price": "12.99"}}, "params.product.price"),
        ("catalog.create_product", {"product": {"colour": 1}}, "colour"),
        ("catalog.create_product", {}, "params.product"),
        ("catalog.update_product", {"product_id": "p1", "product": {"sold_by_weight": 1}}, "sold_by_weight"),
        ("catalog.set_price", {"product_id": "p1", "price": 12.5}, "params.price"),
        ("catalog.delete_product", {}, "params.product_id"),
    ],
)
async def test_bad_forms_are_refused_before_anything_is_asked(method: str, params: Any, where: str) -> None:
    answer, desk = await ask(method, params)
    assert answer["error"]["code"] == -32602
    assert where in answer["error"]["message"]
    assert desk.asked == []


async def test_a_product_in_a_basket_is_not_deleted() -> None:
    answer, _ = await ask("catalog.delete_product", {"product_id": "p1"}, delete=refused("product_in_basket"))
    assert answer["error"]["data"]["code"] == "product_in_basket"
    answer, desk = await ask("catalog.delete_product", {"product_id": "p1"})
    assert (answer["result"], desk.asked) == ({}, [("delete", ("p1",), {})])
