"""While F1 is held: the key of each button, and a sign for each that has none: pressed, it touches the button."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.numpad import Numpad, TouchKeyboard

MARKS: Final = "1234567890QWERTYUIOPASDFGHJKLZXCVBNM"
"""The signs in the order in which buttons get them."""


class KeyHints(QWidget):
    """Lies over the whole window and takes no touch."""

    def __init__(self, look: Look, window: QWidget, more: Sequence[tuple[QWidget, str]]) -> None:
        """`more`: widgets that do not say their key themselves, each with it."""
        super().__init__(window)
        self._look, self._window = look, window
        buttons = [one for one in window.findChildren(TouchButton) if one.isVisible()]
        keyed = [(one, one.key) for one in buttons if one.key and one.isEnabled()]
        self.hints = [(one, key) for one, key in (*keyed, *more) if key and one.isVisible()]
        said = [one for one, _ in self.hints]
        free = [one for one in buttons if one not in said and not one.key and one.isEnabled() and not _types(one)]
        self.marked = dict(zip(MARKS, free, strict=False))
        """What has no key of its own, by the sign that is shown over it."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """A plate with the key of each button, and one of another colour with the sign."""
        painter = QPainter(self)
        c = self._look.colours
        self._paint_plates(painter, self.hints, c.accent, c.on_accent)
        self._paint_plates(painter, [(one, mark) for mark, one in self.marked.items()], c.bar, c.on_bar)

    def _paint_plates(
        self, painter: QPainter, hints: Iterable[tuple[QWidget, str]], ground: QColor, ink: QColor
    ) -> None:
        """Over the key printed on the button, else across the upper edge: the button's name stays to be read."""
        px, font = self._look.px, self._look.bold(Size.TEXT, grows=False)
        for widget, key in hints:
            place = QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())
            wide = max(QFontMetrics(font).horizontalAdvance(key) + px(14), px(26))
            plate = QRect(0, 0, min(wide, place.width()), px(24))
            printed = isinstance(widget, TouchButton) and bool(widget.key)
            plate.moveTop(max(0, place.top() - (0 if printed else px(10))))
            if printed:
                plate.moveLeft(place.left())
            elif isinstance(widget, TouchButton):
                plate.moveRight(place.right() - px(2))
            else:
                plate.moveTopLeft(place.bottomLeft() - QPoint(0, px(6)))  # under a list: its first row stays to be read
            paint.box(painter, plate, ground, ink, px(5))
            fitted = paint.fitted(font, key, plate.width() - px(6), px(11))
            paint.line(painter, plate, key, fitted, ink, paint.CENTRE)


def _types(button: QWidget) -> bool:
    """Is it a key of the numpad or of the letters? The keyboard has it."""
    parent = button.parentWidget()
    return isinstance(parent, Numpad | TouchKeyboard)
