"""One exchange with Checkbox: headers, deadline, bounded reading, and what a broken exchange means."""

import asyncio
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final, TypeVar
from uuid import UUID

import httpx
from pydantic import SecretStr, ValidationError

from pos_app.checkbox.answers import failure
from pos_app.checkbox.errors import ambiguous, not_sent
from pos_app.checkbox.jsontext import parse_json
from pos_app.domain.errors import Bug, refused

logger = logging.getLogger(__name__)

MAX_ANSWER_BYTES: Final = 10 * 1024 * 1024
# a larger answer is parsed in a worker thread: the engine's loop must not stand still for it
_PARSE_INLINE_BYTES: Final = 64 * 1024
_VISIBLE: Final = re.compile(r"[!-~]+")
_PRINTABLE: Final = re.compile(r"[ -~]+")

Answer = TypeVar("Answer")
Query = Mapping[str, object]  # text, numbers, flags, dates and ids, or a tuple of them; None is left out


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """A complete answer of any status."""

    status: int
    headers: httpx.Headers
    content: bytes

    @property
    def media_type(self) -> str:
        """The Content-Type without parameters, in lower case; empty where none came."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()

    @property
    def date(self) -> datetime | None:
        """The server's clock, whole seconds."""
        return _http_date(self.headers.get("date"))

    @property
    def retry_after_s(self) -> float | None:
        """How long the server asks to wait; a date is counted from the server's own clock."""
        text = str(self.headers.get("retry-after", "")).strip()
        if text.isascii() and text.isdigit() and len(text) < 7:
            return float(text)
        until, now = _http_date(text), self.date
        return max(0.0, (until - now).total_seconds()) if until and now else None


class Wire:
    """The ground under all calls: who we are, the token, and one exchange at a time."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        base_url: str,
        license_key: str,
        access_key: str | None = None,
        client_name: str,
        client_version: str,
        device_id: str,
        timeout_s: float = 5.0,
        long_timeout_s: float = 30.0,
        on_server_date: Callable[[datetime], None] | None = None,
        monotonic: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`timeout_s` bounds a whole call; `long_timeout_s` those that bring files and long lists.

        Raises Refused where a key or a name cannot be sent in a header.
        """
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._headers = {
            "Accept": "application/json",
            "X-Client-Name": _printable(client_name),
            "X-Client-Version": _printable(client_version),
            "X-Device-ID": _printable(device_id),
            "X-License-Key": _key(license_key, "license_invalid"),
        }
        if access_key:
            self._headers["X-Access-Key"] = _key(access_key, "access_key_invalid")
        self._timeout_s = timeout_s
        self._long_timeout_s = long_timeout_s
        self._on_server_date = on_server_date
        self._monotonic = monotonic
        self._token: SecretStr | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._base_url} {'signed in' if self._token else 'signed out'}>"

    @property
    def token(self) -> str | None:
        """The signed-in cashier's token. Keep it in a keyring only."""
        return self._token.get_secret_value() if self._token else None

    @token.setter
    def token(self, token: str | None) -> None:
        if token is not None and not _VISIBLE.fullmatch(token):
            raise ValueError("a token is visible ASCII characters")
        self._token = None if token is None else SecretStr(token)

    async def _ask(
        self,
        method: str,
        path: str,
        shape: Callable[[object], Answer],
        *,
        query: Query | None = None,
        body: bytes | None = None,
        with_token: bool = True,
        long: bool = False,
    ) -> Answer:
        """Sends one request and reads its JSON answer; what does not fit the shape is Ambiguous."""
        reply = await self._send(method, path, query=query, body=body, with_token=with_token, long=long)
        try:
            if len(reply.content) > _PARSE_INLINE_BYTES:
                return await asyncio.to_thread(lambda: shape(parse_json(reply.content)))
            return shape(parse_json(reply.content))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(step) for step in first["loc"])
            raise ambiguous(f"unbelievable answer at {where}: {first['msg']}", status=reply.status) from None
        except ValueError as error:
            raise ambiguous(f"answer is not JSON: {error}", status=reply.status) from None

    async def _file(
        self, path: str, media_type: str, *, query: Query | None = None, starts: bytes = b"", with_token: bool = False
    ) -> bytes:
        """Brings a rendered document; an answer of another kind is Ambiguous."""
        reply = await self._send("GET", path, query=query, with_token=with_token, long=True)
        if reply.media_type not in ("", media_type) or not reply.content.startswith(starts) or not reply.content:
            raise ambiguous(f"expected {media_type}, got {reply.media_type or 'nothing'}", status=reply.status)
        return reply.content

    async def _text(self, path: str, *, query: Query | None = None, with_token: bool = False) -> str:
        """Brings a document rendered as text."""
        content = await self._file(path, "text/plain", query=query, with_token=with_token)
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            raise ambiguous("text is not UTF-8") from None

    async def _send(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: bytes | None = None,
        with_token: bool = True,
        long: bool = False,
    ) -> Reply:
        """Sends one request once; returns a 2xx answer, raises for any other end."""
        headers = dict(self._headers)
        if body:
            headers["Content-Type"] = "application/json"
        if with_token and self._token is not None:
            headers["Authorization"] = f"Bearer {self._token.get_secret_value()}"
        timeout_s = self._long_timeout_s if long else self._timeout_s
        request = self._http.build_request(
            method,
            f"{self._base_url}/api/v1{path}",
            params=_query(query) or None,
            content=body or None,
            headers=headers,
            timeout=_phases(timeout_s),
        )
        began, outcome = self._monotonic(), "failed"
        try:
            reply = await self._exchange(request, timeout_s)
            outcome = str(reply.status)
        finally:
            logger.debug("%s %s %s %.0f ms", method, path, outcome, (self._monotonic() - began) * 1000)
        date = reply.date
        if self._on_server_date is not None and date is not None:
            self._on_server_date(date)
        if not 200 <= reply.status < 300:
            raise failure(method, reply.status, reply.content, reply.retry_after_s)
        return reply

    async def _exchange(self, request: httpx.Request, timeout_s: float) -> Reply:
        """Sends and reads under one deadline, telling "never left" from "may have arrived"."""
        steps: list[str] = []

        async def watch(step: str, _: object) -> None:
            steps.append(step)

        request.extensions["trace"] = watch
        try:
            async with asyncio.timeout(timeout_s):
                response = await self._http.send(request, stream=True, follow_redirects=False)
                try:
                    return Reply(response.status_code, response.headers, await _read(response))
                finally:
                    await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
            raise not_sent(f"{type(error).__name__}: {error}") from error
        except TimeoutError:
            # only a transport that tells its steps can prove that nothing left
            if steps and not any("send_request" in step for step in steps):
                raise not_sent(f"no connection within {timeout_s} s") from None
            raise ambiguous(f"no answer within {timeout_s} s") from None
        except httpx.RequestError as error:
            raise ambiguous(f"{type(error).__name__}: {error}") from error


def _phases(timeout_s: float) -> httpx.Timeout:
    """Limits inside the deadline: connecting and the TLS handshake must each end by themselves before it.

    A handshake that is cancelled from outside leaves its socket open (httpcore 1.0).
    """
    return httpx.Timeout(timeout_s, connect=timeout_s * 0.45)


async def _read(response: httpx.Response) -> bytes:
    """The whole body; an oversized one is given up as soon as it is seen."""
    announced = str(response.headers.get("content-length", ""))
    if announced.isascii() and announced.isdigit() and (len(announced) > 9 or int(announced) > MAX_ANSWER_BYTES):
        raise ambiguous("answer too large", status=response.status_code)
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > MAX_ANSWER_BYTES:
            raise ambiguous("answer too large", status=response.status_code)
    return bytes(content)


def id_in(body: bytes) -> UUID | None:
    """The document's id inside a stored body; Bug if the body is no JSON object."""
    try:
        value = parse_json(body)
        if isinstance(value, dict):
            return UUID(str(value["id"])) if "id" in value else None
    except ValueError:
        pass
    raise Bug("a stored request is no JSON object with an id of ours")


def must_be_ours(found: object, expected: object) -> None:
    """Raises Ambiguous where an answer speaks of another document than the one asked about."""
    if expected is not None and found != expected:
        raise ambiguous(f"answer about {found} instead of {expected}")


def _query(query: Query | None) -> list[tuple[str, str | int | float | bool | None]]:
    """Query pairs; None is left out, a list repeats its name."""
    pairs: list[tuple[str, str | int | float | bool | None]] = []
    for name, value in (query or {}).items():
        values: tuple[object, ...] = value if isinstance(value, tuple) else (value,)
        for item in values:
            if isinstance(item, datetime):
                pairs.append((name, item.isoformat()))
            elif isinstance(item, bool | int):
                pairs.append((name, item))
            elif item is not None:
                pairs.append((name, str(item)))
    return pairs


@lru_cache(maxsize=8)
def _http_date(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except (TypeError, ValueError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _key(text: str, code: str) -> str:
    """A key as it stands in a header; the error does not repeat it."""
    key = text.strip()
    if not _VISIBLE.fullmatch(key):
        raise refused(code)
    return key


def _printable(text: str) -> str:
    name = text.strip()
    if not _PRINTABLE.fullmatch(name):
        raise refused("settings_invalid", "Назва програми або пристрою має бути латиницею.")
    return name
