"""The doctor on what lies on disk: damage is bad news with the way out, and looking changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pos_app.app.doctor import Finding, examine
from pos_app.domain.register import OperationKind
from pos_app.domain.tax import Tax
from pos_app.store.catalog import CatalogRow, OddRow, open_catalog_store
from pos_app.store.lock import InstanceLock
from pos_app.store.operations import Operation
from pos_app.store.till_store import TillStore, open_till_store
from pos_app.till.taxes import TaxDesk

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


async def test_taxes_are_told_from_the_files_and_nothing_is_written(tmp_path: Path) -> None:
    assert (await found(tmp_path, "Податки")).level == "ok"
    catalog = open_catalog_store(tmp_path / "catalog.db")
    bare = CatalogRow("1", "1", "Горілка", 100, "шт", folded="", hash="", tax_group=6)
    catalog.put_page([bare, replace(bare, id="2", tax_group=9, uktzed="2208")], generation=1)
    catalog.close()
    open_till_store(tmp_path / "till.db").close()
    config = tmp_path / "till.toml"
    config.write_text("[taxes]\n6 = [4]\n")
    config.chmod(0o600)

    async def lines() -> list[Finding]:
        return [finding async for finding in examine(config, tmp_path) if finding.what == "Податки"]

    assert [line.level for line in await lines()] == ["warn", "warn"]
    assert "без УКТЗЕД: 1 (Горілка)" in (await lines())[1].words
    store = open_till_store(tmp_path / "till.db")
    taxes = TaxDesk(store.settings, file_table={6: (4,)}, accept_proposals=False)
    taxes.learn({4: Tax(4, "ПДВ+Акциз", "Г", Decimal(20), Decimal(5))})
    store.close()
    before = (tmp_path / "till.db").read_bytes()
    assert "такі товари не продаються: Акциз 0% + ПДВ 20%" in (await lines())[0].words
    assert (tmp_path / "till.db").read_bytes() == before
    store = open_till_store(tmp_path / "till.db")
    taxes = TaxDesk(store.settings, file_table={6: (4,)}, accept_proposals=False)
    taxes.learn({4: Tax(4, "ПДВ+Акциз", "Г", Decimal(20), Decimal(7))})
    store.close()
    (finding, _) = await lines()
    assert (finding.level, "Податки" in finding.advice) == ("bad", True)


async def test_receipts_to_smartkasa_have_their_own_line(till: TillStore, tmp_path: Path) -> None:
    till.outbox.add("a", NOW)
    assert "вимкнено; чекають: 1" in (await found_beside(till, tmp_path)).words
    row = till.outbox.by_operation("a")
    assert row is not None
    till.outbox.refuse(row, "назва порожня", NOW)
    finding = await found_beside(till, tmp_path)
    assert (finding.level, "відхилено: 1" in finding.words, "SmartKasa" in finding.advice) == ("warn", True, True)
    till.close()


async def found_beside(till: TillStore, folder: Path) -> Finding:
    """What the doctor says while this store is open."""
    del till
    return await found(folder, "Чеки в SmartKasa")


async def test_goods_that_smartkasa_sends_spoilt_are_named_with_what_became_of_them(tmp_path: Path) -> None:
    store = open_catalog_store(tmp_path / "catalog.db")
    rows = [CatalogRow(f"p{n}", str(n), f"Товар {n}", 100, "шт", "", str(n), barcodes=("482",)) for n in range(2)]
    store.put_page(rows, generation=1)
    odd = [OddRow("p1", "Товар 1", "ціна від'ємна", sold=True), OddRow("p9", "", "ціна не є числом", sold=False)]
    store.put_odd(["p1"], odd, generation=1)
    store.close()
    finding = await found(tmp_path, "Каталог")
    assert finding.level == "warn"
    assert "з помилками в SmartKasa: 2" in finding.words
    assert "без назви (p9): ціна не є числом; пропущено" in finding.words
    assert "Товар 1 (p1): ціна від'ємна; продається" in finding.words
    assert "482" in finding.words
    assert "SmartKasa" in finding.advice
