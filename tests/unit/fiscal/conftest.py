"""A bench for the pure machine: events in, writes and effects out, no clock and no server."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from pos_app.checkbox.errors import AnswerClass
from pos_app.domain.receipt import FiscalStamp, ReceiptState
from pos_app.domain.register import Mode, OperationKind
from pos_app.fiscal import events as e
from pos_app.fiscal.clock import Instant
from pos_app.fiscal.codes import Code, CodePool
from pos_app.fiscal.decisions import Decision
from pos_app.fiscal.machine import decide
from pos_app.fiscal.rules import FiscalRules
from pos_app.fiscal.state import Document, Expected, Pending, Refusal, ShiftFacts, State

NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
T = TypeVar("T")


class Bench:
    """One machine under test; `mono` is moved by hand."""

    def __init__(self, *, offline: bool = False, codes: int = 20, **state: Any) -> None:
        self.mono = 100.0
        self.made = 0
        self.decision: Decision
        base = State(
            rules=FiscalRules(offline=offline),
            mode=Mode.ONLINE,
            shift=ShiftFacts("shift", NOON - timedelta(hours=1)),
            server_shift=True,
            pool=CodePool.of(Code(n, f"C{n:02}") for n in range(1, codes + 1)),
            can_print_offline=True,
        )
        self.state = replace(base, **state)

    @property
    def now(self) -> Instant:
        return Instant(NOON + timedelta(seconds=self.mono), self.mono)

    def feed(self, kind: type[e.Event], *parts: Any) -> Decision:
        self.decision = decide(self.state, kind(self.now, *parts))
        self.state = self.decision.state
        return self.decision

    def later(self, seconds: float) -> Decision:
        self.mono += seconds
        return self.feed(e.Woke)

    def submit(
        self, kind: OperationKind = OperationKind.SELL, *, total: int = 100, budget: float | None = 10.0, name: str = ""
    ) -> str:
        self.made += 1
        item_id = name or f"op{self.made}"
        deadline = None if budget is None else self.mono + budget
        self.feed(e.Submitted, Pending(item_id, kind, expected=Expected(total, ()), deadline=deadline))
        return item_id

    def posted(self, item_id: str, answer: AnswerClass, **parts: Any) -> Decision:
        return self.feed(e.Posted, item_id, self.item(item_id).attempts, e.Reply(answer, **parts))

    def asked(self, item_id: str, answer: AnswerClass, **parts: Any) -> Decision:
        return self.feed(e.Asked, item_id, e.Reply(answer, **parts))

    def accept(self, item_id: str, *, code: str | None = "F", total: int = 100) -> Decision:
        return self.posted(item_id, AnswerClass.ACCEPTED, document=self.document(item_id, code=code, total=total))

    def document(
        self, item_id: str, *, code: str | None = "F", total: int = 100, final: bool = True, **stamp: Any
    ) -> Document:
        state = ReceiptState.FISCAL if final else ReceiptState.ACCEPTED
        return Document(item_id, final, total=total, goods=(), stamp=FiscalStamp(state, code, **stamp))

    def item(self, item_id: str) -> Pending:
        return next(one for one in (*self.state.queue, *self.state.polls) if one.id == item_id)

    def effects(self, kind: type[T]) -> list[T]:
        return [effect for effect in self.decision.effects if isinstance(effect, kind)]

    def writes(self, kind: type[T]) -> list[T]:
        return [write for write in self.decision.writes if isinstance(write, kind)]


@pytest.fixture
def bench() -> Bench:
    """A register online with a shift, offline not allowed."""
    return Bench()


@pytest.fixture
def make_bench() -> Callable[..., Bench]:
    """Benches with other beginnings."""
    return Bench


@pytest.fixture
def no() -> Refusal:
    """Some refusal in words."""
    return Refusal("refused_by_server", "Ні")
