"""A shift opened with Checkbox out of reach: where that is lawful, under our own code, and handed over in its place."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal.codes import RESERVE
from pos_app.fiscal.rules import FiscalRules
from pos_app.sandbox.checkbox import Settings
from pos_app.sandbox.faults import Fault
from pos_app.store.offline import CodeState
from tests.integration.fiscal.conftest import Somebody

NIGHT = 12 * 3600


@pytest.fixture
def till(make_world: Callable[..., Any]) -> Any:
    """A till that sold yesterday, closed its shift and may go offline."""
    made = make_world(rules=FiscalRules(offline=True))
    made.run(made.opened())
    made.run(made.sell(made.cash_sale(4200)))
    made.run(made.fiscal.close_shift())
    made.run(asyncio.sleep(NIGHT))
    return made


def back(world: Any) -> bool:
    async def wait() -> bool:
        for _ in range(3000):
            status = world.fiscal.status
            rests = not (status.queue.waiting or status.queue.attention or status.unfinished)
            if rests and status.mode in {Mode.ONLINE, Mode.NO_SHIFT, Mode.NEEDS_ATTENTION}:
                return True
            await asyncio.sleep(0.2)
        return False

    return bool(world.run(wait()))


def chain(world: Any) -> list[str]:
    state = world.server.register.state
    rows = sorted(state.transactions.values(), key=lambda one: one.serial)
    return [one.type for one in rows if one.type not in {"ASK_OFFLINE_CODES", "X_REPORT", "PING"}]


def kinds(world: Any) -> list[tuple[OperationKind, OperationState]]:
    return [(row.kind, row.state) for row in world.store.operations.since()]


def test_an_opening_is_stamped_and_arrives_first_with_its_code_and_date(till: Any) -> None:
    till.plan.outage("refused")
    began = till.loop.time()
    row = till.run(till.fiscal.open_shift(Somebody()))
    assert till.loop.time() - began < 1
    assert (row.status, row.initial_cash) == ("OPENED", 4200)
    assert till.fiscal.status.mode is Mode.LOCAL_OFFLINE
    operation = till.row(row.id)
    body = json.loads(operation.body)
    assert operation.state is OperationState.STAMPED
    assert body["fiscal_code"] == operation.fiscal_code
    assert body["fiscal_date"].endswith("+02:00")
    assert till.run(till.sell(till.cash_sale(700))).state is ReceiptState.OFFLINE
    till.plan.clear()
    assert back(till)
    assert till.posts("/shifts")[-1] == operation.body
    assert chain(till)[-4:] == ["GO_OFFLINE", "SHIFT_OPEN", "RECEIPT", "GO_ONLINE"]
    assert till.fiscal.status.mode is Mode.ONLINE
    assert till.store.shifts.by_id(row.id).serial == 2


def test_a_black_hole_opens_the_shift_within_a_sales_budget(till: Any) -> None:
    till.plan.add(Fault("delay", path="*", times=None, seconds=100.0))
    began = till.loop.time()
    till.run(till.fiscal.open_shift(Somebody()))
    assert till.loop.time() - began <= 10.5


def test_two_whole_days_without_checkbox_arrive_in_order_with_both_reports(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.fiscal.open_shift(Somebody()))
    till.run(till.sell(till.cash_sale(700)))
    assert till.run(till.fiscal.close_shift()) == {}
    assert till.store.shifts.current() is None
    till.run(asyncio.sleep(NIGHT))
    second = till.run(till.fiscal.open_shift(Somebody()))
    assert second.initial_cash == 4900
    till.run(till.sell(till.cash_sale(100)))
    till.run(till.fiscal.close_shift())
    till.plan.clear()
    assert back(till)
    assert chain(till)[-8:] == [
        "GO_OFFLINE", "SHIFT_OPEN", "RECEIPT", "Z_REPORT", "SHIFT_OPEN", "RECEIPT", "Z_REPORT", "GO_ONLINE",
    ]  # fmt: skip
    assert {state for _, state in kinds(till)} == {OperationState.DONE}
    assert [kind for kind, _ in till.jobs()].count("z") == 3
    assert till.store.shifts.last().z_report["balance"] == 5000
    assert (till.fiscal.status.mode, till.fiscal.status.problem) == (Mode.NO_SHIFT, None)


def test_a_program_that_ends_in_between_finds_the_shift_as_it_was(till: Any) -> None:
    till.plan.outage("refused")
    row = till.run(till.fiscal.open_shift(Somebody()))
    till.run(till.restart())
    assert till.fiscal.status.shift_id == row.id
    assert till.run(till.sell(till.cash_sale(700))).state is ReceiptState.OFFLINE
    till.run(till.fiscal.close_shift())
    till.run(till.restart())
    assert till.fiscal.status.shift_id is None
    till.plan.clear()
    assert back(till)
    assert {state for _, state in kinds(till)} == {OperationState.DONE}


def test_a_lost_answer_is_asked_for_by_id_and_the_shift_is_open_once(till: Any) -> None:
    till.plan.add(Fault("server_error", path="*/cashier/me", times=1, status=502))
    till.plan.add(Fault("lost_answer", method="POST", path="*/shifts"))
    row = till.run(till.fiscal.open_shift(Somebody()))
    assert till.fiscal.status.mode is Mode.ONLINE
    assert till.gets(f"/shifts/{row.id}") >= 1
    assert len(till.server.register.state.shifts) == 2


def test_an_opening_whose_answer_never_comes_is_known_to_the_server_after_the_outage(till: Any) -> None:
    till.plan.outage("lost_answer")
    row = till.run(till.fiscal.open_shift(Somebody()))
    assert till.row(row.id).state is OperationState.STAMPED
    till.run(till.sell(till.cash_sale(700)))
    till.plan.clear()
    assert back(till)
    assert len(till.server.register.state.shifts) == 2
    assert {state for _, state in kinds(till)} == {OperationState.DONE}


def test_before_the_first_shift_there_is_nothing_to_open_with(make_world: Callable[..., Any]) -> None:
    world = make_world(rules=FiscalRules(offline=True))
    world.run(world.start())
    world.plan.outage("refused")
    assert world.error_of(world.fiscal.open_shift(Somebody())).code == "unreachable"
    assert world.store.operations.since() == []
    assert world.fiscal.status.mode is Mode.NO_SHIFT


def test_an_opening_needs_codes_for_a_sale_and_the_reserve(till: Any) -> None:
    free = till.store.offline.codes(CodeState.FREE)
    with till.store.transaction():
        for code in free[RESERVE + 1 :]:
            till.store.offline.set_code(code.fiscal_code, CodeState.SPENT)
    till.run(till.restart())
    till.run(asyncio.sleep(1))
    till.plan.outage("refused")
    assert till.error_of(till.fiscal.open_shift(Somebody())).code == "no_offline_codes"
    assert till.store.shifts.current() is None


def test_an_opening_needs_hours(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.fiscal.open_shift(Somebody()))
    till.run(till.fiscal.close_shift())
    till.run(asyncio.sleep(35.6 * 3600))
    assert till.error_of(till.fiscal.open_shift(Somebody())).code == "offline_limit"


def test_an_opening_needs_a_clock_that_can_be_believed(till: Any) -> None:
    till.plan.outage("refused")
    till.skew = timedelta(days=1)
    assert till.error_of(till.fiscal.open_shift(Somebody())).code == "clock_suspect"
    till.within(till.fiscal.confirm_time)
    till.run(till.fiscal.open_shift(Somebody()))


def test_other_cash_at_the_server_raises_the_alarm(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.fiscal.open_shift(Somebody()))
    till.server.register.state.balance += 5
    till.plan.clear()
    assert back(till)
    assert till.fiscal.status.problem.code == "total_differs"
    assert "42,05" in till.fiscal.status.problem.message


def test_other_taxes_at_the_server_are_told_and_sold_with_from_then_on(till: Any) -> None:
    learned = []
    till.fiscal.on_learned(lambda: learned.append(till.fiscal.taxes[1].rate))
    till.plan.outage("refused")
    row = till.run(till.fiscal.open_shift(Somebody()))
    till.run(till.sell(till.cash_sale(700)))
    till.server.register.settings = _with_rate(till.server.register.settings, 7)
    till.plan.clear()
    assert back(till)
    till.run(asyncio.sleep(5))
    assert [str(rate) for rate in learned] == ["7"]
    assert "20 % → " in till.fiscal.status.problem.message
    assert "7 %" in till.fiscal.status.problem.message
    assert len(till.journal("shift.facts_differ")) == 1
    assert till.store.shifts.by_id(row.id).taxes[0].rate == 7


def test_the_same_taxes_are_not_told(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.fiscal.open_shift(Somebody()))
    till.plan.clear()
    assert back(till)
    till.run(asyncio.sleep(1500))
    assert till.fiscal.status.problem is None
    assert till.journal("shift.facts_differ") == []


def test_a_shift_that_is_open_there_after_all_takes_in_what_was_sold(make_world: Callable[..., Any]) -> None:
    world = make_world(rules=FiscalRules(offline=True))
    world.run(world.opened())
    world.run(world.sell(world.cash_sale(4200)))
    first = world.fiscal.status.shift_id
    with world.store.transaction():
        world.store.shifts.save(_closed(world.store.shifts.by_id(first)))
    world.run(world.restart())
    world.plan.outage("refused")
    world.run(world.fiscal.open_shift(Somebody()))
    world.run(world.sell(world.cash_sale(700)))
    world.plan.clear()
    assert back(world)
    assert world.fiscal.status.problem is None
    assert world.fiscal.status.shift_id == first
    assert len(world.server.register.state.shifts) == 1
    assert len(world.journal("shift.merged")) == 1
    assert world.run(world.fiscal.close_shift())["balance"] == 4900
    assert world.fiscal.status.mode is Mode.NO_SHIFT


def test_a_shift_that_took_in_what_was_sold_goes_on_with_the_taxes_of_checkbox(make_world: Callable[..., Any]) -> None:
    world = make_world(rules=FiscalRules(offline=True))
    world.run(world.opened())
    first = world.fiscal.status.shift_id
    with world.store.transaction():
        world.store.shifts.save(_closed(world.store.shifts.by_id(first)))
    world.run(world.restart())
    world.plan.outage("refused")
    world.run(world.fiscal.open_shift(Somebody()))
    world.run(world.sell(world.cash_sale(700)))
    world.server.register.settings = _with_rate(world.server.register.settings, 7)
    world.plan.clear()
    assert back(world)
    world.run(asyncio.sleep(5))
    assert len(world.journal("shift.merged")) == 1
    assert world.store.shifts.current().id == first
    assert world.store.shifts.current().taxes[0].rate == 7
    assert world.fiscal.taxes[1].rate == 7


def test_a_shift_that_was_thought_closed_and_goes_on_is_not_closed(make_world: Callable[..., Any]) -> None:
    world = make_world()
    world.run(world.opened())
    first = world.store.shifts.current()
    with world.store.transaction():
        world.store.shifts.save(replace(_closed(first), closed_at=first.opened_at))
    world.run(world.restart())
    world.run(world.fiscal.open_shift(Somebody()))
    again = world.store.shifts.current()
    assert (again.id, again.status) == (first.id, "OPENED")
    assert again.closed_at is None


def test_a_slow_opening_that_the_server_tells_of_gets_no_second_number(make_world: Callable[..., Any]) -> None:
    world = make_world(rules=FiscalRules(offline=True), settings=Settings(open_delay_s=45.0))
    world.run(world.start())
    world.error_of(world.fiscal.open_shift(Somebody()))
    assert world.fiscal.status.mode is Mode.NO_SHIFT
    world.run(world.fiscal.open_shift(Somebody()))
    assert world.fiscal.status.mode is Mode.ONLINE
    assert "GO_OFFLINE" not in chain(world)


def test_a_slow_close_that_the_server_tells_of_gets_no_second_number(make_world: Callable[..., Any]) -> None:
    world = make_world(rules=FiscalRules(offline=True), settings=Settings(close_delay_s=45.0))
    world.run(world.opened())
    world.error_of(world.fiscal.close_shift())
    assert world.fiscal.status.mode is Mode.ONLINE
    assert world.run(world.fiscal.close_shift())["is_z_report"]
    assert "GO_OFFLINE" not in chain(world)


def test_a_close_waits_for_no_number_that_cannot_come(make_world: Callable[..., Any]) -> None:
    world = make_world(rules=FiscalRules(offline=True), settings=Settings(receipt_delay_s=100.0))
    world.run(world.opened())
    world.run(world.sell())
    world.plan.outage("refused")
    assert world.run(world.fiscal.close_shift()) == {}
    assert world.fiscal.status.shift_id is None
    world.plan.clear()
    assert back(world)
    assert {state for _, state in kinds(world)} == {OperationState.DONE}


def _closed(row: Any) -> Any:
    return replace(row, status="CLOSED")


def _with_rate(settings: Any, rate: int) -> Any:
    first, *rest = settings.taxes
    return replace(settings, taxes=(replace(first, rate=rate), *rest))
