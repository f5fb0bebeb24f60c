"""How taxes and a person's choices of them stand in the settings of till.db."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from pos_app.catalog.taxmap import Confirmed
from pos_app.domain.tax import Tax

TAXES: Final = "register.taxes"
CONFIRMED: Final = "taxes.confirmed"
OVERRIDES: Final = "taxes.overrides"
_NOT_DIGITS: Final = re.compile(r"\D+")


def to_row(tax: Tax) -> list[Any]:
    """A tax as JSON."""
    return [tax.code, tax.label, tax.symbol, str(tax.rate), str(tax.extra_rate), tax.no_vat]


def from_row(row: Sequence[Any]) -> Tax:
    """The tax again."""
    return Tax(row[0], row[1], row[2], Decimal(row[3]), Decimal(row[4]), bool(row[5]))


def chosen_row(chosen: Confirmed | None, taxes: Mapping[int, Tax], *, by: str) -> dict[str, Any]:
    """A choice as JSON; `was` is what its taxes were at that moment, to be shown beside what they became."""
    if chosen is None:
        return {"codes": [], "fingerprint": "", "by": by}
    was = [to_row(taxes[code]) for code in chosen.codes if code in taxes]
    return {"codes": list(chosen.codes), "fingerprint": chosen.fingerprint, "by": by, "was": was}


def confirmed_of(row: Mapping[str, Any]) -> Confirmed:
    """The choice again."""
    return Confirmed(tuple(row["codes"]), row["fingerprint"])


def uktzed_key(text: str) -> str:
    """The digits of a УКТЗЕД code, which people write with spaces and dots."""
    return text if text.isdigit() else _NOT_DIGITS.sub("", text)
