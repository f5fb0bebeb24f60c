"""One offer as a sheet: each fact is turned, chosen or typed, and tried out before it is saved."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.errors import PosError
from pos_app.domain.offers import Offer, OfferKind
from pos_app.domain.scope import ADULTS, EVERYTHING, Scope
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.keys import Action
from pos_app.ui.offer_words import (
    dates_words,
    day_words,
    days_words,
    hours_words,
    kind_name,
    least_words,
    read_day,
    read_hours,
    read_least,
    read_value,
    scope_words,
    value_words,
)
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.sheet import Entry, Sheet
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row

NEW: Final = Offer("", "", OfferKind.PERCENT, Decimal(10))
_EVERY_DAY, _WORKDAYS, _WEEKEND = "every", "workdays", "weekend"
_STAYS: Final = "stays"
Search = Callable[[str], Awaitable[Sequence[Row]]]


def _narrowed(value: str, choices: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Choices where the offer is narrowed by now: so that a second Enter takes nothing, the list begins at what is in
    force, and where that is no single one of them, with leaving it.
    """
    named = any(name == value for _, name in choices)
    return tuple(choices) if named else ((_STAYS, tr("Залишити")), *choices)


class OfferForm(Keyed):
    """Holds a draft until it is saved; `saved` carries it, `removed` asks to delete what was saved."""

    saved = Signal(object)
    removed = Signal()
    left = Signal()

    def __init__(self, look: Look, desk: Desk, find: Search) -> None:
        super().__init__()
        self._find = find
        self.names: dict[str, str] = {}
        self.categories: tuple[tuple[str, str], ...] = ()
        self.draft = NEW
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.error = Line(look, size=Size.TEXT, bold=True, colour=look.colours.stop, most=2)
        self.error.hide()
        self.sheet = Sheet(look, desk, height=50)
        self.sheet.changed.connect(self._changed)
        self.sheet.stack.currentChanged.connect(self._show_foot)
        column.addWidget(self.error)
        column.addWidget(self.sheet, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        self.save = TouchButton(look, tr("Зберегти акцію"), role=Role.PAY, key="F6", size=Size.LARGE)
        self.remove = TouchButton(look, tr("Видалити акцію"), role=Role.STOP, key="Del")
        self.back = EscButton(look, tr("Не зберігати"), depth=Depth.FORM)
        self.save.clicked.connect(self._save)
        self.remove.clicked.connect(self.removed)
        self.back.clicked.connect(self.left)
        for button, stretch in ((self.back, 1), (self.remove, 1), (self.save, 2)):
            button.setFixedHeight(px(60))
            foot.addWidget(button, stretch)
        column.addLayout(foot)

    def know(self, names: dict[str, str], categories: Sequence[tuple[str, str]]) -> None:
        """What goods and categories are called; a question that is being answered stands as it is."""
        self.names, self.categories = names, tuple(categories)
        if not self.sheet.asking:
            self._show()

    def open(self, offer: Offer) -> None:
        """Begin with an offer; NEW for another one."""
        self.draft = offer
        self._say("")
        self._show()
        self._show_foot()

    def _show_foot(self) -> None:
        """While one fact is asked for, nothing is done with the whole: the keys belong to what is typed."""
        free = not self.sheet.asking
        self.save.setEnabled(free)
        self.back.setEnabled(free)
        self.remove.setEnabled(free and bool(self.draft.id))

    def _say(self, words: str) -> None:
        self.error.set_text(words)
        self.error.setVisible(bool(words))

    def _show(self) -> None:
        one = self.draft
        yes_no = {True: tr("так"), False: tr("ні")}
        kinds = [(kind.value, kind_name(kind)) for kind in OfferKind]
        charges = [
            ("charge:percent", kind_name(OfferKind.PERCENT, charge=True)),
            ("charge:value", kind_name(OfferKind.VALUE, charge=True)),
        ]
        sizes = {OfferKind.NTH_FREE: tr("Кожен який (число)"), OfferKind.PRICE: tr("Ціна за одиницю, грн")}
        size = sizes.get(one.kind, tr("Відсоток") if one.kind.is_percent else tr("Сума, грн"))
        least = tr("Від якої суми чека, грн") if one.kind.is_of_receipt else tr("Від якої кількості товару")
        everything = ("all", tr("Усі товари"))
        adults = (ADULTS, tr("Товари 18+ (алкоголь, тютюн)"))
        days = ((_EVERY_DAY, tr("Щодня")), (_WORKDAYS, tr("Понеділок – п'ятниця")), (_WEEKEND, tr("Субота і неділя")))
        weekdays = (*days, *((f"day:{day}", days_words(frozenset({day}))) for day in range(7)))
        scopes, when = (everything, adults, *self.categories), days_words(one.days)
        where = scope_words(one.scope, self.names)
        hours = hours_words(one.begins, one.ends)
        day = tr("День, наприклад 31.12.2026; порожньо — без межі")
        goods = scope_words(Scope(one.scope.goods), self.names) if one.scope.goods else tr("будь-який")
        if one.scope != EVERYTHING:
            scopes = _narrowed(where, scopes)
        if one.days:
            weekdays = _narrowed(when, weekdays)
        entries = [
            Entry("name", tr("Назва в чеку"), one.name or "…", caption=tr("Як стоятиме в чеку"), start=one.name),
            Entry("kind", tr("Що дає"), kind_name(one.kind, charge=one.charge), choices=(*kinds, *charges)),
            Entry("value", tr("Розмір"), value_words(one), caption=size),
            Entry("category", tr("На що"), where, choices=scopes),
            Entry("good", tr("Лише на товар"), goods, caption=tr("Назва, артикул або штрихкод"), find=self._find),
            Entry("least", tr("Умова"), least_words(one), caption=least),
            Entry("card", tr("Лише з карткою покупця"), yes_no[one.card]),
            Entry("days", tr("Дні"), when, choices=weekdays),
            Entry("hours", tr("Години"), hours, caption=tr("Від і до, наприклад 18:00-20:30; порожньо — увесь день"),
                  start="" if one.begins == one.ends else hours, may_be_empty=True, letters="12:"),
            Entry("first", tr("Перший день"), dates_words(one.first, None), caption=day, start=day_words(one.first),
                  may_be_empty=True),
            Entry("last", tr("Останній день"), dates_words(None, one.last), caption=day, start=day_words(one.last),
                  may_be_empty=True),
            Entry("alone", tr("Не поєднується з іншими"), yes_no[one.alone]),
            Entry("priority", tr("Порядок (менший — раніше)"), str(one.priority), caption=tr("Число до 999")),
            Entry("enabled", tr("Діє"), yes_no[one.enabled]),
        ]  # fmt: skip
        if one.kind.is_of_receipt:
            entries = [entry for entry in entries if entry.key not in {"category", "good"}]
        self.sheet.show_entries(entries)

    def _changed(self, key: str, text: str) -> None:
        if text == _STAYS and key in {"category", "days"}:
            return
        try:
            self.draft = self._with(key, text)
        except PosError as error:
            self._say(error_text(error))
            return
        self._say("")
        self._show()

    def _with(self, key: str, text: str) -> Offer:
        one = self.draft
        if key in {"card", "alone", "enabled"}:
            return self._turned(key)
        if key == "kind":
            charge = text.startswith("charge:")
            kind = OfferKind(text.removeprefix("charge:"))
            return replace(one, kind=kind, charge=charge, scope=EVERYTHING if kind.is_of_receipt else one.scope)
        if key == "value":
            return replace(one, value=read_value(one.kind, text))
        if key == "least":
            return replace(one, least=read_least(one.kind, text))
        if key == "hours":
            begins, ends = read_hours(text)
            return replace(one, begins=begins, ends=ends)
        if key == "first":
            return replace(one, first=read_day(text))
        if key == "last":
            return replace(one, last=read_day(text))
        if key == "priority":
            return replace(one, priority=int(text) if text.isdecimal() else -1)
        if key == "days":
            return replace(one, days=self._days(text))
        if key == "category":
            return replace(one, scope=self._scope(text, is_good=False))
        return replace(one, scope=self._scope(text, is_good=True)) if key == "good" else replace(one, name=text)

    def _turned(self, key: str) -> Offer:
        one = self.draft
        if key == "card":
            return replace(one, card=not one.card)
        return replace(one, alone=not one.alone) if key == "alone" else replace(one, enabled=not one.enabled)

    def _days(self, choice: str) -> frozenset[int]:
        ready = {_EVERY_DAY: frozenset[int](), _WORKDAYS: frozenset(range(5)), _WEEKEND: frozenset({5, 6})}
        days = ready[choice] if choice in ready else self.draft.days ^ {int(choice.removeprefix("day:"))}
        # the only one, chosen once more, stays: every day has a word of its own
        return days if days or choice == _EVERY_DAY else self.draft.days

    def _scope(self, key: str, *, is_good: bool) -> Scope:
        """All goods, or one more or less of those meant."""
        now = self.draft.scope
        if key == "all":
            return EVERYTHING
        kept = now.goods if is_good else now.categories
        other = tuple(one for one in kept if one != key) if key in kept else (*kept, key)
        scope = replace(now, goods=other) if is_good else replace(now, categories=other)
        # the only category, chosen once more, stays: all goods have a word of their own
        return now if not is_good and scope == EVERYTHING else scope

    def _save(self) -> None:
        """What is still being typed is taken first and seen: an offer without it is not what was meant."""
        if self.sheet.finish():
            self.saved.emit(self.draft)

    def do(self, action: Action) -> bool:
        """The sheet first; F6 saves, Delete takes away, Esc gives up."""
        if self.sheet.do(action):
            return True
        if action is Action.PAY:
            self._save()
        elif action is Action.VOID and self.sheet.asking:
            self.sheet.clear_typed()
        elif action is Action.VOID and self.draft.id:
            self.removed.emit()
        elif action is Action.BACK:
            self.left.emit()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Into what is asked."""
        return self.sheet.type_text(text)

    def clear_typed(self) -> None:
        """An empty field."""
        self.sheet.clear_typed()
