"""Goods: found by typing, by category and by scanning; brought by the sync; shown with pictures."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pos_app.catalog.sync import Progress, SyncResult
from pos_app.domain.errors import Unreachable
from pos_app.store.catalog import SubgroupRow
from pos_app.till.state import Outcome
from tests.unit.till.conftest import CARD, Bench, MakeBench, good, id_of


def names(products: Any) -> list[str]:
    return [product.name for product in products]


async def test_words_and_categories_narrow_each_other(bench: Bench) -> None:
    till = bench.till
    assert names(await till.search("мол")) == ["Молоко"]
    assert names(await till.search("vjk")) == ["Молоко"]
    assert names(await till.search("", category_id="1")) == ["Молоко", "Хліб", "Яблука"]
    assert names(await till.search("", category_id="2")) == ["Молоко"]
    assert names(await till.search("хл", category_id="2")) == []
    assert names(await till.search("", category_id="77")) == []
    assert names(await till.search("!!!")) == []
    assert len(await till.search("", limit=2)) == 2
    assert names(await till.quick_products(1)) == ["Молоко"]
    assert [(one.name, one.parent_id, one.products) for one in await till.categories()] == [
        ("Їжа", None, 2), ("Молочне", "1", 1),
    ]  # fmt: skip


async def test_a_subgroup_narrows_words_and_categories(bench: Bench) -> None:
    till, catalog = bench.till, bench.catalog
    labelled = [replace(row, hash="l", subgroup_id=7) for row in catalog.popular(limit=9) if row.name != "Хліб"]
    catalog.put_page(labelled, generation=1)
    catalog.put_subgroups([SubgroupRow(7, "Пісне"), SubgroupRow(8, "Порожня")])
    assert [(one.id, one.name, one.products) for one in await till.subgroups()] == [(7, "Пісне", len(labelled))]
    assert names(await till.search("", category_id="1", subgroup_id=7)) == ["Молоко", "Яблука"]
    assert names(await till.search("мол", subgroup_id=7)) == ["Молоко"]
    assert names(await till.search("хліб", subgroup_id=7)) == names(await till.search("", subgroup_id=8)) == []
    assert "Хліб" not in names(await till.search("", subgroup_id=7))


async def test_a_number_is_found_however_its_zeros_are_written(bench: Bench) -> None:
    assert names(await bench.till.by_barcode(" 4820000000048 ")) == ["Горілка"]
    assert names(await bench.till.by_barcode("04820000000048")) == ["Горілка"]
    assert names(await bench.till.by_barcode("000")) == []


async def test_scanning_the_same_good_raises_its_line(bench: Bench) -> None:
    await bench.till.scan("4820000000001")
    result = await bench.till.scan("2*4820000000001")
    (line,) = bench.till.state.cart.lines
    assert (line.quantity, line.id) == (3000, result.line_id)
    assert line.barcode is None
    assert bench.till.state.last_line_id == line.id


async def test_a_quantity_of_nothing_is_refused(bench: Bench) -> None:
    assert await bench.refusal(bench.till.scan("0*4820000000001")) == "bad_quantity"


async def test_an_electronic_stamp_that_names_its_good_takes_both_in_one_scan(bench: Bench) -> None:
    code = "]d20104820000000048" + "21SERIAL0001"
    result = await bench.till.scan(code)
    assert result.outcome is Outcome.EXCISE_TAKEN
    (line,) = bench.till.state.cart.lines
    assert len(line.excise_stamps) == 1
    assert await bench.refusal(bench.till.scan(code)) == "excise_duplicate"
    assert len(bench.till.state.cart.lines[0].excise_stamps) == 1


async def test_a_stamp_that_no_good_waits_for_is_told(bench: Bench) -> None:
    assert await bench.refusal(bench.till.scan("АБВГ123456")) == "excise_missing"


async def test_an_unknown_code_stays_on_the_screen_until_it_is_settled(bench: Bench) -> None:
    await bench.till.scan("123456789")
    await bench.till.scan("4820000000001")
    assert bench.till.state.unknown_code == "123456789"
    await bench.till.dismiss_problem()
    assert bench.till.state.unknown_code == ""


async def test_a_receipt_is_found_by_its_qr_and_a_return_is_not_one_to_give_back(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    sale = await bench.till.pay(CARD)
    link = f"https://cabinet.tax.gov.ua/cashregs/check?id={sale.fiscal.fiscal_code}&fn=1"
    for code in (link, f"https://check.checkbox.ua/{sale.receipt.id}", str(sale.fiscal.fiscal_code), sale.receipt.id):
        result = await bench.till.scan(code)
        assert (result.outcome, result.receipt_id) == (Outcome.RECEIPT, sale.receipt.id)
    back = await bench.till.give_back(sale.receipt.id, CARD)
    assert (await bench.till.scan(back.receipt.id)).outcome is Outcome.UNKNOWN


async def test_a_sync_tells_its_progress_and_what_it_changed(bench: Bench) -> None:
    bench.till.catalog_progress(Progress("products", 10, 20))
    assert bench.till.state.catalog.syncing is not None
    assert ("catalog.progress", {"what": "products", "done": 10, "total": 20}) in bench.told
    bench.catalog.put_page([good(7, "Новинка", 100)], generation=2)
    bench.catalog.put_fact("synced_at", "2026-03-02T12:00:00+00:00")
    result = await bench.till.sync_catalog(full=True)
    assert set(result) == {"products", "added", "changed", "hidden", "requests", "seconds"}
    catalog = bench.till.state.catalog
    assert (catalog.products, catalog.syncing, catalog.problem) == (7, None, "")
    assert catalog.synced_at is not None


async def test_a_sync_that_fails_is_told_and_the_next_one_works(bench: Bench) -> None:
    bench.sync.trouble = Unreachable("SmartKasa не відповідає.")
    assert await bench.refusal(bench.till.sync_catalog()) == "unreachable"
    assert bench.till.state.catalog.problem == "SmartKasa не відповідає."
    bench.sync.trouble = None
    await bench.till.sync_catalog()
    assert bench.till.state.catalog.problem == ""


class SlowSync:
    """A sync that goes on until it is told to end."""

    def __init__(self) -> None:
        self.begun = 0
        self.go_on = asyncio.Event()

    async def full_pass(self) -> SyncResult:
        self.begun += 1
        await self.go_on.wait()
        return SyncResult(1, 1, 0, 0, 1, 0.1)

    async def sold(self, goods: Sequence[tuple[str, int]]) -> None:
        """Nothing is sold here."""


async def test_two_who_ask_for_a_sync_share_one_also_when_one_goes_away(make_bench: MakeBench) -> None:
    bench = make_bench()
    sync = SlowSync()
    bench.till = bench.another(sync=sync)
    await bench.ready()
    first, second = (asyncio.ensure_future(bench.till.sync_catalog()) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    sync.go_on.set()
    assert (await second)["products"] == 1
    assert sync.begun == 1


async def test_a_shutdown_breaks_a_sync_off_and_says_so(make_bench: MakeBench) -> None:
    bench = make_bench()
    bench.till = bench.another(sync=SlowSync())
    await bench.ready()
    syncing = asyncio.ensure_future(bench.till.sync_catalog())
    await asyncio.sleep(0)
    await bench.till.shutdown()
    assert await bench.refusal(syncing) == "not_available"


async def test_a_sync_can_be_stopped_and_says_that_it_will_go_on(make_bench: MakeBench) -> None:
    bench = make_bench()
    bench.till = bench.another(sync=SlowSync())
    await bench.ready()
    await bench.till.stop_sync()  # nothing runs: nothing happens
    syncing = asyncio.ensure_future(bench.till.sync_catalog())
    await asyncio.sleep(0)
    bench.till.catalog_progress(Progress("products", 10, 20, 1.0, 1.0))
    await bench.till.stop_sync()
    assert await bench.refusal(syncing) == "sync_stopped"
    assert bench.till.state.catalog.syncing is None
    again = asyncio.ensure_future(bench.till.sync_catalog())
    await asyncio.sleep(0)
    assert not again.done()
    await bench.till.shutdown()
    assert await bench.refusal(again) == "not_available"


async def test_a_till_without_a_catalog_service_says_so(make_bench: MakeBench) -> None:
    bench = make_bench()
    bench.till = bench.another(sync=None, pictures=None)
    await bench.ready()
    assert await bench.refusal(bench.till.sync_catalog()) == "not_available"
    (milk,) = await bench.till.search("мол")
    assert await bench.till.picture(milk) is None


async def test_a_picture_is_read_where_there_is_one(bench: Bench, tmp_path: Path) -> None:
    (milk,) = await bench.till.search("мол")
    (bread,) = await bench.till.search("хліб")
    assert await bench.till.picture(bread) is None
    assert await bench.till.picture(milk) is None
    bench.pictures.files["p1"] = tmp_path / "p1"
    assert await bench.till.picture(milk) is None
    (tmp_path / "p1").write_bytes(b"png")
    assert await bench.till.picture(milk) == b"png"


async def test_goods_in_open_baskets_are_held(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    await bench.till.park()
    await bench.till.add(id_of(2))
    assert bench.till.held_products() == {id_of(1), id_of(2)}


async def test_labelled_goods_by_sum_and_goods_with_two_numbers(bench: Bench) -> None:
    bench.catalog.put_page([good(8, "Чай", 5000, barcodes=("4820000000086", "4820000000093"))], generation=2)
    await bench.till.scan("4820000000093")
    await bench.till.scan("4820000000086")
    assert [line.barcode for line in bench.till.state.cart.lines] == ["4820000000093", None]
