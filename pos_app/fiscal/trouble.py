"""The errors a waiting cashier gets: did the receipt come back, is it kept, or must a manager look?"""

from pos_app.domain.errors import PosError, Refused, Unreachable
from pos_app.fiscal.state import Refusal


class SentBack(Refused):
    """Checkbox would not take it. The receipt is back where it came from, with its UUID; `line`: the row at fault."""

    line: int | None = None


class NotSent(Unreachable):
    """Nothing reached Checkbox. The receipt is back where it came from, with its UUID."""


class Kept(Unreachable):
    """Nobody knows yet whether Checkbox has it: the receipt is kept first in line and settles by itself."""


class Stopped(Refused):
    """Checkbox has it, but not as we have it: it is kept, and a manager must look."""


def sent_back(refusal: Refusal) -> PosError:
    """The error for a receipt that has come back."""
    if refusal.code in {"unreachable", "throttled"}:
        return NotSent(refusal.message, code=refusal.code)
    error = SentBack(refusal.message, code=refusal.code)
    error.line = refusal.line
    return error
