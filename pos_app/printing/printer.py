"""One printer on its link: asked how it is, given documents, and watched until they are on paper.

Everything here blocks, each call with an end, and belongs on the queue's worker thread.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final

from pos_app.links.link import Link, LinkFailed
from pos_app.printing.hearing import ASB_OFF, ASB_ON, Hearing
from pos_app.printing.profiles import PaperProfile
from pos_app.printing.setup import PrinterSetup
from pos_app.printing.status import MUTE, PRINTED, QUESTIONS, PrinterWords, believable, count_printed, read_answers

ANSWER_S: Final = 0.4
"""A real-time answer takes two bytes' time, and a network's; a printer that needs longer is not there."""
FRESH_S: Final = 1.5
"""An answer this old is asked for again before a document."""
ON_PAPER_S: Final = 20.0
"""So long the longest receipt takes to come out; then nobody knows."""
_STEP_S: Final = 2.0
_SETTLE_S: Final = 0.05
_MORE_THAN_ANY: Final = 4096
_PULSE_NOW: Final = b"\x10\x14\x01%c\x02"
"""DLE DC4 1 m t: the pulse at once, without paper and out of turn; t in tenths of a second."""
MUTE_CODE: Final = "printer_mute"


class Printer:
    """`link` and the habits of the device behind it. `said` is what it said last, None before it was asked."""

    def __init__(
        self, link: Link, setup: PrinterSetup, *, clock: Callable[[], float] = time.monotonic, answered: bool = False
    ) -> None:
        """`answered`: it is known to answer questions, so that its silence is a failure."""
        self.link = link
        self.setup = setup
        self.answered = answered
        self.said: PrinterWords | None = None
        self._clock = clock
        self._asked_at = float("-inf")
        self._silent = False
        self._owed = 0
        """Questions whether a document is printed that were not answered yet."""
        self._hearing = Hearing(clock)
        self._told = False
        """Was it asked to tell by itself, since the line was opened or it came back?"""

    @property
    def can_be_asked(self) -> bool:
        """Does its link hear answers, and shall it be asked?"""
        return self.setup.status and self.link.reads

    @property
    def speaks_up(self) -> bool:
        """Is its automatic status on? Only on a line that stays open is anybody there to hear it."""
        return self.setup.speaks_up and self.link.reads and self.link.holds

    @property
    def paper(self) -> PaperProfile:
        """How its text is written, on this link."""
        return replace(self.setup.paper, asb=self.speaks_up)

    @property
    def was_asked(self) -> bool:
        """Was it asked at all?"""
        return self._asked_at > float("-inf")

    # how it is

    def look(self) -> PrinterWords | None:
        """How it is; None where it cannot be asked. Raises `LinkFailed` where it is not there at all."""
        if not self.can_be_asked:
            return None
        try:
            with self.link.kept():
                self.hear()
                before = self.said
                self.said = self._ask()
                self._keep_it_telling(before)
        except LinkFailed:
            self._gone()
            raise
        finally:
            self._asked_at = self._clock()
        self.answered = self.answered or self.said.answers
        self._silent = not (self.said.answers or self.said.noise)
        return self.said

    def _gone(self) -> None:
        self.said, self._owed, self._told = None, 0, False
        self._hearing.forget_all()

    def _keep_it_telling(self, before: PrinterWords | None) -> None:
        """Switch its automatic status on: at first, and where it changed and did not say so (it was switched off)."""
        if not (self.speaks_up and self.said is not None and self.said.answers):
            self._told = False
            return
        told_of_it = self._hearing.take_status() is not None or self.said == before
        if not (self._told and told_of_it):
            self._told = True
            self._listen(ASB_ON, ANSWER_S, lambda: self._hearing.status is not None)
            self._hearing.take_status()

    def hear(self) -> bool:
        """Take what it says by itself, without waiting; → whether it said anything. `LinkFailed` where it is gone."""
        if not self.speaks_up:
            return False
        try:
            self._hearing.feed(self.link.heard())
        except LinkFailed:
            self._gone()
            raise
        return self._told_by_itself()

    def _told_by_itself(self) -> bool:
        status = self._hearing.take_status()
        if status is None:
            return False
        self.said, self._asked_at = status, self._clock()
        self.answered, self._silent = True, False
        return True

    def _ask(self) -> PrinterWords:
        first = self._answer(0)
        if not first and not (last := self._answer(3)):
            return MUTE
        offline, error = self._answer(1), self._answer(2)
        return read_answers((first, offline, error, self._answer(3) if first else last))

    def _answer(self, place: int) -> bytes:
        """One byte; where it is more, or noise, its end is waited for: it must not be taken for the next answer."""
        if self.speaks_up:
            self._listen(QUESTIONS[place], ANSWER_S, lambda: bool(self._hearing.real_time))
            return self._hearing.real_time[:1] or self._hearing.noise
        self.link.heard()
        answer = self.link.ask(QUESTIONS[place], ANSWER_S)
        if answer and not (len(answer) == 1 and believable(answer[0])):
            answer += self.link.ask(b"", _SETTLE_S, _MORE_THAN_ANY)
        return answer

    def _listen(self, question: bytes, timeout_s: float, enough: Callable[[], bool]) -> None:
        """Ask on a line where it speaks by itself too, and take all that comes until it is enough."""
        until = self._clock() + timeout_s
        self._hearing.feed(self.link.heard())
        self._hearing.forget_answers()
        self._hearing.feed(self.link.ask(question, timeout_s))
        while not enough() and (left := until - self._clock()) > 0:
            more = self.link.ask(b"", left)
            if not more:
                return
            self._hearing.feed(more)

    # documents

    def ready(self) -> None:
        """Raises `LinkFailed` without doubt while a document could not come out."""
        if not self.can_be_asked or (self._silent and not self.answered):
            return
        said = self.said if self._clock() - self._asked_at < FRESH_S else None
        said = said if said is not None and not said.obstacle else self.look()
        if said is not None:
            self._check(said, unsure=False)

    def print(self, data: bytes, name: str) -> None:
        """Put a document on paper; doubt remains where its end could not be seen."""
        with self.link.kept():
            try:
                self.link.send(data, name)
            except LinkFailed:
                # the next line is another one, and must be told anew
                self._told = False
                self._hearing.forget_all()
                raise
            if self.answered and self.can_be_asked:
                self._see_it_out()

    def _see_it_out(self) -> None:
        try:
            if self.setup.confirms:
                self._wait_for_paper()
            else:
                self._check(self.look() or MUTE, unsure=True)
        except LinkFailed as error:
            raise LinkFailed(error.message, code=error.code, unsure=True) from error

    def _wait_for_paper(self) -> None:
        """The printer says when everything before the question is printed; without paper it does not.

        Answers have no names: one that an earlier document still waited for must not count for this one.
        """
        until, owed, heard = self._clock() + ON_PAPER_S, self._owed, 0
        while self._clock() < until:
            self._owed += 1
            answers = self._printed()
            heard, self._owed = heard + answers, max(0, self._owed - answers)
            if heard > owed:
                return
            if not answers:
                self._check(self.look() or MUTE, unsure=True)
        raise LinkFailed(code=MUTE_CODE, unsure=True)

    def _printed(self) -> int:
        """Ask in turn whether all is printed; → how many such questions were answered meanwhile."""
        if not self.speaks_up:
            self.link.heard()
            return count_printed(self.link.ask(PRINTED, _STEP_S))
        self._listen(PRINTED, _STEP_S, lambda: bool(self._hearing.in_turn or self._stopped_by_itself()))
        answers = self._hearing.in_turn
        self._told_by_itself()
        return answers

    def _stopped_by_itself(self) -> bool:
        status = self._hearing.status
        return status is not None and bool(status.obstacle)

    def _check(self, said: PrinterWords, *, unsure: bool) -> None:
        if said.obstacle:
            raise LinkFailed(code=said.obstacle, unsure=unsure)
        if self.answered and not said.answers:
            raise LinkFailed(code=MUTE_CODE, unsure=unsure)

    # the set-up

    def confirms(self) -> bool:
        """Does it tell when a document is on paper? Asked once, by the set-up."""
        with self.link.kept():
            self._listen(PRINTED, 2 * ANSWER_S, lambda: self._hearing.in_turn > 0)
            return self._hearing.in_turn > 0

    def can_speak_up(self) -> bool:
        """Does it know GS a? Asked once, by the set-up; what else it made of it the next document's reset clears."""
        if not (self.link.reads and self.link.holds):
            return False
        with self.link.kept():
            self._listen(ASB_ON, 2 * ANSWER_S, lambda: self._hearing.status is not None)
            knows = self._hearing.take_status() is not None
            self.link.ask(ASB_OFF, _SETTLE_S)
        return knows

    # the drawer

    def send(self, data: bytes, name: str) -> None:
        """Bytes that print nothing: a pulse of the drawer needs no paper."""
        self.link.send(data, name)

    def open_drawer_now(self) -> None:
        """The pulse at once, past a document that cannot come out."""
        self.link.send(_PULSE_NOW % int(self.setup.drawer_pin == 5), "drawer")

    @property
    def drawer_open(self) -> bool | None:
        """Is the drawer open? None where nobody can tell."""
        high = self.said.drawer_high if self.said is not None else None
        if high is None or self.setup.drawer_signal == "none":
            return None
        return high is (self.setup.drawer_signal == "high")

    def close(self) -> None:
        """Let the device go, as quiet as it was: other programs do not expect to be told."""
        if self._told:
            with suppress(LinkFailed):
                self.link.ask(ASB_OFF, _SETTLE_S)
        self._told = False
        self._hearing.forget_all()
        self.link.close()
