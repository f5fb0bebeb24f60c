"""Electronic receipts that customers asked for afterwards: on disk before anything is sent, one row an address."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pos_app.domain.e_receipt import EReceipt, SendState, SendWay
from pos_app.store.codec import kept_text, read_text
from pos_app.store.database import Database, Row

_COLUMNS = "receipt_id, way, address, state, asked_at, tries, next_at, ended_at, problem"


class EReceipts:
    """The table `e_receipt`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, receipt_id: str, way: SendWay, address: str, at: datetime) -> EReceipt:
        """Put one in the line. One that is there stays as it is, but a refused or unclear one is tried anew."""
        known = next((one for one in self.of_receipt(receipt_id) if (one.way, one.address) == (way, address)), None)
        if known is None:
            row = EReceipt(receipt_id, way, address, SendState.WAITING, at)
            self._database.run(
                f"INSERT INTO e_receipt ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, 0, NULL, NULL, '')",
                (receipt_id, way.value, address, row.state.value, at.isoformat()),
            )
            return row
        if known.state in {SendState.REFUSED, SendState.UNCLEAR}:
            known = EReceipt(receipt_id, way, address, SendState.WAITING, at)
            self.save(known)
        return known

    def save(self, row: EReceipt) -> None:
        """Write how far one has come."""
        self._database.run(
            "UPDATE e_receipt SET state = ?, tries = ?, next_at = ?, ended_at = ?, problem = ?"
            " WHERE receipt_id = ? AND way = ? AND address = ?",
            (
                row.state.value,
                row.tries,
                row.next_at.isoformat() if row.next_at else None,
                row.ended_at.isoformat() if row.ended_at else None,
                kept_text(row.problem),
                row.receipt_id,
                row.way.value,
                row.address,
            ),
        )

    def open(self) -> Sequence[EReceipt]:
        """What is still to be sent, in the order it was asked for."""
        return self._list("state IN ('waiting', 'sending') ORDER BY n")

    def of_receipt(self, receipt_id: str) -> Sequence[EReceipt]:
        """Everything that was asked for one receipt."""
        return self._list("receipt_id = ? ORDER BY n", receipt_id)

    def cut_off(self) -> int:
        """After a start: of what was being sent nobody knows whether it was; → how many."""
        interrupted = [row for row in self.open() if row.state is SendState.SENDING]
        for row in interrupted:
            self.save(replace(row, state=SendState.UNCLEAR))
        return len(interrupted)

    def _list(self, condition: str, *given: str) -> Sequence[EReceipt]:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM e_receipt WHERE {condition}", given)
        return [_e_receipt(row) for row in rows]


def _e_receipt(row: Row) -> EReceipt:
    return EReceipt(
        receipt_id=row[0],
        way=SendWay(row[1]),
        address=row[2],
        state=SendState(row[3]),
        asked_at=datetime.fromisoformat(row[4]),
        tries=row[5],
        next_at=datetime.fromisoformat(row[6]) if row[6] else None,
        ended_at=datetime.fromisoformat(row[7]) if row[7] else None,
        problem=read_text(row[8]),
    )
