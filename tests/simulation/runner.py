"""Runs many seeds, in one process or several, and tells what came of them; a broken-off campaign goes on."""

import gc
import json
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tests.simulation.play import Result, play
from tests.simulation.profile import SHIFTS_PER_PLAN, make_plan
from tests.simulation.watch import Counts

SEEDS_APART: Final = 1_000_000
"""How far apart the plans of two campaign seeds lie."""

SAVED_EVERY: Final = 20
"""Plans between two writings of a campaign's file."""

Played = tuple[int, Counts, "Failure | None", str]


@dataclass
class Failure:
    """A plan that broke an invariant, by its seed."""

    seed: int
    number: int
    text: str


@dataclass
class Report:
    """What a campaign came to so far. `digest` sums up every plan's state in order: equal for equal code and seed."""

    plans: int = 0
    seconds: float = 0.0
    counts: Counts = field(default_factory=Counts)
    failures: list[Failure] = field(default_factory=list)
    digest: str = ""
    hashes: dict[int, str] = field(default_factory=dict)
    """The state of each plan played in this process."""

    def add(self, seed: int, counts: Counts, failure: Failure | None, state_hash: str) -> None:
        """One more plan is done."""
        self.plans += 1
        self.counts = self.counts.plus(counts)
        self.hashes[seed] = state_hash
        self.digest = sha256(f"{self.digest}{state_hash}".encode()).hexdigest()
        if failure is not None:
            self.failures.append(failure)

    @property
    def speed(self) -> float:
        """Shifts a second."""
        return self.counts.shifts / max(self.seconds, 0.001)

    @property
    def other_paper_share(self) -> float:
        """The part of papers that carry another number than the server's document."""
        return self.counts.other_paper / max(self.counts.papers, 1)

    def in_words(self) -> str:
        """The figures, one line each."""
        counts = self.counts
        rows = [
            f"plans {self.plans}, shifts {counts.shifts}, {self.seconds:.0f} s, {self.speed:.1f} shifts/s",
            f"sales {counts.sales} (offline {counts.offline_sales}), returns {counts.returns}, calls {counts.calls}",
            f"crashes {counts.crashes}, outages {counts.outages}, re-dated {counts.redated}, "
            f"given another code {counts.restamped}",
            f"needed a manager {counts.attention}, set aside {counts.set_aside}",
            f"paper with another number than the server's: {counts.other_paper} of {counts.papers} "
            f"({100 * self.other_paper_share:.2f} %), of them not to be reprinted: {counts.other_paper_unlisted}",
            f"violations {len(self.failures)}, digest of all states {self.digest[:16]}",
        ]
        return "\n".join(rows)

    def to_json(self) -> dict[str, Any]:
        """What a campaign's file holds."""
        return {name: value for name, value in asdict(self).items() if name != "hashes"}

    @staticmethod
    def from_json(parts: dict[str, Any]) -> "Report":
        """A report out of a campaign's file."""
        failures = [Failure(**one) for one in parts["failures"]]
        return Report(parts["plans"], parts["seconds"], Counts(**parts["counts"]), failures, parts["digest"])


class StateFile:
    """A campaign's progress on disk; `code` names the code that plays it, which must stay the same."""

    def __init__(self, path: Path, seed: int, code: str, every: int = SAVED_EVERY) -> None:
        self.path = path
        self.every = every
        self._whose = {"seed": seed, "code": code}

    def load(self) -> Report:
        """How far it is; a fresh report where nothing was played. ValueError: the file is of another campaign."""
        if not self.path.exists():
            return Report()
        parts = json.loads(self.path.read_text())
        if parts["campaign"] != self._whose:
            raise ValueError(f"{self.path} is of another campaign: {parts['campaign']}, not {self._whose}")
        return Report.from_json(parts["report"])

    def save(self, report: Report) -> None:
        """Write it whole or not at all."""
        fresh = self.path.with_suffix(".fresh")
        fresh.write_text(json.dumps({"campaign": self._whose, "report": report.to_json()}, indent=1))
        fresh.replace(self.path)


def one(seed: int, shifts: int) -> Played:
    """Play one seed; small values come back, so that processes can hand them over."""
    try:
        result: Result = play(make_plan(seed, shifts))
    except Exception as error:  # noqa: BLE001 - told with its seed, and a long campaign goes on
        return seed, Counts(), Failure(seed, 0, f"the plan was not played to its end: {error!r}"), ""
    failure = None
    if result.violations:
        failure = Failure(seed, result.violations[0].number, str(result.violations[0]))
    return seed, result.counts, failure, result.state_hash


def seeds_of(seed: int) -> range:
    """The plans' seeds of a campaign, more than it will need; campaign 0 plays 0, 1, 2 …"""
    first = seed * SEEDS_APART
    return range(first, first + SEEDS_APART)


def campaign(
    seed: int,
    shifts: int,
    *,
    workers: int = 1,
    told: Callable[[Report], None] = lambda _report: None,
    broken: Callable[[Failure], None] = lambda _failure: None,
    stop_at_failure: bool = False,
    state: StateFile | None = None,
) -> Report:
    """Play plan after plan until `shifts` shifts were opened; `told` after each, `broken` after a failing one."""
    report = state.load() if state else Report()
    before, began = report.seconds, time.perf_counter()
    for played in _played(seeds_of(seed)[report.plans :], workers, shifts - report.counts.shifts):
        report.add(*played)
        report.seconds = before + time.perf_counter() - began
        told(report)
        if played[2] is not None:
            broken(played[2])
        if state and report.plans % state.every == 0:
            state.save(report)
        if report.counts.shifts >= shifts or (stop_at_failure and report.failures):
            break
    if state:
        state.save(report)
    return report


def _played(seeds: range, workers: int, shifts: int) -> Iterator[Played]:
    """Plans in the order of their seeds, so that where a campaign was broken off is one number."""
    if shifts <= 0:
        return
    play_one = partial(one, shifts=SHIFTS_PER_PLAN)
    # a shift that cannot be opened is not counted: nearly all plans have more than three that are
    enough: Iterable[int] = seeds[: shifts // 3 + 1]
    if workers <= 1:
        yield from map(play_one, enough)
        return
    with multiprocessing.get_context("spawn").Pool(workers, initializer=gc.freeze) as pool:
        yield from pool.imap(play_one, enough, chunksize=4)
