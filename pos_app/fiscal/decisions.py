"""What the machine answers with: writes for one transaction, then effects, then the new state."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pos_app.domain.register import Mode, OperationState
from pos_app.fiscal.clock import FiscalClock, Instant
from pos_app.fiscal.codes import Code
from pos_app.fiscal.state import Document, Pending, Refusal, Session, State


@dataclass(frozen=True, slots=True)
class AddOperation:
    """Put the row of a new operation in, with its bytes."""

    id: str


@dataclass(frozen=True, slots=True)
class SaveOperation:
    """An operation's state, tries and, where the server spoke, its document."""

    id: str
    state: OperationState
    attempts: int
    ambiguous_at: datetime | None = None
    reason: str | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class SaveStamp:
    """Our own code and date for a document; its bytes change with them. `why` is set for a second stamp (audited)."""

    id: str
    code: str | None
    date: datetime
    previous_id: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class SaveCode:
    """A code's state (FREE, RESERVED, SPENT, BURNT) and whose it is."""

    code: str
    state: str
    operation: str | None = None


@dataclass(frozen=True, slots=True)
class AddCodes:
    """Codes the server listed for the first time."""

    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class SaveSession:
    """A stay offline, begun or ended."""

    session: Session
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class SaveMode:
    """The register's mode."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class SaveClock:
    """The clock's memory, and when a request was unclear last."""

    clock: FiscalClock
    ambiguous_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueuePrint:
    """The document's print job: one, whatever happens."""

    id: str


@dataclass(frozen=True, slots=True)
class ReprintDue:
    """The paper differs from what the server has: put it on the reprint list."""

    id: str


@dataclass(frozen=True, slots=True)
class GiveBack:
    """The receipt goes back to where it came from, in the same transaction."""

    id: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class LoseShift:
    """The server has closed the shift without us."""

    id: str


@dataclass(frozen=True, slots=True)
class Note:
    """A row of the journal."""

    kind: str
    body: dict[str, Any]


Write = (
    AddOperation
    | SaveOperation
    | SaveStamp
    | SaveCode
    | AddCodes
    | SaveSession
    | SaveMode
    | SaveClock
    | QueuePrint
    | ReprintDue
    | GiveBack
    | LoseShift
    | Note
)


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
    """The free codes as the server has them (never `ask`), and its last date."""


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


@dataclass(frozen=True, slots=True)
class Decision:
    """Apply `writes` in one transaction, then carry out `effects`; `state` is what holds from now on."""

    writes: tuple[Write, ...]
    effects: tuple[Effect, ...]
    state: State


@dataclass(slots=True)
class Draft:
    """A decision in the making; lives inside one call of `decide` and is never seen outside."""

    state: State
    now: Instant
    writes: list[Write] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)

    def change(self, **changes: Any) -> None:
        """Replace fields of the state."""
        self.state = replace(self.state, **changes)

    def change_way(self, **changes: Any) -> None:
        """Replace fields of the register's errands."""
        self.change(way=replace(self.state.way, **changes))

    def put(self, item: Pending) -> Pending:
        """Put an operation back in its place."""
        self.change(
            queue=tuple(item if one.id == item.id else one for one in self.state.queue),
            polls=tuple(item if one.id == item.id else one for one in self.state.polls),
        )
        return item

    def drop(self, item: Pending) -> None:
        """The operation is finished."""
        self.change(
            queue=tuple(one for one in self.state.queue if one.id != item.id),
            polls=tuple(one for one in self.state.polls if one.id != item.id),
        )

    def save(
        self, item: Pending, *, document: Document | None = None, reason: str | None = None, unclear: bool = False
    ) -> Pending:
        """Put an operation back and write it; `unclear` notes the moment for the quarantine."""
        at = self.now.wall if unclear else None
        self.write(SaveOperation(item.id, item.state, item.attempts, at, reason, document))
        if unclear:
            self.write(SaveClock(self.state.clock, at))
            self.change_way(quiet_until=self.now.mono + self.state.rules.quarantine_s)
        return self.put(item)

    def write(self, *writes: Write) -> None:
        """Add to the transaction."""
        self.writes.extend(writes)

    def act(self, *effects: Effect) -> None:
        """Add to what is done after the transaction."""
        self.effects.extend(effects)

    def set_mode(self, mode: Mode) -> None:
        """Change the mode, on disk too."""
        if mode is not self.state.mode:
            self.write(SaveMode(mode), Note("mode", {"from": self.state.mode, "to": mode}))
            self.change(mode=mode)

    def decision(self) -> Decision:
        """What came of it."""
        return Decision(tuple(self.writes), tuple(self.effects), self.state)
