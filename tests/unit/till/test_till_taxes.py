"""Which tax codes goods sell under: the settings file, a person's word, a proposal, and taxes that change."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_app.domain.errors import PosError
from pos_app.domain.tax import Tax
from pos_app.store.till_store import TillStore, open_till_store
from pos_app.till.taxes import TaxDesk
from tests.unit.till.conftest import GOODS, TAXES, MakeBench, id_of

FILE = {1: (1,), 4: (8,)}


def desk(store: TillStore, file_table: dict[int, tuple[int, ...]] | None = None, *, accept: bool = False) -> TaxDesk:
    return TaxDesk(store.settings, file_table=file_table, accept_proposals=accept)


@pytest.fixture
def store() -> TillStore:
    """An empty till.db."""
    return open_till_store(None)


def test_nothing_is_mapped_while_the_register_s_taxes_are_unknown(store: TillStore) -> None:
    assert desk(store, FILE).codes_of(GOODS[0]) == ()
    assert desk(store, accept=True).codes_of(GOODS[0]) == ()


def test_a_unique_proposal_counts_where_it_may_and_nowhere_else(store: TillStore) -> None:
    window, rpc = desk(store), desk(store, accept=True)
    for taxes in (window, rpc):
        assert taxes.learn(TAXES)
        assert not taxes.learn(TAXES)
        assert not taxes.learn({})
    assert (rpc.codes(1), rpc.codes(4), rpc.codes(6), rpc.codes(9)) == ((1,), (8,), (4,), ())
    assert window.codes(1) == ()


def test_with_a_table_in_the_file_groups_it_does_not_name_are_unmapped(store: TillStore) -> None:
    taxes = desk(store, FILE, accept=True)
    taxes.learn(TAXES)
    assert (taxes.codes(1), taxes.codes(4), taxes.codes(6)) == ((1,), (8,), ())


def test_a_tax_that_changed_stops_its_group_until_a_person_confirms_it(store: TillStore) -> None:
    taxes = desk(store, FILE)
    taxes.learn(TAXES)
    changed = {**TAXES, 1: replace(TAXES[1], rate=Decimal(21))}
    taxes.learn(changed)
    again = desk(store, FILE)
    assert (again.codes(1), again.codes(4)) == ((), (8,))
    again.confirm({"1": [1]})
    assert again.codes(1) == (1,)
    assert desk(store, FILE).codes(1) == (1,)


def test_a_new_choice_in_the_file_is_taken_and_a_person_s_word_stands_above_it(store: TillStore) -> None:
    taxes = desk(store, FILE)
    taxes.learn(TAXES)
    assert desk(store, {1: (4,)}).codes(1) == (4,)
    assert desk(store, {1: (4,)}).codes(4) == ()
    taxes.confirm({"1": [8]})
    assert desk(store, {1: (4,)}).codes(1) == (8,)
    assert desk(store).codes(1) == (8,)


def test_the_file_s_word_does_not_outlive_the_file(store: TillStore) -> None:
    desk(store, FILE).learn(TAXES)
    assert desk(store, FILE).codes(1) == (1,)
    assert desk(store).codes(1) == ()


def test_a_person_s_word_about_one_group_leaves_the_proposals_for_the_others(store: TillStore) -> None:
    taxes = desk(store, accept=True)
    taxes.learn(TAXES)
    taxes.confirm({"9": [1], "4": []})
    assert (taxes.codes(9), taxes.codes(1), taxes.codes(4)) == ((1,), (1,), ())


def test_confirming_no_codes_unmaps_a_group(store: TillStore) -> None:
    taxes = desk(store, FILE)
    taxes.learn(TAXES)
    taxes.confirm({"1": []})
    assert taxes.codes(1) == ()
    assert taxes.view()["confirmed"] == {"4": [8]}


@pytest.mark.parametrize("table", [{"11": [1]}, {"перша": [1]}, {"1": [99]}, {"1": [1, 4]}, {"-1": [1]}])
def test_a_table_that_means_nothing_is_refused_whole(store: TillStore, table: dict[str, list[int]]) -> None:
    taxes = desk(store)
    taxes.learn(TAXES)
    with pytest.raises(PosError) as refusal:
        taxes.confirm({"4": [8], **table})
    assert refusal.value.code == "tax_unmapped"
    assert taxes.codes(4) == ()


def test_taxes_are_remembered_over_a_restart(store: TillStore) -> None:
    desk(store).learn(TAXES)
    assert desk(store).taxes == TAXES


def test_the_view_names_taxes_groups_proposals_and_what_is_used(store: TillStore) -> None:
    taxes = desk(store, accept=True)
    taxes.learn({**TAXES, 2: Tax(2, "ПДВ 7%", "Б", Decimal(7))})
    view = taxes.view([1, 6])
    assert view["proposed"] == view["confirmed"] == {"1": [1], "2": [2], "4": [8], "6": [4]}
    assert [row["group"] for row in view["groups"] if row["used"]] == ["1", "6"]
    assert view["taxes"][0]["rate"] == Decimal(20)


async def test_lines_in_the_basket_follow_a_table_that_is_confirmed(make_bench: MakeBench) -> None:
    bench = await make_bench(accept_proposals=False).ready()
    await bench.till.add(id_of(1))
    assert bench.till.state.cart.lines[0].product.tax_codes == ()
    await bench.till.confirm_taxes({"1": [1]})
    line = bench.till.state.cart.lines[0]
    assert line.product.tax_codes == (1,)
    assert bench.till.state.totals.taxes[0].sum == 715
    assert bench.store.baskets.load() == bench.till.state.cart
    assert bench.journal("taxes.confirmed") != []


async def test_what_lay_in_the_basket_before_the_first_shift_gets_its_taxes_when_they_are_known(
    make_bench: MakeBench,
) -> None:
    bench = make_bench()
    await bench.till.start()
    bench.account.trouble["taxes"] = PosError(code="unreachable")
    with pytest.raises(PosError):
        await bench.till.sign_in_pin("1234")
    del bench.account.trouble["taxes"]
    await bench.till.sign_in_pin("1234")
    await bench.till.add(id_of(1))
    assert bench.till.state.totals.taxes[0].sum == 715
