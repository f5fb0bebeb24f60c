"""What was sold, counted as it is written: a row for each receipt, and each day's sums of products and payment forms.

The operations stay the truth; these tables follow them in the same transaction, so that a year is added up in a moment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import apsw

from pos_app.domain.payment import PaymentType
from pos_app.domain.quantity import cost
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptLine
from pos_app.domain.register import OperationState
from pos_app.store.codec import load
from pos_app.store.database import Row, Value

KYIV: Final = ZoneInfo("Europe/Kyiv")
NO_CATEGORY: Final = ""
CASH: Final = "Готівка"

SCHEMA: Final = """
    CREATE TABLE sold_receipt (
        day INTEGER NOT NULL, seq INTEGER NOT NULL UNIQUE, hour INTEGER NOT NULL, shift INTEGER NOT NULL,
        sign INTEGER NOT NULL, cashier TEXT NOT NULL, sum INTEGER NOT NULL, total INTEGER NOT NULL,
        due INTEGER NOT NULL, PRIMARY KEY (day, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sold_product (
        n INTEGER PRIMARY KEY, product TEXT NOT NULL, category TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
        unit TEXT NOT NULL, UNIQUE (product, category)
    ) STRICT;
    CREATE TABLE sold_day (
        day INTEGER NOT NULL, shift INTEGER NOT NULL, product INTEGER NOT NULL, quantity INTEGER NOT NULL,
        amount INTEGER NOT NULL, returned_quantity INTEGER NOT NULL, returned INTEGER NOT NULL,
        PRIMARY KEY (day, shift, product)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sold_form (
        day INTEGER NOT NULL, shift INTEGER NOT NULL, form TEXT NOT NULL, receipts INTEGER NOT NULL,
        amount INTEGER NOT NULL, returns INTEGER NOT NULL, returned INTEGER NOT NULL, PRIMARY KEY (day, shift, form)
    ) STRICT, WITHOUT ROWID;
"""
"""`day`: Kyiv's calendar day as 20261121; `shift`: the shift's rowid, 0 for none; kopecks and thousandths."""

COSTS: Final = """
    CREATE TABLE sold_cost (
        day INTEGER NOT NULL, shift INTEGER NOT NULL, product INTEGER NOT NULL, cost INTEGER NOT NULL,
        costed INTEGER NOT NULL, PRIMARY KEY (day, shift, product)
    ) STRICT, WITHOUT ROWID;
"""
"""What was sold, less returns, was bought for `cost` and brought `costed`; of lines whose cost somebody knows."""


class Execute(Protocol):
    """One statement on the open transaction."""

    def __call__(self, sql: str, values: tuple[Value, ...] = (), /) -> Iterable[Row]: ...


@dataclass(frozen=True, slots=True)
class Counted:
    """A receipt that statistics count: its operation's number, its shift and the document."""

    seq: int
    shift_id: str | None
    document: Receipt


def counts(document: Receipt | None, state: OperationState) -> bool:
    """Sales and returns count from the moment they are durable until they are given up, as the shift's sums do."""
    return (
        document is not None
        and document.kind in {ReceiptKind.SELL, ReceiptKind.RETURN}
        and state is not OperationState.REJECTED
    )


def add(execute: Execute, one: Counted) -> None:
    """Count a receipt, in the caller's transaction."""
    document, at = one.document, one.document.sold_at.astimezone(KYIV)
    execute(
        "INSERT INTO sold_receipt (day, seq, hour, shift, sign, cashier, sum, total, due)"
        " VALUES (?, ?, ?, coalesce((SELECT rowid FROM shift WHERE id = ?), 0), ?, ?, ?, ?, ?)",
        (
            _day(one),
            one.seq,
            at.hour,
            one.shift_id,
            1 if document.kind is ReceiptKind.SELL else -1,
            document.cashier_name,
            _gross(document),
            document.total,
            document.due,
        ),
    )
    _book(execute, one, 1)


def _gross(document: Receipt) -> int:
    """Before discounts. What another receipt of an order pays is no discount: the rest carries those of the goods."""
    part = document.part
    if part is None:
        return document.sum
    is_rest = not part.is_first and document.kind is ReceiptKind.SELL
    return document.total + (document.sum - part.whole if is_rest else 0)


def take_back(execute: Execute, one: Counted) -> None:
    """A receipt was given up: it is as if it had never been counted."""
    _book(execute, one, -1)
    execute("DELETE FROM sold_receipt WHERE seq = ?", (one.seq,))


def rebuild(connection: apsw.Connection) -> None:
    """Count everything anew from the operations, inside the caller's transaction."""
    known = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    for table in ("sold_receipt", "sold_product", "sold_day", "sold_form", "sold_cost"):
        if table in known:  # an older schema has not all of them yet
            connection.execute(f"DELETE FROM {table}")
    rows = connection.cursor().execute(
        "SELECT seq, shift_id, document, state FROM operation WHERE document IS NOT NULL ORDER BY seq"
    )
    for seq, shift_id, text, state in rows:
        document = load(Receipt, text)
        if counts(document, OperationState(state)):
            add(connection.execute, Counted(seq, shift_id, document))


def _book(execute: Execute, one: Counted, times: int) -> None:
    """Add a receipt's lines and payments to its day, or, with −1, take them off."""
    is_sale = one.document.kind is ReceiptKind.SELL
    for line in one.document.lines:
        # a prepayment moves no goods: they are counted with the rest
        moved = 0 if one.document.part is not None and one.document.part.is_first else line.quantity
        quantity, amount, product = times * moved, times * line.final, _product(execute, line)
        sums = (quantity, amount, 0, 0) if is_sale else (0, 0, quantity, amount)
        execute(
            "INSERT INTO sold_day (day, shift, product, quantity, amount, returned_quantity, returned)"
            " SELECT day, shift, ?, ?, ?, ?, ? FROM sold_receipt WHERE seq = ?"
            " ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity, amount = amount + excluded.amount,"
            " returned_quantity = returned_quantity + excluded.returned_quantity,"
            " returned = returned + excluded.returned",
            (product, *sums, one.seq),
        )
        if line.cost is not None:
            sign = 1 if is_sale else -1
            execute(
                "INSERT INTO sold_cost (day, shift, product, cost, costed)"
                " SELECT day, shift, ?, ?, ? FROM sold_receipt WHERE seq = ?"
                " ON CONFLICT DO UPDATE SET cost = cost + excluded.cost, costed = costed + excluded.costed",
                (product, sign * times * cost(line.cost, moved), sign * amount, one.seq),
            )
    for form, amount in _forms(one.document):
        sums = (times, times * amount, 0, 0) if is_sale else (0, 0, times, times * amount)
        execute(
            "INSERT INTO sold_form (day, shift, form, receipts, amount, returns, returned)"
            " SELECT day, shift, ?, ?, ?, ?, ? FROM sold_receipt WHERE seq = ?"
            " ON CONFLICT DO UPDATE SET receipts = receipts + excluded.receipts, amount = amount + excluded.amount,"
            " returns = returns + excluded.returns, returned = returned + excluded.returned",
            (form, *sums, one.seq),
        )


def _product(execute: Execute, line: ReceiptLine) -> int:
    """The product's number here; its name is that of its last sale."""
    found = execute(
        "INSERT INTO sold_product (product, category, code, name, unit) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET code = excluded.code, name = excluded.name, unit = excluded.unit RETURNING n",
        (line.product_id, line.category_id or NO_CATEGORY, line.code, line.name, line.unit),
    )
    return int(next(iter(found))[0])


def _forms(document: Receipt) -> Iterator[tuple[str, int]]:
    """What was paid by each form, the change taken off the cash."""
    by_form: dict[str, int] = {}
    for payment in document.payments:
        form = CASH if payment.type is PaymentType.CASH else payment.label or "Картка"
        by_form[form] = by_form.get(form, 0) + (payment.value or 0)
    if document.change:
        by_form[CASH] = by_form.get(CASH, 0) - document.change
    yield from by_form.items()


def _day(one: Counted) -> int:
    at = one.document.sold_at.astimezone(KYIV)
    return at.year * 10_000 + at.month * 100 + at.day
