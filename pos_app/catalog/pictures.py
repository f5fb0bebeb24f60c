"""Product pictures on disk: fetched when a tile first shows, kept by `picture.id`, the least used thrown out."""

import asyncio
import hashlib
import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from pos_app.smartkasa import SmartKasaError
from pos_app.smartkasa.models import Picture

DEFAULT_BOUND: Final = 200 * 1024 * 1024
AT_ONCE: Final = 2
"""Pictures fetched at the same time: prices and stock must not wait behind them."""

TRY_AGAIN: Final = timedelta(minutes=10)
"""How long a picture that could not be had is not asked for again."""


class PictureSource(Protocol):
    """Where pictures come from; it refuses addresses on other hosts."""

    async def get_picture(self, picture: Picture) -> bytes:
        """The bytes of a picture. Raises SmartKasaError."""


class PictureCache:
    """A folder of pictures, no larger than `bound` bytes. Only whole files are ever seen in it."""

    def __init__(
        self, folder: Path, source: PictureSource, *, now: Callable[[], datetime], bound: int = DEFAULT_BOUND
    ) -> None:
        self._folder = folder
        self._source = source
        self._now = now
        self._bound = bound
        self._fetching: dict[str, asyncio.Task[Path | None]] = {}
        self._failed: dict[str, datetime] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._size: int | None = None
        self._keeping = threading.Lock()

    def cached(self, picture_id: str) -> Path | None:
        """The file of a picture if it is here already; marks it as used."""
        path = self._path(picture_id)
        try:
            os.utime(path)
        except OSError:
            return None
        return path

    async def get(self, picture_id: str, url: str) -> Path | None:
        """The file of a picture, fetched if need be; None when it cannot be had now. Asked twice, fetched once."""
        path = self.cached(picture_id)
        if path is not None:
            return path
        failed = self._failed.get(picture_id)
        if failed is not None and self._now() - failed < TRY_AGAIN:
            return None
        task = self._fetching.get(picture_id)
        if task is None:
            task = asyncio.create_task(self._fetch(picture_id, url))
            self._fetching[picture_id] = task
            task.add_done_callback(lambda _: self._fetching.pop(picture_id, None))
        return await asyncio.shield(task)

    async def aclose(self) -> None:
        """Give up what is being fetched."""
        tasks = list(self._fetching.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetch(self, picture_id: str, url: str) -> Path | None:
        async with self._turns:
            try:
                content = await self._source.get_picture(Picture(id=picture_id, url=url))
            except SmartKasaError:
                self._failed[picture_id] = self._now()
                return None
        try:
            return await asyncio.to_thread(self._keep, picture_id, content)
        except OSError:  # a full disk costs the picture, nothing else
            self._failed[picture_id] = self._now()
            return None

    def _keep(self, picture_id: str, content: bytes) -> Path:
        path = self._path(picture_id)
        part = path.with_suffix(".part")
        with self._keeping:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
            self._size = None if self._size is None else self._size + len(content)
            if self._size is None or self._size > self._bound:
                self._size = self._make_room(path)
        return path

    def _make_room(self, newest: Path) -> int:
        """Throw out the least recently used until a tenth of the bound is free; → bytes that are left."""
        files = [(entry.stat().st_mtime_ns, entry.stat().st_size, entry) for entry in self._folder.glob("*.img")]
        size = sum(length for _, length, _ in files)
        if size <= self._bound:
            return size
        for _, length, entry in sorted(files):
            if size <= self._bound * 9 // 10:
                break
            if entry != newest:
                entry.unlink(missing_ok=True)
                size -= length
        return size

    def _path(self, picture_id: str) -> Path:
        """A name made of nothing but hex: an id from outside is never a path."""
        return self._folder / f"{hashlib.blake2b(picture_id.encode(), digest_size=16).hexdigest()}.img"
