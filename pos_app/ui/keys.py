"""Which key does what: one table for the key bar, the help pane and the window's keyboard."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from pos_app.ui.i18n import tr


class Action(StrEnum):
    """Everything that has a key of its own."""

    HELP = "help"
    SEARCH = "search"
    QUANTITY = "quantity"
    PRICE = "price"
    TAKE = "take"
    CARD = "card"
    PARK = "park"
    PAY = "pay"
    DISCOUNT = "discount"
    CUSTOMER = "customer"
    PARKED = "parked"
    RETURN = "return"
    DRAWER = "drawer"
    HISTORY = "history"
    EXACT_CASH = "exact_cash"
    ACTIONS = "actions"
    CATEGORIES = "categories"
    VOID = "void"
    UNDO = "undo"
    BACK = "back"
    ENTER = "enter"
    BACKSPACE = "backspace"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    PAGE_UP = "page_up"
    PAGE_DOWN = "page_down"
    HOME = "home"
    END = "end"
    NEXT = "next"
    PASTE = "paste"
    NEW = "new"
    PALETTE = "palette"


STEPS: Final[Mapping[Action, int]] = {
    Action.UP: -1,
    Action.DOWN: 1,
    Action.PAGE_UP: -6,
    Action.PAGE_DOWN: 6,
    Action.HOME: -9999,
    Action.END: 9999,
}
"""How many rows of a list a key goes on."""

KEYS: Final[Mapping[Action, str]] = {
    Action.HELP: "F1",
    Action.SEARCH: "F2",
    Action.QUANTITY: "F3",
    Action.PRICE: "F4",
    Action.TAKE: "Shift+F4",
    Action.CARD: "Shift+F2",
    Action.PARK: "F5",
    Action.PAY: "F6",
    Action.DISCOUNT: "F7",
    Action.CUSTOMER: "F8",
    Action.RETURN: "F9",
    Action.DRAWER: "F10",
    Action.HISTORY: "F11",
    Action.EXACT_CASH: "F12",
    Action.ACTIONS: "Ctrl+D",
    Action.CATEGORIES: "Ctrl+G",
    Action.PARKED: "Shift+F5",
    Action.VOID: "Del",
    Action.UNDO: "Ctrl+Z",
    Action.BACK: "Esc",
    Action.BACKSPACE: "Backspace",
    Action.UP: "Up",
    Action.DOWN: "Down",
    Action.LEFT: "Left",
    Action.RIGHT: "Right",
    Action.PAGE_UP: "PgUp",
    Action.PAGE_DOWN: "PgDown",
    Action.HOME: "Home",
    Action.END: "End",
    Action.NEXT: "Tab",
    Action.PASTE: "Ctrl+V",
    Action.NEW: "Ctrl+N",
    Action.PALETTE: "Ctrl+K",
}
"""The standard keys. Enter is two keys and is known by itself."""

BAR: Final = (
    Action.HELP,
    Action.SEARCH,
    Action.QUANTITY,
    Action.PRICE,
    Action.PARK,
    Action.DISCOUNT,
    Action.CUSTOMER,
    Action.RETURN,
    Action.DRAWER,
    Action.HISTORY,
)
"""The key bar from left to right; F6 and F12 have buttons of their own."""

_LATIN: Final = dict(zip("йцукенгшщзфівапролдячсмить", "qwertyuiopasdfghjklzxcvbnm", strict=True))


def action_name(action: Action) -> str:
    """What an action is called on the key bar and in the help."""
    return {
        Action.HELP: tr("Клавіші"),
        Action.SEARCH: tr("Пошук"),
        Action.QUANTITY: tr("Кількість"),
        Action.PRICE: tr("Ціна"),
        Action.TAKE: tr("Взяти зі SmartKasa"),
        Action.CARD: tr("Картка товару"),
        Action.PARK: tr("Відкласти"),
        Action.PAY: tr("Оплата"),
        Action.DISCOUNT: tr("Знижка"),
        Action.CUSTOMER: tr("Покупець"),
        Action.RETURN: tr("Повернення"),
        Action.DRAWER: tr("Скринька"),
        Action.HISTORY: tr("Чеки"),
        Action.EXACT_CASH: tr("Готівка без решти"),
        Action.ACTIONS: tr("Усі дії"),
        Action.CATEGORIES: tr("Категорії"),
        Action.PARKED: tr("Відкладені чеки"),
        Action.VOID: tr("Видалити рядок"),
        Action.UNDO: tr("Скасувати останню дію"),
        Action.BACK: tr("Назад"),
        Action.NEW: tr("Створити товар"),
        Action.PALETTE: tr("Знайти дію"),
    }.get(action, "")


def bar_name(action: Action) -> str:
    """The same on the narrow keys of the bar."""
    return tr("К-сть") if action is Action.QUANTITY else action_name(action)


FIXED: Final = frozenset(
    {
        Action.BACK, Action.ENTER, Action.BACKSPACE, Action.UP, Action.DOWN, Action.LEFT, Action.RIGHT, Action.PAGE_UP,
        Action.PAGE_DOWN, Action.HOME, Action.END, Action.NEXT, Action.PASTE, Action.HELP,
    }
)  # fmt: skip
"""Keys that every program has in this meaning; nobody may take them."""


class KeyTable:
    """Key events → actions: the usual keys, and those that an owner has changed on this register."""

    def __init__(self, changed: Mapping[str, str] | None = None) -> None:
        self._keys = dict(KEYS)
        for name, text in (changed or {}).items():
            if name in _CHANGEABLE and self.owner(text) is None and is_shortcut(text):
                self._keys[Action(name)] = text
        self._meanings: dict[str, Action] = {}
        """By the key as Qt writes it: looked up at the first key that is pressed, the first frame does not wait."""

    def owner(self, text: str) -> Action | None:
        """The action that a key belongs to."""
        return next((action for action, key in self._keys.items() if _normal(key) == _normal(text)), None)

    @property
    def changed(self) -> dict[str, str]:
        """The keys that are not the usual ones."""
        return {action: text for action, text in self._keys.items() if text != KEYS[action]}

    def reset(self) -> None:
        """The usual keys again."""
        self._keys = dict(KEYS)
        self._meanings = {}

    def give(self, action: Action, text: str) -> None:
        """Another key for an action. The caller has looked for its `owner`."""
        self._keys[action] = text
        self._meanings = {}

    def action(self, event: QKeyEvent) -> Action | None:
        """What a pressed key means, whatever the keyboard's layout; None for typing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return Action.ENTER
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self._meanings:
            self._meanings = {_normal(text): action for action, text in self._keys.items()}
        return self._meanings.get(QKeySequence(_latin_key(event.key()) | modifiers.value).toString())

    def key(self, action: Action) -> str:
        """The key of an action as the cashier reads it on the keyboard."""
        return self._keys.get(action, "")


_CHANGEABLE: Final = frozenset(action.value for action in KEYS if action not in FIXED)


def changeable() -> tuple[Action, ...]:
    """The actions whose key an owner may change, in the order of the table."""
    return tuple(action for action in KEYS if action not in FIXED)


def is_shortcut(text: str) -> bool:
    """May a key be one? Whatever a person or a scanner types may not."""
    *held, last = text.split("+")
    function = last[:1] == "F" and last[1:].isdigit()
    return function or last in {"Del", "Ins", "Pause"} or "Ctrl" in held or "Alt" in held


def key_name(event: QKeyEvent) -> str:
    """A pressed key as it is written in the table; empty for Shift, Ctrl and the like by themselves."""
    if event.key() in {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}:
        return ""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(_latin_key(event.key()) | held.value).toString()


def key_mark(event: QKeyEvent) -> str:
    """The sign that stands on a pressed key of a Latin keyboard; empty for keys without one."""
    key = _latin_key(event.key())
    return chr(key) if 0x20 < key < 0x7F else ""


def _normal(text: str) -> str:
    return QKeySequence(text).toString()


def _latin_key(key: int) -> int:
    """The key at the same place of a Latin keyboard: Ctrl+Я must be Ctrl+Z."""
    if 0x400 <= key <= 0x4FF:
        return ord(_LATIN.get(chr(key).lower(), chr(key)).upper())
    return key


def typed_text(event: QKeyEvent) -> str:
    """The printable text of a key, empty for control keys and shortcuts."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    text = event.text()
    return text if text and text.isprintable() and not held else ""
