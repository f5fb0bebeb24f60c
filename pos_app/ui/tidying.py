"""Python's garbage, collected on the screen's thread alone; all of it only in a pause between two customers.

Left to itself Python collects on whichever thread makes the next object. On the engine's it would destroy what is left
of a page or of a till that has ended, whose timers Qt still keeps on the screen's thread: the next of them to come due
is told to freed memory, and the program is gone.
"""

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

YOUNG_EVERY_MS: Final = 200
WHOLE_EVERY_MS: Final = 60_000


class Tidying(QObject):
    """One for a program, made before its second thread: from then until `stop` nothing is collected but here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self.is_pause: Callable[[], bool] = lambda: False
        """May the screen be held for the tenth of a second that a whole collection takes?"""
        self._young = QTimer(self, interval=YOUNG_EVERY_MS)
        self._young.timeout.connect(self._collect_young)
        self._whole = QTimer(self, interval=WHOLE_EVERY_MS)
        self._whole.timeout.connect(self._collect_whole)

    def start(self) -> None:
        """Begin, once everything is loaded: what a start has made is no garbage, and nobody looks through it again."""
        gc.freeze()
        self._young.start()
        self._whole.start()

    def stop(self) -> None:
        """The window is gone; Python collects by itself again, if it did before."""
        self._young.stop()
        self._whole.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    def _collect_young(self) -> None:
        """The generation whose turn it is by Python's own count; never the whole."""
        for generation in (1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def _collect_whole(self) -> None:
        if self.is_pause():
            gc.collect()
