"""An electronic receipt on its way to a customer: where it goes and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SendWay(StrEnum):
    """By what it goes; SMS stands for Viber too."""

    EMAIL = "email"
    SMS = "sms"


class SendState(StrEnum):
    """UNCLEAR: nobody answered whether it was sent, so it is not sent again by itself.

    BY_CHECKBOX: the address is in the sale itself, Checkbox sends when it gets the receipt.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCLEAR = "unclear"
    REFUSED = "refused"
    BY_CHECKBOX = "by_checkbox"


@dataclass(frozen=True, slots=True)
class EReceipt:
    """One receipt to one address: there is one row of it, however often it is asked for."""

    receipt_id: str
    way: SendWay
    address: str
    state: SendState
    asked_at: datetime
    tries: int = 0
    next_at: datetime | None = None
    ended_at: datetime | None = None
    problem: str = ""
