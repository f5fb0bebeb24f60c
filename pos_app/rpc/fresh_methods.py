"""What SmartKasa says while the till sells, an extension of the contract (docs/rpc.md): take its price, stop a sync."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.rpc import views
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import needed, text
from pos_app.till.door import TillDoor


async def _stop_sync(till: TillDoor, given: Given) -> Any:
    del given
    await till.stop_sync()
    return {}


async def _take_price(till: TillDoor, given: Given) -> Any:
    await till.take_price(given["line_id"])
    state = till.state
    return {"cart": views.cart_view(state.cart, state.totals, state.news)}


FRESH_METHODS: Final[Mapping[str, Method]] = {
    "catalog.cancel": Method(_stop_sync),
    "cart.take_price": Method(_take_price, {"line_id": needed(text)}),
}
