"""Paying: what is due for a way of paying, and what change comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.rounding import RoundingRule, round_cash

CASH_A_DAY: Final = 5_000_000
"""Kopecks that one buyer may pay in cash within a day, in one receipt or several: decree 148 of the National Bank of
29.12.2017, section II, point 6. What is above it is paid without cash."""


class PaymentType(StrEnum):
    """Cash, or everything else (card, certificate, transfer …); the names are Checkbox's."""

    CASH = "CASH"
    CASHLESS = "CASHLESS"


@dataclass(frozen=True, slots=True)
class Payment:
    """One means of payment. `value` is kopecks as the customer gave it; None means "whatever is due".

    `details` are the card's fields by Checkbox's names (card_mask, rrn, auth_code, terminal, bank_name,
    payment_system, owner_name, acquirer_and_seller, receipt_no, commission, signature_required).
    """

    type: PaymentType
    value: int | None = None
    label: str = ""
    code: int | None = None
    details: Mapping[str, str | int | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """What one way of paying comes to, in kopecks: `due = total + rounding`."""

    total: int
    rounding: int
    due: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """A finished payment in kopecks: every payment has its value, `change = paid - due`."""

    total: int
    rounding: int
    due: int
    paid: int
    change: int
    payments: tuple[Payment, ...]
    rule: RoundingRule

    @property
    def cash_kept(self) -> int:
        """The cash that stays in the drawer: cash given less change."""
        return sum(p.value or 0 for p in self.payments if p.type is PaymentType.CASH) - self.change


def quote(total: int, payments: Sequence[Payment], rule: RoundingRule) -> Quote:
    """What is due when paying so: the part left for cash is rounded; with no cash nothing is.

    In a mixed payment the card's value is taken first and only the cash remainder is rounded.
    """
    if not any(payment.type is PaymentType.CASH for payment in payments):
        return Quote(total, 0, total)
    by_card = sum(p.value or 0 for p in payments if p.type is PaymentType.CASHLESS)
    left = max(total - by_card, 0)
    rounding = round_cash(left, rule) - left
    return Quote(total, rounding, total + rounding)


def settle(total: int, payments: Sequence[Payment], rule: RoundingRule) -> Settlement:
    """Check a payment and work out the change: cards give none and may not exceed what is due."""
    if not payments:
        raise refused("payment_too_small")
    asked = quote(total, payments, rule)
    filled = _filled(payments, asked.due)
    by_card = sum(p.value or 0 for p in filled if p.type is PaymentType.CASHLESS)
    paid = sum(payment.value or 0 for payment in filled)
    if by_card > asked.due:
        raise refused("card_over_total")
    if paid < asked.due:
        raise refused("payment_too_small")
    return Settlement(total, asked.rounding, asked.due, paid, paid - asked.due, filled, rule)


def settle_return(total: int, payments: Sequence[Payment], rule: RoundingRule) -> Settlement:
    """The same for giving money back: the payments must equal what is due, rounded when it is cash."""
    if not payments:
        raise refused("return_sum_differs")
    asked = quote(total, payments, rule)
    filled = _filled(payments, asked.due)
    paid = sum(payment.value or 0 for payment in filled)
    if paid != asked.due:
        raise refused("return_sum_differs")
    return Settlement(total, asked.rounding, asked.due, paid, 0, filled, rule)


def _filled(payments: Sequence[Payment], due: int) -> tuple[Payment, ...]:
    """Give the payment without a value what the others leave; only a lone payment may lack one by the contract."""
    for payment in payments:
        if payment.value is not None and not 0 <= payment.value <= MAX_AMOUNT:
            raise refused("payment_too_small")
    if len(payments) == 1 and payments[0].value is None:
        return (replace(payments[0], value=due),)
    if any(payment.value is None for payment in payments):
        raise refused("payment_too_small", "Вкажіть суму кожної оплати.")
    return tuple(payments)
