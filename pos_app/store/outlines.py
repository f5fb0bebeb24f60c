"""What a receipt is found by: read without the receipt around it, so that a search through months keeps nothing."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pos_app.store.database import Database
from pos_app.store.operations import RECEIPTS


@dataclass(frozen=True, slots=True)
class Outline:
    """Of one receipt; sums in kopecks. `goods`: name, code and barcode of each line."""

    id: str
    fiscal_code: str
    sold_at: datetime
    due: int
    total: int
    cashier_name: str
    comment: str
    goods: tuple[str, ...]


class Outlines:
    """Read only, over the table `operation`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, limit: int, words: Sequence[str] = ()) -> Iterator[Outline]:
        """Of at most so many receipts, the newest first; of one that cannot have all the folded words, none."""
        # figures may be a part of a sum, which is not written as it is read; a letter stands there as it is
        letters = [word for word in words if word.isalpha()]
        rows = self._database.each(
            f"SELECT id, fiscal_code, sold_at, document FROM operation WHERE {RECEIPTS} AND state <> 'REJECTED'"
            " AND document IS NOT NULL ORDER BY seq DESC LIMIT ?",
            (limit,),
        )
        for receipt_id, fiscal_code, sold_at, document in rows:
            if letters:
                text = f"{fiscal_code} {document}".casefold()
                if not all(word in text for word in letters):
                    continue
            yield _outline(receipt_id, fiscal_code or "", sold_at, json.loads(document))


def _outline(receipt_id: str, fiscal_code: str, sold_at: str, kept: dict[str, Any]) -> Outline:
    return Outline(
        id=receipt_id,
        fiscal_code=fiscal_code,
        sold_at=datetime.fromisoformat(sold_at),
        due=kept.get("due", 0),
        total=kept.get("total", 0),
        cashier_name=kept["cashier_name"],
        comment=kept.get("comment", ""),
        goods=tuple(f"{line['name']} {line['code']} {line.get('barcode') or ''}" for line in kept.get("lines", ())),
    )
