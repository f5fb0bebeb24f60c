"""With Checkbox out of reach the till sells on, and comes back by itself with every document in order, once."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from pos_app.domain.errors import PosError
from pos_app.domain.receipt import ReceiptKind, ReceiptState
from pos_app.domain.register import Mode, OperationState
from pos_app.fiscal.rules import FiscalRules
from pos_app.sandbox.checkbox.troubles import act
from pos_app.sandbox.faults import Fault
from pos_app.store.offline import CodeState

SELL = "*/receipts/sell"
ASK = "*/receipts/????????-*"


@pytest.fixture
def till(make_world: Callable[..., Any]) -> Any:
    """A till whose shift is open and that may go offline by itself."""
    made = make_world(rules=FiscalRules(offline=True))
    made.run(made.opened())
    return made


async def back_online(world: Any) -> bool:
    """Wait until the mode is ONLINE or NO_SHIFT with nothing queued."""

    def is_back() -> bool:
        status = world.fiscal.status
        rests = not status.queue.waiting and not status.queue.attention and not status.unfinished
        return status.mode in {Mode.ONLINE, Mode.NO_SHIFT} and rests

    return await until(is_back, 600)


async def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Wait in virtual time until something is so."""
    for _ in range(int(seconds * 5)):
        if holds():
            return True
        await asyncio.sleep(0.2)
    return False


def assert_agreed(world: Any) -> None:
    """Both sides hold the same documents in the same order, dates never go back, no code serves twice."""
    ours = [row for row in world.store.operations.since() if row.document is not None]
    settled = [row for row in ours if row.state is not OperationState.REJECTED]
    server = world.server_receipts
    assert [row.id for row in settled] == [one.id for one in server]
    assert [row.total for row in settled] == [one.total_sum for one in server]
    assert {row.state for row in settled} <= {OperationState.DONE, OperationState.ACCEPTED}
    register = world.server.register.state
    chain = sorted(register.transactions.values(), key=lambda one: one.serial)
    dates = [one.at for one in chain if one.type not in {"ASK_OFFLINE_CODES", "PING", "X_REPORT"}]
    assert dates == sorted(dates)
    for row, one in zip(settled, server, strict=True):
        assert row.fiscal_code == one.fiscal_code
    documents = [one.document for one in chain if one.type == "RECEIPT"]
    assert len(documents) == len(set(documents))
    papers = [document for kind, document in world.jobs() if kind in {"sale", "return", "service"}]
    assert sorted(papers) == sorted(row.id for row in settled)
    states = {code.fiscal_code: state for state in CodeState for code in world.store.offline.codes(state, limit=9999)}
    used = {one.offline_id for one in chain if one.offline_id}
    assert {code for code, state in states.items() if state is CodeState.SPENT} <= used
    given = {row.fiscal_code for row in settled if row.stamp and row.stamp.offline and row.fiscal_code in states}
    assert not {code for code in given if states[code] is CodeState.FREE}
    assert not [code for code, state in states.items() if state is CodeState.RESERVED]
    assert world.store.journal.verify().ok


def test_with_no_link_a_sale_is_confirmed_at_once_with_our_own_code(till: Any) -> None:
    farthest = till.store.offline.codes(CodeState.FREE)[:2]
    till.plan.outage("refused")
    receipt = till.sale()
    began = till.loop.time()
    stamp = till.run(till.sell(receipt))
    assert till.loop.time() - began < 1
    assert stamp.state is ReceiptState.OFFLINE
    assert stamp.offline
    assert stamp.fiscal_code == farthest[1].fiscal_code
    assert till.fiscal.status.mode is Mode.LOCAL_OFFLINE
    assert till.jobs() == [("sale", receipt.id)]
    assert till.row(receipt.id).state is OperationState.STAMPED
    assert json.loads(till.row(receipt.id).body)["fiscal_code"] == stamp.fiscal_code
    assert till.fiscal.status.offline.codes_free == 1998
    till.run(asyncio.sleep(100))
    assert till.fiscal.status.offline.seconds_in_row == pytest.approx(100, abs=3)


def test_a_black_hole_confirms_the_first_sale_within_the_budget_and_the_next_at_once(till: Any) -> None:
    till.plan.add(Fault("delay", path="*", times=None, seconds=100.0))
    began = till.loop.time()
    assert till.run(till.sell()).state is ReceiptState.OFFLINE
    assert till.loop.time() - began <= 10.5
    began = till.loop.time()
    assert till.run(till.sell()).state is ReceiptState.OFFLINE
    assert till.loop.time() - began <= 2


def test_a_request_that_hangs_longer_than_the_budget_is_given_up_and_asked_about_later(till: Any) -> None:
    till.client._timeout_s = 60.0
    till.plan.add(Fault("delay", path=SELL, seconds=50.0))
    receipt = till.sale()
    began = till.loop.time()
    assert till.run(till.sell(receipt)).state is ReceiptState.OFFLINE
    assert till.loop.time() - began <= 10.5
    assert till.run(back_online(till))
    assert_agreed(till)
    assert till.gets(receipt.id) >= 1


def test_the_queue_drains_in_order_and_the_register_comes_back(till: Any) -> None:
    before = till.sale(100)
    till.run(till.sell(before))
    till.plan.outage("refused")
    offline = [till.sale(200 + i) for i in range(5)]
    for receipt in offline:
        assert till.run(till.sell(receipt)).state is ReceiptState.OFFLINE
    till.run(asyncio.sleep(600))
    till.plan.clear()
    assert till.run(back_online(till))
    after = till.sale(900)
    assert not till.run(till.sell(after)).offline
    assert_agreed(till)
    assert [one.id for one in till.server_receipts] == [before.id, *(r.id for r in offline), after.id]
    assert all(till.row(receipt.id).stamp.state is ReceiptState.FISCAL for receipt in offline)
    assert not any(till.row(receipt.id).stamp.reprint_due for receipt in offline)
    (session,) = till.store.offline.sessions()
    assert session.ended is not None
    assert till.fiscal.status.offline.seconds_in_row == 0
    assert till.fiscal.status.offline.seconds_month > 600


def test_a_sale_that_the_server_has_after_all_burns_our_code_and_wants_new_paper(till: Any) -> None:
    till.plan.add(Fault("lost_answer", path=SELL))
    till.plan.add(Fault("lost_request", method="GET", path="*", times=None))
    receipt = till.sale()
    stamp = till.run(till.sell(receipt))
    assert stamp.state is ReceiptState.OFFLINE
    till.plan.clear()
    assert till.run(back_online(till))
    row = till.row(receipt.id)
    assert row.fiscal_code != stamp.fiscal_code
    assert row.stamp.reprint_due
    assert row.printed_as == stamp.fiscal_code
    assert [code.fiscal_code for code in till.store.offline.codes(CodeState.BURNT)] == [stamp.fiscal_code]
    assert_agreed(till)


def test_a_request_that_may_still_arrive_is_waited_out_before_going_offline_there(till: Any) -> None:
    till.plan.add(Fault("late_copy", path=SELL))
    till.plan.add(Fault("black_hole", method="*", path="*", times=None))
    receipt = till.sale()
    till.run(till.sell(receipt))
    till.plan.clear()
    till.run(asyncio.sleep(30))
    assert till.posts("/go-offline") == []
    assert till.run(till.plan.release()) == 1
    assert till.run(back_online(till))
    assert_agreed(till)
    assert till.posts("/go-offline") == []


def test_returns_and_cash_movements_go_offline_too_and_keep_their_place(till: Any) -> None:
    sold = till.cash_sale(5000)
    till.run(till.sell(sold))
    till.plan.outage("refused")
    back = replace(till.sale(5000, kind=ReceiptKind.RETURN), related_receipt_id=sold.id)
    for receipt in (till.cash_in(700), back, till.cash_in(300, ReceiptKind.SERVICE_OUT), till.sale()):
        till.run(till.fiscal.submit(receipt))
    till.plan.clear()
    assert till.run(back_online(till))
    assert_agreed(till)
    z = till.run(till.fiscal.close_shift())
    assert z["return_receipts_count"] == 1
    assert till.fiscal.status.problem is None


def test_sales_made_during_the_way_back_join_the_end_of_the_line(till: Any) -> None:
    till.plan.outage("refused")
    for _ in range(10):
        till.run(till.sell())

    async def sell_on() -> None:
        till.plan.clear()
        assert await until(lambda: till.fiscal.status.mode is Mode.DRAINING, 60)
        stamps = [await till.sell() for _ in range(3)]
        assert {stamp.state for stamp in stamps} == {ReceiptState.OFFLINE}

    till.run(sell_on())
    assert till.run(back_online(till))
    assert_agreed(till)


def test_checkbox_gone_again_in_the_middle_of_the_way_back(till: Any) -> None:
    till.plan.outage("refused")
    receipts = [till.sale() for _ in range(6)]
    for receipt in receipts:
        till.run(till.sell(receipt))
    till.plan.clear()
    till.plan.add(Fault("lost_answer", path="*/receipts/sell-offline", after=2))
    till.plan.add(Fault("refused", path="*", after=40, times=15))
    assert till.run(back_online(till))
    assert_agreed(till)


def test_the_bytes_of_a_stamped_document_never_change(till: Any) -> None:
    till.plan.outage("refused")
    receipt = till.sale()
    till.run(till.sell(receipt))
    body = till.row(receipt.id).body
    till.plan.clear()
    till.plan.add(Fault("lost_request", path="*/receipts/sell-offline", times=2))
    assert till.run(back_online(till))
    assert till.posts("/receipts/sell-offline") == [body]
    assert till.row(receipt.id).body == body


def test_nothing_is_pinged_or_asked_for_while_anything_is_queued(till: Any) -> None:
    asks = till.gets("ask-offline-codes")
    till.plan.outage("refused")
    till.run(till.sell())
    till.plan.clear()
    assert till.run(back_online(till))
    calls = [path for _, path, _ in till.calls]
    sent = max(index for index, path in enumerate(calls) if path.endswith("sell-offline"))
    assert not [path for path in calls[:sent] if path.endswith("ping-tax-service")]
    assert till.gets("ask-offline-codes") == asks


def test_without_codes_nothing_is_sold_offline(till: Any) -> None:
    for code in till.store.offline.codes(CodeState.FREE)[:1994]:
        till.store.offline.set_code(code.fiscal_code, CodeState.BURNT)
    till.run(till.restart())
    till.plan.outage("refused")
    for _ in range(2):
        till.run(till.sell())
    with pytest.raises(PosError) as caught:
        till.run(till.sell())
    assert caught.value.code == "no_offline_codes"
    assert till.fiscal.status.offline.codes_free == 3
    till.plan.clear()
    assert till.run(back_online(till))
    assert_agreed(till)


def test_at_the_limit_of_hours_nothing_more_is_stamped_and_the_way_back_still_works(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.sell())
    till.run(asyncio.sleep(23.9 * 3600))
    with pytest.raises(PosError) as caught:
        till.run(till.sell())
    assert caught.value.code == "offline_limit"
    till.plan.clear()
    assert till.run(back_online(till))
    assert_agreed(till)


def test_a_clock_that_jumps_ahead_stops_stamping_until_a_manager_confirms(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.sell())
    till.skew = timedelta(days=1)
    with pytest.raises(PosError) as caught:
        till.run(till.sell())
    assert caught.value.code == "clock_suspect"
    till.skew = timedelta()
    till.within(till.fiscal.confirm_time)
    assert till.run(till.sell()).state is ReceiptState.OFFLINE


def test_a_clock_set_back_an_hour_moves_no_date_back(till: Any) -> None:
    till.plan.outage("refused")
    first = till.run(till.sell()).fiscal_date
    till.skew = -timedelta(hours=1)
    second = till.run(till.sell()).fiscal_date
    assert isinstance(second, datetime)
    assert second > first
    till.plan.clear()
    assert till.run(back_online(till))
    assert_agreed(till)


def test_the_servers_own_offline_before_the_cut_is_reconciled(till: Any) -> None:
    act(till.server.register, "tax_service_down")
    till.run(till.sell())
    till.plan.outage("refused")
    till.run(till.sell())
    till.plan.clear()
    act(till.server.register, "tax_service_up")
    assert till.run(back_online(till))
    assert_agreed(till)


def test_a_cut_while_returning_goes_offline_again_with_another_code(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.sell())
    till.plan.clear()

    async def cut_while_returning() -> None:
        assert await until(lambda: till.fiscal.status.mode is Mode.RETURNING, 300)
        till.plan.outage("refused")
        assert (await till.sell()).state is ReceiptState.OFFLINE

    till.run(cut_while_returning())
    till.run(asyncio.sleep(60))
    till.plan.clear()
    assert till.run(back_online(till))
    assert_agreed(till)


def test_a_shift_closes_offline_as_the_last_in_the_line(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.sell(till.cash_sale()))

    shift_id = till.fiscal.status.shift_id
    assert till.run(till.fiscal.close_shift()) == {}
    assert till.fiscal.status.shift_id is None
    till.run(till.restart())
    assert till.fiscal.status.shift_id is None
    with pytest.raises(PosError) as caught:
        till.run(till.sell())
    assert caught.value.code == "shift_not_open"
    till.plan.clear()
    assert till.run(back_online(till))
    assert till.store.shifts.by_id(shift_id).z_report["sell_receipts_count"] == 1
    assert [kind for kind, _ in till.jobs()] == ["sale", "z"]
    assert till.fiscal.status.problem is None
    assert till.fiscal.status.mode is Mode.NO_SHIFT
    assert_agreed(till)


def test_an_empty_list_of_codes_is_no_word_that_all_of_them_were_used(
    till: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none(**_given: Any) -> tuple[Any, ...]:
        return ()

    till.plan.outage("refused")
    stamps = [till.run(till.sell()) for _ in range(3)]
    free = till.store.offline.free_count()
    till.plan.clear()
    monkeypatch.setattr(till.client, "get_offline_codes", none)
    assert till.run(back_online(till))
    assert_agreed(till)
    assert [till.row(one.id).fiscal_code for one in till.server_receipts] == [one.fiscal_code for one in stamps]
    assert till.store.offline.free_count() >= free
