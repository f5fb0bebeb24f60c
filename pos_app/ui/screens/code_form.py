"""One question of a form on codes: a field, perhaps things found by it, and letters to touch; a scan answers it too."""

from collections.abc import Awaitable, Callable, Sequence

from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.answer_panel import AnswerPanel
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.rows import Row, RowList

Find = Callable[[str], Awaitable[Sequence[Row]]]


class CodeForm(AnswerPanel):
    """Answers a text, or the key of a row that was found; None when the person went back."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(
            look,
            rows=RowList(look, height=54, empty=tr("Введіть назву, артикул або скануйте товар.")),
            field=Field(look, figures=False, size=Size.LARGE, height=60),
            confirm=TouchButton(look, tr("Далі"), role=Role.PAY, key="Enter", size=Size.LARGE),
            letters="123",
        )
        self._desk = desk
        self._find: Find | None = None
        self._asked = 0
        self._found = 0
        """The search whose rows are shown."""
        self._may_be_empty = False
        self.field.changed.connect(self._search)
        self.field.touched.connect(self._turn)
        self.rows.taken.connect(lambda key: self.answered.emit(key))
        self.column.addWidget(self.field)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.letters, 1)
        self.column.addWidget(self.confirm)

    def ask(
        self,
        title: str,
        caption: str,
        *,
        start: str = "",
        find: Find | None = None,
        letters: str = "123",
        hidden: bool = False,
        may_be_empty: bool = False,
        confirm: str = "",
    ) -> None:
        """Another question. `find` gives the rows that a text leads to; without it the text is the answer.

        `letters`: what the keyboard on the screen begins with; `hidden`: nobody may read what is typed;
        `may_be_empty`: no text is an answer too; `confirm`: what the button says.
        """
        self._find = find
        self.together = find is not None
        self._may_be_empty = may_be_empty
        self.confirm.setText(confirm or tr("Далі"))
        self.letters.begin_with(letters)
        self.field.set_hidden(hidden)
        self.title.set_text(title)
        self.field.set_caption(caption)
        self.field.clear()
        self.rows.show_rows([])
        self.field.set_text(start)
        self._write(find is None)

    def _turn(self) -> None:
        if self._find is not None:
            super()._turn()

    def _search(self, text: str) -> None:
        self._asked += 1
        if self._find is not None and text.strip():
            self._desk.start(self._look(self._find, self._asked, text.strip()))

    async def _look(self, find: Find, number: int, text: str) -> None:
        rows = await find(text)
        if number == self._asked and find is self._find:
            self._found = number
            self.rows.show_rows(rows)

    def _answer(self) -> None:
        if self._find is not None:
            if self.letters.isVisible():
                self._write(False)
            elif self._found == self._asked:
                # rows of a shorter text still stand there while the whole one is looked for
                self.rows.take()
        elif self._may_be_empty or self.field.text().strip():
            self.answered.emit(self.field.text().strip())

    def finish(self) -> None:
        """What is typed answers; what is to be found waits for a choice."""
        if self._find is None:
            self._answer()

    def take_scan(self, code: str) -> None:
        """A scanned code answers, or is looked for."""
        self.field.set_text(code)
        if self._find is None:
            self._answer()
