"""The sandbox's own sums of a receipt, in exact fractions, so that it shares no rounding bug with the till.

Money is integer kopecks, quantity integer thousandths; the order of the steps is the one that public answers of
Checkbox show: line sum, line adjustments, receipt adjustments, then the tax inside each line's share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

ROUNDING_STEPS = {"ROUND_10": 10, "ROUND_50": 50}


@dataclass(frozen=True, slots=True)
class TaxRate:
    """One row of the organisation's tax table; `rate` and `extra_rate` are percent."""

    code: int
    symbol: str
    label: str
    rate: Fraction
    extra_rate: Fraction
    id: str
    no_vat: bool = False


@dataclass(frozen=True, slots=True)
class LineTax:
    """The tax of one code inside one line, in kopecks, with the exact turnover it was taken from."""

    code: int
    value: int
    extra_value: int
    turnover: Fraction


@dataclass(frozen=True, slots=True)
class LineTotals:
    """`sum` is before adjustments, `net` after the line's own ones; both in kopecks."""

    sum: int
    adjustments: tuple[int, ...]
    net: int
    taxes: tuple[LineTax, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """A whole receipt: `total` is not cash-rounded."""

    lines: tuple[LineTotals, ...]
    adjustments: tuple[int, ...]
    total: int

    def turnover(self) -> dict[int, int]:
        """What was sold under each tax code, in kopecks, after all adjustments."""
        exact: dict[int, Fraction] = {}
        for line in self.lines:
            for tax in line.taxes:
                exact[tax.code] = exact.get(tax.code, Fraction(0)) + tax.turnover
        return {code: half_up(value) for code, value in exact.items()}

    def taxes(self) -> dict[int, tuple[int, int]]:
        """(VAT, excise) of each code: the sums of the lines' already rounded values."""
        sums: dict[int, tuple[int, int]] = {}
        for line in self.lines:
            for tax in line.taxes:
                value, extra = sums.get(tax.code, (0, 0))
                sums[tax.code] = (value + tax.value, extra + tax.extra_value)
        return sums


def half_up(value: Fraction) -> int:
    """The nearest integer, a half away from zero."""
    doubled = abs(value) * 2
    rounded = (doubled.numerator // doubled.denominator + 1) // 2
    return -rounded if value < 0 else rounded


def exact(number: float | int | str) -> Fraction:
    """A number of the wire as written there: 1.5 is three halves, not the nearest binary float's fraction."""
    return Fraction(str(number))


def line_sum(price: int, quantity: int) -> int:
    """Kopecks of `quantity` thousandths at `price` kopecks for a thousand."""
    return half_up(Fraction(price * quantity, 1000))


def adjust(net: int, adjustments: Sequence[Mapping[str, Any]]) -> tuple[tuple[int, ...], int]:
    """The signed sums of discounts and extra charges in their order, and what is left; never below zero."""
    sums = []
    for one in adjustments:
        value = exact(one["value"])
        size = half_up(net * value / 100) if one["mode"] == "PERCENT" else half_up(value)
        signed = size if one["type"] == "EXTRA_CHARGE" else -min(size, net)
        sums.append(signed)
        net += signed
    return tuple(sums), net


def tax_inside(share: Fraction, rate: TaxRate) -> LineTax:
    """The tax contained in `share` kopecks: excise first, in whole kopecks, VAT of the remainder."""
    extra = half_up(share * rate.extra_rate / (100 + rate.extra_rate))
    value = (share - extra) * rate.rate / (100 + rate.rate)
    return LineTax(rate.code, half_up(value), extra, share)


def receipt_totals(
    goods: Sequence[Mapping[str, Any]], discounts: Sequence[Mapping[str, Any]], rates: Sequence[Sequence[TaxRate]]
) -> Totals:
    """All sums of a receipt; `rates[i]` are the tax rows of `goods[i]`."""
    before = []
    for item in goods:
        given = item.get("total_sum")
        whole = given if given is not None else line_sum(item["good"]["price"], item["quantity"])
        sums, net = adjust(whole, item.get("discounts") or ())
        before.append((whole, sums, net))
    nets = sum(net for _, _, net in before)
    receipt_sums, total = adjust(nets, discounts)
    scale = Fraction(total, nets) if nets else Fraction(0)
    lines = tuple(
        LineTotals(whole, sums, net, tuple(tax_inside(net * scale, rate) for rate in row))
        for (whole, sums, net), row in zip(before, rates, strict=True)
    )
    return Totals(lines, receipt_sums, total)


def cash_rounded(amount: int, mode: str | None) -> int:
    """`amount` kopecks to the nearest step of the rounding mode, a half up; as it is without a mode."""
    if mode is None:
        return amount
    step = ROUNDING_STEPS[mode]
    return half_up(Fraction(amount, step)) * step


def due(total: int, card: int, cash_is_used: bool, mode: str | None) -> int:
    """What the customer owes: only the part paid in cash is rounded."""
    if not cash_is_used or card >= total:
        return total
    return card + cash_rounded(total - card, mode)
