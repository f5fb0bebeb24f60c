"""What is to be paid, 64 points high; after a sale the change, or what a card paid, until the next basket begins."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_app.domain.payment import PaymentType
from pos_app.domain.receipt import Receipt
from pos_app.till.state import ReceiptView, TillState
from pos_app.ui.card_words import paid_by_card
from pos_app.ui.i18n import tr
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.labels import figure_font
from pos_app.ui.words import money, pieces


class TotalsBlock(QWidget):
    """Painted as one: a row of small sums, a caption and the figure."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._small: tuple[str, ...] = ()
        self._caption = ""
        self._figure = ""
        self._done = False
        self.setFixedHeight(look.px(144))

    @property
    def figure(self) -> str:
        """The large sum."""
        return self._figure

    @property
    def caption(self) -> str:
        """What the large sum is."""
        return self._caption

    def show_state(self, state: TillState) -> None:
        """Take over a new state."""
        sold = state.last_receipt if state.cart.is_empty else None
        if sold is not None:
            receipt = sold.receipt
            caption, figure = (tr("РЕШТА"), receipt.change) if _by_cash(receipt) else (tr("СПЛАЧЕНО"), receipt.paid)
            self._show(_after_sale(sold), caption, money(figure), True)
        else:
            part = state.cart.part
            prepaid = part is not None and part.is_first and state.totals.elsewhere
            by_card = paid_by_card(state)
            caption = tr("ЛИШИЛОСЬ СПЛАТИТИ") if by_card else tr("ПЕРЕДПЛАТА") if prepaid else tr("ДО СПЛАТИ")
            self._show(_small_sums(state, by_card), caption, money(max(state.totals.total - by_card, 0)), False)

    def _show(self, small: tuple[str, ...], caption: str, figure: str, done: bool) -> None:
        if (small, caption, figure, done) != (self._small, self._caption, self._figure, self._done):
            self._small, self._caption, self._figure, self._done = small, caption, figure, done
            self.setAccessibleName(f"{caption} {figure}")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Ground, small sums, caption, figure."""
        painter = QPainter(self)
        c, px = self._look.colours, self._look.px
        paint.box(painter, self.rect(), c.pay if self._done else c.due, None, px(6))
        ink = c.on_pay if self._done else c.on_due
        soft = c.on_pay if self._done else c.on_due_soft
        inner = self.rect().adjusted(px(14), px(8), -px(14), -px(8))
        self._paint_small(painter, QRect(inner.left(), inner.top(), inner.width(), px(24)), soft)
        font = self._look.bold(Size.LARGE, grows=False)
        wide = QFontMetrics(font).horizontalAdvance(self._caption)
        below = QRect(inner.left(), inner.top() + px(28), inner.width(), inner.height() - px(28))
        size = Size.CHANGE if self._done else Size.DUE
        room = below.width() - wide - px(16)
        figure = figure_font(self._look, self._figure, size, room, below.height() - px(8))
        paint.line(painter, below.adjusted(wide + px(16), 0, 0, 0), self._figure, figure, ink, paint.RIGHT)
        base = below.center().y() + QFontMetrics(figure).capHeight() // 2
        caption = QRect(below.left(), base - QFontMetrics(font).ascent() - px(1), wide + px(4), px(30))
        paint.line(painter, caption, self._caption, font, ink)

    def _paint_small(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        if not self._small:
            return
        gap = "    "
        usual, smallest = self._look.font(Size.TEXT, grows=False), self._look.px(Size.HINT)
        font = paint.fitted(usual, gap.join(self._small), rect.width(), smallest)
        last = self._small[-1]
        wide = QFontMetrics(font).horizontalAdvance(last) + self._look.px(4)
        paint.line(painter, rect, last, font, colour, paint.RIGHT)
        rest = QRect(rect.left(), rect.top(), rect.width() - wide - self._look.px(12), rect.height())
        paint.line(painter, rest, gap.join(self._small[:-1]), font, colour)


def _small_sums(state: TillState, by_card: int) -> tuple[str, ...]:
    totals = state.totals
    sums = [tr("карткою {sum}").format(sum=money(by_card))] if by_card else []
    part = state.cart.part
    if part is not None and not part.is_first:
        sums.append(tr("Сплачено {sum}").format(sum=money(part.before)))
    elif totals.elsewhere:
        sums.append(tr("Лишиться {sum}").format(sum=money(totals.elsewhere)))
    if state.cart.customer_card:
        sums.append(tr("Картка {card}").format(card=f"…{state.cart.customer_card[-6:]}"))
    if totals.discount_sum:
        name = tr("Знижка") if totals.discount_sum < 0 else tr("Надбавка")
        sums.append(f"{name} {money(totals.discount_sum)}")
    vat = sum(tax.sum for tax in totals.taxes)
    if vat:
        sums.append(f"{tr('ПДВ')} {money(vat)}")
    excise = sum(tax.excise for tax in totals.taxes)
    if excise:
        sums.append(f"{tr('Акциз')} {money(excise)}")
    counted = sum(line.quantity for line in state.cart.lines if not line.product.sold_by_weight)
    lines = tr("{count} поз.").format(count=len(state.cart.lines))
    return (*sums, f"{lines} / {pieces(counted)} {tr('шт')}")


def _after_sale(view: ReceiptView) -> tuple[str, ...]:
    receipt = view.receipt
    number = view.fiscal.fiscal_code or tr("надсилається")
    if _by_cash(receipt):
        paid = tr("Отримано {paid}, чек на {due}").format(paid=money(receipt.paid), due=money(receipt.due))
    else:
        paid = ", ".join(dict.fromkeys(one.label or tr("Картка") for one in receipt.payments))
    return (paid, f"{tr('ФН')} {number}")


def _by_cash(receipt: Receipt) -> bool:
    """Was any of it paid in cash? Only then is there change to speak of."""
    return any(one.type is PaymentType.CASH for one in receipt.payments)

