"""Signing in and out with the sandbox Checkbox: PIN and login, without Checkbox, the lock, and who may do what."""

from uuid import UUID

import pytest

from pos_app.domain.errors import PosError
from pos_app.fiscal.rules import FiscalRules
from tests.integration.till.conftest import CARD, CASH, MakeWorld, World, id_of, until

DAY = 24 * 3600


async def refused_pin(world: World, pin_code: str) -> str:
    with pytest.raises(PosError) as refusal:
        await world.till.sign_in_pin(pin_code)
    return refusal.value.code


async def test_the_till_stays_signed_out_after_a_start_and_nothing_is_sold(make_world: MakeWorld) -> None:
    world = make_world()
    await world.till.start()
    assert world.till.state.cashier is None
    for command in (world.till.add(id_of(1)), world.till.pay(CASH), world.till.open_shift(), world.till.sign_out()):
        with pytest.raises(PosError) as refusal:
            await command
        assert refusal.value.code == "not_signed_in"
    assert await world.till.search("мол")


async def test_a_cashier_signs_in_by_pin_or_by_login_and_signs_out(make_world: MakeWorld) -> None:
    world = make_world()
    await world.till.start()
    assert (await world.till.sign_in("olena", "olena-1234")).name == "Шевчук Олена Петрівна"
    with pytest.raises(PosError) as refusal:
        await world.till.sign_in("olena", "olena-12345")
    assert refusal.value.code == "wrong_pin"
    cashier = await world.till.sign_in_pin("1234")
    assert world.till.state.cashier == cashier
    await world.till.sign_out()
    assert world.till.state.cashier is None
    assert world.client.token is None
    assert world.tokens.load() is None
    assert not await world.till.sign_in_again()


async def test_the_lock_shuts_after_five_wrong_pins_and_survives_a_restart_and_the_clock(make_world: MakeWorld) -> None:
    world = make_world()
    await world.till.start()
    assert [await refused_pin(world, "0000") for _ in range(5)] == ["wrong_pin"] * 5
    assert await refused_pin(world, "1234") == "pin_locked"
    await world.restart()
    assert await refused_pin(world, "1234") == "pin_locked"
    await world.till.advance_clock(-DAY)
    assert await refused_pin(world, "1234") == "pin_locked"
    await world.till.advance_clock(61)
    assert await refused_pin(world, "0000") == "wrong_pin"
    await world.till.advance_clock(61)
    assert await refused_pin(world, "1234") == "pin_locked"
    await world.till.advance_clock(61)
    await world.till.sign_in_pin("1234")
    assert await refused_pin(world, "0000") == "wrong_pin"
    await world.till.sign_in_pin("1234")


async def test_without_checkbox_a_known_pin_opens_the_till_for_three_days(make_world: MakeWorld) -> None:
    world = make_world()
    await world.till.start()
    world.plan.outage()
    assert await refused_pin(world, "1234") == "unreachable"
    world.plan.clear()
    online = await world.till.sign_in_pin("1234")
    await world.restart()
    world.plan.outage()
    assert await world.till.sign_in_pin("1234") == online
    assert await refused_pin(world, "4321") == "wrong_pin"
    with pytest.raises(PosError) as refusal:
        await world.till.sign_in("olena", "olena-1234")
    assert refusal.value.code == "unreachable"
    await world.till.advance_clock(3 * DAY + 1)
    assert await refused_pin(world, "1234") == "unreachable"


async def test_after_a_sign_in_without_checkbox_the_till_signs_in_by_itself_when_it_answers(world: World) -> None:
    world.plan.outage()
    world.tokens.clear()
    await world.restart()
    await world.till.sign_in_pin("1234")
    assert world.client.token is None
    world.plan.clear()
    await world.till.add(id_of(1))
    assert (await world.till.pay(CARD)).fiscal.fiscal_code
    assert world.client.token is not None


async def test_the_queue_drains_with_the_kept_token_though_nobody_has_signed_in(make_world: MakeWorld) -> None:
    rules = FiscalRules(online_budget_s=0.4, probe_interval_s=0.1, quarantine_s=0.1)
    world = await make_world(rules=rules).selling()
    await world.till.add(id_of(1))
    world.plan.outage("black_hole")
    with pytest.raises(PosError):
        await world.till.pay(CARD)
    await world.restart()
    assert world.till.state.cashier is None
    assert world.till.state.queue.waiting == 1
    world.plan.clear()
    assert await world.till.wait("idle", 5)
    (receipt,) = world.server_receipts()
    await until(lambda: ("receipt.fiscal", str(receipt.id)) in [(k, told.get("receipt_id")) for k, told in world.told])


async def test_another_cashier_does_not_take_over_unsent_receipts(make_world: MakeWorld) -> None:
    rules = FiscalRules(online_budget_s=0.4, probe_interval_s=0.1, quarantine_s=0.1)
    world = await make_world(rules=rules).selling()
    token = world.client.token
    await world.till.add(id_of(1))
    world.plan.script("black_hole", path="*/receipts/*", times=None)
    with pytest.raises(PosError):
        await world.till.pay(CARD)
    assert await refused_pin(world, "2345") == "register_busy"
    assert world.client.token == token


async def another_at_the_till(make_world: MakeWorld) -> World:
    """Олена has sold and gone without closing her shift; Тарас has signed in with Checkbox."""
    rules = FiscalRules(offline=True, online_budget_s=0.4, probe_interval_s=0.1, quarantine_s=0.1)
    world = await make_world(rules=rules).selling()
    await world.till.add(id_of(1))
    await world.till.pay(CASH)
    await world.till.sign_out()
    await world.till.sign_in_pin("2345")
    return world


async def test_nothing_is_stamped_into_the_shift_of_another_cashier(make_world: MakeWorld) -> None:
    world = await another_at_the_till(make_world)
    before = world.till.state.queue
    world.plan.outage()
    await world.till.add(id_of(1))
    with pytest.raises(PosError) as refusal:
        await world.till.pay(CASH)
    assert refusal.value.code == "register_busy"
    assert "Шевчук" in refusal.value.message
    with pytest.raises(PosError) as refusal:
        await world.till.close_shift()
    assert refusal.value.code == "unreachable"
    assert world.till.state.queue == before
    # nothing waits that only the other could send: he may leave, and she comes back
    await world.till.sign_out()
    assert await refused_pin(world, "2345") == "register_busy"
    await world.till.sign_in_pin("1234")
    assert (await world.till.pay(CASH)).fiscal.offline
    world.plan.clear()
    assert await world.till.wait("idle", 10)


async def test_another_closes_the_shift_at_checkbox_by_its_id_and_works_in_his_own(make_world: MakeWorld) -> None:
    world = await another_at_the_till(make_world)
    with pytest.raises(PosError) as refusal:
        await world.till.open_shift()
    assert refusal.value.code == "register_busy"
    closed = await world.till.close_shift()
    assert closed.z_report["sell_receipts_count"] == 1
    (before,) = world.store.shifts.all()
    assert world.store.print_jobs.of_document(before.id).kind == "z"  # type: ignore[union-attr]  # it is there
    await world.till.open_shift()
    await world.till.add(id_of(1))
    assert (await world.till.pay(CASH)).fiscal.fiscal_code
    first, second = world.store.shifts.all()
    assert first.z_report is not None
    assert first.cashier_id != second.cashier_id


async def test_a_shift_that_was_closed_in_the_cabinet_is_over_for_whoever_comes_next(make_world: MakeWorld) -> None:
    world = await another_at_the_till(make_world)
    (shift,) = world.store.shifts.all()
    await world.client.close_shift_by_id(UUID(shift.id))
    await world.till.open_shift()
    assert world.store.shifts.by_id(shift.id).z_report is not None  # type: ignore[union-attr]  # it was opened above
    await world.till.add(id_of(1))
    assert (await world.till.pay(CASH)).fiscal.fiscal_code


async def test_rights_come_from_checkbox(world: World) -> None:
    await world.till.add(id_of(1))
    sale = (await world.till.pay(CARD)).receipt
    await world.till.close_shift()
    await world.till.sign_in_pin("3456")
    await world.till.open_shift()
    with pytest.raises(PosError) as refusal:
        await world.till.give_back(sale.id, CARD)
    assert refusal.value.code == "not_permitted"


async def test_no_pin_and_no_token_lies_on_the_disk(world: World) -> None:
    token = world.client.token
    assert token is not None
    await world.till.add(id_of(1))
    await world.till.pay(CARD)
    await world.kill()
    everything = b"".join(path.read_bytes() for path in world.folder.iterdir() if path.is_file())
    world.open()
    await world.till.start()
    assert token.encode() not in everything
    assert b'"1234"' not in everything
