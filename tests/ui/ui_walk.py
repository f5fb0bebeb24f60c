"""A walk over a window's widgets: what a finger or an eye would stumble over."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QListView, QStackedWidget, QWidget

from pos_app.ui.theme import TARGET
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.headline import Strip
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.tiles import PAGE, TileGrid


def faults(window: QWidget) -> list[str]:
    """Everything wrong with what is visible now."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisible() and not _inside_scroll_area(widget):
            found += _crowded(widget)
            found += _small(widget)
            found += _cut(widget)
            found += _rich(widget)
    return found


def _inside_scroll_area(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel | Line | Field) else ""
    return f"{type(widget).__name__} {text!r} {widget.width()}×{widget.height()}"


def _crowded(parent: QWidget) -> Iterator[str]:
    if isinstance(parent, QAbstractScrollArea):
        return
    children = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [child for child in children if child.isVisible()]
    if isinstance(parent, QStackedWidget):
        shown = [parent.currentWidget()]
    for place, child in enumerate(shown):
        if not parent.rect().contains(child.geometry()):
            yield f"{_name(child)} sticks out of {_name(parent)}: {child.geometry()} in {parent.rect()}"
        for other in shown[place + 1 :]:
            if child.geometry().intersects(other.geometry()):
                yield f"{_name(child)} lies over {_name(other)}"


def _small(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractButton | Field) and min(widget.width(), widget.height()) < TARGET:
        yield f"{_name(widget)} is smaller than {TARGET} pixels"
    if isinstance(widget, QListView) and widget.model().rowCount():
        height = widget.visualRect(widget.model().index(0, 0)).height()
        if height < TARGET:
            yield f"rows of {height} pixels"
    if isinstance(widget, TileGrid):
        sizes = [widget.tile_rect(place).size() for place in range(PAGE)]
        if any(min(size.width(), size.height()) < TARGET for size in sizes):
            yield f"tiles of {sizes[0]}"


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, TouchButton | Strip) and not widget.text_fits():
        yield f"{_name(widget)} shows {widget.text_rows()[0] if isinstance(widget, TouchButton) else widget.notice}"
    if isinstance(widget, Line) and not widget.elides and not widget.text_fits():
        yield f"{_name(widget)} is cut"
    if isinstance(widget, Field) and widget._caption:
        wide = QFontMetrics(widget._look.font(13)).horizontalAdvance(widget._caption)
        if wide > widget.width() - widget._look.px(24):
            yield f"caption {widget._caption!r} is cut"
    if isinstance(widget, QLabel):
        wide = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
        if wide > widget.width():
            yield f"{_name(widget)} is cut"


def _rich(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield f"{_name(widget)} is not plain text"


def place_of(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget stands in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
