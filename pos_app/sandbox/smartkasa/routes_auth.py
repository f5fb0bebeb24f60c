"""Signing in, renewing, signing out."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pos_app.sandbox.smartkasa.answers import answer, field_refused, invalid, unauthorized
from pos_app.sandbox.smartkasa.forms import TEXT, Form
from pos_app.sandbox.smartkasa.world import world

_SESSION: Final = Form("Auth::SessionForm", "session", {"phone_number": TEXT, "password": TEXT})


async def _sign_in(request: Request) -> Response:
    given = await _SESSION.read(request)
    account = world(request).account
    if (given.get("phone_number"), given.get("password")) != (account.phone_number, account.password):
        raise field_refused("base", "phone_number_or_password_invalid")
    return answer(account.sign_in(), status=201)


async def _refresh(request: Request) -> Response:
    if await request.body():
        raise invalid()
    token = request.headers.get("x-refresh-token")
    if token is not None and token.count(".") != 2:
        raise invalid()
    issued = world(request).account.refresh(token) if token else None
    return unauthorized() if issued is None else answer(issued, status=201)


async def _sign_out(request: Request) -> Response:
    session_id = request.state.session.id
    del world(request).account.sessions[session_id]
    return answer({"id": session_id})


ROUTES: Final = [
    Route("/auth/sessions", _sign_in, methods=["POST"]),
    Route("/auth/refresh", _refresh, methods=["POST"]),
    Route("/auth/sessions/logout", _sign_out, methods=["DELETE"]),
]
