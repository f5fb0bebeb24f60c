"""Invariant 13 in virtual time: no card is charged twice, none is charged for nothing, wherever the power goes."""

from pathlib import Path

import pytest

from tests.simulation.card_mutants import DRILLS, MUTANTS, CardMutant
from tests.simulation.card_play import make_plan, play
from tests.simulation.plan import Event, Plan

PROOF = Path(__file__).parents[2] / "docs" / "proof.md"
PLANS = 16
BOUNDARIES = 44
"""Writes and calls of one sale by card, from the basket's first line to Checkbox's answer."""


@pytest.mark.parametrize("seed", range(PLANS))
def test_no_plan_breaks_the_books(seed: int) -> None:
    result = play(make_plan(seed))
    assert result.violations == []
    assert result.counts["sales"]


def test_the_same_seed_gives_the_same_day() -> None:
    assert play(make_plan(3)).digest == play(make_plan(3)).digest


@pytest.mark.parametrize("fault", ["", "silent"])
def test_the_power_may_go_at_every_boundary_of_a_sale(fault: str) -> None:
    crashes = 0
    first = DRILLS["card-two-alike"]
    for boundary in range(1, BOUNDARIES):
        trouble = (Event("fault", {"kind": fault, "seconds": 30, "amount": 500}),) if fault else ()
        cut = Event("cut", {"at": boundary, "off": 20})
        sale, again = first.events
        plan = Plan(first.seed, first.begins, (sale, *trouble, cut, again, sale), first.rules, first.server)
        result = play(plan)
        assert result.violations == [], f"cut at {boundary}"
        crashes += result.counts["cuts"]
    assert crashes > BOUNDARIES // 2


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_of_the_payment_journal_is_caught(mutant: CardMutant) -> None:
    with mutant.broken():
        assert play(mutant.plan).violations


@pytest.mark.parametrize("name", DRILLS)
def test_the_real_till_plays_the_drills_clean(name: str) -> None:
    assert play(DRILLS[name]).violations == []


def test_every_mutant_stands_in_the_proof() -> None:
    text = PROOF.read_text(encoding="utf-8")
    for mutant in MUTANTS:
        assert f"| 13 | `{mutant.name}` |" in text
