"""Reports, and receipts to SmartKasa, in the contract's own words."""

from dataclasses import asdict
from typing import Any

from pos_app.reports.sales import DayRow, SalesReport, SoldRow, SoldTotals, ZRow
from pos_app.reports.server_sales import ServerSales
from pos_app.till.state import PushItem, PushState

View = dict[str, Any]


def push_view(push: PushState) -> View:
    """How sending receipts to SmartKasa stands."""
    problem = push.problem
    return {
        "enabled": push.enabled,
        "waiting": push.waiting,
        "refused": push.refused,
        "last_sent_at": push.last_sent_at,
        "problem": {"code": problem.code, "message": problem.message} if problem else None,
    }


def push_item_view(item: PushItem) -> View:
    """A receipt that is not at SmartKasa."""
    return {
        "receipt_id": item.receipt_id,
        "state": item.state,
        "at": item.at,
        "total": item.total,
        "fiscal_code": item.fiscal_code,
        "reason": item.reason,
    }


def sales_view(report: SalesReport) -> View:
    """A sales report; rows of products and categories are before cash rounding (`totals.rounding`)."""
    rows = [_sold(row, with_cost=report.with_cost) for row in report.rows]
    span = {"from": report.span.first, "to": report.span.last, "shift_id": report.span.shift_id}
    return {"by": report.by, **span, "rows": rows, "totals": _totals(report.totals)}


def _sold(row: SoldRow, *, with_cost: bool) -> View:
    """One row; what it was bought for is told by its own name to whoever may know, and to nobody else."""
    view = {**asdict(row), "net": row.net}
    cost = view.pop("cost")
    if with_cost:
        view |= {"cost": {**cost, "margin": row.cost.margin} if row.cost is not None else None}
    return view


def _totals(totals: SoldTotals) -> View:
    return {**asdict(totals), "net": totals.net}


def z_view(row: ZRow) -> View:
    """A closed shift: what its Z report says in sum, what our journal says, and the report itself."""
    return {
        "shift_id": row.shift_id,
        "serial": row.serial,
        "day": row.day,
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
        "cashier": row.cashier,
        "receipts": row.receipts,
        "sales": row.sales,
        "returns": row.returns,
        "returned": row.returned,
        "balance": row.balance,
        "journal_net": row.journal.net,
        "difference": row.difference,
        "report": row.report,
    }


def day_view(row: DayRow) -> View:
    """A business day or month side by side."""
    return {
        "from": row.first,
        "to": row.last,
        "shifts": row.shifts,
        "open_shifts": row.open_shifts,
        "journal_net": row.journal.net,
        "z_net": row.z_net,
        "difference": row.difference,
    }


def server_view(sales: ServerSales) -> View:
    """What SmartKasa says of some days."""
    return {
        "from": sales.first,
        "to": sales.last,
        "net": sales.net,
        "z_reports": sales.z_reports,
        "z_net": sales.z_net,
        "read_at": sales.read_at,
    }
