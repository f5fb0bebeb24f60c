"""The payment journal as the till writes it: each step of a card payment is a row and an entry, then it is shown."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pos_app.domain.card import Attempt, AttemptKind, AttemptState
from pos_app.domain.cart import Cart
from pos_app.domain.errors import refused
from pos_app.domain.money import format_hryvnias
from pos_app.domain.payment import PaymentType
from pos_app.domain.receipt import Receipt
from pos_app.domain.said import sentence
from pos_app.store.operations import Operation
from pos_app.till.core import Core


class AttemptBook:
    """Writes attempts and answers what is still unsettled. Inside a transaction of the caller it joins that one."""

    def __init__(self, core: Core) -> None:
        self._core = core

    # writing

    def add(self, attempt: Attempt) -> Attempt:
        """A new attempt is on disk when this returns."""
        with self._core.store.transaction():
            self._core.store.payments.add(attempt)
            self._note(attempt)
        self._show_soon()
        return attempt

    def save(self, attempt: Attempt, **more: Any) -> Attempt:
        """An attempt's next state; `more` goes to the journal beside it."""
        with self._core.store.transaction():
            self._core.store.payments.save(attempt)
            self._note(attempt, **more)
        self._show_soon()
        return attempt

    def tie(self, attempt: Attempt, document_id: str) -> None:
        """In the transaction that makes a document: it carries this payment from now on."""
        self.save(replace(attempt, document=document_id).tied(document_id))

    def given_up(self, document: Operation) -> None:
        """The fiscal engine's hook, in the transaction that gives a document up: where it was never told as sold its
        money is on no document, and can be used again or given back.
        """
        if document.stamp is None:
            self.loosen(document.id)

    def loosen(self, document_id: str) -> None:
        """Its payments stay as they are, tied to nothing."""
        for attempt in self._core.store.payments.of_document(document_id):
            if attempt.state is AttemptState.TIED and attempt.tied_to == document_id:
                self.save(attempt.loosened())

    def _note(self, attempt: Attempt, **more: Any) -> None:
        body: dict[str, Any] = {
            "payment": attempt.id,
            "kind": attempt.kind,
            "amount": attempt.amount,
            "document": attempt.document,
            "manual": attempt.manual,
            "cashier": attempt.cashier,
        }
        if attempt.approval is not None:
            body |= {"approval": {"amount": attempt.approval.amount, **attempt.approval.details()}}
        told = {"of": attempt.of, "reason": attempt.reason, "tied_to": attempt.tied_to}
        body |= {name: value for name, value in told.items() if value}
        self._core.journal(f"payment.{attempt.state.value.lower()}", body | more)

    # reading

    def find(self, attempt_id: str) -> Attempt:
        """One attempt; `unknown_payment` where there is none."""
        attempt = self._core.store.payments.by_id(attempt_id)
        if attempt is None:
            raise refused("unknown_payment")
        return attempt

    def unsettled(self) -> list[Attempt]:
        """The oldest first."""
        return self._core.store.payments.unsettled()

    def open(self) -> list[Attempt]:
        """Those of which nobody knows whether money has moved."""
        return [attempt for attempt in self.unsettled() if attempt.is_open]

    def held(self, cart: Cart) -> list[Attempt]:
        """Approved payments that wait for this basket's sale."""
        return [one for one in self._of(cart) if one.is_loose and one.kind is AttemptKind.PURCHASE]

    def held_refunds(self, sale_id: str) -> list[Attempt]:
        """Refunds of a sale that were made and have no return receipt, or of which nobody knows."""
        return [one for one in self.unsettled() if one.kind is AttemptKind.REFUND and one.of == sale_id]

    def free_cash(self, *, refunding: str | None = None) -> int:
        """Kopecks of the drawer that are promised to nobody. Refuses as `need_shift`.

        Promised is what goes out once a card is done with: cash that cards were charged for, or are just now, and the
        cash beside what a return gives back to a card. Of the sale `refunding` that is what goes out now.
        """
        waiting = [one for one in self.unsettled() if refunding is None or one.of != refunding]
        return self._core.need_shift().sums.cash - sum(_cash_of(one) for one in waiting)

    def _of(self, cart: Cart) -> Sequence[Attempt]:
        return self._core.store.payments.of_document(cart.receipt_id) if cart.receipt_id else ()

    # what must wait

    def check_known(self, cart: Cart) -> None:
        """A basket whose payment is not known must stay as it is: `payment_unknown`."""
        if any(attempt.is_open for attempt in self._of(cart)):
            raise refused("payment_unknown")

    def has_moved(self, cart: Cart) -> bool:
        """Has money moved for this basket, or may it have? Also when its sale came back; not when a card said no."""
        if cart.receipt_id is None:
            return False
        came_back = self._core.store.operations.by_id(cart.receipt_id) is not None
        return came_back or any(one.is_open or one.is_loose for one in self._of(cart))

    def check_not_lost(self, cart: Cart) -> None:
        """A basket that a card has paid for must not vanish: `card_held`."""
        for attempt in self.held(cart):
            if not attempt.manual:
                raise refused("card_held", held_words(attempt))

    def check_stays(self, attempts: Sequence[Attempt]) -> None:
        """Money that is on its way back just now carries no document: `payment_unknown`."""
        undone = {one.of for one in self.open() if one.kind is AttemptKind.REVERSAL}
        if any(one.id in undone for one in attempts):
            raise refused("payment_unknown")

    def check_terminal_free(self) -> None:
        """One payment at a time: `payment_unknown` while another one is not known."""
        if self.open():
            raise refused("payment_unknown")

    def check_all_settled(self) -> None:
        """Money that may have moved, or has with no receipt, keeps the shift open and the cashier here."""
        for attempt in self.unsettled():
            if attempt.is_open:
                raise refused("payment_unknown")
            if not attempt.manual or attempt.is_withdrawal:
                raise refused("card_held", held_words(attempt))

    # showing

    def _show_soon(self) -> None:
        # the disk is the truth, and the transaction that this may be part of has not ended
        asyncio.get_running_loop().call_soon(self.show)

    def show(self) -> None:
        """Publish what is unsettled."""
        picture = self._core.board.state.card
        self._core.board.show(card=replace(picture, unsettled=tuple(self.unsettled())))


def _cash_of(attempt: Attempt) -> int:
    if attempt.is_withdrawal:
        return attempt.amount
    return cash_given(attempt.draft) if attempt.draft is not None else 0


def cash_given(receipt: Receipt) -> int:
    """Kopecks of a receipt's payments that are cash."""
    return sum(one.value or 0 for one in receipt.payments if one.type is PaymentType.CASH)


def held_words(attempt: Attempt) -> str:
    """What a cashier reads of money that was taken and has no receipt."""
    if attempt.is_withdrawal:
        return sentence(
            "З картки вже списано {sum} ₴. Завершіть видачу або скасуйте оплату.", sum=format_hryvnias(attempt.moved)
        )
    return sentence(
        "Карткою вже оплачено {sum} ₴. Завершіть чек або скасуйте оплату.", sum=format_hryvnias(attempt.moved)
    )
