"""The till's own window under the X server, over the fake till: prints what stands where, whenever that has changed.

python tests/wedge/till_window.py X Y WIDTH HEIGHT   where the window stands at the beginning; without: full screen
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from ui_stage import Stage

from pos_app.ui.preferences import Preferences
from pos_app.ui.scanner import _monotonic_ms
from pos_app.ui.shell import Shell

LOOK_MS = 20


def rect(widget: QWidget | None) -> list[int] | None:
    return list(widget.geometry().getRect()) if widget is not None and widget.isVisible() else None


def main() -> None:
    app = QApplication(sys.argv[:1])
    stage = Stage()
    stage.open_till()
    stage.scanner._clock_ms = _monotonic_ms
    settings = stage.desk.state.devices.settings
    customer = replace(settings.customer, on=True)
    stage.tell(devices=replace(stage.desk.state.devices, settings=replace(settings, customer=customer)))
    shell = Shell(Preferences(sound=False))
    shell.show_content(stage.window)
    if sys.argv[1:]:
        shell.setGeometry(*map(int, sys.argv[1:]))
        shell.show()
    else:
        shell.showFullScreen()
    shell.activateWindow()
    told = ""

    def look() -> None:
        nonlocal told
        pane = stage.window.till.panes.pane
        seen = {
            "screens": [list(screen.geometry().getRect()) for screen in QGuiApplication.screens()],
            "till": rect(shell),
            "customer": rect(stage.window.beside.customer.view),
            "basket": [line.product.id for line in stage.desk.state.cart.lines],
            "pane": type(pane).__name__ if pane is not None else "",
            "cash": pane.cash.text() if pane is not None and hasattr(pane, "cash") else "",
        }
        text = json.dumps(["window", json.dumps(seen)])
        if text != told:
            told = text
            print(text, flush=True)

    ticker = QTimer(shell, interval=LOOK_MS)
    ticker.timeout.connect(look)
    ticker.start()
    app.exec()


main()
