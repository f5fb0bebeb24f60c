"""What a receipt at the sandbox register comes to, and whether its content and payments can be taken."""

from dataclasses import dataclass
from typing import Any

from pos_app.sandbox.checkbox.arithmetic import TaxRate, Totals, due, receipt_totals
from pos_app.sandbox.checkbox.refusals import refuse, unacceptable
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.state import Shift

CARDS = ("CASHLESS", "CARD")


@dataclass(frozen=True, slots=True)
class Bill:
    """A receipt worked out and found acceptable, before anything is stored; kopecks."""

    kind: str
    totals: Totals
    rates: list[list[TaxRate]]
    mode: str | None
    due: int
    paid: int
    cash: int


def work_out(register: Register, body: dict[str, Any]) -> Bill:
    """The sums of a sale or return, with its payments checked against them."""
    goods = body["goods"]
    kinds = {item["is_return"] for item in goods}
    if len(kinds) > 1:
        raise unacceptable(("goods",), "sale and return in one receipt")
    rates = [_rates_of(register, number, item) for number, item in enumerate(goods)]
    _check_discount_taxes(register, body)
    totals = receipt_totals(goods, body["discounts"], rates)
    _check_limits(register, body, totals)
    mode = body["rounding_mode"] or ("ROUND_10" if body["rounding"] else None)
    card, cash = _split(body["payments"])
    uses_cash = any(payment["type"] == "CASH" for payment in body["payments"])
    owed = due(totals.total, card, uses_cash, mode)
    kind = "RETURN" if kinds == {True} else "SELL"
    return Bill(kind, totals, rates, mode, owed, card + cash, cash)


def _split(payments: list[dict[str, Any]]) -> tuple[int, int]:
    for number, payment in enumerate(payments):
        if payment["value"] < 0:
            raise unacceptable(("payments", number, "value"), "ensure this value is greater than or equal to 0")
    card = sum(payment["value"] for payment in payments if payment["type"] in CARDS)
    return card, sum(payment["value"] for payment in payments) - card


def check_payment(bill: Bill, shift: Shift) -> None:
    """Refuse too little, a card above what is due, a return that differs, or cash the drawer has not."""
    if bill.kind == "RETURN":
        if bill.paid != bill.due:
            raise refuse("return_differs", sum=hryvnias(bill.due))
        need_cash(shift, bill.cash)
        return
    if bill.paid < bill.due:
        raise refuse("too_small")
    if bill.paid - bill.cash > bill.totals.total:
        raise refuse("card_over")


def need_cash(shift: Shift, amount: int) -> None:
    """Refuse to give out more cash than there is."""
    if amount > shift.balance:
        raise refuse("cash_short", wanted=hryvnias(amount), there=hryvnias(shift.balance))


def hryvnias(kopecks: int) -> str:
    """4544.00 for 454400."""
    sign = "-" if kopecks < 0 else ""
    return f"{sign}{abs(kopecks) // 100}.{abs(kopecks) % 100:02d}"


def _rate(register: Register, code: int | str) -> TaxRate | None:
    if isinstance(code, int):
        return register.taxes.get(code)
    return register.tax_by_symbol.get(code) or (register.taxes.get(int(code)) if code.isdecimal() else None)


def _rates_of(register: Register, number: int, item: dict[str, Any]) -> list[TaxRate]:
    rates = []
    for code in item["good"]["tax"] or item["good"]["taxes"] or ():
        rate = _rate(register, code)
        if rate is None:
            raise unacceptable(("goods", number, "good", "tax"), f"Невідомий код податку: {code}")
        if rate not in rates:
            rates.append(rate)
    if sum(rate.rate > 0 and rate.label != "ВЗ" for rate in rates) > 1:
        raise unacceptable(("goods", number, "good", "tax"), "До товару застосовано дві ставки ПДВ")
    return rates


def _check_discount_taxes(register: Register, body: dict[str, Any]) -> None:
    groups: list[tuple[tuple[str | int, ...], list[dict[str, Any]]]] = [(("discounts",), body["discounts"])]
    groups += [(("goods", number, "discounts"), item["discounts"]) for number, item in enumerate(body["goods"])]
    for loc, discounts in groups:
        for number, discount in enumerate(discounts):
            for code in discount_codes(discount):
                if _rate(register, code) is None:
                    raise unacceptable((*loc, number, "tax_codes"), f"Невідомий код податку: {code}")


def discount_codes(discount: dict[str, Any]) -> list[int | str]:
    """The tax codes of a discount, from either field."""
    if discount["tax_codes"] is not None:
        return list(discount["tax_codes"])
    return [] if discount["tax_code"] is None else [discount["tax_code"]]


def _check_limits(register: Register, body: dict[str, Any], totals: Totals) -> None:
    settings = register.settings
    if settings.goods_limit is not None and len(body["goods"]) > settings.goods_limit:
        raise unacceptable(("goods",), f"Кількість товарів у чеку не може перевищувати {settings.goods_limit}")
    if settings.total_limit is not None and totals.total > settings.total_limit:
        raise unacceptable(("goods",), f"Сума чеку не може перевищувати {hryvnias(settings.total_limit)}")
