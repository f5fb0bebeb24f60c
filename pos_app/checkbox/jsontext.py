"""Reads and writes the JSON of the wire: exact numbers in, the same bytes out for the same values."""

import json
from decimal import Decimal, InvalidOperation
from typing import Final, NoReturn


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


_EXACT: Final = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant)


def parse_json(content: bytes) -> object:
    """The value of a JSON text, fractions as Decimal; ValueError for anything else (NaN, cut text, deep nesting, an
    exponent that no number has).
    """
    try:
        parsed: object = _EXACT.decode(content.decode("utf-8"))
    except RecursionError:
        raise ValueError("JSON nested too deeply") from None
    except InvalidOperation:
        raise ValueError("a number with a boundless exponent") from None
    return parsed


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        # only rates, percentages and the like get here: amounts are whole kopecks
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def dump_json(value: object) -> str:
    """Compact JSON with the keys in the order given; Decimal becomes a number."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain)
