"""Reads what was sold: sums of a span of days, whole or by hour, day, month, category, cashier, product, form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pos_app.store.database import Database

_RECEIPTS: Final = (
    "SELECT {key}, {key}, '', sum(sign = 1), sum(iif(sign = 1, due, 0)), 0,"
    " sum(sign = -1), sum(iif(sign = -1, due, 0)), 0{costs}"
    " FROM sold_receipt{join} WHERE day BETWEEN :first AND :last AND {shift} GROUP BY 1 ORDER BY 1"
)
# what was given up whole leaves sums of nothing; a prepayment moves no goods and is money all the same
_PRODUCTS: Final = (
    "WITH sold AS MATERIALIZED (SELECT product AS n, sum(quantity) AS quantity, sum(amount) AS amount,"
    " sum(returned_quantity) AS back, sum(returned) AS returned FROM sold_day"
    " WHERE day BETWEEN :first AND :last AND {shift} GROUP BY product"
    " HAVING sum(quantity) <> 0 OR sum(amount) <> 0 OR sum(returned_quantity) <> 0 OR sum(returned) <> 0)"
)
_COSTS: Final = (
    " LEFT JOIN (SELECT {key} AS at, sum(costed) AS costed, sum(cost) AS cost FROM sold_cost"
    " WHERE day BETWEEN :first AND :last AND {shift} GROUP BY 1) ON at = {on}"
)
# what is put into "{costs}" and "{join}" where costs are asked for: sums, the tables' key, the report's
_JOINS: Final[Mapping[str, tuple[str, str, str]]] = {
    "day": (", max(costed), max(cost)", "day", "day"),
    "month": (", max(costed), max(cost)", "day / 100", "day / 100"),
    "product": (", sum(costed), sum(cost)", "product", "n"),
    "category": (", sum(costed), sum(cost)", "product", "n"),
}
MARGINS: Final = tuple(_JOINS)
"""Reports in which it can be told what the goods were bought for."""

# the name is that of the newest row, to which max(n) binds what is not summed
_BY: Final[Mapping[str, str]] = {
    "hour": _RECEIPTS.replace("{key}", "hour"),
    "day": _RECEIPTS.replace("{key}", "day"),
    "month": _RECEIPTS.replace("{key}", "day / 100"),
    "cashier": _RECEIPTS.replace("{key}", "cashier"),
    "payment": "SELECT form, form, '', sum(receipts), sum(amount), 0, sum(returns), sum(returned), 0 FROM sold_form"
    " WHERE day BETWEEN :first AND :last AND {shift} GROUP BY form HAVING sum(receipts) + sum(returns) > 0"
    " ORDER BY sum(amount) - sum(returned) DESC, form",
    "product": _PRODUCTS + " SELECT code, name, unit, 0, sum(amount), sum(quantity), 0, sum(returned), sum(back){costs}"
    " FROM sold JOIN sold_product USING (n){join} GROUP BY product HAVING max(n) > 0"
    " ORDER BY sum(amount) - sum(returned) DESC, name",
    "category": _PRODUCTS + " SELECT category, '', '', 0, sum(amount), 0, 0, sum(returned), 0{costs}"
    " FROM sold JOIN sold_product USING (n){join} GROUP BY category"
    " ORDER BY sum(amount) - sum(returned) DESC, category",
}
GROUPS: Final = tuple(_BY)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both counted, by Kyiv's calendar; `shift` narrows it to one shift's receipts."""

    first: date
    last: date
    shift_id: str | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Of goods whose purchase price was known when they were sold: what they brought, returns off, and were bought for.

    Kopecks, VAT within both.
    """

    brought: int = 0
    bought: int = 0

    @property
    def margin(self) -> int:
        """What is left."""
        return self.brought - self.bought

    @property
    def percent(self) -> int | None:
        """The margin in whole percent of what they brought; None where that is nothing."""
        return round(self.margin * 100 / self.brought) if self.brought > 0 else None


@dataclass(frozen=True, slots=True)
class SoldRow:
    """One row of a report; kopecks and thousandths. `key`: 20261121, 202611, 14, a category's id …"""

    key: str
    name: str
    unit: str
    receipts: int
    amount: int
    quantity: int
    returns: int
    returned: int
    returned_quantity: int
    cost: Cost | None = field(default=None, repr=False)
    """Where it was asked for and any is known."""

    @property
    def day(self) -> date:
        """The day of a row by days."""
        return date.fromisoformat(self.key)

    @property
    def net(self) -> int:
        """Sales less returns."""
        return self.amount - self.returned


@dataclass(frozen=True, slots=True)
class SoldTotals:
    """A span as a whole; kopecks. `amount` and `returned` are what was paid, cash rounding included.

    `discounts` lower the total (below zero), `charges` raise it; `rounding` is what cash rounding added to the net.
    """

    receipts: int = 0
    amount: int = 0
    returns: int = 0
    returned: int = 0
    discounts: int = 0
    charges: int = 0
    rounding: int = 0

    @property
    def net(self) -> int:
        """Sales less returns."""
        return self.amount - self.returned


def sold_by(database: Database, by: str, span: Span, *, with_cost: bool = False) -> list[SoldRow]:
    """The rows of a report; `by` is one of GROUPS. Products and categories come best first, hours and days in order.

    Their amounts are before cash rounding, all others' after it. `with_cost`, by one of MARGINS: costs as well.
    """
    costs, key, on = _JOINS[by] if with_cost else ("", "", "")
    join = _COSTS.replace("{key}", key).replace("{on}", on) if with_cost else ""
    sql = _BY[by].replace("{costs}", costs).replace("{join}", join).replace("{shift}", _shift_condition(span))
    rows = database.rows(sql, _values(span))
    return [
        SoldRow(str(key), str(name), unit, receipts, amount, quantity, returns, returned, back, _cost(told))
        for key, name, unit, receipts, amount, quantity, returns, returned, back, *told in rows
    ]


def _cost(told: Sequence[int | None]) -> Cost | None:
    brought, bought = told or (None, None)
    return Cost(brought, bought) if brought is not None and bought is not None else None


def sold_totals(database: Database, span: Span) -> SoldTotals:
    """The span as a whole."""
    sql = (
        "SELECT sum(sign = 1), sum(iif(sign = 1, due, 0)), sum(sign = -1), sum(iif(sign = -1, due, 0)),"
        " sum(iif(sign = 1, min(total - sum, 0), 0)), sum(iif(sign = 1, max(total - sum, 0), 0)),"
        f" sum(sign * (due - total)) FROM sold_receipt WHERE day BETWEEN :first AND :last AND {_shift_condition(span)}"
    )
    row = database.row(sql, _values(span))
    return SoldTotals(*(value or 0 for value in row)) if row else SoldTotals()


def sold_by_shift(database: Database, first: date, last: date) -> dict[str, SoldTotals]:
    """The sums of each shift that sold anything in these days, by the shift's id."""
    rows = database.rows(
        "SELECT shift.id, sum(sign = 1), sum(iif(sign = 1, due, 0)), sum(sign = -1), sum(iif(sign = -1, due, 0))"
        " FROM sold_receipt JOIN shift ON shift.rowid = sold_receipt.shift WHERE day BETWEEN ? AND ? GROUP BY shift.id",
        (_number(first), _number(last)),
    )
    return {row[0]: SoldTotals(*row[1:]) for row in rows}


def _shift_condition(span: Span) -> str:
    return "1" if span.shift_id is None else "shift = (SELECT rowid FROM shift WHERE id = :shift)"


def _values(span: Span) -> dict[str, int | str]:
    values: dict[str, int | str] = {"first": _number(span.first), "last": _number(span.last)}
    return values if span.shift_id is None else {**values, "shift": span.shift_id}


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
