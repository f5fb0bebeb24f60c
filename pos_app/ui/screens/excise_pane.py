"""The pane that waits for excise stamps: how many are scanned, how many are missing; scans go on meanwhile."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from pos_app.domain.cart import CartLine
from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.widgets.numpad import TouchKeyboard


class ExcisePane(Pane):
    """Closes by itself when nothing is missing. The answer is the id of a line to void, or None."""

    takes_scans = True

    def __init__(self, look: Look, scan: Callable[[str], None]) -> None:
        super().__init__(look, tr("Акцизні марки"))
        self._scan = scan
        self._line: CartLine | None = None
        px = look.px
        self.name = Line(look, size=Size.LARGE, bold=True, most=2, elides=True)
        self.column.addWidget(self.name)
        row = QHBoxLayout()
        self.caption = Line(look, tr("Скануйте марку"), size=Size.LARGE, colour=look.colours.warn_ink, bold=True)
        self.figure = Figure(look, size=Size.DUE, align=paint.RIGHT)
        self.figure.setFixedHeight(px(84))
        row.addWidget(self.caption, 1)
        row.addWidget(self.figure, 1)
        self.column.addLayout(row)
        self.field = Field(look, tr("або введіть код марки"), figures=False, size=Size.LARGE, height=60)
        self.column.addWidget(self.field)
        self.keyboard = TouchKeyboard(look, "ABC", upper=True)
        self.keyboard.pressed.connect(self.touch_key)
        self.column.addWidget(self.keyboard, 1)
        self.void = TouchButton(look, tr("Прибрати товар з чека"), role=Role.STOP, key="Del", size=Size.TEXT)
        self.void.setFixedHeight(px(60))
        self.void.clicked.connect(self._void)
        self.column.addWidget(self.void)

    def show_state(self, state: TillState) -> None:
        """Count again; done when nothing is missing."""
        self._line = state.cart.line_waiting_for_stamp()
        if self._line is None:
            self.go_back()
            return
        have = len(self._line.excise_stamps)
        self.name.set_text(self._line.product.name)
        self.figure.set_text(tr("{have} з {need}").format(have=have, need=have + self._line.stamps_missing))

    def do(self, action: Action) -> bool:
        """Enter sends what was typed, Delete voids the line."""
        if action is Action.ENTER and self.field.text():
            self._scan(self.field.text().upper())
            self.field.clear()
        elif action is Action.BACKSPACE:
            self.field.backspace()
        elif action is Action.VOID:
            self._void()
        else:
            return super().do(action)
        return True

    def type_text(self, text: str) -> bool:
        """A stamp's letters and digits."""
        self.field.insert(text)
        return True

    def _void(self) -> None:
        self.done.emit(self._line.id if self._line else None)
