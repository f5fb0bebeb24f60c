"""The rules of labels from the shop's own scales: a list, and a form that draws each digit in its colour."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.in_store import LENGTH, InStoreKind, InStoreRule
from pos_app.ui.barcode_words import decimals_of, kind_in_words, label_row
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.layout_digits import LayoutDigits
from pos_app.ui.widgets.numpad import Numpad
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.widgets.rows import RowList

_KINDS: Final = tuple(InStoreKind)
_MOST_DECIMALS: Final = {InStoreKind.WEIGHT: 3, InStoreKind.PRICE: 2, InStoreKind.PIECES: 0}
NEW: Final = InStoreRule("26", InStoreKind.WEIGHT)


class Stepper(QWidget):
    """A caption and a small number between minus and plus."""

    stepped = Signal(int)

    def __init__(self, look: Look, caption: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(6))
        row.addWidget(Line(look, caption, size=Size.TEXT, most=2 if look.compact else 1), 1)
        self.value = Line(look, size=Size.LARGE, bold=True, align=paint.CENTRE)
        self.value.setFixedWidth(look.px(44))
        for icon_name, by in (("minus", -1), ("plus", 1)):
            button = TouchButton(look, "", icon_name=icon_name)
            button.setFixedSize(look.px(56), look.px(50))
            button.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
            row.addWidget(button)
            if by < 0:
                row.addWidget(self.value)


class LabelRulesPanel(Keyed):
    """Touch a rule to change it. Everything is kept at once by the green button."""

    changed = Signal(object)
    """All rules, as they should be."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._rules: tuple[InStoreRule, ...] = ()
        self.draft = NEW
        self._old: str | None = None
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        self.left = QStackedWidget()
        self.rows = RowList(look, height=60, empty=tr("Правил немає: вагові коди не читаються."))
        self.rows.taken.connect(self.edit)
        self.rows.moved.connect(self._preview)
        self.pad = Numpad(look, without=(",", "*", "00"))
        self.pad.pressed.connect(self.touch_key)
        self.left.addWidget(self.rows)
        self.left.addWidget(self.pad)
        body.addWidget(self.left, 46)
        right = QVBoxLayout()
        right.setSpacing(px(6))
        self.digits = LayoutDigits(look)
        right.addWidget(self.digits)
        self.hint = Line(look, size=Size.TEXT, colour=look.colours.ink_soft, most=2, from_top=True)
        right.addWidget(self.hint)
        self.side = QStackedWidget()
        self.side.addWidget(self._make_choice(look))
        self.side.addWidget(self._make_form(look))
        right.addWidget(self.side, 1)
        body.addLayout(right, 54)

    def _make_choice(self, look: Look) -> QWidget:
        self.choice = QWidget()
        column = QVBoxLayout(self.choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        self.change = TouchButton(look, tr("Змінити правило"), role=Role.PLAIN, key="Enter")
        self.add = TouchButton(look, tr("Додати правило"), role=Role.ACCENT, key="+")
        self.remove = TouchButton(look, tr("Прибрати правило"), role=Role.STOP, key="Del")
        actions = ((self.change, self._edit_chosen), (self.add, self.begin), (self.remove, self._remove))
        for button, action in actions:
            button.setFixedHeight(look.px(60))
            button.clicked.connect(action)
            column.addWidget(button)
        return self.choice

    def _make_form(self, look: Look) -> QWidget:
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        kinds = [Option(kind.value, kind_in_words(kind)) for kind in _KINDS]
        self.kinds = OptionRow(look, kinds, self._kind_changed)
        self.prefix = Field(look, tr("Префікс"), size=Size.LARGE, height=56)
        self.prefix.changed.connect(self._prefix_changed)
        self.article = Stepper(look, tr("Цифр артикула"))
        self.article.stepped.connect(self._step_article)
        self.decimals = Stepper(look, tr("Знаків після коми"))
        self.decimals.stepped.connect(self._step_decimals)
        verified = Option("", tr("Без контрольної цифри")), Option("verifier", tr("З контрольною цифрою"))
        self.verifier = OptionRow(look, verified, self._verifier_changed)
        buttons = QHBoxLayout()
        self.save = TouchButton(look, tr("Зберегти"), role=Role.PAY, key="F6")
        cancel = EscButton(look, tr("Скасувати"), depth=Depth.FORM)
        self.save.clicked.connect(self._save)
        cancel.clicked.connect(self.close_form)
        for button in (self.save, cancel):
            button.setFixedHeight(look.px(56))
            buttons.addWidget(button)
        for widget in (self.kinds, self.prefix, self.article, self.decimals, self.verifier):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(buttons)
        return self.form

    # the list

    def take(self, rules: Sequence[InStoreRule]) -> None:
        """The rules as the till has them."""
        self._rules = tuple(rules)
        self.rows.show_rows([label_row(rule) for rule in rules])
        self._preview()

    @property
    def asking(self) -> bool:
        """Is a rule being changed?"""
        return self.side.currentWidget() is self.form

    def _chosen(self) -> InStoreRule | None:
        return next((rule for rule in self._rules if rule.prefix == self.rows.chosen_key()), None)

    def _preview(self) -> None:
        if self.asking:
            return
        rule = self._chosen()
        self.digits.show_rule(rule)
        self.hint.set_text(tr("Так виглядає код за цим правилом.") if rule else "")
        for button in (self.change, self.remove):
            button.setEnabled(rule is not None)

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.changed.emit([rule for rule in self._rules if rule is not chosen])

    # the form

    def begin(self) -> None:
        """A new rule."""
        free = (f"{number}" for number in range(20, 30) if all(rule.prefix != f"{number}" for rule in self._rules))
        self._open(replace(NEW, prefix=next(free, "2")), None)

    def _edit_chosen(self) -> None:
        self.edit(self.rows.chosen_key() or "")

    def edit(self, prefix: str) -> None:
        """Change a rule."""
        rule = next((rule for rule in self._rules if rule.prefix == prefix), None)
        if rule is not None:
            self._open(rule, prefix)

    def _open(self, rule: InStoreRule, old: str | None) -> None:
        self.draft, self._old = rule, old
        self.side.setCurrentWidget(self.form)
        self.left.setCurrentWidget(self.pad)
        self.prefix.set_text(rule.prefix)
        self.kinds.choose(_KINDS.index(rule.kind))
        self.verifier.choose(int(rule.verifier))
        self._show()

    def close_form(self) -> None:
        """Back to the list."""
        self.side.setCurrentWidget(self.choice)
        self.left.setCurrentWidget(self.rows)
        self._preview()

    def _set(self, rule: InStoreRule) -> None:
        """The value takes what the other parts leave of the thirteen digits."""
        rest = LENGTH - 1 - len(rule.prefix) - rule.article_digits - rule.verifier
        self.draft = replace(rule, value_digits=max(rest, 0))
        self._show()

    def _kind_changed(self) -> None:
        kind = _KINDS[self.kinds.place]
        if kind is not self.draft.kind:
            self._set(replace(self.draft, kind=kind, scale=1))

    def _prefix_changed(self, text: str) -> None:
        digits = "".join(char for char in text if char.isdigit())[:4]
        if digits != text:
            self.prefix.set_text(digits)
        elif digits != self.draft.prefix:
            self._set(replace(self.draft, prefix=digits))

    def _step_article(self, by: int) -> None:
        self._set(replace(self.draft, article_digits=min(max(self.draft.article_digits + by, 3), 7)))

    def _step_decimals(self, by: int) -> None:
        most = _MOST_DECIMALS[self.draft.kind]
        decimals = min(max(decimals_of(self.draft) + by, 0), most)
        self._set(replace(self.draft, scale=10 ** (most - decimals)))

    def _verifier_changed(self) -> None:
        verifier = bool(self.verifier.chosen.key)
        if verifier is not self.draft.verifier:
            self._set(replace(self.draft, verifier=verifier))

    def _show(self) -> None:
        rule = self.draft
        self.digits.show_rule(rule)
        self.article.value.set_text(str(rule.article_digits))
        self.decimals.value.set_text(str(decimals_of(rule)))
        self.decimals.setEnabled(rule.kind is not InStoreKind.PIECES)
        told = tr("Значенню лишилося цифр: {count}. Разом їх має бути 13; К — контрольна.")
        self.hint.set_text(told.format(count=rule.value_digits))

    def _save(self) -> None:
        kept = [rule for rule in self._rules if rule.prefix != self._old]
        place = next((n for n, rule in enumerate(self._rules) if rule.prefix == self._old), len(kept))
        self.changed.emit([*kept[:place], self.draft, *kept[place:]])

    # keys

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter changes, Delete takes away; in the form F6 keeps and Esc leaves it."""
        if self.asking:
            return self._do_in_form(action)
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self._edit_chosen()
        elif action is Action.VOID:
            self._remove()
        else:
            return False
        return True

    def _do_in_form(self, action: Action) -> bool:
        if action in {Action.PAY, Action.ENTER}:
            self._save()
        elif action is Action.BACK:
            self.close_form()
        elif action is Action.BACKSPACE:
            self.prefix.backspace()
        elif action in {Action.LEFT, Action.RIGHT}:
            self.kinds.choose(self.kinds.place + (1 if action is Action.RIGHT else -1))
        elif action in {Action.UP, Action.DOWN}:
            self._step_article(1 if action is Action.UP else -1)
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Digits of the prefix; plus begins a new rule."""
        if self.asking:
            self.prefix.insert(text)
        elif text in {"+", "="}:
            self.begin()
        return True

    def clear_typed(self) -> None:
        """An empty prefix."""
        self.prefix.clear()
