"""Discounts given by hand: by whose right and up to what, also when what they stand on becomes less."""

from pos_app.domain.cart import Cart, discount_line, discount_receipt, largest_by_hand, risen_discount
from pos_app.domain.discount import Adjustment, AdjustmentType
from pos_app.domain.quantity import cost
from pos_app.till.core import Core
from pos_app.till.roles import deputy


class HandDiscounts:
    """Asked in the transaction that writes the basket."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def give(self, cart: Cart, adjustment: Adjustment, line_id: str | None) -> Cart:
        """The basket with it. Whoever may give none may take a discount away."""
        taken_away = adjustment.type is AdjustmentType.DISCOUNT and not adjustment.value
        cashier = self._core.need("" if taken_away else "receipt_discount" if line_id is None else "discount")
        if line_id is None:
            changed = discount_receipt(cart, adjustment)
            good, base = "", sum(cost(line.price, line.quantity) for line in cart)
        else:
            changed, line = discount_line(cart, line_id, adjustment), cart.line(line_id)
            good, base = line.product.name, cost(line.price, line.quantity)
        percent, senior = adjustment.percent_off(base), deputy()
        together = largest_by_hand(changed, line_id)
        if together > largest_by_hand(cart, line_id):
            # the line's and the receipt's: each within the limit, they would be more than it
            self._core.need_discount(together)
        size = {"type": adjustment.type.value, "mode": adjustment.mode.value, "value": str(adjustment.value)}
        by = {} if senior is None else {"by": senior.id, "by_name": senior.name}
        body = {"cashier": cashier.id, "name": cashier.name, "good": good, **size, "percent": f"{percent:.2f}"}
        self._core.journal("basket.discount", {**body, **by})
        return changed

    def check(self, before: Cart, after: Cart) -> None:
        """None becomes a larger part of what it stands on than the cashier, or a senior, may give."""
        risen = risen_discount(before, after)
        if risen:
            self._core.need_discount(risen, risen=True)
