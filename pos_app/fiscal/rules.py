"""The numbers the engine lives by: the owner's settings and the bounds that the law and the vendor set."""

from dataclasses import dataclass
from typing import Final

MAX_TRIES: Final = 3
"""How often one sale's bytes are sent while the cashier waits."""

DEFAULT_PACE: Final = (2, 1)
"""Receipts in seconds where `cashier/me` names no limit."""

THROTTLE_WAIT_S: Final = 5.0
"""How long Checkbox blocks a register that was too quick, where its answer does not say."""

LONGEST_WAIT_S: Final = 600.0
"""What a server may ask to be left alone for; longer is no throttle but a mistake, and the line would stand still."""

SIGNATURE_EVERY_S: Final = 30.0
FIRST_POLL_S: Final = 0.3
"""How soon a shift on its way to open or closed is looked at again."""

POLL_AFTER_S: Final = (0.05, 0.25, 0.6, 0.9, 1.2, 2.0, 3.0, 5.0, 8.0, 12.0)
"""How long after it took a document (then after each look at it) Checkbox is asked whether it is finished; the last for
good. Final states come in about 2 s, at once where the tax service is quick, in minutes where it is down."""

FRESH_S: Final = 1.5
"""How long the server's last document is taken for what it was when it was compared, or when it took one of ours.
After that others may have been there, and what follows it with a date of ours is compared anew."""

MOST_COMPARED: Final = 3
"""How often a refused document has its date and code compared anew, each time with another outcome, before a manager is
asked: others may come first again."""

PATIENT_LOOKS: Final = 14
"""How often in a row a receipt that Checkbox has taken may seem unknown to it, or done without a number, before a
manager is asked: a minute and more."""

SIGNED_OUT_POLL_S: Final = 60.0
"""The same while nobody can sign in; a sign-in has it asked at once."""
ASK_BACKOFF_S: Final = 0.4

FIRST_LOOK_S: Final = 20.0
UPKEEP_EVERY_S: Final = 600.0
"""How often the server's cash and offline hours are held against ours while nothing is going on."""

REFILL_PAUSE_S: Final = 600
DOCUMENTS_PER_ASK: Final = 3


@dataclass(frozen=True, slots=True)
class FiscalRules:
    """The `[fiscal]` settings; seconds and counts. `offline` off: what cannot be sent goes back to the basket."""

    online_budget_s: float = 10.0
    shift_budget_s: float = 30.0
    probe_interval_s: float = 12.0
    quarantine_s: float = 60.0
    go_online_retry_s: float = 120.0
    offline_codes_low: int = 500
    offline_codes_count: int = 2000
    offline: bool = False
