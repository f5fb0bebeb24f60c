"""Backups of till.db: dated copies made while the till works, checked before they count, thinned out by age."""

import contextlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from pos_app.domain.errors import refused
from pos_app.store.database import open_to_read, told_in_words
from pos_app.store.folders import sync_file, sync_folder
from pos_app.store.room import LEAST_FREE
from pos_app.store.schema import MIGRATIONS

LAST_KEPT: Final = 14
MONTHS_KEPT: Final = 13
_PATTERN: Final = "till-%Y%m%d-%H%M%SZ.db"
_KYIV: Final = ZoneInfo("Europe/Kyiv")


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One copy; `made_at` is read from its name, UTC."""

    made_at: datetime
    path: Path


def backups_in(folder: Path) -> list[Backup]:
    """Finished copies, the newest first; other files are not looked at."""
    found = []
    for path in folder.glob("till-*.db"):
        with contextlib.suppress(ValueError):
            found.append(Backup(datetime.strptime(path.name, _PATTERN).replace(tzinfo=UTC), path))
    return sorted(found, reverse=True)


def to_keep(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which copies stay: the last 14, and the first of each of the last 13 months by Kyiv's calendar."""
    in_order = sorted(moments)
    kept = set(in_order[-LAST_KEPT:])
    this_month = _month(now)
    first_of: dict[int, datetime] = {}
    for moment in in_order:
        first_of.setdefault(_month(moment), moment)
    return kept | {first for month, first in first_of.items() if month > this_month - MONTHS_KEPT}


def _month(moment: datetime) -> int:
    local = moment.astimezone(_KYIV)
    return local.year * 12 + local.month


def make_backup(source: Path, folder: Path, now: datetime, *, vfs: str | None = None) -> Path:
    """Copy till.db as it is at this moment; → the finished file. May run in another thread than the till's.

    The copy gets its name only when it was read back whole, so that a power cut leaves none that looks good.
    Raises `disk_full`, `disk_failed`, `disk_read_only`, `database_damaged`.
    """
    target = folder / now.astimezone(UTC).strftime(_PATTERN)
    part = target.with_name(target.name + ".part")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _sweep(folder)
        if shutil.disk_usage(folder).free < source.stat().st_size + LEAST_FREE:
            raise refused("disk_full")
        # made first, so that nobody else may read it while it grows
        part.touch(mode=0o600)
        copy_database(source, part, vfs=vfs)
        sync_file(part)
        _read_back(part)
        part.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise refused("disk_failed") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def thin_out(folder: Path, now: datetime) -> list[Path]:
    """Remove the copies that nobody needs any more; → what was removed."""
    found = backups_in(folder)
    kept = to_keep((backup.made_at for backup in found), now)
    gone = [backup.path for backup in found if backup.made_at not in kept]
    for path in gone:
        with contextlib.suppress(OSError):
            path.unlink()
    return gone


def _sweep(folder: Path) -> None:
    """What a power cut left of a copy."""
    for path in folder.glob("till-*.db.part*"):
        path.unlink()


def copy_database(source: Path, target: Path, *, vfs: str | None = None) -> None:
    """All that is committed, its WAL included, into a file that is empty or not there yet."""
    database = open_to_read(source, MIGRATIONS, vfs=vfs)
    try:
        with told_in_words():
            database.connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        database.close()


def _read_back(part: Path) -> None:
    database = open_to_read(part, MIGRATIONS)
    try:
        database.check()
    finally:
        database.close()
