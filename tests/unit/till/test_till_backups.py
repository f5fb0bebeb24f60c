"""A backup follows each closed shift, holds nobody up, and its failure is news and no more."""

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from pos_app.domain.errors import refused


def backing_up_by(bench: Any, monkeypatch: pytest.MonkeyPatch, back_up: Callable[[datetime], object]) -> None:
    monkeypatch.setattr(bench.store, "back_up", back_up)


async def test_a_backup_is_made_in_another_thread_after_a_close(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[datetime, bool]] = []

    def back_up(now: datetime) -> None:
        made.append((now, threading.current_thread() is threading.main_thread()))

    backing_up_by(bench, monkeypatch, back_up)
    await bench.till.close_shift()
    await bench.till.shutdown()
    assert made == [(bench.clock.now(), False)]


async def test_a_backup_that_fails_is_told_and_the_close_stands(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def back_up(_now: datetime) -> None:
        raise refused("disk_full")

    backing_up_by(bench, monkeypatch, back_up)
    result = await bench.till.close_shift()
    await bench.till.shutdown()
    assert result.z_report
    assert bench.till.state.shift is None
    (details,) = [details for kind, details in bench.told if kind == "backup.failed"]
    assert details["code"] == "disk_full"
    assert details["message"]


async def test_a_close_does_not_wait_for_its_backup_but_a_shutdown_does(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = threading.Event()

    def back_up(_now: datetime) -> None:
        assert written.wait(10)

    backing_up_by(bench, monkeypatch, back_up)
    await bench.till.close_shift()
    ending = asyncio.ensure_future(bench.till.shutdown())
    for _ in range(5):
        await asyncio.sleep(0)
    assert bench.closed == []
    written.set()
    await ending
    assert bench.closed == ["closed"]


async def test_a_copy_that_was_missed_is_made_at_the_next_start(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[datetime] = []
    backing_up_by(bench, monkeypatch, made.append)
    monkeypatch.setattr(bench.store, "lacks_backup", lambda: True)
    again = bench.another()
    await again.start()
    await again.shutdown()
    assert made == [bench.clock.now()]
