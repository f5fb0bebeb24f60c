"""The customer's window: on the second screen while there is one, gone when it is unplugged, back when it is back."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.widgets.customer_view import CustomerView


class CustomerWindow(QObject):
    """Follows the till's state. Takes no focus and no keys: the cashier's window keeps the scanner."""

    def __init__(self, desk: Desk, cashiers: QWidget) -> None:
        super().__init__(cashiers)
        self._desk = desk
        self._cashiers = cashiers
        self.view: CustomerView | None = None
        desk.changed.connect(self._show_state)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._screens_changed)
        app.screenRemoved.connect(self._screens_changed)
        app.primaryScreenChanged.connect(self._screens_changed)

    @property
    def second_screen(self) -> QScreen | None:
        """A screen that the cashier's window is not on."""
        mine = self._cashiers.screen()
        return next((screen for screen in QGuiApplication.screens() if screen is not mine), None)

    def _screens_changed(self, *_screen: object) -> None:
        self.close()
        self._show_state(self._desk.state)

    def _show_state(self, state: TillState) -> None:
        screen = self.second_screen if state.devices.settings.customer.on else None
        if screen is None:
            self.close()
            return
        if self.view is None:
            self._open(screen)
        assert self.view is not None  # it was opened
        self.view.show_state(state)

    def _open(self, screen: QScreen) -> None:
        view = CustomerView()
        view.setObjectName("customer")
        view.setWindowTitle(tr("Покупець"))
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        view.setWindowFlags(flags)
        view.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # the program ends with the cashier's window, whatever the customer still sees
        view.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        view.setGeometry(screen.geometry())
        # showFullScreen would take the keyboard, and the scanner with it
        view.setWindowState(Qt.WindowState.WindowFullScreen)
        view.show()
        self.view = view

    def close(self) -> None:
        """Take it away, if it is there."""
        view, self.view = self.view, None
        if view is not None:
            view.close()
            view.deleteLater()
