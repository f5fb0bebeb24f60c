"""Lets go what is shown no longer, page by page: those of a whole window at once hold the screen for 80 ms."""

from collections import deque
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

PAUSE_MS: Final = 10
"""Between two pages: keys, touches and the painting of what is new come first."""


class Parting(QObject):
    """Widgets that nobody uses any more, deleted one a turn."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._leaving: deque[QWidget] = deque()
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._next)

    @property
    def over(self) -> bool:
        """Is everything gone?"""
        return not self._leaving

    def take(self, widget: QWidget) -> None:
        """Delete it, a stack's pages before the stack."""
        if isinstance(widget, QStackedWidget):
            # the one in front goes with the stack: another would be brought to the front, and be told that it is shown
            pages = (widget.widget(place) for place in range(widget.count()) if place != widget.currentIndex())
            self._leaving += [page for page in pages if page is not None]
        self._leaving.append(widget)
        self._timer.start()

    def _next(self) -> None:
        while self._leaving:
            widget = self._leaving.popleft()
            if isValid(widget):
                widget.deleteLater()
                return
        self._timer.stop()
