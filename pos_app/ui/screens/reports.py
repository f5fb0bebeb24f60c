"""The page of reports: which days, which figures, and what SmartKasa and the Z reports say of the same days."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from pos_app.domain.errors import PosError
from pos_app.reports.sales import DayRow
from pos_app.reports.server_sales import ServerSales
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.keys import Action
from pos_app.ui.report_words import span_name
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.page import way_back
from pos_app.ui.screens.push_panel import PushPanel
from pos_app.ui.screens.report_dates import DatesPanel
from pos_app.ui.screens.report_export import ExportPanel
from pos_app.ui.screens.report_panels import DaysPanel, SalesPanel, ZPanel
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.words import KYIV

SALES: Final = ("hour", "day", "category", "cashier", "product", "payment")
MANY_DAYS: Final = timedelta(days=92)
Z, DAYS, PUSH = "z", "days", "push"
TODAY, YESTERDAY, WEEK, MONTH, SPAN = range(5)


class ReportsScreen(Keyed):
    """Nothing here is kept: each tab is read anew for its days, and whoever moves on ends what was being read."""

    left = Signal()
    turned = Signal()
    """Another part is shown: something may be asked now, or no longer."""

    def __init__(self, look: Look, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._desk, self._now = look, desk, now
        self._reading: asyncio.Task[Any] | None = None
        self._asking: asyncio.Task[Any] | None = None
        self.span = (self._today(), self._today())
        self._day = self._today()
        """On which the days were counted."""
        self._made = False

    def _make(self) -> None:
        """All of it when first opened: most windows never show it, and a start has no time for it."""
        if self._made:
            return
        self._made = True
        look, desk = self._look, self._desk
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        column.addLayout(self._head())
        self.tabs = OptionRow(look, self._tab_options(), self._turned)
        column.addWidget(self.tabs)
        self.headline = Headline(look)
        self.headline.acted.connect(desk.settle_notice)
        self.headline.hide()
        column.addWidget(self.headline)
        self.told = Line(look, "", size=Size.LARGE, bold=True, colour=look.colours.pay, elides=True)
        self.told.hide()
        column.addWidget(self.told)
        column.addWidget(self._body(), 1)
        for part in (self.panels, self.push.side):
            part.currentChanged.connect(self.turned)

    def _head(self) -> QHBoxLayout:
        look = self._look
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        back = way_back(look)
        back.clicked.connect(self.left)
        names = (tr("Сьогодні"), tr("Вчора"), tr("Тиждень"), tr("Місяць"), tr("Від – до"))
        self.periods = OptionRow(look, [Option(str(place), name) for place, name in enumerate(names)], self._dated)
        self.export = TouchButton(look, tr("Експорт"), key="F3", icon_name="down")
        self.export.setFixedSize(look.px(150), look.px(60))
        self.export.clicked.connect(self._ask_export)
        head.addWidget(back)
        head.addWidget(self.periods, 1)
        head.addWidget(self.export)
        return head

    @staticmethod
    def _tab_options() -> list[Option]:
        names = {
            "hour": tr("Години"),
            "day": tr("Дні"),
            "category": tr("Категорії"),
            "cashier": tr("Касири"),
            "product": tr("Товари"),
            "payment": tr("Оплата"),
            Z: tr("Z-звіти"),
            DAYS: tr("Звірка"),
            PUSH: "SmartKasa",
        }
        return [Option(key, name) for key, name in names.items()]

    def _body(self) -> QStackedWidget:
        look, desk = self._look, self._desk
        self.sales = SalesPanel(look)
        self.z = ZPanel(look, lambda: desk.state)
        self.z.copied.connect(lambda shift: desk.start(self._copy_z(shift)))
        self.days = DaysPanel(look)
        self.days.wanted.connect(lambda _by_month: self._read())
        self.days.asked.connect(self._ask_server)
        self.days.stopped.connect(self._stop_asking)
        self.push = PushPanel(look, desk)
        self.dates = DatesPanel(look, self._today)
        self.dates.answered.connect(self._dates_given)
        self.exporting = ExportPanel(look)
        self.exporting.answered.connect(self._export_given)
        self.panels = QStackedWidget()
        for panel in (self.sales, self.z, self.days, self.push, self.dates, self.exporting):
            self.panels.addWidget(panel)
        self.panels.currentChanged.connect(lambda _: self._show_export())
        return self.panels

    def _show_export(self) -> None:
        """While something is asked its key is the question's."""
        self.export.setEnabled(self.tab != PUSH and self.panel not in {self.dates, self.exporting})

    def _today(self) -> date:
        return self._now().astimezone(KYIV).date()

    # opening

    @property
    def tab(self) -> str:
        """Which report is shown."""
        return self.tabs.chosen.key

    @property
    def group(self) -> str:
        """By what the report is made: many days are told by month, and months stand beside Z by month."""
        first, last = self.span
        if self.tab == "day" and last - first > MANY_DAYS:
            return "month"
        return "months" if self.tab == DAYS and self.days.by_month else self.tab

    @property
    def panel(self) -> Keyed:
        """Where keys go."""
        panel = self.panels.currentWidget()
        assert isinstance(panel, Keyed)
        return panel

    @property
    def busy(self) -> bool:
        """Is something being asked, so that a scan must wait?"""
        if not self._made:
            return False
        return self.panel in {self.dates, self.exporting} or (self.panel is self.push and self.push.asking)

    def open(self, tab: str = "hour") -> None:
        """Today's figures."""
        self._make()
        self._desk.forget_mistake()
        self._allow()
        self.show_state(self._desk.state)
        self.periods.place = TODAY
        self._day = self._today()
        self.span = (self._day, self._day)
        self._mark_periods()
        self.tabs.choose(next(place for place, one in enumerate(self.tabs.options) if one.key == tab))

    def _allow(self) -> None:
        """Without the right to past days there is one's own open shift and no more."""
        cashier = self._desk.state.cashier
        history = cashier is not None and "reports_history" in cashier.permissions
        for place, button in enumerate(self.tabs.buttons):
            button.setEnabled(history or self.tabs.options[place].key in SALES)
        for place, button in enumerate(self.periods.buttons):
            button.setEnabled(history or place == TODAY)

    def leave(self) -> None:
        """What is being read is for nobody any more."""
        if self._made:
            self._stop_reading()
            self._stop_asking()

    def _turned(self) -> None:
        if not self.tabs.buttons[self.tabs.place].isEnabled():
            self.tabs.choose(self.tabs.place + 1)
            return
        if self._past_midnight:
            self._dated()
            return
        self._show_export()
        if self.tab in {Z, DAYS} and self.periods.place == TODAY:
            # today's shift is seldom closed: what one looks for here lies before it
            self.periods.choose(MONTH)
            return
        panels: dict[str, Keyed] = {Z: self.z, DAYS: self.days, PUSH: self.push}
        self.panels.setCurrentWidget(panels.get(self.tab, self.sales))
        self._read()

    # days

    def _dated(self) -> None:
        place, today = self.periods.place, self._today()
        self._day = today
        if place == SPAN:
            self.panels.setCurrentWidget(self.dates)
            self.dates.open(*self.span)
            return
        self.span = {
            TODAY: (today, today),
            YESTERDAY: (today - timedelta(days=1),) * 2,
            WEEK: (today - timedelta(days=today.weekday()), today),
            MONTH: (today.replace(day=1), today),
        }[place]
        self._mark_periods()
        self._turned()

    def _dates_given(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self.span = answer
        self._mark_periods()
        self._turned()

    def _mark_periods(self) -> None:
        """The last button says which days, when they have no name of their own."""
        own = self.periods.place == SPAN
        self.periods.buttons[SPAN].setText(span_name(*self.span) if own else tr("Від – до"))

    # reading

    def _read(self) -> None:
        self._tell("")
        self._stop_asking()
        self._stop_reading()
        if self.tab == PUSH:
            self.push.open()
            return
        self._reading = self._desk.start(self._load())

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    async def _load(self) -> None:
        panel = self.z if self.tab == Z else self.days if self.tab == DAYS else self.sales
        panel.wait()
        (first, last), group = self.span, self.group
        try:
            if panel is self.z:
                self.z.take(await self._desk.look_up(lambda till: till.z_reports(first, last)))
            elif panel is self.days:
                by_month = self.days.by_month
                days = await self._desk.look_up(lambda till: till.day_report(first, last, by_month=by_month))
                self.days.take(days)
            else:
                self.sales.take(await self._desk.look_up(lambda till: till.sales_report(group, first, last)))
        except PosError as error:
            panel.fail(error_text(error))

    # SmartKasa's own figures

    def _ask_server(self) -> None:
        self._stop_asking()
        self.days.begin()
        self._asking = self._desk.start(self._ask_days(self.days.days))

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None
        self.days.end()

    async def _ask_days(self, days: tuple[DayRow, ...]) -> None:
        for day in days:
            self.days.take_server(day, "…")
            try:
                answer = await self._server_of(day.first, day.last)
            except PosError as error:
                self.days.take_server(day, tr("немає зв'язку"))
                self._desk.complain(error)
                break
            self.days.take_server(day, answer)
        self._asking = None
        self.days.end()

    async def _server_of(self, first: date, last: date) -> ServerSales:
        return await self._desk.look_up(lambda till: till.server_sales(first, last))

    # export

    def _ask_export(self) -> None:
        if self.tab != PUSH and self.panel not in {self.dates, self.exporting}:
            self._stop_asking()
            self.panels.setCurrentWidget(self.exporting)
            self.exporting.open(f"{self.tabs.chosen.name}: {span_name(*self.span)}")

    def _export_given(self, kind: object) -> None:
        self._turned()
        if isinstance(kind, str):
            self._desk.start(self._export(self.group, kind, self.exporting.folder))

    async def _export(self, name: str, kind: str, folder: Path) -> None:
        first, last = self.span
        path = await self._desk.attempt(lambda till: till.export_report(name, first, last, kind, folder))
        if path is not None:
            self._tell(tr("Збережено: {path}").format(path=path))

    async def _copy_z(self, shift_id: str) -> None:
        if await self._desk.attempt(lambda till: till.reprint_z(shift_id)) is not None:
            self._tell(tr("Копія Z-звіту пішла на друк."))

    def _tell(self, words: str) -> None:
        """Something has come out well; it stands until the next report."""
        self.told.set_text(words)
        self.told.setVisible(bool(words))

    # state and keys

    def show_state(self, state: TillState) -> None:
        """How sending to SmartKasa stands."""
        if not self._made:
            return
        self.days.show_state(state)
        self.push.show_state(state)
        self.show_notice()
        self._count_days()

    def _count_days(self) -> None:
        """Past midnight another day is today's; what is asked meanwhile is answered first."""
        if self.isVisible() and self._past_midnight and self.tab != PUSH and not self.busy:
            self._dated()

    @property
    def _past_midnight(self) -> bool:
        return self._day != self._today() and self.periods.place != SPAN

    def show_notice(self) -> None:
        """The strip stands under the tabs while there is something to say."""
        if not self._made:
            return
        self.headline.stand_for(self._desk.state, self._desk.notice)

    def do(self, action: Action) -> bool:
        """The open panel first; left and right change the report, Tab the days, F2 asks for days, F3 exports."""
        if self.panel.do(action):
            return True
        if action in {Action.LEFT, Action.RIGHT}:
            self._turn_tab(1 if action is Action.RIGHT else -1)
        elif action is Action.NEXT:
            self._next_period()
        elif action is Action.SEARCH and self.periods.buttons[SPAN].isEnabled():
            self.periods.choose(SPAN)
        elif action is Action.QUANTITY:
            self._ask_export()
        elif action is Action.BACK:
            if self.headline.isHidden() or not self._desk.put_away_notice():
                self.left.emit()
        else:
            return False
        return True

    def _turn_tab(self, by: int) -> None:
        place = (self.tabs.place + by) % len(self.tabs.options)
        while not self.tabs.buttons[place].isEnabled():
            place = (place + by) % len(self.tabs.options)
        self.tabs.choose(place)

    def _next_period(self) -> None:
        place = (self.periods.place + 1) % SPAN
        if self.periods.buttons[place].isEnabled():
            self.periods.choose(place)

    def type_text(self, text: str) -> bool:
        """Days, or the words of a reason."""
        return self.panel.type_text(text)
