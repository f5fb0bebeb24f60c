"""Room on the disk: nothing new begins where it is short, and what is in hand can always end."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest

from pos_app.domain.errors import PosError, refused
from pos_app.domain.register import OperationKind, OperationState
from pos_app.store.operations import Operation
from pos_app.store.room import LEAST_FREE, LOOK_EVERY_S, START_FREE, DiskRoom
from pos_app.store.till_store import TillStore, open_till_store, open_till_store_to_read

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
BALLAST = 300_000


class Disk:
    """A disk whose free bytes and clock the test sets; `asked` counts the looks."""

    def __init__(self, folder: Path, free: int = 10 * LEAST_FREE) -> None:
        self.free = free
        self.now = 0.0
        self.asked = 0
        self.room = DiskRoom(folder, lambda: self.now, free=self._free, ballast_bytes=BALLAST)

    def _free(self) -> int:
        self.asked += 1
        return self.free

    def later(self) -> None:
        self.now += LOOK_EVERY_S


def sale(receipt_id: str, size: int = 10, kind: OperationKind = OperationKind.SELL) -> Operation:
    return Operation(receipt_id, kind, b"x" * size, NOW)


def refused_code(disk: Disk) -> str:
    with pytest.raises(PosError) as raised:
        disk.room.require()
    assert raised.value.safe
    return raised.value.code


def test_the_ballast_is_really_written_and_made_once(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    disk.room.prepare()
    assert disk.room.ballast.stat().st_size == BALLAST
    assert disk.room.ballast.stat().st_blocks * 512 >= BALLAST
    made_at = disk.room.ballast.stat().st_mtime_ns
    DiskRoom(tmp_path, lambda: 0.0, ballast_bytes=BALLAST).prepare()
    assert disk.room.ballast.stat().st_mtime_ns == made_at
    assert [path.name for path in tmp_path.iterdir()] == ["ballast.bin"]


def test_nothing_new_begins_where_room_is_short_until_there_is_room_again(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    disk.room.prepare()
    disk.room.require()
    disk.free = LEAST_FREE - 1
    disk.later()
    assert refused_code(disk) == "disk_full"
    disk.free = LEAST_FREE
    assert refused_code(disk) == "disk_full"  # the disk is not asked again so soon
    disk.later()
    disk.room.require()


def test_the_disk_is_asked_once_in_ten_seconds_however_many_sales_there_are(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    disk.room.prepare()
    asked = disk.asked
    for _ in range(50):
        disk.room.require()
    disk.later()
    disk.room.require()
    assert disk.asked == asked + 1


def test_a_thrown_off_ballast_is_made_again_as_soon_as_there_is_room_for_it(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    disk.room.prepare()
    disk.room.release()
    assert not disk.room.ballast.exists()
    disk.free = LEAST_FREE + BALLAST - 1
    disk.later()
    assert refused_code(disk) == "disk_full"
    disk.free = LEAST_FREE + BALLAST
    disk.later()
    disk.room.require()
    assert disk.room.has_ballast()


def test_the_ballast_is_made_in_the_background_and_no_sale_waits_for_a_slow_disk(tmp_path: Path) -> None:
    jobs = []
    room = DiskRoom(tmp_path, lambda: 0.0, free=lambda: 2**40, in_background=jobs.append, ballast_bytes=BALLAST)
    for _ in range(3):
        room.require()
    assert len(jobs) == 1
    jobs[0]()
    assert room.has_ballast()
    room.require()


def test_a_ballast_that_cannot_be_written_after_all_stops_new_sales(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "gone")
    disk.room.prepare()
    assert refused_code(disk) == "disk_full"


def test_a_disk_that_cannot_be_asked_stops_nobody(tmp_path: Path) -> None:
    def broken() -> int:
        raise OSError("gone")

    DiskRoom(tmp_path, lambda: 0.0, free=broken).require()


def test_a_ballast_that_cannot_be_written_leaves_no_rest(tmp_path: Path) -> None:
    blocked = tmp_path / "ballast.part"
    blocked.mkdir()
    disk = Disk(tmp_path)
    disk.room.prepare()
    assert refused_code(disk) == "disk_full"
    blocked.rmdir()
    disk.later()
    disk.room.require()


def test_on_a_disk_too_full_to_open_the_file_the_ballast_goes_first(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    disk.room.prepare()
    disk.free = START_FREE - 1
    opened = open_till_store(tmp_path / "till.db", room=disk.room)
    assert not disk.room.has_ballast()
    with pytest.raises(PosError) as raised:
        opened.operations.add(sale("a"))
    assert raised.value.code == "disk_full"
    opened.close()


def fill_up(store: TillStore) -> int:
    """Let the file grow no more than one page; → the page limit before."""
    pages = int(store.database.connection.pragma("page_count"))
    store.database.connection.pragma("max_page_count", pages + 1)
    return pages


def make_room(store: TillStore, pages: int) -> None:
    store.database.connection.pragma("max_page_count", pages + 1000)


def test_on_a_full_disk_the_answer_in_hand_is_written_and_new_sales_are_refused(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    store = open_till_store(tmp_path / "till.db", room=disk.room)
    in_hand = store.operations.add(sale("a"))
    pages = fill_up(store)

    def settle() -> None:
        with store.transaction():
            store.operations.save(replace(in_hand, state=OperationState.DONE, reason="x" * 20_000))
            store.journal.append(NOW, "operation.state", {"id": "a"})

    with pytest.raises(PosError) as raised:
        settle()
    assert (raised.value.code, raised.value.safe) == ("disk_full", True)
    assert not disk.room.ballast.exists()
    assert store.operations.unsettled() == [in_hand]
    make_room(store, pages)  # what the ballast's bytes do on a real disk
    settle()
    assert store.operations.unsettled() == []
    with pytest.raises(PosError) as raised:
        store.operations.add(sale("b"))
    assert (raised.value.code, raised.value.safe) == ("disk_full", True)
    disk.later()
    assert store.operations.add(sale("b")).seq == 2
    assert disk.room.has_ballast()
    store.close()


def test_a_shift_is_closed_also_where_nothing_new_may_begin(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    store = open_till_store(tmp_path / "till.db", room=disk.room)
    disk.room.release()
    for kind in (OperationKind.SELL, OperationKind.RETURN, OperationKind.SERVICE_IN, OperationKind.SHIFT_OPEN):
        with pytest.raises(PosError):
            store.operations.add(sale("a", kind=kind))
    assert store.operations.add(sale("z", kind=OperationKind.SHIFT_CLOSE)).seq == 1
    store.close()


def test_a_sale_that_would_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    store = open_till_store(tmp_path / "till.db", room=disk.room)
    fill_up(store)
    with pytest.raises(PosError) as raised, store.transaction():
        store.journal.append(NOW, "operation.intent", {"id": "a"})
        store.operations.add(sale("a", 50_000))
    assert (raised.value.code, raised.value.safe) == ("disk_full", True)
    assert store.operations.by_id("a") is None
    assert store.journal.verify().entries == 0
    store.close()


def test_a_till_that_cannot_note_its_clean_end_is_checked_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_till_store(tmp_path / "till.db", room=Disk(tmp_path).room)

    def full(key: str, value: object) -> None:
        raise refused("disk_full")

    monkeypatch.setattr(store.settings, "put", full)
    store.close()
    again = open_till_store_to_read(tmp_path / "till.db")
    assert again.settings.get("clean_end") is False
    again.close()


class SmallDisk(apsw.VFS):
    """A disk of so many bytes for the files of one folder: what does not fit is refused as a full disk does."""

    def __init__(self, folder: Path, capacity: int) -> None:
        self.folder = folder
        self.capacity = capacity
        super().__init__("small", "")

    def free(self) -> int:
        return self.capacity - sum(path.stat().st_size for path in self.folder.iterdir())

    def xOpen(self, name: Any, flags: list[int]) -> "SmallFile":  # noqa: N802 - SQLite's name
        return SmallFile(self, name, flags)


class SmallFile(apsw.VFSFile):
    def __init__(self, disk: SmallDisk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        super().__init__("", name, flags)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802 - SQLite's name
        growth = offset + len(data) - self.xFileSize()
        if growth > 0 and growth > self._disk.free():
            raise apsw.FullError("the disk is full")
        super().xWrite(data, offset)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk, and no shared memory on it (a VFS in Python has none)."""
    disk = SmallDisk(tmp_path, 3_000_000)

    def alone(connection: apsw.Connection) -> None:
        if connection.open_vfs == "small":
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")

    apsw.connection_hooks.append(alone)
    yield disk
    apsw.connection_hooks.remove(alone)
    disk.unregister()


def test_on_a_disk_that_fills_up_sales_stop_first_and_every_sale_in_hand_is_settled(small: SmallDisk) -> None:
    clock = itertools.count(0, int(LOOK_EVERY_S))
    room = DiskRoom(small.folder, lambda: next(clock), free=small.free, ballast_bytes=600_000, least_free=600_000)
    store = open_till_store(small.folder / "till.db", vfs="small", room=room)
    # as much smaller than SQLite's 1000 as this disk is smaller than a till's
    store.database.connection.execute("PRAGMA wal_autocheckpoint = 50")
    sold = []
    with pytest.raises(PosError) as raised:
        for number in range(10_000):
            with store.transaction():
                sold.append(store.operations.add(sale(f"id-{number}", 5000)))
                store.journal.append(NOW, "operation.intent", {"id": f"id-{number}"})
    assert raised.value.code == "disk_full"
    assert room.has_ballast()  # sales stopped before the disk was full
    (small.folder / "other.log").write_bytes(bytes(small.free()))  # another program takes the rest
    full = 0
    for row in sold:
        for _ in range(2):  # what the fiscal worker does: a refused write is offered again
            try:
                with store.transaction():
                    store.operations.save(replace(row, state=OperationState.DONE, fiscal_code=f"code-{row.id}"))
                    store.journal.append(NOW, "operation.state", {"id": row.id})
                break
            except PosError as error:
                full += error.code == "disk_full"
    assert full == 1
    assert len(sold) > 50
    assert store.operations.unsettled() == []
    assert store.journal.verify().ok
    with pytest.raises(PosError):
        store.operations.add(sale("one more"))
    small.capacity *= 2
    store.operations.add(sale("one more"))
    assert room.has_ballast()
    store.close()
