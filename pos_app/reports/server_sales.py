"""The same days as SmartKasa counts them: asked on demand, shown beside ours, never stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from pos_app.smartkasa.models import DailySales, Page
from pos_app.smartkasa.paging import next_page
from pos_app.smartkasa.trade_models import ZReport

PAGE = 100
MOST_PAGES = 20


class SmartKasaReports(Protocol):
    """SmartKasa, as far as reports need it."""

    async def product_daily_sales(
        self, *, date_start: date, date_end: date, shop_id: int | None = None
    ) -> DailySales: ...

    async def list_z_reports(
        self,
        *,
        date_start: date | None = None,
        date_end: date | None = None,
        shop_id: int | None = None,
        page: int = 1,
        per_page: int = PAGE,
    ) -> Page[ZReport]: ...


@dataclass(frozen=True, slots=True)
class ServerSales:
    """What SmartKasa says of some days; kopecks. `net`: what sold, returns taken off; its registers' own Z reports.

    `read_at` is when it was asked: SmartKasa may count on.
    """

    first: date
    last: date
    net: int
    z_reports: int
    z_net: int
    read_at: datetime


class ServerReader:
    """Asks SmartKasa for one shop; raises what it raises."""

    def __init__(self, client: SmartKasaReports, *, shop_id: int, now: Callable[[], datetime]) -> None:
        self._client = client
        self._shop_id = shop_id
        self._now = now

    async def sales(self, first: date, last: date) -> ServerSales:
        """These days together: two requests, more where there are many Z reports."""
        sold = await self._client.product_daily_sales(date_start=first, date_end=last, shop_id=self._shop_id)
        reports = await self._z_reports(first, last)
        z_net = sum(report.sale_total - report.refund_total for report in reports)
        return ServerSales(first, last, sold.total_amount or 0, len(reports), z_net, self._now())

    async def _z_reports(self, first: date, last: date) -> Sequence[ZReport]:
        found: list[ZReport] = []
        page: int | None = 1
        while page is not None and page <= MOST_PAGES:
            answer = await self._client.list_z_reports(
                date_start=first, date_end=last, shop_id=self._shop_id, page=page, per_page=PAGE
            )
            found += answer.items
            page = next_page(answer.meta, page, PAGE, len(answer.items) + answer.unreadable)
        return found
