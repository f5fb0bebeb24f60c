"""What the payment pane asks of the card terminal, and how far that is; the pane draws it."""

from collections.abc import Callable, Sequence

from pos_app.domain.card import Attempt, AttemptKind, AttemptState
from pos_app.domain.errors import PosError, refused
from pos_app.till.state import TillState
from pos_app.ui.card_words import Phase, partly_paid, phase_of
from pos_app.ui.desk import Desk


class CardCharge:
    """One pane's dealings with the terminal. `changed` draws the pane anew."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        self._desk = desk
        self._changed = changed
        self._charging = False
        self.typing = False
        """Does the cashier type what the slip says, though there is a terminal to speak to?"""
        self.waits = False
        """Does this pane wait to know what became of its charge, to go on with the sale?"""

    @property
    def by_hand(self) -> bool:
        """Is the card's word typed in?"""
        return self._desk.state.card.manual or self.typing

    @property
    def _mine(self) -> Sequence[Attempt]:
        state = self._desk.state
        return state.card.of(state.cart)

    @property
    def unknown(self) -> Attempt | None:
        """The basket's payment of which nobody knows what became."""
        return next((one for one in self._mine if one.is_open), None)

    def phase(self, *, paying: bool, unsure: bool, left: int) -> Phase:
        """How far the card is. `unsure`: the receipt's fate is not known; `left`: kopecks that no card has paid."""
        if self._charging:
            return Phase.WORKING
        known = phase_of(self._desk.state)
        if known in {Phase.WORKING, Phase.UNKNOWN}:
            return known
        if paying:
            return Phase.PAYING
        if known is Phase.HELD and left > 0:
            return Phase.READY
        return Phase.CHECKBOX if unsure else known

    def known_at_last(self, state: TillState) -> bool:
        """Is it known now what this pane waited for? Told once."""
        if not self.waits or phase_of(state) is Phase.UNKNOWN:
            return False
        self.waits = False
        return True

    async def charge(self, wanted: int) -> None:
        """Ask the terminal for so many kopecks; raises for what it did not approve whole."""
        self._charging = True
        self._changed()
        try:
            attempt = await self._desk.run(lambda till: till.charge(wanted))
        finally:
            self._charging = False
            self._changed()
        if not attempt.is_loose or attempt.moved != wanted:
            self.waits = attempt.is_open
            raise why_not(attempt)

    async def ask(self, rrn: str, auth_code: str) -> bool:
        """What became of it: the terminal says, or the slip in the cashier's hand. → was the slip taken?"""
        unknown, self.waits = self.unknown, True
        if unknown is None:
            return False
        if self.typing:
            return (await self._desk.attempt(lambda till: till.payment_charged(unknown.id, rrn, auth_code))) is not None
        await self._desk.attempt(lambda till: till.check_payment(unknown.id))
        return False

    async def reverse(self) -> None:
        """The customer wants the money back, or it was the wrong sum."""
        for attempt in self._mine:
            if attempt.is_loose and not attempt.manual:
                await self._give_back(attempt.id)

    async def _give_back(self, attempt_id: str) -> None:
        reversal = await self._desk.attempt(lambda till: till.reverse_payment(attempt_id))
        if reversal is not None and reversal.state is not AttemptState.TIED:
            self._desk.complain(why_not(reversal))


def why_not(attempt: Attempt) -> PosError:
    """Why a charge or a reversal did not go through, as an error for the strip."""
    if attempt.is_open:
        return refused("payment_unknown")
    if attempt.is_loose:
        bought = attempt.kind is AttemptKind.PURCHASE
        return refused("card_partial", partly_paid(attempt.moved, attempt.amount) if bought else "")
    code = "card_declined" if attempt.state is AttemptState.DECLINED else "terminal_failed"
    return refused(code, attempt.reason)
