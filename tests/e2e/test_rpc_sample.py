"""The sample of Checkbox's own article: 1,23 less a kopeck, 4,56 plus 1 %, five percent off: 554, tax 19, paid 550."""

from typing import Any

from tests.e2e.conftest import MakeTill
from tests.e2e.shelf import DELIVERY, WRAPPING
from tests.e2e.vendors import PIN, Vendors

LINES = ((WRAPPING, 123, ("DISCOUNT", "VALUE", 1)), (DELIVERY, 456, ("EXTRA_CHARGE", "PERCENT", 1)))
TAXES = {"1": [1, 8], "4": [8]}


def test_the_articles_sample_comes_to_554_with_tax_19_and_550_paid(make_till: MakeTill, vendors: Vendors) -> None:
    till = make_till(vendors, fiscal={"cash_rounding": "10"}, taxes=TAXES)
    till.call("session.sign_in", {"pin_code": PIN})
    till.call("shift.open", {})
    for good, price, (kind, mode, value) in LINES:
        cart = till.call("cart.add", {"product_id": good.id, "price": price})["cart"]
        line_id = cart["lines"][-1]["id"]
        till.call("cart.discount", {"line_id": line_id, "type": kind, "mode": mode, "value": value})
    cart = till.call("cart.discount", {"type": "DISCOUNT", "mode": "PERCENT", "value": 5})["cart"]
    check_cart(cart)
    payments = [{"type": "CASH", "value": 50}, {"type": "CASHLESS", "value": 500}]
    receipt = till.call("sale.pay", {"payments": payments})["receipt"]
    assert (receipt["total"], receipt["rounding"], receipt["due"], receipt["paid"]) == (554, -4, 550, 550)
    server = vendors.state.receipts[receipt["id"]]
    assert (server.total_sum, server.total_payment, server.total_rest, server.round_sum) == (554, 550, 0, -4)
    assert {tax["code"]: tax["value"] for tax in server.taxes} == {1: 19, 8: 0}
    (sent,) = vendors.calls("POST", "/receipts/sell")
    assert sent.sent["rounding_mode"] == "ROUND_10"


def check_cart(cart: dict[str, Any]) -> None:
    assert [(line["sum"], line["total"]) for line in cart["lines"]] == [(123, 122), (456, 461)]
    assert [line["discounts"][0]["sum"] for line in cart["lines"]] == [-1, 5]
    assert [line["tax_codes"] for line in cart["lines"]] == [[1, 8], [8]]
    assert cart["discounts"] == [{"type": "DISCOUNT", "mode": "PERCENT", "value": 5, "sum": -29}]
    assert (cart["sum"], cart["discount_sum"], cart["total"]) == (579, -25, 554)
    assert {tax["code"]: (tax["symbol"], tax["rate"], tax["sum"]) for tax in cart["taxes"]} == {
        1: ("А", 20, 19),
        8: ("З", 0, 0),
    }
