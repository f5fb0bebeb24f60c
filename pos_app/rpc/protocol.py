"""JSON-RPC 2.0 on one line: reading a request, and wording results, errors and events."""

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

from pos_app.domain.errors import SENTENCES, PosError
from pos_app.rpc.views import plain

PARSE_ERROR: Final = -32700
INVALID_REQUEST: Final = -32600
METHOD_NOT_FOUND: Final = -32601
INVALID_PARAMS: Final = -32602
INTERNAL_ERROR: Final = -32603
TILL_ERROR: Final = -32000

_LONGEST_EXPONENT: Final = 400
"""A double has no larger ones; in whole figures a number of a hundred million of them would hold the till up."""

Id = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `answered` False: a notification, which gets no answer."""

    method: str
    params: Any
    id: Id = None
    answered: bool = True


class BadRequest(Exception):
    """A line that is no request: a standard code, and the id as far as it could be read."""

    def __init__(self, code: int, message: str, request_id: Id = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.id = request_id


def parse(line: bytes) -> Request:
    """Read one line. Raises BadRequest."""
    try:
        data = json.loads(line.decode("utf-8"), parse_float=_fraction, parse_constant=_no_constant)
        # looked through here: it may be nested as deep as can still be read, and too deep to be walked
        whole = b"\\u" not in line or _is_text(data)
    except (ValueError, RecursionError) as error:
        raise BadRequest(PARSE_ERROR, "not a JSON object on one line in UTF-8") from error
    if not isinstance(data, dict):
        raise BadRequest(INVALID_REQUEST, "a request is one object")
    if not whole:
        raise BadRequest(PARSE_ERROR, "half a character in a text")
    request_id = data.get("id")
    if isinstance(request_id, bool) or not isinstance(request_id, str | int | Decimal | None):
        raise BadRequest(INVALID_REQUEST, "id must be text, a number or null")
    method = data.get("method")
    if data.get("jsonrpc") != "2.0" or not isinstance(method, str):
        raise BadRequest(INVALID_REQUEST, "jsonrpc must be 2.0 and method text", request_id)
    return Request(method, data.get("params", {}), request_id, answered="id" in data)


def _fraction(text: str) -> Decimal:
    """An exact number; ValueError for one with an exponent that Decimal does not take, or that takes ages to write."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if abs(exact.adjusted()) > _LONGEST_EXPONENT:
        raise ValueError(text)
    return exact


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _is_text(value: object) -> bool:
    """Half a surrogate pair can be escaped in JSON but never written as UTF-8."""
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, dict):
        return all(_is_text(key) and _is_text(item) for key, item in value.items())
    return all(_is_text(item) for item in value) if isinstance(value, list) else True


def result(request_id: Id, value: Any) -> bytes:
    """The answer to a request."""
    return _line({"jsonrpc": "2.0", "id": request_id, "result": value})


def failure(request_id: Id, code: int, message: str, data: Any = None) -> bytes:
    """The answer to a request that failed."""
    error = {"code": code, "message": message} | ({} if data is None else {"data": data})
    return _line({"jsonrpc": "2.0", "id": request_id, "error": error})


def refusal(request_id: Id, error: PosError) -> bytes:
    """The answer to a request that the till refused."""
    data = {"code": error.code, "message": error.message, "safe": error.safe}
    return failure(request_id, TILL_ERROR, error.message, data)


def fault(request_id: Id) -> bytes:
    """The answer where the program itself is wrong."""
    message = SENTENCES["internal"]
    return failure(request_id, INTERNAL_ERROR, message, {"code": "internal", "message": message, "safe": True})


def event(kind: str, details: Any) -> bytes:
    """Something that happened by itself."""
    return _line({"jsonrpc": "2.0", "method": "event", "params": {**details, "kind": kind}})


def _line(value: Any) -> bytes:
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
