"""Orders paid in two parts: a basket becomes one, its rest comes back into the basket, or it is given up.

An order is nothing but its receipts: open as long as there is a prepayment and neither its rest nor its return.
"""

from collections.abc import Sequence
from itertools import chain

from pos_app.domain.cart import Cart, check_taxed
from pos_app.domain.errors import refused
from pos_app.domain.orders import LONGEST_NOTE, check_first_part, rest_cart
from pos_app.domain.part import Part
from pos_app.domain.receipt import ReceiptKind
from pos_app.domain.register import OperationState
from pos_app.store.operations import Operation
from pos_app.till.attempts import AttemptBook
from pos_app.till.basket import Basket
from pos_app.till.core import Core
from pos_app.till.receipts import UNDER_WAY
from pos_app.till.state import OpenOrder


class OrderDesk:
    """What a cashier does about orders."""

    def __init__(self, core: Core, basket: Basket, attempts: AttemptBook) -> None:
        self._core = core
        self._attempts = attempts
        self._basket = basket

    async def set_part(self, amount: int | None, note: str = "") -> None:
        """Only so much of the basket is paid now, by whoever `note` says; None: all of it.

        `bad_prepayment`, `prepayment_excise`, `prepayment_locked`.
        """
        async with self._core.turn:
            self._core.need("sale")
            cart = self._basket.cart
            if cart.is_empty:
                raise refused("empty_cart")
            if cart.is_rest:
                raise refused("prepayment_locked")
            part = None
            if amount is not None:
                check_taxed(cart)
                check_first_part(cart, self._basket.whole.total, amount)
                part = Part(self._name_of(cart), amount, note=note.strip()[:LONGEST_NOTE])
            self._basket.put_part(part)

    def _name_of(self, cart: Cart) -> str:
        """One that came back keeps its name as it keeps its UUID: Checkbox may have a late copy of it."""
        row = self._core.store.operations.by_id(cart.receipt_id) if cart.receipt_id is not None else None
        was = cart.part or (row.document.part if row is not None and row.document is not None else None)
        return was.order if was is not None else self._core.new_id()

    def open(self) -> Sequence[OpenOrder]:
        """Orders that wait for their rest, the newest first."""
        self._core.need()
        rows = self._core.store.operations.orders()
        closed = {row.document.part.order for row in rows if row.document and row.document.part and _closes(row)}
        firsts = [row for row in rows if not _closes(row) and _order(row) not in closed]
        return tuple(_shown(row) for row in reversed(firsts) if row.state not in UNDER_WAY)

    async def take(self, order: str) -> None:
        """The rest of an order comes into the basket, which must be empty."""
        async with self._core.turn:
            self._core.need("sale")
            if not self._basket.cart.is_empty:
                raise refused("cart_not_empty")
            first = self.idle(order)
            self._check_not_given_back(first)
            assert first.document is not None  # an order's receipts have documents
            cart = rest_cart(first.document, first.fiscal_code, new_id=self._core.new_id)
            with self._core.store.transaction():
                self._core.store.baskets.save(Cart(), cart)
            self._basket.replace(cart)
            self._core.board.show(last_receipt=None)
            self._basket.refresh()

    def first_of(self, order: str) -> Operation:
        """The prepayment of an open order; `unknown_order` for any other."""
        rows = self._core.store.operations.of_order(order)
        first = next((row for row in rows if not _closes(row)), None)
        if first is None or any(_closes(row) for row in rows):
            raise refused("unknown_order")
        if _is_unclear(first):
            raise refused("attention_needed", "Checkbox ще не підтвердив передплату.")
        return first

    def idle(self, order: str) -> Operation:
        """The prepayment of an open order whose rest lies in no basket: a card may have paid for that one."""
        first = self.first_of(order)
        carts = chain((self._basket.cart,), (row.cart for row in self._core.store.baskets.parked()))
        if any(cart.is_rest and cart.part is not None and cart.part.order == order for cart in carts):
            raise refused("order_in_use")
        return first

    def check_finished(self, order: str) -> None:
        """Its receipts come back one by one only when the rest is paid for certain, or the order given up.

        `prepayment_open`; `attention_needed` while nobody knows of the rest.
        """
        closing = [row for row in self._core.store.operations.of_order(order) if _closes(row)]
        if not closing:
            raise refused("prepayment_open")
        if any(_is_by_chain(row) and _is_unclear(row) for row in closing):
            raise refused("attention_needed", "Checkbox ще не підтвердив доплату цього замовлення.")

    def check_still_open(self, cart: Cart) -> None:
        """The rest is paid once: nobody has paid it, given the order up meanwhile, or is about to."""
        if cart.is_rest and cart.part is not None:
            self._check_not_given_back(self.first_of(cart.part.order))

    def _check_not_given_back(self, first: Operation) -> None:
        if self._attempts.held_refunds(first.id):
            raise refused("order_in_use", "Передплату за цим замовленням уже повертають: завершіть повернення.")


def _order(row: Operation) -> str:
    return row.document.part.order if row.document is not None and row.document.part is not None else ""


def _closes(row: Operation) -> bool:
    """Is it the rest of its order, or a return?"""
    document = row.document
    is_rest = document is not None and document.part is not None and not document.part.is_first
    return is_rest or (document is not None and document.kind is ReceiptKind.RETURN)


def _is_by_chain(row: Operation) -> bool:
    return row.document is not None and row.document.by_chain


def _is_unclear(row: Operation) -> bool:
    return row.state in UNDER_WAY or row.state is OperationState.ATTENTION


def _shown(row: Operation) -> OpenOrder:
    document = row.document
    assert document is not None
    assert document.part is not None  # only those are asked for
    names = tuple(line.name for line in document.lines[:3])
    part, more = document.part, len(document.lines) - len(names)
    return OpenOrder(part.order, document.id, row.sold_at, part.whole, part.amount, part.left, part.note, names, more)
