"""The product's form: words at each wrong field, only what changed is sent, what changed there meanwhile is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_app.catalog.editing import (
    FAULTS,
    FormField,
    ProductForm,
    Surroundings,
    changed_fields,
    conflicts,
    draft_of,
    faults,
    faults_told,
    form_of,
    rebased,
)
from pos_app.catalog.rows import units_of
from pos_app.smartkasa import Complaint
from pos_app.smartkasa import models as sk

UNITS = units_of([sk.UnitType(id=4, code=2009, short_name="шт"), sk.UnitType(id=10, code=301, short_name="кг")])
AROUND = Surroundings(UNITS, {"c1"})
GOOD = ProductForm("Пряник", 1299, "4820000000017", "c1", 2009, tax_group=1)


def codes(form: ProductForm, before: ProductForm | None = None, around: Surroundings = AROUND) -> dict[str, str]:
    return {fault.field.value: fault.code for fault in faults(form.tidied(), before, around)}


def test_a_good_form_has_no_faults():
    assert codes(GOOD) == {}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": ""}, {"title": "title_blank"}),
        ({"title": " \u202e\u0007\u200b "}, {"title": "title_blank"}),
        ({"title": "ю" * 500}, {"title": "title_long"}),
        ({"price": None}, {"price": "price_blank"}),
        ({"price": -1}, {"price": "price_low"}),
        ({"price": 0}, {"price": "price_low"}),
        ({"price": 10**14}, {"price": "price_high"}),
        ({"barcode": "4820000000018"}, {"barcode": "barcode_check_digit"}),
        ({"barcode": "ш-1"}, {"barcode": "barcode_wrong"}),
        ({"barcode": "1" * 49}, {"barcode": "barcode_wrong"}),
        ({"barcode": "6930426566"}, {}),
        ({"category_id": "gone"}, {"category_id": "category_unknown"}),
        ({"unit": 77}, {"unit": "unit_unknown"}),
        ({"unit": 10}, {}),
        ({"tax_group": 99}, {"tax_group": "tax_unknown"}),
        ({"tax_group": 0}, {"tax_group": "tax_unset"}),
        ({"tax_group": 6}, {"classifier_code": "uktzed_missing"}),
        ({"tax_group": 6, "classifier": 1, "classifier_code": "2208"}, {}),
        ({"classifier": 1, "classifier_code": "22o8"}, {"classifier_code": "uktzed_wrong"}),
        ({"classifier": 2, "classifier_code": "10.71.11"}, {}),
        ({"classifier": 2, "classifier_code": "десять"}, {"classifier_code": "dkpp_wrong"}),
        ({"classifier": 9}, {"classifier_code": "classifier_unknown"}),
        ({"purchase_price": -5}, {"purchase_price": "price_low"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes, expected):
    found = faults(replace(GOOD, **changes).tidied(), None, AROUND)
    assert {fault.field.value: fault.code for fault in found} == expected
    assert all(fault.message and "{" not in fault.message for fault in found)


def test_the_right_check_digit_and_the_other_owner_are_named():
    wrong = replace(GOOD, barcode="4820000000018")
    (fault,) = faults(wrong, None, AROUND)
    assert (fault.message, fault.warning) == ("Остання цифра мала б бути 7. Перевірте код.", True)
    (fault,) = faults(GOOD, None, replace(AROUND, owners=("Молоко «Ранок»",)))
    assert (fault.message, fault.warning) == ("Цей код уже має «Молоко «Ранок»».", True)


def test_of_a_product_that_is_there_only_the_changed_fields_are_checked():
    old = replace(GOOD, barcode="4820000000018", unit=77, title="ю" * 300)
    assert codes(replace(old, price=1350), old) == {}
    assert codes(replace(old, price=0), old) == {"price": "price_low"}
    assert codes(replace(old, price=0), old, replace(AROUND, free_price=True)) == {}


def test_only_what_was_changed_is_sent_and_an_emptied_code_is_a_null():
    assert draft_of(replace(GOOD, price=1350), GOOD).fields() == {"price": Decimal("13.5")}
    assert draft_of(replace(GOOD, barcode=""), GOOD).fields() == {"number": None}
    assert draft_of(GOOD, GOOD).fields() == {}
    assert draft_of(GOOD).fields() == {
        "title": "Пряник", "price": Decimal("12.99"), "number": "4820000000017", "category_id": "c1",
        "unit_type_id": 2009, "tax_group_id": 1,
    }  # fmt: skip


def test_the_purchase_price_is_in_the_form_only_for_whoever_may_see_it():
    product = sk.Product.model_validate({"id": "p", "title": "Т", "price": "10.0", "procurement_price": "7.5"})
    assert form_of(product, with_cost=True).purchase_price == 750
    assert form_of(product, with_cost=False).purchase_price is None


def test_a_price_changed_meanwhile_is_told_though_only_the_title_is_edited():
    now, mine = replace(GOOD, price=4290), replace(GOOD, title="Пряник медовий")
    (conflict,) = conflicts(GOOD, mine, now)
    assert (conflict.field, conflict.opened, conflict.mine, conflict.theirs) == (FormField.PRICE, 1299, 1299, 4290)
    assert rebased(GOOD, mine, now, mine=False) == replace(mine, price=4290)
    assert rebased(GOOD, mine, now, mine=True) == mine
    assert changed_fields(now, rebased(GOOD, mine, now, mine=False)) == (FormField.TITLE,)


def test_a_field_that_nobody_here_touched_is_taken_over_silently():
    now, mine = replace(GOOD, title="Інша", tax_group=2), replace(GOOD, price=1350)
    assert conflicts(GOOD, mine, now) == ()
    assert rebased(GOOD, mine, now, mine=True) == replace(now, price=1350)


def test_the_same_change_made_by_both_is_no_conflict():
    now = replace(GOOD, price=1350)
    assert conflicts(GOOD, now, now) == ()


def test_the_servers_complaints_stand_at_their_fields_or_go_up_whole():
    told = faults_told([Complaint("number", "taken"), Complaint("price", "odd", "Дивна ціна")], {"taken": "Уже є."})
    assert [(fault.field, fault.message) for fault in told] == [
        (FormField.BARCODE, "Уже є."), (FormField.PRICE, "Дивна ціна"),
    ]  # fmt: skip
    assert faults_told([Complaint("number", "taken"), Complaint("base", "invalid")], {}) == ()
    assert "server" in FAULTS
