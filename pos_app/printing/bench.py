"""The printers of one queue: the usual one, and the reserve that takes over while the usual one does not print."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from pos_app.domain.errors import PosError
from pos_app.domain.said import parts_of, sentence
from pos_app.links.link import LinkFailed
from pos_app.printing.condition import QueueStatus
from pos_app.printing.printer import Printer
from pos_app.printing.setup import PrinterSetup
from pos_app.printing.status import Paper, PrinterWords

REST_S: Final = 30.0
"""A printer that failed is left alone for that long while the reserve prints."""
NO_PRINTER: Final = PrinterSetup()


class Bench:
    """Which printer takes the next document, and what is known of both. Calls block: on the queue's thread alone."""

    def __init__(
        self,
        printer: Printer | None,
        reserve: Printer | None,
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._printer = printer
        self._reserve = reserve if printer is not None else None
        self._now = now
        self._clock = clock
        self._state = "none" if printer is None else "unknown"
        self._problem = ""
        self._rests_until = float("-inf")
        self._chosen = printer
        self._pulsed = False
        self._last_error = ""
        self._last_error_at: datetime | None = None
        self._last_success_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Is there no printer at all?"""
        return self._printer is None

    @property
    def setup(self) -> PrinterSetup:
        """How the usual printer is set up."""
        return self._printer.setup if self._printer is not None else NO_PRINTER

    @property
    def reserve_used(self) -> bool:
        """Does the reserve take the document that was chosen for last?"""
        return self._chosen is not None and self._chosen is self._reserve

    @property
    def atomic(self) -> bool:
        """Does the link write a document whole or not at all (a file)?"""
        return self.setup.transport == "file"

    @property
    def can_be_asked(self) -> bool:
        """Is it worth asking the usual printer how it is?"""
        return self._printer is not None and self._printer.can_be_asked

    @property
    def was_asked(self) -> bool:
        """Was the usual printer asked since it is ours?"""
        return self._printer is not None and self._printer.was_asked

    @property
    def is_being_handled(self) -> bool:
        """Will it be another soon? Its drawer stands open, it says what keeps it from printing, its cable is out."""
        printer = self._printer
        if printer is None:
            return False
        if printer.said is None:
            # a cable that was pulled is seen at once, and opening a port that is not there takes no time
            return printer.speaks_up
        return bool(self._pulsed or printer.drawer_open or (printer.said.answers and printer.said.obstacle))

    def choose(self, kind: str) -> Printer | None:
        """The printer that is ready for a document; raises `LinkFailed` without doubt where none is.

        A pulse of the drawer needs no paper, and only the usual printer has the drawer.
        """
        self._chosen = self._printer
        if self._printer is None:
            return None
        self._state = "printing"
        if kind == "drawer":
            return self._printer
        if self._reserve is None:
            self._printer.ready()
            return self._printer
        return self._printer_or_reserve(self._printer, self._reserve)

    def _printer_or_reserve(self, printer: Printer, reserve: Printer) -> Printer:
        if self._clock() >= self._rests_until:
            try:
                printer.ready()
                return printer
            except LinkFailed as error:
                self._note(error)
                self._rests_until = self._clock() + REST_S
        reserve.ready()
        self._chosen = reserve
        return reserve

    def printed(self, kind: str, *, opens_drawer: bool = False) -> None:
        """A document came out; the drawer that it opened needs a moment until its switch says so."""
        self._pulsed = opens_drawer and self.setup.drawer_signal != "none"
        if self._chosen is None:
            self._state = "none"
            return
        self._state = "ok"
        self._last_success_at = self._now()
        if self._chosen is self._printer and kind != "drawer":
            self._problem = ""
        elif self.reserve_used:
            self._problem = sentence("Друкує резервний принтер: {why}", why=parts_of(self._last_error))

    def spared(self) -> None:
        """The document for which a printer was chosen is not wanted any more: all is as it was before."""
        self._state = "failed" if self._problem else "ok" if self._last_success_at is not None else "unknown"

    def failed(self, error: PosError) -> bool:
        """A document did not come out; → whether that is news."""
        first = not self._problem
        self._note(error)
        self._state, self._problem = "failed", error.message
        if self._chosen is self._printer and self._reserve is not None:
            self._rests_until = self._clock() + REST_S
        return first

    def _note(self, error: PosError) -> None:
        if self._last_error != error.message or self._last_error_at is None:
            self._last_error_at = self._now()
        self._last_error = error.message

    def look(self) -> None:
        """Ask the usual printer how it is, before a sale finds out."""
        self._pulsed = False
        if self._printer is None:
            return
        try:
            said = self._printer.look()
        except LinkFailed as error:
            self.failed(error)
            return
        if said is not None:
            self._judge(self._printer, said)

    @property
    def listens(self) -> bool:
        """Does the usual printer tell by itself when its state changes?"""
        return self._printer is not None and self._printer.speaks_up

    def hear(self) -> bool:
        """Take what the usual printer says by itself; → was it anything, be it that it is gone?"""
        printer = self._printer
        if printer is None:
            return False
        try:
            spoke = printer.hear()
        except LinkFailed as error:
            self.failed(error)
            return True
        if spoke and printer.said is not None:
            self._judge(printer, printer.said)
        return spoke

    def _judge(self, printer: Printer, said: PrinterWords) -> None:
        """What it said becomes the lamp's state."""
        mute = printer.answered and not said.answers
        problem = said.sentence or (LinkFailed(code="printer_mute").message if mute else "")
        if problem:
            self.failed(LinkFailed(problem))
        elif said.answers:
            self._rests_until = float("-inf")
            self._state, self._problem = "ok", ""

    def open_drawer_now(self) -> bool:
        """The pulse past a document that waits for paper; → whether it went out."""
        printer = self._printer
        if printer is None or not printer.setup.open_drawer or not (printer.said and printer.said.answers):
            return False
        try:
            printer.open_drawer_now()
        except LinkFailed:
            return False
        return True

    def cancel(self) -> None:
        """End what runs; may be called from another thread."""
        for printer in (self._printer, self._reserve):
            if printer is not None:
                printer.link.cancel()

    def close(self) -> None:
        """Let both printers go; the next call opens them again."""
        for printer in (self._printer, self._reserve):
            if printer is not None:
                printer.close()

    def status(self, waiting: int, asking: int) -> QueueStatus:
        """The whole picture."""
        printer = self._printer
        said = printer.said if printer is not None else None
        told = said is not None and said.answers
        return QueueStatus(
            self._state,
            waiting,
            self._problem,
            asking,
            answers=said.answers if said is not None else None,
            paper=said.paper if said is not None else Paper.UNKNOWN,
            cover_open=said.cover_open if said is not None and told else None,
            drawer_open=printer.drawer_open if printer is not None else None,
            place=self.setup.place if printer is not None else "",
            last_error=self._last_error,
            last_error_at=self._last_error_at,
            last_success_at=self._last_success_at,
            reserve_used=self.reserve_used,
            reserve=self._reserve.setup.place if self._reserve is not None else "",
        )
