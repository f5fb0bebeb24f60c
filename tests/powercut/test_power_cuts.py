"""The power goes at any moment: what was promised is there, whole, in order; and the test would see if it were not."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from pos_app.store.till_store import TillStore
from tests.powercut.cuts import cut_power

CUTS = 500
SEED = 20261121


def test_no_promised_transaction_is_lost_or_halved_by_five_hundred_power_cuts(tmp_path: Path) -> None:
    report = cut_power(tmp_path, CUTS, SEED)
    print(report)
    assert report.broken == []
    assert (report.cuts, report.lost, report.gone) == (CUTS, 0, 0)
    assert report.promised > 20 * CUTS
    assert report.finished


def test_without_a_sync_at_each_commit_the_same_cuts_lose_transactions(tmp_path: Path) -> None:
    report = cut_power(tmp_path, 100, SEED, synchronous="NORMAL")
    print(report)
    assert report.lost > 10
    assert report.broken == []


def test_without_transactions_the_same_cuts_leave_halves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TillStore, "transaction", lambda _store: nullcontext())
    report = cut_power(tmp_path, 100, SEED)
    assert [one for one in report.broken if "half a transaction" in one]


def test_without_any_sync_the_file_itself_is_broken(tmp_path: Path) -> None:
    report = cut_power(tmp_path, 100, SEED, synchronous="OFF")
    assert report.broken


def test_the_same_seed_cuts_the_same(tmp_path: Path) -> None:
    def figures() -> dict[str, Any]:
        report = cut_power(tmp_path, 40, 7, synchronous="NORMAL")
        return {"lost": report.lost, "gone": report.gone, "finished": report.finished}

    assert figures() == figures()
