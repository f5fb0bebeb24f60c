"""Which ways the money of a sale may go back: as it came, in cash, or to a card as far as cards have paid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from pos_app.domain.card import CARD_LABEL, is_card
from pos_app.domain.orders import kept_payments
from pos_app.domain.payment import Payment, PaymentType, Quote, quote, settle_return
from pos_app.domain.receipt import Receipt
from pos_app.domain.rounding import RoundingRule

Form = tuple[str, int | None]
"""What tells a form of payment from the others: Checkbox's label and code."""
CASH: Final[Form] = ("", None)
CARD: Final[Form] = (CARD_LABEL, None)


class BackWay(StrEnum):
    """All in cash, all to the card, or each form of payment gets back what it gave."""

    CASH = "cash"
    CARD = "card"
    AS_PAID = "as_paid"


@dataclass(frozen=True, slots=True)
class Back:
    """One way of giving money back: payments with their values, which add up to what is due that way."""

    way: BackWay
    payments: tuple[Payment, ...]
    quote: Quote


def form_of(payment: Payment) -> Form:
    """Every card is one form, whatever its details; certificates, transfers and the like are told by their label."""
    if payment.type is PaymentType.CASH:
        return CASH
    return CARD if is_card(payment) else (payment.label.strip(), payment.code)


def ways_back(sale: Receipt, *, terminal: bool) -> tuple[BackWay, ...]:
    """The ways of a sale; they do not change while lines are chosen.

    `terminal`: the till asks one for the money, and never for more than cards have paid. A sale that was read from
    Checkbox has no payments: nobody knows how it was paid.
    """
    paid = {form_of(one) for one in kept_payments(sale)}
    if not sale.payments:
        return (BackWay.CASH, BackWay.CARD)
    if paid <= {CASH}:
        return (BackWay.CASH,)
    if paid == {CARD}:
        return (BackWay.CASH, BackWay.CARD)
    by_hand = (BackWay.CARD,) if CARD in paid and not terminal else ()
    return (BackWay.CASH, *by_hand, BackWay.AS_PAID)


def usual_way(sale: Receipt, ways: Sequence[BackWay]) -> BackWay:
    """The way that is chosen at first: as it was paid; cash where nobody knows."""
    return ways[-1] if sale.payments else BackWay.CASH


def money_left(sale: Receipt, returns: Iterable[Receipt]) -> Mapping[Form, int]:
    """Kopecks of a sale that each form of payment has given and earlier returns have not given back to it."""
    left: dict[Form, int] = {}
    for payment in kept_payments(sale):
        form = form_of(payment)
        left[form] = left.get(form, 0) + (payment.value or 0)
    for payment in (one for receipt in returns for one in receipt.payments):
        form = form_of(payment)
        left[form] = max(left.get(form, 0) - (payment.value or 0), 0)
    return left


def back_by(way: BackWay, sale: Receipt, returns: Sequence[Receipt], total: int, rule: RoundingRule) -> Back:
    """The payments that give `total` back this way. As it was paid: what is not cash first, and the rest is cash."""
    payments = _payments(way, sale, money_left(sale, returns), total)
    asked = quote(total, payments, rule)
    if len(payments) > 1 and payments[-1].value is None:
        others = sum(one.value or 0 for one in payments)
        payments = (*payments[:-1], replace(payments[-1], value=asked.due - others))
    return Back(way, settle_return(total, payments, rule).payments, asked)


def _payments(way: BackWay, sale: Receipt, left: Mapping[Form, int], total: int) -> tuple[Payment, ...]:
    if way is BackWay.CASH:
        return (Payment(PaymentType.CASH),)
    if way is BackWay.CARD:
        return (Payment(PaymentType.CASHLESS, label=CARD_LABEL),)
    made: list[Payment] = []
    rest = total
    for form in dict.fromkeys(form_of(one) for one in sale.payments):
        value = 0 if form == CASH else min(left.get(form, 0), rest)
        if value:
            made.append(Payment(PaymentType.CASHLESS, value, form[0], code=form[1]))
            rest -= value
    return (*made, Payment(PaymentType.CASH)) if rest or not made else tuple(made)
