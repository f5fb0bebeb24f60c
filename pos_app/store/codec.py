"""Domain values to JSON and back: frozen dataclasses by their field names, decimals and dates as text."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pos_app.domain.said import Said, Sentence, parts_of

T = TypeVar("T")
Text = TypeVar("Text", str, "str | None")
_PARTS = "parts"
"""A `Sentence` is written by its parts, so that it can be read in another language later."""
_MARK = f'{{"{_PARTS}":'


def dump(value: object) -> str:
    """The value as compact JSON with its keys sorted: equal values give equal text."""
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def load(kind: type[T], text: str) -> T:
    """The value that `dump` wrote. Unknown keys are ignored and missing ones take their defaults (older rows)."""
    return cast("T", _decoder(cast("Any", kind))(json.loads(text)))


def load_plain(kind: type[T], data: object) -> T:
    """The value that `encode` gave."""
    return cast("T", _decoder(cast("Any", kind))(data))


def kept_text(text: Text) -> Text:
    """A text for a column of its own: as it is, or by its parts."""
    if isinstance(text, str) and (isinstance(text, Sentence) or text.startswith(_MARK)):
        return dump(Sentence(parts_of(text)))
    return text


def read_text(column: Text) -> Text:
    """The text that `kept_text` gave."""
    return cast("Text", _text(json.loads(column))) if isinstance(column, str) and column.startswith(_MARK) else column


def encode(value: object) -> Any:
    """The value in JSON's own types."""
    if isinstance(value, Sentence):
        return {_PARTS: encode(value.said)}
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        rare = _rare(type(value))
        shown = ((name, getattr(value, name)) for name in _names(type(value)))
        return {name: encode(item) for name, item in shown if name not in rare or item is not None}
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(encode(item) for item in value)
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    raise TypeError(f"no JSON form for {type(value).__name__}")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _rare(kind: type) -> frozenset[str]:
    """Fields that few values have: where they are None nothing is written, as before there was such a field."""
    return frozenset(field.name for field in fields(kind) if field.metadata.get("rare"))


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if kind is Any or kind is object:
        return _same
    if origin in {Union, UnionType}:
        return _optional(get_args(kind))
    if origin in {tuple, list, frozenset}:
        return _sequence(origin, get_args(kind)[0])
    if origin is not None:
        return _mapping(get_args(kind))
    if is_dataclass(kind):
        return _dataclass(cast("type", kind))
    if isinstance(kind, type) and issubclass(kind, Enum | Decimal):
        return cast("Callable[[Any], Any]", kind)
    if kind is str:
        return _text
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    return _same


def _same(data: Any) -> Any:
    return data


def _text(data: Any) -> Any:
    return Sentence(_said(data[_PARTS])) if isinstance(data, dict) and _PARTS in data else data


def _said(data: Mapping[str, Any]) -> Said:
    values = {name: _said(one) if isinstance(one, dict) else one for name, one in data["values"].items()}
    return Said(data["text"], values, _said(data["then"]) if data["then"] is not None else None)


def _optional(options: tuple[Any, ...]) -> Callable[[Any], Any]:
    inner = [option for option in options if option is not NoneType]
    decode = _decoder(inner[0]) if len(inner) == 1 else _same
    return lambda data: None if data is None else decode(data)


def _sequence(origin: Any, item: Any) -> Callable[[Any], Any]:
    decode = _decoder(item)
    return lambda data: origin(decode(one) for one in data)


def _mapping(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    key, decode = args[0], _decoder(args[1])
    return lambda data: {(int(name) if key is int else name): decode(one) for name, one in data.items()}


def _dataclass(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    parts = [
        (field.name, _decoder(hints[field.name]), field.default is MISSING and field.default_factory is MISSING)
        for field in fields(kind)
    ]

    def decode(data: Mapping[str, Any]) -> Any:
        return kind(**{name: part(data[name]) for name, part, needed in parts if needed or name in data})

    return decode
