"""A basket that has lain: offers, tax letters and excise are those of the hour when it is sold, prices stay its own."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from pos_app.domain.errors import Refused
from pos_app.domain.offers import Offer, OfferKind
from pos_app.domain.receipt import ReceiptState
from tests.unit.till.card_bench import CardBench, played
from tests.unit.till.conftest import CARD, CASH, GOODS, Bench, MakeBench, id_of

MILK = id_of(1)
STAMP = "АААА123456"
UNTAXED = replace(GOODS[0], tax_group=4, hash="untaxed")
EXCISED = replace(GOODS[0], tax_group=6, excise=True, uktzed="2208", hash="excised")


async def happy_hour(bench: Bench) -> None:
    """Ten percent off, from 14:00 to 15:00; the bench begins at 14:00 in Kyiv."""
    await bench.till.save_offer(Offer("", "Щаслива година", OfferKind.PERCENT, Decimal(10), begins=840, ends=900))


async def test_a_parked_receipt_leaves_its_happy_hour_behind(bench: Bench) -> None:
    await happy_hour(bench)
    await bench.till.add(MILK)
    assert bench.till.state.totals.total == 3861
    parked = await bench.till.park()
    bench.seconds = 3600
    await bench.till.resume(parked)
    assert (bench.till.state.totals.total, bench.store.baskets.load()) == (4290, bench.till.state.cart)
    assert bench.till.state.verdicts[0].reason is not None
    assert (await bench.till.pay(CARD)).receipt.total == 4290


async def test_a_parked_receipt_is_sold_under_the_letter_that_its_goods_have_by_now(bench: Bench) -> None:
    await bench.till.add(MILK)
    parked = await bench.till.park()
    bench.catalog.put_page([replace(UNTAXED, price=5000)], generation=2)
    await bench.till.resume(parked)
    assert bench.store.baskets.load() == bench.till.state.cart
    (line,) = (await bench.till.pay(CARD)).receipt.lines
    assert (line.tax_codes, line.price) == ((8,), 4290)


async def test_a_good_that_has_become_excise_meanwhile_wants_its_stamp(bench: Bench) -> None:
    await bench.till.add(MILK)
    parked = await bench.till.park()
    bench.catalog.put_page([EXCISED], generation=2)
    await bench.till.resume(parked)
    assert await bench.refusal(bench.till.pay(CARD)) == "excise_missing"
    await bench.till.scan(STAMP)
    (line,) = (await bench.till.pay(CARD)).receipt.lines
    assert (line.tax_codes, line.uktzed, line.excise_stamps) == ((4,), "2208", (STAMP,))


@pytest.mark.parametrize("told_by", ["pages", "sync", "undo"])
async def test_the_open_basket_follows_the_catalog_too(bench: Bench, told_by: str) -> None:
    await bench.till.add(MILK)
    await bench.till.add(id_of(2))
    bench.catalog.put_page([UNTAXED], generation=2)
    if told_by == "pages":
        bench.till.catalog_changed()
    elif told_by == "sync":
        await bench.till.sync_catalog()
    else:
        await bench.till.undo()
    assert bench.till.state.cart.lines[0].product.tax_codes == (8,)
    assert bench.store.baskets.load() == bench.till.state.cart


async def test_a_scan_under_another_letter_is_a_line_of_its_own(bench: Bench) -> None:
    await bench.till.add(MILK)
    bench.catalog.put_page([UNTAXED], generation=2)
    await bench.till.add(MILK)
    lines = (await bench.till.pay(CARD)).receipt.lines
    assert [(line.quantity, line.tax_codes) for line in lines] == [(1000, (1,)), (1000, (8,))]


async def test_goods_that_are_no_longer_in_the_catalog_stay_as_they_were_scanned(bench: Bench) -> None:
    await bench.till.add(MILK)
    parked = await bench.till.park()
    bench.catalog.database.run("UPDATE product SET hidden = 1")
    await bench.till.resume(parked)
    assert (await bench.till.pay(CARD)).receipt.lines[0].tax_codes == (1,)


async def test_a_refused_sale_is_taken_up_as_it_was_paid(make_bench: MakeBench) -> None:
    bench = await make_bench(refused_sale_to_basket=False).ready()
    await happy_hour(bench)
    await bench.till.add(MILK)
    bench.fiscal.outcome = Refused(code="refused_by_server")
    assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
    bench.fiscal.outcome = ReceiptState.FISCAL
    bench.seconds = 3600
    bench.catalog.put_page([EXCISED], generation=2)
    await bench.till.resume(bench.till.state.parked[0].id)
    bench.till.catalog_changed()
    (line,) = bench.till.state.cart.lines
    assert (bench.till.state.totals.total, line.product.excise) == (3861, False)
    await bench.till.shutdown()


async def declined(bench: CardBench) -> None:
    await bench.till.add(MILK)
    bench.fail("declined")
    await bench.till.charge()


def test_a_parked_basket_whose_card_was_declined_is_sold_as_now() -> None:
    async def story(bench: CardBench) -> None:
        await happy_hour(bench)
        await declined(bench)
        parked = await bench.till.park()
        bench.catalog.put_page([UNTAXED], generation=2)
        await asyncio.sleep(3600)
        await bench.till.resume(parked)
        (line,) = bench.till.state.cart.lines
        assert (bench.till.state.totals.total, line.product.tax_codes) == (4290, (8,))

    played(story)


def test_a_parked_basket_whose_card_was_declined_expires() -> None:
    async def story(bench: CardBench) -> None:
        await declined(bench)
        await bench.till.park("без грошей")
        await bench.till.add(MILK)
        await bench.till.charge()
        await bench.till.park("оплачено")
        await asyncio.sleep(25 * 3600)
        await bench.till.add(MILK)
        await bench.till.park("свіжий")
        assert [one.note for one in bench.till.state.parked] == ["оплачено", "свіжий"]

    played(story)


async def test_a_parked_receipt_is_read_once_however_many_are_parked_after_it(bench: Bench, monkeypatch) -> None:
    reads = []
    read = bench.store.baskets.parked_receipt
    monkeypatch.setattr(bench.store.baskets, "parked_receipt", lambda name: reads.append(name) or read(name))
    parked = []
    for number in (1, 2, 3):
        await bench.till.add(id_of(number))
        parked.append(await bench.till.park())
    assert reads == parked
    assert bench.till._parts.held_products() == {id_of(1), id_of(2), id_of(3)}
    await bench.till.resume(parked[0])
    await bench.till.clear()
    assert reads.count(parked[1]) == reads.count(parked[2]) == 1
    assert [row.id for row in await bench.till.parked()] == parked[1:]
    assert bench.till._parts.held_products() == {id_of(2), id_of(3)}
