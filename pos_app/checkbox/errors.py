"""What went wrong at Checkbox, as classes of answers: what the till does next depends on nothing else."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_app.domain.errors import PosError, Refused, Unreachable

MAX_SERVER_TEXT: Final = 500


class AnswerClass(StrEnum):
    """The classes of answers that the fiscal engine tells apart."""

    ACCEPTED = "ACCEPTED"  # never raised: the answer itself is returned
    DUPLICATE = "DUPLICATE"  # our id is known there already: ask for it
    AUTH = "AUTH"  # no token, or a revoked one: sign in once
    CREDENTIALS = "CREDENTIALS"  # wrong PIN, login or password
    CONFIGURATION = "CONFIGURATION"  # wrong licence or access key
    LOCKED = "LOCKED"  # another cashier, another program, or a deactivated cashier
    SIGNER = "SIGNER"  # the cashier's signature program is off
    THROTTLED = "THROTTLED"  # too often: wait, then the same bytes
    NOT_OPEN = "NOT_OPEN"  # no open shift
    NEED_MANUAL = "NEED_MANUAL"  # the register is not in our offline mode
    CODE_USED = "CODE_USED"  # this offline code is on another document
    ALREADY_OFFLINE = "ALREADY_OFFLINE"
    PREVIOUS_DIFFERS = "PREVIOUS_DIFFERS"  # previous_receipt_id is not the server's last
    CASH_SHORT = "CASH_SHORT"
    PAYMENT_SUM = "PAYMENT_SUM"  # payments and the receipt's sum do not agree
    NOT_FOUND = "NOT_FOUND"  # a GET of an id that the server does not know
    DEFINITE = "DEFINITE"  # any other refusal in the server's own words
    NOT_SENT = "NOT_SENT"  # the request never left this computer
    AMBIGUOUS = "AMBIGUOUS"  # it may or may not have been done


@dataclass(frozen=True, slots=True)
class FieldError:
    """One entry of a 422 answer: where in the request, and the server's words."""

    loc: tuple[str | int, ...]
    msg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the server itself said, as far as it said anything."""

    status: int | None = None
    code: str = ""
    message: str = ""
    fields: tuple[FieldError, ...] = ()
    retry_after_s: float | None = None


class CheckboxError(PosError):
    """Any failed call. `known` names the row of the table of known errors, empty for an unknown one."""

    def __init__(
        self, answer: AnswerClass, words: Words, *, code: str | None = None, message: str = "", known: str = ""
    ) -> None:
        super().__init__(message, code=code)
        self.answer = answer
        self.known = known
        self.status = words.status
        self.server_code = words.code
        self.server_message = words.message
        self.fields = words.fields
        self.retry_after_s = words.retry_after_s

    def __repr__(self) -> str:
        parts = [str(self.answer), f"code={self.code!r}", f"status={self.status}"]
        if self.server_code:
            parts.append(f"server_code={self.server_code!r}")
        return f"{type(self).__name__}({', '.join(parts)})"


class NotSent(CheckboxError, Unreachable):
    """No connection could be made, so the server cannot have seen the request."""


class Ambiguous(CheckboxError, Unreachable):
    """The request may have been carried out: ask before repeating, and repeat the same bytes only."""


class Throttled(CheckboxError, Unreachable):
    """Refused for the moment only: wait `retry_after_s` (or a few seconds) and send the same bytes."""


class Rejected(CheckboxError, Refused):
    """The server understood and refused; `answer` says what kind of refusal."""


def not_sent(why: str) -> NotSent:
    """The error for a request that never left; `why` is for the journal, not for the cashier."""
    return NotSent(AnswerClass.NOT_SENT, Words(message=why[:MAX_SERVER_TEXT]))


def ambiguous(why: str, *, status: int | None = None) -> Ambiguous:
    """The error for an answer that is missing or cannot be believed; `why` is for the journal."""
    return Ambiguous(AnswerClass.AMBIGUOUS, Words(status=status, message=why[:MAX_SERVER_TEXT]))
