"""The receipt on the till: a list painted by one delegate, the newest row at the bottom."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.models.receipt_model import ROW, ReceiptModel, ReceiptRow
from pos_app.ui.theme import TARGET, Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.scrolling import BAR, scroll_by_finger


class Columns:
    """Where the columns stand in a row of some width."""

    def __init__(self, look: Look, rect: QRect) -> None:
        px = look.px
        widths = (84, 92, 112) if look.compact else (104, 108, 128)
        right = rect.right() - px(12)
        edges = []
        for width in reversed(widths):
            edges.append(QRect(right - px(width) + px(6), rect.top(), px(width) - px(6), rect.height()))
            right -= px(width)
        self.sum, self.price, self.quantity = edges
        self.number = QRect(rect.left() + px(6), rect.top(), px(28), rect.height())
        left = self.number.right() + px(10)
        self.name = QRect(left, rect.top(), right - left, rect.height())
        self._look = look

    def action(self, row: ReceiptRow) -> QRect:
        """The box of a row that can be touched: at the end of the name, or of the whole row where it has no figures."""
        metrics = QFontMetrics(self._look.bold(Size.SMALL, grows=False))
        wide = max(metrics.horizontalAdvance(word) for word in row.action.split("\n")) + self._look.px(16)
        wide = max(wide, self._look.px(TARGET + 8))
        right = self.name.right() if row.line_id else self.sum.right()
        return QRect(right - wide, self.name.top(), wide, self.name.height())


class ReceiptHeader(QWidget):
    """The names of the columns."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(tr("Стовпці чека"))
        self.setFixedHeight(look.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Five words."""
        painter = QPainter(self)
        look = self._look
        painter.fillRect(self.rect(), look.colours.sunken)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), look.colours.line)
        columns = Columns(look, self.rect().adjusted(0, 0, -BAR, 0))
        font, colour = look.font(Size.HINT), look.colours.ink_soft
        paint.line(painter, columns.number, "№", font, colour, paint.RIGHT)
        paint.line(painter, columns.name, tr("Назва"), font, colour)
        paint.line(painter, columns.quantity, tr("К-сть"), font, colour, paint.RIGHT)
        paint.line(painter, columns.price, tr("Ціна"), font, colour, paint.RIGHT)
        paint.line(painter, columns.sum, tr("Сума"), font, colour, paint.RIGHT)


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
        paint.line(painter, columns.number, row.number, self._look.font(Size.SMALL), c.ink_soft, paint.RIGHT)
        plain, bold = self._look.font(Size.TEXT), self._look.bold(20)
        if row.struck:
            ink = c.ink_soft
            plain.setStrikeOut(True)
        self._paint_figure(painter, columns.quantity, row.quantity, plain, ink)
        self._paint_figure(painter, columns.price, row.price, plain, c.ink_soft)
        self._paint_figure(painter, columns.sum, row.sum, bold, ink)
        self._paint_name(painter, columns, row, ink, plain)

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
            painter.fillRect(QRect(rect.left(), rect.top(), self._look.px(5), rect.height()), edge)

    def _paint_name(self, painter: QPainter, columns: Columns, row: ReceiptRow, ink: QColor, name: QFont) -> None:
        look = self._look
        rect = columns.name
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
            small = look.font(Size.SMALL)
            small.setStrikeOut(row.struck)
            paint.lines(painter, rect, paint.wrap(row.name, small, rect.width(), 2), small, ink)

    def _note(self, row: ReceiptRow, width: int) -> str:
        """News before notes; the longest that can be read whole."""
        metrics = QFontMetrics(self._look.font(Size.HINT, grows=False))
        both = f"{row.news} · {row.note}"
        wishes = (both, row.news, row.brief) if row.news and row.note else (row.news or row.note, row.brief or row.note)
        return next((words for words in wishes if metrics.horizontalAdvance(words) <= width), wishes[-1])

    def _paint_action(self, painter: QPainter, rect: QRect, word: str) -> None:
        """A box that says what a touch does; the whole height of the row answers."""
        c, px = self._look.colours, self._look.px
        paint.box(painter, rect.adjusted(0, px(4), 0, -px(4)), c.accent, None, px(5))
        paint.lines(painter, rect, word.split("\n"), self._look.bold(Size.SMALL), c.on_accent, paint.CENTRE)


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


class _WholeRows(QListView):
    """A list whose viewport is always a whole number of rows high: no row is ever cut in half."""

    acted = Signal(str)
    """The box of a row was touched: the row's line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row = look.px(TARGET)
        self._pressed: QPoint | None = None

    def action_rect(self, place: int) -> QRect:
        """Where the box of a row is; empty where the row has none."""
        index = self.model().index(place, 0)
        row: ReceiptRow | None = index.data(ROW)
        return Columns(self._look, self.visualRect(index)).action(row) if row is not None and row.action else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """In training the empty part of the receipt says that it is none, as its rows do."""
        if self._look.training:
            painter = QPainter(self.viewport())
            paint_watermark(painter, self._look, self.viewport().rect(), event.rect())
            painter.end()
        super().paintEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """The words of training stand still while the rows move."""
        super().scrollContentsBy(dx, dy)
        if self._look.training:
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The finger is down."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The finger is up on the box where it went down: that is a touch of the box."""
        pressed, self._pressed = self._pressed, None
        super().mouseReleaseEvent(event)
        place = self.indexAt(event.position().toPoint()).row()
        box = self.action_rect(place) if place >= 0 else QRect()
        if pressed is not None and box.contains(pressed) and box.contains(event.position().toPoint()):
            self.acted.emit(self.model().index(place, 0).data(ROW).line_id)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What is left over under the last row stays empty."""
        self.setViewportMargins(0, 0, 0, self.height() % self._row)
        super().resizeEvent(event)


class ReceiptTable(QWidget):
    """Header and rows. The chosen line follows the newest change until the cashier chooses another."""

    acted = Signal(str)
    """The box of a row was touched: its line, "" for the unknown code's row."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.model = ReceiptModel()
        self.view = _WholeRows(look)
        self.view.setAccessibleName(tr("Чек"))
        self.view.acted.connect(self.acted)
        self.view.setUniformItemSizes(True)
        self.view.setModel(self.model)
        self._delegate = RowDelegate(look)
        self.view.setItemDelegate(self._delegate)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # always there, so that the columns never move when a receipt grows longer than the screen
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll_by_finger(self.view, look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(ReceiptHeader(look))
        layout.addWidget(self.view, 1)
        self._last: tuple[str | None, int] = (None, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The sheet that the rows stand on."""
        paint.box(QPainter(self), self.rect(), self._look.colours.surface, self._look.colours.line)

    def show_state(self, state: TillState) -> None:
        """Take over the basket and bring what changed into sight."""
        chosen = self.chosen_line()
        rows_before = self.model.rowCount()
        self.model.show_state(state)
        rows = self.model.rowCount()
        last = (state.last_line_id, rows)
        if state.unknown_code:
            self.view.scrollToBottom()
        elif last != self._last or self.model.place_of(chosen) is None:
            self._choose(self.model.place_of(state.last_line_id), rows)
        if rows > rows_before:
            self.view.scrollToBottom()
        self._last = last

    def _choose(self, place: int | None, rows: int) -> None:
        if rows:
            last = self.model.last_line()
            self.choose((rows - 1 if last is None else last) if place is None else place)

    def choose(self, place: int) -> None:
        """Make the row at a place the chosen one."""
        index = self.model.index(max(0, min(place, self.model.rowCount() - 1)))
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(index, flag)
        self.view.scrollTo(index)

    def move(self, step: int) -> None:  # type: ignore[override]  # rows are moved through, the widget never is
        """Choose the row so many places on."""
        if self.model.rowCount():
            self.choose(self.view.currentIndex().row() + step)

    def chosen_line(self) -> str | None:
        """The id of the line that keys like F3 and Delete are about."""
        row = self.model.row(self.view.currentIndex().row())
        return (row.line_id or None) if row is not None and not row.struck else None
