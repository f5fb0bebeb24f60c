"""The register's mode and what a till shows of it; see design notes in docs for the transitions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mode(StrEnum):
    """How the till reaches the tax service just now."""

    NO_SHIFT = "NO_SHIFT"
    ONLINE = "ONLINE"
    AUTO_OFFLINE = "AUTO_OFFLINE"
    LOCAL_OFFLINE = "LOCAL_OFFLINE"
    DRAINING = "DRAINING"
    RETURNING = "RETURNING"
    BLOCKED = "BLOCKED"
    NEEDS_ATTENTION = "NEEDS_ATTENTION"


class OperationKind(StrEnum):
    """What is sent to Checkbox; the names stand in the journal for ever."""

    SELL = "SELL"
    RETURN = "RETURN"
    SERVICE_IN = "SERVICE_IN"
    SERVICE_OUT = "SERVICE_OUT"
    CASH_WITHDRAWAL = "CASH_WITHDRAWAL"
    SHIFT_OPEN = "SHIFT_OPEN"
    SHIFT_CLOSE = "SHIFT_CLOSE"
    GO_OFFLINE = "GO_OFFLINE"
    GO_ONLINE = "GO_ONLINE"


class OperationState(StrEnum):
    """How far an operation has come. INTENT: on disk, nothing sent yet; DONE: the tax service's code is known."""

    INTENT = "INTENT"
    SENDING = "SENDING"
    AMBIGUOUS = "AMBIGUOUS"
    STAMPED = "STAMPED"
    ACCEPTED = "ACCEPTED"
    DONE = "DONE"
    ATTENTION = "ATTENTION"
    REJECTED = "REJECTED"

    @property
    def is_settled(self) -> bool:
        """Nothing is left to send: Checkbox has it, or it was given up for good."""
        return self in {OperationState.ACCEPTED, OperationState.DONE, OperationState.REJECTED}


@dataclass(frozen=True, slots=True)
class Queue:
    """How many operations are not yet at Checkbox: waiting, unclear, and for a manager to decide."""

    waiting: int = 0
    ambiguous: int = 0
    attention: int = 0


@dataclass(frozen=True, slots=True)
class OfflineMeter:
    """Offline codes left (the reserve included) and seconds spent offline, in a row and in this calendar month.

    `by_server`: these are Checkbox's figures, minutes above the till's own.
    """

    codes_free: int = 0
    seconds_in_row: int = 0
    seconds_month: int = 0
    by_server: bool = False


@dataclass(frozen=True, slots=True)
class RegisterInfo:
    """The register as Checkbox describes it; empty until it was seen once.

    `certificate_end`: until when the signature of the cashier who opened the last shift is good; `last_receipt` and
    `last_z`: the numbers given out last, 0 where they were not told.
    """

    fiscal_number: str = ""
    address: str = ""
    title: str = ""
    offline_mode: bool = False
    test: bool = False
    certificate_end: datetime | None = None
    last_receipt: int = 0
    last_z: int = 0


class WayOut(StrEnum):
    """What a person does about what stands in the way of sales."""

    ASK_AGAIN = "ask_again"
    CONFIRM_TIME = "confirm_time"
    CLOSE_SHIFT = "close_shift"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of sales just now: an error's stable code, a sentence, and the way out."""

    code: str
    message: str
    way: WayOut
