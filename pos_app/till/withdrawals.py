"""Handing out cash for a card's money: the card first, then the receipt, then the cash; never a second charge.

The receipt is on disk with the payment before the terminal hears of it, so that a power cut leaves nothing to guess:
what was charged is completed, or given back to the card.
"""

import asyncio
from dataclasses import replace
from typing import Any

from pos_app.devices.settings import NONE
from pos_app.domain.card import CARD_LABEL, Attempt, AttemptKind, AttemptState, manual_attempt
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Receipt
from pos_app.domain.register import OperationState
from pos_app.domain.withdrawal import check_withdrawal, make_withdrawal
from pos_app.store.operations import Operation
from pos_app.till.attempts import AttemptBook, held_words
from pos_app.till.card_desk import CardDesk
from pos_app.till.core import Core
from pos_app.till.reached import check_reached
from pos_app.till.receipts import KEPT_WORDS, UNDER_WAY, ReceiptDesk
from pos_app.till.requests import RequestDesk
from pos_app.till.rights import WITHDRAWAL
from pos_app.till.sale import check_means
from pos_app.till.shop_book import ShopBook
from pos_app.till.state import Cashier, ReceiptView
from pos_app.till.submitting import Submitter
from pos_app.till.tying import tie, write_tied


class WithdrawalDesk:
    """Begins a withdrawal and completes one whose card was charged."""

    def __init__(
        self,
        core: Core,
        receipts: ReceiptDesk,
        submitter: Submitter,
        attempts: AttemptBook,
        cards: CardDesk,
        shop: ShopBook,
        requests: RequestDesk,
    ) -> None:
        self._core = core
        self._receipts = receipts
        self._submitter = submitter
        self._attempts = attempts
        self._cards = cards
        self._shop = shop
        self._requests = requests

    async def withdraw(
        self, amount: int, *, rrn: str = "", auth_code: str = "", request_id: str | None = None
    ) -> ReceiptView:
        """Charge the card and make the receipt; → it. The same `request_id` again goes on with what it has begun.

        `rrn` and `auth_code` are typed from the slip where the terminal is worked by hand. Refused before anything is
        charged: `withdrawal_off`, `withdrawal_limit`, `withdrawal_offline`, `cash_short`, `terminal_manual`; after:
        `card_declined`, `payment_unknown`, `card_partial`.
        """
        cashier = self._core.need(WITHDRAWAL)
        check_means(cashier, [Payment(PaymentType.CASHLESS)])
        typed = {"rrn": rrn.strip()[:64], "auth_code": auth_code.strip()[:64]}
        return await self._requests.run(request_id, lambda: self._begun(cashier, amount, typed, request_id))

    async def _begun(self, cashier: Cashier, amount: int, typed: dict[str, str], request_id: str | None) -> ReceiptView:
        known = self._core.store.settings.receipt_of_request(request_id) if request_id is not None else None
        row = self._core.store.operations.by_id(known) if known is not None else None
        if row is not None and row.state is not OperationState.REJECTED:
            return self._made(row)
        charged = self._requests.charged(request_id)
        if charged is not None and charged.is_withdrawal:
            return await self.complete(charged.id)
        return await self._give(cashier, amount, typed, request_id)

    def _made(self, row: Operation) -> ReceiptView:
        """The receipt of an earlier try, which is the word to hand out the cash: not while nobody knows of it."""
        if row.state in UNDER_WAY:
            raise Unreachable(KEPT_WORDS)
        if row.state is OperationState.ATTENTION:
            raise refused("attention_needed")
        return self._receipts.view(row)

    async def _give(self, cashier: Cashier, amount: int, typed: dict[str, str], request_id: str | None) -> ReceiptView:
        async with self._core.turn:
            attempt = self._intend(cashier, amount, typed, request_id)
        if not attempt.manual:
            attempt = await self._charged(attempt)
        return await self.complete(attempt.id)

    async def _charged(self, attempt: Attempt) -> Attempt:
        done = await self._cards.take(attempt)
        if done.state is AttemptState.UNKNOWN:
            raise Unreachable(code="payment_unknown")
        if not done.is_loose:
            raise refused("card_declined" if done.state is AttemptState.DECLINED else "terminal_failed", done.reason)
        return done

    # before the card

    def _intend(self, cashier: Cashier, amount: int, typed: dict[str, str], request_id: str | None) -> Attempt:
        """The payment is on disk with the receipt that it is for."""
        self._core.need_shift()
        check_reached(self._core, "withdrawal_offline")
        if self._core.board.state.devices.settings.terminal.transport == NONE:
            raise refused("withdrawal_off", "Термінала немає: картку списати нічим. Він вмикається в «Пристроях».")
        check_withdrawal(
            amount,
            limit=self._shop.rules.withdrawal_limit,
            in_drawer=self._attempts.free_cash(),
        )
        self._check_card_free()
        receipt = make_withdrawal(
            amount,
            Payment(PaymentType.CASHLESS, amount, CARD_LABEL, details={k: v for k, v in typed.items() if v}),
            receipt_id=self._core.new_id(),
            sold_at=self._core.clock.now(),
            cashier_name=cashier.name,
            texts=self._core.texts(),
        )
        attempt = self._by_hand(receipt) if self._cards.is_manual else self._by_terminal(receipt)
        with self._core.store.transaction():
            self._requests.remember(request_id, receipt.id)
            return self._attempts.add(attempt)

    def _check_card_free(self) -> None:
        """One at a time, and none while an earlier one is charged and not handed out."""
        self._attempts.check_terminal_free()
        for one in self._attempts.unsettled():
            if one.is_loose and one.is_withdrawal:
                raise refused("card_held", held_words(one))

    def _by_terminal(self, receipt: Receipt) -> Attempt:
        return Attempt(
            self._core.new_id(),
            AttemptKind.PURCHASE,
            receipt.due,
            receipt.sold_at,
            document=receipt.id,
            cashier=receipt.cashier_name,
            draft=receipt,
        )

    def _by_hand(self, receipt: Receipt) -> Attempt:
        """The slip in the cashier's hand is the word for it; the same slip pays for nothing twice."""
        (payment,) = receipt.payments
        rrn = str(payment.details.get("rrn", ""))
        if not payment.details:
            words = "Термінал не під'єднано. Проведіть видачу на ньому і введіть RRN з його чека."
            raise refused("terminal_manual", words)
        if rrn and self._core.store.payments.has_rrn(rrn, AttemptKind.PURCHASE):
            raise refused("unknown_payment", "Цей RRN уже належить іншій оплаті. Звірте чек термінала.")
        attempt = manual_attempt(
            self._core.new_id(),
            AttemptKind.PURCHASE,
            payment,
            receipt.sold_at,
            document=receipt.id,
            cashier=receipt.cashier_name,
        )
        return replace(attempt, draft=receipt)

    # after it

    async def complete(self, attempt_id: str) -> ReceiptView:
        """Make the receipt of a withdrawal whose card was charged; the cash is handed out when it is there.

        `card_partial`: another sum was charged; `cash_short`: the drawer has too little by now; `payment_unknown`: the
        terminal is giving it back.
        """
        cashier = self._core.need(WITHDRAWAL)
        async with self._core.turn:
            shift = self._core.need_shift()
            attempt = self._attempts.find(attempt_id)
            if not attempt.is_loose or not attempt.is_withdrawal or attempt.draft is None:
                raise refused("unknown_payment")
            self._attempts.check_stays([attempt])
            if attempt.moved != attempt.amount:
                raise refused("card_partial", "Термінал списав іншу суму. Скасуйте оплату і почніть знову.")
            if attempt.amount > shift.sums.cash:
                raise refused("cash_short", "Для видачі бракує готівки. Внесіть її або скасуйте оплату на терміналі.")
            # the cash leaves the drawer by the hand of whoever is here now
            receipt = replace(attempt.draft, sold_at=self._core.clock.now(), cashier_name=cashier.name)
            with self._core.busy("paying"):
                task = await self._submit(receipt, attempt, cashier)
        view = await asyncio.shield(task)
        self._core.board.show(last_receipt=None)
        return view

    async def _submit(self, receipt: Receipt, attempt: Attempt, cashier: Cashier) -> "asyncio.Task[ReceiptView]":
        tied = tie(receipt.payments, [attempt], by_hand=False)
        receipt = replace(receipt, payments=tied.payments)

        def also() -> None:
            write_tied(self._core, self._attempts, tied, AttemptKind.PURCHASE, receipt)
            body: dict[str, Any] = {"receipt": receipt.id, "amount": receipt.due, "payment": attempt.id}
            self._core.journal("cash.withdrawn", {**body, "cashier": cashier.id})

        return await self._submitter.begin(receipt, also)
