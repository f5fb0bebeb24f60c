"""A quantity is an integer of thousandths: 1000 is one piece, 250 a quarter of a kilogram."""

from decimal import Decimal, InvalidOperation
from typing import Final

from pos_app.domain.money import round_half_up

ONE: Final = 1000
"""One piece (or one kilogram, litre, metre)."""

MAX_QUANTITY: Final = 9_999_999
"""The largest quantity of one line (9 999,999)."""


def cost(price: int, quantity: int) -> int:
    """The sum of a line before discounts: kopecks a unit × thousandths, rounded half up."""
    return round_half_up(price * quantity, ONE)


def parse_quantity(text: str) -> int:
    """Read "3", "0,5" or "1.250" as thousandths. Raises ValueError for what is not a quantity."""
    try:
        amount = Decimal(text.strip().replace(",", ".")) * ONE
    except InvalidOperation:
        raise ValueError(text) from None
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise ValueError(text)
    return int(amount)


def format_quantity(quantity: int) -> str:
    """Write thousandths: whole pieces as "3", fractions with all three decimals as "0,250"."""
    sign = "-" if quantity < 0 else ""
    whole, rest = divmod(abs(quantity), ONE)
    return f"{sign}{whole},{rest:03d}" if rest else f"{sign}{whole}"
