"""Who may see which reports, what cannot be asked, and SmartKasa's word on the same days."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pos_app.domain.errors import Unreachable
from pos_app.reports.server_sales import ServerReader, ServerSales
from pos_app.smartkasa import NoAnswer
from pos_app.smartkasa.models import DailySales, Meta, Page
from pos_app.smartkasa.trade_models import ZReport
from tests.unit.till.conftest import CARD, NOON, Bench, id_of

DAY = NOON.date()


def may(bench: Bench, *rights: str) -> None:
    cashier = bench.till.state.cashier
    assert cashier is not None
    bench.till._parts.board.show(cashier=replace(cashier, permissions=frozenset(rights)))


async def sell(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    await bench.till.pay(CARD)


async def test_without_the_right_to_history_a_cashier_sees_his_own_open_shift(bench: Bench) -> None:
    await sell(bench)
    may(bench, "reports")
    report = await bench.till.sales_report("hour", date(2020, 1, 1), date(2020, 1, 2))
    shift = bench.store.shifts.current()
    assert shift is not None
    assert (report.span.shift_id, report.totals.receipts) == (shift.id, 1)
    for command in (
        bench.till.z_reports(DAY, DAY), bench.till.day_report(DAY, DAY), bench.till.server_sales(DAY, DAY),
        bench.till.export_report("z", DAY, DAY, "csv", Path()),
    ):  # fmt: skip
        assert await bench.refusal(command) == "not_permitted"
    with pytest.raises(Exception, match="not_permitted"):
        await bench.till.reprint_z("s")


async def test_another_cashiers_shift_is_not_his_to_see(bench: Bench) -> None:
    await sell(bench)
    may(bench, "reports")
    shift = bench.store.shifts.current()
    assert shift is not None
    bench.store.database.run("UPDATE shift SET cashier_id = 'another'")
    assert await bench.refusal(bench.till.sales_report("hour", DAY, DAY)) == "not_permitted"
    may(bench)
    assert await bench.refusal(bench.till.sales_report("hour", DAY, DAY)) == "not_permitted"


async def test_what_cannot_be_asked_is_told(bench: Bench) -> None:
    assert await bench.refusal(bench.till.sales_report("shelf", DAY, DAY)) == "report_unknown"
    assert await bench.refusal(bench.till.sales_report("hour", DAY, DAY - timedelta(days=1))) == "report_dates"
    assert await bench.refusal(bench.till.sales_report("hour", date(1990, 1, 1), DAY)) == "report_dates"
    assert await bench.refusal(bench.till.export_report("hour", DAY, DAY, "pdf", Path())) == "report_unknown"
    assert await bench.refusal(bench.till.server_sales(DAY, DAY)) == "not_available"
    with pytest.raises(Exception, match="unknown_receipt"):
        await bench.till.reprint_z("nothing")


class FakeSmartKasa:
    """Statistics of one page, or silence."""

    def __init__(self) -> None:
        self.silent = False
        self.pages = 2

    async def product_daily_sales(self, **asked: Any) -> DailySales:
        if self.silent:
            raise NoAnswer
        return DailySales(total_amount="75.6")  # type: ignore[arg-type] # as on the wire

    async def list_z_reports(self, **asked: Any) -> Page[ZReport]:
        rows = [ZReport(id=asked["page"], sale_total=9380, refund_total=80)]
        return Page(rows, Meta(next_page=asked["page"] + 1 if asked["page"] < self.pages else None))


async def test_smartkasa_is_asked_on_demand_and_its_silence_is_told(bench: Bench) -> None:
    smartkasa = FakeSmartKasa()
    reader = ServerReader(smartkasa, shop_id=5, now=bench.clock.now)
    assert await reader.sales(DAY, DAY) == ServerSales(DAY, DAY, 7560, 2, 18600, NOON)
    smartkasa.silent = True
    with pytest.raises(Unreachable):
        await reader.sales(DAY, DAY)
