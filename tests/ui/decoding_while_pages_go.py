"""A program of its own for test_ui_catalog.py: pictures are unpacked in threads while pages with lists are taken away.

Ends with code 0, or, where two threads wait for each other for ever, is ended by `faulthandler` with another.
"""

import faulthandler
import os
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice, QStringListModel
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListView, QWidget

PAGES, LISTS, THREADS = 1000, 5, 3
PATIENCE_S = 60


def picture() -> bytes:
    """A small PNG."""
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def play(decoded: Callable[[bytes], Any]) -> None:
    """Both at once."""
    app = QApplication([])
    data, over = picture(), threading.Event()

    def unpack() -> None:
        while not over.is_set():
            assert decoded(data) is not None

    faulthandler.dump_traceback_later(PATIENCE_S, exit=True)
    for _ in range(THREADS):
        threading.Thread(target=unpack, daemon=True).start()
    for _ in range(PAGES):
        page = QWidget()
        for _ in range(LISTS):
            rows = QListView(page)
            rows.setModel(QStringListModel(["a"], rows))
        page.deleteLater()
        del page
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    over.set()
    os._exit(0)


if __name__ == "__main__":
    from pos_app.ui.pictures import decoded

    play(decoded)
