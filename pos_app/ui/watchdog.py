"""Watches the screen's thread: whatever holds it too long is logged with its stack. Made only where it is asked for."""

import logging
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

_log = logging.getLogger(__name__)
BEAT_MS: Final = 4


@dataclass(frozen=True, slots=True)
class Block:
    """The screen was held: milliseconds of the clock and of its thread's own processor time, and what it was doing."""

    wall_ms: float
    own_ms: float
    stack: str


class ScreenWatch(QObject):
    """A timer of the screen's thread beats; a thread beside it looks what is going on when a beat does not come."""

    def __init__(self, longest_ms: float, parent: QObject | None = None, *, by_hand: bool = False) -> None:
        """`by_hand`: no timer; the caller says itself when something begins and ends."""
        super().__init__(parent)
        self.blocks: list[Block] = []
        self._longest_s = longest_ms / 1000
        self._main = threading.get_ident()
        self._began: float | None = None
        self._began_own = 0.0
        self._stack = ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="screen watch", daemon=True)
        self._thread.start()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        if not by_hand:
            self.begin()
            self._timer.start()

    def stop(self) -> None:
        """No more looking."""
        self._timer.stop()
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        self.end(BEAT_MS / 1000)
        self.begin()

    def begin(self) -> None:
        """From now on the screen is held."""
        self._began_own, self._stack = time.thread_time(), ""
        self._began = time.monotonic()

    def end(self, less_s: float = 0.0) -> None:
        """It is free again; `less_s` of the time nothing was to be expected."""
        began, self._began = self._began, None
        if began is None:
            return
        took = time.monotonic() - began - less_s
        if took > self._longest_s:
            block = Block(took * 1000, (time.thread_time() - self._began_own) * 1000, self._stack)
            self.blocks.append(block)
            _log.warning("the screen was held for %.0f ms (own %.0f ms)\n%s", block.wall_ms, block.own_ms, block.stack)

    def _look(self) -> None:
        while not self._over.wait(BEAT_MS / 1000):
            began = self._began
            if began is not None and not self._stack and time.monotonic() - began > self._longest_s:
                self._stack = "".join(traceback.format_list(traceback.StackSummary.from_list(_where(self._main))))


def _where(thread: int) -> list[tuple[str, int, str, None]]:
    """File, line and function of each call, the innermost last.

    The frames themselves are let go at once: a painter lives in one of them and must end with it.
    """
    found: list[tuple[str, int, str, None]] = []
    frame = sys._current_frames().get(thread)
    while frame is not None:
        found.append((frame.f_code.co_filename, frame.f_lineno or 0, frame.f_code.co_name, None))
        frame = frame.f_back
    return found[::-1]
