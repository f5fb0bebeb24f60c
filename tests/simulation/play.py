"""Plays a plan: the cashier, the manager and the world act one event after the other; the witness looks on."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from pos_app.domain.errors import PosError
from pos_app.domain.mending import Change, MendField, mended, value_of
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptState
from pos_app.domain.register import Mode, OperationState
from pos_app.sandbox.checkbox import access as _access  # noqa: F401 - the troubles below act through it
from pos_app.sandbox.checkbox import offline as server_offline
from pos_app.sandbox.checkbox import shifts as server_shifts
from pos_app.sandbox.checkbox import troubles
from pos_app.sandbox.checkbox.refusals import Refusal
from pos_app.store.print_jobs import PrintJob, PrintState
from tests.simulation.link import Trouble
from tests.simulation.loop import VirtualLoop
from tests.simulation.plan import Event, Plan
from tests.simulation.shop import PRODUCTS, Somebody, make_back, make_movement, make_receipt
from tests.simulation.watch import Counts, Moment, Violation, Witness
from tests.simulation.world import PowerCutError, World

LONGEST_S: Final = 900.0
CALM_S: Final = 600.0
MANAGER_EVERY_S: Final = 15.0
_FLAGS: Final = {
    "dps_down": ("tax_service_down", "tax_service_up"),
    "foreign": ("foreign_cashier", "foreign_cashier_gone"),
    "kasa": ("kasa", "kasa_gone"),
    "deactivated": ("cashier_deactivated", "cashier_activated"),
    "signer_off": ("signer_off", "signer_on"),
    "maintenance": ("maintenance", "maintenance_over"),
}


@dataclass
class Result:
    """What a run came to."""

    plan: Plan
    violations: list[Violation]
    counts: Counts
    state_hash: str
    events_done: int
    log: list[str] = field(default_factory=list)


class Play:
    """One run."""

    def __init__(self, plan: Plan, loop: VirtualLoop, *, log: bool = False) -> None:
        self.plan = plan
        self.loop = loop
        self.world = self.make_world(plan, loop)
        self.witness = Witness(self.world)
        self.log: list[str] | None = [] if log else None
        self._crash: dict[str, Any] | None = None
        self._ends: list[asyncio.TimerHandle] = []
        self._undo: dict[int, Callable[[], None]] = {}
        self._asked_again: set[str] = set()
        self._sold: list[Receipt] = []

    def make_world(self, plan: Plan, loop: VirtualLoop) -> World:
        """The shop that this is played in."""
        return World(plan, loop)

    async def run(self) -> Result:
        """Play every event; the first violation ends it."""
        self.witness.attach()
        self.world.boot()
        await self.world.start()
        await self.world.cashier_signs_in()
        done = 0
        for event in (*self.plan.events, Event("calm"), Event("end")):
            self.witness.event = f"{done}: {event}"
            self._say(f"--- {event}")
            await self._one(event)
            self.witness.ask(Moment.EVENT)
            done += 1
            if self.witness.violations:
                break
        self.witness.counts.crashes = self.world.crashes
        self._count_papers()
        digest = self.witness.state_hash()
        await self.world.end()
        for handle in self._ends:
            handle.cancel()
        return Result(self.plan, self.witness.violations, self.witness.counts, digest, done, self.log or [])

    def _say(self, text: str) -> None:
        if self.log is not None:
            self.log.append(f"{self.loop.time():10.2f} {text}")

    async def _one(self, event: Event) -> None:
        """One event to its end, or to the cut that ends it."""
        work = asyncio.ensure_future(self._do(event))
        while not work.done():
            died = asyncio.ensure_future(self.world.power.died.wait())
            await asyncio.wait({work, died}, return_when=asyncio.FIRST_COMPLETED)
            died.cancel()
            if self.world.power.dead:
                self._say(f"the power is cut {self.world.power.where}")
                work.cancel()
                await asyncio.wait({work})
                await self._reboot()
                return
        if work.cancelled():
            return
        error = work.exception()
        if isinstance(error, PowerCutError):
            await self._reboot()
        elif isinstance(error, TimeoutError):
            self.witness.violations.append(Violation(0, f"no answer in {LONGEST_S} s", self.loop.time(), str(event)))
        elif error is not None:
            raise error

    async def _reboot(self) -> None:
        args = self._crash or {"off": 5}
        self._crash = None
        again = args.get("again")
        while True:
            if again is not None:
                self._crash = {"off": 3}
            try:
                await self.world.reboot(args["off"], keep_token=args.get("token", True), again=again)
                await asyncio.sleep(8)
                if not self.world.power.dead:
                    await self._bounded(self.world.cashier_signs_in())
                    self._look_at_the_clock()
            except PowerCutError:
                pass
            if not self.world.power.dead:
                return
            again = None

    def _look_at_the_clock(self) -> None:
        """After a start offline the manager confirms the time that is shown, if it is the true one."""
        fiscal = self.world.fiscal
        doubt = fiscal.status.clock_doubt
        if not self.world.power.dead and doubt is not None and abs(doubt - self.world.now()) < timedelta(minutes=2):
            try:
                fiscal.confirm_time()
            except PosError as error:
                self._say(f"the manager may not confirm the time: {error.code}")
                return
            self._say("the manager confirms the time")

    async def _bounded(self, work: Awaitable[Any]) -> Any:
        """Wait for work, or until the till is dead."""
        task = asyncio.ensure_future(work)
        died = asyncio.ensure_future(self.world.power.died.wait())
        await asyncio.wait({task, died}, return_when=asyncio.FIRST_COMPLETED)
        died.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
            return None
        return task.result()

    async def _do(self, event: Event) -> None:
        handler: Callable[..., Coroutine[Any, Any, None] | None] = getattr(self, f"on_{event.kind}")
        args = {("from_s" if name == "in" else name): value for name, value in event.args.items()}
        async with asyncio.timeout(400_000):
            result = handler(**args)
            if result is not None:
                await result
            self._paper()

    # the cashier

    async def _asked(self, what: str, work: Awaitable[Any], seconds: float = LONGEST_S) -> Any:
        """What the cashier asked for, or the till's refusal; silence is a violation."""
        try:
            async with asyncio.timeout(seconds):
                result = await work
        except PosError as error:
            self._say(f"{what}: {error.code} {error.message[:90]}")
            return error
        except TimeoutError:
            text = f"{what} was not answered in {seconds} s"
            self.witness.violations.append(Violation(0, text, self.loop.time(), self.witness.event))
            return None
        self._say(f"{what}: ok")
        return result

    async def on_open(self) -> None:
        """Open a shift; a till that cannot is tried once more later."""
        if not self.world.pin_known:
            await self.world.cashier_signs_in()
        for pause in (30.0, 200.0, 0.0):
            if self.world.fiscal.status.shift_id is not None:
                return
            answer = await self._asked("open", self.world.fiscal.open_shift(Somebody()))
            if not isinstance(answer, PosError):
                self.witness.counts.shifts += 1
                return
            await asyncio.sleep(pause)

    async def on_close(self) -> None:
        """Close the shift; refused, it is tried again a little later."""
        for pause in (20.0, 90.0, 0.0):
            if self.world.fiscal.status.shift_id is None:
                return
            answer = await self._asked("close", self.world.fiscal.close_shift())
            if not isinstance(answer, PosError):
                return
            await asyncio.sleep(pause)

    async def on_sale(self, seed: int, paid: str = "") -> None:
        """Sell; what came back before is sold first, under its own id."""
        if self.world.basket and seed % 10 < 8:
            await self._sell(self._as_wanted(self.world.basket.pop()))
        elif self.world.fiscal.taxes:
            await self._sell(self._receipt(seed, paid))

    def _as_wanted(self, receipt: Receipt) -> Receipt:
        """What came back is sold with other texts where the server does not take these."""
        return mended(receipt, self._mendings(receipt), {})

    def _mendings(self, receipt: Receipt) -> list[Change]:
        """For each text of a line that the server refuses, another one."""
        refused = self.world.register.state.world.refused_values
        return [
            Change(MendField(name), f"{value_of(receipt, MendField(name), place)}0", place)
            for place in range(len(receipt.lines))
            for name, values in refused.items()
            if value_of(receipt, MendField(name), place) in values
        ]

    def _receipt(self, seed: int, paid: str = "") -> Receipt:
        world = self.world
        return make_receipt(seed, world.new_id(), world.till_now(), dict(world.fiscal.taxes), paid=paid)

    async def on_burst(self, n: int, seed: int) -> None:
        """Several sales one after the other, the cashier not waiting for the numbers."""
        if not self.world.fiscal.taxes:
            return
        running = []
        for step in range(n):
            running.append(asyncio.ensure_future(self._sell(self._receipt(seed + step))))
            await asyncio.sleep(0.4)
        await asyncio.gather(*running)

    async def _sell(self, receipt: Receipt) -> Any:
        world, began, power = self.world, self.loop.time(), self.world.power
        stamp = await self._asked(f"{receipt.kind} {receipt.id[:8]}", world.fiscal.submit(receipt))
        took, budget = self.loop.time() - began, world.rules.online_budget_s + 0.5
        if power.dead:
            return None
        if took > budget:
            text = f"a sale was answered after {took:.2f} s"
            self.witness.violations.append(Violation(0, text, self.loop.time(), self.witness.event))
        if stamp is None or isinstance(stamp, PosError):
            return stamp
        if receipt.kind is ReceiptKind.SELL:
            self._sold.append(receipt)
        self.witness.shown[receipt.id] = (str(stamp.state), stamp.fiscal_code)
        self.witness.counts.sales += receipt.kind is ReceiptKind.SELL
        self.witness.counts.returns += receipt.kind is ReceiptKind.RETURN
        self.witness.counts.offline_sales += stamp.state is ReceiptState.OFFLINE
        return stamp

    async def on_return(self, seed: int) -> None:
        """Take back a whole sale that was not taken back before."""
        if not self._sold or not self.world.fiscal.taxes:
            return
        sale = self._sold.pop(seed % len(self._sold))
        row = self.world.store.operations.by_id(sale.id)
        if row is None or row.state is OperationState.REJECTED or not sale.total:
            return
        world = self.world
        code = row.fiscal_code or ""
        back = make_back(seed, sale, world.new_id(), world.till_now(), dict(world.fiscal.taxes), code)
        await self._sell(back)

    async def on_cash_in(self, sum: int) -> None:  # noqa: A002 - the word of the event
        """Money into the drawer."""
        await self._sell(make_movement(ReceiptKind.SERVICE_IN, sum, self.world.new_id(), self.world.till_now()))

    async def on_cash_out(self, sum: int) -> None:  # noqa: A002 - the word of the event
        """Money out of the drawer, if it is there."""
        shift = self.world.fiscal.status.shift_id
        there = self.world.fiscal.sums(shift).cash if shift else 0
        if there >= sum:
            await self._sell(make_movement(ReceiptKind.SERVICE_OUT, sum, self.world.new_id(), self.world.till_now()))

    async def on_x(self) -> None:
        """An X report."""
        await self._asked("x", self.world.fiscal.x_report())

    def on_reprint(self) -> None:
        """A copy of the last receipt: paper, and nothing else."""
        if not self._sold or self.world.wrong.disk_full:
            return
        before = len(self.witness.ops)
        job = PrintJob(self.world.new_id(), "copy", self._sold[-1].id, self.world.till_now())
        self.world.store.print_jobs.add(job)
        if len(self.witness.ops) != before:
            self.witness.violations.append(Violation(12, "a reprint made an operation", self.loop.time()))

    async def on_sign_out(self) -> None:
        """The cashier leaves when nothing waits, and comes back in a minute."""
        status = self.world.fiscal.status
        if status.queue.waiting or status.queue.attention or status.unfinished:
            return
        await self._asked("sign out", self.world.client.sign_out())
        self.world.client.token = self.world.keyring = None
        self.world.pin_known = False
        await asyncio.sleep(60)
        await self.world.cashier_signs_in()

    async def on_wait(self, s: float) -> None:
        """Time passes."""
        await asyncio.sleep(s)

    # the world

    def on_fault(self, **args: Any) -> None:
        """A fault of the link waits for its call."""
        self.world.link.troubles.append(Trouble(**args))

    def on_outage(self, kind: str, s: float) -> None:
        """Nothing gets through."""
        trouble = Trouble(kind, times=None, processed=False)
        self.witness.counts.outages += 1
        self.world.link.troubles.insert(0, trouble)
        self._lasts(s, lambda: self._remove(trouble))

    def _remove(self, trouble: Trouble) -> None:
        self.world.link.troubles = [one for one in self.world.link.troubles if one is not trouble]

    def _lasts(self, seconds: float, undo: Callable[[], None]) -> None:
        """Let a trouble end by itself; `calm` ends it sooner."""
        number = len(self._ends)

        def over() -> None:
            if self._undo.pop(number, None) is not None:
                self._end(undo)

        self._undo[number] = undo
        self._ends.append(self.loop.call_later(seconds, over))

    def _end(self, undo: Callable[[], None]) -> None:
        """Another cashier whose close the server refuses, offline by itself and without codes: his program brings the
        register back first.
        """
        try:
            undo()
        except Refusal:
            server_offline.start_return(self.world.register)
            self._lasts(60, undo)

    def on_clock(self, s: float) -> None:
        """Somebody sets the computer's clock."""
        self.world.skew += timedelta(seconds=s)

    def on_token_revoked(self) -> None:
        """Checkbox forgets who is signed in."""
        troubles.act(self.world.register, "token_revoked")

    def on_no_sign_in(self, s: float) -> None:
        """Nobody can sign in, silently or not, and the token is gone."""
        self.on_token_revoked()
        self.world.wrong.no_sign_in = True
        self._lasts(s, lambda: setattr(self.world.wrong, "no_sign_in", False))

    def _flag(self, name: str, s: float) -> None:
        begin, end = _FLAGS[name]
        troubles.act(self.world.register, begin)
        self._lasts(s, lambda: troubles.act(self.world.register, end))

    def on_dps_down(self, s: float) -> None:
        """The tax service is silent."""
        self._flag("dps_down", s)

    def on_foreign(self, s: float) -> None:
        """Another cashier has the register."""
        self._flag("foreign", s)

    def on_kasa(self, s: float) -> None:
        """The vendor's own till program has the shift."""
        self._flag("kasa", s)

    def on_deactivated(self, s: float) -> None:
        """The owner switched the cashier off."""
        self._flag("deactivated", s)

    def on_signer_off(self, s: float) -> None:
        """The signature program is off."""
        self._flag("signer_off", s)

    def on_maintenance(self, s: float) -> None:
        """Every call answers 503."""
        self._flag("maintenance", s)

    def on_disk_full(self, s: float) -> None:
        """No write gets through."""
        self.world.wrong.disk_full = True
        self._lasts(s, lambda: setattr(self.world.wrong, "disk_full", False))

    def on_printer_dead(self, s: float) -> None:
        """No paper comes out."""
        self.world.wrong.printer_dead = True
        self._lasts(s, lambda: setattr(self.world.wrong, "printer_dead", False))

    def on_web_close(self) -> None:
        """A manager closes the shift on the vendor's site."""
        register = self.world.register
        register.settle()
        shift = register.current()
        if shift is not None and shift.status == "OPENED":
            with suppress(Refusal):  # in its own offline and without codes the server refuses
                server_shifts.close_by_id(register, shift.id, {"skip_client_name_check": True, "report": None})

    def on_codes_gone(self, n: int) -> None:
        """The tax service takes codes back from the far end, as if another program had used them."""
        free = self.world.register.state.free_codes
        self.witness.codes_taken_away = True
        for code in list(free)[-n:]:
            del free[code]

    def on_failing_receipt(self) -> None:
        """The tax service does not take the next receipt."""
        self.world.register.state.world.failing_receipts = 1

    def on_failing_opening(self) -> None:
        """The tax service does not open the next shift."""
        self.world.register.state.world.failing_openings = 1

    def on_refuses(self, field: str, n: int) -> None:
        """From now on the server takes no receipt with this text of the `n`th product: only mending helps."""
        refused = self.world.register.state.world.refused_values.setdefault(field, [])
        refused.append(getattr(PRODUCTS[n % len(PRODUCTS)], field))

    def on_crash(self, from_s: int, off: float, token: bool = True, again: int | None = None) -> None:
        """The power will be cut at a boundary soon to come."""
        self._crash = {"off": off, "token": token, "again": again}
        self.world.power.left = from_s

    async def on_restart(self) -> None:
        """The program is ended and begun again."""
        await self.world.reboot(3)
        await self.world.cashier_signs_in()
        await asyncio.sleep(1)
        self._look_at_the_clock()

    # rest

    async def on_manager(self) -> None:
        """The manager looks: mends what the server objects to, asks again about the rest, next time sets it aside.

        Reads alarms, confirms the time.
        """
        fiscal, state = self.world.fiscal, self.world.fiscal._worker.state
        for item in (*state.queue, *state.polls):
            if item.state is not OperationState.ATTENTION:
                continue
            row = self.world.store.operations.by_id(item.id)
            wanted = self._mendings(row.document) if row is not None and row.document is not None else []
            if wanted and fiscal.may_mend(item.id):
                fiscal.mend(item.id, wanted, by="manager")
            elif item.id in self._asked_again:
                fiscal.set_aside(item.id, "перевірено вручну")
            else:
                self._asked_again.add(item.id)
                fiscal.ask_again(item.id)
            self._say(f"the manager decides on {item.kind} {item.id[:8]}: {item.refusal}")
        if state.alarm is not None:
            self._say(f"alarm: {state.alarm.message}")
            fiscal.alarm_seen()
        if state.clock.suspect:
            fiscal.confirm_time()

    def on_faults_end(self) -> None:
        """Whatever is wrong is right again."""
        world = self.world
        world.link.troubles.clear()
        undoing = list(self._undo.values())
        self._undo.clear()
        for undo in undoing:
            self._end(undo)
        register = world.register.state
        register.world.failing_receipts = register.world.failing_openings = 0
        if world.power.left is not None:
            world.power.left = None

    async def on_calm(self) -> None:
        """Faults end; in ten minutes, with a manager near, the till must be itself again."""
        self.on_faults_end()
        if not self.world.pin_known:
            await self.world.cashier_signs_in()
        self.world.fiscal.wake()
        if self.world.fiscal.status.mode is Mode.BLOCKED and not self.world.fiscal.status.queue.waiting:
            await self.on_sale(7)  # a block is lifted by the next sale, which asks the server again
        ends = self.loop.time() + CALM_S + self._deliveries_s()
        while self.loop.time() < ends:
            await asyncio.sleep(MANAGER_EVERY_S)
            await self.on_manager()
            if self._at_rest():
                break
        self.witness.ask(Moment.REST)

    def _deliveries_s(self) -> float:
        """What the server's own pace adds: so many documents it hands on at a go-online, allowed now and then."""
        documents = len(self.world.state.backlog) + self.world.fiscal.status.queue.waiting
        rounds = documents // self.world.register.settings.deliveries_per_go_online
        return rounds * self.world.rules.go_online_retry_s

    def _at_rest(self) -> bool:
        status = self.world.fiscal.status
        quiet = not (status.queue.waiting or status.queue.attention or status.unfinished or self.world.link.late)
        return quiet and status.mode in {Mode.ONLINE, Mode.NO_SHIFT} and not self.world.state.offline_mode

    def on_end(self) -> None:
        """The books are closed."""
        self.witness.ask(Moment.END)

    # paper

    def _paper(self) -> None:
        """A printer that works prints what waits."""
        if self.world.wrong.printer_dead or self.world.wrong.disk_full or self.world.power.dead:
            return
        for job in self.world.store.print_jobs.open():
            self.world.store.print_jobs.set_state(job.id, PrintState.DONE, at=self.world.till_now())

    def _count_papers(self) -> None:
        counts = self.witness.counts
        for op in self.witness.ops.values():
            if op.printed_as is None or op.state not in {"ACCEPTED", "DONE"}:
                continue
            counts.papers += 1
            if op.code != op.printed_as:
                counts.other_paper += 1
                counts.other_paper_unlisted += not op.stamp.get("reprint_due")


def play(plan: Plan, *, log: bool = False) -> Result:
    """Play a plan to its end or its first violation, in a loop of its own."""
    loop = VirtualLoop()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(Play(plan, loop, log=log).run())
    finally:
        rest = asyncio.all_tasks(loop)
        for task in rest:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
        asyncio.set_event_loop(None)
        loop.close()
