"""Cashiers' badges: what opens their sealed PINs is in nobody's hands but their owners'."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class Badge:
    """`digest` tells a badge's code from others; `sealed` is the owner's PIN under a key that only the code gives."""

    id: str
    person: str
    name: str
    digest: bytes
    nonce: bytes
    sealed: bytes
    issued_at: datetime


class Badges:
    """The table `badge`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, badge: Badge) -> None:
        """A new badge."""
        self._database.run(
            "INSERT INTO badge (id, person, name, digest, nonce, sealed, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                badge.id,
                badge.person,
                badge.name,
                badge.digest,
                badge.nonce,
                badge.sealed,
                badge.issued_at.isoformat(),
            ),
        )

    def remove(self, badge_id: str) -> None:
        """It opens nothing any more."""
        self._database.run("DELETE FROM badge WHERE id = ?", (badge_id,))

    def all(self) -> list[Badge]:
        """Every badge, the oldest first."""
        rows = self._database.rows(
            "SELECT id, person, name, digest, nonce, sealed, issued_at FROM badge ORDER BY issued_at, id"
        )
        return [_badge(row) for row in rows]

    def by_digest(self, digest: bytes) -> Badge | None:
        """The badge with this code."""
        return next((badge for badge in self.all() if badge.digest == digest), None)


def _badge(row: Row) -> Badge:
    return Badge(row[0], row[1], row[2], row[3], row[4], row[5], datetime.fromisoformat(row[6]))
