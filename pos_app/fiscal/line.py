"""Shift operations in the one line of documents: may one join, is one there already, and waiting for it."""

import asyncio
from collections.abc import Callable

from pos_app.domain.errors import refused
from pos_app.domain.receipt import FiscalStamp
from pos_app.domain.register import OperationKind
from pos_app.fiscal import events as e
from pos_app.fiscal.queueing import admission
from pos_app.fiscal.state import Pending
from pos_app.fiscal.trouble import Kept
from pos_app.fiscal.worker import Times, Worker
from pos_app.store.operations import Operation

GRACE_S = 1.0
"""The machine decides at the deadline; whoever waits gives it this long to say so."""


class Line:
    """What opening and closing have in common."""

    def __init__(self, worker: Worker, times: Times) -> None:
        self._worker = worker
        self._times = times

    def must_admit(self, kind: OperationKind) -> None:
        """Raises the refusal that keeps a new operation of this kind out."""
        refusal = admission(self._worker.state, kind, self._times.instant())
        if refusal is not None:
            raise refused(refusal.code, refusal.message)

    def unclear(self, kind: OperationKind) -> Pending | None:
        """One that nobody knows the outcome of yet; a stamped one is done as far as the till is concerned."""
        return next((item for item in self._worker.state.queue if item.kind is kind and item.stamp is None), None)

    async def submit(
        self, operation: Operation, budget_s: float, also: Callable[[], None] | None = None
    ) -> FiscalStamp | None:
        """Put a new operation in; returns when it is settled, raises what became of it otherwise."""
        deadline = self._times.monotonic() + budget_s
        return await self._worker.submit(operation, Pending(operation.id, operation.kind, deadline=deadline), also)

    async def join(self, running: Pending) -> None:
        """Wait for an operation that is in the line from before; `Kept` where it is still unclear after that."""
        waiter = self._worker.wait_for(running.id)
        budget = self._worker.state.rules.shift_budget_s
        now = self._times.instant()
        self._worker.handle(e.Awaited(now, running.id, now.mono + budget))
        try:
            async with asyncio.timeout(budget + GRACE_S):
                await asyncio.shield(waiter)
        except TimeoutError:
            raise Kept() from None
