"""The doctor tells what the register is, what changed at it, its signature's end, and hours counted otherwise."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pos_app.app.doctor_register import look_at_register
from pos_app.domain.register import RegisterInfo
from pos_app.fiscal.elsewhere import ELSEWHERE
from pos_app.fiscal.ledger import HOURS_DIFFER
from pos_app.store.register import RegisterRow
from pos_app.store.till_store import open_till_store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
REGISTER = RegisterInfo("4000162280", "Київ, Хрещатик 1", "Каса 2", last_receipt=120, last_z=9)


def said(folder: Path, info: RegisterInfo = REGISTER, **settings: Any) -> dict[str, tuple[str, str, str]]:
    store = open_till_store(folder / "till.db")
    with store.transaction():
        store.register.save(RegisterRow(info=info))
        for key, value in settings.items():
            store.settings.put({"hours": HOURS_DIFFER, "elsewhere": ELSEWHERE}[key], value)
    store.close()
    return {what: (level, words, advice) for level, what, words, advice in look_at_register(folder, NOW)}


def test_before_the_till_has_worked_nothing_is_said(tmp_path: Path) -> None:
    assert list(look_at_register(tmp_path, NOW)) == []
    assert said(tmp_path, RegisterInfo()) == {}


def test_a_register_in_order_is_named_with_its_numbers(tmp_path: Path) -> None:
    found = said(tmp_path)
    assert {level for level, _, _ in found.values()} == {"ok"}
    words = found["ПРРО"][1]
    assert all(part in words for part in ("4000162280", "Каса 2", "Хрещатик", "чек № 120", "Z-звіт № 9"))


def test_counts_that_differ_are_told_with_both(tmp_path: Path) -> None:
    differs = {"at": "2026-03-02T09:00:20+00:00", "row": 0, "month": 4800, "server_row": 0, "server_month": 72060}
    level, words, advice = said(tmp_path, hours=differs)["Офлайн-години"]
    assert level == "warn"
    assert "1:20 за місяць" in words
    assert "0:00 і 20:01 (02.03 11:00)" in words
    assert "більшого" in advice


def test_a_signature_that_ends_soon_is_told_a_month_before_and_bad_on_its_last_day(tmp_path: Path) -> None:
    for days, level in ((40, None), (30, "warn"), (7, "warn"), (1, "bad"), (-3, "bad")):
        info = RegisterInfo("4000", certificate_end=NOW + timedelta(days=days, hours=1))
        assert said(tmp_path, info).get("Підпис касира", (None,))[0] == level


def test_work_elsewhere_is_told(tmp_path: Path) -> None:
    found = {"at": NOW.isoformat(), "receipts": 3, "title": "Каса 7"}
    level, words, _ = said(tmp_path, elsewhere=found)["ПРРО змінився"]
    assert level == "warn"
    assert "3 чек" in words
    assert "Каса 7" in words
