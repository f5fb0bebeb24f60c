"""Pictures come when they are looked at, once, and never fill the disk."""

import asyncio
import os
from datetime import UTC, datetime, timedelta

import pytest

from pos_app.catalog.pictures import AT_ONCE, PictureCache
from pos_app.smartkasa import BadAnswer


class Source:
    """Gives each picture ten bytes of its id's first letter; counts how many are asked for at once."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.missing: set[str] = set()
        self.gate = asyncio.Event()
        self.gate.set()
        self.began = asyncio.Event()
        self.now = self.most = 0

    async def get_picture(self, picture) -> bytes:
        self.asked.append(picture.id)
        self.began.set()
        self.now += 1
        self.most = max(self.most, self.now)
        await self.gate.wait()
        self.now -= 1
        if picture.id in self.missing:
            raise BadAnswer
        return picture.id[0].encode() * 10


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 9, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def cache(tmp_path, source, clock):
    return PictureCache(tmp_path / "pictures", source, now=clock, bound=100)


async def test_a_picture_is_fetched_once_and_then_taken_from_disk(cache, source):
    assert cache.cached("a1") is None
    path = await cache.get("a1", "/uploads/store/a1")
    assert path is not None
    assert path.read_bytes() == b"aaaaaaaaaa"
    assert await cache.get("a1", "/uploads/store/a1") == path == cache.cached("a1")
    assert source.asked == ["a1"]


async def test_a_tile_drawn_many_times_asks_once(cache, source):
    source.gate.clear()
    waiting = [asyncio.create_task(cache.get("a1", "/x")) for _ in range(5)]
    await asyncio.sleep(0)
    source.gate.set()
    assert len(set(await asyncio.gather(*waiting))) == 1
    assert source.asked == ["a1"]


async def test_few_pictures_are_fetched_at_the_same_time(cache, source):
    source.gate.clear()
    waiting = [asyncio.create_task(cache.get(f"p{n}", "/x")) for n in range(8)]
    while len(source.asked) < AT_ONCE:
        await source.began.wait()
        source.began.clear()
    source.gate.set()
    await asyncio.gather(*waiting)
    assert source.most == AT_ONCE


async def test_a_tile_that_scrolls_away_does_not_break_the_others_picture(cache, source):
    source.gate.clear()
    first, second = (asyncio.create_task(cache.get("a1", "/x")) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    source.gate.set()
    assert await second is not None


async def test_a_picture_that_cannot_be_had_is_left_alone_for_a_while(cache, source, clock):
    source.missing = {"a1"}
    assert await cache.get("a1", "/x") is None
    assert await cache.get("a1", "/x") is None
    assert source.asked == ["a1"]
    clock.at += timedelta(minutes=11)
    source.missing = set()
    assert await cache.get("a1", "/x") is not None


async def test_the_folder_stays_within_its_bound_and_loses_the_least_used(cache, tmp_path):
    for n in range(10):
        path = await cache.get(f"p{n}", "/x")
        os.utime(path, ns=(n, n))
    assert cache.cached("p0") is not None
    await cache.get("p10", "/x")
    left = [n for n in range(11) if cache.cached(f"p{n}") is not None]
    assert left == [0, 3, 4, 5, 6, 7, 8, 9, 10]
    assert sum(entry.stat().st_size for entry in (tmp_path / "pictures").iterdir()) <= 100


async def test_what_an_earlier_day_left_counts_towards_the_bound(cache, tmp_path, source, clock):
    for n in range(10):
        await cache.get(f"p{n}", "/x")
    later = PictureCache(tmp_path / "pictures", source, now=clock, bound=100)
    await later.get("p10", "/x")
    assert sum(entry.stat().st_size for entry in (tmp_path / "pictures").iterdir()) <= 100


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\x00b", "", "..", "CON", "x" * 500])
async def test_an_id_from_outside_is_never_a_path(cache, tmp_path, name):
    path = await cache.get(name or "empty", "/x")
    assert path is not None
    assert path.parent == tmp_path / "pictures"
    assert path.name.endswith(".img")


async def test_a_disk_that_cannot_be_written_costs_the_picture_alone(tmp_path, source, clock):
    (tmp_path / "pictures").write_text("a file where the folder should be")
    cache = PictureCache(tmp_path / "pictures", source, now=clock)
    assert await cache.get("a1", "/x") is None


async def test_closing_gives_up_what_is_under_way(cache, source):
    source.gate.clear()
    waiting = asyncio.create_task(cache.get("a1", "/x"))
    await asyncio.sleep(0)
    await cache.aclose()
    with pytest.raises(asyncio.CancelledError):
        await waiting
