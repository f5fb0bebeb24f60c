"""Receipts to SmartKasa, as people see it: on or off, what waits, what was refused, and what becomes of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pos_app.domain.errors import refused
from pos_app.reports.push_switch import PushChoice, PushSwitch
from pos_app.reports.pushing import Pusher
from pos_app.store.operations import Operation
from pos_app.store.outbox import OutboxRow, OutboxState
from pos_app.till.core import Core
from pos_app.till.state import Problem, PushItem, PushState

MOST_LISTED: Final = 200


class PushDesk:
    """Queues what was settled while sending is on, and obeys a manager. Without a sender there is nothing to do."""

    def __init__(self, core: Core, pusher: Pusher | None, choice: PushChoice | None) -> None:
        self._core = core
        self._pusher = pusher
        self._choice = choice

    def start(self) -> None:
        """Go on where the last run stood."""
        if self._pusher is not None:
            self._core.fiscal.on_done(self.take)
            self._pusher.on_change = self.show
            self._pusher.start()
            self.show()

    async def stop(self) -> None:
        """End; what is unsent stays on disk."""
        if self._pusher is not None:
            await self._pusher.stop()

    def take(self, operation: Operation, at: datetime) -> None:
        """A receipt is settled: queue it, in that very transaction."""
        if self._pusher is not None and self._switch().on:
            self._core.store.outbox.add(operation.id, at)
            self._pusher.wake()

    def show(self) -> None:
        """Publish how the line stands."""
        counts = self._core.store.outbox.counts()
        problem = self._pusher.problem if self._pusher is not None else None
        self._core.board.show(
            push=PushState(
                enabled=self._switch().on,
                waiting=counts.waiting,
                refused=counts.refused,
                last_sent_at=counts.last_sent_at,
                problem=Problem(problem.code, problem.message) if problem is not None else None,
            )
        )

    async def switch(self, *, on: bool, consent: bool) -> PushState:
        """Begin or end to send. `push_needs_consent` where the shop fiscalises by itself and nobody agreed."""
        cashier = self._core.need("settings")
        if self._pusher is None or self._choice is None:
            raise refused("not_available")
        if on and not consent and await self._pusher.shop_fiscalises():
            raise refused("push_needs_consent")
        with self._core.store.transaction():
            self._choice.write(PushSwitch(on, on and consent))
            self._core.journal("push.switched", {"on": on, "consent": on and consent, "cashier": cashier.id})
        self._pusher.try_now()
        self.show()
        return self._core.board.state.push

    def items(self) -> Sequence[PushItem]:
        """What SmartKasa refused, the oldest first, then the first receipts that wait."""
        self._core.need()
        outbox = self._core.store.outbox
        rows = [*outbox.refused(MOST_LISTED), *outbox.unclear(MOST_LISTED), *outbox.waiting(MOST_LISTED)]
        return [self._item(row) for row in rows[:MOST_LISTED]]

    def retry(self, receipt_id: str | None) -> None:
        """Try a refused receipt again, or, with no id, all of them."""
        cashier = self._core.need("settings")
        outbox = self._core.store.outbox
        rows = outbox.refused() if receipt_id is None else [self._refused(receipt_id)]
        with self._core.store.transaction():
            for row in rows:
                outbox.retry(row)
            self._core.journal("push.retry", {"receipts": [row.operation for row in rows], "cashier": cashier.id})
        if self._pusher is not None:
            self._pusher.try_now()
        self.show()

    def set_aside(self, receipt_id: str, reason: str) -> None:
        """Give a refused receipt up, for a reason: SmartKasa will not have it from this till."""
        cashier = self._core.need("settings")
        if not reason.strip():
            raise refused("reason_needed")
        row, now = self._refused(receipt_id), self._core.clock.now()
        with self._core.store.transaction():
            self._core.store.outbox.set_aside(row, reason.strip(), now)
            note = {"receipt": row.operation, "reason": reason.strip(), "cashier": cashier.id}
            self._core.journal("push.set_aside", note)
        self.show()

    def _refused(self, receipt_id: str) -> OutboxRow:
        row = self._core.store.outbox.by_operation(receipt_id)
        if row is None or row.state is not OutboxState.REFUSED:
            raise refused("unknown_item")
        return row

    def _item(self, row: OutboxRow) -> PushItem:
        operation = self._core.store.operations.by_id(row.operation)
        return PushItem(
            receipt_id=row.operation,
            state=row.state.value,
            at=operation.sold_at if operation else row.queued_at,
            total=operation.total if operation else 0,
            fiscal_code=operation.fiscal_code if operation else None,
            reason=row.reason,
        )

    def _switch(self) -> PushSwitch:
        return self._choice.read() if self._choice is not None else PushSwitch()
