"""Somebody changed the product in SmartKasa while it was edited here: what, when, and whose is to stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from pos_app.catalog.editing import Conflict
from pos_app.till.assortment import Choices
from pos_app.ui.catalog_words import conflict_words
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line

MOST_TOLD: Final = 4


class ConflictPanel(Keyed):
    """Answers True for mine, False for theirs, None when nothing was decided."""

    answered = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        c, px = look.colours, look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Line(look, tr("Товар змінено в SmartKasa"), size=Size.LARGE, bold=True, colour=c.warn_ink))
        self.told: list[tuple[Line, Line]] = []
        for _ in range(MOST_TOLD):
            theirs = Line(look, size=Size.TEXT, bold=True, most=2, from_top=True, elides=True)
            mine = Line(look, size=Size.TEXT, colour=c.ink_soft, elides=True)
            column.addSpacing(px(6))
            column.addWidget(theirs)
            column.addWidget(mine)
            self.told.append((theirs, mine))
        column.addStretch(1)
        note = tr("Поки ви не оберете, не змінено нічого.")
        column.addWidget(Line(look, note, size=Size.SMALL, colour=c.ink_soft, most=2))
        self.theirs = TouchButton(look, tr("Взяти зі SmartKasa"), role=Role.PLAIN, key="F5", size=Size.LARGE)
        self.mine = TouchButton(look, tr("Залишити моє"), role=Role.PLAIN, key="F4", size=Size.LARGE)
        for button, mine_stands in ((self.theirs, False), (self.mine, True)):
            button.setFixedHeight(px(64))
            button.clicked.connect(lambda _=False, mine_stands=mine_stands: self.answered.emit(mine_stands))
            column.addWidget(button)

    def ask(self, conflicts: Sequence[Conflict], at: datetime | None, choices: Choices) -> None:
        """Tell of the first few fields."""
        for place, (theirs, mine) in enumerate(self.told):
            shown = place < len(conflicts)
            told, here = conflict_words(conflicts[place], at, choices) if shown else ("", "")
            theirs.set_text(told)
            mine.set_text(here)
            theirs.setVisible(shown)
            mine.setVisible(shown)

    def do(self, action: Action) -> bool:
        """F5 takes theirs, F4 keeps mine, Esc goes back undecided; Enter and F6, which asked, mean neither."""
        if action is Action.PARK:
            self.answered.emit(False)
        elif action is Action.BACK:
            self.answered.emit(None)
        elif action is Action.PRICE:
            self.answered.emit(True)
        elif action not in {Action.ENTER, Action.PAY}:
            return False
        return True


class ConflictPane(Pane):
    """The same question where a price alone was changed."""

    def __init__(self, look: Look, conflicts: Sequence[Conflict], at: datetime | None, choices: Choices) -> None:
        super().__init__(look, "")
        self.panel = ConflictPanel(look)
        self.panel.answered.connect(self.done)
        self.panel.ask(conflicts, at, choices)
        self.column.addWidget(self.panel, 1)

    def do(self, action: Action) -> bool:
        """The panel's own keys."""
        return self.panel.do(action)
