"""The payment journal's rows: every card payment from before the terminal hears of it; the journal has each step."""

from collections.abc import Sequence

from pos_app.domain.card import Attempt, AttemptKind
from pos_app.domain.errors import Bug
from pos_app.store.codec import dump, load
from pos_app.store.database import Database

_SETTLED = "('DECLINED', 'NOT_CHARGED', 'TIED', 'REVERSED')"


class Payments:
    """The table `payment_attempt`; whoever calls opens the transaction. `operation` holds the document's UUID."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, attempt: Attempt) -> None:
        """A new attempt."""
        self._database.run(
            "INSERT INTO payment_attempt (id, amount, state, details, operation, at, slip)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                attempt.id,
                attempt.amount,
                attempt.state.value,
                dump(attempt),
                attempt.document,
                attempt.at.isoformat(),
                _slip(attempt),
            ),
        )

    def save(self, attempt: Attempt) -> None:
        """Write an attempt's next state; money that a refused document left may lie on another one by now."""
        changed = self._database.run(
            "UPDATE payment_attempt SET state = ?, details = ?, operation = ?, slip = ? WHERE id = ?",
            (attempt.state.value, dump(attempt), attempt.document, _slip(attempt), attempt.id),
        )
        if changed != 1:
            raise Bug(f"Оплати {attempt.id} немає.")

    def by_id(self, attempt_id: str) -> Attempt | None:
        """One attempt."""
        row = self._database.row("SELECT details FROM payment_attempt WHERE id = ?", (attempt_id,))
        return load(Attempt, row[0]) if row else None

    def unsettled(self) -> list[Attempt]:
        """Those whose money is nowhere yet: not known, or approved with no document; the oldest first."""
        return self._list(f"state NOT IN {_SETTLED} ORDER BY at, rowid")

    def of_document(self, document_id: str) -> list[Attempt]:
        """Every attempt made for one receipt, the oldest first."""
        return self._list("operation = ? ORDER BY at, rowid", document_id)

    def newest(self, limit: int) -> list[Attempt]:
        """The newest first."""
        return self._list("1 ORDER BY at DESC, rowid DESC LIMIT ?", limit)

    def claimed(self, slips: Sequence[str]) -> frozenset[str]:
        """Those of the terminal's slips (`Approval.slip`) that already belong to an attempt."""
        marks = ", ".join("?" * len(slips))
        rows = self._database.rows(f"SELECT slip FROM payment_attempt WHERE slip IN ({marks})", tuple(slips))
        return frozenset(slip for (slip,) in rows)

    def has_rrn(self, rrn: str, kind: AttemptKind) -> bool:
        """Has money of this kind moved under a bank's number (RRN) already? A refund may have that of its purchase."""
        row = self._database.row(
            "SELECT 1 FROM payment_attempt WHERE json_extract(details, '$.approval.rrn') = ?"
            " AND json_extract(details, '$.kind') = ? LIMIT 1",
            (rrn, kind.value),
        )
        return row is not None

    def _list(self, condition: str, *values: str | int) -> list[Attempt]:
        rows: Sequence[tuple[str]] = self._database.rows(
            f"SELECT details FROM payment_attempt WHERE {condition}", values
        )
        return [load(Attempt, text) for (text,) in rows]


def _slip(attempt: Attempt) -> str | None:
    """One slip of the terminal belongs to one attempt: the table refuses a second. What people type may repeat."""
    return None if attempt.manual or attempt.approval is None else attempt.approval.slip or None
