"""`pos-app restore`: puts a backup in the place of till.db, and says what a person must compare afterwards."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from pos_app.domain.errors import refused
from pos_app.store.backups import backups_in
from pos_app.store.lock import InstanceLock
from pos_app.store.restoring import Contents, Present, is_interrupted, put_back, read_present, read_whole
from pos_app.store.till_store import BACKUPS, TILL_DB

_KYIV: Final = ZoneInfo("Europe/Kyiv")

Say = Callable[[str], None]


def run(data_dir: Path, source: Path | None, *, agreed: bool) -> int:
    """Run the command; → 0 when restored, 1 when it was only told what would be done."""
    return restore(data_dir, source, _say, agreed=agreed, now=datetime.now(UTC))


def restore(data_dir: Path, source: Path | None, say: Say, *, agreed: bool, now: datetime) -> int:
    """Restore from `source`, else from the newest backup.

    Raises `already_running`; `attention_needed` while the present file is whole and holds unsent documents;
    `not_available` where there is no backup; `database_damaged`, `database_newer` of the backup; `disk_failed`.
    """
    lock = InstanceLock(data_dir)
    try:
        path = data_dir / TILL_DB
        present = read_present(path)
        if not is_interrupted(path):
            _refuse_to_lose(present)
        backup = source or _latest(data_dir)
        contents = _checked(backup)
        say(f"Копія: {backup}")
        say(f"  ціла; записів: {contents.entries}; останній: {_when(contents.last_at)}")
        say(_about_present(present))
        if not agreed:
            say("Нічого не змінено. Щоб відновити, додайте --yes.")
            return 1
        aside = put_back(backup, path, present, now)
    finally:
        lock.release()
    for line in _afterwards(contents, present, aside):
        say(line)
    return 0


def _refuse_to_lose(present: Present | None) -> None:
    if present is not None and present.whole is not None and present.whole.unsent:
        raise refused(
            "attention_needed",
            f"Не надіслано документів: {present.whole.unsent}. База ціла: увійдіть у касу і дайте їм надіслатися.",
        )


def _latest(data_dir: Path) -> Path:
    found = backups_in(data_dir / BACKUPS)
    if not found:
        raise refused("not_available", f"У теці {data_dir / BACKUPS} немає копій. Вкажіть файл: --from FILE.")
    return found[0].path


def _checked(backup: Path) -> Contents:
    if not backup.is_file():
        raise refused("not_available", f"Файла {backup} немає.")
    contents = read_whole(backup)
    if not contents.entries:
        raise refused("database_damaged", f"У копії {backup} немає жодного запису.", safe=False)
    return contents


def _about_present(present: Present | None) -> str:
    if present is None:
        return "Тепер: бази немає."
    if present.whole is not None:
        return f"Тепер: база ціла; записів: {present.whole.entries}; останній: {_when(present.whole.last_at)}"
    return "Тепер: базу пошкоджено."


def _afterwards(contents: Contents, present: Present | None, aside: Path | None) -> list[str]:
    since = _when(contents.last_at)
    lines = ["Базу відновлено."]
    if aside is not None:
        lines.append(f"Стару базу збережено: {aside}. Не видаляйте її, поки не звірите все.")
    lines += [
        f"Звірте з кабінетом Checkbox усе, що було після {since}:",
        "  1. Чеки і повернення: у журналі цієї каси їх тепер немає, у Checkbox вони є.",
        "  2. Чеки на папері з позначкою ОФЛАЙН, яких у Checkbox немає: проведіть знову.",
        "  3. Зміну: якщо в Checkbox вона відкрита, увійдіть тим самим касиром і відкрийте зміну: каса її продовжить.",
        "  4. Готівку: X-звіт Checkbox проти грошей у скриньці.",
        "  5. Відкладені чеки і кошик: вони такі, якими були на час копії.",
    ]
    if present is not None and present.whole is None:
        lines += _of_damaged(present)
    lines.append("Вільні офлайн-коди забуто: нові каса візьме сама, щойно буде зв'язок.")
    return lines


def _of_damaged(present: Present) -> list[str]:
    lines = []
    if present.unsent is None:
        lines.append("Скільки документів у пошкодженій базі не було надіслано, невідомо: звірте папір із Checkbox.")
    elif present.unsent:
        lines.append(f"У пошкодженій базі не надіслано документів: {present.unsent}. Проведіть їх знову з паперу.")
    if present.used_codes is None:
        lines.append("Які офлайн-коди вже на папері, невідомо: не продавайте офлайн, доки не звірите пункт 2.")
    return lines


def _when(moment: datetime | None) -> str:
    return f"{moment.astimezone(_KYIV):%d.%m.%Y %H:%M:%S}" if moment else "немає"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
