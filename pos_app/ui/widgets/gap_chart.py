"""A drawing of key times: each gap a mark on a scale of milliseconds, the scanner's above, a person's below."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pos_app.ui.i18n import tr
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint

LEAST_MS: Final = 1.0
MOST_MS: Final = 1000.0
TICKS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class GapChart(QWidget):
    """The scale is logarithmic: 2 ms and 4 ms are as far apart as 100 and 200."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._scanner: tuple[float, ...] = ()
        self._person: tuple[float, ...] = ()
        self._now = 0
        self._suggested = 0
        self.setMinimumHeight(look.px(190))

    def show_gaps(self, scanner: Sequence[float], person: Sequence[float], *, now: int, suggested: int) -> None:
        """Other gaps; `now`: the threshold in force, `suggested`: the one to set, 0 where there is none."""
        self._scanner, self._person = tuple(scanner), tuple(person)
        self._now, self._suggested = now, suggested
        self.setAccessibleName(tr("Проміжки між клавішами, мс"))
        self.update()

    def _x(self, ms: float, rect: QRect) -> float:
        share = math.log(min(max(ms, LEAST_MS), MOST_MS) / LEAST_MS) / math.log(MOST_MS / LEAST_MS)
        return rect.left() + share * rect.width()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Ground, scale, thresholds, marks."""
        painter = QPainter(self)
        c, px = self._look.colours, self._look.px
        paint.box(painter, self.rect(), c.surface, c.line, px(6))
        inner = self.rect().adjusted(px(16), px(28), -px(20), -px(30))
        small = self._look.font(Size.HINT)
        for tick in TICKS:
            x = round(self._x(tick, inner))
            painter.setPen(QPen(c.line))
            painter.drawLine(x, inner.top(), x, inner.bottom())
            # the last one stays within the frame
            left = min(x - px(30), self.rect().right() - px(62))
            label = QRect(left, inner.bottom() + px(4), px(60), px(20))
            paint.line(painter, label, str(tick), small, c.ink_soft, paint.CENTRE)
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        lower = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        caption = self._look.bold(Size.SMALL)
        top = QRect(inner.left(), px(4), inner.width(), px(22))
        paint.line(painter, top, tr("● сканер: паузи між клавішами, мс"), caption, c.accent)
        paint.line(painter, top, tr("людина ◆"), caption, c.warn_ink, paint.RIGHT)
        self._paint_threshold(painter, inner, self._now, c.ink_soft, Qt.PenStyle.DashLine)
        if self._suggested:
            self._paint_threshold(painter, inner, self._suggested, c.pay, Qt.PenStyle.SolidLine)
        self._paint_marks(painter, inner, upper, self._scanner, c.accent, round_=True)
        self._paint_marks(painter, inner, lower, self._person, c.warn_ink, round_=False)

    def _paint_threshold(self, painter: QPainter, inner: QRect, ms: int, colour: QColor, style: Qt.PenStyle) -> None:
        x = round(self._x(ms, inner))
        painter.setPen(QPen(colour, self._look.px(3), style))
        painter.drawLine(x, inner.top(), x, inner.bottom())

    def _paint_marks(
        self, painter: QPainter, inner: QRect, band: QRect, gaps: Sequence[float], colour: QColor, *, round_: bool
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        radius = self._look.px(5)
        rows = max(1, (band.height() - 2 * radius) // (2 * radius))
        for place, gap in enumerate(gaps):
            # beside each other they would hide one another: each a little lower than the one before
            y = band.top() + radius * 2 + (place * 7 % rows) * 2 * radius
            middle = QPointF(self._x(gap, inner), y)
            if round_:
                painter.drawEllipse(middle, radius, radius)
            else:
                painter.drawPolygon([
                    QPointF(middle.x(), y - radius), QPointF(middle.x() + radius, y),
                    QPointF(middle.x(), y + radius), QPointF(middle.x() - radius, y),
                ])  # fmt: skip
