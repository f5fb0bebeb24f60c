"""Packs, cards, labels by the owner's rules, expiry, other tills' receipts; what a manager may change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.catalog.barcode_rules import CardRule
from pos_app.catalog.scan import Said
from pos_app.domain.barcode import check_digit
from pos_app.domain.errors import PosError
from pos_app.domain.in_store import InStoreKind, InStoreRule, example_of
from pos_app.till.state import Outcome
from tests.unit.till.conftest import CASH, GOODS, NOON, Bench, good, id_of

MILK = "4820000000017"
PACK = "14820000000014"
CARD = "2900011112222"


@pytest.fixture(autouse=True)
def milk(bench: Bench) -> None:
    bench.catalog.put_page([replace(GOODS[0], barcodes=(MILK,), hash="ean")], generation=2)


async def test_a_pack_is_so_many_pieces_of_its_product(bench: Bench) -> None:
    result = await bench.till.scan(PACK)
    assert result.outcome is Outcome.UNKNOWN
    assert (result.why and result.why.said, bench.till.state.unknown_why) == (Said.INNER, result.why)
    await bench.till.dismiss_problem()
    assert bench.till.state.unknown_why is None
    await bench.till.set_pack(PACK, id_of(1), 12)
    assert (await bench.till.packs())[0].name == "Молоко"
    assert (await bench.till.scan(PACK)).outcome is Outcome.PRODUCT
    assert (await bench.till.scan(f"2*{PACK}")).outcome is Outcome.PRODUCT
    (line,) = bench.till.state.cart.lines
    assert (line.quantity, line.barcode, line.product.id) == (36_000, None, id_of(1))
    await bench.till.set_pack(PACK, "", 0)
    assert (await bench.till.scan(PACK)).outcome is Outcome.UNKNOWN


async def test_a_half_of_a_pack_is_refused_where_it_is_no_whole_piece(bench: Bench) -> None:
    await bench.till.set_pack(PACK, id_of(1), 5)
    assert await bench.refusal(bench.till.scan(f"0,5*{PACK}")) == "fraction_not_allowed"
    assert bench.till.state.cart.is_empty


async def test_more_packs_than_a_line_can_hold_are_refused(bench: Bench) -> None:
    await bench.till.set_pack(PACK, id_of(1), 10_000)
    assert await bench.refusal(bench.till.scan(f"999*{PACK}")) == "bad_quantity"
    assert bench.till.state.cart.is_empty


async def test_a_pack_whose_product_left_the_catalog_says_so(bench: Bench) -> None:
    await bench.till.set_pack(PACK, id_of(1), 12)
    bench.catalog.hide([id_of(1)])
    result = await bench.till.scan(PACK)
    assert result.why is not None
    assert result.why.said is Said.PACK_LOST
    assert (await bench.till.packs())[0].name == ""


@pytest.mark.parametrize(
    ("code", "product", "count"),
    [
        (PACK, id_of(1), 1), (PACK, id_of(1), -3), (PACK, id_of(1), 10_001), ("12", id_of(1), 6),
        (PACK, id_of(3), 6), (MILK, id_of(1), 6), (PACK, "nobody", 6), ("a\x1db\x00c", id_of(1), 6),
        ("9" * 65, id_of(1), 6),
    ],
)  # fmt: skip
async def test_a_pack_that_cannot_be_is_refused(bench: Bench, code: str, product: str, count: int) -> None:
    with pytest.raises(PosError):
        await bench.till.set_pack(code, product, count)
    assert await bench.till.packs() == []


async def test_an_owner_s_label_counts_with_the_next_scan_and_over_a_restart(bench: Bench) -> None:
    bench.catalog.put_page([good(7, "Сир", 30000, code="777", sold_by_weight=True, unit="кг")], generation=2)
    rule = InStoreRule("28", InStoreKind.WEIGHT, 5, 4, 10, verifier=True)
    code = example_of(rule, article=777, value=123)
    assert (await bench.till.scan(code)).outcome is Outcome.UNKNOWN
    await bench.till.set_label_rules([rule])
    assert (await bench.till.scan(code)).outcome is Outcome.PRODUCT
    assert bench.till.state.cart.lines[0].quantity == 1230
    wrong = code[:-1][:7] + str((int(code[7]) + 1) % 10) + code[8:-1]
    result = await bench.till.scan(wrong + str(check_digit(wrong)))
    assert result.why is not None
    assert result.why.said is Said.LABEL_VERIFIER
    assert bench.another()._parts.barcodes.rules.labels == (rule,)
    assert len(bench.journal("barcodes.labels")) == 1


async def test_a_label_of_pieces_brings_its_count(bench: Bench) -> None:
    bench.catalog.put_page([good(8, "Булочка", 1200, code="321")], generation=2)
    rule = InStoreRule("27", InStoreKind.PIECES)
    await bench.till.set_label_rules([rule])
    await bench.till.scan(example_of(rule, article=321, value=6))
    assert bench.till.state.cart.lines[0].quantity == 6000


@pytest.mark.parametrize(
    "rules",
    [
        [InStoreRule("48", InStoreKind.WEIGHT)],
        [InStoreRule("", InStoreKind.WEIGHT)],
        [InStoreRule("20", InStoreKind.WEIGHT, 4, 5)],
        [InStoreRule("20", InStoreKind.WEIGHT, scale=7)],
        [InStoreRule("20", InStoreKind.PIECES, scale=10)],
        [InStoreRule("20", InStoreKind.WEIGHT, 3, 6, verifier=True)],
        [InStoreRule("20", InStoreKind.WEIGHT), InStoreRule("20", InStoreKind.PRICE)],
        [InStoreRule("2a", InStoreKind.WEIGHT)],
    ],
)
async def test_a_rule_that_no_label_can_follow_is_refused_whole(bench: Bench, rules: list[InStoreRule]) -> None:
    before = (await bench.till.barcode_rules()).labels
    with pytest.raises(PosError) as refusal:
        await bench.till.set_label_rules([InStoreRule("29", InStoreKind.WEIGHT), *rules])
    assert refusal.value.code == "bad_rule"
    assert (await bench.till.barcode_rules()).labels == before


async def test_a_customer_s_card_goes_with_the_basket_until_the_sale_is_over(bench: Bench) -> None:
    await bench.till.set_card_rules([CardRule("29000", 13), CardRule("CLUB")])
    assert (await bench.till.scan(CARD)).outcome is Outcome.CUSTOMER
    assert bench.till.state.cart.customer_card == CARD
    await bench.till.scan(MILK)
    parked = await bench.till.park()
    assert bench.till.state.cart.customer_card is None
    await bench.till.resume(parked)
    assert bench.store.baskets.load().customer_card == CARD
    await bench.till.scan("CLUB-77")
    assert bench.till.state.cart.customer_card == "CLUB-77"
    await bench.till.undo()
    assert bench.till.state.cart.customer_card == CARD
    await bench.till.pay(CASH)
    assert bench.till.state.cart.customer_card is None
    assert bench.store.baskets.load().customer_card is None


async def test_a_product_that_carries_the_number_comes_before_a_card(bench: Bench) -> None:
    await bench.till.set_card_rules([CardRule("48")])
    assert (await bench.till.scan(MILK)).outcome is Outcome.PRODUCT


@pytest.mark.parametrize(
    "card", [CardRule("2"), CardRule("29" * 20), CardRule("29", 2), CardRule("ка"), CardRule("2 9")]
)
async def test_a_card_that_would_take_everything_is_refused(bench: Bench, card: CardRule) -> None:
    assert await bench.refusal(bench.till.set_card_rules([card])) == "bad_rule"


async def test_rules_are_for_those_who_may_change_settings(bench: Bench) -> None:
    board = bench.till._parts.board
    assert board.state.cashier is not None
    board.show(cashier=replace(board.state.cashier, permissions=frozenset()))
    assert await bench.refusal(bench.till.set_pack(PACK, id_of(1), 6)) == "not_permitted"
    assert await bench.refusal(bench.till.set_label_rules([])) == "not_permitted"
    assert await bench.refusal(bench.till.set_card_rules([])) == "not_permitted"
    assert (await bench.till.test_barcode(MILK)).products[0].name == "Молоко"


@pytest.mark.parametrize(("days", "warned"), [(-1, True), (0, False), (30, False)])
async def test_goods_past_their_date_are_sold_with_a_warning(bench: Bench, days: int, warned: bool) -> None:
    good_until = (NOON + timedelta(days=days)).strftime("%y%m%d")
    result = await bench.till.scan(f"]d20104820000000017{'17' + good_until}10LOT")
    assert result.outcome is Outcome.PRODUCT
    problem = bench.till.state.problem
    assert (problem is not None and problem.code == "expired" and problem.safe) is warned


async def test_a_receipt_of_another_till_says_so(bench: Bench) -> None:
    url = "https://cabinet.tax.gov.ua/cashregs/check?id=991&fn=4000&date=20261126&sm=10.00"
    result = await bench.till.scan(url)
    assert (result.outcome, result.why and result.why.said) == (Outcome.UNKNOWN, Said.RECEIPT)


async def test_a_wrong_check_digit_is_told(bench: Bench) -> None:
    result = await bench.till.scan("4820000000018")
    assert result.why is not None
    assert (result.why.said, result.why.values["right"], result.why.values["got"]) == (Said.CHECK_DIGIT, "7", "8")


async def test_testing_a_code_sells_nothing_and_says_each_step(bench: Bench) -> None:
    found = await bench.till.test_barcode("]d20104820000000017310300125017261231")
    assert (found.kind, found.quantity, found.products[0].name) == ("goods", 1250, "Молоко")
    assert [step.said for step in found.steps] == [Said.SYMBOL, Said.GS1]
    assert bench.till.state.cart.is_empty
    assert [step.said for step in (await bench.till.test_barcode("зовсім не код")).steps] == [Said.NOTHING]


@pytest.mark.parametrize(
    ("kind", "number", "value", "quantity", "total"),
    [
        (InStoreKind.WEIGHT, 2, 350, 1050, None),
        (InStoreKind.PRICE, 1, 1250, 3000, 3750),
        (InStoreKind.PIECES, 1, 6, 18_000, None),
    ],
)
async def test_a_label_counts_as_often_as_was_typed_before_it(
    bench: Bench, kind: InStoreKind, number: int, value: int, quantity: int, total: int | None
) -> None:
    rule = InStoreRule("29", kind)
    weighed = kind is InStoreKind.WEIGHT
    row = replace(GOODS[number - 1], code="777", sold_by_weight=weighed, barcodes=(), hash="label")
    bench.catalog.put_page([row], generation=3)
    await bench.till.set_label_rules((rule,))
    assert (await bench.till.scan(f"3*{example_of(rule, 777, value)}")).outcome is Outcome.PRODUCT
    (line,) = bench.till.state.cart.lines
    assert line.quantity == quantity
    assert total is None or bench.till.state.totals.total == total
