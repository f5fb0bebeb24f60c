"""How printing stands, for lamps and screens: one picture of the printer and of its queue, in words too."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.printing.status import Paper


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """`state`: none, unknown, ok, printing, failed; `waiting`: jobs queued or in progress; `problem` in words.

    `asking`: jobs that were cut off and ask. `answers`: False where the printer was asked and is silent, None where it
    cannot be asked. `reserve`: where the reserve printer is, "" where there is none; `reserve_used`: it prints for it.
    """

    state: str
    waiting: int
    problem: str = ""
    asking: int = 0
    answers: bool | None = None
    paper: Paper = Paper.UNKNOWN
    cover_open: bool | None = None
    drawer_open: bool | None = None
    place: str = ""
    last_error: str = ""
    last_error_at: datetime | None = None
    last_success_at: datetime | None = None
    reserve_used: bool = False
    reserve: str = ""

    @property
    def words(self) -> str:
        """The whole of it in one sentence."""
        if self.state == "none":
            return "Принтера не налаштовано."
        if self.problem:
            return self.problem
        said = [_STATES[self.state]]
        if self.paper is Paper.LOW:
            said.append("папір закінчується")
        if self.drawer_open:
            said.append("скриньку відкрито")
        if self.answers is False:
            said.append("стану не повідомляє")
        if self.asking:
            said.append(f"перервано завдань: {self.asking}, перевірте папір")
        return f"{', '.join(said)}."


_STATES = {"unknown": "Ще не друкував", "ok": "Працює", "printing": "Друкує", "failed": "Не друкує"}
