"""One request to SmartKasa: headers, time limits, a bounded body, and the dance around a 401."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from pos_app.domain.errors import Bug, refused
from pos_app.domain.said import sentence
from pos_app.smartkasa.answers import envelope, error_of
from pos_app.smartkasa.bodies import encoded
from pos_app.smartkasa.errors import BadAnswer, KeyRefused, NoAnswer, SmartKasaError
from pos_app.smartkasa.models import Tokens
from pos_app.smartkasa.session import AskCredentials, Credentials, Session, TokenStore

LARGEST_BODY: Final = 64 * 1024 * 1024
"""The most bytes of an answer that is read whole; cards are streamed and have no such limit."""

PATIENCE: Final = 6
"""A whole call may last this many times the time limit of one step: against a server that drips."""

_ACCEPT: Final = {"Accept": "application/json"}
_JSON: Final = {"Content-Type": "application/json"}
_LOOPBACK: Final = ("localhost", "::1")
_NO_NETWORK: Final = (".localhost", ".test", ".sandbox")


def open_http(*, timeout_s: float, proxy: str | None = None) -> httpx.AsyncClient:
    """The HTTP client for one vendor: system trust store, no proxy from the environment, no redirects followed."""
    return httpx.AsyncClient(
        verify=ssl.create_default_context(),
        trust_env=False,
        follow_redirects=False,
        proxy=proxy,
        timeout=httpx.Timeout(timeout_s),
        limits=httpx.Limits(max_connections=8, max_keepalive_connections=4),
    )


@dataclass(frozen=True, slots=True)
class Call:
    """One request before it has headers. `body` is sent as JSON; `query` leaves out what is None."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = field(default=None, repr=False)


def segment(value: str | int) -> str:
    """An id as one segment of a path; an id that would climb out of it is a mistake of ours."""
    text = str(value)
    if text in {"", ".", ".."}:
        raise Bug("Порожній ідентифікатор у запиті до SmartKasa")
    return quote(text, safe="")


def query_of(**values: str | int | bool | None) -> dict[str, str]:
    """Query parameters as text: None is left out, truth is "true"."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in values.items()
        if value is not None
    }


class Transport:
    """Sends calls, with the API key on each and the session's token on all that want one."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        base_url: str,
        api_key: str,
        timeout_s: float,
        token_store: TokenStore,
        now: Callable[[], datetime],
        on_sign_in_needed: AskCredentials | None,
    ) -> None:
        self._http = http
        self._base = checked_base(base_url)
        self._api_key = api_key
        self._timeout_s = timeout_s
        self._now = now
        self.session = Session(
            store=token_store,
            now=now,
            sign_in=self.sign_in,
            refresh=self.refresh,
            on_sign_in_needed=on_sign_in_needed,
        )

    def __repr__(self) -> str:
        return f"Transport({self._base.host}, {self.session!r})"

    async def sign_in(self, credentials: Credentials) -> Tokens:
        """Tokens for a phone number and a password. Raises KeyRefused when it is the API key that is wrong."""
        session = {"phone_number": credentials.phone_number, "password": credentials.password}
        call = Call("POST", "/api/v1/auth/sessions", body={"session": session})
        try:
            return await tokens_of(await self._ask(call, {}))
        except SmartKasaError as error:
            if error.status in {401, 403}:
                raise KeyRefused(status=error.status) from None
            error.complaints = tuple(c for c in error.complaints if c.code)  # free text might repeat what was typed
            raise

    async def refresh(self, token: str) -> Tokens:
        """New tokens for a refresh token, which is spent by this."""
        return await tokens_of(await self._ask(Call("POST", "/api/v1/auth/refresh"), {"X-Refresh-Token": token}))

    async def send(self, call: Call) -> bytes:
        """The body of a 2xx answer to a call that needs a session. Raises SmartKasaError."""
        async with self._limited(), self.stream(call) as response:
            return await read_whole(response)

    @asynccontextmanager
    async def stream(self, call: Call) -> AsyncIterator[httpx.Response]:
        """A 2xx answer to a call that needs a session, its body yet to be read; each step has its own time limit."""
        with told_as_ours():
            response = await self._authorised(call)
            try:
                await self._raise_for(response)
                yield response
            finally:
                await response.aclose()

    async def _ask(self, call: Call, headers: Mapping[str, str]) -> bytes:
        """The body of a 2xx answer to a call that needs the API key alone."""
        async with self._limited():
            with told_as_ours():
                response = await self._start(call, headers)
                try:
                    await self._raise_for(response)
                    return await read_whole(response)
                finally:
                    await response.aclose()

    async def _authorised(self, call: Call) -> httpx.Response:
        access = await self.session.access()
        response = await self._in_either_form(call, access)
        if response.status_code != 401:
            return response
        await response.aclose()
        return await self._in_either_form(call, await self.session.renew(access))

    async def _in_either_form(self, call: Call, access: str) -> httpx.Response:
        """Send with the token as "Bearer …"; while no form is known to work, try a 401 once with the bare token."""
        bare = self.session.bare
        response = await self._start(call, _authorization(access, bare=bare))
        if response.status_code == 401 and (not self.session.form_known or self.session.bare != bare):
            await response.aclose()
            bare = not bare
            response = await self._start(call, _authorization(access, bare=bare))
        if response.is_success:
            self.session.accepted(bare=bare)
        return response

    async def _start(self, call: Call, headers: Mapping[str, str]) -> httpx.Response:
        request = self._http.build_request(
            call.method,
            str(self._base).rstrip("/") + call.path,
            params=dict(call.query) or None,
            content=None if call.body is None else encoded(call.body),
            headers={"X-API-KEY": self._api_key, **_ACCEPT, **(_JSON if call.body is not None else {}), **headers},
            timeout=httpx.Timeout(self._timeout_s),
        )
        return await self._http.send(request, stream=True, follow_redirects=False)

    async def _raise_for(self, response: httpx.Response) -> None:
        if not response.is_success:
            body = await read_whole(response)
            raise error_of(response.status_code, response.headers, body, self._now)

    @asynccontextmanager
    async def _limited(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(PATIENCE * self._timeout_s):
                yield
        except TimeoutError:
            raise NoAnswer from None

    def picture_call(self, url: str) -> Call:
        """A GET for an address under the base URL, relative or whole. Raises BadAnswer for any other host."""
        base = str(self._base).rstrip("/")
        path = url.removeprefix(base)
        if not path.startswith("/") or path.startswith("//") or "\\" in path:
            raise BadAnswer
        return Call("GET", path)


@contextmanager
def told_as_ours() -> Iterator[None]:
    """Turn what the HTTP library raises into NoAnswer."""
    try:
        yield
    except httpx.HTTPError as error:
        raise NoAnswer from error


async def read_whole(response: httpx.Response, largest: int = LARGEST_BODY) -> bytes:
    """The body, unless it is larger than anything that may be read into memory at once."""
    parts, size = [], 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > largest:
            raise BadAnswer(status=response.status_code)
        parts.append(part)
    return b"".join(parts)


async def tokens_of(body: bytes) -> Tokens:
    """The tokens in an answer, off the loop: the first time, pydantic looks for its plug-ins and builds the model."""
    return await asyncio.to_thread(tokens_in, body)


def tokens_in(body: bytes) -> Tokens:
    """The tokens in an answer of sign-in or refresh."""
    data, _ = envelope(body, 201)
    try:
        return Tokens.model_validate(data)
    except ValidationError:
        raise BadAnswer(status=201) from None


def checked_base(base_url: str) -> httpx.URL:
    """The base URL, which must be https: the API key and the tokens go with every call.

    Plain http is for servers on this computer and for names that mean no server on the network.
    """
    wrong = sentence("Неправильна адреса SmartKasa: {address}", address=base_url)
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        raise refused("settings_invalid", wrong) from None
    local = url.host in _LOOPBACK or url.host.startswith("127.") or url.host.endswith(_NO_NETWORK)
    if not url.host or url.query or not (url.scheme == "https" or (url.scheme == "http" and local)):
        raise refused("settings_invalid", wrong)
    return url


def _authorization(access: str, *, bare: bool) -> dict[str, str]:
    return {"Authorization": access if bare else f"Bearer {access}"}
