"""Packs and customers' cards: a list, and a form of a few questions, one after the other."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.catalog.barcode_rules import CardRule
from pos_app.domain.barcode import inner_number
from pos_app.till.code_state import BadgeRow, PackRow
from pos_app.ui.barcode_words import card_row, pack_row
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.code_form import CodeForm
from pos_app.ui.screens.list_with_form import ListWithForm
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList
from pos_app.ui.words import day_and_time


class CodeListPanel(ListWithForm[CodeForm]):
    """The list on the left; on the right what it is for, or the question that is asked."""

    def __init__(self, look: Look, desk: Desk, *, what: str, empty: str, add: str) -> None:
        super().__init__()
        self._desk = desk
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        self.rows = RowList(look, height=60, empty=empty)
        self.rows.moved.connect(self._moved)
        body.addWidget(self.rows, 50)
        self.side = QStackedWidget()
        self.side.addWidget(self._make_intro(look, what, add))
        self.form = CodeForm(look, desk)
        self.form.answered.connect(self._answered)
        self.side.addWidget(self.form)
        body.addWidget(self.side, 50)

    def _make_intro(self, look: Look, what: str, add: str) -> QWidget:
        self.intro = QWidget()
        column = QVBoxLayout(self.intro)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Line(look, what, size=Size.TEXT, most=5, from_top=True))
        column.addStretch(1)
        self.add = TouchButton(look, add, role=Role.ACCENT, key="+", size=Size.LARGE)
        self.remove = TouchButton(look, tr("Прибрати"), role=Role.STOP, key="Del")
        self.add.clicked.connect(self.begin)
        self.remove.clicked.connect(self._remove)
        for button in (self.add, self.remove):
            button.setFixedHeight(look.px(60))
            column.addWidget(button)
        return self.intro

    def _answered(self, answer: object) -> None:
        """Ask the next one, or be done."""

    def _moved(self) -> None:
        self.remove.setEnabled(self.rows.chosen_key() is not None)

    def _show(self, rows: Sequence[Row]) -> None:
        self.rows.show_rows(rows)
        self._moved()

    def take_scan(self, code: str) -> bool:
        """A scan answers the question. → was it taken?"""
        if self.asking:
            self.form.take_scan(code)
        return self.asking


class PacksPanel(CodeListPanel):
    """Which code on a box stands for how many pieces of which product."""

    changed = Signal(str, str, int)
    """Code, product and count; a count of 0 forgets the pack."""

    def __init__(self, look: Look, desk: Desk) -> None:
        what = tr("Код на ящику чи блоку: каса додасть у чек стільки штук товару, скільки тут вказано.")
        empty = tr("Упаковок немає: кожен код означає одну штуку.")
        super().__init__(look, desk, what=what, empty=empty, add=tr("Додати упаковку"))
        self._code = ""
        self._product = ""

    def take(self, rows: Sequence[PackRow]) -> None:
        """The packs as the till has them."""
        self._show([pack_row(row) for row in rows])

    def begin(self) -> None:
        """First the code on the box."""
        self._code = self._product = ""
        self.form.ask(tr("Скануйте код упаковки"), tr("Код упаковки"))
        self.side.setCurrentWidget(self.form)

    def _answered(self, answer: object) -> None:
        if answer is None:
            self.close_form()
        elif not self._code:
            self._code = str(answer)
            start = inner_number(self._code) or ""
            self.form.ask(tr("Який товар усередині?"), tr("Назва, артикул або код штуки"), start=start, find=self._find)
        elif not self._product:
            self._product = str(answer)
            self.form.ask(tr("Скільки штук в упаковці?"), tr("Штук"))
        else:
            text = str(answer)
            self.changed.emit(self._code, self._product, int(text) if text.isdecimal() and len(text) < 7 else -1)

    async def _find(self, text: str) -> Sequence[Row]:
        products = await self._desk.look_up(lambda till: till.by_barcode(text))
        if not products:
            products = await self._desk.look_up(lambda till: till.search(text, limit=30))
        return [Row(product.id, product.name, product.barcode or product.code) for product in products]

    def _remove(self) -> None:
        code = self.rows.chosen_key()
        if code is not None:
            self.changed.emit(code, "", 0)


class CardsPanel(CodeListPanel):
    """How the codes of customers' cards begin."""

    changed = Signal(object)
    """All rules, as they should be."""

    def __init__(self, look: Look, desk: Desk) -> None:
        what = tr("Код, що починається так, каса вважає карткою покупця і додає до чека.")
        super().__init__(
            look, desk, what=what, empty=tr("Картки покупців не налаштовано."), add=tr("Додати початок коду")
        )
        self._rules: tuple[CardRule, ...] = ()
        self._length = 0

    def take(self, rules: Sequence[CardRule]) -> None:
        """The rules as the till has them."""
        self._rules = tuple(rules)
        self._show([card_row(rule) for rule in rules])

    def begin(self) -> None:
        """A card is scanned, then its beginning is left."""
        self._length = -1
        self.form.ask(tr("Скануйте будь-яку картку"), tr("Код картки або його початок"))
        self.side.setCurrentWidget(self.form)

    def take_scan(self, code: str) -> bool:
        """A whole card gives the length; what is left of it then is the beginning."""
        if self.asking and self._length < 0:
            self._length = len(code)
            self.form.ask(tr("Залиште лише спільний початок карток"), tr("Початок коду"), start=code)
            return True
        return super().take_scan(code)

    def _answered(self, answer: object) -> None:
        if answer is None:
            self.close_form()
            return
        text = str(answer)
        length = self._length if self._length > len(text) else 0
        self.changed.emit([*(rule for rule in self._rules if rule.prefix != text), CardRule(text, length)])

    def _remove(self) -> None:
        key = self.rows.chosen_key()
        if key is not None:
            self.changed.emit([rule for rule in self._rules if rule.prefix != key])


class BadgesPanel(CodeListPanel):
    """Cards that sign their owners in."""

    issued = Signal(str)
    revoked = Signal(str)

    def __init__(self, look: Look, desk: Desk) -> None:
        what = tr("Картка замість PIN-коду. Бейдж видається тому, хто зараз увійшов з PIN-кодом.")
        empty = tr("Бейджів немає: касири входять з PIN-кодом.")
        super().__init__(look, desk, what=what, empty=empty, add=tr("Видати мені бейдж"))

    def take(self, rows: Sequence[BadgeRow]) -> None:
        """The badges as the till has them."""
        issued = tr("видано {when}")
        self._show(
            [Row(row.id, row.name, issued.format(when=day_and_time(row.issued_at)), "", "", "user") for row in rows]
        )

    def begin(self) -> None:
        """Scan the card."""
        self.form.ask(tr("Скануйте картку, що стане бейджем"), tr("Код картки"))
        self.side.setCurrentWidget(self.form)

    def _answered(self, answer: object) -> None:
        if answer is None:
            self.close_form()
        else:
            self.issued.emit(str(answer))

    def _remove(self) -> None:
        key = self.rows.chosen_key()
        if key is not None:
            self.revoked.emit(key)
