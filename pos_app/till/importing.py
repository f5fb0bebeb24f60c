"""Files of products that SmartKasa reads by itself: started here, and watched until it has done, whatever page is open.

SmartKasa fetches the file from its address; the till never sees it. The vendor numbers a job's states and says no more
of them: 0 to 3 are taken for waiting, running, done and failed, any other is shown as unknown and asked again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from pos_app.catalog.editor import CatalogEditor
from pos_app.domain.errors import PosError, Unreachable, refused
from pos_app.domain.said import said, sentence
from pos_app.smartkasa.models import ImportJob
from pos_app.till.core import Core
from pos_app.till.state import ImportPhase, ImportProgress

log = logging.getLogger(__name__)

PAUSES_S: Final = (1.0, 2.0, 3.0, 5.0, 10.0)
"""How long to wait before asking again: longer and longer, ten seconds at most."""

LONGEST_WATCH: Final = 1500
"""Questions about one job; after four hours nobody waits any more."""

MOST_PROBLEMS: Final = 200
_PHASES: Final = {0: ImportPhase.WAITING, 1: ImportPhase.RUNNING, 2: ImportPhase.DONE, 3: ImportPhase.FAILED}
_FIELDS: Final = {
    "title": said("назва"), "price": said("ціна"), "number": said("штрихкод"), "category_id": said("категорія"),
}  # fmt: skip
_FAULTS: Final = {
    "blank": said("поле не може бути порожнім"),
    "invalid": said("значення не підходить"),
    "taken": said("таке значення вже є"),
    "not_found": said("такого запису у smartkasa немає"),
    "too_long": said("значення задовге"),
    "too_short": said("значення закоротке"),
}
_ENDED: Final = frozenset({ImportPhase.DONE, ImportPhase.FAILED})


class ImportDesk:
    """One import is watched at a time. `brought` is awaited when one has ended that changed goods."""

    def __init__(
        self,
        core: Core,
        editor: CatalogEditor | None,
        *,
        brought: Callable[[], Awaitable[Any]],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._core = core
        self._editor = editor
        self._brought = brought
        self._pause = pause
        self._watching: asyncio.Task[None] | None = None

    async def start(self, url: str, category_id: str) -> ImportProgress:
        """Start an import of the file at this address into a category, and watch it."""
        cashier = self._core.need("catalog")
        address = url.strip()
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise refused("import_address")
        if not category_id:
            raise refused("import_address", "Оберіть категорію для товарів.")
        try:
            job = await self._editing.start_import(address, category_id)
        except Unreachable as error:
            raise Unreachable(code="changes_not_saved") from error
        self._core.journal("catalog.import", {"job": job.id, "url": address, "cashier": cashier.id})
        return self._watch(job)

    async def list(self) -> Sequence[ImportProgress]:
        """The imports that were started last; one that still runs is watched again, as after a restart."""
        self._core.need()
        jobs = [_progress(job) for job in await self._editing.imports()]
        running = next((job for job in jobs if job.phase not in _ENDED and job.phase is not ImportPhase.UNKNOWN), None)
        if running is not None and self._watching is None:
            self._begin(running)
        return jobs

    async def look(self, import_id: int) -> ImportProgress:
        """One import with what SmartKasa says of its rows."""
        self._core.need()
        return _progress(await self._editing.import_job(import_id))

    async def stop_watching(self) -> None:
        """Wait for it no longer; SmartKasa goes on all the same."""
        await self.stop()
        self._show_unwatched()

    async def stop(self) -> None:
        """The till ends."""
        watching, self._watching = self._watching, None
        if watching is not None:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    @property
    def _editing(self) -> CatalogEditor:
        if self._editor is None:
            raise refused("not_available")
        return self._editor

    def _watch(self, job: ImportJob) -> ImportProgress:
        shown = replace(_progress(job), watched=True)
        if self._watching is not None:
            self._watching.cancel()
        self._begin(shown)
        return shown

    def _begin(self, shown: ImportProgress) -> None:
        self._show(replace(shown, watched=True))
        self._watching = asyncio.ensure_future(self._follow(shown.id))
        self._watching.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if task is not self._watching:
            return  # given up, or another import is watched by now
        self._watching = None
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("an import could not be watched to its end: %s", error)
            self._show_unwatched()

    async def _follow(self, import_id: int) -> None:
        for turn in range(LONGEST_WATCH):
            await self._pause(PAUSES_S[min(turn, len(PAUSES_S) - 1)])
            try:
                progress = _progress(await self._editing.import_job(import_id))
            except Unreachable:
                continue  # SmartKasa goes on with the file while nobody hears of it
            ended = progress.phase in _ENDED
            self._show(replace(progress, watched=not ended))
            if ended:
                await self._fetch(progress)
                return
        self._show_unwatched()

    async def _fetch(self, progress: ImportProgress) -> None:
        """The goods that were made and changed are brought, so that they can be scanned."""
        self._core.events.tell("catalog.imported", {"id": progress.id, "created": progress.created})
        if progress.created or progress.updated:
            try:
                await self._brought()
            except PosError as error:
                log.warning("goods of an import wait for the next sync: %s", error.code)

    def _show_unwatched(self) -> None:
        shown = self._core.board.state.catalog.importing
        if shown is not None:
            self._show(replace(shown, watched=False))

    def _show(self, progress: ImportProgress) -> None:
        self._core.board.show(catalog=replace(self._core.board.state.catalog, importing=progress))


def _progress(job: ImportJob) -> ImportProgress:
    phase = _PHASES.get(job.state or 0, ImportPhase.UNKNOWN)
    return ImportProgress(
        job.id,
        job.filename,
        phase,
        job.products_count or 0,
        job.created_count or 0,
        job.updated_count or 0,
        tuple(islice(wrong_rows(job.results), MOST_PROBLEMS)),
        job.created_at,
    )


def _worded(error: str) -> str:
    """A field and a code in words, where both are known; anything else as it came."""
    name, _, code = error.partition(": ")
    if code not in _FAULTS or name not in _FIELDS:
        return error
    return sentence("{field} — {fault}", field=_FIELDS[name], fault=_FAULTS[code])


def wrong_rows(results: object, place: str = "") -> Iterator[str]:
    """What SmartKasa says of rows, one line each, in whatever shape it comes."""
    if isinstance(results, Mapping):
        row = results.get("row", results.get("line"))
        error = results.get("error") or results.get("message")
        if row is not None and isinstance(error, str):
            yield sentence("Рядок {row}: {why}", row=row, why=_worded(error))
            return
        for name, value in results.items():
            yield from wrong_rows(value, f"{place}{name} ")
    elif isinstance(results, list):
        for number, value in enumerate(results, 1):
            yield from wrong_rows(value, place if isinstance(value, Mapping) else f"{place}{number} ")
    elif results not in (None, "", 0, False):
        yield f"{place.strip()}: {results}"
