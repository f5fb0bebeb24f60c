"""Writes the till.db of a release into tests/golden/schema: `python -m tests.golden.schema.make_till_db`.

Run once, before the release that brings a new schema; a file that is there is never written again.
"""

import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from pos_app.domain.cart import Cart, add_product
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.receipt import FiscalStamp, ReceiptState, Seller, make_sale
from pos_app.domain.register import Mode, OperationKind, OperationState, RegisterInfo
from pos_app.domain.rounding import TO_FIFTY
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals
from pos_app.store.baskets import ParkedRow
from pos_app.store.offline import CodeState, OfflineCode, OfflineSession
from pos_app.store.operations import Operation
from pos_app.store.people import PinLock, Verifier
from pos_app.store.print_jobs import PrintJob, PrintState
from pos_app.store.register import RegisterRow
from pos_app.store.schema import MIGRATIONS
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore, open_till_store

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
VAT = Tax(4, "ПДВ", "А", Decimal(20))
MILK = Product("1", "001", "Молоко «Ранок»", "4820000000017", 4290, "шт", tax_group=1, tax_codes=(4,))
SHIFT = "11111111-0000-4000-8000-000000000000"
RECEIPTS = 5


def fill(store: TillStore) -> None:
    """A row or more of everything that a till keeps."""
    with store.transaction():
        seller = Seller("ТОВ Приклад", "ПН 1", "Київ")
        store.shifts.save(ShiftRow(SHIFT, "OPENED", "cashier-1", "Олена", (VAT,), seller, 7, NOW, None, 20_000))
        for number in range(1, RECEIPTS + 1):
            _sell(store, number)
        _register(store)
        _people_and_baskets(store)


def sale(number: int) -> Operation:
    """Receipt `number` of the golden shift."""
    cart, _ = add_product(Cart(), MILK, 1000 * number, new_id=lambda: f"line-{number}")
    totals = cart_totals(cart, {4: VAT})
    receipt_id = f"22222222-0000-4000-8000-{number:012d}"
    paid = settle(totals.total, [Payment(PaymentType.CASH, totals.total + 1000, "Готівка")], TO_FIFTY)
    sold_at = NOW + timedelta(minutes=number)
    document = make_sale(cart, totals, paid, receipt_id=receipt_id, sold_at=sold_at, cashier_name="Олена")
    body = f'{{"id":"{receipt_id}","n":{number}}}'.encode()
    code = f"FISCAL-{number}"
    stamp = FiscalStamp(ReceiptState.FISCAL, code, sold_at, tax_url="https://example.org/1", serial=number)
    return Operation(
        receipt_id,
        OperationKind.SELL,
        body,
        sold_at,
        document,
        OperationState.DONE if number < RECEIPTS else OperationState.INTENT,
        fiscal_code=code if number < RECEIPTS else None,
        fiscal_date=sold_at if number < RECEIPTS else None,
        total=document.total,
        shift_id=SHIFT,
        stamp=stamp if number < RECEIPTS else None,
    )


def _sell(store: TillStore, number: int) -> None:
    row = store.operations.add(sale(number))
    store.journal.append(row.sold_at, "operation.intent", {"id": row.id, "seq": row.seq, "total": row.total})
    if row.state is OperationState.DONE:
        store.journal.append(row.sold_at, "operation.state", {"id": row.id, "state": row.state})
        store.print_jobs.add(PrintJob(row.id, "sale", row.id, row.sold_at, open_drawer=True, state=PrintState.DONE))
    store.settings.remember_request(f"request-{number}", row.id)


def _register(store: TillStore) -> None:
    info = RegisterInfo("4000000001", "Київ", "Каса 1", test=True)
    store.register.save(RegisterRow(Mode.ONLINE, NOW, NOW, -120, NOW, NOW, info, {"receipts_ratelimit": 2}))
    codes = [OfflineCode(f"CODE-{serial}", serial) for serial in range(1, 21)]
    store.offline.add_codes([*codes, OfflineCode("CODE-21", 21, CodeState.SPENT, "session-1")])
    store.offline.save_session(OfflineSession("session-1", NOW - timedelta(days=1), "CODE-21", NOW))


def _people_and_baskets(store: TillStore) -> None:
    store.settings.put("device_id", "33333333-0000-4000-8000-000000000000")
    store.people.save(Verifier("cashier-1", "Олена", frozenset({"return"}), b"salt", b"hash", NOW))
    store.people.set_lock(PinLock(1, None, NOW))
    cart, _ = add_product(Cart(), MILK, 2000, new_id=lambda: "line-open")
    store.baskets.save(Cart(), cart)
    store.baskets.park(ParkedRow("parked-1", NOW, cart, 8580, "Іван"))


def main() -> int:
    """Write the file of the newest schema unless it is there."""
    path = Path(__file__).parent / f"v{len(MIGRATIONS)}" / "till.db"
    if path.exists():
        print(f"{path} is there and stays")
        return 1
    path.parent.mkdir(exist_ok=True)
    store = open_till_store(path)
    fill(store)
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
