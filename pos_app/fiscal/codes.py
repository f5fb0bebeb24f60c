"""The pool of offline codes: taken from the far end, a reserve kept so that a shift can always be closed."""

from bisect import insort
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from pos_app.fiscal.rules import DOCUMENTS_PER_ASK, REFILL_PAUSE_S

RESERVE: Final = 3
"""Kept for closing the shift, opening one, and one more go-offline."""


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """One number of the tax service. The server's own offline takes the lowest `serial` first, the till the highest."""

    serial: int
    code: str


@dataclass(frozen=True, slots=True)
class CodePool:
    """The free codes, ascending by serial, and every code ever seen (a known one never comes back as free)."""

    free: tuple[Code, ...] = ()
    known: frozenset[str] = frozenset()

    @staticmethod
    def of(free: Iterable[Code], used: Iterable[str] = ()) -> "CodePool":
        """A pool from what is on disk."""
        codes = tuple(sorted(free))
        return CodePool(codes, frozenset(code.code for code in codes) | frozenset(used))

    def __len__(self) -> int:
        return len(self.free)

    def can_serve(self, documents: int, *, reserve: int = RESERVE) -> bool:
        """Are there codes for so many documents with the reserve left untouched?"""
        return len(self.free) >= documents + reserve

    def take(self) -> tuple[Code, "CodePool"]:
        """The code at the far end, and the pool without it. The caller has asked `can_serve`."""
        return self.free[-1], replace(self, free=self.free[:-1])

    def give_back(self, code: Code) -> "CodePool":
        """A reserved code that turned out unneeded is free again."""
        if code in self.free:
            return self
        codes = list(self.free)
        insort(codes, code)
        return replace(self, free=tuple(codes))

    def plus(self, codes: Iterable[Code]) -> tuple[tuple[Code, ...], "CodePool"]:
        """Add what the server listed; → (the codes that were new, the pool). Known codes keep their state."""
        new = {code.code: code for code in codes if code.code not in self.known}
        added = tuple(sorted(new.values()))
        return added, CodePool(tuple(sorted((*self.free, *added))), self.known | new.keys())

    def without(self, listed: Set[str]) -> tuple[tuple[Code, ...], "CodePool"]:
        """Drop free codes that a complete list of the server no longer has; → (the dropped, the pool)."""
        gone = tuple(code for code in self.free if code.code not in listed)
        return gone, replace(self, free=tuple(code for code in self.free if code.code in listed))


@dataclass(frozen=True, slots=True)
class RefillFacts:
    """What the rules about asking for codes look at. `queued`: not yet at Checkbox, unclear ones included."""

    online: bool
    queued: int
    free: int
    last_ask: datetime | None
    documents_since_ask: int | None
    """None: never asked."""


def may_ask(facts: RefillFacts, low: int, at: datetime) -> bool:
    """May the tax service be asked for more codes? Never with anything queued, and never too often."""
    if not facts.online or facts.queued or facts.free >= low:
        return False
    if facts.last_ask is not None and at - facts.last_ask < timedelta(seconds=REFILL_PAUSE_S):
        return False
    return facts.documents_since_ask is None or facts.documents_since_ask >= DOCUMENTS_PER_ASK
