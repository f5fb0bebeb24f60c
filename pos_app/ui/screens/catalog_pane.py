"""The catalog in words: how many goods, how fresh, how far a reading is, and the button that begins or stops it."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.said import NO_BREAK
from pos_app.till.state import CatalogState, TillState
from pos_app.ui.i18n import told, tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.progress import ProgressBar
from pos_app.ui.words import day_and_time

_MINUTE: Final = 60
_SOON: Final = 90
"""Seconds up to which what is left is told in seconds."""


def figure(count: int) -> str:
    """A count with its thousands apart."""
    return f"{count:,}".replace(",", NO_BREAK)


def sync_words(catalog: CatalogState) -> tuple[str, str]:
    """What is being read and how far it is, and how long that takes yet."""
    syncing = catalog.syncing
    if syncing is None:
        return "", ""
    what = {"products": tr("Товари"), "missing": tr("Зниклі товари"), "stock": tr("Залишки")}.get(syncing.what, "")
    words = f"{what}: {figure(syncing.done)}"
    if syncing.total:
        words = tr("{what}: {done} з {total}").format(what=what, done=figure(syncing.done), total=figure(syncing.total))
    if syncing.left is None or not syncing.total:
        return words, ""
    if syncing.left < _SOON:
        return words, tr("залишилось {count} с").format(count=max(1, round(syncing.left)))
    return words, tr("залишилось {count} хв").format(count=round(syncing.left / _MINUTE))


class CatalogBox(QWidget):
    """A few lines, the bar, one button."""

    begin = Signal()
    stop = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        soft = look.colours.ink_soft
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.headline = Line(look, size=Size.LARGE, bold=True)
        self.under = Line(look, colour=soft)
        self.bar = ProgressBar(look)
        self.how_far = Line(look)
        self.left = Line(look, colour=soft, align=paint.RIGHT)
        self.hint = Line(look, tr("Продавати можна й зараз."), size=Size.SMALL, colour=soft)
        self.problem = Line(look, most=3, colour=look.colours.warn_ink)
        self.button = TouchButton(look, "", role=Role.ACCENT, key="Enter", size=Size.LARGE)
        self.button.setFixedHeight(look.px(60))
        self.button.clicked.connect(self.act)
        figures = QHBoxLayout()
        figures.addWidget(self.how_far, 3)
        figures.addWidget(self.left, 2)
        column.addWidget(self.headline)
        column.addWidget(self.under)
        column.addWidget(self.bar)
        column.addLayout(figures)
        column.addWidget(self.hint)
        column.addWidget(self.problem)
        column.addStretch(1)
        column.addWidget(self.button)
        self._reading = False

    def act(self) -> None:
        """The button: begin, or stop what runs."""
        (self.stop if self._reading else self.begin).emit()

    def press_enter(self) -> None:
        """Begins; an Enter into an empty field of scans stops nothing that is wanted."""
        if not self._reading:
            self.begin.emit()

    def show_state(self, state: TillState) -> None:
        """Take over a new state."""
        catalog = state.catalog
        self._reading = catalog.syncing is not None
        for widget in (self.bar, self.how_far, self.left, self.hint):
            widget.setVisible(self._reading)
        if catalog.syncing is not None:
            words, left = sync_words(catalog)
            self.bar.show_share(catalog.syncing.done, catalog.syncing.total)
            self.how_far.set_text(words)
            self.left.set_text(left)
        self.headline.set_text(tr("Читаємо каталог зі SmartKasa") if self._reading else _count(catalog))
        when = day_and_time(catalog.synced_at) if catalog.synced_at else tr("ще ніколи")
        self.under.set_text(tr("Оновлено: {when}").format(when=when))
        self.under.setVisible(not self._reading)
        self.problem.setVisible(not self._reading and bool(catalog.problem))
        self.problem.set_text(told(catalog.problem))
        self.button.role, self.button.key = (Role.PLAIN, "") if self._reading else (Role.ACCENT, "Enter")
        self.button.setText(tr("Зупинити") if self._reading else tr("Оновити зараз"))
        self.button.update()


def _count(catalog: CatalogState) -> str:
    if not catalog.products:
        return tr("Каталог порожній")
    return tr("Товарів у каталозі: {count}").format(count=figure(catalog.products))


class CatalogPane(Pane):
    """The same over the right side; scans go on meanwhile."""

    takes_scans = True
    modest = True
    fleeting = True

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("Каталог"))
        self.box = CatalogBox(look)
        self.column.addWidget(self.box, 1)

    def show_state(self, state: TillState) -> None:
        """How far it is."""
        self.box.show_state(state)

    def do(self, action: Action) -> bool:
        """Enter begins."""
        if action is Action.ENTER:
            self.box.press_enter()
            return True
        return super().do(action)
