"""The basket: lines, quantities, prices, stamps."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pos_app.domain.cart import (
    Cart,
    add_product,
    add_stamp,
    check_ready_to_pay,
    discount_line,
    discount_receipt,
    remove_line,
    set_price,
    set_quantity,
)
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError
from pos_app.domain.product import Product

Make = Callable[..., Product]
NewId = Callable[[], str]
TEN_OFF = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(10))


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(PosError) as raised:
        call()
    return raised.value.code


def test_the_same_product_at_the_same_price_raises_its_line(make_product: Make, new_id: NewId) -> None:
    cart, _ = add_product(Cart(), make_product(), 1000, new_id=new_id)
    cart, line = add_product(cart, make_product(), 2000, new_id=new_id)
    assert len(cart.lines) == 1
    assert line.quantity == 3000


@pytest.mark.parametrize("other", [{"price": 4300}, {"id": "2"}])
def test_another_price_or_product_is_another_line(make_product: Make, new_id: NewId, other: dict[str, object]) -> None:
    cart, _ = add_product(Cart(), make_product(), 1000, new_id=new_id)
    cart, _ = add_product(cart, make_product(**other), 1000, new_id=new_id)
    assert len(cart.lines) == 2


def test_a_discounted_line_is_not_raised(make_product: Make, new_id: NewId) -> None:
    cart, line = add_product(Cart(), make_product(), 1000, new_id=new_id)
    cart = discount_line(cart, line.id, TEN_OFF)
    cart, _ = add_product(cart, make_product(), 1000, new_id=new_id)
    assert [one.quantity for one in cart] == [1000, 1000]


@pytest.mark.parametrize(("quantity", "code"), [(0, "bad_quantity"), (-1000, "bad_quantity"), (10**7, "bad_quantity")])
def test_a_quantity_out_of_bounds_is_refused(make_product: Make, new_id: NewId, quantity: int, code: str) -> None:
    assert code_of(lambda: add_product(Cart(), make_product(), quantity, new_id=new_id)) == code


def test_half_a_bottle_is_refused_and_half_a_kilogram_is_not(make_product: Make, new_id: NewId) -> None:
    assert code_of(lambda: add_product(Cart(), make_product(), 500, new_id=new_id)) == "fraction_not_allowed"
    cart, _ = add_product(Cart(), make_product(sold_by_weight=True), 500, new_id=new_id)
    assert cart.lines[0].quantity == 500


@pytest.mark.parametrize("price", [0, -1, 100_000_000])
def test_a_price_out_of_bounds_is_refused(make_product: Make, new_id: NewId, price: int) -> None:
    cart, line = add_product(Cart(), make_product(), 1000, new_id=new_id)
    assert code_of(lambda: set_price(cart, line.id, price)) == "bad_price"


def test_quantity_and_price_of_a_line_can_be_set(make_product: Make, new_id: NewId) -> None:
    cart, line = add_product(Cart(), make_product(), 1000, new_id=new_id)
    cart = set_price(set_quantity(cart, line.id, 5000), line.id, 100)
    assert (cart.line(line.id).quantity, cart.line(line.id).price) == (5000, 100)


def test_an_unknown_line_is_named(make_product: Make) -> None:
    assert code_of(lambda: remove_line(Cart(), "none")) == "unknown_line"


def test_a_new_discount_of_a_kind_replaces_the_old_and_zero_takes_it_away(make_product: Make, new_id: NewId) -> None:
    cart, line = add_product(Cart(), make_product(), 1000, new_id=new_id)
    cart = discount_line(discount_line(cart, line.id, TEN_OFF), line.id, TEN_OFF)
    assert cart.lines[0].adjustments == (TEN_OFF,)
    none = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(0))
    assert discount_line(cart, line.id, none).lines[0].adjustments == ()


def test_an_emptied_basket_keeps_nothing(make_product: Make, new_id: NewId) -> None:
    cart, line = add_product(Cart(), make_product(), 1000, new_id=new_id)
    cart = replace(discount_receipt(cart, TEN_OFF), receipt_id="r", customer_card="29000")
    assert remove_line(cart, line.id) == Cart()
    assert code_of(lambda: discount_receipt(Cart(), TEN_OFF)) == "empty_cart"


def test_stamps_go_to_the_line_that_waits_and_must_match_the_quantity(make_product: Make, new_id: NewId) -> None:
    cart, line = add_product(Cart(), make_product(excise=True), 2000, new_id=new_id)
    assert line.stamps_missing == 2
    assert code_of(lambda: check_ready_to_pay(cart)) == "excise_missing"
    cart, _ = add_stamp(cart, "ААAA123456")
    assert code_of(lambda: add_stamp(cart, "ААAA123456")) == "excise_duplicate"
    cart, stamped = add_stamp(cart, "ААAA123457")
    assert stamped.stamps_missing == 0
    check_ready_to_pay(cart)
    assert code_of(lambda: add_stamp(cart, "ААAA123458")) == "excise_missing"
    assert set_quantity(cart, line.id, 1000).lines[0].excise_stamps == ("ААAA123456",)


def test_an_empty_basket_or_an_unmapped_group_cannot_be_paid(make_product: Make, new_id: NewId) -> None:
    assert code_of(lambda: check_ready_to_pay(Cart())) == "empty_cart"
    cart, _ = add_product(Cart(), make_product(tax_codes=()), 1000, new_id=new_id)
    assert code_of(lambda: check_ready_to_pay(cart)) == "tax_unmapped"


def test_ten_thousand_units_in_pieces_are_still_too_many(make_product: Make, new_id: NewId) -> None:
    cart, _ = add_product(Cart(), make_product(), 9_999_000, new_id=new_id)
    assert code_of(lambda: add_product(cart, make_product(), 1000, new_id=new_id)) == "bad_quantity"
