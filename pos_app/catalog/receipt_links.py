"""The QR of a fiscal receipt: which receipt it leads to."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

_TAX_SERVICE: Final = "cabinet.tax.gov.ua"
_CHECKBOX: Final = ("checkbox.ua", "checkbox.in.ua")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class ReceiptLink:
    """A receipt by what its QR says: the fiscal number and the register's, or Checkbox's id of it."""

    fiscal_code: str | None = None
    register_number: str | None = None
    receipt_id: str | None = None


def receipt_link(code: str) -> ReceiptLink | None:
    """The receipt that a QR leads to; None for any other text.

    The tax service's form is `…/cashregs/check?id=&fn=&date=&time=&sm=`, Checkbox's `https://check.checkbox.ua/{id}`,
    also with `/check/` and further words in the path.
    """
    if not code.lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(code)
        host = parts.hostname or ""
    except ValueError:
        return None
    if host == _TAX_SERVICE:
        query = parse_qs(parts.query)
        fiscal_code = query.get("id", [""])[0]
        return ReceiptLink(fiscal_code, query.get("fn", [None])[0]) if fiscal_code else None
    ours = any(host == name or host.endswith(f".{name}") for name in _CHECKBOX)
    named = _UUID.search(parts.path) if ours else None
    return ReceiptLink(receipt_id=named[0].lower()) if named else None
