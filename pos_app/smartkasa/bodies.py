"""What is sent to SmartKasa: JSON text whose numbers are exact decimals, and drafts that hold only what was set."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer


def encoded(body: Mapping[str, Any]) -> bytes:
    """A body as JSON. A Decimal becomes a number with its own digits: no amount passes through a float."""
    return _text(body).encode()


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(str(name))}:{_text(held)}" for name, held in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ",".join(map(_text, value)) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def hryvnias(kopecks: int | None) -> Decimal | None:
    """Kopecks as hryvnias, without needless zeros: 7189 → 71.89, 14500 → 145."""
    return None if kopecks is None else _shortest(Decimal(kopecks).scaleb(-2))


def whole_and_parts(thousandths: int | None) -> Decimal | None:
    """Thousandths as a plain number: 3500 → 3.5."""
    return None if thousandths is None else _shortest(Decimal(thousandths).scaleb(-3))


def _shortest(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


Hryvnias = Annotated[int | None, PlainSerializer(hryvnias, return_type=Decimal | None)]
"""Kopecks here, hryvnias on the wire."""

Units = Annotated[int | None, PlainSerializer(whole_and_parts, return_type=Decimal | None)]
"""Thousandths here, units on the wire."""


class Draft(BaseModel):
    """The fields of a thing to make or change. One that was not given is not sent: what we do not edit stays."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    def fields(self) -> dict[str, Any]:
        """What is sent of it."""
        return self.model_dump(exclude_unset=True)
