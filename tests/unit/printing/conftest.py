"""A sale with everything on it: weights, excise, discounts, cash and card."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptState, Seller, make_sale
from pos_app.domain.rounding import TO_FIFTY
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals
from pos_app.domain.withdrawal import make_withdrawal

SOLD_AT = datetime(2026, 11, 21, 9, 5, 7, tzinfo=UTC)
TAXES = {
    1: Tax(1, "ПДВ", "А", Decimal(20)),
    4: Tax(4, "ПДВ+Акциз", "Г", Decimal(20), Decimal(5)),
    8: Tax(8, "Без ПДВ", "З", Decimal(0)),
}


@pytest.fixture
def seller() -> Seller:
    return Seller(
        "ТОВ «Ромашка»", "ПН 123456789012", "м. Київ, вул. Садова, 5", "Магазин «У Олени»", "4000108640", test=False
    )


@pytest.fixture
def sale() -> Receipt:
    milk = Product("1", "001", "Молоко «Ранок» 2,5 % 900 мл", "4820000000017", 4290, "шт", tax_codes=(1,))
    cheese = Product("2", "002", "Сир твердий", None, 41_900, "кг", sold_by_weight=True, tax_codes=(8,))
    cognac = Product(
        "3",
        "003",
        "Коньяк 5 зірок 0,5 л",
        "4820000000024",
        45_900,
        "шт",
        excise=True,
        uktzed="2208202900",
        tax_codes=(4,),
    )
    off = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal("5.50"), "Картка клієнта")
    lines = (
        CartLine("a", milk, milk.price, 2000),
        CartLine("b", cheese, cheese.price, 250, (off,)),
        CartLine("c", cognac, cognac.price, 1000, excise_stamps=("АБВГ123456",)),
    )
    cart = Cart(lines, (Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(100)),))
    totals = cart_totals(cart, TAXES)
    card = {
        "acquirer_and_seller": "ПриватБанк S1K2",
        "terminal": "T100",
        "card_mask": "4149****1234",
        "payment_system": "VISA",
        "auth_code": "777001",
        "rrn": "123456789012",
        "receipt_no": "42",
        "commission": 150,
        "signature_required": True,
    }
    payments = [
        Payment(PaymentType.CASHLESS, 30_000, "Картка", 1, card),
        Payment(PaymentType.CASH, 50_000, "Готівка"),
    ]
    settlement = settle(totals.total, payments, TO_FIFTY)
    return make_sale(cart, totals, settlement, receipt_id="r1", sold_at=SOLD_AT, cashier_name="Олена К.")


@pytest.fixture
def withdrawal(sale: Receipt) -> Receipt:
    """Five hundred hryvnias for the card of the sale."""
    card = replace(sale.payments[0], value=50_000)
    return make_withdrawal(50_000, card, receipt_id="w1", sold_at=SOLD_AT, cashier_name="Олена К.")


@pytest.fixture
def stamp() -> FiscalStamp:
    return FiscalStamp(
        ReceiptState.FISCAL,
        "AbCdEf12345",
        SOLD_AT,
        tax_url="https://cabinet.tax.gov.ua/cashregs/check?id=AbCdEf12345",
    )


@pytest.fixture
def offline_stamp(stamp: FiscalStamp) -> FiscalStamp:
    return replace(stamp, state=ReceiptState.OFFLINE, offline=True, tax_url=None)
