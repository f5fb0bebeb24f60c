"""What the rest of the till sees of fiscalisation: one immutable picture, a new one after every change."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from pos_app.domain.errors import SENTENCES, PosError
from pos_app.domain.register import Mode, Obstacle, OfflineMeter, OperationState, Queue, RegisterInfo
from pos_app.fiscal.budget import meter
from pos_app.fiscal.clock import Instant
from pos_app.fiscal.hours import TOLERANCE
from pos_app.fiscal.obstacles import obstacle
from pos_app.fiscal.offline import STAMPING_MODES
from pos_app.fiscal.state import Refusal, State

CERTIFICATE_DAYS: Final = 30
"""How many days before its end a signature is spoken of."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in the way: a stable code and a sentence; the money is safe in all of them."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FiscalStatus:
    """The register's mode, the line, the offline meters, what Checkbox said of the register, and what is wrong."""

    mode: Mode = Mode.NO_SHIFT
    queue: Queue = field(default_factory=Queue)
    unfinished: int = 0
    """Receipts that Checkbox has and the tax service has not numbered yet."""
    offline: OfflineMeter = field(default_factory=OfflineMeter)
    info: RegisterInfo = field(default_factory=RegisterInfo)
    problem: Trouble | None = None
    obstacle: Obstacle | None = None
    """What stands in the way of sales, the offline limits and the clock included."""
    shift_id: str | None = None
    certificate_days: int | None = None
    """Whole days that the cashier's signature is still good for, once these are few; None: many, or unknown."""
    clock_doubt: datetime | None = None
    """The time, to the minute, that a person must confirm before anything can be stamped; None: nobody need."""


def clock_matters(state: State) -> bool:
    """Is the computer's time in doubt, and nobody there who would say it?"""
    return state.clock.suspect and (state.mode in STAMPING_MODES or state.way.unreached)


def few_days(end: datetime | None, at: datetime) -> int | None:
    """Days left where a month or less is left."""
    days = None if end is None else max((end - at).days, 0)
    return days if days is not None and days <= CERTIFICATE_DAYS else None


def status_of(state: State, now: Instant, info: RegisterInfo, disk: PosError | None) -> FiscalStatus:
    """The picture at a moment."""
    at = now.wall
    counts = Counter(item.state for item in (*state.queue, *state.polls))
    attention = counts.pop(OperationState.ATTENTION, 0)
    unfinished = counts.pop(OperationState.ACCEPTED, 0)
    shown = meter(state.stays, at, state.server_hours)
    own = meter(state.stays, at)
    by_server = shown.in_row - own.in_row > TOLERANCE or shown.in_month - own.in_month > TOLERANCE
    return FiscalStatus(
        mode=state.shown_mode,
        queue=Queue(counts.total(), counts[OperationState.AMBIGUOUS], attention),
        unfinished=unfinished,
        offline=OfflineMeter(
            len(state.pool), int(shown.in_row.total_seconds()), int(shown.in_month.total_seconds()), by_server
        ),
        clock_doubt=state.clock.proposed(at).replace(second=0, microsecond=0) if clock_matters(state) else None,
        info=info,
        problem=_problem(state, disk),
        obstacle=obstacle(state, now),
        shift_id=state.shift.id if state.shift else None,
        certificate_days=few_days(info.certificate_end, at),
    )


def _problem(state: State, disk: PosError | None) -> Trouble | None:
    if disk is not None:
        return Trouble(disk.code, disk.message)
    stopped = [item for item in (*state.queue, *state.polls) if item.state is OperationState.ATTENTION]
    if stopped:
        return _trouble(stopped[0].refusal or Refusal("attention_needed"))
    if state.alarm is not None:
        return _trouble(state.alarm)
    if state.block is not None:
        return _trouble(state.block)
    if clock_matters(state):
        return _trouble(Refusal("clock_suspect"))
    return _trouble(Refusal("signer_off")) if state.signer_off else None


def _trouble(refusal: Refusal) -> Trouble:
    return Trouble(refusal.code, refusal.message or SENTENCES.get(refusal.code, SENTENCES["internal"]))
