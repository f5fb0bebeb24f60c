"""A disk that remembers what was not synced: writes on the real files are recorded, and a cut says what is left.

After a power cut a file holds what it held at its last sync, and of every write since then all, nothing, or some
sectors, in any order; a sector itself may be torn in the middle. A file that was never synced may not be there.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
NAME = "powercut"


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes put into a file."""

    file: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file cut (or stretched) to a size."""

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All of a file is on the disk now."""

    file: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A file's name was removed."""

    file: str


@dataclass(frozen=True, slots=True)
class Returned:
    """The program was told that transaction `number` is on disk."""

    number: int


Event = Write | Truncate | Sync | Delete | Returned


class RecordingDisk(apsw.VFS):
    """SQLite's way to the real files, with everything noted in `events`. Nothing is really synced: no need to wait."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.recording = True
        super().__init__(NAME, "")

    def note(self, event: Event) -> None:
        """Add to the record."""
        if self.recording:
            self.events.append(event)

    def xOpen(self, name: Any, flags: list[int]) -> "_RecordedFile":  # noqa: N802 - SQLite's name
        """Open a file that tells what is done to it."""
        return _RecordedFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 - SQLite's name
        """Remove a file."""
        self.note(Delete(Path(filename).name))
        super().xDelete(filename, False)


class _RecordedFile(apsw.VFSFile):
    def __init__(self, disk: RecordingDisk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        self._file = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "temporary").name
        super().__init__("", name, flags)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802 - SQLite's name
        self._disk.note(Write(self._file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - SQLite's name
        self._disk.note(Truncate(self._file, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        self._disk.note(Sync(self._file))


def alone(connection: apsw.Connection) -> None:
    """A hook for connections on this disk: a VFS in Python has no shared memory, so the WAL's index is in the heap."""
    if connection.open_vfs == NAME:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")


@dataclass
class _File:
    """What is certainly on the disk (None: not even the name), and what was done since."""

    synced: bytearray | None = None
    since: list[Write | Truncate | Delete] = field(default_factory=list)

    def sync(self) -> None:
        if self.synced is None:
            self.synced = bytearray()
        for change in self.since:
            _apply(self.synced, change)
        self.since.clear()


class Platter:
    """Follows the events, and says what is there after a cut."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}

    def follow(self, event: Event) -> None:
        """One more event has happened before the cut."""
        if isinstance(event, Returned):
            return
        file = self._files.setdefault(event.file, _File())
        if isinstance(event, Sync):
            if file.synced is None and event.file.endswith(("-wal", "-journal")):
                # with the first sync of such a file SQLite syncs its folder: names given and removed are durable
                self._sync_names()
            file.sync()
        else:
            file.since.append(event)

    def _sync_names(self) -> None:
        for file in self._files.values():
            removals = [place for place, change in enumerate(file.since) if isinstance(change, Delete)]
            if removals:
                file.synced, file.since = None, file.since[removals[-1] + 1 :]

    def after_cut(self, dice: random.Random) -> dict[str, bytes]:
        """The files that are found when the power is back."""
        way = dice.choice(_WAYS)
        found = {}
        for name, file in self._files.items():
            if file.synced is None and dice.random() < 0.5:
                continue
            left = _left(file, way, dice)
            if left is not None:
                found[name] = left
        return found


Survivors = Callable[[Sequence[Write | Truncate | Delete], random.Random], list[Write | Truncate | Delete]]


def _left(file: _File, way: Survivors, dice: random.Random) -> bytes | None:
    """What is left of a file; None where its removal came through, or its name never did."""
    content = bytearray(file.synced or b"")
    there = True
    for change in way(file.since, dice):
        if isinstance(change, Delete):
            content, there = bytearray(), False
        else:
            _apply(content, change)
            there = True
    return bytes(content) if there else None


def _apply(content: bytearray, change: Write | Truncate | Delete) -> None:
    if isinstance(change, Delete):
        content.clear()
    elif isinstance(change, Truncate):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
    else:
        end = change.offset + len(change.data)
        content.extend(bytes(max(0, end - len(content))))
        content[change.offset : end] = change.data


def _nothing(_since: Sequence[Write | Truncate | Delete], _dice: random.Random) -> list[Write | Truncate | Delete]:
    return []


def _everything(since: Sequence[Write | Truncate | Delete], _dice: random.Random) -> list[Write | Truncate | Delete]:
    return list(since)


def _some(since: Sequence[Write | Truncate | Delete], dice: random.Random) -> list[Write | Truncate | Delete]:
    """Any of them, in any order of arrival; where two met, the later one stays on top."""
    return [change for change in since if dice.random() < 0.5]


def _first_ones(since: Sequence[Write | Truncate | Delete], dice: random.Random) -> list[Write | Truncate | Delete]:
    """In order up to a point, and the write at that point torn in the middle of a sector."""
    kept = list(since[: dice.randint(0, len(since))])
    if kept and isinstance(last := kept[-1], Write):
        kept[-1] = Write(last.file, last.offset, last.data[: dice.randint(0, len(last.data))])
    return kept


def _sectors(since: Sequence[Write | Truncate | Delete], dice: random.Random) -> list[Write | Truncate | Delete]:
    """Each sector for itself; one in eight is torn in the middle."""
    kept: list[Write | Truncate | Delete] = []
    for change in since:
        if not isinstance(change, Write):
            kept += [change] if dice.random() < 0.5 else []
            continue
        start = 0
        while start < len(change.data):
            length = min(SECTOR - (change.offset + start) % SECTOR, len(change.data) - start)
            if dice.random() < 0.5:
                whole = length if dice.random() < 0.875 else dice.randint(0, length)
                kept.append(Write(change.file, change.offset + start, change.data[start : start + whole]))
            start += length
    return kept


_WAYS: tuple[Survivors, ...] = (_nothing, _everything, _some, _first_ones, _sectors, _sectors)
