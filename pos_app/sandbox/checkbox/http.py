"""The sandbox Checkbox over HTTP: a Starlette application around a desk, with the vendor's headers."""

from email.utils import format_datetime
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pos_app.sandbox.checkbox.desk import Answer, Call, Desk
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.routes import ROUTES

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def make_desk(register: Register) -> Desk:
    """All routes over one register, to be called without HTTP."""
    return Desk(register, ROUTES)


async def read_call(request: HttpRequest) -> Call:
    """An HTTP request in the desk's form."""
    return Call(
        method=request.method,
        path=request.url.path,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.body(),
        query=tuple(request.query_params.multi_items()),
    )


def respond(register: Register, answer: Answer) -> Response:
    """The desk's answer as HTTP; every answer carries the register's own Date."""
    headers = {
        **answer.headers,
        "Date": format_datetime(register.now(), usegmt=True),
        "X-Request-ID": str(uuid4()),
        "Server": "nginx",
    }
    kind = None if answer.status == 205 else answer.content_type
    return Response(answer.body, answer.status, headers, kind)


def checkbox_app(register: Register, *, extra: list[BaseRoute] | None = None) -> Starlette:
    """The application; `extra` routes (the sandbox's own control paths) go first."""
    desk = make_desk(register)

    async def serve(request: HttpRequest) -> Response:
        return respond(register, desk.handle(await read_call(request)))

    return Starlette(routes=[*(extra or []), Route("/{path:path}", serve, methods=METHODS)])
