"""Cuts a failing plan down to its shortest event list: drops events while the same invariant still breaks."""

from collections.abc import Callable
from typing import Final

from tests.simulation.plan import Event, Plan
from tests.simulation.play import play
from tests.simulation.watch import Violation

MOST_RUNS: Final = 250

Run = Callable[[Plan], list[Violation]]


def shortest(plan: Plan, number: int, run: Run = lambda plan: play(plan).violations, most: int = MOST_RUNS) -> Plan:
    """The plan with as few events as still break invariant `number`: halves, quarters … single events are dropped."""
    left = most

    def breaks(events: list[Event]) -> bool:
        nonlocal left
        left -= 1
        return any(one.number == number for one in run(plan.with_events(events)))

    events = list(plan.events)
    size = max(len(events) // 2, 1)
    while left > 0:
        cut, place = False, 0
        while place < len(events) and left > 0:
            shorter = events[:place] + events[place + size :]
            if breaks(shorter):
                events, cut = shorter, True
            else:
                place += size
        if size == 1 and not cut:
            break
        size = max(size // 2, 1)
    return plan.with_events(events)
