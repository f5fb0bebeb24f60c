"""One good at a glance: picture, price and what else the till knows of it; as a price check it waits for scans."""

from collections.abc import Awaitable, Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.product import Product
from pos_app.till.state import ShelfCard
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.report_words import margin_of
from pos_app.ui.screens.pane import NUMPAD_HEIGHT, Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.widgets.numpad import Numpad
from pos_app.ui.words import day_and_time, money, stock_words, unit

LongCheck = Callable[[str], Awaitable[None]]
PICTURE: Final = 150
_FAVOURITE, _PIN = "*", "+"


class PictureBox(QWidget):
    """A picture as large as its box, or the name's first letter."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image: QImage | None = None
        self._letter = ""
        self.setFixedSize(look.px(PICTURE), look.px(PICTURE))

    def show_picture(self, image: QImage | None, name: str) -> None:
        """Another good."""
        self._image, self._letter = image, name[:1].upper()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The picture, whole and in its own proportions."""
        painter = QPainter(self)
        c = self._look.colours
        paint.box(painter, self.rect(), c.surface, c.line, self._look.px(6))
        if self._image is None:
            paint.line(painter, self.rect(), self._letter, self._look.bold(Size.DUE), c.ink_faint, paint.CENTRE)
            return
        inner = self.rect().adjusted(4, 4, -4, -4)
        ratio = self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        shown = paint.in_theme(self._image, c).scaled(inner.size() * ratio, keep, smooth)
        shown.setDevicePixelRatio(ratio)
        size = shown.deviceIndependentSize().toSize()
        painter.drawImage(inner.center().x() - size.width() // 2, inner.center().y() - size.height() // 2, shown)


class CardPane(Pane):
    """Enter puts the good into the basket; `*` and `+` say whether it is a favourite and has a quick key."""

    modest = True
    favoured = Signal(str, bool)
    pinned = Signal(str, bool)
    chosen = Signal(object)

    def __init__(self, look: Look, *, check: LongCheck | None = None) -> None:
        super().__init__(look, tr("Перевірка ціни") if check else tr("Картка товару"))
        self._check = check
        self.takes_scans = check is not None
        self.card: ShelfCard | None = None
        soft = look.colours.ink_soft
        self.field = Field(look, figures=False, size=Size.LARGE, icon_name="barcode", height=56)
        self.field.set_placeholder(tr("Скануйте товар або введіть код"))
        self.field.setVisible(check is not None)
        self.column.addWidget(self.field)
        self.picture = PictureBox(look)
        # the field of a price check takes a row of the name's
        self.name = Line(look, size=Size.LARGE, bold=True, most=3 if check is None else 2, elides=True, from_top=True)
        self.price = Figure(look, size=Size.CHANGE, align=paint.RIGHT)
        self.price.setFixedHeight(look.px(70))
        self.per = Line(look, colour=soft, align=paint.RIGHT, size=Size.LARGE)
        head, words = QHBoxLayout(), QVBoxLayout()
        head.setSpacing(look.px(10))
        for widget in (self.name, self.price, self.per):
            words.addWidget(widget)
        words.addStretch(1)
        head.addWidget(self.picture)
        head.addLayout(words, 1)
        self.column.addLayout(head)
        self.facts = [Line(look, elides=True) for _ in range(7)]
        facts = QVBoxLayout()
        facts.setSpacing(look.px(2))
        for fact in self.facts:
            facts.addWidget(fact)
        self.column.addLayout(facts)
        self.column.addStretch(1)
        self._add_numpad(look)
        self._add_buttons(look)
        self._show_nothing("")

    def _add_numpad(self, look: Look) -> None:
        """For a code that no scanner reads: there while no good is shown, and again by a touch of the field."""
        self.numpad = Numpad(look, without=("*", ","))
        self.numpad.setFixedHeight(look.px(NUMPAD_HEIGHT))
        self.numpad.pressed.connect(self.touch_key)
        self.field.touched.connect(lambda: self._show_nothing(""))
        self.column.addWidget(self.numpad)

    def _add_buttons(self, look: Look) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.favour_button = TouchButton(look, "", key=_FAVOURITE, icon_name="star")
        self.pin_button = TouchButton(look, "", key=_PIN)
        for button, action in ((self.favour_button, self.favour), (self.pin_button, self.pin)):
            button.setFixedHeight(look.px(60))
            button.clicked.connect(action)
            row.addWidget(button, 1)
        self.column.addLayout(row)
        self.add_button = TouchButton(look, tr("Додати в чек"), role=Role.ACCENT, key="Enter", size=Size.LARGE)
        self.add_button.setFixedHeight(look.px(72))
        self.add_button.clicked.connect(self.choose)
        self.column.addWidget(self.add_button)

    # what is shown

    def show_card(self, card: ShelfCard, image: QImage | None) -> None:
        """A good."""
        self.card = card
        product = card.product
        self.picture.show_picture(image, product.name)
        self.name.set_text(product.name, self.look.colours.ink)
        self.price.set_text(tr("ціна?") if _unpriced(product) else money(product.price))
        self.per.set_text("" if _unpriced(product) else tr("за {unit}").format(unit=unit(product)))
        for line, words in zip(self.facts, _facts(card), strict=True):
            line.set_text(words)
            line.setVisible(bool(words))
        self.favour_button.setText(tr("Прибрати з обраного") if card.favourite else tr("В обране"))
        self.pin_button.setText(tr("Відкріпити") if card.pinned else tr("На швидку клавішу"))
        self._show_buttons(shown=True)

    def say(self, words: str) -> None:
        """No good to show, and why."""
        self._show_nothing(words)

    def _show_nothing(self, words: str) -> None:
        self.card = None
        self.picture.show_picture(None, "?" if words else "")
        self.name.set_text(words, self.look.colours.stop if words else self.look.colours.ink)
        self.price.set_text("")
        self.per.set_text("")
        for line in self.facts:
            line.set_text("")
            line.hide()
        self._show_buttons(shown=False)

    def _show_buttons(self, *, shown: bool) -> None:
        for widget in (self.picture, self.favour_button, self.pin_button, self.add_button):
            widget.setVisible(shown)
        self.numpad.setVisible(self._check is not None and not shown)

    # what is done

    def choose(self) -> None:
        """Into the basket."""
        if self.card is not None:
            product = self.card.product
            self.go_back()
            self.chosen.emit(product)

    def favour(self) -> None:
        """Among the favourites, or out of them."""
        if self.card is not None:
            self.favoured.emit(self.card.product.id, not self.card.favourite)

    def pin(self) -> None:
        """A quick key of its own, or none."""
        if self.card is not None:
            self.pinned.emit(self.card.product.id, not self.card.pinned)

    async def scanned(self, code: str) -> bool:
        """A price check shows what was scanned and sells nothing."""
        if self._check is None:
            return False
        await self._check(code)
        return True

    def do(self, action: Action) -> bool:
        """Enter looks a typed code up, else it puts the good in."""
        if action is Action.ENTER and not self.field.text():
            self.choose()
        elif action is Action.ENTER and self._check is not None:
            code = self.field.text().strip()
            self.field.clear()
            self.typed.emit(code)
        elif action is Action.BACKSPACE and self._check is not None:
            self.field.backspace()
        else:
            return super().do(action)
        return True

    typed = Signal(str)
    """A code was typed into the price check."""

    def type_text(self, text: str) -> bool:
        """The two signs are the buttons'; the rest is a code."""
        if text == _FAVOURITE:
            self.favour()
        elif text == _PIN:
            self.pin()
        elif self._check is not None:
            self.field.insert(text)
        else:
            return False
        return True

    def clear_typed(self) -> None:
        """The C key."""
        self.field.clear()


def _unpriced(product: Product) -> bool:
    return product.free_price or product.price == 0


def _bought(card: ShelfCard) -> str:
    """What one was bought for and what it leaves; "" for whoever may not see it."""
    if card.cost is None:
        return ""
    margin = margin_of(card.product.price, card.cost)
    return f"{money(card.cost)}{tr(', маржа {sum}').format(sum=margin) if margin else ''}"


def _facts(card: ShelfCard) -> tuple[str, ...]:
    product = card.product
    since = day_and_time(card.priced_at) if card.priced_at is not None else ""
    known = (
        (tr("Залишок"), stock_words(product)),
        (tr("Штрихкод"), ", ".join(card.barcodes)),
        (tr("Артикул"), product.code),
        (tr("Категорія"), " › ".join(card.category)),
        (tr("Податок"), card.tax),
        (tr("Ціна діє з"), since),
        (tr("Закупівля"), _bought(card)),
    )
    return tuple(f"{caption}: {value}" if value else "" for caption, value in known)
