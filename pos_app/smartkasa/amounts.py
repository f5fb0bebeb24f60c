"""SmartKasa's numbers, which come as strings, integers, floats or null, as the till's integers."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Annotated, Final

from pydantic import BeforeValidator

# far above any real amount, far below what would make Decimal or SQLite stumble
LARGEST: Final = 10**15


def kopecks(value: object) -> int | None:
    """Hryvnias ("3064.0", 3064, 3064.0) as kopecks, a part of a kopeck rounded half up; None for null or "".

    Raises ValueError for what is no amount.
    """
    return _scaled(value, 100)


def thousandths(value: object) -> int | None:
    """A quantity ("3.5") as thousandths, rounded half up; None for null or "".

    Raises ValueError for what is no number.
    """
    return _scaled(value, 1000)


def _scaled(value: object, factor: int) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        raise ValueError("не число")
    if isinstance(value, str) and (exact := _plain(value, factor)) is not None:
        return exact
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueError("не число") from None
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError("не число")
    return int((number * factor).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _plain(text: str, factor: int) -> int | None:
    """What nearly every amount looks like ("3064.0", "71.89"), without a Decimal; None for all others."""
    whole, _, part = text.partition(".")
    places = 2 if factor == 100 else 3
    if len(whole) > 12 or len(part) > places or not (whole.isascii() and whole.isdigit()):
        return None
    if part and not (part.isascii() and part.isdigit()):
        return None
    return int(whole) * factor + int(part.ljust(places, "0") or "0")


Kopecks = Annotated[int | None, BeforeValidator(kopecks)]
Thousandths = Annotated[int | None, BeforeValidator(thousandths)]
