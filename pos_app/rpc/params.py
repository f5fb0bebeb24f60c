"""Reads the parameters of a request strictly: the right types, nothing missing, nothing unknown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

MAX_INT: Final = 2**53
"""Larger whole numbers are not the same in every JSON reader, and no sum or count needs them."""

Check = Callable[[object, str], Any]


class BadParams(Exception):
    """The request's parameters are not what the method takes; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: how it is read, and whether it must be there. One that is `null` counts as left out."""

    check: Check
    needed: bool = True


def read(shape: Mapping[str, Param], given: object, where: str = "params") -> dict[str, Any]:
    """The parameters by name; those left out are absent."""
    if not isinstance(given, Mapping):
        raise BadParams(f"{where} must be an object")
    unknown = [name for name in given if name not in shape]
    if unknown:
        raise BadParams(f"{where}: unknown {unknown[0]!r}")
    found = {}
    for name, param in shape.items():
        value = given.get(name)
        if value is not None:
            found[name] = param.check(value, f"{where}.{name}")
        elif param.needed:
            raise BadParams(f"{where}.{name} is missing")
    return found


def limit_of(given: Mapping[str, Any], usual: int, most: int = 1000) -> int:
    """The parameter `limit`, or as many rows as are usual."""
    limit: int = given.get("limit", usual)
    if not 1 <= limit <= most:
        raise BadParams(f"params.limit must be from 1 to {most}")
    return limit


def whole(value: object, where: str) -> int:
    """A whole number; true and 1.0 are none."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MAX_INT:
        raise BadParams(f"{where} must be a whole number")
    return value


def number(value: object, where: str) -> Decimal:
    """A number, exact."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadParams(f"{where} must be a number")
    exact = Decimal(value)
    if abs(exact) > MAX_INT:
        raise BadParams(f"{where} is too large")
    return exact


def text(value: object, where: str) -> str:
    """Text, bounded."""
    if not isinstance(value, str) or len(value) > 4096:
        raise BadParams(f"{where} must be text")
    return value


def flag(value: object, where: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise BadParams(f"{where} must be true or false")
    return value


def day(value: object, where: str) -> date:
    """A day as 2026-11-21."""
    try:
        return date.fromisoformat(text(value, where))
    except ValueError:
        raise BadParams(f"{where} must be a day like 2026-11-21") from None


def one_of(*words: str) -> Check:
    """One of these words."""

    def check(value: object, where: str) -> str:
        if not isinstance(value, str) or value not in words:
            raise BadParams(f"{where} must be one of {', '.join(words)}")
        return value

    return check


def list_of(check_item: Check) -> Check:
    """A list."""

    def check(value: object, where: str) -> list[Any]:
        if not isinstance(value, list) or len(value) > 10_000:
            raise BadParams(f"{where} must be a list")
        return [check_item(item, f"{where}[{place}]") for place, item in enumerate(value)]

    return check


def object_of(shape: Mapping[str, Param]) -> Check:
    """An object of this shape."""
    return lambda value, where: read(shape, value, where)


def table_of(check_value: Check) -> Check:
    """An object with any names, all values alike."""

    def check(value: object, where: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise BadParams(f"{where} must be an object")
        return {name: check_value(item, f"{where}.{name}") for name, item in value.items()}

    return check


def needed(check: Check) -> Param:
    """It must be there."""
    return Param(check)


def optional(check: Check) -> Param:
    """It may be left out."""
    return Param(check, needed=False)
