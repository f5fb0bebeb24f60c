"""Holds the server's X and Z reports against our own sums, to the kopeck; every difference is told in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pos_app.domain.money import format_hryvnias, whole_kopecks
from pos_app.domain.shift import ShiftSums
from pos_app.domain.tax import TaxSum


def differences(sums: ShiftSums, report: Mapping[str, Any], *, counts: bool = True) -> list[str]:
    """What does not agree, one sentence each; empty when all does.

    `counts` off: a shift that was adopted with documents of another program; only its money is compared.
    """
    rows = [*_money(sums, report)]
    if counts:
        rows += [
            ("чеків продажу", sums.sales_count, report["sell_receipts_count"], False),
            ("чеків повернення", sums.returns_count, report["return_receipts_count"], False),
            ("чеків видачі готівки", sums.withdrawals_count, report.get("cash_withdrawal_receipts_count") or 0, False),
            *_taxes(sums, report),
        ]
    return [_sentence(*row) for row in rows if row[1] != row[2]]


Row = tuple[str, int, int, bool]
"""(what, ours, theirs, is it money)."""


def _money(sums: ShiftSums, report: Mapping[str, Any]) -> Iterator[Row]:
    cash = [row for row in report.get("payments") or () if row["type"] == "CASH"]
    other = [row for row in report.get("payments") or () if row["type"] != "CASH"]
    yield "готівка в касі", sums.cash, report["balance"], True
    yield "початковий залишок", sums.initial, report["initial"], True
    yield "продаж готівкою", sums.cash_sales, _total(cash, "sell_sum"), True
    yield "повернення готівкою", sums.cash_returns, _total(cash, "return_sum"), True
    yield "продаж безготівковий", sums.card_sales, _total(other, "sell_sum"), True
    yield "повернення безготівкові", sums.card_returns, _total(other, "return_sum"), True
    yield "службове внесення", sums.service_in, _total(cash, "service_in"), True
    yield "службове вилучення", sums.service_out, _total(cash, "service_out"), True
    yield "видача готівки", sums.withdrawn, _total((*cash, *other), "cash_withdrawal"), True


def _total(rows: Sequence[Mapping[str, Any]], field: str) -> int:
    return sum(int(row.get(field) or 0) for row in rows)


def _taxes(sums: ShiftSums, report: Mapping[str, Any]) -> Iterator[Row]:
    sold = {tax.code: tax for tax in sums.sales_taxes}
    returned = {tax.code: tax for tax in sums.returns_taxes}
    theirs = {int(row["code"]): row for row in report.get("taxes") or ()}
    for code in sorted({*sold, *returned, *theirs}):
        row = theirs.get(code, {})
        name = f"податок {row.get('symbol', code)}"
        sell, back = whole_kopecks(row.get("sell_sum")), whole_kopecks(row.get("return_sum"))
        yield f"{name} з продажу", _all_of(sold.get(code)), sell, True
        yield f"{name} з повернень", _all_of(returned.get(code)), back, True
        sell, back = whole_kopecks(row.get("sales_turnover")), whole_kopecks(row.get("returns_turnover"))
        yield f"обіг {name} з продажу", _turnover(sold.get(code)), sell, True
        yield f"обіг {name} з повернень", _turnover(returned.get(code)), back, True


def _all_of(tax: TaxSum | None) -> int:
    return tax.sum + tax.excise if tax else 0


def _turnover(tax: TaxSum | None) -> int:
    return tax.turnover if tax else 0


def _sentence(what: str, ours: int, theirs: int, money: bool) -> str:
    if money:
        return f"{what}: у нас {format_hryvnias(ours)}, у Checkbox {format_hryvnias(theirs)}"
    return f"{what}: у нас {ours}, у Checkbox {theirs}"
