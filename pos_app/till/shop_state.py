"""What a screen is shown of the shop's offers tried out."""

from dataclasses import dataclass

from pos_app.domain.cart import Cart
from pos_app.domain.offers import Verdict
from pos_app.domain.totals import Totals


@dataclass(frozen=True, slots=True)
class TryOut:
    """What goods that nobody buys would come to, and what became of each offer."""

    cart: Cart
    totals: Totals
    verdicts: tuple[Verdict, ...]
