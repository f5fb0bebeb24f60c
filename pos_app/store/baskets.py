"""The basket and the parked receipts: on disk after every line, so that a power cut costs nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import Adjustment
from pos_app.domain.part import Part
from pos_app.domain.payment import Payment
from pos_app.store.codec import dump, load
from pos_app.store.database import Database, Row

_PARKED = "SELECT id, at, cart, total, note, refused, payments FROM parked"


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """A receipt laid aside. `refused` and `payments` are set when Checkbox sent it back: reason and the money taken."""

    id: str
    at: datetime
    cart: Cart
    total: int
    note: str = ""
    refused: str = ""
    payments: tuple[Payment, ...] = ()


class Baskets:
    """The tables `basket`, `basket_line` and `parked`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> Cart:
        """The basket as it was after the last change."""
        lines = self._database.rows("SELECT line FROM basket_line ORDER BY place")
        query = "SELECT adjustments, receipt_id, card, part FROM basket"
        adjustments, receipt_id, card, part = self._database.rows(query)[0]
        return Cart(
            lines=tuple(load(CartLine, text) for (text,) in lines),
            adjustments=load(tuple[Adjustment, ...], adjustments),
            receipt_id=receipt_id,
            customer_card=card,
            part=load(Part, part) if part else None,
        )

    def save(self, old: Cart, new: Cart) -> None:
        """Write what changed between two carts; lines are compared by identity, so a scan writes one row."""
        kept = {id(line) for line in old.lines}
        gone = {line.id for line in old.lines} - {line.id for line in new.lines}
        with self._database.transaction():
            for line_id in gone:
                self._database.run("DELETE FROM basket_line WHERE line_id = ?", (line_id,))
            for place, line in enumerate(new.lines):
                if id(line) not in kept or place >= len(old.lines) or old.lines[place] is not line:
                    self._database.run(
                        "INSERT OR REPLACE INTO basket_line (line_id, place, line) VALUES (?, ?, ?)",
                        (line.id, place, dump(line)),
                    )
            head = (new.adjustments, new.receipt_id, new.customer_card, new.part)
            if (old.adjustments, old.receipt_id, old.customer_card, old.part) != head:
                self._database.run(
                    "UPDATE basket SET adjustments = ?, receipt_id = ?, card = ?, part = ?",
                    (dump(new.adjustments), new.receipt_id, new.customer_card, dump(new.part) if new.part else None),
                )

    def park(self, parked: ParkedRow) -> None:
        """Lay a receipt aside."""
        self._database.run(
            "INSERT INTO parked (id, at, cart, total, note, refused, payments) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                parked.id,
                parked.at.isoformat(),
                dump(parked.cart),
                parked.total,
                parked.note,
                parked.refused,
                dump(parked.payments),
            ),
        )

    def parked(self) -> Iterator[ParkedRow]:
        """All parked receipts, the oldest first, read one at a time: hundreds of them are megabytes."""
        return map(_parked, self._database.each(f"{_PARKED} ORDER BY at"))

    def parked_ids(self) -> Sequence[str]:
        """Of all parked receipts, the oldest first. A parked receipt never changes."""
        return [parked_id for (parked_id,) in self._database.rows("SELECT id FROM parked ORDER BY at")]

    def parked_before(self, moment: datetime) -> Sequence[ParkedRow]:
        """Those that were laid aside before a moment."""
        return [_parked(row) for row in self._database.rows(f"{_PARKED} WHERE at < ?", (moment.isoformat(),))]

    def refused(self) -> Sequence[ParkedRow]:
        """Those that Checkbox sent back, the oldest first."""
        return [_parked(row) for row in self._database.rows(f"{_PARKED} WHERE refused != '' ORDER BY at")]

    def parked_receipt(self, parked_id: str) -> ParkedRow | None:
        """One parked receipt; None where there is none."""
        row = self._database.row(f"{_PARKED} WHERE id = ?", (parked_id,))
        return _parked(row) if row is not None else None

    def take(self, parked_id: str) -> ParkedRow | None:
        """Remove a parked receipt and hand it out; None where there is none."""
        row = self.parked_receipt(parked_id)
        if row is not None:
            self._database.run("DELETE FROM parked WHERE id = ?", (parked_id,))
        return row


def _parked(row: Row) -> ParkedRow:
    return ParkedRow(
        id=row[0],
        at=datetime.fromisoformat(row[1]),
        cart=load(Cart, row[2]),
        total=row[3],
        note=row[4],
        refused=row[5],
        payments=load(tuple[Payment, ...], row[6]),
    )
