"""Who may ask: the API key, and sessions with tokens that end, renew and die."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from pos_app.sandbox.smartkasa.answers import JsonObject, moment, unauthorized

_OPEN_PATHS = frozenset({("POST", "/api/v1/auth/sessions"), ("POST", "/api/v1/auth/refresh")})


@dataclass(slots=True)
class SessionTokens:
    """One session: both tokens with the moments they end."""

    id: str
    access: str
    access_ends: datetime
    refresh: str
    refresh_ends: datetime


def _token(claims: JsonObject, secret: str) -> str:
    """Three parts like a JWT's. Nothing checks the signature: the server knows its tokens by heart."""
    parts = [json.dumps({"alg": "HS256"}), json.dumps(claims), secret]
    return ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)


@dataclass(slots=True)
class Account:
    """The one account of this server. `authorization_form`: "either", or only "bearer", or only "bare"."""

    api_key: str
    phone_number: str
    password: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    access_lifetime: timedelta
    refresh_lifetime: timedelta
    authorization_form: str = "either"
    sessions: dict[str, SessionTokens] = field(default_factory=dict)

    def sign_in(self) -> JsonObject:
        """A new session beside those there are."""
        return self._issue(self.new_id())

    def refresh(self, token: str) -> JsonObject | None:
        """New tokens for old: both old ones are dead from now on. None where the token is unknown, spent or over."""
        for session in self.sessions.values():
            if session.refresh == token and self.now() < session.refresh_ends:
                return self._issue(session.id)
        return None

    def session_of(self, authorization: str) -> SessionTokens | None:
        """The live session of an Authorization header."""
        scheme, _, rest = authorization.partition(" ")
        bearer = scheme.lower() == "bearer" and bool(rest)
        if self.authorization_form != "either" and bearer != (self.authorization_form == "bearer"):
            return None
        token = rest if bearer else authorization
        for session in self.sessions.values():
            if session.access == token and self.now() < session.access_ends:
                return session
        return None

    def expire(self, *, refresh: bool = False) -> None:
        """End all access tokens now, and the refresh tokens if so wished."""
        for session in self.sessions.values():
            session.access_ends = self.now()
            if refresh:
                session.refresh_ends = self.now()

    def _issue(self, session_id: str) -> JsonObject:
        issued = self.now()
        access_ends, refresh_ends = issued + self.access_lifetime, issued + self.refresh_lifetime
        access = _token({"exp": int(access_ends.timestamp()), "uid": self.new_id()}, self.new_id())
        refresh = _token({"exp": int(refresh_ends.timestamp()), "uid": self.new_id()}, self.new_id())
        self.sessions[session_id] = SessionTokens(session_id, access, access_ends, refresh, refresh_ends)
        return {
            "id": None,
            "access": access,
            "access_expires_at": moment(access_ends),
            "csrf": base64.b64encode(self.new_id().encode()).decode(),
            "refresh": refresh,
            "refresh_expires_at": moment(refresh_ends),
        }


class Guard:
    """ASGI: no call under /api/ passes without the key and, but for signing in and refreshing, a live token."""

    def __init__(self, app: ASGIApp, account: Account) -> None:
        self._app = app
        self._account = account

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/api/") and not self._passes(Request(scope)):
            await unauthorized()(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _passes(self, request: Request) -> bool:
        if request.headers.get("x-api-key") != self._account.api_key:
            return False
        if (request.method, request.url.path) in _OPEN_PATHS:
            return True
        session = self._account.session_of(request.headers.get("authorization", ""))
        request.state.session = session
        return session is not None


def load_account(shop: JsonObject) -> dict[str, Any]:
    """The demo account's api_key, phone_number and password, as shop.json holds them."""
    return dict(shop["account"])
