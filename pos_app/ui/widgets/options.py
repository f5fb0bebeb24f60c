"""A few ways beside each other, of which one is chosen."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.ui.theme import Look
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line


class Option(NamedTuple):
    """One of a few ways that stand beside each other; `caption` is the field's caption under it.

    `under`: what the pane says under its subject while this way is chosen.
    """

    key: str
    name: str
    caption: str = ""
    under: str = ""


class OptionRow(QWidget):
    """Ways beside each other, one of them chosen. The only one is said, not offered: it would look like a next step."""

    def __init__(self, look: Look, options: Sequence[Option], changed: Callable[[], None]) -> None:
        super().__init__()
        self.options = tuple(options)
        self._changed = changed
        self.buttons: list[TouchButton] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(6))
        alone = len(self.options) == 1
        if alone:
            layout.addWidget(Line(look, self.options[0].name, bold=True, elides=True))
            self.setFixedHeight(look.px(52))
        for place, option in enumerate(() if alone else self.options):
            button = TouchButton(look, option.name, role=Role.TAB)
            button.setCheckable(True)
            button.setFixedHeight(look.px(52))
            button.clicked.connect(lambda _=False, place=place: self.choose(place))
            layout.addWidget(button, button.sizeHint().width())
            self.buttons.append(button)
        self.place = 0
        if self.buttons:
            self.buttons[0].setChecked(True)

    @property
    def chosen(self) -> Option:
        """The way that is chosen."""
        return self.options[self.place]

    def on_change(self, changed: Callable[[], None]) -> None:
        """Whom to tell from now on."""
        self._changed = changed

    def lock(self, locked: bool) -> None:
        """Only what is chosen can be seen to be, while nothing may be changed."""
        for index, button in enumerate(self.buttons):
            button.setEnabled(not locked or index == self.place)

    def choose(self, place: int) -> None:
        """Choose a way."""
        self.place = place % len(self.options)
        for index, button in enumerate(self.buttons):
            button.setChecked(index == self.place)
        self._changed()
