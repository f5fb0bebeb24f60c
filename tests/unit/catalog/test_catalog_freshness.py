"""The catalog kept fresh, in a time that passes only when everything waits."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import httpx
import pytest

from pos_app.catalog.freshness import HOT_SET_S, PROBE_S, Freshness
from pos_app.catalog.patience import Patience
from pos_app.catalog.sync import CatalogSync

SHOP = 37958
NOON = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
PRODUCTS = "/inventory/products"
SALES = "/product_daily_sales/alter"


class Time:
    """Waiting takes no time but this one's; at `end` the waiting is for ever, and `over` is set."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.end = 0.0
        self.over = asyncio.Event()

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    async def pause(self, seconds: float) -> None:
        assert seconds > 0
        if self.seconds + seconds > self.end:
            self.over.set()
            await asyncio.Event().wait()
        self.seconds += seconds


class Bench:
    """A sync, its freshness, and what it said."""

    def __init__(self, client: Any, tables: Any, shop: Any, held: set[str]) -> None:
        self.time = Time()
        self.shop = shop
        self.tables = tables
        self.asked_at: list[tuple[float, str]] = []
        self.problems: list[str] = []
        self.changes = 0
        self.sync = CatalogSync(
            client, tables, shop_id=SHOP, now=self.time.now, monotonic=self.time.monotonic, held=lambda: held,
            patience=lambda: Patience(tries=1),
        )  # fmt: skip
        self.fresh = Freshness(
            self.sync, now=self.time.now, monotonic=self.time.monotonic, pause=self.time.pause, chance=lambda: 0.5,
            on_change=self._changed, on_problem=self.problems.append,
        )  # fmt: skip
        shop.before = self._note

    def _changed(self) -> None:
        self.changes += 1

    def _note(self, request: httpx.Request) -> None:
        self.asked_at.append((self.time.seconds, request.url.path.removeprefix("/api/v1")))

    def times_of(self, path: str, **query: str) -> list[float]:
        found = zip(self.asked_at, self.shop.requests, strict=True)
        return [
            at for (at, asked), request in found
            if asked.endswith(path) and all(request.url.params.get(name) == value for name, value in query.items())
        ]  # fmt: skip

    async def run(self, seconds: float) -> None:
        """Let it work for so long."""
        self.time.end = self.time.seconds + seconds
        self.time.over.clear()
        self.fresh.start()
        await asyncio.wait_for(self.time.over.wait(), 20)
        await self.fresh.stop()
        self.time.seconds = self.time.end


@pytest.fixture
async def bench(client, tables, shop):
    held: set[str] = set()
    made = Bench(client, tables, shop, held)
    made.held = held
    shop.add(450)
    shop.largest_page = 100
    await made.sync.full_pass()
    shop.requests.clear()
    made.asked_at.clear()
    yield made
    await made.fresh.stop()
    made.sync.close()


async def test_the_head_of_the_list_is_looked_at_every_minute_or_two(bench):
    await bench.run(1800)
    looks = bench.times_of(PRODUCTS, page="1", per_page="100")
    gaps = [later - sooner for sooner, later in pairwise(looks)]
    assert len(looks) >= 18
    assert all(PROBE_S[0] <= gap <= PROBE_S[1] + 10 for gap in gaps)


async def test_a_new_product_and_a_changed_price_at_the_head_are_here_with_the_first_look(bench):
    bench.shop.products.insert(0, bench.shop.products[0] | {"id": "new", "number": "482", "price": "7.5"})
    bench.shop.products[1]["price"] = "99.0"
    await bench.run(15)  # the first look comes soon after the start
    assert bench.tables.by_barcode("482")[0].price == 750
    assert bench.tables.by_id("p00000").price == 9900
    assert bench.changes == 1


async def test_statistics_bring_todays_price_of_all_that_sells_in_one_request_every_quarter_of_an_hour(bench):
    bench.shop.sold = [{"id": f"p{n:05d}", "price": "15.0", "total_count": str(n)} for n in range(100, 400)]
    bench.shop.sold += [{"id": "p00001", "price": None, "total_count": "1"}]
    bench.shop.sold += [{"id": "p00002", "price": "0.0", "total_count": "1"}]
    await bench.run(60)
    assert bench.tables.by_id("p00123").price == 1500
    assert bench.tables.by_id("p00123").popularity == 123_000
    assert [bench.tables.by_id(f"p0000{n}").price for n in (1, 2)] == [1000, 1000]
    assert len(bench.times_of(SALES)) == 1
    await bench.run(4 * HOT_SET_S[1])
    looks = bench.times_of(SALES)
    assert len(looks) >= 4


async def test_a_price_from_the_statistics_does_not_make_the_next_pass_write_the_row_again(bench):
    bench.shop.products[200]["price"] = "15.0"
    bench.shop.sold = [{"id": "p00200", "price": "15.0", "total_count": "3"}]
    await bench.run(60)
    assert bench.tables.by_id("p00200").price == 1500
    result = await bench.sync.full_pass()
    assert (result.added, result.changed, result.hidden) == (0, 0, 0)


async def test_a_seller_that_is_not_here_is_asked_for_by_its_id(bench):
    bench.shop.elsewhere["lost"] = bench.shop.products[0] | {"id": "lost", "number": "777"}
    bench.shop.sold = [{"id": "lost", "price": "10.0", "total_count": "3"}]
    await bench.run(60)
    assert [row.id for row in bench.tables.by_barcode("777")] == ["lost"]


async def test_everything_is_read_again_page_by_page_without_haste(bench):
    bench.shop.products[440]["price"] = "55.5"
    gone = bench.shop.products.pop(300)
    await bench.run(600)
    pages = bench.times_of(PRODUCTS, per_page="500")
    assert len(pages) == 5
    assert all(4 <= later - sooner <= 12 for sooner, later in pairwise(pages))
    assert bench.tables.by_id("p00440").price == 5550
    assert bench.tables.by_id(gone["id"]) is None
    assert bench.tables.fact("synced_at") > NOON.isoformat()


async def test_a_list_that_became_shorter_hurries_the_reading_on(bench):
    await bench.run(650)
    del bench.shop.products[250:260]
    bench.asked_at.clear()
    bench.shop.requests.clear()
    await bench.run(200)
    assert bench.tables.count() == 440
    pages = bench.times_of(PRODUCTS, per_page="500")
    assert pages[-1] - pages[0] < 4


async def test_a_product_in_the_basket_outlives_the_reading(bench):
    bench.held.add("p00300")
    bench.shop.products.pop(300)
    await bench.run(900)
    assert bench.tables.by_id("p00300") is not None


async def test_when_nobody_answers_the_pauses_double_up_to_ten_minutes_and_the_cashier_is_told_once_it_is_over(bench):
    def dead(request: httpx.Request) -> None:
        bench._note(request)
        raise httpx.ConnectError("no route")

    bench.shop.before = dead
    await bench.run(7200)
    times = [at for at, _ in bench.asked_at]
    gaps = [round(later - sooner) for sooner, later in pairwise(times)]
    assert gaps[:6] == [15, 30, 60, 120, 240, 480]
    assert set(gaps[6:]) == {600}
    assert set(bench.problems) == {"SmartKasa не відповідає. Каталог працює з останніх збережених даних."}
    bench.shop.before = bench._note
    await bench.run(700)
    assert bench.problems[-1] == ""
    assert bench.tables.count() == 450


async def test_smartkasa_is_left_alone_for_as_long_as_it_asks(bench):
    bench.shop.faults = [httpx.Response(429, headers={"retry-after": "1234"})]
    await bench.run(1200)
    assert len(bench.asked_at) == 1
    assert await bench.fresh.refresh("p00001", 1000) is None
    assert await bench.fresh.look_up("482") is None
    assert len(bench.asked_at) == 1
    await bench.run(60)
    assert len(bench.asked_at) > 1


async def test_an_empty_list_changes_nothing_and_is_told(bench):
    bench.shop.products.clear()
    await bench.run(300)
    assert bench.tables.count() == 450
    assert any("порожній" in problem for problem in bench.problems)


async def test_at_night_the_whole_catalog_is_read_once(bench):
    bench.shop.cards = [{"id": 1, "product_id": "p00007", "shop_id": SHOP, "count": "4", "counting_enabled": True}]
    bench.time.seconds += 15 * 3600  # three in the morning in Kyiv, but the last reading is not a day old
    await bench.run(1300)
    assert bench.tables.fact("full_at") == NOON.isoformat()
    bench.time.seconds += 24 * 3600
    await bench.run(1300)
    full_at = bench.tables.fact("full_at")
    assert full_at > NOON.isoformat()
    assert bench.tables.by_id("p00007").stock == 4000
    await bench.run(1300)
    assert bench.tables.fact("full_at") == full_at


async def test_it_starts_once_and_stops_for_good(bench):
    bench.time.end = 30
    bench.fresh.start()
    first = bench.fresh._task
    bench.fresh.start()
    assert bench.fresh._task is first
    await bench.time.over.wait()
    await bench.fresh.stop()
    assert not bench.fresh.running
    asked = len(bench.asked_at)
    await asyncio.sleep(0)
    assert len(bench.asked_at) == asked
    await bench.fresh.stop()


async def test_a_full_reading_that_somebody_waits_for_does_not_go_on_from_a_rolling_one(bench):
    await bench.run(75)  # the rolling one has read a page or two
    assert bench.tables.fact("cursor")["rolling"]
    bench.shop.requests.clear()
    await bench.sync.full_pass()
    assert [r.url.params["page"] for r in bench.shop.asked(PRODUCTS)] == ["1", "2", "3", "4", "5"]


async def test_a_broken_off_full_reading_is_finished_in_the_background(bench):
    def cut(request: httpx.Request) -> None:
        if request.url.path.endswith(PRODUCTS) and request.url.params["page"] == "3":
            raise httpx.ConnectError("no route")

    bench.shop.before = cut
    with pytest.raises(Exception, match="unreachable"):
        await bench.sync.full_pass()
    bench.shop.before = bench._note
    bench.shop.requests.clear()
    bench.asked_at.clear()
    await bench.run(200)
    pages = [r.url.params["page"] for r in bench.shop.asked(PRODUCTS) if r.url.params["per_page"] == "500"]
    assert pages == ["3", "4", "5"]


async def test_a_cancelled_reading_goes_on_from_its_next_page(bench):
    begun = asyncio.Event()

    def tell(request: httpx.Request) -> None:
        if request.url.params.get("page") == "3" and request.url.path.endswith(PRODUCTS):
            begun.set()

    bench.shop.before = tell
    reading = asyncio.create_task(bench.sync.full_pass())
    await begun.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    bench.shop.before = lambda request: None
    bench.shop.requests.clear()
    await bench.sync.full_pass()
    assert bench.shop.asked(PRODUCTS)[0].url.params["page"] in {"3", "4"}


def another(bench, **given):
    return Freshness(
        bench.sync, now=bench.time.now, monotonic=bench.time.monotonic, pause=bench.time.pause, chance=lambda: 0.5,
        on_change=bench._changed, on_problem=bench.problems.append, **given,
    )  # fmt: skip


async def test_a_catalog_that_was_never_read_whole_is_read_first_and_nothing_else_is_done_before(bench):
    bench.tables.put_fact("full_at", None)
    bench.fresh = another(bench)
    await bench.run(30)
    assert bench.tables.fact("full_at") is not None
    assert [at for at, _ in bench.asked_at][-1] == 0.0
    assert bench.times_of(PRODUCTS, per_page="100") == []


async def test_the_first_reading_is_tried_again_until_it_comes_to_its_end(bench):
    bench.tables.put_fact("full_at", None)
    bench.fresh = another(bench)
    bench.shop.before = _dead
    await bench.run(20)
    assert bench.problems
    bench.shop.before = bench._note
    await bench.run(60)
    assert bench.tables.fact("full_at") is not None
    assert bench.problems[-1] == ""


def _dead(request: httpx.Request) -> None:
    raise httpx.ConnectError("no route")


async def test_where_nobody_sees_it_the_first_reading_is_left_to_be_asked_for(bench):
    bench.tables.put_fact("full_at", None)
    bench.fresh = another(bench, fills=False, soon=False)
    bench.fresh.start()
    for _ in range(20):
        await asyncio.sleep(0)
    assert bench.asked_at == []
    await bench.sync.full_pass()
    bench.fresh.was_read()
    bench.asked_at.clear()
    bench.shop.requests.clear()
    bench.time.end = 59
    await bench.time.over.wait()
    assert bench.asked_at == []
    await bench.fresh.stop()
    await bench.run(120)
    assert bench.times_of(PRODUCTS, per_page="100")


async def test_what_somebody_has_just_read_is_not_read_again_soon(bench):
    bench.fresh.start()
    bench.fresh.was_read()
    await bench.run(59)
    assert bench.asked_at == []
    await bench.run(60)
    assert len(bench.times_of(PRODUCTS)) == 1


async def test_a_change_on_a_rolling_page_is_told_at_once(bench):
    bench.shop.products[250]["price"] = "55.5"
    await bench.run(81)
    assert bench.tables.fact("cursor")["phase"] == "walk"
    assert bench.tables.by_id("p00250").price == 5550
    assert bench.changes == 1


async def test_what_was_sold_is_off_the_stock_until_smartkasa_tells_it_anew(bench):
    bench.tables.put_stock([("p00001", 5000), ("p00002", None)])
    await bench.sync.sold([("p00001", 2000), ("p00002", 1000), ("nobody", 1000)])
    assert [bench.tables.by_id(f"p0000{n}").stock for n in (1, 2)] == [3000, None]
    await bench.sync.sold([("p00001", -1000)])
    assert bench.tables.by_id("p00001").stock == 4000
    bench.shop.cards = [{"id": 1, "product_id": "p00001", "shop_id": SHOP, "count": "9", "counting_enabled": True}]
    await bench.sync.stock(Patience(tries=1))
    assert bench.tables.by_id("p00001").stock == 9000
