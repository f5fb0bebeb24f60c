"""Lists follow the finger; a bar of twelve pixels beside them shows where one is, and a mouse may drag it."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QScrollBar,
    QScroller,
    QScrollerProperties,
)

from pos_app.ui.theme import Look
from pos_app.ui.widgets import paint

BAR: Final = 12
HANDLE: Final = 40
"""The bar's width and its handle's least height, pixels at any scale."""

# each list gets a gesture of its own from Qt, and for each one PySide makes a class that it never lets go of: two
# kilobytes a list. Nobody asks which gesture it is. Typing knows it as a function alone, which PySide's own is not
Qt.GestureType._missing_ = classmethod(lambda cls, _value: cls.CustomGesture)  # type: ignore[assignment]


class PlaceBar(QScrollBar):
    """Where one is in a list; nothing at all where all of it is seen."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._look = look
        self._held_at = 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow."""
        return QSize(BAR, HANDLE)

    def handle(self) -> QRect:
        """Where the handle stands; empty where there is nothing to scroll."""
        span = self.maximum() - self.minimum()
        if span == 0:
            return QRect()
        height = min(max(HANDLE, self.height() * self.pageStep() // (span + self.pageStep())), self.height())
        top = (self.height() - height) * (self.value() - self.minimum()) // span
        return QRect(0, top, self.width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The handle alone."""
        if not (handle := self.handle()).isEmpty():
            paint.box(QPainter(self), handle.adjusted(1, 1, -1, -1), self._look.colours.key_line, radius=5)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Taken where it is, or brought under the mouse."""
        at, handle = event.position().toPoint(), self.handle()
        self._held_at = at.y() - handle.top() if handle.contains(at) else handle.height() // 2
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The list goes with it."""
        event.accept()
        if way := self.height() - self.handle().height():
            top = event.position().toPoint().y() - self._held_at
            self.setValue(self.minimum() + round(top * (self.maximum() - self.minimum()) / way))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """It stays where it is."""
        event.accept()


def scroll_by_finger(area: QAbstractScrollArea, look: Look) -> None:
    """Drag to scroll, a tap still taps at once; no frame, no spring at the ends."""
    scroller = QScroller.scroller(area.viewport())
    settings = scroller.scrollerProperties()
    metric = QScrollerProperties.ScrollMetric
    never = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff.value
    settings.setScrollMetric(metric.VerticalOvershootPolicy, never)
    settings.setScrollMetric(metric.HorizontalOvershootPolicy, never)
    settings.setScrollMetric(metric.MousePressEventDelay, 0)
    settings.setScrollMetric(metric.DragStartDistance, 0.004)
    scroller.setScrollerProperties(settings)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
    if isinstance(area, QAbstractItemView):
        area.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setVerticalScrollBar(PlaceBar(look))
