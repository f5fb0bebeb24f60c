"""Room on the disk: new sales stop before it is full, and a ballast is thrown off so that what is in hand can end."""

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pos_app.domain.errors import refused
from pos_app.store.folders import sync_folder

BALLAST_BYTES: Final = 16 * 1024 * 1024
"""Room for the answers to a long queue: a settled receipt costs some 20 KB of WAL."""
LEAST_FREE: Final = 24 * 1024 * 1024
"""Bytes free below which no new sale begins: a day's WAL, and what other programs write between two looks."""
START_FREE: Final = 4 * 1024 * 1024
"""Bytes that opening till.db may need."""
LOOK_EVERY_S: Final = 10.0
_CHUNK: Final = 1024 * 1024

Job = Callable[[], None]


def _in_place(job: Job) -> None:
    job()


class DiskRoom:
    """The room in the data folder. `tight`: no new sale may begin.

    `free` tells the bytes free; `monotonic` seconds; `in_background` runs a job that takes longer than the loop may.
    """

    def __init__(
        self,
        folder: Path,
        monotonic: Callable[[], float],
        *,
        free: Callable[[], int] | None = None,
        in_background: Callable[[Job], object] = _in_place,
        ballast_bytes: int = BALLAST_BYTES,
        least_free: int = LEAST_FREE,
    ) -> None:
        self.ballast = folder / "ballast.bin"
        self.tight = False
        self._folder = folder
        self._monotonic = monotonic
        self._free = free or (lambda: shutil.disk_usage(folder).free)
        self._in_background = in_background
        self._bytes = ballast_bytes
        self._least = least_free
        self._looked_at: float | None = None
        self._filling = False

    def prepare(self) -> None:
        """At start: make the ballast where there is room; throw it off where till.db could not even be opened."""
        if self._free() < START_FREE and self.has_ballast():
            self.release()
            return
        self._look()

    def has_ballast(self) -> bool:
        """Is it there, whole?"""
        try:
            return self.ballast.stat().st_size == self._bytes
        except OSError:
            return False

    def require(self) -> None:
        """Before something new begins: raises `disk_full` while room is short. The disk is asked once in 10 s."""
        if self._looked_at is None or self._monotonic() - self._looked_at >= LOOK_EVERY_S:
            self._look()
        if self.tight:
            raise refused("disk_full")

    def release(self) -> None:
        """Throw the ballast off: nothing new begins until there is room for another."""
        self.tight = True
        self._looked_at = self._monotonic()
        with contextlib.suppress(OSError):
            self.ballast.unlink(missing_ok=True)
            sync_folder(self._folder)

    def _look(self) -> None:
        self._looked_at = self._monotonic()
        try:
            free = self._free()
        except OSError:
            # a disk that cannot be asked will say what is wrong when it is written to
            return
        if self.has_ballast():
            self.tight = free < self._least
            return
        # where there is room for a ballast there is room for a sale, also while a slow disk still takes the ballast
        self.tight = free < self._bytes + self._least
        if not self.tight and not self._filling:
            self._filling = True
            self._in_background(self._fill)

    def _fill(self) -> None:
        part = self.ballast.with_suffix(".part")
        try:
            with part.open("wb") as file:
                for start in range(0, self._bytes, _CHUNK):
                    # noise, so that no file system makes holes of it or packs it
                    file.write(os.urandom(min(_CHUNK, self._bytes - start)))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.ballast)
            sync_folder(self._folder)
            self.tight = False
        except OSError:
            self.tight = True
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        finally:
            self._filling = False
