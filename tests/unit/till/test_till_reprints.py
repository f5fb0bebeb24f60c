"""The reprint list: what is due first, what is only worth having, and leaving either for a reason."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.domain.receipt import Delivery, FiscalStamp, ReceiptState
from pos_app.domain.register import OperationState
from pos_app.domain.reprint import ReprintReason
from pos_app.store.print_jobs import PrintJob, PrintState
from tests.unit.till.conftest import CARD, NOON, Bench, id_of

URL = "https://cabinet.example/check"


async def sold(bench: Bench, paper: str, stamp: FiscalStamp, **given: object) -> str:
    """A sale whose original is on paper without a QR."""
    await bench.till.add(id_of(1))
    view = await bench.till.pay(CARD, Delivery(email="a@b.ua"))
    row = bench.store.operations.by_id(view.receipt.id)
    assert row is not None
    changed = replace(row, stamp=stamp, fiscal_code=stamp.fiscal_code, printed_as=paper, **given)  # type: ignore[arg-type]  # keyword values of many types
    bench.store.operations.save(changed)
    bench.store.print_jobs.add(PrintJob(row.id, "sale", row.id, NOON, state=PrintState.DONE))
    bench.store.reprints.printed(row.id, row.id, None, row.digest, with_qr=False)
    return row.id


def final(code: str, *, due: bool = False) -> FiscalStamp:
    return FiscalStamp(ReceiptState.FISCAL, code, NOON, offline=True, tax_url=URL, reprint_due=due)


@pytest.fixture
async def listed(bench: Bench) -> list[str]:
    """Without QR; another number; another time; without QR and still on its way."""
    waiting = FiscalStamp(ReceiptState.OFFLINE, "OFF-4", NOON, offline=True)
    return [
        await sold(bench, "OFF-1", final("OFF-1")),
        await sold(bench, "OFF-2", final("NEW-2", due=True)),
        await sold(bench, "OFF-3", final("OFF-3", due=True)),
        await sold(bench, "OFF-4", waiting, state=OperationState.STAMPED),
    ]


def last_entry(bench: Bench) -> tuple[str, dict[str, object]]:
    entry = list(bench.store.journal.entries())[-1]
    return entry.kind, json.loads(entry.body)


async def test_what_is_due_stands_first_and_says_why(bench: Bench, listed: list[str]) -> None:
    due = await bench.till.reprints_due()
    told = [(item.receipt_id, item.reason, item.ready) for item in due.items]
    assert told == [
        (listed[1], ReprintReason.NUMBER, True),
        (listed[2], ReprintReason.DATE, True),
        (listed[0], ReprintReason.NO_QR, True),
        (listed[3], ReprintReason.NO_QR, False),
    ]
    assert (due.due, due.optional) == (2, 2)
    assert (due.items[0].printed_as, due.items[0].fiscal_code) == ("OFF-2", "NEW-2")
    assert due.items[0].delivery == Delivery("a@b.ua")
    short = await bench.till.reprints_due(limit=1)
    assert [item.receipt_id for item in short.items] == [listed[1], listed[0]]
    assert (short.due, short.optional) == (2, 2)


async def test_a_copy_is_queued_once_and_leaves_the_list_when_it_is_on_paper(bench: Bench, listed: list[str]) -> None:
    assert await bench.till.reprint_all(optional=False) == 2
    assert await bench.till.reprint_all(optional=False) == 0
    due = await bench.till.reprints_due()
    assert [item.printing for item in due.items] == [True, True, False, False]
    bench.store.print_jobs.set_state(bench.store.print_jobs.of_document(listed[1]).id, PrintState.DONE)  # type: ignore[union-attr]  # it was just queued
    row = bench.store.operations.by_id(listed[1])
    assert row is not None
    bench.store.reprints.printed("copy", listed[1], "NEW-2", row.digest, with_qr=True)
    assert [item.receipt_id for item in (await bench.till.reprints_due()).items] == [listed[2], listed[0], listed[3]]
    view = await bench.till.receipt(listed[1])
    assert (view.printed_as, view.fiscal.reprint_due) == ("NEW-2", False)


@pytest.mark.parametrize("state", [OperationState.STAMPED, OperationState.SENDING, OperationState.ATTENTION])
async def test_one_that_is_still_on_its_way_is_not_copied_and_holds_up_no_other(
    bench: Bench, listed: list[str], state: OperationState
) -> None:
    """Its number may be another once more, and what its paper shows then would be wrong again."""
    row = bench.store.operations.by_id(listed[1])
    assert row is not None
    bench.store.operations.save(replace(row, state=state))
    assert await bench.till.reprint_all(optional=False) == 1
    assert [item.printing for item in (await bench.till.reprints_due()).items] == [False, True, False, False]


async def test_all_that_have_their_qr_by_now_are_printed_and_no_others(bench: Bench, listed: list[str]) -> None:
    assert await bench.till.reprint_all(optional=True) == 1
    job = bench.store.print_jobs.of_document(listed[0])
    assert job is not None
    assert job.kind == "copy"


async def test_one_is_left_without_a_copy_for_a_reason_that_is_journalled(bench: Bench, listed: list[str]) -> None:
    assert await bench.refusal(bench.till.dismiss_reprint(listed[0], " ")) == "reason_needed"
    assert await bench.refusal(bench.till.dismiss_reprint("nothing", "так")) == "unknown_receipt"
    await bench.till.dismiss_reprint(listed[0], "не просили")
    assert await bench.refusal(bench.till.dismiss_reprint(listed[0], "так")) == "unknown_item"
    kind, body = last_entry(bench)
    assert (kind, body["receipts"], body["reason"]) == ("reprint.dismissed", [listed[0]], "не просили")
    assert [item.receipt_id for item in (await bench.till.reprints_due()).items] == [*listed[1:3], listed[3]]


async def test_all_that_only_lack_the_qr_are_left_by_one_reason(bench: Bench, listed: list[str]) -> None:
    assert await bench.till.dismiss_optional_reprints("не просили") == 2
    assert await bench.till.dismiss_optional_reprints("не просили") == 0
    assert last_entry(bench)[1]["receipts"] == [listed[0], listed[3]]
    assert [item.receipt_id for item in (await bench.till.reprints_due()).items] == listed[1:3]


async def test_a_wrong_number_is_left_by_a_senior_alone_and_only_when_it_is_final(
    bench: Bench, listed: list[str]
) -> None:
    senior = bench.till.state.cashier
    assert senior is not None
    bench.till._parts.board.show(cashier=replace(senior, permissions=frozenset()))
    assert await bench.refusal(bench.till.dismiss_reprint(listed[1], "пішов")) == "not_permitted"
    await bench.till.dismiss_reprint(listed[0], "не просили")
    bench.till._parts.board.show(cashier=senior)
    await bench.till.dismiss_reprint(listed[1], "пішов")
    row = bench.store.operations.by_id(listed[2])
    assert row is not None
    bench.store.operations.save(replace(row, state=OperationState.ACCEPTED, fiscal_date=NOON + timedelta(seconds=1)))
    assert await bench.refusal(bench.till.dismiss_reprint(listed[2], "пішов")) == "not_available"
    assert [item.receipt_id for item in (await bench.till.reprints_due()).items] == [listed[2], listed[3]]
