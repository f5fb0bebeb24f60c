"""The form of an exception: first what it is for, found by a search, then the taxes that it is sold with."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.tax import Tax
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.answer_panel import write_beside
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.tax_words import code_rows, kind_in_words, toggled
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.widgets.rows import Row, RowList

MOST_FOUND: Final = 30


class TaxOverrideForm(Keyed):
    """Answers (kind, key, codes), or None when the person went back."""

    answered = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._taxes: Mapping[int, Tax] = {}
        self._target: tuple[str, str] | None = None
        self._chosen: tuple[int, ...] = ()
        self._asked = 0
        self._shown = 0
        """The search whose rows are shown."""
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        self.title = Line(look, size=Size.LARGE, bold=True, elides=True)
        back = EscButton(look, depth=Depth.FORM, signed=False, icon_name="close")
        back.setFixedSize(px(64), px(48))
        back.clicked.connect(self.go_back)
        head.addWidget(self.title, 1)
        head.addWidget(back)
        column.addLayout(head)
        kinds = (
            Option("product", tr("Товар")),
            Option("category", tr("Категорія")),
            Option("uktzed", tr("УКТЗЕД")),
        )
        self.kinds = OptionRow(look, kinds, self._kind_changed)
        self.field = Field(look, tr("Пошук"), figures=False, size=Size.LARGE, height=60)
        self.field.changed.connect(self._search)
        self.rows = RowList(look, height=54)
        self.rows.taken.connect(self._take)
        self.letters = TouchKeyboard(look)
        self.letters.pressed.connect(self.touch_key)
        self.field.touched.connect(self._turn)
        self.save = TouchButton(look, tr("Зберегти виняток"), role=Role.PAY, key="F6", size=Size.LARGE)
        self.save.setFixedHeight(px(60))
        self.save.clicked.connect(self._save)
        column.addWidget(self.kinds)
        column.addWidget(self.field)
        column.addWidget(self.rows, 1)
        column.addWidget(self.letters, 1)
        column.addWidget(self.save)

    def open(self, taxes: Mapping[int, Tax]) -> None:
        """Begin anew."""
        self._taxes = taxes
        self._target, self._chosen = None, ()
        self.field.clear()
        self.kinds.choose(0)
        self._write(False)

    def _turn(self) -> None:
        self._write(self.letters.isHidden())

    def _write(self, writing: bool) -> None:
        write_beside(self, self.letters, self.rows, writing)

    # what it is for

    def _kind_changed(self) -> None:
        self.field.clear()
        self._show_step()
        self._search(self.field.text())

    def _show_step(self) -> None:
        choosing = self._target is None
        for widget in (self.kinds, self.field):
            widget.setVisible(choosing)
        self.save.setVisible(not choosing)
        self.save.setEnabled(bool(self._chosen))
        self.title.set_text(tr("Для чого виняток?") if choosing else self.title.text())
        hints = {
            "product": tr("Введіть назву або артикул товару."),
            "category": tr("Такої категорії немає."),
            "uktzed": tr("Введіть від 2 до 10 цифр коду."),
        }
        self.rows.set_empty(hints[self.kinds.chosen.key])

    def _search(self, text: str) -> None:
        self._asked += 1
        if self._target is None:
            self._desk.start(self._find(self._asked, self.kinds.chosen.key, text.strip()))

    async def _find(self, number: int, kind: str, text: str) -> None:
        rows = await self._found(kind, text)
        if number == self._asked and self._target is None:
            self._shown = number
            self.rows.show_rows(rows)

    async def _found(self, kind: str, text: str) -> Sequence[Row]:
        if kind == "uktzed":
            digits = "".join(char for char in text if char.isdigit())
            return [Row(digits, f"{kind_in_words(kind)} {digits}")] if 2 <= len(digits) <= 10 else []
        if kind == "category":
            rows = await self._desk.look_up(lambda till: till.categories())
            wanted = text.casefold()
            return [Row(row.id, row.name) for row in rows if wanted in row.name.casefold()]
        if not text:
            return []
        products = await self._desk.look_up(lambda till: till.search(text, limit=MOST_FOUND))
        return [Row(product.id, product.name, product.code) for product in products]

    def _take(self, key: str) -> None:
        if self._target is not None:
            self._chosen = toggled(self._chosen, int(key), self._taxes)
        else:
            name = next((row.title for row in self.rows.rows if row.key == key), key)
            self._target = (self.kinds.chosen.key, key)
            self.title.set_text(name)
            self._write(False)
        self._show_step()
        self.rows.show_rows(code_rows(self._taxes, self._chosen))

    def _save(self) -> None:
        if self._target is not None and self._chosen:
            self.answered.emit((*self._target, list(self._chosen)))

    def go_back(self) -> None:
        """One step back, or out."""
        if self._target is None:
            self.answered.emit(None)
        else:
            self._target, self._chosen = None, ()
            self._show_step()
            self._search(self.field.text())

    # keys

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter takes, F6 saves, Esc goes a step back."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self._write(False)
            if self._target is not None or self._shown == self._asked:
                # rows of a shorter text still stand there while the whole one is looked for
                self.rows.take()
        elif action is Action.PAY:
            self._save()
        elif action in {Action.LEFT, Action.RIGHT} and self._target is None:
            self.kinds.choose(self.kinds.place + (1 if action is Action.RIGHT else -1))
        elif action is Action.BACKSPACE:
            self.field.backspace()
        elif action is Action.BACK:
            self.go_back()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Words of the search."""
        if self._target is None:
            self.field.insert(text)
        return True

    def clear_typed(self) -> None:
        """An empty search."""
        self.field.clear()
