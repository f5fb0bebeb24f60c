"""Which papers a copy is due or worth having for: read from what was printed and from what Checkbox has given since."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pos_app.domain.receipt import Delivery, ReceiptKind
from pos_app.domain.reprint import Reprint, ReprintList, ReprintReason
from pos_app.store.database import Database, Row

_DUE: Final = "o.printed_as IS NOT NULL AND json_extract(o.server_snapshot, '$.reprint_due')"
_FINAL: Final = "o.state = 'DONE'"
_READY: Final = f"{_FINAL} AND json_extract(o.server_snapshot, '$.tax_url') IS NOT NULL"
_BARE: Final = (
    "operation o WHERE o.id IN (SELECT document_id FROM print_job WHERE without_qr = 1)"
    f" AND o.state <> 'REJECTED' AND NOT coalesce({_DUE}, 0)"
)
_COLUMNS: Final = (
    "o.id, o.kind, o.sold_at, json_extract(o.document, '$.due'), o.fiscal_code, o.printed_as,"
    " json_extract(o.document, '$.delivery.email'), json_extract(o.document, '$.delivery.phone'),"
    " EXISTS (SELECT 1 FROM print_job p WHERE p.document_id = o.id AND p.kind = 'copy'"
    " AND p.state IN ('QUEUED', 'PRINTING', 'FAILED')), o.mended"
)


class Reprints:
    """Reads and settles the reprint list; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, limit: int) -> ReprintList:
        """Both parts, the oldest first, each cut at `limit`: what is due, then papers that only lack the QR."""
        due = self._rows(f"operation o WHERE {_DUE} ORDER BY o.seq LIMIT ?", _FINAL, limit)
        # the receipts of a day offline are sorted by number alone, and only those shown are read
        first = f"SELECT o.seq FROM {_BARE} ORDER BY o.seq LIMIT ?"
        bare = self._rows(f"operation o WHERE o.seq IN ({first}) ORDER BY o.seq", _READY, limit)
        items = (*(_due(row) for row in due), *(_without_qr(row) for row in bare))
        return ReprintList(items, self._count(f"operation o WHERE {_DUE}"), self._count(_BARE))

    def ready_ids(self, *, optional: bool) -> list[str]:
        """Receipts of one part that a copy would help now and that none is on its way for."""
        part = f"{_BARE} AND {_READY}" if optional else f"operation o WHERE {_DUE} AND {_FINAL}"
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM {part} ORDER BY o.seq")
        return [row[0] for row in rows if not row[8]]

    def optional_ids(self) -> list[str]:
        """Every receipt whose paper only lacks the QR."""
        return [row[0] for row in self._database.rows(f"SELECT o.id FROM {_BARE}")]

    def one(self, receipt_id: str) -> Reprint | None:
        """One receipt of the list; None where it does not stand on it."""
        due = self._rows(f"operation o WHERE {_DUE} AND o.id = ?", _FINAL, receipt_id)
        bare = self._rows(f"{_BARE} AND o.id = ?", _READY, receipt_id)
        return _due(due[0]) if due else _without_qr(bare[0]) if bare else None

    def printed(
        self, job_id: str, receipt_id: str, fiscal_code: str | None, digest: str, *, with_qr: bool
    ) -> None:
        """A paper of a receipt came out: what it shows counts from now on, whatever older papers show.

        `fiscal_code`, `digest`: the receipt's (`Operation.digest`) when the paper was laid out.
        """
        self._database.run(
            "UPDATE print_job SET without_qr = 0 WHERE document_id = ? AND without_qr = 1", (receipt_id,)
        )
        if not with_qr:
            self._database.run("UPDATE print_job SET without_qr = 1 WHERE id = ?", (job_id,))
        # number, date or text may have changed while the printer was at it: then the copy is due still
        self._database.run(
            "UPDATE operation SET printed_as = fiscal_code WHERE id = ? AND fiscal_code = ?"
            " AND printed_as IS NOT fiscal_code",
            (receipt_id, fiscal_code),
        )
        self._database.run(
            "UPDATE operation SET server_snapshot = json_set(server_snapshot, '$.reprint_due', json('false'))"
            " WHERE id = ? AND fiscal_code = ? AND body_sha256 = ? AND json_extract(server_snapshot, '$.reprint_due')",
            (receipt_id, fiscal_code, digest),
        )

    def dismiss(self, receipt_ids: Sequence[str]) -> None:
        """Take receipts off the list; their papers stay on record as they are."""
        ids = json.dumps(list(receipt_ids))
        self._database.run(
            "UPDATE print_job SET without_qr = 0 WHERE without_qr = 1"
            " AND document_id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
        self._database.run(
            "UPDATE operation SET server_snapshot = json_set(server_snapshot, '$.reprint_due', json('false'))"
            " WHERE printed_as IS NOT NULL AND json_extract(server_snapshot, '$.reprint_due')"
            " AND id IN (SELECT value FROM json_each(?))",
            (ids,),
        )

    def _rows(self, part: str, ready: str, given: str | int) -> list[Row]:
        return self._database.rows(f"SELECT {_COLUMNS}, {ready} FROM {part}", (given,))

    def _count(self, part: str) -> int:
        return int(self._database.rows(f"SELECT count(*) FROM {part}")[0][0])


def _due(row: Row) -> Reprint:
    if row[5] != row[4]:
        return _reprint(row, ReprintReason.NUMBER)
    return _reprint(row, ReprintReason.MENDED if row[9] else ReprintReason.DATE)


def _without_qr(row: Row) -> Reprint:
    return _reprint(row, ReprintReason.NO_QR)


def _reprint(row: Row, reason: ReprintReason) -> Reprint:
    return Reprint(
        receipt_id=row[0],
        kind=ReceiptKind(row[1]),
        sold_at=datetime.fromisoformat(row[2]),
        due=row[3],
        reason=reason,
        fiscal_code=row[4],
        printed_as=row[5],
        ready=bool(row[10]),
        printing=bool(row[8]),
        delivery=Delivery(row[6], row[7]),
    )
