"""How long a cashier waits when Checkbox is gone, how fast an offline day leaves, how soon a long queue is taken up.

`python -m tests.benchmarks.fiscal` prints the table (`--only refused recovery`, `--receipts 300`, `--queued 500` for a
quick look): the real program as a process of its own, real HTTP, a real disk. Exit code 1 when a goal is missed.
"""

import argparse
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from pos_app.sandbox.checkbox import Settings
from tests.benchmarks.rpc import at
from tests.e2e.rpc_driver import RpcTill
from tests.e2e.shelf import MILK
from tests.e2e.vendors import PIN, PROMPT, Vendors, write_config

CARD: Final = [{"type": "CASHLESS"}]
PLENTY: Final = replace(PROMPT, offline_codes_at_start=9000)
PACED: Final = replace(PLENTY, receipts_per_interval=2, pace_is_limited=True)
STAY_H: Final = 35.0
"""A day offline as long as the law lets one: the till stops at 35 h 30."""


@dataclass
class Row:
    """One figure beside its goal."""

    what: str
    measured: str
    goal: str = ""
    ok: bool = True


@dataclass
class Bench:
    """One till at work."""

    till: RpcTill
    vendors: Vendors
    sold: list[str] = field(default_factory=list)

    def open(self) -> None:
        """A cashier and a shift."""
        self.till.call("session.sign_in", {"pin_code": PIN})
        self.till.call("shift.open", {})
        self.till.call("till.wait", {"for": "idle", "timeout_s": 30}, 60)

    def sell(self) -> float:
        """One sale; → the seconds until its answer."""
        self.till.call("cart.add", {"product_id": MILK.id})
        began = time.perf_counter()
        receipt = self.till.call("sale.pay", {"payments": CARD}, 30)["receipt"]
        took = time.perf_counter() - began
        self.sold.append(receipt["id"])
        return took

    def pass_time(self, seconds: int) -> None:
        """For the till and for the server."""
        self.till.call("sandbox.advance_clock", {"seconds": seconds})
        self.vendors.pass_time(seconds)

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Nobody listens at Checkbox's address."""
        self.vendors.checkbox_server.close_door()
        try:
            yield
        finally:
            self.vendors.checkbox_server.open_door()

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Packets vanish: a listener whose queue is full answers no further connection."""
        self.vendors.checkbox_server.close_door()
        address = ("127.0.0.1", self.vendors.checkbox_server.port)
        with ExitStack() as stack:
            listener = stack.enter_context(socket.socket())
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(0)
            for _ in range(4):
                caller = stack.enter_context(socket.socket())
                caller.setblocking(False)
                caller.connect_ex(address)
            yield
        self.vendors.checkbox_server.open_door()


@contextmanager
def bench(settings: Settings = PROMPT, **fiscal: Any) -> Iterator[Bench]:
    """A till with goods and an open shift."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        vendors = Vendors.start(settings)
        stack.callback(vendors.stop)
        config = write_config(Path(folder) / "till.toml", vendors, fiscal=fiscal, printer={"transport": "none"})
        till = RpcTill(config, Path(folder) / "data").start()
        stack.callback(till.close)
        till.call("catalog.sync", {}, 60)
        made = Bench(till, vendors)
        made.open()
        yield made


def quick() -> list[Row]:
    """Online: from paying to the number, with a server that numbers at once."""
    with bench() as b:
        times = [b.sell() for _ in range(60)]
    p50, p99 = at(times, 0.5), at(times, 0.99)
    return [Row("sale.pay, a prompt server: p50 / p99", f"{p50 * 1000:.0f} / {p99 * 1000:.0f} ms")]


def black_hole() -> list[Row]:
    """Checkbox takes the connection and never answers; packets that vanish."""
    rows = []
    for name in ("takes and never answers", "packets vanish"):
        with bench() as b, ExitStack() as stack:
            if name == "packets vanish":
                stack.enter_context(b.deaf())
            else:
                b.vendors.plan.outage("black_hole")
            first, second = b.sell(), b.sell()
        rows.append(Row(f"Checkbox {name}: the first sale", f"{first:.2f} s", "≤ 10.5 s", first <= 10.5))
        rows.append(Row(f"Checkbox {name}: the next", f"{second:.3f} s", "≤ 2 s", second <= 2))
    return rows


def refused() -> list[Row]:
    """Nobody listens."""
    with bench() as b, b.gone():
        first, second = b.sell(), b.sell()
    return [
        Row("connection refused: the first sale", f"{first:.3f} s", "≤ 1 s", first <= 1),
        Row("connection refused: the next", f"{second:.3f} s", "≤ 1 s", second <= 1),
    ]


def offline_day(receipts: int) -> list[Row]:
    """A stay as long as the law allows, two shifts in it; then everything leaves in order."""
    with bench(PLENTY, probe_interval_s=1.0) as b:
        step = int(STAY_H * 3600 / receipts)
        with b.gone():
            times = []
            for number in range(receipts):
                if number == receipts // 2:
                    b.till.call("shift.close", {})
                    b.till.call("shift.open", {})
                times.append(b.sell())
                b.pass_time(step)
        took, order = _drained(b)
    rate = receipts / took
    p50, p99 = at(times, 0.5), at(times, 0.99)
    return [
        Row(f"{receipts} sales in {STAY_H:.0f} h offline: p50 / p99", f"{p50 * 1000:.0f} / {p99 * 1000:.0f} ms"),
        Row("they leave in order, the server without a limit", f"{rate:.1f}/s", "≥ 10/s", order and rate >= 10),
    ]


def paced(receipts: int = 40) -> list[Row]:
    """A server that takes two a second."""
    with bench(PACED, probe_interval_s=1.0) as b:
        with b.gone():
            for _ in range(receipts):
                b.sell()
        took, order = _drained(b)
        throttled = sum(one.status == 429 for one in b.vendors.checkbox_calls.exchanges)
    rate = (receipts - 2) / took  # two go at once
    words = f"{rate:.2f}/s, {throttled} refused as too quick"
    ok = order and not throttled and rate >= 1.8
    return [Row("the same at a server that takes 2/s", words, "≤ 2/s, ≥ 1.8/s", ok)]


def _drained(b: Bench) -> tuple[float, bool]:
    """(seconds from the first document on its way to the last one taken, are they there once in our order)."""
    moments: list[float] = []

    def arrived(method: str, path: str) -> None:
        if method == "POST" and path.endswith("/receipts/sell-offline"):
            moments.append(time.perf_counter())

    b.vendors.checkbox_calls.arrived = arrived
    reached = b.till.call("till.wait", {"for": "idle", "timeout_s": 1200}, 1300)["reached"]
    b.vendors.checkbox_calls.arrived = None
    there = [one.id for one in b.vendors.receipts("SELL")]
    return moments[-1] - moments[0], bool(reached) and there == b.sold


def recovery(queued: int) -> list[Row]:
    """kill -9 with a long queue, then from the start of the process on."""
    with bench(PLENTY) as b:
        with b.gone():
            for _ in range(queued):
                b.sell()
            b.till.kill()
        moments: list[float] = []
        b.vendors.checkbox_calls.arrived = lambda method, path: moments.append(time.perf_counter()) if (
            method == "POST" and path.endswith("/go-offline")
        ) else None
        began = time.perf_counter()
        waiting = b.till.start().call("till.status")["queue"]["waiting"]
        status = time.perf_counter() - began
        b.till.call("session.sign_in", {"pin_code": PIN})
        while not moments and time.perf_counter() - began < 60:
            time.sleep(0.01)
        way = moments[0] - began if moments else float("inf")
    return [
        Row(f"{waiting} queued: start to till.status", f"{status:.2f} s", "≤ 3 s", waiting >= queued and status <= 3),
        Row("… and go-offline, the first document, on its way", f"{way:.2f} s", "≤ 3 s", way <= 3),
    ]


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receipts", type=int, default=3000, help="how many the offline day sells")
    parser.add_argument("--queued", type=int, default=5000, help="how many wait at the start")
    parser.add_argument("--only", nargs="*", default=[], help="quick black_hole refused offline_day paced recovery")
    given = parser.parse_args()
    parts: dict[str, Callable[[], list[Row]]] = {
        "quick": quick,
        "refused": refused,
        "black_hole": black_hole,
        "paced": paced,
        "offline_day": lambda: offline_day(given.receipts),
        "recovery": lambda: recovery(given.queued),
    }
    missed = False
    for name in given.only or parts:
        for row in parts[name]():
            print(f"{'' if row.ok else '! '}{row.what:58} {row.measured:28} {row.goal}", flush=True)
            missed |= not row.ok
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
