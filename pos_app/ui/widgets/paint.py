"""How text and boxes are painted: always plain, shrunk, wrapped or elided to fit, never over something else."""

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QImage, QPainter, QPen

from pos_app.domain.line_breaks import keep_units
from pos_app.domain.said import NO_BREAK
from pos_app.ui.theme import Palette, TillFont, make_smaller, rung, set_pixels

AnyFont = TypeVar("AnyFont", bound=QFont)

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def ground(painter: QPainter, rect: QRect, fill: QColor) -> None:
    """A plain ground. At its first `fillRect` PySide names every gradient there is, and the first frame would wait."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRect(rect)


def box(painter: QPainter, rect: QRect, fill: QColor, border: QColor | None = None, radius: float = 6) -> None:
    """A rounded box with a border of one pixel."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    inset = 0.5 if border is not None else 0.0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def line(
    painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor, align: Qt.AlignmentFlag = LEFT
) -> None:
    """One line of text; of what does not fit some is left out."""
    shrink(font, rect.height(), lambda: QFontMetrics(font).horizontalAdvance(text) <= rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, elided(text, font, rect.width()))


def elided(text: str, font: QFont, width: int) -> str:
    """The text, cut to so many pixels. A measure at its end stays: "Молоко «Яготинсь… 900 г" is told from 450 g."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return text
    *head, tail = _words(text) or [""]
    room = width - metrics.horizontalAdvance(f" {tail}")
    if _is_of_name(text, head) and _MEASURE.fullmatch(tail) and room > width // 2:
        return f"{_cut(head, metrics, room)} {tail}"
    return _cut(_words(text), metrics, width)


def _cut(words: list[str], metrics: QFontMetrics, width: int) -> str:
    """As much of words as there is room for: a number is there whole or not at all, a word not in three letters."""
    cut = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
    if not cut.endswith("…"):
        return cut
    kept = 0
    while kept < len(words) - 1 and len(" ".join(words[: kept + 1])) < len(cut):
        kept += 1
    begun = cut[len(" ".join(words[:kept])) : -1]
    if sum(map(str.isalnum, begun)) > _FEW and not _HAS_DIGIT.search(words[kept]):
        return cut
    whole = words[:kept]
    while len(whole) > 1 and (_OPEN.search(whole[-1]) or (_COUNTS.search(whole[-1]) and words[len(whole)] != "·")):
        whole.pop()
    said = " ".join(whole).rstrip(",;:")
    return (f"{said} …" if said[-1:].isdigit() else f"{said}…") if whole else cut


def frame(painter: QPainter, rect: QRect, colour: QColor, thick: int) -> None:
    """A thick frame inside a box: what a theme without colours says instead of one."""
    painter.setPen(QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(thick + 1, thick + 1, -thick - 2, -thick - 2))


def edge(painter: QPainter, rect: QRect, colours: Palette, colour: QColor, wide: int) -> None:
    """The coloured edge of a row; dashed where a theme has no colour to warn with."""
    dashed = colours.is_grey and colour == colours.warn
    brush = QBrush(colours.ink, Qt.BrushStyle.Dense4Pattern) if dashed else QBrush(colour)
    painter.fillRect(QRect(rect.left(), rect.top(), wide, rect.height()), brush)


def in_theme(image: QImage, colours: Palette) -> QImage:
    """A picture as the theme has it: without colour, and as transparent as it was, where the theme has none."""
    if not colours.is_grey:
        return image
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8).convertToFormat(QImage.Format.Format_ARGB32)
    grey.setAlphaChannel(image.convertToFormat(QImage.Format.Format_Alpha8))
    return grey


def shrink(font: QFont, height: int, fits: Callable[[], bool], rows: int = 1) -> None:
    """Make enlarged text smaller, in place, until it fits; never smaller than it is without enlargement."""
    if not isinstance(font, TillFont):
        return
    high = QFontMetrics(font).height() * rows
    if high > height + rows and font.pixelSize() > font.smallest:
        # most of the way at once: each font that is tried is measured anew
        near = font.pixelSize() * (height + rows) // high + 2
        set_pixels(font, max(font.smallest, min(font.pixelSize(), rung(near))))
    while font.pixelSize() > font.smallest and not (QFontMetrics(font).height() * rows <= height + rows and fits()):
        make_smaller(font, font.smallest)


def fitted(font: AnyFont, text: str, width: int, smallest: int) -> AnyFont:
    """The font, made smaller until the text fits in the width, but never under `smallest` pixels."""
    wide = QFontMetrics(font).horizontalAdvance(text)
    if wide <= width or wide == 0:
        return font
    smaller: AnyFont = type(font)(font, font.smallest) if isinstance(font, TillFont) else type(font)(font)
    set_pixels(smaller, rung(max(smallest, font.pixelSize() * width // wide)))
    while smaller.pixelSize() > smallest and QFontMetrics(smaller).horizontalAdvance(text) > width:
        make_smaller(smaller, smallest)
    return smaller


def wrap(text: str, font: QFont, width: int, most: int, height: int | None = None) -> list[str]:
    """Break text at spaces into at most `most` lines of `width` pixels; a word too long, or the rest, is elided.

    Enlarged text that would be elided, or would not fit in the `height`, is made smaller first, in place: letters are
    as large as the place allows, and the lines are those of the size that is painted.
    """
    rows = _broken(text, font, width, most)
    while isinstance(font, TillFont) and font.pixelSize() > font.smallest:
        high = 0 if height is None else QFontMetrics(font).height() * len(rows) - len(rows) - height
        if high <= 0 and is_whole(rows, text):
            break
        make_smaller(font, font.smallest)
        rows = _broken(text, font, width, most)
    return rows


def is_whole(rows: Sequence[str], text: str) -> bool:
    """Do the lines hold the whole text, wherever they are broken?"""
    return " ".join(rows).split() == text.split()


_GAPS: Final = re.compile(r"[ \t\r\n]+")
"""Where a line may end; never at a no-break space."""
_MEASURE: Final = re.compile(rf"\d[\d.,]*{NO_BREAK}\S{{1,3}}")

_HAS_DIGIT: Final = re.compile(r"\d")
_COUNTS: Final = re.compile(r"\d$")
"""A number that says how much there is of the next word: without that it looks like the beginning of a longer one."""
_OPEN: Final = re.compile(r"^\W*$|^(?:по|x|х)$")
"""What only leads to the next word."""
_FEW: Final = 3


def _is_of_name(text: str, before: Sequence[str]) -> bool:
    """Is the end of a text a name's measure, and not that of one thing among several, or the "2 г" of "50 по 2 г"?"""
    return bool(before) and before[-1] not in {"по", "×", "x", "х"} and " · " not in text and ": " not in text


def _words(text: str) -> list[str]:
    """What stays together in a line."""
    return [word for word in _GAPS.split(keep_units(text)) if word]


def _broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    metrics = QFontMetrics(font)
    lines: list[str] = []
    words = _words(text)
    while words and len(lines) < most:
        if len(lines) == most - 1:
            return [*lines, elided(" ".join(words), font, width)]
        taken = 1
        while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
            taken += 1
        row = " ".join(words[:taken])
        too_long = taken == 1 and metrics.horizontalAdvance(row) > width
        lines.append(metrics.elidedText(row, Qt.TextElideMode.ElideRight, width) if too_long else row)
        words = words[taken:]
    return lines


def lines(
    painter: QPainter,
    rect: QRect,
    rows: Sequence[str],
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Lines already broken, one under the other, centred upright in the box."""
    shrink(font, rect.height(), lambda: True, max(1, len(rows)))
    height = QFontMetrics(font).lineSpacing()
    top = rect.top() + max(0, (rect.height() - height * len(rows)) // 2)
    painter.setFont(font)
    painter.setPen(colour)
    for index, row in enumerate(rows):
        painter.drawText(
            QRect(rect.left(), top + index * height, rect.width(), height), align | Qt.TextFlag.TextSingleLine, row
        )
