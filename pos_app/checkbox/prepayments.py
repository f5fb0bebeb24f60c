"""Calls about chains of prepayments."""

from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from pydantic import TypeAdapter

from pos_app.checkbox.models.base import Page
from pos_app.checkbox.models.receipt import PrepaymentInfo, Receipt
from pos_app.checkbox.models.words import PrepaymentStatus
from pos_app.checkbox.wire import Wire, id_in, must_be_ours

_RECEIPTS: TypeAdapter[tuple[Receipt, ...]] = TypeAdapter(tuple[Receipt, ...])


class PrepaymentCalls(Wire):
    """`/prepayment-receipts/*`; a chain is named by its relation id."""

    async def make_prepayment(self, body: bytes) -> Receipt:
        """Starts a chain (`Prepayment`)."""
        return await self._pay("", body)

    async def make_after_payment(self, relation_id: str, body: bytes) -> Receipt:
        """Pays further in a chain (`AfterPayment`)."""
        return await self._pay(f"/{_segment(relation_id)}", body)

    async def return_prepayment(self, relation_id: str, body: bytes) -> tuple[Receipt, ...]:
        """Gives a chain back (`ReturnPrepayment`)."""
        path = f"/prepayment-receipts/{_segment(relation_id)}/return"
        return await self._ask("POST", path, _RECEIPTS.validate_python, body=body)

    async def prepayment(self, relation_id: str) -> PrepaymentInfo:
        """How a chain stands; NOT_FOUND where the server does not know it."""
        path = f"/prepayment-receipts/{_segment(relation_id)}"
        found = await self._ask("GET", path, PrepaymentInfo.model_validate)
        must_be_ours(found.relation_id, relation_id)
        return found

    async def search_prepayments(
        self,
        *,
        from_date: datetime | None = None,
        to_date: datetime | None = None,
        search: str | None = None,
        cash_register_id: UUID | None = None,
        status: PrepaymentStatus | None = None,
        desc: bool = True,
        limit: int = 25,
        offset: int = 0,
    ) -> Page[PrepaymentInfo]:
        """Finds chains, newest first unless told otherwise."""
        query = {
            "from_date": from_date,
            "to_date": to_date,
            "search": search,
            "cash_register_id": cash_register_id,
            "status": status,
            "desc": desc,
            "limit": limit,
            "offset": offset,
        }
        path = "/prepayment-receipts/search"
        return await self._ask("GET", path, Page[PrepaymentInfo].model_validate, query=query, long=True)

    async def _pay(self, path: str, body: bytes) -> Receipt:
        ours = id_in(body)
        receipt = await self._ask("POST", f"/prepayment-receipts{path}", Receipt.model_validate, body=body)
        must_be_ours(receipt.id, ours)
        return receipt


def _segment(relation_id: str) -> str:
    """A relation id as one piece of a path; ValueError for one that would lead elsewhere."""
    if relation_id in ("", ".", ".."):
        raise ValueError("not a relation id")
    return quote(relation_id, safe="")
