"""Sending to SmartKasa: once and in order at every boundary, refusals told, nothing sent where nobody agreed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest

from pos_app.domain.receipt import ReceiptKind
from pos_app.reports import pushing, receipt_search
from pos_app.reports.push_switch import PushChoice, PushSwitch
from pos_app.store.outbox import OutboxState
from pos_app.store.till_store import open_till_store
from tests.simulation.push_world import BLANK, PATH, START, WRITES, PushWorld, Server

UNKNOWN = "00000000-0000-4000-8000-0000000000ff"


@pytest.fixture(scope="module")
def server() -> Server:
    return Server(lambda: START)


@pytest.fixture
async def world(server: Server) -> AsyncIterator[PushWorld]:
    made = PushWorld(server)
    yield made
    await made.http.aclose()
    made.store.close()


def states(world: PushWorld) -> list[str]:
    return [row.state.value for row in world.rows()]


def once(place: str, when: str) -> Callable[[str, str], bool]:
    """Pull the plug the first time this is reached."""
    left = [1]

    def crash(what: str, at: str) -> bool:
        hit = (what, at) == (place, when) and bool(left)
        if hit:
            left.clear()
        return hit

    return crash


# at every boundary, whether it happened or not

BOUNDARIES = [(write, when) for write in WRITES if write != "refuse" for when in ("before", "after")]


@pytest.mark.parametrize(("write", "when"), [*BOUNDARIES, ("post", "before")])
@pytest.mark.parametrize("link", ["", "lost_request", "lost_answer", "late_copy"])
async def test_a_kill_at_any_boundary_neither_loses_nor_doubles(
    world: PushWorld, write: str, when: str, link: str
) -> None:
    if link:
        world.plan.script(link, PATH, method="POST")
    if write == "answered":
        world.plan.script("server_error", PATH, method="POST", status=403, times=1)
    world.crash = once(write, when)
    for kind in (ReceiptKind.SELL, ReceiptKind.RETURN, ReceiptKind.SERVICE_IN):
        world.sell(kind=kind)
    await world.until_quiet()
    assert world.at_server() == ["F-1", "F-2", world.rows()[2].operation]
    assert states(world) == ["SENT"] * 3


# what a batch comes to


async def test_ten_go_in_one_request_and_its_answer_is_read_receipt_by_receipt(world: PushWorld) -> None:
    for _ in range(10):
        world.sell()
    world.server.world.behaviour.torn_batches = "told"
    assert await world.turn() == 0.0
    assert states(world) == ["SENT"] * 5 + ["UNCLEAR"] * 5
    world.server.world.behaviour.torn_batches = ""
    await world.until_quiet()
    assert world.at_server() == [f"F-{n}" for n in range(1, 11)]


async def test_one_bad_receipt_is_told_with_its_reason_and_the_others_go_on(world: PushWorld) -> None:
    world.sell()
    bad = world.sell(name=BLANK)
    world.sell()
    await world.until_quiet()
    assert world.at_server() == ["F-1", "F-3"]
    (row,) = world.store.outbox.refused()
    assert row.operation == bad.id
    assert row.reason == "«Назва»: Поле не може бути порожнім. Заповніть його."
    counts = world.store.outbox.counts()
    assert (counts.waiting, counts.refused, counts.last_sent_at is not None) == (0, 1, True)


async def test_goods_that_smartkasa_does_not_know_go_by_name(world: PushWorld) -> None:
    world.server.world.behaviour.known_goods_only = True
    world.sell(product_id=UNKNOWN)
    world.sell()
    await world.until_quiet()
    assert states(world) == ["SENT", "SENT"]
    first, second = world.server.world.receipts.values()
    assert (first["items"][0]["product_id"], first["items"][0]["is_product"]) == (None, False)
    assert second["items"][0]["product_id"] is not None


async def test_a_receipt_that_is_there_already_is_not_sent_again_after_a_restore(world: PushWorld) -> None:
    world.sell()
    await world.until_quiet()
    world.store.database.run("UPDATE smartkasa_receipt SET state = 'WAITING', attempts = 0")
    world.pusher.resume()
    await world.until_quiet()
    assert (world.at_server(), states(world)) == (["F-1"], ["SENT"])


async def test_where_smartkasa_does_not_search_by_number_its_days_are_read(world: PushWorld) -> None:
    world.server.world.behaviour.search_by_number = False
    world.server.world.behaviour.page_limit = 3
    for _ in range(9):
        world.sell()
    world.plan.script("lost_answer", PATH, method="POST")
    await world.until_quiet()
    assert world.at_server() == [f"F-{n}" for n in range(1, 10)]


async def test_a_search_without_end_is_told_to_a_person(world: PushWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_search, "MOST_PAGES", 2)
    world.server.world.behaviour.search_by_number = False
    world.server.world.behaviour.page_limit = 2
    for _ in range(8):
        world.sell()
    world.plan.script("lost_answer", PATH, method="POST")
    await world.until_quiet()
    assert "REFUSED" in states(world)
    assert "з'ясувати" in world.store.outbox.refused()[0].reason
    assert len(world.at_server()) == len(set(world.at_server()))


# pauses and what hinders


async def test_pauses_grow_and_the_trouble_is_told_until_it_is_over(world: PushWorld) -> None:
    world.sell()
    world.plan.outage()
    pauses = []
    for _ in range(12):
        pause = await world.turn()
        assert pause is not None
        pauses.append(pause)
        await world.wait(pause)
    assert world.pusher.problem is not None
    assert pauses[0] < 4
    assert max(pauses) <= 450
    world.plan.clear()
    await world.until_quiet()
    assert world.pusher.problem is None
    assert world.at_server() == ["F-1"]


async def test_the_servers_wish_to_be_left_alone_is_obeyed(world: PushWorld) -> None:
    world.sell()
    world.plan.script("server_error", PATH, method="POST", status=429)
    pause = await world.turn()
    assert pause
    assert states(world) == ["UNCLEAR"]
    await world.wait(pause)
    # it was answered: nothing is on its way, so the look-up need not wait
    assert await world.turn() == 0.0
    assert states(world) == ["WAITING"]


async def test_a_clock_set_back_begins_the_wait_anew(world: PushWorld) -> None:
    world.sell()
    world.plan.script("lost_answer", PATH, method="POST")
    await world.turn()
    world.time -= timedelta(days=1)
    assert await world.turn() == pushing.QUARANTINE_S
    await world.until_quiet()
    assert world.at_server() == ["F-1"]


async def test_a_shop_that_fiscalises_by_itself_gets_nothing_until_a_person_agrees(world: PushWorld) -> None:
    shop = world.server.world.company.shops[world.server.account.shop_id]
    kept = shop["fiscalization_enabled"]
    shop["fiscalization_enabled"] = True
    try:
        world.sell()
        assert await world.turn() == pushing.REFUSED_PAUSE_S
        assert world.pusher.problem is not None
        assert world.pusher.problem.code == "push_needs_consent"
        assert (world.at_server(), states(world)) == ([], ["WAITING"])
        world.switch = PushSwitch(on=True, consent=True)
        world.pusher.try_now()
        await world.until_quiet()
        assert world.at_server() == ["F-1"]
    finally:
        shop["fiscalization_enabled"] = kept


async def test_switched_off_nothing_leaves(world: PushWorld) -> None:
    world.switch = PushSwitch()
    world.sell()
    assert await world.turn() is None
    assert world.at_server() == []


async def test_nothing_but_receipts_is_written_there(world: PushWorld) -> None:
    seen: list[str] = []

    async def note(request: Any) -> None:
        seen.append(request.method)

    world.http.event_hooks["request"].append(note)
    for _ in range(3):
        world.sell()
    await world.until_quiet()
    assert set(seen) == {"GET", "POST"}


async def test_the_running_sender_wakes_for_a_receipt_and_ends_when_told(world: PushWorld) -> None:
    sent = asyncio.Event()
    world.pusher.on_change = lambda: sent.set() if states(world) == ["SENT"] else None
    world.pusher.start()
    await asyncio.sleep(0)
    world.sell()
    world.pusher.wake()
    async with asyncio.timeout(10):
        await sent.wait()
    await world.pusher.stop()
    assert world.at_server() == ["F-1"]


# the switch


def test_a_persons_choice_counts_before_the_file_and_a_damaged_one_is_off() -> None:
    store = open_till_store(None)
    choice = PushChoice(store.settings, on_by_file=True)
    assert choice.read() == PushSwitch(on=True)
    choice.write(PushSwitch(on=False))
    assert choice.read() == PushSwitch()
    choice.write(PushSwitch(on=True, consent=True))
    assert choice.read() == PushSwitch(on=True, consent=True)
    store.settings.put("push_receipts", 7)
    assert choice.read() == PushSwitch()
    store.close()


def test_a_receipt_is_queued_once_however_often_it_settles(world: PushWorld) -> None:
    sold = world.sell()
    world.store.outbox.add(sold.id, START)
    assert len(world.rows()) == 1
    row = world.store.outbox.by_operation(sold.id)
    assert row is not None
    assert row.state is OutboxState.WAITING
