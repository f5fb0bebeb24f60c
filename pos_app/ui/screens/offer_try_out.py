"""The try-out of offers: goods that nobody buys, at any day and hour, what they come to and why."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.errors import PosError
from pos_app.domain.offers import Offer, Verdict
from pos_app.domain.quantity import ONE
from pos_app.till.shop_state import TryOut
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.offer_words import days_words, kind_name, read_hour, verdict_words
from pos_app.ui.screens.code_form import Find
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.sheet import Entry, Sheet
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList, Tone
from pos_app.ui.words import KYIV, hryvnias, money, quantity


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
            try:
                self.minute = read_hour(text) if text.partition(":")[0].strip().isdecimal() else None
            except PosError as error:
                self._desk.complain(error)
                return
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
                    money(row.final), quantity(line.quantity, line.product.unit))
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
