"""The card terminal as the till needs it: asked to charge once, and asked again what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pos_app.domain.card import Approval
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.slips import Slip


class TerminalStep(StrEnum):
    """What the terminal is doing, as far as it says."""

    NONE = ""
    SENT = "sent"
    CARD = "card"
    PIN = "pin"
    BANK = "bank"
    CASHIER = "cashier"
    SLIP = "slip"


Told = Callable[[TerminalStep], None]
"""Hears of each step while the terminal works."""


class NotAsked(Unreachable):
    """The terminal was not reached: it has heard of no money."""

    default_code = "terminal_failed"


class Unsure(Unreachable):
    """It was asked, and nobody knows what became of it."""

    default_code = "payment_unknown"


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """The terminal's word: `approval`, or None with the reason of the refusal in words."""

    approval: Approval | None = None
    reason: str = ""


class CardTerminal(Protocol):
    """One terminal. `purchase`, `refund` and `reverse` raise `NotAsked` or `Unsure`; the questions raise `NotAsked`."""

    @property
    def is_manual(self) -> bool:
        """Does the cashier work it by hand, and tell the till what it said?"""
        ...

    async def purchase(self, amount: int, told: Told) -> CardAnswer:
        """Take so many kopecks."""
        ...

    async def refund(self, amount: int, rrn: str, told: Told) -> CardAnswer:
        """Give so many kopecks back to the card; `rrn` of the purchase, "" where it is not known."""
        ...

    async def reverse(self, approval: Approval, told: Told) -> CardAnswer:
        """Undo a purchase as if it had not been."""
        ...

    async def identify(self) -> str:
        """Its maker and model as it says them, "" where it does not; raises `NotAsked`."""
        ...

    async def is_busy(self) -> bool:
        """Is it still at work on something?"""
        ...

    async def slip(self, number: str = "") -> Slip | None:
        """A slip out of its memory, without a number the last one; None where it has none such."""
        ...

    async def interrupt(self) -> None:
        """Ask it to give up what it is doing; what comes of it is told by the one who waits."""
        ...


class ManualTerminal:
    """A terminal beside the till: the cashier types RRN and code, looks at the slip, and says yes or no.

    It can be asked nothing, so an unknown payment waits for a person. A reversal is made on it by hand.
    """

    is_manual = True

    async def purchase(self, amount: int, told: Told) -> CardAnswer:
        """Not for the till: the cashier does it and vouches for it when the sale is paid."""
        del amount, told
        raise refused("terminal_manual")

    async def refund(self, amount: int, rrn: str, told: Told) -> CardAnswer:
        """Not for the till either."""
        del amount, rrn, told
        raise refused("terminal_manual")

    async def reverse(self, approval: Approval, told: Told) -> CardAnswer:
        """The cashier says that it was done by hand."""
        del told
        return CardAnswer(approval)

    async def identify(self) -> str:
        """Nobody can ask it."""
        raise NotAsked("Термінал не під'єднано до каси. Подивіться на його чек.")

    async def is_busy(self) -> bool:
        """Nobody can ask it."""
        raise NotAsked("Термінал не під'єднано до каси. Подивіться на його чек.")

    async def slip(self, number: str = "") -> Slip | None:
        """Nobody can ask it."""
        del number
        raise NotAsked("Термінал не під'єднано до каси. Подивіться на його чек.")

    async def interrupt(self) -> None:
        """The cashier presses its red key."""
