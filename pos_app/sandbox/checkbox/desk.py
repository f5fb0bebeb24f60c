"""The sandbox Checkbox without HTTP: takes one call (method, path, headers, bytes), gives one answer.

A simulator calls `Desk.handle` itself; the HTTP server is a thin shell around it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pos_app.sandbox.checkbox import access, offline, receipts, shapes, shifts
from pos_app.sandbox.checkbox.refusals import Refusal, invalid, refuse
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.settings import CashierAccount

PREFIX: Final = "/api/v1"
NOTHING_SENT: Final = b""

DUE: Final[dict[str, Callable[[Register, str, Any], None]]] = {
    "shift_opening": shifts.shift_opening,
    "shift_opened": shifts.shift_opened,
    "shift_closed": shifts.shift_closed,
    "shift_auto_close": shifts.shift_auto_close,
    "shift_left": shifts.shift_left,
    "receipt_done": receipts.receipt_done,
    "return_online": offline.return_online,
    "codes_arrive": offline.codes_arrive,
}


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it came; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = NOTHING_SENT
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back; `body` is ready for the wire."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The body read back."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Request:
    """A call that passed the door: who sends it, and its parts in the shapes that the route asks for."""

    register: Register
    cashier: CashierAccount | None
    parts: dict[str, str]
    query: dict[str, Any]
    body: Any
    authorization: str

    @property
    def by(self) -> CashierAccount:
        """The signed-in cashier of a route that needs one."""
        assert self.cashier is not None
        return self.cashier


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter: `read` turns the text into a value that `check` takes."""

    check: shapes.Check
    default: Any = None
    many: bool = False
    needed: bool = False


_WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Route:
    """One method of the API; `license` is "needed" where the register is known by its key alone."""

    method: str
    path: str
    run: Callable[[Request], Any]
    status: int = 200
    token: bool = True
    license: str = "optional"
    body: shapes.Check | None = None
    body_needed: bool = True
    query: Mapping[str, Parameter] = field(default_factory=dict)


def encode(value: Any) -> bytes:
    """The bytes of an answer."""
    return _WRITER.encode(value).encode()


def json_answer(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Answer:
    """A JSON answer."""
    return Answer(status, encode(value), headers=headers or {})


class Desk:
    """The routes over one register."""

    def __init__(self, register: Register, routes: Iterable[Route]) -> None:
        self.register = register
        register.due = dict(DUE)
        self.fixed: dict[tuple[str, str], Route] = {}
        self.shaped: list[tuple[str, list[str], Route]] = []
        self.paths: set[str] = set()
        for route in routes:
            if "{" in route.path:
                self.shaped.append((route.method, (PREFIX + route.path).split("/"), route))
            else:
                self.fixed[route.method, PREFIX + route.path] = route
                self.paths.add(PREFIX + route.path)

    def handle(self, call: Call) -> Answer:
        """Answer one call; refusals become answers too."""
        self.register.settle()
        try:
            route, parts = self._find(call)
            return self._run(route, parts, call)
        except Refusal as refusal:
            body = refusal.body
            if not self.register.settings.errors_have_codes:
                body = {name: value for name, value in body.items() if name != "code"}
            return json_answer(refusal.status, body)

    def _find(self, call: Call) -> tuple[Route, dict[str, str]]:
        route = self.fixed.get((call.method, call.path))
        if route is not None:
            return route, {}
        if call.path in self.paths:
            raise refuse("method")
        pieces = call.path.split("/")
        there = False
        for method, pattern, candidate in self.shaped:
            parts = _match(pattern, pieces)
            if parts is not None:
                there = True
                if method == call.method:
                    return candidate, parts
        raise refuse("method" if there else "path")

    def _run(self, route: Route, parts: dict[str, str], call: Call) -> Answer:
        register = self.register
        if register.state.world.maintenance_till is not None:
            raise refuse("maintenance", till=register.state.world.maintenance_till)
        access.check_access_key(register, call.headers.get("x-access-key"))
        _check_license(register, route, call)
        authorization = call.headers.get("authorization")
        cashier = access.cashier_of(register, authorization) if route.token else None
        problems: shapes.Problems = []
        parts = _checked_parts(parts, problems)
        query = _read_query(route, call, problems)
        body = _read_body(route, call, problems)
        if problems:
            raise invalid(problems)
        result = route.run(Request(register, cashier, parts, query, body, authorization or ""))
        return result if isinstance(result, Answer) else json_answer(route.status, result)


def _match(pattern: list[str], pieces: list[str]) -> dict[str, str] | None:
    if len(pattern) != len(pieces):
        return None
    parts = {}
    for want, got in zip(pattern, pieces, strict=True):
        if want.startswith("{"):
            parts[want[1:-1]] = got
        elif want != got:
            return None
    return parts


def _check_license(register: Register, route: Route, call: Call) -> None:
    key = call.headers.get("x-license-key")
    if key is not None:
        access.check_license_key(register, key)
    elif route.license == "needed":
        raise invalid([{"loc": ["header", "X-License-Key"], "msg": "field required", "type": "value_error.missing"}])


def _checked_parts(parts: dict[str, str], problems: shapes.Problems) -> dict[str, str]:
    checked = {}
    for name, value in parts.items():
        check: shapes.Check = shapes.uuid
        if name == "receipt_id":
            check = shapes.either(shapes.text(pattern=r"[\w-]{11}"), shapes.uuid)
        elif name == "relation_id":
            check = shapes.text(1)
        checked[name] = check(value, ("path", name), problems)
    return checked


def _read_query(route: Route, call: Call, problems: shapes.Problems) -> dict[str, Any]:
    result = {}
    for name, parameter in route.query.items():
        loc = ("query", name)
        given = [value for key, value in call.query if key == name]
        if not given:
            if parameter.needed:
                shapes.complain(problems, loc, "field required", "value_error.missing")
            result[name] = parameter.default
        elif parameter.many:
            result[name] = [parameter.check(value, (*loc, place), problems) for place, value in enumerate(given)]
        else:
            result[name] = parameter.check(given[-1], loc, problems)
    return result


def _read_body(route: Route, call: Call, problems: shapes.Problems) -> Any:
    if route.body is None:
        return None
    if not call.body.strip():
        if route.body_needed:
            shapes.complain(problems, ("body",), "field required", "value_error.missing")
            return None
        value: Any = {}
    else:
        try:
            value = json.loads(call.body.decode("utf-8"), parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise refuse("body") from None
        if value is None and not route.body_needed:
            value = {}
    return route.body(value, ("body", "payload"), problems)


def _no_constant(name: str) -> float:
    raise ValueError(name)
