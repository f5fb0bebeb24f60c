"""Every text as it is painted: its words, its ink, and the ground under it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from ui_walk import LEAST_CONTRAST, contrast

from pos_app.ui.widgets.key_hints import KeyHints
from pos_app.ui.widgets.tiles import TileGrid

Colour = tuple[int, int, int]
WATERMARKS = {"НАВЧАННЯ", "НЕ ЧЕК", "TRAINING", "NO SALE"}
LEAST_OF_WATERMARK = 1.3
"""It is seen, and what is written over it is read."""


@dataclass(frozen=True, slots=True)
class Ink:
    """One text on the screen. `ground`: the commonest other colour where it stands; None where there is none."""

    text: str
    colour: Colour
    ground: Colour | None
    widget: QWidget

    @property
    def readable(self) -> bool:
        """Enough contrast? What is dim says that it does nothing now, and may be pale."""
        if self.ground is None or not self.widget.isEnabled():
            return True
        least = LEAST_OF_WATERMARK if self.text in WATERMARKS else LEAST_CONTRAST
        return contrast(self.colour, self.ground) >= least

    def __str__(self) -> str:
        ratio = contrast(self.colour, self.ground) if self.ground is not None else 0
        return f"{type(self.widget).__name__} {self.text!r}: contrast {ratio:.1f}"


@contextmanager
def _heard(said: list[tuple[str, Colour, QRect, QWidget]]) -> Iterator[None]:
    """Whatever any painter writes meanwhile."""
    write = QPainter.drawText

    def listen(self: QPainter, *given: object) -> object:
        widget, place, text = self.device(), given[0], given[-1]
        if isinstance(widget, QWidget) and isinstance(place, QRect) and isinstance(text, str) and text.strip():
            ink, where = self.pen().color(), self.transform().mapRect(place)
            said.append((text, (ink.red(), ink.green(), ink.blue()), where, widget))
        return write(self, *given)  # type: ignore[call-overload]

    QPainter.drawText = listen  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        QPainter.drawText = write  # type: ignore[method-assign]


def inks(window: QWidget) -> list[Ink]:
    """All that is written on a window just now; what the hints lie over is not read."""
    said: list[tuple[str, Colour, QRect, QWidget]] = []
    with _heard(said):
        image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (image.width(), image.height()), image.bytesPerLine()
    picture = Image.frombuffer("RGB", size, bytes(image.constBits()), "raw", "RGB", stride, 1)
    hints = [one for one in window.findChildren(KeyHints) if one.isVisible()]
    return [
        Ink(text, ink, _ground(picture, _place(where, widget, window), ink), widget)
        for text, ink, where, widget in said
        if not hints or widget in hints
    ]


def _place(where: QRect, widget: QWidget, window: QWidget) -> QRect:
    """As much of it as is in sight: what was scrolled away is not."""
    part: QWidget = widget
    seen = where.intersected(widget.rect())
    while part is not window:
        seen = seen.translated(part.pos())
        part = part.parentWidget()
        seen = seen.intersected(part.rect())
    return seen


def _ground(picture: Image.Image, place: QRect, ink: Colour) -> Colour | None:
    if place.isEmpty():
        return None
    part = picture.crop((place.left(), place.top(), place.right() + 1, place.bottom() + 1))
    counted = sorted(part.getcolors(place.width() * place.height()) or [], reverse=True)
    return next((colour for _, colour in counted if colour != ink), None)


def pale(window: QWidget, written: list[Ink]) -> list[str]:
    """Every text that is hard to read, each kind of it once."""
    dim = _of_dim_tiles(window)
    found: dict[object, str] = {}
    for ink in written:
        if not ink.readable and (id(ink.widget), ink.colour) not in dim:
            found.setdefault((type(ink.widget), ink.colour, ink.ground), str(ink))
    return list(found.values())


def _of_dim_tiles(window: QWidget) -> set[tuple[int, Colour]]:
    """A tile that does nothing now is dim, as a button is; its grid is not."""
    grids = window.findChildren(TileGrid)
    faint = [(one, one._look.colours.ink_faint) for one in grids]
    return {(id(one), (ink.red(), ink.green(), ink.blue())) for one, ink in faint}
