"""Finds receipts among all there are: by number, sum, time, product, cashier; in a worker thread, the newest first."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from typing import Final

from pos_app.domain.money import format_hryvnias, parse_hryvnias
from pos_app.domain.receipt import Receipt
from pos_app.store.operations import Operation, Operations
from pos_app.store.till_store import TillStore, open_till_store_to_read
from pos_app.till.clock import KYIV

CHUNK: Final = 200
LOOKS_AT: Final = 50_000
"""So many of the newest receipts are looked at: three months of the busiest shop."""


class ReceiptFinder:
    """Every word of the question must be somewhere on the receipt."""

    def __init__(self, store: TillStore) -> None:
        self._store = store

    async def find(self, words: str, *, limit: int) -> Sequence[Operation]:
        """At most `limit` receipts, the newest first."""
        wanted = tuple(words.split())
        if not wanted:
            return ()
        if self._store.path is None:
            return _look(self._store.operations, wanted, limit)
        return await asyncio.to_thread(self._look_apart, wanted, limit)

    def _look_apart(self, wanted: Sequence[str], limit: int) -> list[Operation]:
        """By a connection of its own: the till goes on writing meanwhile."""
        assert self._store.path is not None  # `find` looks at one in memory itself
        with closing(open_till_store_to_read(self._store.path)) as reading:
            return _look(reading.operations, wanted, limit)


def _look(operations: Operations, wanted: Sequence[str], limit: int) -> list[Operation]:
    found: list[Operation] = []
    before: str | None = None
    for _ in range(LOOKS_AT // CHUNK):
        rows = operations.receipts(limit=CHUNK, before=before)
        found += [row for row in rows if row.document is not None and _fits(row, row.document, wanted)]
        if len(rows) < CHUNK or len(found) >= limit:
            break
        before = rows[-1].id
    return found[:limit]


def _fits(row: Operation, receipt: Receipt, wanted: Sequence[str]) -> bool:
    text = _text(row, receipt)
    return all(_kopecks(word) in {receipt.due, receipt.total} or word.casefold() in text for word in wanted)


def _kopecks(word: str) -> int | None:
    """A word that is a sum with kopecks: 284,50 is meant whole, 28 may be a part of anything."""
    if "," not in word and "." not in word:
        return None
    try:
        return parse_hryvnias(word)
    except ValueError:
        return None


def _text(row: Operation, receipt: Receipt) -> str:
    at: datetime = receipt.sold_at.astimezone(KYIV)
    goods = (f"{line.name} {line.code} {line.barcode or ''}" for line in receipt.lines)
    sums = format_hryvnias(receipt.due).replace(" ", "")
    parts = (
        row.fiscal_code or "", receipt.id, sums, receipt.cashier_name, receipt.comment, f"{at:%d.%m.%Y %H:%M}", *goods,
    )  # fmt: skip
    return " ".join(parts).casefold()
