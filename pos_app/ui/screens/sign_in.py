"""Sign-in: a PIN pad first, login and password behind a tab; a wrong PIN is said where the eyes are."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.errors import PosError
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.icons import icon
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import Numpad
from pos_app.ui.widgets.options import Option, OptionRow

if TYPE_CHECKING:
    # the PIN pad is on the screen before the till and its words are there
    from pos_app.till.state import Cashier, TillState
    from pos_app.ui.desk import Desk
    from pos_app.ui.engine import Command
    from pos_app.ui.screens.login_page import LoginPage

LONGEST_PIN: Final = 10
_KEYS_REFUSED: Final = frozenset({"license_invalid", "access_key_invalid", "keyring_failed"})
"""With these nobody can sign in any more, so the keys cannot be changed from within."""


class _Poster(QWidget):
    """The quiet left side: what this is and where."""

    def __init__(self, look: Look, hint: str) -> None:
        super().__init__()
        self._look = look
        self._hint = hint
        self._title, self._address, self._foot = tr("Каса"), "", ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(56), 0, look.px(40), look.px(130))
        column.addStretch(1)
        self.rescue = TouchButton(look, tr("Змінити ключі в навчальній касі"), role=Role.STRIP, size=Size.LARGE)
        self.rescue.setFixedHeight(look.px(72))
        self.rescue.hide()
        column.addWidget(self.rescue)
        self.setAccessibleName(f"{self._title} {hint}".strip())

    def show_state(self, state: "TillState") -> None:
        from pos_app.ui.words import shift_name

        register = state.register
        number = tr("ПРРО {number}").format(number=register.fiscal_number) if register.fiscal_number else ""
        shift = ""
        if state.shift is not None:
            serial = state.shift.serial
            shift = tr("Зміна {serial} відкрита").format(serial=serial) if serial else shift_name(serial)
        waiting = state.queue.waiting
        queue = tr("чекають на відправлення: {count}").format(count=waiting) if waiting else ""
        self._title, self._address = register.title or tr("Каса"), register.address
        self._foot = number, " · ".join(filter(None, (shift, queue)))
        self.setAccessibleName(" ".join(filter(None, (self._title, self._address, self._hint, *self._foot))))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        painter = QPainter(self)
        c, px = self._look.colours, self._look.px
        paint.ground(painter, self.rect(), c.due)
        inner = self.rect().adjusted(px(56), px(56), -px(40), -px(48))
        painter.drawPixmap(inner.left(), inner.top(), icon("basket", c.lamp_ok, px(84), self.devicePixelRatioF()))
        top = inner.top() + px(112)
        font = self._look.bold(Size.FIGURE)
        rows = paint.wrap(self._title, font, inner.width(), 2)
        high = px(50) * len(rows)
        paint.lines(painter, QRect(inner.left(), top, inner.width(), high), rows, font, c.on_due)
        small = self._look.font(Size.TEXT)
        address = paint.wrap(self._address, small, inner.width(), 3)
        below = QRect(inner.left(), top + high + px(8), inner.width(), px(26) * len(address))
        paint.lines(painter, below, address, small, c.on_due_soft)
        bold = self._look.bold(Size.LARGE)
        rows = paint.wrap(self._hint, bold, inner.width(), 3)
        middle = QRect(inner.left(), inner.center().y() + px(40), inner.width(), px(30) * len(rows))
        paint.lines(painter, middle, rows, bold, c.lamp_warn)
        foot = QRect(inner.left(), inner.bottom() - px(54), inner.width(), px(26))
        for words in self._foot:
            paint.line(painter, foot, words, small, c.on_due_soft)
            foot.translate(0, px(28))


class SignInScreen(Keyed):
    """Nobody is signed in.

    Without a `desk` the till is not there yet: whoever signs in is kept, and another screen takes all of it over.
    """

    rescue_wanted = Signal()
    """The training till instead: the shop's keys are refused, and are changed there."""

    def __init__(self, look: Look, desk: "Desk | None", hint: str = "", *, rescue: bool = False) -> None:
        super().__init__()
        self.look = look
        self._desk = desk
        self._rescue = rescue
        self._waiting = False
        self._kept: Command[Cashier] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._poster = _Poster(look, hint)
        self._poster.rescue.clicked.connect(self.rescue_wanted)
        layout.addWidget(self._poster, 45)
        side = QVBoxLayout()
        side.setContentsMargins(look.px(40), look.px(24), look.px(40), look.px(24))
        side.setSpacing(look.px(12))
        layout.addLayout(side, 55)
        side.addWidget(Line(look, tr("Вхід касира"), size=Size.TITLE, bold=True))
        ways = (Option("pin", tr("PIN-код")), Option("login", tr("Логін і пароль")))
        self.ways = OptionRow(look, ways, self._way_changed)
        side.addWidget(self.ways)
        self.error = Line(look, size=Size.LARGE, bold=True, colour=look.colours.stop, most=2)
        self.stack = QStackedWidget()
        self._login_page: LoginPage | None = None
        self._pin_page = self._make_pin_page()
        self.stack.addWidget(self._pin_page)
        side.addWidget(self.error)
        side.addWidget(self.stack, 1)

    def _make_pin_page(self) -> QWidget:
        look = self.look
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        self.pin = Field(look, tr("Ваш PIN-код або бейдж"), hidden=True, size=Size.TITLE, height=76)
        self.pin.changed.connect(lambda _: self._say(""))
        column.addWidget(self.pin)
        self.numpad = Numpad(look, without=("*", ",", "00"))
        self.numpad.pressed.connect(self.touch_key)
        column.addWidget(self.numpad, 1)
        self.enter = TouchButton(look, tr("Увійти"), role=Role.PAY, key="Enter", size=Size.LARGE)
        self.enter.setFixedHeight(look.px(76))
        self.enter.clicked.connect(self.sign_in)
        column.addWidget(self.enter)
        return page

    @property
    def login_page(self) -> "LoginPage":
        """The other way to sign in; the few who take it wait for its making, not everybody for the PIN pad."""
        if self._login_page is None:
            from pos_app.ui.screens.login_page import LoginPage

            page = self._login_page = LoginPage(self.look)
            page.changed.connect(lambda: self._say(""))
            page.pressed.connect(self.touch_key)
            page.entered.connect(self.sign_in)
            self.stack.addWidget(page)
        return self._login_page

    @property
    def _by_pin(self) -> bool:
        return self.ways.chosen.key == "pin"

    def _way_changed(self) -> None:
        self.stack.setCurrentWidget(self._pin_page if self._by_pin else self.login_page)
        self._say("")

    @property
    def _field(self) -> Field:
        return self.pin if self._by_pin else self.login_page.active

    def _say(self, words: str) -> None:
        self.error.set_text(words)

    def take_over(self, opening: "SignInScreen") -> None:
        """All that was typed and asked of the screen that stood here before the till was there."""
        self.pin.set_text(opening.pin.text())
        if opening._login_page is not None:
            page, before = self.login_page, opening._login_page
            page.login.set_text(before.login.text())
            page.password.set_text(before.password.text())
            page.activate(page.login if before.active is before.login else page.password)
        if not opening._by_pin:
            self.ways.choose(opening.ways.place)
        if opening._kept is not None:
            self._ask(opening._kept)

    def show_state(self, state: "TillState") -> None:
        """The poster's facts."""
        self._poster.show_state(state)

    def show_notice(self) -> None:
        """Why there is no till to sign in to."""
        if self._desk is not None and self._desk.failure is not None:
            self._say(self._desk.failure.text)
            self._offer_rescue(self._desk.failure.code)

    def _offer_rescue(self, code: str) -> None:
        self._poster.rescue.setVisible(self._rescue and code in _KEYS_REFUSED)

    def sign_in(self) -> None:
        """Try what was typed."""
        if self._waiting:
            return
        if self._by_pin:
            pin = self.pin.text()
            if pin:
                self._ask(lambda till: till.sign_in_pin(pin))
        elif self.login_page.wants_password:
            self.login_page.other()
        else:
            login, password = self.login_page.login.text(), self.login_page.password.text()
            self._ask(lambda till: till.sign_in(login, password))

    def take_badge(self, code: str) -> None:
        """A badge was scanned."""
        if not self._waiting:
            self._ask(lambda till: till.sign_in_badge(code))

    def _ask(self, command: "Command[Cashier]") -> None:
        self._set_waiting(True)
        if self._desk is None:
            self._kept = command
        else:
            self._desk.start(self._try(self._desk, command))

    async def _try(self, desk: "Desk", command: "Command[Cashier]") -> None:
        try:
            await desk.run(command)
            if self._login_page is not None:
                self._login_page.login.clear()
            words = ""
        except PosError as error:
            desk.sounds.play(Sound.ATTENTION)
            words = error_text(error)
            self._offer_rescue(error.code)
        finally:
            self._set_waiting(False)
            self.pin.clear()
            if self._login_page is not None:
                self._login_page.password.clear()
        self._say(words)

    def _set_waiting(self, waiting: bool) -> None:
        self._waiting = waiting
        others = [] if self._login_page is None else [self._login_page.enter]
        for button in (self.enter, *others):
            button.setEnabled(not waiting)
            button.setText(tr("Перевіряємо…") if waiting else tr("Увійти"))

    # keys

    def do(self, action: Action) -> bool:
        """Enter signs in, left and right change the way, Tab the field."""
        if action is Action.ENTER:
            self.sign_in()
        elif action is Action.BACKSPACE:
            self._field.backspace()
        elif action is Action.BACK:
            self._field.clear()
        elif action in {Action.LEFT, Action.RIGHT}:
            self.ways.choose(self.ways.place + 1)
        elif action in {Action.NEXT, Action.UP, Action.DOWN}:
            if not self._by_pin:
                self.login_page.other()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """A PIN is digits and never long; a login is anything."""
        if self._waiting:
            return True
        if self._field is self.pin:
            if text.isdigit() and len(self.pin.text()) + len(text) <= LONGEST_PIN:
                self.pin.insert(text)
        else:
            self._field.insert(text)
        return True

    def clear_typed(self) -> None:
        """The C key."""
        self._field.clear()
