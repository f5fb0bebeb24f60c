"""What is looked at on every staged screen: it is built once, and all that can be said of it is said."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget
from ui_ink import Ink, inks, pale
from ui_stage import Stage
from ui_walk import CYRILLIC, faults

from pos_app.domain.payment_form import DEFAULT_FORMS, LABELS
from pos_app.ui.screens.pane import Pane
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.key_hints import KeyHints
from pos_app.ui.widgets.numpad import Numpad, TouchKeyboard
from pos_app.ui.widgets.preview import Preview

MOST_ESCAPES = 8
_WORD = re.compile("[а-яіїєґ'’]+", re.IGNORECASE)
_DATA = ("ui_fake_*.py", "ui_goods.py", "ui_reports.py", "ui_register.py", "ui_offers.py", "ui_people.py", "ui_card.py",
         "ui_devices.py", "ui_said_by_others.py")  # fmt: skip
_OWN_WORDS = {"українська", "копія", "уктзед", "прро", "пдв", "розмінна", "монета", "пані", "марія", "каси", "підпис",
              "ґґ", "єє", "іі", "її"}  # fmt: skip
"""The language's own name, what is Ukrainian by law or by those who wrote it down (a menu of Checkbox's cabinet, its
program "Checkbox Підпис"), and the letters that a test page is looked at for."""


def walk(stage: Stage, *, english: bool) -> list[str]:
    """All faults of what is on the screen; Tab and touches of fields leave it a little changed."""
    window = stage.window
    written = inks(window)
    found = [*faults(window), *pale(window, written), *silent(written), *without_a_key(window)]
    if english:
        found += ukrainian(written, _known_words(stage))
    return [*found, *tab_order(stage), *cannot_be_touched_into(stage)]


def silent(written: list[Ink]) -> Iterator[str]:
    """Whoever writes something on the screen says it to a screen reader, too."""
    for widget in {id(one.widget): one.widget for one in written}.values():
        parent = widget.parentWidget()
        of_list = isinstance(parent, QAbstractScrollArea) and parent.accessibleName()
        own = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
        if not own and not of_list and not isinstance(widget, KeyHints):
            yield f"{type(widget).__name__} writes and has no name"


def without_a_key(window: QWidget) -> Iterator[str]:
    """A button that neither has a key nor gets a sign while F1 is held."""
    hints = KeyHints(window.look, window, window.hints._more())  # type: ignore[attr-defined]
    known = {id(one) for one, _ in hints.hints} | {id(one) for one in hints.marked.values()}
    hints.hide()
    hints.setParent(None)
    for button in window.findChildren(TouchButton):
        typed = isinstance(button.parentWidget(), Numpad | TouchKeyboard)
        if button.isVisible() and button.isEnabled() and not typed and id(button) not in known:
            yield f"no key leads to the button {button.text() or button.accessibleName()!r}"


def ukrainian(written: list[Ink], known: frozenset[str]) -> Iterator[str]:
    """Words of the program itself that nobody has translated; paper is Ukrainian by law, and so may be what is typed"""
    for one in written:
        typed = isinstance(one.widget, Field) and one.text == one.widget.text()
        letters = isinstance(one.widget.parentWidget(), TouchKeyboard)
        words = {word.casefold() for word in _WORD.findall(one.text)} if CYRILLIC.search(one.text) else set()
        known_all = all(_is_known(word, known) for word in words)
        if not (known_all or typed or letters or _inside(one.widget, Preview)):
            yield f"not translated: {one.text!r}"


def _known_words(stage: Stage) -> frozenset[str]:
    """The goods, the people and all else that the till holds; what has gone wrong is said in the window's language."""
    state = replace(stage.desk.state, problem=None, trouble=None, blocked=None)
    return _words_of_data() | frozenset(_words(repr({**vars(stage.till), "_state": state})))


@cache
def _words_of_data() -> frozenset[str]:
    here = Path(__file__).parent
    text = " ".join(file.read_text(encoding="utf-8") for name in _DATA for file in here.glob(name))
    by_law = " ".join((*LABELS, *(form.name for form in DEFAULT_FORMS)))
    return frozenset(_words(f"{text} {by_law}")) | _OWN_WORDS


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text))


def _is_known(word: str, known: frozenset[str]) -> bool:
    """A word of the goods, the people or the shop; its end may have been cut off."""
    return word in known or any(one.startswith(word) for one in known)


def _inside(widget: QWidget, kind: type[QWidget]) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parentWidget()
    return parent is not None


# fields


def _fields(stage: Stage) -> list[Field]:
    """As they are read: row by row."""

    def place(field: Field) -> tuple[int, int]:
        corner = field.mapTo(stage.window, QPoint(0, 0))
        return corner.y() // 20, corner.x()

    return sorted((one for one in stage.window.findChildren(Field) if one.isVisible()), key=place)


def tab_order(stage: Stage) -> list[str]:
    """One field has the frame, and Tab leads it through all of a form in the order in which they are read."""
    fields = _fields(stage)
    active = [one for one in fields if one._active]
    # a search whose place something without a field has taken has no frame, either
    if not _settling(stage) and (len(active) > 1 or (len(fields) > 1 and not active)):
        return [f"{len(active)} of {len(fields)} fields have the frame of what is typed into"]
    form = [one for one in fields if one.parentWidget() is active[0].parentWidget()] if active else []
    if len(form) < 2 or _settling(stage):
        return []
    begun, seen = form.index(active[0]), []
    for _ in form:
        seen.append(next((form.index(one) for one in form if one._active and one.isVisible()), -1))
        stage.key(Qt.Key.Key_Tab)
    wanted = [(begun + step) % len(form) for step in range(len(form))]
    return [] if seen == wanted else [f"Tab goes {seen}, and not {wanted}"]


def _settling(stage: Stage) -> bool:
    """Two versions of a product are compared: its fields wait until that is decided."""
    window = stage.window
    return window.shows("catalog") and window.catalog.editing and window.catalog.form._conflict is not None


def cannot_be_touched_into(stage: Stage) -> list[str]:
    """Fields that are touched and bring nothing to type with."""
    found = []
    for field in _fields(stage):
        if field.isVisible() and not _settling(stage) and not _typed_with(stage.window):
            QTest.mouseClick(field, Qt.MouseButton.LeftButton)
            stage.app.processEvents()
            if not _typed_with(stage.window):
                found.append(f"nothing to touch comes for the field {field._caption or field._placeholder!r}")
    return found


def _typed_with(window: QWidget) -> bool:
    return any(one.isVisible() for kind in (Numpad, TouchKeyboard) for one in window.findChildren(kind))


def no_way_back(stage: Stage) -> list[str]:
    """Esc, pressed a few times, leads back to selling from everywhere; a sign-in and a lock stay."""
    window = stage.window
    if not window.has("till") or window.shows("sign_in") or stage.desk.state.locked or stage.desk.state.busy:
        return []
    if window.has("history") and window.history.panel._busy:
        return []  # the terminal waits for a card: that is ended first
    for _ in range(MOST_ESCAPES):
        if window.shows("till") and window.till.panes.pane is None:
            return []
        stage.key(Qt.Key.Key_Escape)
        stage.calm()
    pane: Pane | None = window.till.panes.pane
    at_home = window.shows("till") and (pane is None or pane.modest)
    return [] if at_home else [f"Esc does not lead back from {type(pane or window.page).__name__}"]
