"""The file: durable, migrated forward, refused when newer, and trouble told in words."""

import stat
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from pos_app.domain.errors import PosError
from pos_app.store import database
from pos_app.store.catalog import open_catalog_store
from pos_app.store.database import open_database
from pos_app.store.lock import InstanceLock
from pos_app.store.schema import MIGRATIONS
from pos_app.store.till_store import open_till_store


def one_table(connection: apsw.Connection) -> None:
    connection.execute("CREATE TABLE t (a INTEGER)")


def one_column(connection: apsw.Connection) -> None:
    connection.execute("ALTER TABLE t ADD COLUMN b INTEGER")


def broken(connection: apsw.Connection) -> None:
    connection.execute("CREATE TABLE half (a INTEGER)")
    raise RuntimeError("cut")


def test_money_is_written_with_full_durability_and_goods_without(tmp_path: Path) -> None:
    till = open_till_store(tmp_path / "till.db")
    goods = open_catalog_store(tmp_path / "catalog.db")
    assert till.database.row("PRAGMA synchronous") == (2,)
    assert till.database.row("PRAGMA journal_mode") == ("wal",)
    assert goods.database.row("PRAGMA synchronous") == (1,)
    till.close()
    goods.close()


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    open_database(path, [one_table, one_column]).close()
    before = path.read_bytes()
    with pytest.raises(PosError) as raised:
        open_database(path, [one_table])
    assert raised.value.code == "database_newer"
    assert path.read_bytes() == before


def test_an_older_database_is_backed_up_and_brought_forward(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    old = open_database(path, [one_table])
    old.run("INSERT INTO t VALUES (7)")
    old.close()
    new = open_database(path, [one_table, one_column])
    assert new.rows("SELECT a, b FROM t") == [(7, None)]
    new.close()
    kept = open_database(tmp_path / "till.db.v1.bak", [one_table])
    assert kept.rows("SELECT a FROM t") == [(7,)]
    kept.close()


def test_a_migration_cut_off_midway_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    with pytest.raises(RuntimeError):
        open_database(path, [one_table, broken])
    again = open_database(path, [one_table])
    assert again.rows("SELECT name FROM sqlite_schema WHERE name = 'half'") == []
    again.close()


def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(PosError) as raised:
        open_till_store(path)
    assert raised.value.code == "database_damaged"


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(PosError) as raised:
        open_till_store(tmp_path / "none" / "till.db")
    assert raised.value.code == "disk_read_only"


def test_a_full_disk_is_told_in_words_and_nothing_half_written_stays(tmp_path: Path) -> None:
    till = open_database(tmp_path / "till.db", [one_table])
    pages = int(till.connection.pragma("page_count"))
    till.connection.pragma("max_page_count", pages + 1)
    with pytest.raises(PosError) as raised, till.transaction():
        for number in range(100_000):
            till.run("INSERT INTO t VALUES (?)", (number,))
    assert raised.value.code == "disk_full"
    assert till.rows("SELECT count(*) FROM t") == [(0,)]
    till.connection.pragma("max_page_count", pages + 1000)
    till.run("INSERT INTO t VALUES (1)")
    till.close()


def test_an_inner_transaction_joins_the_outer_one(tmp_path: Path) -> None:
    till = open_database(tmp_path / "till.db", [one_table])
    with pytest.raises(RuntimeError), till.transaction():
        with till.transaction():
            till.run("INSERT INTO t VALUES (1)")
        raise RuntimeError("power")
    assert till.rows("SELECT count(*) FROM t") == [(0,)]
    till.close()


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(PosError):
        open_database(tmp_path / "till.db", MIGRATIONS)


def test_after_an_unclean_end_the_pages_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    till = open_till_store(path)
    with till.transaction():
        for number in range(300):
            till.settings.put(f"key{number:04d}", "x" * 200)
    till.database.close()  # no clean end noted: as after a power cut
    data = bytearray(path.read_bytes())
    page = 4096 * (len(data) // 4096 // 2)
    data[page : page + 100] = b"\xff" * 100
    path.write_bytes(data)
    with pytest.raises(PosError) as raised:
        open_till_store(path)
    assert raised.value.code == "database_damaged"


def test_a_second_instance_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    first = InstanceLock(tmp_path / "till")
    with pytest.raises(PosError) as raised:
        InstanceLock(tmp_path / "till")
    assert raised.value.code == "already_running"
    first.release()
    InstanceLock(tmp_path / "till").release()


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from pos_app.store.lock import InstanceLock\n"
        "held = InstanceLock(Path(sys.argv[1])); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert done.returncode == 9
    InstanceLock(tmp_path).release()


def test_a_lock_in_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    blocked.chmod(stat.S_IRUSR)
    with pytest.raises(PosError) as raised:
        InstanceLock(blocked / "till")
    assert raised.value.code == "disk_read_only"
