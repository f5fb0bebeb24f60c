"""A settled receipt is queued for SmartKasa in the transaction that settles it, offline ones after the drain."""

import asyncio
from datetime import datetime

from pos_app.domain.errors import refused
from pos_app.domain.register import OperationState
from pos_app.fiscal.rules import FiscalRules
from pos_app.store.operations import Operation
from tests.integration.till.conftest import CARD, CASH, MakeWorld, World, id_of, until


def queued(world: World) -> list[str]:
    kinds = {row.id: row.kind.value for row in world.store.operations.since()}
    return [kinds[row.operation] for row in world.store.outbox.waiting(100)]


def queue_what_settles(world: World) -> None:
    world.fiscal.on_done(lambda row, at: world.store.outbox.add(row.id, at))


async def test_every_kind_of_receipt_is_queued_once_and_in_order(world: World) -> None:
    queue_what_settles(world)
    await world.till.cash_in(20_000)
    await world.till.add(id_of(1), 2000)
    sold = await world.till.pay(CASH)
    await world.till.give_back(sold.receipt.id, CASH)
    await world.till.cash_out(1_000)
    await until(lambda: len(queued(world)) == 4)
    assert sorted(queued(world)) == ["RETURN", "SELL", "SERVICE_IN", "SERVICE_OUT"]
    numbered = [world.store.operations.by_id(row.operation) for row in world.store.outbox.waiting(9)]
    assert all(row and (row.fiscal_code or row.kind.value.startswith("SERVICE")) for row in numbered)


async def test_an_offline_receipt_is_queued_after_the_drain(make_world: MakeWorld) -> None:
    rules = FiscalRules(
        online_budget_s=0.5, shift_budget_s=4.0, probe_interval_s=0.1, quarantine_s=0.1, go_online_retry_s=0.1,
        offline=True,
    )  # fmt: skip
    world = await make_world(rules=rules).selling()
    assert await world.fiscal.wait_idle(60)  # the offline codes are here
    queue_what_settles(world)
    await world.till.add(id_of(1))
    world.plan.outage()
    view = await world.till.pay(CARD)
    assert view.fiscal.offline
    assert queued(world) == []
    world.plan.clear()
    assert await world.till.wait("online", 10)
    await until(lambda: queued(world) == ["SELL"])


async def test_the_queue_and_the_settling_are_one_transaction(world: World) -> None:
    """A hook that fails leaves neither; the engine offers the answer again and both are there."""
    failures = [refused("disk_full")]

    def hook(row: Operation, at: datetime) -> None:
        world.store.outbox.add(row.id, at)
        if failures:
            raise failures.pop()

    world.fiscal.on_done(hook)
    await world.till.add(id_of(1))
    view = await world.till.pay(CARD)
    await until(lambda: not failures)
    row = world.store.operations.by_id(view.receipt.id)
    assert row is not None
    assert (row.state is OperationState.DONE) == (queued(world) == ["SELL"])
    async with asyncio.timeout(10):
        while queued(world) != ["SELL"]:
            await world.till.wait("idle", 1)
    assert (world.store.operations.by_id(view.receipt.id) or row).state is OperationState.DONE
