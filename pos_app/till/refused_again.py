"""A sale that Checkbox sent back and that lies parked: sent again as it was, mended, or given up by a senior."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pos_app.domain.errors import refused
from pos_app.domain.mending import Change, mended, real_changes
from pos_app.domain.receipt import Receipt
from pos_app.domain.register import OperationState
from pos_app.fiscal.mending import told
from pos_app.store.baskets import ParkedRow
from pos_app.store.operations import Operation
from pos_app.till.attempts import AttemptBook
from pos_app.till.core import Core
from pos_app.till.mending import RESEND, shown, tidied
from pos_app.till.parked import ParkedDesk
from pos_app.till.sale import SaleDesk
from pos_app.till.state import ReceiptView


class RefusedAgain:
    """By the receipt's UUID, which it keeps: a late copy of the first try must not become a second receipt."""

    def __init__(self, core: Core, parked: ParkedDesk, sale: SaleDesk, attempts: AttemptBook) -> None:
        self._core = core
        self._parked = parked
        self._sale = sale
        self._attempts = attempts

    def has(self, receipt_id: str) -> bool:
        """Is it a parked sale that was refused?"""
        return self._find(receipt_id) is not None

    def items(self) -> Sequence[Mapping[str, Any]]:
        """As the documents that need attention are told, the oldest first."""
        rows = [self._row(parked) for parked in self._core.store.baskets.refused()]
        return [_item(parked, row, row.document) for parked, row in filter(None, rows) if row.document is not None]

    async def resend(self, receipt_id: str) -> ReceiptView:
        """Send it again as it was, with the payment that was taken."""
        self._core.need("sale")
        parked, _, receipt = self._known(receipt_id)
        return await self._again(parked, receipt)

    async def mend(self, receipt_id: str, changes: Sequence[Change]) -> ReceiptView:
        """Send it again with other texts; what was changed is journalled with the sale."""
        cashier = self._core.need("settings")
        parked, _, receipt = self._known(receipt_id)
        real = real_changes(receipt, [tidied(change) for change in changes])
        if not real:
            raise refused("bad_mend", "Нічого не змінено.")
        after = mended(receipt, real, self._core.fiscal.taxes)
        body = {"id": receipt.id, "cashier": cashier.id, "changes": [told(receipt, one) for one in real]}
        return await self._again(parked, after, lambda: self._core.journal("sale.mended", body))

    async def _again(
        self, parked: ParkedRow, receipt: Receipt, also: Callable[[], None] = lambda: None
    ) -> ReceiptView:
        try:
            return await self._sale.again(parked, receipt, also=also)
        finally:
            self._parked.show()

    def set_aside(self, receipt_id: str, reason: str) -> None:
        """Give it up, for a reason: nothing was registered. Money that a card has paid must be given back before."""
        cashier = self._core.need("settings")
        if not reason.strip():
            raise refused("reason_needed")
        parked, row, _ = self._known(receipt_id)
        self._attempts.check_known(parked.cart)
        self._attempts.check_not_lost(parked.cart)
        with self._core.store.transaction():
            self._core.store.baskets.take(parked.id)
            body = {"id": receipt_id, "total": row.total, "reason": reason.strip(), "cashier": cashier.id}
            self._core.journal("sale.set_aside", body)
        self._parked.show()

    def _known(self, receipt_id: str) -> tuple[ParkedRow, Operation, Receipt]:
        found = self._find(receipt_id)
        if found is None or found[1].document is None:
            raise refused("unknown_item")
        return (*found, found[1].document)

    def _find(self, receipt_id: str) -> tuple[ParkedRow, Operation] | None:
        rows = self._core.store.baskets.refused()
        parked = next((one for one in rows if one.cart.receipt_id == receipt_id), None)
        return None if parked is None else self._row(parked)

    def _row(self, parked: ParkedRow) -> tuple[ParkedRow, Operation] | None:
        row = self._core.store.operations.by_id(parked.cart.receipt_id or "")
        return (parked, row) if row is not None and row.state is OperationState.REJECTED else None


def _item(parked: ParkedRow, row: Operation, receipt: Receipt) -> Mapping[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind.value,
        "total": row.total,
        "at": row.sold_at,
        "reason": parked.refused,
        "may": [RESEND, "mend", "set_aside"],
        "line": row.fault_line,
        "field": row.fault_field,
        "mend": shown(receipt),
        "parked": parked.id,
    }
