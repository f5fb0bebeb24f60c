"""What SmartKasa says of goods in the basket and of unknown codes, while the cashier goes on."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from pos_app.catalog.pointwise import Refreshed
from pos_app.store.catalog import CatalogRow
from pos_app.till.state import News, Search
from tests.unit.till.conftest import CASH, GOODS, Bench, MakeBench, good, id_of

MILK, BREAD = GOODS[0], GOODS[1]
DEARER = replace(MILK, price=4590, hash="dearer")


class FakeFreshness:
    """SmartKasa as far as single goods go; answers wait until they are let go."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.looked_up: list[str] = []
        self.says: dict[str, Refreshed] = {}
        self.numbers: dict[str, Sequence[CatalogRow] | None] = {}
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.done: list[str] = []

    def start(self) -> None:
        self.done.append("start")

    async def stop(self) -> None:
        self.done.append("stop")

    def was_read(self) -> None:
        self.done.append("was read")

    async def refresh(self, product_id: str, basket_price: int) -> Refreshed | None:
        self.asked.append((product_id, basket_price))
        await self.go_on.wait()
        return self.says.get(product_id)

    async def look_up(self, number: str) -> Sequence[CatalogRow] | None:
        self.looked_up.append(number)
        await self.go_on.wait()
        return self.numbers.get(number, ())


@pytest.fixture
def smartkasa() -> FakeFreshness:
    return FakeFreshness()


@pytest.fixture
async def fresh(make_bench: MakeBench, smartkasa: FakeFreshness) -> AsyncIterator[Bench]:
    made = make_bench()
    made.till = made.another(freshness=smartkasa)
    yield await made.ready()
    await made.till.shutdown()


async def turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def says(bench: Bench, smartkasa: FakeFreshness, row: CatalogRow) -> None:
    """SmartKasa has this by now, and asking for it brings it into the catalog."""
    bench.catalog.put_page([row], generation=2)
    smartkasa.says[row.id] = Refreshed(row, None)


async def test_a_good_is_sold_at_once_at_the_price_here_and_asked_for_once_it_lies_in_the_basket(fresh, smartkasa):
    smartkasa.go_on.clear()
    await fresh.till.scan(MILK.barcodes[0])
    assert fresh.till.state.cart.lines[0].price == 4290
    await turns()
    assert smartkasa.asked == [(MILK.id, 4290)]
    await fresh.till.scan(MILK.barcodes[0])
    await fresh.till.scan(BREAD.barcodes[0])
    await turns()
    assert smartkasa.asked == [(MILK.id, 4290), (BREAD.id, 2855)]


async def test_another_price_is_told_beside_the_line_and_changes_nothing_by_itself(fresh, smartkasa):
    smartkasa.go_on.clear()
    await fresh.till.scan(MILK.barcodes[0])
    line_id = fresh.till.state.cart.lines[0].id
    says(fresh, smartkasa, DEARER)
    smartkasa.go_on.set()
    await turns()
    assert fresh.till.state.news == (News(line_id, MILK.id, 4590, fresh.clock.now()),)
    assert fresh.till.state.totals.total == 4290
    assert ("catalog.price", {"line_id": line_id, "product_id": MILK.id, "price": 4590}) in fresh.told


async def offered(bench: Bench, smartkasa: FakeFreshness, row: CatalogRow = DEARER) -> str:
    await bench.till.scan(MILK.barcodes[0])
    says(bench, smartkasa, row)
    bench.till.catalog_changed()
    assert len(bench.till.state.news) == 1
    return bench.till.state.cart.lines[0].id


async def test_the_cashier_takes_the_new_price_up_and_can_take_that_back(fresh, smartkasa):
    line_id = await offered(fresh, smartkasa)
    await fresh.till.take_price(line_id)
    line = fresh.till.state.cart.line(line_id)
    assert (line.price, line.product.price, fresh.till.state.totals.total) == (4590, 4590, 4590)
    assert fresh.till.state.news == ()
    assert '"why":"smartkasa"' in fresh.journal("basket.price")[-1].replace(" ", "")
    assert await fresh.refusal(fresh.till.take_price(line_id)) == "no_new_price"
    await fresh.till.undo()
    assert fresh.till.state.totals.total == 4290
    assert len(fresh.till.state.news) == 1
    assert fresh.store.baskets.load().lines[0].price == 4290


async def test_the_price_is_taken_without_the_right_to_change_prices(fresh, smartkasa):
    await fresh.till.sign_out()
    fresh.account.permissions = {"edit_price": False}
    await fresh.till.sign_in_pin("1234")
    await fresh.till.take_price(await offered(fresh, smartkasa))
    assert fresh.till.state.totals.total == 4590


async def test_what_was_told_goes_with_its_line(fresh, smartkasa):
    line_id = await offered(fresh, smartkasa)
    await fresh.till.scan(BREAD.barcodes[0])
    await fresh.till.remove(line_id)
    assert fresh.till.state.news == ()
    await fresh.till.undo()
    assert len(fresh.till.state.news) == 1
    await fresh.till.pay(CASH)
    assert fresh.till.state.news == ()


async def test_a_price_set_by_hand_is_the_cashiers(fresh, smartkasa):
    line_id = await offered(fresh, smartkasa)
    await fresh.till.set_price(line_id, 4000)
    assert fresh.till.state.news == ()


async def test_a_price_that_came_back_is_no_news(fresh, smartkasa):
    await offered(fresh, smartkasa)
    says(fresh, smartkasa, MILK)
    fresh.till.catalog_changed()
    assert fresh.till.state.news == ()


async def test_a_free_price_is_never_news(fresh, smartkasa):
    await fresh.till.add(id_of(5), price=100)
    says(fresh, smartkasa, replace(GOODS[4], price=5000, free_price=False, hash="x"))
    fresh.till.catalog_changed()
    assert fresh.till.state.news == ()


async def test_a_good_that_is_gone_at_smartkasa_is_told_and_stays_in_the_basket(fresh, smartkasa):
    smartkasa.says[MILK.id] = Refreshed(None, None, gone=True)
    await fresh.till.scan(MILK.barcodes[0])
    await turns()
    (news,) = fresh.till.state.news
    assert (news.price, news.product_id) == (None, MILK.id)
    assert "catalog.gone" in fresh.kinds_told()
    assert MILK.id in fresh.till.held_products()
    assert await fresh.refusal(fresh.till.take_price(news.line_id)) == "no_new_price"
    await fresh.till.pay(CASH)


async def test_a_parked_receipt_comes_back_beside_todays_prices(fresh, smartkasa):
    await fresh.till.scan(MILK.barcodes[0])
    parked = await fresh.till.park()
    fresh.catalog.put_page([DEARER], generation=2)
    await fresh.till.resume(parked)
    assert [one.price for one in fresh.till.state.news] == [4590]


async def test_an_unknown_code_is_looked_up_and_what_is_found_is_offered(fresh, smartkasa):
    smartkasa.go_on.clear()
    smartkasa.numbers["4829999999990"] = [good(77, "Кефір", 3300, barcodes=("4829999999990",))]
    result = await fresh.till.scan("4829999999990")
    assert result.outcome == "unknown"
    assert fresh.till.state.look_up.search is Search.SEARCHING
    await turns()
    smartkasa.go_on.set()
    await turns()
    look_up = fresh.till.state.look_up
    assert (look_up.search, [each.name for each in look_up.products]) == (Search.FOUND, ["Кефір"])
    assert fresh.till.state.cart.is_empty
    assert ("catalog.found", {"code": "4829999999990", "product_ids": [id_of(77)]}) in fresh.told
    fresh.catalog.put_page(smartkasa.numbers["4829999999990"], generation=2)
    await fresh.till.scan("4829999999990")
    state = fresh.till.state
    assert (state.unknown_code, state.look_up.search, len(state.cart.lines)) == ("", Search.NONE, 1)


@pytest.mark.parametrize(("answer", "search"), [((), Search.ABSENT), (None, Search.SILENT)])
async def test_a_code_that_smartkasa_does_not_tell_stays_unknown(fresh, smartkasa, answer, search):
    smartkasa.numbers["123456789"] = answer
    await fresh.till.scan("123456789")
    await turns()
    assert fresh.till.state.look_up.search is search
    assert fresh.till.state.unknown_code == "123456789"
    await fresh.till.dismiss_problem()
    assert fresh.till.state.look_up.search is Search.NONE


async def test_an_answer_for_a_code_that_was_put_aside_comes_to_nothing(fresh, smartkasa):
    smartkasa.go_on.clear()
    smartkasa.numbers["123456789"] = [good(77, "Кефір", 3300)]
    await fresh.till.scan("123456789")
    await turns()
    await fresh.till.scan("987654321")
    smartkasa.go_on.set()
    await turns()
    assert fresh.till.state.look_up.search is Search.ABSENT
    assert smartkasa.looked_up == ["123456789", "987654321"]


async def test_freshness_lives_as_long_as_the_till_and_hears_of_every_full_reading(fresh, smartkasa):
    assert smartkasa.done == ["start"]
    await fresh.till.sync_catalog()
    assert smartkasa.done == ["start", "was read"]
    fresh.till.catalog_problem("SmartKasa мовчить")
    assert fresh.till.state.catalog.problem == "SmartKasa мовчить"
    await fresh.till.shutdown()
    assert smartkasa.done[-1] == "stop"


async def test_what_is_sold_leaves_the_stock_and_what_comes_back_returns_to_it(bench: Bench) -> None:
    await bench.till.add(MILK.id, 2000)
    view = await bench.till.pay(CASH)
    await bench.till.give_back(view.receipt.id, CASH)
    await turns()
    assert bench.sync.gone == [(MILK.id, 2000), (MILK.id, -2000)]
