"""The till's commands about what was sold: reports, and receipts to SmartKasa. A part of the one door."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pos_app.reports.sales import DayRow, SalesReport, ZRow
from pos_app.reports.server_sales import ServerSales
from pos_app.till.commands import Commands
from pos_app.till.state import PushItem, PushState


class ReportCommands(Commands):
    """Mixed into the till."""

    # reports

    async def sales_report(self, by: str, first: date, last: date) -> SalesReport:
        """Sales by hour, day, month, category, cashier, product or payment; both days are counted."""
        return await self._do(self._parts.reports.sales(by, first, last))

    async def z_reports(self, first: date, last: date) -> Sequence[ZRow]:
        """The closed shifts of these business days."""
        return await self._do(self._parts.reports.z_reports(first, last))

    async def day_report(self, first: date, last: date, *, by_month: bool = False) -> Sequence[DayRow]:
        """Journal and Z reports side by side."""
        return await self._do(self._parts.reports.days(first, last, by_month=by_month))

    async def server_sales(self, first: date, last: date) -> ServerSales:
        """What SmartKasa says of these days."""
        return await self._do(self._parts.reports.server(first, last))

    async def reprint_z(self, shift_id: str) -> str:
        """Print a copy of a Z report; → the print job."""
        self._open()
        return self._parts.reports.reprint_z(shift_id)

    async def export_report(self, name: str, first: date, last: date, kind: str, folder: Path) -> Path:
        """Write a report into a folder as csv, xlsx or text; → the file."""
        return await self._do(self._parts.reports.export(name, first, last, kind, folder))

    # receipts to SmartKasa

    async def push_switch(self, *, on: bool, consent: bool = False) -> PushState:
        """Begin or end to send receipts to SmartKasa."""
        return await self._do(self._parts.push.switch(on=on, consent=consent))

    async def push_items(self) -> Sequence[PushItem]:
        """Receipts that are not at SmartKasa."""
        return self._parts.push.items()

    async def push_retry(self, receipt_id: str | None = None) -> None:
        """Try a refused receipt again, or all of them."""
        self._open()
        self._parts.push.retry(receipt_id)

    async def push_set_aside(self, receipt_id: str, reason: str) -> None:
        """Give a refused receipt up."""
        self._open()
        self._parts.push.set_aside(receipt_id, reason)
