"""Login and password with letters to touch: made when it is first wanted, since the PIN pad is waited for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.ui.i18n import tr
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.numpad import TouchKeyboard


class LoginPage(QWidget):
    """Two fields, one of them active; `changed` follows every letter, `pressed` is a key of the letters."""

    changed = Signal()
    pressed = Signal(str)
    entered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.login = Field(look, tr("Логін"), figures=False, size=Size.LARGE, height=68)
        self.password = Field(look, tr("Пароль"), figures=False, hidden=True, size=Size.LARGE, height=68)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for field in (self.login, self.password):
            field.touched.connect(lambda field=field: self.activate(field))
            field.changed.connect(lambda _: self.changed.emit())
            row.addWidget(field)
        column.addLayout(row)
        self.keyboard = TouchKeyboard(look, "ABC")
        self.keyboard.pressed.connect(self.pressed)
        column.addWidget(self.keyboard, 1)
        self.enter = TouchButton(look, tr("Увійти"), role=Role.PAY, key="Enter", size=Size.LARGE)
        self.enter.setFixedHeight(look.px(60))
        self.enter.clicked.connect(self.entered)
        column.addWidget(self.enter)
        self.active = self.login
        self.activate(self.login)

    def activate(self, field: Field) -> None:
        """Letters go into this field."""
        self.active = field
        for each in (self.login, self.password):
            each.set_active(each is field)

    def other(self) -> None:
        """Letters go into the field beside the active one."""
        self.activate(self.password if self.active is self.login else self.login)

    @property
    def wants_password(self) -> bool:
        """Has only the login been typed?"""
        return self.active is self.login and bool(self.login.text()) and not self.password.text()
