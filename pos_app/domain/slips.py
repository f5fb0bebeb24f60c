"""Which slip of the terminal is ours: settles a payment whose answer was lost, and never by guessing.

The terminal tells its last slip, whoever made it. So an attempt remembers the slip before it was asked: no newer one
means that nothing was charged, and of the newer ones ours must fit in kind, sum and time and be nobody else's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pos_app.domain.card import Approval, Attempt, AttemptKind
from pos_app.domain.money import format_hryvnias
from pos_app.domain.said import sentence

CLOCKS_DIFFER: Final = timedelta(minutes=10)
"""A terminal's clock may be so far from the till's."""
LONGEST_PAYMENT: Final = timedelta(minutes=10)
"""No terminal waits longer for a card: a later slip is somebody's who paid again."""
MOST_READ: Final = 30
"""Slips that are read back to find ours; more since then is for a person."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip in the terminal's memory. `kind`, `at`: None where it does not say; `approval`: None when declined.

    `partial`: the bank approved less than was asked (0010); `unread`: money has moved, or may have, and how much the
    slip does not say in words that can be read.
    """

    number: str
    kind: AttemptKind | None = None
    at: datetime | None = None
    approval: Approval | None = None
    partial: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the slips say: `approval` (it was charged), `nothing` (it was not), or neither, and why."""

    approval: Approval | None = None
    nothing: bool = False
    words: str = ""


def numbers_since(before: str, last: str) -> tuple[str, ...] | None:
    """The numbers of the slips after `before` up to `last`; None where they cannot be told one by one."""
    if last == before:
        return ()
    if not last.isdecimal() or not (before.isdecimal() or not before):
        return None
    first, final = int(before or 0) + 1, int(last)
    if not before:
        # nothing is known of what came before: only the last can be looked at
        first = final
    if not first <= final < first + MOST_READ:
        return None
    width = len(last)
    return tuple(str(number).zfill(width) for number in range(first, final + 1))


def judge(attempt: Attempt, slips: Sequence[Slip], claimed: Collection[str], *, complete: bool) -> Verdict:
    """What became of an attempt, by the slips made since it began; `claimed`: those (`Approval.slip`) of other
    attempts.

    `complete`: these are all of them, none is missing.
    """
    strange = [slip for slip in slips if slip.approval is not None and slip.approval.slip not in claimed]
    ours = [slip for slip in strange if _fits(attempt, slip)]
    if len(ours) == 1:
        return Verdict(approval=ours[0].approval)
    if ours:
        return Verdict(words="На терміналі кілька таких оплат. Звірте чеки термінала.")
    if complete and not strange and not any(slip.unread for slip in slips):
        return Verdict(nothing=True, words="На терміналі такої оплати немає.")
    if strange and strange[-1].approval is not None:
        other = format_hryvnias(strange[-1].approval.amount)
        return Verdict(words=sentence("Останній чек термінала інший: {sum} ₴. Звірте його з оплатою.", sum=other))
    return Verdict(words="Термінал не показав чека цієї оплати.")


def _fits(attempt: Attempt, slip: Slip) -> bool:
    assert slip.approval is not None  # `judge` looks at approved ones alone
    if slip.kind not in {None, attempt.kind}:
        return False
    if slip.at is not None and not -CLOCKS_DIFFER <= slip.at - attempt.at <= LONGEST_PAYMENT + CLOCKS_DIFFER:
        return False
    amount = slip.approval.amount
    return amount == attempt.amount or (slip.partial and 0 < amount < attempt.amount)
