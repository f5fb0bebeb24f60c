"""The sandbox Checkbox over HTTP: a Starlette application around a desk, with the vendor's headers."""

from collections.abc import Callable
from email.utils import format_datetime
from pathlib import Path
from random import Random
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pos_app.sandbox.checkbox import keeping, troubles
from pos_app.sandbox.checkbox.control import Control, Keeper, MovableClock
from pos_app.sandbox.checkbox.desk import Answer, Call, Desk
from pos_app.sandbox.checkbox.register import Clock, Register, wall_clock
from pos_app.sandbox.checkbox.routes import ROUTES
from pos_app.sandbox.checkbox.settings import Settings
from pos_app.sandbox.faults import FaultPlan

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


def checkbox_app(
    register: Register, *, changed: Callable[[], None] | None = None, extra: list[BaseRoute] | None = None
) -> Starlette:
    """The application; `changed` is called before the answer to anything but a GET; `extra` routes go first."""
    desk = make_desk(register)

    async def serve(request: HttpRequest) -> Response:
        try:
            call = await read_call(request)
        except ClientDisconnect:  # hung up in the middle of a question: nobody waits for what would be said
            return Response(status_code=400)
        answer = desk.handle(call)
        if changed is not None and request.method != "GET":
            changed()
        return respond(register, answer)

    return Starlette(routes=[*(extra or []), Route("/{path:path}", serve, methods=METHODS)])


class CheckboxSandbox:
    """A whole sandbox Checkbox: register, movable clock, faults, control paths, and a file if one is named."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        clock: Clock = wall_clock,
        random: Random | None = None,
        plan: FaultPlan | None = None,
        state_file: Path | None = None,
    ) -> None:
        state, ahead_s = None, 0.0
        if state_file is not None and state_file.exists():
            state, ahead_s = keeping.load(state_file.read_bytes())
        self.clock = MovableClock(clock, ahead_s)
        self.register = Register(settings, clock=self.clock, random=random, state=state)
        self.plan = troubles.attach(self.register, plan or FaultPlan())
        keeper = Keeper(self.register, self.clock, state_file)
        control = Control(self.register, self.plan, self.clock, keeper)
        self.app = checkbox_app(self.register, changed=keeper.save, extra=control.routes())
        keeper.save()
