"""Who may see which reports, what cannot be asked, and SmartKasa's word on the same days."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pos_app.domain.errors import Unreachable
from pos_app.reports.sales import GROUPS
from pos_app.reports.server_sales import ServerReader, ServerSales
from pos_app.rpc.report_views import sales_view
from pos_app.rpc.views import product_view, receipt_view
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


def bought(bench: Bench, cost: int) -> None:
    """The first product is known to have been bought for so much."""
    row = bench.catalog.by_id(id_of(1))
    assert row is not None
    bench.catalog.put_page([replace(row, hash=f"c{cost}", cost=cost)], generation=1)


async def test_margins_are_of_the_day_of_sale_and_for_whoever_may_see_them(bench: Bench, tmp_path: Path) -> None:
    bought(bench, 3131)
    await sell(bench)
    bought(bench, 9999)
    may(bench, "reports", "reports_history", "cost")
    for by in ("product", "category", "day", "month"):
        report = await bench.till.sales_report(by, DAY, DAY)
        assert (report.with_cost, report.cost.bought) == (True, 3131), by
        assert report.cost.margin == report.cost.brought - 3131 > 0
    assert not (await bench.till.sales_report("hour", DAY, DAY)).with_cost
    assert (await bench.till.shelf_card(id_of(1))).cost == 9999
    told = sales_view(await bench.till.sales_report("product", DAY, DAY))
    assert told["rows"][0]["cost"]["bought"] == 3131
    path = await bench.till.export_report("product", DAY, DAY, "csv", tmp_path)
    assert "31,31" in path.read_text("utf-8-sig")


async def test_without_the_right_nothing_tells_what_goods_were_bought_for(
    bench: Bench, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    bought(bench, 3131)
    await sell(bench)
    may(bench, "reports", "reports_history")
    shown: list[object] = [bench.till.state, await bench.till.shelf_card(id_of(1)), await bench.till.receipts()]
    assert (await bench.till.shelf_card(id_of(1))).cost is None
    shown += [product_view(product) for product in await bench.till.search("мол")]
    shown += [receipt_view(view) for view in await bench.till.receipts()]
    for by in GROUPS:
        report = await bench.till.sales_report(by, DAY, DAY)
        view = sales_view(report)
        assert "cost" not in view["rows"][0]
        shown += [report, view]
        for kind in ("csv", "text"):
            path = await bench.till.export_report(by, DAY, DAY, kind, tmp_path)
            shown.append(path.read_text("utf-8-sig"))
    shown += [entry.body for entry in bench.store.journal.entries()]
    shown += [record.getMessage() for record in caplog.records]
    for one in shown:
        assert not {"3131", "31,31", "31.31", "Маржа"} & set(re.findall(r"[\d.,]+|Маржа", str(one))), one
