"""What the window has to do with the devices beside it: the scanner's pace, the customer's window, the way to them."""

from PySide6.QtCore import QObject

from pos_app.till.state import TillState
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.desk import Desk
from pos_app.ui.pages import Pages
from pos_app.ui.scanner import ScannerFilter, ScannerPace
from pos_app.ui.screens.tasks import Task


class Beside(QObject):
    """One for a window; follows the till's state."""

    def __init__(self, desk: Desk, scanner: ScannerFilter, window: Pages) -> None:
        super().__init__(window)
        self._desk = desk
        self._scanner = scanner
        self._window = window
        self.customer = CustomerWindow(desk, window)
        scanner.keyed.connect(self._key_seen)
        desk.changed.connect(self._show_state)

    def has_second_screen(self) -> bool:
        """Is there a screen for the customer just now?"""
        return self.customer.second_screen is not None

    def open_devices(self, row: str = "") -> None:
        """Show how a device is; nothing may be half asked on the till meanwhile."""
        window = self._window
        if self._desk.state.cashier is not None and (window.till.panes.pane is None or window.till.panes.pane.modest):
            window.open_page(Task.DEVICES)
            window.devices.open(row)

    def _show_state(self, state: TillState) -> None:
        wedge = state.devices.settings.wedge
        self._scanner.pace = ScannerPace(wedge.shortest, wedge.gap_ms, wedge.prefix)

    def _key_seen(self, ms: float, ends: bool) -> None:
        if self._window.shows("devices"):
            self._window.devices.key_seen(ms, ends)
