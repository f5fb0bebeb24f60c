"""The reprint list: copies that are due, copies worth having, and leaving a receipt off it for a reason."""

import asyncio
from collections.abc import Sequence

from pos_app.domain.errors import refused
from pos_app.domain.reprint import ReprintList, ReprintReason
from pos_app.domain.said import sentence
from pos_app.till.core import Core
from pos_app.till.receipts import ReceiptDesk
from pos_app.till.state import Cashier

MOST_LISTED = 500
NOT_YET_WORDS = sentence("Checkbox ще не завершив цей чек. Спробуйте, коли його буде передано.")


class ReprintDesk:
    """A paper with a wrong number or date needs a copy, or a senior's word; one that only lacks the QR needs nothing.

    The offline form without QR is a lawful receipt. The copy is for the customer who asks.
    """

    def __init__(self, core: Core, receipts: ReceiptDesk) -> None:
        self._core = core
        self._receipts = receipts

    def listed(self, limit: int) -> ReprintList:
        """At most `limit` of each part."""
        self._core.need()
        return self._core.store.reprints.listed(max(0, min(limit, MOST_LISTED)))

    async def print_all(self, *, optional: bool) -> int:
        """Queue a copy of each receipt of a part; → how many. The engine's other work goes on in between."""
        self._core.need()
        wanted = self._core.store.reprints.ready_ids(optional=optional)
        for receipt_id in wanted:
            self._receipts.reprint(receipt_id)
            await asyncio.sleep(0)
        return len(wanted)

    def dismiss(self, receipt_id: str, reason: str) -> None:
        """Take one off the list. A wrong number or date may only be left by who has the right, once it is final."""
        row = self._receipts.find(receipt_id)
        listed = self._core.store.reprints.one(row.id)
        if listed is None:
            raise refused("unknown_item", "Цього чека в списку передруку немає.")
        if listed.reason is ReprintReason.NO_QR:
            self._leave([row.id], reason, self._core.need())
        elif listed.ready:
            self._leave([row.id], reason, self._core.need("settings"))
        else:
            raise refused("not_available", NOT_YET_WORDS)

    def dismiss_optional(self, reason: str) -> int:
        """Take all that only lack the QR off the list, those too that are still on their way; → how many."""
        cashier = self._core.need()
        return self._leave(self._core.store.reprints.optional_ids(), reason, cashier)

    def _leave(self, receipt_ids: Sequence[str], reason: str, cashier: Cashier) -> int:
        if not reason.strip():
            raise refused("reason_needed")
        if receipt_ids:
            with self._core.store.transaction():
                self._core.store.reprints.dismiss(receipt_ids)
                body = {"receipts": list(receipt_ids), "reason": reason.strip(), "cashier": cashier.id}
                self._core.journal("reprint.dismissed", body)
        return len(receipt_ids)
