"""Buttons that Esc presses. Several may be seen at once: only the innermost, which is the one that acts, says so."""

from enum import IntEnum
from typing import Final
from weakref import WeakSet

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton

ESC: Final = "Esc"


class Depth(IntEnum):
    """Who has Esc before whom: the higher one."""

    PAGE = 0
    STRIP = 1
    FORM = 2
    QUESTION = 3


_made: "WeakSet[EscButton]" = WeakSet()


class EscButton(TouchButton):
    """Signed with Esc while nothing that has it first is seen in its window."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        depth: Depth,
        signed: bool = True,
        role: Role = Role.PLAIN,
        icon_name: str = "",
        size: int = Size.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        """`signed`: is there room for the word? A mere cross has none, and takes it from the others all the same."""
        super().__init__(
            look, text, role=role, key=ESC if signed else "", icon_name=icon_name, size=size, parent=parent
        )
        self._depth = depth
        self._signed = signed
        self._has_esc = True
        _made.add(self)

    def take_esc(self, has_esc: bool) -> None:
        """Does Esc press it now?"""
        self._has_esc = has_esc
        self._sign_all()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Those outside it lose the sign."""
        super().showEvent(event)
        self._sign_all()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Those outside it have it again."""
        super().hideEvent(event)
        self._sign_all()

    def _sign_all(self) -> None:
        window = self.window()
        seen = [one for one in tuple(_made) if isValid(one) and one.isVisible() and one.window() is window]
        innermost = max((one._depth for one in seen if one._has_esc), default=Depth.PAGE)
        for one in (*seen, self):
            one._sign(one._signed and one._has_esc and one._depth == innermost)

    def _sign(self, signed: bool) -> None:
        key = ESC if signed else ""
        if key != self.key:
            self.key = key
            self.update()
