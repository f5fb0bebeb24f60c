"""Some runs of the campaign of broken printers, and wrong printing code that the same runs catch."""

from pathlib import Path
from time import perf_counter

import pytest

from pos_app.links.link import LinkFailed
from pos_app.printing.printer import Printer
from pos_app.printing.queue import PrintQueue
from pos_app.store.print_jobs import PrintState
from tests.campaigns import printer_faults
from tests.campaigns.printer_faults import BLOCKED_S, run

SEEDS = range(1, 21)


def wrong(folder: Path, seeds: range) -> list[str]:
    return [f"seed {seed}: {what}" for seed in seeds for what in run(seed, folder).wrong]


def test_no_sale_is_lost_held_up_or_printed_twice_without_asking(tmp_path: Path) -> None:
    assert wrong(tmp_path, SEEDS) == []


def test_a_queue_that_prints_again_after_a_crash_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def queued(self, job):
        self._store.print_jobs.set_state(job.id, PrintState.QUEUED)

    monkeypatch.setattr(PrintQueue, "_after_crash", queued)
    assert caught(tmp_path, "papers")


def test_a_queue_that_takes_doubt_for_failure_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sure = LinkFailed.__init__

    def without_doubt(self, message="", *, code=None, unsure=False):
        sure(self, message, code=code, unsure=False)

    monkeypatch.setattr(LinkFailed, "__init__", without_doubt)
    assert caught(tmp_path, "papers")


def test_a_printer_that_is_not_seen_out_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sent_is_printed(self, data, name):
        self.link.send(data, name)

    monkeypatch.setattr(Printer, "print", sent_is_printed)
    assert caught(tmp_path, "on no paper")


def test_a_sale_that_waits_for_its_paper_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wake, waited = PrintQueue.wake, [0.0]

    def wakes_and_waits(self):
        wake(self)
        waited[0] += 2 * BLOCKED_S

    monkeypatch.setattr(PrintQueue, "wake", wakes_and_waits)
    monkeypatch.setattr(printer_faults, "perf_counter", lambda: perf_counter() + waited[0])
    assert any("held up" in what for what in run(1, tmp_path).wrong)


def caught(folder: Path, words: str) -> bool:
    """Does one of the first runs tell of it?"""
    return any(words in what for seed in range(1, 61) for what in run(seed, folder).wrong)
