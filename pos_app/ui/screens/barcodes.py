"""The page of codes: a test of any code, and the owner's rules of labels, packs and customers' cards."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

from pos_app.catalog.barcode_rules import CardRule
from pos_app.domain.in_store import InStoreRule
from pos_app.till.door import TillDoor
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.barcode_test import BarcodeTestPanel
from pos_app.ui.screens.code_lists import BadgesPanel, CardsPanel, CodeListPanel, PacksPanel
from pos_app.ui.screens.label_rules import LabelRulesPanel
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.theme import Look

_Listed: TypeAlias = LabelRulesPanel | CodeListPanel


class BarcodesScreen(TabbedPage[BarcodeTestPanel | _Listed]):
    """Five panels under one head. Every change counts with the next scan; scans on this page sell nothing."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self.test = BarcodeTestPanel(look, desk)
        self.labels = LabelRulesPanel(look)
        self.labels.changed.connect(self._set_labels)
        self.packs = PacksPanel(look, desk)
        self.packs.changed.connect(self._set_pack)
        self.cards = CardsPanel(look, desk)
        self.cards.changed.connect(self._set_cards)
        self.badges = BadgesPanel(look, desk)
        self.badges.issued.connect(lambda code: self._change(self.badges, lambda till: till.issue_badge(code)))
        self.badges.revoked.connect(lambda one: self._change(self.badges, lambda till: till.revoke_badge(one)))
        panels = (
            (tr("Перевірка коду"), self.test),
            (tr("Вагові коди"), self.labels),
            (tr("Упаковки"), self.packs),
            (tr("Картки покупців"), self.cards),
            (tr("Бейджі"), self.badges),
        )
        super().__init__(look, desk, panels)

    def open(self) -> None:
        """Read the rules anew."""
        self.tabs.choose(0)
        for panel in (self.labels, self.packs, self.cards, self.badges):
            panel.close_form()
        self._desk.forget_mistake()
        self._desk.start(self._load())

    async def _load(self) -> None:
        rules = await self._desk.look_up(lambda till: till.barcode_rules())
        packs = await self._desk.look_up(lambda till: till.packs())
        badges = await self._desk.look_up(lambda till: till.badges())
        self.test.take(rules.labels)
        self.badges.take(badges)
        self.labels.take(rules.labels)
        self.packs.take(packs)
        self.cards.take(rules.cards)
        self.show_notice()

    def take_scan(self, code: str) -> None:
        """A scan answers the question that is open; else it is tested, whatever panel is shown."""
        if isinstance(self.panel, CodeListPanel) and self.panel.take_scan(code):
            return
        if not (self.panel is self.labels and self.labels.asking):
            self.tabs.choose(0)
        self.test.take_scan(code)

    # changes

    def _set_labels(self, rules: Sequence[InStoreRule]) -> None:
        self._change(self.labels, lambda till: till.set_label_rules(rules))

    def _set_pack(self, code: str, product_id: str, count: int) -> None:
        self._change(self.packs, lambda till: till.set_pack(code, product_id, count))

    def _set_cards(self, cards: Sequence[CardRule]) -> None:
        self._change(self.cards, lambda till: till.set_card_rules(cards))

    def _change(self, panel: _Listed, command: Callable[[TillDoor], Awaitable[Any]]) -> None:
        self._desk.start(self._run(panel, command))

    async def _run(self, panel: _Listed, command: Callable[[TillDoor], Awaitable[Any]]) -> None:
        if await self._desk.carry_out(command):
            try:
                await self._load()
            finally:
                panel.close_form()

    def show_notice(self) -> None:
        """The strip stands under the head while a mistake was made here."""
        self.headline.stand_for(self._desk.state, self._desk.mistake)
