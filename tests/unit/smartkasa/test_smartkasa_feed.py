"""Long answers read a few rows at a time: whatever the cuts, the same rows; whatever is wrong, told."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pos_app.smartkasa import BadAnswer, Slices
from pos_app.smartkasa import models as m
from pos_app.smartkasa.feed import LONGEST_ROW, SLICE, RowFeed
from pos_app.smartkasa.rows import PRODUCTS, page_in, sales_in

values: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
ANYTHING: Any = TypeAdapter(list[dict[str, Any]])
rows_of = st.lists(st.dictionaries(st.text(max_size=5), values, max_size=4), max_size=8)


@given(rows_of, st.integers(1, 40), st.booleans(), st.sampled_from([None, 1]))
def test_any_cut_gives_the_same_rows(rows, size, ascii_, indent):
    body = json.dumps({"data": rows, "meta": {"total_count": len(rows)}}, ensure_ascii=ascii_, indent=indent).encode()
    feed = RowFeed(ANYTHING)
    found = [row for start in range(0, len(body), size) for row in feed.feed(body[start : start + size])]
    assert found == rows
    assert feed.end() == {"data": [], "meta": {"total_count": len(rows)}}


@given(rows_of.filter(bool), st.integers(1, 60))
def test_a_cut_answer_never_passes_for_a_whole_one(rows, missing):
    body = json.dumps({"data": rows, "meta": {}}).encode()
    feed = RowFeed(ANYTHING)
    with pytest.raises(BadAnswer):
        feed.feed(body[: max(1, len(body) - missing)])
        feed.end()


def test_meta_may_come_first():
    feed = RowFeed(ANYTHING)
    assert feed.feed(b'{"meta": {"total_count": 1}, "data": [{"id": 1}]}') == [{"id": 1}]
    assert feed.end()["meta"] == {"total_count": 1}


def test_what_comes_in_another_order_is_read_whole():
    body = b'{"extra": 1, "meta": {"total_count": 2}, "data": [{"id": "a"}, {"id": "b"}]}'
    page = page_in(body, PRODUCTS)
    assert [row.id for row in page.items] == ["a", "b"]
    assert page.meta.total_count == 2


@pytest.mark.parametrize("body", [b"x" * 5000, b'{"data": [' + b'"' + b"x" * (LONGEST_ROW + 1), b"\xff\xfe{}", b""])
def test_what_is_no_list_is_told_soon(body):
    feed = RowFeed(ANYTHING)
    with pytest.raises(BadAnswer):
        for start in range(0, len(body), SLICE):
            feed.feed(body[start : start + SLICE])
        feed.end()


def test_a_page_knows_where_it_lies_only_when_it_was_read():
    rows = [{"id": f"p{n}", "title": "т" * 300, "price": "free" if n == 7 else "1.5"} for n in range(200)]
    body = json.dumps({"data": rows, "meta": {"total_count": 900, "limit_value": 200}}, ensure_ascii=False).encode()
    page = Slices(body, PRODUCTS)
    parts = list(page)
    assert len(parts) == 4
    assert max(map(len, parts)) < 60
    assert [row.id for part in parts for row in part] == [f"p{n}" for n in range(200) if n != 7]
    assert (page.count, page.unreadable, page.meta.total_count, page.meta.limit_value) == (200, 1, 900, 200)


@pytest.mark.parametrize("count", [0, 3, 2000])
def test_statistics_of_any_length_are_the_same(count):
    sold = [{"id": f"p{n}", "price": "12.5", "total_count": "3.5", "title": "т"} for n in range(count)]
    body = json.dumps({"data": {"id": 0, "products": sold, "total_amount": 7.5, "total_count": 2}, "meta": {}}).encode()
    sales = sales_in(body)
    assert len(sales.products) == count
    assert (sales.total_amount, sales.total_count) == (750, 2000)
    assert all((row.price, row.total_count) == (1250, 3500) for row in sales.products)
    other = json.dumps({"meta": {}, "data": {"total_count": 2, "products": sold}}).encode()
    assert sales_in(other).products == sales.products


@pytest.mark.parametrize(
    "body", [b'{"data": {"id": 0, "products": [{"id": "a"', b'{"data": {"products": [{"id": 1.5}]}}']
)
def test_spoilt_statistics_are_a_bad_answer(body):
    with pytest.raises(BadAnswer):
        sales_in(body)


def test_a_product_of_a_sliced_page_is_the_product_of_a_whole_one():
    row = {"id": "p", "title": "Сир «Ї»", "price": "10.25", "picture": {"id": "x", "url": "/u/x"}, "cards": None}
    body = json.dumps({"data": [row] * 3, "meta": {"total_count": 3}}).encode()
    (part,) = list(Slices(body, PRODUCTS))
    assert part == [m.Product.model_validate(row)] * 3
