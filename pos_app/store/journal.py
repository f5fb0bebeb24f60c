"""The journal: what happened, in order, for ever; each row is tied to the one before by SHA-256."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pos_app.store.codec import dump
from pos_app.store.database import Database

GENESIS: Final = "0" * 64
"""What the first row names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; `body` is JSON text exactly as it was hashed."""

    n: int
    at: str
    kind: str
    body: str
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found: how many rows were read and the first bad one's number, if any."""

    ok: bool
    entries: int
    broken_at: int | None = None


class Journal:
    """Append-only rows in till.db; the triggers of the schema forbid anything else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, at: datetime, kind: str, body: Mapping[str, Any]) -> int:
        """Write what happened, in the caller's transaction when one is open; → the row's number."""
        with self._database.transaction():
            text = dump(body)
            n, prev_hash = self._head()
            moment = at.isoformat()
            digest = _digest(n + 1, moment, kind, text, prev_hash)
            self._database.run(
                "INSERT INTO journal (n, at, kind, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?)",
                (n + 1, moment, kind, text, prev_hash, digest),
            )
        return n + 1

    def _head(self) -> tuple[int, str]:
        row = self._database.row("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1")
        return (row[0], row[1]) if row else (0, GENESIS)

    def entries(self, since: int = 0) -> Iterator[Entry]:
        """Rows after number `since`, in order."""
        while page := self._database.rows(
            "SELECT n, at, kind, body, prev_hash, hash FROM journal WHERE n > ? ORDER BY n LIMIT 500", (since,)
        ):
            yield from (Entry(*row) for row in page)
            since = page[-1][0]

    def verify(self) -> Verdict:
        """Read every row and check numbers, links and hashes: any flipped byte or missing row is found.

        Rows cut off the end are found by the table's own count of numbers given out.
        """
        count, prev_hash = 0, GENESIS
        for entry in self.entries():
            right = _digest(entry.n, entry.at, entry.kind, entry.body, entry.prev_hash)
            if entry.n != count + 1 or entry.prev_hash != prev_hash or entry.hash != right:
                return Verdict(False, count, count + 1)
            count, prev_hash = entry.n, entry.hash
        issued = self._database.row("SELECT seq FROM sqlite_sequence WHERE name = 'journal'")
        if issued is not None and issued[0] != count:
            return Verdict(False, count, count + 1)
        return Verdict(True, count)


def _digest(n: int, at: str, kind: str, body: str, prev_hash: str) -> str:
    return hashlib.sha256("\n".join((str(n), at, kind, prev_hash, body)).encode()).hexdigest()
