"""The 4×4 numpad and the letters on the screen: touch writes what keys write."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.ui.i18n import tr
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton

BACKSPACE: Final = "\b"
CLEAR: Final = "\x18"
ENTER: Final = "\r"
_KEYS: Final = (("7", "8", "9", BACKSPACE), ("4", "5", "6", CLEAR), ("1", "2", "3", "*"), ("0", "00", ",", ENTER))
_ICONS: Final = {BACKSPACE: "backspace", ENTER: "enter"}
_NAMES: Final = {CLEAR: "C", "*": "×"}


class Numpad(QWidget):
    """Sixteen keys; `pressed` gives text to type or one of the control characters above."""

    pressed = Signal(str)

    def __init__(self, look: Look, *, without: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: dict[str, TouchButton] = {}
        self._without = without
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.px(6))
        for row, keys in enumerate(_KEYS):
            grid.setRowStretch(row, 1)
            for column, key in enumerate(keys):
                grid.setColumnStretch(column, 1)
                button = self._key(look, key)
                button.setEnabled(key not in without)
                grid.addWidget(button, row, column)

    def show_use(self, *, types: bool = True, enters: bool) -> None:
        """Dim what does nothing now: figures where nothing can be typed, Enter while the green button is off."""
        for key, button in self.keys.items():
            button.setEnabled(key not in self._without and (enters if key == ENTER else types))

    def _key(self, look: Look, key: str) -> TouchButton:
        role = Role.ACCENT if key == ENTER else Role.KEY
        size = Size.TITLE if key.isdigit() or key in ",*" else Size.LARGE
        name = "" if key in _ICONS else _NAMES.get(key, key)
        button = TouchButton(look, name, role=role, size=size, icon_name=_ICONS.get(key, ""))
        if name:
            button.setAccessibleName({CLEAR: tr("Очистити")}.get(key, name))
        button.clicked.connect(lambda: self.pressed.emit(key))
        self.keys[key] = button
        return button


_UKRAINIAN: Final = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz@._-+"
_DIGITS: Final = "1234567890.,-_@+#%&/()*!?:;="
_ALPHABETS: Final = {
    "АБВ": _UKRAINIAN,
    "ABC": _LATIN,
    "123": _DIGITS,
    "AB1": "1234567890abcdefghijklmnopqrstuvwxyz",
    "12:": "1234567890:-",
}
_USUAL: Final = ("АБВ", "ABC", "123")
_OF_KEYS: Final = ("AB1", "123", "АБВ")
"""Keys and passwords mix letters and figures: nobody should have to turn the keyboard at every other character."""
_OF_HOURS: Final = ("12:", "123")
COLUMNS: Final = 9
ROWS: Final = 4


class TouchKeyboard(QWidget):
    """Letters in the order of the alphabet, for those who do not type: nine columns so that each is a full target."""

    pressed = Signal(str)

    def __init__(
        self, look: Look, alphabet: str = "АБВ", *, upper: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._upper = upper
        self._alphabet = alphabet
        self._turns: tuple[str, ...] = _USUAL
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.px(2 if look.compact else 4))
        self._letters: list[TouchButton] = []
        for place in range(COLUMNS * ROWS):
            button = TouchButton(look, "", role=Role.KEY, size=Size.LARGE)
            button.clicked.connect(lambda _=False, button=button: self.pressed.emit(button.text()))
            grid.addWidget(button, place // COLUMNS, place % COLUMNS)
            self._letters.append(button)
        self._add_controls(grid)
        for index in range(COLUMNS):
            grid.setColumnStretch(index, 1)
        for index in range(ROWS + 1):
            grid.setRowStretch(index, 1)
        self._relabel()

    def _add_controls(self, grid: QGridLayout) -> None:
        look = self._look
        self._next = TouchButton(look, "", role=Role.PLAIN)
        self._next.clicked.connect(self._turn)
        shift = TouchButton(look, "", role=Role.PLAIN, icon_name="shift_key")
        shift.clicked.connect(self._shift)
        space = TouchButton(look, "", role=Role.KEY, icon_name="space")
        space.clicked.connect(lambda: self.pressed.emit(" "))
        back = TouchButton(look, "", role=Role.PLAIN, icon_name="backspace")
        back.clicked.connect(lambda: self.pressed.emit(BACKSPACE))
        enter = TouchButton(look, "", role=Role.ACCENT, icon_name="enter")
        enter.clicked.connect(lambda: self.pressed.emit(ENTER))
        for column, (button, span) in enumerate(((self._next, 2), (shift, 1), (space, 3), (back, 1), (enter, 2))):
            start = (0, 2, 3, 6, 7)[column]
            grid.addWidget(button, ROWS, start, 1, span)

    def begin_with(self, alphabet: str) -> None:
        """Another question: its answer is mostly in these letters, and small ones."""
        self._alphabet, self._upper = alphabet, False
        self._turns = next(turns for turns in (_USUAL, _OF_KEYS, _OF_HOURS) if alphabet in turns)
        self._relabel()

    @property
    def _following(self) -> str:
        return self._turns[(self._turns.index(self._alphabet) + 1) % len(self._turns)]

    def _turn(self) -> None:
        self._alphabet = self._following
        self._relabel()

    def _shift(self) -> None:
        self._upper = not self._upper
        self._relabel()

    def _relabel(self) -> None:
        letters = _ALPHABETS[self._alphabet]
        self._next.setText(self._following)
        for place, button in enumerate(self._letters):
            letter = letters[place] if place < len(letters) else ""
            button.setText(letter.upper() if self._upper else letter)
            button.setEnabled(bool(letter))
