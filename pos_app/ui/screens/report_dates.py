"""From which day to which: both moved by touch, or typed as digits."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.report_words import day_name
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import Numpad

DIGITS: Final = 8


def month_on(day: date, by: int) -> date:
    """The same day so many months on, or the month's last."""
    month = day.month - 1 + by
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


class DatesPanel(Keyed):
    """Answers (first, last), or None when the person went back. Typing eight digits sets the chosen day."""

    answered = Signal(object)

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.days = [today(), today()]
        self.chosen = 0
        self._typed = ""
        px = look.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(16))
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addWidget(Line(look, tr("За які дні?"), size=Size.TITLE, bold=True))
        self.names: list[TouchButton] = []
        grid = QGridLayout()
        grid.setSpacing(px(8))
        for place, caption in enumerate((tr("Від"), tr("До"))):
            which = Line(look, caption, size=Size.LARGE, bold=True)
            which.setFixedWidth(px(68))
            grid.addWidget(which, place, 0)
            for spot, (words, days, months) in enumerate(self._steps()):
                button = TouchButton(look, words)
                button.setFixedHeight(px(60))
                button.clicked.connect(lambda _=False, p=place, d=days, m=months: self.turn(p, d, m))
                grid.addWidget(button, place, 1 + spot + (spot > 1))
            name = TouchButton(look, "", role=Role.TAB, size=Size.LARGE)
            name.setCheckable(True)
            name.setFixedHeight(px(60))
            name.clicked.connect(lambda _=False, p=place: self.choose(p))
            grid.addWidget(name, place, 3)
            self.names.append(name)
        for spot, stretch in enumerate((0, 2, 2, 5, 2, 2)):
            grid.setColumnStretch(spot, stretch)
        column.addLayout(grid)
        self.hint = Line(look, "", size=Size.TEXT, colour=look.colours.ink_soft, most=2)
        column.addWidget(self.hint)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        back = EscButton(look, tr("Назад"), depth=Depth.FORM)
        back.clicked.connect(lambda: self.answered.emit(None))
        show = TouchButton(look, tr("Показати"), role=Role.PAY, key="Enter")
        show.clicked.connect(self._answer)
        for button, stretch in ((back, 1), (show, 2)):
            button.setFixedHeight(px(72))
            foot.addWidget(button, stretch)
        column.addLayout(foot)
        self.numpad = Numpad(look)
        self.numpad.pressed.connect(self.touch_key)
        self.numpad.setFixedSize(px(300), px(340))
        layout.addLayout(column, 1)
        layout.addWidget(self.numpad)

    @staticmethod
    def _steps() -> tuple[tuple[str, int, int], ...]:
        return ((tr("− міс"), 0, -1), (tr("− день"), -1, 0), (tr("+ день"), 1, 0), (tr("+ міс"), 0, 1))

    def open(self, first: date, last: date) -> None:
        """Ask anew, from these days on."""
        self.days = [first, last]
        self.choose(0)

    def choose(self, place: int) -> None:
        """Which of the two is typed."""
        self.chosen, self._typed = place, ""
        self._show()

    def turn(self, place: int, days: int, months: int = 0) -> None:
        """A day or month on or back; the other one gives way."""
        moved = month_on(self.days[place], months) + timedelta(days=days)
        self.days[place] = min(moved, self._today())
        self._give_way(place)
        self.choose(place)

    def _give_way(self, place: int) -> None:
        first, last = self.days
        if first > last:
            self.days[1 - place] = self.days[place]

    def _show(self) -> None:
        for place, button in enumerate(self.names):
            typing = bool(self._typed) and place == self.chosen
            button.setText(self._as_typed() if typing else day_name(self.days[place]))
            button.setChecked(place == self.chosen)
        self.hint.set_text(tr("Цифрами: день, місяць, рік. Tab — друга дата."))

    def _as_typed(self) -> str:
        pattern = f"{self._typed:_<8}"
        return f"{pattern[:2]}.{pattern[2:4]}.{pattern[4:]}"

    def _answer(self) -> None:
        if not self._typed:
            self.answered.emit(tuple(self.days))

    def do(self, action: Action) -> bool:
        """Tab and up and down: the other one; left and right: a day; Enter shows."""
        if action in {Action.NEXT, Action.UP, Action.DOWN}:
            self.choose(1 - self.chosen)
        elif action in {Action.LEFT, Action.RIGHT}:
            self.turn(self.chosen, 1 if action is Action.RIGHT else -1)
        elif action is Action.ENTER:
            self._answer()
        elif action is Action.BACKSPACE:
            self._typed = self._typed[:-1]
            self._show()
        elif action is Action.BACK:
            self.answered.emit(None)
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Digits of a day; the eighth sets it, if there is such a day."""
        digits = "".join(char for char in text if char.isascii() and char.isdigit())
        self._typed = (self._typed + digits)[:DIGITS]
        if len(self._typed) == DIGITS:
            self._take_typed()
        self._show()
        return True

    def _take_typed(self) -> None:
        day, month, year = int(self._typed[:2]), int(self._typed[2:4]), int(self._typed[4:])
        self._typed = ""
        try:
            typed = date(year, month, day)
        except ValueError:
            return
        self.days[self.chosen] = min(typed, self._today())
        self._give_way(self.chosen)
        self.choose(1 - self.chosen if self.chosen == 0 else 1)

    def clear_typed(self) -> None:
        """Nothing typed."""
        self._typed = ""
        self._show()
