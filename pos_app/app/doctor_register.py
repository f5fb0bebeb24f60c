"""The doctor's look at what the register itself is: hours offline by both counts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pos_app.fiscal.clock import to_kyiv
from pos_app.fiscal.ledger import HOURS_DIFFER
from pos_app.store.till_store import open_till_store_to_read

_NAME = "Офлайн-години"


def look_at_register(data_dir: Path) -> Iterable[tuple[str, str, str, str]]:
    """(level, what, words, advice) of each finding; nothing before the till has worked here. Raises PosError."""
    path = data_dir / "till.db"
    if not path.exists():
        return []
    store = open_till_store_to_read(path)
    try:
        return [_hours(store.settings.get(HOURS_DIFFER))]
    finally:
        store.close()


def _hours(differs: Mapping[str, Any] | None) -> tuple[str, str, str, str]:
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
