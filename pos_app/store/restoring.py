"""Puts a backup in the place of till.db: the backup is checked whole, the old file is kept aside, then they change."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pos_app.domain.errors import PosError, refused
from pos_app.store.backups import copy_database
from pos_app.store.folders import sync_file, sync_folder
from pos_app.store.offline import CodeState
from pos_app.store.till_store import RESTORING, TillStore, open_till_store, open_till_store_to_read

_BESIDE: Final = ("", "-wal", "-shm")
"""A database and what SQLite keeps beside it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a whole file holds: rows of the journal, the last one's moment, and documents not yet at Checkbox."""

    entries: int
    last_at: datetime | None
    unsent: int


@dataclass(frozen=True, slots=True)
class Present:
    """The till.db that is there now. `whole` None: damaged; then what could still be read of it.

    `unsent` None: cannot be told; `used_codes` None: cannot be told which offline codes are used up.
    """

    whole: Contents | None
    unsent: int | None
    used_codes: tuple[str, ...] | None


def read_whole(path: Path) -> Contents:
    """Check pages, version and the journal's chain of a file that is there.

    Raises `database_damaged`, `database_newer`, `disk_read_only`.
    """
    with _opened(path) as store:
        store.check()
        verdict = store.journal.verify()
        if not verdict.ok or store.operations.damaged():
            raise refused("database_damaged", safe=False)
        row = store.database.row("SELECT at FROM journal ORDER BY n DESC LIMIT 1")
        queue = store.operations.queue()
        return Contents(
            verdict.entries, datetime.fromisoformat(row[0]) if row else None, queue.waiting + queue.attention
        )


def read_present(path: Path) -> Present | None:
    """What is in the place of till.db; None where there is nothing. A damaged file is read as far as it goes."""
    if not path.exists():
        return None
    try:
        whole = read_whole(path)
    except PosError as error:
        if error.code == "database_newer":
            raise
        return Present(None, _unsent(path), _used_codes(path))
    return Present(whole, whole.unsent, _used_codes(path))


def put_back(backup: Path, path: Path, present: Present | None, now: datetime) -> Path | None:
    """Put a checked backup in the place of till.db; → the folder with the old file, None where there was none.

    Until the backup has its place the till does not start (`open_till_store`): a power cut midway costs a second
    restore and nothing else. The till must not run: hold its lock. Raises `disk_full`, `disk_failed`.
    """
    part = path.with_name(f"{path.name}{RESTORING}.part")
    try:
        _remove(part)
        copy_database(backup, part)
        part.chmod(0o600)
        _make_fit(part, backup, present, now)
        sync_file(part)
        aside = _keep_aside(path, now)
        _swap(part, path)
    except OSError as error:
        raise refused("disk_failed") from error
    finally:
        with contextlib.suppress(OSError):
            _remove(part)
    return aside


def is_interrupted(path: Path) -> bool:
    """Was a restore cut off after the old file had begun to go?"""
    return path.with_name(path.name + RESTORING).exists()


def _swap(part: Path, path: Path) -> None:
    ready = path.with_name(path.name + RESTORING)
    part.replace(ready)
    sync_folder(path.parent)
    # the WAL goes before the name changes hands: it must never meet a database that is not its own
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    sync_folder(path.parent)
    ready.replace(path)
    sync_folder(path.parent)


def _make_fit(part: Path, backup: Path, present: Present | None, now: datetime) -> None:
    """What the copy may no longer believe: codes that were free then may be on paper since.

    Those that are still free come again with the next list from Checkbox.
    """
    store = open_till_store(part)
    try:
        with store.transaction():
            store.database.run("DELETE FROM offline_code WHERE state = ?", (CodeState.FREE.value,))
            for code in (present.used_codes or ()) if present else ():
                store.database.run(
                    "INSERT OR IGNORE INTO offline_code (fiscal_code, serial_id, state) VALUES (?, 0, ?)",
                    (code, CodeState.BURNT.value),
                )
            body: dict[str, Any] = {"backup": backup.name, "entries": store.journal.verify().entries}
            body["instead_of"] = present.whole.entries if present and present.whole else None
            store.journal.append(now, "database.restored", body)
    finally:
        store.close()


def _keep_aside(path: Path, now: datetime) -> Path | None:
    """The old file under another name, without copying where the disk can do so: it may be full."""
    if not path.exists():
        return None
    folder = path.parent / "aside" / now.strftime("%Y%m%d-%H%M%S")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for beside in _BESIDE:
        old = path.with_name(path.name + beside)
        kept = folder / old.name
        if old.exists() and not kept.exists():
            try:
                os.link(old, kept)
            except OSError:
                # no links on this file system
                shutil.copyfile(old, kept)
    sync_folder(folder)
    return folder


def _remove(path: Path) -> None:
    # one of an older program was brought up to date, and kept as it was before that
    for kept in path.parent.glob(f"{path.name}.v*.bak"):
        kept.unlink()
    for beside in _BESIDE:
        path.with_name(path.name + beside).unlink(missing_ok=True)


def _unsent(path: Path) -> int | None:
    try:
        with _opened(path) as store:
            queue = store.operations.queue()
    except PosError:
        return None
    return queue.waiting + queue.attention


def _used_codes(path: Path) -> tuple[str, ...] | None:
    try:
        with _opened(path) as store:
            rows = store.database.rows("SELECT fiscal_code FROM offline_code WHERE state <> ?", (CodeState.FREE.value,))
    except PosError:
        return None
    return tuple(code for (code,) in rows if isinstance(code, str))


@contextmanager
def _opened(path: Path) -> Iterator[TillStore]:
    store = open_till_store_to_read(path)
    try:
        yield store
    finally:
        store.close()
