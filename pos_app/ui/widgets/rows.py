"""Lists of parked receipts, receipts, goods to choose from and lines to give back: one model, one delegate."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos_app.ui.i18n import tr
from pos_app.ui.icons import icon
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.scrolling import scroll_by_finger

ROW: Final = Qt.ItemDataRole.UserRole
HIGH_ROW: Final = 78
"""How high a row of two lines grows with its letters."""
AnyIndex = QModelIndex | QPersistentModelIndex


class Tone(StrEnum):
    """How a row's figure and edge are coloured."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    STOP = "stop"


_TROUBLE: Final = frozenset({Tone.WARN, Tone.STOP})


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a title and a figure, something smaller under each, and an icon before them."""

    key: str
    title: str
    under: str = ""
    figure: str = ""
    figure_under: str = ""
    icon_name: str = ""
    tone: Tone = Tone.PLAIN
    last: str = ""
    """A third line across the row, where rows are high enough for it."""


class RowsModel(QAbstractListModel):
    """Rows by key; other rows with the same keys repaint only those that differ."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self.in_two_lines = False
        """Has any row something under its title or figure? Then those of all rows look alike."""

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row for the delegate, its title for everybody else."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        return row.title if role == Qt.ItemDataRole.DisplayRole else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Take over other rows."""
        new = tuple(rows)
        self.in_two_lines = any(row.under or row.figure_under for row in new)
        if [row.key for row in new] == [row.key for row in self.rows]:
            changed = [place for place, row in enumerate(new) if row != self.rows[place]]
            self.rows = new
            for place in changed:
                self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self.rows = new
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, height: int) -> None:
        super().__init__()
        self._look = look
        self.height = look.px(height)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802, ARG002 - Qt's
        return QSize(0, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: Row = index.data(ROW)
        rect: QRect = option.rect
        look, c, px = self._look, self._look.colours, self._look.px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, c.accent_soft if chosen else c.stripe if index.row() % 2 else c.surface)
        self._paint_edge(painter, rect, row.tone, chosen)
        inner = rect.adjusted(px(14), px(4), -px(14), -px(4))
        if c.is_grey and row.tone in _TROUBLE:
            inner.setLeft(inner.left() + px(6))  # beside the broad edge
        if row.icon_name:
            side = px(26)
            pixmap = icon(row.icon_name, c.accent if chosen else c.ink_soft, side)
            painter.drawPixmap(inner.left(), inner.center().y() - side // 2, pixmap)
            inner.setLeft(inner.left() + side + px(12))
        model = index.model()
        in_two_lines = isinstance(model, RowsModel) and model.in_two_lines
        if row.last:
            third = inner.height() * 3 // 10
            across = QRect(inner.left(), inner.bottom() + 1 - third, inner.width(), third)
            paint.line(painter, across, row.last, look.font(Size.SMALL), c.ink_soft)
            inner.setBottom(inner.bottom() - third)
        upper, lower = self._paint_figures(painter, inner, row, in_two_lines)
        self._paint_words(painter, inner, row, in_two_lines, upper, lower)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colours.line)

    def _paint_edge(self, painter: QPainter, rect: QRect, tone: Tone, chosen: bool) -> None:
        """Without colours trouble is told by the edge's form: dashed to warn, broad to stop; what is well has none."""
        c, px = self._look.colours, self._look.px
        tones = {Tone.WARN: c.warn, Tone.STOP: c.stop, Tone.GOOD: None if c.is_grey else c.pay}
        colour = tones.get(tone) or (c.accent if chosen else None)
        if colour is not None:
            paint.edge(painter, rect, c, colour, px(10 if c.is_grey and tone in _TROUBLE else 5))
        if chosen and c.is_grey and tone in _TROUBLE:
            paint.frame(painter, rect, c.ink, px(2))  # the edge says the trouble; which row is chosen, its frame

    def _paint_figures(self, painter: QPainter, inner: QRect, row: Row, in_two_lines: bool) -> tuple[int, int]:
        """→ How much of the upper and of the lower line they take. Enlarged, they leave words the room of usual size.

        What would stand under a figure stands in the upper line where there is none.
        """
        look, c = self._look, self._look.colours
        font, small = look.bold(Size.LARGE), look.font(Size.HINT)
        top, below = _halves(inner)
        alone, high = not row.figure, (top if in_two_lines else inner).height()
        paint.shrink(font, high, lambda: _wide(font, row.figure) <= self._spared(inner, row))
        paint.shrink(small, below.height(), lambda: _wide(small, row.figure_under) <= self._spared(inner, row))
        most, gap = inner.width() // 2, look.px(12)
        wide = min(_wide(font, row.figure) + look.px(2), most) if row.figure else 0
        wide_under = min(_wide(small, row.figure_under) + look.px(2), most) if row.figure_under else 0
        ink = {Tone.STOP: c.stop, Tone.GOOD: c.pay}.get(row.tone, c.ink)
        if row.figure:
            rect = top if row.figure_under else inner
            paint.line(painter, _at_right(rect, wide), row.figure, font, ink, paint.RIGHT)
        if row.figure_under:
            rect = below if not alone else top if row.under else inner
            paint.line(painter, _at_right(rect, wide_under), row.figure_under, small, c.ink_soft, paint.RIGHT)
        if alone:
            return wide_under + gap, 0
        return wide + gap, (wide_under or wide) + gap

    def _spared(self, inner: QRect, row: Row) -> int:
        """What words that nobody has enlarged leave to the figures."""
        title, under = self._look.bold(Size.TEXT, grows=False), self._look.font(Size.SMALL, grows=False)
        words = max(_wide(title, row.title), _wide(under, row.under))
        return max(inner.width() - words - self._look.px(14), inner.width() // 3)

    def _paint_words(
        self, painter: QPainter, inner: QRect, row: Row, in_two_lines: bool, upper: int, lower: int
    ) -> None:
        look, c = self._look, self._look.colours
        top, below = _halves(inner)
        if row.under:
            paint.line(painter, top.adjusted(0, 0, -upper, 0), row.title, look.bold(Size.TEXT), c.ink)
            colour = c.stop if row.tone is Tone.STOP else c.warn_ink if row.tone is Tone.WARN else c.ink_soft
            paint.line(painter, below.adjusted(0, 0, -lower, 0), row.under, look.font(Size.SMALL), colour)
            return
        inner = inner.adjusted(0, 0, -max(upper, lower), 0)
        font = look.bold(Size.TEXT) if in_two_lines else look.font(Size.TEXT)
        if in_two_lines:
            paint.shrink(font, top.height(), lambda: True)
        rows = paint.wrap(row.title, font, inner.width(), 2, inner.height())
        paint.lines(painter, inner, rows, font, c.ink)


def _halves(rect: QRect) -> tuple[QRect, QRect]:
    upper = rect.height() * 55 // 100
    return QRect(rect.left(), rect.top(), rect.width(), upper), QRect(
        rect.left(), rect.top() + upper, rect.width(), rect.height() - upper
    )


def _wide(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _at_right(rect: QRect, wide: int) -> QRect:
    return QRect(rect.right() - wide, rect.top(), wide, rect.height())


class RowList(QListView):
    """A list for finger and keyboard: a touch or Enter takes the row."""

    taken = QtSignal(str)
    moved = QtSignal()

    def __init__(
        self, look: Look, *, height: int = 60, empty: str = "", still: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Список"))
        self._look = look
        self.empty = empty
        self._usual = look.px(height)
        self._model = RowsModel()
        self._delegate = _Delegate(look, height)
        # enlarged words above a list leave room to see that it goes on
        self.setMinimumHeight(look.px(height * 2))
        self.setUniformItemSizes(True)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        none, single = QAbstractItemView.SelectionMode.NoSelection, QAbstractItemView.SelectionMode.SingleSelection
        self.setSelectionMode(none if still else single)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not still:
            self.clicked.connect(lambda index: self._touched(index.row()))
        scroll_by_finger(self, look)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Take over other rows; the chosen key stays chosen while it is there, else the first is.

        Where no row is left, nothing is chosen any more: what stands beside the list hears of that too.
        """
        key = self.chosen_key()
        self._model.show_rows(rows)
        self._make_rows_high()
        if key is not None and not self._model.rows:
            self.moved.emit()
        place = next((place for place, row in enumerate(self._model.rows) if row.key == key), 0)
        if self._model.rows and self.selectionMode() is QAbstractItemView.SelectionMode.SingleSelection:
            self.choose(place)
        self.viewport().update()

    def _make_rows_high(self) -> None:
        """Enlarged letters in two lines have a higher row, while all rows are still seen together."""
        wished = max(self._usual, min(self._look.px(HIGH_ROW), self._usual * self._look.text // 100))
        grows = self._model.in_two_lines and wished * len(self._model.rows) <= self.viewport().height()
        height = wished if grows else self._usual
        if height != self._delegate.height:
            self._delegate.height = height
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another place may have room for higher rows; in a smaller one the chosen row stays in sight."""
        self._make_rows_high()
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def set_empty(self, words: str) -> None:
        """What stands where there are no rows."""
        self.empty = words
        self.viewport().update()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._model.rows

    def choose(self, place: int) -> None:
        """Choose the row at a place, or the nearest there is."""
        if not self._model.rows:
            return
        index = self._model.index(max(0, min(place, len(self._model.rows) - 1)))
        before = self.currentIndex().row()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        if before != index.row():
            self.moved.emit()

    def choose_none(self) -> None:
        """Until a person chooses: the first step, down or up, is to the first row."""
        self.selectionModel().clear()
        self.moved.emit()

    def step(self, by: int) -> None:
        """Choose the row so many places on."""
        self.choose(self.currentIndex().row() + by)

    def chosen_key(self) -> str | None:
        """The chosen row's key."""
        place = self.currentIndex().row()
        return self._model.rows[place].key if 0 <= place < len(self._model.rows) else None

    def chosen_title(self) -> str:
        """The chosen row's title."""
        place = self.currentIndex().row()
        return self._model.rows[place].title if 0 <= place < len(self._model.rows) else ""

    def take(self) -> bool:
        """Take the chosen row; False where there is none."""
        key = self.chosen_key()
        if key is not None:
            self.taken.emit(key)
        return key is not None

    def _touched(self, place: int) -> None:
        self.moved.emit()
        self.taken.emit(self._model.rows[place].key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The rows, or a sentence where there are none."""
        super().paintEvent(event)
        if not self._model.rows and self.empty:
            painter = QPainter(self.viewport())
            font = self._look.font(Size.TEXT)
            rows = paint.wrap(self.empty, font, self.viewport().width() - self._look.px(40), 3)
            paint.lines(painter, self.viewport().rect(), rows, font, self._look.colours.ink_soft, paint.CENTRE)
