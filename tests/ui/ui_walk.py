"""A walk over a window's widgets: what a finger or an eye would stumble over."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QListView, QStackedWidget, QWidget

from pos_app.ui.theme import TARGET
from pos_app.ui.widgets.bars import Lamps
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.headline import Strip
from pos_app.ui.widgets.key_hints import KeyHints
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.tiles import PAGE, TileGrid
from pos_app.ui.widgets.totals import TotalsBlock


def faults(window: QWidget) -> list[str]:
    """Everything wrong with what is visible now."""
    found = list(_signed_twice(window))
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisible() and not _inside_scroll_area(widget):
            found += _crowded(widget)
            found += _small(widget)
            found += _cut(widget)
            found += _rich(widget)
            found += _nameless(widget)
    return found


def _signed_twice(window: QWidget) -> Iterator[str]:
    """Two buttons that say that the same key presses them, where only one of them is meant."""
    signed = [one for one in window.findChildren(TouchButton) if one.isVisible() and one.isEnabled()]
    for key in ("Esc", "Enter", "F6"):
        names = [_name(one) for one in signed if one.key == key]
        if len(names) > 1:
            yield f"{key} stands on {', '.join(names)}"


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
    # the hints lie over everything while their key is held
    shown = [child for child in children if child.isVisible() and not isinstance(child, KeyHints)]
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
        # enlarged letters are made smaller again where the caption has no room
        wide = QFontMetrics(widget._look.font(13, grows=False)).horizontalAdvance(widget._caption)
        if wide > widget.width() - widget._look.px(24):
            yield f"caption {widget._caption!r} is cut"
    if isinstance(widget, QLabel):
        wide = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
        if wide > widget.width():
            yield f"{_name(widget)} is cut"


def _rich(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield f"{_name(widget)} is not plain text"


def _nameless(widget: QWidget) -> Iterator[str]:
    """What is touched says to a screen reader what it is; a letter's key without a letter is nothing to touch."""
    if isinstance(widget, QAbstractButton) and widget.isEnabled() and not (widget.text() or widget.accessibleName()):
        yield f"{type(widget).__name__} {getattr(widget, 'icon_name', '')} has no name"
    if isinstance(widget, Field | TileGrid | QListView | TotalsBlock | Lamps) and not widget.accessibleName():
        yield f"{type(widget).__name__} has no name"


LEAST_CONTRAST = 4.5


def luminance(colour: tuple[int, ...]) -> float:
    """By WCAG 2.2, of red, green and blue up to 255."""
    parts = [part / 255 for part in colour[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """From 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


CYRILLIC = re.compile("[а-яіїєґ]", re.IGNORECASE)


def place_of(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget stands in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
