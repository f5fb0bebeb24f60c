"""Lists follow the finger; a tap is a tap, a drag chooses nothing, and a finger on a running list stops it."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QListWidget, QScroller

from pos_app.ui.widgets.scrolling import scroll_by_finger

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
Type = QEvent.Type


class Hand:
    """One finger on a list of two hundred rows, with its own clock."""

    def __init__(self) -> None:
        self.list = QListWidget()
        self.list.addItems([f"товар {number}" for number in range(200)])
        self.list.resize(300, 400)
        scroll_by_finger(self.list)
        self.list.show()
        QApplication.processEvents()
        self.taken: list[int] = []
        self.list.clicked.connect(lambda index: self.taken.append(index.row()))
        self.ms = 1000

    def _send(self, kind: QEvent.Type, y: int, *, down: bool, after_ms: int) -> None:
        self.ms += after_ms
        view, at = self.list.viewport(), QPointF(100, y)
        button = NONE if kind is Type.MouseMove else LEFT
        event = QMouseEvent(
            kind, at, view.mapToGlobal(at), button, LEFT if down else NONE, Qt.KeyboardModifier.NoModifier
        )
        event.setTimestamp(self.ms)
        QApplication.sendEvent(view, event)

    def press(self, y: int) -> None:
        self._send(Type.MouseButtonPress, y, down=True, after_ms=500)

    def move(self, y: int) -> None:
        self._send(Type.MouseMove, y, down=True, after_ms=16)

    def lift(self, y: int) -> None:
        self._send(Type.MouseButtonRelease, y, down=False, after_ms=16)

    @property
    def state(self) -> QScroller.State:
        return QScroller.scroller(self.list.viewport()).state()

    @property
    def scrolled(self) -> int:
        return self.list.verticalScrollBar().value()


@pytest.fixture
def hand(qapp):
    made = Hand()
    yield made
    made.list.deleteLater()


def test_a_tap_chooses_the_row(hand):
    hand.press(100)
    hand.move(101)
    hand.lift(101)
    assert len(hand.taken) == 1
    assert hand.scrolled == 0


def test_a_drag_scrolls_and_chooses_nothing(hand, qtbot):
    hand.press(350)
    for y in range(330, 90, -20):
        hand.move(y)
    assert hand.state is QScroller.State.Dragging
    hand.lift(90)
    qtbot.waitUntil(lambda: hand.scrolled > 100)
    assert hand.taken == []


def test_a_finger_on_a_list_that_runs_on_stops_it_and_chooses_nothing(hand):
    hand.press(350)
    for y in range(330, 90, -40):
        hand.move(y)
    hand.lift(90)
    assert hand.state is QScroller.State.Scrolling
    hand.press(100)
    hand.lift(100)
    assert hand.state is not QScroller.State.Scrolling
    assert hand.taken == []
    hand.press(100)
    hand.lift(100)
    assert len(hand.taken) == 1


def test_another_button_scrolls_nothing(hand):
    at = QPointF(100, 300)
    for kind in (Type.MouseButtonPress, Type.MouseButtonRelease):
        event = QMouseEvent(kind, at, at, Qt.MouseButton.RightButton, NONE, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(hand.list.viewport(), event)
    assert hand.state is QScroller.State.Inactive
