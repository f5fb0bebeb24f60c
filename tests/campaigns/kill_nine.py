"""Kills the till with -9 in the middle of sales, many times, and looks whether both sides still agree.

`python -m tests.campaigns.kill_nine --times 100` prints its figures; exit code 1 when any sale was lost or doubled.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.e2e.paper import papers
from tests.e2e.rpc_driver import RpcTill, TillEnded
from tests.e2e.shelf import DELIVERY
from tests.e2e.vendors import PIN, Vendors, write_config

FIRST_PRICE = 10_000
SETTLED = ("ACCEPTED", "DONE")
MOMENTS = ("time", "arrived", "answered", "told")
"""When the till dies: after so many milliseconds, when its nth request arrives at the server, when that has been worked
on and nobody knows yet, or when its own answer has just been read."""


@dataclass
class Figures:
    """What came of it."""

    kills: int = 0
    confirmed: int = 0
    on_both: int = 0
    on_neither: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    recovery_s: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def report(self) -> str:
        """In words."""
        slowest = max(self.recovery_s, default=0.0)
        middle = sorted(self.recovery_s)[len(self.recovery_s) // 2] if self.recovery_s else 0.0
        moments = ", ".join(f"{name} {count}" for name, count in sorted(self.moments.items()))
        return "\n".join(
            [
                f"killed {self.kills} times in the middle of a sale ({moments})",
                f"confirmed before the kill: {self.confirmed}; each is there once on both sides",
                f"not confirmed: on both sides {self.on_both}, on neither {self.on_neither}",
                f"from the start to an empty queue: median {middle:.2f} s, slowest {slowest:.2f} s",
                f"wrong: {len(self.wrong)}",
                *self.wrong,
            ]
        )


class Campaign:
    """One register, one data folder, one shift; a till that dies in each of its sales."""

    def __init__(self, till: RpcTill, vendors: Vendors, seed: int) -> None:
        self.till = till
        self.vendors = vendors
        self.random = Random(seed)
        self.figures = Figures()
        self.confirmed: dict[int, str] = {}
        self.patience_s = 0.5

    def run(self, times: int) -> Figures:
        """Open a shift, then kill so many times."""
        self.till.call("session.sign_in", {"pin_code": PIN})
        self.till.call("shift.open", {})
        self._measure()
        for number in range(1, times + 1):
            self._one(number)
        self._check_papers()
        self._close()
        return self.figures

    def _measure(self) -> None:
        """How long a sale takes here, so that moments fall within one."""
        self._fill(FIRST_PRICE)
        began = time.monotonic()
        self.confirmed[FIRST_PRICE] = self.till.call("sale.pay", {"payments": [{"type": "CASHLESS"}]})["receipt"]["id"]
        self.patience_s = time.monotonic() - began

    def _fill(self, price: int) -> None:
        self.till.call("cart.clear")
        self.till.call("cart.add", {"product_id": DELIVERY.id, "price": price})

    def _one(self, number: int) -> None:
        price, request_id = FIRST_PRICE + number, f"sale {number}"
        self._fill(price)
        receipt = self._killed_while(lambda: self._pay(request_id))
        self.figures.kills += 1
        began = time.monotonic()
        self.till.start().call("session.sign_in", {"pin_code": PIN})
        if not self.till.call("till.wait", {"for": "idle", "timeout_s": 60}, 90)["reached"]:
            self.figures.wrong.append(f"sale {number}: the queue does not get empty")
        self.figures.recovery_s.append(time.monotonic() - began)
        self._judge(number, price, request_id, receipt)

    def _pay(self, request_id: str) -> int:
        return self.till.send("sale.pay", {"payments": [{"type": "CASHLESS"}], "request_id": request_id})

    def _killed_while(self, begin: Callable[[], int]) -> dict[str, Any] | None:
        """Begin a sale and die at some moment of it; → the receipt if it was confirmed all the same."""
        moment = self.random.choice(MOMENTS)
        self.figures.moments[moment] += 1
        calls, process = self.vendors.checkbox_calls, self.till.process
        left = [self.random.randint(1, 2)]

        def strike(_method: str, _path: str) -> None:
            left[0] -= 1
            if left[0] == 0:
                process.kill()

        calls.arrived = strike if moment == "arrived" else None
        calls.answered = strike if moment == "answered" else None
        asked = begin()
        try:
            answer = self._answer_until_killed(asked, moment)
        finally:
            calls.arrived = calls.answered = None
        return None if answer is None else dict(answer["result"]["receipt"])

    def _answer_until_killed(self, asked: int, moment: str) -> dict[str, Any] | None:
        try:
            # half of them in the first hundredths of a second, when it is not yet on disk
            longest = self.random.choice((0.02, self.patience_s * 1.2))
            patience_s = self.random.uniform(0, longest) if moment == "time" else 30.0
            answer = self.till.answer(asked, patience_s)
            self.till.kill()
            # what it had written before it died was said, though nobody had read it yet
            return answer or self.till.answer(asked)
        except TillEnded:
            return None
        finally:
            self.till.kill()

    def _judge(self, number: int, price: int, request_id: str, receipt: dict[str, Any] | None) -> None:
        theirs = [one.id for one in self.vendors.receipts("SELL") if one.total_sum == price]
        operations = self.till.call("journal.export")["operations"]
        ours = [one["id"] for one in operations if one["total"] == price and one["state"] in SETTLED]
        unsettled = [one for one in operations if one["state"] not in (*SETTLED, "REJECTED")]
        wrong = self.figures.wrong
        if theirs != ours or len(theirs) > 1 or unsettled:
            wrong.append(f"sale {number}: {len(ours)} here, {len(theirs)} at the server, {len(unsettled)} unsettled")
        if receipt is not None:
            self.figures.confirmed += 1
            if ours != [receipt["id"]]:
                wrong.append(f"sale {number}: it was confirmed as {receipt['id']} and is {ours} now")
        elif ours:
            self.figures.on_both += 1
        else:
            self.figures.on_neither += 1
        self._ask_again(number, request_id, ours)

    def _ask_again(self, number: int, request_id: str, ours: list[str]) -> None:
        """The caller does not know what came of it, and asks for the same sale again: it is made once in any case."""
        again = self.till.call("sale.pay", {"payments": [{"type": "CASHLESS"}], "request_id": request_id})["receipt"]
        if ours and again["id"] != ours[0]:
            self.figures.wrong.append(f"sale {number}: the same request gave another receipt")
        made = [one.id for one in self.vendors.receipts("SELL") if one.total_sum == FIRST_PRICE + number]
        if made != [again["id"]]:
            self.figures.wrong.append(f"sale {number}: asked for again it is {made} at the server")
        self.confirmed[FIRST_PRICE + number] = again["id"]

    def _check_papers(self) -> None:
        """Every sale that was confirmed in the end has its paper, once."""
        if not self.till.call("till.wait", {"for": "printed", "timeout_s": 60}, 90)["reached"]:
            self.figures.wrong.append("the print queue does not get empty")
        printed = Counter(paper.id for paper in papers(self.till.data_dir / "receipts") if paper.kind == "sale")
        for receipt_id in self.confirmed.values():
            job = self.till.call("receipts.get", {"receipt_id": receipt_id})["receipt"]["print_job"]
            if printed.pop(job, 0) != 1:
                self.figures.wrong.append(f"receipt {receipt_id} is not on paper once")
        if printed:
            self.figures.wrong.append(f"{len(printed)} papers of no sale")

    def _close(self) -> None:
        """The whole shift still adds up, and the journal is whole."""
        total = sum(self.confirmed)
        z_report = self.till.call("shift.close", {})["z_report"]
        sold = sum(row["sell_sum"] for row in z_report["payments"])
        if (z_report["sell_receipts_count"], sold) != (len(self.confirmed), total):
            self.figures.wrong.append(f"the Z says {z_report['sell_receipts_count']} receipts of {sold} kopecks")
        if not self.till.call("journal.verify")["ok"]:
            self.figures.wrong.append("the journal is broken")
        if self.till.call("attention.list")["items"]:
            self.figures.wrong.append("something needs attention")


def kill_many(times: int, folder: Path, *, seed: int = 1, stocked: Path | None = None) -> Figures:
    """The whole campaign in `folder`; `stocked`: a data folder with goods to begin from."""
    with ExitStack() as stack:
        vendors = Vendors.start(seed=seed)
        stack.callback(vendors.stop)
        if stocked is not None:
            shutil.copytree(stocked, folder / "data")
        till = RpcTill(write_config(folder / "till.toml", vendors), folder / "data").start()
        stack.callback(till.close)
        if stocked is None:
            till.call("catalog.sync")
        return Campaign(till, vendors, seed).run(times)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100, help="how many kills")
    parser.add_argument("--seed", type=int, default=1, help="the same seed chooses the same moments")
    parser.add_argument("--folder", type=Path, help="a folder on the disk to try (default: a temporary one)")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        figures = kill_many(options.times, Path(folder), seed=options.seed)
    sys.stdout.write(f"{figures.report()}\nseed {options.seed}, {time.monotonic() - began:.0f} s in all\n")
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
