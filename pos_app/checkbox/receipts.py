"""Calls that make, check and find receipts."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from pos_app.checkbox.models.base import Page
from pos_app.checkbox.models.receipt import FoundReceipt, Receipt
from pos_app.checkbox.wire import Wire, id_in, must_be_ours

_CHECKS: TypeAdapter[dict[str, bool]] = TypeAdapter(dict[str, bool])
_FISCAL_CODE: Final = re.compile(r"[A-Za-z0-9_-]{11}")


def receipt_key(key: UUID | str) -> str:
    """A receipt's UUID or its 11-character fiscal code as a piece of a path; ValueError for anything else."""
    if isinstance(key, UUID) or _FISCAL_CODE.fullmatch(key):
        return str(key)
    return str(UUID(key))


class ReceiptCalls(Wire):
    """`/receipts/*` without the rendered forms."""

    async def sell(self, body: bytes) -> Receipt:
        """Makes a sale or a return (`Sell`). The id in the body is the key: the same bytes may be sent again."""
        return await self._make("/receipts/sell", body)

    async def sell_offline(self, body: bytes) -> Receipt:
        """Hands over a sale made offline (`SellOffline`)."""
        return await self._make("/receipts/sell-offline", body)

    async def service(self, body: bytes) -> Receipt:
        """Cash in or out (`Service`): DONE at once, without a fiscal code."""
        return await self._make("/receipts/service", body)

    async def cash_withdrawal(self, body: bytes) -> Receipt:
        """Hands out cash against a card (`CashWithdrawal`)."""
        return await self._make("/receipts/cash-withdrawal", body)

    async def validate(self, body: bytes) -> dict[str, bool]:
        """Tries a sale (`Sell`) without making it."""
        return await self._ask("POST", "/receipts/validate", _CHECKS.validate_python, body=body)

    async def receipt(self, key: UUID | str) -> Receipt:
        """A receipt by its UUID or fiscal code; NOT_FOUND where the server does not know it."""
        found = await self._ask("GET", f"/receipts/{receipt_key(key)}", Receipt.model_validate)
        if isinstance(key, str) and _FISCAL_CODE.fullmatch(key):
            must_be_ours(found.fiscal_code, key)
        else:
            must_be_ours(found.id, UUID(str(key)))
        return found

    async def search_receipts(
        self,
        *,
        from_date: datetime,
        to_date: datetime | None = None,
        fiscal_code: str | None = None,
        barcode: str | None = None,
        shift_ids: Sequence[UUID] = (),
        branch_ids: Sequence[UUID] = (),
        cash_register_ids: Sequence[UUID] = (),
        stock_code: str | None = None,
        self_receipts: bool = True,
        desc: bool = True,
        limit: int = 25,
        offset: int = 0,
    ) -> Page[FoundReceipt]:
        """Finds receipts of the last 90 days. `from_date` is a must: without it old ones silently vanish.

        At most 100 a page. `self_receipts`: only those of the signed-in cashier.
        """
        query = {
            "from_date": from_date,
            "to_date": to_date,
            "fiscal_code": fiscal_code,
            "barcode": barcode,
            "shift_id": tuple(shift_ids),
            "branch_id": tuple(branch_ids),
            "cash_register_id": tuple(cash_register_ids),
            "stock_code": stock_code,
            "self_receipts": self_receipts,
            "desc": desc,
            "limit": limit,
            "offset": offset,
        }
        return await self._ask("GET", "/receipts/search", Page[FoundReceipt].model_validate, query=query, long=True)

    async def _make(self, path: str, body: bytes) -> Receipt:
        ours = id_in(body)
        receipt = await self._ask("POST", path, Receipt.model_validate, body=body)
        must_be_ours(receipt.id, ours)
        return receipt
