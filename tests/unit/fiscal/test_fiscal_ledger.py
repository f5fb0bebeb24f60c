"""The machine's writes in the store where there is little to write: nothing breaks, and nothing is made up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from pos_app.domain.receipt import FiscalStamp, ReceiptState, Seller
from pos_app.domain.register import OperationKind, OperationState
from pos_app.fiscal import writes as w
from pos_app.fiscal.ledger import Ledger, before_key
from pos_app.fiscal.state import Document, ShiftPaper
from pos_app.store.operations import Operation
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import open_till_store

NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
OFFLINE = FiscalStamp(ReceiptState.OFFLINE, "C1", NOON, offline=True)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """A ledger over an empty store."""
    numbers = count(1)
    store = open_till_store(None)
    yield Ledger(store, lambda: f"n{next(numbers)}")
    store.close()


def shift(shift_id: str, status: str = "OPENED") -> ShiftRow:
    seller = Seller("ФОП Шевчук", "ІД 1", "Київ")
    return ShiftRow(shift_id, status, "olena", "Олена", (), seller, opened_at=NOON, initial_cash=500)


def add(ledger: Ledger, operation_id: str, kind: OperationKind, stamp: FiscalStamp | None = None) -> None:
    with ledger.store.transaction():
        ledger.store.operations.add(Operation(operation_id, kind, b"{}", NOON, shift_id="s1", stamp=stamp))


def stamp_of(ledger: Ledger, operation_id: str) -> FiscalStamp | None:
    return ledger.row(operation_id).stamp


def test_an_opening_has_no_paper_and_a_close_has_one(ledger: Ledger) -> None:
    add(ledger, "s1", OperationKind.SHIFT_OPEN)
    add(ledger, "c1", OperationKind.SHIFT_CLOSE)
    ledger.apply([w.QueuePrint("s1")], NOON)
    assert ledger.store.print_jobs.open() == []
    ledger.apply([w.QueuePrint("c1")], NOON)
    assert [(one.kind, one.document_id) for one in ledger.store.print_jobs.open()] == [("z", "s1")]


def test_only_a_stamped_document_that_was_printed_is_put_on_the_reprint_list(ledger: Ledger) -> None:
    add(ledger, "sold", OperationKind.SELL, OFFLINE)
    add(ledger, "bare", OperationKind.SELL)
    add(ledger, "close", OperationKind.SHIFT_CLOSE, OFFLINE)
    ledger.apply([w.ReprintDue("sold"), w.ReprintDue("bare"), w.ReprintDue("close")], NOON)
    assert stamp_of(ledger, "sold") == replace(OFFLINE, reprint_due=True)
    assert stamp_of(ledger, "bare") is None
    assert stamp_of(ledger, "close") == OFFLINE


@pytest.mark.parametrize("due", [True, False])
def test_a_second_stamp_leaves_a_copy_due_as_it_was(ledger: Ledger, due: bool) -> None:
    add(ledger, "sold", OperationKind.SELL, OFFLINE)
    later = NOON + timedelta(milliseconds=1)
    due_now = [w.ReprintDue("sold")] if due else []
    ledger.apply([w.SaveStamp("sold", None, later, None, "later than ours"), *due_now], NOON)
    ledger.apply([w.SaveStamp("sold", None, later, None, "previous")], NOON)
    assert stamp_of(ledger, "sold") == replace(OFFLINE, fiscal_code=None, fiscal_date=later, reprint_due=due)


def test_the_loss_of_a_shift_that_is_not_here_closes_no_other(ledger: Ledger) -> None:
    with ledger.store.transaction():
        ledger.store.shifts.save(shift("s1"))
    ledger.apply([w.LoseShift("unknown")], NOON)
    assert ledger.store.shifts.by_id("unknown") is None
    assert ledger.store.shifts.by_id("s1") == shift("s1")
    ledger.apply([w.LoseShift("s1")], NOON)
    assert ledger.store.shifts.by_id("s1") == replace(shift("s1"), status="CLOSED", closed_at=NOON)


def test_an_opening_given_up_with_no_shift_of_its_own_leaves_no_shift_behind(ledger: Ledger) -> None:
    add(ledger, "s1", OperationKind.SHIFT_OPEN)
    ledger.apply([w.SaveOperation("s1", OperationState.REJECTED, 1)], NOON)
    assert ledger.row("s1").state is OperationState.REJECTED
    assert ledger.store.shifts.last() is None


def test_a_shift_merged_into_one_never_seen_here_begins_with_what_the_server_held(ledger: Ledger) -> None:
    with ledger.store.transaction():
        ledger.store.shifts.save(shift("s1"))
    add(ledger, "sold", OperationKind.SELL, OFFLINE)
    began = NOON - timedelta(hours=2)
    paper = ShiftPaper("s0", "OPENED", 7, began, initial_cash=900, money={"cash_sales": 4200})
    ledger.apply([w.MergeShift("s1", paper)], NOON)
    into = ledger.store.shifts.by_id("s0")
    assert into is not None
    assert (into.status, into.serial, into.opened_at, into.initial_cash) == ("OPENED", 7, began, 900)
    assert into.seller == shift("s1").seller
    assert ledger.store.settings.get(before_key("s0")) == {"cash_sales": 4200}
    assert ledger.row("sold").shift_id == "s0"


def test_a_shift_merged_into_one_known_here_counts_its_earlier_sales_once(ledger: Ledger) -> None:
    with ledger.store.transaction():
        ledger.store.shifts.save(shift("s0", "CLOSED"))
        ledger.store.shifts.save(shift("s1"))
    paper = ShiftPaper("s0", "OPENED", 7, NOON, initial_cash=900, money={"cash_sales": 4200})
    ledger.apply([w.MergeShift("s1", paper)], NOON)
    into, merged = ledger.store.shifts.by_id("s0"), ledger.store.shifts.by_id("s1")
    assert into is not None
    assert merged is not None
    assert (into.status, into.initial_cash, merged.status) == ("OPENED", 900, "CLOSED")
    assert ledger.store.settings.get(before_key("s0")) is None


def test_a_shift_closed_offline_and_merged_into_one_known_here_keeps_what_was_counted(ledger: Ledger) -> None:
    with ledger.store.transaction():
        ledger.store.shifts.save(shift("s0", "CLOSED"))
        ledger.store.shifts.save(replace(shift("s1", "CLOSED"), counted_cash=51_000))
    ledger.apply([w.MergeShift("s1", ShiftPaper("s0", "OPENED", 7, NOON))], NOON)
    into = ledger.store.shifts.by_id("s0")
    assert into is not None
    assert into.counted_cash == 51_000


@pytest.mark.parametrize(
    ("earlier", "told"),
    [(OperationState.STAMPED, "operation.number_yielded"), (OperationState.DONE, "operation.number_twice")],
)
def test_a_number_that_the_server_gives_to_another_receipt_is_told_louder_where_a_paper_bears_it(
    ledger: Ledger, earlier: OperationState, told: str
) -> None:
    add(ledger, "first", OperationKind.SELL, OFFLINE)
    add(ledger, "second", OperationKind.SELL)
    with ledger.store.transaction():
        ledger.store.operations.save(replace(ledger.row("first"), state=earlier, fiscal_code="C1"))
    theirs = Document("second", final=True, stamp=replace(OFFLINE, state=ReceiptState.FISCAL))
    ledger.apply([w.SaveOperation("second", OperationState.DONE, 1, document=theirs)], NOON)
    assert ledger.row("second").fiscal_code == "C1"
    assert ledger.row("first").fiscal_code is None
    events = [one.kind for one in ledger.store.journal.entries(0)]
    assert events.count(told) == 1
    assert len([one for one in events if one.startswith("operation.number_")]) == 1
