"""A shop's SmartKasa to sync from, and the store that it is synced to."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from pos_app.catalog.patience import Patience
from pos_app.catalog.sync import CatalogSync
from pos_app.smartkasa import Credentials, MemoryTokens, SmartKasaClient
from pos_app.store.catalog import CatalogStore, open_catalog_store

SHOP = 37958
NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
PIECE = {"id": 4, "code": 2009, "is_visible": True, "is_weighted": False, "name": "Штука", "short_name": "шт"}
KILO = {"id": 10, "code": 301, "is_visible": True, "is_weighted": True, "name": "Кілограм", "short_name": "кг"}
HIDDEN = {"id": 7, "code": 102, "is_visible": False, "is_weighted": False, "name": "Кілометр", "short_name": "км"}

Answer = httpx.Response | Exception


class FakeShop:
    """Products of one shop, served as SmartKasa serves them; `before` may change the shop before any request."""

    def __init__(self) -> None:
        self.products: list[dict[str, Any]] = []
        self.elsewhere: dict[str, dict[str, Any]] = {}
        self.categories: list[dict[str, Any]] = [{"id": "c1", "title": "Напої", "parent_id": None, "shop_ids": []}]
        self.units: list[dict[str, Any]] = [PIECE, KILO, HIDDEN]
        self.subgroups: list[dict[str, Any]] = []
        self.cards: list[dict[str, Any]] = []
        self.sold: list[dict[str, Any]] = []
        self.largest_page = 500
        self.tell_limit = True
        self.requests: list[httpx.Request] = []
        self.faults: list[Answer] = []
        self.before: Callable[[httpx.Request], None] = lambda request: None

    def add(self, count: int, start: int = 0) -> None:
        self.products += [product(f"p{i:05d}", title=f"Товар {i}") for i in range(start, start + count)]

    def asked(self, path: str) -> list[httpx.Request]:
        return [request for request in self.requests if request.url.path.endswith(path)]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.startswith("/api/v1/auth/"):
            data = {"id": None, "access": "a", "refresh": "r"}
            return httpx.Response(201, json={"data": data, "meta": {}})
        self.requests.append(request)
        self.before(request)
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, Exception):
                raise fault
            return fault
        return self._answer(path, request)

    def _answer(self, path: str, request: httpx.Request) -> httpx.Response:
        if path.endswith("/unit_types"):
            return _list(self.units)
        if path.endswith("/categories"):
            return self._page(request, self.categories)
        if path.endswith("/product_subgroups"):
            return _list(self.subgroups)
        if path.endswith("/products"):
            assert request.url.params["shop_id"] == str(SHOP)
            return self._page(request, self.products)
        if path.endswith("/cards"):
            return _list(self.cards)
        if path.endswith("/product_daily_sales/alter"):
            data = {"id": 0, "products": self.sold, "total_count": 0}
            return httpx.Response(200, json={"data": data, "meta": {}})
        identity = path.rsplit("/", 1)[1]
        known = {row["id"]: row for row in self.products} | self.elsewhere
        if identity in known:
            return httpx.Response(200, json={"data": known[identity], "meta": {}})
        return httpx.Response(404, json={"message": "Not Found"})

    def _page(self, request: httpx.Request, rows: list[dict[str, Any]]) -> httpx.Response:
        limit = min(int(request.url.params["per_page"]), self.largest_page)
        number = int(request.url.params["page"])
        part = rows[(number - 1) * limit : number * limit]
        pages = -(-len(rows) // limit)
        meta = {
            "current_page": number, "next_page": number + 1 if number < pages else None, "total_pages": pages,
            "total_count": len(rows), "limit_value": limit if self.tell_limit else None,
        }  # fmt: skip
        return httpx.Response(200, json={"data": part, "meta": meta})


def _list(rows: list[dict[str, Any]]) -> httpx.Response:
    return httpx.Response(200, content=json.dumps({"data": rows, "meta": {"total_count": len(rows)}}))


def product(identity: str, **fields: Any) -> dict[str, Any]:
    """A product as SmartKasa lists it."""
    row = {
        "id": identity, "title": "Товар", "price": "10.0", "number": None, "alter_number": None, "unit_type_id": 4,
        "category_id": "c1", "tax_group_id": 1, "sold_by_weight": False, "is_free_price": False, "picture": None,
    }  # fmt: skip
    return row | fields


@pytest.fixture
def shop() -> FakeShop:
    return FakeShop()


@pytest.fixture
def tables() -> Iterator[CatalogStore]:
    store = open_catalog_store(None)
    yield store
    store.close()


@pytest.fixture
async def client(shop: FakeShop) -> AsyncIterator[SmartKasaClient]:
    async def ask() -> Credentials:
        return Credentials("380960000006", "password")

    async with httpx.AsyncClient(transport=httpx.MockTransport(shop), trust_env=False) as http:
        yield SmartKasaClient(
            http, base_url="https://core.smartkasa.test", api_key="key", timeout_s=1.0, token_store=MemoryTokens(),
            now=lambda: NOW, on_sign_in_needed=ask,
        )  # fmt: skip


@pytest.fixture
def waits() -> list[float]:
    """The pauses that were made, in seconds."""
    return []


@pytest.fixture
def make_sync(
    client: SmartKasaClient, tables: CatalogStore, waits: list[float]
) -> Iterator[Callable[..., CatalogSync]]:
    made: list[CatalogSync] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    def build(**changes: Any) -> CatalogSync:
        seconds = iter(range(10_000))
        settings: dict[str, Any] = {
            "shop_id": SHOP, "now": lambda: NOW, "monotonic": lambda: float(next(seconds)),
            "patience": lambda: Patience(pause=pause, chance=lambda: 0.5),
        }  # fmt: skip
        made.append(CatalogSync(client, tables, **(settings | changes)))
        return made[-1]

    yield build
    for sync in made:
        sync.close()
