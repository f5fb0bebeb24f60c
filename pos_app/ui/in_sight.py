"""A screen was unplugged or has another size now: the window comes back to a screen that is there, as it was."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMargins, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

SETTLES_MS: Final = 200
"""A cable that is pulled tells several things one after the other."""


def in_sight(frame: QRect, screens: Sequence[QRect], border: QMargins | None = None) -> QRect:
    """Where a window should stand: where it is, if a screen has all of it; else wholly on the screen of its middle.

    Where no screen has its middle: in the middle of the first. `border`: what its frame adds, which is seen, too.
    """
    here = next((screen for screen in screens if screen.contains(frame.center())), None)
    if not screens or (here is not None and here.contains(frame)):
        return frame
    room = (here or screens[0]).marginsRemoved(border or QMargins())
    found = QRect(frame.topLeft(), frame.size().boundedTo(room.size()))
    if here is None:
        found.moveCenter(room.center())
    found.moveRight(min(found.right(), room.right()))
    found.moveBottom(min(found.bottom(), room.bottom()))
    found.moveLeft(max(found.left(), room.left()))
    found.moveTop(max(found.top(), room.top()))
    return found


class InSight(QObject):
    """One for a top-level window. Nothing is built anew for it: what is open and typed stays."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self, interval=SETTLES_MS, singleShot=True)
        self._soon.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._added)
        app.screenRemoved.connect(self._changed)
        app.primaryScreenChanged.connect(self._changed)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._changed)

    def _added(self, screen: QScreen) -> None:
        self._watch(screen)
        self._changed()

    def _changed(self, *_: object) -> None:
        self._soon.start()

    def look(self) -> None:
        """Is the window still to be seen? A full screen becomes the full screen that is there."""
        window, frame = self._window, self._window.geometry()
        full = window.isFullScreen()
        # the first is the primary one; for a moment, while a cable is changed, there may be none
        screens = QGuiApplication.screens()
        rooms = [screen.geometry() if full else screen.availableGeometry() for screen in screens]
        handle = window.windowHandle()
        wanted = in_sight(frame, rooms, handle.frameMargins() if handle is not None and not full else None)
        if wanted == frame:
            return
        state = window.windowState()
        window.showNormal()
        window.setGeometry(wanted)
        window.setWindowState(state)
