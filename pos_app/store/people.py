"""Who signed in here with Checkbox's word, as a verifier of the PIN, and the lock against guessing."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.store.codec import dump, load
from pos_app.store.database import Database


@dataclass(frozen=True, slots=True)
class Verifier:
    """A salted scrypt hash of a PIN that signed in online at `verified_at`; the PIN itself is nowhere on disk."""

    person: str
    name: str
    permissions: frozenset[str]
    salt: bytes
    hash: bytes
    verified_at: datetime


@dataclass(frozen=True, slots=True)
class PinLock:
    """Wrong tries in a row and until when no PIN is taken; `last_at` shows a clock that was put back."""

    failures: int = 0
    locked_until: datetime | None = None
    last_at: datetime | None = None


class People:
    """The tables `pin_verifier` and `pin_lock`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, verifier: Verifier) -> None:
        """Write a person's verifier, new or renewed."""
        self._database.run(
            "INSERT OR REPLACE INTO pin_verifier (person, name, permissions, salt, hash, verified_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                verifier.person,
                verifier.name,
                dump(verifier.permissions),
                verifier.salt,
                verifier.hash,
                verifier.verified_at.isoformat(),
            ),
        )

    def all(self) -> list[Verifier]:
        """Everyone who ever signed in here online."""
        rows = self._database.rows("SELECT person, name, permissions, salt, hash, verified_at FROM pin_verifier")
        return [
            Verifier(row[0], row[1], load(frozenset[str], row[2]), row[3], row[4], datetime.fromisoformat(row[5]))
            for row in rows
        ]

    def lock(self) -> PinLock:
        """The lock as it stands."""
        failures, until, last = self._database.rows("SELECT failures, locked_until, last_at FROM pin_lock")[0]
        return PinLock(failures, _moment(until), _moment(last))

    def set_lock(self, lock: PinLock) -> None:
        """Write the lock."""
        self._database.run(
            "UPDATE pin_lock SET failures = ?, locked_until = ?, last_at = ?",
            (lock.failures, _text(lock.locked_until), _text(lock.last_at)),
        )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
