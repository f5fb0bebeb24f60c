"""kill -9 wherever a day may break off: what was confirmed is there once on both sides, the rest on both or neither."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.timeout(600)
def test_twenty_kills_lose_nothing_double_nothing_and_keep_the_order(long_runs: Callable[[str], Any]) -> None:
    figures = long_runs("test_rpc_kill.py")
    assert figures.wrong == []
    assert figures.kills >= 20
    assert figures.places.keys() >= {"sale", "offline sale", "way back", "shift.close", "shift.open"}
    assert figures.on_both
