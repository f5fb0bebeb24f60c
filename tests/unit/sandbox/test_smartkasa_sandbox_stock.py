"""Inventory cards, the receipts that move them, and the statistics that follow."""

from decimal import Decimal

import httpx
from starlette.types import Message, Receive, Scope, Send

from tests.unit.sandbox.smartkasa_shop import Shop, smartkasa_shop

RECEIPTS = "/api/v1/pos/receipts"


def receipt(product_id: str, quantity: float, **more: object) -> dict[str, object]:
    item = {"name": "Товар", "price": 10, "amount": 10 * quantity, "quantity": quantity, "product_id": product_id}
    return {"total_amount": 10 * quantity, "state": 2, "type": 0, "items": [item], "tax_amount": {"А": 1.67}, **more}


async def stock(shop: Shop, product_id: str) -> Decimal:
    cards = (await shop.get("inventory/cards", product_id=product_id, shop_id=37958))["data"]
    return Decimal(cards[0]["count"])


async def test_all_cards_come_at_once_and_in_pieces():
    async with smartkasa_shop() as shop:
        pieces: list[bytes] = []

        async def listening(scope: Scope, receive: Receive, send: Send) -> None:
            async def heard(message: Message) -> None:
                pieces.append(message.get("body", b""))
                await send(message)

            await shop.app(scope, receive, heard)

        async with httpx.AsyncClient(transport=httpx.ASGITransport(listening), headers=shop.http.headers) as http:
            body = (await http.get("http://smartkasa.sandbox/api/v1/inventory/cards")).json()
    assert max(map(len, pieces)) < 400_000
    assert sum(len(piece) > 10_000 for piece in pieces) >= 4
    assert body["meta"] == {"total_count": len(body["data"])}
    assert len(body["data"]) > 600
    assert len({row["id"] for row in body["data"]}) == len(body["data"])


async def test_a_card_tells_its_product_and_its_shop():
    async with smartkasa_shop() as shop:
        card = (await shop.get("inventory/cards", shop_id=37958))["data"][0]
        one = (await shop.get(f"inventory/cards/{card['id']}"))["data"]
    assert card == one
    assert card["product"]["id"] == card["product_id"]
    assert card["shop"]["title"] == "Крамниця «Тиха Вулиця»"


async def test_no_card_fits_a_filter_of_another_shop():
    async with smartkasa_shop() as shop:
        empty = await shop.get("inventory/cards", shop_id=1)
    assert empty == {"data": [], "meta": {"total_count": 0}}


async def test_a_product_tells_its_stock_in_every_shop():
    async with smartkasa_shop() as shop:
        both = (await shop.get(f"inventory/products/{shop.world.catalog.goods[0].id}"))["data"]["cards"]
    assert [card["shop_id"] for card in both] == [37958, 37959]


async def test_a_sale_takes_from_the_stock_and_a_return_gives_back():
    async with smartkasa_shop() as shop:
        good_id = shop.world.catalog.goods[1].id
        before = await stock(shop, good_id)
        await shop.http.post(RECEIPTS, json={"receipt": receipt(good_id, 2.5)})
        sold = await stock(shop, good_id)
        back = receipt(good_id, 1, state=3, type=3, related_fiscal_number="1")
        await shop.http.post(f"{RECEIPTS}/batch", json={"batch": {"receipts": [back]}})
        returned = await stock(shop, good_id)
        await shop.http.post(RECEIPTS, json={"receipt": receipt(good_id, 9, state=1)})
        parked = await stock(shop, good_id)
    assert (before - sold, before - returned, before - parked) == (Decimal("2.5"), Decimal("1.5"), Decimal("1.5"))


async def test_taxes_come_back_as_sent_and_are_read_in_kopecks():
    async with smartkasa_shop() as shop:
        body = {"receipt": receipt(shop.world.catalog.goods[1].id, 1)}
        made = (await shop.http.post(RECEIPTS, json=body)).json()["data"]
        read = (await shop.get(f"pos/receipts/{made['id']}"))["data"]
        newest = (await shop.get("pos/receipts", per_page=1))["data"][0]
    assert (made["tax_amount"], read["tax_amount"]) == ({"А": 1.67}, {"А": 167})
    assert (made["total_amount"], newest["id"]) == ("10.0", made["id"])


async def test_no_receipt_takes_payments_and_unknown_kinds_are_refused():
    async with smartkasa_shop() as shop:
        good_id = shop.world.catalog.goods[1].id
        before = await stock(shop, good_id)
        answers = [
            await shop.http.post(RECEIPTS, json={"receipt": receipt(good_id, 1, **wrong)})
            for wrong in ({"payment_transactions": []}, {"state": 9}, {"type": 9}, {"items": ["x"]}, {"items": [{}]})
        ]
        after = await stock(shop, good_id)
    assert [answer.status_code for answer in answers] == [422] * 5
    assert before == after


async def test_one_bad_receipt_keeps_its_whole_batch_out():
    async with smartkasa_shop() as shop:
        good_id = shop.world.catalog.goods[1].id
        count = len(shop.world.receipts)
        rows = [receipt(good_id, 1), receipt(good_id, 1, state=9)]
        answer = await shop.http.post(f"{RECEIPTS}/batch", json={"batch": {"receipts": rows}})
        left = len(shop.world.receipts)
    assert (answer.status_code, left) == (422, count)


async def test_a_second_card_of_one_product_in_one_shop_is_refused():
    async with smartkasa_shop() as shop:
        card = {"product_id": shop.world.catalog.goods[1].id, "shop_id": 37958, "count": 1}
        answer = await shop.http.post("/api/v1/inventory/cards", json={"card": card})
    assert answer.json() == {"errors": {"product_id": [{"error": "invalid"}]}}


async def test_statistics_name_prices_and_follow_what_is_sold():
    async with smartkasa_shop() as shop:
        good_id = shop.world.catalog.goods[1].id
        days = {"date_start": "2026-10-23", "date_end": "2026-11-21", "shop_id": 37958}
        before = (await shop.get("stats/product_daily_sales/alter", **days))["data"]
        await shop.http.post(RECEIPTS, json={"receipt": receipt(good_id, 7)})
        shop.world.set_price(good_id, "55.55")
        after = (await shop.get("stats/product_daily_sales/alter", **days))["data"]
    old, new = ({row["id"]: row for row in answer["products"]}[good_id] for answer in (before, after))
    assert Decimal(new["total_count"]) - Decimal(old["total_count"]) == 7
    assert (old["price"], new["price"]) == ("51.5", "55.55")
    assert before["products"][0]["popularity"] == "100.0"
    assert after["total_count"] - before["total_count"] == 7
    assert len(before["products"]) >= 600


async def test_statistics_of_no_days_are_refused():
    async with smartkasa_shop() as shop:
        path = "/api/v1/stats/product_daily_sales/alter"
        backwards = await shop.http.get(path, params={"date_start": "2026-11-21", "date_end": "2026-11-01"})
        nonsense = await shop.http.get(path, params={"date_start": "yesterday"})
    assert (backwards.status_code, nonsense.status_code) == (422, 422)


async def test_yesterdays_z_report_is_found_by_its_day():
    async with smartkasa_shop() as shop:
        found = await shop.get("reports/z-reports", date_start="2026-11-20", date_end="2026-11-21")
        none = await shop.get("reports/z-reports", date_start="2026-11-22")
    assert (len(found["data"]), len(none["data"])) == (1, 0)
