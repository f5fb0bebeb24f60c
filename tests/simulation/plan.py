"""What happens in one simulated shop: plain data, so that a failing run can be cut down, kept and played again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Event:
    """One thing that happens; `args` are numbers and words."""

    kind: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.kind} {' '.join(f'{name}={value}' for name, value in self.args.items())}".strip()


@dataclass(frozen=True)
class Plan:
    """A whole run: when it begins, the till's rules, the server's settings, and the events in their order."""

    seed: int
    begins: datetime
    events: tuple[Event, ...]
    rules: Mapping[str, Any] = field(default_factory=dict)
    server: Mapping[str, Any] = field(default_factory=dict)

    def with_events(self, events: Sequence[Event]) -> "Plan":
        """The same shop with other events."""
        return Plan(self.seed, self.begins, tuple(events), self.rules, self.server)

    def to_json(self) -> str:
        """The plan as text that `from_json` reads back."""
        parts = {
            "seed": self.seed,
            "begins": self.begins.isoformat(),
            "rules": dict(self.rules),
            "server": dict(self.server),
            "events": [[event.kind, dict(event.args)] for event in self.events],
        }
        return json.dumps(parts, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "Plan":
        """A plan out of its text."""
        parts = json.loads(text)
        events = tuple(Event(kind, args) for kind, args in parts["events"])
        begins = datetime.fromisoformat(parts["begins"]).astimezone(UTC)
        return Plan(parts["seed"], begins, events, parts["rules"], parts["server"])
