"""Watches whether anybody is at the till: no touch, no key for so long means that it must be locked."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer

_SIGNS: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_BUSY_AGAIN_MS: Final = 5_000


class IdleWatch(QObject):
    """An application-wide filter that stops nothing; `away` is called once the time is up, `busy` puts it off."""

    def __init__(self, away: Callable[[], None], busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._away = away
        self._busy = busy
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.over)
        self._seconds = 0

    @property
    def seconds(self) -> int:
        """The time it waits; 0: it does not watch."""
        return self._seconds

    def watch(self, seconds: int) -> None:
        """Wait so long; 0 ends the watch."""
        if seconds != self._seconds:
            self._seconds = seconds
            self._begin()

    def _begin(self) -> None:
        if self._seconds:
            self._timer.start(self._seconds * 1000)
        else:
            self._timer.stop()

    def seen(self, *_: object) -> None:
        """A sign of life: the time begins anew."""
        if self._seconds:
            self._begin()

    def over(self) -> None:
        """Nobody was there; what runs is waited for."""
        if self._busy():
            self._timer.start(_BUSY_AGAIN_MS)
        else:
            self._away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's
        """A touch or a key is a sign of life."""
        if event.type() in _SIGNS:
            self.seen()
        return False
