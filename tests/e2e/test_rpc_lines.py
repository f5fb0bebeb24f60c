"""The wire: bad lines, unknown methods and wrong parameters get their standard codes and never end the process."""

import json
from itertools import islice
from random import Random
from typing import Any

import pytest

from tests.e2e import bad_lines
from tests.e2e.conftest import Counter
from tests.e2e.rpc_driver import RpcTill
from tests.e2e.shelf import MILK, VODKA

CASH = [{"type": "CASH"}]
A_LINE = {"line_id": "x"}
DISCOUNT = {"type": "DISCOUNT", "mode": "PERCENT", "value": 5}

# method: (parameters that must be there, those that may be), each with a value of the right type
SHAPES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "till.status": ({}, {}),
    "till.wait": ({"for": "idle", "timeout_s": 1}, {}),
    "till.shutdown": ({}, {}),
    "session.sign_out": ({}, {}),
    "shift.open": ({}, {}),
    "shift.x_report": ({}, {}),
    "shift.cash_in": ({"amount": 100}, {"comment": "розмін"}),
    "shift.cash_out": ({"amount": 100}, {"comment": "інкасація"}),
    "shift.close": ({}, {"counted_cash": 100}),
    "catalog.sync": ({}, {"full": True}),
    "catalog.search": ({"query": "молоко"}, {"limit": 5, "category_id": "x"}),
    "catalog.by_barcode": ({"barcode": "4820000000017"}, {}),
    "cart.scan": ({"code": "4820000000017"}, {}),
    "cart.add": ({"product_id": MILK.id}, {"quantity": 1000, "price": 100}),
    "cart.set_quantity": ({**A_LINE, "quantity": 1000}, {}),
    "cart.set_price": ({**A_LINE, "price": 100}, {}),
    "cart.remove": (A_LINE, {}),
    "cart.discount": (DISCOUNT, {**A_LINE, "name": "Картка"}),
    "cart.undo": ({}, {}),
    "cart.clear": ({}, {}),
    "cart.get": ({}, {}),
    "cart.park": ({}, {"note": "x"}),
    "cart.parked": ({}, {}),
    "cart.resume": ({"parked_id": "x"}, {}),
    "sale.quote": ({"payments": CASH}, {"receipt_id": "x", "lines": [{"index": 0, "quantity": 1000}]}),
    "sale.pay": ({"payments": CASH}, {"delivery": {"email": "a@b.ua"}, "request_id": "x"}),
    "sale.return": (
        {"receipt_id": "x", "payments": CASH},
        {"lines": [{"index": 0, "quantity": 1000}], "technical": True},
    ),
    "receipts.list": ({}, {"limit": 5, "before": "x"}),
    "receipts.get": ({"receipt_id": "x"}, {}),
    "receipts.reprint": ({"receipt_id": "x"}, {}),
    "receipts.send": ({"receipt_id": "x"}, {"email": "a@b.ua", "phone": "0671234567"}),
    "till.try_again": ({}, {}),
    "receipts.deliveries": ({"receipt_id": "x"}, {}),
    "receipts.reprints": ({}, {"limit": 5}),
    "receipts.dismiss_reprint": ({"reason": "не просили"}, {"receipt_id": "x"}),
    "attention.list": ({}, {}),
    "attention.resend": ({"id": "x"}, {}),
    "attention.mend": ({"id": "x", "changes": {}}, {}),
    "attention.set_aside": ({"id": "x", "reason": "помилка"}, {}),
    "taxes.get": ({}, {}),
    "taxes.confirm": ({"table": {"1": [1]}}, {}),
    "drawer.open": ({"reason": "розмін"}, {}),
    "sandbox.advance_clock": ({"seconds": 1}, {}),
    "journal.verify": ({}, {}),
    "journal.export": ({}, {"since": 1}),
}
OF_ANOTHER_TYPE: dict[type, list[Any]] = {
    str: [1, True, [], {}, 1.5],
    int: ["1", 1.5, True, [], {}, "x"],
    bool: ["true", 1, [], {}],
    list: ["x", 1, {}, [1], ["x"], [[]]],
    dict: ["x", 1, [], True],
}
WRONG_INSIDE = [
    ("sale.pay", {"payments": [{}]}),
    ("sale.pay", {"payments": [{"type": "CHEQUE"}]}),
    ("sale.pay", {"payments": [{"type": "cash"}]}),
    ("sale.pay", {"payments": [{"type": "CASH", "value": "100"}]}),
    ("sale.pay", {"payments": [{"type": "CASH", "value": 100.5}]}),
    ("sale.pay", {"payments": [{"type": "CASH", "sum": 100}]}),
    ("sale.pay", {"payments": [{"type": "CASHLESS", "rrn": 12}]}),
    ("sale.pay", {"payments": CASH, "delivery": {"mail": "a@b.ua"}}),
    ("sale.pay", {"payments": CASH, "delivery": {"email": 1}}),
    ("sale.return", {"receipt_id": "x", "payments": CASH, "lines": [{}]}),
    ("sale.return", {"receipt_id": "x", "payments": CASH, "lines": [{"index": 0}]}),
    ("sale.return", {"receipt_id": "x", "payments": CASH, "lines": [{"index": "0", "quantity": 1000}]}),
    ("sale.return", {"receipt_id": "x", "payments": CASH, "lines": [{"index": 0, "quantity": 1000, "price": 1}]}),
    ("cart.discount", {**DISCOUNT, "type": "GIFT"}),
    ("cart.discount", {**DISCOUNT, "mode": "percent"}),
    ("cart.discount", {**DISCOUNT, "value": "5"}),
    ("till.wait", {"for": "ever", "timeout_s": 1}),
    ("taxes.confirm", {"table": {"1": 1}}),
    ("taxes.confirm", {"table": {"1": ["1"]}}),
    ("session.sign_in", {}),
    ("session.sign_in", {"pin_code": 1234}),
    ("session.sign_in", {"login": "olena"}),
    ("session.sign_in", {"pin_code": "1234", "login": "olena", "password": "x"}),
]


def answer_to(till: RpcTill, line: bytes) -> dict[str, Any]:
    """The answer to a line with the id "bad" or with none that can be read."""
    marks = till.send("journal.export", {"since": 10**9})
    till.write(line + b"\n")
    end = till.send("till.status")
    # lines are answered in order: when the last is answered, so is the bad one
    assert till.answer(marks) is not None
    assert till.answer(end) is not None
    found = till.strays + [answer for one in ("bad", 1) if (answer := till.taken(one)) is not None]
    till.strays.clear()
    assert len(found) == 1, f"{line[:200]!r} was answered {found}"
    return found[0]


def test_every_kind_of_bad_line_gets_its_code_and_none_ends_the_till(ready: Counter) -> None:
    assert len({line for _, line in bad_lines.KINDS}) >= 200
    for code, line in bad_lines.KINDS:
        answer = answer_to(ready.till, line)
        assert answer["jsonrpc"] == "2.0"
        assert answer["error"]["code"] == code, (line[:200], answer)
        assert answer["error"]["message"]
    assert ready.till.not_json == []
    ready.sell()


def test_requests_broken_by_chance_are_answered_once_each(ready: Counter) -> None:
    for line in islice(bad_lines.broken_by_chance(Random(5)), 300):
        if not line.strip():
            continue
        ready.till.write(line + b"\n")
    last = ready.till.send("till.status")
    assert ready.till.result(last)["mode"] == "ONLINE"
    assert ready.till.not_json == []
    ready.till.strays.clear()
    ready.sell()


def test_empty_lines_are_no_lines(ready: Counter) -> None:
    ready.till.write(b"\n\n   \n\t\n\r\n")
    assert ready.till.call("till.status")["mode"] == "ONLINE"
    assert ready.till.strays == []


def test_lines_may_end_as_windows_ends_them_and_come_in_pieces(ready: Counter) -> None:
    request = json.dumps({"jsonrpc": "2.0", "id": "w", "method": "till.status", "params": {}}).encode()
    ready.till.write(request[:10])
    ready.till.write(request[10:] + b"\r\n")
    assert ready.till.result("w")["mode"] == "ONLINE"


@pytest.mark.parametrize("identity", ["text", "", "й" * 200, 0, -1, 10**15, 1.5])
def test_the_answer_carries_the_requests_id(ready: Counter, identity: Any) -> None:
    ready.till.write(json.dumps({"jsonrpc": "2.0", "id": identity, "method": "till.status"}).encode() + b"\n")
    assert ready.till.result(identity)["mode"] == "ONLINE"


def test_a_notification_is_done_and_not_answered(ready: Counter) -> None:
    params = {"product_id": MILK.id}
    ready.till.write(json.dumps({"jsonrpc": "2.0", "method": "cart.add", "params": params}).encode() + b"\n")
    ready.till.write(json.dumps({"jsonrpc": "2.0", "method": "no.such"}).encode() + b"\n")
    assert [line["product_id"] for line in ready.till.call("cart.get")["cart"]["lines"]] == [MILK.id]
    assert ready.till.strays == []


def test_answers_come_in_the_order_of_the_requests(ready: Counter) -> None:
    till = ready.till
    quantities = [1000 * n for n in range(1, 21)]
    line_id = till.call("cart.add", {"product_id": MILK.id})["cart"]["lines"][0]["id"]
    ids = [till.send("cart.set_quantity", {"line_id": line_id, "quantity": quantity}) for quantity in quantities]
    answers = [till.result(one)["cart"]["lines"][0]["quantity"] for one in ids]
    assert answers == quantities
    assert till.answered_in_order(ids)


def test_waiting_holds_nothing_up(ready: Counter) -> None:
    waiting = ready.till.send("till.wait", {"for": "idle", "timeout_s": 20})
    syncing = ready.till.send("catalog.sync")
    assert ready.till.call("till.status")["mode"] == "ONLINE"
    ready.sell()
    assert ready.till.result(waiting) == {"reached": True}
    assert ready.till.result(syncing)["hidden"] == 0


def test_waiting_in_vain_ends_in_time(till: RpcTill) -> None:
    assert till.call("till.wait", {"for": "online", "timeout_s": 0.05}) == {"reached": False}
    assert till.call("till.wait", {"for": "online", "timeout_s": 0}) == {"reached": False}


def test_the_table_of_parameters_names_every_method_of_the_contract() -> None:
    # the contract's table has 40 methods, six are beyond it; session.sign_in has three shapes and is tried apart
    assert len(SHAPES) + 1 == 46


@pytest.mark.parametrize("method", SHAPES)
def test_parameters_that_are_missing_wrong_or_unknown_are_told(ready: Counter, method: str) -> None:
    needed, further = SHAPES[method]
    bad: list[dict[str, Any]] = [{**needed, **further, "no_such": 1}]
    bad += [{name: value for name, value in needed.items() if name != missing} for missing in needed]
    for name, value in (needed | further).items():
        kinds = OF_ANOTHER_TYPE[type(value)]
        if name in ("value", "timeout_s"):  # these may have a fraction
            kinds = [one for one in kinds if not isinstance(one, float)]
        bad += [{**needed, name: other} for other in kinds if not (value == [] and other == [])]
    for params in bad:
        if method == "sale.quote" and "lines" in params and "receipt_id" not in params:
            continue
        error = ready.till.refusal(method, params)
        assert error.code == -32602, (params, error)
    assert ready.till.is_running


@pytest.mark.parametrize(("method", "params"), WRONG_INSIDE)
def test_what_is_wrong_inside_a_parameter_is_told(ready: Counter, method: str, params: dict[str, Any]) -> None:
    assert ready.till.refusal(method, params).code == -32602


def test_after_all_that_the_till_sells(ready: Counter) -> None:
    ready.sell()
    assert ready.till.call("cart.scan", {"code": VODKA.number})["outcome"] == "excise_needed"
    assert ready.till.call("journal.verify")["ok"]
