"""A whole till against the sandbox Checkbox, without sockets: service, fiscal engine, print queue, client, stores."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any
from uuid import UUID

import httpx
import pytest

from pos_app.catalog.search import fold
from pos_app.checkbox import CheckboxClient, open_http
from pos_app.domain.payment import Payment, PaymentType
from pos_app.fiscal.engine import Fiscal
from pos_app.fiscal.rules import FiscalRules
from pos_app.links.link import OneWay
from pos_app.printing.printer import Printer
from pos_app.printing.queue import PrintQueue
from pos_app.printing.setup import PrinterSetup
from pos_app.sandbox.checkbox import LICENSE_KEY, CheckboxSandbox, Settings
from pos_app.sandbox.faults import FaultPlan, FaultyTransport
from pos_app.store.catalog import CatalogRow, CategoryRow, open_catalog_store
from pos_app.store.till_store import open_till_store
from pos_app.till.clock import TillClock
from pos_app.till.core import Options
from pos_app.till.events import Events
from pos_app.till.ports import MemoryTokens
from pos_app.till.service import Till

QUICK = Settings(
    receipt_delay_s=0.0,
    open_delay_s=0.0,
    close_delay_s=0.0,
    ask_delay_s=0.0,
    go_online_delay_s=0.0,
    receipts_per_interval=1000,
)
CASH = (Payment(PaymentType.CASH),)
CARD = (Payment(PaymentType.CASHLESS),)


def good(number: int, name: str, price: int, **given: Any) -> CatalogRow:
    """A row of the catalog; its barcode is 482000000000 and the number's last digit's worth of difference."""
    values: dict[str, Any] = {
        "id": str(UUID(int=number)),
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
    good(1, "Молоко", 4290, category_id="2", popularity=3),
    good(2, "Хліб", 2855, category_id="1"),
    good(3, "Яблука", 3999, sold_by_weight=True, unit="кг", category_id="1"),
    good(4, "Горілка", 25000, excise=True, tax_group=6, uktzed="2208"),
    good(5, "Пакунок", 0, free_price=True),
    good(6, "Цукерки", 10000, tax_group=9),
    good(7, "Вода", 1500, barcodes=("4820000000099",)),
    good(8, "Вода мінеральна", 1800, barcodes=("4820000000099",)),
    good(9, "Послуга", 7777, tax_group=4),
    good(10, "Сир ваговий", 40000, sold_by_weight=True, unit="кг", code="00010", barcodes=()),
)


def id_of(number: int) -> str:
    return str(UUID(int=number))


@dataclass
class Paper(OneWay):
    """A printer's link that keeps what it was given."""

    printed: list[str] = field(default_factory=list)

    def send(self, data: bytes, name: str) -> None:
        assert data
        self.printed.append(name)


class World:
    """One till with its Checkbox. `restart` is a kill: nothing but the disk and the keyring is left."""

    def __init__(self, folder: Path, *, options: Mapping[str, Any], settings: Settings, rules: FiscalRules) -> None:
        self.folder = folder
        self.random = Random(11)
        self.plan = FaultPlan()
        self.server = CheckboxSandbox(settings, random=Random(1), plan=self.plan)
        self.tokens = MemoryTokens()
        self.paper = Paper()
        self.rules = rules
        self.options = Options(
            **{"accept_proposals": True, "refused_sale_to_basket": True, "sandboxed": True, **options}
        )
        self.calls: list[str] = []
        self.told: list[tuple[str, Mapping[str, Any]]] = []
        self.open()

    def open(self) -> None:
        self.store = open_till_store(self.folder / "till.db")
        self.catalog = open_catalog_store(self.folder / "catalog.db")
        if not self.catalog.count():
            self.catalog.put_page(GOODS, generation=1)
            self.catalog.put_categories([CategoryRow("1", "Їжа", None), CategoryRow("2", "Молочне", "1")])
        self.clock = TillClock(lambda: datetime.now(UTC), monotonic)
        self.events = Events()
        self.events.subscribe(lambda kind, details: self.told.append((kind, details)))
        transport = FaultyTransport(httpx.ASGITransport(self.server.app), self.plan)
        self.http = open_http("http://127.0.0.1", 0.3, transport)
        self.http.event_hooks["request"].append(self._note)
        self.client = CheckboxClient(
            self.http,
            base_url="http://127.0.0.1",
            license_key=LICENSE_KEY,
            client_name="till",
            client_version="1",
            device_id="till-1",
            timeout_s=0.3,
        )
        self.fiscal = Fiscal(
            client=self.client,
            store=self.store,
            sign_in_again=lambda: self.till.sign_in_again(),
            now=self.clock.now,
            monotonic=self.clock.monotonic,
            new_id=self.new_id,
            rules=self.rules,
        )
        self.queue = PrintQueue(
            self.store,
            Printer(self.paper, PrinterSetup("serial")),
            now=self.clock.now,
            new_id=self.new_id,
            on_event=self.events.tell_print,
        )
        self.till = Till(
            store=self.store,
            catalog=self.catalog,
            fiscal=self.fiscal,
            printer=self.queue,
            account=self.client,
            tokens=self.tokens,
            clock=self.clock,
            new_id=self.new_id,
            salt=self.random.randbytes,
            events=self.events,
            options=self.options,
            closers=[self.http.aclose],
        )

    async def _note(self, request: httpx.Request) -> None:
        self.calls.append(f"{request.method} {request.url.path}")

    def new_id(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    async def selling(self) -> "World":
        """Signed in, with an open shift."""
        await self.till.start()
        await self.till.sign_in_pin("1234")
        await self.till.open_shift()
        return self

    async def kill(self) -> None:
        """The power goes. (The tasks must be ended for the test's sake; the disk is left as it is.)"""
        await self.fiscal.stop()
        await self.queue.stop()
        await self.http.aclose()
        self.store.database.connection.close()
        self.catalog.close()

    async def restart(self) -> "World":
        await self.kill()
        self.open()
        await self.till.start()
        return self

    async def close(self) -> None:
        await self.till.shutdown()
        self.store.close()
        self.catalog.close()

    def posts(self, path: str) -> int:
        return self.calls.count(f"POST /api/v1{path}")

    def server_receipts(self) -> list[Any]:
        return sorted(self.server.register.state.receipts.values(), key=lambda one: one.serial)


async def until(holds: Callable[[], bool]) -> None:
    """Let the loop turn until it is so; the limit only ends what hangs."""
    limit = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < limit, "it never came to that"
        await asyncio.sleep(0)


MakeWorld = Callable[..., World]


@pytest.fixture
async def make_world(tmp_path: Path) -> AsyncIterator[MakeWorld]:
    """Makes tills; options of the service by name, `settings` of the sandbox, `rules` of the fiscal engine."""
    made: list[World] = []

    def make(*, settings: Settings = QUICK, rules: FiscalRules | None = None, **options: Any) -> World:
        folder = tmp_path / f"till{len(made)}"
        folder.mkdir()
        quick = FiscalRules(online_budget_s=2.0, shift_budget_s=4.0, probe_interval_s=0.2, quarantine_s=0.1)
        options = {"online_budget_s": (rules or quick).online_budget_s, **options}
        made.append(World(folder, options=options, settings=settings, rules=rules or quick))
        return made[-1]

    yield make
    for world in made:
        await world.close()


@pytest.fixture
async def world(make_world: MakeWorld) -> World:
    """A till that is ready to sell."""
    return await make_world().selling()
