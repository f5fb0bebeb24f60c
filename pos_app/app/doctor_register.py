"""The doctor's look at the register: its numbers, its signature, work done elsewhere, and the hours offline."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pos_app.domain.register import RegisterInfo
from pos_app.fiscal.clock import to_kyiv
from pos_app.fiscal.elsewhere import ELSEWHERE
from pos_app.fiscal.ledger import HOURS_DIFFER
from pos_app.fiscal.status import few_days
from pos_app.store.till_store import open_till_store_to_read

Said = tuple[str, str, str, str]
"""(level, what, words, advice)."""

_NAME = "Офлайн-години"


def look_at_register(data_dir: Path, now: datetime) -> Iterable[Said]:
    """Each finding; nothing before the till has worked here. Raises PosError."""
    path = data_dir / "till.db"
    if not path.exists():
        return []
    store = open_till_store_to_read(path)
    try:
        info = store.register.load().info
        if not info.fiscal_number:
            return []
        elsewhere = _elsewhere(store.settings.get(ELSEWHERE))
        return [_register(info), *elsewhere, *_signature(info, now), _hours(store.settings.get(HOURS_DIFFER))]
    finally:
        store.close()


def _register(info: RegisterInfo) -> Said:
    where = ", ".join(filter(None, (info.title, info.address)))
    numbers = f"останній чек № {info.last_receipt}, Z-звіт № {info.last_z}" if info.last_receipt else ""
    kind = "тестовий" if info.test else ""
    return "ok", "ПРРО", "; ".join(filter(None, (info.fiscal_number, kind, where, numbers))), ""


def _elsewhere(found: Mapping[str, Any] | None) -> list[Said]:
    if not found:
        return []
    names = {"fiscal_number": "номер", "address": "адреса", "title": "назва"}
    parts = [f"{name}: {found[key]}" for key, name in names.items() if key in found]
    if "receipts" in found:
        parts.append(f"{found['receipts']} чек(ів) зроблено не цією касою")
    advice = "Перевірте, чи не працює на цьому ПРРО інша програма або кабінет Checkbox."
    return [("warn", "ПРРО змінився", "; ".join(parts), advice)]


def _signature(info: RegisterInfo, now: datetime) -> list[Said]:
    days = few_days(info.certificate_end, now)
    if days is None or info.certificate_end is None:
        return []
    words = f"діє до {to_kyiv(info.certificate_end):%d.%m.%Y}, лишилося днів: {days}"
    level = "bad" if days <= 1 else "warn"
    return [(level, "Підпис касира", words, "Оновіть підпис у кабінеті Checkbox: без нього чеки не реєструються.")]


def _hours(differs: Mapping[str, Any] | None) -> Said:
    if not differs:
        return "ok", _NAME, "каса і Checkbox рахують однаково", ""
    at = to_kyiv(datetime.fromisoformat(differs["at"]))
    ours = f"{_time(differs['row'])} поспіль і {_time(differs['month'])} за місяць"
    theirs = f"{_time(differs['server_row'])} і {_time(differs['server_month'])}"
    words = f"каса: {ours}; Checkbox: {theirs} ({at:%d.%m %H:%M})"
    advice = "Каса тримається більшого. Checkbox рахує і свій офлайн, і роботу інших програм на цьому ПРРО."
    return "warn", _NAME, words, advice


def _time(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
