"""A settled receipt in SmartKasa's words: types, states, numbers, money in hryvnias, taxes by SmartKasa's letters."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pos_app.domain.part import Part
from pos_app.domain.receipt import FiscalStamp, ReceiptKind, ReceiptState
from pos_app.domain.tax import TaxSum
from pos_app.reports.receipt_drafts import number_of, receipt_draft, taxes_by_letter
from pos_app.store.operations import Operation
from tests.simulation.push_world import REGISTRAR, START, PushWorld, Server


@pytest.fixture(scope="module")
def server() -> Server:
    return Server(lambda: START)


@pytest.fixture
def world(server: Server) -> PushWorld:
    return PushWorld(server)


def sent(operation: Operation, **changes: Any) -> dict[str, Any]:
    assert operation.document is not None
    return receipt_draft(operation, replace(operation.document, **changes), REGISTRAR, plain=False).fields()


def test_a_sale_is_paid_and_names_both_fiscal_numbers(world: PushWorld) -> None:
    sold = world.sell(product_id="p-1")
    body = sent(sold)
    assert (body["type"], body["state"], body["total_amount"]) == (0, 2, 100)
    assert (body["fiscal_number"], body["registrar_fiscal_number"]) == ("F-1", REGISTRAR)
    assert (body["cashier_name"], body["description"]) == ("Олена", f"Checkbox {sold.id}")
    assert "related_fiscal_number" not in body
    assert body["items"] == (
        {"name": "Товар 1", "price": 50, "quantity": 2, "amount": 100, "sku": "7", "tax_group_id": 1,
         "is_product": True, "product_id": "p-1"},
    )  # fmt: skip


def test_a_return_is_returned_and_names_the_sale(world: PushWorld) -> None:
    body = sent(world.sell(kind=ReceiptKind.RETURN))
    assert (body["type"], body["state"], body["related_fiscal_number"]) == (3, 3, "F-1")


@pytest.mark.parametrize(("kind", "type_"), [(ReceiptKind.SERVICE_IN, 1), (ReceiptKind.SERVICE_OUT, 2)])
def test_a_cash_movement_goes_by_its_checkbox_number_and_has_no_goods(
    world: PushWorld, kind: ReceiptKind, type_: int
) -> None:
    moved = world.sell(kind=kind)
    body = sent(moved)
    assert (body["type"], body["state"], body["items"], body["tax_amount"]) == (type_, 2, (), {})
    assert body["fiscal_number"] == number_of(moved) == moved.id


def test_cash_for_a_card_goes_as_smartkasas_own_kind(world: PushWorld) -> None:
    body = sent(world.sell(), kind=ReceiptKind.CASH_WITHDRAWAL, lines=(), taxes=())
    assert (body["type"], body["state"], body["title"]) == (5, 2, "Видача готівки")


def test_goods_of_an_order_leave_smartkasas_stock_once(world: PushWorld) -> None:
    sold = world.sell(product_id="p-1")
    first = Part("1a2b3c4d-5e6f", 40_00, whole=100_00)
    body = sent(sold, part=first, total=40_00, sum=100_00)
    assert (body["title"], body["total_amount"]) == ("Передплата за замовленням 1A2B3C4D", 40)
    (line,) = body["items"]
    assert (line["price"], line["quantity"], line["amount"], line["is_product"]) == (40, 1, 40, False)
    assert "product_id" not in line
    assert "discount_amount" not in body
    back = sent(sold, kind=ReceiptKind.RETURN, part=replace(first, cancels=True), total=40_00, sum=100_00)
    assert (back["type"], back["title"]) == (3, "Повернення передплати за замовленням 1A2B3C4D")
    assert back["items"][0]["is_product"] is False
    rest = replace(first, amount=60_00, before=40_00, first="r1", first_code="F-0")
    body = sent(sold, part=rest, total=60_00, sum=100_00)
    assert (body["title"], body["total_amount"]) == ("Доплата за замовленням 1A2B3C4D", 60)
    assert (body["items"][0]["product_id"], body["items"][0]["quantity"]) == ("p-1", 2)
    assert body["discount_amount"] == 40


def test_discount_and_rounding_are_told_in_hryvnias(world: PushWorld) -> None:
    body = sent(world.sell(), sum=100_00, total=95_55, rounding=-5)
    assert (body["total_amount"], body["discount_amount"]) == (Decimal("95.55"), Decimal("4.45"))
    assert body["rounding_amount"] == Decimal("-0.05")
    assert "discount_amount" not in sent(world.sell(), sum=100_00, total=110_00)


def test_without_ids_goods_go_by_name(world: PushWorld) -> None:
    sold = world.sell(product_id="p-1")
    assert sold.document is not None
    (line,) = receipt_draft(sold, sold.document, REGISTRAR, plain=True).fields()["items"]
    assert "product_id" not in line
    assert (line["is_product"], line["name"]) == (False, "Товар 1")


def tax(rate: str, amount: int, excise: int = 0, symbol: str = "?") -> TaxSum:
    return TaxSum(1, symbol, "", Decimal(rate), Decimal(5), amount, excise, 0)


def test_taxes_go_by_rate_under_smartkasa_letters_and_never_by_checkbox_ones() -> None:
    # Checkbox's З may be «без ПДВ», SmartKasa's is excise
    taxes = [tax("20", 228_25, 68_48, "Г"), tax("7", 7_00, symbol="Z"), tax("0", 0, symbol="З"), tax("14", 5_00)]
    assert taxes_by_letter(taxes) == {"А": 228_25, "З": 68_48, "Б": 7_00}
    assert taxes_by_letter([tax("20", 1), tax("20", 2)]) == {"А": 3}


def test_the_taxes_are_the_servers_once_it_has_counted_them(world: PushWorld) -> None:
    sold = world.sell()
    stamp = FiscalStamp(ReceiptState.FISCAL, "F-1", START, taxes=(tax("20", 17_00),))
    assert sent(sold)["tax_amount"] == {"А": Decimal("16.67")}
    assert sent(replace(sold, stamp=stamp))["tax_amount"] == {"А": 17}
