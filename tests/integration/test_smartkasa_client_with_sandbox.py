"""The real SmartKasa client against the sandbox server: sessions that end, a whole catalog, stock, people, pictures."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import httpx
import pytest

from pos_app.smartkasa import (
    Credentials,
    Invalid,
    KeyRefused,
    MemoryTokens,
    NotFound,
    SmartKasaClient,
    Unauthorized,
    every,
    means_gone,
)
from tests.unit.sandbox.smartkasa_shop import BASE, Shop, smartkasa_shop


@dataclass
class Till:
    """The till's side: its client and where its refresh token is kept."""

    client: SmartKasaClient
    tokens: MemoryTokens
    requests: list[httpx.Request]

    def count(self, path: str) -> int:
        return sum(request.url.path.endswith(path) for request in self.requests)


def till_of(shop: Shop, *, tokens: MemoryTokens | None = None, api_key: str | None = None, asks: bool = False) -> Till:
    requests: list[httpx.Request] = []
    tokens = tokens or MemoryTokens()

    async def note(request: httpx.Request) -> None:
        requests.append(request)

    async def credentials() -> Credentials | None:
        return Credentials(shop.account.phone_number, shop.account.password)

    client = SmartKasaClient(
        httpx.AsyncClient(transport=httpx.ASGITransport(shop.app), event_hooks={"request": [note]}),
        base_url=BASE,
        api_key=api_key or shop.account.api_key,
        timeout_s=5.0,
        token_store=tokens,
        now=shop.clock,
        on_sign_in_needed=credentials if asks else None,
    )
    return Till(client, tokens, requests)


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    async with smartkasa_shop(access_lifetime=timedelta(minutes=10), refresh_lifetime=timedelta(days=30)) as opened:
        yield opened


@pytest.fixture
async def till(shop: Shop) -> Till:
    made = till_of(shop)
    await made.client.sign_in(shop.account.phone_number, shop.account.password)
    return made


async def test_a_wrong_password_and_a_wrong_key_are_told_apart(shop):
    with pytest.raises(Invalid) as refusal:
        await till_of(shop).client.sign_in(shop.account.phone_number, "guess")
    assert refusal.value.codes == ("phone_number_or_password_invalid",)
    with pytest.raises(KeyRefused):
        await till_of(shop, api_key="other").client.sign_in(shop.account.phone_number, shop.account.password)


async def test_a_session_lives_on_through_many_renewals(shop, till):
    for _ in range(5):
        shop.clock.pass_(minutes=11)
        assert (await till.client.get_shop(shop.account.shop_id)).title == "Крамниця «Тиха Вулиця»"
    assert till.count("/auth/refresh") == 5
    assert till.count("/auth/sessions") == 1


async def test_many_calls_that_meet_a_dead_token_renew_it_once(shop, till):
    shop.world.account.expire()
    shops = await asyncio.gather(*(till.client.get_shop(shop.account.shop_id) for _ in range(8)))
    assert {found.id for found in shops} == {shop.account.shop_id}
    assert till.count("/auth/refresh") == 1


async def test_a_kept_refresh_token_opens_the_next_start_without_a_password(shop, till):
    kept = await till.tokens.load()
    assert kept
    later = till_of(shop, tokens=till.tokens)
    assert (await later.client.get_shop(shop.account.shop_id)).id == shop.account.shop_id
    assert later.count("/auth/sessions") == 0
    assert await till.tokens.load() != kept


async def test_when_both_tokens_are_dead_a_person_must_sign_in_unless_the_till_knows_how(shop, till):
    shop.world.account.expire(refresh=True)
    with pytest.raises(Unauthorized):
        await till.client.get_shop(shop.account.shop_id)
    knowing = till_of(shop, tokens=till.tokens, asks=True)
    assert (await knowing.client.get_shop(shop.account.shop_id)).id == shop.account.shop_id


async def test_a_server_that_wants_the_bare_token_gets_it(shop, till):
    shop.world.account.authorization_form = "bare"
    assert (await till.client.get_shop(shop.account.shop_id)).id == shop.account.shop_id
    before = len(till.requests)
    await till.client.get_shop(shop.account.shop_id)
    assert len(till.requests) == before + 1


async def test_signing_out_ends_the_session_on_the_server(shop, till):
    before = len(shop.world.account.sessions)
    await till.client.sign_out()
    assert len(shop.world.account.sessions) == before - 1
    assert not till.client.signed_in


async def test_the_whole_catalog_comes_page_by_page_whatever_the_server_serves_at_once(shop, till):
    shop.world.behaviour.page_limit = 90
    seen = []
    async for page in every(partial(fetch_page, till.client, shop.account.shop_id)):
        seen += page.items
        assert page.unreadable == 0
    expected = [
        good for good in shop.world.catalog.goods if good.category_id not in shop.world.hidden_categories(37958)
    ]
    assert [good.id for good in seen] == [good.id for good in expected]
    assert [good.price for good in seen] == [int(good.price * 100) for good in expected]
    assert [good.number for good in seen] == [good.number or "" for good in expected]
    assert [int(good.tax_group_id) for good in seen] == [good.tax_group_id for good in expected]
    assert till.count("/inventory/products") == -(-len(expected) // 90)


async def fetch_page(client, shop_id, page):
    return await client.list_products(shop_id=shop_id, page=page)


async def test_a_shared_barcode_brings_both_goods_and_a_deleted_good_is_gone(shop, till):
    numbers = [good.number for good in shop.world.catalog.goods if good.number]
    shared = next(number for number in numbers if numbers.count(number) == 2)
    found = (await till.client.list_products(number=shared)).items
    assert [good.number for good in found] == [shared, shared]
    shop.world.shelf.remove(found[0].id)
    with pytest.raises(NotFound) as gone:
        await till.client.get_product(found[0].id)
    assert means_gone(gone.value)


async def test_a_price_changed_from_behind_is_seen_at_the_next_look(shop, till):
    good = shop.world.catalog.goods[0]
    shop.world.set_price(good.id, "49.37")
    one = await till.client.get_product(good.id)
    assert one.price == 4937
    assert {card.shop_id for card in one.cards} == {37958, 37959}


async def test_all_stock_cards_stream_and_tell_thousandths(shop, till):
    seen = {}
    async with aclosing(till.client.stream_cards(shop_id=shop.account.shop_id)) as parts:
        async for cards in parts:
            seen |= {card.product_id: card.count for card in cards}
    expected = {card.product_id: card.count for card in shop.world.cards if card.shop_id == shop.account.shop_id}
    assert seen == {product_id: int(count * 1000) for product_id, count in expected.items()}
    assert len(seen) >= 600


async def test_statistics_of_a_month_name_a_price_for_all_that_sells(shop, till):
    report = await till.client.product_daily_sales(
        date_start=date(2026, 10, 23), date_end=date(2026, 11, 21), shop_id=shop.account.shop_id
    )
    prices = {good.id: int(good.price * 100) for good in shop.world.catalog.goods}
    assert len(report.products) >= 600
    assert all(row.price == prices[row.id] for row in report.products)


async def test_of_an_employee_nothing_but_name_role_and_pin_is_kept(shop, till):
    shop.world.behaviour.pin_in_lists = True
    staff = (await till.client.list_shop_employees()).items
    person = await till.client.get_employee(staff[0].employees[0].id)
    row = shop.world.company.employees[person.id]
    assert person.pin_code is not None
    assert person.pin_code.get_secret_value() == row["pin_code"]
    shown = f"{person!r} {person.model_dump()}"
    assert not any(row[secret] in shown for secret in ("inn", "passport_number", "phone_number", "pin_code"))


async def test_the_tree_the_units_the_shops_and_the_terminals_come_as_they_are(shop, till):
    categories = {row.id: row for row in (await till.client.list_categories()).items}
    assert len(categories) == len(shop.world.categories)
    assert all(row.parent_id is None or row.parent_id in categories for row in categories.values())
    units = {unit.code: unit for unit in (await till.client.list_unit_types()).items}
    assert units[301].is_weighted
    assert not units[102].is_visible
    assert [row.id for row in (await till.client.list_shops()).items] == [37958, 37959]
    assert [row.name for row in (await till.client.list_terminals(shop_id=37959)).items] == ["Каса кіоску"]


async def test_a_goods_picture_is_fetched_once_its_address_is_known(shop, till):
    picture = (await till.client.list_products(per_page=1)).items[0].picture
    assert picture is not None
    content = await till.client.get_picture(picture)
    assert len(content) == picture.size
    assert content.startswith(b"\x89PNG")


async def test_ten_thousand_invented_goods_are_read_to_the_last():
    async with smartkasa_shop(extra_products=10_000) as shop:
        till = till_of(shop, asks=True)
        count = 0
        async for page in every(partial(fetch_page, till.client, shop.account.shop_id)):
            count += len(page.items)
    assert count == 10_000 + len(shop.world.catalog.goods) - 8
