"""Measures how fast a scanner and a person press keys, and says which thresholds tell them apart. Knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

PAUSE_MS: Final = 1000.0
"""Whoever waits that long begins anew: the pause is no pace of anybody."""
FEWEST_SCANS: Final = 3
SMALLEST_GAP: Final = 10
LARGEST_GAP: Final = 120
USUAL_SHORTEST: Final = 6
LEAST_SHORTEST: Final = 4


class Hand(StrEnum):
    """Who presses the keys that are measured."""

    SCANNER = "scanner"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The thresholds that tell scanner and person apart; `gap_ms` 0: there are none, `too_slow` says why."""

    gap_ms: int = 0
    shortest: int = USUAL_SHORTEST
    too_slow: bool = False


@dataclass
class PaceRuler:
    """Takes keys as they come, with their times in milliseconds, and keeps the gaps between them."""

    hand: Hand = Hand.SCANNER
    scans: list[tuple[float, ...]] = field(default_factory=list)
    typed: list[float] = field(default_factory=list)
    _run: list[float] = field(default_factory=list)

    def key(self, ms: float, *, ends: bool) -> bool:
        """A key was pressed; `ends`: it was Enter or Tab. → is there anything new to draw?"""
        if self._run and ms - self._run[-1] > PAUSE_MS:
            self._run.clear()
        self._run.append(ms)
        if self.hand is Hand.PERSON:
            return self._typed(ends)
        if not ends:
            return False
        gaps = _gaps(self._run)
        self._run.clear()
        if len(gaps) >= LEAST_SHORTEST - 1:
            self.scans.append(gaps)
        return True

    def _typed(self, ends: bool) -> bool:
        gaps = _gaps(self._run[-2:])
        if ends:
            self._run.clear()
        self.typed += gaps
        return bool(gaps)

    def turn(self, hand: Hand) -> None:
        """Somebody else presses the keys from now on."""
        self.hand = hand
        self._run.clear()

    def forget(self) -> None:
        """Begin anew."""
        self.scans.clear()
        self.typed.clear()
        self._run.clear()

    @property
    def scanned(self) -> list[float]:
        """Every gap of the scanner."""
        return [gap for gaps in self.scans for gap in gaps]

    def suggest(self) -> Suggestion | None:
        """What to set; None until enough codes were scanned."""
        if len(self.scans) < FEWEST_SCANS:
            return None
        slowest = max(self.scanned)
        fastest = min(self.typed, default=max(2 * slowest + 5, 70.0))
        if slowest + 5 >= fastest or slowest + 3 > LARGEST_GAP:
            return Suggestion(too_slow=True)
        # nearer to the scanner: what a person loses by a wrong guess is more than what a slow scanner does
        gap = min(max(slowest * 1.5 + 3, SMALLEST_GAP), (slowest + fastest) / 2, LARGEST_GAP)
        # the end key is a gap too, so a code has as many characters as gaps
        shortest = min(USUAL_SHORTEST, *(len(gaps) for gaps in self.scans))
        return Suggestion(round(gap), max(LEAST_SHORTEST, shortest))


def _gaps(times: Sequence[float]) -> tuple[float, ...]:
    return tuple(after - before for before, after in pairwise(times))
