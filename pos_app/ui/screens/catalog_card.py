"""A product's card: picture, name, price, everything SmartKasa says of it, and what may be done with it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.product import Product
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.words import hryvnias

FACTS: Final = 12
_EDITS: Final = frozenset({Action.ENTER, Action.PRICE, Action.VOID})


class _Shown(QWidget):
    """The product's picture, or nothing."""

    def __init__(self, look: Look, side: int) -> None:
        super().__init__()
        self._look = look
        self.image: QImage | None = None
        self.setFixedSize(look.px(side), look.px(side))

    def show_image(self, image: QImage | None) -> None:
        """Another picture."""
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Fitted, in a light frame."""
        painter = QPainter(self)
        c = self._look.colours
        paint.box(painter, self.rect(), c.sunken, c.line, self._look.px(6))
        if self.image is None:
            font = self._look.font(Size.HINT)
            paint.line(painter, self.rect(), tr("без фото"), font, c.ink_faint, paint.CENTRE)
            return
        side = self.width() - self._look.px(8)
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = paint.in_theme(self.image, c)
        fitted = picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        left, top = (self.width() - fitted.width()) // 2, (self.height() - fitted.height()) // 2
        painter.drawImage(QRect(left, top, fitted.width(), fitted.height()), fitted)


class CardPanel(Keyed):
    """Says what is wanted by `wanted`, with the Action of the button."""

    wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        c, px = look.colours, look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        top = QHBoxLayout()
        top.setSpacing(px(10))
        self.picture = _Shown(look, 104)
        beside = QVBoxLayout()
        self.name = Line(look, size=Size.LARGE, bold=True, most=2, elides=True, from_top=True)
        self.price = Figure(look, size=Size.FIGURE, align=paint.LEFT)
        self.price.setFixedHeight(px(44))
        beside.addWidget(self.name)
        beside.addWidget(self.price)
        top.addWidget(self.picture)
        top.addLayout(beside, 1)
        column.addLayout(top)
        self.note = Line(look, size=Size.SMALL, colour=c.ink_soft, most=2, from_top=True)
        column.addWidget(self.note)
        column.addLayout(self._facts())
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.show_product(None, None)

    def _facts(self) -> QGridLayout:
        look = self._look
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(1))
        self.facts: list[tuple[Line, Line]] = []
        for place in range(FACTS):
            caption = Line(look, size=Size.HINT, colour=look.colours.ink_soft, elides=True)
            value = Line(look, size=16, elides=True)
            row, side = divmod(place, 2)
            # a caption is nearer to its own value than to the one above
            grid.setRowMinimumHeight(3 * row, look.px(8))
            grid.addWidget(caption, 3 * row + 1, side)
            grid.addWidget(value, 3 * row + 2, side)
            self.facts.append((caption, value))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _buttons(self) -> QGridLayout:
        look = self._look
        grid = QGridLayout()
        grid.setSpacing(look.px(6))
        named = (
            (Action.ENTER, tr("Змінити"), "Enter", Role.ACCENT),
            (Action.PRICE, tr("Ціна"), "F4", Role.PLAIN),
            (Action.DRAWER, tr("Етикетка"), "F10", Role.PLAIN),
            (Action.PARK, tr("Залишок"), "F5", Role.PLAIN),
            (Action.VOID, tr("Видалити"), "Del", Role.STOP),
        )
        self.buttons: dict[Action, TouchButton] = {}
        for place, (action, name, key, role) in enumerate(named):
            button = TouchButton(look, name, role=role, key=key)
            button.setFixedHeight(look.px(58))
            button.clicked.connect(lambda _=False, action=action: self.wanted.emit(action))
            row, column = (0, place * 3) if place < 2 else (1, (place - 2) * 2)
            grid.addWidget(button, row, column, 1, 3 if place < 2 else 2)
            self.buttons[action] = button
        return grid

    # showing

    def show_product(self, product: Product | None, image: QImage | None) -> None:
        """What the catalog knows at once; the facts follow."""
        self.name.set_text(product.name if product else tr("Оберіть товар або категорію"))
        free = product is not None and product.free_price
        figure = tr("вільна ціна") if free else hryvnias(product.price) if product else ""
        self.price.set_text(figure)
        self.picture.show_image(image)
        self.picture.setVisible(product is not None)
        self.show_facts(())

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """What SmartKasa says now."""
        for place, (caption, value) in enumerate(self.facts):
            told = facts[place] if place < len(facts) else ("", "")
            caption.set_text(told[0])
            value.set_text(told[1])

    def offer(self, *, known: bool, fresh: bool, may: bool, note: str) -> None:
        """Which buttons do something: a product is `known`, read from SmartKasa just now (`fresh`), and one `may`."""
        for action, button in self.buttons.items():
            button.setEnabled(known and (action is Action.DRAWER or fresh) and (may or action not in _EDITS))
        self.note.set_text(note)
