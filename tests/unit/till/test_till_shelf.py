"""Quick keys, favourites, goods in stock only, and what the till knows of one good."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.unit.till.conftest import GOODS, Bench, good, id_of


def names(products):
    return [product.name for product in products]


async def test_quick_keys_are_the_best_sellers_until_a_manager_pins_some(bench: Bench) -> None:
    assert names(await bench.till.quick_products(3)) == ["Молоко", "Хліб", "Яблука"]
    keys: list[str | None] = [None, id_of(5), None, id_of(1)]
    edits = bench.till.state.catalog.edits
    await bench.till.set_quick_keys(keys)
    assert bench.till.state.catalog.edits > edits
    assert (await bench.till.quick_keys())[:4] == tuple(keys)
    assert len(await bench.till.quick_keys()) == 24
    assert names(await bench.till.quick_products(6)) == ["Хліб", "Пакунок", "Яблука", "Молоко", "Горілка", "Цукерки"]
    assert len(bench.journal("quick_keys.set")) == 1
    again = bench.another()
    assert names(await again.quick_products(2)) == ["Хліб", "Пакунок"]


async def test_a_pinned_good_that_was_deleted_leaves_its_place_to_the_best_sellers(bench: Bench) -> None:
    await bench.till.set_quick_keys([id_of(6)])
    bench.catalog.hide([id_of(6)])
    assert names(await bench.till.quick_products(2)) == ["Молоко", "Хліб"]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ([id_of(1), id_of(1)], "bad_quick_keys"),
        ([None] * 25, "bad_quick_keys"),
        ([id_of(99)], "unknown_product"),
    ],
)
async def test_wrong_quick_keys_are_refused_and_change_nothing(bench: Bench, keys, code) -> None:
    await bench.till.set_quick_keys([id_of(2)])
    assert await bench.refusal(bench.till.set_quick_keys(keys)) == code
    assert (await bench.till.quick_keys())[0] == id_of(2)


async def test_pinning_needs_the_right(bench: Bench) -> None:
    cashier = bench.till.state.cashier
    assert cashier is not None
    bench.till._parts.board.show(cashier=replace(cashier, permissions=frozenset()))
    assert await bench.refusal(bench.till.set_quick_keys([id_of(2)])) == "not_permitted"


async def test_favourites_begin_with_smartkasas_bookmarks_and_are_changed_here(bench: Bench) -> None:
    rows = [replace(GOODS[1], bookmarked=True, hash="b"), good(7, "Сир", 900, bookmarked=True)]
    bench.catalog.put_page(rows, generation=2)
    assert names(await bench.till.favourites()) == ["Сир", "Хліб"]
    await bench.till.set_favourite(id_of(1), True)
    await bench.till.set_favourite(id_of(2), False)
    assert names(await bench.till.favourites()) == ["Молоко", "Сир"]
    assert (await bench.till.shelf_card(id_of(1))).favourite
    assert not (await bench.till.shelf_card(id_of(2))).favourite
    await bench.till.set_favourite(id_of(2), True)
    await bench.till.set_favourite(id_of(1), False)
    assert names(await bench.another().favourites()) == ["Сир", "Хліб"]
    assert bench.store.settings.get("favourites") == {"added": [], "removed": []}
    assert await bench.refusal(bench.till.set_favourite("nobody", True)) == "unknown_product"


async def test_too_many_favourites_are_refused(bench: Bench, monkeypatch) -> None:
    monkeypatch.setattr("pos_app.till.shelf_desk.MOST_FAVOURITES", 1)
    await bench.till.set_favourite(id_of(1), True)
    assert await bench.refusal(bench.till.set_favourite(id_of(2), True)) == "too_many_favourites"


async def test_goods_out_of_stock_are_left_out_of_lists_and_still_sold(bench: Bench) -> None:
    bench.catalog.put_stock([(id_of(1), 0), (id_of(2), 3000), (id_of(4), -1000)])
    assert names(await bench.till.search("", in_stock=True)) == ["Хліб", "Яблука", "Пакунок", "Цукерки"]
    assert names(await bench.till.search("", category_id="2", in_stock=True)) == []
    assert names(await bench.till.search("молоко", in_stock=True)) == []
    assert names(await bench.till.search("хліб", in_stock=True)) == ["Хліб"]
    await bench.till.show_in_stock_only(True)
    assert bench.till.state.catalog.in_stock_only
    assert (await bench.till.scan(GOODS[0].barcodes[0])).outcome == "product"
    again = bench.another()
    await again.start()
    assert again.state.catalog.in_stock_only


async def test_stock_is_sought_behind_many_that_are_out_of_it(bench: Bench) -> None:
    rows = [good(100 + n, f"Сік {n:04d}", 100, popularity=1000 - n, barcodes=()) for n in range(900)]
    bench.catalog.put_page(rows, generation=2)
    bench.catalog.put_stock([(row.id, 0) for row in rows[:-2]])
    assert names(await bench.till.search("сік", limit=5, in_stock=True)) == ["Сік 0898", "Сік 0899"]


async def test_the_card_tells_all_that_is_known_without_asking_anybody(bench: Bench) -> None:
    bench.catalog.now = lambda: datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    bench.catalog.put_page([replace(GOODS[0], price=4390, hash="c")], generation=2)
    bench.catalog.now = lambda: datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    bench.catalog.put_page([replace(GOODS[0], name="Молоко 1 л", price=4390, hash="d")], generation=3)
    await bench.till.set_quick_keys([id_of(1)])
    card = await bench.till.shelf_card(id_of(1))
    assert (card.product.name, card.product.price, card.product.tax_codes) == ("Молоко 1 л", 4390, (1,))
    assert card.category == ("Їжа", "Молочне")
    assert card.tax == "ПДВ 20%"
    assert card.priced_at == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert card.pinned
    assert (await bench.till.shelf_card(id_of(2))).priced_at is None
    assert await bench.refusal(bench.till.shelf_card("nobody")) == "unknown_product"
