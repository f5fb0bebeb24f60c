"""A hundred thousand goods out of nothing: the same ones every time, found by page, id and barcode."""

import tracemalloc
from decimal import Decimal

import pytest

from pos_app.sandbox.smartkasa.synthetic import MOST, number_of
from tests.unit.sandbox.smartkasa_shop import smartkasa_shop

COUNT = 2_000


def has_right_check_digit(number: str) -> bool:
    return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(number)) % 10 == 0


async def test_invented_goods_come_after_the_demo_catalog_each_once():
    async with smartkasa_shop(extra_products=COUNT) as shop:
        ids, page = [], 1
        while page:
            answer = await shop.get("inventory/products", page=page, per_page=500)
            ids += [row["id"] for row in answer["data"]]
            page = answer["meta"]["next_page"]
        own = [good.id for good in shop.world.catalog.goods]
    assert ids[: len(own)] == own
    assert len(ids) == len(set(ids)) == len(own) + COUNT


async def test_the_same_number_always_makes_the_same_good():
    async with smartkasa_shop(extra_products=COUNT) as one, smartkasa_shop(extra_products=COUNT * 2) as other:
        pages = [await shop.get("inventory/products", page=5, per_page=300) for shop in (one, other)]
    assert pages[0]["data"] == pages[1]["data"]


async def test_an_invented_good_is_found_by_its_barcode_and_by_its_id():
    async with smartkasa_shop(extra_products=COUNT) as shop:
        number = number_of(1234)
        found = (await shop.get("inventory/products", number=number))["data"]
        one = (await shop.get(f"inventory/products/{found[0]['id']}"))["data"]
        beyond = (await shop.get("inventory/products", number=number_of(COUNT)))["data"]
    assert [row["number"] for row in found] == [number]
    assert (one["title"], one["cards"][0]["count"]) == (found[0]["title"], "254.0")
    assert beyond == []


def test_invented_barcodes_are_right_and_all_different():
    numbers = [number for number in map(number_of, range(0, MOST, 37)) if number]
    assert all(len(number) == 13 and has_right_check_digit(number) for number in numbers)
    assert len(numbers) == len(set(numbers))


async def test_an_invented_good_can_be_changed_and_deleted_like_any_other():
    async with smartkasa_shop(extra_products=COUNT) as shop:
        [row] = (await shop.get("inventory/products", number=number_of(7)))["data"]
        shop.world.set_price(row["id"], "99.99")
        [changed] = (await shop.get("inventory/products", number=number_of(7)))["data"]
        shop.world.shelf.change(row["id"], {"number": "4829992000003"})
        [by_new] = (await shop.get("inventory/products", number="4829992000003"))["data"]
        by_old = (await shop.get("inventory/products", number=number_of(7)))["data"]
        deleted = await shop.http.delete(f"/api/v1/inventory/products/{row['id']}")
        gone = await shop.http.get(f"/api/v1/inventory/products/{row['id']}")
        left = (await shop.get("inventory/products", number="4829992000003"))["data"]
        cards = (await shop.get("inventory/cards", product_id=row["id"]))["data"]
    assert (changed["price"], by_new["id"], by_old) == ("99.99", row["id"], [])
    assert (deleted.status_code, gone.status_code, left, cards) == (200, 404, [], [])


async def test_an_invented_goods_stock_can_be_moved():
    async with smartkasa_shop(extra_products=COUNT) as shop:
        [row] = (await shop.get("inventory/products", number=number_of(7)))["data"]
        shop.world.cards.move(row["id"], 37958, Decimal(-3))
        cards = (await shop.get("inventory/cards", product_id=row["id"]))["data"]
    assert [card["count"] for card in cards] == ["214.0"]


async def test_a_million_goods_cost_little_until_they_are_asked_for():
    tracemalloc.start()
    try:
        async with smartkasa_shop(extra_products=MOST) as shop:
            assert len(shop.world.shelf) > MOST
            _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40_000_000


@pytest.mark.parametrize("count", [-1, MOST + 1])
async def test_more_than_a_million_or_less_than_none_is_a_mistake(count):
    with pytest.raises(ValueError, match="invented goods"):
        async with smartkasa_shop(extra_products=count):
            pass
