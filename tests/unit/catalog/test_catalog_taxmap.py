"""Which tax codes a SmartKasa group sells under, and when it may not sell at all."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.catalog.taxmap import (
    NO_VAT,
    Certainty,
    Confirmed,
    Override,
    OverrideKind,
    TaxClass,
    TaxMap,
    accept,
    class_of,
    confirm,
    fingerprint,
    lacks_uktzed,
    propose,
)
from pos_app.domain.errors import Refused
from pos_app.domain.tax import Tax


def tax(code: int, label: str, symbol: str, rate: str, extra: str = "0", *, no_vat: bool = False) -> Tax:
    return Tax(code, label, symbol, Decimal(rate), Decimal(extra), no_vat)


# the table of the vendor's own sample
SAMPLE = [
    tax(1, "ПДВ", "А", "20"),
    tax(2, "ПДВ 7%", "Б", "7"),
    tax(3, "ПДВ 14%", "В", "14"),
    tax(4, "ПДВ+Акциз", "Г", "20", "5"),
    tax(5, "Акциз", "Д", "0", "5"),
    tax(6, "ВЗ", "Е", "1"),
    tax(7, "ПДВ 0%", "Ж", "0"),
    tax(8, "Без ПДВ", "З", "0"),
]
TAXES = {its.code: its for its in SAMPLE}


def test_the_sample_table_is_proposed_as_the_design_says():
    proposals = propose(SAMPLE)
    assert {group: its.codes for group, its in proposals.items()} == {
        0: (), 1: (1,), 2: (2,), 3: (7,), 4: (8,), 5: (5,), 6: (4,), 7: (), 8: (), 9: (), 10: (),
    }  # fmt: skip
    assert {group for group, its in proposals.items() if its.certainty is Certainty.SURE} == {1, 2, 3, 4, 6}
    assert {group for group, its in proposals.items() if its.certainty is Certainty.TO_CONFIRM} == {5}
    assert accept(proposals) == {1: (1,), 2: (2,), 3: (7,), 4: (8,), 5: (5,), 6: (4,)}


def test_two_equal_taxes_are_for_a_person_to_choose_from():
    proposals = propose([*SAMPLE, tax(9, "ПДВ 20% інша", "И", "20")])
    assert proposals[1].codes == ()
    assert proposals[1].certainty is Certainty.ASK


@given(st.permutations(SAMPLE), st.lists(st.sampled_from("АБВГДЖЗABZ"), min_size=8, max_size=8))
def test_neither_the_letters_nor_the_order_of_taxes_matter(taxes, letters):
    relettered = [replace(its, symbol=letter) for its, letter in zip(taxes, letters, strict=True)]
    assert accept(propose(relettered)) == accept(propose(SAMPLE))


@pytest.mark.parametrize(
    ("its", "expected"),
    [
        (tax(1, "Військовий збір", "М", "1.5"), None),
        (tax(1, "", "А", "20"), TaxClass(Decimal(20))),
        (tax(1, "щось", "X", "0", no_vat=True), TaxClass(NO_VAT)),
        (tax(1, "ПДВ 0%", "X", "0", no_vat=True), TaxClass(NO_VAT)),
        (tax(1, "БЕЗ  ПДВ", "X", "0"), TaxClass(NO_VAT)),
        (tax(1, "0% ПДВ", "X", "0"), TaxClass(Decimal(0))),
        (tax(1, "Звільнено від ПДВ", "X", "0"), None),
        (tax(1, "", "X", "0"), None),
        (tax(1, "Акциз + ПДВ 0%", "X", "0", "5"), TaxClass(Decimal(0), Decimal(5))),
        (tax(1, "Акциз без ПДВ", "X", "0", "5"), TaxClass(NO_VAT, Decimal(5))),
    ],
)
def test_a_tax_is_classed_by_its_numbers_and_then_by_its_label(its, expected):
    assert class_of(its) == expected


def test_a_register_with_excise_and_zero_vat_serves_group_7():
    assert propose([tax(3, "Акциз+ПДВ 0%", "И", "0", "5")])[7].codes == (3,)


def test_what_was_confirmed_sells_until_its_tax_changes():
    chosen = confirm({1: [1], 6: [4], 4: []}, TAXES)
    now = TaxMap(TAXES, chosen)
    assert now.codes_for(1) == (1,)
    assert now.codes_for(4) == ()
    assert now.codes_for(3) == ()
    assert now.changed_groups() == ()
    later = TaxMap(TAXES | {4: tax(4, "ПДВ+Акциз", "Г", "20", "6")}, chosen)
    assert later.codes_for(6) == ()
    assert later.changed_groups() == (6,)
    assert later.codes_for(1) == (1,)


@pytest.mark.parametrize(
    "changed",
    [
        tax(1, "ПДВ", "А", "19"), tax(1, "ПДВ", "А", "20", "1"), tax(1, "Інше", "А", "20"),
        tax(1, "ПДВ", "А", "20", no_vat=True), None,
    ],
)  # fmt: skip
def test_any_change_of_a_tax_but_its_letter_asks_again(changed):
    chosen = confirm({1: [1]}, TAXES)
    taxes = {code: its for code, its in TAXES.items() if code != 1} | ({1: changed} if changed else {})
    assert TaxMap(taxes, chosen).changed_groups() == (1,)


def test_a_new_letter_or_spelling_of_the_same_number_asks_nothing():
    chosen = confirm({1: [1]}, TAXES)
    same = tax(1, " пдв ", "Я", "20.00")
    assert TaxMap({1: same}, chosen).codes_for(1) == (1,)


def test_several_codes_may_be_confirmed_for_one_group():
    assert TaxMap(TAXES, confirm({1: [1, 8]}, TAXES)).codes_for(1) == (1, 8)


@pytest.mark.parametrize("table", [{11: [1]}, {1: [99]}, {1: [1, 2]}, {1: [1, 5, 8]}, {4: [8, 8]}])
def test_a_choice_that_cannot_be_is_refused(table):
    with pytest.raises(Refused) as caught:
        confirm(table, TAXES)
    assert caught.value.code == "tax_unmapped"


def test_exceptions_come_first_the_narrowest_before_the_wider():
    def chosen(code: int) -> Confirmed:
        return Confirmed((code,), fingerprint((code,), TAXES))

    rules = TaxMap(
        TAXES,
        confirm({1: [1]}, TAXES),
        [
            Override(OverrideKind.UKTZED, "22", chosen(2)),
            Override(OverrideKind.UKTZED, "2208", chosen(4)),
            Override(OverrideKind.CATEGORY, "drinks", chosen(7)),
            Override(OverrideKind.PRODUCT, "p1", chosen(8)),
        ],
    )
    assert rules.codes_for(1) == (1,)
    assert rules.codes_for(1, uktzed="2203001000") == (2,)
    assert rules.codes_for(1, uktzed="2208601100") == (4,)
    assert rules.codes_for(1, uktzed="2208601100", category_ids=("beer", "drinks")) == (7,)
    assert rules.codes_for(1, product_id="p1", category_ids=("drinks",)) == (8,)


def test_an_exception_whose_tax_changed_stops_the_sale_rather_than_fall_back_to_the_group():
    stale = Override(OverrideKind.PRODUCT, "p1", Confirmed((2,), "of another day"))
    assert TaxMap(TAXES, confirm({1: [1]}, TAXES), [stale]).codes_for(1, product_id="p1") == ()


@pytest.mark.parametrize(
    ("group", "uktzed", "missing"),
    [(6, None, True), (5, "", True), (6, "2208", False), (1, None, False), (0, None, False)],
)
def test_an_excise_good_without_a_uktzed_code_is_told(group, uktzed, missing):
    assert lacks_uktzed(group, uktzed) is missing
