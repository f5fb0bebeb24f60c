"""Offers: what each kind gives, when it does, why it does not, and what is true of any offers on any basket."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.cart import Cart, CartLine, add_product, discount_line, discount_receipt
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType, apply_adjustments
from pos_app.domain.errors import Refused
from pos_app.domain.offers import (
    MinimumPrice,
    Offer,
    Offered,
    OfferKind,
    Reason,
    apply_offers,
    check_offer,
    floor_of,
    without_offers,
)
from pos_app.domain.product import Product
from pos_app.domain.quantity import cost
from pos_app.domain.scope import ADULTS, Scope
from pos_app.domain.totals import cart_totals
from tests.unit.domain.conftest import TAXES

TUESDAY = datetime(2026, 3, 3, 16, 30, tzinfo=UTC)
TREE = {"beer": ("beer", "drinks"), "drinks": ("drinks",), "bread": ("bread",)}
MILK = Product("1", "1", "Молоко", None, 4290, "шт", tax_codes=(1,), category_id="bread")
BEER = Product("2", "2", "Пиво", None, 5000, "шт", tax_codes=(1,), category_id="beer", excise=True)
CHEESE = Product("3", "3", "Сир", None, 39900, "кг", sold_by_weight=True, tax_codes=(1,))


def path(category: str) -> tuple[str, ...]:
    return TREE.get(category, (category,))


def offer(kind: OfferKind = OfferKind.PERCENT, value: float = 10, **given: Any) -> Offer:
    return check_offer(Offer(given.pop("id", "o1"), given.pop("name", "Акція"), kind, Decimal(str(value)), **given))


def basket(*goods: tuple[Product, int], **given: Any) -> Cart:
    lines = tuple(CartLine(str(n), product, product.price, many) for n, (product, many) in enumerate(goods))
    return Cart(lines, **given)


def put(cart: Cart, *offers: Offer, at: datetime = TUESDAY, minimums: tuple[MinimumPrice, ...] = ()) -> Offered:
    return apply_offers(cart, offers, now=at, path=path, minimums=minimums)


def total(cart: Cart) -> int:
    return cart_totals(cart, TAXES).total


def test_percent_off_all_goods_and_the_name_goes_with_it() -> None:
    done = put(basket((MILK, 2000)), offer(value=10, name="Весна"))
    assert total(done.cart) == 7722
    assert done.cart.lines[0].adjustments[0].name == "Весна"
    assert done.verdicts[0].sum == -858


def test_kopecks_off_each_unit_and_a_surcharge() -> None:
    assert total(put(basket((MILK, 3000)), offer(OfferKind.VALUE, 100)).cart) == 3 * 4190
    assert total(put(basket((CHEESE, 250)), offer(OfferKind.VALUE, 1000)).cart) == 9975 - 250
    assert total(put(basket((MILK, 1000)), offer(OfferKind.PERCENT, 10, charge=True)).cart) == 4719


def test_another_price_from_a_quantity_on() -> None:
    cheaper = offer(OfferKind.PRICE, 4000, least=3000)
    few = put(basket((MILK, 2000)), cheaper)
    assert (few.verdicts[0].reason, few.verdicts[0].missing) == (Reason.TOO_FEW, 1000)
    assert total(put(basket((MILK, 3000)), cheaper).cart) == 12000
    assert total(put(basket((MILK, 1000), (MILK, 2000)), cheaper).cart) == 12000
    dearer = put(basket((MILK, 3000)), offer(OfferKind.PRICE, 5000))
    assert dearer.verdicts[0].reason is Reason.NOT_CHEAPER


def test_another_price_is_that_price_whatever_came_before() -> None:
    three = offer(OfferKind.PRICE, 4000, id="a", least=3000, priority=1)
    ten = offer(OfferKind.PRICE, 3500, id="b", least=10_000, priority=2)
    assert total(put(basket((BEER, 3000)), three, ten).cart) == 3 * 4000
    for tiers in ((three, ten), (replace(three, priority=2), replace(ten, priority=1))):
        done = put(basket((BEER, 10_000)), *tiers)
        assert total(done.cart) == 10 * 3500
        assert sum(verdict.sum for verdict in done.verdicts) == -15_000
    after_percent = put(basket((BEER, 3000)), offer(value=10, id="p", priority=0), three)
    assert total(after_percent.cart) == 3 * 4000
    lower = put(basket((BEER, 3000)), offer(value=50, id="p", priority=0), three)
    assert (total(lower.cart), lower.verdicts[1].reason) == (3 * 2500, Reason.NOT_CHEAPER)


def test_a_free_piece_is_worth_what_it_costs_by_then() -> None:
    second = offer(OfferKind.NTH_FREE, 2, id="f", priority=2)
    for percent, comes_to in ((10, 4500), (50, 2500)):
        done = put(basket((BEER, 2000)), offer(value=percent, id="p", priority=1), second)
        assert total(done.cart) == comes_to


def test_each_third_piece_is_free_wherever_the_pieces_lie() -> None:
    third = offer(OfferKind.NTH_FREE, 3)
    assert total(put(basket((MILK, 3000)), third).cart) == 2 * 4290
    assert total(put(basket((MILK, 5000)), third).cart) == 4 * 4290
    assert total(put(basket((MILK, 6000)), third).cart) == 4 * 4290
    assert total(put(basket((MILK, 1000), (MILK, 2000)), third).cart) == 2 * 4290
    assert put(basket((MILK, 2000), (BEER, 1000)), third).verdicts[0].reason is Reason.TOO_FEW
    assert put(basket((CHEESE, 9000)), third).verdicts[0].reason is Reason.NO_GOODS


def test_the_whole_receipt_from_a_sum_on() -> None:
    big = offer(OfferKind.RECEIPT_PERCENT, 5, least=10000)
    little = put(basket((MILK, 2000)), big)
    assert (little.verdicts[0].reason, little.verdicts[0].missing) == (Reason.TOO_LITTLE, 1420)
    assert total(put(basket((MILK, 3000)), big).cart) == 12870 - 644
    fixed = offer(OfferKind.RECEIPT_VALUE, 99_999)
    assert total(put(basket((MILK, 1000)), fixed).cart) == 0


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"enabled": False}, Reason.OFF),
        ({"first": date(2026, 3, 4)}, Reason.NOT_YET),
        ({"last": date(2026, 3, 2)}, Reason.OVER),
        ({"days": frozenset({0, 2})}, Reason.OTHER_DAY),
        ({"begins": 17 * 60, "ends": 19 * 60}, Reason.OTHER_HOURS),
        ({"begins": 16 * 60, "ends": 16 * 60 + 30}, Reason.OTHER_HOURS),
        ({"card": True}, Reason.NO_CARD),
        ({"scope": Scope(("9",))}, Reason.NO_GOODS),
        ({"scope": Scope(categories=("drinks",))}, Reason.NO_GOODS),
    ],
)
def test_why_an_offer_gives_nothing(given: dict[str, Any], why: Reason) -> None:
    done = put(basket((MILK, 1000)), offer(**given))
    assert done.verdicts[0].reason is why
    assert total(done.cart) == 4290


@pytest.mark.parametrize(
    "given",
    [
        {"first": date(2026, 3, 3), "last": date(2026, 3, 3)},
        {"days": frozenset({1})},
        {"begins": 16 * 60, "ends": 17 * 60},
        {"begins": 16 * 60, "ends": 3 * 60},
        {"scope": Scope(("1",))},
        {"scope": Scope(categories=("bread",))},
    ],
)
def test_an_offer_counts_on_its_days_hours_and_goods(given: dict[str, Any]) -> None:
    assert total(put(basket((MILK, 1000)), offer(**given)).cart) == 3861


@pytest.mark.parametrize(
    ("given", "counts", "not_"),
    [
        # from Tuesday evening into the night
        ({"days": frozenset({1})}, [(3, 23), (4, 1)], [(3, 1), (4, 23)]),
        ({"first": date(2026, 3, 3), "last": date(2026, 3, 3)}, [(3, 23), (4, 1)], [(3, 1), (4, 23)]),
        # hours that are not over midnight
        ({"days": frozenset({1}), "begins": 60, "ends": 180}, [(3, 1)], [(4, 1)]),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(
    given: dict[str, Any], counts: list[tuple[int, int]], not_: list[tuple[int, int]]
) -> None:
    night = offer(**{"begins": 22 * 60, "ends": 2 * 60, **given})
    for moments, comes_to in ((counts, 3861), (not_, 4290)):
        for day, hour in moments:
            at = datetime(2026, 3, day, hour, tzinfo=UTC)
            assert total(put(basket((MILK, 1000)), night, at=at).cart) == comes_to, at


def test_a_customers_card_gives_its_percent() -> None:
    assert total(put(basket((MILK, 1000), customer_card="29000"), offer(card=True, value=3)).cart) == 4161


def test_categories_above_and_goods_for_adults_are_meant() -> None:
    for scope in (Scope(categories=("drinks",)), Scope(categories=(ADULTS,))):
        done = put(basket((MILK, 1000), (BEER, 1000)), offer(scope=scope))
        assert total(done.cart) == 4290 + 4500


def test_offers_go_by_priority_whatever_their_order_in_the_list() -> None:
    first, second = offer(id="a", value=50, priority=1), offer(OfferKind.VALUE, 1000, id="b", priority=2)
    assert total(put(basket((BEER, 1000)), second, first).cart) == 1500
    swapped = replace(first, priority=3)
    assert total(put(basket((BEER, 1000)), swapped, second).cart) == 2000


def test_an_offer_that_stands_alone_keeps_others_off_and_says_which_came_first() -> None:
    alone = offer(id="a", name="Лише вона", alone=True, priority=1)
    other = offer(id="b", name="Друга", value=50, priority=2)
    done = put(basket((MILK, 1000)), other, alone)
    assert total(done.cart) == 3861
    assert (done.verdicts[1].reason, done.verdicts[1].other) == (Reason.OTHER_OFFER, "Лише вона")
    late = put(basket((MILK, 1000)), replace(alone, priority=9), other)
    assert (late.verdicts[1].reason, late.verdicts[1].other) == (Reason.OTHER_OFFER, "Друга")


@pytest.mark.parametrize("kind", [OfferKind.PERCENT, OfferKind.RECEIPT_PERCENT])
def test_one_that_stands_alone_does_so_whether_it_comes_first_or_last(kind: OfferKind) -> None:
    alone = offer(kind, 10, id="a", name="Лише вона", alone=True, priority=1)
    other = offer(kind, 50, id="b", name="Друга", priority=2)
    done = put(basket((MILK, 1000)), other, alone, replace(other, id="c", name="Третя"))
    assert total(done.cart) == 3861
    assert [(one.reason, one.other) for one in done.verdicts[1:]] == [(Reason.OTHER_OFFER, "Лише вона")] * 2
    late = put(basket((MILK, 1000)), replace(alone, priority=9), other)
    assert total(late.cart) == 2145
    assert (late.verdicts[1].reason, late.verdicts[1].other) == (Reason.OTHER_OFFER, "Друга")


def test_a_price_set_by_hand_gets_no_offer() -> None:
    cart = basket((MILK, 1000))
    cart = replace(cart, lines=(replace(cart.lines[0], price=4000),))
    assert put(cart, offer()).verdicts[0].reason is Reason.PRICE_BY_HAND


def test_the_least_price_cuts_an_offer_and_stops_those_of_the_receipt() -> None:
    least = (MinimumPrice("Пиво", 4800, Scope(categories=("beer",))),)
    done = put(basket((BEER, 2000)), offer(value=10), minimums=least)
    assert total(done.cart) == 9600
    assert done.verdicts[0].sum == -400
    again = offer(id="z", value=10, priority=200)
    both = put(basket((BEER, 2000)), offer(value=10), again, minimums=least)
    assert total(both.cart) == 9600
    assert both.verdicts[1].reason is Reason.MINIMUM
    whole = put(basket((BEER, 1000), (MILK, 1000)), offer(OfferKind.RECEIPT_PERCENT, 5), minimums=least)
    assert whole.verdicts[0].reason is Reason.MINIMUM


def test_the_least_price_is_kept_to_the_kopeck() -> None:
    for least, sold in ((4501, 4501), (4500, 4500), (4499, 4500)):
        floors = (MinimumPrice("Пиво", least, Scope(categories=("beer",))),)
        assert total(put(basket((BEER, 1000)), offer(value=10), minimums=floors).cart) == sold


def test_what_was_given_by_hand_stays_and_comes_after() -> None:
    hand = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(100))
    cart = discount_receipt(discount_line(basket((MILK, 1000)), "0", hand), hand)
    done = put(cart, offer(value=10), offer(OfferKind.RECEIPT_PERCENT, 10, id="r"))
    assert [one.offer for one in done.cart.lines[0].adjustments] == ["o1", ""]
    assert [one.offer for one in done.cart.adjustments] == ["r", ""]
    assert total(done.cart) == (4290 - 429 - 100) - 376 - 100
    assert without_offers(done.cart) == cart


def test_an_offered_line_is_raised_by_the_next_scan_and_one_with_a_discount_by_hand_is_not() -> None:
    cart = put(basket((MILK, 1000)), offer()).cart
    raised, line = add_product(cart, MILK, 1000, new_id=lambda: "9")
    assert (len(raised.lines), line.quantity) == (1, 2000)
    by_hand = discount_line(cart, "0", Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(1)))
    assert len(add_product(by_hand, MILK, 1000, new_id=lambda: "9")[0].lines) == 2


@pytest.mark.parametrize(
    "given",
    [
        {"name": ""},
        {"name": "x" * 61},
        {"name": "а\nб"},
        {"value": 0},
        {"value": 101},
        {"value": "1.234"},
        {"kind": OfferKind.VALUE, "value": "0.5"},
        {"kind": OfferKind.NTH_FREE, "value": 1},
        {"kind": OfferKind.PRICE, "value": 100, "charge": True},
        {"first": date(2026, 3, 2), "last": date(2026, 3, 1)},
        {"begins": 1440},
        {"days": frozenset({7})},
        {"least": -1},
        {"priority": 1000},
    ],
)
def test_an_impossible_offer_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="bad_offer"):
        offer(given.pop("kind", OfferKind.PERCENT), given.pop("value", 10), **given)


# what is true of any offers


def offers() -> st.SearchStrategy[Offer]:
    percents = st.decimals("0.01", 100, places=2)
    sums = st.integers(1, 100_000).map(Decimal)
    scopes = st.sampled_from([Scope(), Scope(("1",)), Scope(categories=("drinks",)), Scope(categories=(ADULTS,))])
    common = {"scope": scopes, "alone": st.booleans(), "priority": st.integers(0, 5), "card": st.booleans()}
    ids, names = st.sampled_from("abcdefgh"), st.just("Акція")
    return st.one_of(
        st.builds(Offer, ids, names, st.just(OfferKind.PERCENT), percents, st.booleans(), **common),
        st.builds(Offer, ids, names, st.just(OfferKind.VALUE), sums, st.booleans(), **common),
        st.builds(Offer, ids, names, st.just(OfferKind.PRICE), sums, **common, least=st.integers(0, 4000)),
        st.builds(Offer, ids, names, st.just(OfferKind.NTH_FREE), st.integers(2, 4).map(Decimal), **common),
        st.builds(Offer, ids, names, st.just(OfferKind.RECEIPT_PERCENT), percents, st.booleans(), **common),
        st.builds(Offer, ids, names, st.just(OfferKind.RECEIPT_VALUE), sums, **common, least=st.integers(0, 9000)),
    )


def baskets() -> st.SearchStrategy[Cart]:
    counts = st.integers(1, 9).map(lambda many: many * 1000)
    goods = st.one_of(
        st.tuples(st.sampled_from([MILK, BEER]), counts), st.tuples(st.just(CHEESE), st.integers(1, 5000))
    )
    return st.lists(goods, min_size=1, max_size=5).map(lambda rows: basket(*rows, customer_card="29000"))


OFFERS = st.lists(offers(), max_size=5, unique_by=lambda one: one.id)
FLOORS = (MinimumPrice("Пиво", 4700, Scope(categories=(ADULTS,))),)


@given(cart=baskets(), rules=OFFERS)
def test_no_sum_falls_below_zero_and_every_kopeck_is_accounted_for(cart: Cart, rules: list[Offer]) -> None:
    done = put(cart, *rules)
    counted = cart_totals(done.cart, TAXES)
    assert counted.total >= 0
    assert all(row.net >= 0 and row.final >= 0 for row in counted.lines)
    assert counted.total == counted.sum + sum(verdict.sum for verdict in done.verdicts)
    assert sum(row.final for row in counted.lines) == counted.total


@given(cart=baskets(), rules=OFFERS)
def test_the_order_of_the_list_and_a_second_time_change_nothing(cart: Cart, rules: list[Offer]) -> None:
    done = put(cart, *rules)
    assert put(cart, *reversed(rules)).cart == done.cart
    assert put(done.cart, *rules).cart == done.cart
    assert put(done.cart).cart == cart


@given(cart=baskets(), rules=OFFERS)
def test_no_offer_goes_under_the_least_price(cart: Cart, rules: list[Offer]) -> None:
    done = put(cart, *rules, minimums=FLOORS)
    for line, row in zip(done.cart.lines, cart_totals(done.cart, TAXES).lines, strict=True):
        floor = floor_of(line, FLOORS, path)
        charges = sum(one.sum for one in row.adjustments if one.sum > 0)
        assert floor is None or row.final >= min(floor, cost(line.price, line.quantity)) or charges


@given(cart=baskets(), rules=OFFERS)
def test_lines_show_the_offers_in_their_order(cart: Cart, rules: list[Offer]) -> None:
    order = {one.id: place for place, one in enumerate(sorted(rules, key=lambda one: (one.priority, one.id)))}
    for line in put(cart, *rules).cart.lines:
        places = [order[one.offer] for one in line.adjustments]
        assert places == sorted(places)
        assert apply_adjustments(cost(line.price, line.quantity), line.adjustments)[0] >= 0
