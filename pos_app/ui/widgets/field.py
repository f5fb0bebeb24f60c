"""What is being typed: one painted line fed by keys, the numpad and the letters on the screen alike."""

import re
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.i18n import tr
from pos_app.ui.icons import icon
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint

LONGEST: Final = 256
"""Characters a field takes; the longest QR of a receipt is shorter."""


class Field(QWidget):
    """A line of typed text with its caption. The caret is always at the end: nobody edits the middle at a till."""

    changed = Signal(str)
    touched = Signal()

    def __init__(
        self,
        look: Look,
        caption: str = "",
        *,
        placeholder: str = "",
        size: int = Size.FIGURE,
        figures: bool = True,
        hidden: bool = False,
        icon_name: str = "",
        height: int = 64,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._caption = caption
        self._placeholder = placeholder
        self._size = size
        self._figures = figures
        self._hidden = hidden
        self._icon = icon_name
        self._chip = ""
        self._error = ""
        self._text = ""
        self._active = True
        self.setAccessibleName(caption or placeholder or tr("Поле"))
        self.setFixedHeight(look.px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What has been typed."""
        return self._text

    def set_text(self, text: str) -> None:
        """Put another text in."""
        if text != self._text:
            self._text = text[:LONGEST]
            self._error = ""
            self.update()
            self.changed.emit(self._text)

    def insert(self, text: str) -> None:
        """Type at the end. Where only figures may stand, both decimal marks are one and all else is left out."""
        if self._figures:
            text = "".join(char for char in text.replace(".", ",") if char.isdigit() or char == ",")
            if "," in text and "," in self._text:
                return
        self.set_text(self._text + text)

    def backspace(self) -> None:
        """Take the last character away."""
        self.set_text(self._text[:-1])

    def clear(self) -> None:
        """Empty the field."""
        self.set_text("")

    def set_active(self, active: bool) -> None:
        """Does typing go here just now?"""
        if active != self._active:
            self._active = active
            self.update()

    def set_hidden(self, hidden: bool) -> None:
        """Is what is typed nobody's business? Then there is a dot for each character."""
        self._hidden = hidden
        self.update()

    def set_chip(self, chip: str) -> None:
        """A standing word before the text, such as "3 ×"."""
        if chip != self._chip:
            self._chip = chip
            self.update()

    def set_caption(self, caption: str) -> None:
        """Another caption."""
        if caption != self._caption:
            self._caption = caption
            self.setAccessibleName(caption or self.accessibleName())
            self.update()

    def set_error(self, words: str) -> None:
        """What is wrong with the text, beside or in place of the caption; typing takes it away."""
        if words != self._error:
            self._error = words
            self.update()

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._error

    def set_placeholder(self, placeholder: str) -> None:
        """Another hint for the empty field."""
        if placeholder != self._placeholder:
            self._placeholder = placeholder
            if not self._caption:
                self.setAccessibleName(placeholder)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """A touch makes this the field that typing goes to."""
        self.touched.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Box, caption, chip, text, caret."""
        painter = QPainter(self)
        c, px = self._look.colours, self._look.px
        frame = c.stop if self._error else c.accent
        paint.box(painter, self.rect(), c.surface, frame if self._active or self._error else c.key_line, px(6))
        if self._active or self._error:
            paint.box(painter, self.rect().adjusted(1, 1, -1, -1), c.surface, frame, px(5))
        rect = self.rect().adjusted(px(12), 0, -px(12), 0)
        if self._caption or self._error:
            # enlarged, the caption has its part of a high field; the typed line needs the rest
            part = self.height() * 36 // 100
            high = max(px(20), min(QFontMetrics(self._look.font(Size.HINT)).height(), part))
            head = QRect(rect.left(), px(5), rect.width(), high)
            if self._error:
                words = self._error_words(head.width())
                font = paint.fitted(self._look.bold(Size.SMALL), words, head.width(), px(Size.HINT))
                paint.line(painter, head, words, font, c.stop)
            else:
                paint.line(painter, head, self._caption, self._look.font(Size.HINT), c.ink_soft)
            rect.setTop(px(2) + high)
        if self._icon:
            side = px(24)
            pixmap = icon(self._icon, c.ink_soft, side, self.devicePixelRatioF())
            painter.drawPixmap(rect.left(), (self.height() - side) // 2, pixmap)
            rect.setLeft(rect.left() + side + px(10))
        self._paint_text(painter, self._paint_chip(painter, rect))

    def _error_words(self, width: int) -> str:
        """What is wrong, after the field's name unless the words name it or would be cut for it."""
        error = self._error
        name = re.split("[,:▾]", self._caption)[0].strip()
        if not name or error.casefold().startswith(name.casefold()):
            return error
        begins = error if error[1:2].isupper() else f"{error[:1].lower()}{error[1:]}"
        words = f"{name}: {begins}"
        return words if self._fits(words, width) or not self._fits(error, width) else error

    def _fits(self, words: str, width: int) -> bool:
        font = paint.fitted(self._look.bold(Size.SMALL), words, width, self._look.px(Size.HINT))
        return QFontMetrics(font).horizontalAdvance(words) <= width

    def _paint_chip(self, painter: QPainter, rect: QRect) -> QRect:
        if not self._chip:
            return rect
        c, px = self._look.colours, self._look.px
        font = self._look.bold(Size.LARGE, grows=False)
        wide = min(QFontMetrics(font).horizontalAdvance(self._chip) + px(20), rect.width() * 2 // 5)
        chip = QRect(rect.left(), rect.center().y() - px(17), wide, px(34))
        paint.box(painter, chip, c.accent, None, px(5))
        paint.line(painter, chip, self._chip, font, c.on_accent, paint.CENTRE)
        return rect.adjusted(wide + px(10), 0, 0, 0)

    def _paint_text(self, painter: QPainter, rect: QRect) -> None:
        c, px = self._look.colours, self._look.px
        align = paint.CENTRE if self._hidden and self._figures else paint.RIGHT if self._figures else paint.LEFT
        if not self._text:
            end = px(6) if align == paint.RIGHT else 0  # where what is typed ends, too
            room = rect.adjusted(0, 0, -end, 0)
            paint.line(painter, room, self._placeholder, self._hint_font(room.width()), c.ink_faint, align)
            if self._active and not self._placeholder:
                left = {paint.CENTRE: rect.center().x(), paint.RIGHT: rect.right()}.get(align, rect.left())
                paint.ground(painter, QRect(left, rect.center().y() - px(14), px(2), px(28)), c.accent)
            return
        shown = "●" * len(self._text) if self._hidden else self._text
        font = paint.fitted(self._look.bold(self._size), shown, rect.width() - px(6), px(Size.SMALL))
        paint.shrink(font, rect.height(), lambda: True)
        metrics = QFontMetrics(font)
        cut = metrics.elidedText(shown, Qt.TextElideMode.ElideLeft, rect.width() - px(6))
        painter.setFont(font)
        painter.setPen(c.ink)
        painter.drawText(rect.adjusted(0, 0, -px(6), 0), align | Qt.TextFlag.TextSingleLine, cut)
        if self._active:
            wide = metrics.horizontalAdvance(cut)
            left = rect.right() - px(3) if self._figures else rect.left() + wide + px(3)
            if align == paint.CENTRE:
                left = rect.center().x() + wide // 2
            high = metrics.capHeight() + px(8)
            paint.ground(painter, QRect(left, rect.center().y() - high // 2, px(2), high), c.accent)

    def _hint_font(self, width: int) -> QFont:
        size = self._size if self._figures else Size.TEXT
        return paint.fitted(self._look.font(size), self._placeholder, width, self._look.px(Size.HINT))
