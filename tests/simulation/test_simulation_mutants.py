"""Every engine broken on purpose is caught by its own invariant, on a plan that the real engine plays clean."""

from pathlib import Path

import pytest

from tests.simulation.invariants import INVARIANTS
from tests.simulation.mutants import CAUGHT_BY, MUTANTS, Mutant
from tests.simulation.play import play

PROOF = Path(__file__).parents[2] / "docs" / "proof.md"
NOT_SIMULATED = {13}
"""Card payments have a simulation, books and mutants of their own: test_card_simulation.py."""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_caught_by_its_invariant(mutant: Mutant) -> None:
    with mutant.broken():
        broken = play(mutant.plan).violations
    assert mutant.number in {one.number for one in broken}, [str(one) for one in broken]


@pytest.mark.parametrize("where", sorted(set(CAUGHT_BY.values()), key=str), ids=str)
def test_the_real_engine_plays_the_same_plan_clean(where: int | str) -> None:
    plan = next(mutant for mutant in MUTANTS if CAUGHT_BY[mutant.name] == where).plan
    assert [str(one) for one in play(plan).violations] == []


def test_every_invariant_has_a_mutant_and_stands_in_the_proof() -> None:
    numbers = {mutant.number for mutant in MUTANTS}
    assert numbers | NOT_SIMULATED == set(range(1, 17))
    assert {number for number, _, _ in INVARIANTS} - {0} == numbers
    text = PROOF.read_text(encoding="utf-8")
    for mutant in MUTANTS:
        assert f"| {mutant.number} | `{mutant.name}` |" in text
