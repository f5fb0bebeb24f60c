"""What the machine knows: the queue in its order, the register's mode and clocks. Values, never changed in place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from pos_app.domain.receipt import FiscalStamp, Receipt
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal.budget import ServerHours, Stay
from pos_app.fiscal.clock import FiscalClock
from pos_app.fiscal.codes import Code, CodePool
from pos_app.fiscal.rules import DEFAULT_PACE, FiscalRules

RECEIPTS: Final = frozenset({OperationKind.SELL, OperationKind.RETURN, OperationKind.CASH_WITHDRAWAL})
"""What the tax service numbers, beside the shift itself."""
WITH_GOODS: Final = frozenset({OperationKind.SELL, OperationKind.RETURN})
CASH_MOVEMENTS: Final = frozenset({OperationKind.SERVICE_IN, OperationKind.SERVICE_OUT})
SHIFT_KINDS: Final = frozenset({OperationKind.SHIFT_OPEN, OperationKind.SHIFT_CLOSE})

GoodPrint = tuple[str, int, int, bool]
"""(code, price, quantity, is a return) of one good."""


class Doing(StrEnum):
    """What is under way for an operation just now."""

    IDLE = "IDLE"
    POSTING = "POSTING"
    ASKING = "ASKING"
    READING_SHIFT = "READING_SHIFT"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something went back or stopped: a stable code, what the cashier reads, the line and the field it is about.

    `field` is a `MendField`, empty where the server named no place that can be mended.
    """

    code: str
    message: str = ""
    line: int | None = None
    field: str = ""


UNREACHABLE: Final = Refusal("unreachable")
NOT_SHOWN: Final = Refusal("attention_needed", "Checkbox знає цей чек, але не показує його.")
CLOSING: Final = Refusal("shift_not_open", "Зміна закривається. Завершіть її закриття і відкрийте нову.")


@dataclass(frozen=True, slots=True)
class ShiftPaper:
    """A shift as the server tells it; `z_report` is the raw text of its Z, kopecks inside; `money` by the names of
    `ShiftSums`: what it holds so far; `register`: the UUID of the register that it is open on, empty where not told,
    `register_number` its fiscal number."""

    id: str
    status: str
    serial: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    initial_cash: int = 0
    z_report: str | None = None
    money: Mapping[str, int] = field(default_factory=dict)
    register: str = ""
    register_number: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What the server says of an operation. `final`: nothing more will come; `failed`: its word for why not;
    `register`: the UUID of the register that it is on, empty where not told."""

    id: str
    final: bool
    failed: str = ""
    total: int | None = None
    goods: tuple[GoodPrint, ...] | None = None
    stamp: FiscalStamp | None = None
    shift: ShiftPaper | None = None
    register: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the server's document must come to. `goods` None: by its total alone, as the receipts of an order, which
    tell goods that another one of them sold.
    """

    total: int
    goods: tuple[GoodPrint, ...] | None = ()

    def differs(self, document: Document) -> bool:
        """Is the server's document another than ours? What the server does not tell is not compared."""
        if document.total is not None and document.total != self.total:
            return True
        if self.goods is None or document.goods is None:
            return False
        return sorted(document.goods) != sorted(self.goods)


@dataclass(frozen=True, slots=True)
class Mended:
    """A document as a manager has mended it: the bytes, the receipt they are of, and what the server's must come to.

    `note`: who changed what, for the journal; `shown`: does its paper show any of it?
    """

    body: bytes
    receipt: Receipt
    expected: Expected
    note: Mapping[str, Any]
    shown: bool


@dataclass(frozen=True, slots=True)
class OwnStamp:
    """Our own offline code and the date given with it; a cash movement has the date alone."""

    date: datetime
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """One operation that is not finished. Times `not_before` and `deadline` are monotonic seconds.

    `maybe_sent`: the server may have it although it did not say so; `cleared`: it was asked and did not know it, so
    the same bytes may go again; `taken`: a shift that the server accepted and is still opening or closing; `silent`:
    the last question about it got no usable answer; `duplicate`: the server has said that it has it; `heard`: the
    vendor's own words on why nobody answers; `online`: Checkbox alone can make it, no code of ours stands for it;
    `sold`: a customer was told that it is, so it goes back to no basket; `missed`: how often in a row the server did
    not know what it had taken, or told no number of it; `compared`: how often it was refused and its date and code were
    compared anew for it.
    """

    id: str
    kind: OperationKind
    state: OperationState = OperationState.INTENT
    expected: Expected | None = None
    attempts: int = 0
    tries: int = 0
    asks: int = 0
    maybe_sent: bool = False
    cleared: bool = False
    taken: bool = False
    silent: bool = False
    duplicate: bool = False
    signed_in: bool = False
    reopened: bool = False
    doing: Doing = Doing.IDLE
    not_before: float = 0.0
    deadline: float | None = None
    refusal: Refusal | None = None
    heard: str = ""
    stamp: OwnStamp | None = None
    online: bool = False
    sold: bool = False
    missed: int = 0
    compared: int = 0

    @property
    def never_sent(self) -> bool:
        """The server certainly does not have it: it may go back to the basket."""
        return not (self.maybe_sent or self.taken or self.doing is Doing.POSTING)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many receipts the server takes in how many seconds, and when the last ones went (monotonic)."""

    count: int = DEFAULT_PACE[0]
    seconds: float = DEFAULT_PACE[1]
    sent: tuple[float, ...] = ()

    def ready_at(self) -> float:
        """The earliest moment for the next receipt."""
        return self.sent[-self.count] + self.seconds if len(self.sent) >= self.count else 0.0

    def after(self, mono: float) -> "Pace":
        """One more receipt went."""
        return replace(self, sent=(*self.sent, mono)[-self.count :])

    def answered(self, mono: float) -> "Pace":
        """The last one was answered: the server counts from a moment between; being too quick costs seconds."""
        return replace(self, sent=(*self.sent[:-1], mono)) if self.sent else self


@dataclass(frozen=True, slots=True)
class Session:
    """The stay offline that lasts: the date and code of our own go-offline."""

    id: str
    began: datetime
    code: Code


class DrainStep(StrEnum):
    """How far the way back is: wait out late copies, ask for the unclear, compare codes, go offline there, send."""

    SETTLE = "SETTLE"
    CODES = "CODES"
    READING = "READING"
    GO = "GO"
    GOING = "GOING"
    CHECK = "CHECK"
    SEND = "SEND"


@dataclass(frozen=True, slots=True)
class Way:
    """The errands of the register itself, apart from any document. Times are monotonic seconds.

    `goes`: how often in a row go-offline was sent and not done, `go_at`: when it may be sent again;
    `went`: the stay's go-offline was sent, so its code may be used there, whatever was answered; `both`: how often the
    register was found offline by our word and would not take what was made offline, since it last took something;
    `known_at`: when the server's last document was last known on this way back, read or just taken from us, or 0.
    """

    quiet_until: float = 0.0
    probe_at: float = 0.0
    probing: bool = False
    go_online_at: float = 0.0
    going_online: bool = False
    go_onlines: int = 0
    pinged: bool = False
    sent_offline: int = 0
    look: bool = False
    unreached: bool = False
    landed: bool = False
    both: int = 0
    went: bool = False
    goes: int = 0
    go_at: float = 0.0
    refused: bool = False
    known_at: float = 0.0
    step: DrainStep = DrainStep.SETTLE


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """The open shift: its id and since when."""

    id: str
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class State:
    """All of it. `queue`: what Checkbox does not certainly have, in order; `polls`: what it has, unfinished."""

    rules: FiscalRules = field(default_factory=FiscalRules)
    mode: Mode = Mode.NO_SHIFT
    queue: tuple[Pending, ...] = ()
    polls: tuple[Pending, ...] = ()
    shift: ShiftFacts | None = None
    clock: FiscalClock = field(default_factory=FiscalClock)
    pool: CodePool = field(default_factory=CodePool)
    stays: tuple[Stay, ...] = ()
    server_hours: ServerHours | None = None
    session: Session | None = None
    pace: Pace = field(default_factory=Pace)
    block: Refusal | None = None
    alarm: Refusal | None = None
    told_obstacle: str = ""
    """The code of what stands in the way of sales, as it was journalled last."""
    signer_off: bool = False
    signature_at: float = 0.0
    checking_signature: bool = False
    signing: bool = False
    server_offline: bool = False
    stay_offline: bool = False
    server_shift: bool = False
    register: str = ""
    """Checkbox's UUID of the register, as `info` told it last."""
    can_print_offline: bool = False
    last_receipt: str | None = None
    documents_since_ask: int | None = None
    refilling: bool = False
    way: Way = field(default_factory=Way)

    @property
    def shown_mode(self) -> Mode:
        """The mode as people see it: trouble first, then where the register stands."""
        if any(item.state is OperationState.ATTENTION for item in (*self.queue, *self.polls)) or self.alarm is not None:
            return Mode.NEEDS_ATTENTION
        if self.block is not None:
            return Mode.BLOCKED
        if self.mode is Mode.ONLINE and self.server_offline:
            return Mode.AUTO_OFFLINE
        return self.mode


def is_elsewhere(state: State, register: str) -> bool:
    """Is it another register than ours? Not where either is unknown."""
    return bool(register and state.register) and register != state.register


def unclear_close(state: State) -> Pending | None:
    """A close of which nobody knows yet: what joined behind it would be sold in a shift that is over."""
    return next((one for one in state.queue if one.kind is OperationKind.SHIFT_CLOSE and one.stamp is None), None)
