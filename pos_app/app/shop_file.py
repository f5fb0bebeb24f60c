"""Writes till.toml: the owner's own lines and comments stay, and a power cut leaves the old file or the new one."""

import errno
import os
import stat
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pos_app.app.opening import SETTINGS_TEXT
from pos_app.app.settings import holds_secrets, settings_of, with_keys
from pos_app.domain.errors import refused
from pos_app.store.folders import sync_folder

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

OWNERS: Final = 0o600
"""The mode of a file with keys: its owner alone."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT} if sys.platform != "win32" else {errno.ENOSPC})


def read_file(path: Path) -> dict[str, Any]:
    """The file's sections; empty where there is none yet. Raises `settings_invalid`."""
    return dict(tomllib.loads(str(_document(path).as_string())))


def rewrite(path: Path, change: Callable[["TOMLDocument"], None]) -> None:
    """Change the file as a whole: what cannot be read afterwards is never written.

    Raises `settings_invalid` (the file or the change), `settings_read_only`, `disk_full`, `keyring_failed`.
    """
    target = Path(os.path.realpath(path))  # the file behind a link, or its name would become a file of its own
    document = _document(target)
    change(document)
    text = document.as_string()
    data = tomllib.loads(text)
    settings_of(with_keys(data))
    try:
        _replace(target, text, alone=holds_secrets(data))
    except OSError as error:
        if error.errno in _FULL:
            raise refused("disk_full") from error
        raise refused("settings_read_only", f"{target}: файл не записується ({error.strerror}).") from error


def section(document: "TOMLDocument", name: str) -> Any:
    """A table of the document, made where there is none."""
    import tomlkit

    if not isinstance(document.get(name), dict):
        document[name] = tomlkit.table()
    return document[name]


def _document(path: Path) -> "TOMLDocument":
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(path.read_text(encoding=SETTINGS_TEXT))
    except FileNotFoundError:
        return tomlkit.document()
    except OSError as error:
        raise refused("settings_invalid", f"Файл налаштувань {path} не читається: {error.strerror}.") from error
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise refused("settings_invalid", f"Файл налаштувань {path.name} пошкоджено: {error}.") from error


def _replace(target: Path, text: str, *, alone: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else OWNERS
    if not mode & stat.S_IWUSR:
        # a rename would pass over what its owner has locked
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNERS)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if mode != OWNERS and not alone:
            fresh.chmod(mode)
        fresh.replace(target)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
