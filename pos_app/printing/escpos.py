"""Lines to ESC/POS bytes: python-escpos builds them on its dummy printer, the code page is set by us.

python-escpos is imported when first needed (0.3 s). `ESC t` follows every `ESC @`: the reset forgets the code page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pos_app.printing.bars import CODE128, bars_of, symbology_of
from pos_app.printing.layout import Barcode, Block, Cut, Drawer, Line, Qr, flow

_RESET: Final = b"\x1b@"
_CP1251: Final[Mapping[str, int]] = {
    "default": 46,
    "epson": 46,
    "xprinter": 23,
    "pos-5890": 73,
    "bixolon": 28,
    "rongta": 6,
    "star": 34,
}
"""The number a maker gave to the page CP1251 (from the makers' manuals)."""
_CP1125_EPSON: Final = 44
_DOTS: Final = 12
"""Dots a character is wide."""
_QUIET: Final = 40
"""Dots that stay white beside the bars."""
_BARS_HIGH: Final = 80
"""Dots: a centimetre at 203 dpi."""


@dataclass(frozen=True, slots=True)
class PaperProfile:
    """How a printer wants its text: characters a line, encoding, and the number of `ESC t`."""

    columns: int = 48
    encoding: str = "cp1251"
    page: int = 46


def paper_profile(name: str, width_mm: int, codepage: str = "auto") -> PaperProfile:
    """The profile by maker, paper width (58 or 80 mm) and code page ("auto", "cp1251", "cp1125", "cp1251:23")."""
    columns = 32 if width_mm < 70 else 48
    encoding, _, number = ("cp1251" if codepage == "auto" else codepage.lower()).partition(":")
    if number:
        return PaperProfile(columns, encoding, int(number))
    if encoding == "cp1125":
        return PaperProfile(columns, "cp1125", _CP1125_EPSON)
    return PaperProfile(columns, "cp1251", _CP1251.get(name.lower(), _CP1251["default"]))


def to_escpos(layout: Iterable[Block], profile: PaperProfile) -> bytes:
    """The bytes of one document, whole and self-contained: reset and code page first."""
    printer = _dummy()
    printer._raw(_RESET + bytes((0x1B, 0x74, profile.page)))
    for part in flow(layout, profile.columns):
        if isinstance(part, Line):
            _line(printer, part, profile)
        elif isinstance(part, Qr):
            printer.set(align="center")
            printer.qr(part.data, size=part.size, native=True)
            printer.set(align="left")
        elif isinstance(part, Barcode):
            _bars(printer, part.data, profile)
        elif isinstance(part, Cut):
            printer.cut()
        elif isinstance(part, Drawer):
            printer.cashdraw(part.pin)
    return bytes(printer.output)


def _line(printer: Any, line: Line, profile: PaperProfile) -> None:
    styled = line.bold or line.double
    if styled:
        printer.set(bold=line.bold, double_width=line.double, double_height=line.double, custom_size=False)
    printer._raw(_encoded(line.text, profile.encoding) + b"\n")
    if styled:
        printer.set(bold=False, normal_textsize=True)


def _bars(printer: Any, data: str, profile: PaperProfile) -> None:
    """Bars as wide as the paper lets them be; none where even the narrowest would not fit or nothing can code them."""
    symbology, modules = symbology_of(data), len(bars_of(data))
    width = next((dots for dots in (3, 2) if modules and modules * dots <= profile.columns * _DOTS - _QUIET), 0)
    if symbology is None or not width:
        return
    printer.set(align="center")
    # "{B" chooses the letters' set; a brace of the code itself is written twice
    text = "{B" + data.replace("{", "{{") if symbology == CODE128 else data
    printer.barcode(text, symbology, height=_BARS_HIGH, width=width, pos="OFF", align_ct=False, function_type="B")
    printer.set(align="left")


def _encoded(text: str, encoding: str) -> bytes:
    # CP1125 has no guillemets; a plain quote reads better than a question mark
    plain = text if encoding == "cp1251" else text.replace("«", '"').replace("»", '"')
    return plain.encode(encoding, errors="replace")


def _dummy() -> Any:
    from escpos.printer import Dummy

    return Dummy()
