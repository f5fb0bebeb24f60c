"""The help's key: pressed it opens the help, held it shows every button's key, and signs that press the others."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_app.ui.keys import Action, KeyTable, key_mark
from pos_app.ui.pages import Pages
from pos_app.ui.screens.shelf import Tab
from pos_app.ui.widgets.bars import TopBar
from pos_app.ui.widgets.key_hints import KeyHints

HINTS_AFTER_MS: Final = 350
"""How long the help's key is held until it means the hints."""


class Hinting:
    """One for a window."""

    def __init__(self, window: Pages, keys: KeyTable, top: Callable[[], TopBar]) -> None:
        self._window, self._keys, self._top = window, keys, top
        self.shown: KeyHints | None = None
        self._soon = QTimer(window, interval=HINTS_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self.show)

    def begin(self) -> None:
        """The help's key is down."""
        self._soon.start()

    def end(self) -> bool:
        """It is up again. → was it too short for the hints, and means the help?"""
        short = self.shown is None and self._soon.isActive()
        self._soon.stop()
        self.hide()
        return short

    def show(self) -> None:
        """Over everything, until the key is up."""
        self.shown = KeyHints(self._window.look, self._window, self._more())

    def hide(self) -> None:
        """Take them away."""
        if self.shown is not None:
            self.shown.deleteLater()
            self.shown = None

    def touch(self, event: QKeyEvent) -> bool:
        """While they are shown: the button without a key that this key's sign stands on. → was there one?"""
        button = self.shown.marked.get(key_mark(event)) if self.shown is not None else None
        if button is not None:
            self.hide()
            # the key's release may be lost, and the lock come under signs that are still shown
            if button.isVisible():
                button.click()
        return button is not None

    def _more(self) -> list[tuple[QWidget, str]]:
        """What has a key and does not say so itself."""
        window, top, keys = self._window, self._top(), self._keys
        if not window.shows("till") or window.till.panes.pane is not None:
            return []
        tabs = {Tab.CATEGORIES: Action.CATEGORIES, Tab.SEARCH: Action.SEARCH, Tab.ACTIONS: Action.ACTIONS}
        more: list[tuple[QWidget, str]] = [
            (button, keys.key(tabs[tab])) for tab, button in window.till.pad.tabs.items() if tab in tabs
        ]
        more += [(top.plus, keys.key(Action.PARK)), (top.more, keys.key(Action.PARKED))]
        more += [(top.menu_button, keys.key(Action.ACTIONS)), (window.till.table, "↑ ↓  Del")]
        return [*more, (window.till.pad.tiles, "← → Enter")]
