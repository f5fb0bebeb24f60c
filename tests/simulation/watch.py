"""The witness: sees every call and every commit, keeps its own books, and asks the invariants after each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from pos_app.sandbox.checkbox import Answer
from tests.simulation.link import Request

if TYPE_CHECKING:
    from tests.simulation.world import World

SETTLED: Final = frozenset({"ACCEPTED", "DONE", "REJECTED"})
RECEIPTS: Final = frozenset({"SELL", "RETURN"})
SERVICE: Final = frozenset({"SERVICE_IN", "SERVICE_OUT"})
SALES: Final = RECEIPTS | SERVICE
_ROW: Final = (
    "SELECT id, seq, kind, state, attempts, fiscal_code, fiscal_date, body_sha256, total, shift_id, printed_as,"
    " server_snapshot FROM operation WHERE id = ?"
)


class Moment(StrEnum):
    """When an invariant is looked at."""

    CALL = "call"
    ARRIVED = "arrived"
    COMMIT = "commit"
    EVENT = "event"
    BOOT = "boot"
    REST = "rest"
    END = "end"


@dataclass
class Op:
    """An operation as the disk has it."""

    id: str
    seq: int
    kind: str
    state: str
    attempts: int
    code: str | None
    date: datetime | None
    sha: str
    total: int
    shift_id: str | None
    printed_as: str | None
    stamp: dict[str, Any]

    @property
    def is_settled(self) -> bool:
        """Nothing is left to send."""
        return self.state in SETTLED


@dataclass
class Violation:
    """An invariant that did not hold."""

    number: int
    text: str
    at_s: float
    event: str = ""

    def __str__(self) -> str:
        return f"invariant {self.number} at {self.at_s:.1f} s ({self.event}): {self.text}"


@dataclass
class Counts:
    """What happened, for the figures of a campaign."""

    shifts: int = 0
    sales: int = 0
    offline_sales: int = 0
    returns: int = 0
    crashes: int = 0
    outages: int = 0
    redated: int = 0
    restamped: int = 0
    other_paper: int = 0
    other_paper_unlisted: int = 0
    papers: int = 0
    attention: int = 0
    set_aside: int = 0
    mended: int = 0
    calls: int = 0
    commits: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(**{name: value + getattr(other, name) for name, value in vars(self).items()})


@dataclass
class Witness:
    """Its books; `violations` stays empty in a till that keeps its word."""

    world: "World"
    violations: list[Violation] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    event: str = ""
    ops: dict[str, Op] = field(default_factory=dict)
    shown: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """Receipts that the cashier was told are sold: (state told, number told)."""
    redated: set[str] = field(default_factory=set)
    """Whose paper shows an earlier date than the one that was sent."""
    sent_back: set[str] = field(default_factory=set)
    set_aside: set[str] = field(default_factory=set)
    shas: dict[str, set[str]] = field(default_factory=dict)
    """The journalled bytes of each operation: the last one is what may be sent."""
    last_sha: dict[str, str] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    paper: dict[str, str] = field(default_factory=dict)
    """The fiscal number on paper → whose paper it is."""
    in_flight: list[Request] = field(default_factory=list)
    fresh: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    touched: list[Op] = field(default_factory=list)
    codes_set: list[tuple[str, str, str | None]] = field(default_factory=list)
    seen_shifts: set[str] = field(default_factory=set)
    request: Request | None = None
    answer: Answer | None = None
    codes_taken_away: bool = False
    took_ours_at: datetime | None = None
    """When the server last took a document of this till."""
    _journal_n: int = 0
    _asking: bool = False

    # hooks

    def attach(self) -> None:
        """Begin to look."""
        world = self.world
        world.link.before = self._call
        world.link.after = self._ended
        world.link.arrived = self._arrived
        world.committed = self.committed
        world.booted = self._booted

    def _booted(self) -> None:
        self.in_flight.clear()
        offline = self.world.store.offline
        real = offline.set_code

        def set_code(code: str, state: Any, operation: str | None = None) -> None:
            real(code, state, operation)
            self.codes_set.append((code, str(state), operation))

        offline.set_code = set_code  # type: ignore[method-assign] # a witness listens
        self.committed()
        self.ask(Moment.BOOT)

    def _call(self, request: Request) -> None:
        self.counts.calls += 1
        self.request = request
        if request.is_fiscal:
            self.in_flight.append(request)
        self.ask(Moment.CALL)

    def _ended(self, request: Request) -> None:
        if request.is_fiscal and request in self.in_flight:
            self.in_flight.remove(request)

    def _arrived(self, request: Request, answer: Answer) -> None:
        self.request, self.answer = request, answer
        self.ask(Moment.ARRIVED)

    def committed(self) -> None:
        """Read what the commit has brought."""
        if self._asking:
            return
        self.counts.commits += 1
        rows = self.query("SELECT n, kind, body FROM journal WHERE n > ? ORDER BY n", (self._journal_n,))
        self.fresh = [(kind, json.loads(body)) for _, kind, body in rows]
        if rows:
            self._journal_n = rows[-1][0]
        ids = dict.fromkeys(body["id"] for kind, body in self.fresh if kind.startswith("operation.") and "id" in body)
        self.touched = [op for op in (self._read(one) for one in ids) if op is not None]
        self._keep_books()
        self.ask(Moment.COMMIT)
        self.codes_set.clear()

    def _keep_books(self) -> None:
        for kind, body in self.fresh:
            if kind in {"operation.intent", "operation.stamped", "operation.mended"}:
                self.last_sha[body["id"]] = body["sha256"]
            if kind == "operation.mended":
                self.counts.mended += 1
            if kind == "operation.sent_back":
                self.sent_back.add(body["id"])
            elif kind == "operation.set_aside":
                self.set_aside.add(body["id"])
                self.counts.set_aside += 1
            elif kind == "operation.attention":
                self.counts.attention += 1
            elif kind == "operation.stamped" and body["why"] == "later than ours":
                self.counts.redated += 1
                self.redated.add(body["id"])
            elif kind == "operation.stamped" and body["why"]:
                self.counts.restamped += 1

    def _read(self, operation_id: str) -> Op | None:
        rows = self.query(_ROW, (operation_id,))
        if not rows:
            return None
        row = rows[0]
        date = datetime.fromisoformat(row[6]) if row[6] else None
        stamp = json.loads(row[11]) if row[11] else {}
        op = Op(*row[:6], date, *row[7:11], stamp)
        self.ops[op.id] = op
        return op

    # asking

    def query(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Look at the disk itself, past the till's own classes."""
        return list(self.world.store.database.connection.execute(sql, values))

    def ask(self, moment: Moment) -> None:
        """Hold every invariant of this moment against what is known."""
        from tests.simulation.invariants import AT  # the invariants know the witness

        for number, check in AT[moment]:
            for text in check(self):
                if self.violations and moment is Moment.REST and self.violations[-1].number != number:
                    return  # the first that breaks is told; what follows from it is not
                self.violations.append(Violation(number, text, self.world.loop.time(), self.event))

    # what invariants ask for

    @property
    def unsettled(self) -> list[Op]:
        """What is not certainly at Checkbox, in our order."""
        return sorted((op for op in self.ops.values() if not op.is_settled), key=lambda op: op.seq)

    def stays(self) -> list[tuple[datetime, datetime | None]]:
        """The stays offline on disk."""
        rows = self.query("SELECT began, ended FROM offline_session ORDER BY began")
        return [(datetime.fromisoformat(a), datetime.fromisoformat(b) if b else None) for a, b in rows]

    def stamped_now(self) -> Iterator[tuple[Op, datetime, str]]:
        """(operation, date, why) of each stamp in this commit."""
        for kind, body in self.fresh:
            if kind == "operation.stamped" and body["id"] in self.ops:
                yield self.ops[body["id"]], datetime.fromisoformat(body["date"]), body["why"]

    def sha_of(self, request: Request) -> tuple[str | None, str]:
        """(the operation a POST is about, the digest of its bytes)."""
        digest = sha256(request.body).hexdigest()
        if request.short == "/shifts/close":
            closing = (op for op in self.unsettled if op.kind == "SHIFT_CLOSE")
            return next((op.id for op in closing), None), digest
        return json.loads(request.body).get("id"), digest

    def state_hash(self) -> str:
        """Everything there is in one number: the same seed must give the same."""
        from pos_app.sandbox.checkbox import keeping

        digest = sha256(keeping.dump(self.world.state))
        for table in ("journal", "operation", "offline_code", "offline_session", "print_job", "shift", "register"):
            for row in self.query(f"SELECT * FROM {table} ORDER BY 1"):
                digest.update(repr(row).encode())
        return digest.hexdigest()
