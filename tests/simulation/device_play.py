"""Plays a day at a till with a scanner, a scale, a display and a terminal, each of which breaks in every way.

python -m tests.simulation.device_play --plans 1000 --seed 0
"""

import argparse
import asyncio
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any, Final

from pos_app.catalog.search import fold
from pos_app.devices.scale_protocols import PROTOCOLS
from pos_app.devices.settings import DeviceSettings, DisplaySetting, ScaleSetting, ScannerSetting
from pos_app.domain.card import Attempt, AttemptState
from pos_app.domain.device import Port, Trouble
from pos_app.domain.errors import PosError
from pos_app.links.stream import Stream
from pos_app.sandbox.devices import SCALE_FAULTS, SCANNER_FAULTS, DisplayTwin, ScaleTwin, ScannerTwin
from pos_app.store.catalog import CatalogRow, open_catalog_store
from pos_app.till.device_desk import SCANNED
from tests.simulation.card_play import SILENT, TELLING, CardPlay, CardResult, play
from tests.simulation.card_shop import CardShop
from tests.simulation.loop import VirtualLoop
from tests.simulation.plan import Event, Plan
from tests.simulation.shop import PRODUCTS
from tests.unit.devices.lines import Line

DEVICES: Final = ("scanner", "scale", "display")
LOOK_S: Final = 0.25
KNOWN_WITHIN_S: Final = 10.0
"""An unknown payment is known so soon after the terminal answers."""
SALE_WITHIN_S: Final = 3.0
"""A sale for cash takes no longer, whatever device is dead; with all in order the simulated Checkbox takes 2.5."""
BY_WEIGHT: Final = [one for one in PRODUCTS if one.sold_by_weight]
BY_CODE: Final = [one for one in PRODUCTS if not one.sold_by_weight and one.barcode]


def make_plan(seed: int) -> Plan:
    """Ten customers of a seed; before most of them one or two things break."""
    chance = Random(seed)
    events: list[Event] = []
    for _ in range(10):
        for _ in range(chance.choice((0, 1, 1, 2))):
            events += _trouble(chance)
        events.append(Event("customer", {"seed": chance.randrange(10**6)}))
    return Plan(seed, datetime(2026, 3, 2, 7, 0, tzinfo=UTC), tuple(events), {"offline": True}, {})


def _trouble(chance: Random) -> Iterator[Event]:
    seconds = chance.choice((2, 10, 40, 120))
    what = chance.choice((*DEVICES, "scanner", "scale", "terminal", "terminal", "terminal", "cable", "somebody"))
    if what == "terminal":
        fault = chance.choice((*TELLING, *SILENT))
        yield Event("fault", {"kind": fault, "seconds": seconds, "amount": chance.randint(100, 2000)})
    elif what == "cable":
        yield Event("cable", {"s": seconds})
    elif what == "somebody":
        yield Event("somebody", {"amount": chance.randint(100, 90_000), "after": chance.choice((0, 2, 8))})
    else:
        faults = {"scanner": SCANNER_FAULTS, "scale": SCALE_FAULTS, "display": ()}[what]
        yield Event(
            "device", {"what": what, "fault": chance.choice((*filter(None, faults), "out", "busy")), "s": seconds}
        )


class DeviceShop(CardShop):
    """The card shop with everything beside it."""

    def __init__(self, plan: Plan, loop: VirtualLoop) -> None:
        self.make = sorted(PROTOCOLS)[plan.seed % len(PROTOCOLS)]
        self.scale, self.display, self.scanner = ScaleTwin(self.make), DisplayTwin(), ScannerTwin()
        self.lines = {"scanner": Line(), "scale": Line(self.scale), "display": Line(self.display)}
        super().__init__(plan, loop)
        self.catalog = open_catalog_store(None)
        self.catalog.put_page([_row(one) for one in (*BY_CODE, *BY_WEIGHT)], generation=1)

    def beside(self) -> dict[str, Any]:
        settings = DeviceSettings(
            scanners=(ScannerSetting(Port("scanner")),),
            scale=ScaleSetting(self.make, Port("scale")),
            display=DisplaySetting("cd5220", Port("display")),
        )
        return {"device_settings": settings, "open_line": self.open_line}

    async def open_line(self, port: Port) -> Stream:
        return await self.lines[port.address].open()


def _row(one: Any) -> CatalogRow:
    return CatalogRow(
        id=one.id,
        code=one.code,
        name=one.name,
        price=one.price,
        unit=one.unit,
        folded=fold(one.name),
        hash=one.id,
        barcodes=(one.barcode,) if one.barcode else (),
        tax_group=one.tax_group,
        sold_by_weight=one.sold_by_weight,
    )


class DevicePlay(CardPlay):
    """One run: what was scanned is sold, what was weighed is what lay there, and nobody waits for a dead device."""

    shop: DeviceShop

    def __init__(self, plan: Plan, loop: VirtualLoop) -> None:
        super().__init__(plan, loop)
        self._codes: deque[str] = deque()
        self._since: dict[str, float] = {}
        self._watching: asyncio.Task[None] | None = None

    def make_shop(self, plan: Plan, loop: VirtualLoop) -> CardShop:
        return DeviceShop(plan, loop)

    def _say(self, words: str) -> None:
        self.result.violations.append(f"{self.shop.loop.time():.1f}: {words}")

    # the world

    def on_device(self, what: str, fault: str, s: float) -> None:
        """A device breaks for so long."""
        line, twin = self.shop.lines[what], getattr(self.shop, what)
        if fault in {"out", "busy"}:
            line.break_off(Trouble.ABSENT if fault == "out" else Trouble.BUSY)
            self.shop.loop.call_later(s, lambda: setattr(line, "broken", Trouble.NONE))
        else:
            twin.fault = fault
            self.shop.loop.call_later(s, lambda: setattr(twin, "fault", ""))
        self.result.counts[f"{what} {fault}"] += 1

    async def run(self) -> CardResult:
        self._watching = asyncio.ensure_future(self._watch())
        self.shop.keep(self._watching)
        try:
            return await super().run()
        finally:
            self._watching.cancel()

    async def _watch(self) -> None:
        """Every unknown payment is known ten seconds after the terminal began to answer."""
        while True:
            await asyncio.sleep(LOOK_S)
            now, door = self.shop.loop.time(), self.shop.till
            answers = self.shop.wire.cable and not self.shop.bank.is_busy
            unknown = [one for one in door.state.card.unsettled if one.state is AttemptState.UNKNOWN] if door else []
            mine = [one for one in unknown if not self._somebody_between(one)]
            self._since = {one.id: self._since.get(one.id, now) if answers else now for one in mine}
            for number, since in self._since.items():
                self.result.counts["longest unknown, ms"] = max(
                    self.result.counts["longest unknown, ms"], round(1000 * (now - since))
                )
                if now - since > KNOWN_WITHIN_S + LOOK_S:
                    self._say(f"payment {number} is unknown {now - since:.1f} s after the terminal answers")

    def _somebody_between(self, attempt: Attempt) -> bool:
        """Has somebody else paid on the same terminal meanwhile? Then only a person can tell the slips apart."""
        return any(not slip.ours and slip.number > (attempt.before or "") for slip in self.shop.bank.slips)

    # the cashier

    async def _at_the_till(self) -> bool:
        ready = await super()._at_the_till()
        if ready and not getattr(self, "_heard", None):
            self._heard = True
            self.shop.door.subscribe_events(self._scanned)
        return ready

    def _scanned(self, kind: str, told: Any) -> None:
        if kind == SCANNED:
            self._codes.append(told["code"])

    async def on_customer(self, seed: int) -> None:
        """A customer's goods are scanned and weighed, then paid for."""
        chance = Random(seed)
        if not await self._at_the_till():
            return self._say("nobody can sell")
        await self._tidy()
        if not self.shop.door.state.cart.is_empty:
            await self._pay(chance)
        for _ in range(chance.randint(1, 4)):
            await self._scan(chance.choice(BY_CODE).barcode)
        if chance.random() < 0.5:
            await self._weigh(chance)
        if chance.random() < 0.4:
            await self._pay_cash()
        else:
            await self._pay(chance)
        if not self.shop.door.state.cart.is_empty:
            await self._pay_cash()
        return None

    async def _scan(self, code: str) -> None:
        """By the scanner; where it is not there, or gave half a code, the cashier types it."""
        line, before = self.shop.lines["scanner"], len(self._codes)
        there, whole = line.connected, self.shop.scanner.fault != "half"
        if there:
            for piece in self.shop.scanner.scan(code):
                line.inbox.put(piece)
        await self.shop.pass_time(0.8)
        got = list(self._codes)[before:]
        if got and got != [code]:
            self._say(f"{code} was scanned and {got} came")
        if there and whole and not got and line.connected:
            self._say(f"{code} was scanned and lost")
        if not there or not whole:
            self.result.counts["typed"] += 1
            if got:
                self._say(f"{got} came of half a code")
        quantity = sum(one.quantity for one in self.shop.door.state.cart.lines)
        await self._try(self.shop.door.scan(self._codes.popleft() if self._codes else code))
        after = sum(one.quantity for one in self.shop.door.state.cart.lines)
        if after != quantity + 1000:
            self._say(f"a scan changed the basket by {after - quantity}")
        self.result.counts["scans"] += 1

    async def _weigh(self, chance: Random) -> None:
        good, grams, door = chance.choice(BY_WEIGHT), chance.randint(50, 5000), self.shop.door
        self.shop.scale.grams = grams
        began = self.shop.loop.time()
        await door.devices.watch_scale()
        weight = await self._try(door.devices.weigh())
        await door.devices.leave_scale()
        if self.shop.loop.time() - began > 8:
            self._say(f"weighing took {self.shop.loop.time() - began:.1f} s")
        if isinstance(weight, PosError):
            self.result.counts["weight typed"] += 1
        elif weight != grams:
            self._say(f"{grams} g lay on the scale and {weight} g were weighed")
        await self._try(door.add(good.id, grams))
        self.shop.scale.grams = 0

    async def _pay_cash(self) -> None:
        from pos_app.domain.payment import Payment, PaymentType

        await self._tidy()
        state = self.shop.door.state
        held = [one for one in state.card.of(state.cart) if one.is_loose or one.is_open]
        if held or state.cart.is_empty:
            return await self._pay(Random(1))
        began = self.shop.loop.time()
        view = await self._try(self.shop.door.pay([Payment(PaymentType.CASH, state.totals.total + 100)]))
        if isinstance(view, PosError):
            return self._say(f"a sale for cash was refused: {view.code}")
        self.result.counts["sales"] += 1
        if self.shop.loop.time() - began > SALE_WITHIN_S:
            self._say(f"a sale for cash took {self.shop.loop.time() - began:.1f} s")
        return None

    async def _find_out(self) -> None:
        """The till finds out by itself; nobody asks it to. A manager decides where somebody else paid meanwhile."""
        for _ in range(400):
            await self.shop.pass_time(1)
            unknown = [one for one in self.shop.door.state.card.unsettled if one.is_open]
            if not unknown:
                return
            if all(self._somebody_between(one) for one in unknown):
                await super()._find_out()
                return
        self._say("a payment stays unknown")


def main() -> int:
    """A campaign: so many plans, figures, and the first failing seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    words = parser.parse_args()
    began, counts, failed, longest = time.monotonic(), Counter[str](), 0, 0
    for seed in range(words.seed, words.seed + words.plans):
        result = play(make_plan(seed), DevicePlay)
        longest = max(longest, result.counts.pop("longest unknown, ms", 0))
        counts += result.counts
        if result.violations:
            failed += 1
            print(f"seed {seed}:", *result.violations[:3], *result.log[-3:], sep="\n  ", flush=True)
    print(
        f"{words.plans} plans in {time.monotonic() - began:.0f} s, {failed} with violations; "
        f"an unknown payment was known {longest / 1000:.1f} s after the terminal answered at the latest; "
        f"{dict(sorted(counts.items()))}"
    )
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
