"""One row of the receipt: where its columns stand, and how it is painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos_app.ui.i18n import tr
from pos_app.ui.models.receipt_model import ROW, ReceiptRow
from pos_app.ui.theme import TARGET, Look, Size
from pos_app.ui.widgets import paint

NARROWEST_NAME = 150
"""A name that has less than this beside its figures (pixels at 100 %) stands above them."""
BEFORE_PRICE = 20
"""Between quantity and price: "1" and "60 000,00" are never read as one number."""
LARGEST_NAME = 25
"""Enlarged letters of a name grow so far: most names have this much room, and none is a title beside the others."""


class Columns:
    """Where the columns stand in a row of some width.

    In a narrow receipt (`stacked`) quantity and price stand under the name, the sum beside them, and the name has the
    whole width above: what is sold can be read before what it costs.
    """

    def __init__(self, look: Look, rect: QRect) -> None:
        px = look.px
        widths = (78, 86, 106) if look.compact else (98, 102, 122)
        right = rect.right() - px(12)
        edges = []
        for width, gap in zip(reversed(widths), (12, BEFORE_PRICE, 6), strict=True):
            edges.append(QRect(right - px(width) + 1, rect.top(), px(width), rect.height()))
            right -= px(width + gap)
        self.sum, self.price, self.quantity = edges
        self.number = QRect(rect.left() + px(6), rect.top(), px(28), rect.height())
        left = self.number.right() + px(10)
        self.stacked = right - left < px(NARROWEST_NAME)
        end = self.sum.left() if self.stacked else right
        self.name = QRect(left, rect.top(), end - left, rect.height())
        self._look = look

    def name_beside(self, quantity: int) -> QRect:
        """The name's place in a row whose quantity takes so many pixels of its column: what is left is the name's."""
        wide = self.quantity.right() - quantity - self._look.px(14) - self.name.left()
        return QRect(self.name.left(), self.name.top(), max(self.name.width(), wide), self.name.height())

    def action(self, row: ReceiptRow) -> QRect:
        """The box of a row that can be touched: at the end of the name, or of the whole row where it has no figures."""
        least = self._widest_word(row.action, grows=False) + self._look.px(16)
        wished = max(self._widest_word(row.action, grows=True) + self._look.px(24), self._look.px(TARGET * 2))
        right = self.name.right() if row.line_id else self.sum.right()
        # a finger meets it easily, and the name still has most of the row
        wide = max(least, self._look.px(TARGET + 8), min(wished, (right - self.name.left()) // 4))
        return QRect(right - wide, self.name.top(), wide, self.name.height())

    def _widest_word(self, words: str, *, grows: bool) -> int:
        metrics = QFontMetrics(self._look.bold(Size.SMALL, grows=grows))
        return max(metrics.horizontalAdvance(word) for word in words.split("\n"))


class RowDelegate(QStyledItemDelegate):
    """Paints a row of the receipt: 48 px, name in one line with a note under it, or in two lines without."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802, ARG002 - Qt's
        """All rows are as high as a finger needs."""
        return QSize(0, self._look.px(TARGET))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One row."""
        row: ReceiptRow = index.data(ROW)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, row, chosen, index.row(), _viewport(option))
        c = self._look.colours
        ink = c.stop_down if not row.line_id and c.stop_soft.lightness() > 128 else c.ink
        columns = Columns(self._look, rect)
        look = self._look
        number, name = (look.font(size, largest=LARGEST_NAME) for size in (Size.SMALL, Size.TEXT))
        plain, bold = look.font(Size.TEXT, largest=Size.TITLE), look.bold(20, largest=Size.TITLE)
        paint.line(painter, columns.number, row.number, number, c.ink_soft, paint.RIGHT)
        if row.struck:
            ink = c.ink_soft
            plain.setStrikeOut(True)
            name.setStrikeOut(True)
        if columns.stacked and row.line_id:
            self._paint_stacked(painter, columns, row, ink, name)
            return
        self._paint_figure(painter, columns.quantity, row.quantity, plain, ink)
        self._paint_figure(painter, columns.price, row.price, plain, c.ink_soft)
        self._paint_figure(painter, columns.sum, row.sum, bold, ink)
        taken = QFontMetrics(plain).horizontalAdvance(row.quantity)
        self._paint_name(painter, columns, row, ink, name, columns.name_beside(taken))

    def _paint_stacked(self, painter: QPainter, columns: Columns, row: ReceiptRow, ink: QColor, name: QFont) -> None:
        """The name over the whole width, under it quantity × price with the note, and the sum."""
        look, rect, figures = self._look, columns.name, columns.sum
        end = figures.right()
        if row.action:
            box = columns.action(row)
            self._paint_action(painter, box, row.action)
            end = box.left() - look.px(6)
        half = rect.height() // 2
        top = QRect(rect.left(), rect.top() + look.px(1), end - rect.left(), half)
        small = look.font(Size.SMALL)
        small.setStrikeOut(row.struck)
        wide = QFontMetrics(name).horizontalAdvance(row.name) > top.width()
        paint.line(painter, top, row.name, small if wide else name, ink)
        below = rect.top() + half - look.px(1)
        sum_box = QRect(figures.left(), below, figures.width(), half)
        self._paint_figure(painter, sum_box, row.sum, look.bold(20), ink)
        note = row.news or row.note
        words = f"{row.quantity} × {row.price}" + (f" · {note}" if note else "")
        place = QRect(rect.left(), below, min(end, figures.left()) - rect.left() - look.px(4), half)
        colour = look.colours.warn_ink if row.waits or row.news else look.colours.ink_soft
        paint.line(painter, place, words, look.font(Size.SMALL if not note else Size.HINT), colour)

    def _paint_figure(self, painter: QPainter, rect: QRect, text: str, font: QFont, ink: QColor) -> None:
        """A figure is made smaller, never cut."""
        fitted = paint.fitted(font, text, rect.width(), self._look.px(Size.HINT))
        paint.line(painter, rect, text, fitted, ink, paint.RIGHT)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, row: ReceiptRow, chosen: bool, place: int, view: QWidget | None
    ) -> None:
        c = self._look.colours
        ground = c.stripe if place % 2 else c.surface
        edge: QColor | None = None
        if not row.line_id:
            ground, edge = c.stop_soft, c.stop
        elif row.waits or row.news:
            ground, edge = c.warn_soft, c.warn
        if chosen:
            plain = row.line_id and not row.waits and not row.news
            ground, edge = (c.accent_soft, c.accent) if plain else (ground, c.accent)
        painter.fillRect(rect, ground)
        if self._look.training and view is not None:
            paint_watermark(painter, self._look, view.rect(), rect)
        if edge is not None:
            paint.edge(painter, rect, c, edge, self._look.px(5))

    def _paint_name(
        self, painter: QPainter, columns: Columns, row: ReceiptRow, ink: QColor, name: QFont, rect: QRect
    ) -> None:
        look = self._look
        if not row.line_id:
            rect = QRect(rect.left(), rect.top(), columns.sum.right() - rect.left(), rect.height())
        if row.action:
            box = columns.action(row)
            self._paint_action(painter, box, row.action)
            rect = QRect(rect.left(), rect.top(), box.left() - look.px(6) - rect.left(), rect.height())
        note = self._note(row, rect.width())
        if note:
            half = rect.height() // 2 + look.px(4)
            top = QRect(rect.left(), rect.top() + look.px(2), rect.width(), half - look.px(2))
            long = QFontMetrics(name).horizontalAdvance(row.name) > top.width()
            paint.line(painter, top, row.name, look.font(Size.SMALL) if long else name, ink)
            below = QRect(rect.left(), rect.top() + half - look.px(3), rect.width(), rect.height() - half)
            colour = look.colours.warn_ink if row.waits or row.news else look.colours.ink_soft
            paint.line(painter, below, note, look.font(Size.HINT), colour)
        elif QFontMetrics(name).horizontalAdvance(row.name) <= rect.width():
            paint.line(painter, rect, row.name, name, ink)
        else:
            small = look.font(Size.SMALL, largest=LARGEST_NAME)
            small.setStrikeOut(row.struck)
            rows = paint.wrap(row.name, small, rect.width(), 2, rect.height() - look.px(6))
            paint.lines(painter, rect, rows, small, ink)

    def _note(self, row: ReceiptRow, width: int) -> str:
        """News before notes; the longest that can be read whole."""
        metrics = QFontMetrics(self._look.font(Size.HINT, grows=False))
        both = f"{row.news} · {row.note}"
        wishes = (both, row.news, row.brief) if row.news and row.note else (row.news or row.note, row.brief or row.note)
        return next((words for words in wishes if metrics.horizontalAdvance(words) <= width), wishes[-1])

    def _paint_action(self, painter: QPainter, rect: QRect, word: str) -> None:
        """A box that says what a touch does, as high as its row; enlarged words are made smaller to stand within it."""
        c, px = self._look.colours, self._look.px
        paint.box(painter, rect.adjusted(0, px(1), 0, -px(1)), c.accent, None, px(5))
        inner, words, font = rect.adjusted(px(6), px(2), -px(6), -px(2)), word.split("\n"), self._look.bold(Size.SMALL)
        for one in words:
            font = paint.fitted(font, one, inner.width(), font.smallest)
        paint.lines(painter, inner, words, font, c.on_accent, paint.CENTRE)


def paint_watermark(painter: QPainter, look: Look, whole: QRect, part: QRect) -> None:
    """«НАВЧАННЯ — НЕ ЧЕК» across the names of the `whole` receipt, as much of it as a `part` shows.

    It lies under what is written there, and figures keep a clean ground: sums are read at a glance.
    """
    names = Columns(look, whole).name
    painter.save()
    painter.setClipRect(part.intersected(names))
    painter.translate(names.center())
    painter.rotate(-18)
    rows, wide = tr("НАВЧАННЯ — НЕ ЧЕК").split(" — "), names.width() * 9 // 10
    font = look.bold(Size.DUE, grows=False)
    metrics = QFontMetrics(font)
    widest, high = max(map(metrics.horizontalAdvance, rows)) + 2, metrics.lineSpacing() * len(rows)
    shrunk = min(1.0, wide / widest)
    painter.scale(shrunk, shrunk)
    place = QRect(-widest // 2, -high // 2, widest, high)
    paint.lines(painter, place, rows, font, look.colours.watermark, paint.CENTRE)
    painter.restore()


def _viewport(option: QStyleOptionViewItem) -> QWidget | None:
    """Where the row stands in."""
    view = option.widget
    return view.viewport() if isinstance(view, QListView) else None
