"""What was sold, counted: every group adds up to the receipts, to the kopeck, whatever is given up afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.cart import Cart, add_product, discount_receipt
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.part import Part
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.quantity import cost
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, ReceiptState, Seller, make_sale
from pos_app.domain.register import OperationKind, OperationState
from pos_app.domain.rounding import TO_FIFTY
from pos_app.domain.shift import ShiftSums, shift_sums
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals
from pos_app.store import sold
from pos_app.store.operations import Operation
from pos_app.store.shifts import ShiftRow
from pos_app.store.sold_queries import GROUPS, MARGINS, Span, sold_by, sold_by_shift, sold_totals
from pos_app.store.till_store import TillStore, open_till_store

START = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)
VAT = Tax(1, "ПДВ", "А", Decimal(20))
GOODS = (
    Product("p1", "1", "Молоко", None, 4291, "шт", tax_group=1, tax_codes=(1,), category_id="c1", cost=3003),
    Product("p2", "2", "Яблука", None, 3999, "кг", sold_by_weight=True, tax_codes=(1,), category_id="c2", cost=0),
    Product("p3", "3", "Хліб", None, 2855, "шт", tax_codes=(1,)),
)
EVER = Span(date(2026, 1, 1), date(2027, 12, 31))


@dataclass(frozen=True)
class Sale:
    """One receipt to be made."""

    minutes: int
    lines: Sequence[tuple[int, int]]
    percent: int
    cash: int
    kind: ReceiptKind
    cashier: str
    fate: OperationState


sales = st.lists(
    st.builds(
        Sale,
        minutes=st.integers(0, 400),
        lines=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 9)), min_size=1, max_size=4),
        percent=st.sampled_from([0, 0, 5, 33]),
        cash=st.integers(0, 2),
        kind=st.sampled_from([ReceiptKind.SELL, ReceiptKind.SELL, ReceiptKind.RETURN]),
        cashier=st.sampled_from(["Олена", "Ірина"]),
        fate=st.sampled_from([OperationState.DONE, OperationState.DONE, OperationState.REJECTED]),
    ),
    min_size=1,
    max_size=25,
)


def receipt(number: int, one: Sale, at: datetime) -> Receipt:
    cart = Cart()
    for place, (good, pieces) in enumerate(one.lines):
        product = GOODS[good]
        quantity = pieces * (357 if product.sold_by_weight else 1000)
        cart, _ = add_product(cart, product, quantity, new_id=lambda place=place: f"l{place}")
    if one.percent:
        cart = discount_receipt(cart, Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(one.percent)))
    totals = cart_totals(cart, {1: VAT})
    ways = (
        [Payment(PaymentType.CASHLESS)],
        [Payment(PaymentType.CASH, totals.total + 1000)],
        [Payment(PaymentType.CASHLESS, totals.total // 3, "Сертифікат"), Payment(PaymentType.CASH, totals.total)],
    )
    paid = settle(totals.total, ways[one.cash], TO_FIFTY)
    made = make_sale(cart, totals, paid, receipt_id=f"r{number}", sold_at=at, cashier_name=one.cashier)
    return replace(made, kind=one.kind)


def day_with(store: TillStore, made: Sequence[Sale]) -> list[Receipt]:
    """A shift of these receipts; → those that stand."""
    seller = Seller("", "", "")
    store.shifts.save(ShiftRow("s1", "OPENED", "c", "Олена", (VAT,), seller, 1, START))
    kept, at = [], START
    for number, one in enumerate(made):
        at += timedelta(minutes=one.minutes)
        document = receipt(number, one, at)
        row = Operation(
            document.id, OperationKind(document.kind.value), b"{}", at, document, total=document.total, shift_id="s1"
        )
        row = store.operations.add(row)
        stamp = FiscalStamp(ReceiptState.FISCAL, f"F{number}", at)
        store.operations.save(replace(row, state=one.fate, stamp=stamp))
        if one.fate is not OperationState.REJECTED:
            kept.append(document)
    return kept


def net(sums: ShiftSums) -> int:
    return sums.cash_sales + sums.card_sales - sums.cash_returns - sums.card_returns


@settings(max_examples=40)
@given(sales)
def test_every_group_adds_up_to_the_shift_to_the_kopeck(made: Sequence[Sale]) -> None:
    store = open_till_store(None)
    kept = day_with(store, made)
    sums = shift_sums(0, kept)
    totals = sold_totals(store.database, EVER)
    assert totals.amount == sums.cash_sales + sums.card_sales
    assert totals.returned == sums.cash_returns + sums.card_returns
    assert (totals.receipts, totals.returns) == (sums.sales_count, sums.returns_count)
    assert sold_by_shift(store.database, EVER.first, EVER.last).get("s1", totals).net == totals.net
    for by in GROUPS:
        rows = sold_by(store.database, by, EVER)
        rounding = totals.rounding if by in {"product", "category"} else 0
        assert sum(row.net for row in rows) + rounding == totals.net, by
        assert rows == sold_by(store.database, by, replace(EVER, shift_id="s1"))
        assert sold_by(store.database, by, replace(EVER, shift_id="another")) == []
    signs = {ReceiptKind.SELL: 1, ReceiptKind.RETURN: -1}
    known = [(signs[one.kind], line) for one in kept for line in one.lines if line.cost is not None]
    brought = sum(sign * line.final for sign, line in known)
    bought = sum(sign * cost(line.cost or 0, line.quantity) for sign, line in known)
    for by in MARGINS:
        rows = sold_by(store.database, by, EVER, with_cost=True)
        assert [replace(row, cost=None) for row in rows] == sold_by(store.database, by, EVER)
        costs = [row.cost for row in rows if row.cost is not None]
        assert (sum(one.brought for one in costs), sum(one.bought for one in costs)) == (brought, bought), by
    forms = {row.key: row.net for row in sold_by(store.database, "payment", EVER)}
    assert forms.get(sold.CASH, 0) == sums.cash_sales - sums.cash_returns
    discounts = sum(min(one.total - one.sum, 0) for one in kept if one.kind is ReceiptKind.SELL)
    assert totals.discounts == discounts
    quantity = sum(row.quantity - row.returned_quantity for row in sold_by(store.database, "product", EVER))
    assert quantity == sum(signs[one.kind] * line.quantity for one in kept for line in one.lines)
    before = everything(store)
    with store.transaction():
        sold.rebuild(store.database.connection)
    assert everything(store) == before
    store.close()


def everything(store: TillStore) -> list[object]:
    """All that a report could be made of; sums of what was given up whole leave rows of nothing behind."""
    tables = [
        store.database.rows(
            "SELECT day, seq, hour, shift, sign, cashier, sum, total, due FROM sold_receipt ORDER BY 2"
        ),
        *(store.database.rows(f"SELECT * FROM {name} ORDER BY 1, 2, 3") for name in ("sold_form",)),
    ]
    by_product = store.database.rows(
        "SELECT day, shift, product.product, quantity, amount, returned_quantity, returned FROM sold_day"
        " JOIN sold_product AS product ON product.n = sold_day.product ORDER BY 1, 2, 3"
    )
    return [[row for row in rows if any(row[3:])] for rows in (*tables, by_product)]


ONE = Sale(0, [(0, 1)], 0, 0, ReceiptKind.SELL, "Олена", OperationState.DONE)


@pytest.mark.parametrize(
    ("night", "hours"),
    [
        # in spring there is no 03:30, in autumn it comes twice
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), [0, 1, 2, 4, 5, 6]),
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), [0, 1, 2, 3, 3, 4]),
    ],
)
def test_the_nights_when_clocks_change_lose_no_hour_and_no_receipt(night: datetime, hours: list[int]) -> None:
    store = open_till_store(None)
    for number in range(6):
        at = night + timedelta(hours=number)
        document = receipt(number, ONE, at)
        store.operations.add(Operation(document.id, OperationKind.SELL, b"{}", at, document, total=document.total))
    day = (night + timedelta(hours=3)).astimezone(sold.KYIV).date()
    rows = sold_by(store.database, "hour", Span(day, day))
    assert [int(row.key) for row in rows for _ in range(row.receipts)] == hours
    assert sum(row.net for row in rows) == 6 * 4291
    assert [row.key for row in sold_by(store.database, "day", EVER)] == [f"{day:%Y%m%d}"]
    store.close()


def test_a_day_ends_at_midnight_in_kyiv_and_a_span_counts_both_ends() -> None:
    store = open_till_store(None)
    for number, at in enumerate(
        (datetime(2026, 11, 20, 21, 59, tzinfo=UTC), datetime(2026, 11, 20, 22, 0, tzinfo=UTC))
    ):
        document = receipt(number, ONE, at)
        store.operations.add(Operation(document.id, OperationKind.SELL, b"{}", at, document, total=document.total))
    days = [row.key for row in sold_by(store.database, "day", EVER)]
    assert days == ["20261120", "20261121"]
    assert [row.key for row in sold_by(store.database, "month", EVER)] == ["202611"]
    assert sold_totals(store.database, Span(date(2026, 11, 21), date(2026, 11, 21))).receipts == 1
    assert sold_totals(store.database, Span(date(2026, 11, 20), date(2026, 11, 21))).receipts == 2
    store.close()


def test_a_product_that_moved_keeps_its_sales_in_the_category_of_their_time() -> None:
    store = open_till_store(None)
    document = receipt(1, ONE, START)
    moved = replace(document, id="r2", lines=(replace(document.lines[0], category_id="c9", name="Молоко нове"),))
    for one in (document, moved):
        store.operations.add(Operation(one.id, OperationKind.SELL, b"{}", START, one, total=one.total))
    assert {row.key: row.net for row in sold_by(store.database, "category", EVER)} == {"c1": 4291, "c9": 4291}
    (row,) = sold_by(store.database, "product", EVER)
    assert (row.net, row.quantity) == (8582, 2000)
    store.close()


def test_a_refused_sale_that_is_sent_again_counts_once() -> None:
    store = open_till_store(None)
    document = receipt(1, ONE, START)
    row = Operation(document.id, OperationKind.SELL, b"{}", START, document, total=document.total)
    store.operations.save(replace(store.operations.add(row), state=OperationState.REJECTED))
    assert sold_totals(store.database, EVER).receipts == 0
    store.operations.add(row)
    assert sold_totals(store.database, EVER).receipts == 1
    store.close()


def test_a_mended_receipt_is_counted_as_it_is_now() -> None:
    store = open_till_store(None)
    document = receipt(1, ONE, START)
    row = Operation(document.id, OperationKind.SELL, b"{}", START, document, total=document.total)
    row = store.operations.add(row)
    line = replace(document.lines[0], product_id="p9", name="Кефір")
    store.operations.mend(row.id, b"{}", replace(document, lines=(line,)), shown=False)
    assert [(one.name, one.net) for one in sold_by(store.database, "product", EVER)] == [("Кефір", 4291)]
    assert sold_totals(store.database, EVER).receipts == 1
    store.close()


@pytest.mark.parametrize("kind", [ReceiptKind.SELL, ReceiptKind.RETURN])
def test_a_day_of_prepayments_alone_adds_up_by_product_and_category(kind: ReceiptKind) -> None:
    store = open_till_store(None)
    part = Part("order", 4291, whole=8582)
    document = replace(receipt(1, replace(ONE, kind=kind), START), part=part)
    row = Operation(document.id, OperationKind(kind.value), b"{}", START, document, total=document.total)
    row = store.operations.add(row)
    for by in ("product", "category"):
        (told,) = sold_by(store.database, by, EVER)
        assert (told.net, told.quantity) == (sold_totals(store.database, EVER).net, 0)
    store.operations.save(replace(row, state=OperationState.REJECTED))
    assert [sold_by(store.database, by, EVER) for by in ("product", "category")] == [[], []]
    store.close()
