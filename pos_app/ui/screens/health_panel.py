"""The health screen: every device and service in a row; beside it what was last, what to do, and a check."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from pos_app.till.health import RESERVE
from pos_app.till.service_check import Service
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.health_words import Part, parts, report
from pos_app.ui.i18n import told, tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.register_words import Explained
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look
from pos_app.ui.widgets.register_parts import FIRST, SECOND, Deed, Deeds, DetailPanel
from pos_app.ui.widgets.rows import RowList
from pos_app.ui.words import clock

LOOK_EVERY_MS: Final = 5000
"""Successes that change nothing are not published: while the screen is open it asks for them."""
_SERVICES: Final = frozenset({Service.CHECKBOX, Service.SMARTKASA, Service.PRINTER})


class HealthPanel(Keyed):
    """`second_screen` says whether there is one just now."""

    set_up = Signal(str)
    """The chosen device is to be set up: its row's id."""

    def __init__(self, look: Look, desk: Desk, second_screen: Callable[[], bool], now: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._second_screen = second_screen
        self._parts: dict[str, Part] = {}
        self._said: dict[str, str] = {}
        self._checking = ""
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(look.px(8))
        self.rows = RowList(look, height=56)
        self.rows.moved.connect(self._explain)
        self.details = DetailPanel(look, (tr("Зараз"), tr("Що було"), tr("Що робити")), second_key="F3")
        body.addWidget(self.rows, 54)
        body.addWidget(self.details, 46)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def show_state(self, state: TillState) -> None:
        """Every row anew; only those that differ are painted."""
        found = parts(state, second_screen=self._second_screen())
        self._parts = {part.id: part for part in found}
        self.rows.show_rows([part.row for part in found])
        self._explain()

    def open(self) -> None:
        """Begin to look."""
        self._said.clear()
        self._look()
        self._timer.start()

    def _look(self) -> None:
        if not self.isVisible():
            self._timer.stop()
            return
        self._desk.start(self._desk.look_up(lambda till: till.devices.look()))

    @property
    def chosen(self) -> Part | None:
        """The row that is chosen."""
        return self._parts.get(self.rows.chosen_key() or "")

    def _explain(self) -> None:
        part = self.chosen
        if part is None:
            return
        since = tr("{words} з {when}").format(words=part.words, when=clock(part.since)) if part.since else part.words
        said = self._said.get(part.id, "")
        self.details.explain(part.name, said, Explained(since, part.past, part.advice))
        check = tr("Перевіряємо…") if self._checking else tr("Перевірити")
        first = Deed(check, self.check, may=not self._checking) if part.can_check else None
        self.details.offer(
            Deeds(
                first,
                Deed(tr("Скопіювати звіт"), self.copy),
                Deed(tr("Налаштувати"), lambda: self.set_up.emit(part.id)),
            )
        )

    # doing

    def check(self) -> None:
        """Try the chosen device or service now."""
        part = self.chosen
        if part is not None and part.can_check and not self._checking:
            self._checking = part.id
            self._explain()
            self._desk.start(self._check(part.id))

    async def _check(self, id_: str) -> None:
        try:
            if id_ == RESERVE:
                await self._ask_reserve()
                return
            if id_ in _SERVICES:
                await self._ask_service(Service(id_))
                return
            found = await self._desk.attempt(lambda till: till.devices.check(id_))
            if found is not None:
                self._desk.sounds.play(Sound.OK if found.well else Sound.ATTENTION)
                self._said[id_] = tr("Перевірено щойно. {said}").format(said=found.said).strip()
        finally:
            self._checking = ""
            self.show_state(self._desk.state)

    async def _ask_reserve(self) -> None:
        found = await self._desk.attempt(lambda till: till.printer.check_reserve())
        if found is not None:
            works, words = found
            self._desk.sounds.play(Sound.OK if works else Sound.ATTENTION)
            self._said[RESERVE] = tr("Перевірено щойно. {said}").format(said=told(words)).strip()

    async def _ask_service(self, service: Service) -> None:
        found = await self._desk.attempt(lambda till: till.check_service(service))
        if found is not None:
            self._desk.sounds.play(Sound.OK if found.ok else Sound.ATTENTION)
            self._said[service] = tr("Перевірено щойно. {said}").format(said=told(found.words)).strip()

    def copy(self) -> None:
        """The whole report to the clipboard."""
        QGuiApplication.clipboard().setText(report(tuple(self._parts.values()), self._desk.state, self._now()))
        self._desk.sounds.play(Sound.OK)
        part = self.chosen
        if part is not None:
            self._said[part.id] = tr("Звіт скопійовано: вставте його в лист або месенджер.")
        self._explain()

    # keys

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter checks, F3 copies the report."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self.details.press(FIRST)
        elif action is Action.QUANTITY:
            self.details.press(SECOND)
        else:
            return False
        return True
