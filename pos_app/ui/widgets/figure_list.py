"""A report's rows: names, figures under headings, and a bar where a column is a chart; scrolled, never touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.rows import Tone
from pos_app.ui.widgets.scrolling import scroll_by_finger

ROW: Final = 38
HEAD: Final = 34


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its words, its share of the width, and whether it holds figures."""

    text: str
    share: int
    figures: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A text; with `bar`, a bar of so many hundredths of its column, the text written on it."""

    text: str
    tone: Tone = Tone.PLAIN
    bar: int | None = None


class FigureList(QAbstractScrollArea):
    """Rows under a heading that stays in sight. `words` stands where there are no rows: empty, loading, unreachable."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.headings: tuple[Heading, ...] = ()
        self.rows: tuple[tuple[Cell, ...], ...] = ()
        self.words = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll_by_finger(self, look)

    def show_rows(self, headings: Sequence[Heading], rows: Sequence[Sequence[Cell]], words: str = "") -> None:
        """Take over other rows; as many cells as headings in each."""
        same = len(rows) == len(self.rows)
        self.headings, self.words = tuple(headings), words
        self.setAccessibleName(words or ", ".join(heading.text for heading in headings))
        self.rows = tuple(tuple(row) for row in rows)
        self._measure()
        if not same:
            self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def step(self, by: int) -> None:
        """Scroll so many rows on."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * self._look.px(ROW))

    def _measure(self) -> None:
        room = self.viewport().height() - self._look.px(HEAD)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, len(self.rows) * self._look.px(ROW) - room))
        bar.setPageStep(max(room, 1))
        bar.setSingleStep(self._look.px(ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room for rows."""
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802, ARG002 - Qt's
        """All is painted anew: the heading stays."""
        self.viewport().update()

    def columns(self) -> list[QRect]:
        """Where each column stands, at the height of the heading."""
        px = self._look.px
        # words that begin where figures end are set apart from them
        gaps = [px(12 if one.figures or not before.figures else 32) for before, one in pairwise(self.headings)]
        room = self.viewport().width() - px(24) - sum(gaps)
        whole = sum(heading.share for heading in self.headings) or 1
        found, left = [], px(12)
        for heading, gap in zip(self.headings, (*gaps, 0), strict=False):
            wide = room * heading.share // whole
            found.append(QRect(left, 0, wide, px(HEAD)))
            left += wide + gap
        return found

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The heading, and those rows that are in sight."""
        look, c, px = self._look, self._look.colours, self._look.px
        painter = QPainter(self.viewport())
        area = self.viewport().rect()
        painter.fillRect(area, c.surface)
        if not self.rows:
            font = look.font(Size.LARGE)
            rows = paint.wrap(self.words, font, area.width() - px(60), 4)
            paint.lines(painter, area, rows, font, c.ink_soft, paint.CENTRE)
            return
        columns = self.columns()
        painter.setClipRect(area.adjusted(0, px(HEAD), 0, 0))
        top = px(HEAD) - self.verticalScrollBar().value()
        for number, row in enumerate(self.rows):
            if top + px(ROW) > px(HEAD) and top < area.height():
                self._paint_row(painter, number, row, columns, top)
            top += px(ROW)
        painter.setClipping(False)
        painter.fillRect(QRect(0, 0, area.width(), px(HEAD)), c.sunken)
        painter.fillRect(QRect(0, px(HEAD) - 1, area.width(), 1), c.line)
        for heading, rect in zip(self.headings, columns, strict=True):
            align = paint.RIGHT if heading.figures else paint.LEFT
            font = paint.fitted(look.bold(Size.SMALL), heading.text, rect.width(), px(Size.HINT))
            paint.line(painter, rect, heading.text, font, c.ink_soft, align)

    def _paint_row(self, painter: QPainter, number: int, row: Sequence[Cell], columns: list[QRect], top: int) -> None:
        c, px = self._look.colours, self._look.px
        painter.fillRect(QRect(0, top, self.viewport().width(), px(ROW)), c.stripe if number % 2 else c.surface)
        for cell, heading, column in zip(row, self.headings, columns, strict=True):
            rect = QRect(column.left(), top, column.width(), px(ROW))
            if cell.bar is not None:
                self._paint_bar(painter, rect, cell)
                continue
            ink = {Tone.STOP: c.stop, Tone.WARN: c.warn_ink, Tone.GOOD: c.pay}.get(cell.tone, c.ink)
            font = self._look.bold(Size.TEXT) if cell.tone is Tone.STOP else self._look.font(Size.TEXT)
            if heading.figures or cell.tone is not Tone.PLAIN:
                font = paint.fitted(font, cell.text, rect.width(), px(Size.HINT))
            paint.line(painter, rect, cell.text, font, ink, paint.RIGHT if heading.figures else paint.LEFT)

    def _paint_bar(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """The bar, and its figure inside where it fits, else behind its end."""
        look, c, px = self._look, self._look.colours, self._look.px
        wide = max(px(3), rect.width() * abs(cell.bar or 0) // 100)
        bar = QRect(rect.left(), rect.top() + px(5), wide, rect.height() - px(10))
        stop = cell.tone is Tone.STOP
        paint.box(painter, bar, c.stop if stop else c.accent, radius=px(4))
        font = look.bold(Size.TEXT)
        # of one size inside and behind: the larger sum is not the smaller text
        paint.shrink(font, bar.height(), lambda: True)
        need = QFontMetrics(font).horizontalAdvance(cell.text) + px(18)
        if need <= wide:
            inside = bar.adjusted(px(8), 0, -px(8), 0)
            paint.line(painter, inside, cell.text, font, c.on_stop if stop else c.on_accent, paint.RIGHT)
        else:
            behind = QRect(bar.right() + px(8), rect.top(), max(rect.right() - bar.right() - px(8), 0), rect.height())
            if need - px(18) > behind.width():
                behind = rect
            paint.line(painter, behind, cell.text, font, c.ink, paint.LEFT)
