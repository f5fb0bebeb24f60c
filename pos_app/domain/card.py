"""A card payment as the till keeps it: an attempt with its states, from before the terminal hears of it to its end.

Source: design notes "Card payments" and invariant 13: every approved payment is tied to one document or one reversal.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from pos_app.domain.errors import Bug
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Receipt, ReceiptKind

CARD_MASK: Final = 19
"""Checkbox's limit for a masked card number."""
CARD_LABEL: Final = "Картка"
"""What a card payment is called on the receipt."""


class AttemptKind(StrEnum):
    """PURCHASE takes money for a sale, REFUND gives it back for a return, REVERSAL undoes a purchase with no sale."""

    PURCHASE = "PURCHASE"
    REFUND = "REFUND"
    REVERSAL = "REVERSAL"


class AttemptState(StrEnum):
    """INTENT: on disk, the terminal has heard nothing. ASKED: it may have. UNKNOWN: it may have done it.

    APPROVED: money has moved and no document says so yet. TIED: a document (or, for a reversal, the purchase) does.
    """

    INTENT = "INTENT"
    ASKED = "ASKED"
    UNKNOWN = "UNKNOWN"
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"
    NOT_CHARGED = "NOT_CHARGED"
    TIED = "TIED"
    REVERSED = "REVERSED"


OPEN: Final = frozenset({AttemptState.INTENT, AttemptState.ASKED, AttemptState.UNKNOWN})
"""Nobody can say yet whether money has moved."""

_NEXT: Final[Mapping[AttemptState, frozenset[AttemptState]]] = {
    AttemptState.INTENT: frozenset({AttemptState.ASKED, AttemptState.NOT_CHARGED}),
    AttemptState.ASKED: frozenset(
        {AttemptState.APPROVED, AttemptState.DECLINED, AttemptState.NOT_CHARGED, AttemptState.UNKNOWN}
    ),
    AttemptState.UNKNOWN: frozenset({AttemptState.APPROVED, AttemptState.DECLINED, AttemptState.NOT_CHARGED}),
    AttemptState.APPROVED: frozenset({AttemptState.TIED, AttemptState.REVERSED}),
    # a document that Checkbox refused lets its payment go again: the money has moved all the same
    AttemptState.TIED: frozenset({AttemptState.APPROVED}),
    AttemptState.DECLINED: frozenset(),
    AttemptState.NOT_CHARGED: frozenset(),
    AttemptState.REVERSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Approval:
    """What the terminal answered. `amount`: kopecks really moved, which may differ from those asked for.

    The texts have Checkbox's names; the card's number is masked. `receipt_no` is the number of the terminal's slip.
    """

    amount: int
    rrn: str = ""
    auth_code: str = ""
    card_mask: str = ""
    bank_name: str = ""
    payment_system: str = ""
    terminal: str = ""
    receipt_no: str = ""
    acquirer_and_seller: str = ""
    signature_required: bool = False

    @property
    def slip(self) -> str:
        """What tells this slip of the terminal from every other; "" where it does not say enough for that."""
        whole = self.receipt_no and self.rrn
        return f"{self.terminal}/{self.receipt_no}/{self.rrn}" if whole else ""

    def details(self) -> dict[str, str | int | bool]:
        """The card's rows of a receipt, by Checkbox's names."""
        texts = {name: str(getattr(self, name)) for name in _TEXTS}
        found: dict[str, str | int | bool] = {name: text for name, text in texts.items() if text}
        return found | ({"signature_required": True} if self.signature_required else {})


_TEXTS: Final = (
    "rrn",
    "auth_code",
    "card_mask",
    "bank_name",
    "payment_system",
    "terminal",
    "receipt_no",
    "acquirer_and_seller",
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One card payment; sums in kopecks.

    `document`: the UUID of the receipt that the money is for; `of`: for a reversal the purchase that it undoes, for a
    refund the sale that is given back; `before`: the number of the terminal's last slip when it was asked, "" where it
    had none; `manual`: a person vouches for it; `draft`: the return receipt of a refund, or the receipt of cash that is
    handed out, so that it can be completed after a power cut; `taken`: the lines that a return takes back as (index,
    thousandths, kopecks).
    """

    id: str
    kind: AttemptKind
    amount: int
    at: datetime
    state: AttemptState = AttemptState.INTENT
    manual: bool = False
    document: str | None = None
    of: str | None = None
    before: str | None = None
    approval: Approval | None = None
    reason: str = ""
    tied_to: str | None = None
    cashier: str = ""
    draft: Receipt | None = None
    taken: tuple[tuple[int, ...], ...] = ()

    @property
    def is_open(self) -> bool:
        """Is it unknown whether money has moved?"""
        return self.state in OPEN

    @property
    def is_loose(self) -> bool:
        """Has money moved with no document to say so?"""
        return self.state is AttemptState.APPROVED

    @property
    def is_withdrawal(self) -> bool:
        """Was the card charged for cash that is handed out?"""
        return self.draft is not None and self.draft.kind is ReceiptKind.CASH_WITHDRAWAL

    @property
    def moved(self) -> int:
        """Kopecks that have moved."""
        return self.approval.amount if self.approval is not None else 0

    @property
    def is_partial(self) -> bool:
        """Did the terminal approve less than was asked?"""
        return self.approval is not None and self.approval.amount < self.amount

    def asked(self, before: str) -> "Attempt":
        """The terminal is about to hear of it; its last slip is number `before`."""
        return self._become(AttemptState.ASKED, before=before)

    def unsure(self, reason: str) -> "Attempt":
        """Nobody knows what became of it."""
        return self if self.state is AttemptState.UNKNOWN else self._become(AttemptState.UNKNOWN, reason=reason)

    def approved(self, approval: Approval) -> "Attempt":
        """Money has moved."""
        return self._become(AttemptState.APPROVED, approval=approval, reason="")

    def declined(self, reason: str) -> "Attempt":
        """The terminal or the bank said no."""
        return self._become(AttemptState.DECLINED, reason=reason)

    def not_charged(self, reason: str) -> "Attempt":
        """Nothing has moved: the terminal has no such slip, was never asked, or a person says so."""
        return self._become(AttemptState.NOT_CHARGED, reason=reason)

    def tied(self, to: str) -> "Attempt":
        """A document (for a reversal: the purchase) carries it."""
        return self._become(AttemptState.TIED, tied_to=to)

    def loosened(self) -> "Attempt":
        """Checkbox refused the document: the payment stays, for the same document once more or for a reversal."""
        return self._become(AttemptState.APPROVED, tied_to=None)

    def reversed(self, by: str) -> "Attempt":
        """The money went back by that attempt."""
        return self._become(AttemptState.REVERSED, tied_to=by)

    def _become(self, state: AttemptState, **changes: Any) -> "Attempt":
        if state not in _NEXT[self.state]:
            raise Bug(f"Оплата {self.id}: {self.state} не може стати {state}.")
        return replace(self, state=state, **changes)


def manual_attempt(
    attempt_id: str, kind: AttemptKind, payment: Payment, at: datetime, *, document: str, cashier: str
) -> Attempt:
    """A payment that a person vouches for: made on a terminal that the till does not speak to."""
    return Attempt(
        id=attempt_id,
        kind=kind,
        amount=payment.value or 0,
        at=at,
        state=AttemptState.APPROVED,
        manual=True,
        document=document,
        approval=approval_of(payment),
        cashier=cashier,
    )


def approval_of(payment: Payment) -> Approval:
    """What was typed or sent along with a payment, as an approval."""
    texts = {name: str(payment.details.get(name, "")) for name in _TEXTS}
    texts["card_mask"] = mask_card(texts["card_mask"])
    signature = bool(payment.details.get("signature_required", False))
    return Approval(payment.value or 0, signature_required=signature, **texts)


def is_card(payment: Payment) -> bool:
    """Is this a bank card? Certificates, transfers and the like are cashless too, with a label of their own."""
    if payment.type is not PaymentType.CASHLESS:
        return False
    return vouched(payment) or payment.label.strip() in {"", CARD_LABEL}


def vouched(payment: Payment) -> bool:
    """Does the payment carry a terminal's word: RRN or authorisation code?"""
    return bool(payment.details.get("rrn") or payment.details.get("auth_code"))


def masked(payment: Payment) -> Payment:
    """The payment with its card number masked, as it may be stored and sent."""
    mask = payment.details.get("card_mask")
    if not mask:
        return payment
    return replace(payment, details={**payment.details, "card_mask": mask_card(str(mask))})


def mask_card(number: str) -> str:
    """The first six and the last four figures; a number that shows no more than ten stays as it is."""
    figures = re.sub(r"\D", "", number)
    if len(figures) <= 10:
        return number.strip()[:CARD_MASK]
    return f"{figures[:6]}{'*' * min(len(figures) - 10, CARD_MASK - 10)}{figures[-4:]}"
