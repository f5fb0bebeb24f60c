"""The search index of catalog.db: its order, its figures, and how an older file comes to have them."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.store.catalog import CatalogRow, CatalogStore, SearchWords, open_catalog_store
from pos_app.store.catalog_rows import COLUMNS, values_of
from pos_app.store.catalog_schema import MIGRATIONS, hit_of, n_of


def good(n: int, folded: str, **fields: object) -> CatalogRow:
    row = CatalogRow(str(n), f"a{n}", folded.title(), 100, "шт", folded, f"h{n}", category_id="c1")
    return replace(row, **fields)


def words(*typed: str) -> SearchWords:
    return SearchWords((typed,))


def ids(rows: list[CatalogRow]) -> list[str]:
    return [row.id for row in rows]


@pytest.fixture
def goods() -> CatalogStore:
    return open_catalog_store(None)


@given(st.lists(st.integers(0, 10**13), min_size=2, max_size=2), st.integers(1, 10**9), st.integers(1, 10**9))
def test_what_sells_better_stands_no_later_and_the_row_is_read_back(sales, n, other):
    worse, better = sorted(sales)
    assert n_of(hit_of(n, worse)) == n
    if hit_of(1, worse) != hit_of(1, better):
        assert hit_of(n, better) < hit_of(other, worse)
    if better >= 2 * worse > 0:
        assert hit_of(n, better) < hit_of(n, worse)


def test_the_better_match_comes_first_then_the_better_seller(goods):
    goods.put_page(
        [
            good(1, "cиpoп малиновий", popularity=900), good(2, "бутерброд cиp", popularity=800),
            good(3, "cиp твердий", popularity=5), good(4, "cиp мякий", popularity=7),
            good(5, "паста cиpна", popularity=999_999), good(6, "cиpники", popularity=950),
        ],
        generation=1,
    )  # fmt: skip
    assert ids(goods.search(words("cиp"), limit=10)) == ["4", "3", "2", "6", "1", "5"]
    assert ids(goods.search(words("cиp"), limit=3)) == ["4", "3", "2"]
    assert ids(goods.search(words("cиp", "тв"), limit=3)) == ["3"]
    assert ids(goods.search(words("тв", "cи"), limit=3)) == ["3"]


def test_a_short_list_holds_the_best_sellers_of_very_many(goods):
    goods.put_page([good(n, f"чай n{n}", popularity=n * 1000) for n in range(1, 2001)], generation=1)
    found = goods.search(words("ч"), limit=3)
    assert len(found) == 3
    assert all(row.popularity > 0.93 * 2_000_000 for row in found)


def test_a_new_order_of_sales_is_the_order_of_the_search(goods):
    goods.put_page([good(n, "чай чорний") for n in range(1, 6)], generation=1)
    assert ids(goods.search(words("чай"), limit=5)) == ["1", "2", "3", "4", "5"]
    goods.put_popularity([("4", 5000), ("2", 900)])
    assert ids(goods.search(words("чай"), limit=5)) == ["4", "2", "1", "3", "5"]
    goods.put_popularity([("2", 5000)])
    assert ids(goods.search(words("чай"), limit=5)) == ["2", "1", "3", "4", "5"]
    assert [row.popularity for row in goods.popular(limit=5)] == [5000, 0, 0, 0, 0]


def test_a_category_narrows_the_search_before_the_first_hits_are_counted(goods):
    goods.put_page([good(n, f"чай n{n}", popularity=9000 + n) for n in range(500)], generation=1)
    goods.put_page([good(900, "чай рідкий", category_id="A-b-9")], generation=1)
    assert ids(goods.search(words("чай"), limit=5, category_ids=["A-b-9"])) == ["900"]
    assert ids(goods.search(words("чай"), limit=5, category_ids=["none", "A-b-9"])) == ["900"]
    goods.put_page([good(900, "чай рідкий", category_id="c1", hash="moved")], generation=1)
    assert goods.search(words("чай"), limit=5, category_ids=["A-b-9"]) == []


def test_the_best_of_several_categories_come_in_one_order(goods):
    goods.put_page([good(n, "чай", category_id=f"c{n % 3}", popularity=n * 7 % 100) for n in range(90)], generation=1)
    whole = sorted(range(90), key=lambda n: (-(n * 7 % 100), n))
    expected = [str(n) for n in whole if n % 3 in (0, 2)][:20]
    assert ids(goods.popular(limit=20, category_ids=["c0", "c2", "c0"])) == expected


def test_the_figures_are_those_of_a_recount_whatever_was_done(goods):
    chance = random.Random(7)
    for generation in range(1, 60):
        page = [
            good(n, "чай", hash=str(chance.random()), category_id=chance.choice(["a", "b", None]),
                 tax_group=chance.randrange(3))
            for n in chance.sample(range(80), 9)
        ]  # fmt: skip
        goods.put_page([*page, *chance.sample(page, 2)], generation=generation)
        goods.hide(map(str, chance.sample(range(80), 4)))
        goods.put_popularity([(str(n), chance.randrange(5000)) for n in chance.sample(range(80), 5)])
    shown = goods.database.rows("SELECT category_id, tax_group, n FROM product WHERE hidden = 0")
    by_category = Counter(row[0] or "" for row in shown)
    assert goods.count() == len(shown) > 20
    tally = dict(goods.database.rows("SELECT key, shown FROM tally WHERE kind = 'category' AND shown <> 0"))
    assert tally == by_category
    assert goods.tax_groups() == sorted({row[1] for row in shown})
    assert len(goods.search(words("чай"), limit=100)) == len(shown)
    assert goods.database.rows("SELECT count(*) FROM seen") == [(len(shown),)]


def test_merging_the_index_comes_to_an_end_and_loses_nothing(goods):
    for n in range(200):
        goods.put_page([good(n, f"чай n{n}")], generation=1)
    turns = 0
    while goods.tidy(50):
        turns += 1
        assert turns < 1000
    assert len(goods.search(words("чай"), limit=300)) == 200


def test_a_file_of_the_first_schema_keeps_its_goods_and_gets_the_figures(tmp_path: Path):
    path = tmp_path / "catalog.db"
    old = apsw.Connection(str(path))
    MIGRATIONS[0](old)
    old.pragma("user_version", 1)
    columns = COLUMNS.removesuffix(", bookmarked, subgroup_id, cost")
    marks = ", ".join("?" * (columns.count(",") + 3))
    for n in range(1, 31):
        row = good(n, f"чай n{n}", popularity=n % 4 * 1000, barcodes=(f"48{n}",))
        hidden = int(n > 25)
        old.execute(
            f"INSERT INTO product ({columns}, hidden, generation) VALUES ({marks})", (*values_of(row)[:-3], hidden, 3)
        )
        if not hidden:
            old.execute("INSERT INTO product_text (rowid, folded) VALUES (?, ?)", (n, row.folded))
            old.execute("INSERT INTO barcode (number, product) VALUES (?, ?)", (f"48{n}", n))
    old.close()
    store = open_catalog_store(path)
    assert store.count() == 25
    assert ids(store.search(words("чай"), limit=3)) == ["3", "7", "11"]
    assert ids(store.by_barcode("4825")) == ["25"]
    assert store.unseen(4) == [str(n) for n in range(1, 26)]
    assert store.tax_groups() == [0]
    assert store.put_page([good(30, "чай n30", barcodes=("4830",))], generation=4).changed == 1
    assert store.count() == 26
    store.close()
