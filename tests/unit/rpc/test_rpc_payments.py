"""`payment.*`: what the till is asked, and how a card payment looks to the caller."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pos_app.domain.card import Approval, Attempt, AttemptKind
from pos_app.rpc.payment_methods import payment_view
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
