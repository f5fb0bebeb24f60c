"""A list on the left, and beside it what it is for or the form of a new entry: keys go to whichever is open.

A list that is read anew leaves an open form alone: its page closes it, once the till has taken what was written.
"""

from typing import Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget

from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.widgets.rows import RowList

F = TypeVar("F", bound=Keyed)


class ListWithForm(Keyed, Generic[F]):
    """Whoever inherits makes the three parts, the form second, and says how an entry is begun and removed."""

    rows: RowList
    side: QStackedWidget
    form: F

    def begin(self) -> None:
        """Ask for a new entry."""

    def _remove(self) -> None:
        """Take the chosen entry away."""

    @property
    def asking(self) -> bool:
        """Is a new entry being made?"""
        return self.side.currentWidget() is self.form

    def close_form(self) -> None:
        """Back to the list."""
        self.side.setCurrentIndex(0)

    def do(self, action: Action) -> bool:
        """Arrows choose, Delete takes away; the form has the keys while it is open."""
        if self.asking:
            return self.form.do(action)
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.VOID:
            self._remove()
        elif action is Action.ENTER:
            self.begin()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Plus begins a new one."""
        if self.asking:
            return self.form.type_text(text)
        if text in {"+", "="}:
            self.begin()
        return True
