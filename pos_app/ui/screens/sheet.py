"""A sheet of facts that can be changed: a list of names and values; a touch turns one, offers choices, or asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.ui.desk import Desk
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.code_form import CodeForm, Find
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList, Tone


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact. With `choices` (key, name) it is chosen, with a `caption` it is typed or found, else a touch is all.

    `start`: what the field begins with; `letters`: what its keyboard begins with; `hidden`: it is nobody's business;
    `may_be_empty`: no text is an answer too; `confirm`: what the button says that takes the answer.
    """

    key: str
    name: str
    value: str = ""
    under: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    start: str = ""
    find: Find | None = None
    letters: str = "123"
    hidden: bool = False
    may_be_empty: bool = False
    confirm: str = ""
    tone: Tone = Tone.PLAIN
    icon_name: str = ""

    def row(self) -> Row:
        """As a row of the list."""
        return Row(self.key, self.name, self.under, self.value, icon_name=self.icon_name, tone=self.tone)


class Sheet(Keyed):
    """Emits what was changed; whoever holds the facts shows them again."""

    changed = Signal(str, str)
    """An entry's key, and the choice or text; an empty text for a mere touch."""

    def __init__(self, look: Look, desk: Desk, *, height: int = 54) -> None:
        super().__init__()
        self._entries: dict[str, Entry] = {}
        self._asked = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack)
        self.rows = RowList(look, height=height)
        self.rows.taken.connect(self._take)
        self.stack.addWidget(self.rows)
        self.stack.addWidget(self._make_choices(look))
        self.form = CodeForm(look, desk)
        self.form.answered.connect(self._answered)
        self.stack.addWidget(self.form)

    def _make_choices(self, look: Look) -> QWidget:
        self.choosing = QWidget()
        column = QVBoxLayout(self.choosing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        head = QHBoxLayout()
        self.title = Line(look, size=Size.LARGE, bold=True, elides=True)
        back = EscButton(look, depth=Depth.QUESTION, signed=False, icon_name="close")
        back.setFixedSize(look.px(64), look.px(48))
        back.clicked.connect(self.close_question)
        head.addWidget(self.title, 1)
        head.addWidget(back)
        self.choices = RowList(look, height=56)
        self.choices.taken.connect(self._answered)
        column.addLayout(head)
        column.addWidget(self.choices, 1)
        return self.choosing

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Take over other facts; a question that is open is given up."""
        self._entries = {entry.key: entry for entry in entries}
        self.rows.show_rows([entry.row() for entry in entries])
        self.close_question()

    @property
    def asking(self) -> bool:
        """Is something being asked?"""
        return self.stack.currentWidget() is not self.rows

    def close_question(self) -> None:
        """Back to the facts."""
        self.stack.setCurrentWidget(self.rows)

    def finish(self) -> bool:
        """Before all of it is saved: what is typed is taken, what is to be chosen waits. → was nothing asked?"""
        asked = self.asking
        if self.stack.currentWidget() is self.form:
            self.form.finish()
        return not asked

    def ask(self, key: str) -> None:
        """Begin with an entry as a touch does."""
        self._take(key)

    def _take(self, key: str) -> None:
        entry = self._entries[key]
        self._asked = key
        if entry.choices:
            self.title.set_text(entry.name)
            self.choices.show_rows([Row(choice, name) for choice, name in entry.choices])
            # what is in force, where it is one of them; never what the question before was answered with
            names = [name for _, name in entry.choices]
            self.choices.choose(names.index(entry.value) if entry.value in names else 0)
            self.stack.setCurrentWidget(self.choosing)
        elif entry.caption:
            self.form.ask(
                entry.name,
                entry.caption,
                start=entry.start,
                find=entry.find,
                letters=entry.letters,
                hidden=entry.hidden,
                may_be_empty=entry.may_be_empty,
                confirm=entry.confirm,
            )
            self.stack.setCurrentWidget(self.form)
        else:
            self.changed.emit(key, "")

    def _answered(self, answer: object) -> None:
        self.close_question()
        if answer is not None:
            self.changed.emit(self._asked, str(answer))

    def take_scan(self, code: str) -> bool:
        """A scan answers what is typed. → was it taken?"""
        if self.stack.currentWidget() is self.form:
            self.form.take_scan(code)
            return True
        return False

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter takes, Esc gives a question up."""
        if self.stack.currentWidget() is self.form:
            return self.form.do(action)
        rows = self.choices if self.asking else self.rows
        if action in STEPS:
            rows.step(STEPS[action])
        elif action is Action.ENTER:
            rows.take()
        elif action is Action.BACK and self.asking:
            self.close_question()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Into the field that is open."""
        if self.stack.currentWidget() is self.form:
            return self.form.type_text(text)
        return False

    def clear_typed(self) -> None:
        """An empty field."""
        if self.stack.currentWidget() is self.form:
            self.form.clear_typed()


