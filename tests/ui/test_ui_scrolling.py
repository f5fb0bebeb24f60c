"""Lists that come and go leave nothing behind; the bar beside them shows where one is."""

import gc

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from pos_app.ui.theme import Look, load_palette
from pos_app.ui.widgets.rows import Row, RowList
from pos_app.ui.widgets.scrolling import BAR, HANDLE, PlaceBar, scroll_by_finger

LOOK = Look(load_palette("light"), "DejaVu Sans")


def classes_of_gestures() -> int:
    gc.collect()
    return sum(isinstance(kept, type) and kept.__name__ == Qt.GestureType.__name__ for kept in gc.get_objects())


def test_a_list_leaves_no_class_for_its_gesture(qapp):
    before = classes_of_gestures()
    for _ in range(5):
        listed = QListView()
        scroll_by_finger(listed, LOOK)
        listed.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert classes_of_gestures() == before


def listed(qtbot, rows: int) -> tuple[RowList, PlaceBar]:
    area = RowList(LOOK)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show_rows([Row(f"{place}", f"Рядок {place}") for place in range(rows)])
    area.show()
    qtbot.waitExposed(area)
    bar = area.verticalScrollBar()
    assert isinstance(bar, PlaceBar)
    return area, bar


def test_where_all_is_seen_the_bar_shows_nothing_and_its_place_stays(qtbot):
    _, bar = listed(qtbot, 2)
    assert bar.handle().isEmpty()
    drawn = bar.grab().toImage()
    assert len({drawn.pixel(x, y) for x in range(drawn.width()) for y in range(drawn.height())}) == 1


def test_the_handle_goes_with_the_list(qtbot):
    area, bar = listed(qtbot, 100)
    assert (bar.width(), bar.handle().top()) == (BAR, 0)
    assert bar.handle().height() >= HANDLE
    area.choose(99)
    assert bar.handle().bottom() == bar.height() - 1
    assert bar.grab().toImage().pixelColor(BAR // 2, bar.height() - 10) == LOOK.colours.key_line


def test_a_mouse_drags_the_handle_and_a_press_beside_it_brings_it_there(qtbot):
    _, bar = listed(qtbot, 100)
    held = QPoint(BAR // 2, 5)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=held)
    assert bar.value() == 0
    QTest.mouseMove(bar, held + QPoint(0, bar.height() - bar.handle().height()))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=held)
    assert bar.value() == bar.maximum()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(BAR // 2, bar.height() // 2))
    assert abs(bar.value() - bar.maximum() // 2) <= bar.maximum() // 20
