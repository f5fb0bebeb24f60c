"""A refused sale is never lost: it comes back with its UUID, into the basket or as a parked receipt."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from pos_app.domain.cart import Cart
from pos_app.domain.errors import SENTENCES
from pos_app.domain.excise import stamp_keys
from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.fiscal.state import Refusal
from pos_app.store.baskets import ParkedRow
from pos_app.store.operations import Operation
from pos_app.till.basket import Basket
from pos_app.till.core import Core
from pos_app.till.kept import KeptBaskets
from pos_app.till.parked import ParkedDesk
from pos_app.till.state import Problem
from pos_app.till.sums import ShiftBook


class RefusedSales:
    """`take_back` is the fiscal engine's hook: it runs inside the transaction that gives the sale up."""

    def __init__(
        self,
        core: Core,
        basket: Basket,
        parked: ParkedDesk,
        kept: KeptBaskets,
        book: ShiftBook,
    ) -> None:
        self._core = core
        self._basket = basket
        self._parked = parked
        self._kept = kept
        self._book = book
        self.on_back: Callable[[Receipt, str | None], None] = lambda _receipt, _parked_id: None
        """A sale has come back, into the basket or as this parked receipt, in the transaction that is open."""
        self.on_show: Callable[[], None] = lambda: None
        """That transaction has ended: what is on disk is to be shown."""

    def take_back(self, receipt: Receipt, refusal: Refusal) -> None:
        """Put the sale back on disk; the screen follows once the transaction has ended."""
        message = refusal.message or SENTENCES.get(refusal.code, SENTENCES["refused_by_server"])
        if receipt.kind is ReceiptKind.SELL:
            self._core.store.settings.forget_requests_of(receipt.id)
            self._core.store.stamps.forget_sale(receipt.id)
            cart = self._kept.take(receipt.id)
            if cart is not None:
                self._put_back(replace(cart, receipt_id=receipt.id), receipt, message)
        elif receipt.kind is ReceiptKind.RETURN:
            self._still_sold(receipt)
        # the disk is the truth: should the transaction fail, there is nothing to take back here
        self._basket.written_elsewhere()
        self._book.forget()
        asyncio.get_running_loop().call_soon(self._show, receipt, Problem(refusal.code, message))

    def given_up(self, row: Operation) -> None:
        """The engine's other hook: a return that was never told as made leaves what it was to bring back sold."""
        receipt = row.document
        if row.stamp is None and receipt is not None and receipt.kind is ReceiptKind.RETURN:
            self._still_sold(receipt)

    def _still_sold(self, receipt: Receipt) -> None:
        stamps = self._core.store.stamps
        if receipt.related_receipt_id is not None:
            # one that went over the counter again meanwhile is the later sale's
            keys = [key for key in stamp_keys(receipt.lines) if stamps.sold_in(key) is None]
            stamps.add(keys, receipt.related_receipt_id)

    def _put_back(self, cart: Cart, receipt: Receipt, message: str) -> None:
        baskets = self._core.store.baskets
        now_there = baskets.load()
        if self._core.options.refused_sale_to_basket and now_there.is_empty:
            baskets.save(now_there, cart)
            self.on_back(receipt, None)
            return
        parked_id = self._core.new_id()
        baskets.park(
            ParkedRow(
                id=parked_id,
                at=self._core.clock.now(),
                cart=cart,
                total=receipt.total,
                refused=message,
                payments=receipt.payments,
            )
        )
        self.on_back(receipt, parked_id)

    def _show(self, receipt: Receipt, problem: Problem) -> None:
        self._basket.refresh()
        self._parked.show()
        self.on_show()
        self._core.board.show(shift=self._book.current(), problem=problem)
        self._core.events.tell("receipt.refused", {"receipt_id": receipt.id, "code": problem.code})
