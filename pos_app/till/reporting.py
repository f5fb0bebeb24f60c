"""Reports as people ask for them: who may see what, which days, from where, and into which file."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from pos_app.domain.errors import refused
from pos_app.reports.files import FORMATS, save
from pos_app.reports.sales import GROUPS, DayRow, SalesReader, SalesReport, Span, ZRow
from pos_app.reports.server_sales import ServerReader, ServerSales
from pos_app.reports.tables import Table, days_table, sales_table, z_table
from pos_app.store.print_jobs import PrintJob
from pos_app.store.shifts import ShiftRow
from pos_app.till.clock import KYIV
from pos_app.till.core import Core
from pos_app.till.rights import COST

LONGEST: Final = timedelta(days=3660)
OTHER: Final = ("z", "days", "months")
"""What may be exported besides the groups of sales."""


class ReportDesk:
    """Reads and never writes, but for copies of Z reports and files. Past days need the right `reports_history`."""

    def __init__(self, core: Core, server: ServerReader | None) -> None:
        self._core = core
        self._server = server
        self._reader = SalesReader(core.store, self._category_names)

    async def sales(self, by: str, first: date, last: date) -> SalesReport:
        """Sales by one of GROUPS; without the right to past days those of one's own open shift, whatever was asked."""
        if by not in GROUPS:
            raise refused("report_unknown")
        span = self._span(first, last)
        return await self._reader.sales(by, span, with_cost=self._core.may(COST))

    async def z_reports(self, first: date, last: date) -> Sequence[ZRow]:
        """The closed shifts of these business days, the newest first."""
        self._need_history(first, last)
        return await self._reader.z_reports(first, last)

    async def days(self, first: date, last: date, *, by_month: bool) -> Sequence[DayRow]:
        """Journal and Z reports side by side, by business day or month, the newest first."""
        self._need_history(first, last)
        return await self._reader.days(first, last, by_month=by_month)

    async def server(self, first: date, last: date) -> ServerSales:
        """The same days as SmartKasa counts them, asked now."""
        self._need_history(first, last)
        if self._server is None:
            raise refused("not_available")
        return await self._server.sales(first, last)

    def reprint_z(self, shift_id: str) -> str:
        """Queue a copy of a shift's Z report; → the print job."""
        cashier = self._core.need("reports_history")
        shift = self._core.store.shifts.by_id(shift_id)
        if shift is None or shift.z_report is None:
            raise refused("unknown_receipt", "Z-звіту цієї зміни немає.")
        job = PrintJob(self._core.new_id(), "z", shift_id, self._core.clock.now(), {"copy": True})
        with self._core.store.transaction():
            self._core.store.print_jobs.add(job)
            self._core.journal("z.reprint", {"shift": shift_id, "job": job.id, "cashier": cashier.id})
        self._core.printer.wake()
        return job.id

    async def export(self, name: str, first: date, last: date, kind: str, folder: Path) -> Path:
        """Write a report (a group of sales, or one of OTHER) into a folder as csv, xlsx or text; → the file."""
        if kind not in FORMATS:
            raise refused("report_unknown")
        table = await self._table(name, first, last)
        return await asyncio.to_thread(save, table, kind, folder)

    async def _table(self, name: str, first: date, last: date) -> Table:
        if name == "z":
            return z_table(await self.z_reports(first, last), first, last)
        if name in OTHER:
            return days_table(await self.days(first, last, by_month=name == "months"), first, last)
        return sales_table(await self.sales(name, first, last))

    # who may see what

    def _span(self, first: date, last: date) -> Span:
        cashier = self._core.need("reports")
        _check(first, last)
        if "reports_history" in cashier.permissions:
            return Span(first, last)
        shift = self._core.store.shifts.current()
        if shift is None or shift.cashier_id != cashier.id:
            raise refused("not_permitted", "Без права на історію видно лише власну відкриту зміну.")
        today = self._core.clock.kyiv().date()
        return Span(_opened(shift, today), today, shift.id)

    def _need_history(self, first: date, last: date) -> None:
        self._core.need("reports_history")
        _check(first, last)

    def _category_names(self) -> Mapping[str, str]:
        return {row.id: row.name for row, _ in self._core.catalog.categories()}


def _opened(shift: ShiftRow, today: date) -> date:
    return shift.opened_at.astimezone(KYIV).date() if shift.opened_at is not None else today - timedelta(days=1)


def _check(first: date, last: date) -> None:
    if not timedelta() <= last - first <= LONGEST:
        raise refused("report_dates")
