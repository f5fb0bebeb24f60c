"""What goes into till.db comes out the same, after a restart too."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pos_app.domain.cart import Cart, add_product, add_stamp, discount_line, discount_receipt, remove_line
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.receipt import Delivery, FiscalStamp, ReceiptState, Seller, make_sale
from pos_app.domain.register import Mode, OperationKind, OperationState, Queue, RegisterInfo
from pos_app.domain.rounding import TO_FIFTY
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals
from pos_app.store.baskets import ParkedRow
from pos_app.store.offline import CodeState, OfflineCode, OfflineSession
from pos_app.store.operations import Operation
from pos_app.store.people import PinLock, Verifier
from pos_app.store.print_jobs import PrintJob, PrintState
from pos_app.store.register import RegisterRow
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore, open_till_store

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TAXES = {4: Tax(4, "ПДВ+Акциз", "Г", Decimal(20), Decimal(5))}
TEN_OFF = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal("10.50"), "Акція")
COGNAC = Product("7", "007", "Коньяк <b>", "4820000000017", 45_900, "шт", excise=True, tax_group=6, tax_codes=(4,))


def full_cart() -> Cart:
    numbers = itertools.count()
    cart, line = add_product(Cart(), COGNAC, 1000, new_id=lambda: f"l{next(numbers)}")
    cart, _ = add_stamp(cart, "ABCD123456")
    return discount_receipt(discount_line(cart, line.id, TEN_OFF), TEN_OFF)


def sale(receipt_id: str, *, state: OperationState = OperationState.INTENT) -> Operation:
    cart = full_cart()
    totals = cart_totals(cart, TAXES)
    card = Payment(PaymentType.CASHLESS, totals.total, "Картка", 1, {"rrn": "98", "signature_required": True})
    settlement = settle(totals.total, [card], TO_FIFTY)
    document = make_sale(
        cart,
        totals,
        settlement,
        receipt_id=receipt_id,
        sold_at=NOW,
        cashier_name="Олена",
        delivery=Delivery(email="a@b.ua"),
        texts={"header": "Вітаємо"},
    )
    return Operation(receipt_id, OperationKind.SELL, b'{"id":1}', NOW, document, state=state, total=document.total)


def test_an_operation_comes_back_whole(store: TillStore) -> None:
    added = store.operations.add(sale("a"))
    assert store.operations.by_id("a") == added
    assert added.document is not None
    assert store.operations.by_id("b") is None


def test_what_checkbox_gave_is_kept_beside_what_was_sold(store: TillStore) -> None:
    added = store.operations.add(sale("a"))
    stamp = FiscalStamp(ReceiptState.FISCAL, "AbCdEf12345", NOW, tax_url="https://x", serial=4)
    done = replace(
        added, state=OperationState.DONE, fiscal_code="AbCdEf12345", fiscal_date=NOW, stamp=stamp, attempts=2
    )
    store.operations.save(done)
    assert store.operations.by_fiscal_code("AbCdEf12345") == done
    with pytest.raises(PosError):
        store.operations.save(replace(done, id="nobody"))


def test_the_queue_counts_what_is_not_yet_at_checkbox(store: TillStore) -> None:
    for name, state in (
        ("a", OperationState.DONE),
        ("b", OperationState.ACCEPTED),
        ("c", OperationState.AMBIGUOUS),
        ("d", OperationState.INTENT),
        ("e", OperationState.ATTENTION),
        ("f", OperationState.REJECTED),
    ):
        store.operations.add(sale(name, state=state))
    assert store.operations.queue() == Queue(waiting=2, ambiguous=1, attention=1)
    assert [one.id for one in store.operations.unsettled()] == ["c", "d", "e"]
    assert [one.id for one in store.operations.accepted_not_done()] == ["b"]
    assert [one.id for one in store.operations.receipts(limit=2)] == ["e", "d"]
    assert [one.id for one in store.operations.receipts(limit=9, before="d")] == ["c", "b", "a"]
    assert [one.seq for one in store.operations.since(4)] == [5, 6]


def test_a_refused_sale_is_sent_again_under_its_own_id(store: TillStore) -> None:
    store.operations.add(sale("a", state=OperationState.REJECTED))
    again = store.operations.add(sale("a"))
    assert again.seq == 2
    assert [one.id for one in store.operations.unsettled()] == ["a"]


def test_two_operations_never_share_an_id_or_a_fiscal_code(store: TillStore) -> None:
    first = store.operations.add(sale("a"))
    store.operations.save(replace(first, fiscal_code="one"))
    second = store.operations.add(sale("b"))
    with pytest.raises(Exception, match="UNIQUE"):
        store.operations.add(sale("a"))
    with pytest.raises(Exception, match="UNIQUE"):
        store.operations.save(replace(second, fiscal_code="one"))


def test_returns_are_found_by_their_sale_and_operations_by_their_shift(store: TillStore) -> None:
    store.operations.add(replace(sale("a"), shift_id="s"))
    store.operations.add(replace(sale("b"), shift_id="s", related_id="a", kind=OperationKind.RETURN))
    store.operations.add(replace(sale("c"), related_id="a", state=OperationState.REJECTED))
    assert [one.id for one in store.operations.returns_of("a")] == ["b"]
    assert [one.id for one in store.operations.of_shift("s")] == ["a", "b"]


def test_a_basket_survives_a_restart_to_the_last_line(tmp_path: Path) -> None:
    store = open_till_store(tmp_path / "till.db")
    cart = full_cart()
    numbers = itertools.count(10)
    more, _ = add_product(cart, replace(COGNAC, id="8"), 2000, new_id=lambda: f"l{next(numbers)}")
    store.baskets.save(Cart(), cart)
    store.baskets.save(cart, more)
    store.database.close()  # as after kill -9
    again = open_till_store(tmp_path / "till.db")
    assert again.baskets.load() == more
    fewer = remove_line(more, more.lines[0].id)
    again.baskets.save(more, fewer)
    assert again.baskets.load() == fewer
    again.baskets.save(fewer, Cart(receipt_id="kept"))
    assert again.baskets.load() == Cart(receipt_id="kept")
    again.close()


def test_a_parked_receipt_is_taken_once(store: TillStore) -> None:
    row = ParkedRow("p", NOW, full_cart(), 45_900, "Іван", "відмова", (Payment(PaymentType.CASH, 500),))
    store.baskets.park(row)
    plain = replace(row, id="q", at=NOW + timedelta(minutes=1), refused="", payments=())
    store.baskets.park(plain)
    assert list(store.baskets.parked()) == [row, plain]
    assert store.baskets.parked_ids() == ["p", "q"]
    assert store.baskets.refused() == [row]
    assert store.baskets.parked_before(plain.at) == [row]
    assert store.baskets.parked_receipt("q") == plain
    assert store.baskets.take("p") == row
    assert store.baskets.take("p") is None


def test_a_shift_comes_back_with_its_taxes_and_seller(store: TillStore) -> None:
    seller = Seller("ТОВ Ромашка", "ПН 123456789012", "Київ", "Магазин", "4000", test=True)
    shift = ShiftRow("s", "OPENED", "c", "Олена", tuple(TAXES.values()), seller, 7, NOW, initial_cash=100)
    store.shifts.save(shift)
    assert store.shifts.current() == shift
    closed = replace(shift, status="CLOSED", closed_at=NOW, z_report={"balance": 5, "taxes": []}, counted_cash=4)
    store.shifts.save(closed)
    assert store.shifts.current() is None
    assert store.shifts.by_id("s") == store.shifts.last() == closed
    assert store.shifts.by_id("none") is None
    store.shifts.save(replace(shift, id="next"))
    store.shifts.save(closed)
    last = store.shifts.last()
    assert last is not None
    assert last.id == "next"


def test_the_register_row_is_always_there(store: TillStore) -> None:
    assert store.register.load() == RegisterRow()
    row = RegisterRow(
        Mode.ONLINE,
        NOW,
        NOW,
        -250,
        NOW,
        NOW,
        RegisterInfo("4000", "Київ", "Каса", test=True),
        {"receipts_ratelimit": 2},
    )
    store.register.save(row)
    assert store.register.load() == row


def test_offline_codes_are_taken_from_the_far_end_and_keep_their_state(store: TillStore) -> None:
    codes = [OfflineCode(f"code{n}", n) for n in range(1, 6)]
    assert store.offline.add_codes(codes) == 5
    store.offline.set_code("code5", CodeState.SPENT, "op")
    assert store.offline.add_codes(codes) == 0
    assert [code.serial_id for code in store.offline.codes(CodeState.FREE)] == [4, 3, 2, 1]
    assert store.offline.codes(CodeState.SPENT) == [OfflineCode("code5", 5, CodeState.SPENT, "op")]
    assert store.offline.free_count() == 4


def test_offline_sessions_come_back_in_order(store: TillStore) -> None:
    second = OfflineSession("b", NOW + timedelta(hours=1), "y")
    first = OfflineSession("a", NOW, "x", NOW)
    store.offline.save_session(second)
    store.offline.save_session(first)
    assert store.offline.sessions() == [first, second]


def test_the_original_of_a_receipt_is_printed_once_and_copies_at_will(store: TillStore) -> None:
    store.print_jobs.add(PrintJob("j1", "sale", "a", NOW, open_drawer=True))
    store.print_jobs.add(PrintJob("j2", "sale", "a", NOW))
    store.print_jobs.add(PrintJob("j3", "copy", "a", NOW, {"receipt_id": "a"}))
    assert [job.id for job in store.print_jobs.open()] == ["j1", "j3"]
    store.print_jobs.set_state("j1", PrintState.DONE, at=NOW)
    store.print_jobs.set_state("j3", PrintState.FAILED, problem="немає паперу")
    assert store.print_jobs.waiting() == 1
    newest = store.print_jobs.of_document("a")
    assert newest is not None
    assert (newest.id, newest.problem) == ("j3", "немає паперу")
    assert store.print_jobs.by_id("none") is None


def test_settings_and_requests_are_remembered(store: TillStore) -> None:
    assert store.settings.get("taxes", {}) == {}
    store.settings.put("taxes", {"1": [1]})
    assert store.settings.get("taxes") == {"1": [1]}
    store.settings.remember_request("r", "a")
    assert store.settings.receipt_of_request("r") == "a"
    store.settings.forget_requests_of("a")
    assert store.settings.receipt_of_request("r") is None


def test_verifiers_and_the_pin_lock_survive_a_restart(tmp_path: Path) -> None:
    store = open_till_store(tmp_path / "till.db")
    person = Verifier("p", "Олена", frozenset({"return", "drawer"}), b"salt", b"hash", NOW)
    store.people.save(person)
    assert store.people.lock() == PinLock()
    store.people.set_lock(PinLock(3, NOW, NOW))
    store.close()
    again = open_till_store(tmp_path / "till.db")
    assert again.people.all() == [person]
    assert again.people.lock() == PinLock(3, NOW, NOW)
    again.close()
