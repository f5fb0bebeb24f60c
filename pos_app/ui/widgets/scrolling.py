"""Lists follow the finger: a bar of twelve pixels only shows where one is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QScroller, QScrollerProperties

# each list gets a gesture of its own from Qt, and for each one PySide makes a class that it never lets go of: two
# kilobytes a list. Nobody asks which gesture it is. Typing knows it as a function alone, which PySide's own is not
Qt.GestureType._missing_ = classmethod(lambda cls, _value: cls.CustomGesture)  # type: ignore[assignment]


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
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
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
