"""The till's commands about the shift and the money in the drawer. A part of the one door."""

from collections.abc import Mapping
from typing import Any

from pos_app.domain.receipt import ReceiptKind
from pos_app.till.commands import Commands
from pos_app.till.state import CloseResult, ReceiptView, Shift


class ShiftCommands(Commands):
    """Mixed into the till."""

    async def open_shift(self, counted_cash: int | None = None) -> Shift:
        """Open a shift; `counted_cash`: what lies in the drawer, kopecks."""
        return await self._do(self._open_shift(counted_cash))

    async def _open_shift(self, counted_cash: int | None) -> Shift:
        # who signs in here is let in: not while the till waits for a PIN
        self._parts.core.need()
        await self._parts.session.settle_operator()
        return await self._parts.shift.open(counted_cash)

    async def x_report(self) -> Mapping[str, Any]:
        """An X report, as received."""
        return await self._do(self._parts.shift.x_report())

    async def cash_in(self, amount: int, comment: str = "", request_id: str | None = None) -> ReceiptView:
        """Put cash into the drawer."""
        return await self._do(self._parts.shift.move_cash(ReceiptKind.SERVICE_IN, amount, comment, request_id))

    async def cash_out(self, amount: int, comment: str = "", request_id: str | None = None) -> ReceiptView:
        """Take cash out of the drawer."""
        return await self._do(self._parts.shift.move_cash(ReceiptKind.SERVICE_OUT, amount, comment, request_id))

    async def close_shift(self, counted_cash: int | None = None) -> CloseResult:
        """Close the shift."""
        return await self._do(self._parts.shift.close(counted_cash))
