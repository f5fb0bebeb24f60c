"""Goods by page, by barcode, by shop; changed, deleted, made."""

from decimal import Decimal

import pytest

from tests.unit.sandbox.smartkasa_shop import Shop, smartkasa_shop

PRODUCTS = "/api/v1/inventory/products"
SOMETHING = {"title": "Новинка", "price": 12.5, "number": "4829991999992", "tax_group_id": 1}


async def every_id(shop: Shop, **query: object) -> list[str]:
    """The ids of all pages, following `next_page`."""
    ids, page = [], 1
    while page:
        answer = await shop.get("inventory/products", page=page, **query)
        ids += [row["id"] for row in answer["data"]]
        page = answer["meta"]["next_page"]
    return ids


async def test_the_pages_together_are_the_catalog_each_good_once():
    async with smartkasa_shop() as shop:
        ids = await every_id(shop, per_page=70)
        total = (await shop.get("inventory/products", per_page=1))["meta"]["total_count"]
    assert len(ids) == len(set(ids)) == total >= 600


async def test_the_figures_of_a_middle_page_a_last_one_and_one_beyond():
    async with smartkasa_shop() as shop:
        total = len(shop.world.shelf)
        pages = -(-total // 100)
        middle = (await shop.get("inventory/products", page=2, per_page=100))["meta"]
        last = await shop.get("inventory/products", page=pages, per_page=100)
        beyond = await shop.get("inventory/products", page=pages + 1, per_page=100)
    figures = {"total_pages": pages, "total_count": total, "limit_value": 100}
    assert middle == {"current_page": 2, "next_page": 3, "prev_page": 1, "offset_value": 100, **figures}
    assert (last["meta"]["next_page"], len(last["data"])) == (None, total - 100 * (pages - 1))
    assert (beyond["meta"]["next_page"], beyond["data"]) == (None, [])


async def test_a_page_is_25_rows_unless_asked_and_never_more_than_the_clamp():
    async with smartkasa_shop() as shop:
        plain = await shop.get("inventory/products")
        large = await shop.get("inventory/products", per_page=5000)
        await shop.http.post("/_sandbox/behaviour", json={"page_limit": 40})
        clamped = await shop.get("inventory/products", per_page=5000)
    assert [len(answer["data"]) for answer in (plain, large, clamped)] == [25, 500, 40]
    assert [answer["meta"]["limit_value"] for answer in (plain, large, clamped)] == [25, 500, 40]


@pytest.mark.parametrize("query", ["page=0", "per_page=0", "page=-1", "page=x", "shop_id=x"])
async def test_a_page_that_cannot_be_is_refused(query):
    async with smartkasa_shop() as shop:
        answer = await shop.http.get(f"{PRODUCTS}?{query}")
    assert answer.status_code == 422


async def test_a_shop_gets_what_is_for_all_and_what_is_for_it():
    async with smartkasa_shop() as shop:
        main = set(await every_id(shop, per_page=500, shop_id=37958))
        kiosk = set(await every_id(shop, per_page=500, shop_id=37959))
        every = set(await every_id(shop, per_page=500))
    assert kiosk == every
    assert len(every - main) == 8
    assert len(main) >= 600


async def test_a_barcode_that_two_goods_share_finds_both():
    async with smartkasa_shop() as shop:
        numbers = [good.number for good in shop.world.catalog.goods if good.number]
        shared = next(number for number in numbers if numbers.count(number) == 2)
        both = (await shop.get("inventory/products", number=shared))["data"]
    assert [row["number"] for row in both] == [shared, shared]
    assert both[0]["title"] != both[1]["title"]


async def test_a_number_matches_from_its_beginning_so_a_client_must_compare():
    async with smartkasa_shop() as shop:
        found = (await shop.get("inventory/products", number="48299901000", per_page=50))["data"]
    assert found
    assert all(row["number"].startswith("48299901000") for row in found)


async def test_search_looks_into_titles_numbers_and_articles_whatever_the_case():
    async with smartkasa_shop() as shop:
        titles = [row["title"] for row in (await shop.get("inventory/products", q="КЕФІР"))["data"]]
        articles = [row["alter_number"] for row in (await shop.get("inventory/products", q="10001"))["data"]]
    assert titles
    assert all("Кефір" in title for title in titles)
    assert "10001" in articles


async def test_a_category_lists_its_own_goods():
    async with smartkasa_shop() as shop:
        category = shop.world.catalog.goods[0].category_id
        answer = await shop.get("inventory/products", category_id=category, per_page=500)
        counted = [
            row["products_count"]
            for row in (await shop.get("inventory/categories", per_page=100))["data"]
            if row["id"] == category
        ]
    assert {row["category_id"] for row in answer["data"]} == {category}
    assert counted == [answer["meta"]["total_count"]]


@pytest.mark.parametrize(
    ("price", "text"), [("46.90", "46.9"), ("100", "100.0"), ("3064", "3064.0"), ("0.05", "0.05"), ("71.89", "71.89")]
)
async def test_prices_are_texts_as_the_vendor_writes_them(price, text):
    async with smartkasa_shop() as shop:
        good_id = shop.world.catalog.goods[0].id
        shop.world.set_price(good_id, price)
        one = (await shop.get(f"inventory/products/{good_id}"))["data"]
    assert one["price"] == text


async def test_a_price_changed_from_behind_leaves_no_trace_in_updated_at_and_patch_does():
    async with smartkasa_shop() as shop:
        good_id = shop.world.catalog.goods[0].id
        before = (await shop.get(f"inventory/products/{good_id}"))["data"]
        await shop.http.post(f"/_sandbox/products/{good_id}", json={"price": "49.90"})
        silently = (await shop.get(f"inventory/products/{good_id}"))["data"]
        patched = await shop.http.patch(f"{PRODUCTS}/{good_id}", json={"product": {"price": 51}})
        after = (await shop.get(f"inventory/products/{good_id}"))["data"]
    assert patched.status_code == 200
    assert (before["price"], silently["price"], after["price"]) == ("46.9", "49.9", "51.0")
    assert before["updated_at"] == silently["updated_at"] != after["updated_at"]


async def test_a_deleted_good_is_gone_everywhere_at_once():
    async with smartkasa_shop() as shop:
        good = shop.world.catalog.goods[3]
        before = await every_id(shop, per_page=500)
        deleted = await shop.http.delete(f"/_sandbox/products/{good.id}")
        after = await every_id(shop, per_page=500)
        one = await shop.http.get(f"{PRODUCTS}/{good.id}")
        cards = await shop.get("inventory/cards", product_id=good.id)
        again = await shop.http.delete(f"{PRODUCTS}/{good.id}")
    assert deleted.status_code == 200
    assert set(before) - set(after) == {good.id}
    assert (one.status_code, one.json()) == (404, {"errors": {"base": [{"error": "not_found"}]}})
    assert (cards["data"], again.status_code) == ([], 422)


async def test_a_new_good_comes_first_and_moves_the_others_down():
    async with smartkasa_shop() as shop:
        first = (await shop.get("inventory/products", per_page=2))["data"]
        made = await shop.http.post(PRODUCTS, json={"product": SOMETHING})
        now = (await shop.get("inventory/products", per_page=2))["data"]
    assert made.status_code == 201
    assert [row["id"] for row in now] == [made.json()["data"]["id"], first[0]["id"]]
    assert (now[0]["title"], now[0]["price"], now[0]["number"]) == ("Новинка", "12.5", "4829991999992")


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"title": ""}, {"title": [{"error": "blank"}]}),
        ({"price": None}, {"price": [{"error": "blank"}]}),
        ({"price": -1}, {"price": [{"error": "invalid"}]}),
        ({"tax_group_id": 11}, {"tax_group_id": [{"error": "invalid"}]}),
        ({"category_id": "nowhere"}, {"category_id": [{"error": "invalid"}]}),
        ({"colour": 1}, {"colour": [{"error": "invalid"}]}),
    ],
)
async def test_a_good_that_cannot_be_is_refused_with_its_field(change, errors):
    async with smartkasa_shop() as shop:
        answer = await shop.http.post(PRODUCTS, json={"product": {**SOMETHING, **change}})
        total = len(shop.world.shelf)
    assert (answer.status_code, answer.json()) == (422, {"errors": errors})
    assert total == len(shop.world.catalog.goods)


async def test_a_price_as_text_is_refused_with_the_forms_complaint():
    async with smartkasa_shop() as shop:
        answer = await shop.http.post(PRODUCTS, json={"product": {**SOMETHING, "price": "wrong"}})
    assert answer.status_code == 422
    assert '"wrong" (String) has invalid type for :price' in answer.json()["errors"]


async def test_a_batch_is_made_whole_or_not_at_all():
    async with smartkasa_shop() as shop:
        total = len(shop.world.shelf)
        bad = {"batch": {"products": [SOMETHING, {"price": 1}]}}
        refused = await shop.http.post(f"{PRODUCTS}/batch", json=bad)
        unwrapped = await shop.http.post(f"{PRODUCTS}/batch", json={"products": [SOMETHING]})
        kept = len(shop.world.shelf)
        made = await shop.http.post(f"{PRODUCTS}/batch", json={"batch": {"products": [SOMETHING, SOMETHING]}})
        ids = [row["id"] for row in made.json()["data"]]
        half = await shop.http.request("DELETE", f"{PRODUCTS}/batch", json={"batch": {"ids": [ids[0], "x"]}})
        left = len(shop.world.shelf)
    assert refused.json() == {"errors": {"products": [{"error": "invalid", "messages": "title: Не може бути пустим"}]}}
    assert (refused.status_code, unwrapped.status_code, half.status_code) == (422, 422, 422)
    assert (kept, left) == (total, total + 2)


async def test_lists_can_be_made_to_answer_nothing_though_there_are_goods():
    async with smartkasa_shop() as shop:
        await shop.http.post("/_sandbox/behaviour", json={"empty_products": True})
        answer = await shop.get("inventory/products")
        state = (await shop.http.get("/_sandbox/state")).json()
    assert (answer["data"], answer["meta"]["total_count"]) == ([], 0)
    assert state["products"] >= 600


async def test_a_control_call_that_makes_no_sense_is_refused():
    async with smartkasa_shop() as shop:
        good_id = shop.world.catalog.goods[0].id
        answers = [
            await shop.http.post("/_sandbox/behaviour", json={"page": 1}),
            await shop.http.post("/_sandbox/behaviour", json={"authorization_form": "basic"}),
            await shop.http.post(f"/_sandbox/products/{good_id}", json={"colour": "red"}),
            await shop.http.post("/_sandbox/products/nowhere", json={"price": 1}),
            await shop.http.delete("/_sandbox/products/nowhere"),
        ]
        price = shop.world.shelf.get(good_id).price
    assert [answer.status_code for answer in answers] == [422, 422, 422, 404, 404]
    assert price == Decimal("46.90")


async def test_a_category_with_goods_or_children_stays():
    async with smartkasa_shop() as shop:
        tree = shop.world.categories
        parent = next(row for row in tree.values() if row["parent_id"] is None)
        child = next(row for row in tree.values() if row["parent_id"] == parent["id"])
        answers = [await shop.http.delete(f"/api/v1/inventory/categories/{row['id']}") for row in (parent, child)]
        new = {"category": {"title": "Під нею", "color": 3, "parent_id": child["id"]}}
        made = await shop.http.post("/api/v1/inventory/categories", json=new)
        gone = await shop.http.delete(f"/api/v1/inventory/categories/{made.json()['data']['id']}")
    assert [answer.status_code for answer in answers] == [422, 422]
    assert made.json()["data"]["parent_id"] == child["id"]
    assert gone.status_code == 200


async def test_a_subgroup_lists_its_own_goods():
    async with smartkasa_shop() as shop:
        number, row = next(iter(shop.world.subgroups.items()))
        found = (await shop.get("inventory/products", subgroup_id=number, per_page=500))["data"]
        expected = [good.id for good in shop.world.catalog.goods if good.subgroup_id == number]
    assert [good["id"] for good in found] == expected
    assert {good["subgroup_title"] for good in found} == {row["title"]}


async def test_one_wrong_good_keeps_its_whole_batch_out():
    async with smartkasa_shop() as shop:
        total = len(shop.world.shelf)
        answers = [
            await shop.http.post(f"{PRODUCTS}/batch", json={"batch": {"products": [SOMETHING, wrong]}})
            for wrong in ("x", {**SOMETHING, "colour": 1}, {**SOMETHING, "price": "wrong"}, {**SOMETHING, "price": -1})
        ]
        left = len(shop.world.shelf)
    assert [answer.status_code for answer in answers] == [422] * 4
    assert left == total


async def test_a_price_for_a_good_that_is_not_there_is_a_mistake():
    async with smartkasa_shop() as shop:
        with pytest.raises(KeyError):
            shop.world.set_price("nowhere", "1")
