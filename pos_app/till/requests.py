"""One document for one request of a caller, however often it asks: while the first is under way, and from the disk."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from pos_app.domain.card import Attempt
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.receipt import ReceiptKind
from pos_app.domain.register import OperationState
from pos_app.fiscal.state import RECEIPTS
from pos_app.till.core import Core
from pos_app.till.receipts import KEPT_WORDS, UNDER_WAY, ReceiptDesk
from pos_app.till.state import ReceiptView
from pos_app.till.waiting import Waiting

Make = Callable[[], Coroutine[Any, Any, ReceiptView]]


class RequestDesk:
    """Knows the requests that are under way, and the receipts of those that have ended."""

    def __init__(self, core: Core, receipts: ReceiptDesk, waiting: Waiting) -> None:
        self._core = core
        self._receipts = receipts
        self._waiting = waiting
        self._running: dict[str, asyncio.Task[ReceiptView]] = {}

    async def run(self, request_id: str | None, make: Make) -> ReceiptView:
        """The answer of the request that runs, or that of a new one. It goes on where a caller goes away."""
        if request_id is None:
            return await make()
        running = self._running.get(request_id)
        if running is None:
            running = asyncio.ensure_future(make())
            self._running[request_id] = running
            running.add_done_callback(lambda task: self._ended(request_id, task))
        return await asyncio.shield(running)

    async def once(self, request_id: str | None, kind: ReceiptKind, make: Make) -> ReceiptView:
        """The document that this request has made, or a new one; `make` remembers the request in its transaction.

        `request_used`: the request has made a document of another kind. A refused document's request is free again.
        """
        return await self.run(request_id, lambda: self._known_or_new(request_id, kind, make))

    def charged(self, request_id: str | None) -> Attempt | None:
        """The card payment that was made for this request's document, where that was not made: it is gone on with.

        `payment_unknown`: nobody knows yet whether the card was charged.
        """
        known = self._core.store.settings.receipt_of_request(request_id) if request_id is not None else None
        begun = self._core.store.payments.of_document(known) if known is not None else []
        if any(one.is_open for one in begun):
            raise Unreachable(code="payment_unknown")
        return next((one for one in begun if one.is_loose and one.document == known), None)

    def remember(self, request_id: str | None, receipt_id: str) -> None:
        """In the transaction that makes the document durable: the same request again makes nothing."""
        if request_id is not None:
            self._core.store.settings.remember_request(request_id, receipt_id)

    async def _known_or_new(self, request_id: str | None, kind: ReceiptKind, make: Make) -> ReceiptView:
        known = self._core.store.settings.receipt_of_request(request_id) if request_id is not None else None
        view = await self._made_before(known) if known is not None else None
        if view is not None and view.receipt.kind is not kind:
            raise refused("request_used")
        return view or await make()

    async def _made_before(self, receipt_id: str) -> ReceiptView | None:
        """The receipt of an earlier request, once its outcome is known; None when it was refused after all."""
        await self._waiting.until(lambda: self._is_numbered(receipt_id), self._core.options.online_budget_s)
        row = self._core.store.operations.by_id(receipt_id)
        if row is None or row.state is OperationState.REJECTED:
            return None
        if row.state in UNDER_WAY:
            raise Unreachable(KEPT_WORDS)
        return self._receipts.view(row)

    def _is_numbered(self, receipt_id: str) -> bool:
        """Is nothing left to wait for? Accepted without a number yet: it is about to come. Cash moves never get one."""
        row = self._core.store.operations.by_id(receipt_id)
        if row is None:
            return True
        waits = row.state is OperationState.ACCEPTED and row.fiscal_code is None and row.kind in RECEIPTS
        return row.state not in UNDER_WAY and not waits

    def _ended(self, request_id: str, task: "asyncio.Task[ReceiptView]") -> None:
        del self._running[request_id]
        if not task.cancelled():
            # a caller that went away must not turn a refusal into a warning
            task.exception()
