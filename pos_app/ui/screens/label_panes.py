"""Price labels: the label as it is printed and how many of it, and the goods whose price changed."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout

from pos_app.till.labels import MOST_COPIES, LabelPreview, Repriced, Since
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.widgets.preview import Preview
from pos_app.ui.widgets.rows import Row, RowList, Tone
from pos_app.ui.words import day_and_time, money

_SINCE: Final = (Since.LABELS, Since.YESTERDAY)


class LabelPane(Pane):
    """Answers how many to print."""

    def __init__(self, look: Look, shown: LabelPreview) -> None:
        super().__init__(look, tr("Етикетка з ціною"))
        self.copies = 1
        self.preview = Preview(look)
        self.preview.show_blocks(shown.blocks, shown.columns)
        self.column.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.fewer = TouchButton(look, "", icon_name="minus")
        self.more = TouchButton(look, "", icon_name="plus")
        self.count = Line(look, size=Size.LARGE, bold=True)
        for button, step in ((self.fewer, -1), (self.more, 1)):
            button.setFixedSize(look.px(72), look.px(60))
            button.clicked.connect(lambda _=False, step=step: self.step(step))
        self.fewer.setAccessibleName(tr("Менше"))
        self.more.setAccessibleName(tr("Більше"))
        row.addWidget(self.fewer)
        row.addWidget(self.more)
        row.addWidget(self.count, 1)
        self.column.addLayout(row)
        self.confirm = TouchButton(look, tr("Друк"), role=Role.PAY, key="Enter", size=Size.LARGE, icon_name="printer")
        self.confirm.setFixedHeight(look.px(72))
        self.confirm.clicked.connect(self.answer)
        self.column.addWidget(self.confirm)
        self._typed = ""
        self.step(0)

    def step(self, by: int) -> None:
        """So many more or fewer."""
        self._set(self.copies + by)
        self._typed = ""

    def _set(self, copies: int) -> None:
        self.copies = max(1, min(copies, MOST_COPIES))
        self.fewer.setEnabled(self.copies > 1)
        self.count.set_text(tr("Етикеток: {count}").format(count=self.copies))

    def answer(self) -> None:
        """Print them."""
        self.done.emit(self.copies)

    def do(self, action: Action) -> bool:
        """Arrows or figures for the number, Enter prints."""
        if action in {Action.UP, Action.RIGHT, Action.DOWN, Action.LEFT}:
            self.step(1 if action in {Action.UP, Action.RIGHT} else -1)
        elif action is Action.ENTER:
            self.answer()
        elif action is Action.BACKSPACE:
            self._typed = ""
            self._set(1)
        else:
            return super().do(action)
        return True

    def type_text(self, text: str) -> bool:
        """Figures are the number."""
        if text.isdigit():
            self._typed = (self._typed + text)[-3:]
            self._set(int(self._typed))
        return True


class RepricedPane(Pane):
    """Goods whose price changed, since their label or since yesterday. Answers the ids to print labels for."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, tr("Ціни, що змінилися"))
        self._desk = desk
        self._found: Mapping[Since, Sequence[Repriced]] = {}
        names = (tr("Інша, ніж на етикетці"), tr("З учорашнього дня"))
        self.rows = RowList(look, height=60, empty=tr("Таких товарів немає."))
        self.rows.taken.connect(lambda key: self.done.emit([key]))
        self.confirm = TouchButton(look, "", role=Role.PAY, key="F6", icon_name="printer")
        self.confirm.setFixedHeight(look.px(72))
        self.confirm.clicked.connect(self.answer)
        options = [Option(since, name) for since, name in zip(_SINCE, names, strict=True)]
        self.ways = OptionRow(look, options, self._show)
        self.column.addWidget(self.ways)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.confirm)
        self._show()
        desk.start(self._load())

    async def _load(self) -> None:
        found = {}
        for since in _SINCE:
            found[since] = await self._repriced(since) or ()
        self._found = found
        self._show()

    async def _repriced(self, since: Since) -> Sequence[Repriced] | None:
        return await self._desk.attempt(lambda till: till.labels.repriced(since))

    @property
    def chosen(self) -> Sequence[Repriced]:
        """The list that is shown."""
        return self._found.get(_SINCE[self.ways.place], ())

    def _show(self) -> None:
        self.rows.show_rows([_row(one) for one in self.chosen])
        self.confirm.setEnabled(bool(self.chosen))
        self.confirm.setText(tr("Друк усіх: {count}").format(count=len(self.chosen)))

    def answer(self) -> None:
        """All of the list."""
        if self.chosen:
            self.done.emit([one.product.id for one in self.chosen])

    def do(self, action: Action) -> bool:
        """Left and right change the list, arrows the row, Enter prints one, F6 all."""
        if action in {Action.UP, Action.DOWN}:
            self.rows.step(1 if action is Action.DOWN else -1)
        elif action in {Action.LEFT, Action.RIGHT}:
            self.ways.choose(self.ways.place + 1)
        elif action is Action.ENTER:
            self.rows.take()
        elif action is Action.PAY:
            self.answer()
        else:
            return super().do(action)
        return True


def _row(one: Repriced) -> Row:
    was = tr("було {price}, {time}").format(price=money(one.was), time=day_and_time(one.at))
    tone = Tone.WARN if one.product.price > one.was else Tone.GOOD
    return Row(one.product.id, one.product.name, was, money(one.product.price), "", "", tone)
