"""Printers that break in every way while a shop sells: `python -m tests.campaigns.printer_faults --runs 1000 --seed 1`.

A run is one queue on one till.db in memory and one simulated printer at a pseudo-terminal or a TCP port. Sales come
while paper ends, covers open, cables are pulled and break in mid-receipt, answers fall silent or turn to noise, the
program is killed. A person looks at the paper whenever a job asks, and says what lies there. In the end all is mended:
every receipt is on paper whole; none is there twice unless a person asked for it; no sale waited for the printer.
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter

from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, ReceiptLine, ReceiptState, Seller
from pos_app.domain.register import OperationKind, OperationState
from pos_app.links.network import network_link
from pos_app.links.serial import serial_link
from pos_app.printing import printer as printer_module
from pos_app.printing import queue as queue_module
from pos_app.printing.printer import Printer
from pos_app.printing.queue import PrintQueue
from pos_app.printing.setup import PrinterSetup
from pos_app.sandbox.devices import PrinterPort, PrinterTwin
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob, PrintState
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore, open_till_store

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SELLER = Seller("ТОВ «Ромашка»", "ПН 1", "Київ", "", "4000", test=False)
COFFEE = ReceiptLine("1", "001", "Кава мелена 225 г", None, "шт", 18_950, 1000, 18_950, (), 18_950, 18_950, (1,), ())
FAULTS = ("paper_out", "cover", "mute", "garbage", "stall", "cut_cable", "unplug", "kill", "ends_soon")
BLOCKED_S = 0.25
"""A sale that takes longer than this was held up; one takes a millisecond."""
HELD_UP = 2
"""So many in one run are the printer's doing: whoever waits for it waits at every fault. One may be the machine's."""


@dataclass
class Outcome:
    """What a run came to."""

    sales: int = 0
    faults: int = 0
    asked: int = 0
    again: int = 0
    kills: int = 0
    slowest_s: float = 0.0
    held_up: int = 0
    wrong: list[str] = field(default_factory=list)


class Shop:
    """One run: the store outlives every kill, the printer outlives everything."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = Random(seed)
        self.store: TillStore = open_till_store(None)
        self.store.shifts.save(ShiftRow("s", "OPENED", "c", "Олена", (), SELLER))
        self.twin = PrinterTwin(confirms=self.random.random() < 0.7)
        serial = self.random.random() < 0.6
        self.port = PrinterPort(self.twin, folder / f"tty{seed}" if serial else None).plug_in()
        self.path = str(folder / f"tty{seed}") if serial else ""
        # every other printer on a held line tells by itself, and some of them do not know how
        self.asb = "on" if seed % 2 else "off"
        self.twin.knows_asb = seed % 8 != 7
        self.outcome = Outcome()
        self.again: Counter[str] = Counter()
        self.plugged = True
        self.answered = False
        self.ids = 0
        self.queue = self._queue()

    def _queue(self) -> PrintQueue:
        link = serial_link(self.path, stall_s=0.15) if self.path else network_link(
            "127.0.0.1", self.port.port, connect_s=0.2, stall_s=0.15
        )  # fmt: skip
        setup = PrinterSetup("serial", confirms=self.twin.confirms, asb=self.asb)
        self.printer = Printer(link, setup, answered=self.answered)
        return PrintQueue(self.store, self.printer, now=lambda: NOW, new_id=self._new_id)

    def _new_id(self) -> str:
        self.ids += 1
        return f"id-{self.ids}"

    # what happens

    async def live(self) -> Outcome:
        """Sales among faults, then everything is mended."""
        await self.queue.start()
        await self._until(lambda: self.printer.answered)
        self.answered = True
        for _ in range(self.random.randint(3, 6)):
            await self._something()
        await self._mend()
        await self._check()
        await self.queue.stop()
        self.port.pull_out()
        self.store.close()
        return self.outcome

    async def _something(self) -> None:
        fault = self.random.choice((*FAULTS, ""))
        before = self.random.random()
        if before < 0.4:
            self._break(fault)
        for _ in range(self.random.randint(1, 2)):
            self._sell()
        if 0.4 <= before < 0.8:
            await asyncio.sleep(self.random.random() * 0.03)
            self._break(fault)
        await asyncio.sleep(self.random.random() * 0.08)
        if fault == "kill":
            await self._kill()
        await self._look_at_paper()
        if self.random.random() < 0.7:
            self._repair()

    def _sell(self) -> None:
        """What the fiscal engine does of a sale that concerns paper: its job, in one transaction."""
        began = perf_counter()
        number = self.outcome.sales = self.outcome.sales + 1
        lines = (COFFEE,) * self.random.randint(1, 12)
        receipt = Receipt(f"r{number}", ReceiptKind.SELL, NOW, "Олена", lines=lines, due=100)
        stamp = FiscalStamp(ReceiptState.FISCAL, f"F-{number}", NOW, tax_url="https://cabinet.tax.gov.ua/x")
        with self.store.transaction():
            self.store.operations.add(
                Operation(
                    receipt.id, OperationKind.SELL, b"{}", NOW, receipt, state=OperationState.DONE, stamp=stamp,
                    shift_id="s", fiscal_code=stamp.fiscal_code,
                )
            )  # fmt: skip
            self.store.print_jobs.add(PrintJob(receipt.id, "sale", receipt.id, NOW, open_drawer=True))
        self.queue.wake()
        took = perf_counter() - began
        self.outcome.slowest_s = max(self.outcome.slowest_s, took)
        self.outcome.held_up += took > BLOCKED_S

    def _break(self, fault: str) -> None:
        if fault == "unplug" and self.plugged:
            self.port.pull_out()
            self.plugged = False
        elif fault == "ends_soon":
            self.twin.lines_left = self.random.randint(1, 30)
        elif fault not in {"", "kill", "unplug"}:
            self.twin.set_fault(fault, True)
        self.outcome.faults += bool(fault)

    def _repair(self) -> None:
        for name in ("paper_out", "cover", "mute", "garbage", "stall", "cut_cable"):
            self.twin.set_fault(name, False)
        if not self.plugged or (self.path and not Path(self.path).exists()):
            self.port.pull_out()
            self.port.plug_in()
            self.plugged = True

    async def _kill(self) -> None:
        """kill -9: no byte more leaves, nothing is written, and the next start finds what the disk has."""
        self.outcome.kills += 1
        task = self.queue._task
        assert task is not None
        self.printer.link.cancel()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        self.queue._hands.shutdown(wait=True, cancel_futures=True)
        self.printer.link.close()
        self.queue = self._queue()
        await self.queue.start()

    async def _look_at_paper(self) -> None:
        """A person sees what lies there, and says so."""
        for job in self.store.print_jobs.asking(100):
            self.outcome.asked += 1
            lies = self.papers()[f"F-{job.id[1:]}"]
            if lies or self.random.random() < 0.2:
                # what still waits in the printer's own memory comes out with the next roll: the person waits for it
                self._repair()
                await self._until(lambda: not self.twin._waiting)
                lies = self.papers()[f"F-{job.id[1:]}"]
            state = PrintState.DONE if lies else PrintState.QUEUED
            if state is PrintState.QUEUED:
                self.twin.switch_off()
                self.outcome.again += 1
                self.again[job.id] += 1
            self.store.print_jobs.set_state(job.id, state)
            self.queue.wake()

    async def _mend(self) -> None:
        for _ in range(60):
            self._repair()
            self.queue.wake()
            await self.queue.wait_printed(1.0)
            if self.store.print_jobs.count_asking():
                await self._look_at_paper()
            elif not self.store.print_jobs.waiting():
                return
        self.outcome.wrong.append(f"jobs never came out: {self.queue.status}")

    async def _check(self) -> None:
        await self._until(lambda: not self.twin._waiting)
        papers = self.papers()
        for number in range(1, self.outcome.sales + 1):
            copies = papers[f"F-{number}"]
            if not copies:
                self.outcome.wrong.append(f"sale {number} is on no paper")
            if copies > 1 + self.again[f"r{number}"]:
                self.outcome.wrong.append(f"sale {number} is on {copies} papers, asked for {self.again[f'r{number}']}")
        if self.outcome.held_up >= HELD_UP:
            self.outcome.wrong.append(f"{self.outcome.held_up} sales were held up, for {self.outcome.slowest_s:.3f} s")

    def papers(self) -> Counter[str]:
        """Whole receipts on the paper, by number."""
        found: Counter[str] = Counter()
        for rows in self.twin.rows:
            numbers = [row.strip().removeprefix("ЧЕК № ") for row in rows if row.strip().startswith("ЧЕК № ")]
            whole = any("ФІСКАЛЬНИЙ ЧЕК" in row for row in rows)
            found.update(numbers[-1:] if whole else [])
        return found

    async def _until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not true():  # noqa: ASYNC110  (the printer lives in another thread, and is no event of this loop)
                await asyncio.sleep(0.002)


@contextlib.contextmanager
def quick_waits() -> Iterator[None]:
    """The waits of a shop, forty times as short."""
    kept = {
        (printer_module, "ANSWER_S"): 0.06, (printer_module, "FRESH_S"): 0.03, (printer_module, "_STEP_S"): 0.1,
        (printer_module, "ON_PAPER_S"): 0.4, (queue_module, "_PAUSES_S"): (0.02, 0.05), (queue_module, "_POLL_S"): 0.05,
    }  # fmt: skip
    before = {place: getattr(*place) for place in kept}
    for (module, name), value in kept.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for (module, name), value in before.items():
            setattr(module, name, value)


def run(seed: int, folder: Path) -> Outcome:
    """One run."""
    with quick_waits():
        return asyncio.run(Shop(seed, folder).live())


def main() -> int:
    """Play the runs; the exit code is 1 where one of them went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    total, began = Outcome(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(words.seed, words.seed + words.runs):
            one = run(seed, Path(folder))
            total = replace(
                total,
                sales=total.sales + one.sales,
                faults=total.faults + one.faults,
                asked=total.asked + one.asked,
                again=total.again + one.again,
                kills=total.kills + one.kills,
                slowest_s=max(total.slowest_s, one.slowest_s),
                wrong=[*total.wrong, *(f"seed {seed}: {what}" for what in one.wrong)],
            )
    sys.stdout.write(
        f"{words.runs} runs in {time.monotonic() - began:.0f} s: {total.sales} sales, {total.faults} faults,"
        f" {total.kills} kills, {total.asked} jobs asked, {total.again} printed again by a person,"
        f" slowest sale {total.slowest_s * 1000:.1f} ms, wrong: {len(total.wrong)}\n"
    )
    for what in total.wrong:
        sys.stdout.write(f"{what}\n")
    return int(bool(total.wrong))


if __name__ == "__main__":
    sys.exit(main())
