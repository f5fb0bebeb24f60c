"""A shift that was forgotten: warned of before its day is over, closed at the shop's hour, never over a customer."""

import asyncio

import pytest

from pos_app.domain.errors import refused
from pos_app.domain.shop_rules import ShopRules
from tests.unit.till.conftest import CASH, Bench, id_of

MILK = id_of(1)
HOUR = 3600
# the bench's shift opens at noon in UTC, 14:00 in Kyiv
AT_2345 = ShopRules(close_at=23 * 60 + 45)


async def turn(bench: Bench, hours: float) -> None:
    """Let so many hours pass at once, and let the watch look."""
    await bench.till.advance_clock(int(hours * HOUR))
    for _ in range(8):
        await asyncio.sleep(0)


async def test_the_last_hour_of_a_shift_is_told_once_and_counted_down(bench: Bench) -> None:
    await turn(bench, 22.9)
    assert bench.till.state.shift_left_min is None
    await turn(bench, 0.2)
    assert bench.till.state.shift_left_min == 54
    assert bench.till.state.problem is not None
    assert bench.till.state.problem.code == "shift_ends"
    await bench.till.dismiss_problem()
    await turn(bench, 0.5)
    assert bench.till.state.shift_left_min == 24
    assert bench.till.state.problem is None
    assert bench.kinds_told().count("shift.ends") == 1
    await turn(bench, 2)
    assert bench.till.state.shift_left_min == 0


async def test_a_forgotten_shift_closes_itself_at_the_hour(bench: Bench) -> None:
    await bench.till.set_shop_rules(AT_2345)
    await turn(bench, 9.7)
    assert bench.till.state.shift is not None
    await turn(bench, 0.1)
    assert bench.till.state.shift is None
    assert bench.till.state.problem is not None
    assert bench.till.state.problem.code == "shift_closed_itself"
    assert len(bench.journal("shift.closes_itself")) == 1
    assert "shift.closed" in bench.kinds_told()


async def test_the_hour_waits_for_the_customer(bench: Bench) -> None:
    await bench.till.set_shop_rules(AT_2345)
    await bench.till.add(MILK)
    await turn(bench, 10)
    assert bench.till.state.shift is not None
    await bench.till.pay(CASH)
    for _ in range(8):
        await asyncio.sleep(0)
    assert bench.till.state.shift is None


async def test_without_a_closing_hour_a_shift_stays_open(bench: Bench) -> None:
    await turn(bench, 20)
    assert bench.till.state.shift is not None


async def test_a_shift_opened_just_before_the_hour_closes_the_next_day(bench: Bench) -> None:
    await bench.till.set_shop_rules(ShopRules(close_at=14 * 60 + 30))
    await turn(bench, 1)
    assert bench.till.state.shift is not None
    await turn(bench, 24)
    assert bench.till.state.shift is None


async def test_a_closing_that_fails_is_told_and_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.till.set_shop_rules(AT_2345)
    closes = bench.fiscal.close_shift

    async def refuses() -> dict[str, object]:
        raise refused("signer_off")

    monkeypatch.setattr(bench.fiscal, "close_shift", refuses)
    await turn(bench, 10)
    assert bench.till.state.problem is not None
    assert bench.till.state.problem.code == "shift_not_closed"
    monkeypatch.setattr(bench.fiscal, "close_shift", closes)
    await turn(bench, 0.1)
    assert bench.till.state.shift is not None
    await turn(bench, 0.1)
    assert bench.till.state.shift is None


async def test_the_drawer_counted_at_the_opening_is_journalled_and_a_shortage_is_told(bench: Bench) -> None:
    # the bench's shift begins with 5,00 in the drawer
    await bench.till.close_shift()
    assert await bench.refusal(bench.till.open_shift(-1)) == "bad_price"
    await bench.till.open_shift(300)
    assert '"counted":300,"expected":500' in bench.journal("shift.opening_counted")[-1].replace(" ", "")
    problem = bench.till.state.problem
    assert problem is not None
    assert (problem.code, problem.safe) == ("opening_short", False)
    assert "2,00" in problem.message


async def test_a_drawer_that_is_right_is_told_nothing(bench: Bench) -> None:
    await bench.till.close_shift()
    await bench.till.open_shift(500)
    assert bench.till.state.problem is None
    assert len(bench.journal("shift.opening_counted")) == 1
