"""The page of offers: the owner's list and form, a live try-out, and why each did or did not count in the basket."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from pos_app.domain.errors import Refused
from pos_app.domain.offers import Offer, Verdict
from pos_app.domain.quantity import ONE
from pos_app.till.door import TillDoor
from pos_app.till.shop_state import TryOut
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.offer_words import (
    days_words,
    is_over,
    kind_name,
    read_hour,
    scope_words,
    summary,
    value_words,
    verdict_words,
)
from pos_app.ui.screens.code_form import Find
from pos_app.ui.screens.offer_form import NEW, OfferForm
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.screens.pane import Keyed
from pos_app.ui.screens.sheet import Entry, Sheet
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList, Tone
from pos_app.ui.words import KYIV, hryvnias, money, quantity


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


def verdict_row(verdict: Verdict) -> Row:
    """What became of an offer, as a row."""
    given = verdict.reason is None
    return Row(
        verdict.offer.id,
        verdict.offer.name,
        verdict_words(verdict) or kind_name(verdict.offer.kind, charge=verdict.offer.charge),
        money(verdict.sum) if given else tr("ні"),
        icon_name="check" if given else "close",
        tone=Tone.GOOD if given else Tone.PLAIN,
    )


class OffersPanel(Keyed):
    """The list, and the form over it."""

    saved = Signal(object)
    removed = Signal(str)

    def __init__(self, look: Look, desk: Desk, find: Find, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
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
        self.form.removed.connect(self.removed)
        self.form.left.connect(self.close_form)
        self.stack.addWidget(self.form)

    def take(self, offers: Sequence[Offer], names: dict[str, str], categories: Sequence[tuple[str, str]]) -> None:
        """The offers as the till has them."""
        self.offers, self.names = tuple(offers), names
        self.form.names, self.form.categories = names, tuple(categories)
        today = self._now().astimezone(KYIV).date()
        self.rows.show_rows([offer_row(one, names, today) for one in offers])
        self.close_form()

    @property
    def asking(self) -> bool:
        """Is an offer being written?"""
        return self.stack.currentWidget() is self.form

    def edit(self, key: str) -> None:
        """Open an offer."""
        self._open(next(one for one in self.offers if one.id == key))

    def _open(self, offer: Offer) -> None:
        self.form.open(offer)
        self.stack.setCurrentWidget(self.form)

    def close_form(self) -> None:
        """Back to the list."""
        self.stack.setCurrentWidget(self.listing)

    def take_scan(self, code: str) -> None:
        """A scanned good is looked for where one is asked for."""
        if self.asking:
            self.form.sheet.take_scan(code)

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter opens."""
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
        if self.asking:
            return self.form.type_text(text)
        if text in {"+", "="}:
            self._open(NEW)
        return True

    def clear_typed(self) -> None:
        """An empty field."""
        if self.asking:
            self.form.clear_typed()


class TryOutPanel(Keyed):
    """Goods that nobody buys, at any day and hour: what they come to, and why."""

    def __init__(self, look: Look, desk: Desk, find: Find, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._desk = desk
        self._find = find
        self._asked = 0
        self.goods: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.card = False
        self.day: int | None = None
        self.minute: int | None = None
        self.draft: Offer | None = None
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        self.sheet = Sheet(look, desk, height=54)
        self.sheet.changed.connect(self._changed)
        body.addWidget(self.sheet, 50)
        side = QVBoxLayout()
        side.setSpacing(px(8))
        self.sums = Line(look, size=Size.TITLE, bold=True)
        self.lines = RowList(look, height=50, still=True, empty=tr("Додайте товар, щоб побачити суму."))
        self.verdicts = RowList(look, height=54, still=True, empty=tr("Акцій немає."))
        side.addWidget(self.sums)
        side.addWidget(self.lines, 1)
        side.addWidget(Line(look, tr("Акції: що спрацювало і чому ні"), bold=True))
        side.addWidget(self.verdicts, 1)
        body.addLayout(side, 50)

    def open(self, draft: Offer | None) -> None:
        """Begin, with an offer that is not saved yet."""
        self.draft = draft
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        now = tr("зараз")
        at = f"{self.minute // 60:02d}:{self.minute % 60:02d}" if self.minute is not None else now
        days = [("now", tr("Сьогодні")), *((str(day), days_words(frozenset({day}))) for day in range(7))]
        day = days_words(frozenset({self.day})) if self.day is not None else tr("сьогодні")
        goods = [
            Entry(f"good:{key}", self.names.get(key, key), quantity(many, tr("шт")), under=tr("торкніться: ще один"),
                  icon_name="basket")
            for key, many in self.goods.items()
        ]  # fmt: skip
        self.sheet.show_entries(
            [
                Entry("add", tr("Додати товар"), "", caption=tr("Назва, артикул або штрихкод"), find=self._find,
                      icon_name="plus"),
                *goods,
                Entry("clear", tr("Прибрати всі товари"), icon_name="clear"),
                Entry("day", tr("День"), day, choices=tuple(days)),
                Entry("time", tr("Час"), at, caption=tr("Час, наприклад 18:30; порожньо — зараз"), may_be_empty=True,
                      letters="12:"),
                Entry("card", tr("З карткою покупця"), tr("так") if self.card else tr("ні")),
            ]
        )  # fmt: skip
        self._asked += 1
        self._desk.start(self._count(self._asked))

    def _changed(self, key: str, text: str) -> None:
        if key == "add":
            self.goods[text] = self.goods.get(text, 0) + ONE
        elif key.startswith("good:"):
            self.goods[key[5:]] += ONE
        elif key == "clear":
            self.goods.clear()
        elif key == "day":
            self.day = None if text == "now" else int(text)
        elif key == "time":
            self.minute = read_hour(text) if text.partition(":")[0].strip().isdecimal() else None
        else:
            self.card = not self.card
        self.refresh()

    def _at(self) -> datetime | None:
        if self.day is None and self.minute is None:
            return None
        now = self._now().astimezone(KYIV)
        if self.minute is not None:
            now = now.replace(hour=self.minute // 60, minute=self.minute % 60)
        return now if self.day is None else now + timedelta(days=(self.day - now.weekday()) % 7)

    async def _count(self, number: int) -> None:
        goods, at, card, draft = list(self.goods.items()), self._at(), "0" if self.card else "", self.draft
        done = await self._desk.look_up(lambda till: till.try_offers(goods, at=at, card=card, offer=draft))
        if number == self._asked:
            self._show(done)

    def _show(self, done: TryOut) -> None:
        saved = done.totals.sum - done.totals.total
        words = tr("{total}, знижка {saved}").format(total=hryvnias(done.totals.total), saved=hryvnias(saved))
        self.sums.set_text(words if self.goods else "")
        rows = zip(done.cart.lines, done.totals.lines, strict=True)
        self.lines.show_rows(
            [
                Row(line.id, line.product.name, " · ".join(_given(applied) for applied in row.adjustments),
                    money(row.final), quantity(line.quantity))
                for line, row in rows
            ]
        )  # fmt: skip
        self.verdicts.show_rows([verdict_row(one) for one in done.verdicts])

    def take_scan(self, code: str) -> None:
        """A scanned good is looked for."""
        if not self.sheet.asking:
            self.sheet.ask("add")
        self.sheet.take_scan(code)

    def do(self, action: Action) -> bool:
        """The sheet's."""
        return self.sheet.do(action)

    def type_text(self, text: str) -> bool:
        """Into what is asked."""
        return self.sheet.type_text(text)

    def clear_typed(self) -> None:
        """An empty field."""
        self.sheet.clear_typed()


def _given(applied: Any) -> str:
    return f"{applied.adjustment.name} {money(applied.sum)}"


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
        self._desk.start(self._run(command))

    async def _run(self, command: Callable[[TillDoor], Awaitable[Any]]) -> None:
        async def done(till: TillDoor) -> bool:
            await command(till)
            return True

        if await self._desk.attempt(done):
            await self._load()
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
