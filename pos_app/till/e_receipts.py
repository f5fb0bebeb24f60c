"""Sending a receipt to a customer who asks for it afterwards: once an address, retried while Checkbox is away.

What was asked for with the sale needs none of this: the address is in its bytes, and Checkbox sends by itself, also
when the receipt comes out of an outage.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from pos_app.checkbox.errors import AnswerClass, CheckboxError
from pos_app.checkbox.models.sale import EmailDelivery, SmsDelivery
from pos_app.domain.e_receipt import EReceipt, SendState, SendWay
from pos_app.domain.errors import Refused, refused
from pos_app.domain.receipt import Delivery, Receipt
from pos_app.domain.register import OperationState
from pos_app.domain.said import parts_of, sentence
from pos_app.store.operations import Operation
from pos_app.till.core import Core
from pos_app.till.ports import Account
from pos_app.till.receipts import ReceiptDesk
from pos_app.till.sale import checked_delivery
from pos_app.till.state import Problem
from pos_app.till.waiting import Waiting

logger = logging.getLogger(__name__)

RETRY_S: Final = (5.0, 30.0, 120.0, 600.0, 1800.0)
"""How long after a try that did not reach Checkbox the next follows; the last one goes on for ever."""

AT_CHECKBOX: Final = frozenset({OperationState.ACCEPTED, OperationState.DONE})
_RETRIED: Final = frozenset({AnswerClass.NOT_SENT, AnswerClass.THROTTLED})
_SIGNED_OUT: Final = frozenset({AnswerClass.AUTH, AnswerClass.CREDENTIALS})


class EReceiptDesk:
    """Takes wishes and works through them, one at a time."""

    def __init__(
        self,
        core: Core,
        receipts: ReceiptDesk,
        account: Account,
        waiting: Waiting,
        sign_in_again: Callable[[], Awaitable[bool]],
    ) -> None:
        self._core = core
        self._receipts = receipts
        self._account = account
        self._waiting = waiting
        self._sign_in_again = sign_in_again
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    # life

    def start(self) -> None:
        """Go on where the last run stood."""
        with self._core.store.transaction():
            self._core.store.e_receipts.cut_off()
        self._core.fiscal.subscribe(lambda _status: self._woken.set())
        self._task = asyncio.ensure_future(self._run())

    async def stop(self) -> None:
        """End; what waits stays on disk, what is being sent is told unclear at the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # commands

    async def send(self, receipt_id: str, delivery: Delivery) -> Sequence[EReceipt]:
        """Send a receipt to an address; → how it stands once Checkbox has answered, or waits.

        `bad_contact`; `attention_needed` for a receipt that was never registered.
        """
        cashier = self._core.need()
        to = checked_delivery(delivery)
        if to is None:
            raise refused("bad_contact")
        row = self._receipts.find(receipt_id)
        if row.state is OperationState.ATTENTION:
            raise refused("attention_needed")
        if row.document is None or not row.document.lines:
            raise refused("not_available")
        asked = self._ask(row, row.document, to, cashier.id)
        self._woken.set()
        await self._waiting.until(lambda: not self._under_way(asked), self._core.options.online_budget_s)
        return [self._now(one) for one in asked]

    def of_receipt(self, receipt_id: str) -> Sequence[EReceipt]:
        """Where a receipt goes or went, what Checkbox sends by itself included."""
        self._core.need()
        row = self._receipts.find(receipt_id)
        kept = self._core.store.e_receipts.of_receipt(row.id)
        return [*(_by_checkbox(row, way, address) for way, address in _asked_with_sale(row.document)), *kept]

    def _ask(self, row: Operation, receipt: Receipt, to: Delivery, cashier: str) -> list[EReceipt]:
        asked = []
        now = self._core.clock.now()
        for way, address in _ways(to):
            if (way, address) in _asked_with_sale(receipt) and row.state not in AT_CHECKBOX:
                asked.append(_by_checkbox(row, way, address))
                continue
            with self._core.store.transaction():
                asked.append(self._core.store.e_receipts.ask(row.id, way, address, now))
                body = {"receipt": row.id, "way": way, "address": address, "cashier": cashier}
                self._core.journal("receipt.send", body)
        return asked

    def _now(self, asked: EReceipt) -> EReceipt:
        rows = self._core.store.e_receipts.of_receipt(asked.receipt_id)
        return next((one for one in rows if (one.way, one.address) == (asked.way, asked.address)), asked)

    def _under_way(self, asked: Sequence[EReceipt]) -> bool:
        states = {self._now(one).state for one in asked}
        waits_for_time = any(self._now(one).next_at is not None for one in asked)
        return bool(states & {SendState.WAITING, SendState.SENDING}) and not waits_for_time and self._may_go(asked)

    def _may_go(self, asked: Sequence[EReceipt]) -> bool:
        row = self._core.store.operations.by_id(asked[0].receipt_id)
        return row is not None and row.state in AT_CHECKBOX

    # the line

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                for row in self._core.store.e_receipts.open():
                    if self._due(row):
                        await self._try(row)
                pause = self._pause()
            except Refused as error:
                # a disk that takes nothing; what was being sent stays so and is told unclear at the next start
                logger.error("electronic receipts rest: %s", error.code)
                pause = RETRY_S[-1]
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()

    def _due(self, row: EReceipt) -> bool:
        """Checkbox must have the receipt before it can send it."""
        if row.state is not SendState.WAITING:
            return False
        return self._may_go([row]) and (row.next_at is None or row.next_at <= self._core.clock.now())

    def _pause(self) -> float | None:
        now = self._core.clock.now()
        times = [row.next_at for row in self._core.store.e_receipts.open() if row.next_at is not None]
        ahead = [(at - now).total_seconds() for at in times if at > now]
        return max(0.05, min(ahead)) if ahead else None

    async def _try(self, row: EReceipt) -> None:
        sending = replace(row, state=SendState.SENDING, tries=row.tries + 1, next_at=None)
        self._core.store.e_receipts.save(sending)
        try:
            await self._post(row)
        except CheckboxError as error:
            await self._failed(sending, error)
        else:
            self._end(sending, SendState.SENT)

    async def _post(self, row: EReceipt) -> None:
        if row.way is SendWay.EMAIL:
            await self._account.email_receipt(row.receipt_id, EmailDelivery(emails=(row.address,)).to_bytes())
        else:
            await self._account.sms_receipt(row.receipt_id, SmsDelivery(phone=row.address).to_bytes())

    async def _failed(self, row: EReceipt, error: CheckboxError) -> None:
        answer = error.answer
        if answer in _SIGNED_OUT and row.tries == 1 and await self._sign_in_again():
            self._core.store.e_receipts.save(replace(row, state=SendState.WAITING))
            self._woken.set()
        elif answer in _RETRIED or answer in _SIGNED_OUT or error.known == "maintenance":
            pause = RETRY_S[min(row.tries, len(RETRY_S)) - 1]
            later = self._core.clock.now() + timedelta(seconds=error.retry_after_s or pause)
            self._core.store.e_receipts.save(
                replace(row, state=SendState.WAITING, next_at=later, problem=error.message)
            )
            self._waiting.wake()
        else:
            state = SendState.UNCLEAR if answer is AnswerClass.AMBIGUOUS else SendState.REFUSED
            self._end(replace(row, problem=error.message), state)

    def _end(self, row: EReceipt, state: SendState) -> None:
        ended = replace(row, state=state, ended_at=self._core.clock.now())
        with self._core.store.transaction():
            self._core.store.e_receipts.save(ended)
            body = {"receipt": row.receipt_id, "way": row.way, "state": state, "problem": row.problem}
            self._core.journal("receipt.sent", body)
        self._tell(ended)

    def _tell(self, row: EReceipt) -> None:
        """Who waits sees it; what did not go is put on the strip too: the customer may be gone already."""
        kind = "receipt.sent" if row.state is SendState.SENT else "receipt.not_sent"
        self._core.events.tell(kind, {"receipt_id": row.receipt_id, "way": row.way.value, "state": row.state.value})
        if row.state is not SendState.SENT:
            words = sentence("Чек не надіслано на {address}: {why}", address=row.address, why=parts_of(row.problem))
            self._core.board.show(problem=Problem("receipt_not_sent", words))
        self._waiting.wake()


def _ways(delivery: Delivery) -> list[tuple[SendWay, str]]:
    ways = ((SendWay.EMAIL, delivery.email), (SendWay.SMS, delivery.phone))
    return [(way, address) for way, address in ways if address]


def _asked_with_sale(receipt: Receipt | None) -> list[tuple[SendWay, str]]:
    return _ways(receipt.delivery) if receipt is not None else []


def _by_checkbox(row: Operation, way: SendWay, address: str) -> EReceipt:
    return EReceipt(row.id, way, address, SendState.BY_CHECKBOX, row.sold_at)
