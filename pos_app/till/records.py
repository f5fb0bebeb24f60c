"""The records: the journal checked and exported, and the documents that wait for a person's decision."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.mending import Change
from pos_app.domain.register import OperationState
from pos_app.store.operations import Operation
from pos_app.till.core import Core
from pos_app.till.mending import MendDesk
from pos_app.till.receipts import KEPT_WORDS, UNDER_WAY, ReceiptDesk
from pos_app.till.state import ReceiptView, Unsettled
from pos_app.till.sums import ShiftBook
from pos_app.till.waiting import Waiting


class Records:
    """Reads what is written down, and settles what was stopped."""

    def __init__(self, core: Core, receipts: ReceiptDesk, book: ShiftBook, waiting: Waiting) -> None:
        self._core = core
        self._receipts = receipts
        self._book = book
        self._waiting = waiting
        self._mending = MendDesk(core)

    def verify(self) -> Mapping[str, Any]:
        """Read the whole journal and check its chain."""
        verdict = self._core.store.journal.verify()
        return {"ok": verdict.ok, "entries": verdict.entries, "broken_at": verdict.broken_at}

    def export(self, since: int | None = None) -> Mapping[str, Any]:
        """Every operation after `since`, in the order they go to Checkbox."""
        return {"operations": [_exported(row) for row in self._core.store.operations.since(since or 0)]}

    def unsettled(self, limit: int) -> Sequence[Unsettled]:
        """The first so many documents on their way, in the order they go to Checkbox."""
        self._core.need()
        operations = self._core.store.operations
        rows = [*operations.accepted_not_done(limit), *operations.unsettled(limit)]
        return [_unsettled(row) for row in sorted(rows, key=lambda row: row.seq)[:limit]]

    def attention(self) -> Sequence[Mapping[str, Any]]:
        """Documents that only a person can settle, the oldest first.

        `together`: how many one decision is about; `at_server`: Checkbox has it, so that set aside it is not printed.
        """
        self._core.need()
        rows = self._stopped()
        causes = Counter(row.reason for row in rows if not _is_at_server(row))
        return [
            {
                "id": row.id,
                "kind": row.kind.value,
                "total": row.total,
                "at": row.sold_at,
                "reason": row.reason or "",
                "at_server": _is_at_server(row),
                "together": 1 if _is_at_server(row) else causes[row.reason],
                **self._mending.offered(row),
            }
            for row in rows
        ]

    async def resend(self, item_id: str) -> ReceiptView | None:
        """Ask Checkbox about a stopped document once more and go on with it if it is in order; a shift has no view."""
        self._core.need("settings")
        item = self._item(item_id)
        self._core.fiscal.ask_again(item.id)
        return await self._outcome(item)

    async def mend(self, item_id: str, changes: Sequence[Change]) -> ReceiptView | None:
        """Change what Checkbox objects to in a stopped receipt, and send it again under its own UUID."""
        item = self._item(item_id)
        self._mending.mend(item, changes)
        return await self._outcome(item)

    async def _outcome(self, item: Operation) -> ReceiptView | None:
        await self._waiting.until(lambda: self._state(item.id) not in UNDER_WAY, self._core.options.online_budget_s)
        row = self._core.store.operations.by_id(item.id)
        if row is None or row.state in UNDER_WAY:
            raise Unreachable(KEPT_WORDS)
        if row.state is OperationState.ATTENTION:
            raise refused("attention_needed", row.reason or "")
        return self._receipts.view(row) if row.document is not None else None

    def set_aside(self, item_id: str, reason: str) -> None:
        """Leave a stopped document, and those that one cause has stopped with it, as they are; then go on."""
        self._core.need("settings")
        if not reason.strip():
            raise refused("reason_needed")
        self._core.fiscal.set_aside(self._item(item_id).id, reason.strip())
        # what Checkbox never had no longer counts
        self._book.forget()
        self._core.board.show(shift=self._book.current())

    def alarm_read(self, reason: str) -> None:
        """A person has read that sums differ from Checkbox's, and says what of it."""
        cashier = self._core.need("settings")
        if not reason.strip():
            raise refused("reason_needed")
        self._core.journal("alarm.read", {"cashier": cashier.id, "reason": reason.strip()})
        self._core.fiscal.alarm_seen()

    def confirm_time(self) -> datetime:
        """A person says that the time in doubt is right; → the time that counts from now on."""
        cashier = self._core.need("settings")
        doubt = self._core.fiscal.status.clock_doubt
        self._core.fiscal.confirm_time(cashier.id)
        return doubt or self._core.clock.now()

    def try_again(self) -> None:
        """Somebody has done something about what stands in the way: whatever waits is tried now."""
        self._core.need()
        self._core.fiscal.wake()

    def _state(self, operation_id: str) -> OperationState | None:
        row = self._core.store.operations.by_id(operation_id)
        return row.state if row else None

    def _stopped(self) -> list[Operation]:
        return self._core.store.operations.stopped()

    def _item(self, item_id: str) -> Operation:
        item = next((row for row in self._stopped() if row.id == item_id), None)
        if item is None:
            raise refused("unknown_item")
        return item


def _is_at_server(row: Operation) -> bool:
    return row.stamp is not None and not row.stamp.offline


def _unsettled(row: Operation) -> Unsettled:
    unclear = row.ambiguous_at if row.state is OperationState.AMBIGUOUS else None
    return Unsettled(
        row.id, row.kind, row.state, row.sold_at, unclear or row.sold_at, row.total, row.fiscal_code, row.reason or ""
    )


def _exported(row: Operation) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "id": row.id,
        "kind": row.kind.value,
        "state": row.state.value,
        "fiscal_code": row.fiscal_code,
        "fiscal_date": row.fiscal_date,
        "sold_at": row.sold_at,
        "total": row.total,
    }
