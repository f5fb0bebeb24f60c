"""A thousand shifts among every trouble: no invariant breaks, and the same seed gives the same state."""

import os
from pathlib import Path

import pytest

from tests.simulation.plan import Event, Plan
from tests.simulation.play import play
from tests.simulation.profile import OPENINGS_FAIL_FROM, make_plan
from tests.simulation.runner import Report, StateFile, campaign
from tests.simulation.shrink import shortest
from tests.simulation.watch import Violation

SHIFTS = int(os.environ.get("TILL_SIMULATED_SHIFTS", "1000"))
KEPT = sorted((Path(__file__).parent / "kept").glob("*.json"))
"""Plans that once broke an invariant, cut down to their shortest."""


@pytest.fixture(scope="module")
def report() -> Report:
    """The suite's campaign, played once."""
    return campaign(0, SHIFTS, workers=os.cpu_count() or 1)


@pytest.mark.timeout(600)
def test_no_invariant_breaks_in_a_thousand_shifts(report: Report) -> None:
    print(report.in_words())
    assert [f"seed {one.seed}: {one.text}" for one in report.failures] == []


@pytest.mark.timeout(600)
def test_paper_with_another_number_is_rare_and_always_on_the_reprint_list(report: Report) -> None:
    assert report.counts.papers > 0
    assert report.counts.other_paper_unlisted == 0


@pytest.mark.timeout(600)
def test_the_same_seed_gives_the_same_state(report: Report) -> None:
    for seed in list(report.hashes)[:3]:
        assert play(make_plan(seed)).state_hash == report.hashes[seed]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_what_once_broke_stays_whole(path: Path) -> None:
    assert [str(one) for one in play(Plan.from_json(path.read_text())).violations] == []


def test_openings_that_come_to_nothing_break_nothing() -> None:
    plan = make_plan(OPENINGS_FAIL_FROM + 4)
    assert {"failing_opening", "web_close"} <= {event.kind for event in plan.events}
    assert [str(one) for one in play(plan).violations] == []
    before = {event.kind for event in make_plan(OPENINGS_FAIL_FROM - 1).events}
    assert "failing_opening" not in before


def test_a_campaign_that_was_broken_off_goes_on_where_it_stood(tmp_path: Path) -> None:
    whole = campaign(9, 14)
    state = StateFile(tmp_path / "campaign.json", 9, "this code", every=1)
    with pytest.raises(KeyboardInterrupt):
        campaign(9, 14, state=state, told=_breaks_off_after_two)
    gone_on = campaign(9, 14, state=state)
    assert gone_on.digest == whole.digest
    assert (gone_on.plans, gone_on.counts) == (whole.plans, whole.counts)
    assert len(gone_on.hashes) == whole.plans - 1
    with pytest.raises(ValueError, match="another campaign"):
        campaign(9, 14, state=StateFile(state.path, 9, "other code"))


def _breaks_off_after_two(report: Report) -> None:
    if report.plans == 2:
        raise KeyboardInterrupt


def test_a_plan_survives_its_file() -> None:
    plan = make_plan(3)
    assert Plan.from_json(plan.to_json()) == plan


def test_the_shortest_list_keeps_what_matters_and_nothing_else() -> None:
    plan = make_plan(0).with_events([Event("wait", {"s": n}) for n in range(40)])

    def breaks_with_both(tried: Plan) -> list[Violation]:
        waits = {event.args["s"] for event in tried.events}
        return [Violation(4, "both", 0.0)] if {7, 31} <= waits else []

    cut = shortest(plan, 4, breaks_with_both)
    assert [event.args["s"] for event in cut.events] == [7, 31]
