"""Orders paid in two parts: the prepayment of a basket, the basket of the rest, and the order given up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.errors import refused
from pos_app.domain.money import format_hryvnias
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.product import Product
from pos_app.domain.receipt import Delivery, Receipt, ReceiptKind, ReceiptLine
from pos_app.domain.said import sentence

HRYVNIA: Final = 100
"""Kopecks: a prepayment is of whole ones."""
LONGEST_NOTE: Final = 60


def check_first_part(cart: Cart, whole: int, amount: int) -> None:
    """May so much of a basket be paid before the goods are handed over? `bad_prepayment`, `prepayment_excise`."""
    if any(line.product.excise for line in cart.lines):
        raise refused("prepayment_excise")
    if not HRYVNIA <= amount < whole or amount % HRYVNIA:
        most = (whole - 1) // HRYVNIA * HRYVNIA
        if most < HRYVNIA:
            raise refused("bad_prepayment")
        top = format_hryvnias(most)
        raise refused("bad_prepayment", sentence("Передплата — цілі гривні, від 1,00 до {top} ₴.", top=top))


def rest_cart(first: Receipt, first_code: str | None, *, new_id: Callable[[], str]) -> Cart:
    """The basket that pays the rest: the goods, prices and discounts of the first receipt, which nothing changes."""
    part = first.part
    assert part is not None  # only orders are completed
    rest = part.whole - part.amount
    paid = replace(part, amount=rest, before=part.amount, first=first.id, first_code=first_code)
    lines = tuple(_line(line, new_id()) for line in first.lines)
    return Cart(lines, tuple(one.adjustment for one in first.adjustments), part=paid)


def _line(line: ReceiptLine, line_id: str) -> CartLine:
    product = Product(
        id=line.product_id,
        code=line.code,
        name=line.name,
        barcode=line.barcode,
        price=line.price,
        unit=line.unit,
        sold_by_weight=bool(line.quantity % 1000),
        tax_group=line.tax_group,
        tax_codes=line.tax_codes,
        uktzed=line.uktzed,
        category_id=line.category_id,
        cost=line.cost,
    )
    adjustments = tuple(one.adjustment for one in line.adjustments)
    return CartLine(line_id, product, line.price, line.quantity, adjustments)


def cancellation(
    first: Receipt, first_code: str | None, *, receipt_id: str, sold_at: datetime, cashier_name: str
) -> Receipt:
    """The return of a prepayment: every means of payment gets back what it gave."""
    part = first.part
    assert part is not None  # only orders are given up
    return replace(
        first,
        id=receipt_id,
        kind=ReceiptKind.RETURN,
        sold_at=sold_at,
        cashier_name=cashier_name,
        paid=first.due,
        change=0,
        payments=tuple(_given_back(first)),
        related_receipt_id=first.id,
        related_fiscal_code=first_code,
        delivery=Delivery(),
        part=replace(part, cancels=True),
    )


def kept_payments(receipt: Receipt) -> tuple[Payment, ...]:
    """The payments with the change taken off the cash: what an order's receipt was paid with, to the kopeck."""
    pairs = zip(receipt.payments, kept_values(receipt), strict=True)
    return tuple(replace(one, value=value) for one, value in pairs if value)


def kept_values(receipt: Receipt) -> tuple[int, ...]:
    """What each payment left in the shop, kopecks: cash that went back whole as change left nothing."""
    change, kept = receipt.change, []
    for one in receipt.payments:
        value = one.value or 0
        back = min(value, change) if one.type is PaymentType.CASH else 0
        kept.append(value - back)
        change -= back
    return tuple(kept)


def _given_back(first: Receipt) -> list[Payment]:
    """Without the card's details: they are those of the money that came."""
    return [replace(one, details={}) for one in kept_payments(first)]
