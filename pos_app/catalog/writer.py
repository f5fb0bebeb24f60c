"""The one thread that writes the catalog: all rows from SmartKasa go through it, one piece of work after another."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from pos_app.store.catalog import CatalogStore

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def without_collections() -> Iterator[None]:
    """No garbage is collected meanwhile.

    A page is ten thousand objects that live for a moment. Left to itself, the collector takes them for the sign of a
    leak and walks over everything the process has, which holds all its threads for up to a tenth of a second.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Writer:
    """A store and the thread that alone uses its connection."""

    def __init__(self, store: CatalogStore) -> None:
        self.store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="catalog")

    async def do(self, work: Callable[P, R], *args: P.args, **options: P.kwargs) -> R:
        """Run this in the thread, after what was asked before."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **options))

    def close(self) -> None:
        """Let the thread end. The store belongs to whoever opened it."""
        self._thread.shutdown(wait=True)
