"""The journal: what happened, in order, for ever; each row is tied to the one before by SHA-256."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pos_app.domain.errors import Refused
from pos_app.store.codec import dump
from pos_app.store.database import Database, Row
from pos_app.store.settings import Settings

GENESIS: Final = "0" * 64
"""What the first row names as the hash before it."""
_ANCHOR: Final = "journal_anchor"
_RAW: Final = "n, " + ", ".join(f"CAST({name} AS BLOB)" for name in ("at", "kind", "body", "prev_hash", "hash"))


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
        self._settings = Settings(database)

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

    def last_at(self) -> str | None:
        """When the newest row was written, by the clock of the computer; None for an empty journal."""
        row = self._database.row("SELECT at FROM journal ORDER BY n DESC LIMIT 1")
        return row[0] if row else None

    def entries(self, since: int = 0) -> Iterator[Entry]:
        """Rows after number `since`, in order."""
        while page := self._database.rows(
            "SELECT n, at, kind, body, prev_hash, hash FROM journal WHERE n > ? ORDER BY n LIMIT 500", (since,)
        ):
            yield from (Entry(*row) for row in page)
            since = page[-1][0]

    def verify(self) -> Verdict:
        """Read every row and check numbers, links and hashes: any flipped byte or missing row is found.

        Rows cut off the end are found by the table's own count of numbers given out, and by the anchor.
        """
        verdict, _ = self._walk(0, GENESIS)
        anchor = self._anchor()
        if verdict.ok and anchor is not None and not self._holds(*anchor):
            return Verdict(False, anchor[0] - 1, anchor[0])
        return verdict

    def verify_new(self) -> Verdict:
        """Check the row that was verified last and all rows after it, and remember how far it went.

        `entries` is the number of the last good row, as for `verify`. What lies before the anchor was read when the
        anchor was set; a byte that flipped there since then is for `verify`.
        """
        anchor = self._anchor()
        if anchor is None:
            verdict, head = self._walk(0, GENESIS)
        elif not self._holds(*anchor):
            return Verdict(False, anchor[0] - 1, anchor[0])
        else:
            verdict, head = self._walk(*anchor)
        if verdict.ok and verdict.entries:
            self._settings.put(_ANCHOR, {"n": verdict.entries, "hash": head})
        return verdict

    def _anchor(self) -> tuple[int, str] | None:
        try:
            kept = self._settings.get(_ANCHOR)
            return (int(kept["n"]), str(kept["hash"])) if kept else None
        except (ValueError, KeyError, TypeError, Refused):
            # a damaged anchor only costs time: everything is read again
            return None

    def _holds(self, n: int, digest: str) -> bool:
        """Is row `n` there, true to its own hash, and the one that was verified?"""
        with _damage_is_no_row():
            for row in self._database.each(f"SELECT {_RAW} FROM journal WHERE n = ?", (n,)):
                return row[5] == digest.encode() and _is_true(row)
        return False

    def _walk(self, count: int, prev_hash: str) -> tuple[Verdict, str]:
        """Rows after number `count`, whose hash is `prev_hash`; → what was found, and the last good row's hash."""
        head = prev_hash.encode()
        with _damage_is_no_row():
            for row in self._database.each(f"SELECT {_RAW} FROM journal WHERE n > ? ORDER BY n", (count,)):
                if row[0] != count + 1 or row[4] != head or not _is_true(row):
                    break
                count, head = row[0], row[5]
            else:
                issued = self._database.row("SELECT seq FROM sqlite_sequence WHERE name = 'journal'")
                if (issued[0] if issued else 0) == count:
                    return Verdict(True, count), head.decode()
        return Verdict(False, count, count + 1), head.decode()


@contextmanager
def _damage_is_no_row() -> Iterator[None]:
    """A page that cannot be read ends the reading: what it held counts as broken."""
    try:
        yield
    except Refused as error:
        if error.code != "database_damaged":
            raise


def _is_true(row: Row) -> bool:
    """Does the row's hash fit what it says? Bytes as stored: a flipped one need not be text any more."""
    n, at, kind, body, prev_hash, digest = row
    if None in row:
        return False
    right = hashlib.sha256(b"\n".join((b"%d" % n, at, kind, prev_hash, body))).hexdigest()
    return bool(digest == right.encode())


def _digest(n: int, at: str, kind: str, body: str, prev_hash: str) -> str:
    return hashlib.sha256("\n".join((str(n), at, kind, prev_hash, body)).encode()).hexdigest()
