"""`payment.*`: what the till is asked, and how a card payment looks to the caller."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pos_app.domain.card import Approval, Attempt, AttemptKind
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import FiscalStamp, ReceiptState
from pos_app.domain.withdrawal import make_withdrawal
from pos_app.rpc.payment_methods import payment_view
from pos_app.till.state import ReceiptView
from tests.unit.rpc.conftest import Wire

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
PAID = Attempt("a1", AttemptKind.PURCHASE, 500, NOON, document="r1").asked("").approved(Approval(500, "12", "A1"))


async def told(method: str, params: Any, **answers: Any) -> tuple[Any, tuple[Any, ...]]:
    """The answer, and what the till was asked."""
    wire = Wire()
    wire.till.answers.update(answers)
    wire.ask(method, params)
    (answer,) = await wire.hang_up()
    return answer, wire.till.asked[-1][1] if wire.till.asked else ()


def test_a_payment_as_the_caller_sees_it() -> None:
    assert payment_view(PAID) == {
        "id": "a1",
        "kind": "PURCHASE",
        "state": "APPROVED",
        "amount": 500,
        "approved": 500,
        "at": NOON,
        "manual": False,
        "receipt_id": "r1",
        "of": None,
        "reason": "",
        "tied_to": None,
        "card": {"rrn": "12", "auth_code": "A1"},
    }
    assert payment_view(Attempt("a1", AttemptKind.PURCHASE, 500, NOON))["card"] == {}


@pytest.mark.parametrize(
    ("method", "params", "command", "asked"),
    [
        ("payment.charge", {}, "charge", (None,)),
        ("payment.charge", {"amount": 500}, "charge", (500,)),
        ("payment.check", {}, "check_payment", (None,)),
        ("payment.charged", {"payment_id": "a1", "rrn": "12"}, "payment_charged", ("a1", "12", "")),
        ("payment.not_charged", {"payment_id": "a1", "reason": "ні"}, "payment_not_charged", ("a1", "ні")),
        ("payment.reverse", {"payment_id": "a1"}, "reverse_payment", ("a1", "")),
        ("payment.reverse", {"payment_id": "a1", "by_hand": True}, "reverse_payment", ("a1", "")),
    ],
)
async def test_each_asks_its_command(method: str, params: Any, command: str, asked: tuple[Any, ...]) -> None:
    answer, heard = await told(method, params, **{command: PAID})
    assert answer["result"]["payment"]["id"] == "a1"
    assert heard == asked


async def test_the_list_tells_what_is_unsettled() -> None:
    answer, heard = await told("payment.attempts", {"limit": 5}, card_payments=[PAID])
    assert (answer["result"]["manual"], answer["result"]["unsettled"]) == (True, [])
    assert [one["state"] for one in answer["result"]["payments"]] == ["APPROVED"]
    assert heard == (5,)
    answer, _ = await told("payment.attempts", {"limit": 0})
    assert answer["error"]["code"] == -32602


async def test_an_interrupt_answers_with_nothing() -> None:
    answer, _ = await told("payment.interrupt", {})
    assert answer["result"] == {}


@pytest.mark.parametrize(
    ("method", "params", "command", "positional", "named"),
    [
        ("cash.withdraw", {"amount": 5000}, "withdraw", (5000,), {"rrn": "", "auth_code": "", "request_id": None}),
        (
            "cash.withdraw",
            {"amount": 5000, "rrn": "12", "auth_code": "A", "request_id": "r"},
            "withdraw",
            (5000,),
            {"rrn": "12", "auth_code": "A", "request_id": "r"},
        ),
        ("cash.complete_withdrawal", {"payment_id": "a1"}, "complete_withdrawal", ("a1",), {}),
    ],
)
async def test_cash_for_a_card_answers_its_receipt_or_says_that_nobody_knows_it_yet(
    method: str, params: Any, command: str, positional: tuple[Any, ...], named: dict[str, Any]
) -> None:
    card = Payment(PaymentType.CASHLESS, 5000, "Картка")
    receipt = make_withdrawal(5000, card, receipt_id="w1", sold_at=NOON, cashier_name="Олена")
    for state, code in ((ReceiptState.FISCAL, None), (ReceiptState.PENDING, "unreachable")):
        wire = Wire()
        wire.till.answers[command] = ReceiptView(receipt, FiscalStamp(state, "F1", NOON))
        wire.ask(method, params)
        (answer,) = await wire.hang_up()
        assert wire.till.asked[-1] == (command, positional, named)
        if code is None:
            made = answer["result"]["receipt"]
            assert (made["kind"], made["total"], made["state"]) == ("CASH_WITHDRAWAL", 5000, "FISCAL")
        else:
            assert answer["error"]["data"]["code"] == code
