"""A SmartKasa server of its own for a test: a clock to turn, a signed-in visitor, the world to look into."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from pos_app.sandbox.smartkasa import DemoAccount, create_app, demo_account
from pos_app.sandbox.smartkasa.world import World

CATALOG = Path(__file__).parents[3] / "resources" / "sandbox-catalog"
START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
BASE = "http://smartkasa.sandbox"


class Clock:
    """Time that moves only when a test says so."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Shop:
    """The server, its clock, and a client that is signed in."""

    app: Any
    http: httpx.AsyncClient
    clock: Clock
    account: DemoAccount
    tokens: dict[str, Any]

    @property
    def world(self) -> World:
        world: World = self.app.state.sandbox
        return world

    async def get(self, path: str, **query: object) -> Any:
        """The JSON of a successful reading."""
        answer = await self.http.get(f"/api/v1/{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()


@asynccontextmanager
async def smartkasa_shop(**options: Any) -> AsyncIterator[Shop]:
    clock, numbers = Clock(), count(1)
    app = create_app(CATALOG, now=clock, new_id=lambda: f"00000000-0000-4000-8000-{next(numbers):012d}", **options)
    account = demo_account(CATALOG)
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE, headers={"X-API-KEY": account.api_key})
    async with http:
        session = {"phone_number": account.phone_number, "password": account.password}
        answer = await http.post("/api/v1/auth/sessions", json={"session": session})
        tokens = answer.json()["data"]
        http.headers["Authorization"] = f"Bearer {tokens['access']}"
        yield Shop(app, http, clock, account, tokens)
