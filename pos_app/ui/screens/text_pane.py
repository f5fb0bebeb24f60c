"""The pane that asks for a few letters: what a parked receipt is for."""

from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import IntoField, Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.numpad import TouchKeyboard


class TextPane(IntoField, Pane):
    """One text. Its answer is what was typed; empty is an answer too, None means that the cashier went back."""

    def __init__(self, look: Look, title: str, caption: str, confirm: str) -> None:
        super().__init__(look, title)
        self.field = Field(look, caption, figures=False, size=Size.LARGE, height=68)
        self.keyboard = TouchKeyboard(look)
        self.keyboard.pressed.connect(self.touch_key)
        self.confirm = TouchButton(look, confirm, role=Role.PAY, key="Enter", size=Size.LARGE)
        self.confirm.setFixedHeight(look.px(72))
        self.confirm.clicked.connect(self.answer)
        self.column.addWidget(self.field)
        self.column.addWidget(self.keyboard, 1)
        self.column.addWidget(self.confirm)

    def answer(self) -> None:
        """What was typed."""
        self.done.emit(self.field.text().strip())

    def do(self, action: Action) -> bool:
        """Enter answers."""
        if action is Action.ENTER:
            self.answer()
        elif action is Action.BACKSPACE:
            self.field.backspace()
        else:
            return super().do(action)
        return True
