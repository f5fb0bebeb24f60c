"""Panes: what stands over the right side of the till while the receipt stays in sight. Never a window of its own."""

import asyncio
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import Numpad

NUMPAD_HEIGHT = 274
"""Of the numpad and what stands beside it, pixels at scale 1."""


class IntoField:
    """For what has one field: all that is typed goes there. Stands before `Keyed` or `Pane` among the bases."""

    field: Field

    def type_text(self, text: str) -> bool:
        """Into the field."""
        self.field.insert(text)
        return True

    def clear_typed(self) -> None:
        """An empty field."""
        self.field.clear()


class Pane(Keyed):
    """One question or one task. `done` carries its answer, None when the cashier went back."""

    done = Signal(object)
    takes_scans = False
    """Do scans go on while this pane is open?"""
    modest = False
    """Do the till's own keys work while this pane is open?"""
    fleeting = False
    """Does the pane go away when anything else begins?"""
    paying = False
    """Is a sale under way from this pane? What is sold stays in sight until it has its answer."""
    closed = False
    """Has the cashier left it? An answer that comes later changes nothing any more."""

    def __init__(self, look: Look, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.px(8))
        self.head = head = QHBoxLayout()
        head.setSpacing(look.px(8))
        self.title = Line(look, title, size=Size.LARGE, bold=True)
        self.back_button = EscButton(look, depth=Depth.FORM, signed=False, icon_name="close")
        self.back_button.setFixedSize(look.px(64), look.px(48))
        self.back_button.clicked.connect(self.go_back)
        head.addWidget(self.title, 1)
        head.addWidget(self.back_button)
        self.column.addLayout(head)

    async def scanned(self, code: str) -> bool:  # noqa: ARG002 - for those who override it
        """A scan while this pane is open and takes them. → was it taken here?"""
        return False

    def go_back(self) -> None:
        """Leave without an answer."""
        self.done.emit(None)

    def do(self, action: Action) -> bool:
        """Every pane ends with Esc."""
        if action is Action.BACK:
            self.go_back()
            return True
        return False


class BottomBlock(QWidget):
    """The numpad and a column beside it: the same place and size on every pane, so that hands learn it once."""

    def __init__(self, look: Look, *, without: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(look.px(NUMPAD_HEIGHT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(8))
        self.numpad = Numpad(look, without=without)
        self.numpad.setFixedWidth(look.px(236 if look.compact else 306))
        layout.addWidget(self.numpad)
        self.beside = QVBoxLayout()
        self.beside.setSpacing(look.px(8))
        layout.addLayout(self.beside, 1)


class PaneHost(QStackedWidget):
    """The right side: what sells at the bottom, and the panes over it, the newest on top."""

    changed = Signal()

    def __init__(self, desk: Desk, home: Keyed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._home = home
        self._panes: list[Pane] = []
        self._left = False
        self.addWidget(home)

    @property
    def current(self) -> Keyed:
        """Where keys go."""
        return self._panes[-1] if self._panes else self._home

    @property
    def pane(self) -> Pane | None:
        """The open pane, if any."""
        return self._panes[-1] if self._panes else None

    def open(self, pane: Pane) -> asyncio.Future[Any]:
        """Open a pane. The future has its answer when it has closed; at once None where the page has been left."""
        if self._left:
            # nobody else lets it go: its own buttons hold what holds it
            pane.closed = True
            self._let_go(pane)
            nobody = self._desk.future()
            nobody.set_result(None)
            return nobody
        if self.pane is not None and self.pane.fleeting:
            self.pane.go_back()
        answer, give = self._desk.question()
        self._panes.append(pane)
        self.addWidget(pane)
        self.setCurrentWidget(pane)
        if not pane.takes_scans:
            self._desk.hold_scans()
        single = Qt.ConnectionType.SingleShotConnection
        pane.done.connect(lambda value: self._close(pane, value, give), single)
        pane.show_state(self._desk.state)
        self.changed.emit()
        return answer

    def leave(self) -> None:
        """Another page stands here from now on. A flow that began before would wait for ever for its answer, and
        everything that waits for its end with it: it is told what it is told when the cashier goes back.
        """
        self._left = True
        self.put_away()

    def put_away(self) -> None:
        """Close every pane without an answer."""
        for pane in reversed(tuple(self._panes)):
            pane.done.emit(None)

    def _close(self, pane: Pane, value: object, give: Callable[[object], None]) -> None:
        self._panes.remove(pane)
        self.removeWidget(pane)
        pane.hide()
        pane.closed = True
        give(value)
        self._let_go(pane)
        self.setCurrentWidget(self.current)
        self.changed.emit()
        if not pane.takes_scans:
            self._desk.release_scans()

    def _let_go(self, pane: Pane) -> None:
        # what it has asked is still answered to it
        self._desk.after_flows(lambda: pane.deleteLater() if isValid(pane) else None)

    def show_state(self, state: TillState) -> None:
        """Hand a new state to all that is here."""
        self._home.show_state(state)
        for pane in tuple(self._panes):
            pane.show_state(state)
