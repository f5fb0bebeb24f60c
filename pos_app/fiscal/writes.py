"""What a decision puts on disk: plain values, all of one decision in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pos_app.domain.register import Mode, OperationState
from pos_app.fiscal.budget import ServerHours
from pos_app.fiscal.clock import FiscalClock
from pos_app.fiscal.codes import Code
from pos_app.fiscal.state import Document, Mended, Refusal, Session, ShiftPaper


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
    fault: Refusal | None = None
    """What the server objects to, for a document that a manager must look at."""


@dataclass(frozen=True, slots=True)
class SaveStamp:
    """Our own code and date for a document; its bytes change with them. `why` is set for a second stamp (audited)."""

    id: str
    code: str | None
    date: datetime
    previous_id: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class SaveMended:
    """Other bytes for a document under its own UUID, code and date; `note` tells who changed what (audited)."""

    id: str
    mended: Mended


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
class SaveHours:
    """The offline hours as the server counts them; `differs` where they are far from ours (seconds, for people)."""

    hours: ServerHours
    differs: Mapping[str, Any] | None = None


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
class MergeShift:
    """The shift opened here goes on in the one that the server had open all the time: its documents belong there."""

    id: str
    into: ShiftPaper


@dataclass(frozen=True, slots=True)
class Note:
    """A row of the journal."""

    kind: str
    body: dict[str, Any]


Write = (
    AddOperation
    | SaveOperation
    | SaveStamp
    | SaveMended
    | SaveCode
    | AddCodes
    | SaveSession
    | SaveHours
    | SaveMode
    | SaveClock
    | QueuePrint
    | ReprintDue
    | GiveBack
    | LoseShift
    | MergeShift
    | Note
)
