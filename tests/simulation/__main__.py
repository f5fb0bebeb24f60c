"""The simulation as a command: `python -m tests.simulation --shifts 1000 --seed 0 [--workers 2] [--state FILE]`."""

import argparse
import sys
from pathlib import Path

from tests.simulation.plan import Plan
from tests.simulation.play import play
from tests.simulation.played_code import played_code
from tests.simulation.profile import SHIFTS_PER_PLAN, make_plan
from tests.simulation.runner import Failure, Report, StateFile, campaign
from tests.simulation.shrink import shortest

BAR = 40


def main(arguments: list[str] | None = None) -> int:
    """0: no invariant broke; 1: one did, and the shortest event list was printed and kept."""
    parser = argparse.ArgumentParser(prog="pos-app-simulate", description=__doc__)
    parser.add_argument("--shifts", type=int, default=1000, help="how many shifts to play")
    parser.add_argument("--seed", type=int, default=0, help="the campaign's seed")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--state", type=Path, help="keep progress in this file, and go on where it stands")
    parser.add_argument("--plan", type=int, help="play only the plan of this seed, and tell it event by event")
    parser.add_argument("--replay", type=Path, help="play a plan kept in a file, and tell it event by event")
    parser.add_argument("--keep", type=Path, default=Path(), help="the folder for the shortest failing plans")
    parser.add_argument("--all", action="store_true", help="go on after a violation")
    chosen = parser.parse_args(arguments)
    if chosen.plan is not None or chosen.replay is not None:
        plan = Plan.from_json(chosen.replay.read_text()) if chosen.replay else make_plan(chosen.plan)
        return _tell(plan)
    report = campaign(
        chosen.seed,
        chosen.shifts,
        workers=chosen.workers,
        told=lambda report: _bar(report, chosen.shifts),
        broken=lambda failure: _shortest(failure, chosen.keep),
        stop_at_failure=not chosen.all,
        state=StateFile(chosen.state, chosen.seed, played_code()) if chosen.state else None,
    )
    print(f"\n{report.in_words()}")
    for failure in report.failures:
        print(f"seed {failure.seed}: {failure.text}")
    return 1 if report.failures else 0


def _bar(report: Report, shifts: int) -> None:
    counted = min(report.counts.shifts, shifts)
    done, left = BAR * counted // shifts, (shifts - counted) / max(report.speed, 0.001)
    time_left = f"{left // 3600:.0f}:{left % 3600 // 60:02.0f} h" if left >= 3600 else f"{left / 60:.1f} min"
    bar = f"[{'#' * done}{'.' * (BAR - done)}] {report.counts.shifts} shifts, {report.speed:.1f}/s"
    sys.stderr.write(f"\r{bar}, {time_left} left, {len(report.failures)} violations ")
    sys.stderr.flush()


def _tell(plan: Plan) -> int:
    result = play(plan, log=True)
    print("\n".join(result.log))
    print(f"state {result.state_hash}")
    for violation in result.violations:
        print(violation)
    return 1 if result.violations else 0


def _shortest(failure: Failure, folder: Path) -> None:
    print(f"\nseed {failure.seed}: {failure.text}")
    print(f"the shortest event list of its {SHIFTS_PER_PLAN} shifts:", flush=True)
    plan = make_plan(failure.seed)
    if failure.number:
        plan = shortest(plan, failure.number)
    for event in plan.events:
        print(f"  {event}")
    print(f"rules {dict(plan.rules)}\nserver {dict(plan.server)}")
    if failure.number:
        print("\n".join(str(one) for one in play(plan).violations))
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"seed-{failure.seed}.json"
    kept.write_text(plan.to_json())
    print(f"kept as {kept}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
