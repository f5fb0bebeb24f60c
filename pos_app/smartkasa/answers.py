"""Read what came back: the envelope {"data", "meta"} of a success, or one of three error shapes as a typed error."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from pydantic_core import from_json

from pos_app.smartkasa.errors import (
    BadAnswer,
    Complaint,
    Forbidden,
    Invalid,
    NotFound,
    ServerFault,
    SmartKasaError,
    Throttled,
    Unauthorized,
)

LONGEST_TEXT: Final = 200
_REFUSALS: Final[Mapping[int, type[SmartKasaError]]] = {401: Unauthorized, 403: Forbidden, 404: NotFound}


def error_of(status: int, headers: Mapping[str, str], body: bytes, now: Callable[[], datetime]) -> SmartKasaError:
    """The typed error for an answer that is not 2xx.

    A refusal is believed only in SmartKasa's own words (or, for 404, in silence): a proxy's page must neither sign the
    till out nor make a product disappear.
    """
    wait = retry_after(headers.get("retry-after"), now)
    if status == 429:
        return Throttled(status=status, retry_after=wait)
    if status >= 500:
        return ServerFault(status=status, retry_after=wait)
    complaints = complaints_in(body)
    if status < 400 or (complaints is None and not (status == 404 and not body.strip())):
        return BadAnswer(status=status, retry_after=wait)
    return _REFUSALS.get(status, Invalid)(status=status, complaints=complaints or (), retry_after=wait)


def complaints_in(body: bytes) -> tuple[Complaint, ...] | None:
    """Read {"errors": {field: [{"error": code}]}}, {"errors": text} or {"message": text}; None for anything else."""
    try:
        document = from_json(body, allow_inf_nan=False)
    except ValueError:
        return None
    if not isinstance(document, dict):
        return None
    errors = document.get("errors")
    if isinstance(errors, dict):
        return tuple(c for field, entries in errors.items() for c in _of_field(field, entries))
    for text in (errors, document.get("message"), document.get("error")):
        if isinstance(text, str):
            return (Complaint("", "", _clip(text)),)
    return None


def _of_field(field: str, entries: object) -> list[Complaint]:
    listed = entries if isinstance(entries, list) else [entries]
    found = []
    for entry in listed:
        if isinstance(entry, dict):
            text = entry.get("messages") or entry.get("message") or ""
            found.append(Complaint(field, _clip(str(entry.get("error") or "")), _clip(str(text))))
        else:
            found.append(Complaint(field, "", _clip(str(entry))))
    return found


def _clip(text: str) -> str:
    return text[:LONGEST_TEXT]


def retry_after(value: str | None, now: Callable[[], datetime]) -> float | None:
    """`Retry-After` as seconds from now, whether it came as a number or as a date; None when absent or senseless."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now()).total_seconds())


def envelope(body: bytes, status: int) -> tuple[Any, dict[str, Any]]:
    """The `data` and `meta` of a success; BadAnswer for a body that is not such an object."""
    try:
        document = from_json(body, allow_inf_nan=False)
    except ValueError:
        raise BadAnswer(status=status) from None
    if not isinstance(document, dict) or document.get("data") is None:
        raise BadAnswer(status=status)
    meta = document.get("meta")
    return document["data"], meta if isinstance(meta, dict) else {}
