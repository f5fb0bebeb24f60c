"""A till's engine against the sandbox Checkbox, on a virtual clock: hours pass in milliseconds, always the same way."""

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from uuid import UUID

import httpx
import pytest

from pos_app.checkbox import CheckboxClient, open_http
from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, ReceiptLine, make_cash_movement
from pos_app.domain.tax import line_taxes
from pos_app.fiscal.engine import Fiscal
from pos_app.fiscal.rules import FiscalRules
from pos_app.fiscal.state import Refusal
from pos_app.sandbox.checkbox import LICENSE_KEY, CheckboxSandbox, Settings
from pos_app.sandbox.checkbox.state import Receipt as ServerReceipt
from pos_app.sandbox.faults import FaultPlan, FaultyTransport
from pos_app.store.operations import Operation
from pos_app.store.till_store import TillStore, open_till_store

BEGINNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
T = TypeVar("T")


class _LeapingSelector(selectors.DefaultSelector):
    """Does not wait: whatever the loop would sleep is added to the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.elapsed = 0.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("nothing will ever happen: everybody waits")
        if not ready and timeout:
            self.elapsed += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only when everybody sleeps."""

    def __init__(self) -> None:
        self.leaping = _LeapingSelector()
        super().__init__(self.leaping)

    def time(self) -> float:
        return self.leaping.elapsed

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        """At once: a real thread would take real time while the virtual clock leaps."""
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - carried to whoever awaits, as an executor does
            done.set_exception(error)
        return done


@dataclass(frozen=True)
class Somebody:
    id: str = "olena"
    name: str = "Шевчук Олена"


class World:
    """One till, one Checkbox, one clock. `restart` kills the till where it stands and starts another on its disk."""

    def __init__(self, folder: Path, settings: Settings | None = None, rules: FiscalRules | None = None) -> None:
        self.loop = VirtualLoop()
        self.skew = timedelta()
        self.rules = rules or FiscalRules()
        self.random = Random(7)
        self.plan = FaultPlan()
        self.server = CheckboxSandbox(
            settings or Settings(receipt_delay_s=1.0), clock=self.now, random=Random(1), plan=self.plan
        )
        self.path = folder / "till.db"
        self.calls: list[tuple[str, str, bytes]] = []
        self.returned: list[tuple[Receipt, Refusal]] = []
        self.sign_ins = 0
        self.can_sign_in = True
        self._open()

    def _open(self) -> None:
        self.store: TillStore = open_till_store(self.path)
        self.store.database.connection.execute("PRAGMA synchronous = OFF")  # no power is cut here, only the program
        transport = FaultyTransport(_Watched(httpx.ASGITransport(self.server.app), self.calls), self.plan)
        self.http = open_http("http://checkbox.test", 5.0, transport)
        self.client = CheckboxClient(
            self.http,
            base_url="http://checkbox.test",
            license_key=LICENSE_KEY,
            client_name="till",
            client_version="1",
            device_id="till-1",
            on_server_date=lambda date: self.fiscal.server_date(date),
            monotonic=self.loop.time,
        )
        self.fiscal = Fiscal(
            client=self.client,
            store=self.store,
            rules=self.rules,
            sign_in_again=self.sign_in,
            now=lambda: self.now() + self.skew,
            monotonic=self.loop.time,
            new_id=self.new_id,
        )
        self.fiscal.on_return(lambda receipt, refusal: self.returned.append((receipt, refusal)))

    def now(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.loop.time())

    def new_id(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def run(self, work: Awaitable[T]) -> T:
        async def bounded() -> T:
            async with asyncio.timeout(1_000_000):
                return await work

        return self.loop.run_until_complete(bounded())

    def error_of(self, work: Awaitable[object]) -> PosError:
        with pytest.raises(PosError) as caught:
            self.run(work)
        return caught.value

    def within(self, act: Callable[[], T]) -> T:
        """Call something on the loop, as the till does."""

        async def call() -> T:
            return act()

        return self.run(call())

    async def sign_in(self) -> bool:
        if not self.can_sign_in:
            return False
        self.sign_ins += 1
        await self.client.sign_in_pin("1234")
        return True

    async def start(self) -> None:
        await self.client.sign_in_pin("1234")
        await self.fiscal.start()

    async def opened(self) -> "World":
        await self.start()
        await self.fiscal.open_shift(Somebody())
        return self

    async def restart(self) -> None:
        """The power goes and comes back: nothing but the disk and the keyring's token is left."""
        token = self.client.token
        await self.fiscal.stop()
        await self.http.aclose()
        self.store.database.connection.close()
        self._open()
        self.client.token = token
        await self.fiscal.start()

    async def close(self) -> None:
        await self.fiscal.stop()
        await self.http.aclose()
        self.store.close()

    # what is sold

    def sale(self, price: int = 4200, *, kind: ReceiptKind = ReceiptKind.SELL) -> Receipt:
        taxes = line_taxes(price, (1,), self.fiscal.taxes) if self.fiscal.taxes else ()
        line = ReceiptLine(
            product_id="77", code="A-1", name="Хліб", barcode="4820000000017", unit="шт", price=price, quantity=1000,
            sum=price, adjustments=(), net=price, final=price, tax_codes=(1,), taxes=taxes,
        )  # fmt: skip
        return Receipt(
            id=self.new_id(),
            kind=kind,
            sold_at=self.now(),
            cashier_name="Шевчук Олена",
            lines=(line,),
            sum=price,
            total=price,
            due=price,
            paid=price,
            payments=(Payment(PaymentType.CASHLESS, price, "Картка", 1),),
            taxes=taxes,
        )

    def cash_sale(self, price: int = 4200) -> Receipt:
        return replace(self.sale(price), payments=(Payment(PaymentType.CASH, price),))

    def cash_in(self, amount: int = 10000, kind: ReceiptKind = ReceiptKind.SERVICE_IN) -> Receipt:
        payment = Payment(PaymentType.CASH, amount)
        return make_cash_movement(
            kind, amount, payment, receipt_id=self.new_id(), sold_at=self.now(), cashier_name="Шевчук Олена"
        )

    async def sell(self, receipt: Receipt | None = None) -> FiscalStamp:
        return await self.fiscal.submit(receipt or self.sale())

    # what came of it

    def on_server(self, receipt_id: str) -> ServerReceipt | None:
        return self.server.register.state.receipts.get(receipt_id)

    @property
    def server_receipts(self) -> list[ServerReceipt]:
        return sorted(self.server.register.state.receipts.values(), key=lambda one: one.serial)

    def row(self, receipt_id: str) -> Operation:
        row = self.store.operations.by_id(receipt_id)
        assert row is not None
        return row

    def posts(self, path: str = "/receipts/sell") -> list[bytes]:
        return [body for method, where, body in self.calls if method == "POST" and where.endswith(path)]

    def gets(self, part: str) -> int:
        return sum(1 for method, where, _ in self.calls if method == "GET" and part in where)

    def jobs(self) -> list[tuple[str, str]]:
        return [(job.kind, job.document_id) for job in self.store.print_jobs.open()]

    def journal(self, kind: str) -> list[str]:
        return [entry.body for entry in self.store.journal.entries() if entry.kind == kind]


class _Watched(httpx.AsyncBaseTransport):
    """Writes down every request that really reaches the server."""

    def __init__(self, inner: httpx.AsyncBaseTransport, calls: list[tuple[str, str, bytes]]) -> None:
        self.inner = inner
        self.calls = calls

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.calls.append((request.method, request.url.path, await request.aread()))
        return await self.inner.handle_async_request(request)


@pytest.fixture
def make_world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Makes worlds and puts them away."""
    made: list[World] = []

    def make(**parts: Any) -> World:
        folder = tmp_path / f"till{len(made)}"
        folder.mkdir()
        made.append(World(folder, **parts))
        return made[-1]

    yield make
    for world in made:
        world.run(world.close())
        world.loop.close()


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    """A till whose shift is open."""
    made = make_world()
    made.run(made.opened())
    return made


@pytest.fixture
def fresh(make_world: Callable[..., World]) -> World:
    """A till that is signed in, with no shift."""
    made = make_world()
    made.run(made.start())
    return made
