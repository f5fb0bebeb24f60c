"""Invariant 13, looked at after every commit and every event: the till's payments against the terminal's own memory.

Every approved card payment is tied to one document or one reversal, and no sale is charged twice.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pos_app.domain.card import Attempt, AttemptKind, AttemptState
from pos_app.domain.register import OperationState
from pos_app.sandbox.terminal import PrintedSlip
from tests.simulation.card_shop import CardShop

METHODS: Final = {
    "Purchase": AttemptKind.PURCHASE,
    "Refund": AttemptKind.REFUND,
    "Withdrawal": AttemptKind.REVERSAL,
}
MOVED: Final = frozenset({AttemptState.APPROVED, AttemptState.TIED, AttemptState.REVERSED})


def at_any_time(shop: CardShop) -> Iterator[str]:
    """What must hold whenever something has been written."""
    attempts = shop.attempts()
    slips = {slip.rrn: slip for slip in shop.bank.slips}
    yield from _slips_have_attempts(shop, attempts)
    yield from _attempts_have_slips(attempts, slips)
    yield from _documents_carry_payments(shop, attempts)
    yield from _nothing_both_ways(attempts)


def at_rest(shop: CardShop) -> Iterator[str]:
    """What must hold when nothing is under way and a manager has decided what only a person can."""
    for attempt in shop.attempts():
        if attempt.is_open or attempt.is_loose:
            yield f"{attempt.kind} {attempt.id} of {attempt.amount} is {attempt.state} at the end"
    sold = sum(_card_money(shop))
    if sold != shop.bank.balance():
        yield f"the terminal has {shop.bank.balance()} and the receipts say {sold}"


def on_asking(shop: CardShop, method: str, amount: str) -> Iterator[str]:
    """The terminal has just heard of money: its attempt is on disk."""
    kind = METHODS[method]
    if not any(one.kind is kind and one.state is AttemptState.ASKED for one in shop.attempts()):
        yield f"{method} of {amount} reached the terminal and no attempt is on disk"


def _slips_have_attempts(shop: CardShop, attempts: list[Attempt]) -> Iterator[str]:
    """A slip that no attempt has yet must be what an open attempt waits for."""
    for method, kind in METHODS.items():
        known = {one.approval.rrn for one in attempts if one.kind is kind and one.approval is not None}
        loose = [slip for slip in shop.bank.slips if slip.ours and slip.method == method and slip.rrn not in known]
        waiting = [one for one in attempts if one.kind is kind and one.is_open]
        if len(loose) > len(waiting):
            yield f"{len(loose)} slips ({[_in_short(slip) for slip in loose]}) and {len(waiting)} attempts wait for one"


def _in_short(slip: PrintedSlip) -> str:
    return f"{slip.method} {slip.number} {slip.amount}"


def _attempts_have_slips(attempts: list[Attempt], slips: dict[str, PrintedSlip]) -> Iterator[str]:
    counted = Counter(
        (one.kind, one.approval.rrn)
        for one in attempts
        if one.approval is not None and one.state in MOVED and not one.manual
    )
    for (kind, rrn), count in counted.items():
        slip = slips.get(rrn)
        if slip is None or not slip.ours:
            yield f"{kind} took the slip {rrn}, which is not ours"
        elif count > 1:
            yield f"{count} attempts have the slip {slip.number}"
    for attempt in attempts:
        slip = slips.get(attempt.approval.rrn) if attempt.approval is not None else None
        if slip is not None and attempt.state in MOVED and slip.amount != attempt.moved:
            yield f"{attempt.id} says {attempt.moved}, its slip {slip.amount}"
        gone = slip is not None and any(one.voids == slip.number for one in slips.values())
        if slip is not None and attempt.state is AttemptState.REVERSED and not gone:
            yield f"{attempt.id} is reversed, and the terminal has not given it back"


def _documents_carry_payments(shop: CardShop, attempts: list[Attempt]) -> Iterator[str]:
    """A document that stands names the payments that are tied to it, and they name it."""
    tied = Counter(
        (one.tied_to, one.approval.rrn)
        for one in attempts
        if one.state is AttemptState.TIED and one.kind is not AttemptKind.REVERSAL and one.approval is not None
    )
    named = Counter(
        (row.id, str(payment.details["rrn"]))
        for row in shop.store.operations.since()
        if row.document is not None and row.state is not OperationState.REJECTED
        for payment in row.document.payments
        if payment.details.get("rrn")
    )
    for document, rrn in tied.keys() | named.keys():
        if tied[document, rrn] != named[document, rrn] or tied[document, rrn] != 1:
            yield (
                f"the payment {rrn} is tied {tied[document, rrn]} times to {document}, "
                f"which names it {named[document, rrn]} times"
            )
    for rrn, count in Counter(rrn for _, rrn in named).items():
        if count > 1:
            yield f"the payment {rrn} stands on {count} documents"


def _nothing_both_ways(attempts: list[Attempt]) -> Iterator[str]:
    """Money that may be on its way back is on no document."""
    undone = {one.of for one in attempts if one.kind is AttemptKind.REVERSAL and one.is_open}
    for one in attempts:
        if one.id in undone and one.state is AttemptState.TIED:
            yield f"{one.kind} {one.id} is tied to {one.tied_to}, and the terminal may be undoing it"


def _card_money(shop: CardShop) -> Iterator[int]:
    manual = {one.approval.rrn for one in shop.attempts() if one.manual and one.approval is not None}
    for row in shop.store.operations.since():
        if row.document is None or row.state is OperationState.REJECTED:
            continue
        sign = -1 if row.kind.value == "RETURN" else 1
        for payment in row.document.payments:
            if payment.details.get("rrn") and payment.details["rrn"] not in manual:
                yield sign * (payment.value or 0)
