"""The operations: everything that goes to Checkbox, with its exact bytes, in the order it must arrive."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from pos_app.domain.errors import Bug
from pos_app.domain.receipt import FiscalStamp, Receipt
from pos_app.domain.register import OperationKind, OperationState, Queue
from pos_app.store import sold
from pos_app.store.codec import dump, kept_text, load, read_text
from pos_app.store.database import Database, Row
from pos_app.store.stamps import SoldStamps

_COLUMNS = (
    "seq, id, kind, document, body, state, attempts, fiscal_code, fiscal_date, sold_at, total, shift_id, related_id,"
    " server_snapshot, reason, ambiguous_at, printed_as, fault_line, fault_field"
)
KEPT_READ: Final = 64
"""How many receipts stay read, 14 kB each with its text: those under way and a page of the newest are asked for again
and again."""
RECEIPTS: Final = "kind IN ('SELL', 'RETURN', 'SERVICE_IN', 'SERVICE_OUT', 'CASH_WITHDRAWAL')"
"""The condition of a row that is a receipt."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One row. `body` is what is sent, byte for byte; `stamp` is what Checkbox (or our offline code) gave it."""

    id: str
    kind: OperationKind
    body: bytes
    sold_at: datetime
    document: Receipt | None = None
    state: OperationState = OperationState.INTENT
    attempts: int = 0
    fiscal_code: str | None = None
    fiscal_date: datetime | None = None
    total: int = 0
    shift_id: str | None = None
    related_id: str | None = None
    stamp: FiscalStamp | None = None
    reason: str | None = None
    ambiguous_at: datetime | None = None
    printed_as: str | None = None
    """The fiscal number that the paper carries, which may differ from the server's after an offline day."""
    fault_line: int | None = None
    fault_field: str = ""
    """What the server objected to: the line, zero-based, and the place that may be mended."""
    seq: int = 0

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes: another one means another date, number or text."""
        return hashlib.sha256(self.body).hexdigest()


class Operations:
    """The table `operation`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stamps = SoldStamps(database)
        self.admit: Callable[[OperationKind], None] = _everything
        """Asked before a new operation is written; raises where it may not begin (`disk_full`)."""

    def add(self, operation: Operation) -> Operation:
        """Put a new operation at the end of the queue; → it with its `seq`.

        A refused sale is sent again under its own UUID: its rejected row gives way (the journal keeps what it was).
        """
        self.admit(operation.kind)
        with self._database.transaction():
            self._database.run("DELETE FROM operation WHERE id = ? AND state = 'REJECTED'", (operation.id,))
            self._database.run(
                "INSERT INTO operation (id, kind, document, body, body_sha256, state, attempts, fiscal_code,"
                " fiscal_date, sold_at, total, shift_id, related_id, server_snapshot, reason, ambiguous_at, printed_as)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    operation.id,
                    operation.kind.value,
                    dump(operation.document) if operation.document else None,
                    operation.body,
                    operation.digest,
                    operation.state.value,
                    operation.attempts,
                    operation.fiscal_code,
                    _text(operation.fiscal_date),
                    operation.sold_at.isoformat(),
                    operation.total,
                    operation.shift_id,
                    operation.related_id,
                    dump(operation.stamp) if operation.stamp else None,
                    kept_text(operation.reason),
                    _text(operation.ambiguous_at),
                    operation.printed_as,
                ),
            )
            added = replace(operation, seq=self._database.connection.last_insert_rowid())
            self._count(added)
            return added

    def save(self, operation: Operation) -> None:
        """Write everything that may change of an operation; its kind, document and time of sale never do."""
        with self._database.transaction():
            self._update(operation)
            self._count(operation)

    def _update(self, operation: Operation) -> None:
        changed = self._database.run(
            "UPDATE operation SET body = ?, body_sha256 = ?, state = ?, attempts = ?, fiscal_code = ?, fiscal_date = ?,"
            " shift_id = ?, server_snapshot = ?, reason = ?, ambiguous_at = ?, printed_as = ?, fault_line = ?,"
            " fault_field = ? WHERE id = ?",
            (
                operation.body,
                operation.digest,
                operation.state.value,
                operation.attempts,
                operation.fiscal_code,
                _text(operation.fiscal_date),
                operation.shift_id,
                dump(operation.stamp) if operation.stamp else None,
                kept_text(operation.reason),
                _text(operation.ambiguous_at),
                operation.printed_as,
                operation.fault_line,
                operation.fault_field,
                operation.id,
            ),
        )
        if changed != 1:
            raise Bug(f"Операції {operation.id} немає.")

    def mend(self, operation_id: str, body: bytes, document: Receipt, *, shown: bool) -> None:
        """Other bytes and the receipt they are of, under the same id; `shown`: a paper made before tells otherwise."""
        with self._database.transaction():
            was = self.by_id(operation_id)
            if was is not None and sold.counts(was.document, was.state):
                self._book(was, sold.take_back)
            self._database.run(
                "UPDATE operation SET body = ?, body_sha256 = ?, document = ?, mended = max(mended, ?) WHERE id = ?",
                (body, hashlib.sha256(body).hexdigest(), dump(document), int(shown), operation_id),
            )
            if was is not None:
                self._count(replace(was, document=document))
            if was is not None and was.document is not None:
                self._stamps.mended(was.document, document)

    def _count(self, operation: Operation) -> None:
        """Keep what is counted as sold true to the operation."""
        if operation.document is None:
            return
        should = sold.counts(operation.document, operation.state)
        does = self._database.row("SELECT 1 FROM sold_receipt WHERE seq = ?", (operation.seq,)) is not None
        if should is not does:
            self._book(operation, sold.add if should else sold.take_back)

    def _book(self, operation: Operation, way: Callable[[sold.Execute, sold.Counted], None]) -> None:
        if operation.document is not None:
            way(self._database.rows, sold.Counted(operation.seq, operation.shift_id, operation.document))

    def move_to_shift(self, shift_id: str, other_id: str) -> None:
        """The documents of one shift belong to another; the opening of the first stays with it."""
        self._database.run(
            "UPDATE operation SET shift_id = ? WHERE shift_id = ? AND id <> ?", (other_id, shift_id, shift_id)
        )

    def by_id(self, operation_id: str) -> Operation | None:
        """One operation by its UUID."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM operation WHERE id = ?", (operation_id,))
        return _operation(row) if row else None

    def by_fiscal_code(self, fiscal_code: str) -> Operation | None:
        """One operation by the tax service's number."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM operation WHERE fiscal_code = ?", (fiscal_code,))
        return _operation(row) if row else None

    def unsettled(self, limit: int = -1) -> list[Operation]:
        """What is not yet at Checkbox, in the order it must go; with a `limit` only the first so many."""
        return self._list("state NOT IN ('ACCEPTED', 'DONE', 'REJECTED')", limit)

    def stopped(self) -> list[Operation]:
        """What only a person can settle, the oldest first."""
        return self._list("state = 'ATTENTION'")

    def accepted_not_done(self, limit: int = -1) -> list[Operation]:
        """What Checkbox has but the tax service's number is still to be fetched for."""
        return self._list("state = 'ACCEPTED' AND kind IN ('SELL', 'RETURN', 'CASH_WITHDRAWAL')", limit)

    def of_shift(self, shift_id: str) -> Iterator[Operation]:
        """Every operation of a shift, in order, one at a time: four hundred are eight megabytes."""
        rows = self._database.each(f"SELECT {_COLUMNS} FROM operation WHERE shift_id = ? ORDER BY seq", (shift_id,))
        yield from map(_operation, rows)

    def last_seq(self) -> int:
        """The number of the newest operation, 0 where there is none."""
        return int(self._database.rows("SELECT coalesce(max(seq), 0) FROM operation")[0][0])

    def returns_of(self, receipt_id: str) -> list[Operation]:
        """The returns that were made against a sale and were not refused."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM operation WHERE related_id = ? AND state <> 'REJECTED' ORDER BY seq", (receipt_id,)
        )
        return [_operation(row) for row in rows]

    def of_order(self, order: str) -> list[Operation]:
        """The receipts of an order that were not refused, in order."""
        return self._list_orders("json_extract(document, '$.part.order') = ?", order)

    def orders(self) -> list[Operation]:
        """The receipts of all orders that were not refused, in order."""
        return self._list_orders("json_extract(document, '$.part.order') IS NOT NULL")

    def _list_orders(self, condition: str, *values: str) -> list[Operation]:
        query = f"SELECT {_COLUMNS} FROM operation WHERE {condition} AND state <> 'REJECTED' ORDER BY seq"
        return [_operation(row) for row in self._database.rows(query, values)]

    def receipts(self, *, limit: int, before: str | None = None) -> list[Operation]:
        """Receipts, the newest first; `before` is a receipt's id, itself left out."""
        last = self._database.row("SELECT seq FROM operation WHERE id = ?", (before,)) if before else None
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM operation WHERE {RECEIPTS} AND state <> 'REJECTED' AND seq < ?"
            " ORDER BY seq DESC LIMIT ?",
            (last[0] if last else 2**62, limit),
        )
        return [_operation(row) for row in rows]

    def since(self, seq: int = 0) -> list[Operation]:
        """Every operation after `seq`, in order, for the export."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM operation WHERE seq > ? ORDER BY seq", (seq,))
        return [_operation(row) for row in rows]

    def damaged(self) -> list[int]:
        """Numbers (`seq`) of operations whose bytes are no longer those that were written."""
        rows = self._database.each("SELECT seq, CAST(body AS BLOB), CAST(body_sha256 AS BLOB) FROM operation")
        return [seq for seq, body, digest in rows if hashlib.sha256(body or b"").hexdigest().encode() != digest]

    def queue(self) -> Queue:
        """How much is not yet at Checkbox."""
        rows = self._database.rows(
            "SELECT state, count(*) FROM operation WHERE state NOT IN ('ACCEPTED', 'DONE', 'REJECTED') GROUP BY state"
        )
        counts: dict[str, int] = dict(rows)
        attention = counts.pop("ATTENTION", 0)
        ambiguous = counts.get("AMBIGUOUS", 0)
        return Queue(waiting=sum(counts.values()), ambiguous=ambiguous, attention=attention)

    def _list(self, condition: str, limit: int = -1) -> list[Operation]:
        query = f"SELECT {_COLUMNS} FROM operation WHERE {condition} ORDER BY seq LIMIT ?"
        rows: Sequence[Row] = self._database.rows(query, (limit,))
        return [_operation(row) for row in rows]


def _everything(_kind: OperationKind) -> None:
    """Where nobody guards the disk."""


def _operation(row: Row) -> Operation:
    return Operation(
        seq=row[0],
        id=row[1],
        kind=OperationKind(row[2]),
        document=_receipt(row[3]) if row[3] else None,
        body=row[4],
        state=OperationState(row[5]),
        attempts=row[6],
        fiscal_code=row[7],
        fiscal_date=_moment(row[8]),
        sold_at=datetime.fromisoformat(row[9]),
        total=row[10],
        shift_id=row[11],
        related_id=row[12],
        stamp=_stamp(row[13]) if row[13] else None,
        reason=read_text(row[14]),
        ambiguous_at=_moment(row[15]),
        printed_as=row[16],
        fault_line=row[17],
        fault_field=row[18],
    )


@lru_cache(maxsize=KEPT_READ)
def _receipt(text: str) -> Receipt:
    """Values never change and equal texts are equal receipts: one that is asked for again is not read again."""
    return load(Receipt, text)


@lru_cache(maxsize=KEPT_READ)
def _stamp(text: str) -> FiscalStamp:
    return load(FiscalStamp, text)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
