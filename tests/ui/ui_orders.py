"""The fake till's orders: a prepayment made is one that waits, until its rest is paid or it is given up."""

from collections.abc import Sequence
from dataclasses import replace

from ui_fake_part import FakePart

from pos_app.domain.errors import refused
from pos_app.domain.orders import cancellation, check_first_part, rest_cart
from pos_app.domain.part import Part
from pos_app.domain.receipt import Receipt
from pos_app.till.state import OpenOrder, ReceiptView


class FakeOrders(FakePart):
    """Every one of them at Checkbox at once."""

    async def set_prepayment(self, amount: int | None, note: str = "") -> None:
        await self._enter("set_prepayment", amount, note)
        cart, totals = self.state.cart, self.state.totals
        part = None
        if amount is not None:
            check_first_part(cart, totals.total + totals.elsewhere, amount)
            part = Part(cart.part.order if cart.part else f"3f2a91c{len(self.views)}-0", amount, note=note)
        self._set_cart(replace(cart, part=part))

    async def open_orders(self) -> Sequence[OpenOrder]:
        made = [(view.receipt, part) for view in self.views if (part := view.receipt.part) is not None]
        closed = {part.order for _, part in made if not part.is_first or part.cancels}
        return tuple(_shown(receipt) for receipt, part in made if part.order not in closed)

    def _first(self, order: str) -> ReceiptView:
        for view in self.views:
            if view.receipt.part is not None and view.receipt.part.order == order:
                return view
        raise refused("unknown_order")

    async def take_order(self, order: str) -> None:
        await self._enter("take_order", order)
        first = self._first(order)
        cart = rest_cart(first.receipt, first.fiscal.fiscal_code, new_id=self._new_id)
        self.publish(last_receipt=None)
        self._set_cart(cart)

    async def give_up_order(self, order: str) -> ReceiptView:
        await self._enter("give_up_order", order)
        first = self._first(order)
        receipt = cancellation(
            first.receipt, first.fiscal.fiscal_code, receipt_id=self._new_id("r"), sold_at=self.at,
            cashier_name="Олена К.",
        )  # fmt: skip
        view = self._keep(receipt)
        self.publish(last_receipt=None)
        return view


def _shown(receipt: Receipt) -> OpenOrder:
    part = receipt.part
    assert part is not None
    names = tuple(line.name for line in receipt.lines[:3])
    sums = (part.whole, part.amount, part.left)
    return OpenOrder(part.order, receipt.id, receipt.sold_at, *sums, part.note, names, len(receipt.lines) - len(names))
