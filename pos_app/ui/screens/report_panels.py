"""The tabs of the reports page that show figures: sales by a group, Z reports, and days side by side."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.printing.reports import report_layout
from pos_app.reports.sales import DayRow, SalesReport, ZRow
from pos_app.reports.server_sales import ServerSales
from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.report_words import (
    day_cells,
    day_headings,
    figures,
    headings,
    read_words,
    totals_words,
    z_row,
)
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.figure_list import FigureList
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.widgets.preview import Preview, seller_of
from pos_app.ui.widgets.rows import RowList
from pos_app.ui.words import hryvnias, money

STEPS: Final = {Action.UP: -1, Action.DOWN: 1, Action.PAGE_UP: -10, Action.PAGE_DOWN: 10, Action.HOME: -9999}


def counting() -> str:
    """What stands while figures are read."""
    return tr("Рахуємо…")


def nothing_sold() -> str:
    """What stands where nothing was sold."""
    return tr("За цей час продажів не було.")


class SalesPanel(Keyed):
    """A chart with its figures beside, and what it all comes to."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        self.list = FigureList(look)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.px(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.count = Line(look, size=Size.LARGE, bold=True)
        self.parts = Line(look, size=Size.TEXT, colour=look.colours.ink_soft, most=3, from_top=True)
        words.addWidget(self.count)
        words.addWidget(self.parts)
        self.net = Figure(look, size=Size.FIGURE)
        self.net.setFixedHeight(look.px(48))
        foot.addLayout(words, 62)
        foot.addWidget(self.net, 38)
        column.addLayout(foot)

    def wait(self) -> None:
        """A report is being read."""
        self._show(None, counting())

    def fail(self, words: str) -> None:
        """It could not be read."""
        self._show(None, words)

    def take(self, report: SalesReport) -> None:
        """A report was read."""
        self._show(report, nothing_sold())

    def _show(self, report: SalesReport | None, words: str) -> None:
        if report is None or not report.rows:
            self.list.show_rows((), (), words)
            for line in (self.count, self.parts, self.net):
                line.set_text("")
            return
        self.list.show_rows(headings(report), figures(report))
        count, parts = totals_words(report)
        self.count.set_text(count)
        self.parts.set_text(parts)
        self.net.set_text(hryvnias(report.totals.net))

    def do(self, action: Action) -> bool:
        """Arrows scroll."""
        if action not in STEPS:
            return False
        self.list.step(STEPS[action])
        return True


class ZPanel(Keyed):
    """Z reports, each shown as it was printed; a copy on demand."""

    copied = Signal(str)

    def __init__(self, look: Look, state: Callable[[], TillState]) -> None:
        super().__init__()
        self._state = state
        self._found: dict[str, ZRow] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(8))
        self.rows = RowList(look, height=68)
        self.rows.moved.connect(self._moved)
        side = QVBoxLayout()
        side.setSpacing(look.px(8))
        self.preview = Preview(look)
        self.copy = TouchButton(look, tr("Друк копії"), role=Role.ACCENT, key="Enter", icon_name="printer")
        self.copy.setFixedHeight(look.px(64))
        self.copy.clicked.connect(self._copy)
        side.addWidget(self.preview, 1)
        side.addWidget(self.copy)
        layout.addWidget(self.rows, 58)
        layout.addLayout(side, 42)

    def wait(self) -> None:
        """The list is being read."""
        self.fail(counting())

    def fail(self, words: str) -> None:
        """Nothing to show, for this reason."""
        self._show((), words)

    def take(self, reports: Sequence[ZRow]) -> None:
        """The list was read."""
        self._show(reports, tr("За цей час закритих змін немає."))

    def _show(self, reports: Sequence[ZRow], words: str) -> None:
        self._found = {row.shift_id: row for row in reports}
        self.rows.set_empty(words)
        self.rows.show_rows([z_row(row) for row in reports])
        self._moved()

    def _moved(self) -> None:
        row = self._found.get(self.rows.chosen_key() or "")
        self.copy.setVisible(row is not None)
        if row is None:
            self.preview.show_blocks(())
            return
        seller = seller_of(self._state())
        self.preview.show_blocks(report_layout(row.report, seller, cashier_name=row.cashier))

    def _copy(self) -> None:
        key = self.rows.chosen_key()
        if key is not None:
            self.copied.emit(key)

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter prints a copy."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self._copy()
        else:
            return False
        return True


class DaysPanel(Keyed):
    """Journal, Z reports and SmartKasa side by side; SmartKasa is asked on demand, day by day."""

    wanted = Signal(bool)
    """By month?"""
    asked = Signal()
    stopped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.days: tuple[DayRow, ...] = ()
        self._server: dict[date, ServerSales | str] = {}
        self._pushed = False
        self._asking = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        self.list = FigureList(look)
        column.addWidget(self.list, 1)
        self.note = Line(look, size=Size.TEXT, colour=look.colours.ink_soft, most=2, align=paint.LEFT)
        column.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setSpacing(look.px(8))
        ways = (Option("days", tr("За днями")), Option("months", tr("За місяцями")))
        self.ways = OptionRow(look, ways, lambda: self.wanted.emit(self.by_month))
        self.ask = TouchButton(look, "", role=Role.ACCENT, key="Enter", icon_name="sync")
        self.ask.setFixedHeight(look.px(60))
        self.ask.clicked.connect(self._touched)
        foot.addWidget(self.ways, 1)
        foot.addWidget(self.ask, 1)
        column.addLayout(foot)
        self._show_button()

    @property
    def by_month(self) -> bool:
        """Are months shown?"""
        return self.ways.place == 1

    def show_state(self, state: TillState) -> None:
        """Where receipts are sent to SmartKasa, its figures should be ours."""
        self._pushed = state.push.enabled
        self._draw()

    def wait(self) -> None:
        """The days are being read."""
        self.fail(counting())

    def fail(self, words: str) -> None:
        """Nothing to show, for this reason."""
        self.days, self._server = (), {}
        self.list.show_rows((), (), words)
        self.note.set_text("")
        self._set_asking(False)

    def take(self, days: Sequence[DayRow]) -> None:
        """The days were read; SmartKasa has not been asked about them yet."""
        self.days, self._server = tuple(days), {}
        if not days:
            self.fail(tr("За цей час змін не було."))
            return
        self._draw()
        self._set_asking(False)

    # SmartKasa

    def begin(self) -> None:
        """SmartKasa is being asked."""
        self._server = {}
        self._set_asking(True)

    def take_server(self, day: DayRow, answer: ServerSales | str) -> None:
        """Its word on a day, or why there is none."""
        self._server[day.first] = answer
        self._draw()

    def end(self) -> None:
        """It has been asked about all, or nobody waits any more."""
        self._set_asking(False)

    def _set_asking(self, asking: bool) -> None:
        self._asking = asking
        self._show_button()

    def _show_button(self) -> None:
        self.ask.setText(tr("Зупинити") if self._asking else tr("Запитати SmartKasa"))
        self.ask.setEnabled(bool(self.days))

    def _touched(self) -> None:
        (self.stopped if self._asking else self.asked).emit()

    def _draw(self) -> None:
        if not self.days:
            return
        rows = [day_cells(day, self._server.get(day.first), pushed=self._pushed) for day in self.days]
        self.list.show_rows(day_headings(), rows)
        read = [answer for answer in self._server.values() if isinstance(answer, ServerSales)]
        journal = sum(day.journal.net for day in self.days)
        words = [tr("Разом у журналі {sum}.").format(sum=money(journal))]
        if read:
            words.append(read_words(read[-1]) + ".")
            if not self._pushed:
                words.append(tr("Чеки туди не надсилаються, тож суми можуть різнитися."))
        self.note.set_text(" ".join(words))

    def do(self, action: Action) -> bool:
        """Arrows scroll, Enter asks SmartKasa or stops asking, PgUp … scroll."""
        if action in STEPS:
            self.list.step(STEPS[action])
        elif action is Action.ENTER:
            if self.ask.isEnabled():
                self._touched()
        elif action is Action.BACK and self._asking:
            self.stopped.emit()
        else:
            return False
        return True
