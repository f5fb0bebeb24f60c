"""Receipts on their way to SmartKasa: a line of its own beside the operations, which it never touches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.store.database import Database, Row

_COLUMNS = "n, operation, state, queued_at, attempts, unclear_since, ended_at, smartkasa_id, reason, alone, plain"


class OutboxState(StrEnum):
    """WAITING: SmartKasa certainly does not have it. UNCLEAR: it may; only looking there tells."""

    WAITING = "WAITING"
    UNCLEAR = "UNCLEAR"
    SENT = "SENT"
    REFUSED = "REFUSED"
    SET_ASIDE = "SET_ASIDE"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One receipt. `unclear_since`: when a request began whose copy may still arrive; None where none can.

    `alone`: to be sent in a request of its own; `plain`: its goods go by name, without SmartKasa's ids.
    """

    n: int
    operation: str
    state: OutboxState
    queued_at: datetime
    attempts: int = 0
    unclear_since: datetime | None = None
    ended_at: datetime | None = None
    smartkasa_id: str | None = None
    reason: str = ""
    alone: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many wait (unclear ones too), how many were refused, and when the last one got through."""

    waiting: int = 0
    refused: int = 0
    last_sent_at: datetime | None = None


class Outbox:
    """The table `smartkasa_receipt`; what is written together is one transaction of the caller's, or its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_there(self) -> bool:
        """Has this file the table? One of an older program that is only read may not."""
        return self._database.row("SELECT 1 FROM sqlite_schema WHERE name = 'smartkasa_receipt'") is not None

    def add(self, operation_id: str, at: datetime) -> None:
        """Put a receipt at the end of the line; one that is there already stays as it is."""
        self._database.run(
            "INSERT OR IGNORE INTO smartkasa_receipt (operation, state, queued_at) VALUES (?, 'WAITING', ?)",
            (operation_id, at.isoformat()),
        )

    def doubt(self) -> None:
        """After a start: nobody knows what a copy of this file, older or newer, has sent meanwhile."""
        self._database.run("UPDATE smartkasa_receipt SET state = 'UNCLEAR' WHERE state = 'WAITING'")

    def unclear(self, limit: int) -> list[OutboxRow]:
        """The first receipts that must be looked up before anything else goes."""
        return self._in_state(OutboxState.UNCLEAR, limit)

    def waiting(self, limit: int) -> list[OutboxRow]:
        """The first receipts to be sent, in order."""
        return self._in_state(OutboxState.WAITING, limit)

    def refused(self, limit: int = -1) -> list[OutboxRow]:
        """What SmartKasa would not take, the oldest first."""
        return self._in_state(OutboxState.REFUSED, limit)

    def by_operation(self, operation_id: str) -> OutboxRow | None:
        """A receipt's row, None where it was never queued."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM smartkasa_receipt WHERE operation = ?", (operation_id,))
        return _row(row) if row else None

    def begin(self, rows: Iterable[OutboxRow], at: datetime) -> None:
        """A request with these is about to leave: from now on each may be there."""
        with self._database.transaction():
            for row in rows:
                self._database.run(
                    "UPDATE smartkasa_receipt SET state = 'UNCLEAR', attempts = attempts + 1, unclear_since = ?"
                    " WHERE n = ?",
                    (at.isoformat(), row.n),
                )

    def begin_anew(self, row: OutboxRow, at: datetime) -> None:
        """The moment that its request left at is worth nothing: count from this one."""
        self._database.run("UPDATE smartkasa_receipt SET unclear_since = ? WHERE n = ?", (at.isoformat(), row.n))

    def answered(self, rows: Iterable[OutboxRow], *, alone: bool = False, plain: bool = False) -> None:
        """These were answered with a refusal: no copy is on its way, but what came of them is still to be looked up."""
        with self._database.transaction():
            for row in rows:
                self._database.run(
                    "UPDATE smartkasa_receipt SET state = 'UNCLEAR', unclear_since = NULL, alone = ?, plain = ?"
                    " WHERE n = ?",
                    (int(alone or row.alone), int(plain or row.plain), row.n),
                )

    def missing(self, row: OutboxRow) -> None:
        """It was looked for and is not there: it may be sent."""
        self._database.run("UPDATE smartkasa_receipt SET state = 'WAITING', unclear_since = NULL WHERE n = ?", (row.n,))

    def sent(self, rows: Iterable[tuple[OutboxRow, str]], at: datetime) -> None:
        """These are there, each under SmartKasa's id."""
        with self._database.transaction():
            for row, smartkasa_id in rows:
                self._database.run(
                    "UPDATE smartkasa_receipt SET state = 'SENT', ended_at = ?, smartkasa_id = ?, unclear_since = NULL,"
                    " reason = '' WHERE n = ?",
                    (at.isoformat(), smartkasa_id, row.n),
                )

    def refuse(self, row: OutboxRow, reason: str, at: datetime) -> None:
        """It is not there and was not taken: a person must look; those behind it go on."""
        self._database.run(
            "UPDATE smartkasa_receipt SET state = 'REFUSED', reason = ?, ended_at = ?, unclear_since = NULL"
            " WHERE n = ?",
            (reason, at.isoformat(), row.n),
        )

    def retry(self, row: OutboxRow) -> None:
        """Once more, from the look-up on, by itself."""
        self._database.run(
            "UPDATE smartkasa_receipt SET state = 'UNCLEAR', reason = '', ended_at = NULL, alone = 1, plain = 0"
            " WHERE n = ?",
            (row.n,),
        )

    def set_aside(self, row: OutboxRow, reason: str, at: datetime) -> None:
        """A person has decided that it does not go."""
        self._database.run(
            "UPDATE smartkasa_receipt SET state = 'SET_ASIDE', reason = ?, ended_at = ? WHERE n = ?",
            (reason, at.isoformat(), row.n),
        )

    def counts(self) -> OutboxCounts:
        """How the line stands."""
        # the condition is the index's own: what was sent long ago is not counted again
        rows: Sequence[Row] = self._database.rows(
            "SELECT state, count(*) FROM smartkasa_receipt WHERE state IN ('WAITING', 'UNCLEAR', 'REFUSED')"
            " GROUP BY state"
        )
        by_state: dict[str, int] = dict(rows)
        last = self._database.row("SELECT ended_at FROM smartkasa_receipt WHERE state = 'SENT' ORDER BY n DESC LIMIT 1")
        refused = by_state.pop("REFUSED", 0)
        return OutboxCounts(sum(by_state.values()), refused, datetime.fromisoformat(last[0]) if last else None)

    def _in_state(self, state: OutboxState, limit: int) -> list[OutboxRow]:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM smartkasa_receipt WHERE state = '{state}' ORDER BY n LIMIT ?", (limit,)
        )
        return [_row(row) for row in rows]


def _row(row: Row) -> OutboxRow:
    return OutboxRow(
        n=row[0],
        operation=row[1],
        state=OutboxState(row[2]),
        queued_at=datetime.fromisoformat(row[3]),
        attempts=row[4],
        unclear_since=datetime.fromisoformat(row[5]) if row[5] else None,
        ended_at=datetime.fromisoformat(row[6]) if row[6] else None,
        smartkasa_id=row[7],
        reason=row[8],
        alone=bool(row[9]),
        plain=bool(row[10]),
    )
