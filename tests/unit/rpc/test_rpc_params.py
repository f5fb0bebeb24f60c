"""Parameters are read strictly: true is no number, nothing unknown passes, and the text says what is wrong where."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Delivery
from pos_app.domain.returns import WantedLine
from pos_app.rpc.methods import METHODS
from pos_app.rpc.params import BadParams, read
from tests.unit.rpc.conftest import NOT_SIGNED_IN, Wire, answer_to

CONTRACT = {
    "till.status", "till.wait", "till.shutdown", "session.sign_in", "session.sign_out", "shift.open", "shift.x_report",
    "shift.cash_in", "shift.cash_out", "shift.close", "catalog.sync", "catalog.search", "catalog.by_barcode",
    "cart.scan", "cart.add", "cart.set_quantity", "cart.set_price", "cart.remove", "cart.discount", "cart.undo",
    "cart.clear", "cart.get", "cart.park", "cart.parked", "cart.resume", "sale.quote", "sale.pay", "sale.return",
    "receipts.list", "receipts.get", "receipts.reprint", "attention.list", "attention.resend", "attention.set_aside",
    "taxes.get", "taxes.confirm", "drawer.open", "sandbox.advance_clock", "journal.verify", "journal.export",
}  # fmt: skip
BEYOND = {
    "receipts.reprints", "receipts.dismiss_reprint", "attention.mend", "catalog.cancel", "cart.take_price",
    "taxes.override", "taxes.table", "badges.list", "badges.issue", "badges.revoke", "barcodes.get",
    "barcodes.set_labels",
    "barcodes.set_pack", "barcodes.set_cards", "barcodes.read", "cart.remove_stamp", "cart.void_stamp",
    "receipts.send", "receipts.deliveries",
    "clock.get", "clock.confirm", "till.try_again",
    "health.get", "health.check", "terminal.setup", "terminal.set_up", "printer.check_reserve",
    "catalog.product", "catalog.create_product", "catalog.update_product", "catalog.set_price",
    "catalog.delete_product", "labels.print", "catalog.subgroups",
    "payment.charge", "payment.interrupt", "payment.attempts", "payment.check",
    "payment.charged", "payment.not_charged", "payment.reverse", "payment.complete_refund",
    "cash.withdraw", "cash.complete_withdrawal",
    "prepayment.set", "prepayment.list", "prepayment.take", "prepayment.give_up",
    "reports.sales", "reports.z", "reports.days", "reports.server", "reports.reprint_z", "reports.export",
    "push.status", "push.switch", "push.list", "push.retry",
    "push.set_aside",
    "printer.status", "printer.jobs", "printer.again", "printer.came_out", "printer.drop", "printer.test_page",
    "printer.setup", "printer.find", "printer.set_up", "printer.template", "printer.set_template",
    "printer.parked_note", "receipts.save",
    "offers.list", "offers.save", "offers.remove", "offers.try", "offers.explain", "cart.confirm_age", "shop.rules",
    "shop.set_rules",
    "receipts.find", "receipts.fetch",
    "people.list", "people.set_rights", "people.set_idle_lock", "people.set_role", "session.switch", "session.lock",
}  # fmt: skip
"""What this till answers besides (docs/rpc.md)."""


def test_the_methods_are_those_of_the_contract_and_those_told_in_the_docs() -> None:
    assert set(METHODS) == CONTRACT | BEYOND
    told = (Path(__file__).parents[3] / "docs" / "rpc.md").read_text(encoding="utf-8")
    assert {name for name in BEYOND if f"`{name}`" not in told} == set()
    assert {name for name, method in METHODS.items() if method.aside} & CONTRACT == {"till.wait", "catalog.sync"}
@pytest.mark.parametrize(
    ("method", "params", "where"),
    [
        ("shift.cash_in", {"amount": True}, "params.amount"),
        ("shift.cash_in", {"amount": 1.0}, "params.amount"),
        ("shift.cash_in", {"amount": "1"}, "params.amount"),
        ("shift.cash_in", {"amount": 2**60}, "params.amount"),
        ("shift.cash_in", {}, "params.amount"),
        ("shift.cash_in", {"amount": None}, "params.amount"),
        ("shift.cash_in", {"amount": 1, "sum": 1}, "sum"),
        ("cart.scan", {"code": 4820}, "params.code"),
        ("cart.scan", {"code": "x" * 5000}, "params.code"),
        ("catalog.sync", {"full": 1}, "params.full"),
        ("catalog.search", {"query": "x", "limit": 0}, "params.limit"),
        ("catalog.search", {"query": "x", "subgroup_id": "7"}, "params.subgroup_id"),
        ("catalog.subgroups", {"id": 7}, "id"),
        ("till.wait", {"for": "dinner", "timeout_s": 1}, "params.for"),
        ("till.wait", {"for": "idle", "timeout_s": False}, "params.timeout_s"),
        ("till.wait", {"for": "idle", "timeout_s": 1e300}, "params.timeout_s"),
        ("sale.pay", {"payments": {}}, "params.payments"),
        ("sale.pay", {"payments": [1]}, "params.payments[0]"),
        ("sale.pay", {"payments": [{"type": "CARD"}]}, "params.payments[0].type"),
        ("sale.pay", {"payments": [{"type": "CASH", "value": 1.5}]}, "params.payments[0].value"),
        ("sale.pay", {"payments": [], "delivery": {"fax": "1"}}, "fax"),
        ("sale.return", {"receipt_id": "x", "payments": [], "lines": [{"index": 0}]}, "params.lines[0].quantity"),
        ("sale.quote", {"payments": [], "lines": []}, "params.receipt_id"),
        ("cart.discount", {"type": "DISCOUNT", "mode": "PERCENT", "value": "5"}, "params.value"),
        ("taxes.confirm", {"table": {"1": 1}}, "params.table.1"),
        ("taxes.confirm", {"table": []}, "params.table"),
        ("reports.sales", {"from": "2026-11-21", "to": "tomorrow", "by": "hour"}, "params.to"),
        ("reports.sales", {"from": "2026-11-21", "to": "2026-11-21", "by": "shelf"}, "params.by"),
        ("session.sign_in", {}, "pin_code"),
        ("session.sign_in", {"login": "x"}, "password"),
        ("session.sign_in", {"login": "x", "password": "y", "pin_code": "1"}, "pin_code"),
    ],
)
async def test_what_is_wrong_is_named(method: str, params: Any, where: str) -> None:
    error = (await answer_to(method, params))["error"]
    assert error["code"] == -32602
    assert where in error["message"]


def test_params_are_an_object() -> None:
    with pytest.raises(BadParams):
        read({}, "text")


async def asked(method: str, params: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """What the till was asked."""
    wire = Wire()
    for name in ("pay", "give_back", "quote", "discount", "sign_in"):
        wire.till.answers[name] = NOT_SIGNED_IN
    wire.ask(method, params)
    await wire.hang_up()
    ((_, args, named),) = wire.till.asked
    return args, named


async def test_a_card_payment_keeps_every_field_the_caller_gave() -> None:
    card = {"type": "CASHLESS", "value": 100, "label": "Картка", "code": 1, "rrn": "12", "signature_required": True}
    args, _ = await asked("sale.pay", {"payments": [card], "delivery": {"email": "a@b.ua"}, "request_id": "r"})
    details = {"rrn": "12", "signature_required": True}
    payment = Payment(PaymentType.CASHLESS, 100, "Картка", 1, details)
    assert args == ((payment,), Delivery(email="a@b.ua"), "r")


async def test_a_value_left_out_means_whatever_is_due() -> None:
    args, _ = await asked("sale.pay", {"payments": [{"type": "CASH"}]})
    assert args == ((Payment(PaymentType.CASH),), None, None)


async def test_lines_left_out_mean_all_that_is_left() -> None:
    args, named = await asked("sale.return", {"receipt_id": "x", "payments": [], "technical": True})
    told = {"technical": True, "reason": "Причину не названо (RPC)", "request_id": None}
    assert (args, named) == (("x", (), None), told)
    args, named = await asked("sale.return", {"receipt_id": "x", "payments": [], "technical": True, "reason": "двічі"})
    assert named == {**told, "reason": "двічі"}
    _, named = await asked("sale.return", {"receipt_id": "x", "payments": [], "request_id": "r"})
    assert named["request_id"] == "r"
    args, _ = await asked("sale.return", {"receipt_id": "x", "payments": [], "lines": [{"index": 0, "quantity": 5}]})
    assert args[2] == (WantedLine(0, 5),)


async def test_a_percentage_is_exact() -> None:
    args, _ = await asked("cart.discount", {"type": "DISCOUNT", "mode": "PERCENT", "value": 7.35})
    assert (args[0].value, args[1]) == (Decimal("7.35"), None)


@pytest.mark.parametrize("value", [7.355, 101, -1])
async def test_a_discount_no_receipt_may_carry_is_refused_in_words(value: float) -> None:
    error = (await answer_to("cart.discount", {"type": "DISCOUNT", "mode": "PERCENT", "value": value}))["error"]
    assert error["data"]["code"] == "bad_discount"


async def test_by_login_and_password() -> None:
    args, _ = await asked("session.sign_in", {"login": "olena", "password": "x"})
    assert args == ("olena", "x")


async def test_no_secret_stands_in_an_answer_to_bad_params() -> None:
    error = (await answer_to("session.sign_in", {"login": "olena", "password": 1234}))["error"]
    assert "1234" not in error["message"]
    assert isinstance(NOT_SIGNED_IN, PosError)


async def test_the_clock_in_doubt_is_told_and_confirmed() -> None:
    assert (await answer_to("clock.get"))["result"] == {"in_doubt": False, "proposed": None}
    now = datetime(2026, 3, 2, 12, 41, tzinfo=UTC)
    answer = await answer_to("clock.confirm", confirm_time=now)
    assert datetime.fromisoformat(answer["result"]["now"]) == now
