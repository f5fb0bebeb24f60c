"""kill -9 in the middle of a sale: what was confirmed is there once on both sides, the rest on both or on neither."""

from typing import Any


def test_twenty_kills_lose_nothing_and_double_nothing(long_runs: dict[str, Any]) -> None:
    figures = long_runs["kills"].result()
    assert figures.wrong == []
    assert figures.kills == 20
    assert figures.confirmed + figures.on_both + figures.on_neither == 20
    assert figures.confirmed
    assert figures.on_both
