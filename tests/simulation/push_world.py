"""Receipts on their way to SmartKasa, against the sandbox server, with a clock to turn and a plug to pull."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import httpx

from pos_app.domain.cart import Cart, add_product
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, ReceiptState, make_cash_movement, make_sale
from pos_app.domain.register import OperationKind, OperationState, RegisterInfo
from pos_app.domain.rounding import NO_ROUNDING
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals
from pos_app.reports.push_switch import PushSwitch
from pos_app.reports.pushing import Pusher
from pos_app.sandbox.faults import FaultPlan, FaultyTransport
from pos_app.sandbox.smartkasa import create_app, demo_account
from pos_app.sandbox.smartkasa.world import Behaviour, World
from pos_app.smartkasa import MemoryTokens, SmartKasaClient
from pos_app.store.operations import Operation
from pos_app.store.outbox import OutboxRow
from pos_app.store.till_store import TillStore, open_till_store

CATALOG = Path(__file__).parents[2] / "resources" / "sandbox-catalog"
BASE = "http://smartkasa.sandbox"
START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
REGISTRAR = "4000000777"
VAT = Tax(1, "ПДВ", "А", Decimal(20))
WRITES = ("begin", "answered", "missing", "sent", "refuse")
PATH = "/api/v1/pos/receipts*"


Copy = Callable[[], Awaitable[None]]


class Crash(BaseException):
    """The plug was pulled here: nothing after this happened."""


@dataclass
class Server:
    """One sandbox server for many runs; `wipe` forgets the receipts of the last one."""

    now: Callable[[], datetime]
    numbers: list[int] = field(default_factory=lambda: [0])

    def __post_init__(self) -> None:
        self.app = create_app(CATALOG, now=lambda: self.now(), new_id=self._new_id)
        self.account = demo_account(CATALOG)

    def _new_id(self) -> str:
        self.numbers[0] += 1
        return str(UUID(int=self.numbers[0]))

    @property
    def world(self) -> World:
        world: World = self.app.state.sandbox
        return world

    def wipe(self) -> None:
        self.world.receipts.clear()
        self.world.behaviour = Behaviour()


class PushWorld:
    """A till's store with settled receipts, its sender and the server. `seed` chooses what goes wrong."""

    def __init__(self, server: Server, seed: int = 0, *, store: TillStore | None = None) -> None:
        self.server = server
        self.random = Random(seed)
        self.time = START
        server.now = lambda: self.time
        server.wipe()
        self.store = store or open_till_store(None)
        info = replace(self.store.register.load(), info=RegisterInfo(REGISTRAR))
        self.store.register.save(info)
        self.plan = FaultPlan(seed)
        self.plan.hold = self._hold  # type: ignore[method-assign] - a copy arrives when its time has come
        self.late: list[tuple[datetime, Copy]] = []
        self.switch = PushSwitch(on=True)
        self.crash: Callable[[str, str], bool] = lambda _what, _when: False
        self.goods = [good.id for good in list(server.world.catalog.goods)[:5]]
        self.count = 0
        self.plugged_in()

    def plugged_in(self) -> None:
        """A new process over the same disk."""
        transport = FaultyTransport(httpx.ASGITransport(self.server.app), self.plan, self._sleep)
        self.http = httpx.AsyncClient(transport=transport, event_hooks={"request": [self._leaves]})
        self.client = SmartKasaClient(
            self.http, base_url=BASE, api_key=self.server.account.api_key, timeout_s=5.0, token_store=MemoryTokens(),
            now=self.now, on_sign_in_needed=self._who,
        )  # fmt: skip
        self.pusher = Pusher(
            self.client, self.store, shop_id=self.server.account.shop_id, now=self.now,
            monotonic=lambda: (self.time - START).total_seconds(), switch=lambda: self.switch,
            chance=self.random.random,
        )  # fmt: skip
        for name in WRITES:
            # a fresh wrapper each time would wrap the last one's
            real = getattr(type(self.store.outbox), name).__get__(self.store.outbox)
            setattr(self.store.outbox, name, self._pulled(name, real))
        self.pusher.resume()

    def _pulled(self, name: str, real: Callable[..., None]) -> Callable[..., None]:
        def write(*given: Any, **named: Any) -> None:
            self._maybe(name, "before")
            real(*given, **named)
            self._maybe(name, "after")

        return write

    def _maybe(self, what: str, when: str) -> None:
        if self.crash(what, when):
            raise Crash(f"{when} {what}")

    async def _leaves(self, request: httpx.Request) -> None:
        if request.method == "POST" and "/receipts" in request.url.path:
            self._maybe("post", "before")

    async def _who(self) -> Any:
        from pos_app.smartkasa import Credentials

        return Credentials(self.server.account.phone_number, self.server.account.password)

    async def _sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def _hold(self, send: Copy) -> None:
        """A copy is on its way for up to fifty seconds."""
        self.late.append((self.time + timedelta(seconds=50 * self.random.random()), send))

    def now(self) -> datetime:
        return self.time

    # receipts

    def sell(self, *, name: str = "", product_id: str = "", kind: ReceiptKind = ReceiptKind.SELL) -> Operation:
        """A settled receipt, queued in the transaction that settles it."""
        self.count += 1
        document = self._document(kind, name, product_id)
        code = f"F-{self.count}" if kind in {ReceiptKind.SELL, ReceiptKind.RETURN} else None
        state = OperationState.DONE if code else OperationState.ACCEPTED
        row = Operation(
            document.id, OperationKind(kind.value), b"{}", document.sold_at, document, state, fiscal_code=code,
            total=document.total, stamp=FiscalStamp(ReceiptState.FISCAL, code, document.sold_at),
        )  # fmt: skip
        with self.store.transaction():
            self.store.operations.add(row)
            self.store.outbox.add(row.id, self.time)
        return row

    def _document(self, kind: ReceiptKind, name: str, product_id: str) -> Receipt:
        receipt_id = str(UUID(int=self.random.getrandbits(128), version=4))
        cash = Payment(PaymentType.CASH, 100_00 + self.count)
        if kind in {ReceiptKind.SERVICE_IN, ReceiptKind.SERVICE_OUT}:
            return make_cash_movement(
                kind, cash.value or 0, cash, receipt_id=receipt_id, sold_at=self.time, cashier_name="Олена"
            )
        chosen = product_id or self.random.choice(self.goods)
        product = Product(chosen, "7", name or f"Товар {self.count}", None, 50_00, "шт", tax_group=1, tax_codes=(1,))
        cart, _ = add_product(Cart(), product, 2000, new_id=lambda: "l")
        totals = cart_totals(cart, {1: VAT})
        paid = settle(totals.total, [replace(cash, value=None)], NO_ROUNDING)
        made = make_sale(cart, totals, paid, receipt_id=receipt_id, sold_at=self.time, cashier_name="Олена")
        if kind is ReceiptKind.RETURN:
            made = replace(made, kind=kind, related_fiscal_code="F-1")
        if name == BLANK:
            made = replace(made, lines=(replace(made.lines[0], name=""),))
        return made

    # playing

    async def turn(self) -> float | None:
        """One turn of the sender; the plug may be pulled in it, and then a new process goes on."""
        try:
            return await self.pusher.step()
        except Crash:
            await self.http.aclose()
            self.plugged_in()
            return 0.0

    async def until_quiet(self, turns: int = 2000) -> None:
        """Let the sender work until there is nothing to do."""
        for _ in range(turns):
            pause = await self.turn()
            if pause is None:
                return
            await self.wait(pause)
        raise AssertionError("the line never came to rest")

    async def wait(self, seconds: float) -> None:
        """Time passes, and copies of requests that were thought lost arrive in it."""
        end = self.time + timedelta(seconds=seconds)
        while self.late and min(self.late, key=_arrival)[0] <= end:
            copy = min(self.late, key=_arrival)
            self.late.remove(copy)
            self.time = max(self.time, copy[0])
            await copy[1]()
        self.time = max(self.time, end)

    # what came of it

    def rows(self) -> list[OutboxRow]:
        found = (self.store.outbox.by_operation(one.id) for one in self.store.operations.since())
        return [row for row in found if row is not None]

    def at_server(self) -> list[str]:
        return [row["fiscal_number"] for row in self.server.world.receipts.values()]


def _arrival(copy: tuple[datetime, Copy]) -> datetime:
    return copy[0]


BLANK = "(blank)"
"""A receipt whose line has no name: SmartKasa's form refuses it."""
