"""The page of taxes: the groups of goods to confirm, and the exceptions from them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.number_pane import Option, OptionRow
from pos_app.ui.screens.pane import Keyed
from pos_app.ui.screens.tax_groups import TaxGroupsPanel
from pos_app.ui.screens.tax_overrides import TaxOverridesPanel
from pos_app.ui.tax_words import read_answer
from pos_app.ui.theme import Look
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.headline import Headline

_SETTLED_HERE: Final = "tax_changed"


class TaxesScreen(Keyed):
    """Two lists under one head; all of it is read anew when the page opens and after each change."""

    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        back = TouchButton(look, tr("Каса"), icon_name="left", key="Esc")
        back.setFixedSize(px(120), px(60))
        back.clicked.connect(self.left)
        head.addWidget(back)
        self.groups = TaxGroupsPanel(look)
        self.groups.confirmed.connect(lambda table: desk.start(self._confirm(table)))
        self.overrides = TaxOverridesPanel(look, desk)
        self.overrides.changed.connect(lambda kind, key, codes: desk.start(self._override(kind, key, codes)))
        self.panels = QStackedWidget()
        self.panels.addWidget(self.groups)
        self.panels.addWidget(self.overrides)
        names = (Option("groups", tr("Податки груп товарів")), Option("overrides", tr("Винятки")))
        self.tabs = OptionRow(look, names, self._turned)
        head.addWidget(self.tabs, 1)
        self.headline = Headline(look)
        self.headline.acted.connect(desk.settle_notice)
        self.headline.hide()
        column.addLayout(head)
        column.addWidget(self.headline)
        column.addWidget(self.panels, 1)

    def _turned(self) -> None:
        self.panels.setCurrentIndex(self.tabs.place)

    @property
    def panel(self) -> TaxGroupsPanel | TaxOverridesPanel:
        """Where keys go."""
        return self.groups if self.tabs.place == 0 else self.overrides

    def open(self) -> None:
        """Ask the till for the table."""
        self.tabs.choose(0)
        self._desk.forget_mistake()
        self._desk.start(self._load())

    async def _load(self) -> None:
        answer = await self._desk.attempt(lambda till: till.taxes())
        if answer is not None:
            self._take(answer)

    def _take(self, answer: Mapping[str, Any]) -> None:
        known = read_answer(answer)
        self.groups.take(known)
        self.overrides.take(known)
        count = len(known.overrides)
        self.tabs.buttons[1].setText(tr("Винятки") + (f" · {count}" if count else ""))
        self.show_notice()

    async def _confirm(self, table: Mapping[str, Sequence[int]]) -> None:
        answer = await self._desk.attempt(lambda till: till.confirm_taxes(table))
        if answer is not None:
            self.left.emit()

    async def _override(self, kind: str, key: str, codes: Sequence[int]) -> None:
        answer = await self._desk.attempt(lambda till: till.override_tax(kind, key, codes))
        if answer is not None:
            self._take(answer)

    def show_notice(self) -> None:
        """The strip stands under the head while there is something to say that this page does not say itself."""
        notice = self._desk.notice
        told = notice is None or notice.code == _SETTLED_HERE
        if notice is not None:
            self.headline.show_state(self._desk.state, notice)
        self.headline.setVisible(not told)

    def do(self, action: Action) -> bool:
        """The open list first; left and right change it, Esc leaves."""
        if self.panel.do(action):
            return True
        if action in {Action.LEFT, Action.RIGHT}:
            self.tabs.choose(self.tabs.place + 1)
        elif action is Action.BACK:
            if self.headline.isHidden() or not self._desk.settle_notice():
                self.left.emit()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """A search of the form."""
        return self.panel.type_text(text)
