"""What this shop sells, and receipts made of it by the production arithmetic: discounts, mixed payments, returns."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Final

from pos_app.domain.cart import Cart, add_product, discount_line, discount_receipt
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.payment import Payment, PaymentType, settle, settle_return
from pos_app.domain.product import Product
from pos_app.domain.receipt import Receipt, ReceiptKind, make_cash_movement, make_sale
from pos_app.domain.returns import left_to_return, make_return, return_lines
from pos_app.domain.rounding import rule_on
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals
from pos_app.fiscal.clock import to_kyiv

CASHIER: Final = "Шевчук Олена Петрівна"


def _product(number: int, name: str, price: int, code: int, *, weight: bool = False) -> Product:
    unit = "кг" if weight else "шт"
    barcode = f"48200000000{number:02d}"
    return Product(
        id=str(number),
        code=f"A-{number}",
        name=name,
        barcode=barcode,
        price=price,
        unit=unit,
        sold_by_weight=weight,
        tax_group=code,
        tax_codes=(code,),
    )


PRODUCTS: Final = (
    _product(1, "Хліб «Український»", 3290, 1),
    _product(2, "Молоко 2,5 %", 4615, 1),
    _product(3, "Яблука", 2895, 8, weight=True),
    _product(4, "Кава мелена", 24999, 1),
    _product(5, "Ліки", 11250, 2),
    _product(6, "Пакет", 101, 8),
)


@dataclass(frozen=True)
class Somebody:
    """Who opens the shift."""

    id: str = "olena"
    name: str = CASHIER


def make_receipt(seed: int, receipt_id: str, at: datetime, taxes: dict[int, Tax], *, paid: str = "") -> Receipt:
    """One sale out of a number: goods, discounts and means of payment. `paid`: cash, card, mixed, or by chance."""
    chance = Random(seed)
    cart = Cart()
    ids = iter(range(100))
    for product in chance.choices(PRODUCTS, k=1 if chance.random() < 0.6 else 3):
        quantity = chance.randint(50, 2500) if product.sold_by_weight else 1000 * chance.randint(1, 3)
        cart, line = add_product(cart, product, quantity, new_id=lambda: f"line-{next(ids)}")
        if chance.random() < 0.15:
            cart = discount_line(cart, line.id, _discount(chance))
    if chance.random() < 0.15:
        cart = discount_receipt(cart, _discount(chance))
    totals = cart_totals(cart, taxes)
    rule = rule_on(to_kyiv(at).date())
    payments = _payments(totals.total, paid or chance.choice(("cash", "cash", "card", "card", "mixed")), chance)
    settlement = settle(totals.total, payments, rule)
    return make_sale(cart, totals, settlement, receipt_id=receipt_id, sold_at=at, cashier_name=CASHIER)


def plain_receipt(total: int, paid: str, receipt_id: str, at: datetime, taxes: dict[int, Tax]) -> Receipt:
    """One loaf at a price; `paid`: cash, card, mixed, or the card's number (RRN) of a terminal's approval."""
    product = replace(PRODUCTS[0], price=total)
    cart, _ = add_product(Cart(), product, 1000, new_id=lambda: "line-0")
    totals = cart_totals(cart, taxes)
    card = PaymentType.CASHLESS
    payments: tuple[Payment, ...] = (Payment(card, None, "Картка", 1, {"rrn": paid}),)
    if paid == "cash":
        payments = (Payment(PaymentType.CASH, -(-total // 10000) * 10000),)
    elif paid == "card":
        payments = (Payment(card, None, "Картка", 1),)
    elif paid == "mixed":
        payments = (Payment(card, total // 2, "Картка", 1), Payment(PaymentType.CASH, total))
    settlement = settle(totals.total, payments, rule_on(to_kyiv(at).date()))
    return make_sale(cart, totals, settlement, receipt_id=receipt_id, sold_at=at, cashier_name=CASHIER)


def _discount(chance: Random) -> Adjustment:
    if chance.random() < 0.5:
        return Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(chance.randint(1, 30)), "Знижка")
    return Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(chance.randint(1, 90)), "Знижка")


def _payments(total: int, paid: str, chance: Random) -> tuple[Payment, ...]:
    cash = PaymentType.CASH
    card = PaymentType.CASHLESS
    if paid == "cash":
        return (Payment(cash, total // 1000 * 1000 + chance.choice((1000, 2000, 50000))),)
    if paid == "card" or total < 300:
        return (Payment(card, None, "Картка", 1, {"card_mask": "444433******1111", "rrn": "012345678901"}),)
    by_card = total // 2
    return (Payment(card, by_card, "Картка", 1), Payment(cash, total - by_card + 1000))


def make_back(seed: int, sale: Receipt, receipt_id: str, at: datetime, taxes: dict[int, Tax], code: str) -> Receipt:
    """Everything of a sale goes back, the money by cash or card as it came."""
    back = return_lines(sale, left_to_return(sale, {}), None, taxes)
    cash = any(payment.type is PaymentType.CASH for payment in sale.payments)
    payment = Payment(PaymentType.CASH if cash else PaymentType.CASHLESS, None, "" if cash else "Картка")
    settlement = settle_return(back.total, (payment,), rule_on(to_kyiv(at).date()))
    return make_return(
        sale, back, settlement, receipt_id=receipt_id, sold_at=at, cashier_name=CASHIER, sale_fiscal_code=code
    )


def make_movement(kind: ReceiptKind, amount: int, receipt_id: str, at: datetime) -> Receipt:
    """Cash put in or taken out."""
    payment = Payment(PaymentType.CASH, amount)
    return make_cash_movement(kind, amount, payment, receipt_id=receipt_id, sold_at=at, cashier_name=CASHIER)
