"""Reports over real days against the sandbox Checkbox: every group agrees with the Z report to the kopeck."""

import asyncio
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.returns import WantedLine
from pos_app.fiscal.rules import FiscalRules
from pos_app.printing.documents import document_layout
from pos_app.printing.layout import as_text
from pos_app.reports.sales import GROUPS, SalesReport
from tests.integration.till.conftest import CARD, CASH, MakeWorld, World, id_of

OFFLINE = FiscalRules(
    online_budget_s=0.5, shift_budget_s=4.0, probe_interval_s=0.1, quarantine_s=0.1, go_online_retry_s=0.1, offline=True
)


def today(world: World) -> date:
    return world.clock.kyiv().date()


async def random_day(world: World, chance: Random, sales: int) -> None:
    """Sales in cash, by card and both ways, some of them given back in part; some offline."""
    till = world.till
    for number in range(sales):
        for _ in range(chance.randint(1, 3)):
            good = chance.choice([1, 2, 3, 7, 9])
            await till.add(id_of(good), chance.randint(200, 900) if good == 3 else 1000 * chance.randint(1, 4))
        if number == sales // 2:
            world.plan.outage()
        mixed = (Payment(PaymentType.CASHLESS, 500, "Картка"), Payment(PaymentType.CASH, 500_000))
        view = await till.pay(chance.choice([CASH, CARD, mixed]))
        if number == sales // 2:
            world.plan.clear()
            assert await till.wait("online", 20)
        elif chance.random() < 0.3:
            wanted = [WantedLine(0, min(1000, view.receipt.lines[0].quantity))]
            await till.give_back(view.receipt.id, chance.choice([CASH, CARD]), wanted)


def agrees(report: SalesReport) -> bool:
    rounding = report.totals.rounding if report.before_rounding else 0
    return sum(row.net for row in report.rows) + rounding == report.totals.net


@pytest.mark.parametrize("seed", range(3))
async def test_every_group_agrees_with_the_z_report_to_the_kopeck(make_world: MakeWorld, seed: int) -> None:
    world = await make_world(rules=OFFLINE).selling()
    chance = Random(seed)
    await world.till.cash_in(900_000)
    await random_day(world, chance, 8)
    first, last = today(world) - timedelta(days=1), today(world)
    closed = await world.till.close_shift()
    reports = [await world.till.sales_report(by, first, last) for by in GROUPS]
    assert [report.by for report in reports if not agrees(report)] == []
    (z,) = await world.till.z_reports(first, last)
    assert (z.sales, z.returned) == (reports[0].totals.amount, reports[0].totals.returned)
    assert (z.receipts, z.returns) == (reports[0].totals.receipts, reports[0].totals.returns)
    assert (z.difference, z.shift_id, z.balance) == (0, closed.shift.id, closed.z_report["balance"])
    for by_month in (False, True):
        (day,) = await world.till.day_report(first, last, by_month=by_month)
        assert (day.journal.net, day.z_net, day.difference, day.open_shifts) == (z.sales - z.returned,) * 2 + (0, 0)


async def test_an_open_shift_has_no_z_and_no_difference(world: World) -> None:
    await world.till.add(id_of(1))
    await world.till.pay(CARD)
    span = (today(world) - timedelta(days=1), today(world))
    assert await world.till.z_reports(*span) == ()
    (day,) = await world.till.day_report(*span)
    assert (day.shifts, day.open_shifts, day.journal.net, day.z_net, day.difference) == (1, 1, 4290, 0, 0)


async def test_a_sale_that_checkbox_refused_is_not_counted(world: World) -> None:
    await world.till.add(id_of(1))
    await world.till.pay(CARD)
    await world.till.add(id_of(2))
    world.plan.script("signer_off", path="*/receipts/sell")
    with pytest.raises(Exception, match="signer_off"):
        await world.till.pay(CARD)
    report = await world.till.sales_report("product", today(world), today(world))
    assert [(row.name, row.net) for row in report.rows] == [("Молоко", 4290)]


async def test_categories_are_called_as_the_catalog_calls_them(world: World) -> None:
    for number in (1, 2, 7):
        await world.till.add(id_of(number))
    await world.till.pay(CARD)
    report = await world.till.sales_report("category", today(world), today(world))
    assert {row.name: row.net for row in report.rows} == {"Молочне": 4290, "Їжа": 2855, "": 1500}


async def test_a_copy_of_a_z_report_is_marked_as_one(world: World) -> None:
    closed = await world.till.close_shift()
    job_id = await world.till.reprint_z(closed.shift.id)
    job = world.store.print_jobs.by_id(job_id)
    assert job is not None
    text = as_text(document_layout(job, world.store, open_drawer=False))
    assert "КОПІЯ" in text
    assert "Z-ЗВІТ" in text
    assert await world.till.wait("printed", 5)


async def test_an_export_lies_in_the_folder_and_a_query_that_nobody_waits_for_is_ended(
    world: World, tmp_path: Path
) -> None:
    await world.till.add(id_of(1))
    await world.till.pay(CARD)
    day = today(world)
    for name in (*GROUPS, "z", "days", "months"):
        for kind in ("csv", "xlsx", "text"):
            path = await world.till.export_report(name, day, day, kind, tmp_path)
            assert path.parent == tmp_path
            assert path.stat().st_size > 20
    waiting = asyncio.ensure_future(world.till.sales_report("hour", day, day))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert (await world.till.sales_report("hour", day, day)).totals.receipts == 1
