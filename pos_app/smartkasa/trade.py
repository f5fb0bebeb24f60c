"""What was sold: shifts, receipts, payments, Z-reports, statistics.

Receipts that Checkbox has fiscalised may be sent here; the till itself never changes or deletes one here.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from pos_app.smartkasa import drafts as d
from pos_app.smartkasa import models as m
from pos_app.smartkasa import trade_models as t
from pos_app.smartkasa.calls import PAGE, Calls
from pos_app.smartkasa.rows import POSTED, RECEIPTS, SHIFTS, Z_REPORTS, off_loop, sales_in
from pos_app.smartkasa.transport import Call, query_of, segment

_SHIFTS: Final = "/api/v1/pos/shifts"
_RECEIPTS: Final = "/api/v1/pos/receipts"


class TradeCalls(Calls):
    """Endpoints about what was sold."""

    async def list_shifts(
        self,
        *,
        state: int | None = None,
        fiscal_number: str | None = None,
        registrar_fiscal_number: str | None = None,
        employee_id: int | None = None,
        page: int = 1,
        per_page: int = PAGE,
    ) -> m.Page[t.Shift]:
        """One page of the shifts of SmartKasa's own registers."""
        query = query_of(
            state=state,
            fiscal_number=fiscal_number,
            registrar_fiscal_number=registrar_fiscal_number,
            employee_id=employee_id,
            page=page,
            per_page=per_page,
        )
        return await self._list(_SHIFTS, query, SHIFTS)

    async def get_shift(self, shift_id: str) -> t.Shift:
        """One shift. Raises NotFound."""
        return await self._one(f"{_SHIFTS}/{segment(shift_id)}", t.Shift)

    async def list_receipts(
        self,
        *,
        fiscal_number: str | None = None,
        registrar_fiscal_number: str | None = None,
        related_fiscal_number: str | None = None,
        shift_id: str | None = None,
        shop_id: int | None = None,
        state: int | None = None,
        type: int | None = None,  # noqa: A002 - the wire's own name
        date_start: date | None = None,
        date_end: date | None = None,
        page: int = 1,
        per_page: int = PAGE,
    ) -> m.Page[t.Receipt]:
        """One page of receipts with their lines and payments. Compare what comes back: filters are promised loosely."""
        query = query_of(
            fiscal_number=fiscal_number,
            registrar_fiscal_number=registrar_fiscal_number,
            related_fiscal_number=related_fiscal_number,
            shift_id=shift_id,
            shop_id=shop_id,
            state=state,
            type=type,
            date_start=_day(date_start),
            date_end=_day(date_end),
            page=page,
            per_page=per_page,
        )
        return await self._list(_RECEIPTS, query, RECEIPTS)

    async def get_receipt(self, receipt_id: str) -> t.Receipt:
        """One receipt; payments are told in lists alone. Raises NotFound."""
        return await self._one(f"{_RECEIPTS}/{segment(receipt_id)}", t.Receipt)

    async def create_receipt(self, draft: d.ReceiptDraft) -> t.PostedReceipt:
        """Send a receipt. Asked twice, SmartKasa keeps two: look it up by its fiscal number first."""
        return await self._one(_RECEIPTS, t.PostedReceipt, method="POST", body={"receipt": draft.fields()})

    async def update_receipt(self, receipt_id: str, draft: d.ReceiptDraft) -> t.PostedReceipt:
        """Change a receipt. The till never does: what was fiscalised is not rewritten."""
        body = {"receipt": {"id": receipt_id, **draft.fields()}}
        return await self._one(f"{_RECEIPTS}/{segment(receipt_id)}", t.PostedReceipt, method="PUT", body=body)

    async def delete_receipt(self, receipt_id: str) -> None:
        """Delete a receipt. The till never does."""
        await self._done("DELETE", f"{_RECEIPTS}/{segment(receipt_id)}")

    async def create_receipts(self, drafts: Sequence[d.ReceiptDraft]) -> m.Page[t.PostedReceipt]:
        """Send several receipts, all or none."""
        body = {"batch": {"receipts": [draft.fields() for draft in drafts]}}
        return await self._list(f"{_RECEIPTS}/batch", {}, POSTED, method="POST", body=body)

    async def delete_receipts(self, receipt_ids: Sequence[str]) -> None:
        """Delete several receipts, all or none. The till never does."""
        await self._done("DELETE", f"{_RECEIPTS}/batch", {"batch": {"ids": list(receipt_ids)}})

    async def get_payment_transaction(self, transaction_id: str) -> t.Transaction:
        """One payment. Raises NotFound."""
        return await self._one(f"/api/v1/pos/payment_transactions/{segment(transaction_id)}", t.Transaction)

    async def product_daily_sales(
        self, *, date_start: date, date_end: date, shop_id: int | None = None
    ) -> m.DailySales:
        """What sold from `date_start` to `date_end`, both included, with today's prices."""
        query = query_of(date_start=_day(date_start), date_end=_day(date_end), shop_id=shop_id)
        body = await self._transport.send(Call("GET", "/api/v1/stats/product_daily_sales/alter", query))
        return await off_loop(body, partial(sales_in, body))

    async def list_z_reports(
        self,
        *,
        date_start: date | None = None,
        date_end: date | None = None,
        terminal_id: int | None = None,
        terminal_user_id: int | None = None,
        shop_id: int | None = None,
        page: int = 1,
        per_page: int = PAGE,
    ) -> m.Page[t.ZReport]:
        """One page of Z-reports of SmartKasa's own registers."""
        query = query_of(
            date_start=_day(date_start),
            date_end=_day(date_end),
            termianl_user_id=terminal_user_id,  # the wire's own spelling
            terminal_id=terminal_id,
            shop_id=shop_id,
            page=page,
            per_page=per_page,
        )
        return await self._list("/api/v1/reports/z-reports", query, Z_REPORTS)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
