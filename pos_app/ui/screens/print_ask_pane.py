"""Documents that were cut off in the printer, one after the other: did it come out, shall it go again, or not?"""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout

from pos_app.till.door import TillDoor
from pos_app.till.printer_desk import JobRow
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import told, tr
from pos_app.ui.printer_words import job_row
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.words import money

Decide = Callable[[TillDoor], Coroutine[Any, Any, None]]
MOST: Final = 50


class PrintAskPane(Pane):
    """Selling goes on beside it: scans reach the basket, and the till's own keys work.

    Its answers have no keys of their own: a scanner's stray Enter must not print a receipt twice.
    """

    takes_scans = True
    modest = True
    fleeting = True

    def __init__(self, look: Look, desk: Desk, jobs: Sequence[JobRow]) -> None:
        super().__init__(look, tr("Друк перервано"))
        self._desk = desk
        self._jobs = tuple(jobs)
        self._asking = len(self._jobs)
        self._busy = False
        soft = look.colours.ink_soft
        self.document = Line(look, size=Size.TITLE, bold=True, most=2, elides=True, from_top=True)
        self.when = Line(look, size=Size.TEXT, colour=soft, most=1, elides=True)
        self.why = Line(look, size=Size.TEXT, colour=soft, most=2, elides=True, from_top=True)
        self.question = Line(
            look, tr("Подивіться на папір: чи вийшов цей документ?"), size=Size.LARGE, bold=True, most=3, from_top=True
        )
        self.left = Line(look, size=Size.TEXT, colour=soft)
        for line in (self.document, self.when, self.why, self.question, self.left):
            self.column.addWidget(line)
        self.column.addStretch(1)
        self.column.addLayout(self._add_buttons(look))
        self._show()

    def _add_buttons(self, look: Look) -> QVBoxLayout:
        self.out = TouchButton(look, tr("Вийшов повністю"), role=Role.PAY, size=Size.LARGE)
        self.again = TouchButton(look, tr("Надрукувати ще раз"), role=Role.ACCENT, size=Size.LARGE)
        self.drop = TouchButton(look, tr("Не друкувати"), role=Role.STOP, size=Size.LARGE)
        self.out.clicked.connect(lambda: self._decide(lambda job: lambda till: till.printer.came_out(job)))
        self.again.clicked.connect(lambda: self._decide(lambda job: lambda till: till.printer.again(job)))
        self.drop.clicked.connect(lambda: self._decide(lambda job: lambda till: till.printer.drop(job)))
        box = QVBoxLayout()
        box.setSpacing(look.px(8))
        for button in (self.out, self.again, self.drop):
            button.setFixedHeight(look.px(88))
            box.addWidget(button)
        return box

    @property
    def job(self) -> JobRow | None:
        """The one that is asked about."""
        return self._jobs[0] if self._jobs else None

    def _show(self) -> None:
        job = self.job
        if job is None:
            return
        row = job_row(job)
        self.document.set_text(" · ".join(filter(None, (row.title, money(job.total) if job.total else ""))))
        self.when.set_text(row.figure_under)
        self.why.set_text(told(job.problem))
        more = len(self._jobs) - 1
        self.left.set_text(tr("Після нього ще: {count}").format(count=more) if more else "")

    def show_state(self, state: TillState) -> None:
        """Others were cut off, or somebody settled some elsewhere."""
        if state.printer.asking != self._asking and not self._busy:
            self._asking = state.printer.asking
            self._desk.start(self._load())

    async def _load(self) -> None:
        jobs = await self._desk.look_up(lambda till: till.printer.jobs(MOST))
        if self.closed:
            return
        self._jobs = tuple(job for job in jobs if job.asks)
        if not self._jobs:
            self.done.emit(True)
            return
        self._show()

    def _decide(self, command: Callable[[str], Decide]) -> None:
        job = self.job
        if job is not None and not self._busy:
            self._busy = True
            self._desk.start(self._run(command(job.id)))

    async def _run(self, command: Decide) -> None:
        try:
            await self._desk.attempt(command)
        finally:
            self._busy = False
        self._asking = self._desk.state.printer.asking
        await self._load()
