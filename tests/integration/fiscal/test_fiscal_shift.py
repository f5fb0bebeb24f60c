"""Opening, adopting, reporting on and closing a shift, with every answer that can be lost on the way."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from pos_app.checkbox.errors import AnswerClass, Rejected, Words
from pos_app.domain.errors import Refused, Unreachable
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal.trouble import Kept, NotSent, SentBack
from pos_app.sandbox.checkbox import Settings
from pos_app.sandbox.checkbox.troubles import act
from pos_app.sandbox.faults import Fault
from tests.integration.fiscal.conftest import Somebody


def opened_on_server(world: Any) -> int:
    return len(world.server.register.state.shifts)


LOST = ["lost_request", "lost_answer", "late_copy", "server_error", "html", "cut_body", "null", "wrong_id"]


@pytest.mark.parametrize("kind", LOST)
def test_a_shift_opens_once_whatever_answer_is_lost(fresh: Any, kind: str) -> None:
    fresh.plan.add(Fault(kind, method="POST", path="*/shifts"))
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    fresh.run(fresh.plan.release())
    assert opened_on_server(fresh) == 1
    assert fresh.store.shifts.current().status == "OPENED"
    assert fresh.fiscal.status.mode is Mode.ONLINE
    assert fresh.run(fresh.sell()).state is ReceiptState.FISCAL


@pytest.mark.parametrize("kind", LOST)
def test_a_shift_closes_once_whatever_answer_is_lost(world: Any, kind: str) -> None:
    world.run(world.sell(world.cash_sale()))
    world.plan.add(Fault(kind, method="POST", path="*/shifts/close"))
    z = world.run(world.fiscal.close_shift())
    assert z["sell_receipts_count"] == 1
    assert world.store.shifts.last().status == "CLOSED"
    assert world.fiscal.status.mode is Mode.NO_SHIFT
    assert world.fiscal.status.problem is None
    assert [kind for kind, _ in world.jobs()] == ["sale", "z"]
    reports = [one for one in world.server.register.state.reports.values() if one["is_z_report"]]
    assert len(reports) == 1


@pytest.mark.parametrize("kind", ["lost_request", "server_error", "null"])
def test_the_state_of_a_close_is_read_before_it_is_repeated(world: Any, kind: str) -> None:
    world.plan.add(Fault(kind, method="POST", path="*/shifts/close"))
    before = len(world.calls)
    world.run(world.fiscal.close_shift())
    shift = [(method, path) for method, path, _ in world.calls[before:] if "/shifts/" in path]
    places = [index for index, call in enumerate(shift) if call == ("POST", "/api/v1/shifts/close")]
    assert shift[places[-1] - 1][0] == "GET"


def test_without_checkbox_no_shift_opens_and_nothing_is_left_behind(fresh: Any) -> None:
    fresh.plan.outage("refused")
    assert isinstance(fresh.error_of(fresh.fiscal.open_shift(Somebody())), Unreachable)
    fresh.plan.clear()
    fresh.plan.add(Fault("refused", method="POST", path="*/shifts"))
    assert isinstance(fresh.error_of(fresh.fiscal.open_shift(Somebody())), NotSent)
    assert fresh.store.shifts.current() is None
    assert fresh.fiscal.status.mode is Mode.NO_SHIFT
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert opened_on_server(fresh) == 1


def test_an_opening_that_stays_unclear_is_kept_and_joined_by_the_next_try(fresh: Any) -> None:
    fresh.plan.add(Fault("lost_answer", method="POST", path="*/shifts"))
    fresh.plan.add(Fault("lost_request", method="GET", path="*/shifts/*", times=None))
    assert isinstance(fresh.error_of(fresh.fiscal.open_shift(Somebody())), Kept)
    fresh.plan.clear()
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert opened_on_server(fresh) == 1
    assert fresh.fiscal.status.mode is Mode.ONLINE


def test_a_joined_opening_that_still_hangs_is_told_as_kept(fresh: Any) -> None:
    fresh.plan.add(Fault("lost_answer", method="POST", path="*/shifts"))
    fresh.plan.add(Fault("lost_request", method="GET", path="*/shifts/*", times=None))
    fresh.error_of(fresh.fiscal.open_shift(Somebody()))
    assert isinstance(fresh.error_of(fresh.fiscal.open_shift(Somebody())), Kept)


def test_a_second_opening_is_refused(world: Any) -> None:
    assert world.error_of(world.fiscal.open_shift(Somebody())).code == "shift_already_open"


def test_a_shift_open_at_the_server_is_adopted_and_its_sums_agree(make_world: Callable[..., Any]) -> None:
    world = make_world()

    async def another_till_sells() -> None:
        await world.start()
        await world.client.open_shift(b'{"id": "6a1e8e6c-1c54-4d58-9d55-0d0a3e2f4a11"}')
        await asyncio.sleep(3)
        await world.client.service(
            b'{"id": "0a8f3a6e-7a0e-4b0f-8b65-4c2f4f7f9b22", "payment": {"type": "CASH", "value": 5000, "label": "x"}}'
        )

    world.run(another_till_sells())
    world.run(world.fiscal.open_shift(Somebody()))
    assert world.fiscal.status.shift_id == "6a1e8e6c-1c54-4d58-9d55-0d0a3e2f4a11"
    assert opened_on_server(world) == 1
    assert world.run(world.sell(world.cash_sale(700))).state is ReceiptState.FISCAL
    z = world.run(world.fiscal.close_shift())
    assert z["balance"] == 5700
    assert world.fiscal.status.problem is None
    assert len(world.journal("shift.adopted")) == 1


def test_a_shift_that_is_still_opening_is_waited_for(make_world: Callable[..., Any]) -> None:
    world = make_world(settings=Settings(open_delay_s=8.0))
    world.run(world.start())
    world.run(world.client.open_shift(b'{"id": "6a1e8e6c-1c54-4d58-9d55-0d0a3e2f4a11"}'))
    world.run(world.fiscal.open_shift(Somebody()))
    assert opened_on_server(world) == 1
    assert world.fiscal.status.mode is Mode.ONLINE


def test_a_cashiers_shift_on_another_register_is_not_worked_in(fresh: Any) -> None:
    fresh.run(fresh.client.open_shift(b'{"id": "6a1e8e6c-1c54-4d58-9d55-0d0a3e2f4a11"}'))
    fresh.run(asyncio.sleep(3))
    real = fresh.client.cashier_shift

    async def of_the_other_register() -> Any:
        found = await real()
        there = found.cash_register.model_copy(update={"id": uuid4(), "fiscal_number": "4000000002"})
        return found.model_copy(update={"cash_register": there})

    fresh.client.cashier_shift = of_the_other_register
    error = fresh.error_of(fresh.fiscal.open_shift(Somebody()))
    assert error.code == "register_busy"
    assert "4000000002" in error.message
    assert (fresh.fiscal.status.shift_id, fresh.store.shifts.current()) == (None, None)
    fresh.client.cashier_shift = real
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert fresh.fiscal.status.mode is Mode.ONLINE


def test_a_shift_that_opens_for_ever_is_given_up_in_words(make_world: Callable[..., Any]) -> None:
    world = make_world(settings=Settings(open_delay_s=3000.0))
    world.run(world.start())
    world.run(world.client.open_shift(b'{"id": "6a1e8e6c-1c54-4d58-9d55-0d0a3e2f4a11"}'))
    error = world.error_of(world.fiscal.open_shift(Somebody()))
    assert isinstance(error, Unreachable)
    assert "відкривається" in error.message


def test_a_shift_of_somebody_else_is_told_as_busy(fresh: Any) -> None:
    act(fresh.server.register, "foreign_cashier")
    error = fresh.error_of(fresh.fiscal.open_shift(Somebody()))
    assert (type(error), error.code) == (SentBack, "register_busy")
    assert fresh.store.shifts.current() is None
    assert fresh.fiscal.status.mode is Mode.BLOCKED
    fresh.run(asyncio.sleep(5))
    act(fresh.server.register, "foreign_cashier_gone")
    fresh.run(asyncio.sleep(5))
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert fresh.fiscal.status.mode is Mode.ONLINE


def test_a_signer_that_is_off_opens_no_shift(fresh: Any) -> None:
    act(fresh.server.register, "signer_off")
    assert fresh.error_of(fresh.fiscal.open_shift(Somebody())).code == "signer_off"
    act(fresh.server.register, "signer_on")
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert fresh.fiscal.status.mode is Mode.ONLINE
    assert fresh.fiscal.status.problem is None


def test_a_revoked_token_opens_a_shift_after_one_sign_in(fresh: Any) -> None:
    act(fresh.server.register, "token_revoked")
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert fresh.sign_ins == 1
    assert fresh.fiscal.status.mode is Mode.ONLINE


def test_without_a_way_to_sign_in_opening_says_so(fresh: Any) -> None:
    fresh.can_sign_in = False
    act(fresh.server.register, "token_revoked")
    assert fresh.error_of(fresh.fiscal.open_shift(Somebody())).code == "not_signed_in"


def test_a_slow_tax_service_does_not_hold_up_the_shift(make_world: Callable[..., Any]) -> None:
    world = make_world()
    world.run(world.start())
    world.plan.add(Fault("delay", path="*/ask-offline-codes", seconds=25.0))
    began = world.loop.time()
    world.run(world.fiscal.open_shift(Somebody()))
    assert world.loop.time() - began <= 15
    assert not world.run(world.fiscal.wait_idle(1))
    assert world.run(world.fiscal.wait_idle(40))


def test_codes_that_cannot_be_had_do_not_stop_the_shift(fresh: Any) -> None:
    fresh.plan.add(Fault("server_error", path="*-offline-codes", times=None))
    fresh.run(fresh.fiscal.open_shift(Somebody()))
    assert fresh.fiscal.status.offline.codes_free == 0
    assert fresh.fiscal.status.mode is Mode.ONLINE


def test_codes_are_not_asked_for_again_within_ten_minutes(world: Any) -> None:
    async def reopen() -> None:
        await world.fiscal.close_shift()
        await world.fiscal.open_shift(Somebody())

    assert world.gets("ask-offline-codes") == 1
    world.run(reopen())
    assert world.gets("ask-offline-codes") == 1
    assert world.store.register.load().last_ask_at is not None


def test_the_moment_of_asking_is_on_disk_before_the_request(make_world: Callable[..., Any]) -> None:
    world = make_world()
    world.run(world.start())
    seen = []
    real = world.client.ask_offline_codes

    async def ask(**named: Any) -> Any:
        seen.append(world.store.register.load().last_ask_at)
        return await real(**named)

    world.client.ask_offline_codes = ask
    world.run(world.fiscal.open_shift(Somebody()))
    assert len(seen) == 1
    assert seen[0] is not None


def test_a_shift_does_not_close_while_a_receipt_has_no_number(make_world: Callable[..., Any]) -> None:
    world = make_world(settings=Settings(receipt_delay_s=100.0))
    world.run(world.opened())
    world.run(world.sell())
    error = world.error_of(world.fiscal.close_shift())
    assert isinstance(error, Unreachable)
    assert "проведено" in error.message
    assert world.posts("/shifts/close") == []
    world.run(asyncio.sleep(100))
    assert world.run(world.fiscal.close_shift())["sell_receipts_count"] == 1


def test_a_shift_does_not_close_over_a_stopped_document(world: Any) -> None:
    world.server.register.state.world.failing_receipts = 1
    world.error_of(world.sell())
    error = world.error_of(world.fiscal.close_shift())
    assert (type(error), error.code) == (Refused, "attention_needed")


def test_without_a_shift_there_is_nothing_to_close_or_report(fresh: Any) -> None:
    assert fresh.error_of(fresh.fiscal.close_shift()).code == "shift_not_open"
    assert fresh.error_of(fresh.fiscal.x_report()).code == "shift_not_open"
    assert fresh.error_of(fresh.sell()).code == "shift_not_open"


def test_a_close_that_stays_unclear_is_kept_and_joined_by_the_next_try(world: Any) -> None:
    world.run(world.sell(world.cash_sale()))
    world.plan.add(Fault("lost_answer", method="POST", path="*/shifts/close"))
    world.plan.add(Fault("lost_request", method="GET", path="*/shifts/*", times=None))
    assert isinstance(world.error_of(world.fiscal.close_shift()), Kept)
    world.plan.clear()
    z = world.run(world.fiscal.close_shift())
    assert z["sell_receipts_count"] == 1
    assert world.fiscal.status.mode is Mode.NO_SHIFT
    assert len(world.posts("/shifts/close")) == 1


def test_a_close_refused_because_it_is_closed_already_is_a_close(world: Any) -> None:
    async def closed_before(body: bytes = b"", *, shift_id: Any = None) -> Any:
        await real(body, shift_id=shift_id)
        await asyncio.sleep(5)
        raise Rejected(AnswerClass.NOT_OPEN, Words(status=400), code="shift_not_open")

    real = world.client.close_shift
    world.client.close_shift = closed_before
    assert world.run(world.fiscal.close_shift())["is_z_report"]


def test_any_kopeck_between_the_servers_z_and_ours_raises_the_alarm(world: Any) -> None:
    world.run(world.sell(world.cash_sale(4200)))
    world.server.register.current().sums.cash_sales += 1
    z = world.run(world.fiscal.close_shift())
    assert z["balance"] == 4201
    status = world.fiscal.status
    assert status.mode is Mode.NEEDS_ATTENTION
    assert status.problem.code == "total_differs"
    assert "42,00" in status.problem.message
    assert "42,01" in status.problem.message
    assert len(world.journal("alarm")) == 1
    world.within(world.fiscal.alarm_seen)
    assert world.fiscal.status.mode is Mode.NO_SHIFT


def test_an_alarm_that_finds_the_disk_full_comes_when_there_is_room(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = iter([True, True])
    ledger = world.fiscal._ledger
    real = ledger.apply

    def apply(writes: Any, at: Any, **more: Any) -> None:
        if any(getattr(write, "kind", "") == "alarm" for write in writes) and next(full, False):
            raise Refused(code="disk_full")
        real(writes, at, **more)

    world.run(world.sell(world.cash_sale(4200)))
    world.server.register.current().sums.cash_sales += 1
    monkeypatch.setattr(ledger, "apply", apply)
    assert world.run(world.fiscal.close_shift())["balance"] == 4201
    world.run(asyncio.sleep(5))
    assert len(world.journal("alarm")) == 1
    assert world.fiscal.status.mode is Mode.NEEDS_ATTENTION


def test_an_x_report_with_another_balance_raises_the_alarm(world: Any) -> None:
    world.run(world.sell(world.cash_sale(4200)))
    world.server.register.current().sums.service_in += 5
    world.run(world.fiscal.x_report())
    assert world.fiscal.status.problem.code == "total_differs"
    assert world.run(world.sell()).state is ReceiptState.FISCAL


def test_the_cash_at_the_server_is_looked_at_every_ten_minutes(world: Any) -> None:
    world.run(world.sell(world.cash_sale(4200)))
    world.run(asyncio.sleep(700))
    assert world.fiscal.status.problem is None
    world.plan.add(Fault("refused", path="*/cashier/shift"))
    world.server.register.current().sums.service_in += 1
    world.run(asyncio.sleep(600))
    assert world.fiscal.status.problem is None
    world.run(asyncio.sleep(600))
    assert "42,01" in world.fiscal.status.problem.message
    assert world.fiscal.status.mode is Mode.NEEDS_ATTENTION


def test_without_a_shift_no_cash_is_looked_at(fresh: Any) -> None:
    before = fresh.gets("cashier/shift")
    fresh.run(asyncio.sleep(2000))
    assert fresh.gets("cashier/shift") == before


def test_taxes_and_seller_outlive_the_shift_and_the_program(world: Any) -> None:
    world.run(world.fiscal.close_shift())
    world.run(world.restart())
    assert world.fiscal.taxes[1].symbol == "А"
    assert world.fiscal.seller.fiscal_number == "TEST373378"


def test_before_the_first_shift_there_are_no_taxes(fresh: Any) -> None:
    assert fresh.fiscal.taxes == {}
    assert fresh.fiscal.seller.name == ""


def test_an_x_report_waits_for_the_line_and_gives_up_in_words(world: Any) -> None:
    world.plan.add(Fault("lost_request", path="*", times=None))
    world.error_of(world.sell())
    assert isinstance(world.error_of(world.fiscal.x_report()), Unreachable)


def test_operations_of_the_shift_stand_in_their_order(world: Any) -> None:
    world.run(world.sell())
    world.run(world.fiscal.close_shift())
    rows = world.store.operations.since()
    assert [row.kind for row in rows] == [OperationKind.SHIFT_OPEN, OperationKind.SELL, OperationKind.SHIFT_CLOSE]
    assert {row.state for row in rows} == {OperationState.DONE}
    assert len({row.shift_id for row in rows}) == 1
