"""The demo catalog is whole: goods that can be sold, barcodes that are right, pictures that are there and small."""

import json
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from pos_app.sandbox.smartkasa import demo_account
from tests.unit.sandbox.smartkasa_shop import CATALOG, smartkasa_shop

EXCISE = {5, 6}


def read(name: str) -> Any:
    return json.loads((CATALOG / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def goods() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read("goods.json")
    return rows


def has_right_check_digit(number: str) -> bool:
    padded = number.zfill(14)
    return sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(padded)) % 10 == 0


def test_the_files_are_what_the_script_makes():
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.sandbox_catalog", "--check"], cwd=CATALOG.parents[1], timeout=60
    )
    assert done.returncode == 0


def test_there_are_six_hundred_goods_each_with_its_own_name_and_article(goods):
    assert len(goods) >= 600
    for field in ("id", "title", "alter_number"):
        assert len({good[field] for good in goods}) == len(goods)


def test_every_barcode_is_a_right_ean_of_our_range_or_a_scales_article(goods):
    numbers = [good["number"] for good in goods if good["number"]]
    eans = [number for number in numbers if len(number) != 5]
    assert {len(number) for number in eans} == {8, 13}
    assert all(number.startswith("4829") and has_right_check_digit(number) for number in eans)


def test_a_few_goods_share_a_barcode_and_some_have_none(goods):
    counts = Counter(good["number"] for good in goods)
    without = counts.pop(None)
    assert sorted(count for count in counts.values() if count > 1) == [2, 2, 2]
    assert without >= 30


def test_goods_by_weight_carry_their_scales_article_and_are_stocked_in_grams(goods):
    weighed = [good for good in goods if good.get("sold_by_weight")]
    assert len(weighed) >= 40
    assert all(good["number"] == good["alter_number"] and len(good["number"]) == 5 for good in weighed)
    assert all(good["unit_type_id"] in {301, 10} for good in weighed)
    assert any("." in good["stock"] for good in weighed)


def test_every_excise_good_has_its_code_and_stands_under_the_right_chapter(goods):
    excise = [good for good in goods if good["tax_group_id"] in EXCISE]
    assert len(excise) >= 50
    assert {good["classifier_code"][:2] for good in excise} == {"22", "24"}
    assert all(good["classifier_type_id"] == 1 for good in excise)
    spirits = [good for good in goods if (good.get("classifier_code") or "").startswith(("22", "24"))]
    assert all(good["tax_group_id"] in EXCISE for good in spirits)


def test_all_the_tax_groups_a_shop_meets_are_there(goods):
    counts = Counter(good["tax_group_id"] for good in goods)
    assert counts.keys() == {1, 2, 4, 5, 6}
    assert min(counts[group] for group in (1, 2, 4, 6)) >= 10
    medicines = [good for good in goods if (good.get("classifier_code") or "").startswith("30")]
    assert {good["tax_group_id"] for good in medicines} == {2}


def test_services_at_a_free_price_have_no_barcode(goods):
    free = [good for good in goods if good.get("is_free_price")]
    assert {good["title"].split()[0] for good in free} == {"Доставка", "Подарункове", "Квіти"}
    assert all(good["number"] is None for good in free)


def test_prices_are_whole_kopecks_and_believable(goods):
    prices = [Decimal(good["price"]) for good in goods]
    assert all(price == price.quantize(Decimal("0.01")) for price in prices)
    assert Decimal(3) < min(prices) < max(prices) < Decimal(1500)
    assert all(Decimal(good["procurement_price"]) < Decimal(good["price"]) for good in goods)


def test_every_good_lies_in_a_leaf_of_the_tree_and_no_leaf_is_thin(goods):
    tree = {row["id"]: row for row in read("categories.json")}
    parents = {row["parent_id"] for row in tree.values()} - {None}
    counts = Counter(good["category"] for good in goods)
    assert parents <= tree.keys()
    assert counts.keys() == tree.keys() - parents
    assert min(counts.values()) >= 8
    assert len(counts) >= 20


def test_every_unit_is_known_by_its_code_or_by_its_id(goods):
    units = read("units.json")
    known = {unit["code"] for unit in units} | {unit["id"] for unit in units}
    used = {good["unit_type_id"] for good in goods}
    assert used <= known
    assert {4, 2009} <= used


def test_the_kiosk_can_pour_coffee(goods):
    titles = [good["title"] for good in goods]
    for drink in ("Еспресо", "Американо", "Капучино", "Лате", "Какао"):
        assert any(title.startswith(drink) for title in titles)


def test_every_picture_is_small_and_all_of_them_are_used_or_the_tills(goods):
    files = {file.stem: file.read_bytes() for file in (CATALOG / "pictures").glob("*.png")}
    assert {good["picture"] for good in goods} | {"terminal"} == files.keys()
    assert len(files) >= 90
    assert max(map(len, files.values())) < 6_000
    assert sum(map(len, files.values())) < 500_000
    for content in files.values():
        picture = Image.open(BytesIO(content))
        assert (picture.format, picture.size) == ("PNG", (200, 200))
    assert len(set(files.values())) == len(files)


async def test_a_goods_picture_is_served_at_its_relative_address():
    async with smartkasa_shop() as shop:
        shown = (await shop.get("inventory/products", per_page=1))["data"][0]["picture"]
        answer = await shop.http.get(shown["url"], headers={"Authorization": "", "X-API-KEY": ""})
        missing = await shop.http.get("/uploads/store/nothing")
    assert shown["url"] == f"/uploads/store/{shown['id']}"
    assert (answer.status_code, answer.headers["content-type"], len(answer.content)) == (
        200,
        "image/png",
        shown["size"],
    )
    assert answer.content.startswith(b"\x89PNG")
    assert missing.status_code == 404


def test_the_demo_account_names_all_a_till_needs():
    account = demo_account(CATALOG)
    assert account.shop_id == 37958
    assert account.api_key
    assert account.phone_number
    assert account.password
