"""The whole till over both sandbox servers: the catalog fills and refreshes itself while goods are sold."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pos_app.app.compose import open_till
from pos_app.app.demo import sandbox_settings, start_sandbox
from pos_app.app.demo_pin import PIN
from pos_app.app.settings import SettingsOfTill
from pos_app.sandbox.server import SandboxServers
from pos_app.till.service import Till
from pos_app.till.state import Search, TillState


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[SandboxServers]:
    with start_sandbox(tmp_path) as running:
        yield running


class Shop:
    """A till and the account behind it."""

    def __init__(self, till: Till, servers: SandboxServers) -> None:
        self.till = till
        self.goods = servers.smartkasa.state.sandbox.shelf
        self._changed = asyncio.Event()
        till.subscribe(lambda _: self._changed.set())

    async def until(self, true: Callable[[TillState], Any]) -> TillState:
        """Wait until the state is so."""
        async with asyncio.timeout(30):
            while not true(self.till.state):
                self._changed.clear()
                await self._changed.wait()
        return self.till.state

    def plain(self) -> Any:
        """A good that is scanned and sold without a question."""
        rows = self.till._parts.core.catalog.popular(limit=200)
        row = next(row for row in rows if row.barcodes and not (row.excise or row.sold_by_weight or row.free_price))
        return self.goods.get(row.id)


async def shop_of(servers: SandboxServers, folder: Path, **given: Any) -> Shop:
    return Shop(await open_till(sandbox_settings(servers), folder, **given), servers)


@pytest.fixture
async def shop(servers: SandboxServers, tmp_path: Path) -> AsyncIterator[Shop]:
    made = await shop_of(servers, tmp_path)
    yield made
    await made.till.shutdown()


async def test_an_empty_catalog_fills_itself_and_tells_how_far_it_is(shop: Shop) -> None:
    parts: list[tuple[str, int]] = []

    def hear(kind: str, told: Any) -> None:
        if kind == "catalog.progress":
            parts.append((told["what"], told["done"]))

    shop.till.subscribe_events(hear)
    state = await shop.until(lambda state: state.catalog.products and state.catalog.syncing is None)
    assert state.catalog.products > 600
    assert state.catalog.synced_at is not None
    assert "products" in dict(parts)


async def test_news_of_a_good_in_the_basket_comes_by_itself(shop: Shop) -> None:
    await shop.until(lambda state: state.catalog.products and state.catalog.syncing is None)
    await shop.till.sign_in_pin(PIN)
    good = shop.plain()
    before = round(good.price * 100)
    shop.goods.change(good.id, {"price": good.price + 1})
    await shop.till.scan(good.number)
    assert shop.till.state.totals.total == before
    state = await shop.until(lambda state: state.news)
    assert [one.price for one in state.news] == [before + 100]
    assert state.totals.total == before
    await shop.till.take_price(state.cart.lines[0].id)
    assert shop.till.state.totals.total == before + 100
    other = next(row for row in shop.till._parts.core.catalog.popular(limit=400) if row.id != good.id and row.price)
    shop.goods.remove(other.id)
    await shop.till.add(other.id, price=None)
    state = await shop.until(lambda state: state.news)
    assert state.news[0].price is None
    assert len(state.cart.lines) == 2


async def test_an_unknown_code_is_found_at_smartkasa_while_others_are_scanned(shop: Shop) -> None:
    await shop.until(lambda state: state.catalog.products and state.catalog.syncing is None)
    await shop.till.sign_in_pin(PIN)
    good = shop.plain()
    values: dict[str, Any] = {"number": "4829990000017", "title": "Новинка", "price": Decimal(7)}
    new = replace(good, id="5e0000ff-0000-4000-8000-0000000000ff", **values)
    shop.goods.add(new)
    result = await shop.till.scan("4829990000017")
    assert result.outcome == "unknown"
    await shop.till.scan(good.number)
    state = await shop.until(lambda state: state.look_up.search is Search.FOUND)
    assert [(each.name, each.price) for each in state.look_up.products] == [("Новинка", 700)]
    assert len(state.cart.lines) == 1
    await shop.till.scan("000000000000")
    await shop.until(lambda state: state.look_up.search is Search.ABSENT)


async def test_a_till_without_a_screen_reads_nothing_until_it_is_asked(servers: SandboxServers, tmp_path: Path) -> None:
    shop = await shop_of(servers, tmp_path, without_screen=True)
    told: list[str] = []
    shop.till.subscribe_events(lambda kind, _: told.append(kind))
    for _ in range(20):
        await asyncio.sleep(0)
    assert shop.till.state.catalog.products == 0
    result = await shop.till.sync_catalog()
    assert result["added"] == result["products"] == shop.till.state.catalog.products > 600
    assert set(result) == {"products", "added", "changed", "hidden", "requests", "seconds"}
    good = shop.plain()
    shop.goods.change(good.id, {"price": good.price + 1})
    assert (await shop.till.sync_catalog(full=True))["changed"] == 1
    await shop.till.shutdown()


async def test_a_shop_that_wants_no_background_reading_has_none(servers: SandboxServers, tmp_path: Path) -> None:
    settings: SettingsOfTill = sandbox_settings(servers)
    quiet = settings.model_copy(update={"smartkasa": settings.smartkasa.model_copy(update={"keep_fresh": False})})
    till = await open_till(quiet, tmp_path)
    assert till._parts.supply._freshness is None
    assert till.state.catalog.syncing is None
    await till.shutdown()
