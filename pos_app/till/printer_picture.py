"""The printer, as the one picture of the till carries it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.printing.status import Paper


class PrinterCondition(StrEnum):
    """How the printer is: NONE is set to none, UNKNOWN has not been tried yet."""

    NONE = "none"
    UNKNOWN = "unknown"
    OK = "ok"
    PRINTING = "printing"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Printer:
    """The printer as the lamps show it.

    `state` is of the queue; `waiting`: jobs to come out; `asking`: jobs cut off, which ask before they print again.
    `problem`: what is wrong now, in words, before a sale too. `answers`: False where it was asked and is silent, None
    where it cannot be asked. `cover_open` and `drawer_open` are None where they are not told. `place` is where it is.
    """

    state: PrinterCondition = PrinterCondition.UNKNOWN
    waiting: int = 0
    problem: str = ""
    asking: int = 0
    answers: bool | None = None
    paper: Paper = Paper.UNKNOWN
    cover_open: bool | None = None
    drawer_open: bool | None = None
    words: str = ""
    """The whole state in one sentence: "Працює, папір закінчується", "Не відповідає"."""
    place: str = ""
    last_error: str = ""
    last_error_at: datetime | None = None
    last_success_at: datetime | None = None
    reserve_used: bool = False
    """The reserve printer prints for it."""
    reserve: str = ""
    """Where the reserve printer is; empty where there is none."""
