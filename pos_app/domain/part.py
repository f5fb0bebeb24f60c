"""A part of what an order comes to: what a basket or a receipt pays now, the rest by another receipt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Kopecks. `order`: its name at Checkbox, given by us; `amount`: what is paid now; `before`: what the first receipt
    paid, 0 in that one; `whole`: what the goods come to, 0 in a basket that is not paid yet.

    `first`, `first_code`: UUID and fiscal number of the first receipt, in the one that pays the rest; `note`: who has
    ordered; `cancels`: a return of the order as Checkbox holds it, not of one of its receipts.
    """

    order: str
    amount: int
    whole: int = 0
    before: int = 0
    note: str = ""
    first: str | None = None
    first_code: str | None = None
    cancels: bool = False

    @property
    def is_first(self) -> bool:
        """Is it the prepayment? The goods stay in the shop."""
        return self.first is None

    @property
    def left(self) -> int:
        """Kopecks that are still to be paid after this part."""
        return self.whole - self.before - self.amount

    @property
    def number(self) -> str:
        """What people call the order."""
        return self.order[:8].upper()
