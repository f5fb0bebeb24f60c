"""Card payments through a terminal: on disk before the terminal hears of them, asked again until they are known.

A payment whose answer was lost is never sent again: the terminal is asked what became of it, by itself and when the
cashier says so, also after a restart. Only the terminal's memory, or a person with a reason, settles it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final

from pos_app.devices.terminal import CardAnswer, CardTerminal, NotAsked, TerminalStep, Unsure
from pos_app.domain.card import OPEN, Approval, Attempt, AttemptKind, AttemptState
from pos_app.domain.errors import PosError, refused
from pos_app.domain.slips import Verdict, judge, numbers_since
from pos_app.till.attempts import AttemptBook
from pos_app.till.core import Core

logger = logging.getLogger(__name__)

ASK_FIRST_S: Final = 0.5
"""So soon the terminal is asked what became of a payment; then every `ASK_EVERY_S`."""
ASK_EVERY_S: Final = 2.5
"""Known within ten seconds of the terminal's coming back: one question may be lost, "nothing" is said twice."""
QUIET_S: Final = 2.0
"""A terminal that knows of nothing must say so twice, so far apart: our request may lie in its buffer still."""

Move = Callable[[], Awaitable[CardAnswer]]


class CardDesk:
    """The one that speaks to the terminal."""

    def __init__(self, core: Core, terminal: CardTerminal, book: AttemptBook) -> None:
        self._core = core
        self._terminal = terminal
        self._book = book
        self._running: dict[str, asyncio.Task[Attempt]] = {}
        self._asking = asyncio.Lock()
        self._watch: asyncio.Task[None] | None = None
        self._ended_for_good = False
        self._nothing_since: dict[str, float] = {}
        self.use(terminal)

    def use(self, terminal: CardTerminal) -> None:
        """From now on cards are charged there; with nothing left unsettled on the one before."""
        self._terminal = terminal
        self._core.board.show(card=replace(self._core.board.state.card, manual=terminal.is_manual))

    @property
    def is_manual(self) -> bool:
        """Is there no terminal to speak to?"""
        return self._terminal.is_manual

    # life

    def resume(self) -> None:
        """After a start: what the terminal never heard of is nothing, what it may have heard of is asked about."""
        for attempt in self._book.open():
            if attempt.state is AttemptState.INTENT:
                self._book.save(attempt.not_charged("Касу було вимкнено до запиту на термінал."))
            elif attempt.state is AttemptState.ASKED:
                self._book.save(attempt.unsure("Касу було вимкнено під час оплати."))
        self._book.show()
        self._look_after()

    async def stop(self) -> None:
        """End: what is not known stays so on disk, and is asked about at the next start."""
        self._ended_for_good = True
        tasks: list[asyncio.Task[Any]] = [*self._running.values()]
        if self._running:
            await self._terminal.interrupt()
        if self._watch is not None:
            tasks.append(self._watch)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # asking for money

    async def take(self, attempt: Attempt) -> Attempt:
        """Ask the terminal for a purchase whose INTENT is on disk; → what came of it, whatever it is."""
        return await self._run(attempt, lambda: self._terminal.purchase(attempt.amount, self._told))

    async def give(self, attempt: Attempt, rrn: str) -> Attempt:
        """Ask the terminal for a refund whose INTENT is on disk."""
        return await self._run(attempt, lambda: self._terminal.refund(attempt.amount, rrn, self._told))

    async def undo(self, attempt: Attempt, purchase: Attempt) -> Attempt:
        """Ask the terminal to undo a purchase; the reversal's INTENT is on disk."""
        assert purchase.approval is not None  # only approved ones are undone
        approval = purchase.approval
        if attempt.manual:
            return self._approved(self._book.save(attempt.asked("")), approval)
        return await self._run(attempt, lambda: self._terminal.reverse(approval, self._told))

    async def _run(self, attempt: Attempt, move: Move) -> Attempt:
        """To its end, though the caller goes away."""
        task = asyncio.ensure_future(self._ask_terminal(attempt, move))
        self._running[attempt.id] = task
        task.add_done_callback(lambda done: self._ended(attempt.id, done))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                raise refused("not_available", "Касу вимикають.") from None
            raise

    def _ended(self, attempt_id: str, task: "asyncio.Task[Attempt]") -> None:
        del self._running[attempt_id]
        if not task.cancelled():
            # a caller that went away must not turn a full disk into a warning
            task.exception()
        if not self._ended_for_good:
            self._told(TerminalStep.NONE)
            self._look_after()

    async def _ask_terminal(self, attempt: Attempt, move: Move) -> Attempt:
        async with self._asking:
            try:
                if await self._terminal.is_busy():
                    raise NotAsked("Термінал зайнятий іншою операцією.")
                last = await self._terminal.slip()
            except NotAsked as error:
                return self._book.save(attempt.not_charged(error.message))
            attempt = self._book.save(attempt.asked(last.number if last else ""))
            try:
                answer = await move()
            except NotAsked as error:
                return self._book.save(attempt.not_charged(error.message))
            except Unsure as error:
                return self._book.save(attempt.unsure(error.message))
            return self._heard(attempt, answer)

    def _heard(self, attempt: Attempt, answer: CardAnswer) -> Attempt:
        if answer.approval is None:
            return self._book.save(attempt.declined(answer.reason))
        slip = answer.approval.slip
        repeated = bool(answer.approval.receipt_no) and answer.approval.receipt_no == attempt.before
        if repeated or self._core.store.payments.claimed([slip] if slip else []):
            # the answer to an earlier question, told once more
            return self._book.save(attempt.unsure("Термінал повторив чек іншої оплати."))
        return self._approved(attempt, answer.approval)

    def _approved(self, attempt: Attempt, approval: Approval) -> Attempt:
        """Money has moved. A reversal and the purchase that it undoes end together."""
        if attempt.kind is not AttemptKind.REVERSAL or attempt.of is None:
            return self._book.save(attempt.approved(approval))
        with self._core.store.transaction():
            done = self._book.save(self._book.save(attempt.approved(approval)).tied(attempt.of))
            self._book.save(self._book.find(attempt.of).reversed(done.id))
        return done

    def settled_by_hand(self, attempt: Attempt, approval: Approval, *, by: str) -> Attempt:
        """A person holds the slip."""
        if attempt.state is not AttemptState.UNKNOWN:
            attempt = self._book.save(attempt.unsure(""))
        self._core.journal("payment.decided", {"payment": attempt.id, "charged": True, "by": by})
        return self._approved(attempt, approval)

    def _told(self, step: TerminalStep) -> None:
        self._core.board.show(card=replace(self._core.board.state.card, step=step.value))

    async def interrupt(self) -> None:
        """The cashier wants the terminal to give up; the payment that runs tells what came of it."""
        await self._terminal.interrupt()

    # asking what became of it

    def is_running(self, attempt_id: str) -> bool:
        """Does the terminal work on it just now?"""
        return attempt_id in self._running

    async def check(self, attempt: Attempt) -> Attempt:
        """Ask the terminal what became of a payment; → it as it stands then."""
        if self.is_running(attempt.id):
            return attempt
        async with self._asking:
            try:
                verdict = await self._verdict(attempt)
            except NotAsked as error:
                verdict = Verdict(words=error.message)
            attempt = self._book.find(attempt.id)
            return self._settle(attempt, verdict) if attempt.state in OPEN else attempt

    async def _verdict(self, attempt: Attempt) -> Verdict:
        if await self._terminal.is_busy():
            return Verdict(words="Термінал ще працює з карткою.")
        last = await self._terminal.slip()
        before = attempt.before or ""
        if last is None or last.number == before:
            return self._nothing(attempt)
        numbers = numbers_since(before, last.number)
        found = [last]
        if numbers is not None:
            read = [last if number == last.number else await self._terminal.slip(number) for number in numbers]
            found = [slip for slip in read if slip is not None]
        # with no slip known from before, those between are not looked at
        complete = numbers is not None and bool(before) and len(found) == len(numbers)
        keys = [slip.approval.slip for slip in found if slip.approval is not None and slip.approval.slip]
        verdict = judge(attempt, found, self._core.store.payments.claimed(keys), complete=complete)
        return self._nothing(attempt) if verdict.nothing else verdict

    def _nothing(self, attempt: Attempt) -> Verdict:
        """The terminal knows of nothing: believed when it says so twice."""
        now = self._core.clock.monotonic()
        since = self._nothing_since.setdefault(attempt.id, now)
        words = "На терміналі такої оплати немає."
        return Verdict(nothing=now - since >= QUIET_S, words=words)

    def _settle(self, attempt: Attempt, verdict: Verdict) -> Attempt:
        if attempt.state is AttemptState.INTENT:
            return self._book.save(attempt.not_charged("Термінал про цю оплату не питали."))
        if attempt.state is AttemptState.ASKED:
            attempt = self._book.save(attempt.unsure(verdict.words))
        if verdict.approval is not None:
            return self._approved(attempt, verdict.approval)
        if verdict.nothing:
            return self._book.save(attempt.not_charged(verdict.words))
        if verdict.words != attempt.reason:
            attempt = self._book.save(replace(attempt, reason=verdict.words))
        return attempt

    def _look_after(self) -> None:
        """Ask by itself as long as something is not known."""
        if self.is_manual or (self._watch is not None and not self._watch.done()):
            return
        self._watch = asyncio.ensure_future(self._ask_until_known())

    async def _ask_until_known(self) -> None:
        pause = ASK_FIRST_S
        while any(not self.is_running(one.id) for one in self._book.open()):
            await asyncio.sleep(pause)
            pause = ASK_EVERY_S
            for attempt in self._book.open():
                try:
                    await self.check(attempt)
                except PosError as error:
                    # a full disk: what the terminal said is asked for once more
                    logger.error("a card payment cannot be written: %s", error.code)
