"""Calls about shifts."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pos_app.checkbox.models.base import Page
from pos_app.checkbox.models.shift import Shift
from pos_app.checkbox.models.words import ShiftStatus
from pos_app.checkbox.wire import Wire, id_in, must_be_ours


class ShiftCalls(Wire):
    """`/shifts/*`."""

    async def open_shift(self, body: bytes) -> Shift:
        """Opens a shift (`OpenShift`); a lost answer is found by `shift(id)`."""
        ours = id_in(body)
        return self._ours(await self._ask("POST", "/shifts", Shift.model_validate, body=body), ours)

    async def shifts(
        self,
        *,
        statuses: Sequence[ShiftStatus] = (),
        from_date: datetime | None = None,
        to_date: datetime | None = None,
        desc: bool = True,
        limit: int = 25,
        offset: int = 0,
    ) -> Page[Shift]:
        """The cashier's shifts, newest first unless told otherwise."""
        query = {
            "statuses": tuple(statuses),
            "from_date": from_date,
            "to_date": to_date,
            "desc": desc,
            "limit": limit,
            "offset": offset,
        }
        return await self._ask("GET", "/shifts", Page[Shift].model_validate, query=query, long=True)

    async def shift(self, shift_id: UUID) -> Shift:
        """One shift, whatever its state; NOT_FOUND where the server does not know it."""
        return self._ours(await self._ask("GET", f"/shifts/{shift_id}", Shift.model_validate), shift_id)

    async def shift_short(self, shift_id: UUID) -> Shift:
        """The same without cashier, register and taxes."""
        return self._ours(await self._ask("GET", f"/shifts/short/{shift_id}", Shift.model_validate), shift_id)

    async def close_shift(self, body: bytes = b"", *, shift_id: UUID | None = None) -> Shift:
        """Closes the current shift: online with no body, offline with `CloseShift`; another in the answer is Ambiguous.

        No key guards a repetition: read the shift first.
        """
        answer = await self._ask("POST", "/shifts/close", Shift.model_validate, body=body, long=True)
        return self._ours(answer, shift_id)

    async def close_shift_by_id(self, shift_id: UUID, body: bytes = b"") -> Shift:
        """Closes a named shift, another cashier's too, online only."""
        answer = await self._ask("POST", f"/shifts/{shift_id}/close", Shift.model_validate, body=body, long=True)
        return self._ours(answer, shift_id)

    @staticmethod
    def _ours(shift: Shift, expected: UUID | None) -> Shift:
        must_be_ours(shift.id, expected)
        return shift
