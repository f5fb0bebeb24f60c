"""What can happen to the machine; every event carries its moment, so the machine needs no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pos_app.checkbox.errors import AnswerClass
from pos_app.fiscal.clock import Instant
from pos_app.fiscal.codes import Code
from pos_app.fiscal.rules import LONGEST_WAIT_S
from pos_app.fiscal.state import UNREACHABLE, Document, Mended, Pending, Refusal, ShiftFacts, ShiftPaper


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of Checkbox, told apart. `refusal`: what the cashier would read; `wait_s`: how long it asks to wait."""

    answer: AnswerClass
    document: Document | None = None
    refusal: Refusal = UNREACHABLE
    wait_s: float | None = None

    def pause(self, otherwise: float) -> float:
        """Seconds until the next try: as the server asks, within reason."""
        return otherwise if self.wait_s is None else min(self.wait_s, LONGEST_WAIT_S)

    @property
    def is_refusal(self) -> bool:
        """Checkbox answered, and not what it was asked: that does not pass by itself."""
        return self.answer not in {AnswerClass.NOT_SENT, AnswerClass.AMBIGUOUS, AnswerClass.THROTTLED}


@dataclass(frozen=True, slots=True)
class RegisterSeen:
    """What `info` says of the register."""

    offline_mode: bool
    stay_offline: bool
    has_shift: bool = True
    register: str = ""
    """Its UUID."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened at `now`."""

    now: Instant


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """The program has started, with what was on disk already in the state."""

    quiet_s: float = 0.0
    """How long a copy of the last unclear request may still arrive."""


@dataclass(frozen=True, slots=True)
class Submitted(Event):
    """A new operation; `admission` has let it in."""

    item: Pending


@dataclass(frozen=True, slots=True)
class Posted(Event):
    """The answer to `SendOperation(id, attempt)`."""

    id: str
    attempt: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class Asked(Event):
    """The answer to `AskReceipt(id)` or `PollReceipt(id)`."""

    id: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class ShiftSeen(Event):
    """The answer to `ReadShift(id)`: is a shift open there? None: nobody could say."""

    id: str
    opened: bool | None
    paper: ShiftPaper | None = None


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """The answer to `SignInAgain`."""

    ok: bool


@dataclass(frozen=True, slots=True)
class SignatureSeen(Event):
    """The answer to `CheckSignature`; None: nobody could say."""

    online: bool | None


@dataclass(frozen=True, slots=True)
class InfoSeen(Event):
    """The answer to `ReadInfo`; None: Checkbox is out of reach, or would not tell (`reply`)."""

    register: RegisterSeen | None
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class ServerTime(Event):
    """An answer carried the server's time."""

    server: datetime


@dataclass(frozen=True, slots=True)
class Woke(Event):
    """The moment asked for by `WakeAt` has come."""


@dataclass(frozen=True, slots=True)
class Nudged(Event):
    """Something changed for the better (a cashier signed in, settings were mended): try now."""


@dataclass(frozen=True, slots=True)
class Awaited(Event):
    """Somebody waits once more for an operation that is in the line from before, until `deadline` (monotonic)."""

    id: str
    deadline: float


@dataclass(frozen=True, slots=True)
class ShiftAdopted(Event):
    """A shift that is open at the server is ours to work in."""

    shift: ShiftFacts


@dataclass(frozen=True, slots=True)
class ShiftOver(Event):
    """The shift that was open here is closed at the server, and not by us."""


@dataclass(frozen=True, slots=True)
class SellerCached(Event):
    """Taxes and the seller's rows are on disk: an offline receipt could be printed. And the server's pace."""

    pace: tuple[int, float]


@dataclass(frozen=True, slots=True)
class CodesSeen(Event):
    """The answer to `ReadCodes`: the free codes there. None: it could not be read. `complete`: no more than these."""

    codes: Sequence[Code] | None
    complete: bool = False
    last_date: datetime | None = None
    """The date of the server's last document, where it could be read."""
    reply: Reply | None = None
    """What came instead, where it could not be read."""


@dataclass(frozen=True, slots=True)
class RefillDue(Event):
    """A good moment to fill the pool of codes: ask for more where that is allowed, then read what there is."""


@dataclass(frozen=True, slots=True)
class CodesAsked(Event):
    """The tax service was asked for codes; however that ended, there may be some."""


@dataclass(frozen=True, slots=True)
class CodesListed(Event):
    """The answer to `ListCodes`; None: it could not be read. `complete`: no more than these."""

    codes: Sequence[Code] | None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class HoursSeen(Event):
    """How long the register has been offline by Checkbox's count: in a row (zero: it is not), and this month."""

    in_row: timedelta
    in_month: timedelta


@dataclass(frozen=True, slots=True)
class WentOffline(Event):
    """The answer to `GoOffline`."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class WentOnline(Event):
    """The answer to `GoOnline`; ok says only that the command was taken."""

    ok: bool


@dataclass(frozen=True, slots=True)
class Pinged(Event):
    """The answer to `Ping`: did the tax service say anything at all? None: Checkbox did not answer."""

    alive: bool | None


@dataclass(frozen=True, slots=True)
class AskAgain(Event):
    """A manager: ask the server about a stopped document once more, and go on if it is in order."""

    id: str


@dataclass(frozen=True, slots=True)
class Mend(Event):
    """A manager has mended a refused document: its new bytes go under the same UUID."""

    id: str
    mended: Mended


@dataclass(frozen=True, slots=True)
class SetAside(Event):
    """A manager: leave this document as it is, with a reason, and go on."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlarmSeen(Event):
    """A manager has read the alarm."""


@dataclass(frozen=True, slots=True)
class TimeConfirmed(Event):
    """A manager says the computer's clock is right; `by` is who."""

    by: str = ""


@dataclass(frozen=True, slots=True)
class Alarmed(Event):
    """Sums do not agree with the server's."""

    refusal: Refusal
