"""The page of the shop's rules: age, hours without sale, least prices, closing by itself."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pos_app.domain.errors import PosError, refused
from pos_app.domain.money import parse_hryvnias
from pos_app.domain.offers import MinimumPrice
from pos_app.domain.scope import ADULTS, Scope
from pos_app.domain.shop_rules import NoSale, ShopRules, hour
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.offer_words import hours_words, read_hour, read_hours, scope_words
from pos_app.ui.screens.form_entries import changed_forms, form_entries
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.screens.sheet import Entry, Sheet
from pos_app.ui.theme import Look
from pos_app.ui.words import hryvnias

T = TypeVar("T")

_STAYS, _GONE = "stays", "gone"
"""What may become of a rule; the harmless one stands first, so that a second Enter takes nothing away."""


class ShopRulesScreen(TabbedPage[Sheet]):
    """One sheet; each change counts at once."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self.rules = ShopRules()
        self._names: dict[str, str] = {}
        self._categories: tuple[tuple[str, str], ...] = ()
        self.sheet = Sheet(look, desk, height=60)
        self.sheet.changed.connect(self._changed)
        self.forms = Sheet(look, desk, height=60)
        self.forms.changed.connect(self._form_changed)
        panels = ((tr("Правила продажу"), self.sheet), (tr("Форми оплати"), self.forms))
        super().__init__(look, desk, panels)

    def open(self) -> None:
        """Read the rules anew."""
        for sheet in (self.sheet, self.forms):
            sheet.close_question()
        self._desk.forget_mistake()
        self._desk.start(self._load())

    async def _load(self) -> None:
        categories = await self._desk.look_up(lambda till: till.categories())
        self._categories = tuple((one.id, one.name) for one in categories)
        self._names = dict(self._categories)
        rules = await self._desk.look_up(lambda till: till.shop_rules())
        if rules != self.rules or not (self.sheet.asking or self.forms.asking):
            # a question that was opened meanwhile is given up only for other rules: it may be about one that is gone
            self._take(rules)

    def _take(self, rules: ShopRules) -> None:
        self.rules = rules
        adults = (ADULTS, tr("Товари 18+ (алкоголь, тютюн)"))
        where = (adults, *self._categories)
        closes = hour(rules.close_at) if rules.close_at is not None else ""
        closing = tr("о {hour}").format(hour=closes) if closes else tr("ні")
        entries = [
            Entry("age", tr("Питати вік покупця"), tr("так") if rules.ask_age else tr("ні"),
                  under=tr("алкоголь, тютюн та інші товари 18+")),
            Entry("close", tr("Закривати зміну автоматично"), closing, start=closes, may_be_empty=True, letters="12:",
                  caption=tr("Час, наприклад 23:50; порожньо — не закривати"), confirm=tr("Зберегти"),
                  under=tr("якщо забули закрити; зміна не може тривати понад добу")),
        ]  # fmt: skip
        yes_no = {True: tr("так"), False: tr("ні")}
        parked = tr("{hours} год").format(hours=rules.parked_hours) if rules.parked_hours else tr("без строку")
        entries += [
            Entry("contacts", tr("Пам'ятати e-mail і телефон за карткою"), yes_no[rules.remember_contacts],
                  under=tr("вимкнення стирає все, що збережено")),
            Entry("parked", tr("Відкладений чек зберігати"), parked, caption=tr("Годин; 0 — без строку")),
        ]  # fmt: skip
        limit = hryvnias(rules.withdrawal_limit) if rules.withdrawal_limit else tr("не видаємо")
        entries.append(
            Entry("withdrawal", tr("Видача готівки з картки за раз"), limit,
                  caption=tr("До скількох гривень; 0 — не видавати"),
                  under=tr("лише за договором з банком, що обслуговує термінал"))
        )  # fmt: skip
        stay_or_go = ((_STAYS, tr("Залишити")), (_GONE, tr("Прибрати правило")))
        for place, one in enumerate(rules.no_sale):
            entries.append(
                Entry(f"hours:{place}", tr("Не продавати"), hours_words(one.begins, one.ends),
                      under=scope_words(one.scope, self._names), choices=stay_or_go)
            )  # fmt: skip
        entries.append(Entry("no_sale", tr("Додати години без продажу"), choices=where, icon_name="plus"))
        for place, least in enumerate(rules.minimums):
            entries.append(
                Entry(f"least:{place}", tr("Мінімальна ціна"), hryvnias(least.price),
                      under=scope_words(least.scope, self._names), choices=stay_or_go)
            )  # fmt: skip
        entries.append(Entry("minimum", tr("Додати мінімальну ціну"), choices=where, icon_name="plus"))
        self.sheet.show_entries(entries)
        self.forms.show_entries(form_entries(rules.forms))
        self.show_notice()

    def _form_changed(self, key: str, text: str) -> None:
        rules = replace(self.rules, forms=changed_forms(self.rules.forms, key, text))
        if rules != self.rules:
            self._begin(rules)

    def _changed(self, key: str, text: str) -> None:
        try:
            rules = self._with(key, text)
        except PosError as error:
            self._desk.complain(error)
            self.show_notice()
            return
        if rules is not None:
            self._begin(rules)

    def _with(self, key: str, text: str) -> ShopRules | None:
        kind, _, place = key.partition(":")
        if kind == "age":
            return replace(self.rules, ask_age=not self.rules.ask_age)
        if kind == "close":
            return replace(self.rules, close_at=read_hour(text) if text.strip("- ") else None)
        if kind == "contacts":
            return replace(self.rules, remember_contacts=not self.rules.remember_contacts)
        if kind == "parked":
            return replace(self.rules, parked_hours=int(text) if text.isdecimal() and len(text) < 5 else -1)
        if kind == "withdrawal":
            return replace(self.rules, withdrawal_limit=_read_limit(text))
        if kind in {"hours", "least"} and text == _STAYS:
            return None
        if kind == "hours":
            return replace(self.rules, no_sale=_without(self.rules.no_sale, int(place)))
        if kind == "least":
            return replace(self.rules, minimums=_without(self.rules.minimums, int(place)))
        if kind in {"no_sale", "minimum"}:
            self._ask_size(kind, text)
            return None
        return self._added(kind, place, text)

    def _ask_size(self, kind: str, where: str) -> None:
        name = scope_words(Scope(categories=(where,)), self._names)
        caption = tr("Від і до: 22:00-08:00") if kind == "no_sale" else tr("Найменша ціна за одиницю, грн")
        asked = Entry(f"new_{kind}:{where}", name, caption=caption, letters="12:" if kind == "no_sale" else "123")
        self.sheet.show_entries([asked])
        self.sheet.ask(asked.key)

    def _added(self, kind: str, where: str, text: str) -> ShopRules:
        scope, name = Scope(categories=(where,)), self._names.get(where, "18+")
        if kind == "new_no_sale":
            begins, ends = read_hours(text)
            return replace(self.rules, no_sale=(*self.rules.no_sale, NoSale(name, begins, ends, scope)))
        try:
            price = parse_hryvnias(text)
        except ValueError:
            raise refused("bad_price") from None
        return replace(self.rules, minimums=(*self.rules.minimums, MinimumPrice(name, price, scope)))

    def _begin(self, rules: ShopRules) -> None:
        """The next change is made upon this one, though it is not answered yet: else it would take it back."""
        self.rules = rules
        self._desk.start(self._save(rules))

    async def _save(self, rules: ShopRules) -> None:
        saved = await self._desk.attempt(lambda till: till.set_shop_rules(rules))
        if saved is None:
            saved = await self._desk.look_up(lambda till: till.shop_rules())
        if rules is self.rules:
            self._take(saved)
        self.show_notice()

    def show_notice(self) -> None:
        """The strip stands under the head while a mistake was made here."""
        self.headline.stand_for(self._desk.state, self._desk.mistake)


def _read_limit(text: str) -> int:
    """Kopecks; nothing typed, or a dash, is 0."""
    try:
        return parse_hryvnias(text) if text.strip("- ") else 0
    except ValueError:
        raise refused("bad_price") from None


def _without(rows: Sequence[T], place: int) -> tuple[T, ...]:
    return tuple(row for index, row in enumerate(rows) if index != place)
