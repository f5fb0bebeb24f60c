"""One till a data folder: a second instance is refused before it can touch anything."""

import os
import sys
from pathlib import Path
from typing import IO

from pos_app.domain.errors import refused


class InstanceLock:
    """Held while the program lives; the system frees it even after kill -9. Raises `already_running`."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: IO[str] = (folder / "till.lock").open("a+", encoding="utf-8")
        except OSError as error:
            raise refused("disk_read_only") from error
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise refused("already_running") from error
        self._file.seek(0)
        self._file.truncate()
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        """Let the next instance in."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        # a byte far behind the text, so that the number of the process can still be read
        file.seek(1_000_000)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
