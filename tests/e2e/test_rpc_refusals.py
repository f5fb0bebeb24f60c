"""What a cashier may do wrong: a stable code, a Ukrainian sentence, nothing lost, and the next right step works."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import Counter, MakeTill
from tests.e2e.rpc_driver import RpcError, RpcTill
from tests.e2e.shelf import CHEESE, DELIVERY, MILK, PIECES, PILLS, SHARED, STAMPED, VODKA, scale_label, stamp
from tests.e2e.vendors import PIN, Vendors

CASH = {"type": "CASH"}
CYRILLIC = re.compile(r"[А-ЩЬЮЯҐЄІЇа-щьюяґєії]")
RUSSIAN_ONLY = re.compile(r"[ЁЪЫЭёъыэ]")


def check(error: RpcError, word: str) -> None:
    """The till's own error, in the contract's form and in the cashier's language."""
    assert (error.code, error.word) == (-32000, word)
    assert error.data.keys() >= {"code", "message", "safe"}
    assert error.safe is True
    assert CYRILLIC.search(error.message), error.message
    assert not RUSSIAN_ONLY.search(error.message), error.message


def add(till: RpcTill, **params: Any) -> dict[str, Any]:
    return dict(till.call("cart.add", {"product_id": MILK.id, **params})["cart"])


def pay(till: RpcTill) -> dict[str, Any]:
    return dict(till.call("sale.pay", {"payments": [CASH]})["receipt"])


# -- people -----------------------------------------------------------------------------------------------------


def test_a_wrong_pin_is_refused_and_the_right_one_let_in(till: RpcTill) -> None:
    check(till.refusal("session.sign_in", {"pin_code": "9999"}), "wrong_pin")
    assert till.call("till.status")["cashier"] is None
    assert till.call("session.sign_in", {"pin_code": PIN})["cashier"]["name"] == "Шевчук Олена Петрівна"


def test_a_wrong_password_is_refused_and_the_right_one_let_in(till: RpcTill) -> None:
    check(till.refusal("session.sign_in", {"login": "taras", "password": "wrong"}), "wrong_pin")
    cashier = till.call("session.sign_in", {"login": "taras", "password": "taras-2345"})["cashier"]
    assert cashier["name"] == "Бондаренко Тарас Іванович"


def test_guessing_pins_locks_the_door_for_a_while_even_across_a_restart(till: RpcTill) -> None:
    words = []
    while "pin_locked" not in words and len(words) < 20:
        words.append(till.refusal("session.sign_in", {"pin_code": f"90{len(words):02d}"}).word)
    assert words[:3] == ["wrong_pin"] * 3
    assert words[-1] == "pin_locked"
    check(till.refusal("session.sign_in", {"pin_code": PIN}), "pin_locked")
    till.restart()
    check(till.refusal("session.sign_in", {"pin_code": PIN}), "pin_locked")
    till.call("sandbox.advance_clock", {"seconds": 3600})
    assert till.call("session.sign_in", {"pin_code": PIN})["cashier"]


def test_nothing_is_done_for_nobody(till: RpcTill) -> None:
    for method, params in (
        ("shift.open", {}),
        ("shift.x_report", {}),
        ("shift.cash_in", {"amount": 100}),
        ("cart.add", {"product_id": MILK.id}),
        ("sale.pay", {"payments": [CASH]}),
        ("shift.close", {}),
        ("drawer.open", {"reason": "розмін"}),
    ):
        check(till.refusal(method, params), "not_signed_in")
    assert till.call("catalog.by_barcode", {"barcode": MILK.number})["products"]
    assert till.call("journal.verify")["ok"]
    assert "taxes" in till.call("taxes.get")
    till.call("session.sign_in", {"pin_code": PIN})
    assert add(till)["total"] == MILK.price


def test_a_cashier_without_the_right_to_return_is_told_so(make_till: MakeTill, vendors: Vendors) -> None:
    till = make_till(vendors)
    till.call("session.sign_in", {"pin_code": "3456"})
    till.call("shift.open", {})
    add(till)
    sold = pay(till)
    check(till.refusal("sale.return", {"receipt_id": sold["id"], "payments": [CASH]}), "not_permitted")
    add(till)
    assert pay(till)["state"] == "FISCAL"


def test_the_basket_needs_no_shift_but_paying_does(till: RpcTill) -> None:
    till.call("session.sign_in", {"pin_code": PIN})
    add(till)
    check(till.refusal("sale.pay", {"payments": [CASH]}), "shift_not_open")
    check(till.refusal("shift.close", {}), "shift_not_open")
    check(till.refusal("shift.x_report", {}), "shift_not_open")
    check(till.refusal("shift.cash_in", {"amount": 100}), "shift_not_open")
    till.call("shift.open", {})
    assert pay(till)["total"] == MILK.price


# -- the shift --------------------------------------------------------------------------------------------------


def test_an_open_shift_is_not_opened_again(ready: Counter) -> None:
    check(ready.till.refusal("shift.open", {}), "shift_already_open")
    ready.sell()


def test_no_more_cash_goes_out_than_there_is(ready: Counter) -> None:
    there = ready.till.call("shift.x_report")["report"]["balance"]
    check(ready.till.refusal("shift.cash_out", {"amount": there + 1}), "cash_short")
    ready.till.call("shift.cash_out", {"amount": there})
    assert ready.till.call("shift.x_report")["report"]["balance"] == 0
    ready.till.call("shift.cash_in", {"amount": 100_000})


def test_a_cash_return_needs_cash_in_the_drawer(ready: Counter) -> None:
    sold = ready.sell()
    there = ready.till.call("shift.x_report")["report"]["balance"]
    ready.till.call("shift.cash_out", {"amount": there})
    wanted = {"receipt_id": sold["id"], "payments": [CASH]}
    check(ready.till.refusal("sale.return", wanted), "cash_short")
    ready.till.call("shift.cash_in", {"amount": 100_000})
    assert ready.till.call("sale.return", wanted)["receipt"]["due"] == sold["due"]


# -- goods and basket -------------------------------------------------------------------------------------------


def test_an_unknown_barcode_is_no_error_and_adds_nothing(ready: Counter) -> None:
    answer = ready.till.call("cart.scan", {"code": "4820000000017"})
    assert (answer["outcome"], answer["cart"]["lines"]) == ("unknown", [])
    assert ready.till.call("catalog.by_barcode", {"barcode": "4820000000017"}) == {"products": []}
    assert ready.till.call("cart.scan", {"code": MILK.number})["outcome"] == "product"
    assert pay(ready.till)["total"] == MILK.price


@pytest.mark.parametrize("product_id", ["00000000-0000-4000-8000-000000000000", "1", "", "'; DROP TABLE product; --"])
def test_an_unknown_product_is_refused(ready: Counter, product_id: str) -> None:
    check(ready.till.refusal("cart.add", {"product_id": product_id}), "unknown_product")
    ready.sell()


@pytest.mark.parametrize("quantity", [0, -1000, -1, 10**12])
def test_a_quantity_that_cannot_be_is_refused(ready: Counter, quantity: int) -> None:
    till = ready.till
    check(till.refusal("cart.add", {"product_id": MILK.id, "quantity": quantity}), "bad_quantity")
    line = add(till)["lines"][0]
    check(till.refusal("cart.set_quantity", {"line_id": line["id"], "quantity": quantity}), "bad_quantity")
    assert till.call("cart.get")["cart"]["lines"] == [line]
    assert pay(till)["total"] == MILK.price


def test_pieces_are_not_cut(ready: Counter) -> None:
    check(ready.till.refusal("cart.add", {"product_id": MILK.id, "quantity": 1500}), "fraction_not_allowed")
    line = add(ready.till)["lines"][0]
    check(ready.till.refusal("cart.set_quantity", {"line_id": line["id"], "quantity": 500}), "fraction_not_allowed")
    assert pay(ready.till)["total"] == MILK.price


def test_weight_is_asked_for_where_it_is_not_known(ready: Counter) -> None:
    answer = ready.till.call("cart.scan", {"code": CHEESE.number})
    assert (answer["outcome"], answer["cart"]["lines"]) == ("weight_needed", [])
    assert [product["id"] for product in answer["products"]] == [CHEESE.id]
    cart = ready.till.call("cart.add", {"product_id": CHEESE.id, "quantity": 250})["cart"]
    assert cart["total"] == (CHEESE.price * 250 + 500) // 1000
    assert ready.till.call("cart.scan", {"code": scale_label(CHEESE, 100)})["outcome"] == "product"
    pay(ready.till)


def test_a_price_is_asked_for_where_it_is_free_and_kept_where_it_is_not(ready: Counter) -> None:
    till = ready.till
    check(till.refusal("cart.add", {"product_id": DELIVERY.id}), "price_needed")
    for price in (0, -1, 10**9):
        check(till.refusal("cart.add", {"product_id": DELIVERY.id, "price": price}), "bad_price")
    assert till.call("cart.add", {"product_id": DELIVERY.id, "price": 7_500})["cart"]["total"] == 7_500
    pay(till)


def test_one_number_on_several_goods_is_the_cashiers_choice(ready: Counter) -> None:
    number = SHARED[0].number
    answer = ready.till.call("cart.scan", {"code": number})
    wanted = {good.id for good in SHARED if good.number == number}
    assert (answer["outcome"], answer["cart"]["lines"]) == ("choose", [])
    assert {product["id"] for product in answer["products"]} == wanted
    chosen = answer["products"][0]
    assert ready.till.call("cart.add", {"product_id": chosen["id"]})["cart"]["total"] == chosen["price"]
    pay(ready.till)


def test_the_same_product_again_raises_its_line_unless_it_has_a_discount(ready: Counter) -> None:
    till = ready.till
    add(till)
    cart = till.call("cart.scan", {"code": MILK.number})["cart"]
    assert [line["quantity"] for line in cart["lines"]] == [2000]
    params = {"line_id": cart["lines"][0]["id"], "type": "DISCOUNT", "mode": "PERCENT", "value": 10}
    till.call("cart.discount", params)
    cart = till.call("cart.scan", {"code": MILK.number})["cart"]
    assert [line["quantity"] for line in cart["lines"]] == [2000, 1000]
    cart = till.call("cart.undo")["cart"]
    assert [line["quantity"] for line in cart["lines"]] == [2000]
    cart = till.call("cart.discount", {**params, "value": 0})["cart"]
    assert cart["total"] == 2 * MILK.price


def test_a_line_that_is_not_there_is_named_so(ready: Counter) -> None:
    add(ready.till)
    for method, more in (
        ("cart.set_quantity", {"quantity": 1000}),
        ("cart.set_price", {"price": 100}),
        ("cart.remove", {}),
        ("cart.discount", {"type": "DISCOUNT", "mode": "PERCENT", "value": 5}),
    ):
        check(ready.till.refusal(method, {"line_id": "no such line", **more}), "unknown_line")
    assert pay(ready.till)["total"] == MILK.price


@pytest.mark.parametrize(
    ("mode", "value"), [("PERCENT", 100.01), ("PERCENT", -1), ("PERCENT", 5.555), ("VALUE", -1), ("VALUE", 1.5)]
)
def test_a_discount_that_cannot_be_is_refused(ready: Counter, mode: str, value: float) -> None:
    line_id = add(ready.till)["lines"][0]["id"]
    for target in ({}, {"line_id": line_id}):
        params = {"type": "DISCOUNT", "mode": mode, "value": value, **target}
        check(ready.till.refusal("cart.discount", params), "bad_discount")
    assert pay(ready.till)["total"] == MILK.price


def test_an_empty_basket_is_not_sold_discounted_or_parked(ready: Counter) -> None:
    till = ready.till
    check(till.refusal("sale.pay", {"payments": [CASH]}), "empty_cart")
    check(till.refusal("cart.discount", {"type": "DISCOUNT", "mode": "PERCENT", "value": 5}), "empty_cart")
    check(till.refusal("cart.park", {}), "empty_cart")
    ready.sell()


def test_a_parked_receipt_comes_back_only_to_an_empty_basket(ready: Counter) -> None:
    till = ready.till
    add(till)
    parked_id = till.call("cart.park", {})["parked_id"]
    check(till.refusal("cart.resume", {"parked_id": "nothing"}), "unknown_parked")
    till.call("cart.add", {"product_id": PIECES[9].id})
    check(till.refusal("cart.resume", {"parked_id": parked_id}), "cart_not_empty")
    assert pay(till)["total"] == PIECES[9].price
    assert till.call("cart.resume", {"parked_id": parked_id})["cart"]["total"] == MILK.price
    check(till.refusal("cart.resume", {"parked_id": parked_id}), "cart_not_empty")
    assert pay(till)["total"] == MILK.price
    check(till.refusal("cart.resume", {"parked_id": parked_id}), "unknown_parked")


def test_there_is_nothing_to_undo_in_a_new_basket(ready: Counter) -> None:
    ready.sell()
    check(ready.till.refusal("cart.undo", {}), "nothing_to_undo")
    add(ready.till)
    assert ready.till.call("cart.undo", {})["cart"]["lines"] == []


# -- excise -----------------------------------------------------------------------------------------------------


def test_payment_waits_for_every_stamp(ready: Counter) -> None:
    till = ready.till
    cart = till.call("cart.scan", {"code": VODKA.number})["cart"]
    till.call("cart.set_quantity", {"line_id": cart["lines"][0]["id"], "quantity": 2000})
    check(till.refusal("sale.pay", {"payments": [CASH]}), "excise_missing")
    assert till.call("cart.scan", {"code": stamp(900_001)})["outcome"] == "excise_taken"
    check(till.refusal("sale.pay", {"payments": [CASH]}), "excise_missing")
    check(till.refusal("cart.scan", {"code": stamp(900_001)}), "excise_duplicate")
    assert till.call("cart.scan", {"code": stamp(900_002)})["outcome"] == "excise_taken"
    receipt = pay(till)
    sent = ready.vendors.state.receipts[receipt["id"]].goods[0]["good"]["excise_barcodes"]
    assert sent == [stamp(900_001), stamp(900_002)]


def test_a_stamp_belongs_to_the_goods_scanned_last(ready: Counter) -> None:
    till = ready.till
    other = next(good for good in STAMPED if good.id != VODKA.id)
    till.call("cart.scan", {"code": VODKA.number})
    till.call("cart.scan", {"code": other.number})
    till.call("cart.scan", {"code": stamp(900_011)})
    cart = till.call("cart.scan", {"code": stamp(900_012)})["cart"]
    stamps = {line["product_id"]: line["excise_stamps"] for line in cart["lines"]}
    assert stamps == {other.id: [stamp(900_011)], VODKA.id: [stamp(900_012)]}
    pay(till)


# -- money ------------------------------------------------------------------------------------------------------

BAD_PAYMENTS: dict[str, tuple[Callable[[int], list[dict[str, Any]]], str]] = {
    "too little cash": (lambda due: [{"type": "CASH", "value": due - 50}], "payment_too_small"),
    "too little by card": (lambda due: [{"type": "CASHLESS", "value": due - 1}], "payment_too_small"),
    "nothing at all": (lambda due: [], "payment_too_small"),
    "less than nothing": (lambda due: [{"type": "CASH", "value": -due}], "payment_too_small"),
    "too much by card": (lambda due: [{"type": "CASHLESS", "value": due + 1}], "card_over_total"),
    "too much by two cards": (
        lambda due: [{"type": "CASHLESS", "value": due}, {"type": "CASHLESS", "value": 1}],
        "card_over_total",
    ),
    "no value where there are two": (lambda due: [{"type": "CASHLESS", "value": 100}, CASH], "payment_too_small"),
    "no value at all where there are two": (lambda due: [{"type": "CASHLESS"}, CASH], "payment_too_small"),
}


@pytest.mark.parametrize("name", BAD_PAYMENTS)
def test_a_payment_that_does_not_fit_takes_no_money(ready: Counter, name: str) -> None:
    till = ready.till
    add(till, quantity=2000)
    payments, word = BAD_PAYMENTS[name]
    due = till.call("sale.quote", {"payments": [CASH]})["due"]
    if "card" in name:
        due = till.call("sale.quote", {"payments": [{"type": "CASHLESS"}]})["due"]
    before = len(ready.vendors.receipts())
    check(till.refusal("sale.pay", {"payments": payments(due)}), word)
    assert len(ready.vendors.receipts()) == before
    assert pay(till)["total"] == 2 * MILK.price


def test_change_is_given_from_cash_alone(ready: Counter) -> None:
    add(ready.till)
    card = {"type": "CASHLESS", "value": 1_000}
    due = 1_000 + (MILK.price - 1_000 + 25) // 50 * 50
    receipt = ready.till.call("sale.pay", {"payments": [card, {"type": "CASH", "value": 20_000}]})["receipt"]
    assert (receipt["due"], receipt["paid"], receipt["change"]) == (due, 21_000, 21_000 - due)


@pytest.mark.parametrize("delivery", [{"email": "nobody"}, {"phone": "12345"}, {"phone": "+380501234567x"}])
def test_an_address_that_is_none_takes_no_money(ready: Counter, delivery: dict[str, str]) -> None:
    add(ready.till)
    check(ready.till.refusal("sale.pay", {"payments": [CASH], "delivery": delivery}), "bad_contact")
    assert pay(ready.till)["total"] == MILK.price


# -- returns ----------------------------------------------------------------------------------------------------


def test_no_more_is_given_back_than_was_sold(ready: Counter) -> None:
    till = ready.till
    add(till, quantity=3000)
    sold = pay(till)
    wanted = {"receipt_id": sold["id"], "payments": [CASH]}
    for index, quantity in ((0, 4000), (1, 1000), (-1, 1000)):
        lines = [{"index": index, "quantity": quantity}]
        check(till.refusal("sale.return", {**wanted, "lines": lines}), "return_exceeds_sold")
    check(till.refusal("sale.return", {**wanted, "lines": [{"index": 0, "quantity": 0}]}), "bad_quantity")
    till.call("sale.return", {**wanted, "lines": [{"index": 0, "quantity": 2000}]})
    two_more = {**wanted, "lines": [{"index": 0, "quantity": 2000}]}
    check(till.refusal("sale.return", two_more), "return_exceeds_sold")
    assert till.call("sale.return", wanted)["receipt"]["total"] == MILK.price
    check(till.refusal("sale.return", wanted), "return_exceeds_sold")
    ready.sell()


def test_a_return_gives_back_exactly_what_is_due(ready: Counter) -> None:
    sold = ready.sell(PILLS)
    wanted = {"receipt_id": sold["id"]}
    for payment in (
        {"type": "CASH", "value": sold["due"] - 50},
        {"type": "CASH", "value": sold["due"] + 50},
        {"type": "CASHLESS", "value": sold["total"] + 1},
    ):
        check(ready.till.refusal("sale.return", {**wanted, "payments": [payment]}), "return_sum_differs")
    quote = ready.till.call("sale.quote", {**wanted, "payments": [CASH]})
    payments = [{"type": "CASH", "value": quote["due"]}]
    assert ready.till.call("sale.return", {**wanted, "payments": payments})["receipt"]["due"] == quote["due"]


@pytest.mark.parametrize("receipt_id", ["00000000-0000-4000-8000-000000000000", "nothing", ""])
def test_an_unknown_receipt_is_named_so(ready: Counter, receipt_id: str) -> None:
    for method, more in (
        ("sale.return", {"payments": [CASH]}),
        ("sale.quote", {"payments": [CASH]}),
        ("receipts.get", {}),
        ("receipts.reprint", {}),
    ):
        check(ready.till.refusal(method, {"receipt_id": receipt_id, **more}), "unknown_receipt")


def test_a_return_is_not_returned(ready: Counter) -> None:
    sold = ready.sell()
    back = ready.till.call("sale.return", {"receipt_id": sold["id"], "payments": [CASH]})["receipt"]
    check(ready.till.refusal("sale.return", {"receipt_id": back["id"], "payments": [CASH]}), "unknown_receipt")


def test_the_qr_of_a_receipt_leads_to_it(ready: Counter) -> None:
    sold = ready.sell()
    answer = ready.till.call("cart.scan", {"code": sold["tax_url"]})
    assert (answer["outcome"], answer["receipt_id"]) == ("receipt", sold["id"])


# -- what is not there, and what is not yet ------------------------------------------------------------------------


def test_an_unknown_item_of_attention_is_named_so(ready: Counter) -> None:
    assert ready.till.call("attention.list") == {"items": []}
    for method, params in (
        ("attention.resend", {"id": "nothing"}),
        ("attention.set_aside", {"id": "nothing", "reason": "помилка"}),
    ):
        error = ready.till.refusal(method, params)
        assert error.word in ("unknown_item", "not_available")
    ready.sell()


def test_the_drawer_opens_for_a_reason_alone(ready: Counter) -> None:
    check(ready.till.refusal("drawer.open", {"reason": " "}), "reason_needed")
    assert ready.till.call("drawer.open", {"reason": "розмін"}) == {}


# -- taxes ------------------------------------------------------------------------------------------------------


def test_goods_of_an_unmapped_group_are_shown_but_not_sold(make_till: MakeTill, vendors: Vendors) -> None:
    till = make_till(vendors, taxes={"1": [1], "4": [8]})
    till.call("session.sign_in", {"pin_code": PIN})
    till.call("shift.open", {})
    cart = till.call("cart.scan", {"code": PILLS.number})["cart"]
    assert cart["lines"][0]["tax_codes"] == []
    check(till.refusal("sale.pay", {"payments": [CASH]}), "tax_unmapped")
    assert "2" not in till.call("taxes.get")["confirmed"]
    assert till.call("taxes.confirm", {"table": {"2": [2]}})["confirmed"]["2"] == [2]
    assert pay(till)["total"] == PILLS.price
    (receipt,) = vendors.receipts("SELL")
    assert [tax["code"] for tax in receipt.taxes] == [2]


def test_a_table_with_an_unknown_group_or_code_changes_nothing(make_till: MakeTill, vendors: Vendors) -> None:
    till = make_till(vendors)
    till.call("session.sign_in", {"pin_code": PIN})
    till.call("shift.open", {})
    before = till.call("taxes.get")
    for table in ({"99": [1]}, {"1": [77]}, {"1": [1, 2]}):
        check(till.refusal("taxes.confirm", {"table": table}), "tax_unmapped")
    assert till.call("taxes.get") == before
    add(till)
    assert pay(till)["state"] == "FISCAL"


def test_free_goods_with_a_charge_on_the_receipt_are_sold_for_the_charge(ready: Counter) -> None:
    till = ready.till
    line_id = add(till)["lines"][0]["id"]
    till.call("cart.discount", {"line_id": line_id, "type": "DISCOUNT", "mode": "PERCENT", "value": 100})
    cart = till.call("cart.discount", {"type": "EXTRA_CHARGE", "mode": "VALUE", "value": 500})["cart"]
    assert (cart["sum"], cart["total"]) == (MILK.price, 500)
    receipt = pay(till)
    assert receipt["total"] == ready.vendors.state.receipts[receipt["id"]].total_sum == 500


# -- leaving, searching --------------------------------------------------------------------------------------------


def test_who_has_signed_out_does_nothing_more_and_the_shift_stays_open(open_till: RpcTill, vendors: Vendors) -> None:
    add(open_till)
    assert open_till.call("session.sign_out") == {}
    assert vendors.state.tokens == {}
    check(open_till.refusal("sale.pay", {"payments": [CASH]}), "not_signed_in")
    check(open_till.refusal("session.sign_out", {}), "not_signed_in")
    status = open_till.call("till.status")
    assert (status["cashier"], status["shift"] is not None) == (None, True)
    open_till.call("session.sign_in", {"pin_code": PIN})
    assert pay(open_till)["total"] == MILK.price


@pytest.mark.parametrize("query", ["молоко левадня", "МОЛОКО", "vjkjrj", "моло", " молоко ", MILK.article, MILK.number])
def test_goods_are_found_as_they_are_typed(ready: Counter, query: str) -> None:
    products = ready.till.call("catalog.search", {"query": query, "limit": 50})["products"]
    found = next(product for product in products if product["id"] == MILK.id)
    assert (found["name"], found["price"], found["barcode"]) == (MILK.name, MILK.price, MILK.number)
    assert (found["code"], found["unit"], found["tax_group"]) == (MILK.article, "шт", MILK.group)
    assert (found["sold_by_weight"], found["free_price"], found["excise"]) == (False, False, False)


def test_a_search_keeps_to_its_limit_and_finds_nothing_without_an_error(ready: Counter) -> None:
    assert len(ready.till.call("catalog.search", {"query": "сир", "limit": 3})["products"]) == 3
    for query in ("щщщщщ", "%", '"', "*", "' OR 1=1 --", "AND", "NEAR("):
        assert ready.till.call("catalog.search", {"query": query})["products"] == []
    ready.sell()
