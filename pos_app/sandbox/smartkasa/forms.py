"""Reads request bodies as strictly as the vendor's typed forms: one wrapper, known fields, right types."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from starlette.requests import Request

from pos_app.sandbox.smartkasa.answers import JsonObject, RefusalError, field_refused, invalid, wrong_type

TEXT: Final = "String"
INTEGER: Final = "Integer"
NUMBER: Final = "Float"
FLAG: Final = "Boolean"
LIST: Final = "Array"
OBJECT: Final = "Hash"


def _fits(kind: str, value: object) -> bool:
    if kind in {INTEGER, NUMBER}:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (kind == NUMBER and isinstance(value, Decimal))
    return isinstance(value, {TEXT: str, FLAG: bool, LIST: list, OBJECT: dict}[kind])


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that a body may hold. Null is allowed but for `required` ones, which may not be empty either."""

    name: str
    wrapper: str
    fields: Mapping[str, str]
    required: tuple[str, ...] = ()

    async def read(self, request: Request, *, partial: bool = False) -> JsonObject:
        """The wrapper's content; RefusalError where the body is not as it should be. `partial`: only what is given."""
        return self.check(unwrapped(await body_of(request), self.wrapper), partial=partial)

    def check(self, fields: JsonObject, *, partial: bool = False) -> JsonObject:
        """These fields as they are, once they are known to fit."""
        for name, value in fields.items():
            if name not in self.fields:
                raise field_refused(name, "invalid")
            if value is not None and not _fits(self.fields[name], value):
                raise wrong_type(self.name, name, value, self.fields[name])
        for name in self.required:
            if (name in fields or not partial) and fields.get(name) in (None, ""):
                raise field_refused(name, "blank")
        return fields


async def body_of(request: Request) -> JsonObject:
    """The body's object; numbers with a point are Decimals. 400 for what is not a JSON object."""
    try:
        body: Any = json.loads(await request.body(), parse_float=Decimal)
    except ValueError:
        raise RefusalError(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise RefusalError(400, "the body is not an object")
    return body


def unwrapped(body: JsonObject, wrapper: str) -> JsonObject:
    """What the one wrapper of a body holds: a body without it, or with more, is refused."""
    inner = body.get(wrapper)
    if set(body) != {wrapper} or not isinstance(inner, dict):
        raise invalid()
    return inner


async def batch_of(request: Request, name: str) -> list[Any]:
    """The list of a body `{"batch": {name: […]}}`."""
    batch = unwrapped(await body_of(request), "batch")
    rows = batch.get(name)
    if set(batch) != {name} or not isinstance(rows, list) or not rows:
        raise field_refused(name, "invalid")
    return rows
