"""Who the till is to SmartKasa: the tokens, when to renew them, and in what form the server wants them.

However many calls meet a 401 at once, one renewal is made and all wait for it. It runs as its own task: a caller that
is cancelled must not lose the new refresh token, because the old one is spent by then.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from pos_app.domain.errors import Refused
from pos_app.smartkasa.errors import Unauthorized
from pos_app.smartkasa.models import Tokens

RENEW_BEFORE: Final = timedelta(seconds=30)
"""How long before its end an access token is renewed."""


class TokenStore(Protocol):
    """Where the refresh token outlives the process: the system keyring, else memory. Never a file of ours."""

    async def load(self) -> str | None:
        """The saved refresh token, None when there is none."""

    async def save(self, token: str | None) -> None:
        """Keep this refresh token instead of the old one; None forgets it."""


class MemoryTokens:
    """Keeps the refresh token while the process lives."""

    def __init__(self) -> None:
        self._token: str | None = None

    async def load(self) -> str | None:
        """The token, None when there is none."""
        return self._token

    async def save(self, token: str | None) -> None:
        """Keep or forget the token."""
        self._token = token


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What an owner signs in with."""

    phone_number: str
    password: str


SignIn = Callable[[Credentials], Awaitable[Tokens]]
Refresh = Callable[[str], Awaitable[Tokens]]
AskCredentials = Callable[[], Awaitable[Credentials | None]]


class Session:
    """The tokens of one account. `sign_in` and `refresh` make the bare requests; this class decides when."""

    def __init__(
        self,
        *,
        store: TokenStore,
        now: Callable[[], datetime],
        sign_in: SignIn,
        refresh: Refresh,
        on_sign_in_needed: AskCredentials | None,
    ) -> None:
        self._store = store
        self._now = now
        self._sign_in = sign_in
        self._refresh = refresh
        self._on_sign_in_needed = on_sign_in_needed
        self._access: str | None = None
        self._access_ends: datetime | None = None
        self._refresh_token: str | None = None
        self._refresh_ends: datetime | None = None
        self._loaded = False
        self._renewal: asyncio.Task[str] | None = None
        self._bare = False
        self._form_known = False

    def __repr__(self) -> str:
        return f"Session(signed_in={self._access is not None})"

    @property
    def signed_in(self) -> bool:
        """Is there an access token now?"""
        return self._access is not None

    @property
    def current(self) -> str | None:
        """The access token as it is, None when there is none."""
        return self._access

    async def renewable(self) -> bool:
        """Is there anything of a session here, be it only a saved refresh token?"""
        return self._access is not None or await self._saved_refresh_token() is not None

    async def access(self) -> str:
        """An access token that should still be good, renewed or signed in for if need be."""
        if self._access is None or self._over(self._access_ends, RENEW_BEFORE):
            return await self.renew(self._access)
        return self._access

    async def renew(self, spent: str | None) -> str:
        """Another access token than `spent`. Raises Unauthorized when only a person can sign in again."""
        if self._access is not None and self._access != spent:
            return self._access
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._renew_once())
            self._renewal.add_done_callback(self._renewal_ended)
        return await asyncio.shield(self._renewal)

    def _renewal_ended(self, task: asyncio.Task[str]) -> None:
        self._renewal = None
        if not task.cancelled():
            task.exception()  # every waiter may have been cancelled: the error counts as seen

    async def _renew_once(self) -> str:
        refresh_token = await self._saved_refresh_token()
        if refresh_token is not None:
            try:
                return await self.adopt(await self._refresh(refresh_token))
            except Refused:
                await self.forget()  # spent or revoked: the same token would be refused for ever
        credentials = await self._on_sign_in_needed() if self._on_sign_in_needed else None
        if credentials is None:
            raise Unauthorized(status=401)
        return await self.adopt(await self._sign_in(credentials))

    async def _saved_refresh_token(self) -> str | None:
        if not self._loaded:
            self._refresh_token = await self._store.load()
            self._loaded = True
        return None if self._over(self._refresh_ends) else self._refresh_token

    async def adopt(self, tokens: Tokens) -> str:
        """Take over a new pair of tokens; the refresh token is saved before anything else happens."""
        self._refresh_token = tokens.refresh.get_secret_value()
        self._access = tokens.access.get_secret_value()
        self._refresh_ends = self._believable(tokens.refresh_expires_at)
        self._access_ends = self._believable(tokens.access_expires_at)
        self._loaded = True
        await self._store.save(self._refresh_token)
        return self._access

    async def forget(self) -> None:
        """Drop both tokens, here and in the store."""
        self._access = self._refresh_token = None
        self._access_ends = self._refresh_ends = None
        self._loaded = True
        await self._store.save(None)

    @property
    def bare(self) -> bool:
        """Is the token sent with no "Bearer" before it? The documents differ, so the server's answer decides once."""
        return self._bare

    @property
    def form_known(self) -> bool:
        """Has the server accepted one of the two forms yet?"""
        return self._form_known

    def accepted(self, *, bare: bool) -> None:
        """Remember that the server took the token in this form."""
        self._bare = bare
        self._form_known = True

    async def settle(self) -> None:
        """Wait for a renewal under way, so that its new refresh token is saved; its failure concerns nobody here."""
        if self._renewal is not None:
            await asyncio.wait({self._renewal})

    def _believable(self, ends: datetime | None) -> datetime | None:
        """An end that has already passed on arrival tells of a wrong clock: then the server's 401 alone decides."""
        if ends is None:
            return None
        aware = ends if ends.tzinfo is not None else ends.replace(tzinfo=UTC)
        return aware if aware - RENEW_BEFORE > self._now() else None

    def _over(self, ends: datetime | None, early: timedelta = timedelta(0)) -> bool:
        return ends is not None and self._now() >= ends - early
