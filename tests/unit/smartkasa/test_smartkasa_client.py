"""Lists, single things, amounts, addresses: what the client makes of answers."""

import asyncio
import json
from datetime import date
from decimal import Decimal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import Bug, PosError
from pos_app.smartkasa import BadAnswer, SmartKasaClient, every, open_http
from pos_app.smartkasa.amounts import kopecks, thousandths
from pos_app.smartkasa.enums import ClassifierType, TaxGroup
from pos_app.smartkasa.models import Meta, Picture, Product
from pos_app.smartkasa.paging import next_page

PRODUCTS = "GET /api/v1/inventory/products"
CARDS = "GET /api/v1/inventory/cards"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3064.0", 306400), (3064, 306400), (75.6, 7560), (0.1, 10), ("0.005", 1), ("-1.5", -150), (None, None),
        ("", None), (Decimal("19.99"), 1999), (" 12.30 ", 1230), ("1e2", 10000), (29.99, 2999), (1.15, 115),
        ("5", 500), ("5.", 500), (".5", 50), ("0.05", 5), ("12.345", 1235), ("+7.5", 750), ("٣", 300),
    ],
)  # fmt: skip
def test_money_in_any_dress_becomes_kopecks(value, expected):
    assert kopecks(value) == expected


@pytest.mark.parametrize("value", ["abc", "NaN", "Infinity", "1e40", True, [], {}, "1,5"])
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(ValueError, match="не число"):
        kopecks(value)


@given(st.integers(min_value=0, max_value=10**9))
def test_no_kopeck_is_lost_between_a_float_and_an_integer(amount):
    assert kopecks(amount / 100) == amount
    assert thousandths(str(Decimal(amount) / 1000)) == amount


def test_an_unknown_enumeration_is_kept_as_its_number():
    product = Product.model_validate({"id": "p", "tax_group_id": 77, "classifier_type_id": 9})
    assert product.tax_group_id == 77
    assert product.classifier_type_id == 9
    known = Product.model_validate({"id": "p", "tax_group_id": 6, "classifier_type_id": 1})
    assert known.tax_group_id is TaxGroup.EXCISE_5_VAT_20
    assert known.classifier_type_id is ClassifierType.UKTZED


def test_a_product_of_nulls_is_still_a_product():
    fields = dict.fromkeys(Product.model_fields) | {"id": "p"}
    product = Product.model_validate(fields)
    assert (product.title, product.number, product.price) == ("", "", None)
    assert product.tax_group_id is TaxGroup.UNSET
    assert not product.sold_by_weight
    assert product.cards == ()


async def test_one_spoilt_row_does_not_stop_a_page(client, fake, listed):
    fake.answers[PRODUCTS] = listed([{"id": "a"}, {"id": "b", "price": "free"}, {"id": None}, {"id": "c"}, "text"])
    page = await client.list_products(shop_id=5)
    assert [p.id for p in page.items] == ["a", "c"]
    assert page.unreadable == 3


async def test_only_what_was_asked_goes_into_the_query(client, fake, listed):
    fake.answers[PRODUCTS] = listed([])
    await client.list_products(shop_id=5, number="482")
    assert dict(fake.requests[-1].url.params) == {"shop_id": "5", "number": "482", "page": "1", "per_page": "500"}


async def test_a_long_page_is_read_like_a_short_one(client, fake, listed):
    fake.answers[PRODUCTS] = listed([{"id": f"p{i}", "title": "т" * 100} for i in range(500)])
    assert len((await client.list_products()).items) == 500


async def test_pages_follow_what_the_server_served_not_what_was_asked(client, fake):
    rows = [{"id": str(i)} for i in range(23)]

    def serve(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params["page"])
        part = rows[(page - 1) * 10 : page * 10]
        return httpx.Response(200, json={"data": part, "meta": {"total_count": 23, "limit_value": 10}})

    fake.answers[PRODUCTS] = serve
    got = [p.id async for page in every(lambda n: client.list_products(page=n)) for p in page.items]
    assert got == [str(i) for i in range(23)]


@pytest.mark.parametrize(
    ("meta", "page", "rows", "expected"),
    [
        ({"next_page": 3}, 2, 500, 3), ({"next_page": 2}, 2, 500, None), ({"total_pages": 4}, 2, 500, 3),
        ({"total_pages": 2}, 2, 500, None), ({"total_count": 1000}, 1, 500, 2), ({"total_count": 1000}, 2, 500, None),
        ({"total_count": 1000, "limit_value": 100}, 2, 100, 3), ({}, 1, 500, 2), ({}, 1, 499, None),
        ({"next_page": 9}, 8, 0, None),
    ],
)  # fmt: skip
def test_the_next_page_is_known_from_whatever_the_server_tells(meta, page, rows, expected):
    assert next_page(Meta.model_validate(meta), page, 500, rows) == expected


async def test_cards_arrive_in_thousandths(client, fake, listed):
    rows = [{"id": i, "product_id": f"p{i}", "shop_id": 5, "count": "3.5"} for i in range(300)]
    fake.answers[CARDS] = listed(rows)
    cards = [card async for cards in client.stream_cards(shop_id=5) for card in cards]
    assert len(cards) == 300
    assert cards[7].product_id == "p7"
    assert cards[7].count == 3500
    assert dict(fake.requests[-1].url.params) == {"shop_id": "5"}


async def test_cards_obey_a_next_page_should_one_come(client, fake):
    def serve(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("page", 1))
        meta = {"total_count": 2, "next_page": 2 if page == 1 else None}
        return httpx.Response(200, json={"data": [{"id": page}], "meta": meta})

    fake.answers[CARDS] = serve
    assert [card.id async for cards in client.stream_cards() for card in cards] == [1, 2]


@pytest.mark.parametrize("cut", [1, 30, -1, -30])
async def test_a_cut_list_of_cards_does_not_pass_for_a_short_one(client, fake, cut):
    whole = json.dumps({"data": [{"id": i} for i in range(9)], "meta": {"total_count": 9}}).encode()
    fake.answers[CARDS] = lambda request: httpx.Response(200, content=whole[:cut])
    with pytest.raises(BadAnswer):
        [card async for cards in client.stream_cards() for card in cards]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"{}",
        b"<html>",
        b'{"data": []}',
        b'{"data": [], "meta": 5}',
        b'{"data": [], "meta": 5}' + b" " * 70_000,
    ],
)
async def test_what_is_no_list_of_cards_is_a_bad_answer(client, fake, body):
    fake.answers[CARDS] = lambda request: httpx.Response(200, content=body)
    with pytest.raises(BadAnswer):
        [card async for cards in client.stream_cards() for card in cards]


async def test_a_spoilt_card_is_left_out(client, fake, listed):
    fake.answers[CARDS] = listed([{"id": 1, "count": "many"}, {"id": 2, "count": None}, {"count": "1"}])
    assert [card.id async for cards in client.stream_cards() for card in cards] == [2]


async def test_employees_of_shops_never_carry_a_pin(client, fake, listed):
    staff = {"id": 1, "first_name": "Потап", "pin_code": "1234", "inn": "1234567891", "role_id": 1, "state": 0}
    fake.answers["GET /api/v1/rsn/shops/employees"] = listed([{"id": 5, "title": "Крамниця", "employees": [staff]}])
    shop = (await client.list_shop_employees()).items[0]
    assert shop.employees[0].first_name == "Потап"
    assert "1234" not in str(shop.model_dump())


async def test_statistics_are_asked_by_whole_days(client, fake):
    path = "/api/v1/stats/product_daily_sales/alter"
    sold = {"id": "p", "price": "86.77", "total_amount": "75.6", "total_count": "1.5", "popularity": "100.0"}
    fake.answers[f"GET {path}"] = lambda request: httpx.Response(
        200, json={"data": {"id": 0, "products": [sold], "total_amount": 75.6, "total_count": 1.5}, "meta": {}}
    )
    sales = await client.product_daily_sales(date_start=date(2026, 8, 2), date_end=date(2026, 9, 1), shop_id=5)
    assert (sales.products[0].price, sales.total_amount, sales.total_count) == (8677, 7560, 1500)
    assert dict(fake.requests[-1].url.params) == {"date_start": "2026-08-02", "date_end": "2026-09-01", "shop_id": "5"}


async def test_a_picture_comes_from_our_host_only(client, fake):
    image = httpx.Response(200, content=b"\x89PNG", headers={"content-type": "image/png"})
    fake.answers["GET /uploads/store/abc"] = lambda request: image
    assert await client.get_picture(Picture(id="abc", url="/uploads/store/abc")) == b"\x89PNG"
    whole = "https://core.smartkasa.test/uploads/store/abc"
    fake.answers["GET /uploads/store/abc"] = lambda request: httpx.Response(
        200, content=b"x", headers={"content-type": "image/png"}
    )
    assert await client.get_picture(Picture(id="abc", url=whole)) == b"x"


@pytest.mark.parametrize(
    "url",
    [
        "", "http://localhost/uploads/x", "//evil.test/x", "https://core.smartkasa.test.evil.test/x", "uploads/x",
        "https://core.smartkasa.test@evil.test/x", "http://core.smartkasa.test/x", "/\\evil.test/x", "file:///etc/passwd",
    ],
)  # fmt: skip
async def test_a_picture_on_another_host_is_refused_before_any_request(client, fake, url):
    with pytest.raises(BadAnswer):
        await client.get_picture(Picture(id="abc", url=url))
    assert fake.requests == []


async def test_a_picture_that_is_no_image_is_refused(client, fake):
    fake.answers["GET /uploads/store/abc"] = lambda request: httpx.Response(200, text="<html>")
    with pytest.raises(BadAnswer):
        await client.get_picture(Picture(id="abc", url="/uploads/store/abc"))


async def test_a_picture_of_fifty_megabytes_is_given_up_long_before_its_end(client, fake):
    sent = 0

    async def endless():
        nonlocal sent
        for _ in range(50):
            sent += 1
            yield b"x" * 1024 * 1024

    headers = {"content-type": "image/png"}
    fake.answers["GET /uploads/store/abc"] = lambda request: httpx.Response(200, headers=headers, content=endless())
    with pytest.raises(BadAnswer):
        await client.get_picture(Picture(id="abc", url="/uploads/store/abc"))
    assert sent <= 10


@pytest.mark.parametrize(("given_id", "path"), [("a/b", "a%2Fb"), ("a?x=1", "a%3Fx%3D1"), ("ї", "%D1%97")])
async def test_an_id_stays_within_its_segment_of_the_path(client, fake, given_id, path):
    with pytest.raises(PosError):
        await client.get_product(given_id)
    assert fake.requests[-1].url.raw_path == f"/api/v1/inventory/products/{path}".encode()


@pytest.mark.parametrize("bad", ["", ".", ".."])
async def test_an_id_that_would_climb_is_our_own_mistake(client, bad):
    with pytest.raises(Bug):
        await client.get_product(bad)


@pytest.mark.parametrize(
    "url",
    ["http://core.smartkasa.ua", "ftp://x.test", "", "https://", "core.smartkasa.ua", "https://x/?q", "https://x:port"],
)
def test_an_address_that_would_show_the_key_to_the_world_is_refused(make, url):
    with pytest.raises(PosError) as caught:
        make(base_url=url)
    assert caught.value.code == "settings_invalid"


@pytest.mark.parametrize(
    "url",
    [
        "https://core.smartkasa.ua",
        "https://core.smartkasa.ua/",
        "http://127.0.0.1:8123",
        "http://[::1]:81",
        "http://a.test",
    ],
)
def test_https_or_this_computer_is_a_fit_address(make, url):
    assert isinstance(make(base_url=url), SmartKasaClient)


async def test_a_base_with_a_path_keeps_it(make, fake, tokens):
    client = make(base_url="http://localhost:81/smartkasa/")
    with pytest.raises(PosError):
        await client.sign_in("1", "2")
    assert str(fake.requests[-1].url) == "http://localhost:81/smartkasa/api/v1/auth/sessions"


async def test_the_vendor_client_follows_nothing_and_reads_no_proxy_from_the_environment():
    async with open_http(timeout_s=3.0) as http:
        assert http.follow_redirects is False
        assert http.trust_env is False
        assert http.timeout == httpx.Timeout(3.0)


async def test_every_call_has_a_time_limit(client, fake):
    fake.answers[PRODUCTS] = lambda request: httpx.Response(200, json={"data": [], "meta": {"total_count": 0}})
    await client.list_products()
    for request in fake.requests:
        assert set(request.extensions["timeout"].values()) == {1.0}


async def test_calls_side_by_side_do_not_disturb_each_other(client, fake, listed):
    fake.answers[PRODUCTS] = listed([{"id": "a"}])
    fake.answers["GET /api/v1/inventory/unit_types"] = listed([{"id": 4, "code": 2009, "is_visible": None}])
    pages = await asyncio.gather(client.list_products(), client.list_unit_types(), client.list_products())
    assert pages[1].items[0].is_visible
    assert fake.count("/api/v1/auth/sessions") == 1
