"""A product asked for while it enters the basket, and a barcode nobody here knows."""

import asyncio
from typing import Any

import httpx
import pytest

from pos_app.catalog import pointwise
from pos_app.catalog.pointwise import ONCE_IN_S, UNKNOWN_ONCE_IN_S, Pointwise, PriceOffer
from pos_app.smartkasa import NoAnswer

SHOP = 37958


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def points(make_sync, client, shop, clock):
    shop.add(5)
    sync = make_sync()
    await sync.full_pass()
    shop.requests.clear()
    return Pointwise(client, sync.writer, shop_id=SHOP, monotonic=clock)


async def test_a_changed_price_is_offered_and_the_catalog_has_it_for_the_next_scan(points, shop, tables):
    shop.products[1]["price"] = "12.9"
    refreshed = await points.refresh("p00001", 1000)
    assert refreshed.offer == PriceOffer("p00001", "Товар 1", basket=1000, smartkasa=1290)
    assert tables.by_id("p00001").price == 1290


async def test_an_unchanged_price_offers_nothing_and_brings_the_stock(points, shop, tables):
    shop.products[1]["cards"] = [
        {"id": 1, "shop_id": SHOP, "count": "7.5", "counting_enabled": True}, {"id": 2, "shop_id": 1, "count": "99"},
    ]  # fmt: skip
    refreshed = await points.refresh("p00001", 1000)
    assert refreshed.offer is None
    assert refreshed.row.stock == tables.by_id("p00001").stock == 7500


async def test_a_free_price_is_never_offered(points, shop):
    shop.products[1] |= {"price": "1.0", "is_free_price": True}
    assert (await points.refresh("p00001", 5000)).offer is None


async def test_one_product_is_asked_for_once_in_ten_minutes(points, shop, clock):
    await points.refresh("p00001", 1000)
    clock.seconds = ONCE_IN_S - 1
    assert await points.refresh("p00001", 1000) is None
    assert len(shop.requests) == 1
    clock.seconds = ONCE_IN_S
    assert await points.refresh("p00001", 1000) is not None


async def test_an_answer_that_comes_too_late_is_none(points, shop, tables, monkeypatch, client):
    monkeypatch.setattr(pointwise, "REFRESH_LIMIT_S", 0.01)
    never = asyncio.Event()

    async def silent(product_id: str) -> Any:
        await never.wait()

    monkeypatch.setattr(client, "get_product", silent)
    assert await points.refresh("p00001", 1000) is None
    assert tables.by_id("p00001").price == 1000


async def test_a_look_up_that_nobody_answers_is_not_an_answer(points, monkeypatch, client):
    monkeypatch.setattr(pointwise, "LOOK_UP_LIMIT_S", 0.01)

    async def silent(**query: Any) -> Any:
        await asyncio.Event().wait()

    monkeypatch.setattr(client, "list_products", silent)
    with pytest.raises(NoAnswer):
        await points.look_up("4820000000017")


async def test_a_product_that_is_gone_is_told_and_not_hidden_from_the_basket(points, shop, tables):
    shop.products.pop(1)
    refreshed = await points.refresh("p00001", 1000)
    assert (refreshed.gone, refreshed.row, refreshed.offer) == (True, None, None)
    assert tables.by_id("p00001") is not None


async def test_an_unknown_barcode_is_found_in_smartkasa_and_stays(points, shop, tables):
    shop.products.append(shop.products[0] | {"id": "new", "number": "4820000000017", "price": "5.0"})
    rows = await points.look_up("4820000000017")
    assert [(row.id, row.price) for row in rows] == [("new", 500)]
    assert [row.id for row in tables.by_barcode("4820000000017")] == ["new"]
    assert shop.requests[-1].url.params["number"] == "4820000000017"


async def test_a_number_is_compared_exactly_whatever_smartkasa_answers(points, shop, tables):
    shop.products.append(shop.products[0] | {"id": "longer", "number": "48200000000171"})
    shop.products.append(shop.products[0] | {"id": "other", "number": "1"})
    assert await points.look_up("4820000000017") == ()
    assert tables.by_id("longer") is None


async def test_an_unknown_barcode_is_not_asked_for_at_every_scan(points, shop, clock):
    for _ in range(5):
        assert await points.look_up("999") == ()
    assert len(shop.requests) == 1
    clock.seconds = UNKNOWN_ONCE_IN_S
    await points.look_up("999")
    assert len(shop.requests) == 2
    assert await points.look_up("") == ()


async def test_a_server_that_refuses_is_told_to_whoever_keeps_the_pauses(points, shop):
    shop.faults = [httpx.Response(429, headers={"retry-after": "30"})]
    with pytest.raises(Exception, match="throttled"):
        await points.refresh("p00001", 1000)


async def test_a_good_in_a_hidden_unit_is_the_same_good_after_a_refresh(points, make_sync, shop, tables):
    shop.products[1]["unit_type_id"] = 102  # a unit that is not shown
    await make_sync().full_pass()
    before = tables.by_id("p00001")
    await points.refresh("p00001", 1000)
    assert tables.by_id("p00001") == before
    assert before.unit == "км"
