"""Design tokens: colours by purpose, spacing, and the type scale.

Sizes are given for 1366×768 and multiplied by one scale, so that every screen is the same drawing. A target is never
under 48 px: 12 mm at 100 dots an inch.
"""

import tomllib
from bisect import bisect_right
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from pos_app.ui.resources import resource

TOP_BAR: Final = 52
KEY_BAR: Final = 56
"""Heights of the bars above and below, which are always there."""
TARGET: Final = 48
"""The smallest height and width of anything to touch, pixels."""

FAMILIES: Final = ("IBM Plex Sans", "Inter", "Segoe UI", "DejaVu Sans")
"""Tried in this order; all have the whole Ukrainian alphabet, ₴ and digits of one width. Builds bring the first."""


class Size(IntEnum):
    """The type scale: pixels at scale 1 (96 dpi: three quarters of it in points)."""

    HINT = 13
    SMALL = 15
    TEXT = 18
    LARGE = 22
    TITLE = 29
    FIGURE = 40
    DUE = 85
    CHANGE = 96


class Palette(NamedTuple):
    """The colours of a theme; the names are those of resources/themes/*.toml."""

    page: QColor
    surface: QColor
    sunken: QColor
    line: QColor
    ink: QColor
    ink_soft: QColor
    ink_faint: QColor
    accent: QColor
    accent_down: QColor
    accent_soft: QColor
    on_accent: QColor
    pay: QColor
    pay_down: QColor
    pay_soft: QColor
    on_pay: QColor
    stop: QColor
    stop_down: QColor
    stop_soft: QColor
    on_stop: QColor
    warn: QColor
    warn_ink: QColor
    warn_soft: QColor
    on_warn: QColor
    bar: QColor
    bar_raised: QColor
    on_bar: QColor
    on_bar_soft: QColor
    lamp_ok: QColor
    lamp_warn: QColor
    lamp_bad: QColor
    lamp_off: QColor
    due: QColor
    on_due: QColor
    on_due_soft: QColor
    key: QColor
    key_down: QColor
    key_line: QColor
    stripe: QColor
    paper: QColor
    training: QColor
    training_raised: QColor
    """The dark grounds while nothing that is sold is a sale."""
    watermark: QColor
    """The words across a receipt that is none: pale, they lie under the names of goods."""

    @property
    def is_grey(self) -> bool:
        """Has the theme no colour at all?"""
        return self.accent.saturation() == 0

    def for_training(self) -> "Palette":
        """The same theme in the colour of training."""
        return self._replace(bar=self.training, due=self.training, bar_raised=self.training_raised)


def load_palette(name: str) -> Palette:
    """A theme's colours; a missing or extra name is a mistake of ours and raises TypeError."""
    with resource(f"themes/{name}.toml").open("rb") as file:
        colours = tomllib.load(file)
    return Palette(**{key: QColor(value) for key, value in colours.items()})


def qt_palette(palette: Palette) -> QPalette:
    """The same for what Qt itself draws: grounds, and text without a colour of its own.

    A style sheet would say it too, but Qt asks it for every widget of a page: a third of the time a page takes.
    """
    told = QPalette()
    told.setColor(QPalette.ColorRole.Window, palette.page)
    told.setColor(QPalette.ColorRole.WindowText, palette.ink)
    told.setColor(QPalette.ColorRole.Base, palette.surface)
    told.setColor(QPalette.ColorRole.Text, palette.ink)
    return told


@cache
def font_family() -> str:
    """The first family of ours that this computer has; a packaged font is loaded before the system's is asked.

    From then on widgets that are told no font have it too.
    """
    for file in sorted(resource("fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))
    have = set(QFontDatabase.families())
    family = next((family for family in FAMILIES if family in have), QApplication.font().family())
    usual = QFont(family)
    figure_like(usual, QFont.Weight.Normal)
    QApplication.setFont(usual)
    return family


def figure_like(font: QFont, weight: QFont.Weight) -> None:
    """Digits of one width, in a weight: the packaged font is one file of all weights, of which Qt takes the first.

    Every font of the program is made so: with and without an axis one file is two to Qt, each opened for itself.
    """
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setWeight(weight)
    font.setVariableAxis(QFont.Tag("wght"), int(weight))


_LADDER: Final[tuple[int, ...]] = (
    *range(1, 17), 18, 20, 22, 25, 29, 34, 40, 48, 56, 68, 76, 85, 96, 107, 119, 134, 160, 190, 228, 273, 327, 392, 470
)  # fmt: skip


def rung(pixels: int) -> int:
    """The largest size of text that has at most so many pixels; those of the type scale are among them.

    Qt keeps a font for each size, weight and alphabet. When it has 256 it throws all of them away, for which the next
    painting pays, and leaves files open and letters in memory for ever: a till that is asked for another size of text
    again and again must not come that far.
    """
    return _LADDER[max(0, bisect_right(_LADDER, pixels) - 1)]


_HELD: Final[dict[tuple[str, int, int], QFont]] = {}


def set_pixels(font: QFont, pixels: int) -> None:
    """Give a font a size, in place; every font that letters are measured or painted with gets it here.

    One of each family, size and weight is held while the program runs: what nobody holds Qt throws away within seconds,
    opens the file and draws the letters anew at the next use, and the memory is left in pieces.
    """
    font.setPixelSize(pixels)
    key = font.family(), pixels, int(font.weight())
    if key not in _HELD:
        _HELD[key] = QFont(font)
        QFontMetrics(_HELD[key]).height()  # what Qt keeps for a font is made, and so held, when it is first asked


def make_smaller(font: QFont, smallest: int) -> None:
    """One rung down, in place, but never under `smallest` pixels."""
    set_pixels(font, max(rung(smallest), rung(font.pixelSize() - 1)))


class TillFont(QFont):
    """A font of the window. Enlarged text is made smaller again where its place is too small, down to `smallest`."""

    def __init__(self, font: QFont, smallest: int) -> None:
        super().__init__(font)
        self.smallest = smallest


class Plan(NamedTuple):
    """How the till's page is divided: the receipt's share of a hundred, tiles across and down, and what is left out."""

    receipt: int
    columns: int = 4
    rows: int = 3
    numpad: bool = True


PLANS: Final = {
    "supermarket": Plan(58),
    "shop": Plan(46, columns=5),
    "kiosk": Plan(40, columns=5, rows=4, numpad=False),
}
"""Scans most of the time; taps most of the time; taps only."""


class Look:
    """What a widget needs to draw itself: colours, the scale of this window, and fonts made once."""

    def __init__(
        self,
        palette: Palette,
        family: str,
        width: int = 1366,
        height: int = 768,
        *,
        text: int = 100,
        preset: str = "supermarket",
        training: bool = False,
    ) -> None:
        self.training = training
        self.colours = palette
        self.family = family
        self.scale = scale_for(width, height)
        self.text = text
        """Percent of the usual size of letters."""
        self.plan = PLANS[preset]
        self.compact = width < 1200
        """A narrow (4:3) screen: columns are tighter, sizes of targets the same."""
        self._fonts: dict[tuple[int, int], QFont] = {}

    def px(self, pixels: float) -> int:
        """Pixels at 1366×768 as pixels of this window."""
        return round(pixels * self.scale)

    def font(
        self,
        size: float,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        grows: bool = True,
        largest: float | None = None,
    ) -> TillFont:
        """The window's font at a size of the type scale, with digits of one width.

        `grows`: by the text size of this register; what is measured to make room for itself does not. `largest`: so
        far at most, that what stands beside each other looks alike.
        """
        smallest = rung(self.px(size))
        enlarged = rung(smallest * self.text // 100) if grows else smallest
        key = (enlarged if largest is None else min(enlarged, rung(self.px(largest))), weight)
        font = self._fonts.get(key)
        if font is None:
            font = QFont(self.family)
            figure_like(font, weight)
            set_pixels(font, key[0])
            self._fonts[key] = font
        return TillFont(font, smallest)

    def bold(self, size: float, *, grows: bool = True, largest: float | None = None) -> TillFont:
        """The window's font in the weight of figures and titles."""
        return self.font(size, QFont.Weight.DemiBold, grows=grows, largest=largest)


def scale_for(width: int, height: int) -> float:
    """How much larger than the drawing this window is: never smaller than 1, and in twentieths."""
    fit = min(width / 1366, height / 768)
    return max(1.0, int(fit * 20) / 20)
