"""A card terminal that speaks PrivatBank's JSON protocol: one connection for each thing that is asked of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from pos_app.devices.ecr_messages import (
    APPROVED,
    END,
    PARTLY,
    UNCERTAIN,
    Message,
    approval_in,
    hryvnias,
    read,
    reason_of,
    request,
    slip_in,
    step_of,
)
from pos_app.devices.terminal import CardAnswer, NotAsked, TerminalStep, Told, Unsure
from pos_app.domain.card import Approval
from pos_app.domain.said import sentence
from pos_app.domain.slips import Slip
from pos_app.links.dialogue import Dialogue, DialogueFailed

CARD_TIMEOUT_S: Final = 120.0
"""How long the terminal may take over a card, by its own documents."""
ANSWER_TIMEOUT_S: Final = 5.0
"""How long a question without a card may take."""
STEP_EVERY_S: Final = 1.5
"""How often it is asked what it is doing."""
SILENT: Final = sentence("Термінал не відповідає.")
LOST: Final = sentence("Відповіді термінала не отримано.")


class EcrTerminal:
    """`connect` opens a connection and raises `DialogueFailed`."""

    is_manual = False

    def __init__(
        self,
        connect: Callable[[], Awaitable[Dialogue]],
        *,
        card_timeout_s: float = CARD_TIMEOUT_S,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
        step_every_s: float = STEP_EVERY_S,
        merchant: int = 0,
    ) -> None:
        self._connect = connect
        self._card_timeout_s = card_timeout_s
        self._answer_timeout_s = answer_timeout_s
        self._step_every_s = step_every_s
        self._merchant = str(merchant)
        self._working: Dialogue | None = None
        self._line = asyncio.Lock()

    # money

    async def purchase(self, amount: int, told: Told) -> CardAnswer:
        """Take so many kopecks."""
        params = {"amount": hryvnias(amount), "discount": "", "merchantId": self._merchant, "facepay": "false"}
        return await self._move("Purchase", told, **params)

    async def refund(self, amount: int, rrn: str, told: Told) -> CardAnswer:
        """Give so many kopecks back."""
        params = {"amount": hryvnias(amount), "discount": "", "merchantId": self._merchant, "rrn": rrn}
        return await self._move("Refund", told, **params)

    async def reverse(self, approval: Approval, told: Told) -> CardAnswer:
        """Undo a purchase by the number of its slip."""
        return await self._move("Withdrawal", told, merchantId=self._merchant, invoiceNumber=approval.receipt_no)

    async def interrupt(self) -> None:
        """Tell it, on the connection that waits for the card, to give up."""
        if self._working is not None:
            with contextlib.suppress(DialogueFailed):
                await self._working.say(request("ServiceMessage", msgType="interrupt"))

    async def _move(self, method: str, told: Told, **params: str) -> CardAnswer:
        async with self._dialogue() as dialogue:
            self._working = dialogue
            try:
                message = await self._work(dialogue, method, request(method, **params), told)
            except (DialogueFailed, TimeoutError) as error:
                raise Unsure(LOST) from error
            finally:
                self._working = None
        return _answer(message)

    async def _work(self, dialogue: Dialogue, method: str, message: bytes, told: Told) -> Message:
        """Send, and tell the steps until the answer to `method` comes."""
        async with asyncio.timeout(self._card_timeout_s):
            await dialogue.say(message)
            told(TerminalStep.SENT)
            asking = asyncio.ensure_future(self._ask_steps(dialogue))
            try:
                while True:
                    heard = _read(await dialogue.hear())
                    if heard.method == method:
                        return heard
                    if heard.method == "ServiceMessage":
                        told(step_of(heard))
            finally:
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)

    async def _ask_steps(self, dialogue: Dialogue) -> None:
        while True:
            await asyncio.sleep(self._step_every_s)
            await dialogue.say(request("ServiceMessage", msgType="getLastStatMsgCode"))

    # questions

    async def identify(self) -> str:
        """Who it is; the ping that comes before says that it is there."""
        message = await self._question("ServiceMessage", msgType="identify")
        return " ".join(filter(None, (message.text("vendor"), message.text("model"))))

    async def is_busy(self) -> bool:
        """Anything but 0 is a step of something under way."""
        message = await self._question("ServiceMessage", msgType="getLastStatMsgCode")
        return message.text("LastStatMsgCode") not in {"", "0"} or message.text("msgType") == "deviceBusy"

    async def slip(self, number: str = "") -> Slip | None:
        """A slip out of its memory."""
        return slip_in(await self._question("GetReceiptInfo", invoiceNumber=number))

    async def _question(self, method: str, **params: str) -> Message:
        try:
            async with self._dialogue() as dialogue, asyncio.timeout(self._answer_timeout_s):
                await dialogue.say(request(method, **params))
                while True:
                    message = _read(await dialogue.hear())
                    if message.method == method:
                        return message
        except (DialogueFailed, TimeoutError, Unsure) as error:
            raise NotAsked(SILENT) from error

    # the connection

    @asynccontextmanager
    async def _dialogue(self) -> AsyncIterator[Dialogue]:
        """A connection on which the terminal has answered a ping; `NotAsked` where there is none.

        One at a time: a port cannot be opened twice, and many a terminal hangs up on the first caller for the second.
        """
        async with self._line:
            try:
                dialogue = await self._connect()
            except DialogueFailed as error:
                raise NotAsked(error.message) from error
            try:
                await self._greet(dialogue)
                yield dialogue
            finally:
                await dialogue.close()

    async def _greet(self, dialogue: Dialogue) -> None:
        try:
            async with asyncio.timeout(self._answer_timeout_s):
                # what an earlier conversation left in its buffer ends with the zero byte in front
                await dialogue.say(END + request("PingDevice"))
                while True:
                    message = read(await dialogue.hear())
                    if message is not None and message.method == "PingDevice":
                        break
        except (DialogueFailed, TimeoutError) as error:
            raise NotAsked(SILENT) from error


def _read(heard: bytes) -> Message:
    message = read(heard)
    if message is None:
        raise Unsure("Відповідь термінала не розібрати.")
    return message


def _answer(message: Message) -> CardAnswer:
    code = message.code
    if code in {APPROVED, PARTLY} and not message.error:
        approval = approval_in(message)
        if approval is None:
            raise Unsure("Термінал схвалив оплату, але не назвав суми.")
        return CardAnswer(approval)
    if code in UNCERTAIN or not code or code == APPROVED:
        raise Unsure(LOST)
    return CardAnswer(None, reason_of(message))
