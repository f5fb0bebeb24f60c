"""A search through the receipts of three months, beside the plainest way: reading each of them whole.

`python -m tests.benchmarks.receipts --receipts 50000`. The loop's lateness is measured while the receipts are read
aside; the memory is that of the whole process, which may stay.
"""

import argparse
import asyncio
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from pos_app.domain.receipt import Receipt
from pos_app.domain.register import OperationKind, OperationState
from pos_app.store.codec import load
from pos_app.store.operations import Operation
from pos_app.store.till_store import TillStore, open_till_store
from pos_app.till.receipt_finder import ReceiptFinder
from tests.benchmarks.sales import FIRST, SAMPLE, lateness, receipt

WORDS = {
    "a good that nobody sold": "сметаннник",
    "a sum that nobody paid": "99999,99",
    "figures of no receipt": "77777777777",
    "an hour that was never": "31.02.2026",
}
BODY = 1500


def rss_mb() -> float:
    """Of this process."""
    text = Path("/proc/self/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def fill(store: TillStore, count: int) -> None:
    """So many receipts of four lines, some four hundred a day."""
    chance = random.Random(7)
    with store.transaction():
        for number in range(count):
            made = receipt(chance, number, FIRST + timedelta(minutes=2 * number))
            store.operations.add(
                Operation(
                    made.id, OperationKind.SELL, random.randbytes(BODY), made.sold_at, made, OperationState.DONE,
                    fiscal_code=f"TEST-{number}", total=made.total,
                )
            )  # fmt: skip


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receipts", type=int, default=50_000)
    count = parser.parse_args().receipts
    with tempfile.TemporaryDirectory() as folder:
        store = open_till_store(Path(folder) / "till.db")
        fill(store, count)
        texts = store.database.rows("SELECT document FROM operation LIMIT ?", (SAMPLE,))
        began = time.perf_counter()
        for (text,) in texts:
            load(Receipt, text)
        plainest = (time.perf_counter() - began) * count / len(texts)
        print(f"{count} receipts; the plainest way, reckoned from {len(texts)}: {plainest * 1000:.0f} ms")
        del texts
        finder, before = ReceiptFinder(store), rss_mb()
        for what, words in WORDS.items():
            took, late = asyncio.run(lateness(lambda words=words: finder.find(words, limit=100)))
            print(f"{what:24} {took:6.0f} ms, the loop late by {late:5.1f} ms, memory {rss_mb() - before:+.1f} MB")
        store.close()


if __name__ == "__main__":
    main()
