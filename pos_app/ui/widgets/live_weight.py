"""The weight on the scale as it is just now, whether it has settled, and what it comes to."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_app.domain.device import TROUBLES, Condition, DeviceKind
from pos_app.domain.product import Product
from pos_app.domain.quantity import cost, format_quantity
from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.labels import figure_font
from pos_app.ui.words import money


class LiveWeight(QWidget):
    """Green once it has settled; a scale that cannot weigh says why in the figure's place."""

    def __init__(self, look: Look, product: Product) -> None:
        super().__init__()
        self._look = look
        self._product = product
        self.figure = ""
        self.words = ""
        self.sum = ""
        self.settled = False
        self.wrong = False
        self.setFixedHeight(look.px(104))

    def show_state(self, state: TillState) -> None:
        """Take over a new state."""
        found = self._read(state)
        if found != (self.figure, self.words, self.sum, self.settled, self.wrong):
            self.figure, self.words, self.sum, self.settled, self.wrong = found
            self.setAccessibleName(" ".join(filter(None, (self.figure, self.words, self.sum))))
            self.update()

    def _read(self, state: TillState) -> tuple[str, str, str, bool, bool]:
        health, reading = state.devices.of(DeviceKind.SCALE), state.devices.weighing
        if health is not None and health.condition is Condition.BAD:
            words, advice = TROUBLES.get(health.trouble, ("", ""))
            return "", f"{tr(words)}. {tr(advice)}" if words else "", "", False, True
        if reading is not None and reading.trouble:
            words, advice = TROUBLES[reading.trouble]
            return "", f"{tr(words)}. {tr(advice)}", "", False, True
        if reading is None or reading.weight is None:
            return "", tr("Чекаємо на ваги…"), "", False, False
        figure = f"{format_quantity(reading.weight)} {tr('кг')}"
        if not reading.weight:
            return figure, tr("Покладіть товар на ваги"), "", False, False
        comes_to = money(cost(self._product.price, reading.weight)) if self._product.price else ""
        words = tr("Вага встановилася") if reading.stable else tr("Вага встановлюється…")
        return figure, words, comes_to, reading.stable, False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Ground, words, weight, sum."""
        painter = QPainter(self)
        c, px = self._look.colours, self._look.px
        ground, border, ink = self._colours()
        paint.box(painter, self.rect(), ground, border, px(6))
        inner = self.rect().adjusted(px(14), px(6), -px(14), -px(6))
        if not self.figure:
            font = self._look.bold(Size.TEXT)
            paint.lines(painter, inner, paint.wrap(self.words, font, inner.width(), 3), font, ink, paint.CENTRE)
            return
        words = QRect(inner.left(), inner.top(), inner.width(), px(24))
        paint.line(painter, words, self.words, self._look.font(Size.TEXT), ink if self.wrong else c.ink_soft)
        below = inner.adjusted(0, px(26), 0, 0)
        wide = below.width() * (60 if self.sum else 100) // 100
        left = QRect(below.left(), below.top(), wide, below.height())
        paint.line(painter, left, self.figure, figure_font(self._look, self.figure, 56, wide, left.height()), ink)
        right = below.adjusted(wide, 0, 0, 0)
        figure = figure_font(self._look, self.sum, Size.FIGURE, right.width(), right.height())
        paint.line(painter, right, self.sum, figure, c.ink if self.settled else ink, paint.RIGHT)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        c = self._look.colours
        if self.wrong:
            return c.stop_soft, c.stop, c.stop
        if self.settled:
            return c.pay_soft, c.pay, c.pay
        return c.sunken, c.line, c.ink_soft
