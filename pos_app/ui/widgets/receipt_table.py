"""The receipt on the till: a list painted by one delegate, the newest row at the bottom."""

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.models.receipt_model import ROW, ReceiptModel, ReceiptRow
from pos_app.ui.theme import TARGET, Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.receipt_row import Columns, RowDelegate, paint_watermark
from pos_app.ui.widgets.scrolling import BAR, scroll_by_finger


class ReceiptHeader(QWidget):
    """The names of the columns."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(tr("Стовпці чека"))
        self.setFixedHeight(look.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """A word over each column."""
        painter = QPainter(self)
        look = self._look
        painter.fillRect(self.rect(), look.colours.sunken)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), look.colours.line)
        columns = Columns(look, self.rect().adjusted(0, 0, -BAR, 0))
        font, colour = look.font(Size.HINT), look.colours.ink_soft
        paint.line(painter, columns.number, "№", font, colour, paint.RIGHT)
        paint.line(painter, columns.name, tr("Назва"), font, colour)
        if not columns.stacked:
            paint.line(painter, columns.quantity, tr("К-сть"), font, colour, paint.RIGHT)
            paint.line(painter, columns.price, tr("Ціна"), font, colour, paint.RIGHT)
        paint.line(painter, columns.sum, tr("Сума"), font, colour, paint.RIGHT)


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
