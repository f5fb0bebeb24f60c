"""Calls about the cash register and its way offline and back."""

from datetime import datetime

from pydantic import TypeAdapter

from pos_app.checkbox.answers import refusal_in_words
from pos_app.checkbox.models.base import Page
from pos_app.checkbox.models.register import (
    OfflineCode,
    OfflineCodesCount,
    OfflineTime,
    Register,
    ServiceAnswer,
    Status,
    Transaction,
    WentOffline,
)
from pos_app.checkbox.models.words import ServiceStatus, TransactionStatus, TransactionType
from pos_app.checkbox.wire import Wire

_CODES: TypeAdapter[tuple[OfflineCode, ...]] = TypeAdapter(tuple[OfflineCode, ...])


class RegisterCalls(Wire):
    """`/cash-registers/*` and `/transactions`."""

    async def info(self) -> Register:
        """The register as Checkbox sees it. The one safe probe: it changes nothing."""
        return await self._ask("GET", "/cash-registers/info", Register.model_validate)

    async def go_offline(self, body: bytes) -> WentOffline:
        """Takes the register offline (`GoOffline`). No key guards a repetition: read `info` first."""
        return await self._ask("POST", "/cash-registers/go-offline", WentOffline.model_validate, body=body)

    async def go_online(self) -> Status:
        """Starts the way back; `info` tells when it is done. At most once in two minutes."""
        return await self._ask("POST", "/cash-registers/go-online", Status.model_validate)

    async def ping_tax_service(self) -> ServiceAnswer:
        """Asks the tax service for life. Beware: it also starts the way back online."""
        return await self._ask("POST", "/cash-registers/ping-tax-service", ServiceAnswer.model_validate, long=True)

    async def ask_offline_codes(self, *, count: int = 2000, sync: bool = False) -> ServiceAnswer:
        """Fetches new codes from the tax service to Checkbox; raises Throttled where asked too often.

        Beware: no offline document may be dated before the last ask.
        """
        query = {"count": count, "sync": sync}
        answer = await self._ask(
            "GET", "/cash-registers/ask-offline-codes", ServiceAnswer.model_validate, query=query, long=True
        )
        refusal = refusal_in_words(answer.error or "") if answer.status == ServiceStatus.ERROR else None
        if refusal is not None:
            raise refusal
        return answer

    async def get_offline_codes(self, *, count: int) -> tuple[OfflineCode, ...]:
        """The unused codes that Checkbox holds, at most `count` (up to 10000); a short list is normal."""
        path = "/cash-registers/get-offline-codes"
        return await self._ask("GET", path, _CODES.validate_python, query={"count": count}, long=True)

    async def get_offline_codes_count(self) -> OfflineCodesCount:
        """How many codes Checkbox holds."""
        return await self._ask("GET", "/cash-registers/get-offline-codes-count", OfflineCodesCount.model_validate)

    async def get_offline_time(
        self, *, from_date: datetime | None = None, to_date: datetime | None = None
    ) -> OfflineTime:
        """How long the register was offline."""
        query = {"from_date": from_date, "to_date": to_date}
        return await self._ask("GET", "/cash-registers/get-offline-time", OfflineTime.model_validate, query=query)

    async def transactions(
        self,
        *,
        status: tuple[TransactionStatus, ...] = (),
        type: tuple[TransactionType, ...] = (),  # noqa: A002 - the vendor's word
        desc: bool = True,
        limit: int = 25,
        offset: int = 0,
    ) -> Page[Transaction]:
        """Documents on their way to the tax service, newest first unless told otherwise."""
        query = {"status": status, "type": type, "desc": desc, "limit": limit, "offset": offset}
        return await self._ask("GET", "/transactions", Page[Transaction].model_validate, query=query, long=True)
