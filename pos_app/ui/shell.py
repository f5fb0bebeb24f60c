"""The top-level window: the PIN pad at once, and the whole till in its place as soon as it is there.

Imports nothing of the till: whatever is loaded here is waited for before the first frame.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.ui.i18n import Language
from pos_app.ui.in_sight import InSight
from pos_app.ui.keys import Action, KeyTable, typed_text
from pos_app.ui.preferences import Preferences
from pos_app.ui.screens.sign_in import SignInScreen
from pos_app.ui.theme import KEY_BAR, TOP_BAR, Look, font_family, load_palette
from pos_app.ui.widgets import paint

SMALLEST = (1024, 740)


class Content(QWidget):
    """What takes the opening's place."""

    def may_close(self) -> bool:
        """May the window be closed just now?"""
        return True


class _Bar(QWidget):
    """Where a bar will be."""

    def __init__(self, look: Look, height: int) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(look.px(height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        paint.ground(QPainter(self), self.rect(), self._look.colours.bar)


class Shell(QWidget):
    """Keeps what is typed, touched and scanned while the till is loaded behind the first frame."""

    closed = Signal()
    painted = Signal()
    """Every paint of the opening; what is connected may begin once the frame is out."""

    def __init__(self, preferences: Preferences, size: tuple[int, int] = (1366, 768)) -> None:
        super().__init__()
        self.setWindowTitle("Каса")
        self.setMinimumSize(*SMALLEST)
        self.resize(*size)
        self.content: Content | None = None
        self._keys = KeyTable(preferences.keys)
        self.language = Language()
        self.language.switch(preferences.language)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._preferences = preferences
        self._open()
        self._in_sight = InSight(self)

    def _open(self) -> None:
        """The PIN pad between two bars."""
        chosen = self._preferences
        palette = load_palette(chosen.theme)
        if chosen.training:
            palette = palette.for_training()
        ground = self.palette()
        ground.setColor(self.backgroundRole(), palette.page)
        self.setPalette(ground)
        look = Look(palette, font_family(), self.width(), self.height(), text=chosen.text, training=chosen.training)
        self.sign_in = SignInScreen(look, None, chosen.hint)
        self._opening = [_Bar(look, TOP_BAR), self.sign_in, _Bar(look, KEY_BAR)]
        for widget in self._opening:
            self._layout.addWidget(widget, int(widget is self.sign_in))

    def open_again(self, preferences: Preferences) -> None:
        """The PIN pad in place of a till that has ended: another one follows, which may look otherwise."""
        self.content = None
        self._preferences = preferences
        self._keys = KeyTable(preferences.keys)
        self.language.switch(preferences.language)
        self._open()

    def take_badge(self, code: str) -> None:
        """A badge was scanned before the till was there."""
        if self.content is None:
            self.sign_in.take_badge(code)

    def show_content(self, content: Content) -> None:
        """Put the till's own window in the opening's place."""
        self.content = content
        for widget in self._opening:
            self._layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._opening = []
        self._layout.addWidget(content)
        content.show()
        content.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A key reaches the till even where nothing has the focus; the till lets none of them come back here."""
        if self.content is None:
            self._press(event)
        else:
            self.content.keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> None:
        action = self._keys.action(event)
        if action is Action.PASTE:
            self.sign_in.type_text(QGuiApplication.clipboard().text().strip())
        elif action is not None:
            self.sign_in.do(action)
        elif text := typed_text(event):
            self.sign_in.type_text(text)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """As a press."""
        if self.content is not None:
            self.content.keyReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground under the opening."""
        super().paintEvent(event)
        if self.content is None:
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Not in the middle of a payment."""
        if self.content is not None and not self.content.may_close():
            event.ignore()
        else:
            super().closeEvent(event)
            self.closed.emit()
