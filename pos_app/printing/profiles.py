"""What printers of each maker are like: code pages with Ukrainian letters, their paper, what they draw themselves.

Numbers of `ESC t` from the makers' manuals. CP866 is on none of the lists: it lacks і, І, ґ and Ґ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

DOTS_WIDE: Final = 576
DOTS_NARROW: Final = 384
"""Dots across 80 and 58 mm of paper at 203 dots an inch (72 and 48 mm are printed on)."""
NARROW_MM: Final = 70


@dataclass(frozen=True, slots=True)
class Maker:
    """`cp1251` and `cp1125`: the number of the page, None where there is none. `native_qr`: it draws QR itself.

    `asb`: its manual has GS a with the status of four bytes, which counts until the next ESC @.
    """

    title: str
    cp1251: int | None
    cp1125: int | None = None
    native_qr: bool = True
    asb: bool = False


MAKERS: Final[Mapping[str, Maker]] = {
    "default": Maker("Інший принтер", 46, 44),
    "epson": Maker("Epson", 46, 44, asb=True),
    "xprinter": Maker("Xprinter", 23),
    "pos-5890": Maker("POS-5890", 73, native_qr=False),
    "bixolon": Maker("Bixolon", 28, asb=True),
    "rongta": Maker("Rongta", 6),
    "star": Maker("Star (режим ESC/POS)", 34),
}

PAGES: Final[tuple[tuple[str, int], ...]] = (
    ("cp1251", 46), ("cp1251", 23), ("cp1251", 73), ("cp1251", 28), ("cp1251", 6), ("cp1251", 34), ("cp1125", 44),
)  # fmt: skip
"""Every page that the test page prints the alphabet in, in the order of its lines."""


@dataclass(frozen=True, slots=True)
class PaperProfile:
    """How a printer wants its text: characters a line, encoding, the number of `ESC t`, dots across the paper.

    `raster`: text goes as pictures, for printers without a Ukrainian page. `cuts`: it has a knife. `asb`: its automatic
    status is switched on anew in each document, whose reset has switched it off.
    """

    columns: int = 48
    encoding: str = "cp1251"
    page: int = 46
    dots: int = DOTS_WIDE
    raster: bool = False
    native_qr: bool = True
    cuts: bool = True
    asb: bool = False


def paper_profile(
    name: str,
    width_mm: int,
    codepage: str = "auto",
    *,
    columns: int = 0,
    raster: bool = False,
    qr: str = "auto",
    cuts: bool = True,
) -> PaperProfile:
    """The profile by maker, paper (58 or 80 mm) and code page ("auto", "cp1251", "cp1125", "cp1251:23").

    `qr`: auto, native or raster; `columns` 0: by the paper.
    """
    maker = MAKERS.get(name.lower(), MAKERS["default"])
    narrow = width_mm < NARROW_MM
    encoding, _, number = ("cp1251" if codepage == "auto" else codepage.lower()).partition(":")
    encoding = "cp1125" if encoding == "cp1125" else "cp1251"
    page = int(number) if number else _page(maker, encoding)
    return PaperProfile(
        columns or (32 if narrow else 48),
        encoding,
        page,
        DOTS_NARROW if narrow else DOTS_WIDE,
        raster=raster,
        native_qr=maker.native_qr if qr == "auto" else qr == "native",
        cuts=cuts,
    )


def _page(maker: Maker, encoding: str) -> int:
    known = maker.cp1125 if encoding == "cp1125" else maker.cp1251
    usual = MAKERS["default"]
    return known if known is not None else (usual.cp1125 if encoding == "cp1125" else usual.cp1251) or 0
