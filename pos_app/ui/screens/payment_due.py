"""What is due, large, at the head of the payment pane: what the sum is, and how cash rounds it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.ui.i18n import tr
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.labels import Figure, Line


class DueRow(QHBoxLayout):
    """Two lines of words and the figure."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(0)
        self.caption = Line(look, tr("До сплати"), size=Size.LARGE, bold=True, most=2)
        small = Size.HINT if look.compact else Size.SMALL
        self.rounding = Line(look, size=small, colour=look.colours.ink_soft)
        words.addStretch(1)
        words.addWidget(self.caption)
        words.addWidget(self.rounding)
        words.addStretch(1)
        self.figure = Figure(look, size=Size.DUE, align=paint.RIGHT)
        self.figure.setFixedHeight(look.px(84))
        self.addLayout(words, 2)
        self.addWidget(self.figure, 4 if look.compact else 3)
