"""The fake till's card terminal: it answers as `card_answer` says, and knows what it answered when asked again."""

from dataclasses import replace
from typing import Any

from ui_fake_part import FakePart

from pos_app.domain.card import CARD_LABEL, Approval, Attempt, AttemptKind
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Receipt
from pos_app.domain.withdrawal import make_withdrawal
from pos_app.till.state import CardPicture, ReceiptView


class FakeCards(FakePart):
    """`card_answer`: approved, partial, declined, unreachable, unknown (approved in the end), lost (never was)."""

    card_answer = "approved"
    register_answer = ""
    """What Checkbox says to a withdrawal: nothing amiss, refused, or kept (it does not answer)."""
    def plug_in(self) -> None:
        """A terminal is connected."""
        self.publish(card=CardPicture(manual=False))

    def put(self, attempt: Attempt, **changes: Any) -> Attempt:
        """An unsettled payment, or no longer one."""
        card = self.state.card
        others = tuple(one for one in card.unsettled if one.id != attempt.id)
        left = (*others, attempt) if attempt.is_open or attempt.is_loose else others
        self.publish(card=replace(card, unsettled=left, **changes))
        return attempt

    def tie_all(self, receipt_id: str) -> None:
        """The sale has been made."""
        for attempt in self.state.card.of(self.state.cart):
            self.put(attempt.tied(receipt_id))

    def _find(self, attempt_id: str | None) -> Attempt:
        return next(one for one in self.state.card.unsettled if attempt_id in {None, one.id})

    async def charge(self, amount: int | None = None) -> Attempt:
        cart = self.state.cart
        if cart.receipt_id is None:
            cart = replace(cart, receipt_id=self._new_id("sale"))
            self.publish(cart=cart)
        wanted = amount or self.state.totals.total
        intent = Attempt(self._new_id("a"), AttemptKind.PURCHASE, wanted, self.at, document=cart.receipt_id)
        attempt = self.put(intent.asked("000007"), step="card")
        await self._enter("charge", amount)
        answers = {
            "approved": lambda: attempt.approved(_approval(wanted)),
            "partial": lambda: attempt.approved(_approval(10_000)),
            "declined": lambda: attempt.declined("Банк відхилив оплату (код 0116). Недостатньо коштів"),
            "unreachable": lambda: attempt.not_charged("Термінал не відповідає в мережі. Перевірте живлення і кабель."),
            "unknown": lambda: attempt.unsure("Відповіді термінала не отримано."),
            "lost": lambda: attempt.unsure("Відповіді термінала не отримано."),
        }
        return self.put(answers[self.card_answer](), step="")

    async def interrupt_terminal(self) -> None:
        await self._enter("interrupt_terminal")
        self.card_answer = "declined"

    async def card_payments(self, limit: int = 50) -> tuple[Attempt, ...]:
        return self.state.card.unsettled[:limit]

    async def check_payment(self, attempt_id: str | None = None) -> Attempt:
        await self._enter("check_payment", attempt_id)
        attempt = self._find(attempt_id)
        if self.card_answer == "lost":
            return self.put(attempt.not_charged("На терміналі такої оплати немає."))
        return self.put(attempt.approved(_approval(attempt.amount)))

    async def payment_charged(self, attempt_id: str, rrn: str = "", auth_code: str = "") -> Attempt:
        await self._enter("payment_charged", attempt_id, rrn, auth_code)
        attempt = self._find(attempt_id)
        return self.put(attempt.approved(Approval(attempt.amount, rrn, auth_code)))

    async def payment_not_charged(self, attempt_id: str, reason: str) -> Attempt:
        await self._enter("payment_not_charged", attempt_id, reason)
        return self.put(self._find(attempt_id).not_charged(reason))

    async def reverse_payment(self, attempt_id: str, reason: str = "", *, by_hand: bool = False) -> Attempt:
        await self._enter("reverse_payment", attempt_id, reason)
        purchase = self._find(attempt_id)
        reversal = Attempt(self._new_id("a"), AttemptKind.REVERSAL, purchase.moved, self.at, of=purchase.id).asked("")
        if self.card_answer == "declined":
            return reversal.declined("Операцію не знайдено")
        self.put(purchase.reversed(reversal.id))
        return reversal.approved(_approval(purchase.moved)).tied(purchase.id)

    async def withdraw(
        self, amount: int, *, rrn: str = "", auth_code: str = "", request_id: str | None = None
    ) -> ReceiptView:
        typed = (rrn, auth_code) if rrn or auth_code else ()
        draft = self._withdrawal(amount)
        intent = Attempt(
            self._new_id("w"), AttemptKind.PURCHASE, amount, self.at, document=draft.id, draft=draft, manual=bool(typed)
        )
        attempt = self.put(intent.asked("000007"), step="" if typed else "card")
        await self._enter("withdraw", amount, request_id, *typed)
        if self.card_answer in {"unknown", "lost"}:
            self.put(attempt.unsure("Відповіді термінала не отримано."), step="")
            raise Unreachable(code="payment_unknown")
        if self.card_answer == "declined":
            self.put(attempt.declined("Недостатньо коштів"), step="")
            raise refused("card_declined", "Недостатньо коштів")
        charged = self.put(attempt.approved(_approval(9_000 if self.card_answer == "partial" else amount)), step="")
        if charged.is_partial:
            raise refused("card_partial", "Термінал списав іншу суму. Скасуйте оплату і почніть знову.")
        return await self.complete_withdrawal(charged.id)

    async def complete_withdrawal(self, attempt_id: str) -> ReceiptView:
        await self._enter("complete_withdrawal", attempt_id)
        attempt = self._find(attempt_id)
        assert attempt.draft is not None
        if self.register_answer == "refused":
            raise refused("cash_short")
        if self.register_answer == "kept":
            self.put(attempt.tied(attempt.draft.id))
            raise Unreachable
        self.put(attempt.tied(attempt.draft.id))
        return self._keep(attempt.draft)

    def _withdrawal(self, amount: int) -> Receipt:
        payment = Payment(PaymentType.CASHLESS, amount, CARD_LABEL, details=_approval(amount).details())
        receipt_id = self._new_id("r")
        return make_withdrawal(amount, payment, receipt_id=receipt_id, sold_at=self.at, cashier_name="Олена К.")

    async def complete_refund(self, attempt_id: str) -> ReceiptView | None:
        await self._enter("complete_refund", attempt_id)
        self.put(self._find(attempt_id).tied("return"))
        return None


def _approval(amount: int) -> Approval:
    return Approval(amount, "601234567890", "A1B2C3", "414949******4242", receipt_no="000008")
