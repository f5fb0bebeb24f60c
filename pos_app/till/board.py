"""The current state of the till and those who watch it: a new immutable picture after every change."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pos_app.till.state import TillState

Watcher = Callable[[TillState], None]


class Board:
    """Holds the one TillState."""

    def __init__(self, first: TillState) -> None:
        self._state = first
        self._watchers: list[Watcher] = []

    @property
    def state(self) -> TillState:
        """The picture as it stands."""
        return self._state

    def subscribe(self, watcher: Watcher) -> None:
        """See every new picture."""
        self._watchers.append(watcher)

    def show(self, **changes: Any) -> None:
        """Publish a picture with these fields changed; nothing happens where nothing differs."""
        changed = {name: value for name, value in changes.items() if getattr(self._state, name) != value}
        if not changed:
            return
        self._state = replace(self._state, **changed, revision=self._state.revision + 1)
        for watcher in tuple(self._watchers):
            watcher(self._state)
