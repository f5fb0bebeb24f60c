"""Closing the shift: its sums, the cash counted by notes, the difference, and the Z report."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.shift import ShiftSums
from pos_app.printing.reports import no_report_yet_layout, report_layout
from pos_app.till.state import CloseResult, TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.page import way_back
from pos_app.ui.screens.pane import BottomBlock
from pos_app.ui.screens.payment_draft import amount
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.widgets.preview import Preview, seller_of
from pos_app.ui.widgets.rows import Row, RowList, Tone
from pos_app.ui.words import day_and_time, money, note, shift_name

NOTES: Final = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50)
"""Notes and coins in use, kopecks."""
_COLUMNS: Final = 3


class CloseShiftScreen(Keyed):
    """Left: what the till has counted. Right: what the cashier has counted, then the report."""

    left = Signal()

    def __init__(self, look: Look, desk: Desk, *, blind: bool = False) -> None:
        super().__init__()
        self.look = look
        self._desk = desk
        self._blind = blind
        self._busy = False
        self._asked_twice = False
        px = look.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(8))
        layout.addLayout(self._sums_side(), 54 if look.compact else 50)
        self.side = QStackedWidget()
        self.side.addWidget(self._count_page())
        self.side.addWidget(self._report_page())
        layout.addWidget(self.side, 46 if look.compact else 50)

    def _sums_side(self) -> QVBoxLayout:
        look = self.look
        column = QVBoxLayout()
        column.setSpacing(look.px(8))
        head = QHBoxLayout()
        back = way_back(look)
        back.clicked.connect(self._leave)
        self.title = Line(look, tr("Закриття зміни"), size=Size.TITLE, bold=True)
        head.addWidget(back)
        head.addSpacing(look.px(8))
        head.addWidget(self.title, 1)
        self.headline = Headline(look)
        self.headline.acted.connect(self._desk.settle_notice)
        self.headline.hide()
        self.rows = RowList(look, height=48, still=True)
        column.addLayout(head)
        column.addWidget(self.headline)
        column.addWidget(self.rows, 1)
        return column

    def _count_page(self) -> QWidget:
        look = self.look
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        grid = QGridLayout()
        grid.setSpacing(look.px(6))
        self.fields: list[Field] = []
        for place, value in enumerate(NOTES):
            field = Field(look, tr("{note} ₴ × ").format(note=note(value)), size=Size.LARGE, height=56)
            self._add_field(grid, place, field)
        self.other = Field(look, tr("Інше, грн"), size=Size.LARGE, height=56)
        self._add_field(grid, len(NOTES), self.other)
        column.addLayout(grid)
        column.addLayout(self._result_row())
        column.addStretch(1)
        self.bottom = BottomBlock(look, without=("*",))
        self.bottom.numpad.pressed.connect(self.touch_key)
        self.next = TouchButton(look, tr("Наступний номінал"), key="Enter", icon_name="down")
        self.next.setFixedHeight(look.px(64))
        self.next.clicked.connect(lambda: self._move(1))
        self.confirm = TouchButton(look, tr("Закрити зміну, Z-звіт"), role=Role.STOP, key="F6", size=Size.LARGE)
        self.confirm.clicked.connect(self.close_shift)
        self.bottom.beside.addWidget(self.next)
        self.bottom.beside.addWidget(self.confirm, 1)
        column.addWidget(self.bottom)
        self.active = self.fields[0]
        return page

    def _add_field(self, grid: QGridLayout, place: int, field: Field) -> None:
        field.set_placeholder("0")
        field.touched.connect(lambda: self._activate(field))
        field.changed.connect(lambda _: self._count_changed())
        grid.addWidget(field, place // _COLUMNS, place % _COLUMNS)
        self.fields.append(field)

    def _result_row(self) -> QHBoxLayout:
        look = self.look
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Line(look, tr("Пораховано"), size=Size.TEXT, colour=look.colours.ink_soft))
        self.difference = Line(look, size=Size.TEXT, bold=True)
        words.addWidget(self.difference)
        self.counted = Figure(look, size=Size.FIGURE, align=paint.RIGHT)
        self.counted.setFixedHeight(look.px(50))
        row.addLayout(words, 3)
        row.addWidget(self.counted, 2)
        return row

    def _report_page(self) -> QWidget:
        look = self.look
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.preview = Preview(look)
        column.addWidget(self.preview, 1)
        done = TouchButton(look, tr("Готово"), role=Role.ACCENT, key="Enter", size=Size.LARGE)
        done.setFixedHeight(look.px(72))
        done.clicked.connect(self._leave)
        column.addWidget(done)
        return page

    # opening

    def open(self) -> None:
        """Begin to count."""
        self.side.setCurrentIndex(0)
        self._asked_twice = False
        for field in self.fields:
            field.clear()
        self._activate(self.fields[0])
        self.show_state(self._desk.state)

    def show_state(self, state: TillState) -> None:
        """The shift's own sums."""
        if state.shift is not None:
            sums = state.shift.sums
            opened = day_and_time(state.shift.opened_at) if state.shift.opened_at else ""
            self.title.set_text(shift_name(state.shift.serial))
            self.rows.show_rows(shift_rows(sums, opened, blind=self._blind))
        elif not self._busy and self.side.currentIndex() == 0:
            # it has closed by itself meanwhile: there is nothing to count any more
            self._asked_twice = False
            self.title.set_text(tr("Зміну закрито"))
        self._count_changed()
        self.show_notice()

    def show_notice(self) -> None:
        """The strip stands over the sums while there is something to say."""
        self.headline.stand_for(self._desk.state, self._desk.notice)

    # counting

    @property
    def sum_counted(self) -> int:
        """What was counted, kopecks."""
        notes = sum(value * int(field.text() or 0) for value, field in zip(NOTES, self.fields, strict=False))
        return notes + amount(self.other.text())

    @property
    def anything_counted(self) -> bool:
        """Was anything typed at all? An empty count says nothing about the drawer."""
        return any(field.text() for field in self.fields)

    def _count_changed(self) -> None:
        self.counted.set_text(money(self.sum_counted))
        state = self._desk.state
        self.confirm.setEnabled(state.shift is not None and not self._busy)
        if self._busy:
            self.confirm.setText(tr("Закриваємо зміну…"))
        else:
            again = tr("Так, закрити зміну") if self._asked_twice else tr("Закрити зміну, Z-звіт")
            self.confirm.setText(again if state.shift is not None else tr("Зміну закрито"))
        if state.shift is None or self._blind or not self.anything_counted:
            words = "" if self._blind or state.shift is None else tr("порахуйте готівку")
            self.difference.set_text(words, self.look.colours.ink_soft)
            return
        short = self.sum_counted - state.shift.sums.cash
        c = self.look.colours
        if short == 0:
            self.difference.set_text(tr("сходиться"), c.pay)
        else:
            words = tr("нестача {sum}") if short < 0 else tr("надлишок {sum}")
            self.difference.set_text(words.format(sum=money(abs(short))), c.stop)

    def _activate(self, field: Field) -> None:
        self.active = field
        for each in self.fields:
            each.set_active(each is field)

    def _move(self, step: int) -> None:
        place = self.fields.index(self.active) + step
        self._activate(self.fields[place % len(self.fields)])

    # closing

    def close_shift(self) -> None:
        """The red button asks once more: a Z report cannot be taken back."""
        if not self.confirm.isEnabled():
            return
        if not self._asked_twice:
            self._asked_twice = True
            self._count_changed()
            return
        self._busy = True
        self._count_changed()
        self._desk.start(self._close(self.sum_counted if self.anything_counted else None))

    async def _close(self, counted: int | None) -> None:
        cashier = self._desk.state.cashier
        try:
            result = await self._desk.attempt(lambda till: till.close_shift(counted))
        finally:
            self._busy = self._asked_twice = False
            self._count_changed()
        if result is not None:
            self._show_report(result, cashier.name if cashier else "", counted)

    def _show_report(self, result: CloseResult, cashier: str, counted: int | None) -> None:
        seller, serial = seller_of(self._desk.state), result.shift.serial
        if result.z_report:
            blocks = report_layout(result.z_report, seller, cashier_name=cashier)
        else:
            blocks = no_report_yet_layout(seller, cashier_name=cashier)
        self.preview.show_blocks(blocks)
        closed = tr("Зміну {serial} закрито").format(serial=serial) if serial else tr("Зміну закрито офлайн")
        self.title.set_text(closed)
        self.rows.show_rows([*shift_rows(result.shift.sums, ""), *count_rows(counted, result.difference)])
        self.side.setCurrentIndex(1)

    def _leave(self) -> None:
        if not self._busy:
            self.left.emit()

    # keys

    def do(self, action: Action) -> bool:
        """Enter and arrows go through the notes, F6 closes, Esc leaves."""
        if self.side.currentIndex() == 1:
            if action in {Action.ENTER, Action.BACK}:
                self._leave()
            return True
        steps = {Action.ENTER: 1, Action.NEXT: 1, Action.RIGHT: 1, Action.LEFT: -1}
        steps |= {Action.DOWN: _COLUMNS, Action.UP: -_COLUMNS}
        if action in steps:
            self._move(steps[action])
        elif action is Action.PAY:
            self.close_shift()
        elif action is Action.BACKSPACE:
            self.active.backspace()
        elif action is Action.BACK:
            self._step_back()
        else:
            return False
        return True

    def _step_back(self) -> None:
        if self._asked_twice:
            self._asked_twice = False
            self._count_changed()
        elif not self._desk.put_away_notice():
            self._leave()

    def type_text(self, text: str) -> bool:
        """Counts are whole numbers of at most five digits; only the other sum has kopecks."""
        counts = text.isdigit() and len(self.active.text()) + len(text) <= 5
        if self.active is self.other or counts:
            self.active.insert(text)
        return True

    def clear_typed(self) -> None:
        """The C key."""
        self.active.clear()


def shift_rows(sums: ShiftSums, opened: str, *, blind: bool = False) -> list[Row]:
    """The shift's sums as rows: sales and returns, each with what was cash, and what comes of it in the drawer."""
    back, given = -sums.cash_returns - sums.card_returns, _of_receipts(tr("Видача з карток"), sums.withdrawals_count)
    rows = [
        Row("opened", tr("Відкрита"), figure=opened) if opened else None,
        Row("initial", tr("Готівка на початок"), figure=money(sums.initial)),
        Row("sales", _of_receipts(tr("Продажі"), sums.sales_count), figure=money(sums.cash_sales + sums.card_sales)),
        *_by_form("sales", sums.cash_sales, sums.card_sales),
        Row("returns", _of_receipts(tr("Повернення"), sums.returns_count), figure=money(back)),
        *(_by_form("returns", -sums.cash_returns, -sums.card_returns) if sums.returns_count else ()),
        Row("in", tr("Внесення"), figure=money(sums.service_in)),
        Row("out", tr("Вилучення"), figure=money(-sums.service_out)),
        Row("withdrawn", given, figure=money(-sums.withdrawn)) if sums.withdrawals_count else None,
        None if blind else Row("expected", tr("Має бути в скриньці"), figure=money(sums.cash)),
    ]
    return [row for row in rows if row is not None]


def _of_receipts(name: str, count: int) -> str:
    """A sum's name, and how many receipts it is of."""
    return f"{name}, {tr('чеків: {count}').format(count=count)}"


def _by_form(of: str, cash: int, others: int) -> tuple[Row, Row]:
    """The parts of the sum above them."""
    return (
        Row(f"{of}_cash", tr("з них готівкою"), figure=money(cash)),
        Row(f"{of}_card", tr("з них карткою та іншим"), figure=money(others)),
    )


def count_rows(counted: int | None, difference: int) -> tuple[Row, ...]:
    """What the cashier has counted, and how far it is from what should be there."""
    if counted is None:
        return (Row("counted", tr("Пораховано"), figure=tr("не пораховано")),)
    words = tr("Нестача") if difference < 0 else tr("Надлишок") if difference else tr("Сходиться")
    tone, sum_told = (Tone.STOP, money(abs(difference))) if difference else (Tone.GOOD, "")
    return (
        Row("counted", tr("Пораховано"), figure=money(counted)),
        Row("difference", words, figure=sum_told, tone=tone),
    )
