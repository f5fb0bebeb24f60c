"""The palette: every action and every page, found by a few letters of its name."""

from typing import Final

from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.keys import FIXED, KEYS, Action, KeyTable, action_name
from pos_app.ui.screens.list_panes import ListPane
from pos_app.ui.screens.pane import IntoField
from pos_app.ui.screens.tasks import Task, task_tiles
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import Row

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_UKRAINIAN: Final = "йцукенгшщзхїфівапролджєячсмитьбю"
_OTHER_LAYOUT: Final = str.maketrans(_LATIN + _UKRAINIAN, _UKRAINIAN + _LATIN)
_TWICE: Final = frozenset({Task.PALETTE, Task.UNDO, Task.HISTORY, Task.RETURN, Task.DRAWER, Task.PARKED, Task.CUSTOMER})
"""Tasks that have an action of the same name."""


def all_rows(keys: KeyTable, state: TillState, *, demo: bool = False) -> list[Row]:
    """Every action that has a name and every task, those that can do nothing now left out."""
    actions = [action for action in KEYS if action not in FIXED | {Action.PALETTE} and action_name(action)]
    rows = [Row(action, action_name(action), figure=keys.key(action)) for action in actions]
    tiles = [tile for tile in task_tiles(state, keys, demo=demo) if tile.enabled and tile.key not in _TWICE]
    return rows + [Row(tile.key, tile.title, icon_name=tile.icon_name) for tile in tiles]


class PalettePane(IntoField, ListPane):
    """Type, look, Enter. Its answer is an Action's or a Task's word."""

    modest = False

    def __init__(self, look: Look, keys: KeyTable, state: TillState, *, demo: bool = False) -> None:
        super().__init__(look, tr("Знайти дію"), height=52, empty=tr("Такої дії немає."))
        self._all = all_rows(keys, state, demo=demo)
        self.field = Field(look, figures=False, size=Size.LARGE, icon_name="search", height=56)
        self.field.set_placeholder(tr("Пишіть назву дії"))
        self.field.changed.connect(self._find)
        self.column.insertWidget(1, self.field)
        self.letters = TouchKeyboard(look)
        self.letters.setFixedHeight(look.px(274))
        self.letters.pressed.connect(self.touch_key)
        self.letters.hide()
        self.field.touched.connect(self.letters.show)
        self.column.addWidget(self.letters)
        self._find("")

    def _find(self, text: str) -> None:
        wanted = text.strip().casefold()
        other = wanted.translate(_OTHER_LAYOUT)
        found = [row for row in self._all if any(one in row.title.casefold() for one in (wanted, other))]
        found.sort(key=lambda row: not row.title.casefold().startswith((wanted, other)))
        self.rows.show_rows(found if wanted else self._all)
        self.rows.choose(0)

    def do(self, action: Action) -> bool:
        """The same key closes it again."""
        if action is Action.BACKSPACE:
            self.field.backspace()
        elif action is Action.PALETTE:
            self.go_back()
        else:
            return super().do(action)
        return True
