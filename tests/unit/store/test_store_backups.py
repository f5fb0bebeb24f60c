"""Backups: dated, whole, readable by nobody else, made while the till works, thinned out by age."""

import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import PosError
from pos_app.domain.receipt import Seller
from pos_app.store import backups
from pos_app.store.backups import LAST_KEPT, MONTHS_KEPT, backups_in, make_backup, to_keep
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore, open_till_store, open_till_store_to_read

NOW = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
moments = st.lists(st.integers(0, 1000).map(lambda hours: NOW - timedelta(hours=19 * hours)), max_size=120)


def days(number: int) -> list[datetime]:
    return [NOW - timedelta(days=day) for day in range(number)]


def test_the_last_fourteen_stay_and_the_first_of_each_month_for_thirteen_months() -> None:
    kept = to_keep(days(700), NOW)
    assert sorted(kept)[-LAST_KEPT:] == sorted(days(LAST_KEPT))
    firsts = sorted(kept)[:-LAST_KEPT]
    months = [(2025, 11), (2025, 12), *((2026, month) for month in range(1, 12))]
    assert [(one.year, one.month) for one in firsts] == months
    assert all(one.day == 1 for one in firsts)


def test_a_month_begins_at_midnight_in_kyiv() -> None:
    old = datetime(2026, 5, 31, 21, 30, tzinfo=UTC)  # 1 June, 00:30 in Kyiv
    before = datetime(2026, 5, 31, 20, 30, tzinfo=UTC)
    kept = to_keep([before, old, *days(20)], NOW)
    assert {before, old} <= kept


@given(moments)
def test_the_newest_is_never_thinned_out_and_what_stays_is_bounded(found: list[datetime]) -> None:
    kept = to_keep(found, NOW)
    assert kept <= set(found)
    assert set(sorted(set(found))[-1:]) <= kept
    assert len(kept) <= LAST_KEPT + MONTHS_KEPT
    assert to_keep(kept, NOW) == kept


def test_a_backup_is_the_till_as_it_was(store: TillStore, tmp_path: Path) -> None:
    for number in range(20):
        store.journal.append(NOW, "sale", {"id": number})
    made = store.back_up(NOW)
    assert made == tmp_path / "backups" / "till-20261121-183000Z.db"
    store.journal.append(NOW, "sale", {"id": "later"})
    copy = open_till_store_to_read(made)
    assert copy.journal.verify().entries == 20
    assert copy.journal.verify().ok
    copy.close()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_a_backup_is_made_in_another_thread_while_the_till_sells(store: TillStore) -> None:
    made: list[Path | None] = []
    thread = threading.Thread(target=lambda: made.append(store.back_up(NOW)))
    thread.start()
    for number in range(50):
        store.journal.append(NOW, "sale", {"id": number})
    thread.join()
    assert made[0] is not None
    copy = open_till_store_to_read(made[0])
    assert copy.journal.verify().ok
    copy.close()
    assert store.journal.verify().entries == 50


def test_old_backups_go_when_a_new_one_is_made(store: TillStore, tmp_path: Path) -> None:
    for moment in reversed(days(40)[1:]):
        make_backup(tmp_path / "till.db", tmp_path / "backups", moment)
    (tmp_path / "backups" / "till-note.db").write_text("not ours")
    store.back_up(NOW)
    left = [backup.made_at for backup in backups_in(tmp_path / "backups")]
    assert left == sorted(to_keep(days(40), NOW), reverse=True)
    assert (tmp_path / "backups" / "till-note.db").exists()


def test_what_a_power_cut_left_of_a_backup_is_no_backup_and_is_swept_away(store: TillStore, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("till-20261120-183000Z.db.part", "till-20261120-183000Z.db.part-journal"):
        (folder / name).write_bytes(b"half")
    assert backups_in(folder) == []
    store.back_up(NOW)
    assert [path.name for path in folder.iterdir()] == ["till-20261121-183000Z.db"]


def test_a_copy_that_does_not_read_back_whole_gets_no_name(
    store: TillStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        store.journal.append(NOW, "sale", {"id": number, "x": "y" * 100})
    synced: Callable[[Path], None] = backups.sync_file

    def flipped(part: Path) -> None:
        data = bytearray(part.read_bytes())
        data[4096 * 3 : 4096 * 3 + 64] = b"\xff" * 64
        part.write_bytes(data)
        synced(part)

    monkeypatch.setattr(backups, "sync_file", flipped)
    with pytest.raises(PosError) as raised:
        store.back_up(NOW)
    assert raised.value.code == "database_damaged"
    assert list((tmp_path / "backups").iterdir()) == []


def test_trouble_is_told_in_words_and_leaves_the_old_backups(
    store: TillStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.back_up(NOW - timedelta(days=1))
    monkeypatch.setattr(backups, "LEAST_FREE", 2**62)
    with pytest.raises(PosError) as raised:
        store.back_up(NOW)
    assert raised.value.code == "disk_full"
    monkeypatch.undo()
    monkeypatch.setattr(backups, "sync_folder", lambda _folder: (_ for _ in ()).throw(OSError("gone")))
    with pytest.raises(PosError) as raised:
        make_backup(tmp_path / "till.db", tmp_path / "backups", NOW)
    assert raised.value.code == "disk_failed"
    assert first is not None
    assert first.exists()


def test_a_till_in_memory_has_no_backups() -> None:
    store = open_till_store(None)
    assert store.back_up(NOW) is None
    store.close()


def test_a_closed_shift_without_a_copy_is_noticed(store: TillStore) -> None:
    assert not store.lacks_backup()
    shift = ShiftRow("s", "OPENED", "c", "Олена", (), Seller("ТОВ", "ПН", "Київ"), 1, NOW - timedelta(hours=9))
    store.shifts.save(shift)
    store.back_up(NOW - timedelta(hours=9))
    assert not store.lacks_backup()
    store.shifts.save(replace(shift, status="CLOSED", closed_at=NOW))
    assert store.lacks_backup()
    store.back_up(NOW - timedelta(minutes=1))  # the computer's clock is a minute behind Checkbox's
    assert not store.lacks_backup()
