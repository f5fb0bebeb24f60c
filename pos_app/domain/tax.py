"""Taxes as Checkbox knows them, and the tax inside a price.

Prices include their taxes. Excise is taken first, VAT from what remains. A line may carry several codes but never two
VAT rates; "без ПДВ" and the military levy ("ВЗ") are not VAT rates. Turnover counts under each code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pos_app.domain.errors import Bug
from pos_app.domain.money import share

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Tax:
    """One tax of the register. `rate` and `extra_rate` (excise) are percents."""

    code: int
    label: str
    symbol: str
    rate: Decimal
    extra_rate: Decimal = Decimal(0)
    no_vat: bool = False

    @property
    def is_levy(self) -> bool:
        """The military levy: printed and counted, but no VAT rate."""
        return self.label.strip().casefold() in {"вз", "військовий збір"}

    @property
    def is_vat(self) -> bool:
        """Does this tax state a VAT rate (zero per cent is one)?"""
        without = self.no_vat or "без" in self.label.casefold()
        excise_only = self.rate == 0 and self.extra_rate > 0
        return not (without or self.is_levy or excise_only)


@dataclass(frozen=True, slots=True)
class TaxSum:
    """What one tax took from a line, a receipt or a shift; all in kopecks."""

    code: int
    symbol: str
    label: str
    rate: Decimal
    extra_rate: Decimal
    sum: int
    excise: int
    turnover: int


def check_codes(codes: Sequence[int], taxes: Mapping[int, Tax]) -> None:
    """Refuse an unknown code and a second VAT rate: a settings mistake that must not reach a receipt."""
    unknown = [code for code in codes if code not in taxes]
    if unknown:
        raise Bug(f"Невідомий код податку {unknown[0]}", code="tax_unmapped")
    if sum(1 for code in codes if taxes[code].is_vat) > 1:
        raise Bug("Товар має дві ставки ПДВ", code="tax_unmapped")


def line_taxes(
    net: int, codes: Sequence[int], taxes: Mapping[int, Tax], *, divisor: int = 1, turnover: int | None = None
) -> tuple[TaxSum, ...]:
    """The taxes inside `net / divisor` kopecks, one entry a code, in the order of the codes.

    A line's exact part of a receipt discount is rarely a whole kopeck: the tax is taken from the exact part
    (`divisor` > 1) and rounded once, while `turnover` is the part in whole kopecks.
    """
    whole = net if turnover is None else turnover
    return tuple(_tax_inside(net, divisor, whole, taxes[code]) for code in codes)


def _tax_inside(net: int, divisor: int, turnover: int, tax: Tax) -> TaxSum:
    excise = share(net, tax.extra_rate, HUNDRED + tax.extra_rate, divisor=divisor)
    vat = share(net - excise * divisor, tax.rate, HUNDRED + tax.rate, divisor=divisor)
    return TaxSum(tax.code, tax.symbol, tax.label, tax.rate, tax.extra_rate, vat, excise, turnover)


def add_taxes(parts: Iterable[TaxSum]) -> tuple[TaxSum, ...]:
    """Add up by code, in ascending order of codes: a receipt's taxes are the sums of its lines' rounded taxes."""
    totals: dict[int, TaxSum] = {}
    for part in parts:
        old = totals.get(part.code)
        totals[part.code] = part if old is None else _plus(old, part)
    return tuple(totals[code] for code in sorted(totals))


def _plus(a: TaxSum, b: TaxSum) -> TaxSum:
    return TaxSum(
        a.code, a.symbol, a.label, a.rate, a.extra_rate, a.sum + b.sum, a.excise + b.excise, a.turnover + b.turnover
    )
