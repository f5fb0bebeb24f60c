"""A simulated shop with a card terminal: the whole production till over the simulated disk, server and terminal."""

import asyncio
from random import Random
from typing import Any, Final

from pos_app.catalog.search import fold
from pos_app.domain.card import Attempt
from pos_app.domain.errors import PosError
from pos_app.sandbox.terminal import BankTerminal
from pos_app.store.catalog import CatalogRow, CatalogStore, open_catalog_store
from pos_app.till.clock import TillClock
from pos_app.till.core import Options
from pos_app.till.events import Events
from pos_app.till.ports import MemoryTokens
from pos_app.till.service import Till
from tests.simulation.loop import VirtualLoop
from tests.simulation.plan import Plan
from tests.simulation.shop import PRODUCTS
from tests.simulation.terminal import Wire
from tests.simulation.world import PowerCutError, World
from tests.unit.till.conftest import FakePrinter

GROUPS: Final = {1: (1,), 2: (2,), 8: (8,)}
"""SmartKasa's tax group → the register's code, as the owner's file says."""


def _shelf() -> CatalogStore:
    catalog = open_catalog_store(None)
    rows = [
        CatalogRow(
            id=one.id,
            code=one.code,
            name=one.name,
            price=one.price,
            unit=one.unit,
            folded=fold(one.name),
            hash=one.id,
            barcodes=(one.barcode or "",),
            tax_group=one.tax_group,
        )
        for one in PRODUCTS
        if not one.sold_by_weight
    ]
    catalog.put_page(rows, generation=1)
    return catalog


class CardShop(World):
    """The bank's memory (`bank`) outlives the till, as it does in a shop."""

    def __init__(self, plan: Plan, loop: VirtualLoop) -> None:
        self.bank = BankTerminal(now=self.now, random=Random(plan.seed ^ 0xBA4C), card_s=4.0)
        self.wire = Wire(self.bank)
        self.catalog = _shelf()
        self.till: Till | None = None
        self._ours: set[asyncio.Task[Any]] = set()
        super().__init__(plan, loop)

    def boot(self) -> None:
        """A new program over what the disk holds."""
        super().boot()
        self.wire.gate = self.power.gate
        self.till = Till(
            store=self.store,
            catalog=self.catalog,
            fiscal=self.fiscal,
            printer=FakePrinter(),
            account=self.client,
            tokens=MemoryTokens(),
            clock=TillClock(self.till_now, self.monotonic),
            new_id=self.new_id,
            salt=self.random.randbytes,
            events=Events(),
            options=Options(tax_table=GROUPS, sandboxed=True),
            terminals=lambda _: self.wire.driver(),
            **self.beside(),
        )

    def beside(self) -> dict[str, Any]:
        """What else stands beside this till."""
        return {}

    @property
    def door(self) -> Till:
        """The till that runs now."""
        assert self.till is not None
        return self.till

    async def start(self) -> None:
        """Start it; a cut may end it at once."""
        await self.door.start()

    async def cashier_signs_in(self) -> bool:
        """At the screen, by login and password: no local verifier makes the simulation wait."""
        self.pin_known = True
        identity = self.register.settings.cashiers[0]
        try:
            await self.door.sign_in(identity.login, identity.password)
        except PosError:
            return False
        return True

    async def signed_in(self) -> bool:
        """A cashier is at the till, and a shift is open."""
        try:
            if self.door.state.cashier is None and not await self.cashier_signs_in():
                return False
            if self.door.state.shift is None:
                await self.door.open_shift()
        except PosError:
            return False
        return True

    async def end(self) -> None:
        """Switch the program off where it stands: nothing of it runs on, the terminal and the server do."""
        self.power.dead = True
        parts = self.door._parts
        parts.cards._ended_for_good = True
        kept = {asyncio.current_task(), *self._ours, *self.bank._at_work, *self.wire._serving, *self.link.late}
        gone = [task for task in asyncio.all_tasks() if task not in kept]
        for task in gone:
            task.cancel()
        await asyncio.gather(*gone, return_exceptions=True)

    def keep(self, task: "asyncio.Task[Any]") -> None:
        """A task of the simulation itself, which outlives the till."""
        self._ours.add(task)

    def attempts(self) -> list[Attempt]:
        """Every card payment, the oldest first."""
        return self.store.payments.newest(10_000)[::-1]

    async def pass_time(self, seconds: float) -> None:
        """Nobody does anything."""
        await asyncio.sleep(seconds)


__all__ = ["CardShop", "PowerCutError"]
