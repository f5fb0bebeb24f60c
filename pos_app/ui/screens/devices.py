"""The page of devices: how all of them are, and the settings of each with a check beside it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal

from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.customer_panel import CustomerPanel
from pos_app.ui.screens.device_panels import DevicePanel, DisplayDevicePanel, ScaleDevicePanel, ScannersDevicePanel
from pos_app.ui.screens.health_panel import HealthPanel
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.screens.printer import DRAWER, JOBS, RESERVE
from pos_app.ui.screens.tasks import Task
from pos_app.ui.screens.terminal_panel import TerminalPanel
from pos_app.ui.screens.wedge_panel import WedgePanel
from pos_app.ui.theme import Look

_TAB_OF: Final[Mapping[str, int]] = {"wedge": 1, "scanner": 2, "scale": 3, "display": 4, "terminal": 5, "customer": 6}
_PAGE_OF: Final[Mapping[str, Task]] = {
    "checkbox": Task.SETTINGS,
    "smartkasa": Task.SETTINGS,
    "push": Task.REPORTS,
}
_PRINTER_TAB_OF: Final[Mapping[str, int]] = {"printer": JOBS, "reserve": RESERVE, "drawer": DRAWER}
AnyPanel = HealthPanel | WedgePanel | DevicePanel | TerminalPanel | CustomerPanel


class DevicesScreen(TabbedPage[AnyPanel]):
    """Seven panels. Scans on this page sell nothing: they are shown where they are of use."""

    page_wanted = Signal(str)
    """What is set up on a page of its own: a Task's word."""
    printer_wanted = Signal(int)
    """The printer's page, on one of its tabs."""

    def __init__(self, look: Look, desk: Desk, second_screen: Callable[[], bool], now: Callable[[], datetime]) -> None:
        self.health = HealthPanel(look, desk, second_screen, now)
        self.health.set_up.connect(self._set_up)
        self.wedge = WedgePanel(look)
        self.wedge.wanted.connect(lambda wedge: self._set_wedge(wedge))
        self.scanners = ScannersDevicePanel(look, desk)
        self.scale = ScaleDevicePanel(look, desk)
        self.display = DisplayDevicePanel(look, desk)
        self.terminal = TerminalPanel(look, desk)
        self.customer = CustomerPanel(look, desk)
        panels = (
            (tr("Стан"), self.health),
            (tr("Сканер"), self.wedge),
            (tr("COM-сканери"), self.scanners),
            (tr("Ваги"), self.scale),
            (tr("Дисплей"), self.display),
            (tr("Термінал"), self.terminal),
            (tr("Покупець"), self.customer),
        )
        super().__init__(look, desk, panels)

    def open(self, row: str = "") -> None:
        """How everything is; `row` is chosen where one is named."""
        self._desk.forget_mistake()
        self.tabs.choose(0)
        self.show_state(self._desk.state)
        place = next((place for place, one in enumerate(self.health.rows.rows) if one.key == row), 0)
        self.health.rows.choose(place)
        self.health.open()

    def _turned(self) -> None:
        super()._turned()
        panel = self.panel
        if isinstance(panel, DevicePanel | TerminalPanel | CustomerPanel):
            panel.open()
        elif panel is self.health and self.isVisible():
            self.health.open()
        self.show_state(self._desk.state)

    def _set_up(self, row: str) -> None:
        kind = row.partition("-")[0]
        if kind in _TAB_OF:
            self.tabs.choose(_TAB_OF[kind])
        elif kind in _PRINTER_TAB_OF:
            self.printer_wanted.emit(_PRINTER_TAB_OF[kind])
        elif kind in _PAGE_OF:
            self.page_wanted.emit(_PAGE_OF[kind])

    def _set_wedge(self, wedge: object) -> None:
        self._desk.start(self._desk.attempt(lambda till: till.devices.set_wedge(wedge)))  # type: ignore[arg-type]  # a WedgeSetting

    def show_state(self, state: TillState) -> None:
        """The panel that is shown."""
        self.panel.show_state(state)
        self.show_notice()

    def show_notice(self) -> None:
        """The strip stands under the head while a mistake was made here."""
        self.headline.stand_for(self._desk.state, self._desk.mistake)

    def key_seen(self, ms: float, ends: bool) -> None:
        """A key's time, for the calibration."""
        if self.isVisible() and self.panel is self.wedge:
            self.wedge.key(ms, ends)

    def take_scan(self, code: str) -> None:
        """A scan on this page: shown, and sold nowhere."""
        if self.panel is self.wedge:
            self.wedge.take_scan(code)
        else:
            if self.panel is not self.scanners:
                self.tabs.choose(_TAB_OF["scanner"])
            self.scanners.take_scan(code)

    def do(self, action: Action) -> bool:
        """Tab turns to the next panel as well: left and right are taken by nobody here."""
        if action is Action.NEXT and self.panel not in {self.wedge, self.customer}:
            self.tabs.choose(self.tabs.place + 1)
            return True
        return super().do(action)
