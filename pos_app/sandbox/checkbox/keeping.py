"""The sandbox register in a file, so that a demo that restarts finds the same shifts, receipts and codes."""

import json
import os
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from pos_app.sandbox.checkbox.state import RegisterState

FORMAT: Final = 1
Decode = Callable[[Any], Any]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept")


def dump(state: RegisterState, clock_ahead_s: float = 0.0) -> bytes:
    """The whole state as JSON; `clock_ahead_s` is how far the sandbox's clock was moved."""
    document = {"format": FORMAT, "clock_ahead_s": clock_ahead_s, "state": state}
    return json.dumps(document, default=_plain, ensure_ascii=False).encode()


def load(raw: bytes) -> tuple[RegisterState, float]:
    """The state and the clock's lead back; ValueError when it is not such a file."""
    document = json.loads(raw)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError("not a sandbox register")
    state: RegisterState = _decoder(RegisterState)(document["state"])
    return state, float(document["clock_ahead_s"])


def save_to(path: Path, raw: bytes) -> None:
    """Write the file so that a crash leaves the old one or the new one, never half of either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(path.suffix + ".part")
    with part.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


@cache
def _decoder(kind: Any) -> Decode:
    """A function from JSON back to a value of the annotated kind."""
    if kind is datetime:
        return datetime.fromisoformat
    if is_dataclass(kind):
        return _record_decoder(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return _optional_decoder(inner)
    if origin is list:
        item = _decoder(inner[0])
        return lambda value: [item(one) for one in value]
    if origin is dict:
        return _dict_decoder(inner)
    if origin is tuple:
        parts = [_decoder(one) for one in inner]
        return lambda value: tuple(part(one) for part, one in zip(parts, value, strict=True))
    return lambda value: value


def _record_decoder(kind: Any) -> Decode:
    parts = {name: _decoder(hint) for name, hint in get_type_hints(kind).items()}
    return lambda value: kind(**{name: parts[name](one) for name, one in value.items()})


def _optional_decoder(inner: tuple[Any, ...]) -> Decode:
    (kind,) = (one for one in inner if one is not NoneType)
    decode = _decoder(kind)
    return lambda value: None if value is None else decode(value)


def _dict_decoder(inner: tuple[Any, ...]) -> Decode:
    key, item = inner[0], _decoder(inner[1])
    return lambda value: {key(name): item(one) for name, one in value.items()}
