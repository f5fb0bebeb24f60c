"""A SmartKasa small enough to bend: tokens that age, answers by path, every request kept."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from pos_app.smartkasa import Credentials, MemoryTokens, SmartKasaClient

BASE = "https://core.smartkasa.test"
KEY = "key-0123456789"
PHONE = "380960000006"
PASSWORD = "pa55-word"

Answer = Callable[[httpx.Request], httpx.Response]


class FakeSmartKasa:
    """Hands out tokens a1/r1, a2/r2, …; only the last pair is good. `answers` maps "METHOD path" to an answer."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: dict[str, Answer] = {}
        self.pair = 0
        self.bare_only = False
        self.access_lives: timedelta | None = timedelta(hours=1)
        self.clock = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
        self.gate: asyncio.Event | None = None
        self.refresh_answer: httpx.Response | None = None
        self._awaited: list[tuple[str, int, asyncio.Event]] = []

    def now(self) -> datetime:
        return self.clock

    def count(self, path: str) -> int:
        return sum(1 for request in self.requests if request.url.path == path)

    async def asked(self, path: str, times: int = 1) -> None:
        """Wait until this path has been asked so many times."""
        reached = asyncio.Event()
        self._awaited.append((path, times, reached))
        if self.count(path) < times:
            await reached.wait()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        for path, times, reached in self._awaited:
            if self.count(path) >= times:
                reached.set()
        if request.headers.get("X-API-KEY") != KEY:
            return httpx.Response(401, json={"message": "Unauthorized"})
        if request.url.path == "/api/v1/auth/sessions" and request.method == "POST":
            return self._sign_in(request)
        if request.url.path == "/api/v1/auth/refresh":
            if self.gate is not None:
                await self.gate.wait()
            return self._refresh(request)
        good = f"a{self.pair}" if self.bare_only else f"Bearer a{self.pair}"
        if not self.pair or request.headers.get("Authorization") != good:
            return httpx.Response(401, json={"message": "Unauthorized"})
        answer = self.answers.get(f"{request.method} {request.url.path}")
        return answer(request) if answer else httpx.Response(404, json={"message": "Not Found"})

    def _sign_in(self, request: httpx.Request) -> httpx.Response:
        if json.loads(request.content) != {"session": {"phone_number": PHONE, "password": PASSWORD}}:
            return httpx.Response(422, json={"errors": {"base": [{"error": "phone_number_or_password_invalid"}]}})
        return self._tokens()

    def _refresh(self, request: httpx.Request) -> httpx.Response:
        if self.refresh_answer is not None:
            return self.refresh_answer
        if request.headers.get("X-Refresh-Token") != f"r{self.pair}" or request.content:
            return httpx.Response(401, json={"message": "Unauthorized"})
        return self._tokens()

    def _tokens(self) -> httpx.Response:
        self.pair += 1
        ends = None if self.access_lives is None else (self.clock + self.access_lives).isoformat()
        data = {"id": None, "access": f"a{self.pair}", "access_expires_at": ends, "csrf": None}
        return httpx.Response(201, json={"data": data | {"refresh": f"r{self.pair}"}, "meta": {}})


@pytest.fixture
def fake() -> FakeSmartKasa:
    return FakeSmartKasa()


@pytest.fixture
def tokens() -> MemoryTokens:
    return MemoryTokens()


@pytest.fixture
async def http(fake: FakeSmartKasa) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(fake), trust_env=False) as http:
        yield http


@pytest.fixture
def make(fake: FakeSmartKasa, tokens: MemoryTokens, http: httpx.AsyncClient) -> Callable[..., SmartKasaClient]:
    def build(**changes: Any) -> SmartKasaClient:
        settings: dict[str, Any] = {
            "base_url": BASE, "api_key": KEY, "timeout_s": 1.0, "token_store": tokens, "now": fake.now,
        }  # fmt: skip
        return SmartKasaClient(http, **(settings | changes))

    return build


@pytest.fixture
async def client(make: Callable[..., SmartKasaClient]) -> SmartKasaClient:
    """A client that signs in by itself when it has to."""

    async def ask() -> Credentials:
        return Credentials(PHONE, PASSWORD)

    return make(on_sign_in_needed=ask)


@pytest.fixture
def listed() -> Callable[..., Answer]:
    """An answer with these rows; `meta` overrides the place in the list."""

    def build(rows: list[Any], **meta: Any) -> Answer:
        place = {"total_count": len(rows)} | meta
        return lambda request: httpx.Response(200, json={"data": rows, "meta": place})

    return build
