"""Who are you? A PIN or a badge: to authorise one command, to change the operator, or to unlock the till."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.errors import PosError
from pos_app.till.people_state import Proof
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import Numpad

LONGEST_PIN: Final = 10
_SAID_HERE: Final = frozenset({"wrong_pin", "badge_unknown", "pin_locked", "not_permitted"})
"""What the person at the pad did wrong; anything else is said where the command began."""

Try = Callable[[Proof], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: two lines, the green button, and whether one may go back."""

    title: str
    words: str
    confirm: str
    may_leave: bool = True


class Gone:
    """The answer of whoever went back."""


class GuardScreen(Keyed):
    """A page over whatever was shown: it comes back as it was."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.look = look
        self._desk = desk
        self._try: Try | None = None
        self._answer: asyncio.Future[Any] | None = None
        self._waiting = False
        self._may_leave = True
        px = look.px
        outer = QHBoxLayout(self)
        outer.setContentsMargins(px(8), px(8), px(8), px(8))
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(px(10))
        outer.addLayout(column, 3)
        outer.addStretch(1)
        self.title = Line(look, size=Size.TITLE, bold=True, most=2)
        self.words = Line(look, size=Size.LARGE, most=2, elides=True)
        self.error = Line(look, size=Size.LARGE, bold=True, colour=look.colours.stop, most=2)
        self.pin = Field(look, tr("PIN-код або бейдж"), hidden=True, size=Size.TITLE, height=76)
        self.pin.changed.connect(lambda _: self.error.set_text(""))
        self.numpad = Numpad(look, without=("*", ",", "00"))
        self.numpad.pressed.connect(self.touch_key)
        self.confirm = TouchButton(look, "", role=Role.PAY, key="Enter", size=Size.LARGE)
        self.confirm.clicked.connect(self.enter)
        self.back = EscButton(look, tr("Назад"), depth=Depth.FORM, icon_name="left")
        self.back.clicked.connect(self.leave)
        for widget in (self.title, self.words, self.pin, self.error):
            column.addWidget(widget)
        column.addWidget(self.numpad, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        for button, stretch in ((self.back, 1), (self.confirm, 2)):
            button.setFixedHeight(px(76))
            foot.addWidget(button, stretch)
        column.addLayout(foot)

    @property
    def asking(self) -> bool:
        """Is somebody waited for?"""
        return self._answer is not None

    async def ask(self, ask: Ask, attempt: Try) -> Any:
        """Ask until `attempt` takes the proof. → what it gave, or Gone; raises what is not said here."""
        self.leave(force=True)
        self._try = attempt
        self._may_leave = ask.may_leave
        self._answer = self._desk.future()
        self.title.set_text(ask.title)
        self.words.set_text(ask.words)
        self.confirm.setText(ask.confirm)
        self.back.setVisible(ask.may_leave)
        self.error.set_text("")
        self.pin.clear()
        answer = self._answer
        try:
            return await answer
        finally:
            if self._answer is answer:
                self._answer = self._try = None

    def leave(self, *, force: bool = False) -> None:
        """Go back, where one may."""
        if self._answer is not None and not self._answer.done() and (force or self._may_leave) and not self._waiting:
            self._answer.set_result(Gone)

    def enter(self) -> None:
        """Try the PIN."""
        if self.pin.text():
            self._prove(Proof(pin_code=self.pin.text()))

    def take_badge(self, code: str) -> None:
        """A badge was scanned."""
        self._prove(Proof(badge=code))

    def _prove(self, proof: Proof) -> None:
        if self._try is not None and not self._waiting:
            self._desk.start(self._run(self._try, proof))

    async def _run(self, attempt: Try, proof: Proof) -> None:
        self._wait(True)
        answer = self._answer
        try:
            result = await attempt(proof)
        except PosError as error:
            self._wait(False)
            # the lock stays shut whatever was refused: it has no other place to say so
            if error.code in _SAID_HERE or not self._may_leave:
                self._say(error)
            elif answer is not None and not answer.done():
                answer.set_exception(error)
        else:
            self._wait(False)
            if answer is not None and not answer.done():
                answer.set_result(result)

    def _say(self, error: PosError) -> None:
        self._desk.sounds.play(Sound.ATTENTION)
        self.pin.clear()
        self.error.set_text(error_text(error))

    def _wait(self, waiting: bool) -> None:
        self._waiting = waiting
        self.confirm.setEnabled(not waiting)

    def show_state(self, state: TillState) -> None:
        """Nothing here comes from the state."""

    def show_notice(self) -> None:
        """What is wrong is said beside the PIN."""

    def do(self, action: Action) -> bool:
        """Enter proves, Esc goes back."""
        if action is Action.ENTER:
            self.enter()
        elif action is Action.BACKSPACE:
            self.pin.backspace()
        elif action is Action.BACK:
            if self.pin.text():
                self.pin.clear()
            else:
                self.leave()
        return True

    def type_text(self, text: str) -> bool:
        """Digits of a PIN."""
        if text.isdigit() and len(self.pin.text()) + len(text) <= LONGEST_PIN:
            self.pin.insert(text)
        return True

    def clear_typed(self) -> None:
        """The C key."""
        self.pin.clear()
