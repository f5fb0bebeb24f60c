"""Excise stamps that this till has sold: each goes over the counter once."""

from collections.abc import Iterable

from pos_app.domain.excise import stamp_keys
from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.store.database import Database


class SoldStamps:
    """The table `sold_stamp`; stamps by their key (`domain.excise.stamp_key`). Whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sold_in(self, key: str) -> str | None:
        """The receipt that sold a stamp; None while it was not sold, came back, or its sale came to nothing."""
        row = self._database.row(
            # a sale that this till did not make has no operation
            "SELECT receipt_id FROM sold_stamp LEFT JOIN operation ON id = receipt_id"
            " WHERE stamp = ? AND state IS NOT 'REJECTED'",
            (key,),
        )
        return row[0] if row else None

    def add(self, keys: Iterable[str], receipt_id: str) -> None:
        """Sold."""
        for key in keys:
            self._database.run("INSERT OR REPLACE INTO sold_stamp (stamp, receipt_id) VALUES (?, ?)", (key, receipt_id))

    def came_back(self, keys: Iterable[str]) -> None:
        """Given back: they may be sold again."""
        for key in keys:
            self._database.run("DELETE FROM sold_stamp WHERE stamp = ?", (key,))

    def mended(self, was: Receipt, now: Receipt) -> None:
        """Other stamps stand in a receipt of the same pieces: the old ones are as if they had not been in it.

        A piece that was sold and came back stays back.
        """
        keys = zip(stamp_keys(was.lines), stamp_keys(now.lines), strict=True)
        pairs = [(old, new) for old, new in keys if old != new]
        if was.kind is ReceiptKind.SELL:
            held = [pair for pair in pairs if self.sold_in(pair[0]) == was.id]
            self.came_back(old for old, _ in held)
            self.add((new for _, new in held), was.id)
        elif was.related_receipt_id is not None:
            self.add((old for old, _ in pairs), was.related_receipt_id)
            self.came_back(new for _, new in pairs)

    def forget_sale(self, receipt_id: str) -> None:
        """That sale came to nothing."""
        self._database.run("DELETE FROM sold_stamp WHERE receipt_id = ?", (receipt_id,))
