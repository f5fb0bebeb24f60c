"""How the window looks on this register, and its keys; every choice is seen at once and kept."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.ui.desk import Desk
from pos_app.ui.i18n import LANGUAGES, tr
from pos_app.ui.keys import STEPS, Action, KeyTable, action_name, changeable, is_shortcut, key_name
from pos_app.ui.preferences import PRESETS, TEXT_SIZES, THEMES, Preferences
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.widgets.rows import Row, RowList

_ON: Final = "on"


def _choices() -> tuple[tuple[str, str, tuple[Option, ...]], ...]:
    """Field of the preferences, its caption, its answers."""
    themes = dict(zip(THEMES, (tr("Світла"), tr("Темна"), tr("Чорно-біла")), strict=True))
    presets = dict(zip(PRESETS, (tr("Супермаркет"), tr("Магазин"), tr("Кіоск")), strict=True))
    return (
        ("theme", tr("Тема"), tuple(Option(key, name) for key, name in themes.items())),
        ("preset", tr("Розкладка"), tuple(Option(key, name) for key, name in presets.items())),
        ("mirrored", tr("Чек"), (Option("", tr("Ліворуч")), Option(_ON, tr("Праворуч")))),
        ("text", tr("Розмір тексту"), tuple(Option(str(one), f"{one} %") for one in TEXT_SIZES)),
        ("language", tr("Мова"), tuple(Option(key, name) for key, name in LANGUAGES.items())),
        ("sound", tr("Звук"), (Option(_ON, tr("Увімкнено")), Option("", tr("Вимкнено")))),
    )


class LookPanel(Keyed):
    """A row of answers for each question."""

    chosen = Signal(str)
    """A field of the preferences was changed."""

    def __init__(self, look: Look, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(8), look.px(8), look.px(8), look.px(8))
        column.setSpacing(look.px(14))
        self.captions: list[Line] = []
        self.answers: dict[str, OptionRow] = {}
        for name, caption, options in _choices():
            row = QHBoxLayout()
            line = Line(look, caption, size=Size.LARGE, bold=True)
            line.setFixedWidth(look.px(220))
            answers = OptionRow(look, options, lambda: None)
            answers.place = self._place(name, options)
            answers.choose(answers.place)
            answers.on_change(partial(self._take, name))
            row.addWidget(line)
            row.addWidget(answers, 1)
            column.addLayout(row)
            self.captions.append(line)
            self.answers[name] = answers
        column.addStretch(1)
        self._at = 0
        self._mark()

    def _place(self, name: str, options: tuple[Option, ...]) -> int:
        value = getattr(self._preferences, name)
        wanted = (_ON if value else "") if isinstance(value, bool) else str(value)
        return next((place for place, option in enumerate(options) if option.key == wanted), 0)

    def _take(self, name: str) -> None:
        key = self.answers[name].chosen.key
        before = getattr(self._preferences, name)
        value = key == _ON if isinstance(before, bool) else type(before)(key)
        if value != before:
            setattr(self._preferences, name, value)
            self.chosen.emit(name)

    def _mark(self) -> None:
        for place, line in enumerate(self.captions):
            line.set_text(line.text(), self._look.colours.accent if place == self._at else self._look.colours.ink)

    def stand_at(self, name: str) -> None:
        """The keyboard goes on where it was before the window was drawn anew."""
        self._at = list(self.answers).index(name)
        self._mark()

    def do(self, action: Action) -> bool:
        """Up and down change the question, left and right its answer."""
        if action in {Action.UP, Action.DOWN}:
            self._at = (self._at + STEPS[action]) % len(self.captions)
            self._mark()
        elif action in {Action.LEFT, Action.RIGHT}:
            answers = list(self.answers.values())[self._at]
            answers.choose(answers.place + (1 if action is Action.RIGHT else -1))
        else:
            return False
        return True


class KeysPanel(Keyed):
    """The actions with their keys; a row is taken, and the next key pressed becomes its key."""

    chosen = Signal(str)

    def __init__(self, look: Look, keys: KeyTable, preferences: Preferences) -> None:
        super().__init__()
        self._keys, self._preferences = keys, preferences
        self._look = look
        self.waiting: Action | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.note = Line(look, size=Size.LARGE, bold=True, most=2)
        column.addWidget(self.note)
        self.rows = RowList(look, height=52)
        self.rows.taken.connect(self._ask)
        column.addWidget(self.rows, 1)
        self.usual = TouchButton(look, tr("Повернути типові клавіші"), role=Role.PLAIN, key="Del")
        self.usual.setFixedHeight(look.px(60))
        self.usual.clicked.connect(self._reset)
        column.addWidget(self.usual)
        self._show()
        self.rows.choose(0)

    def _show(self, words: str = "", *, stop: bool = False) -> None:
        self.rows.show_rows([Row(one, action_name(one), figure=self._keys.key(one)) for one in changeable()])
        self.usual.setEnabled(bool(self._keys.changed))
        text = words or tr("Оберіть дію, потім натисніть для неї нову клавішу.")
        self.note.set_text(text, self._look.colours.stop if stop else self._look.colours.ink)

    def _ask(self, key: str) -> None:
        self.waiting = Action(key)
        self._show(tr("Натисніть клавішу для дії «{name}». Esc — назад.").format(name=action_name(self.waiting)))

    def raw_key(self, event: QKeyEvent) -> bool:
        """The key that was asked for; one that is somebody else's is refused in words."""
        if self.waiting is None:
            return False
        text = key_name(event)
        if not text:
            return True
        action, self.waiting = self.waiting, None
        owner = self._keys.owner(text)
        if text == self._keys.key(Action.BACK) or owner is action:
            self._show()
        elif owner is not None:
            name = action_name(owner) or tr("керування списком")
            self._show(tr("{key} уже має дію «{name}».").format(key=text, name=name), stop=True)
        elif not is_shortcut(text):
            self._show(tr("{key} не підходить: нею друкують.").format(key=text), stop=True)
        else:
            self._keys.give(action, text)
            self._kept()
        return True

    def _reset(self) -> None:
        self._keys.reset()
        self._kept()

    def _kept(self) -> None:
        self._preferences.keys = self._keys.changed
        self._show(tr("Збережено."))
        self.chosen.emit("keys")

    def do(self, action: Action) -> bool:
        """Arrows and Enter."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self.rows.take()
        elif action is Action.VOID and self._keys.changed:
            self._reset()
        else:
            return False
        return True


class AppearanceScreen(TabbedPage[Keyed]):
    """Two tabs; `chosen` says which field of the preferences is another now."""

    chosen = Signal(str)

    def __init__(self, look: Look, desk: Desk, preferences: Preferences, keys: KeyTable) -> None:
        self.appearance = LookPanel(look, preferences)
        self.shortcuts = KeysPanel(look, keys, preferences)
        super().__init__(look, desk, ((tr("Вигляд"), self.appearance), (tr("Клавіші"), self.shortcuts)))
        self.appearance.chosen.connect(self.chosen)
        self.shortcuts.chosen.connect(self.chosen)

    def open(self) -> None:
        """From the beginning."""
        self.tabs.choose(0)

    def show_notice(self) -> None:
        """What the till has to say stays on the till's own page."""

    def raw_key(self, event: QKeyEvent) -> bool:
        """The tab that waits for a key takes any."""
        return self.tabs.place == 1 and self.shortcuts.raw_key(event)

    def do(self, action: Action) -> bool:
        """Tab changes the tab."""
        if action is Action.NEXT:
            self.tabs.choose(self.tabs.place + 1)
            return True
        return super().do(action)


