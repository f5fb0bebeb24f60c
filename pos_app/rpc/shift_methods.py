"""`shift.*`: the shift and the money in the drawer."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.rpc import views
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import needed, optional, text, whole
from pos_app.till.door import TillDoor

_CASH: Final = {"amount": needed(whole), "comment": optional(text), "request_id": optional(text)}


async def _open_shift(till: TillDoor, given: Given) -> Any:
    return {"shift": views.shift_view(await till.open_shift(given.get("counted_cash")))}


async def _x_report(till: TillDoor, given: Given) -> Any:
    del given
    return {"report": await till.x_report()}


def _cash(given: Given) -> tuple[int, str, str | None]:
    return given["amount"], given.get("comment", ""), given.get("request_id")


async def _cash_in(till: TillDoor, given: Given) -> Any:
    return {"movement": views.finished_view(await till.cash_in(*_cash(given)))}


async def _cash_out(till: TillDoor, given: Given) -> Any:
    return {"movement": views.finished_view(await till.cash_out(*_cash(given)))}


async def _close_shift(till: TillDoor, given: Given) -> Any:
    return views.close_view(await till.close_shift(given.get("counted_cash")))


SHIFT_METHODS: Final[Mapping[str, Method]] = {
    "shift.open": Method(_open_shift, {"counted_cash": optional(whole)}),
    "shift.x_report": Method(_x_report),
    "shift.cash_in": Method(_cash_in, _CASH),
    "shift.cash_out": Method(_cash_out, _CASH),
    "shift.close": Method(_close_shift, {"counted_cash": optional(whole)}),
}
