"""The same lines as a picture: for printers without a Ukrainian page, for PNG and for PDF. Pillow draws.

Pillow is imported when first needed. The type is DejaVu Sans Mono, which python-barcode brings (Bitstream Vera's free
licence): every Ukrainian letter, each as wide as the other.
"""

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pos_app.domain.errors import refused
from pos_app.printing.bars import bars_of
from pos_app.printing.layout import Barcode, Block, Line, Picture, Qr, Sample, flow
from pos_app.printing.profiles import DOTS_WIDE
from pos_app.printing.qr import qr_rows

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

DPI: Final = 203
_ADVANCE: Final = 1233 / 2048
"""How wide a character of DejaVu Sans Mono is, of its size."""
_LEADING: Final = 2.4
"""A line's height in widths of a character."""
_BARS_HIGH: Final = 80
_LOGO_HIGH: Final = 240
_LOGO_BYTES: Final = 4_000_000
_MARGIN: Final = 24


@lru_cache(8)
def _font(size: float) -> "FreeTypeFont":
    from PIL import ImageFont

    data = files("barcode").joinpath("fonts/DejaVuSansMono.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(data), size)


def lines_picture(lines: Sequence[Line], columns: int, dots: int) -> "Image":
    """Lines of text as dots, `dots` wide, one bit each."""
    from PIL import Image, ImageDraw

    cell = dots / columns
    high = round(cell * _LEADING)
    image = Image.new("1", (dots, sum(high * (1 + line.double) for line in lines)), 1)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    top = 0
    for line in lines:
        size = 1 + line.double
        for left in range(1 + size) if line.bold else (0,):
            # bold is the same letters once more, a dot to the right: their width stays the same
            draw.text((left, top + high * size / 2), line.text, 0, _font(cell * size / _ADVANCE), anchor="lm")
        top += high * size
    return image


def qr_picture(data: str, size: int) -> "Image":
    """A QR code, `size` dots a module, with its quiet zone."""
    from PIL import Image

    rows = qr_rows(data)
    side = len(rows)
    return Image.frombytes("L", (side, side), b"".join(rows)).resize((side * size, side * size), 0).convert("1")


def _bars_picture(data: str, dots: int) -> "Image | None":
    from PIL import Image

    modules = bars_of(data)
    wide = next((width for width in (3, 2) if modules and len(modules) * width <= dots), 0)
    if not wide:
        return None
    row = Image.frombytes("L", (len(modules), 1), bytes(0 if one == "1" else 255 for one in modules))
    return row.resize((len(modules) * wide, _BARS_HIGH), 0).convert("1")


@lru_cache(4)
def logo_picture(png: bytes, dots: int) -> "Image | None":
    """A logo in black and white, no wider than the paper; None for what is no picture any more."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(png)) as opened:
            grey = opened.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if grey.width > dots:
        grey = grey.resize((dots, max(1, grey.height * dots // grey.width)))
    return grey.convert("1")


def logo_of(file: bytes) -> bytes:
    """An owner's picture as a logo: black and white, as wide as the paper at most; `bad_template` where it is none."""
    from PIL import Image

    if len(file) > _LOGO_BYTES:
        raise refused("bad_template", "Логотип завеликий: оберіть файл до 4 МБ.")
    try:
        with Image.open(io.BytesIO(file)) as opened:
            if opened.width * opened.height > 25_000_000:
                raise refused("bad_template", "Логотип завеликий: оберіть менший малюнок.")
            whole = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise refused("bad_template", "Цей файл не є малюнком PNG або JPEG.") from error
    paper = Image.new("RGBA", whole.size, "white")
    paper.alpha_composite(whole)
    grey = paper.convert("L")
    grey.thumbnail((DOTS_WIDE, _LOGO_HIGH))
    out = io.BytesIO()
    grey.convert("1").save(out, "PNG")
    return out.getvalue()


def document_picture(layout: Iterable[Block], columns: int, dots: int) -> "Image":
    """The whole document as it comes out of the printer, on a strip of paper with a margin."""
    from PIL import Image

    strips: list[Image.Image] = []
    lines: list[Line] = []

    def set_lines() -> None:
        if lines:
            strips.append(lines_picture(lines, columns, dots))
            lines.clear()

    for part in flow(layout, columns):
        if isinstance(part, Line):
            lines.append(part)
            continue
        if isinstance(part, Sample):
            lines.append(Line(part.text))
            continue
        set_lines()
        drawn = _drawn(part, dots)
        if drawn is not None:
            strips.append(drawn)
    set_lines()
    paper = Image.new("L", (dots + 2 * _MARGIN, sum(one.height for one in strips) + 2 * _MARGIN), 255)
    top = _MARGIN
    for strip in strips:
        paper.paste(strip, ((paper.width - strip.width) // 2, top))
        top += strip.height
    return paper


def _drawn(part: object, dots: int) -> "Image | None":
    if isinstance(part, Qr):
        return qr_picture(part.data, part.size)
    if isinstance(part, Barcode):
        return _bars_picture(part.data, dots)
    return logo_picture(part.png, dots) if isinstance(part, Picture) else None


def png_of(layout: Iterable[Block], columns: int = 48, dots: int = DOTS_WIDE) -> bytes:
    """The document as a PNG."""
    out = io.BytesIO()
    document_picture(layout, columns, dots).save(out, "PNG", dpi=(DPI, DPI), optimize=True)
    return out.getvalue()


def pdf_of(layout: Iterable[Block], columns: int = 48, dots: int = DOTS_WIDE, *, title: str = "") -> bytes:
    """The document as a PDF of one page, as large as its paper."""
    out = io.BytesIO()
    document_picture(layout, columns, dots).convert("1").save(out, "PDF", resolution=DPI, title=title)
    return out.getvalue()
