"""A keyboard-wedge scanner told from a person by its pace: bursts become codes, typing passes on unharmed.

Keys are held back for a gap and the time of their delivery. A burst that ends in Enter or Tab is a scan and no widget
ever sees it; anything else is handed on in the order it came.
"""

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

GROUP_SEPARATOR: Final = "\x1d"
_PLAIN: Final = {
    2: "1", 3: "2", 4: "3", 5: "4", 6: "5", 7: "6", 8: "7", 9: "8", 10: "9", 11: "0", 12: "-", 13: "=",
    16: "q", 17: "w", 18: "e", 19: "r", 20: "t", 21: "y", 22: "u", 23: "i", 24: "o", 25: "p", 26: "[", 27: "]",
    30: "a", 31: "s", 32: "d", 33: "f", 34: "g", 35: "h", 36: "j", 37: "k", 38: "l", 39: ";", 40: "'", 41: "`",
    43: "\\", 44: "z", 45: "x", 46: "c", 47: "v", 48: "b", 49: "n", 50: "m", 51: ",", 52: ".", 53: "/", 57: " ",
    55: "*", 71: "7", 72: "8", 73: "9", 74: "-", 75: "4", 76: "5", 77: "6", 78: "+", 79: "1", 80: "2", 81: "3",
    82: "0", 83: ".",
}  # fmt: skip
"""What a US keyboard, which is what a scanner plays, writes with each key of the PC's first scan code set."""
_SHIFTED: Final = dict(zip("1234567890-=[];'`\\,./", '!@#$%^&*()_+{}:"~|<>?', strict=True))
_FIRST_KEYPAD: Final = 71
_RIGHT_BRACKET: Final = 27
_EVDEV_OFFSET: Final = 8
_LATE_MS: Final = 4
"""A timer that comes so much later than it should: the screen was busy, and keys may be waiting."""
_LOOK_AGAIN_MS: Final = 25
_TURNS: Final = 2
"""Turns of the event loop between the end of a wait and letting go: keys that came while the screen was held lie behind
the timer, and the turn in which it runs out may have looked for them before."""
_DELIVERY_MS: Final = 40
"""How late a key may come from the system; a person's key is echoed after a gap and so long."""
_END_MS: Final = 250


class ScannerPace(NamedTuple):
    """How a scanner types: at least `shortest` characters with at most `gap_ms` between keys.

    `prefix`: a character that it sends first. What follows it fast enough is a code of any length, with or without an
    end.
    """

    shortest: int = 6
    gap_ms: int = 35
    prefix: str = ""


def decode(native: int, shift: bool) -> str:
    """The character of a first-set scan code, whatever layout or Caps Lock is on; "" for an unknown key."""
    char = _PLAIN.get(native, "")
    if not shift or native >= _FIRST_KEYPAD:
        return char
    return char.upper() if char.isalpha() else _SHIFTED.get(char, char)


def scan_code(native: int, platform: str) -> int:
    """The first-set scan code of a platform's native one; 0 where the platform gives none."""
    if platform in {"xcb", "wayland"}:
        return max(native - _EVDEV_OFFSET, 0)
    return native if platform == "windows" else 0


def _monotonic_ms() -> float:
    return time.monotonic() * 1000


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The same key as an event of ours. Nobody would free what `clone` gives: five megabytes a busy day."""
    copy = QKeyEvent(
        event.type(), event.key(), event.modifiers(), event.nativeScanCode(), event.nativeVirtualKey(),
        event.nativeModifiers(), event.text(), event.isAutoRepeat(), event.count(),
    )  # fmt: skip
    copy.setTimestamp(event.timestamp())
    return copy


class ScannerFilter(QObject):
    """The application-wide filter; install it on the QApplication."""

    scanned = Signal(str)
    keyed = Signal(float, bool)
    """Every printable key and every end, with its time in milliseconds: for whoever measures the pace."""

    def __init__(
        self,
        pace: ScannerPace | None = None,
        clock_ms: Callable[[], float] = _monotonic_ms,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.pace = pace or ScannerPace()
        self._clock_ms = clock_ms
        self._platform = QGuiApplication.platformName()
        self._held: list[tuple[QObject, QKeyEvent]] = []
        self._code = ""
        self._passed = ""
        self._last_ms = 0.0
        self._handing_on = False
        self._swallowed_end: int | None = None
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._gap_is_over)
        self._due_ms = 0.0
        self._turns = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hold printable keys, end bursts, let everything else by."""
        if self._handing_on or not watched.isWidgetType() or not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.KeyRelease:
            return self._release(event)
        if event.type() is not QEvent.Type.KeyPress:
            return False
        return self._press(watched, event)

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        now = float(event.timestamp()) or self._clock_ms()
        near = bool(self._held or self._passed) and now - self._last_ms <= self.pace.gap_ms
        # X11 calls a figure that follows itself within 10 ms a repeat; a key that a person holds repeats later
        if event.isAutoRepeat() and not near:
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self.keyed.emit(now, True)
            return self._end(event, near)
        char = self._char(event)
        if not char:
            # a separator comes as Ctrl and a bracket: the Ctrl before it ends no burst
            if event.key() not in {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_Control}:
                self.hand_on()
            return False
        self.keyed.emit(now, False)
        if not (self._held and near):
            self._let_go()
            # a key that came so soon after one that was let go was kept back by the system: the code is whole again
            self._code = self._passed if near else ""
        self._held.append((watched, _copy(event)))
        self._code += char
        self._last_ms = now
        # keys are judged by the times that they were pressed at; they may come late where the computer is busy, and
        # nobody but a scanner presses so many so fast: the end is waited for
        self._wait(_END_MS if len(self._code) >= self.pace.shortest else self.pace.gap_ms + _DELIVERY_MS)
        return True

    def _end(self, event: QKeyEvent, near: bool) -> bool:
        self._code = self._code or (self._passed if near else "")
        if not near or not (self._is_prefixed or len(self._code) >= self.pace.shortest):
            self.hand_on()
            return False
        self._swallowed_end = event.key()
        self._tell()
        return True

    @property
    def _is_prefixed(self) -> bool:
        return bool(self.pace.prefix) and self._code.startswith(self.pace.prefix) and len(self._code) > 1

    def _tell(self) -> None:
        code = self._code[len(self.pace.prefix) :] if self._is_prefixed else self._code
        self._forget()
        self.scanned.emit(code)

    def _wait(self, ms: int) -> None:
        self._due_ms = self._clock_ms() + ms
        self._turns = _TURNS
        self._timer.start(ms)

    def _gap_is_over(self) -> None:
        """No key came in time, unless it waits behind this timer: all that the system has is taken in before an end.

        The loop turns without a wait, so nobody's typing is later for it. A timer that is late itself tells of a
        busy computer, which may deliver keys later, too: that one is given time.
        """
        if self._clock_ms() - self._due_ms > _LATE_MS:
            self._wait(_LOOK_AGAIN_MS)
        elif self._turns:
            self._turns -= 1
            self._timer.start(0)
        else:
            self._let_go()

    def _let_go(self) -> None:
        """A burst is over: with its prefix it was a code, else a person."""
        if self._is_prefixed:
            self._tell()
        else:
            self.hand_on()

    def _release(self, event: QKeyEvent) -> bool:
        ended = self._swallowed_end == event.key()
        if ended:
            self._swallowed_end = None
        return ended

    def _char(self, event: QKeyEvent) -> str:
        held = event.modifiers()
        native = scan_code(event.nativeScanCode(), self._platform)
        if held & Qt.KeyboardModifier.ControlModifier:
            # by its place on the keyboard: a Ukrainian layout has a letter there
            is_bracket = event.key() == Qt.Key.Key_BracketRight or native == _RIGHT_BRACKET
            return GROUP_SEPARATOR if self._held and is_bracket else ""
        if held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return ""
        text = event.text()
        if text == GROUP_SEPARATOR:
            return text if self._held else ""
        if len(text) != 1 or not text.isprintable():
            return ""
        return decode(native, bool(held & Qt.KeyboardModifier.ShiftModifier)) or text

    def hand_on(self) -> None:
        """Give the held keys to the widgets that were to get them, in order: it was a person."""
        held, passed = self._held, self._code or self._passed
        self._forget()
        self._passed = passed
        self._handing_on = True
        try:
            for watched, event in held:
                if isValid(watched):  # the page may have been built anew meanwhile
                    QApplication.sendEvent(watched, event)
        finally:
            self._handing_on = False

    def _forget(self) -> None:
        self._timer.stop()
        self._held = []
        self._code = self._passed = ""
