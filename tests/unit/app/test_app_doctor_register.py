"""The doctor tells offline hours that Checkbox counts otherwise than the till."""

from pathlib import Path

from pos_app.app.doctor_register import look_at_register
from pos_app.fiscal.ledger import HOURS_DIFFER
from pos_app.store.till_store import open_till_store


def written(folder: Path, differs: object) -> list[tuple[str, str, str, str]]:
    store = open_till_store(folder / "till.db")
    with store.transaction():
        store.settings.put(HOURS_DIFFER, differs)
    store.close()
    return list(look_at_register(folder))


def test_before_the_till_has_worked_nothing_is_said(tmp_path: Path) -> None:
    assert list(look_at_register(tmp_path)) == []


def test_counts_that_agree_are_in_order(tmp_path: Path) -> None:
    assert [(level, what) for level, what, _, _ in written(tmp_path, None)] == [("ok", "Офлайн-години")]


def test_counts_that_differ_are_told_with_both(tmp_path: Path) -> None:
    differs = {"at": "2026-03-02T09:00:20+00:00", "row": 0, "month": 4800, "server_row": 0, "server_month": 72060}
    (level, _, words, advice), *_ = written(tmp_path, differs)
    assert level == "warn"
    assert "1:20 за місяць" in words
    assert "0:00 і 20:01 (02.03 11:00)" in words
    assert "більшого" in advice
