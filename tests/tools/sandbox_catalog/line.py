"""One row of the demo shop's price list before it is spread over brands and sizes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PIECE: Final = 2009
BOTTLE: Final = 2061
PORTION: Final = 3011
KILOGRAM: Final = 301
METRE: Final = 101
HOUR: Final = 175

VAT_20: Final = 1
VAT_7: Final = 2
NO_VAT: Final = 4
EXCISE_5: Final = 5
EXCISE_5_VAT_20: Final = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A name with `{b}` for the brand and `{v}` for the variant, and a base price in hryvnias for each variant.

    Every brand costs a little more or less than the base. `unit` is SmartKasa's unit code. `barcode` is "ean" (a number
    of our fictional range), "none", or "article" (the shop's own five digits, as scales print them). `sales` is how
    many are sold in thirty days, roughly.
    """

    name: str
    variants: Mapping[str, str]
    picture: str
    brands: tuple[str, ...] = ("",)
    unit: int = PIECE
    tax: int = VAT_20
    uktzed: str | None = None
    dkpp: str | None = None
    barcode: str = "ean"
    free_price: bool = False
    counted: bool = True
    sales: int = 20
    subgroup: str | None = None


def weighed(name: str, price: str, picture: str, sales: int = 40, subgroup: str | None = None) -> Line:
    """A good sold by the kilogram with a label from the shop's own scales."""
    return Line(name, {"": price}, picture, unit=KILOGRAM, barcode="article", sales=sales, subgroup=subgroup)


def prepared(name: str, variants: Mapping[str, str], picture: str, sales: int = 150) -> Line:
    """A cup or a bite made at the counter: sold by the portion, no barcode, no stock."""
    return Line(name, variants, picture, unit=PORTION, barcode="none", counted=False, sales=sales)
