"""A few seeds of the hostile sync in every run of the tests; the campaign of two hundred is a command."""

from pathlib import Path

import pytest

from pos_app.catalog.passes import NOTHING, Pass
from pos_app.store.catalog import PageResult
from tests.simulation_catalog.campaign import run_seed

SEEDS = range(1000, 1008)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_live_good_is_hidden_and_a_quiet_pass_makes_the_catalog_equal(seed: int, tmp_path: Path) -> None:
    outcome = run_seed(seed, tmp_path)
    assert 1 <= outcome.quiet_passes <= 2


def test_a_sync_that_hides_without_asking_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def rash(self: Pass, product_id: str) -> tuple[int, PageResult]:
        return await self._writer.do(self._store.hide, [product_id]), NOTHING

    monkeypatch.setattr(Pass, "_settle", rash)
    caught = 0
    for seed in SEEDS:
        try:
            run_seed(seed, tmp_path)
        except AssertionError as error:
            caught += "hidden" in str(error)
    assert caught
