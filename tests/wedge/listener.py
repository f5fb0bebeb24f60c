"""The other side: a window with the till's own filter; prints what was scanned and what was typed, line by line.

python tests/wedge/listener.py [busy | at-the-edge] [by-text] [at-once]

busy: held half of the time. at-the-edge: held from a burst's second key until the moment at which keys are let go.
by-text and at-once are mutants: the one must lose codes, the other leak keys at the edge.
"""

import json
import random
import sys
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from pos_app.ui import scanner
from pos_app.ui.scanner import ScannerFilter


def say(kind: str, text: str = "") -> None:
    sys.stdout.write(json.dumps([kind, text]) + "\n")
    sys.stdout.flush()


class Sheet(QWidget):
    """Where typing goes that was no scan."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            say("enter")
        elif event.text():
            say("typed", event.text())

    def focusInEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        say("ready")


def main() -> None:
    app = QApplication(sys.argv[:1])
    if "by-text" in sys.argv:
        scanner.decode = lambda native, shift: ""
    keys = ScannerFilter()
    keys.scanned.connect(lambda code: say("scan", code))
    app.installEventFilter(keys)
    if "at-once" in sys.argv:
        scanner._TURNS = 0
    sheet = Sheet()
    sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    sheet.resize(400, 300)
    sheet.show()
    sheet.activateWindow()
    sheet.setFocus()
    if "busy" in sys.argv:
        chance = random.Random(1)
        timer = QTimer(sheet, interval=150)
        # the held screen is what is tried here: no event could stand for it
        timer.timeout.connect(lambda: time.sleep(chance.uniform(0.02, 0.12)))
        timer.start()
    if "at-the-edge" in sys.argv:
        # held from when the loop waits again until just after the end of the filter's wait, when its timer comes before
        # the keys that lie in the system's queue: as above, the held screen is what is tried
        hold = QTimer(sheet, singleShot=True, interval=2)
        hold.timeout.connect(lambda: time.sleep(max(0.0, keys._due_ms - time.monotonic() * 1000 + 1.5) / 1000))
        keys.keyed.connect(lambda at_ms, ends: hold.start() if len(keys._code) == 1 else None)
    app.exec()


main()
