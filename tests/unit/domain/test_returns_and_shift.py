"""Giving goods back, part by part, and the sums of a shift."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType, settle, settle_return
from pos_app.domain.product import Product
from pos_app.domain.receipt import Receipt, ReceiptKind, make_cash_movement, make_sale
from pos_app.domain.returns import Left, WantedLine, left_to_return, make_return, return_lines
from pos_app.domain.rounding import NO_ROUNDING, TO_FIFTY
from pos_app.domain.shift import ShiftSums, shift_sums
from pos_app.domain.tax import Tax
from pos_app.domain.totals import totals

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TAXES = {1: Tax(1, "ПДВ", "А", Decimal(20)), 8: Tax(8, "Без ПДВ", "З", Decimal(0))}
CASH = Payment(PaymentType.CASH)


def sale(lines: list[CartLine], on_receipt: tuple[Adjustment, ...] = (), payment: Payment = CASH) -> Receipt:
    cart = Cart(tuple(lines), on_receipt)
    found = totals(cart.lines, cart.adjustments, TAXES)
    done = settle(found.total, [payment], NO_ROUNDING)
    return make_sale(cart, found, done, receipt_id="s", sold_at=NOW, cashier_name="Олена")


def line(price: int, quantity: int, discount: Decimal = Decimal(0), code: int = 1) -> CartLine:
    product = Product("1", "1", "Сир", None, price, "кг", sold_by_weight=True, tax_codes=(code,))
    own = (Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, discount),) if discount else ()
    return CartLine("x", product, price, quantity, own)


lines = st.lists(
    st.builds(
        line, st.integers(1, 100_000), st.integers(1, 9_000), st.decimals(0, 90, places=2), st.sampled_from([1, 8])
    ),
    min_size=1,
    max_size=6,
)
receipt_discounts = st.decimals(0, 60, places=2).map(
    lambda percent: (Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, percent),)
)


@given(lines, receipt_discounts)
def test_a_return_of_everything_gives_back_everything(sold: list[CartLine], on_receipt: tuple[Adjustment, ...]) -> None:
    original = sale(sold, on_receipt)
    back = return_lines(original, left_to_return(original, {}), None, TAXES)
    assert back.total == original.total
    assert all(one.sum + sum(a.sum for a in one.adjustments) == one.final for one in back.lines)


def test_goods_given_away_for_a_million_less_can_still_come_back() -> None:
    """No single adjustment may be so large; together they bring the line to what was paid."""
    dear = sale([line(99_999_999, 3000, Decimal(70))], payment=Payment(PaymentType.CASHLESS))
    back = return_lines(dear, left_to_return(dear, {}), None, TAXES)
    (one,) = back.lines
    assert back.total == dear.total == 89_999_999
    assert one.sum + sum(applied.sum for applied in one.adjustments) == one.final


@given(lines, receipt_discounts, st.data())
def test_parts_add_up_to_the_whole_and_never_exceed_it(
    sold: list[CartLine], on_receipt: tuple[Adjustment, ...], data: st.DataObject
) -> None:
    original = sale(sold, on_receipt)
    gone: dict[int, Left] = {}
    given_back = 0
    left = left_to_return(original, gone)
    while any(rest.quantity for rest in left):
        index = data.draw(st.sampled_from([n for n, rest in enumerate(left) if rest.quantity]))
        quantity = data.draw(st.integers(max(1, left[index].quantity // 3), left[index].quantity))
        back = return_lines(original, left, [WantedLine(index, quantity)], TAXES)
        given_back += back.total
        assert 0 <= back.total <= left[index].amount
        old = gone.get(index, Left(0, 0))
        gone[index] = Left(old.quantity + quantity, old.amount + back.total)
        left = left_to_return(original, gone)
    assert given_back == original.total


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ([WantedLine(0, 3000)], "return_exceeds_sold"),
        ([WantedLine(7, 1000)], "return_exceeds_sold"),
        ([WantedLine(-1, 1000)], "return_exceeds_sold"),
        ([WantedLine(0, 0)], "bad_quantity"),
        ([WantedLine(0, 1000), WantedLine(0, 1000)], "return_exceeds_sold"),
        ([], "return_exceeds_sold"),
    ],
)
def test_more_than_was_sold_does_not_come_back(wanted: list[WantedLine], code: str) -> None:
    original = sale([line(1000, 2000)])
    with pytest.raises(PosError) as raised:
        return_lines(original, left_to_return(original, {}), wanted, TAXES)
    assert raised.value.code == code


def test_only_a_sale_can_be_returned() -> None:
    original = replace(sale([line(1000, 2000)]), kind=ReceiptKind.RETURN)
    with pytest.raises(PosError) as raised:
        return_lines(original, left_to_return(original, {}), None, TAXES)
    assert raised.value.code == "unknown_receipt"


def test_the_receipt_of_a_return_names_its_sale_and_its_taxes() -> None:
    original = sale([line(12_000, 1000)])
    back = return_lines(original, left_to_return(original, {}), None, TAXES)
    done = settle_return(back.total, [CASH], TO_FIFTY)
    receipt = make_return(
        original, back, done, receipt_id="r", sold_at=NOW, cashier_name="Олена", sale_fiscal_code="AbC", technical=True
    )
    assert (receipt.related_receipt_id, receipt.related_fiscal_code, receipt.technical) == ("s", "AbC", True)
    assert receipt.taxes[0].sum == 2000
    assert receipt.rounding_mode == "ROUND_50"


def test_the_sums_of_a_shift_are_the_sums_of_its_receipts() -> None:
    cash_sale = sale([line(12_000, 1000)], payment=Payment(PaymentType.CASH, 20_000))
    card_sale = sale([line(5_000, 1000, code=8)], payment=Payment(PaymentType.CASHLESS))
    back = return_lines(cash_sale, left_to_return(cash_sale, {}), None, TAXES)
    done = settle_return(back.total, [CASH], NO_ROUNDING)
    gone = make_return(cash_sale, back, done, receipt_id="r", sold_at=NOW, cashier_name="О", sale_fiscal_code=None)
    into = make_cash_movement(ReceiptKind.SERVICE_IN, 70_000, CASH, receipt_id="i", sold_at=NOW, cashier_name="О")
    out = make_cash_movement(ReceiptKind.SERVICE_OUT, 30_000, CASH, receipt_id="o", sold_at=NOW, cashier_name="О")
    sums = shift_sums(1_000, [cash_sale, card_sale, gone, into, out])
    assert sums == ShiftSums(
        initial=1_000,
        cash_sales=12_000,
        card_sales=5_000,
        cash_returns=12_000,
        service_in=70_000,
        service_out=30_000,
        sales_count=2,
        returns_count=1,
        sales_taxes=sums.sales_taxes,
        returns_taxes=sums.returns_taxes,
    )
    assert sums.cash == 41_000
    assert [(part.code, part.sum) for part in sums.sales_taxes] == [(1, 2000), (8, 0)]
