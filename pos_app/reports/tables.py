"""Reports as tables with typed columns, the one form that the screen's export, the command and all formats share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from pos_app.domain.money import format_hryvnias
from pos_app.reports.sales import Cost, DayRow, SalesReport, SoldRow, ZRow
from pos_app.store.sold import KYIV

Cell = str | int | date | datetime | None


class Kind(StrEnum):
    """What a column holds: MONEY whole kopecks, QUANTITY thousandths; a date or a moment is shown by Kyiv's clocks."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    QUANTITY = "quantity"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and what it holds."""

    title: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A report to read elsewhere. `total` is a row of its own, shown last; `notes` are sentences below."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = field(default_factory=tuple)


NAMES: Final = {
    "hour": "Година",
    "day": "День",
    "month": "Місяць",
    "category": "Категорія",
    "cashier": "Касир",
    "product": "Товар",
    "payment": "Форма оплати",
}
TITLES: Final = {
    "hour": "Продажі за годинами",
    "day": "Продажі за днями",
    "month": "Продажі за місяцями",
    "category": "Продажі за категоріями",
    "cashier": "Продажі за касирами",
    "product": "Продажі за товарами",
    "payment": "Продажі за формами оплати",
}
_MONEY_COLUMNS: Final = (
    Column("Чеків", Kind.COUNT),
    Column("Продано, грн", Kind.MONEY),
    Column("Повернень", Kind.COUNT),
    Column("Повернено, грн", Kind.MONEY),
    Column("Разом, грн", Kind.MONEY),
)
CALENDAR: Final = "День — календарний, за Києвом; година, що восени минає двічі, рахується як одна."
BUSINESS: Final = "День — той, у який відкрито зміну; зміна через північ належить йому цілком."


def row_name(by: str, row: SoldRow) -> str:
    """What a row is called where nothing is translated."""
    if by == "hour":
        return f"{int(row.key):02}:00–{(int(row.key) + 1) % 24:02}:00"
    if by == "day":
        return f"{row.day:%d.%m.%Y}"
    if by == "month":
        return f"{row.key[4:]}.{row.key[:4]}"
    if by == "category" and not row.name:
        return "Без категорії" if not row.key else "Категорії вже немає"
    return row.name


def sales_table(report: SalesReport) -> Table:
    """A sales report."""
    span, totals = report.span, report.totals
    title = f"{TITLES[report.by]} {span.first:%d.%m.%Y} – {span.last:%d.%m.%Y}"
    if report.before_rounding:
        return _goods_table(report, title)
    head = Column(NAMES[report.by], Kind.DAY if report.by == "day" else Kind.TEXT)
    columns = (head, *_MONEY_COLUMNS, *_cost_columns(report))
    rows = tuple(
        (
            _key_cell(report.by, row), row.receipts, row.amount, row.returns, row.returned, row.net,
            *_cost_cells(report, row.cost),
        )
        for row in report.rows
    )  # fmt: skip
    # one receipt paid by two forms counts under both
    sums = (totals.receipts, totals.amount, totals.returns, totals.returned, totals.net)
    total = ("Разом", *sums, *_cost_cells(report, report.cost))
    return Table(title, columns, rows, total, (*_notes(report), CALENDAR))


def _cost_columns(report: SalesReport) -> tuple[Column, ...]:
    if not report.with_cost:
        return ()
    money = (Column("З них із відомою закупівлею, грн", Kind.MONEY), Column("Закупівля, грн", Kind.MONEY))
    return (*money, Column("Маржа, грн", Kind.MONEY), Column("Маржа, %", Kind.COUNT))


def _cost_cells(report: SalesReport, cost: Cost | None) -> tuple[Cell, ...]:
    if not report.with_cost:
        return ()
    return (None,) * 4 if cost is None else (cost.brought, cost.bought, cost.margin, cost.percent)


def _goods_table(report: SalesReport, title: str) -> Table:
    is_product = report.by == "product"
    columns: tuple[Column, ...] = (Column(NAMES[report.by], Kind.TEXT),)
    if is_product:
        columns = (Column("Артикул", Kind.TEXT), *columns, Column("Од.", Kind.TEXT), Column("К-сть", Kind.QUANTITY))
    columns += (
        Column("Продано, грн", Kind.MONEY),
        Column("Повернено, грн", Kind.MONEY),
        Column("Разом, грн", Kind.MONEY),
        *_cost_columns(report),
    )
    rows = tuple(
        (*_goods_cells(report.by, row), row.amount, row.returned, row.net, *_cost_cells(report, row.cost))
        for row in report.rows
    )
    sums: list[Cell] = [sum(getattr(row, name) for row in report.rows) for name in ("amount", "returned", "net")]
    sums += _cost_cells(report, report.cost)
    total = ("", "Разом", "", None, *sums) if is_product else ("Разом", *sums)
    rounding, net = format_hryvnias(report.totals.rounding), format_hryvnias(report.totals.net)
    note = f"Заокруглення готівки: {rounding}; з ним {net} грн."
    return Table(title, columns, rows, total, (*_notes(report), note, CALENDAR))


def _goods_cells(by: str, row: SoldRow) -> tuple[Cell, ...]:
    if by != "product":
        return (row_name(by, row),)
    return (row.key, row.name, row.unit, row.quantity - row.returned_quantity)


def _key_cell(by: str, row: SoldRow) -> Cell:
    return row.day if by == "day" else row_name(by, row)


def _notes(report: SalesReport) -> tuple[str, ...]:
    totals = report.totals
    words = []
    if totals.discounts:
        words.append(f"Знижок надано: {format_hryvnias(-totals.discounts)} грн.")
    if totals.charges:
        words.append(f"Надбавок: {format_hryvnias(totals.charges)} грн.")
    if report.by == "payment":
        words.append("Чек, оплачений двома формами, рахується в обох.")
    if report.with_cost:
        words.append("Маржа: продажі без повернень мінус закупівельна ціна на мить продажу, обидві з ПДВ.")
    return tuple(words)


def z_table(rows: Sequence[ZRow], first: date, last: date) -> Table:
    """Closed shifts with their Z reports."""
    columns = (
        Column("Z №", Kind.COUNT),
        Column("Відкрито", Kind.MOMENT),
        Column("Закрито", Kind.MOMENT),
        Column("Касир", Kind.TEXT),
        *_MONEY_COLUMNS,
        Column("Готівка в касі, грн", Kind.MONEY),
        Column("Журнал, грн", Kind.MONEY),
        Column("Різниця, грн", Kind.MONEY),
    )
    cells = tuple(
        (
            row.serial, _kyiv(row.opened_at), _kyiv(row.closed_at), row.cashier, row.receipts, row.sales, row.returns,
            row.returned, row.sales - row.returned, row.balance, row.journal.net, row.difference,
        )
        for row in rows
    )  # fmt: skip
    sums = [sum(values) for values in zip(*((row[4:9]) for row in cells), strict=True)] or [0] * 5
    ours = [sum(row.journal.net for row in rows), sum(row.difference for row in rows)]
    total = (None, None, None, "Разом", *sums, None, *ours)
    return Table(f"Z-звіти {first:%d.%m.%Y} – {last:%d.%m.%Y}", columns, cells, total, (BUSINESS,))


def days_table(rows: Sequence[DayRow], first: date, last: date) -> Table:
    """Journal and Z reports side by side, by business day or month."""
    columns = (
        Column("Від", Kind.DAY),
        Column("До", Kind.DAY),
        Column("Змін", Kind.COUNT),
        Column("Без Z", Kind.COUNT),
        Column("Журнал, грн", Kind.MONEY),
        Column("Z-звіти, грн", Kind.MONEY),
        Column("Різниця, грн", Kind.MONEY),
    )
    cells = tuple(
        (row.first, row.last, row.shifts, row.open_shifts, row.journal.net, row.z_net, row.difference) for row in rows
    )
    sums = [sum(values) for values in zip(*(row[2:] for row in cells), strict=True)] or [0] * 5
    title = f"Журнал і Z-звіти {first:%d.%m.%Y} – {last:%d.%m.%Y}"
    return Table(title, columns, cells, ("Разом", None, *sums), (BUSINESS,))


def _kyiv(at: datetime | None) -> datetime | None:
    return at.astimezone(KYIV) if at is not None else None
