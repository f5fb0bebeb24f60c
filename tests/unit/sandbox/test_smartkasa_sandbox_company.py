"""Shops, terminals, people, the tree: made, changed, refused, counted."""

import pytest

from tests.unit.sandbox.smartkasa_shop import smartkasa_shop

API = "/api/v1"


@pytest.mark.parametrize(
    "path", ["pos/terminals/1", "rsn/shops/1", "rsn/employees/x", "inventory/cards/1", "inventory/import_products/1"]
)
async def test_what_is_not_there_is_not_found(path):
    async with smartkasa_shop() as shop:
        answer = await shop.http.get(f"{API}/{path}")
    assert (answer.status_code, answer.json()) == (404, {"errors": {"base": [{"error": "not_found"}]}})


async def test_a_terminal_moves_only_to_a_shop_that_is_there():
    async with smartkasa_shop() as shop:
        path = f"{API}/pos/terminals/20007"
        nowhere = await shop.http.put(path, json={"terminal": {"shop_id": 1}})
        other = await shop.http.put(path, json={"terminal": {"id": 20008, "name": "Каса"}})
        moved = await shop.http.put(path, json={"terminal": {"shop_id": 37959}})
        shops = (await shop.get("rsn/shops"))["data"]
    assert (nowhere.status_code, other.status_code, moved.status_code) == (422, 422, 200)
    assert [row["terminals_count"] for row in shops] == [1, 2]


async def test_a_phone_without_its_country_is_completed():
    async with smartkasa_shop() as shop:
        person = {"first_name": "Віра", "phone_number": "0971234567", "role_id": 857}
        made = (await shop.http.post(f"{API}/rsn/employees", json={"employee": person})).json()["data"]
        changed = await shop.http.put(f"{API}/rsn/employees/{made['id']}", json={"employee": {"last_name": "Нова"}})
        one = (await shop.get(f"rsn/employees/{made['id']}"))["data"]
    assert made["phone_number"] == "380971234567"
    assert (changed.json()["data"]["last_name"], one["role"]["name"]) == ("Нова", "Старший касир")


async def test_a_shop_may_have_no_address():
    async with smartkasa_shop() as shop:
        made = (await shop.http.post(f"{API}/rsn/shops", json={"shop": {"title": "Онлайн"}})).json()["data"]
    assert (made["address"], made["title"], made["employees_count"]) == (None, "Онлайн", 0)


async def test_lists_narrow_by_what_is_asked():
    async with smartkasa_shop() as shop:
        kiosk = (await shop.get("pos/terminals", shop_id=37959))["data"]
        fiscal = (await shop.get("rsn/shops", fiscalization_enabled="true"))["data"]
        gone = (await shop.get("rsn/employees", phone_number="380670000105"))["data"]
        only = (await shop.get("inventory/categories", shop_ids=37959))["data"]
    assert [row["id"] for row in kiosk] == [20009]
    assert [row["id"] for row in fiscal] == [37959]
    assert [row["state"] for row in gone] == [1]
    assert {row["title"] for row in only} == {"Кіоск", "Лише кіоск на Вокзальній"}


async def test_a_category_under_nothing_and_a_batch_of_wrong_types_are_refused():
    async with smartkasa_shop() as shop:
        path = f"{API}/inventory/categories"
        orphan = await shop.http.post(path, json={"category": {"title": "А", "parent_id": "nowhere"}})
        batch = await shop.http.post(f"{path}/batch", json={"batch": {"categories": [{"title": 5}]}})
        total = len(shop.world.categories)
    assert orphan.json() == {"errors": {"parent_id": [{"error": "invalid"}]}}
    assert (batch.status_code, total) == (422, len(shop.world.catalog.categories))


async def test_categories_are_deleted_all_or_none():
    async with smartkasa_shop() as shop:
        path = f"{API}/inventory/categories"
        made = (await shop.http.post(path, json={"category": {"title": "А"}})).json()["data"]
        ids = {"batch": {"ids": [made["id"], "nowhere"]}}
        refused = await shop.http.request("DELETE", f"{path}/batch", json=ids)
        left = made["id"] in shop.world.categories
    assert (refused.status_code, left) == (422, True)


async def test_a_card_in_a_shop_that_is_not_there_or_of_no_product_is_refused():
    async with smartkasa_shop() as shop:
        cards = [
            {"product_id": shop.world.catalog.goods[1].id, "shop_id": 1},
            {"product_id": "nowhere", "shop_id": 37958},
            {"product_id": None, "shop_id": 37958},
        ]
        answers = [await shop.http.post(f"{API}/inventory/cards", json={"card": card}) for card in cards]
    assert [next(iter(answer.json()["errors"])) for answer in answers] == ["shop_id", "product_id", "product_id"]


async def test_sales_elsewhere_do_not_count_here():
    async with smartkasa_shop() as shop:
        good = shop.world.catalog.goods[1]
        item = {"name": good.title, "price": 1, "quantity": 5, "product_id": good.id}
        receipt = {"total_amount": 5, "state": 2, "type": 0, "shop_id": 37959, "items": [item]}
        days = {"date_start": "2026-11-21", "date_end": "2026-11-21"}
        here, there = ({**days, "shop_id": shop_id} for shop_id in (37958, 37959))
        before = [
            (await shop.get("stats/product_daily_sales/alter", **q))["data"]["total_count"] for q in (here, there)
        ]
        await shop.http.post(f"{API}/pos/receipts", json={"receipt": receipt})
        after = [(await shop.get("stats/product_daily_sales/alter", **q))["data"]["total_count"] for q in (here, there)]
    assert [new - old for new, old in zip(after, before, strict=True)] == [0, 5]
