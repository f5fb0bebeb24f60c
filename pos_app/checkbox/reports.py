"""Calls about X and Z reports."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pos_app.checkbox.models.base import Page
from pos_app.checkbox.models.shift import Report
from pos_app.checkbox.wire import Wire, must_be_ours


class ReportCalls(Wire):
    """`/reports/*`. Widths are in characters, `paper_width` in millimetres."""

    async def make_x_report(self) -> Report:
        """Makes an X report of the shift that runs."""
        return await self._ask("POST", "/reports", Report.model_validate)

    async def reports(
        self,
        *,
        from_date: datetime | None = None,
        to_date: datetime | None = None,
        shift_ids: Sequence[UUID] = (),
        serial: int | None = None,
        is_z_report: bool | None = None,
        desc: bool = True,
        limit: int = 25,
        offset: int = 0,
    ) -> Page[Report]:
        """The cashier's reports, newest first unless told otherwise."""
        query = {
            "from_date": from_date,
            "to_date": to_date,
            "shift_id": tuple(shift_ids),
            "serial": serial,
            "is_z_report": is_z_report,
            "desc": desc,
            "limit": limit,
            "offset": offset,
        }
        return await self._ask("GET", "/reports", Page[Report].model_validate, query=query, long=True)

    async def report(self, report_id: UUID) -> Report:
        """One report; NOT_FOUND where the server does not know it."""
        found = await self._ask("GET", f"/reports/{report_id}", Report.model_validate)
        must_be_ours(found.id, report_id)
        return found

    async def report_text(self, report_id: UUID, *, width: int = 42) -> str:
        """A report as lines of text."""
        return await self._text(f"/reports/{report_id}/text", query={"width": width})

    async def report_png(self, report_id: UUID, *, width: int = 34, paper_width: int = 58) -> bytes:
        """A report as a PNG picture."""
        query = {"width": width, "paper_width": paper_width}
        return await self._file(f"/reports/{report_id}/png", "image/png", query=query, starts=b"\x89PNG")

    async def periodical_report(
        self, *, from_date: datetime, to_date: datetime, width: int = 42, is_short: bool = False
    ) -> str:
        """The register's report over a time, as lines of text."""
        query = {"from_date": from_date, "to_date": to_date, "width": width, "is_short": is_short}
        return await self._text("/reports/periodical", query=query, with_token=True)
