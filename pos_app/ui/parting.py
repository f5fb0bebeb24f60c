"""Lets go what is shown no longer, page by page: those of a whole window at once hold the screen for 80 ms."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

PAUSE_MS: Final = 10
"""Between two pages: keys, touches and the painting of what is new come first."""


class Parting(QObject):
    """Widgets that nobody uses any more, deleted one a turn.

    `after_flows` calls what it is given once no flow works with a widget any more.
    """

    def __init__(self, after_flows: Callable[[Callable[[], None]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._after_flows = after_flows
        self._leaving: deque[QWidget] = deque()
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._next)

    @property
    def over(self) -> bool:
        """Is everything gone that no flow works with?"""
        return not self._leaving

    def take(self, widget: QWidget) -> None:
        """Put it away now and delete it later, a stack's pages before the stack."""
        widget.hide()
        for timer in widget.findChildren(QTimer):
            timer.stop()  # a page that is left begins nothing more: nobody would wait for its end
        self._after_flows(partial(self._let_go, widget))

    def _let_go(self, widget: QWidget) -> None:
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
