"""Lists follow the finger: a bar of twelve pixels only shows where one is."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QScroller, QScrollerProperties

_INPUTS: Final = {
    QEvent.Type.MouseButtonPress: QScroller.Input.InputPress,
    QEvent.Type.MouseMove: QScroller.Input.InputMove,
    QEvent.Type.MouseButtonRelease: QScroller.Input.InputRelease,
}
_NOWHERE: Final = QPointF(-100_000, -100_000)


class _Finger(QObject):
    """Hands the finger's way on to the area's scroller.

    `QScroller.grabGesture` would do the same; but PySide makes a class of each of its gestures and frees none: six
    megabytes in two thousand lists.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._view = area.viewport()
        self._scroller = QScroller.scroller(self._view)
        self._scrolls = False
        """What lies under the finger hears no more of it."""
        self._letting_go = False
        self._view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's name and signature
        """A tap goes to the row, a drag to the scroller."""
        given = _INPUTS.get(event.type())
        if given is None or self._letting_go or not isinstance(event, QMouseEvent):
            return False
        if event.button() is not Qt.MouseButton.LeftButton and Qt.MouseButton.LeftButton not in event.buttons():
            return False
        if given is QScroller.Input.InputPress:
            # a finger on a list that still runs stops it, and chooses nothing
            self._scrolls = self._scroller.state() is QScroller.State.Scrolling
        self._scroller.handleInput(given, event.position(), event.timestamp())
        if not self._scrolls and self._scroller.state() is QScroller.State.Dragging:
            self._scrolls = True
            self._let_go(event)
        return self._scrolls

    def _let_go(self, event: QMouseEvent) -> None:
        """The row that was pressed is not meant: its finger is lifted far from it."""
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        lifted = QMouseEvent(QEvent.Type.MouseButtonRelease, _NOWHERE, _NOWHERE, left, none, event.modifiers())
        self._letting_go = True
        try:
            QApplication.sendEvent(self._view, lifted)
        finally:
            self._letting_go = False


def scroll_by_finger(area: QAbstractScrollArea) -> None:
    """Drag to scroll, a tap still taps at once; no spring at the ends, and the bar is hidden where all is seen."""
    scroller = QScroller.scroller(area.viewport())
    settings = scroller.scrollerProperties()
    metric = QScrollerProperties.ScrollMetric
    never = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff.value
    settings.setScrollMetric(metric.VerticalOvershootPolicy, never)
    settings.setScrollMetric(metric.HorizontalOvershootPolicy, never)
    settings.setScrollMetric(metric.MousePressEventDelay, 0)
    settings.setScrollMetric(metric.DragStartDistance, 0.004)
    scroller.setScrollerProperties(settings)
    _Finger(area)
    if isinstance(area, QAbstractItemView):
        area.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    bar = area.verticalScrollBar()

    def show_handle(low: int, high: int) -> None:
        idle = low == high
        if bar.property("idle") != idle:
            bar.setProperty("idle", idle)
            bar.style().unpolish(bar)
            bar.style().polish(bar)

    bar.rangeChanged.connect(show_handle)
    show_handle(bar.minimum(), bar.maximum())
