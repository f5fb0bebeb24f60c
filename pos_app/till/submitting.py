"""The one way a receipt goes to the fiscal engine: durable first, then its outcome, then everyone is told."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from pos_app.domain.errors import PosError
from pos_app.domain.receipt import Receipt, ReceiptState
from pos_app.domain.register import OperationState
from pos_app.fiscal.state import RECEIPTS
from pos_app.store.operations import Operation
from pos_app.till.core import Core
from pos_app.till.receipts import UNDER_WAY, ReceiptDesk, stamp_of
from pos_app.till.state import ReceiptView
from pos_app.till.sums import ShiftBook

MOST_LOOKED_AT = 20
"""Receipts that wait for their number settle in order: only the first ones need to be looked at."""


class Moved(Protocol):
    """Told of a receipt of goods once it is durable, and again with `refused` when it came back."""

    def __call__(self, receipt: Receipt, *, refused: bool = False) -> None: ...


def _tell_nobody(receipt: Receipt, *, refused: bool = False) -> None:
    del receipt, refused


class Submitter:
    """Sends receipts. Whoever begins one holds the turn until it is durable, and no longer."""

    def __init__(self, core: Core, receipts: ReceiptDesk, book: ShiftBook) -> None:
        self._core = core
        self._receipts = receipts
        self._book = book
        self._unnumbered: dict[str, None] = {}
        self._tasks: set[asyncio.Task[ReceiptView]] = set()
        self.moved: Moved = _tell_nobody

    def resume(self) -> None:
        """After a start: receipts of an earlier run that still wait for their number are watched too."""
        operations = self._core.store.operations
        for row in (*operations.accepted_not_done(), *operations.unsettled()):
            if row.document is not None and row.state is not OperationState.ATTENTION:
                self._unnumbered[row.id] = None

    async def begin(self, receipt: Receipt, also: Callable[[], None]) -> "asyncio.Task[ReceiptView]":
        """Return once the receipt is on disk; the task's result is its view. Raises what kept it from being written."""
        written = asyncio.Event()

        def in_transaction() -> None:
            also()
            self._book.add(receipt)
            written.set()

        task = self._keep(self._finish(receipt, in_transaction))
        until_written = asyncio.ensure_future(written.wait())
        await asyncio.wait({task, until_written}, return_when=asyncio.FIRST_COMPLETED)
        until_written.cancel()
        if task.done() and not written.is_set():
            await task
        if self._core.store.operations.by_id(receipt.id) is None:
            self._book.forget()
            await task
        self._core.board.show(shift=self._book.current())
        self.moved(receipt)
        return task

    def _keep(self, work: Coroutine[Any, Any, ReceiptView]) -> "asyncio.Task[ReceiptView]":
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: "asyncio.Task[ReceiptView]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            # a caller that went away must not turn a refusal into a warning
            task.exception()

    async def settled(self) -> None:
        """Return when no receipt is under way."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def _finish(self, receipt: Receipt, also: Callable[[], None]) -> ReceiptView:
        try:
            await self._core.fiscal.submit(receipt, also=also)
        except PosError as error:
            self._after_trouble(receipt, error)
            raise
        self._core.printer.wake()
        view = self._receipts.view(self._receipts.find(receipt.id))
        self._unnumbered[receipt.id] = None
        self.look_for_numbers()
        return view

    def _after_trouble(self, receipt: Receipt, error: PosError) -> None:
        row = self._core.store.operations.by_id(receipt.id)
        if row is not None and row.state is OperationState.REJECTED:
            self.moved(receipt, refused=True)
        if row is not None and row.state is OperationState.ATTENTION:
            self._core.events.tell("receipt.attention", {"receipt_id": receipt.id, "code": error.code})
        elif row is not None and row.state is not OperationState.REJECTED:
            self._unnumbered[receipt.id] = None

    def look_for_numbers(self) -> None:
        """Tell of receipts that have got the tax service's number, or need a manager, since the last look."""
        for receipt_id in list(self._unnumbered)[:MOST_LOOKED_AT]:
            row = self._core.store.operations.by_id(receipt_id)
            if row is None or row.document is None or row.state is OperationState.REJECTED:
                del self._unnumbered[receipt_id]
            elif row.state is OperationState.ATTENTION:
                del self._unnumbered[receipt_id]
                self._core.events.tell("receipt.attention", {"receipt_id": receipt_id, "code": "attention_needed"})
            elif row.state not in UNDER_WAY and _is_final(row):
                del self._unnumbered[receipt_id]
                self._tell_number(self._receipts.view(row))

    def _tell_number(self, view: ReceiptView) -> None:
        if view.fiscal.state is ReceiptState.FISCAL:
            details = {
                "receipt_id": view.receipt.id,
                "fiscal_code": view.fiscal.fiscal_code,
                "offline": view.fiscal.offline,
                "reprint_due": view.fiscal.reprint_due,
            }
            self._core.events.tell("receipt.fiscal", details)


def _is_final(row: Operation) -> bool:
    """Will no number follow? Cash movements never get one."""
    return row.kind not in RECEIPTS or stamp_of(row).state is ReceiptState.FISCAL
