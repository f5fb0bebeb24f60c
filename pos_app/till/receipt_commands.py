"""The till's commands about receipts already made. A part of the one door."""

from collections.abc import Sequence

from pos_app.domain.e_receipt import EReceipt
from pos_app.domain.receipt import Delivery
from pos_app.domain.reprint import ReprintList
from pos_app.till.commands import Commands
from pos_app.till.state import ReceiptView


class ReceiptCommands(Commands):
    """Mixed into the till."""

    async def receipts(self, *, limit: int = 50, before: str | None = None) -> Sequence[ReceiptView]:
        """Receipts, the newest first."""
        return self._parts.receipts.list(limit=limit, before=before)

    async def find_receipts(self, words: str, *, limit: int = 50) -> Sequence[ReceiptView]:
        """Receipts by number, sum, time, product or cashier, among all there are."""
        return await self._do(self._parts.receipts.search(words, limit=limit))

    async def fetch_receipt(self, fiscal_code: str) -> ReceiptView:
        """A sale by its fiscal number, asked of Checkbox where this till did not make it."""
        return await self._do(self._parts.receipts.fetch(fiscal_code, self._parts.account))

    async def receipt(self, receipt_id: str) -> ReceiptView:
        """One receipt by its UUID or fiscal number."""
        self._parts.core.need()
        return self._parts.receipts.view(self._parts.receipts.find(receipt_id))

    async def reprint(self, receipt_id: str) -> str:
        """Print a copy; → the print job."""
        self._open()
        return self._parts.receipts.reprint(receipt_id)

    async def send_receipt(self, receipt_id: str, delivery: Delivery) -> Sequence[EReceipt]:
        """Send a receipt to a customer who asks afterwards; → how each address stands."""
        return await self._do(self._parts.e_receipts.send(receipt_id, delivery))

    async def sendings(self, receipt_id: str) -> Sequence[EReceipt]:
        """Where a receipt goes or went electronically."""
        return self._parts.e_receipts.of_receipt(receipt_id)

    async def reprints_due(self, limit: int = 200) -> ReprintList:
        """Receipts whose paper is wrong by now, then those whose paper lacks the QR; at most `limit` of each."""
        return self._parts.reprints.listed(limit)

    async def reprint_all(self, *, optional: bool) -> int:
        """Queue a copy of every receipt of one part of the list that can have one now; → how many."""
        return await self._do(self._parts.reprints.print_all(optional=optional))

    async def dismiss_reprint(self, receipt_id: str, reason: str) -> None:
        """Take a receipt off the reprint list without a copy, for a reason."""
        self._open()
        self._parts.reprints.dismiss(receipt_id, reason)

    async def dismiss_optional_reprints(self, reason: str) -> int:
        """Take every receipt that only lacks the QR off the list, for one reason; → how many."""
        self._open()
        return self._parts.reprints.dismiss_optional(reason)
