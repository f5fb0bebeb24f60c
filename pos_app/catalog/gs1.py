"""What a GS1 element string (GS1-128, DataMatrix, QR) says: which goods, how much, at what sum, good until when."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

_ByAi = Mapping[str, "GS1ElementString"]

GS1_SYMBOLS: Final = ("]C1", "]d2", "]Q3", "]e0", "]J1")
LONGEST: Final = 300
"""Characters; no symbol holds a longer element string that a shop has any use for."""
_SYMBOL: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_PLAIN_START: Final = re.compile(r"0[12]\d{14}")
_SEPARATOR: Final = "\x1d"
# what scanners and their keyboards make of FNC1: GS itself, its picture, its name, and characters no GS1 data holds
_SEPARATORS: Final = re.compile(r"\x1d|␝|<GS>|\{GS\}|\[GS\]|<FNC1>|\^\]|\\x1[dD]|\\u001[dD]|[|~^#@`]", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\(\d{2,4}\)")
_LINK: Final = re.compile(r"https?://[^/\s]+(?:/[^\s?]*?)?/01/(\d{8,14})((?:/\d{2,4}/[^/?#\s]+)*)/?(?:\?([^#\s]*))?$")
_TAIL: Final = re.compile(r"(.+?)((?:310[0-5]\d{6}|17\d{2}(?:0[1-9]|1[0-2])(?:0\d|[12]\d|3[01]))+)$")
_HRYVNIA: Final = "980"


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
    wrong_gtin: str | None = None
    """A GTIN whose check digit is not right: nothing can be sold by it."""


def without_symbol(code: str) -> str:
    """The code without the three characters by which a scanner may name its symbology."""
    return code[3:] if _SYMBOL.match(code) else code


def symbol_of(code: str) -> str:
    """Those three characters; empty where the scanner named none."""
    return code[:3] if _SYMBOL.match(code) else ""


def is_data_matrix(code: str) -> bool:
    """Did the scanner say that this is a DataMatrix?"""
    return code.startswith(("]d1", "]d2"))


def looks_like_gs1(code: str) -> bool:
    """Is this meant as an element string? A retail barcode of digits alone is never taken for one."""
    text = without_symbol(code)
    if code.startswith(GS1_SYMBOLS) or _LINK.match(text) is not None:
        return True
    if "://" in text:
        return False
    return _SEPARATOR in text or _PLAIN_START.match(text) is not None or _BRACKETED.match(text) is not None


@lru_cache(maxsize=64)
def parse_gs1(code: str) -> Gs1Code | None:
    """Read an element string; None for what is none and for one that is cut or broken."""
    if len(code) > LONGEST or not looks_like_gs1(code):
        return None
    # imported when the first such code is scanned, or some seconds after the start: it takes longer than all the rest
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    text = without_symbol(code)
    try:
        link = _LINK.match(text)
        if link is not None:
            message = GS1Message.parse_hri(_bracketed(link))
        elif _BRACKETED.match(text):
            message = GS1Message.parse_hri(text)
        else:
            message = GS1Message.parse(_separated(text))
    except ParseError:
        return None
    return _read(message.element_strings)


def _separated(text: str) -> str:
    """The text with one kind of separator; a scanner that sends none may have run a batch into what follows it."""
    text = _SEPARATORS.sub(_SEPARATOR, text).strip(_SEPARATOR)
    if _SEPARATOR in text:
        return text
    head = re.match(r"(0[12]\d{14}(?:1[1-7]\d{6}|310\d{7})*)((?:10|21)[^\x1d]+)$", text)
    tail = _TAIL.match(head[2]) if head is not None else None
    if head is None or tail is None or len(tail[1]) < 3:
        return text
    return f"{head[1]}{tail[1]}{_SEPARATOR}{tail[2]}"


def _bracketed(link: re.Match[str]) -> str:
    """A GS1 Digital Link as people write an element string."""
    parts = link[2].split("/")[1:]
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    query = (pair.split("=", 1) for pair in (link[3] or "").split("&") if "=" in pair)
    pairs += [(name, value) for name, value in query if name.isascii() and name.isdigit()]
    return f"(01){link[1].zfill(14)}" + "".join(f"({ai}){unquote(value)}" for ai, value in pairs)


def _read(elements: "Iterable[GS1ElementString]") -> Gs1Code | None:
    by_ai = {element.ai.ai: element for element in elements}
    gtin = by_ai.get("01") or by_ai.get("02")
    right = gtin is not None and gtin.gtin_error is None
    found = Gs1Code(
        gtin=gtin.value if gtin is not None and right else None,
        weight=_scaled(by_ai, "310", 1000),
        sum=_scaled(by_ai, "392", 100) or _scaled(by_ai, "390", 100) or _in_hryvnias(by_ai),
        count=_whole(by_ai, "30") or _whole(by_ai, "37"),
        expires=_date(by_ai, "17") or _date(by_ai, "15"),
        batch=_text(by_ai, "10"),
        serial=_text(by_ai, "21"),
        wrong_gtin=gtin.value if gtin is not None and not right else None,
    )
    return None if found == Gs1Code() else found


def _scaled(by_ai: "_ByAi", family: str, factor: int) -> int | None:
    """A number of the family 310n, 392n: the fourth digit places the decimal point. In whole parts of `factor`."""
    for ai, element in by_ai.items():
        if len(ai) == 4 and ai.startswith(family) and element.decimal is not None:
            return int((element.decimal * factor).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return None


def _in_hryvnias(by_ai: "_ByAi") -> int | None:
    """393n and 391n name a currency before the sum: only hryvnias are taken."""
    for ai, element in by_ai.items():
        if len(ai) == 4 and ai.startswith(("391", "393")) and element.value.startswith(_HRYVNIA):
            places = int(ai[3])
            return int((Decimal(element.value[3:]).scaleb(2 - places)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return None


def _whole(by_ai: "_ByAi", ai: str) -> int | None:
    text = _text(by_ai, ai)
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _text(by_ai: "_ByAi", ai: str) -> str | None:
    return by_ai[ai].value if ai in by_ai else None


def _date(by_ai: "_ByAi", ai: str) -> date | None:
    return by_ai[ai].date if ai in by_ai else None


def warm_up() -> None:
    """Import the parser before the first such code is scanned; for a worker thread."""
    parse_gs1("]C10104820000000017")
