"""Runs many seeds, in one process or several, and tells what came of them."""

import gc
import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from tests.simulation.play import Result, play
from tests.simulation.profile import SHIFTS_PER_PLAN, make_plan
from tests.simulation.watch import Counts

SEEDS_APART: Final = 1_000_000
"""How far apart the plans of two campaign seeds lie."""


@dataclass
class Failure:
    """A plan that broke an invariant, by its seed."""

    seed: int
    number: int
    text: str


@dataclass
class Report:
    """What a campaign came to."""

    plans: int = 0
    seconds: float = 0.0
    counts: Counts = field(default_factory=Counts)
    failures: list[Failure] = field(default_factory=list)
    hashes: dict[int, str] = field(default_factory=dict)

    def add(self, seed: int, counts: Counts, failure: Failure | None, digest: str) -> None:
        """One more plan is done."""
        self.plans += 1
        self.counts = self.counts.plus(counts)
        self.hashes[seed] = digest
        if failure is not None:
            self.failures.append(failure)

    @property
    def other_paper_share(self) -> float:
        """The part of papers that carry another number than the server's document."""
        return self.counts.other_paper / max(self.counts.papers, 1)

    def in_words(self) -> str:
        """The figures, one line each."""
        counts, speed = self.counts, self.counts.shifts / max(self.seconds, 0.001)
        rows = [
            f"plans {self.plans}, shifts {counts.shifts}, {self.seconds:.0f} s, {speed:.1f} shifts/s",
            f"sales {counts.sales} (offline {counts.offline_sales}), returns {counts.returns}, calls {counts.calls}",
            f"crashes {counts.crashes}, outages {counts.outages}, re-dated {counts.redated}, "
            f"given another code {counts.restamped}",
            f"needed a manager {counts.attention}, set aside {counts.set_aside}",
            f"paper with another number than the server's: {counts.other_paper} of {counts.papers} "
            f"({100 * self.other_paper_share:.2f} %), of them not to be reprinted: {counts.other_paper_unlisted}",
            f"violations {len(self.failures)}",
        ]
        return "\n".join(rows)


def one(seed: int, shifts: int) -> tuple[int, Counts, Failure | None, str]:
    """Play one seed; small values come back, so that processes can hand them over."""
    result: Result = play(make_plan(seed, shifts))
    failure = None
    if result.violations:
        failure = Failure(seed, result.violations[0].number, str(result.violations[0]))
    return seed, result.counts, failure, result.state_hash


def seeds_of(seed: int, shifts: int, shifts_per_plan: int = SHIFTS_PER_PLAN) -> range:
    """The plans' seeds of a campaign; campaign 0 plays 0, 1, 2 …"""
    first = seed * SEEDS_APART
    return range(first, first + -(-shifts // shifts_per_plan))


def campaign(
    seeds: range,
    *,
    workers: int = 1,
    shifts_per_plan: int = SHIFTS_PER_PLAN,
    told: Callable[[Report], None] = lambda _report: None,
    stop_at_failure: bool = False,
) -> Report:
    """Play every seed; `told` after each."""
    report, began = Report(), time.perf_counter()
    for parts in _played(seeds, workers, shifts_per_plan):
        report.add(*parts)
        report.seconds = time.perf_counter() - began
        told(report)
        if stop_at_failure and report.failures:
            break
    return report


def _played(
    seeds: range, workers: int, shifts_per_plan: int
) -> Iterator[tuple[int, Counts, Failure | None, str]]:
    play_one = partial(one, shifts=shifts_per_plan)
    if workers <= 1:
        yield from map(play_one, seeds)
        return
    with multiprocessing.get_context("spawn").Pool(workers, initializer=gc.freeze) as pool:
        yield from pool.imap_unordered(play_one, seeds, chunksize=4)
