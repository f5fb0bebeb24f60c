"""`payment.*` and `cash.*`: card payments and cash for a card, an extension of the contract (docs/rpc-payments.md)."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.domain.card import Attempt
from pos_app.rpc import views
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import flag, limit_of, needed, optional, text, whole
from pos_app.till.door import TillDoor

MOST_LISTED: Final = 500
_PAYMENT: Final = {"payment_id": needed(text)}


def payment_view(attempt: Attempt) -> dict[str, Any]:
    """One card payment."""
    approval = attempt.approval
    return {
        "id": attempt.id,
        "kind": attempt.kind,
        "state": attempt.state,
        "amount": attempt.amount,
        "approved": approval.amount if approval else None,
        "at": attempt.at,
        "manual": attempt.manual,
        "receipt_id": attempt.document,
        "of": attempt.of,
        "reason": attempt.reason,
        "tied_to": attempt.tied_to,
        "card": approval.details() if approval else {},
    }


async def _charge(till: TillDoor, given: Given) -> Any:
    return {"payment": payment_view(await till.charge(given.get("amount")))}


async def _interrupt(till: TillDoor, given: Given) -> Any:
    del given
    await till.interrupt_terminal()
    return {}


async def _attempts(till: TillDoor, given: Given) -> Any:
    limit = limit_of(given, 50, MOST_LISTED)
    card = till.state.card
    return {
        "manual": card.manual,
        "unsettled": [payment_view(one) for one in card.unsettled],
        "payments": [payment_view(one) for one in await till.card_payments(limit)],
    }


async def _check(till: TillDoor, given: Given) -> Any:
    return {"payment": payment_view(await till.check_payment(given.get("payment_id")))}


async def _charged(till: TillDoor, given: Given) -> Any:
    rrn, auth_code = given.get("rrn", ""), given.get("auth_code", "")
    return {"payment": payment_view(await till.payment_charged(given["payment_id"], rrn, auth_code))}


async def _not_charged(till: TillDoor, given: Given) -> Any:
    return {"payment": payment_view(await till.payment_not_charged(given["payment_id"], given["reason"]))}


async def _reverse(till: TillDoor, given: Given) -> Any:
    by_hand = given.get("by_hand", False)
    reversal = await till.reverse_payment(given["payment_id"], given.get("reason", ""), by_hand=by_hand)
    return {"payment": payment_view(reversal)}


async def _complete_refund(till: TillDoor, given: Given) -> Any:
    return {"receipt": views.finished_view(await till.complete_refund(given["payment_id"]))}


async def _withdraw(till: TillDoor, given: Given) -> Any:
    slip = {name: given.get(name, "") for name in ("rrn", "auth_code")}
    view = await till.withdraw(given["amount"], **slip, request_id=given.get("request_id"))
    return {"receipt": views.finished_view(view)}


async def _complete_withdrawal(till: TillDoor, given: Given) -> Any:
    return {"receipt": views.finished_view(await till.complete_withdrawal(given["payment_id"]))}


PAYMENT_METHODS: Final[Mapping[str, Method]] = {
    "payment.charge": Method(_charge, {"amount": optional(whole)}, aside=True),
    "payment.interrupt": Method(_interrupt),
    "payment.attempts": Method(_attempts, {"limit": optional(whole)}),
    "payment.check": Method(_check, {"payment_id": optional(text)}, aside=True),
    "payment.charged": Method(_charged, {**_PAYMENT, "rrn": optional(text), "auth_code": optional(text)}),
    "payment.not_charged": Method(_not_charged, {**_PAYMENT, "reason": needed(text)}),
    "payment.reverse": Method(_reverse, {**_PAYMENT, "reason": optional(text), "by_hand": optional(flag)}, aside=True),
    "payment.complete_refund": Method(_complete_refund, _PAYMENT),
    "cash.withdraw": Method(
        _withdraw,
        {"amount": needed(whole), "rrn": optional(text), "auth_code": optional(text), "request_id": optional(text)},
        aside=True,
    ),
    "cash.complete_withdrawal": Method(_complete_withdrawal, _PAYMENT),
}
