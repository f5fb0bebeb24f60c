"""The customer's window: on the second screen while there is one, gone when it is unplugged, back when it is back."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.in_sight import SETTLES_MS
from pos_app.ui.widgets.customer_view import CustomerView

_PLACED: Final = frozenset({QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize})


class CustomerWindow(QObject):
    """Follows the till's state. Takes no focus and no keys: the cashier's window keeps the scanner."""

    def __init__(self, desk: Desk, cashiers: QWidget) -> None:
        super().__init__(cashiers)
        self._desk = desk
        self._cashiers = cashiers
        self.view: CustomerView | None = None
        cashiers.installEventFilter(self)
        desk.changed.connect(self._show_state)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        self._stands: QRect | None = None
        # whoever manages windows may move them after a change, too
        self._settled = QTimer(self, interval=2 * SETTLES_MS, singleShot=True)
        self._settled.timeout.connect(self._put_back)
        app.screenAdded.connect(self._watch)
        app.screenRemoved.connect(self._screens_changed)
        app.primaryScreenChanged.connect(self._screens_changed)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._screens_changed)

    @property
    def second_screen(self) -> QScreen | None:
        """A screen that the cashier's window is not on, by where its middle is: Qt's own word may be of a screen ago.

        None, too, while the cashier's window is not seen, or on no screen: it comes to one that is there.
        """
        if not self._cashiers.isVisible():
            return None
        middle = self._cashiers.mapToGlobal(self._cashiers.rect().center())
        screens = QGuiApplication.screens()
        others = [screen for screen in screens if not screen.geometry().contains(middle)]
        return others[0] if others and len(others) < len(screens) else None

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._screens_changed)
        self._screens_changed()

    def _screens_changed(self, *_: object) -> None:
        self._settled.start()
        self._look()

    def _put_back(self) -> None:
        if self.view is not None and self.view.geometry() != self._stands:
            self.close()
        self._look()

    def _look(self, *_: object) -> None:
        self._show_state(self._desk.state)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Whoever takes the cashier's window to the customer's screen sends the customer's to the other."""
        kind = event.type()
        if kind == QEvent.Type.Show:
            # by now it is where it belongs, and what moves is the window around it
            self._cashiers.window().installEventFilter(self)
        if kind in _PLACED:
            self._look()
        return False

    def _show_state(self, state: TillState) -> None:
        screen = self.second_screen if state.devices.settings.customer.on else None
        if screen is None or screen.geometry() != self._stands:
            self.close()
        if screen is None:
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
        self._stands = screen.geometry()
        view.setGeometry(self._stands)
        # showFullScreen would take the keyboard, and the scanner with it
        view.setWindowState(Qt.WindowState.WindowFullScreen)
        view.show()
        self.view = view

    def close(self) -> None:
        """Take it away, if it is there."""
        view, self.view, self._stands = self.view, None, None
        if view is not None:
            view.close()
            view.deleteLater()
