"""The thirteen digits of a shop's own label, each in the colour of what it belongs to, with the names under them."""

from itertools import groupby

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_app.domain.in_store import InStoreRule, Part, example_of
from pos_app.ui.i18n import tr
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint


class LayoutDigits(QWidget):
    """A rule drawn as a label that follows it, or as a label that was scanned."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rule: InStoreRule | None = None
        self._code = ""
        self.setFixedHeight(look.px(96))

    @property
    def code(self) -> str:
        """The digits as they are drawn."""
        return self._code

    def show_rule(self, rule: InStoreRule | None, code: str = "") -> None:
        """Draw a rule; without a code an example is made up. A rule of another length than 13 is drawn as it is."""
        self._rule = rule
        self._code = code or (example_of(rule) if rule is not None else "")
        self.setAccessibleName(self._code)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """A box a part, its digits in it, its name below."""
        if self._rule is None:
            return
        painter = QPainter(self)
        look, px = self._look, self._look.px
        parts = self._rule.parts
        step = min(self.width() / max(len(parts), 1), px(44))
        high = px(52)
        place = 0
        for part, group in groupby(parts):
            count = len(list(group))
            rect = QRect(round(place * step), 0, round((place + count) * step) - round(place * step) - px(3), high)
            paint.box(painter, rect, self._colour(part), look.colours.key_line, px(5))
            for index in range(count):
                cell = QRect(rect.left() + round(index * step), 0, round(step) - px(3), high)
                digit = self._code[place + index : place + index + 1]
                paint.line(painter, cell, digit, look.bold(Size.LARGE), look.colours.ink, paint.CENTRE)
            name = _name(part)
            below = QRect(rect.left(), high + px(4), rect.width(), px(36))
            font = paint.fitted(look.font(Size.SMALL), name, below.width(), px(9))
            paint.line(painter, below, name, font, look.colours.ink_soft, paint.CENTRE)
            place += count

    def _colour(self, part: Part) -> QColor:
        c = self._look.colours
        return {
            Part.PREFIX: c.sunken,
            Part.ARTICLE: c.accent_soft,
            Part.VERIFIER: c.stop_soft,
            Part.VALUE: c.pay_soft,
            Part.CHECK: c.warn_soft,
        }[part]


def _name(part: Part) -> str:
    return {
        Part.PREFIX: tr("префікс"),
        Part.ARTICLE: tr("артикул"),
        Part.VERIFIER: tr("К"),
        Part.VALUE: tr("значення"),
        Part.CHECK: tr("К"),
    }[part]
