"""Discounts and extra charges: of a line or of the whole receipt, in percent or in kopecks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pos_app.domain.errors import refused
from pos_app.domain.money import MAX_AMOUNT, share
from pos_app.domain.tax import HUNDRED


class AdjustmentType(StrEnum):
    """Less or more; the names are Checkbox's."""

    DISCOUNT = "DISCOUNT"
    EXTRA_CHARGE = "EXTRA_CHARGE"


class AdjustmentMode(StrEnum):
    """How `value` is meant; the names are Checkbox's."""

    PERCENT = "PERCENT"
    VALUE = "VALUE"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A discount or an extra charge. `value` is percent (two decimals at most) or kopecks."""

    type: AdjustmentType
    mode: AdjustmentMode
    value: Decimal
    name: str = ""
    offer: str = ""
    """The id of the offer that gives it by itself; empty: it was given by hand."""

    def __post_init__(self) -> None:
        """Refuse what no receipt may carry: negative, too precise, over a hundred percent off."""
        places = 2 if self.mode is AdjustmentMode.PERCENT else 0
        value = self.value
        # too large is looked for first: to round hundreds of digits is more than Decimal does
        if not value.is_finite() or not 0 <= value <= MAX_AMOUNT or value != round(value, places):
            raise refused("bad_discount")
        if self.mode is AdjustmentMode.PERCENT and self.type is AdjustmentType.DISCOUNT and value > HUNDRED:
            raise refused("bad_discount")


    def percent_off(self, amount: int) -> Decimal:
        """How much this takes off `amount` kopecks, percent; 0 for an extra charge."""
        if self.type is AdjustmentType.EXTRA_CHARGE or self.value == 0:
            return Decimal(0)
        if self.mode is AdjustmentMode.PERCENT:
            return self.value
        return min(HUNDRED, self.value * HUNDRED / amount) if amount else HUNDRED


@dataclass(frozen=True, slots=True)
class AppliedAdjustment:
    """An adjustment with what it came to: kopecks, negative for a discount."""

    adjustment: Adjustment
    sum: int


def apply_adjustments(amount: int, adjustments: Sequence[Adjustment]) -> tuple[int, tuple[AppliedAdjustment, ...]]:
    """Take adjustments in order, each on what the ones before it left; never below zero. → (net, what each came to)."""
    net = amount
    applied = []
    for adjustment in adjustments:
        change = _change(net, adjustment)
        net += change
        applied.append(AppliedAdjustment(adjustment, change))
    return net, tuple(applied)


def _change(net: int, adjustment: Adjustment) -> int:
    if adjustment.mode is AdjustmentMode.PERCENT:
        size = share(net, adjustment.value, HUNDRED)
    else:
        size = int(adjustment.value)
    return size if adjustment.type is AdjustmentType.EXTRA_CHARGE else -min(size, net)


def spread(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share `total` kopecks over `weights` in proportion so that the shares add up to it exactly.

    Cumulative rounding: each prefix of the shares is the rounded share of the prefix of the weights, so no kopeck is
    lost or made and equal inputs give equal outputs. Where all weigh nothing, the last takes it all.
    """
    whole = sum(weights)
    if whole == 0:
        return tuple(total if place == len(weights) - 1 else 0 for place in range(len(weights)))
    shares = []
    seen = given = 0
    for weight in weights:
        seen += weight
        up_to_here = share(total, Decimal(seen), Decimal(whole))
        shares.append(up_to_here - given)
        given = up_to_here
    return tuple(shares)
