"""What is typed into the payment pane, as payments the till understands; what is due comes from the till's quote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from pos_app.devices.settings import NONE
from pos_app.domain.card import CARD_LABEL, vouched
from pos_app.domain.money import parse_hryvnias
from pos_app.domain.payment import Payment, PaymentType, Quote
from pos_app.domain.payment_form import DEFAULT_FORMS, PaymentForm
from pos_app.till.state import TillState
from pos_app.ui.card_words import Phase
from pos_app.ui.i18n import tr
from pos_app.ui.words import money, rounding_words

NOTES: Final = (5_000, 10_000, 20_000, 50_000, 100_000)
"""Banknotes that customers pay with, kopecks."""


class Method(StrEnum):
    """The four ways of paying."""

    CASH = "cash"
    CARD = "card"
    MIXED = "mixed"
    CERTIFICATE = "certificate"


def ways_in(state: TillState) -> tuple[Method, ...]:
    """The ways that a shop has: one with no terminal takes no cards, and a key that slipped must make no receipt so."""
    by_card = {Method.CARD, Method.MIXED} if state.devices.settings.terminal.transport == NONE else set()
    return tuple(method for method in Method if method not in by_card)


def open_ways(state: TillState, now: Method, phase: Phase) -> tuple[Method, ...]:
    """The ways that may be turned to: while the terminal or Checkbox has its say, no other than where it is heard."""
    if phase in {Phase.READY, Phase.BY_HAND}:
        return ways_in(state)
    card_asked = phase in {Phase.WORKING, Phase.UNKNOWN, Phase.HELD} and now is not Method.CARD
    return (Method.CARD,) if card_asked else ()


def way_beside(ways: Sequence[Method], now: Method, step: int) -> Method:
    """The next of the ways that are open, or the one before."""
    return ways[(ways.index(now) + step) % len(ways)] if now in ways else next(iter(ways), now)


CERTIFICATE: Final = DEFAULT_FORMS[0]


@dataclass(frozen=True, slots=True)
class Draft:
    """The pane's typed texts. `first`: card or certificate sum; `cash`: cash received; empty means "exactly".

    `held`: what cards have paid for this basket already, kopecks each.
    """

    method: Method = Method.CASH
    first: str = ""
    cash: str = ""
    rrn: str = ""
    auth_code: str = ""
    form: PaymentForm = CERTIFICATE
    """What stands in place of the certificate: the owner's forms of payment."""
    held: tuple[int, ...] = ()

    @property
    def already(self) -> int:
        """What cards have paid already."""
        return sum(self.held)

    def turned(self, method: Method, forms: Sequence[PaymentForm]) -> "Draft":
        """Another way of paying. The last of them stands for the owner's forms: touched again it is the next form."""
        usable = [form for form in forms if form.enabled] or [CERTIFICATE]
        place = usable.index(self.form) if self.form in usable else -1
        again = method is Method.CERTIFICATE and self.method is Method.CERTIFICATE
        form = usable[(place + 1) % len(usable)] if again or place < 0 else self.form
        return replace(self, method=method, form=form)

    def paid_by_card(self, held: tuple[int, ...]) -> "Draft":
        """After a card has paid: what was typed for it in a mixed payment must not be asked of it once more."""
        charged = self.method is Method.MIXED and len(held) > len(self.held)
        return replace(self, held=held, first="" if charged else self.first)

    def _held(self) -> tuple[Payment, ...]:
        return tuple(Payment(PaymentType.CASHLESS, value, CARD_LABEL) for value in self.held)

    def _first_payment(self, value: int | None) -> Payment:
        if self.method is Method.CERTIFICATE:
            return Payment(PaymentType.CASHLESS, value, self.form.label, code=self.form.code)
        typed = {"rrn": self.rrn, "auth_code": self.auth_code}
        details = {key: text for key, text in typed.items() if text}
        return Payment(PaymentType.CASHLESS, value, CARD_LABEL, details=details)

    def asked(self, total: int) -> tuple[Payment, ...]:
        """The payments to ask a quote for: which part cash takes decides the rounding."""
        left = max(total - self.already, 0)
        return (*self._held(), *(self._own(left) if left or not self.held else ()))

    def _own(self, left: int) -> tuple[Payment, ...]:
        """What pays for the rest."""
        if self.method is Method.CASH:
            return (Payment(PaymentType.CASH),)
        all_of_it = self._first_payment(left if self.held else None)
        if self.method is Method.CARD:
            return (all_of_it,)
        first = min(amount(self.first), left)
        if self.method is Method.CERTIFICATE and (not self.first or first == left):
            return (all_of_it,)
        return (self._first_payment(first), Payment(PaymentType.CASH))

    def payments(self, quote: Quote) -> tuple[Payment, ...]:
        """The payments to pay with, every one with its value. A certificate worth more gives no change."""
        held, own = self._held(), self.asked(quote.total)[len(self.held) :]
        left = max(quote.due - self.already, 0)
        if not own:
            return held
        if len(own) == 1:
            received = amount(self.cash) if self.method is Method.CASH else 0
            return (*held, replace(own[0], value=received or left))
        first, cash = own
        rest = left - (first.value or 0)
        if rest <= 0 and not quote.rounding:
            return (*held, first)
        # kopecks are rounded away only where cash is paid, though it be none at all
        given = (first,) if first.value else ()
        return (*held, *given, replace(cash, value=amount(self.cash) or max(rest, 0)))

    def to_charge(self, quote: Quote) -> int:
        """What a terminal must still be asked for; 0 where people vouch for the card or there is none."""
        own = self.payments(quote)[len(self.held) :]
        cards = (one for one in own if one.label == CARD_LABEL and not vouched(one))
        return sum(one.value or 0 for one in cards)

    def change(self, quote: Quote) -> int:
        """What goes back to the customer; negative while it is not enough yet."""
        return sum(payment.value or 0 for payment in self.payments(quote)) - quote.due


def only_by_card(quote: Quote, state: TillState) -> bool:
    """A part of an order is paid to the kopeck and cash is rounded: is there a card to pay it with?"""
    return bool(quote.rounding) and state.cart.part is not None and Method.CARD in ways_in(state)


def due_caption(draft: Draft, quote: Quote, state: TillState) -> str:
    """What the sum is: the receipt beside shows it before rounding, which stands under the caption."""
    if draft.already:
        return tr("Лишилось")
    in_cash = draft.method is Method.CASH and quote.rounding and state.cart.part is None
    return tr("До сплати готівкою") if in_cash else tr("До сплати")


def under_due(draft: Draft, quote: Quote, state: TillState) -> str:
    """What stands under "due": how much of it is paid, or how cash rounds it; an order's part is paid to the kopeck."""
    if draft.already:
        # rounding explains a sum that is not the one on the left; there is room for one of the two
        return rounding_words(quote.rounding) or tr("з {sum}").format(sum=money(quote.due))
    if quote.rounding and state.cart.part is not None:
        return tr("лише карткою")
    return rounding_words(quote.rounding)


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
