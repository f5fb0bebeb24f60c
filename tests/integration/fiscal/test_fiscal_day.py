"""An ordinary day online: open, sell, return, cash in and out, X, close; both sides agree to the kopeck."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos_app.domain.receipt import ReceiptKind, ReceiptState
from pos_app.domain.register import Mode, OperationState
from pos_app.sandbox.checkbox import Settings


def test_a_sale_gets_its_fiscal_number_and_one_print_job(world: Any) -> None:
    receipt = world.cash_sale()
    stamp = world.run(world.sell(receipt))
    server = world.on_server(receipt.id)
    assert stamp.state is ReceiptState.FISCAL
    assert (stamp.fiscal_code, stamp.tax_url) == (server.fiscal_code, server.tax_url)
    assert [(tax.code, tax.sum, tax.turnover) for tax in stamp.taxes] == [(1, 700, 4200)]
    assert world.row(receipt.id).state is OperationState.DONE
    assert world.jobs() == [("sale", receipt.id)]
    assert world.store.print_jobs.of_document(receipt.id).open_drawer
    assert world.posts() == [world.row(receipt.id).body]


def test_a_shift_opens_with_taxes_seller_and_codes_cached(world: Any) -> None:
    shift = world.store.shifts.current()
    assert shift.status == "OPENED"
    assert shift.id == world.fiscal.status.shift_id
    assert world.fiscal.taxes[1].symbol == "А"
    assert world.fiscal.seller.name == "ФОП Коваленко Марія Василівна"
    assert world.fiscal.seller.tax_row == "ПН 345678901234"
    assert world.fiscal.seller.test
    assert world.fiscal.status.mode is Mode.ONLINE
    assert world.fiscal.status.info.fiscal_number == "TEST373378"
    assert world.fiscal.status.offline.codes_free == 2000
    assert world.store.offline.free_count() == 2000


def test_a_full_day_closes_with_equal_sums(world: Any) -> None:
    async def day() -> dict[str, Any]:
        await world.fiscal.submit(world.cash_in(50000))
        for price in (4200, 1999, 12345):
            await world.sell(world.cash_sale(price))
        sold = world.sale(999)
        await world.sell(sold)
        back = replace(world.sale(999, kind=ReceiptKind.RETURN), related_receipt_id=sold.id)
        await world.sell(back)
        await world.fiscal.submit(world.cash_in(1500, ReceiptKind.SERVICE_OUT))
        x = await world.fiscal.x_report()
        assert x["balance"] == 50000 + 4200 + 1999 + 12345 - 1500
        return await world.fiscal.close_shift()

    z = world.run(day())
    assert z["is_z_report"]
    assert (z["sell_receipts_count"], z["return_receipts_count"]) == (4, 1)
    assert world.fiscal.status.mode is Mode.NO_SHIFT
    assert world.fiscal.status.problem is None
    assert world.store.shifts.last().z_report == z
    assert world.store.shifts.last().status == "CLOSED"
    assert [kind for kind, _ in world.jobs()] == ["service", *["sale"] * 4, "return", "service", "x", "z"]
    states = {row.kind: row.state for row in world.store.operations.since()}
    assert states["SERVICE_IN"] is OperationState.ACCEPTED
    assert {states["SELL"], states["SHIFT_OPEN"], states["SHIFT_CLOSE"]} == {OperationState.DONE}
    assert world.store.journal.verify().ok
    assert world.posts("/shifts/close") == [b""]


def test_the_next_shift_begins_with_the_cash_that_was_left(world: Any) -> None:
    async def two_days() -> None:
        await world.fiscal.submit(world.cash_in(50000))
        await world.fiscal.close_shift()
        await world.fiscal.open_shift(type("Somebody", (), {"id": "olena", "name": "Олена"})())
        await world.sell(world.cash_sale())
        await world.fiscal.close_shift()

    world.run(two_days())
    assert world.fiscal.status.problem is None
    assert world.store.shifts.last().initial_cash == 50000


def test_a_cash_movement_needs_no_number_and_is_accepted(world: Any) -> None:
    receipt = world.cash_in(700, ReceiptKind.SERVICE_IN)
    stamp = world.run(world.fiscal.submit(receipt))
    assert stamp.state is ReceiptState.ACCEPTED
    assert stamp.fiscal_code is None
    assert world.row(receipt.id).state is OperationState.ACCEPTED
    assert world.jobs() == [("service", receipt.id)]
    assert json.loads(world.posts("/receipts/service")[0])["payment"]["value"] == 700


def test_the_callers_own_writes_are_in_the_same_transaction(world: Any) -> None:
    receipt = world.sale()
    seen = []

    def also() -> None:
        seen.append(world.store.operations.by_id(receipt.id).state)
        world.store.settings.put("basket", "empty")

    world.run(world.fiscal.submit(receipt, also=also))
    assert seen == [OperationState.INTENT]
    assert world.store.settings.get("basket") == "empty"


def test_when_the_callers_writes_fail_nothing_is_sold(world: Any) -> None:
    receipt = world.sale()

    def also() -> None:
        raise RuntimeError("the basket could not be cleared")

    with pytest.raises(RuntimeError, match="basket"):
        world.run(world.fiscal.submit(receipt, also=also))
    assert world.store.operations.by_id(receipt.id) is None
    assert world.posts() == []
    assert world.run(world.sell()).state is ReceiptState.FISCAL


def test_ten_sales_at_once_go_one_after_the_other_at_the_servers_pace(make_world: Callable[..., Any]) -> None:
    world = make_world(settings=Settings(receipt_delay_s=0.5, pace_is_limited=True))
    world.run(world.opened())
    receipts = [world.sale(100 + i) for i in range(10)]

    async def rush() -> list[Any]:
        return await asyncio.gather(*(world.sell(receipt) for receipt in receipts))

    began = world.loop.time()
    stamps = world.run(rush())
    assert {stamp.state for stamp in stamps} == {ReceiptState.FISCAL}
    assert [one.id for one in world.server_receipts] == [receipt.id for receipt in receipts]
    assert 4.0 <= world.loop.time() - began <= 7.0
