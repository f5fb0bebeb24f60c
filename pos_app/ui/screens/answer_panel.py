"""A panel that asks for one answer: rows to choose from, a field to type into, letters to touch; Esc goes back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.pane import IntoField
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import RowList


def write_beside(whole: QWidget, letters: QWidget, rows: QWidget, writing: bool) -> None:
    """Show the letters on the screen or put them away; rows of the same column stay in sight where both have room."""
    letters.setVisible(writing)
    rows.show()
    layout = whole.layout()
    if writing and layout is not None and layout.minimumSize().height() > whole.height():
        rows.hide()


class AnswerPanel(IntoField, Keyed):
    """Answers None when the person went back. On the smallest screen letters and rows take turns."""

    answered = Signal(object)
    together = False
    """Are the rows about what is typed, and not an answer in its place? Then they stay beside the letters."""

    def __init__(self, look: Look, *, rows: RowList, field: Field, confirm: TouchButton, letters: str = "") -> None:
        """`letters`: what the keyboard on the screen begins with."""
        super().__init__()
        px = look.px
        self.title = Line(look, size=Size.LARGE, bold=True, most=2, elides=True)
        self.rows, self.field, self.confirm = rows, field, confirm
        self.letters = TouchKeyboard(look, letters) if letters else TouchKeyboard(look)
        self.letters.pressed.connect(self.touch_key)
        self.confirm.setFixedHeight(px(54))  # the keyboard above it needs every row of its own, in any font
        self.confirm.clicked.connect(self._answer)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        back = EscButton(look, depth=Depth.QUESTION, signed=False, icon_name="close")
        back.setFixedSize(px(64), px(48))
        back.clicked.connect(lambda: self.answered.emit(None))
        head.addWidget(back)
        self.column.addLayout(head)

    def _answer(self) -> None:
        """Emit the answer, if there is one."""

    def _turn(self) -> None:
        self._write(self.letters.isHidden())

    def _write(self, writing: bool) -> None:
        if self.together:
            write_beside(self, self.letters, self.rows, writing)
            return
        self.letters.setVisible(writing)
        self.rows.setVisible(not writing)

    def do(self, action: Action) -> bool:
        """Arrows choose, typing fills the field, Enter answers, Esc goes back."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self._answer()
        elif action is Action.BACKSPACE:
            self.field.backspace()
        elif action is Action.BACK:
            self.answered.emit(None)
        else:
            return False
        return True
