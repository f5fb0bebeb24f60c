"""What is typed into the payment pane, as payments the till understands; what is due comes from the till's quote."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from pos_app.domain.money import parse_hryvnias
from pos_app.domain.payment import Payment, PaymentType, Quote

NOTES: Final = (5_000, 10_000, 20_000, 50_000, 100_000)
"""Banknotes that customers pay with, kopecks."""


class Method(StrEnum):
    """The four ways of paying."""

    CASH = "cash"
    CARD = "card"
    MIXED = "mixed"
    CERTIFICATE = "certificate"


CARD_LABEL: Final = "Картка"
CERTIFICATE_LABEL: Final = "Сертифікат"


@dataclass(frozen=True, slots=True)
class Draft:
    """The pane's typed texts. `first`: card or certificate sum; `cash`: cash received; empty means "exactly"."""

    method: Method = Method.CASH
    first: str = ""
    cash: str = ""
    rrn: str = ""
    auth_code: str = ""

    def _first_payment(self, value: int | None) -> Payment:
        if self.method is Method.CERTIFICATE:
            return Payment(PaymentType.CASHLESS, value, CERTIFICATE_LABEL)
        typed = {"rrn": self.rrn, "auth_code": self.auth_code}
        details = {key: text for key, text in typed.items() if text}
        return Payment(PaymentType.CASHLESS, value, CARD_LABEL, details=details)

    def asked(self, total: int) -> tuple[Payment, ...]:
        """The payments to ask a quote for: which part cash takes decides the rounding."""
        if self.method is Method.CASH:
            return (Payment(PaymentType.CASH),)
        if self.method is Method.CARD:
            return (self._first_payment(None),)
        first = min(amount(self.first), total)
        if self.method is Method.CERTIFICATE and (not self.first or first == total):
            return (self._first_payment(None),)
        return (self._first_payment(first), Payment(PaymentType.CASH))

    def payments(self, quote: Quote) -> tuple[Payment, ...]:
        """The payments to pay with, every one with its value. A certificate worth more gives no change."""
        asked = self.asked(quote.total)
        if len(asked) == 1:
            received = amount(self.cash) if self.method is Method.CASH else 0
            return (replace(asked[0], value=received or quote.due),)
        first, cash = asked
        rest = quote.due - (first.value or 0)
        if rest <= 0:
            return (first,)
        given = (first,) if first.value else ()
        return (*given, replace(cash, value=amount(self.cash) or rest))

    def change(self, quote: Quote) -> int:
        """What goes back to the customer; negative while it is not enough yet."""
        return sum(payment.value or 0 for payment in self.payments(quote)) - quote.due


def amount(text: str) -> int:
    """The typed sum in kopecks, 0 for nothing or an unfinished one."""
    try:
        return parse_hryvnias(text.rstrip(",")) if text else 0
    except ValueError:
        return 0


def smart_notes(due: int, most: int = 5) -> tuple[int, ...]:
    """What customers are likely to hand over: the next round sums, the smallest first, never the sum itself."""
    likely = {-(-due // step) * step for step in (1_000, *NOTES)}
    likely |= {value for value in (*NOTES, 150_000, 200_000) if value > due}
    return tuple(sorted(value for value in likely if value > due))[:most]
