"""What all endpoints share: one request, and its answer read as a thing, a page of things, or nothing."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, TypeVar

from pos_app.smartkasa import models as m
from pos_app.smartkasa.feed import Rows
from pos_app.smartkasa.rows import off_loop, one_in, page_in
from pos_app.smartkasa.transport import Call, Transport

W = TypeVar("W", bound=m.Wire)

PAGE: Final = 500
"""How many rows a page is asked for; the server may serve fewer."""

NOTHING: Final[Mapping[str, str]] = {}


class Calls:
    """The base of the client's parts, each of which holds the endpoints of one topic."""

    _transport: Transport

    async def _one(
        self, path: str, model: type[W], query: Mapping[str, str] = NOTHING, *, method: str = "GET", body: Any = None
    ) -> W:
        answer = await self._transport.send(Call(method, path, query, body))
        return await off_loop(answer, partial(one_in, answer, model), ready=model.__pydantic_complete__)

    async def _list(
        self, path: str, query: Mapping[str, str], rows: Rows[W], *, method: str = "GET", body: Any = None
    ) -> m.Page[W]:
        answer = await self._transport.send(Call(method, path, query, body))
        return await off_loop(answer, partial(page_in, answer, rows), ready=rows.pydantic_complete)

    async def _done(self, method: str, path: str, body: Any = None) -> None:
        """A request whose success is all there is to know."""
        await self._transport.send(Call(method, path, {}, body))
