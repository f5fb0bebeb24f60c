"""The doctor on taxes: is every group in use confirmed and unchanged, and do excise goods have their УКТЗЕД."""

from collections.abc import Mapping
from pathlib import Path

from pos_app.catalog.taxmap import GROUP_NAMES
from pos_app.store.catalog import open_catalog_store
from pos_app.store.till_store import open_till_store_to_read
from pos_app.till.taxes import TaxDesk

Words = tuple[str, str, str]
"""Level, words, advice."""

_ADVICE = "Каса → Дії → Податки: підтвердьте."
_MOST_NAMED = 3


def look_at_taxes(data_dir: Path, file_table: Mapping[int, tuple[int, ...]] | None, *, sandboxed: bool) -> list[Words]:
    """What is to be said, from the files as they lie; nothing is written. Raises PosError for a damaged file."""
    if not (data_dir / "till.db").exists() or not (data_dir / "catalog.db").exists():
        return [("ok", "ще невідомі: спершу зміна і каталог", "")]
    catalog = open_catalog_store(data_dir / "catalog.db")
    try:
        used = catalog.tax_groups()
        bare, names = catalog.excise_without_uktzed(_MOST_NAMED)
    finally:
        catalog.close()
    store = open_till_store_to_read(data_dir / "till.db")
    try:
        taxes = TaxDesk(store.settings, file_table=file_table, accept_proposals=sandboxed, reading=True)
        said = [_groups(taxes, used)]
    finally:
        store.close()
    if bare:
        words = f"акцизних товарів без УКТЗЕД: {bare} ({', '.join(names)}{' …' if bare > len(names) else ''})"
        said.append(("warn", words, "Додайте код УКТЗЕД у SmartKasa: його має бути видно в чеку."))
    return said


def _groups(taxes: TaxDesk, used: list[int]) -> Words:
    if not taxes.taxes:
        return "warn", "Checkbox ще не передав податки каси", "Увійдіть і відкрийте зміну."
    stopped = taxes.stopped(used)
    if stopped:
        return "bad", f"змінилися в Checkbox, продаж зупинено: {', '.join(stopped)}", _ADVICE
    missing = [GROUP_NAMES.get(group, str(group)) for group in used if not taxes.codes(group)]
    if missing:
        return "warn", f"не підтверджено, такі товари не продаються: {', '.join(missing)}", _ADVICE
    exceptions = len(taxes.view()["overrides"])
    return "ok", f"груп у каталозі: {len(used)}, усі підтверджено; винятків: {exceptions}", ""
