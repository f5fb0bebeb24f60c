"""A till on the bench with a simulated card terminal beside it, in virtual time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random
from typing import Any

from pos_app.domain.card import Attempt
from pos_app.sandbox.terminal import BankTerminal, Fault
from pos_app.store.till_store import open_till_store
from pos_app.till.clock import TillClock
from pos_app.till.core import Options
from tests.simulation.loop import VirtualLoop
from tests.simulation.terminal import Wire
from tests.unit.till.conftest import NOON, Bench, filled_catalog, id_of


class CardBench(Bench):
    """`bank` is the terminal. Time passes only when everybody waits."""

    def __init__(self, **options: Any) -> None:
        loop = asyncio.get_running_loop()
        self.bank = BankTerminal(now=lambda: NOON + timedelta(seconds=loop.time()), random=Random(7), card_s=3.0)
        self.wire = Wire(self.bank)
        values = {"accept_proposals": True, "refused_sale_to_basket": True, "online_budget_s": 0.05, **options}
        super().__init__(Options(**values), filled_catalog(), open_till_store(None))
        self.clock = TillClock(lambda: NOON + timedelta(seconds=loop.time()), loop.time)
        self.till = self.another()

    def another(self, **given: Any) -> Any:
        return super().another(**{"terminals": lambda _: self.wire.driver(), **given})

    def fail(self, kind: str, **given: Any) -> None:
        """Something goes wrong with the next card."""
        self.bank.faults.append(Fault(kind, **given))

    async def fill(self, product: int = 1) -> None:
        """One product in the basket: 42.90."""
        await self.till.add(id_of(product))

    async def killed(self) -> None:
        """The power goes and comes back: another till on the same disk, a cashier signs in."""
        await self.till._parts.cards.stop()
        self.till = self.another()
        await self.till.start()
        await self.till.sign_in_pin("1234")

    def unsettled(self) -> list[Attempt]:
        return self.store.payments.unsettled()

    def states(self) -> list[str]:
        """Every payment's state, the oldest first."""
        return [one.state.value for one in reversed(self.store.payments.newest(100))]

    @property
    def charges(self) -> int:
        """How many purchases reached the terminal."""
        return sum(method == "Purchase" for method, _ in self.bank.asked)


def played(story: Callable[[CardBench], Awaitable[None]], **options: Any) -> None:
    """Run a story on a bench that is ready to sell, in a loop of virtual time."""

    async def live() -> None:
        bench = CardBench(**options)
        await bench.ready()
        await story(bench)
        await bench.till.shutdown()
        bench.store.close()
        bench.catalog.close()

    loop = VirtualLoop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(live())
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        asyncio.set_event_loop(None)
        loop.close()
