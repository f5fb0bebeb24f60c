"""A screen was unplugged or has another size now: the window comes back to a screen that is there, as it was."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

SETTLES_MS: Final = 200
"""A cable that is pulled tells several things one after the other."""


def in_sight(frame: QRect, screens: Sequence[QRect]) -> QRect:
    """Where a window should stand: where it is, if its middle is on a screen; else on the first, no larger than it."""
    if not screens or any(screen.contains(frame.center()) for screen in screens):
        return frame
    first = screens[0]
    size = frame.size().boundedTo(first.size())
    corner = first.center() - QPoint(size.width() // 2, size.height() // 2)
    return QRect(QPoint(max(corner.x(), first.left()), max(corner.y(), first.top())), size)


class InSight(QObject):
    """One for a top-level window. Nothing is built anew for it: what is open and typed stays."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self, interval=SETTLES_MS, singleShot=True)
        self._soon.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._watch)
        app.screenRemoved.connect(self._changed)
        app.primaryScreenChanged.connect(self._changed)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._changed)
        self._changed()

    def _changed(self, *_: object) -> None:
        self._soon.start()

    def look(self) -> None:
        """Is the window still to be seen? A full screen becomes the full screen that is there."""
        window, frame = self._window, self._window.geometry()
        # the first is the primary one; for a moment, while a cable is changed, there may be none
        wanted = in_sight(frame, [screen.availableGeometry() for screen in QGuiApplication.screens()])
        if wanted == frame:
            return
        full = window.isFullScreen()
        if full:
            window.showNormal()
        window.setGeometry(wanted)
        if full:
            window.showFullScreen()
