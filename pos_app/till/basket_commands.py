"""The till's commands about the basket and parked receipts. A part of the one door."""

from collections.abc import Sequence

from pos_app.catalog.gs1 import without_symbol
from pos_app.domain.discount import Adjustment
from pos_app.till.commands import Commands
from pos_app.till.state import Parked, ScanResult


class BasketCommands(Commands):
    """Mixed into the till."""

    async def scan(self, code: str) -> ScanResult:
        """Take a scanned code."""
        return await self._do(self._parts.scanner.scan(code))

    async def add(self, product_id: str, quantity: int | None = None, price: int | None = None) -> None:
        """Put a product in."""
        await self._do(self._parts.basket.add(product_id, quantity, price))

    async def set_quantity(self, line_id: str, quantity: int) -> None:
        """Another quantity for a line."""
        await self._do(self._parts.basket.set_quantity(line_id, quantity))

    async def set_price(self, line_id: str, price: int) -> None:
        """Another price for a line."""
        await self._do(self._parts.basket.set_price(line_id, price))

    async def take_price(self, line_id: str) -> None:
        """Take up the price that SmartKasa has now for a line's good."""
        await self._do(self._parts.prices.take(line_id))

    async def remove(self, line_id: str) -> None:
        """Void a line."""
        await self._do(self._parts.basket.remove(line_id))

    async def discount(self, adjustment: Adjustment, line_id: str | None = None) -> None:
        """A discount or extra charge."""
        await self._do(self._parts.basket.discount(adjustment, line_id))

    async def remove_stamp(self, line_id: str, code: str) -> None:
        """Take an excise stamp off a line; the line waits for another."""
        await self._do(self._parts.basket.remove_stamp(line_id, without_symbol(code.strip())))

    async def void_stamp(self, line_id: str, code: str) -> None:
        """Take the piece with this stamp out of the basket."""
        await self._do(self._parts.basket.void_stamp(line_id, without_symbol(code.strip())))

    async def undo(self) -> None:
        """Take the last change of the basket back."""
        await self._do(self._parts.basket.undo())

    async def clear(self) -> None:
        """Void the basket."""
        await self._do(self._parts.basket.clear())

    async def park(self, note: str = "") -> str:
        """Lay the basket aside."""
        return await self._do(self._parts.parked.park(note))

    async def parked(self) -> Sequence[Parked]:
        """Parked receipts."""
        return self._parts.parked.list()

    async def resume(self, parked_id: str) -> None:
        """Take a parked receipt up."""
        await self._do(self._parts.parked.resume(parked_id))
