"""The contract over the line: every result has exactly the contract's fields, and a day can be driven by it."""

import asyncio
import json
from typing import Any

import pytest

from pos_app.domain.barcode import check_digit
from tests.integration.till.conftest import LICENSE_KEY, MakeWorld, World, id_of, until
from tests.unit.rpc.conftest import Wire

CART = {"lines", "discounts", "sum", "discount_sum", "total", "taxes"}
LINE = {
    "id", "product_id", "code", "name", "barcode", "price", "quantity", "sum", "discounts", "total", "tax_codes",
    "excise_stamps",
}  # fmt: skip
PRODUCT = {
    "id", "code", "name", "barcode", "price", "unit", "sold_by_weight", "free_price", "excise", "tax_group", "stock",
}  # fmt: skip
RECEIPT = {
    "id", "kind", "state", "total", "rounding", "due", "paid", "change", "fiscal_code", "fiscal_date", "offline",
    "tax_url", "control_number", "reprint_due", "related_receipt_id", "print_job",
}  # fmt: skip
OPERATION = {"seq", "id", "kind", "state", "fiscal_code", "fiscal_date", "sold_at", "total"}


WEIGHED = "200001001234" + str(check_digit("200001001234"))
"""A label of the shop's scale: article 00010, 1.234 kg."""


class Caller(Wire):
    """Asks one thing and waits for its answer."""

    def __init__(self, world: World) -> None:
        super().__init__(world.till)
        self._number = 0

    async def answer(self, method: str, params: Any = None) -> Any:
        self._number += 1
        self.ask(method, params, self._number)
        for _ in range(4000):
            found = [answer for answer in self.out.answers if answer.get("id") == self._number]
            if found:
                return found[0]
            await asyncio.sleep(0.002)
        raise AssertionError(f"no answer to {method}")

    async def result(self, method: str, params: Any = None) -> Any:
        answer = await self.answer(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    async def code(self, method: str, params: Any = None) -> str:
        error = (await self.answer(method, params))["error"]
        assert error["code"] == -32000
        assert set(error["data"]) == {"code", "message", "safe"}
        code: str = error["data"]["code"]
        return code


@pytest.fixture
async def caller(make_world: MakeWorld) -> Caller:
    """Somebody on the line of a till that has just started."""
    world = make_world()
    await world.till.start()
    return Caller(world)


async def test_a_day_over_the_line(caller: Caller) -> None:
    ask = caller.result
    status = await ask("till.status")
    assert set(status) == {
        "cashier", "shift", "mode", "register", "queue", "offline", "printer", "catalog", "cart", "blocked",
    }  # fmt: skip
    assert (status["cashier"], status["shift"], status["mode"]) == (None, None, "NO_SHIFT")
    assert await caller.code("cart.add", {"product_id": id_of(1)}) == "not_signed_in"
    assert set((await ask("session.sign_in", {"pin_code": "1234"}))["cashier"]) == {"id", "name", "permissions"}
    assert await caller.code("shift.x_report") == "shift_not_open"
    shift = (await ask("shift.open", {}))["shift"]
    assert shift["serial"] == 1
    assert await caller.code("shift.open") == "shift_already_open"
    change_money = {"amount": 10000, "comment": "розмін", "request_id": "m1"}
    movement = (await ask("shift.cash_in", change_money))["movement"]
    assert movement["state"] == "ACCEPTED"
    assert (await ask("shift.cash_in", change_money))["movement"] == movement

    found = (await ask("catalog.search", {"query": "мол"}))["products"]
    assert [set(product) for product in found] == [PRODUCT]
    assert (await ask("catalog.by_barcode", {"barcode": "4820000000099"}))["products"][1]["name"] == "Вода мінеральна"
    scanned = await ask("cart.scan", {"code": "4820000000001"})
    assert scanned["outcome"] == "product"
    assert set(scanned["cart"]) == CART
    assert set(scanned["cart"]["lines"][0]) == LINE
    line_id = scanned["cart"]["lines"][0]["id"]
    cart = (await ask("cart.set_quantity", {"line_id": line_id, "quantity": 2000}))["cart"]
    assert cart["total"] == 8580
    percent = {"line_id": line_id, "type": "DISCOUNT", "mode": "PERCENT", "value": 2.5}
    cart = (await ask("cart.discount", percent))["cart"]
    assert cart["lines"][0]["discounts"] == [{"type": "DISCOUNT", "mode": "PERCENT", "value": 2.5, "sum": -215}]
    assert (cart["sum"], cart["discount_sum"], cart["total"]) == (8580, -215, 8365)
    assert cart["taxes"] == [{"code": 1, "symbol": "А", "rate": 20, "sum": 1394, "excise": 0}]
    assert (await ask("cart.undo"))["cart"]["total"] == 8580
    quote = await ask("sale.quote", {"payments": [{"type": "CASH"}]})
    assert quote == {"total": 8580, "rounding": 20, "due": 8600}
    paid = {"payments": [{"type": "CASH", "value": 10000}], "delivery": {"phone": "+380 (67) 123-45-67"}}
    receipt = (await ask("sale.pay", {**paid, "request_id": "r1"}))["receipt"]
    assert set(receipt) == RECEIPT
    assert (receipt["state"], receipt["due"], receipt["paid"], receipt["change"]) == ("FISCAL", 8600, 10000, 1400)
    assert (await ask("sale.pay", {**paid, "request_id": "r1"}))["receipt"] == receipt
    assert (await ask("receipts.get", {"receipt_id": receipt["id"]}))["receipt"] == receipt
    assert (await ask("cart.scan", {"code": receipt["fiscal_code"]}))["receipt_id"] == receipt["id"]

    lines = [{"index": 0, "quantity": 1000}]
    by_cash = {"receipt_id": receipt["id"], "lines": lines, "payments": [{"type": "CASH"}]}
    assert await ask("sale.quote", by_cash) == {"total": 4290, "rounding": 10, "due": 4300}
    back = (await ask("sale.return", by_cash))["receipt"]
    assert (back["kind"], back["due"], back["related_receipt_id"]) == ("RETURN", 4300, receipt["id"])
    assert await caller.code("sale.return", {**by_cash, "lines": [{"index": 0, "quantity": 2000}]}) == (
        "return_exceeds_sold"
    )
    newest = (await ask("receipts.list", {"limit": 2}))["receipts"]
    assert [row["kind"] for row in newest] == ["RETURN", "SELL"]
    older = (await ask("receipts.list", {"before": receipt["id"]}))["receipts"]
    assert [row["kind"] for row in older] == ["SERVICE_IN"]

    assert (await ask("shift.x_report"))["report"]["balance"] == 14300
    assert (await ask("shift.cash_out", {"amount": 300}))["movement"]["kind"] == "SERVICE_OUT"
    closed = await ask("shift.close", {"counted_cash": 13999})
    assert set(closed) == {"shift", "z_report", "difference"}
    assert (closed["difference"], closed["z_report"]["balance"]) == (-1, 14000)
    assert await ask("till.wait", {"for": "printed", "timeout_s": 5}) == {"reached": True}
    assert await ask("till.wait", {"for": "idle", "timeout_s": 5}) == {"reached": True}
    assert await ask("till.wait", {"for": "online", "timeout_s": 0.05}) == {"reached": False}
    exported = (await ask("journal.export"))["operations"]
    assert {frozenset(row) for row in exported} == {frozenset(OPERATION)}
    assert [row["kind"] for row in exported] == [
        "SHIFT_OPEN", "SERVICE_IN", "SELL", "RETURN", "SERVICE_OUT", "SHIFT_CLOSE",
    ]  # fmt: skip
    assert (await ask("journal.export", {"since": exported[-1]["seq"]}))["operations"] == []
    verdict = await ask("journal.verify")
    assert (verdict["ok"], verdict["broken_at"]) == (True, None)
    assert await ask("session.sign_out") == {}
    assert await ask("till.shutdown") == {}
    assert await asyncio.wait_for(caller.task, 5) == 0


async def test_what_a_scan_comes_to(caller: Caller) -> None:
    await caller.result("session.sign_in", {"pin_code": "1234"})
    outcomes = {
        "4820000000002": "product",
        "4820000000003": "weight_needed",
        "4820000000004": "excise_needed",
        "АААА111111": "excise_taken",
        "4820000000005": "price_needed",
        "4820000000099": "choose",
        WEIGHED: "product",
        "3*4820000000002": "product",
        "0,5*4820000000003": "product",
        "9999999999994": "unknown",
    }
    for code, outcome in outcomes.items():
        scanned = await caller.result("cart.scan", {"code": code})
        assert (code, scanned["outcome"]) == (code, outcome)
        asks = outcome in {"choose", "weight_needed", "price_needed"}
        assert not asks or scanned["products"]
    cart = (await caller.result("cart.get"))["cart"]
    assert [(row["name"], row["quantity"]) for row in cart["lines"]] == [
        ("Хліб", 4000), ("Горілка", 1000), ("Сир ваговий", 1234), ("Яблука", 500),
    ]  # fmt: skip
    assert cart["lines"][1]["excise_stamps"] == ["АААА111111"]


async def test_baskets_are_parked_and_taken_up(caller: Caller) -> None:
    ask = caller.result
    await ask("session.sign_in", {"login": "olena", "password": "olena-1234"})
    assert await caller.code("cart.park") == "empty_cart"
    await ask("cart.add", {"product_id": id_of(1)})
    parked_id = (await ask("cart.park", {"note": "за карткою"}))["parked_id"]
    (row,) = (await ask("cart.parked"))["parked"]
    assert (row["id"], row["total"], row["note"], row["refused"]) == (parked_id, 4290, "за карткою", "")
    await ask("cart.add", {"product_id": id_of(2)})
    assert await caller.code("cart.resume", {"parked_id": parked_id}) == "cart_not_empty"
    assert (await ask("cart.clear"))["cart"]["lines"] == []
    assert await caller.code("cart.resume", {"parked_id": "nothing"}) == "unknown_parked"
    assert (await ask("cart.resume", {"parked_id": parked_id}))["cart"]["total"] == 4290
    line_id = (await ask("cart.get"))["cart"]["lines"][0]["id"]
    assert (await ask("cart.set_price", {"line_id": line_id, "price": 4000}))["cart"]["total"] == 4000
    assert (await ask("cart.remove", {"line_id": line_id}))["cart"]["lines"] == []
    assert await caller.code("cart.remove", {"line_id": line_id}) == "unknown_line"


async def test_taxes_drawer_copies_and_attention(caller: Caller) -> None:
    ask = caller.result
    await ask("session.sign_in", {"pin_code": "1234"})
    taxes = await ask("taxes.get")
    assert set(taxes) == {"taxes", "groups", "proposed", "confirmed"}
    assert taxes["confirmed"]["1"] == [1]
    assert (await ask("taxes.confirm", {"table": {"1": [2]}}))["confirmed"] == {**taxes["confirmed"], "1": [2]}
    assert await caller.code("taxes.confirm", {"table": {"1": [77]}}) == "tax_unmapped"
    assert await caller.code("taxes.confirm", {"table": {"груша": [1]}}) == "tax_unmapped"
    await ask("shift.open")
    await ask("cart.add", {"product_id": id_of(1)})
    receipt = (await ask("sale.pay", {"payments": [{"type": "CASHLESS", "rrn": "1", "card_mask": "**1"}]}))["receipt"]
    copy = (await ask("receipts.reprint", {"receipt_id": receipt["id"]}))["print_job"]
    assert (await ask("receipts.get", {"receipt_id": receipt["fiscal_code"]}))["receipt"]["print_job"] == copy
    assert await caller.code("receipts.reprint", {"receipt_id": "nothing"}) == "unknown_receipt"
    assert await caller.code("drawer.open", {"reason": " "}) == "reason_needed"
    assert await ask("drawer.open", {"reason": "розмін"}) == {}
    assert await ask("attention.list") == {"items": []}
    assert await caller.code("attention.resend", {"id": "x"}) == "unknown_item"
    assert await caller.code("attention.set_aside", {"id": "x", "reason": "так"}) == "unknown_item"
    assert await caller.code("catalog.sync") == "not_available"
    assert (await ask("sandbox.advance_clock", {"seconds": 60}))["now"].endswith(("+02:00", "+03:00"))


async def test_the_health_of_a_till_at_work_holds_no_secret(caller: Caller) -> None:
    ask = caller.result
    before = await ask("health.get")
    assert before["mode"] == "NO_SHIFT"
    await ask("session.sign_in", {"pin_code": "1234"})
    await ask("shift.open")
    await ask("cart.add", {"product_id": id_of(1)})
    card = {"type": "CASHLESS", "rrn": "987654321098", "card_mask": "414949******4242"}
    buyer = {"email": "olena@example.com"}
    await ask("sale.pay", {"payments": [card], "delivery": buyer})
    await ask("till.wait", {"for": "printed", "timeout_s": 5})
    found = await ask("health.get")
    parts = {part["id"]: part for part in found["parts"]}
    assert (found["mode"], parts["checkbox"]["state"], parts["checkbox"]["words"]) == ("ONLINE", "ok", "ПРРО онлайн")
    assert (parts["printer"]["state"], parts["printer"]["last_success_at"] is not None) == ("ok", True)
    assert set(found["waiting"].values()) == {0}
    checked = await ask("health.check", {"id": "checkbox"})
    assert checked["ok"]
    assert await caller.code("health.check", {"id": "scale"}) == "device_settings"
    assert parts["terminal"]["words"] == "Окремо від каси: касир набирає суму сам"
    assert await caller.code("terminal.set_up", {"transport": "network"}) == "device_settings"
    setup = (await ask("terminal.set_up", {"transport": "network", "host": "127.0.0.1", "port": 9}))["setup"]
    assert setup == (await ask("terminal.setup"))["setup"]
    checked = await ask("health.check", {"id": "terminal"})
    assert (checked["ok"], "не відповідає" in checked["words"]) == (False, True)
    silent = next(part for part in (await ask("health.get"))["parts"] if part["id"] == "terminal")
    assert (silent["state"], silent["place"]) == ("bad", "127.0.0.1:9")
    assert silent["last_error"]["words"] == "Пристрій не відповідає"
    words = json.dumps([before, found], ensure_ascii=False)
    for secret in (LICENSE_KEY, '"1234"', "987654321098", "414949*", "olena"):
        assert secret not in words


async def test_the_clock_is_moved_in_the_sandbox_alone(make_world: MakeWorld) -> None:
    world = make_world(sandboxed=False)
    await world.till.start()
    assert await Caller(world).code("sandbox.advance_clock", {"seconds": 60}) == "not_available"


async def test_a_receipt_nobody_knows_the_fate_of_is_an_error_and_the_money_is_safe(make_world: MakeWorld) -> None:
    world = await make_world().selling()
    caller = Caller(world)
    await caller.result("cart.add", {"product_id": id_of(1)})
    world.plan.outage("black_hole")
    answer = await caller.answer("sale.pay", {"payments": [{"type": "CASHLESS"}], "request_id": "r"})
    assert answer["error"]["data"]["code"] == "unreachable"
    assert answer["error"]["data"]["safe"] is True
    assert (await caller.result("receipts.list"))["receipts"] == []
    pending = (await caller.result("journal.export"))["operations"][-1]
    assert await caller.code("receipts.get", {"receipt_id": pending["id"]}) == "unreachable"
    assert (await caller.result("till.status"))["queue"]["waiting"] == 1
    world.plan.clear()
    assert (await caller.result("till.wait", {"for": "idle", "timeout_s": 5}))["reached"]
    told = {"kind": "receipt.fiscal", "receipt_id": pending["id"]}.items()
    await until(lambda: any(told <= line.get("params", {}).items() for line in caller.out.answers))
