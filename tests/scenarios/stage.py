"""Plays a scenario file in virtual time: the production engine, store and paper against the sandbox's rules."""

import asyncio
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from pos_app.domain.errors import PosError
from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.printing.documents import document_layout
from pos_app.printing.escpos import to_escpos
from pos_app.printing.layout import as_text
from pos_app.printing.profiles import paper_profile
from pos_app.sandbox.checkbox import troubles
from pos_app.store.lock import InstanceLock
from pos_app.store.till_store import open_till_store
from tests.simulation.link import Request
from tests.simulation.loop import VirtualLoop
from tests.simulation.plan import Event, Plan
from tests.simulation.play import Play
from tests.simulation.shop import make_back, make_movement, plain_receipt
from tests.simulation.watch import Moment

FOLDER: Final = Path(__file__).parent
PROFILE: Final = paper_profile("default", 80)
_NOT_SHOWN: Final = {"ASK_OFFLINE_CODES", "PING", "X_REPORT"}


@dataclass
class Outcome:
    """What a scenario came to, in the words of its file."""

    mode: str = ""
    journal: list[str] = field(default_factory=list)
    server: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    paper: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, bytes] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)


def load(path: Path) -> dict[str, Any]:
    """A scenario as its file has it."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def all_files() -> list[Path]:
    """Every scenario file, by name."""
    return sorted(FOLDER.glob("*.toml"))


class Stage(Play):
    """A simulated shop whose events are the steps of a scenario."""

    def __init__(self, scenario: Mapping[str, Any], loop: VirtualLoop) -> None:
        begins = datetime.fromisoformat(scenario.get("begins", "2026-03-02T09:00:00+02:00"))
        events = tuple(Event(step["do"], {k: v for k, v in step.items() if k != "do"}) for step in scenario["step"])
        rules = {"offline": True, **scenario.get("rules", {})}
        super().__init__(Plan(1, begins, events, rules, scenario.get("server", {})), loop, log=True)
        self.names: dict[str, str] = {}
        self.receipts: dict[str, Receipt] = {}
        self.told: list[str] = []
        self._cut_at: tuple[str, str] | None = None
        self._sales = 0
        self.world.link.cut = self._cut

    async def play(self) -> Outcome:
        """Every step; then the books."""
        self.witness.attach()
        self.world.boot()
        await self.world.start()
        await self.world.cashier_signs_in()
        for number, event in enumerate(self.plan.events):
            self.witness.event = f"{number}: {event}"
            self._say(f"--- {event}")
            await self._one(event)
            self.witness.ask(Moment.EVENT)
        self.witness.ask(Moment.END)
        outcome = self._outcome()
        await self.world.end()
        return outcome

    # steps that a scenario has and a simulation has not

    def _tell(self, what: str, answer: Any) -> None:
        word = answer.code if isinstance(answer, PosError) else getattr(answer, "state", "ok")
        self.told.append(f"{what}: {word}")

    async def on_open(self) -> None:
        self._tell("open", await self._asked("open", self.world.fiscal.open_shift(_somebody())))

    async def on_close(self) -> None:
        self._tell("close", await self._asked("close", self.world.fiscal.close_shift()))

    async def on_sale(self, sum: int, paid: str = "cash", name: str = "") -> None:  # noqa: A002 - the file's word
        """One sale of one loaf; a scenario may name it."""
        self._sales += 1
        world = self.world
        name = name or f"sale{self._sales}"
        receipt = self.receipts.get(name)
        if receipt is None:
            receipt = plain_receipt(sum, paid, world.new_id(), world.till_now(), dict(world.fiscal.taxes))
            self.receipts[name], self.names[receipt.id] = receipt, name
        await self._submit(name, receipt)

    async def _submit(self, name: str, receipt: Receipt) -> None:
        power = self.world.power
        answer = await self._sell(receipt)
        if not power.dead:
            self._tell(name, answer)

    async def on_return(self, of: str, name: str = "return") -> None:
        """Everything of a named sale goes back."""
        world, sale = self.world, self.receipts[of]
        row = world.store.operations.by_id(sale.id)
        code = (row.fiscal_code if row else None) or ""
        back = make_back(1, sale, world.new_id(), world.till_now(), dict(world.fiscal.taxes), code)
        self.receipts[name], self.names[back.id] = back, name
        await self._submit(name, back)

    async def on_cash_in(self, sum: int, name: str = "cash in") -> None:  # noqa: A002 - the file's word
        await self._move(ReceiptKind.SERVICE_IN, sum, name)

    async def on_cash_out(self, sum: int, name: str = "cash out") -> None:  # noqa: A002 - the file's word
        await self._move(ReceiptKind.SERVICE_OUT, sum, name)

    async def _move(self, kind: ReceiptKind, amount: int, name: str) -> None:
        receipt = make_movement(kind, amount, self.world.new_id(), self.world.till_now())
        self.receipts[name], self.names[receipt.id] = receipt, name
        await self._submit(name, receipt)

    def on_act(self, name: str) -> None:
        """One of the sandbox's named troubles."""
        troubles.act(self.world.register, name)

    def on_link(self, **args: Any) -> None:
        """Until `faults_end`: nothing gets through."""
        self.on_outage(args["kind"], 10_000_000)

    def on_printer(self, dead: bool) -> None:
        """The printer dies, or works again."""
        self.world.wrong.printer_dead = dead

    def on_disk(self, full: bool) -> None:
        """The disk fills up, or has room again."""
        self.world.wrong.disk_full = full

    def on_kill_at(self, call: str, when: str) -> None:
        """The power goes when this call is sent, or when its answer has come and nobody has read it."""
        self._cut_at = (call, when)
        self._crash = {"off": 5}

    def _cut(self, request: Request, when: str) -> None:
        power = self.world.power
        if self._cut_at is not None and not power.dead:
            call, wanted = self._cut_at
            if wanted == when and fnmatchcase(f"{request.method} {request.short}", call):
                self._cut_at = None
                power.dead, power.where = True, f"{when} {call}"
                power.died.set()

    def on_sign_in(self) -> Any:
        """The cashier signs in."""
        return self._sign_in()

    async def _sign_in(self) -> None:
        self.told.append(f"sign in: {'ok' if await self.world.cashier_signs_in() else 'refused'}")

    def on_second_till(self) -> None:
        """Another till on the same folder."""
        with tempfile.TemporaryDirectory() as folder:
            first = InstanceLock(Path(folder))
            try:
                self._tell("second till", _refusal_of(lambda: InstanceLock(Path(folder))))
            finally:
                first.release()

    def on_damage_database(self) -> None:
        """A page of a copy of the journal's file is overwritten; the next start must not believe it."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "till.db"
            self.world.store.database.connection.execute("VACUUM INTO ?", (str(path),))
            content = bytearray(path.read_bytes())
            page = len(content) // 2 // 4096 * 4096
            content[page : page + 4096] = b"\xff" * 4096
            path.write_bytes(bytes(content))
            self._tell("damaged database", _refusal_of(lambda: _open_unclean(path)))

    # the books

    def _outcome(self) -> Outcome:
        rows = self.world.store.operations.since()
        state = self.world.state
        chain = sorted(state.transactions.values(), key=lambda one: one.serial)
        outcome = Outcome(
            mode=str(self.world.fiscal.status.mode),
            journal=[self._row(row) for row in rows],
            server=[self._document(one) for one in chain if one.type not in _NOT_SHOWN],
            told=self.told,
            broken=[str(one) for one in self.witness.violations],
            log=self.log or [],
        )
        for job in self._jobs():
            layout = document_layout(job, self.world.store, open_drawer=True)
            name = job.kind if job.kind in {"x", "z"} else self.names.get(job.document_id, job.kind)
            outcome.paper[name] = as_text(layout)
            outcome.bytes[name] = to_escpos(layout, PROFILE)
        return outcome

    def _jobs(self) -> list[Any]:
        rows = self.world.store.database.rows("SELECT id FROM print_job ORDER BY n")
        jobs = [self.world.store.print_jobs.by_id(row[0]) for row in rows]
        return [job for job in jobs if job is not None]

    def _row(self, row: Any) -> str:
        name = self.names.get(row.id, "")
        offline = " offline" if row.stamp is not None and row.stamp.offline else ""
        due = " reprint" if row.stamp is not None and row.stamp.reprint_due else ""
        return f"{row.kind} {name} {row.state}{offline}{due}".replace("  ", " ")

    def _document(self, one: Any) -> str:
        name = self.names.get(one.document or "", "")
        return f"{one.type} {name}{' offline' if one.offline_id else ''}".replace("  ", " ").strip()


def _somebody() -> Any:
    from tests.simulation.shop import Somebody

    return Somebody()


def _refusal_of(act: Callable[[], Any]) -> Any:
    try:
        act()
    except PosError as error:
        return error
    return "taken"


def _open_unclean(path: Path) -> None:
    store = open_till_store(path)
    try:
        store.database.check()
        store.journal.verify()
    finally:
        store.database.close()


def perform(scenario: Mapping[str, Any]) -> Outcome:
    """Play a scenario in a loop of its own."""
    loop = VirtualLoop()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(_stage(scenario, loop).play())
    finally:
        rest = asyncio.all_tasks(loop)
        for task in rest:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
        asyncio.set_event_loop(None)
        loop.close()


def _stage(scenario: Mapping[str, Any], loop: VirtualLoop) -> Stage:
    if not scenario.get("terminal"):
        return Stage(scenario, loop)
    from tests.scenarios.card_stage import CardStage

    return CardStage(scenario, loop)


def differences(expected: Mapping[str, Any], outcome: Outcome) -> list[str]:
    """What is not as the file says, one sentence each."""
    found = list(outcome.broken)
    if "mode" in expected and expected["mode"] != outcome.mode:
        found.append(f"mode is {outcome.mode}, expected {expected['mode']}")
    for name in ("told", "journal", "server"):
        if name in expected and expected[name] != getattr(outcome, name):
            found.append(f"{name}:\n  is       {getattr(outcome, name)}\n  expected {expected[name]}")
    for name, words in expected.get("paper", {}).items():
        text = outcome.paper.get(name)
        if text is None:
            found.append(f"no paper «{name}»; there is {sorted(outcome.paper)}")
            continue
        found += [f"paper «{name}» lacks «{word}»:\n{text}" for word in words if word not in text]
        if not outcome.bytes[name].startswith(b"\x1b@"):
            found.append(f"paper «{name}» does not begin with a reset of the printer")
    for name, words in expected.get("not_on_paper", {}).items():
        found += [f"paper «{name}» has «{word}»" for word in words if word in outcome.paper.get(name, "")]
    return found
