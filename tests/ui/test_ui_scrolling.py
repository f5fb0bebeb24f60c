"""Lists that come and go leave nothing behind."""

import gc

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QListView

from pos_app.ui.widgets.scrolling import scroll_by_finger


def classes_of_gestures() -> int:
    gc.collect()
    return sum(isinstance(kept, type) and kept.__name__ == Qt.GestureType.__name__ for kept in gc.get_objects())


def test_a_list_leaves_no_class_for_its_gesture(qapp):
    before = classes_of_gestures()
    for _ in range(5):
        listed = QListView()
        scroll_by_finger(listed)
        listed.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert classes_of_gestures() == before
