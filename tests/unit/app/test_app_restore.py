"""`pos-app restore`: a checked backup in the place of till.db, never over unsent documents or a running till."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_app.app.backups import restore
from pos_app.app.cli import main
from pos_app.domain.errors import PosError
from pos_app.domain.register import OperationKind, OperationState
from pos_app.store import restoring
from pos_app.store.lock import InstanceLock
from pos_app.store.offline import CodeState, OfflineCode
from pos_app.store.operations import Operation
from pos_app.store.till_store import TillStore, open_till_store

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


def sale(receipt_id: str, state: OperationState = OperationState.DONE) -> Operation:
    return Operation(receipt_id, OperationKind.SELL, b"{}", NOW, state=state)


def worked(folder: Path, *, unsent: int = 0, end: Callable[[TillStore], None] = TillStore.close) -> None:
    """A till with a backup of its first day, and a second day after it."""
    store = open_till_store(folder / "till.db")
    store.offline.add_codes([OfflineCode("used", 3, CodeState.SPENT), OfflineCode("free1", 1), OfflineCode("free2", 2)])
    store.operations.add(sale("first"))
    store.journal.append(NOW, "sale", {"id": "first"})
    store.back_up(NOW)
    store.operations.add(sale("second"))
    store.offline.set_code("free2", CodeState.SPENT, "second")
    for number in range(unsent):
        store.operations.add(sale(f"waits{number}", OperationState.STAMPED))
    store.journal.append(LATER, "sale", {"id": "second"})
    end(store)


def killed_till(folder: Path) -> Path:
    """The folder of a till that was killed: what the till wrote last is in the WAL alone."""
    left = folder / "killed"
    (folder / "running").mkdir()

    def kill(store: TillStore) -> None:
        shutil.copytree(folder / "running", left)
        store.close()

    worked(folder / "running", end=kill)
    return left


def spoil(folder: Path, page: int = 1) -> None:
    path = folder / "till.db"
    data = bytearray(path.read_bytes())
    data[4096 * page : 4096 * (page + 1)] = b"\xff" * 4096
    path.write_bytes(data)


def run(folder: Path, *, source: Path | None = None, agreed: bool = True) -> tuple[int, str]:
    said: list[str] = []
    code = restore(folder, source, said.append, agreed=agreed, now=LATER)
    return code, "\n".join(said)


def receipts(folder: Path) -> list[str]:
    store = open_till_store(folder / "till.db")
    try:
        assert store.journal.verify().ok
        return [one.id for one in store.operations.since()]
    finally:
        store.close()


def test_the_newest_backup_takes_the_place_and_the_old_file_is_kept_aside(tmp_path: Path) -> None:
    worked(tmp_path)
    code, said = run(tmp_path)
    assert code == 0
    assert receipts(tmp_path) == ["first"]
    (kept,) = (tmp_path / "aside").iterdir()
    assert receipts(kept) == ["first", "second"]
    assert "Звірте з кабінетом Checkbox усе, що було після 21.11.2026 11:00:00" in said
    assert str(kept) in said


def test_a_restore_stands_in_the_journal_and_codes_of_the_past_are_not_used_again(tmp_path: Path) -> None:
    worked(tmp_path)
    run(tmp_path)
    store = open_till_store(tmp_path / "till.db")
    assert [entry.kind for entry in store.journal.entries()] == ["sale", "database.restored"]
    assert store.offline.free_count() == 0
    assert [code.fiscal_code for code in store.offline.codes(CodeState.SPENT)] == ["used"]
    # the server may list free2 again, but it is on the paper of a receipt that the backup does not know
    store.offline.add_codes([OfflineCode("free1", 1), OfflineCode("free2", 2)])
    assert [code.fiscal_code for code in store.offline.codes(CodeState.FREE)] == ["free1"]
    store.close()


def test_without_yes_it_only_tells_what_it_would_do(tmp_path: Path) -> None:
    worked(tmp_path)
    before = (tmp_path / "till.db").read_bytes()
    code, said = run(tmp_path, agreed=False)
    assert code == 1
    assert "Нічого не змінено" in said
    assert (tmp_path / "till.db").read_bytes() == before
    assert not (tmp_path / "aside").exists()


def test_it_is_refused_while_documents_are_unsent_and_says_how_many(tmp_path: Path) -> None:
    worked(tmp_path, unsent=3)
    with pytest.raises(PosError) as raised:
        run(tmp_path)
    assert raised.value.code == "attention_needed"
    assert "3" in raised.value.message
    assert len(receipts(tmp_path)) == 5


def test_it_is_refused_while_the_till_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    worked(tmp_path)
    running = InstanceLock(tmp_path)
    assert main(["restore", "--latest", "--yes", "--data-dir", str(tmp_path)]) == 2
    assert "already_running" in capsys.readouterr().err
    running.release()
    assert main(["restore", "--latest", "--yes", "--data-dir", str(tmp_path)]) == 0
    assert receipts(tmp_path) == ["first"]


def test_a_damaged_till_is_restored_and_what_was_unsent_is_told(tmp_path: Path) -> None:
    worked(tmp_path, unsent=2)
    spoil(tmp_path, 3)  # a page of the journal's index: the queue can still be read
    code, said = run(tmp_path)
    assert code == 0
    assert "не надіслано документів: 2" in said
    assert receipts(tmp_path) == ["first"]


def test_a_till_of_which_nothing_can_be_read_is_restored_with_a_warning(tmp_path: Path) -> None:
    worked(tmp_path, unsent=2)
    (tmp_path / "till.db").write_bytes(b"\0rubbish" * 4096)
    code, said = run(tmp_path)
    assert code == 0
    assert "невідомо" in said
    assert "не продавайте офлайн" in said
    assert receipts(tmp_path) == ["first"]


def test_a_wal_of_the_old_file_never_meets_the_backup(tmp_path: Path) -> None:
    killed = killed_till(tmp_path)
    assert (killed / "till.db-wal").stat().st_size > 0
    assert run(killed)[0] == 0
    assert receipts(killed) == ["first"]
    (kept,) = (killed / "aside").iterdir()
    assert receipts(kept) == ["first", "second"]


def test_a_restore_without_any_till_brings_the_backup_to_a_new_computer(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    worked(tmp_path / "old")
    (backup,) = (tmp_path / "old" / "backups").iterdir()
    code, said = run(tmp_path / "new", source=backup)
    assert code == 0
    assert "бази немає" in said
    assert receipts(tmp_path / "new") == ["first"]


def change_unseen(store: TillStore, statement: str) -> None:
    """A change of the journal behind the back of its triggers, which are there again afterwards."""
    ((trigger,),) = store.database.rows("SELECT sql FROM sqlite_schema WHERE name = 'journal_keeps_rows'")
    store.database.connection.execute(f"DROP TRIGGER journal_keeps_rows; {statement}; {trigger}")


@pytest.mark.parametrize("trouble", ["missing", "rubbish", "journal", "schema", "newer", "empty"])
def test_a_backup_that_is_not_whole_changes_nothing(tmp_path: Path, trouble: str) -> None:
    worked(tmp_path)
    backup = tmp_path / "backup.db"
    if trouble == "rubbish":
        backup.write_bytes(b"rubbish" * 1000)
    elif trouble != "missing":
        made = open_till_store(backup)
        if trouble != "empty":
            made.journal.append(NOW, "sale", {"id": "a"})
        if trouble == "journal":
            change_unseen(made, "UPDATE journal SET kind = 'sole'")
        if trouble == "schema":
            made.database.connection.execute("DROP TRIGGER journal_loses_nothing")
        if trouble == "newer":
            made.database.connection.execute("PRAGMA user_version = 99")
        made.close()
    with pytest.raises(PosError):
        run(tmp_path, source=backup)
    assert receipts(tmp_path) == ["first", "second"]
    assert not (tmp_path / "aside").exists()


def test_where_there_is_no_backup_it_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(PosError) as raised:
        run(tmp_path)
    assert str(tmp_path / "backups") in raised.value.message


def test_a_restore_cut_off_midway_keeps_the_till_from_starting_until_it_is_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = killed_till(tmp_path)
    done: Callable[[Path], None] = restoring.sync_folder
    syncs = []

    def cut_after_the_wal_is_gone(synced: Path) -> None:
        syncs.append(synced)
        if syncs.count(folder) == 2:
            raise KeyboardInterrupt
        done(synced)

    monkeypatch.setattr(restoring, "sync_folder", cut_after_the_wal_is_gone)
    with pytest.raises(KeyboardInterrupt):
        run(folder)
    monkeypatch.undo()
    with pytest.raises(PosError) as raised:
        open_till_store(folder / "till.db")
    assert "перервано" in raised.value.message
    assert run(folder)[0] == 0
    assert receipts(folder) == ["first"]


def test_a_disk_that_fails_midway_is_told_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(tmp_path)

    def broken(path: Path) -> None:
        raise OSError("gone")

    monkeypatch.setattr(restoring, "sync_file", broken)
    with pytest.raises(PosError) as raised:
        run(tmp_path)
    assert raised.value.code == "disk_failed"
    assert receipts(tmp_path) == ["first", "second"]
    assert not list(tmp_path.glob("till.db.restoring*"))


def test_a_backup_of_an_older_program_leaves_no_copy_of_itself_behind(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parents[2] / "golden" / "schema" / "v8" / "till.db", tmp_path / "old.db")
    code, _ = run(tmp_path, source=tmp_path / "old.db")
    assert code == 0
    assert [one.name for one in tmp_path.glob("till.db*")] == ["till.db"]
