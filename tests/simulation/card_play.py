"""Plays a day at a till with a card terminal: cashier, customers, faults of the terminal, cuts of the power.

python -m tests.simulation.card_play --plans 200 --seed 0
"""

import argparse
import asyncio
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any, Final

from pos_app.domain.card import Attempt, AttemptKind
from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType
from pos_app.sandbox.checkbox import troubles
from pos_app.sandbox.terminal import Fault, PrintedSlip
from tests.simulation.card_books import METHODS, at_any_time, at_rest, on_asking
from tests.simulation.card_shop import CardShop, PowerCutError
from tests.simulation.link import Trouble
from tests.simulation.loop import VirtualLoop
from tests.simulation.plan import Event, Plan
from tests.simulation.shop import PRODUCTS

PLAIN: Final = [one.id for one in PRODUCTS if not one.sold_by_weight]
TELLING: Final = ("late", "slow", "twice", "declined", "partial", "other_sum")
SILENT: Final = ("silent", "deaf", "lost_before", "cut_before", "lost_after", "garbage")
LONGEST_S: Final = 3600.0


def make_plan(seed: int) -> Plan:
    """Ten to sixteen customers of a seed, two in three of them in trouble."""
    chance = Random(seed)
    events: list[Event] = []
    for number in range(chance.randint(10, 16)):
        events += _trouble(chance)
        kind = "back" if number > 2 and chance.random() < 0.2 else "sale"
        events.append(Event(kind, {"seed": chance.randrange(10**6)}))
    return Plan(seed, datetime(2026, 3, 2, 7, 0, tzinfo=UTC), tuple(events), {"offline": True}, {})


def _trouble(chance: Random) -> Iterator[Event]:
    kind = chance.choice(("terminal", "terminal", "cut", "cut", "cable", "somebody", "signer", "outage", "", "", ""))
    if kind == "terminal":
        fault = chance.choice((*TELLING, *SILENT, *SILENT))
        seconds, amount = chance.choice((5, 40, 200)), chance.randint(100, 2000)
        yield Event("fault", {"kind": fault, "seconds": seconds, "amount": amount})
    elif kind == "cut":
        yield Event("cut", {"at": chance.randint(1, 60), "off": chance.choice((1, 20, 300))})
        if chance.random() < 0.5:
            yield Event("fault", {"kind": chance.choice(SILENT), "seconds": 30, "amount": 100})
    elif kind == "cable":
        yield Event("cable", {"s": chance.choice((3, 30, 200))})
    elif kind == "somebody":
        yield Event("somebody", {"amount": chance.randint(100, 90_000), "after": chance.choice((0, 2, 8))})
    elif kind:
        yield Event(kind, {"s": chance.choice((20, 90))})


@dataclass
class CardResult:
    """What a run came to."""

    violations: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    digest: str = ""
    log: list[str] = field(default_factory=list)


class CardPlay:
    """One run. What the cashier does is decided by the event's own seed."""

    def __init__(self, plan: Plan, loop: VirtualLoop) -> None:
        self.plan = plan
        self.shop = self.make_shop(plan, loop)
        self.result = CardResult()
        self._off = 5.0
        self._sold: list[str] = []
        self._looking = False
        self.shop.committed = self._look
        self.shop.bank.asked = _Heard(self)

    def make_shop(self, plan: Plan, loop: VirtualLoop) -> CardShop:
        """The shop that is played in."""
        return CardShop(plan, loop)

    # looking

    def _broken(self, found: Iterator[str]) -> None:
        self.result.violations += [f"{self.shop.loop.time():.1f}: {text}" for text in found]

    def _look(self) -> None:
        if not self.result.violations:
            self._broken(at_any_time(self.shop))

    def _books(self) -> Iterator[str]:
        """What must hold when all is done."""
        yield from at_rest(self.shop)

    def heard(self, method: str, amount: str) -> None:
        """The terminal was asked for money."""
        self.result.counts[method] += 1
        self._broken(on_asking(self.shop, method, amount))

    # playing

    async def run(self) -> CardResult:
        """Every event, then calm, then the books."""
        self.shop.keep(asyncio.current_task())  # type: ignore[arg-type] # inside a task there is one
        self.shop.boot()
        await self.shop.start()
        for event in (*self.plan.events, Event("calm")):
            self.result.log.append(f"{self.shop.loop.time():.1f} {event}")
            await self._one(event)
            self._look()
            if self.result.violations:
                break
        else:
            self._broken(self._books())
        self.result.violations += self.shop.unhandled
        entries = [entry.hash for entry in self.shop.store.journal.entries()]
        books = f"{entries[-1:]}{[(slip.number, slip.amount) for slip in self.shop.bank.slips]}"
        self.result.digest = hashlib.sha256(books.encode()).hexdigest()
        self.result.counts["cuts"] = self.shop.crashes
        await self.shop.end()
        return self.result

    async def _one(self, event: Event) -> None:
        """One event to its end; a cut ends it, and the till comes back."""
        work = asyncio.ensure_future(self._do(event))
        self.shop.keep(work)
        while not work.done():
            died = asyncio.ensure_future(self.shop.power.died.wait())
            self.shop.keep(died)
            await asyncio.wait({work, died}, return_when=asyncio.FIRST_COMPLETED, timeout=LONGEST_S)
            died.cancel()
            if self.shop.power.dead:
                work.cancel()
                await asyncio.wait({work})
                await self.shop.reboot(self._off)
                return
        error = None if work.cancelled() else work.exception()
        if isinstance(error, PowerCutError):
            await self.shop.reboot(self._off)
        elif error is not None:
            raise error

    async def _do(self, event: Event) -> None:
        act: Callable[..., Any] = getattr(self, f"on_{event.kind}")
        answer = act(**event.args)
        if isinstance(answer, Coroutine):
            await answer
            # a till that was armed to die in this event and did not lives on
            self.shop.power.left = None

    # the world

    def on_fault(self, kind: str, seconds: float, amount: int, method: str | None = None) -> None:
        self.shop.bank.faults.append(Fault(kind, method=method, seconds=seconds, amount=amount))

    def on_cut(self, at: int, off: float) -> None:
        self._off = off
        self.shop.power.left = at

    def on_cable(self, s: float) -> None:
        self.shop.wire.cable = False
        self.shop.loop.call_later(s, lambda: setattr(self.shop.wire, "cable", True))

    def on_somebody(self, amount: int, after: float) -> None:
        self.shop.loop.call_later(after, lambda: self.shop.bank.somebody_pays(amount))

    def on_signer(self, s: float) -> None:
        troubles.act(self.shop.register, "signer_off")
        self.shop.loop.call_later(s, lambda: troubles.act(self.shop.register, "signer_on"))

    def on_outage(self, s: float) -> None:
        self._strikes(Trouble("refused", times=None), s)

    def _strikes(self, trouble: Trouble, s: float) -> None:
        link = self.shop.link
        link.troubles.append(trouble)

        def over() -> None:
            link.troubles = [one for one in link.troubles if one is not trouble]

        self.shop.loop.call_later(s, over)

    # the cashier

    async def _at_the_till(self) -> bool:
        """Signed in, the shift open: what stands in the way is waited for, and not for ever."""
        for _ in range(4):
            if await self.shop.signed_in():
                return True
            await self.shop.pass_time(60)
        return False

    async def on_sale(self, seed: int) -> None:
        """A customer comes."""
        chance = Random(seed)
        if not await self._at_the_till():
            return
        await self._tidy()
        door = self.shop.door
        if door.state.cart.is_empty:
            await self._try(door.add(chance.choice(PLAIN), 1000 * chance.randint(1, 3)))
        await self._pay(chance)

    async def on_back(self, seed: int) -> None:
        """A customer brings goods back; the money goes to the card they came with."""
        if not await self._at_the_till() or not self._sold:
            return
        await self._tidy()
        sale = self._sold.pop(Random(seed).randrange(len(self._sold)))
        await self._try(self.shop.door.give_back(sale, [Payment(PaymentType.CASHLESS)]))
        await self._tidy()

    async def on_calm(self) -> None:
        """The faults end; what lies about is tidied up, every basket is paid or cleared."""
        shop = self.shop
        shop.bank.faults.clear()
        shop.wire.cable, shop.power.left = True, None
        await shop.pass_time(400)
        for _ in range(40):
            if await shop.signed_in():
                await self._tidy()
                await self._pay(Random(1))
                state = shop.door.state
                if state.cart.is_empty and not state.parked and not state.card.unsettled:
                    break
                if state.cart.is_empty and state.parked:
                    await self._try(shop.door.resume(state.parked[0].id))
            await shop.pass_time(30)
        await shop.fiscal.wait_idle(600)

    async def _try(self, command: Coroutine[Any, Any, Any]) -> Any:
        """A command whose refusal the cashier reads; → its answer, or the error."""
        try:
            return await command
        except PosError as error:
            self.result.counts[f"refused {error.code}"] += 1
            return error

    async def _pay(self, chance: Random) -> None:
        """By card, by two cards, in cash, or a part of each, until the basket is empty or the customer gives up."""
        for _ in range(8):
            state = self.shop.door.state
            if state.cart.is_empty:
                return
            if any(one.is_open for one in state.card.of(state.cart)):
                await self._find_out()
                continue
            if await self._paid(chance):
                return
            await self.shop.pass_time(chance.choice((1, 15)))

    async def _paid(self, chance: Random) -> bool:
        door = self.shop.door
        held = [one for one in door.state.card.of(door.state.cart) if one.is_loose]
        left = door.state.totals.total - sum(one.moved for one in held)
        if held and (left < 0 or chance.random() < 0.25):
            await self._try(door.reverse_payment(held[0].id))
            return False
        cards = [Payment(PaymentType.CASHLESS, one.moved) for one in held]
        way = chance.choice(("card", "card", "card", "card", "two", "cash", "hand"))
        if left > 0 and way in {"card", "two"}:
            part = left // 2 if way == "two" and left > 200 else left
            await self._try(door.charge(part))
            return False
        if left > 0 and way == "hand":
            slip = {"rrn": f"M{chance.randrange(10**9)}"}
            cards.append(Payment(PaymentType.CASHLESS, left, details=slip))
        elif left > 0:
            cards.append(Payment(PaymentType.CASH, left + 100))
        view = await self._try(door.pay(cards))
        if isinstance(view, PosError):
            return False
        self.result.counts["sales"] += 1
        if way != "hand" and all(one.type is PaymentType.CASHLESS for one in cards) and len(cards) == 1:
            self._sold.append(view.receipt.id)
        return True

    async def _tidy(self) -> None:
        """What an earlier customer or a cut has left: unknown payments, refunds without a receipt, lone approvals."""
        door = self.shop.door
        for _ in range(6):
            state = door.state
            if any(one.is_open for one in state.card.unsettled):
                await self._hurry()
                await self._find_out()
                continue
            parked = {row.cart.receipt_id for row in self.shop.store.baskets.parked()}
            kept = parked | {state.cart.receipt_id}
            loose = [one for one in state.card.unsettled if one.is_loose and one.document not in kept]
            if not loose:
                return
            await self._settle_loose(loose[0])
            await self.shop.pass_time(1)

    async def _hurry(self) -> None:
        """A cashier who cannot wait completes what is loose, though the terminal may be giving that very money back."""
        for attempt in self.shop.door.state.card.unsettled:
            if attempt.is_loose and self.shop.loop.time() % 2 < 1:
                await self._complete(attempt)

    async def _complete(self, attempt: Attempt) -> bool:
        """Ask for the document of money that has moved, where it is one that can be asked for."""
        if attempt.kind is not AttemptKind.REFUND or attempt.moved != attempt.amount:
            return False
        await self._try(self.shop.door.complete_refund(attempt.id))
        return True

    async def _settle_loose(self, attempt: Attempt) -> None:
        if not await self._complete(attempt) and attempt.kind is not AttemptKind.REVERSAL:
            await self._try(self.shop.door.reverse_payment(attempt.id))

    async def _find_out(self) -> None:
        """Wait for the till to find out; after two minutes a manager looks at the bank's own slips."""
        door = self.shop.door
        for wait in (1, 5, 30, 90):
            await self.shop.pass_time(wait)
            await self._try(door.check_payment())
            if not self.shop.store.payments.unsettled() or not any(one.is_open for one in door.state.card.unsettled):
                return
        if self.shop.bank.is_busy:
            return
        unknown = next((one for one in door.state.card.unsettled if one.is_open), None)
        if unknown is None:
            return
        self.result.counts["decided by a manager"] += 1
        slip = self._unclaimed(unknown)
        if slip is not None:
            await self._try(door.payment_charged(unknown.id, rrn=slip.rrn))
        else:
            await self._try(door.payment_not_charged(unknown.id, "Банк такої оплати не має"))

    def _unclaimed(self, attempt: Attempt) -> PrintedSlip | None:
        """The bank's slip of a payment, which a person can look up."""
        known = {one.approval.rrn for one in self.shop.attempts() if one.approval is not None}
        return next(
            (
                slip
                for slip in self.shop.bank.slips
                if slip.ours and METHODS[slip.method] is attempt.kind and slip.rrn not in known
            ),
            None,
        )


class _Heard(list[tuple[str, str]]):
    """The terminal's list of what it was asked; each new entry is looked at."""

    def __init__(self, play: CardPlay) -> None:
        super().__init__()
        self._play = play

    def append(self, entry: tuple[str, str]) -> None:
        super().append(entry)
        self._play.heard(*entry)


def play(plan: Plan, kind: type[CardPlay] = CardPlay) -> CardResult:
    """Play a plan in a loop of its own."""
    loop = VirtualLoop()
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(kind(plan, loop).run())
    finally:
        rest = asyncio.all_tasks(loop)
        for task in rest:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
        asyncio.set_event_loop(None)
        loop.close()


def campaign(make: Callable[[int], Plan], kind: type[CardPlay], words: str | None) -> int:
    """The command of this play and of those on top of it: so many plans, figures, and the first failing seed."""
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    began, counts = time.monotonic(), Counter[str]()
    for seed in range(chosen.seed, chosen.seed + chosen.plans):
        result = play(make(seed), kind)
        counts += result.counts
        if result.violations:
            print(f"seed {seed}:", *result.violations[:3], *result.log[-4:], sep="\n  ")
            return 1
    print(f"{chosen.plans} plans in {time.monotonic() - began:.1f} s, no violation: {dict(sorted(counts.items()))}")
    return 0


if __name__ == "__main__":
    sys.exit(campaign(make_plan, CardPlay, __doc__))
