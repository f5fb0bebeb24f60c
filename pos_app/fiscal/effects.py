"""What a decision has done after its writes are on disk: calls to Checkbox, waking, and telling who waits."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.fiscal.state import Refusal


@dataclass(frozen=True, slots=True)
class SendOperation:
    """POST the stored bytes."""

    id: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Abandon:
    """Stop waiting for the answer of a POST: the queue goes on without it."""

    id: str


@dataclass(frozen=True, slots=True)
class AskReceipt:
    """GET the operation by its id: does the server have it?"""

    id: str


@dataclass(frozen=True, slots=True)
class PollReceipt:
    """GET the operation by its id: is it finished?"""

    id: str


@dataclass(frozen=True, slots=True)
class ReadShift:
    """Is a shift open at the server? For the operation that was told there is none."""

    id: str


@dataclass(frozen=True, slots=True)
class SignInAgain:
    """The token is gone: sign in with what is in memory."""


@dataclass(frozen=True, slots=True)
class CheckSignature:
    """Does the cashier's signature program answer?"""


@dataclass(frozen=True, slots=True)
class ReadInfo:
    """How the register stands: the only probe that changes nothing."""


@dataclass(frozen=True, slots=True)
class ReadCodes:
    """The server's last date and, where a shift is open there, the free codes as it has them (never `ask`).

    `sending`: in the middle of the way back; a document there without a date of its own yet is ours, just taken.
    """

    codes: bool = True
    sending: bool = False


@dataclass(frozen=True, slots=True)
class AskCodes:
    """Ask the tax service for codes; never with anything queued."""

    count: int


@dataclass(frozen=True, slots=True)
class ListCodes:
    """The free codes as the server has them, for the pool."""


@dataclass(frozen=True, slots=True)
class GoOffline:
    """Tell the server that the register has been offline since `date`."""

    date: datetime
    code: str


@dataclass(frozen=True, slots=True)
class GoOnline:
    """Begin the return to online."""


@dataclass(frozen=True, slots=True)
class Ping:
    """Ask the tax service itself; only while returning, and once."""


@dataclass(frozen=True, slots=True)
class WakeAt:
    """Send `Woke` at this monotonic second; replaces the last one."""

    mono: float


@dataclass(frozen=True, slots=True)
class Publish:
    """The status changed."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Whoever waits for this operation gets its stamp."""

    id: str


@dataclass(frozen=True, slots=True)
class ReturnToBasket:
    """Whoever waits is told why the receipt came back."""

    id: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """Whoever waits is told that the receipt is kept and will be settled by itself."""

    id: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Stopped:
    """Whoever waits is told that the server's document is not ours: a manager must look."""

    id: str
    refusal: Refusal


Effect = (
    SendOperation
    | Abandon
    | AskReceipt
    | PollReceipt
    | ReadShift
    | SignInAgain
    | CheckSignature
    | ReadInfo
    | ReadCodes
    | AskCodes
    | ListCodes
    | GoOffline
    | GoOnline
    | Ping
    | WakeAt
    | Publish
    | Settled
    | ReturnToBasket
    | Kept
    | Stopped
)
