"""What a basket comes to: line sums, discounts, taxes and the total, in Checkbox's order of steps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import (
    Adjustment,
    AdjustmentMode,
    AdjustmentType,
    AppliedAdjustment,
    apply_adjustments,
    spread,
)
from pos_app.domain.money import round_half_up
from pos_app.domain.quantity import cost
from pos_app.domain.tax import Tax, TaxSum, add_taxes, check_codes, line_taxes


@dataclass(frozen=True, slots=True)
class LineTotals:
    """One line in kopecks. `net` is after the line's own adjustments, `final` also after its part of the receipt's."""

    line_id: str
    sum: int
    adjustments: tuple[AppliedAdjustment, ...]
    net: int
    final: int
    taxes: tuple[TaxSum, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """A whole receipt in kopecks; `total` is before cash rounding; `elsewhere` is paid by an order's other receipt."""

    lines: tuple[LineTotals, ...]
    adjustments: tuple[AppliedAdjustment, ...]
    sum: int
    total: int
    taxes: tuple[TaxSum, ...]
    elsewhere: int = 0

    @property
    def discount_sum(self) -> int:
        """All adjustments of lines and receipt together; negative when they lower the total."""
        return self.total + self.elsewhere - self.sum


EMPTY = Totals((), (), 0, 0, ())


def cart_totals(cart: Cart, taxes: Mapping[int, Tax]) -> Totals:
    """The totals of a basket. A product whose group is unmapped has no codes and so no taxes here."""
    plain = totals(cart.lines, cart.adjustments, taxes)
    elsewhere = plain.total - cart.part.amount if cart.part is not None else 0
    return plain if elsewhere <= 0 else _in_part(cart, elsewhere, taxes)


def _in_part(cart: Cart, elsewhere: int, taxes: Mapping[int, Tax]) -> Totals:
    """As Checkbox counts it: what is paid by another receipt comes off this one, after all discounts, line by line."""
    off = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(elsewhere))
    reduced = totals(cart.lines, (*cart.adjustments, off), taxes)
    return replace(reduced, adjustments=reduced.adjustments[:-1], elsewhere=elsewhere)


def totals(lines: Sequence[CartLine], adjustments: Sequence[Adjustment], taxes: Mapping[int, Tax]) -> Totals:
    """Line sum, line adjustments, receipt adjustments on the sum of nets, then the taxes of each line's final part."""
    sums = [cost(line.price, line.quantity) for line in lines]
    applied = [apply_adjustments(amount, line.adjustments) for amount, line in zip(sums, lines, strict=True)]
    nets = [net for net, _ in applied]
    before = sum(nets)
    total, on_receipt = apply_adjustments(before, adjustments)
    finals = spread(total, nets) if adjustments else tuple(nets)
    rows = []
    for line, amount, (net, on_line), final in zip(lines, sums, applied, finals, strict=True):
        parts = _taxes(line.product.tax_codes, net, final, total, before, taxes)
        rows.append(LineTotals(line.id, amount, on_line, net, final, parts))
    sold = [(line.product.tax_codes, net) for line, net in zip(lines, nets, strict=True)]
    by_code = turned_over(add_taxes(_all(rows)), sold, total)
    return Totals(tuple(rows), on_receipt, sum(sums), total, by_code)


def _taxes(
    codes: Sequence[int], net: int, final: int, total: int, before: int, taxes: Mapping[int, Tax]
) -> tuple[TaxSum, ...]:
    check_codes(codes, taxes)
    if total == before or before == 0:
        return line_taxes(net, codes, taxes)
    return line_taxes(net * total, codes, taxes, divisor=before, turnover=final)


def turned_over(
    parts: Sequence[TaxSum], sold: Sequence[tuple[Sequence[int], int]], total: int
) -> tuple[TaxSum, ...]:
    """A receipt's taxes with the turnover under each code: its lines' exact part of the total, rounded once.

    `sold`: the codes and the net of each line.
    """
    before = sum(net for _, net in sold)
    if total == before or before == 0:
        return tuple(parts)
    under = {part.code: 0 for part in parts}
    for codes, net in sold:
        for code in codes:
            under[code] += net
    return tuple(replace(part, turnover=round_half_up(under[part.code] * total, before)) for part in parts)


def _all(rows: Iterable[LineTotals]) -> Iterable[TaxSum]:
    return (part for row in rows for part in row.taxes)
