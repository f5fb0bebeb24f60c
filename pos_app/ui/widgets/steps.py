"""The steps of a card payment in words: done, now, to come, or unknown and stopped in amber."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pos_app.ui.icons import icon
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to_come"
    UNKNOWN = "unknown"
    STOPPED = "stopped"


_SIGNS: Final = {StepState.UNKNOWN: "?", StepState.STOPPED: "!"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step in words."""

    text: str
    state: StepState = StepState.TO_COME


class Steps(QWidget):
    """Numbered rows; the present one is bold."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._steps: tuple[Step, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is shown."""
        return self._steps

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        new = tuple(steps)
        if new != self._steps:
            self._steps = new
            self.setAccessibleName(", ".join(step.text for step in new))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Row by row."""
        painter = QPainter(self)
        high = min(self._look.px(34), self.height() // max(1, len(self._steps)))
        for place, step in enumerate(self._steps):
            self._paint_step(painter, QRect(0, place * high, self.width(), high), place, step)

    def _paint_step(self, painter: QPainter, rect: QRect, place: int, step: Step) -> None:
        c, px = self._look.colours, self._look.px
        ground, ink = {
            StepState.DONE: (c.pay, c.on_pay),
            StepState.NOW: (c.accent, c.on_accent),
            StepState.TO_COME: (c.sunken, c.ink_soft),
            StepState.UNKNOWN: (c.warn, c.on_warn),
            StepState.STOPPED: (c.warn, c.on_warn),
        }[step.state]
        side = min(px(24), rect.height() - px(3))
        mark = QRect(rect.left() + px(4), rect.center().y() - side // 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlined = step.state is StepState.TO_COME or (c.is_grey and step.state in _SIGNS)
        painter.setPen(QPen(c.key_line) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(mark)
        if step.state is StepState.DONE:
            painter.drawPixmap(mark.adjusted(px(4), px(4), 0, 0).topLeft(), icon("check", ink, side - px(8)))
        else:
            sign = _SIGNS.get(step.state, str(place + 1))
            paint.line(painter, mark, sign, self._look.bold(Size.HINT), ink, paint.CENTRE)
        present = step.state is StepState.NOW or step.state in _SIGNS
        font = self._look.bold(Size.TEXT) if present else self._look.font(Size.TEXT)
        colour = c.ink_soft if step.state is StepState.TO_COME else c.ink
        paint.line(painter, rect.adjusted(side + px(16), 0, 0, 0), step.text, font, colour)
