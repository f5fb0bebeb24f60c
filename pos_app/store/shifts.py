"""The shifts that were opened here, with what was cached at opening: taxes and the seller's rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pos_app.domain.receipt import Seller
from pos_app.domain.tax import Tax
from pos_app.store.codec import dump, load
from pos_app.store.database import Database, Row

_COLUMNS = (
    "id, serial, status, opened_at, closed_at, cashier_id, cashier_name, initial_cash, taxes, seller, z_report,"
    " counted_cash"
)


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift. `status` is Checkbox's word (CREATED, OPENING, OPENED, CLOSING, CLOSED); cash in kopecks."""

    id: str
    status: str
    cashier_id: str
    cashier_name: str
    taxes: tuple[Tax, ...]
    seller: Seller
    serial: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    initial_cash: int = 0
    z_report: Mapping[str, Any] | None = None
    counted_cash: int | None = None


class Shifts:
    """The table `shift`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, shift: ShiftRow) -> None:
        """Write a shift, new or changed."""
        self._database.run(
            # an upsert keeps the row's place: `current` and `last` go by it
            f"INSERT INTO shift ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET serial = excluded.serial, status = excluded.status,"
            " opened_at = excluded.opened_at, closed_at = excluded.closed_at, cashier_id = excluded.cashier_id,"
            " cashier_name = excluded.cashier_name, initial_cash = excluded.initial_cash, taxes = excluded.taxes,"
            " seller = excluded.seller, z_report = excluded.z_report, counted_cash = excluded.counted_cash",
            (
                shift.id,
                shift.serial,
                shift.status,
                shift.opened_at.isoformat() if shift.opened_at else None,
                shift.closed_at.isoformat() if shift.closed_at else None,
                shift.cashier_id,
                shift.cashier_name,
                shift.initial_cash,
                dump(shift.taxes),
                dump(shift.seller),
                json.dumps(shift.z_report, ensure_ascii=False) if shift.z_report is not None else None,
                shift.counted_cash,
            ),
        )

    def by_id(self, shift_id: str) -> ShiftRow | None:
        """One shift by its UUID."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM shift WHERE id = ?", (shift_id,))
        return _shift(row) if row else None

    def current(self) -> ShiftRow | None:
        """The shift that is not closed, the newest if there were several."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM shift WHERE status <> 'CLOSED' ORDER BY rowid DESC LIMIT 1")
        return _shift(row) if row else None

    def all(self) -> list[ShiftRow]:
        """Every shift, the oldest first."""
        return [_shift(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM shift ORDER BY rowid")]

    def last(self) -> ShiftRow | None:
        """The newest shift, closed or not."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM shift ORDER BY rowid DESC LIMIT 1")
        return _shift(row) if row else None

    def last_opened(self) -> ShiftRow | None:
        """The newest shift that really was open, closed since or not."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM shift WHERE opened_at IS NOT NULL ORDER BY rowid DESC LIMIT 1"
        )
        return _shift(row) if row else None


def _shift(row: Row) -> ShiftRow:
    return ShiftRow(
        id=row[0],
        serial=row[1],
        status=row[2],
        opened_at=datetime.fromisoformat(row[3]) if row[3] else None,
        closed_at=datetime.fromisoformat(row[4]) if row[4] else None,
        cashier_id=row[5],
        cashier_name=row[6],
        initial_cash=row[7],
        taxes=load(tuple[Tax, ...], row[8]),
        seller=load(Seller, row[9]),
        z_report=json.loads(row[10]) if row[10] else None,
        counted_cash=row[11],
    )
