"""Seeded trouble for receipts to SmartKasa: none lost, none doubled, in order; and broken code is found."""

import os
from typing import Any

import pytest

from pos_app.reports import pushing
from tests.simulation.push_play import campaign

RUNS = int(os.environ.get("TILL_PUSH_RUNS", "25"))


async def test_trouble_from_a_seed_loses_nothing_and_doubles_nothing() -> None:
    assert await campaign(range(RUNS)) == {}


@pytest.mark.parametrize("broken", ["no look-up", "no note before sending", "no quarantine"])
async def test_the_campaign_finds_what_is_broken_on_purpose(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: Any) -> None:
        return None

    if broken == "no look-up":
        monkeypatch.setattr(pushing, "find_receipt", never)
    elif broken == "no note before sending":
        monkeypatch.setattr("pos_app.store.outbox.Outbox.begin", lambda *_: None)
    else:
        monkeypatch.setattr(pushing, "QUARANTINE_S", 0.0)
    # only a copy that comes late enough needs the quarantine: the run of this seed has one
    failures = await campaign(range(10, 11) if broken == "no quarantine" else range(8))
    assert any("doubled" in words for wrong in failures.values() for words in wrong)
