"""How the printer is, in words, and its jobs: those that were cut off ask whether they came out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.till.printer_desk import JobRow, PrintState
from pos_app.till.state import Printer, PrinterCondition
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.printer_words import facts, job_row, sentence
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import RowList

_WAITING = frozenset({PrintState.UNKNOWN, PrintState.QUEUED, PrintState.FAILED})


class PrinterJobsPanel(Keyed):
    """The jobs on the left; the printer and what can be done on the right."""

    again = Signal(str)
    came_out = Signal(str)
    dropped = Signal(str)
    test_page = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._jobs: dict[str, JobRow] = {}
        self._moved_by: tuple[object, ...] = ()
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        self.rows = RowList(look, height=60, empty=tr("Завдань друку ще не було."))
        self.rows.moved.connect(self._moved)
        body.addWidget(self.rows, 54)
        side = QVBoxLayout()
        side.setSpacing(px(8))
        body.addLayout(side, 46)
        self.words = Line(look, size=Size.TITLE, bold=True, most=2, from_top=True)
        side.addWidget(self.words)
        # the last error is a sentence; the others are words
        self.facts = [Line(look, size=Size.TEXT, most=most, elides=True, from_top=True) for most in (1, 1, 2, 1)]
        for line in self.facts:
            side.addWidget(line)
        side.addStretch(1)
        self.asks = Line(look, tr("Подивіться на папір: чи вийшов цей документ?"), size=Size.TEXT, bold=True, most=2)
        side.addWidget(self.asks)
        self.yes = TouchButton(look, tr("Вийшов повністю"), role=Role.PAY, key="F6")
        self.repeat = TouchButton(look, tr("Надрукувати ще раз"), role=Role.ACCENT, key="Enter")
        self.drop = TouchButton(look, tr("Не друкувати"), role=Role.STOP, key="Del")
        self.test = TouchButton(look, tr("Тестова сторінка"), icon_name="printer", key="F3")
        self.yes.clicked.connect(lambda: self._say(self.came_out))
        self.repeat.clicked.connect(lambda: self._say(self.again))
        self.drop.clicked.connect(lambda: self._say(self.dropped))
        self.test.clicked.connect(self.test_page)
        for pair in ((self.yes, self.repeat), (self.drop, self.test)):
            row = QHBoxLayout()
            row.setSpacing(px(8))
            for button in pair:
                button.setFixedHeight(px(64))
                row.addWidget(button, 1)
            side.addLayout(row)
        self._moved()

    def show_printer(self, printer: Printer) -> bool:
        """Take over the printer's picture; → whether the queue has moved."""
        c = self._look.colours
        bad = printer.state is PrinterCondition.FAILED
        self.words.set_text(sentence(printer), c.stop if bad else c.ink)
        for line, (name, value) in zip(self.facts, facts(printer), strict=True):
            line.set_text(f"{name}: {value}", c.ink_soft)
        self.test.setEnabled(printer.state is not PrinterCondition.NONE)
        moved_by = (printer.waiting, printer.asking, printer.last_success_at, printer.last_error_at)
        moved, self._moved_by = moved_by != self._moved_by, moved_by
        return moved

    def show_jobs(self, jobs: Sequence[JobRow]) -> None:
        """Take over the jobs, those that ask first."""
        self._jobs = {job.id: job for job in jobs}
        self.rows.show_rows([job_row(job) for job in jobs])
        self._moved()

    def _moved(self) -> None:
        job = self._chosen()
        asks = job is not None and job.asks
        self.asks.setVisible(asks)
        self.yes.setEnabled(asks)
        self.repeat.setEnabled(job is not None and job.state in {PrintState.UNKNOWN, PrintState.DROPPED})
        self.drop.setEnabled(job is not None and job.state in _WAITING)

    def _chosen(self) -> JobRow | None:
        return self._jobs.get(self.rows.chosen_key() or "")

    def _say(self, signal: SignalInstance) -> None:
        job = self._chosen()
        if job is not None:
            signal.emit(job.id)

    def do(self, action: Action) -> bool:
        """Arrows choose; Enter prints again, F6 says that it came out, Delete drops, F3 is a test page."""
        buttons = {
            Action.ENTER: self.repeat,
            Action.PAY: self.yes,
            Action.VOID: self.drop,
            Action.QUANTITY: self.test,
        }
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action in buttons:
            buttons[action].click()
        else:
            return False
        return True
