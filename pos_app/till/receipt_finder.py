"""Finds receipts among all there are: by number, sum, time, product, cashier; in a worker thread, the newest first."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from typing import Final

from pos_app.domain.money import format_hryvnias, parse_hryvnias
from pos_app.store.operations import Operation
from pos_app.store.outlines import Outline
from pos_app.store.till_store import TillStore, open_till_store_to_read
from pos_app.till.clock import KYIV

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
            return _look(self._store, wanted, limit)
        return await asyncio.to_thread(self._look_apart, wanted, limit)

    def _look_apart(self, wanted: Sequence[str], limit: int) -> list[Operation]:
        """By a connection of its own: the till goes on writing meanwhile."""
        assert self._store.path is not None  # `find` looks at one in memory itself
        with closing(open_till_store_to_read(self._store.path)) as reading:
            return _look(reading, wanted, limit)


def _look(store: TillStore, wanted: Sequence[str], limit: int) -> list[Operation]:
    folded = tuple(word.casefold() for word in wanted)
    fitting = (one.id for one in store.outlines.newest(LOOKS_AT, folded) if _fits(one, folded))
    rows = map(store.operations.by_id, islice(fitting, limit))
    return [row for row in rows if row is not None]


def _fits(receipt: Outline, words: Sequence[str]) -> bool:
    text = _text(receipt)
    return all(word in text or _kopecks(word) in {receipt.due, receipt.total} for word in words)


def _kopecks(word: str) -> int | None:
    """A word that is a sum with kopecks: 284,50 is meant whole, 28 may be a part of anything."""
    if "," not in word and "." not in word:
        return None
    try:
        return parse_hryvnias(word)
    except ValueError:
        return None


def _text(receipt: Outline) -> str:
    at = receipt.sold_at.astimezone(KYIV)
    sums = format_hryvnias(receipt.due).replace(" ", "")
    parts = (
        receipt.fiscal_code, receipt.id, sums, receipt.cashier_name, receipt.comment, f"{at:%d.%m.%Y %H:%M}",
        *receipt.goods,
    )  # fmt: skip
    return " ".join(parts).casefold()
