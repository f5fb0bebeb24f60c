"""Carries questions and documents to Checkbox and brings back answers the machine understands."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from pos_app.checkbox.client import CheckboxClient
from pos_app.checkbox.errors import AnswerClass, CheckboxError
from pos_app.checkbox.models.receipt import Receipt as ServerReceipt
from pos_app.checkbox.models.register import GoOffline, Register
from pos_app.checkbox.models.words import ShiftStatus
from pos_app.domain.errors import PosError
from pos_app.domain.register import OperationKind
from pos_app.fiscal.chains import chain_ask, chain_post
from pos_app.fiscal.clock import to_kyiv
from pos_app.fiscal.codes import Code
from pos_app.fiscal.events import Reply
from pos_app.fiscal.reading import failed, receipt_document, shift_document, shift_paper
from pos_app.fiscal.state import SHIFT_KINDS, WITH_GOODS, Document, ShiftPaper
from pos_app.store.operations import Operation

logger = logging.getLogger(__name__)
T = TypeVar("T")

SignInAgain = Callable[[], Awaitable[bool]]

MAX_CODES: Final = 10_000
"""The most that one call lists; its own default of 150 would hide the far end of the pool."""

_SIGNED_OUT: Final = frozenset({AnswerClass.AUTH, AnswerClass.CREDENTIALS})


class Courier:
    """The client's calls, each made once; what repeats them is the machine."""

    def __init__(self, client: CheckboxClient, sign_in_again: SignInAgain) -> None:
        self.client = client
        self._sign_in_again = sign_in_again
        self._signing: asyncio.Task[bool] | None = None
        self._posts: Mapping[OperationKind, Callable[[bytes], Awaitable[ServerReceipt]]] = {
            OperationKind.SELL: client.sell,
            OperationKind.RETURN: client.sell,
            OperationKind.SERVICE_IN: client.service,
            OperationKind.SERVICE_OUT: client.service,
            OperationKind.CASH_WITHDRAWAL: client.cash_withdrawal,
        }

    async def send(self, row: Operation) -> Reply:
        """POST the stored bytes."""
        try:
            return _reply(await self._post(row))
        except CheckboxError as error:
            logger.info("%s %s: %r", row.kind, row.id, error)
            return failed(error)

    async def _post(self, row: Operation) -> Document | None:
        if row.kind is OperationKind.SHIFT_OPEN:
            return shift_document(row.kind, row.id, await self.client.open_shift(row.body))
        if row.kind is OperationKind.SHIFT_CLOSE:
            shift = await self.client.close_shift(row.body, shift_id=_uuid(row.shift_id))
            return shift_document(row.kind, row.id, shift)
        if row.document is not None and row.document.by_chain:
            return await chain_post(self.client, row, row.document)
        if row.kind in WITH_GOODS and row.stamp is not None and row.stamp.offline:
            return receipt_document(await self.client.sell_offline(row.body))
        return receipt_document(await self._posts[row.kind](row.body))

    async def ask(self, row: Operation) -> Reply:
        """GET the operation by its id; an open shift that was to be closed is a close the server does not know."""
        try:
            if row.kind in SHIFT_KINDS:
                shift = await self.client.shift(_uuid(row.shift_id or row.id))
                return _reply(shift_document(row.kind, row.id, shift), missing=AnswerClass.NOT_FOUND)
            if row.kind is OperationKind.RETURN and row.document is not None and row.document.by_chain:
                return _reply(await chain_ask(self.client, row, row.document), missing=AnswerClass.NOT_FOUND)
            return _reply(receipt_document(await self.client.receipt(_uuid(row.id))))
        except CheckboxError as error:
            logger.info("asking for %s %s: %r", row.kind, row.id, error)
            return failed(error)

    async def open_shift_there(self) -> tuple[bool | None, ShiftPaper | None]:
        """(has the cashier an open shift at the server, that shift); None: nobody could say."""
        try:
            shift = await self.read(self.client.cashier_shift)
        except CheckboxError:
            return None, None
        if shift is None or shift.status != ShiftStatus.OPENED:
            return False, None
        return True, shift_paper(shift)

    async def signature_is_on(self) -> bool | None:
        """Does the signature program answer?"""
        try:
            return (await self.client.check_signature()).online
        except CheckboxError:
            return None

    async def info(self) -> Register | None:
        """The register as the server sees it; None: out of reach."""
        found = await self.look()
        return None if isinstance(found, Reply) else found

    async def look(self) -> Register | Reply:
        """The same, or what came instead."""
        try:
            return await self.read(self.client.info)
        except CheckboxError as error:
            return failed(error)

    async def go_online(self) -> bool:
        """Begin the return to online; was the command taken?"""
        try:
            await self.read(self.client.go_online)
        except CheckboxError:
            return False
        return True

    async def go_offline(self, date: datetime, code: str) -> Reply:
        """Tell the server since when the register has been offline."""
        body = GoOffline(go_offline_date=to_kyiv(date), fiscal_code=code).to_bytes()
        try:
            await self.read(lambda: self.client.go_offline(body))
        except CheckboxError as error:
            return failed(error)
        return Reply(AnswerClass.ACCEPTED)

    async def ping(self) -> bool | None:
        """Does the tax service say anything at all? None: Checkbox did not answer."""
        try:
            return (await self.read(self.client.ping_tax_service)).tax_service_answered
        except CheckboxError:
            return None

    async def before_drain(
        self, with_codes: bool, sending: bool = False
    ) -> tuple[tuple[Code, ...] | None, bool, datetime | None, Reply | None]:
        """(free codes, are these all, the date of the server's last transaction, None); codes None: it could not be
        read, and what came instead. `sending`: see `ReadCodes`.
        """
        try:
            free, complete = await self._codes_there() if with_codes else ((), False)
            page = await self.read(lambda: self.client.transactions(limit=1))
        except CheckboxError as error:
            logger.info("reading the codes and the last transaction: %r", error)
            return None, False, None, failed(error)
        dates = [one.original_datetime or (None if sending else one.created_at) for one in page.results]
        return free, complete, dates[0] if dates else None, None

    async def _codes_there(self) -> tuple[tuple[Code, ...], bool]:
        """The same as `codes`; a shift that is not this cashier's lists none: the stored codes must do."""
        try:
            found = await self.read(lambda: self.client.get_offline_codes(count=MAX_CODES))
        except CheckboxError as error:
            if error.answer is not AnswerClass.NOT_OPEN:
                raise
            return (), False
        # an empty list is at times all that Checkbox tells: no word that every code of ours was used
        return tuple(Code(code.serial_id, code.fiscal_code) for code in found), 0 < len(found) < MAX_CODES

    async def ask_codes(self, count: int) -> None:
        """Have the tax service send codes to Checkbox; what came of it, `codes` tells."""
        try:
            await self.read(lambda: self.client.ask_offline_codes(count=count, sync=True))
        except CheckboxError as error:
            logger.info("asking for codes: %r", error)

    async def codes(self) -> tuple[tuple[Code, ...] | None, bool]:
        """(the free codes that Checkbox has for this register, are these all); None: they could not be read."""
        try:
            return await self._codes_there()
        except CheckboxError as error:
            logger.info("reading codes: %r", error)
            return None, False

    async def sign_in(self) -> bool:
        """Sign in silently; whoever asks meanwhile shares the one attempt."""
        if self._signing is None:
            self._signing = asyncio.ensure_future(self._sign_in_once())
            self._signing.add_done_callback(self._signed)
        return await asyncio.shield(self._signing)

    async def end(self) -> None:
        """Nobody waits for a sign-in any more."""
        if self._signing is not None:
            self._signing.cancel()
            await asyncio.gather(self._signing, return_exceptions=True)

    def _signed(self, _task: asyncio.Task[bool]) -> None:
        self._signing = None

    async def _sign_in_once(self) -> bool:
        try:
            return await self._sign_in_again()
        except PosError as error:
            logger.info("silent sign-in failed: %s", error.code)
            return False

    async def read(self, call: Callable[[], Awaitable[T]]) -> T:
        """A call that changes nothing, with one silent sign-in where the token is gone."""
        try:
            return await call()
        except CheckboxError as error:
            if error.answer not in _SIGNED_OUT or not await self.sign_in():
                raise
        return await call()


def _reply(document: Document | None, *, missing: AnswerClass = AnswerClass.AMBIGUOUS) -> Reply:
    return Reply(missing if document is None else AnswerClass.ACCEPTED, document)


def _uuid(text: str | None) -> UUID:
    return UUID(text or "")
