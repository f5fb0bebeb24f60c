"""kill -9 in the middle of a sale: what was confirmed is there once on both sides, the rest on both or on neither."""

from pathlib import Path

from tests.campaigns.kill_nine import kill_many


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path, stocked_folder: Path) -> None:
    figures = kill_many(20, tmp_path, seed=2026, stocked=stocked_folder)
    assert figures.wrong == []
    assert figures.kills == 20
    assert figures.confirmed + figures.on_both + figures.on_neither == 20
    assert figures.confirmed
    assert figures.on_both
