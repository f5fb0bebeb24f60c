"""One simulated shop: a server, a disk that survives, and a till that is cut off at any boundary and begins again."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from pydantic_core import to_json

from pos_app.domain.errors import PosError, refused
from pos_app.domain.receipt import Receipt
from pos_app.fiscal.engine import Fiscal
from pos_app.fiscal.rules import FiscalRules
from pos_app.fiscal.state import Refusal
from pos_app.sandbox.checkbox import LICENSE_KEY, Register, Settings, desk, make_desk
from pos_app.sandbox.checkbox.settings import TAXES
from pos_app.store.database import Database
from pos_app.store.till_store import TillStore, open_till_store
from tests.simulation.link import Link, SimClient
from tests.simulation.loop import VirtualLoop
from tests.simulation.plan import Plan

SOLD_UNDER: Final = tuple(tax for tax in TAXES if tax.code in {1, 2, 4, 8})
"""The taxes of this shop's register: those that it sells under and one more."""

desk.encode = to_json
"""The same bytes as json makes, sooner: a shop's day is thousands of answers."""


class PowerCutError(BaseException):
    """The program is gone; no handler of it may run on."""


@dataclass
class Power:
    """Cuts the till off at the n-th boundary after it is armed: before or after a write, before or after a call."""

    left: int | None = None
    dead: bool = False
    died: asyncio.Event = field(default_factory=asyncio.Event)
    where: str = ""
    waiting: list[asyncio.Future[None]] = field(default_factory=list)

    def passes(self, place: str) -> bool:
        """One boundary; False when the till is dead here."""
        if self.dead:
            return False
        if self.left is not None:
            self.left -= 1
            if self.left <= 0:
                self.left = None
                self.dead = True
                self.where = place
                self.died.set()
        return not self.dead

    async def gate(self, place: str) -> None:
        """A boundary of a call: the dead wait for ever."""
        if not self.passes(place):
            for_ever: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.waiting.append(for_ever)  # else the collector would tell of a task that nobody will end
            await for_ever


class SimDatabase(Database):
    """The production database with a switch at each boundary of a transaction, and a disk that may be full."""

    def __init__(self, connection: Any, power: Power, committed: Callable[[], None]) -> None:
        super().__init__(connection)
        self.power = power
        self.is_full: Callable[[], bool] = lambda: False
        self._committed = committed

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """As in production, cut off before or after."""
        if self._depth:
            yield
            return
        if not self.power.passes("before write"):
            raise PowerCutError
        if self.is_full():
            raise refused("disk_full")
        with super().transaction():
            yield
        self._committed()
        if not self.power.passes("after write"):
            raise PowerCutError


@dataclass
class Conditions:
    """What is wrong around the till just now."""

    disk_full: bool = False
    printer_dead: bool = False
    no_sign_in: bool = False


class World:
    """The whole shop. `watch` is a witness (tests.simulation.watch) or nothing."""

    def __init__(self, plan: Plan, loop: VirtualLoop) -> None:
        logging.disable(logging.CRITICAL)
        self.plan = plan
        self.loop = loop
        self.random = Random(plan.seed ^ 0x5EED)
        self.skew = timedelta()
        self.wrong = Conditions()
        settings = Settings(taxes=SOLD_UNDER, **plan.server)
        self.register = Register(settings, clock=self.now, random=Random(plan.seed ^ 0xC0DE))
        self.link = Link(self.register, make_desk(self.register))
        self.rules = FiscalRules(**plan.rules)
        self.store = open_till_store(None)
        self.keyring: str | None = None
        self.pin_known = False
        self.basket: list[Receipt] = []
        self.committed: Callable[[], None] = lambda: None
        self.booted: Callable[[], None] = lambda: None
        self.unhandled: list[str] = []
        self.crashes = 0
        loop.set_exception_handler(self._unhandled)
        self._connection = self.store.database.connection
        self.power = Power()

    def _unhandled(self, _loop: Any, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, PowerCutError | PosError) and not self.power.dead:
            self.unhandled.append(f"{context.get('message')}: {error!r}")

    # time and chance

    def now(self) -> datetime:
        """The true time, which is the server's."""
        return self.plan.begins + timedelta(seconds=self.loop.time())

    def till_now(self) -> datetime:
        """The wall clock of the till's computer."""
        return self.now() + self.skew

    def new_id(self) -> str:
        """A UUIDv4 out of the seed."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    # the till's life

    def boot(self) -> None:
        """A new program over what the disk holds."""
        self.power = Power()
        database = SimDatabase(self._connection, self.power, lambda: self.committed())
        database.is_full = lambda: self.wrong.disk_full
        self.store = TillStore(database)
        self.born = self.loop.time()
        self.link.gate = self.power.gate
        self.client = SimClient(
            self.link,
            base_url="http://checkbox.test",
            license_key=LICENSE_KEY,
            client_name="till",
            client_version="1",
            device_id="till-1",
            on_server_date=self._server_date,
            monotonic=self.monotonic,
        )
        self.client.token = self.keyring
        self.pin_known = False
        self.fiscal = Fiscal(
            client=self.client,
            store=self.store,
            rules=self.rules,
            sign_in_again=self.sign_in,
            now=self.till_now,
            monotonic=self.monotonic,
            new_id=self.new_id,
        )
        self.fiscal.on_return(self._taken_back)
        self.booted()

    def monotonic(self) -> float:
        """Seconds since this program began."""
        return self.loop.time() - self.born

    def _server_date(self, date: datetime) -> None:
        if not self.power.dead:
            self.fiscal.server_date(date)

    def _taken_back(self, receipt: Receipt, _refusal: Refusal) -> None:
        self.basket = [one for one in self.basket if one.id != receipt.id] + [receipt]

    async def start(self) -> None:
        """Start the program that `boot` made; a full disk or a cut may end it at once."""
        await self.fiscal.start()

    async def sign_in(self) -> bool:
        """Silently, with what is in memory."""
        if not self.pin_known or self.wrong.no_sign_in:
            return False
        await self.client.sign_in_pin("1234")
        self.keyring = self.client.token
        return True

    async def cashier_signs_in(self) -> bool:
        """At the screen: online, or against the local verifier when Checkbox is out of reach."""
        if self.wrong.no_sign_in:
            return False
        self.pin_known = True
        try:
            await self.sign_in()
        except PosError as error:
            if error.code in {"cashier_deactivated", "wrong_pin", "access_key_invalid", "license_invalid"}:
                self.pin_known = False
                return False
        self.fiscal.wake()
        return True

    async def end(self) -> None:
        """Switch the program off where it stands."""
        self.power.dead = True
        await self.fiscal.stop()

    async def reboot(self, off_s: float, *, keep_token: bool = True, again: int | None = None) -> None:
        """The power goes, and comes back after `off_s` seconds."""
        await self.end()
        self.crashes += 1
        if not keep_token:
            self.keyring = None
        await asyncio.sleep(off_s)
        self.boot()
        self.power.left = again
        await self.start()

    @property
    def state(self) -> Any:
        """What the server remembers, everything due carried out."""
        self.register.settle()
        return self.register.state
