"""The way between till and server: the production client with its transport cut out, and every fault a link can have.

`SimClient` replaces one method of the production client, the exchange of bytes. What a request holds, how an answer
is classified and read stays the shipped code.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from fnmatch import fnmatchcase
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlsplit

from pos_app.checkbox import CheckboxClient
from pos_app.checkbox.errors import ambiguous, not_sent
from pos_app.checkbox.wire import Reply
from pos_app.sandbox.checkbox import Answer, Call, Desk, Register
from pos_app.sandbox.faults import ANSWER_FAULTS, Spoilt, spoil, works_first
from pos_app.sandbox.faults import Fault as ServerFault

LATENCY_S: Final = 0.06
LINK_KINDS: Final = ("refused", "silent_connect", "black_hole", "lost_request", "lost_answer", "late_copy", "double")
STRANGE_KINDS: Final = ("error_in_200", "redirect", "wrong_type", "unknown_enum", "list")
ANSWER_KINDS: Final = (*ANSWER_FAULTS, *STRANGE_KINDS)
FISCAL: Final = ("/receipts/sell", "/receipts/sell-offline", "/receipts/service", "/shifts", "/shifts/close")


@dataclass
class Trouble:
    """One fault of the link. `path` is a glob; the first `after` calls pass, then it strikes `times` (None: always)."""

    kind: str
    path: str = "*"
    method: str = "*"
    after: int = 0
    times: int | None = 1
    seconds: float = 0.0
    status: int = 502
    processed: bool = False
    seen: int = 0
    struck: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Does it hit this call?"""
        if not (fnmatchcase(method, self.method) and fnmatchcase(path, self.path)):
            return False
        self.seen += 1
        if self.seen <= self.after or (self.times is not None and self.struck >= self.times):
            return False
        self.struck += 1
        return True


@dataclass(frozen=True)
class Request:
    """One call as the client would send it."""

    method: str
    path: str
    headers: dict[str, str]
    query: tuple[tuple[str, str], ...]
    body: bytes
    number: int = 0

    @property
    def short(self) -> str:
        """The path below the API's prefix."""
        return self.path.removeprefix("/api/v1")

    @property
    def is_fiscal(self) -> bool:
        """A POST that makes a document."""
        return self.method == "POST" and self.short in FISCAL


@dataclass
class Link:
    """What lies between. The world sets `troubles`, a witness hears every call, `gate` may hold one for ever."""

    register: Register
    desk: Desk
    troubles: list[Trouble] = field(default_factory=list)
    before: Callable[[Request], None] = lambda _request: None
    after: Callable[[Request], None] = lambda _request: None
    gate: Callable[[str], Awaitable[None]] | None = None
    cut: Callable[[Request, str], None] = lambda _request, _when: None
    calls: int = 0
    reached: int = 0
    struck: dict[str, int] = field(default_factory=dict)
    late: set[asyncio.Task[None]] = field(default_factory=set)
    taken_late: set[str] = field(default_factory=set)
    """Receipts that were refused, and of which a copy was taken later."""
    log: list[tuple[float, str, str, int]] | None = None
    arrived: Callable[[Request, Answer], None] = lambda _request, _answer: None

    async def exchange(self, request: Request, timeout_s: float) -> Reply:
        """One exchange as the till sees it: a reply, or the error that the production transport would raise."""
        self.calls += 1
        self.before(request)
        try:
            self.cut(request, "sent")
            await self._gate("before call")
            reply = await self._through(request, timeout_s)
            self.cut(request, "answered")
            await self._gate("after call")
            return reply
        finally:
            self.after(request)

    async def _gate(self, place: str) -> None:
        if self.gate is not None:
            await self.gate(place)

    async def _through(self, request: Request, timeout_s: float) -> Reply:
        trouble = next((one for one in self.troubles if one.strikes(request.method, request.path)), None)
        if trouble is None:
            await asyncio.sleep(LATENCY_S)
            return self._reply(self._serve(request))
        self.struck[trouble.kind] = self.struck.get(trouble.kind, 0) + 1
        if trouble.kind in LINK_KINDS:
            return await self._broken(trouble, request, timeout_s)
        return await self._spoilt(trouble, request, timeout_s)

    async def _broken(self, trouble: Trouble, request: Request, timeout_s: float) -> Reply:
        kind = trouble.kind
        if kind == "refused":
            await asyncio.sleep(0.005)
            raise not_sent("ConnectError: connection refused")
        if kind == "silent_connect":
            await asyncio.sleep(timeout_s * 0.45)
            raise not_sent("ConnectTimeout")
        if kind == "black_hole":
            await asyncio.sleep(timeout_s)
            raise ambiguous("no answer")
        if kind == "late_copy":
            self._later(request, trouble.seconds)
            await asyncio.sleep(timeout_s)
            raise ambiguous("no answer")
        await asyncio.sleep(LATENCY_S)
        if kind == "lost_answer":
            self._serve(request)
        if kind == "double":
            first = self._serve(request)
            self._later(request, trouble.seconds, refused=400 <= first.status < 500)
            return self._reply(first)
        raise ambiguous("ReadError: connection reset")

    def _later(self, request: Request, seconds: float, *, refused: bool = False) -> None:
        async def arrive() -> None:
            await asyncio.sleep(seconds)
            sold = request.is_fiscal and request.short.startswith("/receipts/")
            if self._serve(request).status < 300 and refused and sold:
                self.taken_late.add(json.loads(request.body)["id"])

        task = asyncio.ensure_future(arrive())
        self.late.add(task)
        task.add_done_callback(self.late.discard)

    async def _spoilt(self, trouble: Trouble, request: Request, timeout_s: float) -> Reply:
        await asyncio.sleep(LATENCY_S)
        if trouble.kind == "delay":
            answer = self._serve(request)
            if trouble.seconds >= timeout_s:
                await asyncio.sleep(timeout_s)
                raise ambiguous("no answer")
            await asyncio.sleep(trouble.seconds)
            return self._reply(answer)
        if trouble.kind in STRANGE_KINDS:
            return self._strange(trouble, request)
        fault = ServerFault(trouble.kind, status=trouble.status, processed=trouble.processed)
        answer = self._serve(request) if works_first(fault) else Answer(trouble.status, b"", "text/plain")
        spoilt: Spoilt = spoil(fault, answer.status, answer.body, answer.content_type)
        return self._reply(Answer(spoilt.status, spoilt.body, spoilt.content_type))

    def _strange(self, trouble: Trouble, request: Request) -> Reply:
        answer = self._serve(request) if trouble.processed else None
        body: dict[str, Any] | list[Any] = {"status": "ERROR", "error": {"message": "Щось пішло не так"}}
        status = 200
        if trouble.kind == "redirect":
            return self._reply(Answer(302, b"", "text/html"))
        if trouble.kind == "list":
            body = []
        elif answer is not None and trouble.kind in {"wrong_type", "unknown_enum"}:
            try:
                body = json.loads(answer.body)
            except ValueError:
                body = {}
            status = answer.status
            if isinstance(body, dict):
                body["id" if trouble.kind == "wrong_type" else "status"] = 17 if trouble.kind == "wrong_type" else "HM"
        return self._reply(Answer(status, json.dumps(body).encode()))

    def _serve(self, request: Request) -> Answer:
        self.reached += 1
        call = Call(request.method, request.path, request.headers, request.body, request.query)
        answer = self.desk.handle(call)
        if self.log is not None:
            self.log.append((asyncio.get_running_loop().time(), request.method, request.short, answer.status))
        self.arrived(request, answer)
        return answer

    def _reply(self, answer: Answer) -> Reply:
        headers = {"content-type": answer.content_type, **{k.lower(): v for k, v in answer.headers.items()}}
        headers["date"] = format_datetime(self.register.now(), usegmt=True)
        return Reply(answer.status, headers, answer.body)  # type: ignore[arg-type] # a plain mapping will do


class _Builder:
    """Stands where httpx stands: makes requests and sends none."""

    def build_request(
        self,
        method: str,
        url: str,
        *,
        params: list[tuple[str, Any]] | None,
        content: bytes | None,
        headers: dict[str, str],
        timeout: Any,
    ) -> Any:
        query = tuple((name, _text(value)) for name, value in params or ())
        lower = {name.lower(): value for name, value in headers.items()}
        return SimpleNamespace(request=Request(method, urlsplit(url).path, lower, query, content or b""), extensions={})


def _text(value: Any) -> str:
    """A query value as httpx writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


class SimClient(CheckboxClient):
    """The production client over a link instead of a socket."""

    def __init__(self, link: Link, **named: Any) -> None:
        super().__init__(_Builder(), **named)  # type: ignore[arg-type] # only build_request is used
        self._link = link

    async def _exchange(self, request: Any, timeout_s: float) -> Reply:
        return await self._link.exchange(request.request, timeout_s)
