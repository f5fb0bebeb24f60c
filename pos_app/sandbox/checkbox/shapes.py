"""A small checker of request bodies: which types, limits and enums the sandbox takes, and where a body breaks them.

A check is a function `(value, loc, problems) -> value`; it appends to `problems` what is wrong, in the words and
with the `loc` path that the vendor's service uses, and returns the value in the sandbox's own form.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

Loc = tuple[str | int, ...]
Problems = list[dict[str, Any]]
Check = Callable[[Any, Loc, Problems], Any]

KYIV: Final = ZoneInfo("Europe/Kyiv")
BROKEN: Final = object()


def complain(problems: Problems, loc: Loc, msg: str, kind: str, **ctx: Any) -> Any:
    """Note one problem; the returned mark never reaches a rule, because a body with problems is refused."""
    problem: dict[str, Any] = {"loc": list(loc), "msg": msg, "type": kind}
    if ctx:
        problem["ctx"] = ctx
    problems.append(problem)
    return BROKEN


def text(shortest: int = 0, longest: int | None = None, pattern: str | None = None) -> Check:
    """A string within the limits."""

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        if not isinstance(value, str):
            return complain(problems, loc, "str type expected", "type_error.str")
        if len(value) < shortest:
            kind = "value_error.any_str.min_length"
            message = f"ensure this value has at least {shortest} characters"
            return complain(problems, loc, message, kind, limit_value=shortest)
        if longest is not None and len(value) > longest:
            kind = "value_error.any_str.max_length"
            message = f"ensure this value has at most {longest} characters"
            return complain(problems, loc, message, kind, limit_value=longest)
        if pattern is not None and re.fullmatch(pattern, value) is None:
            return complain(problems, loc, f'string does not match regex "{pattern}"', "value_error.str.regex")
        return value

    return check


def _within(value: Any, loc: Loc, problems: Problems, low: int | None, high: int | None) -> Any:
    if low is not None and value < low:
        message = f"ensure this value is greater than or equal to {low}"
        return complain(problems, loc, message, "value_error.number.not_ge", limit_value=low)
    if high is not None and value > high:
        message = f"ensure this value is less than or equal to {high}"
        return complain(problems, loc, message, "value_error.number.not_le", limit_value=high)
    return value


def whole(low: int | None = None, high: int | None = None) -> Check:
    """An integer within the limits, both included; `true` and `1.0` are none."""

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            return complain(problems, loc, "value is not a valid integer", "type_error.integer")
        return _within(value, loc, problems, low, high)

    return check


def number(low: int | None = None, high: int | None = None) -> Check:
    """An integer or a decimal number."""

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return complain(problems, loc, "value is not a valid float", "type_error.float")
        return _within(value, loc, problems, low, high)

    return check


def flag(value: Any, loc: Loc, problems: Problems) -> Any:
    """`true` or `false`."""
    if not isinstance(value, bool):
        return complain(problems, loc, "value could not be parsed to a boolean", "type_error.bool")
    return value


def uuid(value: Any, loc: Loc, problems: Problems) -> Any:
    """A UUID; comes out in lower case with hyphens."""
    try:
        return str(UUID(value))
    except (ValueError, AttributeError, TypeError):
        return complain(problems, loc, "value is not a valid uuid", "type_error.uuid")


def moment(value: Any, loc: Loc, problems: Problems) -> Any:
    """An ISO 8601 date and time; without an offset it is Kyiv's; comes out in UTC."""
    try:
        at = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        return complain(problems, loc, "invalid datetime format", "value_error.datetime")
    return (at if at.tzinfo else at.replace(tzinfo=KYIV)).astimezone(UTC)


def email(value: Any, loc: Loc, problems: Problems) -> Any:
    """An e-mail address, as far as its shape goes."""
    if not isinstance(value, str) or re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", value) is None:
        return complain(problems, loc, "value is not a valid email address", "value_error.email")
    return value


def one_of(*allowed: str) -> Check:
    """One of the words of an enum."""

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        if value not in allowed or not isinstance(value, str):
            words = ", ".join(f"'{word}'" for word in allowed)
            message = f"value is not a valid enumeration member; permitted: {words}"
            return complain(problems, loc, message, "type_error.enum", enum_values=list(allowed))
        return value

    return check


def either(*checks: Check) -> Check:
    """The first check that the value passes; the last one's complaint if it passes none."""

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        for one in checks:
            found: Problems = []
            result = one(value, loc, found)
            if not found:
                return result
        problems.extend(found)
        return BROKEN

    return check


def list_of(item: Check, shortest: int = 0) -> Check:
    """A list whose items all pass."""

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        if not isinstance(value, list):
            return complain(problems, loc, "value is not a valid list", "type_error.list")
        if len(value) < shortest:
            message = f"ensure this value has at least {shortest} items"
            return complain(problems, loc, message, "value_error.list.min_items", limit_value=shortest)
        return [item(one, (*loc, number_), problems) for number_, one in enumerate(value)]

    return check


def mapping(item: Check) -> Check:
    """An object with free names."""

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return complain(problems, loc, "value is not a valid dict", "type_error.dict")
        return {name: item(one, (*loc, name), problems) for name, one in value.items()}

    return check


@dataclass(frozen=True, slots=True)
class Field:
    """A named member: `needed`, or with a default; only a member whose default is None may be sent as null."""

    check: Check
    needed: bool = False
    default: Any = None


def needed(check: Check) -> Field:
    """A member that must be there."""
    return Field(check, needed=True)


def record(fields: Mapping[str, Field | Check]) -> Check:
    """An object with known members; unknown ones are left out, as the vendor's service leaves them out."""
    table = {name: one if isinstance(one, Field) else Field(one) for name, one in fields.items()}

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return complain(problems, loc, "value is not a valid dict", "type_error.dict")
        result = {}
        for name, field in table.items():
            if name not in value or (value[name] is None and not field.needed and field.default is None):
                if field.needed:
                    complain(problems, (*loc, name), "field required", "value_error.missing")
                result[name] = field.default
            elif value[name] is None:
                message = "none is not an allowed value"
                complain(problems, (*loc, name), message, "type_error.none.not_allowed")
            else:
                result[name] = field.check(value[name], (*loc, name), problems)
        return result

    return check


def by_type(kinds: Mapping[str, Check], default: str) -> Check:
    """An object whose `type` says which of the checks it must pass."""

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return complain(problems, loc, "value is not a valid dict", "type_error.dict")
        kind = value.get("type", default)
        if kind not in kinds or not isinstance(kind, str):
            words = ", ".join(f"'{word}'" for word in kinds)
            message = f"unexpected value; permitted: {words}"
            return complain(problems, (*loc, "type"), message, "value_error.const", permitted=list(kinds))
        return {**kinds[kind](value, loc, problems), "type": kind}

    return check
