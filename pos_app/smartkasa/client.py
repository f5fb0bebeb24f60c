"""The SmartKasa REST client: one typed method for each endpoint the till needs.

Every call carries the API key and the session's token; a spent token is renewed by itself. Errors are those of
`errors.py` and nothing else. Nothing is retried here besides the one try after a renewal: when to is for the caller.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from datetime import date, datetime
from functools import partial
from typing import Final, TypeVar

import httpx

from pos_app.domain.errors import Refused
from pos_app.smartkasa import models as m
from pos_app.smartkasa.cards import cards_in
from pos_app.smartkasa.errors import BadAnswer
from pos_app.smartkasa.paging import next_page
from pos_app.smartkasa.rows import CATEGORIES, PRODUCTS, SHOPS, STAFF, TERMINALS, UNITS, Rows, off_loop, one_in, page_in
from pos_app.smartkasa.session import AskCredentials, Credentials, TokenStore
from pos_app.smartkasa.transport import Call, Transport, query_of, read_whole, segment

W = TypeVar("W", bound=m.Wire)
R = TypeVar("R")

LARGEST_PICTURE: Final = 8 * 1024 * 1024
PAGE: Final = 500
"""How many rows a page is asked for; the server may serve fewer."""


class SmartKasaClient:
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

    # --- shops and people ---

    async def list_terminals(
        self, *, shop_id: int | None = None, name: str | None = None, page: int = 1, per_page: int = PAGE
    ) -> m.Page[m.Terminal]:
        """One page of the account's terminals."""
        query = query_of(shop_id=shop_id, name=name, page=page, per_page=per_page)
        return await self._list("/api/v1/pos/terminals", query, TERMINALS)

    async def list_shops(
        self, *, title: str | None = None, state: int | None = None, page: int = 1, per_page: int = PAGE
    ) -> m.Page[m.Shop]:
        """One page of the account's shops."""
        return await self._list(
            "/api/v1/rsn/shops", query_of(title=title, state=state, page=page, per_page=per_page), SHOPS
        )

    async def get_shop(self, shop_id: int) -> m.Shop:
        """One shop. Raises NotFound."""
        return await self._one(f"/api/v1/rsn/shops/{segment(shop_id)}", m.Shop)

    async def list_shop_employees(self) -> m.Page[m.ShopStaff]:
        """All shops with their people, on one page."""
        return await self._list("/api/v1/rsn/shops/employees", {}, STAFF)

    async def get_employee(self, employee_id: int) -> m.Employee:
        """One employee with the PIN. Of the private data in the answer only the PIN is kept."""
        return await self._one(f"/api/v1/rsn/employees/{segment(employee_id)}", m.Employee)

    # --- goods ---

    async def list_unit_types(self) -> m.Page[m.UnitType]:
        """All units of measure, on one page."""
        return await self._list("/api/v1/inventory/unit_types", {}, UNITS)

    async def list_categories(
        self, *, title: str | None = None, parent_id: str | None = None, page: int = 1, per_page: int = PAGE
    ) -> m.Page[m.Category]:
        """One page of the category tree's nodes, in no promised order."""
        query = query_of(title=title, parent_id=parent_id, page=page, per_page=per_page)
        return await self._list("/api/v1/inventory/categories", query, CATEGORIES)

    async def list_products(
        self,
        *,
        shop_id: int | None = None,
        number: str | None = None,
        q: str | None = None,
        category_id: str | None = None,
        subgroup_id: int | None = None,
        page: int = 1,
        per_page: int = PAGE,
    ) -> m.Page[m.Product]:
        """One page of products. `number` is the barcode, `q` a full-text query; compare what comes back."""
        query = query_of(
            shop_id=shop_id,
            number=number,
            q=q,
            category_id=category_id,
            subgroup_id=subgroup_id,
            page=page,
            per_page=per_page,
        )
        return await self._list("/api/v1/inventory/products", query, PRODUCTS)

    async def get_product(self, product_id: str) -> m.Product:
        """One product with its stock cards. A deleted one raises an error for which `means_gone` is true."""
        return await self._one(f"/api/v1/inventory/products/{segment(product_id)}", m.Product)

    async def stream_cards(
        self, *, shop_id: int | None = None, product_id: str | None = None, counting_enabled: bool | None = None
    ) -> AsyncGenerator[m.Card, None]:
        """All inventory cards, one by one as they arrive: the answer is not paginated and may be 135 MB.

        Should the server come to paginate it, `next_page` is obeyed. Close the iterator if it is left early
        (`contextlib.aclosing`). Cards that cannot be read are left out.
        """
        page: int | None = 1
        while page is not None:
            # the specification knows no `page` here, so the first request does not carry one
            query = query_of(
                shop_id=shop_id,
                product_id=product_id,
                counting_enabled=counting_enabled,
                page=None if page == 1 else page,
            )
            meta = m.Meta()
            async with self._transport.stream(Call("GET", "/api/v1/inventory/cards", query)) as response:
                async for found in cards_in(response):
                    if isinstance(found, m.Meta):
                        meta = found
                    else:
                        yield found
            page = meta.next_page if meta.next_page is not None and meta.next_page > page else None

    async def product_daily_sales(
        self, *, date_start: date, date_end: date, shop_id: int | None = None
    ) -> m.DailySales:
        """What sold from `date_start` to `date_end`, both included, with today's prices."""
        query = query_of(date_start=date_start.isoformat(), date_end=date_end.isoformat(), shop_id=shop_id)
        return await self._one("/api/v1/stats/product_daily_sales/alter", m.DailySales, query)

    async def get_picture(self, picture: m.Picture) -> bytes:
        """The bytes of a picture. Raises BadAnswer for one on another host, not an image, or over 8 MB."""
        call = self._transport.picture_call(picture.url)
        async with self._transport.stream(call) as response:
            if not response.headers.get("content-type", "").startswith("image/"):
                raise BadAnswer(status=response.status_code)
            return await read_whole(response, LARGEST_PICTURE)

    # --- how ---

    async def _one(self, path: str, model: type[W], query: dict[str, str] | None = None) -> W:
        body = await self._transport.send(Call("GET", path, query or {}))
        return await off_loop(body, partial(one_in, body, model))

    async def _list(self, path: str, query: dict[str, str], rows: Rows[W]) -> m.Page[W]:
        body = await self._transport.send(Call("GET", path, query))
        return await off_loop(body, partial(page_in, body, rows))


async def every(fetch: Callable[[int], Awaitable[m.Page[R]]], *, asked: int = PAGE) -> AsyncIterator[m.Page[R]]:
    """All pages of a list in turn: `fetch` takes a page's number, `asked` is the `per_page` it asks for."""
    page: int | None = 1
    while page is not None:
        got = await fetch(page)
        yield got
        page = next_page(got.meta, page, asked, len(got.items) + got.unreadable)
