"""Imports as the till watches them: one at a time, whatever SmartKasa says of its rows, and never in vain."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from pos_app.domain.errors import refused
from pos_app.smartkasa.models import ImportJob
from pos_app.till import importing
from pos_app.till.importing import ImportDesk
from pos_app.till.state import ImportPhase, ImportProgress
from tests.unit.till.conftest import Bench

FILE = "https://files.test/goods.json"
RUNNING, DONE = 1, 2


class FakeImports:
    """SmartKasa's side of imports: each job stands where `state` says."""

    def __init__(self) -> None:
        self.jobs: list[int] = []
        self.asked: list[int] = []
        self.state = RUNNING
        self.results: dict[str, Any] = {}
        self.trouble: Exception | None = None

    async def start_import(self, address: str, category_id: str) -> ImportJob:
        self.jobs.append(len(self.jobs) + 1)
        return self._job(self.jobs[-1])

    async def import_job(self, import_id: int) -> ImportJob:
        self.asked.append(import_id)
        if self.trouble is not None:
            raise self.trouble
        return self._job(import_id)

    def _job(self, number: int) -> ImportJob:
        return ImportJob.model_validate({"id": number, "state": self.state, "results": self.results})


class Watch:
    """A desk of imports whose pauses end when the test says so."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.shop = FakeImports()
        self.open = asyncio.Event()
        self.desk = ImportDesk(bench.till._parts.core, self.shop, brought=bench.sync.full_pass, pause=self._pause)

    async def _pause(self, seconds: float) -> None:
        await self.open.wait()

    @property
    def shown(self) -> ImportProgress | None:
        return self.bench.till.state.catalog.importing

    async def until(self, holds: Callable[[], bool]) -> None:
        for _ in range(1000):
            if holds():
                return
            await asyncio.sleep(0)
        raise AssertionError("it never came to that")


@pytest.fixture
async def watch(bench: Bench) -> Any:
    made = Watch(bench)
    yield made
    await made.desk.stop()


async def test_an_import_without_a_category_is_not_started(watch: Watch) -> None:
    assert await watch.bench.refusal(watch.desk.start(FILE, "")) == "import_address"
    assert watch.shop.jobs == []
    assert watch.shown is None
    assert watch.bench.journal("catalog.import") == []


async def test_without_smartkasa_nothing_can_be_imported_or_edited(bench: Bench) -> None:
    assortment = bench.till._parts.assortment
    assert await bench.refusal(assortment.imports.start(FILE, "1")) == "not_available"
    assert await bench.refusal(assortment.imports.list()) == "not_available"
    assert await bench.refusal(assortment.subgroups()) == "not_available"
    assert bench.journal("catalog.import") == []


async def test_giving_up_a_watch_when_nothing_is_imported_shows_nothing(watch: Watch) -> None:
    await watch.desk.stop_watching()
    assert watch.shown is None


async def test_a_second_import_is_watched_instead_of_the_first(watch: Watch) -> None:
    first = await watch.desk.start(FILE, "1")
    await asyncio.sleep(0)
    second = await watch.desk.start(FILE, "2")
    watch.shop.state = DONE
    watch.open.set()
    await watch.until(lambda: watch.shown is not None and not watch.shown.watched)
    assert watch.shown is not None
    assert (watch.shown.id, watch.shown.phase) == (second.id, ImportPhase.DONE)
    assert first.id not in watch.shop.asked
    assert len(watch.bench.journal("catalog.import")) == 2


async def test_a_watch_that_smartkasa_refuses_is_shown_as_watched_no_longer(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    await watch.desk.start(FILE, "1")
    watch.shop.trouble = refused("not_permitted")
    watch.open.set()
    await watch.until(lambda: "could not be watched to its end" in caplog.text)
    assert watch.shown is not None
    assert not watch.shown.watched
    assert watch.shop.asked == [1]


async def test_after_the_last_question_nobody_waits_for_an_import_any_more(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(importing, "LONGEST_WATCH", 3)
    await watch.desk.start(FILE, "1")
    watch.open.set()
    await watch.until(lambda: watch.desk._watching is None)
    assert watch.shop.asked == [1, 1, 1]
    assert watch.shown is not None
    assert (watch.shown.phase, watch.shown.watched) == (ImportPhase.RUNNING, False)
    assert caplog.text == ""


async def test_what_smartkasa_says_in_other_words_is_told_as_it_came_and_empty_words_are_left_out(
    watch: Watch,
) -> None:
    watch.shop.results = {
        "rows": [{"row": 3, "error": "щось дивне"}, {"row": 4, "error": "color: blank"}],
        "errors": None,
        "skipped": 0,
        "note": "",
        "codes": ["файл завеликий"],
    }
    seen = await watch.desk.look(7)
    assert seen.id == 7
    assert seen.problems == ("Рядок 3: щось дивне", "Рядок 4: color: blank", "codes 1: файл завеликий")
