"""Scenarios with a card terminal (`terminal = true`): the whole till, its driver, and the sandbox's terminal."""

import asyncio
from collections.abc import Mapping
from typing import Any

from pos_app.domain.payment import Payment, PaymentType
from pos_app.sandbox.terminal import Fault
from tests.scenarios.stage import Outcome, Stage
from tests.simulation.card_books import at_any_time, at_rest
from tests.simulation.card_shop import CardShop
from tests.simulation.loop import VirtualLoop
from tests.simulation.plan import Plan
from tests.simulation.world import World


class CardStage(Stage):
    """Adds the steps of a cashier with a terminal; invariant 13 is looked at after every commit and at the end."""

    def __init__(self, scenario: Mapping[str, Any], loop: VirtualLoop) -> None:
        super().__init__(scenario, loop)
        self._dies_with_the_slip = False

    def make_world(self, plan: Plan, loop: VirtualLoop) -> World:
        """A shop with a terminal."""
        self.shop = CardShop(plan, loop)
        return self.shop

    async def play(self) -> Outcome:
        """Every step; then the books, the terminal's among them."""
        main = asyncio.current_task()
        assert main is not None
        self.shop.keep(main)
        outcome = await super().play()
        outcome.broken += [*at_any_time(self.shop), *at_rest(self.shop)]
        return outcome

    async def _do(self, event: Any) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.shop.keep(task)
        await super()._do(event)

    async def on_open(self) -> None:
        await self.shop.cashier_signs_in()
        self._tell("open", await self._asked("open", self.shop.door.open_shift()))

    async def on_close(self) -> None:
        self._tell("close", await self._asked("close", self.shop.door.close_shift()))

    async def on_fill(self, product: str) -> None:
        """One piece goes into the basket."""
        await self.shop.door.add(product)

    def on_terminal(self, kind: str) -> None:
        """The next card meets a fault of the terminal."""
        self.shop.bank.faults.append(Fault(kind))

    def on_kill_with_the_slip(self) -> None:
        """The power goes when the terminal has charged the card, before its answer is heard."""
        self._crash = {"off": 5}
        power, bank = self.shop.power, self.shop.bank
        printed = len(bank.slips)

        async def gate(place: str) -> None:
            if len(bank.slips) > printed and not power.dead:
                power.dead, power.where = True, "with the slip"
                power.died.set()
            await power.gate(place)

        self.shop.wire.gate = gate

    async def on_charge(self) -> None:
        """The card is asked for all that is due."""
        self._tell("charge", await self._asked("charge", self.shop.door.charge()))

    def on_left(self) -> None:
        """What the till says of payments that are not settled."""
        states = [one.state.value for one in self.shop.door.state.card.unsettled]
        self.told.append(f"left: {', '.join(states) or 'nothing'}")

    async def on_pay(self, name: str, paid: str = "card") -> None:
        """The basket is paid: by card, or in cash."""
        kind = PaymentType.CASHLESS if paid == "card" else PaymentType.CASH
        answer = await self._asked("pay", self.shop.door.pay([Payment(kind)]))
        if hasattr(answer, "receipt"):
            self.receipts[name], self.names[answer.receipt.id] = answer.receipt, name
            self.told.append(f"pay: {answer.fiscal.state}")
        else:
            self._tell("pay", answer)

    async def on_reverse(self) -> None:
        """What no receipt carries is given back."""
        (attempt,) = self.shop.door.state.card.unsettled
        self._tell("reverse", await self._asked("reverse", self.shop.door.reverse_payment(attempt.id)))

    async def on_clear(self) -> None:
        """The basket is voided."""
        self._tell("clear", await self._asked("clear", self.shop.door.clear()))
