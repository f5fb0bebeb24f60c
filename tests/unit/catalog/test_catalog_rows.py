"""What SmartKasa lists becomes what the till sells."""

from dataclasses import replace

import pytest

from pos_app.catalog.rows import belongs_elsewhere, clean, content_hash, product_row, stock_in, unit_rows, units_of
from pos_app.domain.money import MAX_AMOUNT
from pos_app.smartkasa.models import Product, UnitType

PIECE = UnitType(id=4, code=2009, name="Штука", short_name="шт")
KILO = UnitType(id=10, code=301, name="Кілограм", short_name="кг", is_weighted=True)
CLASH = UnitType(id=301, code=77, name="Ящик", short_name="ящ")
UNITS = units_of([PIECE, KILO, CLASH])


def row(**fields):
    return product_row(Product.model_validate({"id": "p1", "title": "Товар", "price": "10"} | fields), UNITS)


def test_a_product_keeps_what_the_till_needs():
    made = row(
        title="Молоко «Левадня»",
        alter_title="Молоко",
        number="4829990100011",
        alter_number="10001",
        price="46.90",
        category_id="c1",
        picture={"id": "abc", "url": "/uploads/store/abc"},
        unit_type_id=2009,
    )
    assert (made.id, made.code, made.name, made.price, made.unit) == ("p1", "10001", "Молоко «Левадня»", 4690, "шт")
    assert (made.barcodes, made.category_id) == (("4829990100011",), "c1")
    assert (made.picture_id, made.picture_url) == ("abc", "/uploads/store/abc")


@pytest.mark.parametrize(
    ("reference", "unit", "weighed"),
    [
        (2009, "шт", False),
        (4, "шт", False),
        (301, "кг", True),
        (10, "кг", True),
        (77, "ящ", False),
        (None, "шт", False),
        (9, "шт", False),
    ],
)
def test_a_unit_is_looked_up_by_code_first_and_then_by_id(reference, unit, weighed):
    made = row(unit_type_id=reference)
    assert (made.unit, made.sold_by_weight) == (unit, weighed)


def test_a_product_may_be_weighed_though_its_unit_is_not():
    assert row(unit_type_id=2009, sold_by_weight=True).sold_by_weight


def test_hidden_units_are_not_shown_but_still_mean_what_they_mean():
    hidden = UnitType(id=7, code=102, short_name="км", is_visible=False)
    assert unit_rows([PIECE, hidden]) == unit_rows([PIECE])
    assert units_of([hidden]).find(102) is hidden


@pytest.mark.parametrize("price", [None, "", "0", "0.0"])
def test_a_product_without_a_price_asks_for_one(price):
    made = row(price=price)
    assert (made.price, made.free_price) == (0, True)


@pytest.mark.parametrize("price", ["-5", str(MAX_AMOUNT)])
def test_a_senseless_price_is_no_price_at_all(price):
    assert row(price=price).price == 0
    assert not row(price=price).free_price


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [(1, "2208 60 11 00", "2208601100"), (2, "10.51.11", None), (0, "2208", None), (1, "", None), (9, "2208", None)],
)
def test_only_a_uktzed_code_goes_where_uktzed_belongs(kind, code, expected):
    assert row(classifier_type_id=kind, classifier_code=code).uktzed == expected


@pytest.mark.parametrize(
    ("group", "uktzed", "stamps", "adults"),
    [
        (6, "2208601100", True, True),
        (5, "2404120000", True, True),
        (6, "2203000100", False, True),
        (6, "", True, False),
        (6, "2710194300", False, False),
        (1, "2208601100", False, True),
        (1, "", False, False),
        (10, "2402209020", True, True),
        (77, "", False, False),
    ],
)
def test_excise_goods_want_stamps_and_alcohol_and_tobacco_want_adults(group, uktzed, stamps, adults):
    made = row(tax_group_id=group, classifier_type_id=1, classifier_code=uktzed)
    assert (made.excise, made.adults_only, made.tax_group) == (stamps, adults, group)


@pytest.mark.parametrize(
    ("fields", "name", "code"),
    [
        ({"title": None, "alter_title": "Коротка"}, "Коротка", "p1"), ({"title": "", "number": "77"}, "77", "77"),
        ({"title": " ", "alter_number": "A1"}, "A1", "A1"), ({"title": None}, "p1", "p1"),
    ],
)  # fmt: skip
def test_a_product_without_a_title_still_has_a_name_and_a_code(fields, name, code):
    made = row(**fields)
    assert (made.name, made.code) == (name, code)


def test_a_title_cannot_kick_the_drawer():
    assert clean("Сир\x1bp\x00\n твердий\u202e\t 1 кг ") == "Сирp твердий 1 кг"


def test_stock_and_popularity_do_not_make_a_product_look_changed_and_all_else_does():
    made = row()
    assert content_hash(replace(made, stock=5, popularity=7)) == made.hash
    changed = {
        "name": "x",
        "price": 1,
        "unit": "x",
        "code": "x",
        "barcodes": ("1",),
        "sold_by_weight": True,
        "free_price": True,
        "excise": True,
        "tax_group": 2,
        "uktzed": "1",
        "category_id": "x",
        "picture_id": "x",
        "picture_url": "x",
        "adults_only": True,
        "folded": "x",
        "subgroup_id": 5,
        "cost": 1,
    }
    for name, value in changed.items():
        assert content_hash(replace(made, **{name: value})) != made.hash, name


def test_stock_is_that_of_our_shop():
    cards = [
        {"id": 1, "shop_id": 5, "count": "3.5", "counting_enabled": True},
        {"id": 2, "shop_id": 6, "count": "1", "counting_enabled": False},
    ]
    product = Product.model_validate({"id": "p", "cards": cards})
    assert [stock_in(product, shop) for shop in (5, 6, 7)] == [3500, None, None]
    assert [belongs_elsewhere(product, shop) for shop in (5, 6, 7)] == [False, False, True]
    assert not belongs_elsewhere(Product(id="p"), 5)
