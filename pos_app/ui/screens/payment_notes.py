"""Ready banknotes: what customers are likely to hand over, each one touch; and how much of it the law lets one take."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.domain.payment import CASH_A_DAY
from pos_app.domain.said import NO_BREAK
from pos_app.ui.i18n import tr
from pos_app.ui.screens.payment_draft import smart_notes
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.words import money, note

_BUTTONS: Final = 6
_ACROSS: Final = 3


class ReadyNotes(QWidget):
    """The sum itself first, then the next round ones."""

    taken = Signal(str)
    """The sum of the touched one, as it is typed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.px(6))
        self.buttons: list[TouchButton] = []
        self._texts = [""] * _BUTTONS
        for place in range(_BUTTONS):
            button = TouchButton(look, "", role=Role.PLAIN, size=Size.LARGE)
            button.setFixedHeight(look.px(54))
            self._keep_place(button)
            button.clicked.connect(lambda _=False, place=place: self.taken.emit(self._texts[place]))
            grid.addWidget(button, place // _ACROSS, place % _ACROSS)
            self.buttons.append(button)
        words = tr("Від покупця готівкою за день — до {sum} (НБУ). Понад це\u00a0— карткою.")
        self.limit = Line(look, size=Size.TEXT, bold=True, colour=look.colours.warn_ink, most=2)
        self.limit.set_text(words.format(sum=f"{note(CASH_A_DAY)}{NO_BREAK}₴"))
        self._keep_place(self.limit)
        # in the place of the lower row: the pane has no other
        grid.addWidget(self.limit, 1, 0, 1, _ACROSS)

    @staticmethod
    def _keep_place(widget: QWidget) -> None:
        """Hidden, as it has nothing to say before the quote; the rows stay apart as if it were there."""
        policy = widget.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        widget.setSizePolicy(policy)
        widget.hide()

    def show_for(self, rest: int) -> None:
        """For so many kopecks that cash pays; none where it pays nothing."""
        over = rest > CASH_A_DAY
        self.limit.setVisible(over)
        values = (rest, *smart_notes(rest, (_ACROSS if over else _BUTTONS) - 1)) if rest else ()
        for place, button in enumerate(self.buttons):
            value = values[place] if place < len(values) else 0
            self._texts[place] = money(value) if value else ""
            button.setText(note(value) if value else "")
            button.setVisible(bool(value))
