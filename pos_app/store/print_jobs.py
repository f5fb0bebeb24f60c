"""The print queue on disk: what must come out on paper, in order, whatever happens to the printer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from pos_app.store.codec import kept_text, read_text
from pos_app.store.database import Database, Row

_COLUMNS = "n, id, kind, document_id, payload, state, open_drawer, created_at, ended_at, problem"


class PrintState(StrEnum):
    """UNKNOWN: it was cut off midway, nobody can say what came out; it asks before it prints again.

    DROPPED: a person said that it is not to be printed any more.
    """

    QUEUED = "QUEUED"
    PRINTING = "PRINTING"
    DONE = "DONE"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    DROPPED = "DROPPED"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One document for paper. `kind`: sale return service withdrawal x z copy test drawer label.

    `document_id`: the receipt or the shift; of a test, a drawer or labels the job itself.
    """

    id: str
    kind: str
    document_id: str
    created_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    open_drawer: bool = False
    state: PrintState = PrintState.QUEUED
    n: int = 0
    ended_at: datetime | None = None
    problem: str = ""


class PrintJobs:
    """The table `print_job`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, job: PrintJob) -> None:
        """Queue a job; the original of a receipt or a cash movement exists once, a second is ignored."""
        self._database.run(
            "INSERT OR IGNORE INTO print_job (id, kind, document_id, payload, state, open_drawer, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                job.id,
                job.kind,
                job.document_id,
                json.dumps(job.payload, ensure_ascii=False),
                job.state.value,
                int(job.open_drawer),
                job.created_at.isoformat(),
            ),
        )

    def set_state(self, job_id: str, state: PrintState, *, at: datetime | None = None, problem: str = "") -> None:
        """Move a job on; `at` when it ended."""
        self._database.run(
            "UPDATE print_job SET state = ?, ended_at = ?, problem = ? WHERE id = ?",
            (state.value, at.isoformat() if at else None, kept_text(problem), job_id),
        )

    def drawer_opened(self, job_id: str) -> None:
        """The drawer was opened already: its document prints later without a pulse."""
        self._database.run("UPDATE print_job SET open_drawer = 0 WHERE id = ?", (job_id,))

    def asking(self, limit: int) -> list[PrintJob]:
        """Jobs that were cut off and ask, the oldest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM print_job WHERE state = 'UNKNOWN' ORDER BY n LIMIT ?", (limit,)
        )
        return [_job(row) for row in rows]

    def count_asking(self) -> int:
        """How many ask."""
        return int(self._database.rows("SELECT count(*) FROM print_job WHERE state = 'UNKNOWN'")[0][0])

    def recent(self, limit: int) -> list[PrintJob]:
        """The newest jobs, whatever became of them."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM print_job ORDER BY n DESC LIMIT ?", (limit,))
        return [_job(row) for row in rows]

    def by_id(self, job_id: str) -> PrintJob | None:
        """One job by id."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM print_job WHERE id = ?", (job_id,))
        return _job(row) if row else None

    def of_document(self, document_id: str) -> PrintJob | None:
        """The newest job of a document, copies included."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM print_job WHERE document_id = ? ORDER BY n DESC LIMIT 1", (document_id,)
        )
        return _job(row) if row else None

    def open(self) -> list[PrintJob]:
        """What is still to be printed, in order: queued, in progress, failed and to be tried again."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM print_job WHERE state IN ('QUEUED', 'PRINTING', 'FAILED') ORDER BY n"
        )
        return [_job(row) for row in rows]

    def waiting(self) -> int:
        """How many jobs are queued or in progress; one that failed waits for its next try."""
        return int(
            self._database.rows("SELECT count(*) FROM print_job WHERE state IN ('QUEUED', 'PRINTING', 'FAILED')")[0][0]
        )


def _job(row: Row) -> PrintJob:
    return PrintJob(
        n=row[0],
        id=row[1],
        kind=row[2],
        document_id=row[3],
        payload=json.loads(row[4]),
        state=PrintState(row[5]),
        open_drawer=bool(row[6]),
        created_at=datetime.fromisoformat(row[7]),
        ended_at=datetime.fromisoformat(row[8]) if row[8] else None,
        problem=read_text(row[9]),
    )
