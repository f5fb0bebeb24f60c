"""Plays a day at a till that sells by card and hands out cash for a card's money, with the faults of the card's play.

python -m tests.simulation.withdrawal_play --plans 200 --seed 0
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any, Final

from pos_app.domain.card import Attempt
from pos_app.domain.errors import PosError
from pos_app.domain.register import OperationKind, OperationState
from pos_app.sandbox.terminal import PrintedSlip
from tests.simulation.card_books import at_rest
from tests.simulation.card_play import CardPlay, campaign
from tests.simulation.card_play import make_plan as make_card_plan
from tests.simulation.card_shop import CardShop
from tests.simulation.plan import Event, Plan

LIMIT: Final = 100_000
FLOAT: Final = 150_000
"""What the cashier puts into the drawer whenever a customer could want more than there is."""


def make_plan(seed: int) -> Plan:
    """A day of the card's play; before every other customer somebody wants cash."""
    plan, chance = make_card_plan(seed), Random(seed ^ 0xCA5)
    events: list[Event] = []
    for event in plan.events:
        if event.kind in {"sale", "back"} and chance.random() < 0.5:
            events.append(Event("cash", {"seed": chance.randrange(10**6)}))
        events.append(event)
    return replace(plan, events=(*events, Event("cash", {"seed": seed})))


class WithdrawalPlay(CardPlay):
    """A customer who wants cash is as stubborn as one who buys."""

    async def on_cash(self, seed: int) -> None:
        """The card, the receipt, the cash; what stands in the way is settled first, then tried again."""
        chance = Random(seed)
        if not await self._at_the_till():
            return
        await self._tidy()
        await self._stock()
        amount, request = 100 * chance.choice((1, 7, 50, 200, 1000, 1001)), f"cash-{seed}"
        for _ in range(4):
            begun = await self._try(self.shop.door.withdraw(amount, request_id=request))
            if not isinstance(begun, PosError):
                self.result.counts["withdrawals"] += 1
                return
            await self.shop.pass_time(chance.choice((1, 15, 60)))
            if chance.random() < 0.5:
                await self._tidy()

    async def on_stock(self) -> None:
        """The morning: the shift is open and there is cash in the drawer."""
        await self._at_the_till()
        await self._stock()

    async def _stock(self) -> None:
        door = self.shop.door
        rules = await door.shop_rules()
        if rules.withdrawal_limit != LIMIT:
            await self._try(door.set_shop_rules(replace(rules, withdrawal_limit=LIMIT)))
        shift = door.state.shift
        if shift is not None and shift.sums.cash < LIMIT:
            await self._try(door.cash_in(FLOAT))

    async def _complete(self, attempt: Attempt) -> bool:
        """Completed as often as given back; what Checkbox will not have goes back in the end."""
        if not attempt.is_withdrawal:
            return await super()._complete(attempt)
        if attempt.moved != attempt.amount or self.shop.loop.time() % 2 >= 1:
            return False
        await self._try(self.shop.door.complete_withdrawal(attempt.id))
        return True

    def _unclaimed(self, attempt: Attempt) -> PrintedSlip | None:
        """A manager vouches for no slip of another sum: the bank gives that one back, and nothing was charged."""
        slip = super()._unclaimed(attempt)
        if slip is None or slip.amount == attempt.amount:
            return slip
        slips = self.shop.bank.slips
        slips[slips.index(slip)] = replace(slip, ours=False)
        self.result.counts["given back by the bank"] += 1
        return None

    def _books(self) -> Iterator[str]:
        yield from at_rest(self.shop)
        yield from withdrawn_at_rest(self.shop)


def withdrawn_at_rest(shop: CardShop) -> Iterator[str]:
    """Every withdrawal is at the server once with our sum, and the drawer holds there what it holds here."""
    ours = {
        row.id: row.total
        for row in shop.store.operations.since()
        if row.kind is OperationKind.CASH_WITHDRAWAL and row.state is not OperationState.REJECTED
    }
    there: dict[str, Any] = shop.register.state.receipts
    theirs = {one.id: one.total_sum for one in there.values() if one.type == "CASH_WITHDRAWAL"}
    if ours != theirs:
        yield f"withdrawals: {sorted(ours.items())} here, {sorted(theirs.items())} at the server"
    shift = shop.door.state.shift
    if shift is not None:
        server = shop.register.state.shifts[shift.id]
        if server.balance != shift.sums.cash:
            yield f"the drawer: {shift.sums.cash} here, {server.balance} at the server"
        if (server.sums.withdrawn, server.sums.withdrawal_receipts) != (
            shift.sums.withdrawn,
            shift.sums.withdrawals_count,
        ):
            yield f"withdrawn in the shift: {shift.sums.withdrawn} here, {server.sums.withdrawn} at the server"


if __name__ == "__main__":
    sys.exit(campaign(make_plan, WithdrawalPlay, __doc__))
