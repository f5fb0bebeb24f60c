"""What pages have in common: the way back to the till, and several panels under one head."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.options import Option, OptionRow

P = TypeVar("P", bound=Keyed)


def way_back(look: Look) -> TouchButton:
    """The button that leads back to the till; it stands first in the head of every page."""
    back = EscButton(look, tr("Каса"), depth=Depth.PAGE, icon_name="left")
    back.setFixedSize(look.px(120), look.px(60))
    return back


class TabbedPage(Keyed, Generic[P]):
    """One panel at a time under a row of tabs; what a person is told here stands between them."""

    left = Signal()

    def __init__(self, look: Look, desk: Desk, panels: Sequence[tuple[str, P]]) -> None:
        """`panels`: each with the words of its tab."""
        super().__init__()
        self._desk = desk
        self._panels = tuple(panel for _, panel in panels)
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        back = way_back(look)
        back.clicked.connect(self.left)
        head.addWidget(back)
        self._stack = QStackedWidget()
        for panel in self._panels:
            self._stack.addWidget(panel)
        self.tabs = OptionRow(look, [Option(str(place), name) for place, (name, _) in enumerate(panels)], self._turned)
        head.addWidget(self.tabs, 1)
        self.headline = Headline(look)
        self.headline.acted.connect(desk.settle_notice)
        self.headline.hide()
        column.addLayout(head)
        column.addWidget(self.headline)
        column.addWidget(self._stack, 1)

    def _turned(self) -> None:
        self._stack.setCurrentIndex(self.tabs.place)

    @property
    def panel(self) -> P:
        """Where keys go."""
        return self._panels[self.tabs.place]

    def do(self, action: Action) -> bool:
        """The panel first; left and right change it, Esc leaves."""
        if self.panel.do(action):
            return True
        if action in {Action.LEFT, Action.RIGHT}:
            self.tabs.choose(self.tabs.place + (1 if action is Action.RIGHT else -1))
        elif action is Action.BACK:
            if self.headline.isHidden() or not self._desk.put_away_notice():
                self.left.emit()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Whatever the panel asks for."""
        return self.panel.type_text(text)

    def clear_typed(self) -> None:
        """An empty field."""
        self.panel.clear_typed()
