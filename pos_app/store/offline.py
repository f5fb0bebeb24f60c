"""Offline codes and offline sessions: the pool of numbers, and the hours spent without the tax service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.store.database import Database


class CodeState(StrEnum):
    """A code is used once: RESERVED for a document on paper, SPENT at Checkbox, BURNT when it can serve nobody."""

    FREE = "FREE"
    RESERVED = "RESERVED"
    SPENT = "SPENT"
    BURNT = "BURNT"


@dataclass(frozen=True, slots=True)
class OfflineCode:
    """One number from the tax service. The server takes from the low end of `serial_id`, the till from the high end."""

    fiscal_code: str
    serial_id: int
    state: CodeState = CodeState.FREE
    operation: str | None = None


@dataclass(frozen=True, slots=True)
class OfflineSession:
    """One stay offline; `code` is the one that go-offline spent, `ended` None while it lasts."""

    id: str
    began: datetime
    code: str
    ended: datetime | None = None


class OfflineTables:
    """The tables `offline_code` and `offline_session`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_codes(self, codes: Iterable[OfflineCode]) -> int:
        """Put new codes in; those already known keep their state. → how many were new."""
        with self._database.transaction():
            return sum(
                self._database.run(
                    "INSERT OR IGNORE INTO offline_code (fiscal_code, serial_id, state, operation) VALUES (?, ?, ?, ?)",
                    (code.fiscal_code, code.serial_id, code.state.value, code.operation),
                )
                for code in codes
            )

    def set_code(self, fiscal_code: str, state: CodeState, operation: str | None = None) -> None:
        """Move a code to another state."""
        self._database.run(
            "UPDATE offline_code SET state = ?, operation = ? WHERE fiscal_code = ?",
            (state.value, operation, fiscal_code),
        )

    def codes(self, state: CodeState, *, limit: int = 10_000) -> list[OfflineCode]:
        """Codes in a state, the far end of the pool (highest serial) first."""
        rows = self._database.rows(
            "SELECT fiscal_code, serial_id, state, operation FROM offline_code WHERE state = ?"
            " ORDER BY serial_id DESC LIMIT ?",
            (state.value, limit),
        )
        return [OfflineCode(code, serial, CodeState(word), operation) for code, serial, word, operation in rows]

    def free_count(self) -> int:
        """How many codes are left, the reserve included."""
        return int(self._database.rows("SELECT count(*) FROM offline_code WHERE state = 'FREE'")[0][0])

    def save_session(self, session: OfflineSession) -> None:
        """Write a session, new or ended."""
        self._database.run(
            "INSERT OR REPLACE INTO offline_session (id, began, code, ended) VALUES (?, ?, ?, ?)",
            (
                session.id,
                session.began.isoformat(),
                session.code,
                session.ended.isoformat() if session.ended else None,
            ),
        )

    def sessions(self) -> list[OfflineSession]:
        """Every session, the oldest first."""
        rows = self._database.rows("SELECT id, began, code, ended FROM offline_session ORDER BY began")
        return [
            OfflineSession(
                id=row[0],
                began=datetime.fromisoformat(row[1]),
                code=row[2],
                ended=datetime.fromisoformat(row[3]) if row[3] else None,
            )
            for row in rows
        ]
