"""The contract's methods: for each its parameters and what it asks of the till."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.domain.receipt import Delivery, ReceiptState
from pos_app.rpc import views
from pos_app.rpc import wording as w
from pos_app.rpc.assortment_methods import ASSORTMENT
from pos_app.rpc.barcode_methods import BARCODE_METHODS, step_view
from pos_app.rpc.clock_methods import CLOCK_METHODS
from pos_app.rpc.goods_methods import GOODS_METHODS
from pos_app.rpc.health_methods import HEALTH_METHODS
from pos_app.rpc.method import Given, Method
from pos_app.rpc.order_methods import ORDER_METHODS
from pos_app.rpc.params import (
    BadParams,
    flag,
    limit_of,
    list_of,
    needed,
    number,
    one_of,
    optional,
    table_of,
    text,
    whole,
)
from pos_app.rpc.payment_methods import PAYMENT_METHODS
from pos_app.rpc.people_methods import PEOPLE_METHODS, with_authorise
from pos_app.rpc.printer_methods import PRINTER_METHODS
from pos_app.rpc.report_methods import REPORT_METHODS
from pos_app.rpc.shift_methods import SHIFT_METHODS
from pos_app.rpc.shop_methods import SHOP_METHODS
from pos_app.till.door import TillDoor

NO_REASON: Final = "Причину не названо (RPC)"
"""The journal's word for a technical return of a program that names no reason: the contract has none."""


# till


async def _status(till: TillDoor, given: Given) -> Any:
    del given
    return views.status_view(till.state)


async def _wait(till: TillDoor, given: Given) -> Any:
    return {"reached": await till.wait(given["for"], float(given["timeout_s"]))}


async def _shutdown(till: TillDoor, given: Given) -> Any:
    del given
    await till.shutdown()
    return {}


# people


async def _sign_in(till: TillDoor, given: Given) -> Any:
    if given.keys() == {"pin_code"}:
        cashier = await till.sign_in_pin(given["pin_code"])
    elif given.keys() == {"badge"}:
        cashier = await till.sign_in_badge(given["badge"])
    elif given.keys() == {"login", "password"}:
        cashier = await till.sign_in(given["login"], given["password"])
    else:
        raise BadParams("params must be pin_code, or login and password, or badge")
    return {"cashier": views.cashier_view(cashier)}


async def _sign_out(till: TillDoor, given: Given) -> Any:
    del given
    await till.sign_out()
    return {}


# basket


async def _scan(till: TillDoor, given: Given) -> Any:
    result = await till.scan(given["code"])
    view = views.scan_view(result, till.state)
    return view if result.why is None else {**view, "why": step_view(result.why)}


async def _add(till: TillDoor, given: Given) -> Any:
    await till.add(given["product_id"], given.get("quantity"), given.get("price"))
    return _cart(till)


async def _set_quantity(till: TillDoor, given: Given) -> Any:
    await till.set_quantity(given["line_id"], given["quantity"])
    return _cart(till)


async def _set_price(till: TillDoor, given: Given) -> Any:
    await till.set_price(given["line_id"], given["price"])
    return _cart(till)


async def _remove(till: TillDoor, given: Given) -> Any:
    await till.remove(given["line_id"])
    return _cart(till)


async def _discount(till: TillDoor, given: Given) -> Any:
    await till.discount(w.adjustment(given), given.get("line_id"))
    return _cart(till)


async def _undo(till: TillDoor, given: Given) -> Any:
    del given
    await till.undo()
    return _cart(till)


async def _clear(till: TillDoor, given: Given) -> Any:
    del given
    await till.clear()
    return _cart(till)


async def _get_cart(till: TillDoor, given: Given) -> Any:
    del given
    return _cart(till)


def _cart(till: TillDoor) -> Any:
    state = till.state
    return {"cart": views.cart_view(state.cart, state.totals, state.news)}


async def _park(till: TillDoor, given: Given) -> Any:
    return {"parked_id": await till.park(given.get("note", ""))}


async def _parked(till: TillDoor, given: Given) -> Any:
    del given
    return {"parked": [views.parked_view(row) for row in await till.parked()]}


async def _resume(till: TillDoor, given: Given) -> Any:
    await till.resume(given["parked_id"])
    return _cart(till)


# sale and receipts


async def _quote(till: TillDoor, given: Given) -> Any:
    if "lines" in given and "receipt_id" not in given:
        raise BadParams("params.lines needs params.receipt_id")
    quote = await till.quote(w.payments(given["payments"]), given.get("receipt_id"), w.wanted(given.get("lines")))
    return views.quote_view(quote)


async def _pay(till: TillDoor, given: Given) -> Any:
    view = await till.pay(w.payments(given["payments"]), w.delivery(given.get("delivery")), given.get("request_id"))
    return {"receipt": views.finished_view(view)}


async def _return(till: TillDoor, given: Given) -> Any:
    technical = given.get("technical", False)
    view = await till.give_back(
        given["receipt_id"],
        w.payments(given["payments"]),
        w.wanted(given.get("lines")),
        technical=technical,
        reason=given.get("reason", NO_REASON if technical else ""),
        request_id=given.get("request_id"),
    )
    return {"receipt": views.finished_view(view)}


async def _receipts(till: TillDoor, given: Given) -> Any:
    rows = await till.receipts(limit=limit_of(given, 50), before=given.get("before"))
    return {"receipts": [views.receipt_view(row) for row in rows if row.fiscal.state is not ReceiptState.PENDING]}


async def _find_receipts(till: TillDoor, given: Given) -> Any:
    rows = await till.find_receipts(given["query"], limit=limit_of(given, 50))
    return {"receipts": [views.receipt_view(row) for row in rows if row.fiscal.state is not ReceiptState.PENDING]}


async def _fetch_receipt(till: TillDoor, given: Given) -> Any:
    return {"receipt": views.finished_view(await till.fetch_receipt(given["fiscal_code"]))}


async def _receipt(till: TillDoor, given: Given) -> Any:
    return {"receipt": views.finished_view(await till.receipt(given["receipt_id"]))}


async def _reprint(till: TillDoor, given: Given) -> Any:
    return {"print_job": await till.reprint(given["receipt_id"])}


# attention, taxes, drawer, records


async def _send_receipt(till: TillDoor, given: Given) -> Any:
    to = w.delivery({name: given[name] for name in ("email", "phone") if name in given})
    return {"deliveries": views.sendings_view(await till.send_receipt(given["receipt_id"], to or Delivery()))}


async def _deliveries(till: TillDoor, given: Given) -> Any:
    return {"deliveries": views.sendings_view(await till.sendings(given["receipt_id"]))}


async def _reprints(till: TillDoor, given: Given) -> Any:
    return views.reprints_view(await till.reprints_due(limit=limit_of(given, 200)))


async def _dismiss_reprint(till: TillDoor, given: Given) -> Any:
    if given.get("receipt_id") is None:
        return {"dismissed": await till.dismiss_optional_reprints(given["reason"])}
    await till.dismiss_reprint(given["receipt_id"], given["reason"])
    return {"dismissed": 1}


async def _try_again(till: TillDoor, given: Given) -> Any:
    del given
    await till.try_again()
    return {}


async def _attention(till: TillDoor, given: Given) -> Any:
    del given
    return {"items": await till.attention()}


async def _resend(till: TillDoor, given: Given) -> Any:
    view = await till.attention_resend(given["id"])
    return {"receipt": None if view is None else views.finished_view(view)}


async def _mend(till: TillDoor, given: Given) -> Any:
    view = await till.attention_mend(given["id"], w.mendings(given["changes"]))
    return {"receipt": None if view is None else views.finished_view(view)}


async def _set_aside(till: TillDoor, given: Given) -> Any:
    await till.attention_set_aside(given["id"], given["reason"])
    return {}


async def _taxes(till: TillDoor, given: Given) -> Any:
    del given
    return _contract_taxes(await till.taxes())


async def _confirm_taxes(till: TillDoor, given: Given) -> Any:
    return _contract_taxes(await till.confirm_taxes(given["table"]))


def _contract_taxes(table: Given) -> Any:
    """What the contract says; `taxes.table` says more."""
    groups = [{key: group[key] for key in ("group", "name", "used")} for group in table["groups"]]
    return {"taxes": table["taxes"], "groups": groups, "proposed": table["proposed"], "confirmed": table["confirmed"]}


async def _drawer(till: TillDoor, given: Given) -> Any:
    await till.open_drawer(given["reason"])
    return {}


async def _advance_clock(till: TillDoor, given: Given) -> Any:
    return {"now": await till.advance_clock(given["seconds"])}


async def _verify(till: TillDoor, given: Given) -> Any:
    del given
    return await till.journal_verify()


async def _export(till: TillDoor, given: Given) -> Any:
    return await till.journal_export(given.get("since"))


_LINE: Final = {"line_id": needed(text)}
_DISCOUNT: Final = {
    "line_id": optional(text),
    "type": needed(one_of("DISCOUNT", "EXTRA_CHARGE")),
    "mode": needed(one_of("PERCENT", "VALUE")),
    "value": needed(number),
    "name": optional(text),
}

_METHODS: Final[Mapping[str, Method]] = {
    "till.status": Method(_status),
    "till.wait": Method(
        _wait, {"for": needed(one_of("idle", "online", "printed")), "timeout_s": needed(number)}, aside=True
    ),
    "till.shutdown": Method(_shutdown),
    "session.sign_in": Method(
        _sign_in,
        {"pin_code": optional(text), "login": optional(text), "password": optional(text), "badge": optional(text)},
    ),
    "session.sign_out": Method(_sign_out),
    **SHIFT_METHODS,
    "cart.scan": Method(_scan, {"code": needed(text)}),
    "cart.add": Method(_add, {"product_id": needed(text), "quantity": optional(whole), "price": optional(whole)}),
    "cart.set_quantity": Method(_set_quantity, {**_LINE, "quantity": needed(whole)}),
    "cart.set_price": Method(_set_price, {**_LINE, "price": needed(whole)}),
    "cart.remove": Method(_remove, _LINE),
    "cart.discount": Method(_discount, _DISCOUNT),
    "cart.undo": Method(_undo),
    "cart.clear": Method(_clear),
    "cart.get": Method(_get_cart),
    "cart.park": Method(_park, {"note": optional(text)}),
    "cart.parked": Method(_parked),
    "cart.resume": Method(_resume, {"parked_id": needed(text)}),
    "sale.quote": Method(
        _quote, {"payments": needed(w.PAYMENTS), "receipt_id": optional(text), "lines": optional(w.LINES)}
    ),
    "sale.pay": Method(
        _pay, {"payments": needed(w.PAYMENTS), "delivery": optional(w.DELIVERY), "request_id": optional(text)}
    ),
    "sale.return": Method(
        _return,
        {
            "receipt_id": needed(text),
            "lines": optional(w.LINES),
            "payments": needed(w.PAYMENTS),
            "technical": optional(flag),
            "reason": optional(text),
            "request_id": optional(text),
        },
    ),
    **PAYMENT_METHODS,
    **GOODS_METHODS,
    **CLOCK_METHODS,
    **HEALTH_METHODS,
    "receipts.list": Method(_receipts, {"limit": optional(whole), "before": optional(text)}),
    "receipts.find": Method(_find_receipts, {"query": needed(text), "limit": optional(whole)}),
    "receipts.fetch": Method(_fetch_receipt, {"fiscal_code": needed(text)}),
    "receipts.get": Method(_receipt, {"receipt_id": needed(text)}),
    "receipts.reprint": Method(_reprint, {"receipt_id": needed(text)}),
    "receipts.send": Method(
        _send_receipt, {"receipt_id": needed(text), "email": optional(text), "phone": optional(text)}, aside=True
    ),
    "receipts.deliveries": Method(_deliveries, {"receipt_id": needed(text)}),
    "receipts.reprints": Method(_reprints, {"limit": optional(whole)}),
    "receipts.dismiss_reprint": Method(_dismiss_reprint, {"receipt_id": optional(text), "reason": needed(text)}),
    "attention.list": Method(_attention),
    "till.try_again": Method(_try_again),
    "attention.resend": Method(_resend, {"id": needed(text)}),
    "attention.mend": Method(_mend, {"id": needed(text), "changes": needed(w.MENDINGS)}),
    "attention.set_aside": Method(_set_aside, {"id": needed(text), "reason": needed(text)}),
    "taxes.get": Method(_taxes),
    "taxes.confirm": Method(_confirm_taxes, {"table": needed(table_of(list_of(whole)))}),
    "drawer.open": Method(_drawer, {"reason": needed(text)}),
    "sandbox.advance_clock": Method(_advance_clock, {"seconds": needed(whole)}),
    **REPORT_METHODS,
    "journal.verify": Method(_verify),
    "journal.export": Method(_export, {"since": optional(whole)}),
    **ASSORTMENT,
    **BARCODE_METHODS,
    **PRINTER_METHODS,
    **PEOPLE_METHODS,
    **ORDER_METHODS,
    **SHOP_METHODS,
}
METHODS: Final[Mapping[str, Method]] = with_authorise(_METHODS)
