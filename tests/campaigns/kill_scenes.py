"""The scenes in which the till dies: a sale, an outage and the way back from it, a shift that closes and opens."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from tests.e2e.paper import papers
from tests.e2e.rpc_driver import RpcError, RpcTill, TillEnded
from tests.e2e.shelf import DELIVERY
from tests.e2e.vendors import PIN, Vendors

FIRST_PRICE: Final = 10_000
SETTLED: Final = ("ACCEPTED", "DONE")
SALES: Final = ("SELL", "RETURN", "SERVICE_IN", "SERVICE_OUT")
CARD: Final = [{"type": "CASHLESS"}]
MOMENTS: Final = ("time", "arrived", "answered", "told")
"""When the till dies: after so many milliseconds, when its nth request arrives at the server, when that has been worked
on and nobody knows yet, or when its own answer has just been read."""
IMPATIENT: Final[dict[str, Any]] = {
    "request_timeout_s": 1.0,
    "online_budget_s": 2.0,
    "probe_interval_s": 0.3,
    "quarantine_s": 0.5,
    "go_online_retry_s": 0.3,
}
"""A till that goes offline and comes back in a second or two; nothing else about it differs."""


@dataclass
class Figures:
    """What came of it."""

    kills: int = 0
    sold: int = 0
    confirmed: int = 0
    on_both: int = 0
    on_neither: int = 0
    places: Counter[str] = field(default_factory=Counter)
    moments: Counter[str] = field(default_factory=Counter)
    recovery_s: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def report(self) -> str:
        """In words."""
        slowest = max(self.recovery_s, default=0.0)
        middle = sorted(self.recovery_s)[len(self.recovery_s) // 2] if self.recovery_s else 0.0
        return "\n".join(
            [
                f"killed {self.kills} times: {_counted(self.places)} ({_counted(self.moments)})",
                f"receipts {self.sold}; of the sales that a kill broke off {self.confirmed} were confirmed before it,",
                f"{self.on_both} were not and are on both sides, {self.on_neither} on neither",
                f"from the start to an empty queue, Checkbox in reach: median {middle:.2f} s, slowest {slowest:.2f} s",
                f"lost, doubled, out of order, not on paper: {len(self.wrong)}",
                *self.wrong,
            ]
        )


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


class Scenes:
    """One register, one data folder, shift after shift."""

    def __init__(self, till: RpcTill, vendors: Vendors, seed: int) -> None:
        self.till = till
        self.vendors = vendors
        self.random = Random(seed)
        self.figures = Figures()
        self.confirmed: dict[str, int] = {}
        """Receipts that the caller was told of, with their prices."""
        self.in_shift: list[int] = []
        self.shifts = 0
        self.price = FIRST_PRICE
        self.patience_s = 0.5

    def run(self, times: int) -> Figures:
        """Open a shift, then kill at least so many times, scene after scene."""
        self.till.call("session.sign_in", {"pin_code": PIN})
        self.till.call("shift.open", {})
        self.shifts += 1
        began = time.monotonic()
        self._sell("the first")
        self.patience_s = time.monotonic() - began
        scenes: tuple[Callable[[str], None], ...] = (self._sale, self._outage, self._next_shift)
        while self.figures.kills < times:
            scene = self.random.choices(scenes, (5, 3, 2))[0]
            scene(f"{scene.__name__.strip('_')} after {self.figures.kills} kills")
            self._agree(scene.__name__)
        self._check_papers()
        self._close_in_peace()
        self.figures.sold = len(self.confirmed)
        return self.figures

    # scenes

    def _sale(self, name: str) -> None:
        """A sale with Checkbox in reach."""
        price = self._fill()
        receipt = self._killed("sale", lambda: self._pay(name))
        self._again()
        self._settled_once(name, price, receipt)
        self._ask_again(name, price)

    def _outage(self, name: str) -> None:
        """Checkbox goes, sales go on with our own codes, it comes back: death while selling and on the way back."""
        with self._out_of_reach():
            price = self._fill()
            receipt = self._killed("offline sale", lambda: self._pay(name), self.random.choice(("time", "told")))
            self._again(idle=False)
            if receipt is not None:
                self.figures.confirmed += 1
            told = self._ask_again_offline(name, price)
            if receipt is not None and told["id"] != receipt["id"]:
                self._wrong(f"{name}: it was confirmed as {receipt['id']} and is {told['id']} now")
            for step in range(self.random.randint(0, 3)):
                self._sell(f"{name}, {step}")
        for _ in range(self.random.randint(1, 2)):
            self._killed("way back", None, self.random.choice(("time", "arrived", "answered")), longest=12)
            self._again(idle=False)
        self._back_online(name)

    def _next_shift(self, name: str) -> None:
        """The shift closes and another opens, and both are broken off."""
        self._killed("shift.close", lambda: self.till.send("shift.close", {}))
        self._again()
        if self.till.call("till.status")["shift"] is not None:
            self.till.call("shift.close", {})
        self._check_z(name)
        self._killed("shift.open", lambda: self.till.send("shift.open", {}), longest=8)
        self._again()
        if self.till.call("till.status")["shift"] is None:
            self.till.call("shift.open", {})
        self.shifts += 1
        running = [one.status for one in self.vendors.state.shifts.values() if one.status != "CLOSED"]
        if len(self.vendors.state.shifts) != self.shifts or running != ["OPENED"]:
            there = len(self.vendors.state.shifts)
            self._wrong(f"{name}: {self.shifts} shifts were opened, {there} are there, {running}")

    # what a cashier does

    def _fill(self) -> int:
        """A basket with a price of its own, so that each sale can be told from all others."""
        self.price += 1
        self.till.call("cart.clear")
        self.till.call("cart.add", {"product_id": DELIVERY.id, "price": self.price})
        return self.price

    def _pay(self, request_id: str) -> int:
        return self.till.send("sale.pay", {"payments": CARD, "request_id": request_id})

    def _sell(self, request_id: str) -> None:
        price = self._fill()
        self._confirm(self.till.result(self._pay(request_id))["receipt"], price)

    def _confirm(self, receipt: dict[str, Any], price: int) -> None:
        if receipt["id"] not in self.confirmed:
            self.in_shift.append(price)
        self.confirmed[receipt["id"]] = price

    def _ask_again(self, name: str, price: int) -> None:
        """The caller does not know what came of it, and asks for the same sale again: it is made once in any case."""
        receipt = self.till.result(self._pay(name))["receipt"]
        self._confirm(receipt, price)
        made = self._at_server(price)
        if made != [receipt["id"]]:
            self._wrong(f"{name}: asked for again it is {made} at the server")

    def _ask_again_offline(self, name: str, price: int) -> dict[str, Any]:
        """The same with Checkbox out of reach: what may be there is stamped no later than with the next sale."""
        try:
            receipt: dict[str, Any] = self.till.result(self._pay(name))["receipt"]
        except RpcError as error:
            if error.word != "unreachable":
                raise
            self._sell(f"{name}, the next")
            receipt = self.till.result(self._pay(name))["receipt"]
        self._confirm(receipt, price)
        return receipt

    @contextmanager
    def _out_of_reach(self) -> Iterator[None]:
        """Nobody answers at Checkbox's address, or somebody takes everything and never says a word."""
        if self.random.random() < 0.7:
            self.vendors.checkbox_server.close_door()
            try:
                yield
            finally:
                self.vendors.checkbox_server.open_door()
        else:
            self.vendors.plan.outage("black_hole")
            try:
                yield
            finally:
                self.vendors.plan.clear()

    # death and what follows

    def _killed(
        self, place: str, begin: Callable[[], int] | None, moment: str | None = None, *, longest: int = 2
    ) -> dict[str, Any] | None:
        """Begin something (or let the till go on) and die at some moment; → the receipt if it was confirmed before."""
        moment = moment or self.random.choice(MOMENTS)
        self.figures.kills += 1
        self.figures.moments[moment] += 1
        self.figures.places[place] += 1
        calls, process = self.vendors.checkbox_calls, self.till.process
        left = [self.random.randint(1, longest)]

        def strike(_method: str, _path: str) -> None:
            left[0] -= 1
            if left[0] == 0:
                process.kill()

        calls.arrived = strike if moment == "arrived" else None
        calls.answered = strike if moment == "answered" else None
        try:
            answer = self._answer_until_killed(begin, moment)
        finally:
            calls.arrived = calls.answered = None
            self.till.kill()
        if answer is None or "error" in answer:
            return None
        receipt: dict[str, Any] | None = answer["result"].get("receipt")
        return receipt

    def _answer_until_killed(self, begin: Callable[[], int] | None, moment: str) -> dict[str, Any] | None:
        # half of them in the first hundredths of a second, when it is not yet on disk
        longest = self.random.choice((0.02, self.patience_s * 1.5))
        patience_s = self.random.uniform(0, longest) if moment == "time" else 30.0
        try:
            if begin is None:
                # no answer is waited for: the way back goes on by itself, and may be over before the moment comes
                self.till.call("till.wait", {"for": "online", "timeout_s": min(patience_s, 10.0)}, 30)
                return None
            asked = begin()
            answer = self.till.answer(asked, patience_s)
            self.till.kill()
            # what it had written before it died was said, though nobody had read it yet
            return answer or self.till.answer(asked)
        except TillEnded:
            return None

    def _again(self, *, idle: bool = True) -> None:
        """The till is started again; with Checkbox in reach its queue must get empty."""
        began = time.monotonic()
        self.till.start().call("session.sign_in", {"pin_code": PIN})
        if not idle:
            return
        if not self.till.call("till.wait", {"for": "idle", "timeout_s": 60}, 90)["reached"]:
            self._wrong("the queue does not get empty")
        self.figures.recovery_s.append(time.monotonic() - began)

    def _back_online(self, name: str) -> None:
        for what in ("online", "idle"):
            if not self.till.call("till.wait", {"for": what, "timeout_s": 60}, 90)["reached"]:
                self._wrong(f"{name}: not {what} in a minute: {self.till.call('till.status')}")

    # judging

    def _wrong(self, text: str) -> None:
        self.figures.wrong.append(text)

    def _at_server(self, price: int) -> list[str]:
        return [one.id for one in self.vendors.receipts("SELL") if one.total_sum == price]

    def _settled_once(self, name: str, price: int, receipt: dict[str, Any] | None) -> None:
        """A sale that was broken off is at the server exactly if it is here, and always if it was confirmed."""
        operations = self.till.call("journal.export")["operations"]
        ours = [one["id"] for one in operations if one["total"] == price and one["state"] in SETTLED]
        theirs = self._at_server(price)
        if theirs != ours or len(theirs) > 1:
            self._wrong(f"{name}: {len(ours)} here, {len(theirs)} at the server")
        if receipt is not None:
            self.figures.confirmed += 1
            if ours != [receipt["id"]]:
                self._wrong(f"{name}: it was confirmed as {receipt['id']} and is {ours} now")
        elif ours:
            self.figures.on_both += 1
        else:
            self.figures.on_neither += 1

    def _agree(self, name: str) -> None:
        """Nothing waits, and both sides hold the same receipts in the same order, each once."""
        operations = self.till.call("journal.export")["operations"]
        unsettled = [one for one in operations if one["state"] not in (*SETTLED, "REJECTED")]
        ours = [one["id"] for one in operations if one["kind"] in SALES and one["state"] in SETTLED]
        theirs = [one.id for one in self.vendors.receipts()]
        if unsettled:
            self._wrong(f"{name}: still waits: {unsettled}")
        if ours != theirs:
            self._wrong(f"{name}: {len(ours)} here, {len(theirs)} there, same set: {set(ours) == set(theirs)}")
        if lost := self.confirmed.keys() - set(theirs):
            self._wrong(f"{name}: confirmed and lost: {lost}")

    def _check_papers(self) -> None:
        """Every sale that was confirmed in the end has its paper, once."""
        if not self.till.call("till.wait", {"for": "printed", "timeout_s": 60}, 90)["reached"]:
            self._wrong("the print queue does not get empty")
        printed = Counter(paper.id for paper in papers(self.till.data_dir / "receipts") if paper.kind == "sale")
        for receipt_id in self.confirmed:
            job = self.till.call("receipts.get", {"receipt_id": receipt_id})["receipt"]["print_job"]
            if printed.pop(job, 0) != 1:
                self._wrong(f"receipt {receipt_id} is not on paper once")
        if printed:
            self._wrong(f"{len(printed)} papers of no sale")

    def _check_z(self, name: str) -> None:
        """The server's Z of the shift that was closed last counts what was confirmed in it."""
        state = self.vendors.state
        last = max(state.shifts.values(), key=lambda one: one.serial)
        if last.z_report is None:
            self._wrong(f"{name}: the shift is {last.status} at the server")
            return
        report = state.reports[last.z_report]
        sold = sum(row["sell_sum"] for row in report["payments"])
        if (report["sell_receipts_count"], sold) != (len(self.in_shift), sum(self.in_shift)):
            said = f"{report['sell_receipts_count']} receipts of {sold} kopecks"
            self._wrong(f"{name}: the Z says {said}, confirmed were {len(self.in_shift)} of {sum(self.in_shift)}")
        self.in_shift.clear()

    def _close_in_peace(self) -> None:
        """The last shift still adds up, the journal is whole, and nobody has to decide anything."""
        try:
            self.till.call("shift.close", {})
        except RpcError as error:
            self._wrong(f"the last shift cannot be closed: {error}")
        self._check_z("the end")
        if not self.till.call("journal.verify")["ok"]:
            self._wrong("the journal is broken")
        if self.till.call("attention.list")["items"]:
            self._wrong("something needs attention")
