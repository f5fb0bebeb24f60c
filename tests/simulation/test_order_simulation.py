"""Orders in virtual time: prepaid once, completed once or given back once, wherever the power goes."""

from collections.abc import Callable
from typing import Any, Final
from unittest.mock import patch

import pytest

from pos_app.fiscal import chains
from tests.simulation.card_mutants import plan_of
from tests.simulation.card_play import play
from tests.simulation.order_play import OrderPlay, make_plan
from tests.simulation.plan import Plan

PLANS: Final = 3
ORDER: Final = ("order", {"seed": 5})
REST: Final = ("rest", {"seed": 6})
BACK: Final = ("give_up", {"seed": 7})


@pytest.mark.parametrize("seed", range(PLANS))
def test_no_day_breaks_the_books(seed: int) -> None:
    result = play(make_plan(seed), OrderPlay)
    assert result.violations == []
    assert result.counts["orders"]


@pytest.mark.parametrize("last", [REST, BACK], ids=["rest", "back"])
def test_the_power_may_go_at_any_boundary_of_an_order_and_of_its_end(last: Any) -> None:
    cuts = 0
    for boundary in range(1, 60, 9):
        cut = ("cut", {"at": boundary, "off": 20})
        for events in ((cut, ORDER, last), (ORDER, cut, last)):
            result = play(plan_of(*events), OrderPlay)
            assert result.violations == [], f"cut at {boundary} of {events}"
            cuts += result.counts["cuts"]
    assert cuts > 5


def _change_stays(receipt: Any) -> Any:
    return tuple(one.value or 0 for one in receipt.payments)


@pytest.mark.parametrize(
    ("broken", "plan"),
    [
        (
            lambda: patch.object(chains, "kept_values", _change_stays),
            plan_of(("order", {"seed": 0})),
        ),
    ],
    ids=["change-counts-as-paid"],
)
def test_a_till_that_is_broken_on_purpose_is_caught(broken: Callable[[], Any], plan: Plan) -> None:
    assert play(plan, OrderPlay).violations == []
    with broken():
        assert play(plan, OrderPlay).violations
