"""What the window's keyboard is led to. Apart from the panes: the PIN pad is shown before these are there."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_app.ui.keys import Action
from pos_app.ui.widgets.numpad import BACKSPACE, CLEAR, ENTER

if TYPE_CHECKING:
    from pos_app.till.state import TillState


class Keyed(QWidget):
    """Anything that the window's keyboard is led to: actions and typed text, with touch saying the same words."""

    def do(self, action: Action) -> bool:  # noqa: ARG002 - for those who override it
        """A key with a meaning. → was it ours?"""
        return False

    def type_text(self, text: str) -> bool:  # noqa: ARG002 - for those who override it
        """Printable text. → was it ours?"""
        return False

    def raw_key(self, event: QKeyEvent) -> bool:  # noqa: ARG002 - for those who override it
        """Any key before it means something. → was it ours?"""
        return False

    def touch_key(self, key: str) -> None:
        """A key of the numpad or of the letters on the screen: the same as from the keyboard."""
        special = {BACKSPACE: Action.BACKSPACE, ENTER: Action.ENTER}
        if key in special:
            self.do(special[key])
        elif key == CLEAR:
            self.clear_typed()
        else:
            self.type_text(key)

    def clear_typed(self) -> None:
        """Empty what is being typed."""

    def show_state(self, state: "TillState") -> None:
        """Take over a new state."""
