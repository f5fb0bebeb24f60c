"""Lines to ESC/POS bytes: python-escpos builds the commands on its dummy printer, the code page is set by us.

python-escpos is imported when first needed (0.3 s). `ESC t` follows every `ESC @`: the reset forgets the code page.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from pos_app.printing.bars import CODE128, bars_of, symbology_of
from pos_app.printing.hearing import ASB_ON
from pos_app.printing.layout import Barcode, Block, Cut, Drawer, Line, Part, Picture, Qr, Sample, flow
from pos_app.printing.profiles import PaperProfile

_RESET: Final = b"\x1b@"
_BOLD: Final = (b"\x1bE\x00", b"\x1bE\x01")
_SIZE: Final = (b"\x1d!\x00", b"\x1d!\x11")
"""GS ! n: once or twice as wide and high."""
_QUIET: Final = 40
"""Dots that stay white beside the bars."""
_LETTER: Final = 11
_STOP: Final = 2
"""Modules of a letter of Code 128, and what its stop has more; start, check and stop are letters too."""
_BARS_HIGH: Final = 80
"""Dots: a centimetre at 203 dpi."""
_STRIP: Final = 256
"""Rows of dots in one picture: small printers have no room for more."""
_FEED_TO_BAR: Final = 5
"""Lines from the head to the bar on which paper is torn off where there is no knife."""


def to_escpos(layout: Iterable[Block], profile: PaperProfile) -> bytes:
    """The bytes of one document, whole and self-contained: reset and code page first."""
    printer = _dummy()
    printer._raw(_RESET + page_bytes(profile.page) + (ASB_ON if profile.asb else b""))
    for is_line, parts in groupby(flow(layout, profile.columns), key=lambda part: isinstance(part, Line)):
        if is_line and profile.raster:
            _as_pictures(printer, (part for part in parts if isinstance(part, Line)), profile)
        else:
            for part in parts:
                _put(printer, part, profile)
    return bytes(printer.output)


def page_bytes(page: int) -> bytes:
    """ESC t n."""
    return bytes((0x1B, 0x74, page & 0xFF))


def _put(printer: Any, part: Part, profile: PaperProfile) -> None:
    if isinstance(part, Line):
        printer._raw(_line(part, profile.encoding))
    elif isinstance(part, Qr):
        _qr(printer, part, profile)
    elif isinstance(part, Barcode):
        _bars(printer, part.data, profile)
    elif isinstance(part, Picture):
        _picture(printer, part, profile)
    elif isinstance(part, Sample):
        printer._raw(page_bytes(part.page) + encoded(part.text, part.encoding) + b"\n" + page_bytes(profile.page))
    elif isinstance(part, Cut):
        _cut(printer, profile)
    elif isinstance(part, Drawer):
        printer.cashdraw(part.pin)


def _line(line: Line, encoding: str) -> bytes:
    text = encoded(line.text, encoding) + b"\n"
    if line.double:
        text = _SIZE[1] + text + _SIZE[0]
    return _BOLD[1] + text + _BOLD[0] if line.bold else text


def _cut(printer: Any, profile: PaperProfile) -> None:
    if profile.cuts:
        printer.cut()
    else:
        printer._raw(b"\n" * _FEED_TO_BAR)


def _qr(printer: Any, code: Qr, profile: PaperProfile) -> None:
    if profile.native_qr:
        printer.set(align="center")
        printer.qr(code.data, size=code.size, native=True)
        printer.set(align="left")
    else:
        from pos_app.printing.picture import qr_picture

        _raster(printer, qr_picture(code.data, code.size), centred=True)


def _bars(printer: Any, data: str, profile: PaperProfile) -> None:
    """Bars as wide as the paper lets them be; none where even the narrowest would not fit or nothing can code them."""
    symbology = symbology_of(data)
    # what is drawn by us packs digits in pairs; as pairs some would be commands to the printer, so it gets letters
    modules = _LETTER * (len(data) + 3) + _STOP if symbology == CODE128 else len(bars_of(data))
    width = next((dots for dots in (3, 2) if modules and modules * dots <= profile.dots - _QUIET), 0)
    if symbology is None or not width:
        return
    printer.set(align="center")
    # "{B" chooses the letters' set; a brace of the code itself is written twice
    text = "{B" + data.replace("{", "{{") if symbology == CODE128 else data
    printer.barcode(text, symbology, height=_BARS_HIGH, width=width, pos="OFF", align_ct=False, function_type="B")
    printer.set(align="left")


def encoded(text: str, encoding: str) -> bytes:
    """The text in the printer's page; a letter that the page lacks is a question mark."""
    # CP1125 has no guillemets; a plain quote reads better than a question mark
    plain = text if encoding == "cp1251" else text.replace("«", '"').replace("»", '"')
    return plain.encode(encoding, errors="replace")


# pictures


def _as_pictures(printer: Any, lines: Iterator[Line], profile: PaperProfile) -> None:
    from pos_app.printing.picture import lines_picture

    _raster(printer, lines_picture(list(lines), profile.columns, profile.dots))


def _picture(printer: Any, picture: Picture, profile: PaperProfile) -> None:
    from pos_app.printing.picture import logo_picture

    image = logo_picture(picture.png, profile.dots)
    if image is not None:
        _raster(printer, image, centred=True)


def _raster(printer: Any, image: Any, *, centred: bool = False) -> None:
    """GS v 0, in strips. `image`: a picture of one bit a dot, black is 0."""
    if centred:
        printer.set(align="center")
    for top in range(0, image.height, _STRIP):
        strip = image.crop((0, top, image.width, min(top + _STRIP, image.height)))
        rows = bytes(byte ^ 0xFF for byte in strip.tobytes())
        across = (image.width + 7) // 8
        size = across.to_bytes(2, "little") + strip.height.to_bytes(2, "little")
        printer._raw(b"\x1dv0\x00" + size + _without_commands(_padded(rows, image.width)))
    if centred:
        printer.set(align="left")


def _padded(rows: bytes, width: int) -> bytes:
    """The spare bits at a row's end stay white."""
    spare = -width % 8
    if not spare:
        return rows
    across = (width + 7) // 8
    keep = 0xFF << spare & 0xFF
    out = bytearray(rows)
    for at in range(across - 1, len(out), across):
        out[at] &= keep
    return bytes(out)


def _without_commands(rows: bytes) -> bytes:
    """Printers obey DLE DC4 even within a picture, and it opens the drawer: a dot more takes its meaning away."""
    return rows.replace(b"\x10\x14", b"\x11\x14")


def _dummy() -> Any:
    from escpos.printer import Dummy

    return Dummy()
