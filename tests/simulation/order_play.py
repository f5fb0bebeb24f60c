"""Plays a day at a till that also takes orders: prepaid, paid to the end or given up, with the card play's faults.

python -m tests.simulation.order_play --plans 200 --seed 0
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any, Final

from pos_app.domain.errors import PosError
from pos_app.domain.register import OperationState
from tests.simulation.card_books import at_rest
from tests.simulation.card_play import PLAIN, CardPlay, campaign
from tests.simulation.card_play import make_plan as make_card_plan
from tests.simulation.card_shop import CardShop
from tests.simulation.link import ANSWER_KINDS, LINK_KINDS, Trouble
from tests.simulation.plan import Event, Plan

STATUS: Final = {(1, 0, 0): "PARTIAL_PAID", (1, 1, 0): "FULL_PAID", (1, 0, 1): "CANCELLED"}
"""(prepayments, rests, returns) of an order here, and what it is called at Checkbox."""


LINKS: Final = tuple(kind for kind in LINK_KINDS if kind != "double")
"""A second copy of what was refused may arrive under other payments by then: that is the fiscal play's."""
PATHS: Final = ("*/prepayment-receipts*", "*/prepayment-receipts*", "*/receipts/*", "*")


def make_plan(seed: int) -> Plan:
    """A day of the card's play; every third customer orders, pays the rest, or thinks better of it; every other time
    Checkbox does not answer as it should.
    """
    plan, chance = make_card_plan(seed), Random(seed ^ 0x0DE)
    events: list[Event] = []
    for event in plan.events:
        if event.kind in {"sale", "back"}:
            kind = chance.choice(("order", "order", "rest", "give_up", ""))
            events += [_server(chance) for _ in range(chance.choice((0, 0, 1, 2)) if kind else 0)]
            events += [Event(kind, {"seed": chance.randrange(10**6)})] if kind else []
        events.append(event)
    return replace(plan, events=(*events, Event("rest", {"seed": seed})))


def _server(chance: Random) -> Event:
    """A fault of the link or of an answer; what is throttled or signed out has not been done."""
    status = chance.choice((500, 502, 502, 429, 401))
    when = {"method": chance.choice(("POST", "POST", "GET", "*")), "times": chance.choice((1, 1, 2, None))}
    how = {"status": status, "processed": status >= 500 and chance.random() < 0.5}
    kind, path = chance.choice((*LINKS, *LINKS, *ANSWER_KINDS)), chance.choice(PATHS)
    late = {"after": chance.choice((0, 0, 1, 2)), "seconds": chance.choice((1.0, 7.0, 40.0))}
    return Event("server", {"s": chance.choice((20, 60, 200)), "kind": kind, "path": path, **when, **how, **late})


class OrderPlay(CardPlay):
    """The cashier takes orders as baskets: the card's play pays for them."""

    def on_server(self, s: float, **fault: Any) -> None:
        """Checkbox, or the way to it, is not as it should be for a while."""
        self._strikes(Trouble(**fault), s)

    async def on_calm(self) -> None:
        """The faults of the server end too."""
        self.shop.link.troubles.clear()
        await super().on_calm()

    async def on_order(self, seed: int) -> None:
        """A part of a basket."""
        chance = Random(seed)
        door = self.shop.door
        if not await self._ready():
            return
        await self._try(door.add(chance.choice(PLAIN), 1000 * chance.randint(1, 3)))
        whole = door.state.totals.total
        part = 100 * chance.randint(1, max(whole // 100, 1))
        if not isinstance(await self._try(door.set_prepayment(part, "Марія")), PosError):
            self.result.counts["orders"] += 1
        await self._pay(chance)

    async def on_rest(self, seed: int) -> None:
        """Whoever has ordered comes for the goods."""
        chance = Random(seed)
        if not await self._ready():
            return
        orders = await self.shop.door.open_orders()
        if orders and not isinstance(await self._try(self.shop.door.take_order(chance.choice(orders).order)), PosError):
            self.result.counts["rests"] += 1
            await self._pay(chance)

    async def on_give_up(self, seed: int) -> None:
        """Whoever has ordered wants the money back."""
        if not await self._ready():
            return
        door = self.shop.door
        orders = await door.open_orders()
        shift = door.state.shift
        if orders and shift is not None and shift.sums.cash < 100_000:
            await self._try(door.cash_in(100_000))
        if orders:
            await self._try(door.give_up_order(Random(seed).choice(orders).order))
            await self._tidy()

    async def _pay(self, chance: Random) -> None:
        """No two slips that people type have one number, as it is with a bank's."""
        await super()._pay(Random(chance.randrange(10**6) ^ int(1000 * self.shop.loop.time())))

    async def _ready(self) -> bool:
        if not await self._at_the_till():
            return False
        await self._tidy()
        await self._pay(Random(2))
        return self.shop.door.state.cart.is_empty

    async def _paid(self, chance: Random) -> bool:
        """Cash that an order will not have gives way to a card; what is stuck is left for later."""
        door = self.shop.door
        part = door.state.cart.part
        if part is not None and part.is_first and not door.state.card.of(door.state.cart) and chance.random() < 0.3:
            await self._try(door.set_prepayment(None))
        return await super()._paid(chance)

    def _books(self) -> Iterator[str]:
        yield from at_rest(self.shop)
        yield from orders_at_rest(self.shop)


def orders_at_rest(shop: CardShop) -> Iterator[str]:
    """Each order stands at Checkbox as its receipts here say, to the kopeck, and no receipt twice."""
    chains = shop.register.state.chains
    rows = shop.store.operations.orders()
    here: dict[str, list[int]] = {}
    paid: Counter[str] = Counter()
    for row in rows:
        assert row.document is not None
        part = row.document.part
        assert part is not None
        if row.state not in {OperationState.ACCEPTED, OperationState.DONE}:
            yield f"{row.id} of the order {part.order} is {row.state}"
        back = row.document.kind.value == "RETURN"
        if back and not row.document.by_chain:
            continue  # goods of a finished order: a plain return
        place = 2 if back else 0 if part.is_first else 1
        here.setdefault(part.order, [0, 0, 0])[place] += 1
        paid[part.order] += 0 if back else row.total
    if here.keys() != chains.keys():
        yield f"orders here {sorted(here)}, at Checkbox {sorted(chains)}"
        return
    for order, counts in here.items():
        chain = chains[order]
        if STATUS.get((counts[0], counts[1], counts[2])) != chain.status:
            yield f"order {order}: {counts} here, {chain.status} at Checkbox"
        if paid[order] != chain.paid:
            yield f"order {order}: {paid[order]} paid here, {chain.paid} at Checkbox"
    shift = shop.door.state.shift
    if shift is not None and shop.register.state.shifts[shift.id].balance != shift.sums.cash:
        yield f"the drawer: {shift.sums.cash} here, {shop.register.state.shifts[shift.id].balance} at the server"


if __name__ == "__main__":
    sys.exit(campaign(make_plan, OrderPlay, __doc__))
