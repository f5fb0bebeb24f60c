"""The important checks bite: each engine broken on purpose here is caught by the check that guards it."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.errors import PosError
from pos_app.domain.register import OperationState
from pos_app.fiscal import (
    asking,
    clock,
    codes,
    comparing,
    machine,
    offline,
    outcomes,
    queueing,
    reckoning,
    replies,
    returning,
    worker,
)
from pos_app.fiscal import effects as f
from pos_app.fiscal import writes as w
from pos_app.fiscal.rules import FiscalRules
from pos_app.fiscal.state import Doing, Expected, Pace
from pos_app.store.offline import CodeState

Make = Callable[..., Any]


def made_once(make_world: Make) -> None:
    """A lost answer still makes one sale on both sides."""
    world = make_world()
    world.run(world.opened())
    world.plan.script("lost_answer", path="*/receipts/sell")
    receipt = world.sale()
    world.run(_quietly(world.sell(receipt)))
    world.run(asyncio.sleep(60))
    assert world.row(receipt.id).state is OperationState.DONE
    assert len(world.server_receipts) == 1
    assert len(world.posts()) == 1


def on_disk_first(make_world: Make) -> None:
    """Nothing reaches the server that is not on disk."""
    world = make_world()
    world.run(world.opened())
    real, seen = world.client.sell, []

    async def sell(body: bytes) -> Any:
        row = world.store.operations.by_id(json.loads(body)["id"])
        seen.append(row is not None and row.state is OperationState.SENDING and row.body == body)
        return await real(body)

    world.fiscal._worker._courier._posts = {"SELL": sell}
    world.run(_quietly(world.sell()))
    assert seen == [True]


def in_order(make_world: Make) -> None:
    """Sales arrive in the order they were made, one at a time."""
    world = make_world()
    world.run(world.opened())
    receipts = [world.sale(100 + i) for i in range(4)]
    going, most = [0], [0]
    real = world.client.sell

    async def sell(body: bytes) -> Any:
        going[0] += 1
        most[0] = max(most[0], going[0])
        await asyncio.sleep(0.3)
        answer = await real(body)
        going[0] -= 1
        return answer

    world.fiscal._worker._courier._posts = {"SELL": sell}

    async def rush() -> None:
        await asyncio.gather(*(_quietly(world.sell(receipt)) for receipt in receipts))

    world.run(rush())
    assert [one.id for one in world.server_receipts] == [receipt.id for receipt in receipts]
    assert most == [1]


def paced(make_world: Make) -> None:
    """No more than two receipts a second."""
    world = make_world()
    world.run(world.opened())
    began = world.loop.time()

    async def rush() -> None:
        await asyncio.gather(*(_quietly(world.sell()) for _ in range(8)))

    world.run(rush())
    assert world.loop.time() - began >= 3


def never_a_silent_kopeck(make_world: Make) -> None:
    """Another total at the server stops the sale."""
    world = make_world()
    world.run(world.opened())
    receipt = replace(world.cash_sale(4200), total=4300, paid=9900)
    receipt = replace(receipt, payments=(replace(receipt.payments[0], value=9900),))
    world.run(_quietly(world.sell(receipt)))
    assert world.fiscal.status.queue.attention == 1


def z_agrees(make_world: Make) -> None:
    """A kopeck between the two Z raises the alarm."""
    world = make_world()
    world.run(world.opened())
    world.run(world.sell(world.cash_sale(4200)))
    world.server.register.current().sums.cash_sales += 1
    world.run(world.fiscal.close_shift())
    assert world.fiscal.status.problem is not None


def asked_after_a_start(make_world: Make) -> None:
    """After a start nothing is sent before it was asked for."""
    world = make_world()
    world.run(world.opened())
    world.plan.script("lost_answer", path="*/receipts/sell")
    world.plan.script("lost_request", method="GET", path="*", times=None)
    world.run(_quietly(world.sell()))
    world.plan.clear()
    world.run(world.restart())
    before = len(world.calls)
    world.run(world.fiscal.wait_idle(120))
    first = next(call for call in world.calls[before:] if "/receipts/" in call[1])
    assert first[0] == "GET"


def back_only_when_unknown(make_world: Make) -> None:
    """A sale that the server may have never goes back to the basket."""
    world = make_world()
    world.run(world.opened())
    world.plan.script("lost_answer", path="*/receipts/sell")
    world.plan.outage("lost_request")
    receipt = world.sale()
    world.run(_quietly(world.sell(receipt)))
    assert world.returned == []


def within_the_budget(make_world: Make) -> None:
    """Nobody waits longer than the budget."""
    world = make_world()
    world.run(world.opened())
    world.plan.script("delay", path="*", times=None, seconds=60.0)
    world.run(asyncio.wait_for(_quietly(world.sell()), 10.5))


def offline_and_back(make_world: Make) -> None:
    """An outage ends with the same documents on both sides, in order, dates and codes right, nobody pinged."""
    world = make_world(rules=FiscalRules(offline=True))
    world.run(world.opened())
    free = [code.fiscal_code for code in world.store.offline.codes(CodeState.FREE)]
    receipts = [world.sale(100 + i) for i in range(3)]
    world.run(_quietly(world.sell(receipts[0])))
    world.plan.outage("refused")
    for receipt in receipts[1:]:
        world.run(_quietly(world.sell(receipt)))
    world.plan.clear()
    world.run(asyncio.sleep(900))
    assert [one.id for one in world.server_receipts] == [receipt.id for receipt in receipts]
    assert [one.fiscal_code for one in world.server_receipts[1:]] == free[1:3]
    chain = sorted(world.server.register.state.transactions.values(), key=lambda one: one.serial)
    dates = [one.at for one in chain if one.type in {"RECEIPT", "GO_OFFLINE", "SHIFT_OPEN"}]
    assert dates == sorted(set(dates))
    assert world.fiscal.status.mode == "ONLINE"
    assert not [path for _, path, _ in world.calls if path.endswith("ping-tax-service")]
    rows = [world.row(receipt.id) for receipt in receipts]
    assert all(row.state is OperationState.DONE and not row.stamp.reprint_due for row in rows)


def reserve_kept(make_world: Make) -> None:
    """Three codes stay for closing the shift."""
    world = make_world(rules=FiscalRules(offline=True))
    world.run(world.opened())
    for code in world.store.offline.codes(CodeState.FREE)[:1993]:
        world.store.offline.set_code(code.fiscal_code, CodeState.BURNT)
    world.run(world.restart())
    world.plan.outage("refused")
    for _ in range(8):
        world.run(_quietly(world.sell()))
    assert world.fiscal.status.offline.codes_free == 3


def returning_before_go_online(make_world: Make) -> None:
    """RETURNING is on disk before go-online leaves."""
    world = make_world(rules=FiscalRules(offline=True))
    world.run(world.opened())
    world.plan.outage("refused")
    world.run(world.sell())
    world.plan.clear()
    real, seen = world.client.go_online, []

    async def go_online() -> Any:
        seen.append(world.store.register.load().mode)
        return await real()

    world.client.go_online = go_online
    world.run(asyncio.sleep(300))
    assert set(seen) == {"RETURNING"}


async def _quietly(work: Any) -> None:
    try:
        await work
    except PosError:
        return


# the mutants


def takes_ambiguous_for_unsent(patch: Any) -> None:
    real = replies._not_taken
    patch.setattr(
        replies,
        "_not_taken",
        lambda draft, item, reply: real(
            draft, item, replace(reply, answer=A.NOT_SENT) if reply.answer is A.AMBIGUOUS else reply
        ),
    )


def sends_again_without_asking(patch: Any) -> None:
    patch.setattr(queueing, "must_ask", lambda head: False)


def acts_before_it_writes(patch: Any) -> None:
    def handle(self: Any, event: Any, *, new: Any = None, also: Any = None) -> None:
        decision = worker.decide(self.state, event)
        for effect in decision.effects:
            if isinstance(effect, f.SendOperation) and new is not None:
                task = asyncio.ensure_future(self._courier.send(replace(new, attempts=1)))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
                asyncio.get_running_loop().call_later(0.5, real, self, event)
                return
        real(self, event, new=new, also=also)

    real = worker.Worker.handle
    patch.setattr(worker.Worker, "handle", handle)


def sends_the_newest_first(patch: Any) -> None:
    real = queueing._advance_queue

    def advance(draft: Any) -> None:
        line = draft.state.queue
        draft.change(queue=tuple(reversed(line)))
        real(draft)
        draft.change(queue=tuple(reversed(draft.state.queue)))

    patch.setattr(queueing, "_advance_queue", advance)


def forgets_what_is_under_way(patch: Any) -> None:
    real = queueing._advance_queue

    def advance(draft: Any) -> None:
        real(draft)
        waiting = [one for one in draft.state.queue if one.doing is Doing.IDLE and one.attempts == 0]
        for item in waiting:
            queueing._send(draft, item)

    patch.setattr(queueing, "_advance_queue", advance)


def keeps_no_pace(patch: Any) -> None:
    patch.setattr(Pace, "ready_at", lambda self: 0.0)


def compares_no_total(patch: Any) -> None:
    patch.setattr(Expected, "differs", lambda self, document: False)


def compares_no_z(patch: Any) -> None:
    patch.setattr(reckoning, "differences", lambda *args, **named: [])


def compares_z_without_cash(patch: Any) -> None:
    patch.setattr(comparing, "_money", lambda sums, report: iter(()))


def trusts_the_disk_after_a_start(patch: Any) -> None:
    def resumed(draft: Any, event: Any) -> None:
        for item in draft.state.queue:
            draft.put(replace(item, cleared=True))

    patch.setitem(machine._HANDLERS, machine.events.Resumed, resumed)


def gives_back_what_is_unclear(patch: Any) -> None:
    patch.setattr(outcomes, "keep", lambda draft, item, refusal, **named: outcomes.send_back(draft, item, refusal))


def forgets_the_deadline(patch: Any) -> None:
    patch.setattr(machine, "expire", lambda draft: None)


def takes_codes_from_the_near_end(patch: Any) -> None:
    patch.setattr(codes.CodePool, "take", lambda self: (self.free[0], replace(self, free=self.free[1:])))


def dates_all_alike(patch: Any) -> None:
    patch.setattr(clock.FiscalClock, "next_date", lambda self, now: self.last_ask)


def keeps_no_reserve(patch: Any) -> None:
    patch.setattr(offline, "RESERVE", 0)


def pings_as_a_probe(patch: Any) -> None:
    real = returning.errands

    def errands(draft: Any) -> None:
        real(draft)
        if any(isinstance(one, f.ReadInfo) for one in draft.effects):
            draft.act(f.Ping())

    patch.setattr(returning, "errands", errands)


def returns_before_it_writes(patch: Any) -> None:
    real = returning.begin

    def begin(draft: Any) -> None:
        real(draft)
        draft.writes = [one for one in draft.writes if not isinstance(one, w.SaveMode)]

    patch.setattr(returning, "begin", begin)


def sends_back_the_refused_unasked(patch: Any) -> None:
    patch.setattr(asking, "confirm", lambda draft, item, refusal: outcomes.send_back(draft, item, refusal))
    patch.setattr(replies, "confirm", lambda draft, item, refusal: outcomes.send_back(draft, item, refusal))


def refused_but_made(make_world: Make) -> None:
    """A refusal is believed only when the server does not know the sale."""
    from pos_app.checkbox.errors import Rejected, Words

    world = make_world()
    world.run(world.opened())
    real = world.client.sell

    async def made_but_refused(body: bytes) -> Any:
        await real(body)
        raise Rejected(A.DEFINITE, Words(status=400), code="refused_by_server")

    world.fiscal._worker._courier._posts = {"SELL": made_but_refused}
    world.run(_quietly(world.sell()))
    assert world.returned == []


CAUGHT: list[tuple[Callable[[Any], None], Callable[[Make], None]]] = [
    (takes_ambiguous_for_unsent, made_once),
    (sends_again_without_asking, made_once),
    (acts_before_it_writes, on_disk_first),
    (sends_the_newest_first, in_order),
    (forgets_what_is_under_way, in_order),
    (keeps_no_pace, paced),
    (compares_no_total, never_a_silent_kopeck),
    (compares_no_z, z_agrees),
    (compares_z_without_cash, z_agrees),
    (trusts_the_disk_after_a_start, asked_after_a_start),
    (gives_back_what_is_unclear, back_only_when_unknown),
    (forgets_the_deadline, within_the_budget),
    (sends_back_the_refused_unasked, refused_but_made),
    (takes_codes_from_the_near_end, offline_and_back),
    (dates_all_alike, offline_and_back),
    (keeps_no_reserve, reserve_kept),
    (pings_as_a_probe, offline_and_back),
    (returns_before_it_writes, returning_before_go_online),
]


@pytest.mark.parametrize("check", sorted({check for _, check in CAUGHT}, key=lambda one: one.__name__))
def test_the_engine_as_it_is_passes(make_world: Make, check: Callable[[Make], None]) -> None:
    check(make_world)


@pytest.mark.parametrize(("mutant", "check"), CAUGHT, ids=lambda one: one.__name__)
def test_a_broken_engine_is_caught(
    make_world: Make, monkeypatch: pytest.MonkeyPatch, mutant: Callable[[Any], None], check: Callable[[Make], None]
) -> None:
    def quiet(**named: Any) -> Any:
        world = make_world(**named)
        world.loop.set_exception_handler(lambda _loop, _context: None)  # broken engines die loudly
        return world

    mutant(monkeypatch)
    with pytest.raises((AssertionError, TimeoutError, RuntimeError)):
        check(quiet)
