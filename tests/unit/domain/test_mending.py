"""What may be mended of a refused receipt, and that no sum ever follows."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError
from pos_app.domain.mending import Change, MendField, mended, real_changes, value_of
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE
from pos_app.domain.receipt import Delivery, Receipt, ReceiptKind, ReceiptLine, make_sale
from pos_app.domain.rounding import NO_ROUNDING
from pos_app.domain.tax import Tax, add_taxes, line_taxes
from pos_app.domain.totals import totals
from tests.unit.till.conftest import NOON

TAXES = {
    1: Tax(1, "ПДВ 20 %", "А", Decimal(20)),
    2: Tax(2, "ПДВ 7 %", "Б", Decimal(7)),
    5: Tax(5, "ПДВ 20 % (нова)", "Д", Decimal(20)),
    8: Tax(8, "Без ПДВ", "З", Decimal(0), no_vat=True),
    9: Tax(9, "ПДВ 0 %", "И", Decimal(0)),
}
GOODS = {code: Product(str(code), str(code), "Товар", None, 1, "шт", tax_codes=(code,)) for code in (1, 2)}
DISCOUNTED = ((1033, 1), (711, 2), (377, 1), (199, 2), (555, 1))


def line(name: str, price: int, codes: tuple[int, ...] = (1,), stamps: tuple[str, ...] = ()) -> ReceiptLine:
    return ReceiptLine(
        name, f"c-{name}", name, "482", "шт", price, 1000, price, (), price, price, codes,
        line_taxes(price, codes, TAXES), excise_stamps=stamps,
    )  # fmt: skip


def receipt(*lines: ReceiptLine) -> Receipt:
    total = sum(one.final for one in lines)
    taxes = add_taxes(part for one in lines for part in one.taxes)
    return Receipt(
        "r", ReceiptKind.SELL, NOON, "Олена", lines, (), total, total, due=total, paid=total, taxes=taxes,
        delivery=Delivery("a@b.ua"), header="Вітаємо",
    )  # fmt: skip


SALE = receipt(line("Хліб", 1000), line("Вода", 700, (2,)), line("Вино", 5000, (1,), ("АБВГ123456",)))


def refusal(changes: Sequence[Change], of: Receipt = SALE) -> str:
    with pytest.raises(PosError) as caught:
        mended(of, changes, TAXES)
    return caught.value.code


def test_each_text_is_mended_in_its_place_alone() -> None:
    after = mended(
        SALE,
        [
            Change(MendField.NAME, " Хліб житній ", 0),
            Change(MendField.BARCODE, "", 1),
            Change(MendField.UKTZED, "2204", 2),
            Change(MendField.EXCISE_STAMPS, ("АБВГ654321",), 2),
            Change(MendField.EMAIL, ""),
            Change(MendField.PHONE, "380671234567"),
            Change(MendField.HEADER, ""),
            Change(MendField.CASHIER_NAME, "Олена Шевчук"),
        ],
        TAXES,
    )
    assert [one.name for one in after.lines] == ["Хліб житній", "Вода", "Вино"]
    assert after.lines[1].barcode is None
    assert (after.lines[2].uktzed, after.lines[2].excise_stamps) == ("2204", ("АБВГ654321",))
    assert after.delivery == Delivery(None, "380671234567")
    assert (after.header, after.cashier_name, after.taxes) == ("", "Олена Шевчук", SALE.taxes)


def test_another_code_of_the_same_rate_keeps_every_sum() -> None:
    after = mended(SALE, [Change(MendField.TAX_CODES, (5,), 0)], TAXES)
    assert after.lines[0].tax_codes == (5,)
    assert [(tax.code, tax.symbol, tax.sum, tax.turnover) for tax in after.taxes] == [
        (1, "А", 833, 5000), (2, "Б", 46, 700), (5, "Д", 167, 1000),
    ]  # fmt: skip
    assert sum(tax.sum for tax in after.taxes) == sum(tax.sum for tax in SALE.taxes)


def test_another_code_of_the_same_rate_keeps_the_turnover_of_a_discounted_receipt() -> None:
    """Checkbox counts what was sold under a code once over all its lines: a kopeck more is an alarm at the Z report."""
    goods = [CartLine(str(place), GOODS[code], price, ONE) for place, (price, code) in enumerate(DISCOUNTED)]
    off = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(5))
    cart = Cart(tuple(goods), (off,))
    sums = totals(cart.lines, cart.adjustments, TAXES)
    paid = settle(sums.total, [Payment(PaymentType.CASHLESS)], NO_ROUNDING)
    sale = make_sale(cart, sums, paid, receipt_id="r", sold_at=NOON, cashier_name="Олена")
    changes = [Change(MendField.TAX_CODES, (5,), place) for place, (_, code) in enumerate(DISCOUNTED) if code == 1]
    before = {tax.code: (tax.sum, tax.turnover) for tax in sale.taxes}
    after = {tax.code: (tax.sum, tax.turnover) for tax in mended(sale, changes, TAXES).taxes}
    assert after == {2: before[2], 5: before[1]}


@pytest.mark.parametrize("codes", [(2,), (), (1, 2), (7,), (1, 1)])
def test_another_rate_or_another_count_of_codes_is_refused(codes: tuple[int, ...]) -> None:
    assert refusal([Change(MendField.TAX_CODES, codes, 0)]) == "bad_mend"


def test_no_vat_and_a_rate_of_nothing_are_not_the_same() -> None:
    assert refusal([Change(MendField.TAX_CODES, (9,), 0)], receipt(line("Книга", 500, (8,)))) == "bad_mend"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(MendField.NAME, " ", 0), "bad_mend"),
        (Change(MendField.NAME, "х" * 1025, 0), "bad_mend"),
        (Change(MendField.NAME, "Хліб"), "bad_mend"),
        (Change(MendField.EMAIL, "a@b.ua", 0), "bad_mend"),
        (Change(MendField.NAME, ("Хліб",), 0), "bad_mend"),
        (Change(MendField.NAME, "Хліб", 3), "unknown_line"),
        (Change(MendField.NAME, "Хліб", -1), "unknown_line"),
        (Change(MendField.EXCISE_STAMPS, (), 2), "excise_missing"),
        (Change(MendField.EXCISE_STAMPS, ("",), 2), "excise_missing"),
    ],
)
def test_what_cannot_stand_there_is_refused(change: Change, code: str) -> None:
    assert refusal([change]) == code


def test_a_stamp_stands_in_a_receipt_once_in_whatever_letters() -> None:
    two = receipt(line("Вино", 5000, (1,), ("АВЕК123456",)), line("Коньяк", 9000, (1,), ("АВЕК654321", "АВЕК000001")))
    assert refusal([Change(MendField.EXCISE_STAMPS, ("АВЕК000001",), 0)], two) == "excise_duplicate"
    assert refusal([Change(MendField.EXCISE_STAMPS, ("ABEK123456", "АВЕК000001"), 1)], two) == "excise_duplicate"
    assert refusal([Change(MendField.EXCISE_STAMPS, ("АВЕК000001",) * 2, 1)], two) == "excise_duplicate"
    assert refusal([Change(MendField.EXCISE_STAMPS, (" ",), 0)], two) == "excise_missing"
    assert refusal([Change(MendField.EXCISE_STAMPS, "А", 0)], two) == "bad_mend"
    swapped = [
        Change(MendField.EXCISE_STAMPS, ("АВЕК654321",), 0),
        Change(MendField.EXCISE_STAMPS, ("АВЕК123456", "АВЕК000001"), 1),
    ]
    assert mended(two, swapped, TAXES).lines[0].excise_stamps == ("АВЕК654321",)


def test_one_place_mended_twice_is_refused_whatever_stands_there_in_the_end() -> None:
    twice = [Change(MendField.NAME, "Булка", 0), Change(MendField.NAME, "Хліб", 0)]
    assert refusal(twice) == "bad_mend"


def test_a_space_more_is_no_change() -> None:
    assert real_changes(SALE, [Change(MendField.NAME, " Хліб ", 0)]) == ()


def test_a_cash_movement_has_nothing_to_mend() -> None:
    movement = replace(SALE, kind=ReceiptKind.SERVICE_IN, lines=())
    assert refusal([Change(MendField.FOOTER, "так")], movement) == "bad_mend"


def test_what_stands_there_already_is_no_change() -> None:
    assert real_changes(SALE, [Change(MendField.NAME, "Хліб", 0), Change(MendField.PHONE, "")]) == ()
    assert value_of(SALE, MendField.TAX_CODES, 1) == (2,)


@given(
    st.lists(
        st.builds(
            Change,
            st.sampled_from(list(MendField)),
            st.one_of(st.text(max_size=9), st.tuples(st.sampled_from(sorted(TAXES))), st.tuples(st.text(max_size=9))),
            st.one_of(st.none(), st.integers(-1, 3)),
        ),
        max_size=5,
    )
)
def test_whatever_is_mended_no_sum_no_quantity_and_no_payment_moves(changes: list[Change]) -> None:
    try:
        after = mended(SALE, changes, TAXES)
    except PosError:
        return
    assert (after.id, after.total, after.due, after.paid, after.payments) == (SALE.id, 7_600 - 900, 6700, 6700, ())
    assert [(one.price, one.quantity, one.final) for one in after.lines] == [
        (one.price, one.quantity, one.final) for one in SALE.lines
    ]
    assert sum(tax.sum for tax in after.taxes) == sum(tax.sum for tax in SALE.taxes)
    assert [sorted((part.rate, part.sum) for part in one.taxes) for one in after.lines] == [
        sorted((part.rate, part.sum) for part in one.taxes) for one in SALE.lines
    ]
