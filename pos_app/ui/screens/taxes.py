"""The page of taxes: the groups of goods to confirm, and the exceptions from them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.screens.tax_groups import TaxGroupsPanel
from pos_app.ui.screens.tax_overrides import TaxOverridesPanel
from pos_app.ui.tax_words import read_answer
from pos_app.ui.theme import Look

_SETTLED_HERE: Final = "tax_changed"


class TaxesScreen(TabbedPage[TaxGroupsPanel | TaxOverridesPanel]):
    """Two lists under one head; all of it is read anew when the page opens and after each change."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self.groups = TaxGroupsPanel(look)
        self.groups.confirmed.connect(lambda table: desk.start(self._confirm(table)))
        self.overrides = TaxOverridesPanel(look, desk)
        self.overrides.changed.connect(lambda kind, key, codes: desk.start(self._override(kind, key, codes)))
        panels = ((tr("Податки груп товарів"), self.groups), (tr("Винятки"), self.overrides))
        super().__init__(look, desk, panels)

    def open(self) -> None:
        """Ask the till for the table."""
        self.tabs.choose(0)
        self.groups.forget_choices()
        self.overrides.close_form()
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
            self.overrides.close_form()
            self._take(answer)

    def show_notice(self) -> None:
        """The strip stands under the head while there is something to say that this page does not say itself."""
        notice = self._desk.notice
        told = notice is None or notice.code == _SETTLED_HERE
        if notice is not None:
            self.headline.show_state(self._desk.state, notice)
        self.headline.setVisible(not told)
