"""What a GS1 element string (GS1-128, DataMatrix) says: which goods, how much of them, at what sum, good until when."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

_ByAi = Mapping[str, "GS1ElementString"]

_GS1_SYMBOLS: Final = ("]C1", "]d2", "]Q3", "]e0", "]J1")
_SYMBOL: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_PLAIN_START: Final = re.compile(r"01\d{14}")
_SEPARATOR: Final = "\x1d"


@dataclass(frozen=True, slots=True)
class Gs1Code:
    """`gtin` has 14 digits; `weight` thousandths of a kilogram, `sum` kopecks, `count` pieces; `serial`: one item's."""

    gtin: str | None = None
    weight: int | None = None
    sum: int | None = None
    count: int | None = None
    expires: date | None = None
    batch: str | None = None
    serial: str | None = None


def without_symbol(code: str) -> str:
    """The code without the three characters by which a scanner may name its symbology."""
    return code[3:] if _SYMBOL.match(code) else code


def is_data_matrix(code: str) -> bool:
    """Did the scanner say that this is a DataMatrix?"""
    return code.startswith(("]d1", "]d2"))


def parse_gs1(code: str) -> Gs1Code | None:
    """Read an element string; None for what is none. A retail barcode of digits alone is never taken for one."""
    text = without_symbol(code)
    said = code.startswith(_GS1_SYMBOLS)
    if not said and _SEPARATOR not in text and not (_PLAIN_START.match(text) and len(text) >= 16):
        return None
    # imported when the first such code is scanned: it takes longer than all the rest of this room
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    try:
        message = GS1Message.parse(text.lstrip(_SEPARATOR))
    except ParseError:
        return None
    return _read(message.element_strings)


def _read(elements: "Iterable[GS1ElementString]") -> Gs1Code | None:
    by_ai = {element.ai.ai: element for element in elements}
    gtin = by_ai.get("01")
    found = Gs1Code(
        gtin=gtin.value if gtin is not None and gtin.gtin_error is None else None,
        weight=_scaled(by_ai, "310", 1000),
        sum=_scaled(by_ai, "392", 100),
        count=_whole(by_ai, "30") or _whole(by_ai, "37"),
        expires=_date(by_ai, "17") or _date(by_ai, "15"),
        batch=_text(by_ai, "10"),
        serial=_text(by_ai, "21"),
    )
    return None if found == Gs1Code() else found


def _scaled(by_ai: "_ByAi", family: str, factor: int) -> int | None:
    """A number of the family 310n, 392n: the fourth digit places the decimal point. In whole parts of `factor`."""
    for ai, element in by_ai.items():
        if len(ai) == 4 and ai.startswith(family) and element.decimal is not None:
            return int((element.decimal * factor).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return None


def _whole(by_ai: "_ByAi", ai: str) -> int | None:
    text = _text(by_ai, ai)
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _text(by_ai: "_ByAi", ai: str) -> str | None:
    return by_ai[ai].value if ai in by_ai else None


def _date(by_ai: "_ByAi", ai: str) -> date | None:
    return by_ai[ai].date if ai in by_ai else None
