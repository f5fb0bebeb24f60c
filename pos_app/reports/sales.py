"""What this till sold: a report over a span of days, read in a worker thread through a connection of its own."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final, TypeVar

from pos_app.store.database import Database
from pos_app.store.shifts import ShiftRow, Shifts
from pos_app.store.sold import KYIV
from pos_app.store.sold_queries import (
    GROUPS,
    MARGINS,
    Cost,
    SoldRow,
    SoldTotals,
    Span,
    sold_by,
    sold_by_shift,
    sold_totals,
)
from pos_app.store.till_store import TillStore, open_till_store_to_read

T = TypeVar("T")

LONGEST_SHIFT: Final = timedelta(days=2)
"""A shift's last receipts may be of the day after its first; the tax service allows it no more."""

__all__ = ["GROUPS", "MARGINS", "Cost", "DayRow", "SalesReader", "SalesReport", "SoldRow", "SoldTotals", "Span", "ZRow"]


@dataclass(frozen=True, slots=True)
class SalesReport:
    """Rows of one kind and the span as a whole. `by`: hour, day, month, category, cashier, product or payment.

    Products and categories add up to the totals less cash rounding, all others to the totals themselves.
    """

    by: str
    span: Span
    rows: tuple[SoldRow, ...]
    totals: SoldTotals
    with_cost: bool = False
    """Whoever asked may see what goods were bought for, and the report can tell it."""

    @property
    def before_rounding(self) -> bool:
        """Do the rows leave cash rounding out? A product has no part in it."""
        return self.by in {"product", "category"}

    @property
    def cost(self) -> Cost:
        """The costs of all rows."""
        known = [row.cost for row in self.rows if row.cost is not None]
        return Cost(sum(one.brought for one in known), sum(one.bought for one in known))


@dataclass(frozen=True, slots=True)
class ZRow:
    """A closed shift: its Z report as received, what it says in sum, and our own journal's count; kopecks."""

    shift_id: str
    serial: int
    opened_at: datetime | None
    closed_at: datetime | None
    cashier: str
    receipts: int
    sales: int
    returns: int
    returned: int
    balance: int
    journal: SoldTotals
    report: Mapping[str, Any]
    counted_cash: int | None = None

    @property
    def day(self) -> date:
        """The business day: the one on which the shift was opened, however late it was closed."""
        at = self.opened_at or self.closed_at
        return at.astimezone(KYIV).date() if at is not None else date.min

    @property
    def difference(self) -> int:
        """The Z report's net less ours."""
        return (self.sales - self.returned) - self.journal.net


@dataclass(frozen=True, slots=True)
class DayRow:
    """A business day or month side by side: our journal and the Z reports of its shifts; kopecks.

    `open_shifts`: how many of its shifts have no Z report yet, so that no difference is told.
    """

    first: date
    last: date
    shifts: int
    open_shifts: int
    journal: SoldTotals
    z_sales: int
    z_returned: int

    @property
    def z_net(self) -> int:
        """Sales less returns by the Z reports."""
        return self.z_sales - self.z_returned

    @property
    def difference(self) -> int:
        """The Z reports' net less ours; 0 while a shift is open."""
        return 0 if self.open_shifts else self.z_net - self.journal.net


class SalesReader:
    """Asks till.db aside from the till's own connection; one that waits no more interrupts its query.

    `category_names` gives what categories are called today, by id.
    """

    def __init__(self, store: TillStore, category_names: Callable[[], Mapping[str, str]]) -> None:
        self._store = store
        self._category_names = category_names

    async def sales(self, by: str, span: Span, *, with_cost: bool = False) -> SalesReport:
        """A report; `by` is one of GROUPS. `with_cost`: with margins, where such a report can have them."""
        names = self._category_names() if by == "category" else {}
        report = await self._aside(partial(_report, by, span, with_cost and by in MARGINS))
        return replace(report, rows=tuple(replace(row, name=names.get(row.key, row.name)) for row in report.rows))

    async def z_reports(self, first: date, last: date) -> tuple[ZRow, ...]:
        """The closed shifts of these business days, the newest first."""
        return await self._aside(partial(_z_rows, first, last))

    async def days(self, first: date, last: date, *, by_month: bool = False) -> tuple[DayRow, ...]:
        """These business days, or their months, side by side, the newest first; those without a shift are left out."""
        return await self._aside(partial(_day_rows, first, last, by_month=by_month))

    async def _aside(self, job: Callable[[Database], T]) -> T:
        path = self._store.path
        if path is None:
            return job(self._store.database)
        opened: list[TillStore] = []

        def work() -> T:
            store = open_till_store_to_read(path)
            opened.append(store)
            try:
                return job(store.database)
            finally:
                opened.clear()
                store.close()

        try:
            return await asyncio.to_thread(work)
        except asyncio.CancelledError:
            for store in opened:
                store.database.interrupt()
            raise


def _report(by: str, span: Span, with_cost: bool, database: Database) -> SalesReport:
    rows = tuple(sold_by(database, by, span, with_cost=with_cost))
    return SalesReport(by, span, rows, sold_totals(database, span), with_cost)


def _z_rows(first: date, last: date, database: Database) -> tuple[ZRow, ...]:
    journal = sold_by_shift(database, first, last + LONGEST_SHIFT)
    rows = [
        _z_row(shift, journal.get(shift.id, SoldTotals()))
        for shift in Shifts(database).all()
        if shift.z_report is not None
    ]
    return tuple(row for row in reversed(rows) if first <= row.day <= last)


def _z_row(shift: ShiftRow, journal: SoldTotals) -> ZRow:
    report = shift.z_report or {}
    forms: Sequence[Mapping[str, Any]] = report.get("payments") or ()
    return ZRow(
        shift_id=shift.id,
        serial=int(report.get("serial") or shift.serial),
        opened_at=shift.opened_at,
        closed_at=shift.closed_at,
        cashier=shift.cashier_name,
        receipts=int(report.get("sell_receipts_count") or 0),
        sales=sum(int(form.get("sell_sum") or 0) for form in forms),
        returns=int(report.get("return_receipts_count") or 0),
        returned=sum(int(form.get("return_sum") or 0) for form in forms),
        balance=int(report.get("balance") or 0),
        journal=journal,
        report=report,
        counted_cash=shift.counted_cash,
    )


def _day_rows(first: date, last: date, database: Database, *, by_month: bool) -> tuple[DayRow, ...]:
    journal = sold_by_shift(database, first, last + LONGEST_SHIFT)
    rows: dict[date, DayRow] = {}
    for shift in Shifts(database).all():
        z = _z_row(shift, journal.get(shift.id, SoldTotals()))
        if not first <= z.day <= last:
            continue
        begin, end = _span_of(z.day, by_month=by_month)
        row = rows.get(begin, DayRow(begin, end, 0, 0, SoldTotals(), 0, 0))
        rows[begin] = replace(
            row,
            shifts=row.shifts + 1,
            open_shifts=row.open_shifts + (shift.z_report is None),
            journal=_plus(row.journal, z.journal),
            z_sales=row.z_sales + z.sales,
            z_returned=row.z_returned + z.returned,
        )
    return tuple(rows[begin] for begin in sorted(rows, reverse=True))


def _span_of(day: date, *, by_month: bool) -> tuple[date, date]:
    if not by_month:
        return day, day
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day.replace(day=1), following - timedelta(days=1)


def _plus(a: SoldTotals, b: SoldTotals) -> SoldTotals:
    return replace(
        a,
        receipts=a.receipts + b.receipts,
        amount=a.amount + b.amount,
        returns=a.returns + b.returns,
        returned=a.returned + b.returned,
    )
