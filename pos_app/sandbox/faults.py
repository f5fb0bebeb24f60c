"""Faults on demand for the sandbox servers: scripted per route and occurrence, or by chance from a seed.

The same plan works in a transport wrapper (tests without sockets) and in an ASGI shell (the loopback server).
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from random import Random
from typing import Any, Final

import httpx

Sleep = Callable[[float], Awaitable[None]]
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LINK_FAULTS: Final = ("refused", "black_hole", "lost_request", "lost_answer", "late_copy")
ANSWER_FAULTS: Final = ("delay", "server_error", "html", "cut_body", "null", "wrong_id")
OTHER_ID: Final = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of trouble and when it strikes.

    `method` and `path` (a glob) choose calls; the first `after` of them pass; it strikes `times` (None: for ever),
    each with `chance`. `processed` says, for server_error and html, whether the server did the work before failing.
    Any kind that is neither a link nor an answer fault names an action of the server, done before the call.
    """

    kind: str
    method: str = "*"
    path: str = "*"
    after: int = 0
    times: int | None = 1
    chance: float = 1.0
    status: int = 502
    seconds: float = 0.0
    processed: bool = False


class FaultPlan:
    """The faults that are set, how often each has struck, and the copies of requests held back for later."""

    def __init__(self, seed: int = 0) -> None:
        self.random = Random(seed)  # noqa: S311 — chance for tests, from a seed
        self.actions: dict[str, Callable[[], None]] = {}
        self.struck: list[tuple[str, str, str]] = []
        self._set: list[tuple[Fault, list[int]]] = []
        self._held: list[Callable[[], Awaitable[None]]] = []

    @property
    def faults(self) -> list[Fault]:
        """The faults that are set, spent ones too."""
        return [fault for fault, _ in self._set]

    def add(self, fault: Fault) -> None:
        """Set one more fault; ValueError for a kind that nobody knows."""
        if fault.kind not in LINK_FAULTS and fault.kind not in ANSWER_FAULTS and fault.kind not in self.actions:
            raise ValueError(f"unknown fault: {fault.kind}")
        self._set.append((fault, [0, 0]))

    def script(self, kind: str, path: str = "*", **when: Any) -> None:
        """Set a fault by its parts."""
        self.add(Fault(kind, path=path, **when))

    def outage(self, kind: str = "refused") -> None:
        """From now on nothing gets through: "refused" at once, "black_hole" after the caller's patience."""
        self.add(Fault(kind, times=None))

    def clear(self) -> None:
        """No more faults; held copies stay."""
        self._set.clear()

    def strike(self, method: str, path: str) -> Fault | None:
        """The first fault that strikes this call; actions of the server are done and the call goes on."""
        chosen = None
        for fault, counts in self._set:
            if not (fnmatchcase(method, fault.method) and fnmatchcase(path, fault.path)):
                continue
            counts[0] += 1
            spent = fault.times is not None and counts[1] >= fault.times
            if counts[0] <= fault.after or spent or self.random.random() >= fault.chance:
                continue
            is_action = fault.kind in self.actions
            if chosen is not None and not is_action:
                continue
            counts[1] += 1
            self.struck.append((fault.kind, method, path))
            if is_action:
                self.actions[fault.kind]()
            else:
                chosen = fault
        return chosen

    def hold(self, send: Callable[[], Awaitable[None]]) -> None:
        """Keep a copy of a request on its way."""
        self._held.append(send)

    async def release(self) -> int:
        """Let the held copies arrive; how many there were."""
        held, self._held = self._held, []
        for send in held:
            await send()
        return len(held)

    def describe(self) -> list[dict[str, Any]]:
        """The faults with what they have seen and done, for the control endpoint."""
        return [{**asdict(fault), "seen": counts[0], "struck": counts[1]} for fault, counts in self._set]


@dataclass(frozen=True, slots=True)
class Spoilt:
    """An answer after a fault."""

    status: int
    body: bytes
    content_type: str


def spoil(fault: Fault, status: int, body: bytes, content_type: str) -> Spoilt:
    """What the caller gets instead of the true answer."""
    if fault.kind == "server_error":
        return Spoilt(fault.status, b"", "text/plain")
    if fault.kind == "html":
        page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
        return Spoilt(fault.status, page.encode(), "text/html")
    if fault.kind == "cut_body":
        return Spoilt(status, body[: len(body) // 2], content_type)
    if fault.kind == "null":
        return Spoilt(status, b"null", "application/json")
    if fault.kind == "wrong_id":
        return Spoilt(status, _with_other_id(body), content_type)
    return Spoilt(status, body, content_type)


def _with_other_id(body: bytes) -> bytes:
    try:
        value = json.loads(body)
    except ValueError:
        return body
    if isinstance(value, dict) and "id" in value:
        value["id"] = OTHER_ID
    return json.dumps(value, ensure_ascii=False).encode()


def works_first(fault: Fault) -> bool:
    """Whether the server does its work before the fault shows."""
    return fault.processed or fault.kind not in ("server_error", "html")


class FaultyTransport(httpx.AsyncBaseTransport):
    """Wraps a transport; link faults come out as the httpx errors that a real link would give."""

    def __init__(self, inner: httpx.AsyncBaseTransport, plan: FaultPlan, sleep: Sleep = asyncio.sleep) -> None:
        self.inner = inner
        self.plan = plan
        self.sleep = sleep

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request through, with what the plan has for it."""
        fault = self.plan.strike(request.method, request.url.path)
        if fault is None:
            return await self.inner.handle_async_request(request)
        if fault.kind in LINK_FAULTS:
            await self._break_link(fault, request)
        if fault.kind == "delay":
            await self.sleep(fault.seconds)
        if not works_first(fault):
            spoilt = spoil(fault, fault.status, b"", "text/plain")
            return _response(spoilt, request, {})
        answer = await self.inner.handle_async_request(request)
        body = await answer.aread()
        spoilt = spoil(fault, answer.status_code, body, answer.headers.get("content-type", ""))
        return _response(spoilt, request, dict(answer.headers))

    async def _break_link(self, fault: Fault, request: httpx.Request) -> None:
        if fault.kind == "refused":
            raise httpx.ConnectError("connection refused", request=request)
        if fault.kind == "black_hole":
            raise httpx.ReadTimeout("no answer", request=request)
        if fault.kind == "late_copy":
            body = await request.aread()
            self.plan.hold(lambda: self._send_copy(request, body))
            raise httpx.ReadTimeout("no answer", request=request)
        if fault.kind == "lost_answer":
            await (await self.inner.handle_async_request(request)).aread()
        raise httpx.ReadError("connection reset", request=request)

    async def _send_copy(self, request: httpx.Request, body: bytes) -> None:
        copy = httpx.Request(request.method, request.url, headers=request.headers, content=body)
        await (await self.inner.handle_async_request(copy)).aread()

    async def aclose(self) -> None:
        """Close the wrapped transport."""
        await self.inner.aclose()


def _response(spoilt: Spoilt, request: httpx.Request, headers: dict[str, str]) -> httpx.Response:
    kept = {name: value for name, value in headers.items() if name not in ("content-length", "content-type")}
    headers = {**kept, "content-type": spoilt.content_type}
    return httpx.Response(spoilt.status, headers=headers, content=spoilt.body, request=request)


class FaultyApp:
    """Wraps an ASGI application of the loopback server; `drop` breaks the caller's connection.

    Paths under /_sandbox/ are spared, so that faults can always be taken away again.
    """

    def __init__(self, app: App, plan: FaultPlan, drop: Callable[[Scope], None], sleep: Sleep = asyncio.sleep) -> None:
        self.app = app
        self.plan = plan
        self.drop = drop
        self.sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call, with what the plan has for it."""
        spared = scope["type"] != "http" or scope["path"].startswith("/_sandbox/")
        fault = None if spared else self.plan.strike(scope["method"], scope["path"])
        if fault is None:
            await self.app(scope, receive, send)
            return
        body = await _whole_body(receive)
        if fault.kind in LINK_FAULTS:
            await self._break_link(fault, scope, body, receive)
            return
        if fault.kind == "delay":
            await self.sleep(fault.seconds)
        status, answer = fault.status, b""
        headers: list[tuple[bytes, bytes]] = []
        if works_first(fault):
            status, headers, answer = await self._serve(scope, body)
        kind = next((value.decode() for name, value in headers if name == b"content-type"), "")
        spoilt = spoil(fault, status, answer, kind)
        kept = [(name, value) for name, value in headers if name not in (b"content-type", b"content-length")]
        kept.append((b"content-type", spoilt.content_type.encode()))
        kept.append((b"content-length", str(len(spoilt.body)).encode()))
        await send({"type": "http.response.start", "status": spoilt.status, "headers": kept})
        await send({"type": "http.response.body", "body": spoilt.body})

    async def _break_link(self, fault: Fault, scope: Scope, body: bytes, receive: Receive) -> None:
        if fault.kind == "lost_answer":
            await self._serve(scope, body)
        elif fault.kind == "late_copy":
            self.plan.hold(lambda: self._copy(scope, body))
        if fault.kind not in ("black_hole", "late_copy"):
            self.drop(scope)
        # a dropped connection tells so here; a black hole holds the caller until it gives up
        while (await receive())["type"] != "http.disconnect":
            pass

    async def _copy(self, scope: Scope, body: bytes) -> None:
        await self._serve(scope, body)

    async def _serve(self, scope: Scope, body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """Let the application do its work, and keep the answer."""
        status, parts = 500, []
        headers: list[tuple[bytes, bytes]] = []

        given = False

        async def take() -> Message:
            nonlocal given
            if given:
                # a streamed answer watches for the caller's leaving, which nobody tells of here
                await asyncio.Event().wait()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def keep(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], list(message.get("headers", []))
            else:
                parts.append(message.get("body", b""))

        await self.app(dict(scope), take, keep)
        return status, headers, b"".join(parts)


async def _whole_body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
