"""Panes that are a list: goods to choose from, parked receipts, the keys, a report."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout

from pos_app.domain.product import Product
from pos_app.printing.layout import Block
from pos_app.till.state import Parked, TillState
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action, KeyTable, action_name
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.widgets.preview import Preview
from pos_app.ui.widgets.rows import Row, RowList, Tone
from pos_app.ui.words import clock, hryvnias, money, stock_words, unit


class ListPane(Pane):
    """A list to take one row from: by touch, or by arrows and Enter."""

    def __init__(self, look: Look, title: str, *, height: int = 64, empty: str = "") -> None:
        super().__init__(look, title)
        self.rows = RowList(look, height=height, empty=empty)
        self.rows.taken.connect(self.take)
        self.column.addWidget(self.rows, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(look.px(8))
        self.column.addLayout(self.foot)

    def take(self, key: str) -> None:
        """A row was taken: it is the answer."""
        self.done.emit(key)

    def do(self, action: Action) -> bool:
        """Arrows and Enter."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self.rows.take()
        else:
            return super().do(action)
        return True


class ChoicePane(ListPane):
    """Several goods have the scanned number: the cashier says which."""

    def __init__(self, look: Look, code: str, products: Sequence[Product]) -> None:
        super().__init__(look, tr("Оберіть товар"), height=72)
        self.column.insertWidget(1, Line(look, tr("Код {code}").format(code=code), colour=look.colours.ink_soft))
        self.rows.show_rows([product_row(product) for product in products])


def product_row(product: Product) -> Row:
    """A product as a row."""
    stock = tr("залишок {stock}").format(stock=stock_words(product)) if product.stock is not None else ""
    per = tr("за {unit}").format(unit=unit(product))
    figure = tr("вільна ціна") if product.free_price else money(product.price)
    return Row(product.id, product.name, " · ".join(filter(None, (product.code, stock))), figure, per)


class ParkedPane(ListPane):
    """The parked receipts, the oldest first; one that Checkbox refused says why."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("Відкладені чеки"), height=72, empty=tr("Відкладених чеків немає."))
        self._shown: tuple[Parked, ...] | None = None

    def show_state(self, state: TillState) -> None:
        """The list of the new state; most states have the same one."""
        if state.parked is not self._shown:
            self._shown = state.parked
            self.rows.show_rows([_parked_row(parked) for parked in state.parked])


def _parked_row(parked: Parked) -> Row:
    lines = tr("{count} поз.").format(count=parked.lines)
    under = parked.refused or " · ".join(filter(None, (lines, parked.note, ", ".join(parked.names))))
    tone = Tone.STOP if parked.refused else Tone.PLAIN
    icon = "alert" if parked.refused else "park"
    title = tr("Чек о {time}").format(time=clock(parked.at))
    return Row(parked.id, title, under, hryvnias(parked.total), "", icon, tone)


EXPLAIN: Final = "explain"
"""The row that leads from the keys to the page of an error."""


class HelpPane(ListPane):
    """Every key and what it does; a touch does it."""

    modest = True
    fleeting = True

    def __init__(self, look: Look, keys: KeyTable, said: str = "") -> None:
        """`said`: what the strip says; it is explained first."""
        super().__init__(look, tr("Клавіші"), height=48)
        named = [action for action in Action if action_name(action) and action is not Action.HELP]
        extra = [
            Row("", tr("Кількість перед скануванням"), figure="3 *"),
            Row("", tr("Вибір рядка чека"), figure="↑ ↓"),
            Row("", tr("Кнопка без клавіші: знак на ній, поки тримаєте F1"), figure="F1 + 1"),
        ]
        first = [Row(EXPLAIN, tr("Пояснити: {words}").format(words=said), icon_name="help")] if said else []
        usual = [Row(action, action_name(action), figure=keys.key(action)) for action in named]
        self.rows.show_rows(first + usual + extra)

    def do(self, action: Action) -> bool:
        """F1 closes it again; any other key closes it and does its own work."""
        if action is Action.HELP:
            self.go_back()
            return True
        return super().do(action)


class DonePane(Pane):
    """Money has changed hands outside of a sale: how much, large, until the next thing begins."""

    takes_scans = True
    modest = True
    fleeting = True

    def __init__(self, look: Look, title: str, caption: str, sum_text: str) -> None:
        super().__init__(look, title)
        c = look.colours
        self.caption = Line(look, caption, size=Size.TITLE, bold=True, colour=c.pay, most=2)
        self.figure = Figure(look, size=Size.CHANGE, colour=c.pay)
        self.figure.setFixedHeight(look.px(120))
        self.figure.set_text(sum_text)
        self.column.addStretch(1)
        self.column.addWidget(self.caption)
        self.column.addWidget(self.figure)
        self.column.addStretch(2)
        close = TouchButton(look, tr("Готово"), role=Role.PAY, key="Enter", size=Size.LARGE)
        close.setFixedHeight(look.px(80))
        close.clicked.connect(self.go_back)
        self.column.addWidget(close)

    def show_state(self, state: TillState) -> None:
        """A basket has begun: this is over."""
        if not state.cart.is_empty:
            self.go_back()

    def do(self, action: Action) -> bool:
        """Enter is enough."""
        if action is Action.ENTER:
            self.go_back()
            return True
        return super().do(action)


class ReportPane(Pane):
    """An X or Z report as it is printed."""

    def __init__(self, look: Look, title: str, blocks: Iterable[Block]) -> None:
        super().__init__(look, title)
        self.preview = Preview(look)
        self.preview.show_blocks(blocks)
        self.column.addWidget(self.preview, 1)
        close = TouchButton(look, tr("Готово"), role=Role.ACCENT, key="Enter", size=Size.LARGE)
        close.setFixedHeight(look.px(64))
        close.clicked.connect(self.go_back)
        self.column.addWidget(close)

    def do(self, action: Action) -> bool:
        """Arrows scroll."""
        if action in {Action.UP, Action.DOWN, Action.PAGE_UP, Action.PAGE_DOWN}:
            self.preview.scroll(1 if action in {Action.DOWN, Action.PAGE_DOWN} else -1)
            return True
        if action is Action.ENTER:
            self.go_back()
            return True
        return super().do(action)
