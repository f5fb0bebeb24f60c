"""While F1 is held: the key of everything that has one, over the button that it presses."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import TouchButton


class KeyHints(QWidget):
    """Lies over the whole window and takes no touch."""

    def __init__(self, look: Look, window: QWidget, more: Sequence[tuple[QWidget, str]]) -> None:
        """`more`: widgets that do not say their key themselves, each with it."""
        super().__init__(window)
        self._look, self._window = look, window
        buttons = [(one, one.key) for one in window.findChildren(TouchButton) if one.key]
        self.hints = [(one, key) for one, key in (*buttons, *more) if key and one.isVisible()]
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """A plate with the key in the middle of each button."""
        painter = QPainter(self)
        c, px = self._look.colours, self._look.px
        font = self._look.bold(Size.LARGE, grows=False)
        for widget, key in self.hints:
            place = QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())
            wide = QFontMetrics(font).horizontalAdvance(key) + px(16)
            plate = QRect(0, 0, min(wide, place.width()), min(px(36), place.height()))
            plate.moveCenter(place.center())
            paint.box(painter, plate, c.accent, c.on_accent, px(5))
            fitted = paint.fitted(font, key, plate.width() - px(6), px(11))
            paint.line(painter, plate, key, fitted, c.on_accent, paint.CENTRE)
