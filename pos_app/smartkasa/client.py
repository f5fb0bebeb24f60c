"""The SmartKasa REST client: one typed method for each of the vendor's 56 endpoints.

Every call carries the API key and the session's token; a spent token is renewed by itself. Errors are those of
`errors.py` and nothing else. Nothing is retried here besides the one try after a renewal: when to is for the caller.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import TypeVar

import httpx

from pos_app.domain.errors import Refused
from pos_app.smartkasa import models as m
from pos_app.smartkasa.assortment import OrderCalls, ProductCalls
from pos_app.smartkasa.calls import PAGE
from pos_app.smartkasa.company import CompanyCalls
from pos_app.smartkasa.paging import next_page
from pos_app.smartkasa.session import AskCredentials, Credentials, TokenStore
from pos_app.smartkasa.stock import StockCalls
from pos_app.smartkasa.trade import TradeCalls
from pos_app.smartkasa.transport import Call, Transport

R = TypeVar("R")


class SmartKasaClient(CompanyCalls, OrderCalls, ProductCalls, StockCalls, TradeCalls):
    """SmartKasa for one account. `timeout_s` limits each step of a call (connect, write, each read).

    `on_sign_in_needed` is asked for credentials when there is no token left to renew; without it, or when it answers
    None, the call raises Unauthorized. `now` is an aware clock. The HTTP client belongs to the caller.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        base_url: str,
        api_key: str,
        timeout_s: float,
        token_store: TokenStore,
        now: Callable[[], datetime],
        on_sign_in_needed: AskCredentials | None = None,
    ) -> None:
        self._transport = Transport(
            http,
            base_url=base_url,
            api_key=api_key,
            timeout_s=timeout_s,
            token_store=token_store,
            now=now,
            on_sign_in_needed=on_sign_in_needed,
        )

    def __repr__(self) -> str:
        return f"SmartKasaClient({self._transport!r})"

    # --- who we are ---

    @property
    def signed_in(self) -> bool:
        """Is there an access token now?"""
        return self._transport.session.signed_in

    async def sign_in(self, phone_number: str, password: str) -> None:
        """Open a session. Raises Invalid (`phone_number_or_password_invalid`) or KeyRefused."""
        await self._transport.session.settle()
        tokens = await self._transport.sign_in(Credentials(phone_number, password))
        await self._transport.session.adopt(tokens)

    async def refresh(self) -> None:
        """Renew the session now, though its token may still be good; renewals at the same time become one."""
        session = self._transport.session
        await session.renew(session.current)

    async def sign_out(self) -> None:
        """End the session on the server and forget it here, even when the server cannot be told (then it raises)."""
        session = self._transport.session
        await session.settle()
        try:
            if await session.renewable():
                await self._transport.send(Call("DELETE", "/api/v1/auth/sessions/logout"))
        except Refused:
            pass  # the session had ended by itself: that is what was wanted
        finally:
            await session.forget()

    async def aclose(self) -> None:
        """Wait until a renewal under way has saved its new token. Closes nothing: the HTTP client is the caller's."""
        await self._transport.session.settle()


async def every(fetch: Callable[[int], Awaitable[m.Page[R]]], *, asked: int = PAGE) -> AsyncIterator[m.Page[R]]:
    """All pages of a list in turn: `fetch` takes a page's number, `asked` is the `per_page` it asks for."""
    page: int | None = 1
    while page is not None:
        got = await fetch(page)
        yield got
        page = next_page(got.meta, page, asked, len(got.items) + got.unreadable)
