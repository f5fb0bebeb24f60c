"""How quick the till without a screen is at 100 000 goods, each figure beside a bare baseline of the same run.

`python -m tests.benchmarks.rpc` prints the table; `--goods 1000` for a quick look. Exit code 1 when a bound is missed.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import httpx

from pos_app.sandbox.smartkasa.synthetic import number_of
from tests.e2e.rpc_driver import ROOT, RpcTill
from tests.e2e.shelf import MILK
from tests.e2e.vendors import PIN, Vendors, write_config

ECHO = """
import sys
for line in sys.stdin.buffer:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
"""
IDLE = "import asyncio, sys, apsw, httpx, pydantic; sys.stdout.write('x\\n'); sys.stdout.flush(); sys.stdin.read()"
WORDS = ("печиво", "сік", "чай", "вафл", "крупа", "сир", "вода", "кава", "мед", "риба", "моро", "квас", "свіч")
SECOND = ("клас", "прем", "мали", "трав", "сіме", "дит", "екон", "зим", "хутір", "граків", "верби", "півник")


@dataclass
class Bench:
    """The till at work, and what has been measured."""

    till: RpcTill
    vendors: Vendors
    goods: int
    random: Random
    rows: list[tuple[str, str, str, str, bool]] = field(default_factory=list)

    def figure(self, name: str, ours: list[float], bare: list[float], bound_ms: float | None = None) -> None:
        """A row of times in seconds: p50 and p99 of ours and of the bare baseline, and their ratio."""
        ok = bound_ms is None or at(ours, 0.99) * 1000 <= bound_ms
        bound = "" if bound_ms is None else f"p99 ≤ {bound_ms:g} ms"
        ratio = at(ours, 0.5) / at(bare, 0.5)
        self.rows.append((name, spread(ours), spread(bare), f"×{ratio:.1f}", ok))
        self.rows[-1] = (*self.rows[-1][:3], f"×{ratio:.1f}  {bound}", ok)

    def report(self) -> str:
        """The table."""
        head = ("", "till p50 / p99", "bare p50 / p99", "ratio of p50, bound", True)
        lines = []
        for name, ours, bare, ratio, ok in (head, *self.rows):
            lines.append(f"{name:34} {ours:>24} {bare:>24}  {ratio}{'' if ok else '  MISSED'}".rstrip())
        return "\n".join(lines)


def at(times: list[float], share: float) -> float:
    """A quantile."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def spread(times: list[float]) -> str:
    """p50 / p99 in milliseconds."""
    return f"{at(times, 0.5) * 1000:.2f} / {at(times, 0.99) * 1000:.2f} ms"


def timed(calls: int, work: Callable[[], object]) -> list[float]:
    """How long each of so many calls takes."""
    times = []
    for _ in range(calls):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return times


# -- bare baselines ---------------------------------------------------------------------------------------------


def echo_times(calls: int) -> list[float]:
    """A line to a bare Python process and back: what any RPC over pipes costs here."""
    line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "catalog.search", "params": {"query": "молоко"}}).encode()
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", ECHO], stdin=pipe, stdout=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def there_and_back() -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(line + b"\n")
            process.stdin.flush()
            process.stdout.readline()

        times = timed(calls, there_and_back)
        process.stdin.close()
    return times


def bare_interpreter() -> tuple[float, int]:
    """→ seconds until a bare process with the same libraries answers, and the memory it holds."""
    began = time.perf_counter()
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", IDLE], stdin=pipe, stdout=pipe, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        ready = time.perf_counter() - began
        status = Path(f"/proc/{process.pid}/status").read_text()
        held = next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmRSS:"))
        process.stdin.close()
    return ready, held * 1024


class BareTable:
    """The same goods in plain SQLite, asked in this process: name, number and price with an index and FTS5."""

    def __init__(self, rows: list[tuple[str, str | None, int]]) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE TABLE good(id INTEGER PRIMARY KEY, name TEXT, number TEXT, price INT)")
        self._db.execute("CREATE INDEX by_number ON good(number)")
        self._db.execute("CREATE VIRTUAL TABLE words USING fts5(name)")
        for place, row in enumerate(rows):
            self._db.execute("INSERT INTO good VALUES (?, ?, ?, ?)", (place, *row))
            self._db.execute("INSERT INTO words(rowid, name) VALUES (?, ?)", (place, row[0]))

    def search(self, query: str) -> int:
        """Prefixes of words; → rows found, 50 at most."""
        match = " ".join(f'"{word}"*' for word in query.split())
        sql = "SELECT good.* FROM words JOIN good ON good.id = words.rowid WHERE words MATCH ? LIMIT 50"
        return len(self._db.execute(sql, (match,)).fetchall())

    def by_number(self, number: str) -> int:
        """→ rows found."""
        return len(self._db.execute("SELECT * FROM good WHERE number = ?", (number,)).fetchall())


# -- what is measured -------------------------------------------------------------------------------------------


def measure_goods(bench: Bench) -> None:
    """Searching and looking up."""
    till, random = bench.till, bench.random
    bare = BareTable(all_goods(bench))

    def query() -> str:
        word = random.choice(WORDS)[: random.randint(3, 6)]
        return f"{word} {random.choice(SECOND)[: random.randint(3, 5)]}" if random.random() < 0.5 else word

    def number() -> str:
        return number_of(random.randrange(bench.goods)) or MILK.number or ""

    till.call("catalog.search", {"query": "сир"})
    ours = timed(400, lambda: till.call("catalog.search", {"query": query()}))
    bench.figure("catalog.search, 50 rows", ours, timed(400, lambda: bare.search(query())), 30)
    ours = timed(400, lambda: till.call("catalog.search", {"query": query(), "limit": 10}))
    bench.figure("catalog.search, 10 rows", ours, timed(400, lambda: bare.search(query())), 30)
    ours = timed(1000, lambda: till.call("catalog.by_barcode", {"barcode": number()}))
    bench.figure("catalog.by_barcode", ours, timed(1000, lambda: bare.by_number(number())), 10)


def all_goods(bench: Bench) -> list[tuple[str, str | None, int]]:
    """Name, number and price in kopecks of all goods, as the till was told them."""
    pages = [json.loads(call.answer) for call in bench.vendors.smartkasa_calls.exchanges if "/products" in call.path]
    goods = [good for page in pages for good in page["data"]]
    return [(good["title"], good["number"], int(Decimal(good["price"]) * 100)) for good in goods]


def measure_basket(bench: Bench) -> None:
    """From a scan to its answer, in baskets of up to twenty lines."""
    till, random = bench.till, bench.random
    ours = []
    for _ in range(15):
        till.call("cart.clear")
        for _ in range(20):
            code = number_of(random.randrange(bench.goods // 97) * 97) or ""
            ours += timed(1, lambda code=code: till.call("cart.scan", {"code": code}))
    till.call("cart.clear")
    bench.figure("cart.scan to answer", ours, echo_times(300))
    bench.figure("till.status", timed(500, lambda: till.call("till.status")), echo_times(500))


def measure_sales(bench: Bench) -> None:
    """Paying, with a server that needs no time; bare: the same two requests by a plain HTTP client."""
    till = bench.till
    ours = []
    for _ in range(40):
        till.call("cart.add", {"product_id": MILK.id})
        ours += timed(1, lambda: till.call("sale.pay", {"payments": [{"type": "CASH"}]}))
    sent = bench.vendors.calls("POST", "/receipts/sell")[-1]
    bench.figure("sale.pay", ours, bare_sales(bench, sent.headers, sent.sent))


def bare_sales(bench: Bench, headers: dict[str, str], body: dict[str, Any]) -> list[float]:
    """POST the sale, GET its number."""
    kept = {name: value for name, value in headers.items() if name.startswith(("x-", "authorization"))}
    with httpx.Client(base_url=bench.vendors.checkbox_server.base_url, headers=kept, trust_env=False) as http:

        def sell() -> None:
            identity = bench.vendors.checkbox.register.new_id()
            http.post("/api/v1/receipts/sell", json={**body, "id": identity}).raise_for_status()
            assert http.get(f"/api/v1/receipts/{identity}").json()["status"] == "DONE"

        return timed(40, sell)


def measure_memory(bench: Bench, started_s: float, first_lookup_s: float) -> None:
    """Memory, and the time from the start to the first answers."""
    bare_s, bare_bytes = bare_interpreter()
    held = bench.till.resident_bytes()
    megabytes = f"{held / 1e6:.0f} MB", f"{bare_bytes / 1e6:.0f} MB"
    bench.rows.append(("memory (RSS)", *megabytes, f"×{held / bare_bytes:.1f}  ≤ 250 MB", held <= 250e6))
    ratio = f"×{started_s / bare_s:.1f}"
    bench.rows.append(("start to first answer", f"{started_s:.2f} s", f"{bare_s:.2f} s", ratio, True))
    bench.rows.append(("start to first goods found", f"{first_lookup_s:.2f} s", f"{bare_s:.2f} s", "", True))


def run(goods: int, seed: int, folder: Path) -> Bench:
    """Everything, in a folder of its own."""
    with ExitStack() as stack:
        vendors = Vendors.start(extra_products=goods)
        stack.callback(vendors.stop)
        till = RpcTill(write_config(folder / "till.toml", vendors), folder / "data").start()
        stack.callback(till.close)
        began = time.perf_counter()
        sync = till.call("catalog.sync", timeout_s=1800)
        sys.stdout.write(f"{sync['products']} goods read in {time.perf_counter() - began:.0f} s\n")
        till.shutdown()
        began = time.perf_counter()
        till.start().call("till.status")
        started_s = time.perf_counter() - began
        till.call("catalog.by_barcode", {"barcode": number_of(0)})
        first_lookup_s = time.perf_counter() - began
        till.call("session.sign_in", {"pin_code": PIN})
        till.call("shift.open", {})
        bench = Bench(till, vendors, goods, Random(seed))
        measure_goods(bench)
        measure_basket(bench)
        measure_sales(bench)
        measure_memory(bench, started_s, first_lookup_s)
        return bench


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goods", type=int, default=100_000, help="how many invented goods beside the demo's own")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = run(options.goods, options.seed, Path(folder))
    sys.stdout.write(f"{bench.report()}\n")
    return 0 if all(row[4] for row in bench.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
