"""Excise stamps one by one: what all panes that take stamps have in common."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout

from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import IntoField, Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import Row, RowList, Tone

_STEPS = {Action.UP: -1, Action.DOWN: 1}


def stamp_rows(stamps: Iterable[str], chosen: Iterable[str], taken: str, under: str = "") -> list[Row]:
    """Stamps as rows: the chosen ones are marked, with `taken` under them, the others with `under`."""
    marked = set(chosen)
    return [
        Row(
            stamp,
            shown(stamp),
            taken if stamp in marked else under,
            "",
            "",
            "check" if stamp in marked else "barcode",
            Tone.GOOD if stamp in marked else Tone.PLAIN,
        )
        for stamp in stamps
    ]


def shown(stamp: str) -> str:
    """A stamp as people can compare it: without what only a scanner reads."""
    return "".join(char for char in stamp if char.isprintable())


class StampPane(IntoField, Pane):
    """A name, how many of how many, the stamps, and a field for one that the scanner cannot read."""

    takes_scans = True

    def __init__(self, look: Look, title: str, caption: str, last: str) -> None:
        super().__init__(look, title)
        px = look.px
        self.name = Line(look, size=Size.LARGE, bold=True, most=2, elides=True)
        self.column.addWidget(self.name)
        row = QHBoxLayout()
        self.caption = Line(look, caption, size=Size.LARGE, colour=look.colours.warn_ink, bold=True, most=2)
        self.figure = Figure(look, size=Size.DUE, align=paint.RIGHT)
        self.figure.setFixedHeight(px(84))
        row.addWidget(self.caption, 1)
        row.addWidget(self.figure, 1)
        self.column.addLayout(row)
        self.rows = RowList(look, height=52, empty=tr("Тут будуть зіскановані марки."))
        self.rows.taken.connect(self.touched)
        self.column.addWidget(self.rows, 1)
        self.field = Field(look, tr("або введіть код марки"), figures=False, size=Size.LARGE, height=60)
        self.field.touched.connect(self._turn)
        self.column.addWidget(self.field)
        self.keyboard = TouchKeyboard(look, "ABC", upper=True)
        self.keyboard.pressed.connect(self.touch_key)
        self.keyboard.hide()
        self.column.addWidget(self.keyboard, 2)
        self.last = TouchButton(look, last, role=Role.STOP, key="Del", size=Size.TEXT)
        self.last.setFixedHeight(px(60))
        self.last.clicked.connect(self.do_last)
        self.column.addWidget(self.last)

    def _turn(self) -> None:
        writing = self.keyboard.isHidden()
        self.keyboard.setVisible(writing)
        self.rows.setVisible(not writing)

    def count(self, have: int, need: int) -> None:
        """ "2 з 3"."""
        self.figure.set_text(tr("{have} з {need}").format(have=have, need=need))

    # what the panes answer

    def touched(self, stamp: str) -> None:
        """A finger or Enter on a stamp."""

    def take(self, code: str) -> None:
        """A stamp that was typed, or scanned where the pane takes scans itself."""

    def do_last(self) -> None:
        """The red button."""

    # keys

    def do(self, action: Action) -> bool:
        """Enter sends what was typed, arrows choose a stamp, Delete is the red button."""
        if action is Action.ENTER and self.field.text():
            self.take(self.field.text().upper())
            self.field.clear()
        elif action is Action.BACKSPACE and self.field.text():
            self.field.backspace()
        elif action is Action.VOID:
            self.do_last()
        elif action in _STEPS and self.rows.isVisible():
            self.rows.step(_STEPS[action])
        elif action is Action.BACKSPACE:
            key = self.rows.chosen_key()
            if key is not None:
                self.touched(key)
        else:
            return super().do(action)
        return True
