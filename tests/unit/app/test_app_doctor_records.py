"""The doctor on what lies on disk: damage is bad news with the way out, and looking changes nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.app.doctor import Finding, examine
from pos_app.domain.register import OperationKind
from pos_app.store.lock import InstanceLock
from pos_app.store.operations import Operation
from pos_app.store.till_store import TillStore, open_till_store

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def till(tmp_path: Path) -> TillStore:
    store = open_till_store(tmp_path / "till.db")
    with store.transaction():
        for number in range(400):
            store.journal.append(NOW, "sale", {"id": number, "x": "y" * 100})
    store.operations.add(Operation("a", OperationKind.SELL, b"{}", NOW))
    return store


async def found(folder: Path, what: str) -> Finding:
    (finding,) = [finding async for finding in examine(None, folder) if finding.what == what]
    return finding


async def test_a_whole_journal_and_its_backups_are_told_and_nothing_is_changed(till: TillStore, tmp_path: Path) -> None:
    till.back_up(NOW)
    till.close()
    before = (tmp_path / "till.db").read_bytes()
    assert (await found(tmp_path, "Журнал")).level == "warn"  # one document is unsent
    assert "найновіша 21.11.2026 09:00" in (await found(tmp_path, "Копії")).words
    assert (tmp_path / "till.db").read_bytes() == before


@pytest.mark.parametrize("page", [0, 3, 8])
async def test_a_damaged_page_is_told_with_the_way_out(till: TillStore, tmp_path: Path, page: int) -> None:
    till.close()
    data = bytearray((tmp_path / "till.db").read_bytes())
    data[4096 * page : 4096 * page + 64] = b"\xff" * 64
    (tmp_path / "till.db").write_bytes(data)
    finding = await found(tmp_path, "Журнал")
    assert finding.level == "bad"
    assert "pos-app restore" in finding.advice


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE journal SET kind = 'sole' WHERE n = 7", "запис 7"),
        ("UPDATE operation SET body = x'00'", "документ 1"),
    ],
)
async def test_a_changed_row_is_named(till: TillStore, tmp_path: Path, statement: str, words: str) -> None:
    ((trigger,),) = till.database.rows("SELECT sql FROM sqlite_schema WHERE name = 'journal_keeps_rows'")
    till.database.connection.execute(f"DROP TRIGGER journal_keeps_rows; {statement}; {trigger}")
    till.close()
    finding = await found(tmp_path, "Журнал")
    assert words in finding.words
    assert "pos-app restore" in finding.advice


async def test_beside_a_running_till_the_doctor_looks_no_further(till: TillStore, tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    findings = [finding.what async for finding in examine(None, tmp_path)]
    assert "Тека даних" in findings
    assert "Журнал" not in findings
    lock.release()
    till.close()
