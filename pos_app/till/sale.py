"""Selling: what is due, taking the money, and one sale for one request however often it is asked for."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from pos_app.domain import payment as rules
from pos_app.domain.card import AttemptKind
from pos_app.domain.cart import Cart, check_ready_to_pay
from pos_app.domain.errors import refused
from pos_app.domain.excise import stamp_keys
from pos_app.domain.orders import check_first_part
from pos_app.domain.payment import Payment, PaymentType, Quote, Settlement
from pos_app.domain.receipt import Delivery, Receipt, ReceiptKind, make_sale
from pos_app.store.baskets import ParkedRow
from pos_app.till.attempts import AttemptBook
from pos_app.till.basket import Basket
from pos_app.till.core import Core
from pos_app.till.kept import KeptBaskets
from pos_app.till.orders import OrderDesk
from pos_app.till.reached import check_reached
from pos_app.till.requests import RequestDesk
from pos_app.till.state import Cashier, ReceiptView
from pos_app.till.submitting import Submitter
from pos_app.till.tying import Tied, tie, write_tied

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_PHONE: Final = re.compile(r"\+?(?:38)?(0\d{9})")


class SaleDesk:
    """Takes payment for the basket."""

    def __init__(
        self,
        core: Core,
        basket: Basket,
        submitter: Submitter,
        kept: KeptBaskets,
        requests: RequestDesk,
        attempts: AttemptBook,
        orders: OrderDesk,
    ) -> None:
        self._orders = orders
        self._core = core
        self._attempts = attempts
        self._basket = basket
        self._submitter = submitter
        self._kept = kept
        self._requests = requests

    def quote(self, payments: Sequence[Payment]) -> Quote:
        """What is due for the basket when paying so."""
        self._core.need()
        self._basket.total_shown()
        return rules.quote(self._basket.totals.total, payments, self._core.rounding())

    async def pay(
        self, payments: Sequence[Payment], delivery: Delivery | None = None, request_id: str | None = None
    ) -> ReceiptView:
        """Sell the basket. The same `request_id` again gives the same receipt, also while the first is under way."""
        cashier = self._core.need("sale")
        check_means(cashier, payments)
        delivery = delivery or self._core.board.state.delivery
        return await self._requests.once(
            request_id, ReceiptKind.SELL, lambda: self._sell(cashier, payments, delivery, request_id)
        )

    async def _sell(
        self, cashier: Cashier, payments: Sequence[Payment], delivery: Delivery | None, request_id: str | None
    ) -> ReceiptView:
        async with self._core.turn:
            self._core.need_shift()
            cart = self._basket.cart
            check_ready_to_pay(cart)
            self._basket.check_stamps(cart.lines)
            self._basket.check_shop_rules()
            totals = self._basket.totals
            self._attempts.check_known(cart)
            self.check_order(cart)
            settlement = rules.settle(totals.total, payments, self._core.rounding())
            check_part_to_the_kopeck(cart, settlement)
            by_hand = self._core.board.state.card.manual
            tied = tie(settlement.payments, self._attempts.held(cart), by_hand=by_hand)
            receipt = make_sale(
                cart,
                totals,
                replace(settlement, payments=tied.payments),
                receipt_id=cart.receipt_id or self._core.new_id(),
                sold_at=self._core.clock.now(),
                cashier_name=cashier.name,
                delivery=checked_delivery(delivery),
                texts=self._core.texts(),
            )
            with self._core.busy("paying"):
                task = await self._submitter.begin(receipt, lambda: self._leave_basket(cart, receipt, request_id, tied))
            self._basket.refresh()
        view = await asyncio.shield(task)
        self._core.board.show(last_receipt=view)
        return view

    def check_order(self, cart: Cart) -> None:
        """A part of an order is made by Checkbox alone: nothing is charged for one that cannot be made now."""
        if cart.part is None:
            return
        check_reached(self._core, "prepayment_offline")
        if cart.is_rest:
            self._orders.check_still_open(cart)
        else:
            check_first_part(cart, self._basket.whole.total, cart.part.amount)

    async def again(
        self, parked: ParkedRow, receipt: Receipt, *, also: Callable[[], None] = lambda: None
    ) -> ReceiptView:
        """Send a refused sale that lies parked once more, with its payment; `also` joins the transaction."""
        async with self._core.turn:
            self._core.need_shift()
            self._basket.check_stamps(receipt.lines)
            self._attempts.check_known(parked.cart)
            if parked.cart.part is not None:
                check_reached(self._core, "prepayment_offline")
                self._orders.check_still_open(parked.cart)
            by_hand = self._core.board.state.card.manual
            tied = tie(receipt.payments, self._attempts.held(parked.cart), by_hand=by_hand)
            # it is sold now: days later it would be missing from the reports of the shift that it is in
            receipt = replace(receipt, payments=tied.payments, sold_at=self._core.clock.now())
            with self._core.busy("paying"):
                task = await self._submitter.begin(receipt, lambda: self._leave_parked(parked, receipt, tied, also))
        return await asyncio.shield(task)

    def _leave_parked(self, parked: ParkedRow, receipt: Receipt, tied: Tied, also: Callable[[], None]) -> None:
        self._core.store.baskets.take(parked.id)
        self._kept.keep(receipt.id, parked.cart)
        self._core.store.stamps.add(stamp_keys(receipt.lines), receipt.id)
        write_tied(self._core, self._attempts, tied, AttemptKind.PURCHASE, receipt)
        also()

    def _leave_basket(self, cart: Cart, receipt: Receipt, request_id: str | None, tied: Tied) -> None:
        """In the transaction that makes the sale durable: the basket is empty, the request has its receipt.

        What the card paid is tied to this sale, and to no other.
        """
        store = self._core.store
        self._basket.written_elsewhere()
        self._kept.keep(receipt.id, cart)
        store.stamps.add(stamp_keys(cart.lines), receipt.id)
        store.baskets.save(cart, Cart())
        self._requests.remember(request_id, receipt.id)
        write_tied(self._core, self._attempts, tied, AttemptKind.PURCHASE, receipt)


def check_part_to_the_kopeck(cart: Cart, settlement: Settlement) -> None:
    """Checkbox takes what is paid for the part it pays: rounding would leave kopecks of the order for ever."""
    if cart.part is not None and settlement.rounding:
        raise refused("prepayment_rounding")


def check_means(cashier: Cashier, payments: Sequence[Payment]) -> None:
    """May this cashier take these means of payment?"""
    types = {payment.type for payment in payments}
    wanted = {PaymentType.CASH: "pay_cash", PaymentType.CASHLESS: "pay_card"}
    needed = {wanted[kind] for kind in types} | ({"pay_mixed"} if len(types) > 1 else set())
    if not needed <= cashier.permissions:
        raise refused("not_permitted")


def checked_delivery(delivery: Delivery | None) -> Delivery | None:
    """Where the e-receipt goes, the phone as 380XXXXXXXXX; `bad_contact` for what is neither."""
    if delivery is None or (not delivery.email and not delivery.phone):
        return None
    email, phone = delivery.email or None, None
    if email is not None and (len(email) > 254 or _EMAIL.fullmatch(email) is None):
        raise refused("bad_contact")
    if delivery.phone:
        digits = _PHONE.fullmatch(re.sub(r"[\s()-]", "", delivery.phone))
        if digits is None:
            raise refused("bad_contact")
        phone = f"38{digits[1]}"
    return Delivery(email, phone)
