"""The till's clocks, injected everywhere, so that the sandbox can let hours pass in a moment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")


class TillClock:
    """The wall clock (aware) and the monotonic one, with what `advance` added."""

    def __init__(self, wall: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._wall_s = 0
        self._ahead_s = 0

    def now(self) -> datetime:
        """The wall clock's moment."""
        return self._wall() + timedelta(seconds=self._wall_s)

    def monotonic(self) -> float:
        """Seconds of a clock that no one can set back."""
        return self._monotonic() + self._ahead_s

    def kyiv(self) -> datetime:
        """The moment as Kyiv's clocks show it, with its offset."""
        return self.now().astimezone(KYIV)

    def kyiv_of(self, moment: datetime) -> datetime:
        """A moment as Kyiv's clocks showed it."""
        return moment.astimezone(KYIV)

    def advance(self, seconds: int) -> None:
        """Let so much time pass; a negative number puts the wall clock back, as a person might, and no other."""
        self._wall_s += seconds
        self._ahead_s += max(seconds, 0)
