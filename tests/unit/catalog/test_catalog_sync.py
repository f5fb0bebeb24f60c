"""The full pass: everything gets here, nothing is lost on the way, and nothing is hidden that is still there."""

import gc
import threading
from datetime import timedelta
from typing import Any

import httpx
import pytest

from pos_app.catalog import passes
from pos_app.catalog.sync import CatalogEmptied, Progress
from pos_app.smartkasa import BadAnswer, NoAnswer, ServerFault, Throttled, cards
from tests.unit.catalog.conftest import NOW

SHOP = 37958
PRODUCTS = "/inventory/products"


def card(product_id: str, count: str | None, **fields: Any) -> dict[str, Any]:
    return {"id": 1, "product_id": product_id, "shop_id": SHOP, "count": count, "counting_enabled": True} | fields


async def test_a_first_pass_brings_everything(make_sync, shop, tables):
    shop.add(1203)
    shop.cards = [card("p00001", "3.5"), card("p00002", "9", counting_enabled=False), card("p00003", "7", shop_id=1)]
    shop.sold = [{"id": "p00002", "total_count": "1.5"}]
    result = await make_sync().full_pass()
    assert (result.products, result.added, result.changed, result.hidden) == (1203, 1203, 0, 0)
    assert result.requests == len(shop.requests) == 8
    assert result.seconds == 5.0  # the clock of this test moves at every look
    assert [tables.by_id(f"p0000{n}").stock for n in (1, 2, 3)] == [3500, None, None]
    assert tables.by_id("p00002").popularity == 1500
    assert [row.name for row, _ in tables.categories()] == ["Напої"]
    assert [unit.name for unit in tables.units()] == ["шт", "кг"]
    assert tables.fact("synced_at") == "2026-09-01T12:00:00+00:00"
    assert tables.fact("cursor") is None


async def test_a_second_pass_with_nothing_new_writes_nothing(make_sync, shop):
    shop.add(700)
    await make_sync().full_pass()
    result = await make_sync().full_pass()
    assert (result.products, result.added, result.changed, result.hidden) == (700, 0, 0, 0)


async def test_a_changed_price_is_brought_even_if_updated_at_says_nothing(make_sync, shop, tables):
    shop.add(3)
    shop.products[1]["updated_at"] = "2021-03-22T13:51:49.603+02:00"
    await make_sync().full_pass()
    shop.products[1]["price"] = "12.5"
    result = await make_sync().full_pass()
    assert (result.added, result.changed) == (0, 1)
    assert tables.by_id("p00001").price == 1250


async def test_the_page_size_the_server_really_serves_is_obeyed(make_sync, shop, tables):
    shop.largest_page = 40
    shop.add(101)
    result = await make_sync().full_pass()
    assert result.products == 101
    assert [r.url.params["page"] for r in shop.asked(PRODUCTS)] == ["1", "2", "3"]


async def test_a_page_size_that_changes_on_the_way_loses_nothing(make_sync, shop):
    shop.add(300)
    shop.largest_page = 100

    def shrink(request: httpx.Request) -> None:
        if request.url.params.get("page") == "2" and request.url.path.endswith(PRODUCTS):
            shop.largest_page = 30

    shop.before = shrink
    result = await make_sync().full_pass()
    assert (result.products, result.added) == (300, 300)


async def test_rows_that_move_up_when_others_are_deleted_are_not_missed(make_sync, shop, tables):
    shop.largest_page = 10
    shop.add(50)

    def delete_on_the_way(request: httpx.Request) -> None:
        if request.url.params.get("page") == "3" and len(shop.products) == 50:
            del shop.products[:12]

    shop.before = delete_on_the_way
    await make_sync().full_pass()
    pages = [int(r.url.params["page"]) for r in shop.asked(PRODUCTS)]
    assert pages == [1, 2, 3, 1, 2, 3, 4]
    assert all(tables.by_id(row["id"]) is not None for row in shop.products)
    assert (await make_sync().full_pass()).hidden == 12


async def test_a_list_that_keeps_shrinking_does_not_walk_for_ever(make_sync, shop):
    shop.largest_page = 10
    shop.add(400)

    def nibble(request: httpx.Request) -> None:
        if request.url.path.endswith(PRODUCTS) and int(request.url.params["page"]) > 1:
            shop.products.pop(0)

    shop.before = nibble
    await make_sync().full_pass()
    assert len(shop.asked(PRODUCTS)) < 100
    shop.before = lambda request: None
    assert (await make_sync().full_pass()).products == len(shop.products)


async def cut_at_page(page, make_sync, shop) -> None:
    """A whole pass whose line is cut before this page."""

    def cut_the_line(request: httpx.Request) -> None:
        if request.url.path.endswith(PRODUCTS) and request.url.params["page"] == str(page):
            raise httpx.ConnectError("no route")

    shop.before = cut_the_line
    with pytest.raises(NoAnswer):
        await make_sync().full_pass()


async def test_a_broken_pass_goes_on_where_it_stood(make_sync, shop, tables):
    shop.largest_page = 100
    shop.add(1000)

    await cut_at_page(6, make_sync, shop)
    assert tables.count() == 500
    shop.before = lambda request: None
    shop.requests.clear()
    result = await make_sync().full_pass()
    assert [r.url.params["page"] for r in shop.asked(PRODUCTS)] == ["6", "7", "8", "9", "10"]
    assert (result.products, result.added, result.hidden) == (1000, 1000, 0)


@pytest.mark.parametrize("later", [timedelta(hours=7), timedelta(days=3), timedelta(hours=-1)])
async def test_a_pass_that_was_broken_off_long_ago_begins_anew(make_sync, shop, tables, later):
    shop.largest_page = 100
    shop.add(300)

    await cut_at_page(3, make_sync, shop)
    shop.before = lambda request: None
    shop.products[0]["price"] = "99.0"
    await make_sync(now=lambda: NOW + later).full_pass()
    assert tables.by_id("p00000").price == 9900


async def test_a_page_that_could_not_be_written_is_read_again(make_sync, shop, tables, monkeypatch):
    shop.largest_page = 10
    shop.add(30)
    good = tables.put_fact

    def full_disk(key: str, value: Any) -> None:
        if key == "cursor" and value and value["page"] == 3:
            raise OSError("no space")
        good(key, value)

    monkeypatch.setattr(tables, "put_fact", full_disk)
    with pytest.raises(OSError, match="no space"):
        await make_sync().full_pass()
    assert tables.count() == 10
    monkeypatch.undo()
    result = await make_sync().full_pass()
    assert (result.products, result.added) == (30, 30)


async def test_a_product_is_hidden_only_when_smartkasa_says_it_is_gone(make_sync, shop, tables):
    shop.add(5)
    await make_sync().full_pass()
    unlisted = shop.products.pop(1)
    shop.elsewhere[unlisted["id"]] = unlisted | {"price": "99.9"}
    shop.products.pop(2)
    result = await make_sync().full_pass()
    assert (result.products, result.hidden, result.changed) == (4, 1, 1)
    assert tables.by_id("p00001").price == 9990
    assert tables.by_id("p00003") is None


async def test_a_product_whose_cards_name_other_shops_only_leaves_ours(make_sync, shop, tables):
    shop.add(3)
    await make_sync().full_pass()
    moved = shop.products.pop(1)
    shop.elsewhere[moved["id"]] = moved | {"cards": [{"id": 1, "shop_id": 1, "count": "1"}]}
    assert (await make_sync().full_pass()).hidden == 1


@pytest.mark.parametrize("answer", [httpx.Response(404, text="<html>"), httpx.Response(503), httpx.ReadTimeout("late")])
async def test_an_answer_that_cannot_be_believed_hides_nothing(make_sync, shop, tables, answer):
    shop.add(3)
    await make_sync().full_pass()
    shop.products.pop()

    def spoil(request: httpx.Request) -> None:
        if request.url.path.endswith("p00002"):
            shop.faults.append(answer)

    shop.before = spoil
    with pytest.raises((BadAnswer, ServerFault, NoAnswer)):
        await make_sync().full_pass()
    assert tables.count() == 3
    shop.before = lambda request: None
    assert (await make_sync().full_pass()).hidden == 1


async def test_a_product_in_an_open_basket_is_not_hidden(make_sync, shop, tables):
    shop.add(3)
    await make_sync().full_pass()
    shop.products.clear()
    shop.add(1)
    assert (await make_sync(held=lambda: {"p00002"}).full_pass()).hidden == 1
    assert tables.by_id("p00002") is not None
    assert (await make_sync().full_pass()).hidden == 1


async def test_a_product_that_comes_back_is_shown_again(make_sync, shop, tables):
    shop.add(2)
    await make_sync().full_pass()
    gone = shop.products.pop()
    await make_sync().full_pass()
    shop.products.append(gone)
    result = await make_sync().full_pass()
    assert (result.products, result.changed) == (2, 1)


async def test_an_empty_answer_where_there_was_a_catalog_changes_nothing(make_sync, shop, tables):
    shop.add(5)
    await make_sync().full_pass()
    shop.products.clear()
    with pytest.raises(CatalogEmptied) as caught:
        await make_sync().full_pass()
    assert caught.value.code == "catalog_emptied"
    assert "збережено" in caught.value.message
    assert tables.count() == 5


async def test_an_empty_shop_is_a_catalog_of_nothing(make_sync, shop):
    result = await make_sync().full_pass()
    assert (result.products, result.added) == (0, 0)


async def test_a_first_page_without_the_products_it_promises_is_not_believed(make_sync, shop, tables):
    shop.faults = [
        httpx.Response(200, json={"data": [], "meta": {"total_count": 600}})
        if n == 3
        else httpx.Response(200, json={"data": [], "meta": {"total_count": 0}})
        for n in range(4)
    ]
    with pytest.raises(BadAnswer):
        await make_sync().full_pass()
    assert tables.fact("synced_at") is None


async def test_when_very_much_is_missing_the_list_is_read_a_second_time_first(make_sync, shop, tables):
    shop.add(1600)
    await make_sync().full_pass()
    absent = shop.products[800:]
    del shop.products[800:]

    def back_again(request: httpx.Request) -> None:
        if request.url.path.endswith(PRODUCTS) and len(shop.asked(PRODUCTS)) == 3:
            shop.products += absent

    shop.requests.clear()
    shop.before = back_again
    result = await make_sync().full_pass()
    assert (result.products, result.hidden) == (1600, 0)
    assert [r.url.params["page"] for r in shop.asked(PRODUCTS)] == ["1", "2", "1", "2", "3", "4"]
    assert result.requests == 11


async def test_no_units_where_there_were_some_is_not_believed(make_sync, shop, tables):
    shop.products = [{"id": "p1", "title": "Сир", "price": "300", "unit_type_id": 301}]
    await make_sync().full_pass()
    shop.units = []
    with pytest.raises(BadAnswer):
        await make_sync().full_pass()
    assert tables.by_id("p1").sold_by_weight


async def test_no_categories_where_there_were_some_leaves_the_old_ones(make_sync, shop, tables):
    shop.add(1)
    await make_sync().full_pass()
    shop.categories = []
    await make_sync().full_pass()
    assert len(tables.categories()) == 1


async def test_categories_of_other_shops_stay_out_and_a_lost_parent_is_the_top(make_sync, shop, tables):
    shop.categories = [
        {"id": "a", "title": "Наша", "parent_id": "x", "shop_ids": [SHOP]},
        {"id": "b", "title": "Спільна", "parent_id": "a", "shop_ids": []},
        {"id": "x", "title": "Чужа", "parent_id": None, "shop_ids": [1]},
    ]
    await make_sync().full_pass()
    assert [(row.id, row.parent_id) for row, _ in tables.categories()] == [("a", None), ("b", "a")]


async def test_subgroups_come_with_their_goods_and_none_told_leaves_the_old_ones(make_sync, shop, tables):
    shop.subgroups = [{"id": 7, "title": "Піст"}, {"id": 9, "title": " \u202e "}]
    shop.add(4)
    for place, number in enumerate((7, 7, 9, None)):
        shop.products[place]["subgroup_id"] = number
    await make_sync().full_pass()
    assert [(row.id, row.name, count) for row, count in tables.subgroups()] == [(7, "Піст", 2), (9, "№ 9", 1)]
    shop.subgroups = []
    shop.products[0]["subgroup_id"] = 9
    del shop.products[2]
    await make_sync().full_pass()
    assert [(row.id, count) for row, count in tables.subgroups()] == [(7, 1), (9, 1)]


async def test_a_pass_without_subgroups_is_a_pass(make_sync, shop, tables):
    shop.add(2)
    shop.faults = [_nothing_of("unit_types"), _nothing_of("categories"), httpx.Response(403, json={"message": "no"})]
    assert (await make_sync().full_pass()).products == 2
    assert tables.subgroups() == []


def _nothing_of(_what: str) -> httpx.Response:
    return httpx.Response(200, json={"data": [], "meta": {"total_count": 0}})


async def test_what_goods_were_bought_for_is_kept_and_no_line_of_a_log_can_show_it(make_sync, shop, tables):
    shop.add(3)
    for place, cost in enumerate(("62.385", "-1", None)):
        shop.products[place]["procurement_price"] = cost
    await make_sync().full_pass()
    assert [tables.by_id(f"p0000{n}").cost for n in range(3)] == [6239, None, None]
    row = tables.by_id("p00000")
    assert "6239" not in repr(row) + repr(row.product())
    shop.products[0]["procurement_price"] = "70"
    assert (await make_sync().full_pass()).changed == 1
    assert tables.by_id("p00000").cost == 7000


async def test_categories_on_several_pages_all_come(make_sync, shop, tables):
    shop.largest_page = 3
    shop.categories = [{"id": f"c{n}", "title": f"К {n}", "parent_id": None, "shop_ids": None} for n in range(8)]
    await make_sync().full_pass()
    assert len(tables.categories()) == 8


async def test_a_spoilt_product_does_not_stop_the_rest(make_sync, shop, tables):
    shop.add(3)
    shop.products[1]["price"] = "free"
    assert (await make_sync().full_pass()).products == 2


async def test_a_failure_that_passes_is_waited_out(make_sync, shop, waits):
    shop.add(1)
    shop.faults = [httpx.ConnectError("x"), httpx.Response(503), httpx.Response(429, headers={"retry-after": "7"})]
    result = await make_sync().full_pass()
    assert result.products == 1
    assert waits == [1.0, 2.0, 7.0]
    assert result.requests == 9


async def test_a_server_that_wants_a_long_rest_gets_it(make_sync, shop, waits):
    shop.faults = [httpx.Response(429, headers={"retry-after": "600"})]
    with pytest.raises(Throttled) as caught:
        await make_sync().full_pass()
    assert caught.value.retry_after == 600.0
    assert waits == []


async def test_a_refusal_is_not_tried_again(make_sync, shop, waits):
    shop.faults = [httpx.Response(403, json={"message": "no"})]
    with pytest.raises(Exception, match="smartkasa_forbidden"):
        await make_sync().full_pass()
    assert waits == []
    assert len(shop.requests) == 1


async def test_missing_statistics_cost_only_the_order_of_lists(make_sync, shop, tables):
    shop.add(2)

    def refuse(request: httpx.Request) -> None:
        if "stats" in request.url.path:
            shop.faults.append(httpx.Response(403, json={"message": "no"}))

    shop.before = refuse
    assert (await make_sync().full_pass()).products == 2


async def test_a_product_whose_card_is_gone_is_counted_no_more(make_sync, shop, tables):
    shop.add(3)
    shop.cards = [card("p00000", "5"), card("p00001", "1")]
    await make_sync().full_pass()
    await make_sync().sold([("p00001", 3000)])
    assert tables.by_id("p00001").stock == -2000
    shop.cards = [card("p00000", "4")]
    await make_sync().full_pass()
    assert [tables.by_id(f"p0000{n}").stock for n in range(3)] == [4000, None, None]
    shop.cards = []  # no answer that all stock of a shop should be forgotten for
    await make_sync().full_pass()
    assert tables.by_id("p00000").stock == 4000


async def test_a_cut_stream_of_cards_is_told_and_the_products_are_kept(make_sync, shop, tables):
    shop.add(2)
    shop.cards = [card("p00000", "1")]

    def cut(request: httpx.Request) -> None:
        if request.url.path.endswith("/cards"):
            shop.faults.append(httpx.Response(200, text='{"data": ['))

    shop.before = cut
    with pytest.raises(BadAnswer):
        await make_sync().full_pass()
    assert tables.count() == 2
    assert tables.fact("synced_at")


async def test_progress_never_runs_backwards_and_ends_at_the_whole(make_sync, shop):
    shop.largest_page = 100
    shop.add(450)
    shop.cards = [card(f"p{n % 450:05d}", "1") for n in range(1203)]
    told: list[Progress] = []
    await make_sync(on_progress=told.append).full_pass()
    products = [step.done for step in told if step.what == "products"]
    assert products == [100, 200, 300, 400, 450]
    assert [step.done for step in told if step.what == "stock"] == [500, 1000, 1203]
    assert told[-1] == Progress("stock", 1203, 1203)


async def test_progress_tells_how_long_it_took_and_how_long_it_will_take(make_sync, shop):
    shop.largest_page = 100
    shop.add(450)
    told: list[Progress] = []
    await make_sync(on_progress=told.append).full_pass()
    steps = [step for step in told if step.what == "products"]
    assert [step.seconds for step in steps] == sorted(step.seconds for step in steps)
    assert steps[0].left is None
    # a look at the clock is a second, a page is one look: 350, 250 … goods are left at 100 a second
    assert [step.left for step in steps[1:]] == [2.5, 1.5, 0.5, 0.0]


async def test_nothing_long_is_parsed_or_written_in_the_loops_thread(make_sync, shop, tables, monkeypatch):
    shop.add(300)
    shop.cards = [card(f"p{n:05d}", "1") for n in range(300)]
    await make_sync().full_pass()  # models are built when they are first needed
    here = threading.get_ident()
    seen: dict[str, set[int]] = {}

    def noted(name: str, call: Any) -> Any:
        def run(*args: Any, **options: Any) -> Any:
            seen.setdefault(name, set()).add(threading.get_ident())
            return call(*args, **options)

        return run

    monkeypatch.setattr(cards, "_cards", noted("parsed cards", cards._cards))
    monkeypatch.setattr(passes, "product_row", noted("made a row", passes.product_row))
    monkeypatch.setattr(tables, "put_page", noted("written", tables.put_page))
    monkeypatch.setattr(tables, "put_stock", noted("stock", tables.put_stock))
    shop.units = [{"id": 4, "code": 2009, "name": "Штука", "short_name": "шт"}] * 200
    shop.categories = shop.categories * 200
    await make_sync().full_pass()
    assert set(seen) == {"parsed cards", "made a row", "written", "stock"}  # a row is made where its page is parsed
    assert all(here not in threads for threads in seen.values())


async def test_no_garbage_is_collected_while_a_page_is_taken_in(make_sync, shop, monkeypatch):
    shop.add(300)
    states = []
    honest = passes.product_row

    def row(*args: Any) -> Any:
        states.append(gc.isenabled())
        return honest(*args)

    monkeypatch.setattr(passes, "product_row", row)
    await make_sync().full_pass()
    assert set(states) == {False}
    assert gc.isenabled()


async def test_after_a_full_reading_the_search_index_is_in_order(make_sync, shop, tables):
    shop.largest_page = 20
    shop.add(900)
    await make_sync().full_pass()
    assert not tables.tidy()


async def test_a_catalog_of_another_shop_is_read_anew(make_sync, shop, tables):
    shop.largest_page = 100
    shop.add(300)
    await make_sync().full_pass()
    assert await make_sync().was_read()

    await cut_at_page(3, make_sync, shop)
    shop.before = lambda request: None
    tables.put_fact("shop_id", SHOP + 1)  # what is here was read for that one
    other = make_sync()
    assert not await other.was_read()
    shop.requests.clear()
    await other.full_pass()
    assert [request.url.params["page"] for request in shop.asked(PRODUCTS)] == ["1", "2", "3"]
    assert await make_sync().was_read()
