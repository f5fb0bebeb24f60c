"""Receipts to SmartKasa as people see them: the switch and its warning, what is queued, what a manager may do."""

from dataclasses import replace
from typing import Any

import pytest

from pos_app.domain.errors import Refused, Unreachable
from pos_app.domain.register import OperationKind, OperationState
from pos_app.reports.push_switch import PushChoice, PushSwitch
from pos_app.smartkasa import NoAnswer
from pos_app.store.operations import Operation
from tests.unit.till.conftest import CASH, NOON, Bench, MakeBench, id_of


class FakePusher:
    """Sends nothing; keeps what it was told."""

    def __init__(self) -> None:
        self.problem: Any = None
        self.on_change: Any = None
        self.fiscalises: bool | Exception = False
        self.done: list[str] = []

    def start(self) -> None:
        self.done.append("start")

    async def stop(self) -> None:
        self.done.append("stop")

    def wake(self) -> None:
        self.done.append("wake")

    def try_now(self) -> None:
        self.done.append("try_now")

    async def shop_fiscalises(self) -> bool:
        if isinstance(self.fiscalises, Exception):
            raise self.fiscalises
        return self.fiscalises


class Pushing:
    """A bench whose till has a sender."""

    def __init__(self, bench: Bench, *, on: bool) -> None:
        self.bench = bench
        self.pusher = FakePusher()
        self.choice = PushChoice(bench.store.settings, on_by_file=on)
        bench.till = bench.another(pusher=self.pusher, push_choice=self.choice)

    def settle(self, number: int) -> str:
        """A receipt is settled, as the engine tells of it."""
        row = Operation(id_of(number), OperationKind.SELL, b"{}", NOON, state=OperationState.DONE, total=4290)
        assert self.bench.fiscal.done_hook is not None
        with self.bench.store.transaction():
            self.bench.store.operations.add(row)
            self.bench.fiscal.done_hook(row, NOON)
        return row.id

    def refuse(self, receipt_id: str, reason: str = "назва порожня") -> None:
        row = self.bench.store.outbox.by_operation(receipt_id)
        assert row is not None
        self.bench.store.outbox.refuse(row, reason, NOON)
        self.pusher.on_change()


@pytest.fixture
async def pushing(make_bench: MakeBench) -> Any:
    made = Pushing(make_bench(), on=True)
    await made.bench.ready()
    yield made
    await made.bench.till.shutdown()


async def test_what_settles_while_sending_is_on_is_queued_and_the_sender_woken(pushing: Pushing) -> None:
    sold = pushing.settle(501)
    assert [(item.receipt_id, item.state, item.total) for item in await pushing.bench.till.push_items()] == [
        (sold, "WAITING", 4290)
    ]
    assert "wake" in pushing.pusher.done


async def test_off_by_default_nothing_is_queued(make_bench: MakeBench) -> None:
    made = Pushing(make_bench(), on=False)
    await made.bench.ready()
    made.settle(501)
    assert (made.bench.till.state.push.enabled, await made.bench.till.push_items()) == (False, [])
    await made.bench.till.shutdown()
    assert made.pusher.done == ["start", "stop"]


async def test_a_switch_that_cannot_be_read_does_not_touch_the_sale(pushing: Pushing) -> None:
    pushing.bench.store.settings.put("push_receipts", {"bad": 1})
    pushing.settle(501)
    assert await pushing.bench.till.push_items() == []
    await pushing.bench.till.add(id_of(1))
    assert (await pushing.bench.till.pay(CASH)).receipt.total == 4290


async def test_the_switch_warns_where_the_shop_fiscalises_by_itself(pushing: Pushing) -> None:
    till = pushing.bench.till
    await till.push_switch(on=False)
    pushing.pusher.fiscalises = True
    assert await pushing.bench.refusal(till.push_switch(on=True)) == "push_needs_consent"
    assert pushing.choice.read() == PushSwitch()
    assert (await till.push_switch(on=True, consent=True)).enabled
    assert pushing.choice.read() == PushSwitch(on=True, consent=True)
    assert len(pushing.bench.journal("push.switched")) == 2
    # off again, the consent is gone too
    await till.push_switch(on=False, consent=True)
    assert pushing.choice.read() == PushSwitch()


async def test_where_the_shop_cannot_be_asked_it_stays_off(pushing: Pushing) -> None:
    await pushing.bench.till.push_switch(on=False)
    pushing.pusher.fiscalises = NoAnswer()
    with pytest.raises(Unreachable):
        await pushing.bench.till.push_switch(on=True)
    assert not pushing.bench.till.state.push.enabled


async def test_a_manager_retries_one_or_all_or_sets_aside_with_a_reason(pushing: Pushing) -> None:
    till, outbox = pushing.bench.till, pushing.bench.store.outbox
    first, second, third = (pushing.settle(number) for number in (501, 502, 503))
    for receipt_id in (first, second, third):
        pushing.refuse(receipt_id)
    assert (till.state.push.refused, till.state.push.waiting) == (3, 0)
    assert (await till.push_items())[0].reason == "назва порожня"
    await till.push_retry(first)
    assert [row.operation for row in outbox.unclear(5)] == [first]
    assert await pushing.bench.refusal(till.push_retry(first)) == "unknown_item"
    assert await pushing.bench.refusal(till.push_set_aside(second, "  ")) == "reason_needed"
    await till.push_set_aside(second, "дубль")
    await till.push_retry()
    assert (till.state.push.refused, till.state.push.waiting) == (0, 2)
    assert "дубль" in pushing.bench.journal("push.set_aside")[0]
    assert pushing.pusher.done.count("try_now") == 2


async def test_without_the_right_nothing_is_switched_or_decided(pushing: Pushing) -> None:
    till = pushing.bench.till
    cashier = till.state.cashier
    assert cashier is not None
    pushing.bench.till._parts.board.show(cashier=replace(cashier, permissions=frozenset()))
    for command in (till.push_switch(on=False), till.push_retry(), till.push_set_aside("x", "y")):
        assert await pushing.bench.refusal(command) == "not_permitted"


async def test_the_senders_trouble_is_shown(pushing: Pushing) -> None:
    pushing.pusher.problem = Refused("Підтвердіть", code="push_needs_consent")
    pushing.pusher.on_change()
    shown = pushing.bench.till.state.push.problem
    assert shown is not None
    assert (shown.code, shown.message) == ("push_needs_consent", "Підтвердіть")


async def test_without_a_sender_the_switch_is_not_available(bench: Bench) -> None:
    assert await bench.refusal(bench.till.push_switch(on=True)) == "not_available"
    assert await bench.till.push_items() == []
