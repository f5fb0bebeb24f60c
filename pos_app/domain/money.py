"""Money is an integer of kopecks; this module rounds, reads and writes it."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MAX_AMOUNT: Final = 99_999_999
"""The largest price or sum a till accepts, in kopecks (999 999,99 грн)."""


def round_half_up(numerator: int, denominator: int) -> int:
    """Divide and round to the nearest integer, a half away from zero. `denominator` is positive."""
    if numerator < 0:
        return -round_half_up(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def share(amount: int, rate: Decimal, base: Decimal, *, divisor: int = 1) -> int:
    """`amount / divisor * rate / base` in kopecks, rounded half up once; rates are exact decimals, never floats."""
    rate_num, rate_den = rate.as_integer_ratio()
    base_num, base_den = base.as_integer_ratio()
    return round_half_up(amount * rate_num * base_den, divisor * rate_den * base_num)


def whole_kopecks(number: object) -> int:
    """A sum as Checkbox tells it, perhaps in parts of a kopeck, rounded half up; nothing is 0."""
    return int(Decimal(str(number or 0)).to_integral_value(ROUND_HALF_UP))


def parse_hryvnias(text: str) -> int:
    """Read an amount typed or sent in hryvnias ("42,90", "42.9", "3064.0") as kopecks.

    Raises ValueError for anything that is not a finite amount of whole kopecks.
    """
    cleaned = text.strip().replace(" ", "").replace(" ", "").replace(",", ".")
    try:
        amount = Decimal(cleaned) * 100
    except ArithmeticError:
        # no number, or one with an exponent that no Decimal holds
        raise ValueError(text) from None
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise ValueError(text)
    return int(amount)


def format_hryvnias(kopecks: int) -> str:
    """Write kopecks the way a Ukrainian receipt does: 1 234 567 → "12 345,67", with a plain space between thousands."""
    sign = "-" if kopecks < 0 else ""
    whole, rest = divmod(abs(kopecks), 100)
    return f"{sign}{whole:,}".replace(",", " ") + f",{rest:02d}"
