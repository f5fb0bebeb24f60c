"""The door itself: what the board shows, who is told, waiting, the clock, attention, and a quiet end."""

import asyncio
import contextlib
from dataclasses import replace
from typing import Any

import pytest

from pos_app.domain.errors import Refused, Unreachable
from pos_app.domain.mending import Change, MendField
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import Mode, Obstacle, OfflineMeter, OperationKind, OperationState, WayOut
from pos_app.fiscal.status import Trouble
from pos_app.printing.condition import QueueStatus
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob
from pos_app.till.clock import TillClock
from pos_app.till.door import TillDoor
from pos_app.till.events import Events
from pos_app.till.state import PrinterCondition
from tests.unit.till.conftest import CARD, NOON, Bench, MakeBench, id_of


async def stopped_sale(bench: Bench) -> Operation:
    """A sale that Checkbox has otherwise than we have it."""
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Refused("Сума інша.", code="total_differs")
    await bench.refusal(bench.till.pay(CARD))
    return bench.store.operations.since()[-1]


async def test_the_till_is_the_door_that_its_faces_see(bench: Bench) -> None:
    door: TillDoor = bench.till
    assert door.state.cashier is not None


async def test_every_picture_has_a_higher_revision_and_only_changes_make_one(bench: Bench) -> None:
    seen: list[int] = []
    bench.till.subscribe(lambda state: seen.append(state.revision))
    await bench.till.add(id_of(1))
    await bench.till.add(id_of(2))
    assert seen == sorted(set(seen))
    count = len(seen)
    bench.fiscal.tell()
    assert bench.till.state.revision == seen[-1]
    assert len(seen) == count


async def test_the_board_follows_the_engine_and_tells_of_modes(bench: Bench) -> None:
    bench.fiscal.tell(mode=Mode.LOCAL_OFFLINE, offline=OfflineMeter(3, 4, 5))
    state = bench.till.state
    assert (state.mode, state.offline.codes_free) == (Mode.LOCAL_OFFLINE, 3)
    assert bench.told[-1] == ("mode", {"mode": "LOCAL_OFFLINE", "from": "ONLINE"})


async def test_looking_at_the_till_looks_at_the_clocks_and_the_printer(bench: Bench) -> None:
    bench.fiscal.status = replace(bench.fiscal.status, offline=OfflineMeter(1, 60, 60))
    bench.printer.status = QueueStatus("failed", 2, "Немає паперу")
    state = bench.till.state
    assert (state.offline.seconds_in_row, state.printer.waiting) == (60, 2)
    assert (state.printer.state, state.printer.problem) == (PrinterCondition.FAILED, "Немає паперу")


async def test_news_of_the_printer_reach_listeners_and_the_board(bench: Bench) -> None:
    bench.printer.status = QueueStatus("ok", 0)
    seen: list[Any] = []
    bench.till.subscribe(seen.append)
    bench.events.tell_print("print.done", PrintJob("j1", "sale", "r1", NOON))
    assert bench.told[-1] == ("print.done", {"print_job": "j1", "document": "sale", "document_id": "r1"})
    assert seen[-1].printer.state is PrinterCondition.OK


async def test_trouble_stands_on_the_strip_until_it_is_over(bench: Bench) -> None:
    bench.fiscal.tell(problem=Trouble("signer_off", "Підпис неактивний."))
    assert bench.till.state.problem is not None
    bench.fiscal.tell(problem=None)
    assert bench.till.state.problem is None


async def test_a_refused_sale_stays_on_the_strip_though_other_trouble_ends(bench: Bench) -> None:
    bench.fiscal.tell(problem=Trouble("signer_off", "Підпис неактивний."))
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Refused("Ні.")
    await bench.refusal(bench.till.pay(CARD))
    bench.fiscal.tell(problem=None)
    assert bench.till.state.problem is not None
    assert bench.till.state.problem.message == "Ні."


async def test_an_alarm_has_a_way_out_in_the_list_and_on_the_strip(bench: Bench) -> None:
    alarm = Trouble("total_differs", "X-звіт не збігається з касою.")
    bench.fiscal.tell(mode=Mode.NEEDS_ATTENTION, problem=alarm)
    (item,) = await bench.till.attention()
    assert (item["id"], item["reason"]) == ("alarm", alarm.message)
    assert await bench.refusal(bench.till.attention_set_aside("alarm", " ")) == "reason_needed"
    await bench.till.attention_set_aside("alarm", "звірено")
    assert bench.till.state.mode is Mode.ONLINE
    assert bench.journal("alarm.read") != []
    bench.fiscal.tell(mode=Mode.NEEDS_ATTENTION, problem=alarm)
    await bench.till.dismiss_problem()
    assert bench.till.state.problem is None
    assert bench.fiscal.done.count("alarm seen") == 2


async def test_a_time_in_doubt_is_shown_and_confirmed_by_whoever_may_decide(bench: Bench) -> None:
    bench.fiscal.tell(clock_doubt=NOON)
    assert bench.till.state.clock_doubt == NOON
    assert await bench.till.confirm_time() == NOON
    assert bench.till.state.clock_doubt is None
    cashier = bench.till.state.cashier
    assert cashier is not None
    assert bench.fiscal.done[-1] == f"time confirmed by {cashier.id}"


async def test_a_stopped_document_is_listed_asked_about_again_and_goes_on(bench: Bench) -> None:
    row = await stopped_sale(bench)
    (item,) = await bench.till.attention()
    assert (item["id"], item["kind"], item["total"], item["reason"]) == (row.id, "SELL", 4290, "Сума інша.")
    bench.fiscal.outcome = ReceiptState.FISCAL
    view = await bench.till.attention_resend(row.id)
    assert view.fiscal.state is ReceiptState.FISCAL
    assert await bench.till.attention() == []


async def test_asking_again_tells_when_nothing_is_better_or_nobody_answers(bench: Bench) -> None:
    row = await stopped_sale(bench)
    assert await bench.refusal(bench.till.attention_resend(row.id)) == "attention_needed"
    bench.fiscal.outcome = Unreachable()
    assert await bench.refusal(bench.till.attention_resend(row.id)) == "unreachable"


async def test_a_stopped_document_is_set_aside_for_a_reason(bench: Bench) -> None:
    row = await stopped_sale(bench)
    assert await bench.refusal(bench.till.attention_set_aside(row.id, "")) == "reason_needed"
    await bench.till.attention_set_aside(row.id, " повернено готівкою ")
    assert bench.fiscal.done[-1] == f"set aside {row.id} повернено готівкою"
    shift = bench.till.state.shift
    assert shift is not None
    assert shift.sums.card_sales == 0
    assert await bench.refusal(bench.till.attention_set_aside("alarm", "так")) == "unknown_item"


def struck(bench: Bench) -> list[tuple[str, int]]:
    return [(one.line.product.name, one.place) for one in bench.till.state.voided]


async def test_voided_lines_stay_in_sight_at_their_places_until_the_basket_ends(bench: Bench) -> None:
    for number in (1, 2, 5):
        await bench.till.add(id_of(number), price=100 if number == 5 else None)
    milk, bread, bag = bench.till.state.cart.lines
    await bench.till.remove(bag.id)
    await bench.till.remove(milk.id)
    assert struck(bench) == [("Пакунок", 1), ("Молоко", 0)]
    await bench.till.undo()
    assert struck(bench) == [("Пакунок", 2)]
    assert [line.id for line in bench.till.state.cart.lines] == [milk.id, bread.id]
    await bench.till.pay(CARD)
    assert struck(bench) == []


async def test_nothing_struck_is_left_to_the_next_customer(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    await bench.till.add(id_of(2))
    for line in bench.till.state.cart.lines:
        await bench.till.remove(line.id)
    assert struck(bench) == []
    await bench.till.add(id_of(1))
    await bench.till.add(id_of(2))
    await bench.till.remove(bench.till.state.cart.lines[0].id)
    await bench.till.park()
    assert struck(bench) == []


async def test_documents_on_their_way_are_told_in_order_with_their_state_and_since_when(bench: Bench) -> None:
    for outcome in (ReceiptState.FISCAL, ReceiptState.ACCEPTED, Unreachable()):
        bench.fiscal.outcome = outcome
        await bench.till.add(id_of(1))
        with contextlib.suppress(Unreachable):
            await bench.till.pay(CARD)
    stamped = Operation(id_of(60), OperationKind.SELL, b"", NOON, state=OperationState.STAMPED, total=5)
    bench.store.operations.add(replace(stamped, fiscal_code="OFF-1"))
    first, second, third = await bench.till.unsettled()
    assert (first.state, second.state) == (OperationState.ACCEPTED, OperationState.AMBIGUOUS)
    assert (third.id, third.kind, third.total) == (id_of(60), OperationKind.SELL, 5)
    assert (third.fiscal_code, third.since) == ("OFF-1", NOON)
    assert await bench.till.unsettled(limit=2) == [first, second]


async def test_what_stands_in_the_way_is_told_after_its_strip_was_read(bench: Bench) -> None:
    bench.fiscal.tell(mode=Mode.BLOCKED, problem=Trouble("license_invalid", "Невірний ключ."))
    await bench.till.dismiss_problem()
    assert bench.till.state.problem is None
    assert bench.till.state.trouble is not None
    assert bench.till.state.trouble.code == "license_invalid"
    bench.fiscal.tell(mode=Mode.ONLINE, problem=None)
    assert bench.till.state.trouble is None


async def test_a_shifts_document_is_asked_about_again_too(bench: Bench) -> None:
    shift_close = Operation(id_of(55), OperationKind.SHIFT_CLOSE, b"", NOON, state=OperationState.ATTENTION)
    bench.store.operations.add(shift_close)
    (item,) = await bench.till.attention()
    assert (item["may"], item["mend"]) == (["resend", "set_aside"], None)
    assert await bench.refusal(bench.till.attention_mend(id_of(55), ())) == "not_available"
    assert await bench.till.attention_resend(id_of(55)) is None
    assert bench.fiscal.done[-1] == f"ask {id_of(55)}"
    assert await bench.till.attention() == []


async def refused_sale(bench: Bench) -> Operation:
    """A sale that Checkbox does not want as it is: the name of its second line."""
    await bench.till.add(id_of(1))
    await bench.till.add(id_of(2))
    view = await bench.till.pay(CARD)
    row = bench.store.operations.by_id(view.receipt.id)
    assert row is not None
    stopped = replace(row, state=OperationState.ATTENTION, stamp=None, reason="Недопустиме значення поля name")
    bench.store.operations.save(replace(stopped, fault_line=1, fault_field="name"))
    return row


async def test_what_may_be_mended_is_told_with_what_the_server_objects_to(bench: Bench) -> None:
    row = await refused_sale(bench)
    (item,) = await bench.till.attention()
    assert (item["id"], item["line"], item["field"]) == (row.id, 1, "name")
    assert item["may"] == ["resend", "mend", "set_aside"]
    assert item["mend"]["lines"][1] == {
        "index": 1, "quantity": 1000, "price": 2855, "total": 2855, "name": "Хліб", "code": "A-2",
        "barcode": "4820000000002", "uktzed": "", "excise_stamps": [], "tax_codes": [1],
    }  # fmt: skip
    assert item["mend"]["email"] == ""
    assert item["at_server"] is False
    bench.store.operations.save(replace(row, state=OperationState.ATTENTION))
    (item,) = await bench.till.attention()
    assert item["at_server"] is True


async def test_a_mended_receipt_goes_again_under_its_own_uuid_by_whoever_has_the_right(bench: Bench) -> None:
    row = await refused_sale(bench)
    wanted = [Change(MendField.NAME, "Хліб житній", 1), Change(MendField.PHONE, "(067) 123-45-67")]
    cashier = bench.till.state.cashier
    assert cashier is not None
    assert await bench.refusal(bench.till.attention_mend("nothing", wanted)) == "unknown_item"
    nowhere = [Change(MendField.EMAIL, "не адреса")]
    assert await bench.refusal(bench.till.attention_mend(row.id, nowhere)) == "bad_contact"
    bench.till._parts.board.show(cashier=replace(cashier, permissions=frozenset()))
    assert await bench.refusal(bench.till.attention_mend(row.id, wanted)) == "not_permitted"
    bench.till._parts.board.show(cashier=cashier)
    view = await bench.till.attention_mend(row.id, wanted)
    assert view is not None
    assert view.receipt.id == row.id
    told = [("name", "Хліб житній", 1), ("phone", "380671234567", None)]
    assert f"mend {row.id} by {cashier.id}: {told}" in bench.fiscal.done


async def test_what_stands_in_the_way_is_shown_and_asked_about_again(bench: Bench) -> None:
    blocked = Obstacle("register_busy", "Каса зайнята іншим касиром.", WayOut.ASK_AGAIN)
    bench.fiscal.tell(mode=Mode.BLOCKED, obstacle=blocked)
    assert bench.till.state.blocked == blocked
    await bench.till.try_again()
    assert bench.fiscal.done[-1] == "wake"
    bench.fiscal.tell(mode=Mode.ONLINE, obstacle=None)
    assert bench.till.state.blocked is None


async def test_waiting_ends_when_it_is_so_when_time_is_up_and_when_the_till_ends(bench: Bench) -> None:
    assert await bench.till.wait("online", 0)
    assert await bench.till.wait("idle", 1)
    assert await bench.till.wait("printed", 1)
    assert await bench.refusal(bench.till.wait("dinner", 1)) == "not_available"
    bench.fiscal.tell(mode=Mode.LOCAL_OFFLINE)
    assert not await bench.till.wait("online", 0.01)
    waiting = asyncio.ensure_future(bench.till.wait("online", 60))
    await asyncio.sleep(0)
    bench.fiscal.tell(mode=Mode.ONLINE)
    assert await waiting
    bench.fiscal.tell(mode=Mode.LOCAL_OFFLINE)
    waiting = asyncio.ensure_future(bench.till.wait("online", 60))
    await asyncio.sleep(0)
    await bench.till.shutdown()
    assert not await waiting


async def test_a_question_that_takes_long_ends_with_the_till(bench: Bench) -> None:
    async def never(timeout: float) -> bool:  # noqa: ASYNC109 - the engine's own word
        await asyncio.Event().wait()
        return True

    bench.fiscal.wait_idle = never  # type: ignore[method-assign]  # an engine that is never idle
    waiting = asyncio.ensure_future(bench.till.wait("idle", 60))
    await asyncio.sleep(0)
    await bench.till.shutdown()
    assert not await waiting


async def test_a_shutdown_waits_for_the_sale_that_runs_and_lets_nothing_more_begin(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    paying = asyncio.ensure_future(bench.till.pay(CARD))
    await asyncio.sleep(0)
    await bench.till.shutdown()
    assert (await paying).fiscal.state is ReceiptState.FISCAL
    for command in (
        bench.till.add(id_of(1)),
        bench.till.reprint("x"),
        bench.till.advance_clock(1),
        bench.till.confirm_taxes({}),
        bench.till.attention_set_aside("x", "y"),
    ):
        assert await bench.refusal(command) == "not_available"
    assert bench.till.state.cart.is_empty
    await bench.till.shutdown()
    assert bench.closed == ["closed"]
    assert (bench.fiscal.done.count("stop"), bench.printer.done.count("stop")) == (1, 1)


async def test_the_basket_is_there_after_a_restart_to_the_last_line(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    await bench.till.scan("4820000000002")
    before = bench.till.state.cart
    again = bench.another()
    await again.start()
    assert again.state.cart == before
    assert again.state.cashier is None
    assert not again.state.can_undo


async def test_the_drawer_opens_for_a_reason_and_the_sandbox_clock_moves(bench: Bench) -> None:
    assert await bench.refusal(bench.till.open_drawer("  ")) == "reason_needed"
    await bench.till.open_drawer(" розмін ")
    assert "drawer розмін" in bench.printer.done
    assert (await bench.till.advance_clock(3600)).hour == 15
    assert bench.fiscal.done[-1] == "wake"
    assert await bench.refusal(bench.till.advance_clock(10**10)) == "not_available"


async def test_the_clock_moves_in_the_sandbox_alone(make_bench: MakeBench) -> None:
    bench = await make_bench(sandboxed=False).ready()
    assert await bench.refusal(bench.till.advance_clock(1)) == "not_available"


def test_time_passes_on_both_clocks_and_only_the_wall_clock_can_be_put_back() -> None:
    clock = TillClock(lambda: NOON, lambda: 10.0)
    clock.advance(60)
    clock.advance(-3600)
    assert clock.monotonic() == 70.0
    assert (clock.now() - NOON).total_seconds() == -3540
    assert clock.kyiv().utcoffset() is not None


async def test_reports_and_records_are_handed_on(bench: Bench) -> None:
    assert await bench.till.x_report() == {"balance": 2}
    await bench.till.add(id_of(1))
    view = await bench.till.pay(CARD)
    (row,) = (await bench.till.journal_export())["operations"]
    assert (row["id"], row["kind"], row["state"]) == (view.receipt.id, "SELL", "DONE")
    assert (await bench.till.journal_export(row["seq"]))["operations"] == []
    assert (await bench.till.journal_verify())["ok"]
    job = await bench.till.reprint(view.receipt.id)
    assert (await bench.till.receipt(view.receipt.id)).print_job == job


async def test_parked_receipts_are_shown_and_need_an_empty_basket_to_be_taken_up(bench: Bench) -> None:
    assert await bench.refusal(bench.till.park()) == "empty_cart"
    await bench.till.add(id_of(1))
    parked = await bench.till.park("пізніше")
    assert [(row.id, row.note) for row in await bench.till.parked()] == [(parked, "пізніше")]
    await bench.till.add(id_of(2))
    assert await bench.refusal(bench.till.resume(parked)) == "cart_not_empty"
    await bench.till.clear()
    assert await bench.refusal(bench.till.resume("nothing")) == "unknown_parked"
    await bench.till.resume(parked)
    assert bench.till.state.totals.total == 4290
    assert not bench.till.state.can_undo
    await bench.till.clear()
    await bench.till.clear()
    assert len(bench.journal("basket.cleared")) == 2


def test_listeners_hear_in_turn() -> None:
    events, heard = Events(), []
    events.subscribe(lambda kind, _: heard.append(f"a {kind}"))
    events.subscribe(lambda kind, _: heard.append(f"b {kind}"))
    events.tell("mode", {})
    assert heard == ["a mode", "b mode"]


@pytest.mark.parametrize("busy", ["signing_in", "opening_shift", "closing_shift", "paying"])
async def test_what_holds_the_cashier_is_shown_while_it_lasts(bench: Bench, busy: str) -> None:
    seen: list[str] = []
    bench.till.subscribe(lambda state: seen.append(state.busy))
    await bench.till.add(id_of(1))
    await bench.till.pay(CARD)
    await bench.till.close_shift()
    await bench.till.sign_in("olena", "x")
    await bench.till.open_shift()
    assert busy in seen
    assert bench.till.state.busy == ""
