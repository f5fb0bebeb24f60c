"""The page of offers: the owner's list and form, a live try-out, and why each did or did not count in the basket."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from pos_app.domain.errors import Refused
from pos_app.domain.offers import Offer
from pos_app.till.door import TillDoor
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.offer_words import (
    is_over,
    kind_name,
    scope_words,
    summary,
    value_words,
)
from pos_app.ui.screens.catalog_panes import SurePane
from pos_app.ui.screens.code_form import Find
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.offer_form import NEW, OfferForm
from pos_app.ui.screens.offer_try_out import TryOutPanel, verdict_row
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList, Tone
from pos_app.ui.words import KYIV, hryvnias, money


def offer_row(offer: Offer, names: dict[str, str], today: date) -> Row:
    """An offer as a row of the owner's list; one that gives nothing any more is told apart."""
    what = " · ".join(
        part
        for part in (
            kind_name(offer.kind, charge=offer.charge),
            "" if offer.kind.is_of_receipt else scope_words(offer.scope, names),
            summary(offer, today),
        )
        if part
    )
    order = tr("порядок {number}").format(number=offer.priority) if offer.enabled else tr("вимкнено")
    tone = Tone.PLAIN if offer.enabled and not is_over(offer, today) else Tone.WARN
    return Row(offer.id, offer.name, what, value_words(offer), order, "gift", tone)


class OffersPanel(Keyed):
    """The list, and the form over it."""

    saved = Signal(object)
    removed = Signal(str)

    def __init__(self, look: Look, desk: Desk, find: Find, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._now = look, now
        self.offers: tuple[Offer, ...] = ()
        self.names: dict[str, str] = {}
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.listing = Keyed()
        inner = QVBoxLayout(self.listing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(8))
        empty = tr("Акцій немає. Додайте першу: вона діятиме з наступного скану.")
        self.rows = RowList(look, height=62, empty=empty)
        self.rows.taken.connect(self.edit)
        inner.addWidget(self.rows, 1)
        self.add = TouchButton(look, tr("Додати акцію"), role=Role.ACCENT, key="+", size=Size.LARGE)
        self.add.setFixedHeight(px(60))
        self.add.clicked.connect(lambda: self._open(NEW))
        inner.addWidget(self.add)
        self.stack.addWidget(self.listing)
        self.form = OfferForm(look, desk, find)
        self.form.saved.connect(self.saved)
        self.form.removed.connect(self._ask_to_remove)
        self._sure: SurePane | None = None
        self.form.left.connect(self.close_form)
        self.stack.addWidget(self.form)

    def take(self, offers: Sequence[Offer], names: dict[str, str], categories: Sequence[tuple[str, str]]) -> None:
        """The offers as the till has them. A form that is open stays: a list that is read late takes nothing away."""
        self.offers, self.names = tuple(offers), names
        self.form.know(names, categories)
        today = self._now().astimezone(KYIV).date()
        self.rows.show_rows([offer_row(one, names, today) for one in offers])

    @property
    def asking(self) -> bool:
        """Is an offer being written, or deleted?"""
        return self.stack.currentWidget() is not self.listing

    def edit(self, key: str) -> None:
        """Open an offer."""
        self._open(next(one for one in self.offers if one.id == key))

    def _open(self, offer: Offer) -> None:
        self.form.open(offer)
        self.stack.setCurrentWidget(self.form)

    def close_form(self) -> None:
        """Back to the list."""
        self._end_question()
        self.stack.setCurrentWidget(self.listing)

    def _ask_to_remove(self) -> None:
        offer = self.form.draft
        words = tr("Акція більше не діятиме, і повернути її не можна. Щоб зупинити на час, поставте «Діє: ні».")
        pane = SurePane(self._look, tr("Видалити акцію?"), offer.name, words, tr("Видалити назавжди"))
        pane.done.connect(lambda sure: self._removal_answered(offer.id, sure=sure is True))
        self._sure = pane
        self.stack.addWidget(pane)
        self.stack.setCurrentWidget(pane)

    def _removal_answered(self, key: str, *, sure: bool) -> None:
        self._end_question()
        self.stack.setCurrentWidget(self.form)
        if sure:
            self.removed.emit(key)

    def _end_question(self) -> None:
        if self._sure is not None:
            self.stack.removeWidget(self._sure)
            self._sure.hide()
            self._sure.deleteLater()
            self._sure = None

    def take_scan(self, code: str) -> None:
        """A scanned good is looked for where one is asked for."""
        if self.asking and self._sure is None:
            self.form.sheet.take_scan(code)

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter opens."""
        if self._sure is not None:
            return self._sure.do(action)
        if self.asking:
            return self.form.do(action)
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self.rows.take()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Plus begins a new one."""
        if self._sure is not None:
            return True
        if self.asking:
            return self.form.type_text(text)
        if text in {"+", "="}:
            self._open(NEW)
        return True

    def clear_typed(self) -> None:
        """An empty field."""
        if self.asking:
            self.form.clear_typed()


class WhyPanel(Keyed):
    """What became of each offer in the basket that lies on the till."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.words = Line(look, most=2, from_top=True)
        self.rows = RowList(look, height=60, empty=tr("У чеку немає товарів, або акцій не налаштовано."))
        column.addWidget(self.words)
        column.addWidget(self.rows, 1)

    def show_state(self, state: TillState) -> None:
        """The basket's."""
        given = sum(1 for one in state.verdicts if one.reason is None)
        words = tr("Чек на {sum}: спрацювало {given} з {all}.").format(
            sum=hryvnias(state.totals.total), given=given, all=len(state.verdicts)
        )
        self.words.set_text(words if state.verdicts else "")
        self.rows.show_rows([verdict_row(one) for one in state.verdicts])

    def do(self, action: Action) -> bool:
        """Arrows go through the list."""
        if action in STEPS:
            self.rows.step(STEPS[action])
            return True
        return False


class OffersScreen(TabbedPage[OffersPanel | TryOutPanel | WhyPanel]):
    """Three panels under one head; scans on this page sell nothing."""

    def __init__(self, look: Look, desk: Desk, now: Callable[[], datetime]) -> None:
        self._names: dict[str, str] = {}
        self._changing = False
        self.offers = OffersPanel(look, desk, self._find, now)
        self.offers.saved.connect(lambda offer: self._change(lambda till: till.save_offer(offer)))
        self.offers.removed.connect(lambda key: self._change(lambda till: till.remove_offer(key)))
        self.tries = TryOutPanel(look, desk, self._find, now)
        self.why = WhyPanel(look)
        panels = (
            (tr("Акції"), self.offers),
            (tr("Спробувати"), self.tries),
            (tr("Чому не спрацювало"), self.why),
        )
        super().__init__(look, desk, panels)

    def open(self, *, why: bool = False) -> None:
        """Read everything anew; `why`: begin with the basket."""
        self.tabs.choose(2 if why else 0)
        self.offers.close_form()
        self._desk.forget_mistake()
        self.why.show_state(self._desk.state)
        self._desk.start(self._load())

    async def _load(self) -> None:
        categories = await self._desk.look_up(lambda till: till.categories())
        offers = await self._desk.look_up(lambda till: till.offers())
        self._names.update({one.id: one.name for one in categories})
        for key in {key for one in offers for key in one.scope.goods} - self._names.keys():
            await self._name(key)
        self.offers.take(offers, self._names, [(one.id, one.name) for one in categories])
        self.tries.names = self._names
        self.show_notice()

    async def _name(self, product_id: str) -> None:
        """A product's name; one that is gone from the catalog keeps its number."""
        try:
            card = await self._desk.look_up(lambda till: till.shelf_card(product_id))
        except Refused:
            return
        self._names[product_id] = card.product.name

    async def _find(self, text: str) -> Sequence[Row]:
        products = await self._desk.look_up(lambda till: till.by_barcode(text))
        if not products:
            products = await self._desk.look_up(lambda till: till.search(text, limit=30))
        self._names.update({product.id: product.name for product in products})
        return [Row(one.id, one.name, one.barcode or one.code, money(one.price)) for one in products]

    def _change(self, command: Callable[[TillDoor], Awaitable[Any]]) -> None:
        if not self._changing:
            # a key that bounces would make a second offer, and both would be given
            self._changing = True
            self._desk.start(self._run(command))

    async def _run(self, command: Callable[[TillDoor], Awaitable[Any]]) -> None:
        try:
            if await self._desk.carry_out(command):
                try:
                    await self._load()
                finally:
                    # though the list could not be read: what is saved must not be saved once more
                    self.offers.close_form()
        finally:
            self._changing = False
        self.show_notice()

    def _turned(self) -> None:
        super()._turned()
        if self.panel is self.tries:
            self.tries.open(self.offers.form.draft if self.offers.asking else None)

    def take_scan(self, code: str) -> None:
        """A scan looks for a good."""
        if isinstance(self.panel, OffersPanel | TryOutPanel):
            self.panel.take_scan(code)

    def show_state(self, state: TillState) -> None:
        """The basket's verdicts."""
        self.why.show_state(state)

    def show_notice(self) -> None:
        """The strip stands under the head while a mistake was made here."""
        self.headline.stand_for(self._desk.state, self._desk.mistake)
