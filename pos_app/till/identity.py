"""Who is standing at the till: a person told by PIN or badge, without signing anybody in or out."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from pos_app.checkbox.errors import AnswerClass, CheckboxError
from pos_app.checkbox.models.cashier import Me
from pos_app.domain.errors import Unreachable, refused
from pos_app.till.lockout import PinLockout
from pos_app.till.people_state import Proof
from pos_app.till.rights import rights_of
from pos_app.till.state import Cashier
from pos_app.till.verifier import PinVerifier


class Identifier(Protocol):
    """Checkbox asked whose PIN this is; the token of whoever is signed in stays as it is."""

    async def whose_pin(self, pin: str) -> Me: ...


class BadgeOpener(Protocol):
    """Opens the PIN that a badge's owner sealed with it."""

    async def pin_of(self, code: str) -> str: ...


class Identity:
    """Every wrong try counts for the one lock of this till."""

    def __init__(
        self,
        account: Identifier,
        badges: BadgeOpener,
        *,
        lockout: PinLockout,
        verifier: PinVerifier,
        applied: Callable[[Cashier], Cashier],
    ) -> None:
        """`applied` puts the shop's roles on a person whom Checkbox knows."""
        self._account = account
        self._badges = badges
        self._lockout = lockout
        self._verifier = verifier
        self._applied = applied
        self._one = asyncio.Lock()

    async def proven(self, proof: Proof) -> tuple[Cashier, str]:
        """→ the person, with the rights of his role, and his PIN. `wrong_pin`, `badge_unknown`, `pin_locked`."""
        # one after another: many guesses at once would all begin before the first is counted
        async with self._one:
            self._lockout.check()
            pin = await self._badges.pin_of(proof.badge) if proof.badge else proof.pin_code
            person = await self._verifier.find(pin) if pin else None
            if person is None:
                person = await self._by_checkbox(pin)
            return self._applied(person), pin

    def taken(self, *, own: bool = False) -> None:
        """What the person was asked for has been given: the count of wrong tries begins anew.

        `own`: he has opened his own lock. That takes one of them away: with all of them gone he could try a few PINs
        of a senior, lock, open, and try again for ever.
        """
        if own:
            self._lockout.forgive_one()
        else:
            self._lockout.succeeded()

    async def _by_checkbox(self, pin: str) -> Cashier:
        if not pin:
            raise refused("wrong_pin")
        try:
            me = await self._account.whose_pin(pin)
        except CheckboxError as error:
            if error.answer is AnswerClass.CREDENTIALS:
                self._lockout.failed()
                raise refused("wrong_pin", error.message) from error
            if self._verifier.knows_anyone() and isinstance(error, Unreachable):
                # nobody answers: a PIN that nobody here has signed in with is a wrong one, as at the sign-in; were it
                # not counted, guesses would be free for as long as Checkbox is ill, and a right one is known here
                self._lockout.failed()
                raise refused("wrong_pin") from error
            raise
        person = Cashier(str(me.id), me.full_name, rights_of(me))
        await self._verifier.renew(person, pin)
        return person
