"""What the demo lets one break: switches by name, each with a few positions; whoever started the demo turns them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Position:
    """One position of a switch; `good`: nothing is wrong in it."""

    key: str
    name: str
    good: bool = False


@dataclass(frozen=True, slots=True)
class Switch:
    """A switch and where it stands; one of `momentary` does something once and stands nowhere."""

    key: str
    name: str
    positions: tuple[Position, ...]
    at: str = ""
    momentary: bool = False


class Bench(Protocol):
    """The simulated things around a demo's till. Turning takes milliseconds, on any thread."""

    def switches(self) -> Sequence[Switch]:
        """All of them as they stand."""
        ...

    def turn(self, switch: str, position: str) -> None:
        """Put a switch into a position."""
        ...

    def seen(self) -> Sequence[str]:
        """What the simulated devices show to a person: a display's two lines, a scale's figure."""
        ...
