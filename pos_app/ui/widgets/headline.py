"""The place over the receipt: the last item in large letters, or the sticky strip when something is wrong."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from pos_app.domain.part import Part
from pos_app.domain.receipt import ReceiptState
from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.icons import icon
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import ESC, Depth, EscButton
from pos_app.ui.words import money, quantity, unit


class Level(StrEnum):
    """How grave a message is: amber for attention, red for stop; news are neither."""

    NEWS = "news"
    ATTENTION = "attention"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Notice:
    """A message on the strip. `button` is the one thing to do; `code` the error's stable word."""

    text: str
    code: str = ""
    level: Level = Level.STOP
    button: str = ""
    safe: bool = True
    more: str = ""
    """A second thing that may be done instead."""
    key: str = "Esc"
    """What presses the button; none where it leads to another page, which Esc never does: F1 held gives it a sign."""

    leads: bool = True
    """Does the button do anything here? Not while the pane that it would open, or another, is open."""


class LastItem(QWidget):
    """Name 22 pt, quantity × price = sum. Between sales: how the last sale ended, or an invitation to scan."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._title = ""
        self._under = ""
        self._sum = ""

    @property
    def title(self) -> str:
        """The large line."""
        return self._title

    def show_state(self, state: TillState, invitation: str = "") -> None:
        """Take over a new state; `invitation`: how a receipt is begun from here, while there is none."""
        words = _last_item(state, invitation)
        if words != (self._title, self._under, self._sum):
            self._title, self._under, self._sum = words
            self.setAccessibleName(" ".join(filter(None, words)))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Two lines."""
        painter = QPainter(self)
        c, px = self._look.colours, self._look.px
        paint.box(painter, self.rect(), c.surface, c.line, px(6))
        inner = self.rect().adjusted(px(14), px(5), -px(14), -px(5))
        title = QRect(inner.left(), inner.top(), inner.width(), px(36))
        font = paint.fitted(self._look.bold(Size.TITLE), self._title, inner.width(), px(Size.LARGE))
        paint.line(painter, title, self._title, font, c.ink)
        under = QRect(inner.left(), title.bottom(), inner.width(), inner.bottom() - title.bottom())
        bold = self._look.bold(Size.LARGE)
        paint.line(painter, under, self._sum, bold, c.ink, paint.RIGHT)
        taken = QFontMetrics(bold).horizontalAdvance(self._sum) + px(10) if self._sum else 0
        left = under.adjusted(0, 0, -taken, 0)
        soft = self._look.font(Size.LARGE if self._sum else Size.TEXT)
        paint.shrink(soft, left.height(), lambda: True)
        # quantity and price are figures: made smaller, never cut
        paint.line(painter, left, self._under, paint.fitted(soft, self._under, left.width(), px(Size.HINT)), c.ink_soft)


def _last_item(state: TillState, invitation: str) -> tuple[str, str, str]:
    line = next((line for line in state.cart.lines if line.id == state.last_line_id), None)
    if line is None and state.cart.lines:
        line = state.cart.lines[-1]
    if state.busy and line is None:
        return tr("Зачекайте…"), _busy(state.busy), ""
    if line is not None:
        totals = next((row for row in state.totals.lines if row.line_id == line.id), None)
        amount = f"{quantity(line.quantity, unit(line.product))} × {money(line.price)}"
        return line.product.name, amount, f"= {money(totals.net)}" if totals else ""
    if state.last_receipt is not None:
        part = state.last_receipt.receipt.part
        if part is not None and part.is_first and not part.cancels and part.left > 0:
            return _after(state), _order_kept(part), ""
        return _after(state), tr("Скануйте наступний товар — почнеться новий чек"), ""
    if state.shift is None:
        return tr("Зміну закрито"), tr("Відкрийте зміну, щоб продавати"), ""
    return tr("Новий чек"), invitation, ""


def _order_kept(part: Part) -> str:
    """The customer asks for it by this number."""
    return tr("Замовлення № {number}, лишилось {left}").format(number=part.number, left=money(part.left))


def _busy(word: str) -> str:
    return {
        "opening_shift": tr("Відкриваємо зміну"),
        "closing_shift": tr("Закриваємо зміну"),
        "signing_in": tr("Перевіряємо касира"),
        "paying": tr("Реєструємо чек"),
        "returning": tr("Реєструємо повернення"),
    }.get(word, "")


def _after(state: TillState) -> str:
    view = state.last_receipt
    if view is None:
        return ""
    if view.fiscal.state is ReceiptState.OFFLINE:
        return tr("Офлайн-чек зареєстровано")
    if view.fiscal.state is ReceiptState.FISCAL:
        return tr("Дякуємо! Чек зареєстровано")
    return tr("Чек збережено, надсилається")


class Strip(QWidget):
    """What happened, whether the money is safe, and one button."""

    acted = Signal()
    more = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.notice: Notice | None = None
        self.button = EscButton(look, depth=Depth.STRIP, role=Role.STRIP)
        self.button.clicked.connect(self.acted)
        self.more_button = TouchButton(look, "", role=Role.STRIP, key="Ctrl+N", size=Size.SMALL)
        self.more_button.clicked.connect(self.more)
        self.more_button.hide()
        layout = QHBoxLayout(self)
        px = look.px
        layout.setContentsMargins(px(10), px(8), px(10), px(8))
        layout.addStretch(1)
        layout.addWidget(self.more_button)
        layout.addWidget(self.button)
        self.button.setFixedWidth(px(132))
        self.more_button.setFixedWidth(px(112))

    def show_notice(self, notice: Notice) -> None:
        """Another message."""
        if notice != self.notice:
            self.notice = notice
            self.setAccessibleName(notice.text)
            self.button.setText(notice.button or tr("Зрозуміло"))
            self.button.take_esc(notice.key == ESC)
            self.button.setVisible(notice.leads)
            self.button.setFixedWidth(self._look.px(112 if notice.more else 132))
            self.more_button.setText(notice.more)
            self.more_button.setVisible(bool(notice.more))
            self.update()

    def text_fits(self) -> bool:
        """Can the whole message be read?"""
        rows, _ = self._rows()
        return self.notice is not None and paint.is_whole(rows, self.notice.text)

    def _text_rect(self) -> QRect:
        px = self._look.px
        notice = self.notice
        buttons = px(152) if notice is None or not notice.more else px(250)
        if notice is not None and not notice.leads:
            buttons = px(14)
        return QRect(px(62), px(4), self.width() - px(62) - buttons, self.height() - px(8))

    def _rows(self) -> tuple[list[str], QFont]:
        """The rows, and the font in which they fit: enlarged letters may have been made smaller for them."""
        text = self.notice.text if self.notice else ""
        room = self._text_rect()
        rows: list[str] = []
        font = self._look.bold(Size.SMALL)
        for size in (Size.LARGE, 20, Size.TEXT, 16, Size.SMALL):
            font = self._look.bold(size)
            rows = paint.wrap(text, font, room.width(), 3 if size <= Size.TEXT else 2, room.height())
            if paint.is_whole(rows, text) and QFontMetrics(font).height() * len(rows) <= room.height() + 2:
                return rows, font
        return rows, font

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Colour, sign and words: the state is never told by colour alone."""
        painter = QPainter(self)
        c, px = self._look.colours, self._look.px
        level = self.notice.level if self.notice is not None else Level.STOP
        ground, ink = {
            Level.NEWS: (c.accent, c.on_accent),
            Level.ATTENTION: (c.warn, c.on_warn),
            Level.STOP: (c.stop, c.on_stop),
        }[level]
        paint.box(painter, self.rect(), ground, None, px(6))
        if c.is_grey and level is Level.ATTENTION:
            paint.frame(painter, self.rect(), ink, px(3))
        side = px(34)
        pixmap = icon("check" if level is Level.NEWS else "alert", ink, side, self.devicePixelRatioF())
        painter.drawPixmap(px(14), (self.height() - side) // 2, pixmap)
        rows, font = self._rows()
        paint.lines(painter, self._text_rect(), rows, font, ink)


class Headline(QStackedWidget):
    """One place, one height: either of the two stands in it."""

    acted = Signal()
    more = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(look.px(72))
        self.last_item = LastItem(look)
        self.strip = Strip(look)
        self.strip.acted.connect(self.acted)
        self.strip.more.connect(self.more)
        self.addWidget(self.last_item)
        self.addWidget(self.strip)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)

    def stand_for(self, state: TillState, notice: Notice | None) -> None:
        """On a page of its own the strip is there only while there is something to say."""
        if notice is not None:
            self.show_state(state, notice)
        self.setVisible(notice is not None)

    def show_state(self, state: TillState, notice: Notice | None, invitation: str = "") -> None:
        """Take over a new state and what is wrong with it."""
        self.last_item.show_state(state, invitation)
        if notice is not None:
            self.strip.show_notice(notice)
        self.setCurrentWidget(self.last_item if notice is None else self.strip)
