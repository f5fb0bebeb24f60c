"""catalog.db: pages in, goods out."""

from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.store.catalog import (
    CatalogRow,
    CatalogStore,
    CategoryRow,
    PageResult,
    SearchWords,
    SubgroupRow,
    UnitRow,
    open_catalog_store,
)

MILK = CatalogRow(
    "1", "001", "Молоко", 4290, "шт", "молоко", "h1", ("4820000000017", "77"), category_id="5", stock=3000
)
BREAD = CatalogRow("2", "002", "Хліб білий", 3150, "шт", "хліб білий", "h2", ("77",), category_id="6", popularity=9)


def words(*typed: str) -> SearchWords:
    return SearchWords((typed,))


@pytest.fixture
def goods() -> CatalogStore:
    store = open_catalog_store(None)
    store.put_page([MILK, BREAD], generation=1, cursor={"page": 2})
    return store


def test_a_page_and_its_cursor_are_written_together(goods: CatalogStore) -> None:
    assert goods.fact("cursor") == {"page": 2}
    with pytest.raises(ZeroDivisionError):
        goods.put_page((replace(MILK, id=str(9 // (n - 1))) for n in (2, 1)), generation=1, cursor={"page": 3})
    assert goods.fact("cursor") == {"page": 2}
    assert goods.count() == 2


def test_an_unchanged_row_is_not_written_again_and_a_changed_one_is(goods: CatalogStore) -> None:
    dearer = replace(BREAD, price=3300, hash="h3", folded="батон")
    assert goods.put_page([MILK, dearer], generation=2) == PageResult(added=0, changed=1)
    found = goods.by_id("2")
    assert found is not None
    assert found.price == 3300
    assert [row.id for row in goods.search(words("батон"), limit=5)] == ["2"]
    assert goods.search(words("хліб"), limit=5) == []


def test_stock_stays_when_a_page_knows_none(goods: CatalogStore) -> None:
    goods.put_page([replace(MILK, hash="x", stock=None)], generation=2)
    assert goods.by_id("1") == replace(MILK, hash="x")
    goods.put_stock([("1", 500)])
    assert goods.by_id("1") == replace(MILK, hash="x", stock=500)


def test_all_products_of_a_barcode_are_found_the_popular_first(goods: CatalogStore) -> None:
    assert [row.id for row in goods.by_barcode("77")] == ["2", "1"]
    assert goods.by_barcode("nothing") == []
    assert [row.id for row in goods.by_code("001")] == ["1"]


def test_a_hidden_product_is_not_found_and_comes_back_when_seen_again(goods: CatalogStore) -> None:
    goods.put_page([MILK], generation=2)
    assert goods.unseen(2) == ["2"]
    assert goods.hide(["2"]) == 1
    assert (goods.count(), goods.by_id("2"), len(goods.by_barcode("77"))) == (1, None, 1)
    assert goods.search(words("хліб"), limit=5) == []
    assert goods.put_page([BREAD], generation=3) == PageResult(added=0, changed=1)
    assert [row.id for row in goods.search(words("хліб"), limit=5)] == ["2"]
    assert goods.unseen(3) == ["1"]


def test_search_is_by_prefix_within_categories(goods: CatalogStore) -> None:
    assert [row.id for row in goods.search(words("мол"), limit=5)] == ["1"]
    assert goods.search(words("мол"), limit=5, category_ids=["6"]) == []
    assert [row.id for row in goods.popular(limit=1)] == ["2"]
    assert [row.id for row in goods.popular(limit=5, category_ids=["5"])] == ["1"]
    goods.put_popularity([("1", 99)])
    assert [row.id for row in goods.popular(limit=1)] == ["1"]
    goods.put_page([replace(MILK, hash="x")], generation=2)
    assert [row.popularity for row in goods.popular(limit=2)] == [99, 0]


def test_search_is_within_a_subgroup_too(goods: CatalogStore) -> None:
    tea = replace(MILK, id="3", hash="h4", folded="молочай", barcodes=(), subgroup_id=7, popularity=2)
    goods.put_page([tea, replace(BREAD, hash="h5", subgroup_id=7)], generation=2)
    assert [row.id for row in goods.search(words("мол"), limit=5)] == ["3", "1"]
    assert [row.id for row in goods.search(words("мол"), limit=5, subgroup_id=7)] == ["3"]
    assert [row.id for row in goods.search(words("мол"), limit=5, category_ids=["5"], subgroup_id=7)] == ["3"]
    assert goods.search(words("мол"), limit=5, category_ids=["6"], subgroup_id=7) == []
    assert goods.search(words("мол"), limit=5, subgroup_id=8) == []
    assert [row.id for row in goods.popular(limit=5, subgroup_id=7)] == ["2", "3"]
    assert [row.id for row in goods.popular(limit=5, category_ids=["5", "6"], subgroup_id=7)] == ["2", "3"]
    assert [row.id for row in goods.popular(limit=5, category_ids=["5"], subgroup_id=7)] == ["3"]
    goods.put_popularity([("3", 9000)])
    assert [row.id for row in goods.search(words("мол"), limit=5, subgroup_id=7)] == ["3"]
    goods.put_subgroups([SubgroupRow(7, "Піст")])
    assert goods.subgroups() == [(SubgroupRow(7, "Піст"), 2)]
    goods.hide(["3"])
    assert goods.subgroups() == [(SubgroupRow(7, "Піст"), 1)]
    goods.put_page([replace(BREAD, hash="h6")], generation=3)
    assert goods.subgroups() == [(SubgroupRow(7, "Піст"), 0)]
    assert goods.popular(limit=5, subgroup_id=7) == []


def test_categories_units_and_groups(goods: CatalogStore) -> None:
    goods.put_categories([CategoryRow("5", "Молочне", None, 1), CategoryRow("6", "Хліб", "5", 0)])
    assert [(row.name, count) for row, count in goods.categories()] == [("Хліб", 1), ("Молочне", 1)]
    goods.put_units([UnitRow(1, "2009", "шт", weighted=False)])
    assert goods.units() == [UnitRow(1, "2009", "шт", weighted=False)]
    assert goods.tax_groups() == [0]


def test_a_row_becomes_a_product_with_the_registers_codes(goods: CatalogStore) -> None:
    product = MILK.product((1, 8))
    assert (product.id, product.barcode, product.tax_codes, product.category_id) == ("1", "4820000000017", (1, 8), "5")


def test_the_catalog_survives_a_restart(tmp_path: Path) -> None:
    store = open_catalog_store(tmp_path / "catalog.db")
    store.put_page([MILK], generation=1)
    store.close()
    again = open_catalog_store(tmp_path / "catalog.db")
    assert again.by_barcode("77") == [MILK]
    again.close()
