"""The pane that asks for one number: quantity, weight, price, a sum of cash, a discount."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtWidgets import QGridLayout

from pos_app.domain.errors import PosError
from pos_app.domain.quantity import cost
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import BottomBlock, IntoField, Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.words import money


@dataclass(frozen=True, slots=True)
class Question:
    """What a NumberPane asks. `check` reads the typed text or raises ValueError or PosError."""

    title: str
    caption: str
    confirm: str
    check: Callable[[str], int]
    subject: str = ""
    under: str = ""
    start: str = ""
    quick: tuple[tuple[str, str], ...] = ()
    """Ready answers: (name, text)."""
    groups: tuple[tuple[Option, ...], ...] = ()
    bad: str = ""
    """What to say when the text is no number."""
    price: int | None = None
    """Kopecks a unit, where a quantity is asked: what is typed stands with what it costs."""
    remove: str = ""
    """A second, red button, where the thing asked about can be taken away instead."""


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """The text as typed, the number it was read as, and the options chosen, group by group."""

    text: str
    value: int
    options: tuple[str, ...] = field(default=())


REMOVED: Final = "removed"
"""The answer of the red button."""


class NumberPane(IntoField, Pane):
    """A question with a field, ready answers, the numpad and one green button."""

    def __init__(self, look: Look, question: Question) -> None:
        super().__init__(look, question.title)
        self._question = question
        self.subject = Line(look, question.subject, size=Size.LARGE, bold=True, most=2, elides=True)
        most = 1 if question.groups else 2  # rows of options need every pixel
        self.under = Line(look, question.under, size=Size.TEXT, colour=look.colours.ink_soft, most=most, elides=True)
        self.subject.setVisible(bool(question.subject))
        self.column.addWidget(self.subject)
        self.column.addWidget(self.under)
        self.groups = [OptionRow(look, group, self._options_changed) for group in question.groups]
        for group in self.groups:
            self.column.addWidget(group)
        self.field = Field(look, question.caption, height=84)
        self.field.set_placeholder(question.start)
        self.column.addWidget(self.field)
        if question.price is not None:
            self.costs = Line(look, size=Size.TITLE, bold=True, align=paint.RIGHT)
            self.column.addWidget(self.costs)
            self.field.changed.connect(self._show_cost)
            self._show_cost(question.start)
        self._add_quick(look)
        self.column.addStretch(1)
        self.bottom = BottomBlock(look, without=("*",))
        self.bottom.numpad.pressed.connect(self.touch_key)
        self.confirm = TouchButton(look, question.confirm, role=Role.PAY, key="Enter", size=Size.LARGE)
        self.confirm.clicked.connect(self.answer)
        self.bottom.beside.addWidget(self.confirm)
        if question.remove:
            remove = TouchButton(look, question.remove, role=Role.STOP, key="Del")
            remove.setFixedHeight(look.px(80))
            remove.clicked.connect(lambda: self.done.emit(REMOVED))
            self.bottom.beside.addWidget(remove)
        self.column.addWidget(self.bottom)
        self.field.changed.connect(lambda _text: self._show_use())
        self._options_changed()
        self._show_use()

    @property
    def _may_answer(self) -> bool:
        """Is there a number to answer with? Enter says what is wanted all the same."""
        return bool(self.field.text() or self._question.start)

    def _show_use(self) -> None:
        self.confirm.setEnabled(self._may_answer)
        self.bottom.numpad.show_use(enters=self._may_answer)

    def _add_quick(self, look: Look) -> None:
        if not self._question.quick:
            return
        grid = QGridLayout()
        grid.setSpacing(look.px(6))
        for place, (name, text) in enumerate(self._question.quick):
            button = TouchButton(look, name, role=Role.PLAIN)
            button.setFixedHeight(look.px(52))
            button.clicked.connect(lambda _=False, text=text: self.field.set_text(text))
            grid.addWidget(button, place // 5, place % 5)
        self.column.addLayout(grid)

    def answer(self) -> None:
        """Read what was typed; a wrong number is said and the pane stays."""
        text = self.field.text() or self._question.start
        try:
            value = self._question.check(text)
        except PosError as error:
            self._say(error_text(error))
            return
        except ValueError:
            self._say(self._question.bad or tr("Введіть число."))
            return
        self.done.emit(NumberAnswer(text, value, tuple(group.chosen.key for group in self.groups)))

    def _show_cost(self, text: str) -> None:
        """Before anything is confirmed; a discount comes later."""
        try:
            value = self._question.check(text or self._question.start)
        except (PosError, ValueError):
            self.costs.set_text("")
        else:
            self.costs.set_text(f"= {money(cost(self._question.price or 0, value))}")

    def _say(self, words: str) -> None:
        self.field.set_error(words)

    def _options_changed(self) -> None:
        caption = next((group.chosen.caption for group in self.groups if group.chosen.caption), "")
        self.field.set_caption(caption or self._question.caption)
        under = next((group.chosen.under for group in self.groups if group.chosen.under), self._question.under)
        self.under.set_text(under)
        self.under.setVisible(bool(under))

    def do(self, action: Action) -> bool:
        """Enter answers, arrows choose ways, the same key that opened the pane changes nothing."""
        if action is Action.ENTER:
            self.answer()
        elif action is Action.VOID and self._question.remove:
            self.done.emit(REMOVED)
        elif action is Action.BACKSPACE:
            self.field.backspace()
        elif action in {Action.LEFT, Action.RIGHT} and self.groups:
            group = self.groups[0]
            group.choose(group.place + (1 if action is Action.RIGHT else -1))
        elif action in {Action.UP, Action.DOWN} and len(self.groups) > 1:
            group = self.groups[1]
            group.choose(group.place + (1 if action is Action.DOWN else -1))
        else:
            return super().do(action)
        return True
