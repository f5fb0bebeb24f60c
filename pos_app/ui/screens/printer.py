"""The page of the printer: how it is and what it still owes, its set-up step by step, and the owner's receipt."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from pos_app.till.door import TillDoor
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.drawer_panel import DrawerPanel
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.screens.printer_jobs import PrinterJobsPanel
from pos_app.ui.screens.printer_setup import PrinterSetupPanel
from pos_app.ui.screens.receipt_template import ReceiptTemplatePanel
from pos_app.ui.theme import Look

JOBS: Final = 0
RESERVE: Final = 3
DRAWER: Final = 4
"""Places of tabs."""


class PrinterScreen(TabbedPage[PrinterJobsPanel | PrinterSetupPanel | DrawerPanel | ReceiptTemplatePanel]):
    """Five panels under one head."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self.jobs = PrinterJobsPanel(look)
        self.jobs.again.connect(lambda job: self._settle(lambda till: till.printer.again(job)))
        self.jobs.came_out.connect(lambda job: self._settle(lambda till: till.printer.came_out(job)))
        self.jobs.dropped.connect(lambda job: self._settle(lambda till: till.printer.drop(job)))
        self.jobs.test_page.connect(lambda: self._settle(lambda till: till.printer.test_page()))
        self.setup = PrinterSetupPanel(look, desk)
        self.setup.finished.connect(lambda: self.tabs.choose(0))
        self.reserve = PrinterSetupPanel(look, desk, reserve=True)
        self.reserve.finished.connect(lambda: self.tabs.choose(0))
        self.drawer = DrawerPanel(look, desk)
        self.template = ReceiptTemplatePanel(look, desk)
        panels = (
            (tr("Стан і черга"), self.jobs),
            (tr("Налаштування"), self.setup),
            (tr("Макет чека"), self.template),
            (tr("Резервний"), self.reserve),
            (tr("Скринька"), self.drawer),
        )
        super().__init__(look, desk, panels)

    def open(self, tab: int = 0) -> None:
        """How it is now; `tab`: where to begin."""
        self.tabs.choose(tab)
        self._desk.forget_mistake()
        self.setup.begin()
        self.show_state(self._desk.state)
        self._desk.start(self._load())

    def show_state(self, state: TillState) -> None:
        """The lamp's own picture; the jobs are read when the queue has moved."""
        if self.jobs.show_printer(state.printer) and self.isVisible():
            self._desk.start(self._load())
        self.template.show_state(state)
        self.drawer.show_state(state)

    def _turned(self) -> None:
        super()._turned()
        panel = self.panel
        if panel is self.reserve:
            self.reserve.begin()
        elif panel is self.drawer:
            self.drawer.open()

    async def _load(self) -> None:
        self.jobs.show_jobs(await self._desk.look_up(lambda till: till.printer.jobs()))

    def _settle(self, command: Callable[[TillDoor], Coroutine[Any, Any, Any]]) -> None:
        self._desk.start(self._run(command))

    async def _run(self, command: Callable[[TillDoor], Coroutine[Any, Any, Any]]) -> None:
        await self._desk.attempt(command)
        await self._load()

    def show_notice(self) -> None:
        """The strip stands under the head while a mistake was made here."""
        self.headline.stand_for(self._desk.state, self._desk.mistake)
