"""Cash rounding: a dated rule of the National Bank; only cash is rounded, never a card."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

FIFTY_FROM: Final = date(2025, 10, 1)
"""From this day a cash sum ends in ,00 or ,50; before it in tens of kopecks."""


class CashRounding(StrEnum):
    """What the owner set; a shop that still holds 10-kopeck coins may keep tens."""

    BY_DATE = "by-date"
    NONE = "none"
    TEN = "10"
    FIFTY = "50"


class RoundingMode(StrEnum):
    """Checkbox's names for the rule that a receipt was rounded by."""

    ROUND_10 = "ROUND_10"
    ROUND_50 = "ROUND_50"


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """The rule of one day: round cash to `step` kopecks."""

    step: int
    mode: RoundingMode | None


NO_ROUNDING: Final = RoundingRule(1, None)
TO_TEN: Final = RoundingRule(10, RoundingMode.ROUND_10)
TO_FIFTY: Final = RoundingRule(50, RoundingMode.ROUND_50)


def rule_on(day: date, setting: CashRounding = CashRounding.BY_DATE) -> RoundingRule:
    """The rule for a sale on `day` (Kyiv date)."""
    if setting is CashRounding.NONE:
        return NO_ROUNDING
    if setting is CashRounding.TEN:
        return TO_TEN
    if setting is CashRounding.FIFTY:
        return TO_FIFTY
    return TO_FIFTY if day >= FIFTY_FROM else TO_TEN


def round_cash(amount: int, rule: RoundingRule) -> int:
    """The nearest cash sum, half up: by fifties 24 → 0, 25 → 50, 74 → 50, 75 → 100. `amount` is never negative."""
    return (2 * amount + rule.step) // (2 * rule.step) * rule.step
