"""The till's commands that move money: sale, return, card payments. A part of the one door."""

from collections.abc import Sequence

from pos_app.domain.card import Attempt
from pos_app.domain.payment import Payment, Quote
from pos_app.domain.receipt import Delivery
from pos_app.domain.return_ways import Back
from pos_app.domain.returns import WantedLine
from pos_app.till.commands import Commands
from pos_app.till.state import OpenOrder, ReceiptView


class SaleCommands(Commands):
    """Mixed into the till."""

    # sale

    async def quote(
        self, payments: Sequence[Payment], receipt_id: str | None = None, lines: Sequence[WantedLine] | None = None
    ) -> Quote:
        """What is due for the basket, or, with `receipt_id`, what a return gives back."""
        if receipt_id is None:
            return self._parts.sale.quote(payments)
        return self._parts.returns.quote(receipt_id, payments, lines)

    async def ways_back(self, receipt_id: str, lines: Sequence[WantedLine] | None = None) -> Sequence[Back]:
        """How the money of a return may go back."""
        return self._parts.returns.ways(receipt_id, lines)

    async def set_delivery(self, delivery: Delivery | None) -> Delivery | None:
        """Where this basket's e-receipt goes; None: nowhere."""
        return await self._do(self._parts.customer.set_delivery(delivery))

    async def set_customer_card(self, number: str | None) -> None:
        """The customer's card as its number is read or typed; None: no card."""
        await self._do(self._parts.customer.set_card(number))

    async def pay(
        self, payments: Sequence[Payment], delivery: Delivery | None = None, request_id: str | None = None
    ) -> ReceiptView:
        """Sell the basket."""
        return await self._do(self._parts.sale.pay(payments, delivery, request_id))

    async def give_back(
        self,
        receipt_id: str,
        payments: Sequence[Payment],
        lines: Sequence[WantedLine] | None = None,
        *,
        technical: bool = False,
        reason: str = "",
        request_id: str | None = None,
    ) -> ReceiptView:
        """Take goods back and give the money out."""
        back = self._parts.returns.give_back(
            receipt_id, payments, lines, technical=technical, reason=reason, request_id=request_id
        )
        return await self._do(back)

    async def set_prepayment(self, amount: int | None, note: str = "") -> None:
        """Only so much of the basket is paid now, as an order; None: all of it."""
        await self._do(self._parts.orders.set_part(amount, note))

    async def open_orders(self) -> Sequence[OpenOrder]:
        """Orders that wait for their rest."""
        return self._parts.orders.open()

    async def take_order(self, order: str) -> None:
        """The rest of an order into the empty basket."""
        await self._do(self._parts.orders.take(order))

    async def give_up_order(self, order: str) -> ReceiptView:
        """Give a prepayment back."""
        return await self._do(self._parts.returns.give_up(order))

    async def withdraw(
        self, amount: int, *, rrn: str = "", auth_code: str = "", request_id: str | None = None
    ) -> ReceiptView:
        """Hand out cash for a card's money."""
        desk = self._parts.withdrawals
        return await self._do(desk.withdraw(amount, rrn=rrn, auth_code=auth_code, request_id=request_id))

    async def complete_withdrawal(self, attempt_id: str) -> ReceiptView:
        """Make the receipt of a withdrawal whose card was charged."""
        return await self._do(self._parts.withdrawals.complete(attempt_id))

    # card payments

    async def charge(self, amount: int | None = None) -> Attempt:
        """Ask the card terminal for the basket's money, or a part of it; → what came of it."""
        return await self._do(self._parts.payments.charge(amount))

    async def interrupt_terminal(self) -> None:
        """Ask the terminal to give up waiting for the card."""
        await self._do(self._parts.payments.interrupt())

    async def card_payments(self, limit: int = 50) -> Sequence[Attempt]:
        """Card payments, the newest first."""
        return self._parts.payments.newest(limit)

    async def check_payment(self, attempt_id: str | None = None) -> Attempt:
        """Ask the terminal what became of a payment."""
        return await self._do(self._parts.payments.check(attempt_id))

    async def payment_charged(self, attempt_id: str, rrn: str = "", auth_code: str = "") -> Attempt:
        """A person holds the slip of an unknown payment."""
        return await self._do(self._parts.payments.charged(attempt_id, rrn, auth_code))

    async def payment_not_charged(self, attempt_id: str, reason: str) -> Attempt:
        """A manager says that an unknown payment was not charged."""
        return await self._do(self._parts.payments.not_charged(attempt_id, reason))

    async def reverse_payment(self, attempt_id: str, reason: str = "", *, by_hand: bool = False) -> Attempt:
        """Give an approved payment back that no receipt carries; → the reversal."""
        return await self._do(self._parts.payments.reverse(attempt_id, reason, by_hand=by_hand))

    async def complete_refund(self, attempt_id: str) -> ReceiptView:
        """Make the return receipt of a refund that the terminal has made."""
        return await self._do(self._parts.returns.complete(attempt_id))
