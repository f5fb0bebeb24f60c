"""An opening that the tax service refuses opens nothing, and a shift that was closed before the till asked is over."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import Mode, OperationState
from pos_app.fiscal.rules import FiscalRules
from pos_app.fiscal.trouble import Kept, SentBack
from pos_app.sandbox.checkbox import requests
from pos_app.sandbox.checkbox import shifts as server_shifts
from pos_app.sandbox.faults import Fault
from tests.integration.fiscal.conftest import Somebody


@pytest.fixture
def offline(make_world: Callable[..., Any]) -> Any:
    """A till that sold yesterday, opened a shift with Checkbox out of reach and sold in it."""
    made = make_world(rules=FiscalRules(offline=True))
    made.run(made.opened())
    made.run(made.sell(made.cash_sale(4200)))
    made.run(made.fiscal.close_shift())
    made.run(asyncio.sleep(12 * 3600))
    made.plan.outage("refused")
    made.run(made.fiscal.open_shift(Somebody()))
    made.run(made.sell(made.cash_sale(700)))
    return made


def refuse_openings(world: Any, count: int) -> None:
    world.server.register.state.world.failing_openings = count


def close_at_the_server(world: Any) -> None:
    register = world.server.register
    register.settle()
    server_shifts.close_by_id(register, register.current().id, {"skip_client_name_check": True, "report": None})


def open_at_the_server(world: Any) -> str:
    register = world.server.register
    shift = server_shifts.open_shift(register, register.settings.cashiers[0], requests.OPEN_SHIFT({}, (), []))
    return str(shift.id)


async def until_stopped(world: Any) -> None:
    for _ in range(3000):
        if world.fiscal.status.queue.attention:
            return
        await asyncio.sleep(0.2)


def test_the_cashier_reads_why_and_opens_as_soon_as_the_reason_is_gone(fresh: Any) -> None:
    refuse_openings(fresh, 1)
    error = fresh.error_of(fresh.fiscal.open_shift(Somebody()))
    assert (type(error), error.code) == (SentBack, "refused_by_server")
    assert "строк дії сертифіката закінчився" in error.message
    assert (fresh.fiscal.status.shift_id, fresh.fiscal.status.mode) == (None, Mode.NO_SHIFT)
    assert fresh.store.shifts.last_opened() is None
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert fresh.run(fresh.sell()).state is ReceiptState.FISCAL


def test_a_start_after_it_finds_no_shift(fresh: Any) -> None:
    refuse_openings(fresh, 1)
    fresh.error_of(fresh.fiscal.open_shift(Somebody()))
    fresh.run(fresh.restart())
    assert fresh.fiscal.status.shift_id is None
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert fresh.fiscal.status.mode is Mode.ONLINE


def test_the_next_shift_takes_no_cash_from_it(make_world: Callable[..., Any]) -> None:
    world = make_world(rules=FiscalRules(offline=True))
    world.run(world.opened())
    world.run(world.sell(world.cash_sale(4200)))
    world.run(world.fiscal.close_shift())
    refuse_openings(world, 1)
    world.error_of(world.fiscal.open_shift(Somebody()))
    world.plan.outage("refused")
    assert world.run(world.fiscal.open_shift(Somebody())).initial_cash == 4200


def test_one_that_was_kept_and_refused_meanwhile_bars_nothing(fresh: Any) -> None:
    refuse_openings(fresh, 1)
    fresh.plan.add(Fault("lost_answer", method="POST", path="*/shifts"))
    fresh.plan.add(Fault("lost_request", method="GET", path="*/shifts/*", times=None))
    assert isinstance(fresh.error_of(fresh.fiscal.open_shift(Somebody())), Kept)
    fresh.plan.clear()
    fresh.run(asyncio.sleep(60))
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert fresh.fiscal.status.mode is Mode.ONLINE


@pytest.mark.parametrize("restarts", [True, False])
def test_one_that_was_closed_before_the_till_asked_is_over(fresh: Any, restarts: bool) -> None:
    fresh.plan.add(Fault("lost_answer", method="POST", path="*/shifts"))
    fresh.plan.add(Fault("lost_request", method="GET", path="*/shifts/*", times=None))
    fresh.error_of(fresh.fiscal.open_shift(Somebody()))
    close_at_the_server(fresh)
    fresh.run(asyncio.sleep(5))
    fresh.plan.clear()
    if restarts:
        fresh.run(fresh.restart())
        fresh.run(asyncio.sleep(60))
    else:
        error = fresh.error_of(fresh.fiscal.open_shift(Somebody()))
        assert error.code == "shift_not_open"
        assert "вже закрито" in error.message
    assert (fresh.fiscal.status.shift_id, fresh.fiscal.status.mode) == (None, Mode.NO_SHIFT)
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert fresh.run(fresh.sell()).state is ReceiptState.FISCAL


def test_one_that_is_closing_is_waited_for(fresh: Any) -> None:
    fresh.plan.add(Fault("lost_answer", method="POST", path="*/shifts"))
    fresh.plan.add(Fault("lost_request", method="GET", path="*/shifts/*", times=None))
    fresh.error_of(fresh.fiscal.open_shift(Somebody()))
    close_at_the_server(fresh)
    fresh.plan.clear()
    error = fresh.error_of(fresh.fiscal.open_shift(Somebody()))
    assert error.code == "shift_not_open"
    assert fresh.store.shifts.current() is None
    assert fresh.store.shifts.last_opened() is not None


def test_one_that_was_sold_in_stops_and_the_manager_reads_why(offline: Any) -> None:
    refuse_openings(offline, 1)
    shift = offline.fiscal.status.shift_id
    offline.plan.clear()
    offline.run(until_stopped(offline))
    row = offline.row(shift)
    assert row.state is OperationState.ATTENTION
    assert "строк дії сертифіката закінчився" in row.reason
    offline.within(lambda: offline.fiscal.set_aside(shift, "сертифікат"))
    assert offline.row(shift).state is OperationState.REJECTED
    assert offline.fiscal.status.shift_id is None
    offline.run(until_stopped(offline))
    (sale,) = [one.id for one in offline.store.operations.unsettled()]
    offline.within(lambda: offline.fiscal.set_aside(sale, "сертифікат"))
    offline.run(asyncio.sleep(300))
    assert offline.fiscal.status.mode is Mode.NO_SHIFT
    assert offline.store.shifts.by_id(shift).opened_at is None
    offline.run(offline.fiscal.open_shift(Somebody()))
    assert offline.run(offline.sell()).state is ReceiptState.FISCAL


def test_what_was_sold_in_it_goes_into_a_shift_that_is_opened_there_since(offline: Any) -> None:
    refuse_openings(offline, 1)
    shift = offline.fiscal.status.shift_id
    offline.plan.clear()
    offline.run(until_stopped(offline))
    there = open_at_the_server(offline)
    offline.run(asyncio.sleep(5))
    offline.within(lambda: offline.fiscal.ask_again(shift))
    offline.run(asyncio.sleep(300))
    assert offline.fiscal.status.shift_id == there
    assert offline.fiscal.status.mode is Mode.ONLINE
    assert {json.loads(body)["into"] for body in offline.journal("shift.merged")} == {there}
    assert offline.run(offline.fiscal.close_shift())["sell_receipts_count"] == 1
