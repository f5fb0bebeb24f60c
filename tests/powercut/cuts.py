"""Cuts the power at seeded moments of a day, opens what is left, and holds it against what the till was promised."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from pos_app.domain.errors import PosError
from pos_app.store.till_store import TillStore, open_till_store
from tests.powercut.disk import NAME, Platter, RecordingDisk, Returned, alone
from tests.powercut.work import BEGAN, Day, digest_of, live

CUTS_A_DAY = 100


@dataclass
class Report:
    """What so many cuts did. `lost` counts cuts after which a promised transaction was gone, `gone` those."""

    cuts: int = 0
    days: int = 0
    promised: int = 0
    finished: int = 0
    """Cuts in the middle of a transaction that was there all the same, whole."""
    lost: int = 0
    gone: int = 0
    broken: list[str] = field(default_factory=list)
    """Half a transaction, a broken chain, a file that would not open: the seed, the day's cut, and what was wrong."""

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts on {self.days} days: {self.promised} promised transactions, {self.lost} cuts with"
            f" losses ({self.gone} transactions), {self.finished} unfinished ones whole, {len(self.broken)} broken"
        )


@contextmanager
def recording_disk() -> Iterator[RecordingDisk]:
    """The disk, known to SQLite as long as it lasts."""
    disk = RecordingDisk()
    apsw.connection_hooks.append(alone)
    try:
        yield disk
    finally:
        apsw.connection_hooks.remove(alone)
        disk.unregister()


def cut_power(
    folder: Path,
    cuts: int,
    seed: int,
    *,
    synchronous: str = "FULL",
    progress: Callable[[Report], None] = lambda _report: None,
) -> Report:
    """Live through days and cut the power `cuts` times in all; the same seed does the same."""
    report = Report()
    with recording_disk() as disk:
        while report.cuts < cuts:
            day_seed = seed * 1_000_003 + report.days
            work = _fresh(folder / "day")
            day = live(disk, work, day_seed, synchronous=synchronous)
            report.days += 1
            _cut_day(disk, folder, day, min(CUTS_A_DAY, cuts - report.cuts), day_seed, report)
            progress(report)
    return report


def _cut_day(disk: RecordingDisk, folder: Path, day: Day, cuts: int, day_seed: int, report: Report) -> None:
    dice = random.Random(f"cuts {day_seed}")
    platter, followed, promised = Platter(), 0, -1
    for place in sorted(dice.randint(0, len(day.events)) for _ in range(cuts)):
        for event in day.events[followed:place]:
            platter.follow(event)
            if isinstance(event, Returned):
                promised = event.number
        followed = place
        found = _fresh(folder / "found")
        for name, content in platter.after_cut(dice).items():
            (found / name).write_bytes(content)
        report.cuts += 1
        report.promised += promised + 1
        disk.recording = False
        try:
            _judge(found / "till.db", day, promised, f"day {day_seed}, cut at {place}", report)
        finally:
            disk.recording = True


def _judge(path: Path, day: Day, promised: int, where: str, report: Report) -> None:
    try:
        store = open_till_store(path, vfs=NAME)
    except (PosError, apsw.Error) as error:
        report.broken.append(f"{where}: does not open: {error}")
        return
    try:
        wrong = _wrong(store, day, promised, report)
    finally:
        store.close()
    if wrong:
        report.broken.append(f"{where}: {wrong}")


def _wrong(store: TillStore, day: Day, promised: int, report: Report) -> str:
    """What is wrong with what was found; "" where nothing is, or where whole transactions are gone."""
    verdict = store.journal.verify()
    if not verdict.ok:
        return f"the journal is broken at {verdict.broken_at}"
    if store.operations.damaged():
        return "a document's bytes have changed"
    found = digest_of(store)
    if found not in day.states:
        return "half a transaction"
    number = day.states.index(found)
    if number > promised + 1:
        return "a transaction from the future"
    if number == promised + 1:
        report.finished += 1
    if number < promised:
        report.lost += 1
        report.gone += promised - number
    store.journal.append(BEGAN, "after.the.cut", {})
    return "" if store.journal.verify().ok else "the till cannot go on"


def _fresh(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    return folder
