"""Goods that SmartKasa sends spoilt: the catalog stays, what can be sold is sold, and each row is named."""

import pytest

from pos_app.domain.product import Product
from pos_app.store.catalog import OddRow

BIDI = "Молоко \u202eкефір\u202c"


async def read(shop, make_sync, *rows):
    """A shop of three good goods and these, read whole."""
    shop.add(3)
    shop.products += [shop.products[0] | {"id": f"odd{n}", "number": f"99{n}"} | row for n, row in enumerate(rows)]
    return await make_sync().full_pass()


async def told_of(shop, make_sync, tables, row):
    await read(shop, make_sync, row)
    assert tables.by_id("p00002") is not None
    count, named = tables.odd(10)
    assert count == len(named)
    return tables.by_id("odd0"), named


@pytest.mark.parametrize(
    ("price", "reason"),
    [
        ("", "немає ціни"),
        (None, "немає ціни"),
        ("-5.0", "ціна від'ємна"),
        ("1000000000000", "ціна завелика"),
        (-0.01, "ціна від'ємна"),
    ],
)
async def test_a_price_that_cannot_be_is_asked_for_at_the_till_and_the_row_is_named(
    shop, make_sync, tables, price, reason
):
    row, named = await told_of(shop, make_sync, tables, {"price": price, "title": "Кефір"})
    # a price that cannot be is not free for everybody: whoever may change prices names it
    assert (row.price, row.free_price) == (0, reason == "немає ціни")
    assert named == [OddRow("odd0", "Кефір", reason, sold=True)]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<b>Кефір</b><script>x</script>", "<b>Кефір</b><script>x</script>"),
        ("Кефір\x00\x1b@\x07 1 л", "Кефір@ 1 л"),
        (BIDI, "Молоко кефір"),
        ("  Кефір \t 1\n л ", "Кефір 1 л"),
    ],
)
async def test_a_title_of_any_kind_is_plain_text_in_one_line(shop, make_sync, tables, title, shown):
    row, named = await told_of(shop, make_sync, tables, {"title": title, "alter_title": ""})
    assert row.name == shown
    assert named == []
    assert isinstance(row.product(), Product)


async def test_an_empty_title_goes_by_a_number_and_a_very_long_one_is_kept_and_both_are_named(shop, make_sync, tables):
    nameless = {"title": " ", "alter_title": None, "alter_number": None, "number": "990"}
    await read(shop, make_sync, nameless, {"title": "Щ" * 500})
    assert tables.by_id("odd0").name == "990"
    assert tables.by_id("odd1").name == "Щ" * 500
    _, named = tables.odd(10)
    assert {row.id: row.reason for row in named} == {"odd0": "немає назви", "odd1": "назва довша за 200 знаків"}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"unit_type_id": 777777}, "невідома одиниця виміру 777777"),
        ({"tax_group_id": 99}, "невідома податкова група 99"),
        ({"price": "-1", "tax_group_id": 99}, "ціна від'ємна, невідома податкова група 99"),
    ],
)
async def test_an_unknown_unit_and_an_unknown_tax_group_are_named(shop, make_sync, tables, wrong, reason):
    row, named = await told_of(shop, make_sync, tables, wrong)
    assert named[0].reason == reason
    assert row.unit == ("шт" if "unit_type_id" in wrong else tables.by_id("p00001").unit)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"price": "дорого"}, "ціна не є числом"),
        ({"price": "NaN"}, "ціна не є числом"),
        ({"title": ["a"]}, "назва не є текстом"),
        ({"subgroup_id": "x"}, "поле subgroup_id не читається"),
    ],
)
async def test_a_row_that_cannot_be_read_is_left_out_and_named_and_is_well_again_once_it_was_mended(
    shop, make_sync, tables, wrong, reason
):
    row, named = await told_of(shop, make_sync, tables, {"title": "Кефір"} | wrong)
    assert row is None
    assert [(odd.id, odd.reason, odd.sold) for odd in named] == [("odd0", reason, False)]
    shop.products[-1] = shop.products[0] | {"id": "odd0", "number": "990"}
    await make_sync().full_pass()
    assert tables.odd(10) == (0, [])
    assert tables.by_id("odd0") is not None


async def test_what_is_no_product_at_all_and_what_went_away_are_not_kept_for_ever(shop, make_sync, tables):
    shop.add(3)
    shop.products += ["nonsense", shop.products[0] | {"id": "", "title": "Безіменний"}]
    await make_sync().full_pass()
    count, named = tables.odd(10)
    assert count == 2
    assert {row.reason for row in named} == {"це не товар", "немає ідентифікатора"}
    del shop.products[3:]
    await make_sync().full_pass()
    assert tables.odd(10) == (0, [])


async def test_a_number_of_several_goods_is_named_and_none_is_lost(shop, make_sync, tables):
    await read(shop, make_sync, {"number": "482"}, {"number": "482"}, {"number": None}, {"number": ""})
    assert {row.id for row in tables.by_barcode("482")} == {"odd0", "odd1"}
    assert tables.numbers_of_several(10) == ["482"]
    assert tables.by_id("odd2").barcodes == tables.by_id("odd3").barcodes == ()


async def test_categories_in_a_loop_end_no_search_and_no_path(shop, make_sync, tables):
    from pos_app.till.goods import Goods
    from pos_app.till.taxes import TaxDesk

    shop.categories = [
        {"id": "a", "title": "А", "parent_id": "b", "shop_ids": []},
        {"id": "b", "title": "Б", "parent_id": "a", "shop_ids": []},
        {"id": "c", "title": "В", "parent_id": "c", "shop_ids": []},
    ]
    await read(shop, make_sync, {"category_id": "a"}, {"category_id": "c"})
    assert len(tables.category_path("a")) <= 16
    goods = Goods(tables, TaxDesk.__new__(TaxDesk))
    assert set(goods._branch("a")) == {"a", "b"}
    assert goods._branch("c") == ("c",)
