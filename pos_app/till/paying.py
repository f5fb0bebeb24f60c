"""What a cashier does about card payments: charge, look again, say what the slip says, reverse, complete."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pos_app.domain.card import Approval, Attempt, AttemptKind
from pos_app.domain.cart import check_ready_to_pay
from pos_app.domain.errors import refused
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.payment import Payment, PaymentType
from pos_app.till.attempts import AttemptBook
from pos_app.till.basket import Basket
from pos_app.till.card_desk import CardDesk
from pos_app.till.core import Core
from pos_app.till.sale import SaleDesk, check_means
from pos_app.till.state import Cashier

MOST_LISTED: Final = 500


class PaymentDesk:
    """The commands; the terminal itself is the card desk's."""

    def __init__(
        self, core: Core, basket: Basket, book: AttemptBook, cards: CardDesk, sale: SaleDesk
    ) -> None:
        self._sale = sale
        self._core = core
        self._basket = basket
        self._book = book
        self._cards = cards

    async def charge(self, amount: int | None = None) -> Attempt:
        """Ask the terminal for the basket's money; `amount`: a part of it. → what came of it, UNKNOWN included.

        The basket stays as it is until the outcome is known. Refused: `payment_unknown`, `card_over_total`,
        `terminal_manual`.
        """
        cashier = self._core.need("sale")
        check_means(cashier, [Payment(PaymentType.CASHLESS)])
        if self._cards.is_manual:
            raise refused("terminal_manual")
        async with self._core.turn:
            attempt = self._intend(cashier, amount)
        return await self._cards.take(attempt)

    def _intend(self, cashier: Cashier, amount: int | None) -> Attempt:
        """The purchase is on disk, and the basket has the UUID that it is for."""
        self._core.need_shift()
        self._book.check_terminal_free()
        cart = self._basket.cart
        check_ready_to_pay(cart)
        self._basket.check_stamps(cart.lines)
        self._basket.check_shop_rules()
        self._sale.check_order(cart)
        left = self._basket.totals.total - sum(one.moved for one in self._book.held(cart))
        wanted = left if amount is None else amount
        if not 0 < wanted <= min(left, MAX_AMOUNT):
            raise refused("card_over_total")
        receipt_id = cart.receipt_id or self._core.new_id()
        with self._core.store.transaction():
            self._core.store.baskets.save(cart, replace(cart, receipt_id=receipt_id))
            attempt = self._book.add(
                Attempt(
                    self._core.new_id(),
                    AttemptKind.PURCHASE,
                    wanted,
                    self._core.clock.now(),
                    document=receipt_id,
                    cashier=cashier.name,
                )
            )
        self._basket.name(receipt_id)
        return attempt

    async def interrupt(self) -> None:
        """Ask the terminal to give up waiting for the card."""
        self._core.need()
        await self._cards.interrupt()

    async def check(self, attempt_id: str | None = None) -> Attempt:
        """Ask the terminal once more what became of a payment, without an id of the oldest unknown one."""
        self._core.need()
        return await self._cards.check(self._unknown(attempt_id))

    def _unknown(self, attempt_id: str | None) -> Attempt:
        attempt = next((one for one in self._book.open() if attempt_id in {None, one.id}), None)
        if attempt is None:
            raise refused("unknown_payment")
        return attempt

    def _decided(self, attempt_id: str) -> tuple[Cashier, Attempt]:
        """A person decides about a payment that the terminal is not at work on."""
        cashier = self._core.need("settings")
        attempt = self._unknown(attempt_id)
        if self._cards.is_running(attempt.id):
            raise refused("sale_in_progress")
        return cashier, attempt

    async def charged(self, attempt_id: str, rrn: str = "", auth_code: str = "") -> Attempt:
        """A person holds the slip: it was charged. The slip's own RRN or code is needed (`reason_needed`)."""
        async with self._core.turn:
            cashier, attempt = self._decided(attempt_id)
            if not (rrn.strip() or auth_code.strip()):
                raise refused("reason_needed", "Введіть RRN або код авторизації з чека термінала.")
            rrn = rrn.strip()[:64]
            if rrn and self._core.store.payments.has_rrn(rrn, attempt.kind):
                raise refused("unknown_payment", "Цей RRN уже належить іншій оплаті. Звірте чек термінала.")
            approval = Approval(attempt.amount, rrn, auth_code.strip()[:64])
            return self._cards.settled_by_hand(attempt, approval, by=cashier.name)

    async def not_charged(self, attempt_id: str, reason: str) -> Attempt:
        """A manager says, with a reason, that nothing was charged; it goes to the journal."""
        async with self._core.turn:
            cashier, attempt = self._decided(attempt_id)
            if not reason.strip():
                raise refused("reason_needed")
            return self._book.save(attempt.not_charged(reason.strip()), decided_by=cashier.name)

    async def reverse(self, attempt_id: str, reason: str = "", *, by_hand: bool = False) -> Attempt:
        """Undo an approved purchase or refund that no receipt carries; → the reversal as it stands then.

        `by_hand`: a manager says, with a reason, that it was undone without this terminal (it is broken, or gone).
        """
        cashier = self._core.need("settings" if by_hand else "sale")
        if by_hand and not reason.strip():
            raise refused("reason_needed")
        async with self._core.turn:
            purchase = self._book.find(attempt_id)
            if not purchase.is_loose or purchase.kind is AttemptKind.REVERSAL:
                raise refused("unknown_payment")
            self._book.check_terminal_free()
            by_hand = by_hand or purchase.manual or self._cards.is_manual
            reversal = Attempt(
                self._core.new_id(),
                AttemptKind.REVERSAL,
                purchase.moved,
                self._core.clock.now(),
                manual=by_hand,
                document=purchase.document,
                of=purchase.id,
                reason=reason.strip(),
                cashier=cashier.name,
            )
            self._book.add(reversal)
        return await self._cards.undo(reversal, purchase)

    def newest(self, limit: int = 50) -> Sequence[Attempt]:
        """Card payments, the newest first."""
        self._core.need()
        return self._core.store.payments.newest(max(0, min(limit, MOST_LISTED)))
