"""One of the owner's texts being typed; a bar begins a new line of the receipt."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.pane import IntoField
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard


class TemplateTextForm(IntoField, Keyed):
    """Tells each change with the text's name, and the whole text when it is confirmed; None when it was left."""

    typed = Signal(str, str)
    answered = Signal(str, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._key = ""
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.title = Line(look, size=Size.LARGE, bold=True, elides=True)
        self.field = Field(look, tr("Риска | починає новий рядок"), figures=False, size=Size.TEXT, height=64)
        self.field.changed.connect(lambda _text: self.typed.emit(self._key, self.text()))
        self.letters = TouchKeyboard(look)
        self.letters.pressed.connect(self.touch_key)
        column.addWidget(self.title)
        column.addWidget(self.field)
        column.addWidget(self.letters, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        self.back = EscButton(look, tr("Назад"), depth=Depth.FORM)
        self.line = TouchButton(look, tr("Новий рядок"), key="|")
        self.keep = TouchButton(look, tr("Зберегти"), role=Role.PAY, key="Enter")
        self.back.clicked.connect(lambda: self.answered.emit(self._key, None))
        self.line.clicked.connect(lambda: self.type_text("|"))
        self.keep.clicked.connect(lambda: self.answered.emit(self._key, self.text()))
        for button in (self.back, self.line, self.keep):
            button.setFixedHeight(px(64))
            foot.addWidget(button, 1)
        column.addLayout(foot)

    def ask(self, key: str, title: str, text: str) -> None:
        """Another text."""
        self._key = key
        self.title.set_text(title)
        self.field.set_text(text.replace("\n", "|"))

    def text(self) -> str:
        """The text, its lines parted as the receipt parts them."""
        return "\n".join(line.strip() for line in self.field.text().split("|"))

    def do(self, action: Action) -> bool:
        """Enter keeps, Esc leaves, Backspace takes a character back, Delete empties the field."""
        if action is Action.ENTER:
            self.keep.click()
        elif action is Action.BACK:
            self.back.click()
        elif action is Action.BACKSPACE:
            self.field.backspace()
        elif action is Action.VOID:
            self.field.clear()
        else:
            return False
        return True
