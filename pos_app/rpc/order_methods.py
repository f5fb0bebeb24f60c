"""`prepayment.*`: orders paid in two parts, beyond the contract (docs/rpc.md)."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.rpc import views
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import needed, optional, text, whole
from pos_app.till.door import TillDoor
from pos_app.till.state import OpenOrder

_ORDER: Final = {"order_id": needed(text)}


def order_view(order: OpenOrder) -> dict[str, Any]:
    """An order that waits for its rest."""
    return {
        "order_id": order.order,
        "receipt_id": order.receipt_id,
        "at": order.at,
        "total": order.whole,
        "paid": order.paid,
        "left": order.left,
        "note": order.note,
        "goods": order.names,
    }


async def _set(till: TillDoor, given: Given) -> Any:
    await till.set_prepayment(given.get("amount"), given.get("note", ""))
    return _cart(till)


async def _list(till: TillDoor, given: Given) -> Any:
    del given
    return {"orders": [order_view(one) for one in await till.open_orders()]}


async def _take(till: TillDoor, given: Given) -> Any:
    await till.take_order(given["order_id"])
    return _cart(till)


async def _give_up(till: TillDoor, given: Given) -> Any:
    return {"receipt": views.finished_view(await till.give_up_order(given["order_id"]))}


def _cart(till: TillDoor) -> Any:
    state = till.state
    return {"cart": views.cart_view(state.cart, state.totals, state.news)}


ORDER_METHODS: Final[Mapping[str, Method]] = {
    "prepayment.set": Method(_set, {"amount": optional(whole), "note": optional(text)}),
    "prepayment.list": Method(_list),
    "prepayment.take": Method(_take, _ORDER),
    "prepayment.give_up": Method(_give_up, _ORDER, aside=True),
}
