"""Watches the fiscal engine and the printer, and keeps the board true to them."""

from collections.abc import Mapping
from typing import Any

from pos_app.domain.register import Mode
from pos_app.fiscal.status import FiscalStatus
from pos_app.printing.condition import QueueStatus
from pos_app.till.parts import Parts
from pos_app.till.state import Printer, PrinterCondition, Problem


class Lookout:
    """Looks whenever something changed, and whenever someone looks at the till."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._trouble: Problem | None = None

    def watch(self) -> None:
        """Begin to listen."""
        core = self._parts.core
        core.look = self.look
        core.fiscal.subscribe(self._fiscal_changed)
        core.events.subscribe(self._happened)
        core.printer.on_change(self.look)

    def _fiscal_changed(self, status: FiscalStatus) -> None:
        before = self._parts.board.state.mode
        self._show(status)
        if status.mode is not before:
            self._parts.core.events.tell("mode", {"mode": status.mode.value, "from": before.value})
        self._parts.submitter.look_for_numbers()
        self._parts.waiting.wake()

    def _happened(self, kind: str, _details: Mapping[str, Any]) -> None:
        if kind.startswith("print."):
            self.look()

    def look(self) -> None:
        """Bring the board up to this moment: hours offline run on by themselves, jobs leave the printer."""
        self._show(self._parts.core.fiscal.status)

    def _show(self, status: FiscalStatus) -> None:
        core, board = self._parts.core, self._parts.board
        seller = core.fiscal.seller
        board.show(
            mode=status.mode,
            queue=status.queue,
            offline=status.offline,
            blocked=status.obstacle,
            register=status.info,
            certificate_days=status.certificate_days,
            clock_doubt=status.clock_doubt,
            shift=self._parts.book.current(),
            seller=seller if seller.name else None,
            printer=_printer(core.printer.status),
        )
        self._show_trouble(status)

    def _show_trouble(self, status: FiscalStatus) -> None:
        trouble = Problem(status.problem.code, status.problem.message) if status.problem else None
        self._parts.board.show(trouble=trouble)
        if trouble == self._trouble:
            return
        shown = self._parts.board.state.problem
        if trouble is not None or shown == self._trouble:
            self._parts.board.show(problem=trouble)
        self._trouble = trouble

    @property
    def alarm(self) -> Problem | None:
        """An alarm that no stopped document stands behind: sums differ from Checkbox's."""
        status = self._parts.core.fiscal.status
        if status.mode is not Mode.NEEDS_ATTENTION or status.queue.attention or status.problem is None:
            return None
        return Problem(status.problem.code, status.problem.message)


def _printer(lamp: QueueStatus) -> Printer:
    """The queue's picture as the state shows it."""
    return Printer(
        PrinterCondition(lamp.state),
        lamp.waiting,
        lamp.problem,
        asking=lamp.asking,
        answers=lamp.answers,
        paper=lamp.paper,
        cover_open=lamp.cover_open,
        drawer_open=lamp.drawer_open,
        words=lamp.words,
        place=lamp.place,
        last_error=lamp.last_error,
        last_error_at=lamp.last_error_at,
        last_success_at=lamp.last_success_at,
        reserve_used=lamp.reserve_used,
        reserve=lamp.reserve,
    )
