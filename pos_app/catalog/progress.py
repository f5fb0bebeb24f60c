"""How far a sync is: what it reads, how many so far, for how long."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """`what` is products, missing or stock; `total` 0 when it is not known. `seconds` since the sync began;
    `left` seconds until this part of it ends, as it goes now, None while nobody can tell.
    """

    what: str
    done: int
    total: int
    seconds: float = field(default=0.0, compare=False)
    left: float | None = field(default=None, compare=False)


class ProgressTeller:
    """Puts the time to what is told. `monotonic` counts seconds."""

    def __init__(self, tell: Callable[[Progress], None], monotonic: Callable[[], float]) -> None:
        self._tell = tell
        self._monotonic = monotonic
        self._began = monotonic()
        self._part = ("", 0.0, 0)

    @property
    def seconds(self) -> float:
        """Since the sync began."""
        return self._monotonic() - self._began

    def __call__(self, what: str, done: int, total: int) -> None:
        """So many of `total` are done."""
        seconds = self.seconds
        if self._part[0] != what:
            self._part = (what, seconds, done)
        _, began, first = self._part
        left = (seconds - began) / (done - first) * (total - done) if done > first and total >= done else None
        self._tell(Progress(what, done, total, round(seconds, 3), None if left is None else round(left, 1)))
