"""How this server speaks: `{data, meta}`, page figures, money and times as text, and the three shapes of an error."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

DEFAULT_PAGE: Final = 25
JsonObject = dict[str, Any]


def dump(value: object) -> bytes:
    """JSON text. A Decimal becomes a JSON number: only the few fields that the vendor sends as numbers hold one."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=float).encode()


class JsonAnswer(Response):
    """A JSON answer."""

    media_type = "application/json; charset=utf-8"

    def render(self, content: object) -> bytes:
        return dump(content)


def answer(data: object, *, status: int = 200, meta: Mapping[str, object] | None = None) -> JsonAnswer:
    """A success in its wrapper."""
    return JsonAnswer({"data": data, "meta": meta or {}}, status_code=status)


class RefusalError(Exception):
    """A request that is not done; `errors` is the body's `errors` (a text, or field → codes)."""

    def __init__(self, status: int, errors: str | Mapping[str, Sequence[Mapping[str, str]]]) -> None:
        super().__init__(status, errors)
        self.status = status
        self.errors = errors


def field_refused(field: str, code: str, messages: str | None = None) -> RefusalError:
    """422 with `{"errors": {field: [{"error": code}]}}`."""
    error = {"error": code} if messages is None else {"error": code, "messages": messages}
    return RefusalError(422, {field: [error]})


def invalid() -> RefusalError:
    """422, the vendor's answer to a change of what is not there."""
    return field_refused("base", "invalid")


def not_found() -> RefusalError:
    """404 for a reading of what is not there."""
    return RefusalError(404, {"base": [{"error": "not_found"}]})


def wrong_type(form: str, field: str, value: object, wanted: str) -> RefusalError:
    """422 with the form's complaint as one text, as the vendor's typed forms make it."""
    kind = {str: "String", bool: "Boolean", list: "Array", dict: "Hash", int: "Integer"}.get(type(value), "Float")
    shown = json.dumps(value, ensure_ascii=False, default=float)
    return RefusalError(
        422,
        f"[{form}.new] {shown} ({kind}) has invalid type for :{field} violates constraints "
        f"(invalid value for {wanted}(): {shown} failed)",
    )


def unauthorized() -> JsonAnswer:
    """401, always in this one shape."""
    return JsonAnswer({"message": "Unauthorized"}, status_code=401)


def money(value: Decimal | None) -> str | None:
    """Hryvnias as this vendor writes numbers: at least one decimal, no trailing zeros ("3064.0", "71.89")."""
    if value is None:
        return None
    text = f"{value.normalize():f}"
    return text if "." in text else f"{text}.0"


def moment(value: datetime) -> str:
    """A time with milliseconds and offset."""
    return value.isoformat(timespec="milliseconds")


def whole(request: Request, name: str) -> int | None:
    """An integer of the query, None where it is not given; 422 where it is no integer."""
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        return int(text)
    except ValueError:
        raise wrong_type("ListForm", name, text, "Integer") from None


def page_bounds(request: Request, limit: int) -> tuple[int, int]:
    """(page, rows a page) as asked, the rows clamped to `limit`; both from 1."""
    page, rows = whole(request, "page"), whole(request, "per_page")
    page, rows = 1 if page is None else page, DEFAULT_PAGE if rows is None else rows
    if page < 1 or rows < 1:
        raise field_refused("page", "invalid")
    return page, min(rows, limit)


def page_meta(page: int, rows: int, total: int) -> JsonObject:
    """The figures of a page; `next_page` is null on the last one and beyond."""
    pages = -(-total // rows)
    return {
        "current_page": page,
        "next_page": page + 1 if page < pages else None,
        "prev_page": page - 1 if page > 1 else None,
        "total_pages": pages,
        "total_count": total,
        "limit_value": rows,
        "offset_value": (page - 1) * rows,
    }


def paged(request: Request, rows: Sequence[JsonObject], limit: int) -> JsonAnswer:
    """One page of rows that are all at hand."""
    page, size = page_bounds(request, limit)
    start = (page - 1) * size
    return answer(rows[start : start + size], meta=page_meta(page, size, len(rows)))


def filtered(request: Request, rows: Sequence[JsonObject], names: Sequence[str]) -> list[JsonObject]:
    """The rows whose fields equal the query's, compared as text; a list field matches when it holds the value."""
    wanted = {name: request.query_params[name] for name in names if name in request.query_params}
    return [row for row in rows if all(_matches(row.get(name), text) for name, text in wanted.items())]


def _matches(value: object, text: str) -> bool:
    if isinstance(value, list):
        return text in {str(item) for item in value}
    if isinstance(value, bool):
        return text.lower() in ({"true", "1"} if value else {"false", "0"})
    return value is not None and str(value) == text
