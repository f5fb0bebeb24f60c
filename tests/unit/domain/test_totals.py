"""What a basket comes to, in Checkbox's order of steps."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.cart import Cart, CartLine, add_product, discount_line, discount_receipt
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType, apply_adjustments, spread
from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.rounding import RoundingMode, RoundingRule
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals, totals

D, E = AdjustmentType.DISCOUNT, AdjustmentType.EXTRA_CHARGE
V, P = AdjustmentMode.VALUE, AdjustmentMode.PERCENT
TAXES = {
    1: Tax(1, "ПДВ", "А", Decimal(20)),
    2: Tax(2, "ПДВ 7%", "Б", Decimal(7)),
    4: Tax(4, "ПДВ+Акциз", "Г", Decimal(20), Decimal(5)),
    8: Tax(8, "Без ПДВ", "З", Decimal(0)),
}


def adjustments() -> st.SearchStrategy[Adjustment]:
    percents = st.decimals(0, 100, places=2)
    values = st.integers(0, 500_000).map(Decimal)
    return st.one_of(
        st.builds(Adjustment, st.sampled_from([D, E]), st.just(P), percents),
        st.builds(Adjustment, st.sampled_from([D, E]), st.just(V), values),
    )


def cart_lines() -> st.SearchStrategy[CartLine]:
    products = st.builds(
        Product,
        id=st.just("1"),
        code=st.just("1"),
        name=st.just("Т"),
        barcode=st.none(),
        price=st.integers(1, 1_000_000),
        unit=st.just("кг"),
        sold_by_weight=st.just(True),
        tax_codes=st.sampled_from([(1,), (2,), (4,), (8,), (1, 8)]),
    )
    return st.builds(
        lambda product, quantity, own: CartLine("x", product, product.price, quantity, tuple(own)),
        products,
        st.integers(1, 50_000),
        st.lists(adjustments(), max_size=3),
    )


def test_the_articles_sample_comes_to_554_with_tax_19_and_550_to_pay(
    make_product: Callable[..., Product], taxes: dict[int, Tax], new_id: Callable[[], str]
) -> None:
    first = make_product(id="a", price=123, tax_codes=(1, 8))
    second = make_product(id="b", price=456, tax_codes=(8,))
    cart, one = add_product(Cart(), first, 1000, new_id=new_id)
    cart, two = add_product(cart, second, 1000, new_id=new_id)
    cart = discount_line(cart, one.id, Adjustment(D, V, Decimal(1)))
    cart = discount_line(cart, two.id, Adjustment(E, P, Decimal(1)))
    cart = discount_receipt(cart, Adjustment(D, P, Decimal(5)))
    found = cart_totals(cart, taxes)
    assert [row.net for row in found.lines] == [122, 461]
    assert [applied.sum for applied in found.adjustments] == [-29]
    assert found.total == 554
    assert {part.code: (part.sum, part.turnover) for part in found.taxes} == {1: (19, 116), 8: (0, 554)}
    payments = [Payment(PaymentType.CASH, 50), Payment(PaymentType.CASHLESS, 500)]
    paid = settle(found.total, payments, RoundingRule(10, RoundingMode.ROUND_10))
    assert (paid.due, paid.rounding, paid.paid, paid.change) == (550, -4, 550, 0)


def test_excise_is_taken_first_and_vat_from_the_rest(
    make_product: Callable[..., Product], taxes: dict[int, Tax], new_id: Callable[[], str]
) -> None:
    cart, _ = add_product(Cart(), make_product(price=143_800, tax_codes=(4,)), 1000, new_id=new_id)
    (part,) = cart_totals(cart, taxes).taxes
    assert (part.excise, part.sum) == (6848, 22825)


def test_a_charge_on_goods_that_cost_nothing_is_still_paid(
    make_product: Callable[..., Product], taxes: dict[int, Tax], new_id: Callable[[], str]
) -> None:
    cart, line = add_product(Cart(), make_product(price=143_800, tax_codes=(4,)), 1000, new_id=new_id)
    cart = discount_line(cart, line.id, Adjustment(D, P, Decimal(100)))
    found = cart_totals(discount_receipt(cart, Adjustment(E, V, Decimal(500))), taxes)
    assert (found.total, [row.final for row in found.lines]) == (500, [500])
    assert [(part.sum, part.excise, part.turnover) for part in found.taxes] == [(0, 0, 0)]


@given(st.lists(cart_lines(), min_size=1, max_size=12), st.lists(adjustments(), max_size=3))
def test_no_kopeck_is_lost_or_made(lines: list[CartLine], on_receipt: list[Adjustment]) -> None:
    found = totals(lines, on_receipt, TAXES)
    assert found.total == sum(row.final for row in found.lines)
    assert found.total >= 0
    assert all(row.net >= 0 for row in found.lines)
    nets = sum(row.sum + sum(applied.sum for applied in row.adjustments) for row in found.lines)
    assert found.total == nets + sum(applied.sum for applied in found.adjustments)
    assert found.discount_sum == found.total - sum(row.sum for row in found.lines)


@given(st.lists(cart_lines(), min_size=1, max_size=8), st.lists(adjustments(), max_size=2))
def test_taxes_never_exceed_what_they_are_taken_from(lines: list[CartLine], on_receipt: list[Adjustment]) -> None:
    found = totals(lines, on_receipt, TAXES)
    for part in found.taxes:
        assert 0 <= part.sum + part.excise <= max(part.turnover, 0) + len(lines)
    if not any(row.net for row in found.lines):
        return  # a charge on goods that cost nothing belongs to no code
    # each is rounded once: all together they may fall short by less than a kopeck each
    assert sum(part.turnover for part in found.taxes) > found.total - len(found.taxes)


def test_a_turnover_is_rounded_once_whatever_stands_before_it_on_the_receipt(
    make_product: Callable[..., Product], taxes: dict[int, Tax], new_id: Callable[[], str]
) -> None:
    cart = Cart()
    for name, price, code in (("a", 4690, 1), ("b", 4870, 4), ("c", 2500, 8)):
        cart, _ = add_product(cart, make_product(id=name, price=price, tax_codes=(code,)), 1000, new_id=new_id)
    found = cart_totals(discount_receipt(cart, Adjustment(D, P, Decimal(5))), taxes)
    # 4455,5 and 4626,5 kopecks; the finals of the lines still add up to the total
    assert {part.code: part.turnover for part in found.taxes} == {1: 4456, 4: 4627, 8: 2375}
    assert sum(row.final for row in found.lines) == found.total == 11457


@given(st.integers(0, 10_000_000), st.lists(adjustments(), max_size=5))
def test_discounts_never_go_below_zero(amount: int, given_adjustments: list[Adjustment]) -> None:
    net, applied = apply_adjustments(amount, given_adjustments)
    assert net >= 0
    assert net == amount + sum(one.sum for one in applied)


@given(st.integers(0, 10_000_000), st.lists(st.integers(0, 1_000_000), min_size=1, max_size=20))
def test_a_spread_adds_up_and_gives_nobody_less_than_nothing(total: int, weights: list[int]) -> None:
    shares = spread(total, weights)
    assert sum(shares) == total
    assert all(share >= 0 for share in shares)


def test_two_vat_rates_on_a_line_are_a_mistake_in_the_settings(
    make_product: Callable[..., Product], taxes: dict[int, Tax], new_id: Callable[[], str]
) -> None:
    cart, _ = add_product(Cart(), make_product(tax_codes=(1, 2)), 1000, new_id=new_id)
    with pytest.raises(PosError) as raised:
        cart_totals(cart, taxes)
    assert raised.value.code == "tax_unmapped"


def test_without_vat_and_the_levy_are_no_vat_rates(
    make_product: Callable[..., Product], taxes: dict[int, Tax], new_id: Callable[[], str]
) -> None:
    cart, _ = add_product(Cart(), make_product(tax_codes=(1, 6, 8)), 1000, new_id=new_id)
    assert [part.code for part in cart_totals(cart, taxes).taxes] == [1, 6, 8]


def test_an_unknown_tax_code_is_refused(
    make_product: Callable[..., Product], taxes: dict[int, Tax], new_id: Callable[[], str]
) -> None:
    cart, _ = add_product(Cart(), make_product(tax_codes=(99,)), 1000, new_id=new_id)
    with pytest.raises(PosError) as raised:
        cart_totals(cart, taxes)
    assert raised.value.code == "tax_unmapped"


@pytest.mark.parametrize(
    ("kind", "mode", "value"),
    [(D, P, "-1"), (D, P, "100.01"), (D, P, "1.005"), (D, V, "1.5"), (E, V, "-3"), (D, P, "NaN"), (E, V, "100000000"),
     (D, P, "9" * 250), (D, V, "9" * 250)],
)
def test_a_discount_no_receipt_may_carry_is_refused(kind: AdjustmentType, mode: AdjustmentMode, value: str) -> None:
    with pytest.raises(PosError) as raised:
        Adjustment(kind, mode, Decimal(value))
    assert raised.value.code == "bad_discount"
