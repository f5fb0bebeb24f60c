"""One question of a form on codes: a field, perhaps things found by it, and letters to touch; a scan answers it too."""

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import Row, RowList

Find = Callable[[str], Awaitable[Sequence[Row]]]


class CodeForm(Keyed):
    """Answers a text, or the key of a row that was found; None when the person went back."""

    answered = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._find: Find | None = None
        self._asked = 0
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        self.title = Line(look, size=Size.LARGE, bold=True, most=2, elides=True)
        back = TouchButton(look, "", icon_name="close")
        back.setAccessibleName("Esc")
        back.setFixedSize(px(64), px(48))
        back.clicked.connect(lambda: self.answered.emit(None))
        head.addWidget(self.title, 1)
        head.addWidget(back)
        self.field = Field(look, figures=False, size=Size.LARGE, height=60)
        self.field.changed.connect(self._search)
        self.field.touched.connect(self._turn)
        self.rows = RowList(look, height=54, empty=tr("Введіть назву, артикул або скануйте товар."))
        self.rows.taken.connect(lambda key: self.answered.emit(key))
        self.letters = TouchKeyboard(look, "123")
        self.letters.pressed.connect(self.touch_key)
        self.confirm = TouchButton(look, tr("Далі"), role=Role.PAY, key="Enter", size=Size.LARGE)
        self.confirm.setFixedHeight(px(60))
        self.confirm.clicked.connect(self._answer)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self.rows, 1)
        column.addWidget(self.letters, 1)
        column.addWidget(self.confirm)

    def ask(self, title: str, caption: str, *, start: str = "", find: Find | None = None) -> None:
        """Another question. `find` gives the rows that a text leads to; without it the text is the answer."""
        self._find = find
        self.title.set_text(title)
        self.field.set_caption(caption)
        self.field.clear()
        self.rows.show_rows([])
        self.field.set_text(start)
        self._write(find is None)

    def _write(self, writing: bool) -> None:
        self.letters.setVisible(writing)
        self.rows.setVisible(not writing)

    def _turn(self) -> None:
        if self._find is not None:
            self._write(self.letters.isHidden())

    def _search(self, text: str) -> None:
        self._asked += 1
        if self._find is not None and text.strip():
            self._desk.start(self._look(self._find, self._asked, text.strip()))

    async def _look(self, find: Find, number: int, text: str) -> None:
        rows = await find(text)
        if number == self._asked and find is self._find:
            self.rows.show_rows(rows)

    def _answer(self) -> None:
        if self._find is not None:
            if self.letters.isVisible():
                self._write(False)
            else:
                self.rows.take()
        elif self.field.text().strip():
            self.answered.emit(self.field.text().strip())

    def take_scan(self, code: str) -> None:
        """A scanned code answers, or is looked for."""
        self.field.set_text(code)
        if self._find is None:
            self._answer()

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter answers, Esc goes back."""
        if action in {Action.UP, Action.DOWN}:
            self.rows.step(1 if action is Action.DOWN else -1)
        elif action is Action.ENTER:
            self._answer()
        elif action is Action.BACKSPACE:
            self.field.backspace()
        elif action is Action.BACK:
            self.answered.emit(None)
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Any character."""
        self.field.insert(text)
        return True

    def clear_typed(self) -> None:
        """An empty field."""
        self.field.clear()
