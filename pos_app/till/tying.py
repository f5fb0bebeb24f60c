"""Which approvals a receipt's card payments carry: one that waits for the basket first, else a person's word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pos_app.domain.card import Attempt, AttemptKind, is_card, manual_attempt, masked, vouched
from pos_app.domain.errors import refused
from pos_app.domain.payment import Payment
from pos_app.domain.receipt import Receipt
from pos_app.till.attempts import AttemptBook, held_words
from pos_app.till.core import Core


@dataclass(frozen=True, slots=True)
class Tied:
    """`payments` as the receipt has them; `waiting`: approvals that it carries; `given`: what people vouched for."""

    payments: tuple[Payment, ...]
    waiting: tuple[Attempt, ...] = ()
    given: tuple[Payment, ...] = ()


def tie(payments: Sequence[Payment], held: Sequence[Attempt], *, by_hand: bool) -> Tied:
    """Match payments, every one with its value, with the approvals that wait; `by_hand`: the terminal is manual.

    `card_not_charged`: a card payment that no terminal approved; `card_held`: an approval that no payment uses.
    """
    waiting, made, given = list(held), [], []
    used: list[Attempt] = []
    for payment in map(masked, payments):
        if not is_card(payment) or not payment.value:
            made.append(payment)
            continue
        found = next((one for one in waiting if _fits(payment, one)), None)
        if found is not None and found.approval is not None:
            waiting.remove(found)
            used.append(found)
            made.append(replace(payment, details={**payment.details, **found.approval.details()}))
        elif by_hand or vouched(payment):
            given.append(payment)
            made.append(payment)
        else:
            raise refused("card_not_charged")
    for attempt in waiting:
        if not attempt.manual:
            raise refused("card_held", held_words(attempt))
    return Tied(tuple(made), tuple(used), tuple(given))


def _fits(payment: Payment, attempt: Attempt) -> bool:
    rrn = payment.details.get("rrn")
    known = attempt.approval.rrn if attempt.approval else ""
    return attempt.moved == payment.value and (not rrn or rrn == known)


def write_tied(core: Core, book: AttemptBook, tied: Tied, kind: AttemptKind, receipt: Receipt) -> None:
    """In the transaction that makes the receipt: each of its card payments is tied to it."""
    for attempt in tied.waiting:
        book.tie(attempt, receipt.id)
    for payment in tied.given:
        attempt = manual_attempt(
            core.new_id(), kind, payment, receipt.sold_at, document=receipt.id, cashier=receipt.cashier_name
        )
        book.tie(book.add(attempt), receipt.id)
