"""What the customer sees: lines and total, what to pay with a QR where there is one, the change, thanks.

Big and calm, in colours of its own that no theme of the cashier's changes. It holds nothing: all of it is TillState.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_app.domain.card import AttemptKind
from pos_app.domain.quantity import ONE
from pos_app.domain.receipt import ReceiptKind
from pos_app.domain.transfer_qr import transfer_qr
from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.theme import figure_like, font_family, rung, set_pixels
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.qr import qr_image
from pos_app.ui.words import money, quantity, unit

PAGE: Final = QColor("#F7F5F0")
SURFACE: Final = QColor("#FFFFFF")
LINE: Final = QColor("#E3DED3")
INK: Final = QColor("#1F2A30")
SOFT: Final = QColor("#5A666D")
CALM: Final = QColor("#1D5B57")
ON_CALM: Final = QColor("#FFFFFF")
ON_CALM_SOFT: Final = QColor("#CFE3DF")
MOST_LINES: Final = 8
PURPOSE: Final = "Оплата товару"
"""What the bank is told, in the language of the state."""


class Moment(StrEnum):
    """What the customer is shown."""

    CLOSED = "closed"
    GREETING = "greeting"
    BASKET = "basket"
    PAYING = "paying"
    CARD = "card"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A row: what, how much of it, what it comes to."""

    name: str
    amount: str
    sum: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is drawn; `qr` is the text of a code, "" for none, `qr_words` stand under it."""

    moment: Moment
    title: str = ""
    caption: str = ""
    figure: str = ""
    lines: tuple[ShownLine, ...] = ()
    more: int = 0
    under: str = ""
    qr: str = ""
    qr_words: str = ""


def shown(state: TillState) -> Shown:
    """What the customer sees of a state."""
    setting = state.devices.settings.customer
    if state.cashier is None or state.shift is None:
        return Shown(Moment.CLOSED, tr("Каса зачинена"), under=tr("Перепрошуємо. Зверніться до іншої каси."))
    beside = state.card.beside(state.cart)
    if beside is not None:
        # not what the basket comes to: that is not what the card is asked for
        where = tr("З картки") if beside.kind is AttemptKind.PURCHASE else tr("На картку")
        return Shown(Moment.CARD, tr("Прикладіть картку до термінала"), where, money(beside.amount))
    if not state.cart.is_empty:
        return _basket(state)
    sold = state.last_receipt
    if sold is not None and sold.receipt.kind is ReceiptKind.SELL:
        change = sold.receipt.change
        qr = sold.fiscal.tax_url or ""
        return Shown(
            Moment.THANKS,
            tr("Дякуємо за покупку!"),
            tr("Ваша решта") if change else tr("Сплачено"),
            money(change or sold.receipt.paid),
            under=tr("До сплати було {due}").format(due=money(sold.receipt.due)) if change else "",
            qr=qr,
            qr_words=tr("Ваш чек") if qr else "",
        )
    return Shown(Moment.GREETING, setting.greeting, under=state.register.title)


def _basket(state: TillState) -> Shown:
    paying = state.busy == "paying" or bool(state.card.step)
    setting, total = state.devices.settings.customer, state.totals.total
    # before the sale has its UUID nothing can be named in the purpose of a payment
    qr = transfer_qr(setting.payee, setting.iban, setting.tax_number, total, PURPOSE)
    lines = tuple(
        ShownLine(
            line.product.name,
            f"{quantity(line.quantity, unit(line.product))} × {money(line.price)}" if line.quantity != ONE else "",
            money(net.net),
        )
        for line, net in zip(state.cart.lines, state.totals.lines, strict=True)
    )
    discount = state.totals.discount_sum
    return Shown(
        Moment.PAYING if paying else Moment.BASKET,
        tr("Прикладіть картку до термінала") if state.card.step else "",
        tr("До сплати"),
        money(total),
        lines[-MOST_LINES:],
        max(0, len(lines) - MOST_LINES),
        tr("Ваша знижка {sum}").format(sum=money(-discount)) if discount < 0 else "",
        qr=qr,
        qr_words=tr("Оплата переказом") if qr else "",
    )


class CustomerView(QWidget):
    """Painted as one, at any size: a window on the second screen, or a preview in the settings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = font_family()
        self._shown = Shown(Moment.CLOSED)

    @property
    def shown(self) -> Shown:
        """What is drawn."""
        return self._shown

    def show_state(self, state: TillState) -> None:
        """Take over a new state; what is the same is not painted again."""
        new = shown(state)
        if new != self._shown:
            self._shown = new
            self.setAccessibleName(" ".join(filter(None, (new.title, new.caption, new.figure))))
            self.update()

    # painting

    def _font(self, share: float, *, bold: bool = False) -> QFont:
        """A font whose height is a share of the window's."""
        font = QFont(self._family)
        figure_like(font, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        set_pixels(font, rung(max(9, round(min(self.height(), self.width() * 0.75) * share))))
        return font

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """By what the moment is."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), PAGE)
        if self._shown.moment in {Moment.BASKET, Moment.PAYING}:
            self._paint_basket(painter)
        else:
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        """One sentence in the middle, a figure under it, a code beside it."""
        view, margin = self._shown, self.width() // 16
        room = self.rect().adjusted(margin, margin, -margin, -margin)
        if view.qr:
            side = min(room.height() * 60 // 100, room.width() * 36 // 100)
            self._paint_qr(painter, QRect(room.right() - side, room.center().y() - side // 2, side, side))
            room.setRight(room.right() - side - margin)
        parts: list[tuple[str, QFont, QColor]] = [(view.title, self._font(0.09, bold=True), CALM)]
        if view.caption:
            parts.append((view.caption, self._font(0.05), SOFT))
        if view.figure:
            font = paint.fitted(self._font(0.2, bold=True), view.figure, room.width(), 12)
            parts.append((view.figure, font, INK))
        if view.under:
            parts.append((view.under, self._font(0.045), SOFT))
        self._paint_column(painter, room, parts)

    def _paint_column(self, painter: QPainter, room: QRect, parts: list[tuple[str, QFont, QColor]]) -> None:
        rows = [(row, font, colour) for text, font, colour in parts for row in paint.wrap(text, font, room.width(), 2)]
        high = sum(QFontMetrics(font).lineSpacing() for _, font, _ in rows)
        top = room.top() + max(0, (room.height() - high) // 2)
        for text, font, colour in rows:
            step = QFontMetrics(font).lineSpacing()
            paint.line(painter, QRect(room.left(), top, room.width(), step), text, font, colour, paint.CENTRE)
            top += step

    def _paint_basket(self, painter: QPainter) -> None:
        margin = self.width() // 32
        room = self.rect().adjusted(margin, margin, -margin, -margin)
        total = QRect(room.left(), room.bottom() - room.height() * 30 // 100, room.width(), room.height() * 30 // 100)
        self._paint_lines(painter, QRect(room.left(), room.top(), room.width(), total.top() - room.top() - margin // 2))
        self._paint_total(painter, total)

    def _paint_lines(self, painter: QPainter, room: QRect) -> None:
        view = self._shown
        high = room.height() // (MOST_LINES + (1 if view.more or view.title else 0) + 1)
        top = room.top()
        name, small, figure = self._font(0.042), self._font(0.03), self._font(0.042, bold=True)
        head = view.title or (tr("… і ще {count} вище").format(count=view.more) if view.more else tr("Ваша покупка"))
        head_font = self._font(0.045 if view.title else 0.034, bold=bool(view.title))
        paint.line(painter, QRect(room.left(), top, room.width(), high), head, head_font, CALM if view.title else SOFT)
        top += high
        wide = QFontMetrics(figure).horizontalAdvance("00 000,00")
        for line in view.lines:
            row = QRect(room.left(), top, room.width(), high)
            paint.line(painter, row, line.sum, figure, INK, paint.RIGHT)
            words = row.adjusted(0, 0, -wide - high, 0)
            if line.amount:
                amount = QFontMetrics(small).horizontalAdvance(line.amount) + high // 3
                paint.line(painter, words, line.amount, small, SOFT, paint.RIGHT)
                words.setRight(words.right() - amount)
            paint.line(painter, words, line.name, name, INK)
            painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), LINE)
            top += high

    def _paint_total(self, painter: QPainter, rect: QRect) -> None:
        view = self._shown
        paint.box(painter, rect, CALM, None, rect.height() / 14)
        inner = rect.adjusted(rect.height() // 7, 0, -rect.height() // 7, 0)
        if view.qr:
            side = rect.height() * 74 // 100
            place = QRect(inner.left(), rect.center().y() - side // 2, side, side)
            self._paint_qr(painter, place, words=False)
            inner.setLeft(inner.left() + side + rect.height() // 7)
        caption = self._font(0.05)
        left = QRect(inner.left(), inner.top(), inner.width() * 40 // 100, inner.height())
        words = [view.caption, *([view.under] if view.under else []), *([view.qr_words] if view.qr else [])]
        step = inner.height() // max(3, len(words) + 1)
        top = inner.center().y() - step * len(words) // 2
        for number, text in enumerate(words):
            font = caption if number == 0 else self._font(0.034)
            row = QRect(left.left(), top + number * step, left.width(), step)
            paint.line(painter, row, text, font, ON_CALM if number == 0 else ON_CALM_SOFT)
        right = inner.adjusted(left.width(), 0, 0, 0)
        figure = paint.fitted(self._font(0.17, bold=True), view.figure, right.width(), 12)
        paint.line(painter, right, view.figure, figure, ON_CALM, paint.RIGHT)

    def _paint_qr(self, painter: QPainter, rect: QRect, *, words: bool = True) -> None:
        view = self._shown
        paint.box(painter, rect.adjusted(-6, -6, 6, 6), SURFACE, LINE, 6)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.drawImage(rect, qr_image(view.qr))
        if words and view.qr_words:
            font = self._font(0.036)
            below = QRect(rect.left(), rect.bottom() + 10, rect.width(), QFontMetrics(font).lineSpacing())
            paint.line(painter, below, view.qr_words, font, SOFT, paint.CENTRE)
