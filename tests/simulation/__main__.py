"""The simulation as a command: `python -m tests.simulation --shifts 1000 --seed 0 [--workers 2]`."""

import argparse
import sys
from pathlib import Path

from tests.simulation.plan import Plan
from tests.simulation.play import play
from tests.simulation.profile import SHIFTS_PER_PLAN, make_plan
from tests.simulation.runner import Failure, Report, campaign, seeds_of
from tests.simulation.shrink import shortest

BAR = 40


def main(arguments: list[str] | None = None) -> int:
    """0: no invariant broke; 1: one did, and the shortest event list was printed."""
    parser = argparse.ArgumentParser(prog="pos-app-simulate", description=__doc__)
    parser.add_argument("--shifts", type=int, default=1000, help="how many shifts to play")
    parser.add_argument("--seed", type=int, default=0, help="the campaign's seed")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--plan", type=int, help="play only the plan of this seed, and tell it event by event")
    parser.add_argument("--replay", type=Path, help="play a plan kept in a file, and tell it event by event")
    parser.add_argument("--keep", type=Path, help="write the shortest failing plan to this file")
    parser.add_argument("--all", action="store_true", help="go on after a violation")
    chosen = parser.parse_args(arguments)
    if chosen.plan is not None or chosen.replay is not None:
        plan = Plan.from_json(chosen.replay.read_text()) if chosen.replay else make_plan(chosen.plan)
        return _tell(plan)
    seeds = seeds_of(chosen.seed, chosen.shifts)
    report = campaign(
        seeds, workers=chosen.workers, told=lambda report: _bar(report, len(seeds)), stop_at_failure=not chosen.all
    )
    print(f"\n{report.in_words()}")
    for failure in report.failures:
        print(f"seed {failure.seed}: {failure.text}")
    if report.failures:
        _shortest(report.failures[0], chosen.keep)
    return 1 if report.failures else 0


def _bar(report: Report, plans: int) -> None:
    done = BAR * report.plans // plans
    speed = report.counts.shifts / max(report.seconds, 0.001)
    sys.stderr.write(f"\r[{'#' * done}{'.' * (BAR - done)}] {report.counts.shifts} shifts, {speed:.1f}/s ")
    sys.stderr.flush()


def _tell(plan: Plan) -> int:
    result = play(plan, log=True)
    print("\n".join(result.log))
    print(f"state {result.state_hash}")
    for violation in result.violations:
        print(violation)
    return 1 if result.violations else 0


def _shortest(failure: Failure, keep: Path | None) -> None:
    print(f"\nthe shortest event list of seed {failure.seed} ({SHIFTS_PER_PLAN} shifts):")
    plan = shortest(make_plan(failure.seed), failure.number)
    for event in plan.events:
        print(f"  {event}")
    print(f"rules {dict(plan.rules)}\nserver {dict(plan.server)}")
    for violation in play(plan).violations:
        print(violation)
    if keep is not None:
        keep.write_text(plan.to_json())


if __name__ == "__main__":
    sys.exit(main())
