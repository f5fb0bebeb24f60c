"""A year of sales reports, 400 receipts a day, beside the plainest way: reading every stored receipt and adding up.

`python -m tests.benchmarks.sales --days 365`. The loop's lateness is measured while the reports are read aside.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptLine, Seller
from pos_app.reports.sales import GROUPS, SalesReader, Span
from pos_app.store import sold
from pos_app.store.codec import dump, load
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore, open_till_store

FIRST = datetime(2026, 1, 1, 6, 0, tzinfo=UTC)
GOODS = 5000
CASHIERS = ("Коваленко Олена Петрівна", "Шевчук Ірина Іванівна")
SAMPLE = 3000


def line(number: int) -> ReceiptLine:
    """Good `number`, once."""
    return ReceiptLine(
        f"{number:08d}-0000-4000-8000-000000000000", str(number), f"Товар номер {number}", None, "шт", 1000, 1000, 1000,
        (), 1000, 1000, (1,), (), category_id=f"{number % 40:08d}-0000-4000-8000-000000000000",
    )  # fmt: skip


def receipt(chance: random.Random, number: int, at: datetime) -> Receipt:
    """Four goods, a few of which sell most."""
    lines = tuple(line(min(GOODS, int(chance.paretovariate(0.5)))) for _ in range(4))
    way = Payment(PaymentType.CASH, 4000) if chance.random() < 0.4 else Payment(PaymentType.CASHLESS, 4000, "Картка")
    kind = ReceiptKind.RETURN if chance.random() < 0.02 else ReceiptKind.SELL
    return Receipt(
        f"r{number}", kind, at, chance.choice(CASHIERS), lines, sum=4000, total=4000, due=4000, paid=4000,
        payments=(way,),
    )  # fmt: skip


def fill(store: TillStore, days: int, a_day: int) -> list[str]:
    """So many days; → some receipts as they are stored."""
    chance, seq = random.Random(7), 0
    sample: list[str] = []
    with store.transaction():
        for day in range(days):
            opened = FIRST + timedelta(days=day)
            shift = ShiftRow(f"s{day}", "CLOSED", "c", CASHIERS[0], (), Seller("", "", ""), day, opened, opened)
            store.shifts.save(replace(shift, z_report={"payments": [{"sell_sum": 4000 * a_day, "return_sum": 0}]}))
            for _ in range(a_day):
                seq += 1
                made = receipt(chance, seq, opened + timedelta(minutes=chance.randint(0, 14 * 60)))
                sold.add(store.database.rows, sold.Counted(seq, f"s{day}", made))
                if len(sample) < SAMPLE:
                    sample.append(dump(made))
    return sample


async def lateness(work: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """(milliseconds the work took, the worst lateness of the loop's 1 ms beats meanwhile)."""
    gaps = [0.0]

    async def beat() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            gaps.append((time.perf_counter() - began - 0.001) * 1000)

    beating = asyncio.ensure_future(beat())
    await asyncio.sleep(0.05)
    gaps.clear()
    began = time.perf_counter()
    await work()
    took = (time.perf_counter() - began) * 1000
    beating.cancel()
    return took, max(gaps, default=0.0)


async def report(store: TillStore, days: int, sample: list[str], receipts: int) -> None:
    """Print a year of each report."""
    reader = SalesReader(store, dict)
    span = Span(FIRST.date(), FIRST.date() + timedelta(days=days))
    began = time.perf_counter()
    for text in sample:
        load(Receipt, text)
    plainest = (time.perf_counter() - began) * 1000 * receipts / len(sample)
    print(f"{receipts} receipts; the plainest way, reckoned from {len(sample)}: {plainest:.0f} ms")
    works: dict[str, Callable[[], Awaitable[object]]] = {
        by: (lambda by=by: reader.sales(by, span)) for by in GROUPS  # type: ignore[misc] # bound for each
    }
    works["z"] = lambda: reader.z_reports(span.first, span.last)
    works["days"] = lambda: reader.days(span.first, span.last)
    for name, work in works.items():
        runs = [await lateness(work) for _ in range(7)]
        took = statistics.median(one[0] for one in runs)
        late = max(one[1] for one in runs)
        print(f"{name:10} {took:7.0f} ms, worst {max(one[0] for one in runs):5.0f}; the loop late by {late:5.1f} ms")


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--receipts", type=int, default=411)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_till_store(Path(folder) / "till.db")
        began = time.perf_counter()
        sample = fill(store, chosen.days, chosen.receipts)
        count = chosen.days * chosen.receipts
        print(f"counting a receipt of 4 lines as it is sold: {(time.perf_counter() - began) * 1e6 / count:.0f} µs")
        asyncio.run(report(store, chosen.days, sample, count))
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"till.db {size / 1e6:.0f} MB for {date.fromordinal(FIRST.toordinal()):%Y}")
        store.close()


if __name__ == "__main__":
    main()
