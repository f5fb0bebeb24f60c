"""`pos-app report` reads a till.db beside a till that runs, in three formats, and changes nothing."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pos_app.app.cli import REPORTS, main
from pos_app.app.report import run
from pos_app.domain.errors import PosError
from pos_app.reports.sales import GROUPS
from pos_app.store.catalog import CategoryRow, open_catalog_store
from pos_app.store.till_store import TillStore, open_till_store
from pos_app.till.reporting import OTHER
from tests.unit.store.test_sold import ONE, START, day_with

DAY = date(2026, 10, 1)
GOLDEN = Path(__file__).parents[2] / "golden" / "schema" / "v1" / "till.db"


@pytest.fixture
def till(tmp_path: Path) -> TillStore:
    store = open_till_store(tmp_path / "till.db")
    day_with(store, [ONE, ONE])
    catalog = open_catalog_store(tmp_path / "catalog.db")
    catalog.put_categories([CategoryRow("c1", "Молочне", None)])
    catalog.close()
    return store


def test_the_command_knows_every_report() -> None:
    assert set(REPORTS) == {*GROUPS, *OTHER}


@pytest.mark.parametrize("by", REPORTS)
def test_every_report_is_told_while_the_till_runs(
    by: str, till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--data-dir", str(tmp_path), "--from", "2026-10-01", "--to", "2026-10-02", "--by", by]) == 0
    told = capsys.readouterr().out
    assert "Разом" in told
    assert ("85,82" in told) is (by != "z")
    assert "Молочне" in told or by != "category"
    till.close()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "text"])
def test_a_file_is_written_where_it_is_asked_for(
    kind: str, till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert run(tmp_path, "product", DAY, None, kind, folder) == 0
    (path,) = folder.iterdir()
    assert capsys.readouterr().out.strip() == str(path)
    till.close()


def test_without_days_it_is_today_and_wrong_days_are_refused(
    till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "hour", None, None, "text", None) == 0
    assert "Продажі за годинами" in capsys.readouterr().out
    with pytest.raises(PosError) as refusal:
        run(tmp_path, "hour", DAY, date(2026, 9, 1), "text", None)
    assert refusal.value.code == "report_dates"
    with pytest.raises(PosError) as refusal:
        run(tmp_path / "nowhere", "hour", DAY, DAY, "text", None)
    assert refusal.value.code == "not_available"
    assert START.date() == DAY
    till.close()


def test_a_file_of_an_older_program_is_told_and_not_stumbled_over(tmp_path: Path) -> None:
    shutil.copy(GOLDEN, tmp_path / "till.db")
    with pytest.raises(PosError) as refusal:
        run(tmp_path, "hour", DAY, DAY, "text", None)
    assert (refusal.value.code, "Відкрийте касу" in refusal.value.message) == ("not_available", True)
