"""A question before something that is not done lightly: what will happen, in words, and two buttons."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.labels import Line

MOST_WARNINGS: Final = 2
MOST_LINES: Final = 8


class QuestionPanel(Keyed):
    """Enter agrees, Esc does not; while the deed is done neither button works."""

    agreed = Signal()
    declined = Signal()

    def __init__(self, look: Look, no: str, *, advised: bool = True) -> None:
        """`advised`: agreeing is what the words lead to; else both buttons look alike."""
        super().__init__()
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(8))
        column.setSpacing(px(16))
        self.title = Line(look, size=Size.TITLE, bold=True, most=2, from_top=True)
        self.warnings = [
            Line(look, size=Size.LARGE, bold=True, colour=look.colours.warn_ink, most=2, from_top=True)
            for _ in range(MOST_WARNINGS)
        ]
        self.words = Line(look, size=Size.LARGE, most=MOST_LINES, from_top=True)
        self.yes = TouchButton(look, "", role=Role.PAY if advised else Role.PLAIN, key="Enter", size=Size.LARGE)
        self.no = EscButton(look, no, depth=Depth.QUESTION, size=Size.LARGE)
        self.yes.clicked.connect(self.agreed)
        self.no.clicked.connect(self.declined)
        column.addWidget(self.title)
        for line in self.warnings:
            column.addWidget(line)
        column.addWidget(self.words)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        for button in (self.no, self.yes):
            button.setFixedHeight(px(76))
            row.addWidget(button, 1)
        column.addLayout(row)

    def ask(self, title: str, words: str, yes: str, warnings: Sequence[str] = ()) -> None:
        """Another question; `warnings` stand out, each on its own."""
        for place, line in enumerate(self.warnings):
            warning = warnings[place] if place < len(warnings) else ""
            line.set_text(warning)
            line.setVisible(bool(warning))
        self.title.set_text(title)
        self.words.allow(MOST_LINES - 2 * len(warnings))
        self.words.set_text(words)
        self.yes.setText(yes)
        self.wait(False)

    def wait(self, waiting: bool) -> None:
        """While it is done."""
        for button in (self.yes, self.no):
            button.setEnabled(not waiting)

    def do(self, action: Action) -> bool:
        """Enter and Esc."""
        if action is Action.ENTER:
            self.yes.click()
        elif action is Action.BACK:
            self.no.click()
        else:
            return False
        return True
