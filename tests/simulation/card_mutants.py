"""Tills broken on purpose in how they treat card payments: invariant 13 must catch each. Nothing here is shipped."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from unittest.mock import patch

from pos_app.devices.terminal import CardAnswer, Unsure
from pos_app.domain.card import Attempt, AttemptState
from pos_app.domain.payment import Payment
from pos_app.domain.slips import Slip, Verdict
from pos_app.till import card_desk, sale, tying
from pos_app.till.attempts import AttemptBook
from pos_app.till.card_desk import CardDesk
from tests.simulation.card_play import make_plan
from tests.simulation.plan import Event, Plan


@dataclass(frozen=True)
class CardMutant:
    """`wrong`: what the code does wrong, in a sentence; `where`: the drill or the seed that catches it."""

    name: str
    wrong: str
    where: int | str
    broken: Callable[[], Any]

    @property
    def plan(self) -> Plan:
        """The plan that catches it."""
        return DRILLS[self.where] if isinstance(self.where, str) else make_plan(self.where)


def plan_of(*events: tuple[str, Mapping[str, Any]]) -> Plan:
    """A day of just these events."""
    steps = tuple(Event(kind, args) for kind, args in events)
    return Plan(77, datetime(2026, 3, 2, 7, 0, tzinfo=UTC), steps, {"offline": True}, {})


def _fault(kind: str, amount: int = 500) -> tuple[str, Mapping[str, Any]]:
    return ("fault", {"kind": kind, "seconds": 30, "amount": amount})


_SALE: Final = ("sale", {"seed": 3})

DRILLS: Final[Mapping[str, Plan]] = {
    "card-silent": plan_of(_SALE, _fault("silent"), ("sale", {"seed": 5}), _SALE),
    "card-somebody-else": plan_of(
        _SALE, _fault("cut_before"), ("somebody", {"amount": 7700, "after": 2}), _SALE, ("sale", {"seed": 5})
    ),
    "card-two-alike": plan_of(_SALE, _SALE),
    "card-refused-by-checkbox": plan_of(_SALE, ("signer", {"s": 60}), ("sale", {"seed": 5}), _SALE, _SALE),
}


def _replaced(where: Any, name: str, by: Any) -> Callable[[], Any]:
    return lambda: patch.object(where, name, by)


Move = Callable[[], Awaitable[CardAnswer]]


def _charges_again() -> Callable[..., Any]:
    real = CardDesk._ask_terminal

    async def ask(self: CardDesk, attempt: Attempt, move: Move) -> Attempt:
        async def twice() -> CardAnswer:
            try:
                return await move()
            except Unsure:
                return await move()

        return await real(self, attempt, twice)

    return ask


def _silence_is_no() -> Callable[..., Any]:
    real = CardDesk._ask_terminal

    async def ask(self: CardDesk, attempt: Attempt, move: Move) -> Attempt:
        async def sure() -> CardAnswer:
            try:
                return await move()
            except Unsure as error:
                return CardAnswer(None, error.message)

        return await real(self, attempt, sure)

    return ask


def _forgets_at_start(self: CardDesk) -> None:
    for attempt in self._book.open():
        if attempt.state is AttemptState.ASKED:
            attempt = self._book.save(attempt.unsure(""))
        self._book.save(attempt.not_charged("забуто"))


def _any_slip(attempt: Attempt, slips: Sequence[Slip], claimed: Collection[str], *, complete: bool) -> Verdict:
    approved = [slip for slip in slips if slip.approval is not None]
    return Verdict(approval=approved[-1].approval) if approved else Verdict(nothing=complete)


@contextmanager
def _asks_first() -> Iterator[None]:
    real = CardDesk._ask_terminal

    async def ask(self: CardDesk, attempt: Attempt, move: Move) -> Attempt:
        late: list[Attempt] = []

        async def before() -> CardAnswer:
            answer = await move()
            real_save(self._book, late[0])
            return answer

        def keep(book: AttemptBook, one: Attempt, **more: Any) -> Attempt:
            if one.state is AttemptState.ASKED and not late:
                late.append(one)
                return one
            return real_save(book, one, **more)

        with patch.object(AttemptBook, "save", keep):
            return await real(self, attempt, before)

    real_save = AttemptBook.save
    with patch.object(CardDesk, "_ask_terminal", ask):
        yield


def never_tied(core: Any, book: AttemptBook, tied: tying.Tied, kind: Any, receipt: Any) -> None:
    """What a terminal approved stays loose."""
    for payment in tied.given:
        attempt = tying.manual_attempt(core.new_id(), kind, payment, receipt.sold_at, document=receipt.id, cashier="")
        book.tie(book.add(attempt), receipt.id)


def lost_when_refused(self: AttemptBook, document_id: str) -> None:
    """The payment stays with a sale that is none."""


def _reversal_without_money(self: CardDesk, attempt: Attempt, purchase: Attempt) -> Any:
    async def done() -> Attempt:
        assert purchase.approval is not None
        return self._approved(self._book.save(attempt.asked("")), replace(purchase.approval, rrn="", receipt_no=""))

    return done()


@contextmanager
def _ties_twice() -> Iterator[None]:
    """The first approval that was ever tied is tied again, to the next sale of the same sum."""
    real, first = tying.tie, list[Attempt]()

    def tie(payments: Sequence[Payment], held: Sequence[Attempt], *, by_hand: bool) -> tying.Tied:
        tied = real(payments, held, by_hand=by_hand)
        if not first:
            first.extend(tied.waiting)
            return tied
        again = {one.moved: one for one in first}
        waiting = tuple(again.get(one.moved, one) for one in tied.waiting)
        rrns = {old.approval: new.approval for old, new in zip(tied.waiting, waiting, strict=True)}
        details = {old.rrn: new.details() for old, new in rrns.items() if old is not None and new is not None}
        made = tuple(
            replace(one, details=details.get(str(one.details.get("rrn")), one.details)) for one in tied.payments
        )
        return replace(tied, payments=made, waiting=waiting)

    with patch.object(sale, "tie", tie):
        yield


MUTANTS: Final = (
    CardMutant(
        "charges-again", "a charge is sent again after silence", "card-silent",
        lambda: patch.object(CardDesk, "_ask_terminal", _charges_again()),
    ),
    CardMutant(
        "silence-is-no", "no answer counts as declined", "card-silent",
        lambda: patch.object(CardDesk, "_ask_terminal", _silence_is_no()),
    ),
    CardMutant(
        "forgets-at-start", "a start takes what was under way for not charged", 2,
        _replaced(CardDesk, "resume", _forgets_at_start),
    ),
    CardMutant(
        "any-slip-is-ours", "the terminal's last slip is taken for ours", "card-somebody-else",
        _replaced(card_desk, "judge", _any_slip),
    ),
    CardMutant(
        "asks-first", "the terminal hears before the disk", "card-silent", _asks_first,
    ),
    CardMutant(
        "never-tied", "a sale does not tie its approval", "card-silent",
        lambda: patch.object(sale, "write_tied", never_tied),
    ),
    CardMutant(
        "ties-twice", "an approval is tied to a second sale", "card-two-alike", _ties_twice,
    ),
    CardMutant(
        "lost-when-refused", "a refused sale keeps its approval for ever", "card-refused-by-checkbox",
        _replaced(AttemptBook, "loosen", lost_when_refused),
    ),
    CardMutant(
        "reverses-on-paper", "a reversal is written and the terminal not asked", 1,
        _replaced(CardDesk, "undo", _reversal_without_money),
    ),
)  # fmt: skip
