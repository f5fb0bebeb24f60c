"""till.db of some years: verifying, opening, a sale's commit, and how long a backup and the ballast hold the loop.

`python -m tests.benchmarks.till_db --rows 100000`. A commit's yardstick is a bare write and fsync of as many bytes.
"""

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from pos_app.domain.register import OperationKind
from pos_app.store.operations import Operation
from pos_app.store.room import DiskRoom
from pos_app.store.till_store import TillStore, open_till_store

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
BYTES_OF_A_SALE = 36_000
"""What a sale's commit puts into the WAL: some nine pages."""


def timed(name: str, work: Callable[[], object]) -> float:
    """Do it once and print how long it took."""
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    print(f"{name:48} {took * 1000:9.1f} ms")
    return took


def fill(store: TillStore, rows: int) -> None:
    """A journal of so many rows, and a fifth as many operations."""
    with store.transaction():
        for n in range(rows):
            body = {"id": f"22222222-0000-4000-8000-{n:012d}", "state": "DONE", "attempts": 1, "fiscal_code": f"F{n}"}
            store.journal.append(NOW, "operation.state", body)
        for n in range(rows // 5):
            store.operations.add(Operation(f"operation-{n}", OperationKind.SELL, random.randbytes(1500), NOW))


def commits(store: TillStore, folder: Path) -> None:
    """The median of a sale's commit beside a bare write."""

    def sale(n: int) -> None:
        with store.transaction():
            store.operations.add(Operation(f"new-{n}", OperationKind.SELL, random.randbytes(3000), NOW))
            store.journal.append(NOW, "operation.intent", {"id": f"new-{n}"})

    def bare(_n: int) -> None:
        with (folder / "bare").open("ab") as file:
            file.write(bytes(BYTES_OF_A_SALE))
            file.flush()
            os.fsync(file.fileno())

    def median(work: Callable[[int], None]) -> float:
        took = []
        for n in range(100):
            began = time.perf_counter()
            work(n)
            took.append(time.perf_counter() - began)
        return statistics.median(took) * 1000

    ours, yardstick = median(sale), median(bare)
    print(f"{'a sale on disk, p50':48} {ours:9.1f} ms, bare write and fsync {yardstick:.1f} ms: {ours / yardstick:.2f}")


async def held(name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Print how late the loop's 1 ms beats came while the work went on, beside a quiet second."""
    gaps: list[float] = []

    async def beat() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            gaps.append((time.perf_counter() - began - 0.001) * 1000)

    beating = asyncio.ensure_future(beat())
    await asyncio.sleep(1)
    quiet = max(gaps)
    gaps.clear()
    began = time.perf_counter()
    await work()
    took = time.perf_counter() - began
    beating.cancel()
    worst, late = max(gaps), statistics.quantiles(gaps, n=100)[98]
    print(f"{name:48} {took * 1000:9.1f} ms, loop late p99 {late:.1f}, worst {worst:.1f} ms (quiet: {quiet:.1f} ms)")


async def beside_the_loop(store: TillStore, folder: Path) -> None:
    """Backup and ballast, as the till does them."""
    loop = asyncio.get_running_loop()
    jobs: list[asyncio.Future[None]] = []
    room = DiskRoom(
        folder, time.monotonic, in_background=lambda job: jobs.append(loop.run_in_executor(None, job))
    )

    async def ballast() -> None:
        room.prepare()
        await asyncio.gather(*jobs)

    await held("backup", lambda: asyncio.to_thread(store.back_up, NOW))
    await held("ballast", ballast)


def main() -> None:
    """All figures, once."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=100_000)
    rows = words.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "till.db"
        store = open_till_store(path)
        fill(store, rows)
        timed(f"full verify of {rows} rows", store.journal.verify)
        timed("first verify at start, no anchor", store.journal.verify_new)
        timed("verify at start, from the anchor", store.journal.verify_new)
        timed("bytes of all documents", store.operations.damaged)
        store.close()
        timed("open after a clean end", lambda: open_till_store(path).database.close())
        timed(f"open after a power cut ({path.stat().st_size // 1_000_000} MB)", lambda: open_till_store(path).close())
        store = open_till_store(path)
        commits(store, folder)
        asyncio.run(beside_the_loop(store, folder))
        store.close()


if __name__ == "__main__":
    main()
