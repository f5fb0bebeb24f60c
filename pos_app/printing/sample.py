"""A receipt of a believable shop, for the preview of a template: one of each row that a receipt can have."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptState, Seller, make_sale
from pos_app.domain.rounding import TO_FIFTY
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals
from pos_app.printing.layout import Layout
from pos_app.printing.receipts import receipt_layout
from pos_app.printing.template import ReceiptTemplate

_AT = datetime(2026, 11, 21, 9, 5, 7, tzinfo=UTC)
_TAX = Tax(1, "ПДВ", "А", Decimal(20))
_SELLER = Seller("ТОВ «Ваш магазин»", "ПН 123456789012", "м. Київ, вул. Садова, 5", "Магазин", "4000000001", test=True)
_STAMP = FiscalStamp(ReceiptState.FISCAL, "TEST-4A7kX", _AT, tax_url="https://cabinet.tax.gov.ua/cashregs/check")


@lru_cache(1)
def _sale() -> Receipt:
    coffee = Product("1", "001", "Кава мелена «Львівська» 225 г", "4820000000017", 18_950, "шт", tax_codes=(1,))
    cheese = Product("2", "002", "Сир твердий", None, 41_900, "кг", sold_by_weight=True, tax_codes=(1,))
    off = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(5), "Картка покупця")
    cart = Cart((CartLine("a", coffee, coffee.price, 2000), CartLine("b", cheese, cheese.price, 350, (off,))))
    totals = cart_totals(cart, {1: _TAX})
    settlement = settle(totals.total, [Payment(PaymentType.CASH, 60_000, "Готівка")], TO_FIFTY)
    return make_sale(cart, totals, settlement, receipt_id="sample", sold_at=_AT, cashier_name="Олена К.")


def sample_layout(template: ReceiptTemplate, seller: Seller | None = None) -> Layout:
    """The sample receipt by a template, with the shop's own head where it is known."""
    receipt = replace(_sale(), header=template.header, footer=template.footer)
    return receipt_layout(receipt, _STAMP, seller or _SELLER, template=template)
