"""A bar that fills: how far a work is, in a colour and never in colour alone, since words stand beside it."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.theme import Look
from pos_app.ui.widgets import paint


class ProgressBar(QWidget):
    """Flat, with no animation: it moves when there is more."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._done = 0
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(28))

    @property
    def share(self) -> float | None:
        """How much of it is filled, 0 to 1; None while nobody knows how much there is."""
        return min(1.0, self._done / self._total) if self._total else None

    def show_share(self, done: int, total: int) -> None:
        """So many of `total`; 0 of 0 where that is not known."""
        if (done, total) != (self._done, self._total):
            self._done, self._total = done, total
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The ground, and over it what is done."""
        painter = QPainter(self)
        c, radius = self._look.colours, self._look.px(6)
        paint.box(painter, self.rect(), c.sunken, c.key_line, radius)
        if self.share:
            width = max(2 * radius, round((self.width() - 2) * self.share))
            paint.box(painter, QRect(1, 1, width, self.height() - 2), c.accent, None, radius)
