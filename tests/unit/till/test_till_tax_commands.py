"""Exceptions from the groups, a change that stops a group until it is confirmed, and what a manager sees."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_app.domain.errors import PosError
from pos_app.domain.receipt import Seller
from pos_app.domain.tax import Tax
from pos_app.store.catalog import CategoryRow
from tests.unit.till.conftest import CASH, GOODS, TAXES, Bench, MakeBench, good, id_of

SEVEN = Tax(2, "ПДВ 7%", "Б", Decimal(7))


def codes_of(bench: Bench, number: int) -> tuple[int, ...]:
    (line,) = [one for one in bench.till.state.cart.lines if one.product.id == id_of(number)]
    return line.product.tax_codes


@pytest.mark.parametrize(
    ("kind", "key"), [("product", id_of(1)), ("category", "2"), ("category", "1"), ("uktzed", "04 01.10")]
)
async def test_an_exception_changes_what_a_product_is_sold_with_at_once_and_goes_away_again(
    make_bench: MakeBench, kind: str, key: str
) -> None:
    bench = await make_bench().ready()
    bench.catalog.put_page([replace(GOODS[0], uktzed="0401101000", hash="x")], generation=2)
    await bench.till.add(id_of(1))
    view = await bench.till.override_tax(kind, key, [8])
    assert codes_of(bench, 1) == (8,)
    assert bench.till.state.totals.taxes[0].code == 8
    assert [(one["kind"], one["codes"]) for one in view["overrides"]] == [(kind, [8])]
    assert view["overrides"][0]["name"] == {"product": "Молоко", "uktzed": "040110"}.get(kind) or {
        "1": "Їжа",
        "2": "Молочне",
    }.get(key)
    view = await bench.till.override_tax(kind, key, [])
    assert view["overrides"] == []
    assert codes_of(bench, 1) == (1,)
    assert len(bench.journal("taxes.override")) == 2


async def test_the_narrowest_exception_counts_first(make_bench: MakeBench) -> None:
    bench = make_bench()
    taxes = {**TAXES, 2: SEVEN, 9: Tax(9, "Інший", "И", Decimal(7)), 10: Tax(10, "Ще", "К", Decimal(14))}
    bench.till._parts.taxes.learn(taxes)
    desk = bench.till._parts.taxes
    desk.set_override("uktzed", "04", [10])
    desk.set_override("uktzed", "0401", [9])
    row = replace(GOODS[0], uktzed="0401101000")
    assert desk.codes_of(row) == (9,)
    desk.set_override("category", "1", [2])
    assert desk.codes_of(row) == (2,)  # the category above the product's own
    desk.set_override("category", "2", [8])
    assert desk.codes_of(row) == (8,)
    desk.set_override("product", row.id, [1])
    assert desk.codes_of(row) == (1,)


async def test_a_loop_of_categories_ends(make_bench: MakeBench) -> None:
    bench = make_bench()
    bench.catalog.put_categories([CategoryRow("1", "а", "2"), CategoryRow("2", "б", "1")])
    assert bench.catalog.category_path("1") == ["1", "2"]
    assert bench.catalog.category_path("7") == ["7"]


@pytest.mark.parametrize(
    ("kind", "key", "codes", "code"),
    [
        ("product", "nobody", [1], "unknown_product"),
        ("category", "nobody", [1], "unknown_product"),
        ("uktzed", "2", [1], "tax_unmapped"),
        ("uktzed", "вино", [1], "tax_unmapped"),
        ("uktzed", "22081234567", [1], "tax_unmapped"),
        ("uktzed", "2208", [99], "tax_unmapped"),
        ("uktzed", "2208", [1, 4], "tax_unmapped"),
    ],
)
async def test_an_exception_that_means_nothing_is_refused(
    bench: Bench, kind: str, key: str, codes: list[int], code: str
) -> None:
    assert await bench.refusal(bench.till.override_tax(kind, key, codes)) == code
    assert (await bench.till.taxes())["overrides"] == []


async def test_taxes_are_for_those_who_may_change_settings(bench: Bench) -> None:
    board = bench.till._parts.board
    cashier = board.state.cashier
    assert cashier is not None
    board.show(cashier=replace(cashier, permissions=frozenset()))
    assert await bench.refusal(bench.till.override_tax("uktzed", "2208", [1])) == "not_permitted"
    assert await bench.refusal(bench.till.confirm_taxes({"1": [1]})) == "not_permitted"


async def test_a_tax_changed_at_checkbox_stops_its_group_at_the_next_opening_until_it_is_confirmed(
    make_bench: MakeBench,
) -> None:
    bench = await make_bench(accept_proposals=False).ready()
    await bench.till.confirm_taxes({"1": [1], "6": [4]})
    await bench.till.add(id_of(1))
    await bench.till.close_shift()
    bench.fiscal.served = {**TAXES, 1: replace(TAXES[1], rate=Decimal(21))}
    await bench.till.open_shift()
    problem = bench.till.state.problem
    assert problem is not None
    assert (problem.code, "ПДВ 20%" in problem.message) == ("tax_changed", True)
    with pytest.raises(PosError) as refusal:
        await bench.till.pay(CASH)
    assert refusal.value.code == "tax_unmapped"
    assert "Молоко" in refusal.value.message
    assert "Податки" in refusal.value.message
    view = await bench.till.taxes()
    (group,) = [one for one in view["groups"] if one["group"] == "1"]
    assert (group["conflict"], group["sold"], group["was"][0]["rate"]) == ("changed", False, Decimal(20))
    await bench.till.confirm_taxes({"1": [1]})
    assert bench.till.state.problem is None
    await bench.till.pay(CASH)


async def test_several_changed_groups_are_told_by_their_number_until_the_last_is_confirmed(
    make_bench: MakeBench,
) -> None:
    bench = await make_bench(accept_proposals=False).ready()
    await bench.till.confirm_taxes({"1": [1], "6": [4]})
    await bench.till.close_shift()
    bench.fiscal.served = {**TAXES, 1: replace(TAXES[1], rate=Decimal(21)), 4: replace(TAXES[4], rate=Decimal(21))}
    await bench.till.open_shift()
    problem = bench.till.state.problem
    assert problem is not None
    assert problem.message == "Checkbox змінив податки: 2. Підтвердьте їх, щоб продавати."
    await bench.till.confirm_taxes({"1": [1]})
    problem = bench.till.state.problem
    assert problem is not None
    assert "Акциз 5% + ПДВ 20%" in problem.message
    await bench.till.confirm_taxes({"6": [4]})
    assert bench.till.state.problem is None


async def test_an_exception_whose_tax_changed_is_told_too(make_bench: MakeBench) -> None:
    bench = await make_bench().ready()
    await bench.till.override_tax("product", id_of(1), [8])
    await bench.till.close_shift()
    bench.fiscal.served = {1: TAXES[1], 4: TAXES[4]}
    await bench.till.open_shift()
    assert bench.till.state.problem is not None
    assert bench.till.state.problem.code == "tax_changed"
    (one,) = (await bench.till.taxes())["overrides"]
    assert one["conflict"] == "gone"
    await bench.till.override_tax("product", id_of(1), [])
    assert bench.till.state.problem is None


async def test_a_group_that_no_product_has_is_not_told(make_bench: MakeBench) -> None:
    bench = await make_bench(accept_proposals=False).ready()
    await bench.till.confirm_taxes({"4": [8]})
    await bench.till.close_shift()
    bench.fiscal.served = {1: TAXES[1]}
    await bench.till.open_shift()
    assert bench.till.state.problem is None


async def test_a_seller_who_pays_no_vat_is_warned_of_a_vat_rate(make_bench: MakeBench) -> None:
    bench = await make_bench().ready()
    bench.till._parts.board.show(seller=Seller("ФОП", "ІД 1234567890", ""))
    (first,) = [one for one in (await bench.till.taxes())["groups"] if one["group"] == "1"]
    assert first["conflict"] == "not_a_payer"
    await bench.till.confirm_taxes({"1": [8]})
    (first,) = [one for one in (await bench.till.taxes())["groups"] if one["group"] == "1"]
    assert (first["conflict"], first["sold"]) == (None, True)


async def test_excise_goods_without_uktzed_are_counted_once_for_the_owner(bench: Bench) -> None:
    assert (await bench.till.taxes())["excise_without_uktzed"] == {"count": 2, "names": ["Горілка", "Цукерки"]}
    told = good(4, "Горілка", 25000, excise=True, tax_group=6, uktzed="2208", hash="new")
    bench.catalog.put_page([told], generation=2)
    assert (await bench.till.taxes())["excise_without_uktzed"]["names"] == ["Цукерки"]
