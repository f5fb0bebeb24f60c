"""What the machine answers with: writes for one transaction, then effects, then the new state."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from pos_app.domain.register import Mode
from pos_app.fiscal.clock import Instant
from pos_app.fiscal.effects import Effect
from pos_app.fiscal.state import Document, Pending, Refusal, State
from pos_app.fiscal.writes import Note, SaveClock, SaveMode, SaveOperation, Write

T = TypeVar("T")


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(one.name for one in fields(kind))
    return names, attrgetter(*names)


def changed(value: T, changes: dict[str, Any]) -> T:
    """`dataclasses.replace`, which is slow for a value of twenty fields that changes several times an event."""
    names, read = _fields(type(value))  # type: ignore[arg-type] # a class is hashable
    return type(value)(**dict(zip(names, read(value), strict=True)) | changes)


@dataclass(frozen=True, slots=True)
class Decision:
    """Apply `writes` in one transaction, then carry out `effects`; `state` is what holds from now on."""

    writes: tuple[Write, ...]
    effects: tuple[Effect, ...]
    state: State


@dataclass(slots=True)
class Draft:
    """A decision in the making; lives inside one call of `decide` and is never seen outside."""

    state: State
    now: Instant
    writes: list[Write] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)

    def change(self, **changes: Any) -> None:
        """Replace fields of the state."""
        self.state = changed(self.state, changes)

    def change_way(self, **changes: Any) -> None:
        """Replace fields of the register's errands."""
        self.state = changed(self.state, {"way": changed(self.state.way, changes)})

    def put(self, item: Pending) -> Pending:
        """Put an operation back in its place."""
        for name, line in (("queue", self.state.queue), ("polls", self.state.polls)):
            if any(one.id == item.id for one in line):
                self.change(**{name: tuple(item if one.id == item.id else one for one in line)})
        return item

    def drop(self, item: Pending) -> None:
        """The operation is finished."""
        self.change(
            queue=tuple(one for one in self.state.queue if one.id != item.id),
            polls=tuple(one for one in self.state.polls if one.id != item.id),
        )

    def save(
        self,
        item: Pending,
        *,
        document: Document | None = None,
        reason: str | None = None,
        fault: Refusal | None = None,
        unclear: bool = False,
    ) -> Pending:
        """Put an operation back and write it; `unclear` notes the moment for the quarantine."""
        at = self.now.wall if unclear else None
        self.write(SaveOperation(item.id, item.state, item.attempts, at, reason, document, fault))
        if unclear:
            self.write(SaveClock(self.state.clock, at))
            self.change_way(quiet_until=self.now.mono + self.state.rules.quarantine_s)
        return self.put(item)

    def write(self, *writes: Write) -> None:
        """Add to the transaction."""
        self.writes.extend(writes)

    def act(self, *effects: Effect) -> None:
        """Add to what is done after the transaction."""
        self.effects.extend(effects)

    def set_mode(self, mode: Mode) -> None:
        """Change the mode, on disk too."""
        if mode is not self.state.mode:
            self.write(SaveMode(mode), Note("mode", {"from": self.state.mode, "to": mode}))
            self.change(mode=mode)

    def decision(self) -> Decision:
        """What came of it."""
        return Decision(tuple(self.writes), tuple(self.effects), self.state)
