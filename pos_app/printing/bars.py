"""The bars of a code: EAN where the number is one, else Code 128; python-barcode knows the patterns.

It is imported when first needed, as python-escpos is. Screen and paper take the same code from here.
"""

from typing import Final

from pos_app.domain.barcode import is_valid_ean

EAN13: Final = "EAN13"
EAN8: Final = "EAN8"
CODE128: Final = "CODE128"
LONGEST: Final = 40


def symbology_of(data: str) -> str | None:
    """How a code is drawn; None where no bars can hold it."""
    if is_valid_ean(data) and len(data) in {8, 13}:
        return EAN8 if len(data) == 8 else EAN13
    printable = data.isascii() and data.isprintable()
    return CODE128 if data and printable and len(data) <= LONGEST else None


def bars_of(data: str) -> str:
    """The modules from left to right, "1" black; empty where no bars can hold it."""
    symbology = symbology_of(data)
    if symbology is None:
        return ""
    import barcode

    made = barcode.get_barcode_class(symbology.lower())(data)
    (modules,) = made.build()
    return str(modules)
