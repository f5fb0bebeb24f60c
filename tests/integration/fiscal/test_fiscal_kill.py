"""The program dies at every boundary of a write or a call; another takes over from the disk: all is there once."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from pos_app.domain.register import Mode, OperationState
from pos_app.fiscal.rules import FiscalRules
from pos_app.store.offline import CodeState

MOST_POINTS = 160
FEWEST_POINTS = 8


class PowerCutError(BaseException):
    """The program is gone; no handler of it may run on."""


@dataclass
class Killer:
    """Cuts the power at the n-th boundary: before or after a transaction, before or after a call reaches the server."""

    world: Any
    at: int
    passed: int = 0
    cut: bool = False
    dead: asyncio.Event = field(default_factory=asyncio.Event)
    places: list[str] = field(default_factory=list)

    def arm(self) -> None:
        worker = self.world.fiscal._worker
        self._around_writes(worker)
        self._around_calls(self.world.http)

    def _here(self, place: str) -> bool:
        self.places.append(place)
        self.passed += 1
        if self.passed == self.at:
            self.cut = True
            self.dead.set()
        return self.cut

    def _around_writes(self, worker: Any) -> None:
        real = worker._ledger.apply

        def apply(writes: Any, at: Any, **named: Any) -> None:
            if writes and self._here("before write"):
                raise PowerCutError
            real(writes, at, **named)
            if writes and self._here("after write"):
                raise PowerCutError

        worker._ledger.apply = apply

    def _around_calls(self, http: Any) -> None:
        transport = http._transport
        real = transport.handle_async_request

        async def handle(request: Any) -> Any:
            await self._maybe_stop("before call")
            answer = await real(request)
            await self._maybe_stop("after call")
            return answer

        transport.handle_async_request = handle

    async def _maybe_stop(self, place: str) -> None:
        if self.cut or self._here(place):
            await asyncio.get_running_loop().create_future()


async def until_dead(killer: Killer, work: Any) -> bool:
    """Run until done or cut; was it cut?"""
    task = asyncio.ensure_future(work)
    dead = asyncio.ensure_future(killer.dead.wait())
    await asyncio.wait({task, dead}, return_when=asyncio.FIRST_COMPLETED)
    if task.done() and not task.cancelled():
        task.exception()
    for one in (task, dead):
        one.cancel()
    await asyncio.gather(task, dead, return_exceptions=True)
    return killer.cut


def documents_of(world: Any, operation_id: str) -> int:
    transactions = world.server.register.state.transactions.values()
    return sum(1 for one in transactions if one.document == operation_id)


async def killed_and_restarted(world: Any, killer: Killer, work: Any) -> bool:
    world.loop.set_exception_handler(lambda _loop, _context: None)  # the cut shows as dying tasks; that is the test
    killer.arm()
    cut = await until_dead(killer, work)
    if cut:
        await world.restart()
    return cut


Work = Callable[[Any], Any]


def every_cut(make_world: Callable[..., Any], ready: Work, work: Work, *, step: int = 1) -> Iterator[Any]:
    """Worlds in which `work` was cut at its first boundary, its second, and so on, each restarted; to the last one.

    `step` above one leaves boundaries out.
    """
    for at in range(1, MOST_POINTS, step):
        world = make_world()
        ready(world)
        killer = Killer(world, at)
        if not world.run(killed_and_restarted(world, killer, work(world))):
            assert at > FEWEST_POINTS
            return
        world.run(world.fiscal.wait_idle(120))
        world.run(asyncio.sleep(30))
        yield world, killer
    raise AssertionError("the work has no end")


@pytest.mark.parametrize("fault", ["", "lost_answer", "lost_request"])
def test_a_sale_cut_anywhere_is_there_once_or_not_at_all(make_world: Callable[..., Any], fault: str) -> None:
    def ready(world: Any) -> None:
        world.run(world.opened())
        world.sold = world.sale()
        if fault:
            world.plan.script(fault, path="*/receipts/sell")

    for world, killer in every_cut(make_world, ready, lambda world: world.sell(world.sold)):
        receipt = world.sold
        row = world.store.operations.by_id(receipt.id)
        if row is None:
            assert documents_of(world, receipt.id) == 0
            assert killer.places == ["before write"]
            continue
        assert row.state is OperationState.DONE, killer.places
        assert documents_of(world, receipt.id) == 1
        assert world.on_server(receipt.id).fiscal_code == row.fiscal_code
        assert world.jobs() == [("sale", receipt.id)]
        assert {body for body in world.posts() if json.loads(body)["id"] == receipt.id} == {row.body}
        assert world.store.journal.verify().ok


def test_a_close_cut_anywhere_happens_once(make_world: Callable[..., Any]) -> None:
    def ready(world: Any) -> None:
        world.run(world.opened())
        world.run(world.sell(world.cash_sale()))

    for world, _killer in every_cut(make_world, ready, lambda world: world.fiscal.close_shift()):
        if world.fiscal.status.shift_id is not None:
            world.run(world.fiscal.close_shift())
        reports = [one for one in world.server.register.state.reports.values() if one["is_z_report"]]
        assert len(reports) == 1
        assert world.fiscal.status.mode is Mode.NO_SHIFT
        assert world.fiscal.status.problem is None
        assert world.store.shifts.last().z_report["id"] == reports[0]["id"]
        assert [kind for kind, _ in world.jobs()] == ["sale", "z"]


def test_an_opening_cut_anywhere_happens_once(make_world: Callable[..., Any]) -> None:
    somebody = type("Somebody", (), {"id": "olena", "name": "Олена"})()

    def ready(world: Any) -> None:
        world.run(world.start())

    for world, _killer in every_cut(make_world, ready, lambda world: world.fiscal.open_shift(somebody)):
        if world.fiscal.status.shift_id is None:
            world.run(world.fiscal.open_shift(somebody))
        assert len(world.server.register.state.shifts) == 1
        assert world.fiscal.status.shift_id in world.server.register.state.shifts
        assert world.run(world.sell()).fiscal_code
        assert world.run(world.fiscal.close_shift())["sell_receipts_count"] == 1
        assert world.fiscal.status.problem is None


@pytest.mark.parametrize("fault", ["refused", "lost_answer"])
def test_an_offline_hour_cut_anywhere_ends_online_with_everything_once(
    make_world: Callable[..., Any], fault: str
) -> None:
    async def hour(world: Any) -> None:
        if fault == "lost_answer":
            world.plan.script("lost_answer", path="*/receipts/sell")
            world.plan.script("lost_request", method="GET", path="*", times=None)
        else:
            world.plan.outage("refused")
        for receipt in world.offline:
            await world.sell(receipt)
        world.plan.clear()
        await asyncio.sleep(400)

    def ready(world: Any) -> None:
        world.run(world.opened())
        world.offline = [world.sale(100 + i) for i in range(2)]

    def make(**_named: Any) -> Any:
        return make_world(rules=FiscalRules(offline=True))

    for world, killer in every_cut(make, ready, hour):
        world.plan.clear()
        world.run(asyncio.sleep(600))
        status = world.fiscal.status
        assert status.mode is Mode.ONLINE, (killer.at, status)
        on_disk = [row for row in world.store.operations.since() if row.document and row.state != "REJECTED"]
        assert [row.id for row in on_disk] == [one.id for one in world.server_receipts], killer.at
        assert {row.state for row in on_disk} <= {OperationState.DONE}
        assert [row.fiscal_code for row in on_disk] == [one.fiscal_code for one in world.server_receipts]
        assert all(documents_of(world, row.id) == 1 for row in on_disk)
        assert sorted(document for _, document in world.jobs()) == sorted(row.id for row in on_disk)
        assert world.store.offline.codes(CodeState.RESERVED) == []
        used = {one.offline_id for one in world.server.register.state.transactions.values()}
        assert not [code for code in world.store.offline.codes(CodeState.FREE) if code.fiscal_code in used], killer.at
        assert world.store.journal.verify().ok


def test_what_was_kept_survives_a_restart_and_settles(world: Any) -> None:
    world.plan.script("lost_answer", path="*/receipts/sell")
    world.plan.script("lost_request", path="*/receipts/*", method="GET", times=None)
    receipt = world.sale()
    with pytest.raises(Exception, match="збережено"):
        world.run(world.sell(receipt))
    world.run(world.restart())
    assert world.fiscal.status.queue.ambiguous == 1
    world.plan.clear()
    assert world.run(world.fiscal.wait_idle(60))
    world.run(asyncio.sleep(20))
    assert world.row(receipt.id).state is OperationState.DONE
    assert documents_of(world, receipt.id) == 1


def test_after_a_restart_nothing_is_sent_before_it_is_asked_for(world: Any) -> None:
    receipt = world.sale()
    killer = Killer(world, 4)
    assert world.run(killed_and_restarted(world, killer, world.sell(receipt)))
    before = len(world.calls)
    world.run(world.fiscal.wait_idle(60))
    first = next(call for call in world.calls[before:] if "receipts" in call[1])
    assert first[0] == "GET"


def test_a_stopped_document_is_still_stopped_after_a_restart(world: Any) -> None:
    world.server.register.state.world.failing_receipts = 1
    receipt = world.sale()
    with pytest.raises(Exception, match="не провів"):
        world.run(world.sell(receipt))
    world.run(world.restart())
    assert world.fiscal.status.mode is Mode.NEEDS_ATTENTION
    world.within(lambda: world.fiscal.set_aside(receipt.id, "з'ясовано"))
    assert world.row(receipt.id).state is OperationState.DONE
    assert world.fiscal.status.mode is Mode.ONLINE
    # the tax service did not take it: no paper says that it is a fiscal receipt
    assert world.jobs() == []


def test_a_stopped_engine_tells_whoever_waits_and_takes_nothing_more(make_world: Callable[..., Any]) -> None:
    world = make_world()
    world.run(world.opened())
    world.plan.script("delay", path="*/receipts/sell", seconds=4.0)
    receipt = world.sale()

    async def sell_and_stop() -> list[Any]:
        selling = asyncio.ensure_future(world.sell(receipt))
        await asyncio.sleep(1)
        await world.fiscal.stop()
        return await asyncio.gather(selling, world.sell(), return_exceptions=True)

    kept, refused = world.run(sell_and_stop())
    assert kept.code == "unreachable"
    assert refused.code == "internal"
    world.run(world.restart())
    assert world.run(world.fiscal.wait_idle(60))


def test_a_full_disk_loses_no_answer(world: Any) -> None:
    from pos_app.domain.errors import refused as refusal

    real, left = world.fiscal._worker._ledger.apply, [3]

    def apply(writes: Any, at: Any, **named: Any) -> None:
        # the sale and its sending were written; then the disk is full for three tries
        if any(type(one).__name__ == "SaveOperation" and one.document for one in writes) and left[0]:
            left[0] -= 1
            raise refusal("disk_full")
        real(writes, at, **named)

    world.fiscal._worker._ledger.apply = apply
    receipt = world.sale()
    seen = []
    world.fiscal.subscribe(lambda status: seen.append(status.problem))
    world.run(world.sell(receipt))
    assert any(problem is not None and problem.code == "disk_full" for problem in seen)
    assert world.fiscal.status.problem is None
    assert documents_of(world, receipt.id) == 1
    assert world.row(receipt.id).state is OperationState.DONE


def test_a_full_disk_refuses_a_new_sale_and_the_next_one_works(world: Any) -> None:
    from pos_app.domain.errors import Refused
    from pos_app.domain.errors import refused as refusal

    real = world.fiscal._worker._ledger.apply

    def full(*_args: Any, **_named: Any) -> None:
        raise refusal("disk_full")

    world.fiscal._worker._ledger.apply = full
    receipt = world.sale()
    with pytest.raises(Refused) as caught:
        world.run(world.sell(receipt))
    assert caught.value.code == "disk_full"
    assert world.posts() == []
    world.fiscal._worker._ledger.apply = real
    assert world.run(world.sell(receipt)).fiscal_code


def test_a_fault_of_our_own_leaves_nobody_waiting(world: Any) -> None:
    from pos_app.domain.errors import Bug

    async def wrong(_row: Any) -> Any:
        raise ZeroDivisionError

    world.fiscal._worker._courier.send = wrong
    with pytest.raises(Bug):
        world.run(world.sell())
    assert world.fiscal.status.problem.code == "internal"
    with pytest.raises(Bug):
        world.run(world.sell())
