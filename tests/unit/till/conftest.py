"""A till with fakes around it: a fiscal engine, a printer and a Checkbox account that do as they are told."""

import itertools
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from pos_app.catalog.search import fold
from pos_app.catalog.sync import SyncResult
from pos_app.checkbox.errors import AnswerClass, Rejected, Words
from pos_app.checkbox.models.cashier import Me
from pos_app.checkbox.models.cashier import Tax as WireTax
from pos_app.checkbox.models.receipt import PrepaymentInfo
from pos_app.checkbox.models.receipt import Receipt as WireReceipt
from pos_app.domain.errors import PosError
from pos_app.domain.mending import Change, mended
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptState, Seller
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.domain.shift import ShiftSums, shift_sums
from pos_app.domain.tax import Tax
from pos_app.fiscal.state import Refusal
from pos_app.fiscal.status import FiscalStatus
from pos_app.printing.condition import QueueStatus
from pos_app.printing.printer import Printer
from pos_app.store.catalog import CatalogRow, CatalogStore, CategoryRow, open_catalog_store
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore, open_till_store
from pos_app.till.clock import TillClock
from pos_app.till.core import Options
from pos_app.till.events import Events
from pos_app.till.ports import MemoryTokens, Person
from pos_app.till.service import Till

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CASH = (Payment(PaymentType.CASH),)
CARD = (Payment(PaymentType.CASHLESS),)
TAXES = {
    1: Tax(1, "ПДВ", "А", Decimal(20)),
    4: Tax(4, "ПДВ+Акциз", "Г", Decimal(20), Decimal(5)),
    8: Tax(8, "Без ПДВ", "З", Decimal(0)),
}
WIRE_TAXES = tuple(
    WireTax.model_validate(
        {
            "code": tax.code,
            "label": tax.label,
            "symbol": tax.symbol,
            "rate": str(tax.rate),
            "extra_rate": str(tax.extra_rate),
        }
    )
    for tax in TAXES.values()
)
ME = {"id": str(UUID(int=5)), "full_name": "Шевчук Олена"}


def id_of(number: int) -> str:
    return str(UUID(int=number))


def good(number: int, name: str, price: int, **given: Any) -> CatalogRow:
    values: dict[str, Any] = {
        "id": id_of(number),
        "code": f"A-{number}",
        "name": name,
        "price": price,
        "unit": "шт",
        "folded": fold(name),
        "hash": str(number),
        "barcodes": (f"48200000000{number:02d}",),
        "tax_group": 1,
    }
    return CatalogRow(**{**values, **given})


GOODS = (
    good(1, "Молоко", 4290, category_id="2", popularity=3, picture_id="p1", picture_url="/p1.png"),
    good(2, "Хліб", 2855, category_id="1"),
    good(3, "Яблука", 3999, sold_by_weight=True, unit="кг", category_id="1"),
    good(4, "Горілка", 25000, excise=True, tax_group=6, barcodes=("4820000000048",)),
    good(5, "Пакунок", 0, free_price=True),
    good(6, "Цукерки", 10000, tax_group=9),
)


class FakeFiscal:
    """Writes the operation as the engine does, then answers as `outcome` says."""

    def __init__(self, store: TillStore) -> None:
        self.store = store
        self.status = FiscalStatus()
        self.taxes: Mapping[int, Tax] = {}
        self.served: Mapping[int, Tax] = TAXES
        """What Checkbox tells at the next opening of a shift."""
        self.seller = Seller("", "", "")
        self.listeners: list[Callable[[FiscalStatus], None]] = []
        self.hook: Callable[[Receipt, Refusal], None] | None = None
        self.given_up: Callable[[Operation], None] = lambda _row: None
        self.done_hook: Callable[[Operation, datetime], None] | None = None
        self.outcome: PosError | ReceiptState = ReceiptState.FISCAL
        self.before_writing: Exception | None = None
        self.while_writing: Exception | None = None
        self.done: list[str] = []
        self.numbers = itertools.count(1)
        self.idle = True
        self.closed_there = False
        """Has Checkbox closed the open shift?"""

    def subscribe(self, listener: Callable[[FiscalStatus], None]) -> None:
        self.listeners.append(listener)

    def on_done(self, hook: Callable[[Operation, datetime], None]) -> None:
        self.done_hook = hook

    def on_learned(self, hook: Callable[[], None]) -> None:
        self.learned = hook

    def on_return(self, hook: Callable[[Receipt, Refusal], None]) -> None:
        self.hook = hook

    def on_given_up(self, hook: Callable[[Operation], None]) -> None:
        self.given_up = hook

    def tell(self, **changes: Any) -> None:
        self.status = replace(self.status, **changes)
        for listener in self.listeners:
            listener(self.status)

    async def start(self) -> None:
        self.done.append("start")

    async def stop(self) -> None:
        self.done.append("stop")

    async def submit(self, receipt: Receipt, *, also: Callable[[], None] | None = None) -> FiscalStamp:
        if self.before_writing is not None:
            raise self.before_writing
        shift = self.store.shifts.current()
        row = Operation(
            id=receipt.id,
            kind=OperationKind(receipt.kind.value),
            body=b"{}",
            sold_at=receipt.sold_at,
            document=receipt,
            total=receipt.total,
            shift_id=shift.id if shift else None,
            related_id=receipt.related_receipt_id,
        )
        with self.store.transaction():
            row = self.store.operations.add(row)
            if also is not None:
                also()
            if self.while_writing is not None:
                raise self.while_writing
        return self.settle(row)

    def settle(self, row: Operation) -> FiscalStamp:
        """End an operation as `outcome` says."""
        assert row.document is not None
        if isinstance(self.outcome, PosError):
            self.refuse(row, self.outcome)
        stamp = FiscalStamp(self.outcome, None, NOON)
        if self.outcome is ReceiptState.FISCAL:
            stamp = replace(stamp, fiscal_code=f"F{next(self.numbers):05d}")
        state = OperationState.DONE if self.outcome is ReceiptState.FISCAL else OperationState.ACCEPTED
        code = stamp.fiscal_code
        self.store.operations.save(
            replace(row, state=state, stamp=stamp, fiscal_code=code, fiscal_date=NOON, printed_as=code)
        )
        return stamp

    def refuse(self, row: Operation, error: PosError) -> None:
        states = {"unreachable": OperationState.AMBIGUOUS, "total_differs": OperationState.ATTENTION}
        state = states.get(error.code, OperationState.REJECTED)
        with self.store.transaction():
            self.store.operations.save(replace(row, state=state, reason=error.message))
            if state is OperationState.REJECTED:
                self.given_up(row)
            if state is OperationState.REJECTED and self.hook is not None and row.document is not None:
                self.hook(row.document, Refusal(error.code, error.message))
        raise error

    async def open_shift(self, cashier: Person) -> ShiftRow:
        self.taxes = self.served
        self.seller = Seller("ФОП", "ІД 1", "Бровари")
        taxes = tuple(TAXES.values())
        row = ShiftRow(id_of(900), "OPENED", cashier.id, cashier.name, taxes, self.seller, 7, NOON, initial_cash=500)
        self.store.shifts.save(row)
        self.tell(mode=Mode.ONLINE)
        return row

    async def close_shift(self) -> dict[str, Any]:
        row = self.store.shifts.current()
        assert row is not None
        self.store.shifts.save(replace(row, status="CLOSED"))
        self.tell(mode=Mode.NO_SHIFT)
        return {"balance": 1}

    async def others_shift_is_over(self) -> bool:
        self.done.append("looked at another's shift")
        row = self.store.shifts.current()
        if self.closed_there and row is not None:
            self.store.shifts.save(replace(row, status="CLOSED"))
            self.tell(mode=Mode.NO_SHIFT)
        return self.closed_there

    async def close_others_shift(self) -> dict[str, Any]:
        self.done.append("closed another's shift")
        return await self.close_shift()

    async def x_report(self) -> dict[str, Any]:
        return {"balance": 2}

    def sums(self, shift_id: str) -> ShiftSums:
        rows = self.store.operations.of_shift(shift_id)
        return shift_sums(500, [row.document for row in rows if row.document and row.state != OperationState.REJECTED])

    async def wait_idle(self, timeout: float) -> bool:  # noqa: ASYNC109 - the engine's own word
        return self.idle

    def wake(self) -> None:
        self.done.append("wake")

    def ask_again(self, operation_id: str) -> None:
        self.done.append(f"ask {operation_id}")
        row = self.store.operations.by_id(operation_id)
        assert row is not None
        self.store.operations.save(replace(row, state=OperationState.AMBIGUOUS))
        if self.outcome is ReceiptState.FISCAL and row.document is None:
            self.store.operations.save(replace(row, state=OperationState.DONE))
        elif self.outcome is ReceiptState.FISCAL:
            self.settle(row)
        elif isinstance(self.outcome, PosError) and self.outcome.code == "total_differs":
            self.store.operations.save(replace(row, state=OperationState.ATTENTION))

    def may_mend(self, operation_id: str) -> bool:
        row = self.store.operations.by_id(operation_id)
        return row is not None and row.document is not None and row.stamp is None

    def mend(self, operation_id: str, changes: Sequence[Change], *, by: str) -> None:
        self.done.append(f"mend {operation_id} by {by}: {[(one.field.value, one.value, one.line) for one in changes]}")
        row = self.store.operations.by_id(operation_id)
        assert row is not None
        assert row.document is not None
        self.store.operations.mend(row.id, row.body, mended(row.document, changes, TAXES), shown=True)
        self.ask_again(operation_id)

    def set_aside(self, operation_id: str, reason: str) -> None:
        self.done.append(f"set aside {operation_id} {reason}")
        row = self.store.operations.by_id(operation_id)
        assert row is not None
        with self.store.transaction():
            self.store.operations.save(replace(row, state=OperationState.REJECTED))
            self.given_up(row)

    def confirm_time(self, by: str = "") -> None:
        self.done.append(f"time confirmed by {by}")
        self.tell(clock_doubt=None)

    def alarm_seen(self) -> None:
        self.done.append("alarm seen")
        self.tell(mode=Mode.ONLINE, problem=None)


class FakePrinter:
    """A printer that notes what it is asked."""

    def __init__(self) -> None:
        self.status = QueueStatus("unknown", 0)
        self.done: list[str] = []
        self.listeners: list[Callable[[], None]] = []
        self.used: tuple[Printer | None, Printer | None] = (None, None)
        self.tried: dict[str, PrintJob] = {}

    async def start(self) -> None:
        self.done.append("start")

    async def stop(self) -> None:
        self.done.append("stop")

    def on_change(self, listener: Callable[[], None]) -> None:
        self.listeners.append(listener)

    async def use(self, printer: Printer | None, reserve: Printer | None = None) -> None:
        self.used = (printer, reserve)

    async def try_out(self, printer: Printer, work: Callable[[Printer], Any]) -> Any:
        return work(printer)

    def wake(self) -> None:
        self.done.append("wake")

    async def wait_printed(self, timeout_s: float) -> bool:
        return True

    async def wait_tried(self, job_id: str, timeout_s: float) -> PrintJob | None:
        return self.tried.get(job_id)

    async def open_drawer(self, reason: str) -> None:
        self.done.append(f"drawer {reason}")


class FakeAccount:
    """Checkbox as far as people go; `trouble` is raised by the next calls, by name."""

    def __init__(self) -> None:
        self.token: str | None = None
        self.permissions: dict[str, bool] = {}
        self.trouble: dict[str, Exception] = {}
        self.receipts: dict[str, Any] = {}
        self.orders: dict[str, Any] = {}
        self.others: dict[str, Me] = {}
        self.posts = 0
        self.sign_ins = 0
        self.sent: list[tuple[str, str]] = []

    def _raise(self, name: str) -> None:
        if name in self.trouble:
            raise self.trouble[name]

    async def sign_in(self, login: str, password: str) -> None:
        self.sign_ins += 1
        self._raise("sign_in")
        self.token = f"token-{login}"

    async def sign_in_pin(self, pin: str) -> None:
        self.sign_ins += 1
        self._raise("sign_in")
        self.token = f"token-{pin}"

    async def whose_pin(self, pin: str) -> Me:
        self._raise("whose_pin")
        if pin not in self.others:
            raise Rejected(AnswerClass.CREDENTIALS, Words(), code="wrong_pin")
        return self.others[pin]

    def employ(self, pin: str, number: int, name: str, **permissions: bool) -> str:
        """One more person with a PIN; → the person's id."""
        body = {"id": id_of(number), "full_name": name, "permissions": permissions}
        self.others[pin] = Me.model_validate(body)
        return id_of(number)

    async def sign_out(self) -> None:
        self._raise("sign_out")
        self.token = None

    async def me(self) -> Me:
        self._raise("me")
        pin = (self.token or "").removeprefix("token-")
        if pin in self.others:
            return self.others[pin]
        return Me.model_validate({**ME, "permissions": self.permissions})

    async def taxes(self) -> tuple[WireTax, ...]:
        self._raise("taxes")
        return WIRE_TAXES

    async def receipt(self, key: UUID | str) -> WireReceipt:
        self._raise("receipt")
        return WireReceipt.model_validate(self.receipts[str(key)])

    async def prepayment(self, relation_id: str) -> PrepaymentInfo:
        self._raise("prepayment")
        return PrepaymentInfo.model_validate(self.orders[relation_id])

    async def email_receipt(self, key: UUID | str, body: bytes) -> None:
        self.posts += 1
        self._raise("email")
        self.sent.append((str(key), body.decode()))

    async def sms_receipt(self, key: UUID | str, body: bytes) -> None:
        self.posts += 1
        self._raise("sms")
        self.sent.append((str(key), body.decode()))


class FakeSync:
    """A sync that ends when it is let go."""

    def __init__(self) -> None:
        self.trouble: PosError | None = None
        self.begun = 0
        self.gone: list[tuple[str, int]] = []

    async def full_pass(self) -> SyncResult:
        self.begun += 1
        if self.trouble is not None:
            raise self.trouble
        return SyncResult(6, 1, 2, 3, 4, 0.5)

    async def sold(self, goods: Sequence[tuple[str, int]]) -> None:
        self.gone += goods


@dataclass
class FakePictures:
    """Pictures that are files."""

    files: dict[str, Path] = field(default_factory=dict)

    async def get(self, picture_id: str, url: str) -> Path | None:
        return self.files.get(picture_id)


class Bench:
    """A till on the bench, with everything around it in reach. The clocks move only by hand."""

    def __init__(self, options: Options, catalog: CatalogStore, store: TillStore) -> None:
        self.store = store
        self.catalog = catalog
        self.fiscal = FakeFiscal(store)
        self.printer = FakePrinter()
        self.account = FakeAccount()
        self.tokens = MemoryTokens()
        self.seconds = 0.0
        self.clock = TillClock(lambda: NOON + timedelta(seconds=self.seconds), lambda: self.seconds)
        self.ids = itertools.count(1000)
        self.events = Events()
        self.told: list[tuple[str, Mapping[str, Any]]] = []
        self.sync = FakeSync()
        self.pictures = FakePictures()
        self.closed: list[str] = []
        self.options = options
        self.till = self.another()

    def another(self, **given: Any) -> Till:
        """A till on the same disk, as after a restart."""
        parts: dict[str, Any] = {"sync": self.sync, "pictures": self.pictures, **given}
        return Till(
            store=self.store,
            catalog=self.catalog,
            fiscal=self.fiscal,
            printer=self.printer,
            account=self.account,
            tokens=self.tokens,
            clock=self.clock,
            new_id=lambda: id_of(next(self.ids)),
            salt=lambda size: b"s" * size,
            events=self.events,
            options=self.options,
            closers=[self._close],
            **parts,
        )

    async def _close(self) -> None:
        self.closed.append("closed")

    async def ready(self) -> "Bench":
        await self.till.start()
        self.till.subscribe_events(lambda kind, details: self.told.append((kind, details)))
        await self.till.sign_in_pin("1234")
        await self.till.open_shift()
        return self

    async def refusal(self, command: Any) -> str:
        """The code that a command is refused with."""
        with pytest.raises(PosError) as refusal:
            await command
        return refusal.value.code

    def kinds_told(self) -> list[str]:
        return [kind for kind, _ in self.told]

    def journal(self, kind: str) -> list[str]:
        return [entry.body for entry in self.store.journal.entries() if entry.kind == kind]


MakeBench = Callable[..., Bench]


def filled_catalog() -> CatalogStore:
    """The demo goods, in memory."""
    catalog = open_catalog_store(None)
    catalog.put_page(GOODS, generation=1)
    catalog.put_categories([CategoryRow("1", "Їжа", None), CategoryRow("2", "Молочне", "1")])
    return catalog


@pytest.fixture
def make_bench() -> Iterator[MakeBench]:
    """Makes benches; options by name."""
    made: list[Bench] = []

    def make(**options: Any) -> Bench:
        defaults: dict[str, Any] = {"accept_proposals": True, "refused_sale_to_basket": True, "sandboxed": True}
        defaults["online_budget_s"] = 0.05
        made.append(Bench(Options(**{**defaults, **options}), filled_catalog(), open_till_store(None)))
        return made[-1]

    yield make
    for bench in made:
        bench.store.close()
        bench.catalog.close()


@pytest.fixture
async def bench(make_bench: MakeBench) -> AsyncIterator[Bench]:
    """A till that is ready to sell."""
    made = await make_bench().ready()
    yield made
    await made.till.shutdown()
