"""Trouble at the edges of a sale: a request nobody answered, a refused sale that lies parked, a till that ends."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from pos_app.domain.errors import Refused, Unreachable
from pos_app.domain.mending import Change, MendField
from pos_app.domain.receipt import ReceiptState
from tests.unit.till.conftest import CARD, CASH, GOODS, Bench, MakeBench, id_of

LONG_S = 600.0
"""Nobody's patience ends within the test."""


async def turns() -> None:
    """Let everybody come to where he waits."""
    for _ in range(20):
        await asyncio.sleep(0)


async def parked_refused_sale(make_bench: MakeBench) -> tuple[Bench, str]:
    """In the window: a sale that Checkbox refused lies parked; → its receipt's UUID."""
    bench = await make_bench(refused_sale_to_basket=False).ready()
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Refused(code="refused_by_server")
    assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
    (item,) = await bench.till.attention()
    bench.fiscal.outcome = ReceiptState.FISCAL
    return bench, item["id"]


async def test_a_request_whose_receipt_is_not_on_disk_sells_the_basket(bench: Bench) -> None:
    with bench.store.transaction():
        bench.store.settings.remember_request("r", id_of(777))
    await bench.till.add(id_of(1))
    view = await bench.till.pay(CASH, request_id="r")
    assert view.fiscal.state is ReceiptState.FISCAL
    assert bench.store.settings.receipt_of_request("r") == view.receipt.id
    assert [row.id for row in bench.store.operations.since()] == [view.receipt.id]


async def test_a_request_that_waits_for_its_refused_sale_sells_it_anew_under_the_same_uuid(
    make_bench: MakeBench,
) -> None:
    bench = await make_bench(online_budget_s=LONG_S).ready()
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Unreachable()
    await bench.refusal(bench.till.pay(CARD, request_id="r"))
    row = bench.store.operations.since()[-1]
    paying = asyncio.ensure_future(bench.till.pay(CARD, request_id="r"))
    await turns()
    assert not paying.done()
    bench.fiscal.outcome = Refused(code="refused_by_server")
    with pytest.raises(Refused):
        bench.fiscal.settle(row)
    bench.fiscal.outcome = ReceiptState.FISCAL
    bench.fiscal.tell()
    view = await paying
    assert (view.receipt.id, view.fiscal.state) == (row.id, ReceiptState.FISCAL)
    assert bench.till.state.cart.is_empty
    await bench.till.shutdown()


async def test_a_request_that_waits_is_told_that_its_receipt_is_kept_when_the_till_ends(make_bench: MakeBench) -> None:
    bench = await make_bench(online_budget_s=LONG_S).ready()
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Unreachable()
    await bench.refusal(bench.till.pay(CARD, request_id="r"))
    paying = asyncio.ensure_future(bench.till.pay(CARD, request_id="r"))
    await turns()
    ending = asyncio.ensure_future(bench.till.shutdown())
    with pytest.raises(Unreachable, match="Його збережено"):
        await paying
    await ending
    assert len(bench.store.operations.since()) == 1


async def test_a_stopped_receipt_sent_again_is_told_kept_when_the_till_ends_meanwhile(make_bench: MakeBench) -> None:
    bench = await make_bench(online_budget_s=LONG_S).ready()
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Refused("Сума інша.", code="total_differs")
    await bench.refusal(bench.till.pay(CARD))
    (item,) = await bench.till.attention()
    bench.fiscal.outcome = Unreachable()
    sending = asyncio.ensure_future(bench.till.attention_resend(item["id"]))
    await turns()
    assert f"ask {item['id']}" in bench.fiscal.done
    ending = asyncio.ensure_future(bench.till.shutdown())
    with pytest.raises(Unreachable, match="Його збережено"):
        await sending
    await ending


async def test_a_refused_sale_mended_with_what_it_has_already_is_not_sent_again(make_bench: MakeBench) -> None:
    bench, receipt_id = await parked_refused_sale(make_bench)
    same = Change(MendField.BARCODE, GOODS[0].barcodes[0], 0)
    assert await bench.refusal(bench.till.attention_mend(receipt_id, [same])) == "bad_mend"
    assert [item["id"] for item in await bench.till.attention()] == [receipt_id]
    assert len(bench.till.state.parked) == 1
    assert bench.journal("sale.mended") == []
    view = await bench.till.attention_resend(receipt_id)
    assert view is not None
    assert (view.receipt.id, view.fiscal.state) == (receipt_id, ReceiptState.FISCAL)
    await bench.till.shutdown()


async def test_a_refused_sale_that_was_sold_meanwhile_cannot_be_sent_or_given_up_once_more(
    make_bench: MakeBench,
) -> None:
    bench, receipt_id = await parked_refused_sale(make_bench)
    await bench.till.attention_resend(receipt_id)
    again = bench.till._parts.refused_again
    assert await bench.refusal(again.resend(receipt_id)) == "unknown_item"
    with pytest.raises(Refused) as refusal:
        again.set_aside(receipt_id, "двічі")
    assert refusal.value.code == "unknown_item"
    assert bench.journal("sale.set_aside") == []
    assert [row.id for row in bench.store.operations.since()] == [receipt_id]
    await bench.till.shutdown()


async def test_an_open_shift_is_not_opened_twice(bench: Bench) -> None:
    before = bench.till.state.shift
    assert await bench.refusal(bench.till.open_shift()) == "shift_already_open"
    assert bench.till.state.shift == before


async def test_a_till_that_was_never_started_ends_quietly(make_bench: MakeBench) -> None:
    bench = make_bench()
    await bench.till.shutdown()
    assert bench.closed == ["closed"]


async def test_a_till_that_ends_waits_for_a_receipt_whose_caller_went_away(make_bench: MakeBench) -> None:
    bench = await make_bench().ready()
    go_on = asyncio.Event()
    submit: Callable[..., Any] = bench.fiscal.submit

    async def slow(*given: Any, **more: Any) -> Any:
        stamp = await submit(*given, **more)
        await go_on.wait()
        return stamp

    bench.fiscal.submit = slow
    await bench.till.add(id_of(1))
    paying = asyncio.ensure_future(bench.till.pay(CASH))
    await turns()
    paying.cancel()
    await turns()
    assert paying.cancelled()
    ending = asyncio.ensure_future(bench.till.shutdown())
    await turns()
    assert not ending.done()
    assert "stop" not in bench.fiscal.done
    go_on.set()
    await ending
    assert bench.fiscal.done[-1] == "stop"
    assert bench.closed == ["closed"]


async def test_a_refused_sale_that_is_sent_days_later_is_sold_on_that_day(make_bench: MakeBench) -> None:
    bench, receipt_id = await parked_refused_sale(make_bench)
    bench.seconds = 2 * 24 * 3600
    view = await bench.till.attention_resend(receipt_id)
    assert view is not None
    today = bench.clock.kyiv().date()
    assert view.receipt.sold_at == bench.clock.now()
    report = await bench.till.sales_report("day", today, today)
    assert [(row.day, row.receipts) for row in report.rows] == [(today, 1)]
    await bench.till.shutdown()
