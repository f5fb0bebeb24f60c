"""The same request again sells nothing: at once, in two lines together, after a refusal, and after a restart."""

from typing import Any

from tests.e2e.conftest import Counter
from tests.e2e.rpc_driver import RpcError, RpcTill
from tests.e2e.shelf import MILK, PIECES, VODKA, stamp
from tests.e2e.vendors import PIN, Vendors

CASH = [{"type": "CASH"}]


def pay(till: RpcTill, request_id: str, payments: Any = CASH) -> dict[str, Any]:
    return dict(till.call("sale.pay", {"payments": payments, "request_id": request_id})["receipt"])


def test_the_same_request_gives_the_same_receipt_and_sells_nothing(ready: Counter) -> None:
    first = ready.sell(request_id="one")
    before = len(ready.vendors.receipts())
    assert pay(ready.till, "one") == first
    # a basket that has been begun meanwhile is not touched
    ready.till.call("cart.add", {"product_id": MILK.id})
    assert pay(ready.till, "one", [{"type": "CASHLESS"}]) == first
    assert ready.till.call("cart.get")["cart"]["total"] == MILK.price
    assert len(ready.vendors.receipts()) == before
    assert pay(ready.till, "two")["id"] != first["id"]
    assert len(ready.vendors.receipts()) == before + 1


def test_lines_sent_together_sell_once(ready: Counter) -> None:
    till = ready.till
    till.call("cart.add", {"product_id": PIECES[3].id})
    before = len(ready.vendors.receipts())
    asked = [till.send("sale.pay", {"payments": CASH, "request_id": "together"}) for _ in range(10)]
    ids = {till.result(one)["receipt"]["id"] for one in asked}
    assert len(ids) == 1
    assert len(ready.vendors.receipts()) == before + 1


def test_without_a_request_id_an_impatient_finger_still_sells_once(ready: Counter) -> None:
    till = ready.till
    till.call("cart.add", {"product_id": PIECES[3].id})
    before = len(ready.vendors.receipts())
    asked = [till.send("sale.pay", {"payments": CASH}) for _ in range(5)]
    words = []
    for one in asked:
        try:
            till.result(one)
        except RpcError as error:
            words.append(error.word)
    assert words == ["empty_cart"] * 4
    assert len(ready.vendors.receipts()) == before + 1


def test_a_request_that_was_refused_is_free_again(ready: Counter) -> None:
    till = ready.till
    till.call("cart.scan", {"code": VODKA.number})
    refusal = till.refusal("sale.pay", {"payments": CASH, "request_id": "again"})
    assert refusal.word == "excise_missing"
    till.call("cart.scan", {"code": stamp(910_001)})
    refusal = till.refusal("sale.pay", {"payments": [{"type": "CASH", "value": 1}], "request_id": "again"})
    assert refusal.word == "payment_too_small"
    sold = pay(till, "again")
    assert pay(till, "again") == sold


def test_a_request_the_server_refused_keeps_its_receipt_id(ready: Counter) -> None:
    till, vendors = ready.till, ready.vendors
    vendors.behave(total_limit=100)
    till.call("cart.add", {"product_id": MILK.id})
    refusal = till.refusal("sale.pay", {"payments": CASH, "request_id": "kept"})
    assert refusal.word == "refused_by_server"
    (refused,) = [call for call in vendors.calls("POST", "/receipts/sell") if call.status == 422][-1:]
    vendors.behave(total_limit=None)
    before = len(vendors.receipts())
    assert pay(till, "kept")["id"] == refused.sent["id"]
    assert len(vendors.receipts()) == before + 1


def test_the_same_request_after_a_restart_gives_the_same_receipt(open_till: RpcTill, vendors: Vendors) -> None:
    open_till.call("cart.add", {"product_id": MILK.id})
    sold = pay(open_till, "before")
    open_till.kill()
    open_till.start().call("session.sign_in", {"pin_code": PIN})
    assert pay(open_till, "before") == sold
    assert open_till.shutdown() == 0
    open_till.start().call("session.sign_in", {"pin_code": PIN})
    assert pay(open_till, "before") == sold
    assert len(vendors.receipts("SELL")) == 1


def test_a_till_killed_before_it_could_answer_answers_the_same_request_later(
    open_till: RpcTill, vendors: Vendors
) -> None:
    open_till.call("cart.add", {"product_id": MILK.id})
    vendors.checkbox_calls.answered = lambda method, path: open_till.process.kill() if method == "POST" else None
    open_till.send("sale.pay", {"payments": CASH, "request_id": "cut"})
    open_till.exit_code()
    vendors.checkbox_calls.answered = None
    open_till.start().call("session.sign_in", {"pin_code": PIN})
    sold = pay(open_till, "cut")
    assert sold["state"] == "FISCAL"
    assert [one.id for one in vendors.receipts("SELL")] == [sold["id"]]
    assert open_till.call("cart.get")["cart"]["lines"] == []
