"""What scales say: CAS, Toledo 8217, SICS and AXIS behind one interface. A weight is thousandths of a kilogram.

Sources: the makers' manuals (CAS AP and SW: ENQ, ACK, DC1; Mettler-Toledo 8217; MT-SICS reference, levels 0 and 1;
AXIS "LonG" protocol). Weights are read leniently: signs, spaces and either decimal mark.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from operator import xor
from typing import Final, Protocol

from pos_app.devices.exchange import Exchange
from pos_app.domain.device import Trouble
from pos_app.domain.quantity import MAX_QUANTITY, ONE
from pos_app.links.stream import LineFailed

ENQ, ACK, NAK, DC1 = 0x05, 0x06, 0x15, 0x11
STX, ETX, CR = b"\x02", b"\x03", b"\r"
_NUMBER: Final = re.compile(
    r"(?<![\w.,-])(-?)\s*(\d+(?:[.,]\d+)?|[.,]\d+)(?:\s*(kg|g)\b|(?!\s*[\w.,]))", re.IGNORECASE
)
"""A number as a whole, and no unit but these: of "1.234lb" and of a torn "0.350k" no part is a weight."""
_TOO_MUCH: Final = re.compile(r"[Hh^]{3}|-{4}|O\.?L|Err", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at a scale. `weight` None: none to be had; `trouble`: OVERLOAD or BELOW, for a person to settle."""

    weight: int | None = None
    stable: bool = False
    trouble: Trouble = Trouble.NONE


class ScaleProtocol(Protocol):
    """How one make is spoken to. `tells_stability`: it says itself whether the weight has settled."""

    tells_stability: bool
    defaults: Mapping[str, object]
    """The port as the maker delivers it: fields of `Port`."""

    async def read(self, line: Exchange) -> Reading:
        """One look. Raises `LineFailed` (GARBAGE) for what is no answer of this make."""
        ...

    def tare(self) -> bytes | None:
        """The command that takes the present weight for the packaging's; None where only the scale's own key does."""
        ...

    def zero(self) -> bytes | None:
        """The command that makes the present weight nought."""
        ...


def weight_of(text: str) -> int | None:
    """A weight in words: "0.350 kg", "- 0,012kg", "350 g"; None for what is none. Without any unit: kilograms."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    amount = Decimal(match[2].replace(",", "."))
    thousandths = amount * (1 if (match[3] or "").lower() == "g" else ONE)
    whole = int(thousandths.to_integral_value(ROUND_HALF_UP))
    if whole > MAX_QUANTITY:
        return None
    return -whole if match[1] else whole


def _seen(weight: int | None, *, stable: bool) -> Reading:
    if weight is None:
        raise LineFailed(Trouble.GARBAGE)
    return Reading(weight, stable, Trouble.BELOW if weight < 0 else Trouble.NONE)


class Cas:
    """CAS AP, ER, SW, PD-II and their kin: ENQ, ACK, DC1, then SOH STX status sign weight unit BCC ETX EOT."""

    tells_stability = True
    defaults: Mapping[str, object] = {"baudrate": 9600}
    _END: Final = b"\x03\x04"
    _SHORTEST: Final = 15

    async def read(self, line: Exchange) -> Reading:
        """Ready? Then the weight."""
        await line.ask(bytes([ENQ]))
        ready = await line.byte()
        if ready == NAK:
            return Reading()
        if ready != ACK:
            raise LineFailed(Trouble.GARBAGE)
        await line.say(bytes([DC1]))
        return self._parse(await line.until(self._END, least=self._SHORTEST))

    def _parse(self, frame: bytes) -> Reading:
        begin = frame.find(STX)
        body, check = frame[begin + 1 : -3], frame[-3]
        # some count only seven bits, with the eighth set on the head
        if begin < 0 or len(body) < 10 or reduce(xor, body) & 0x7F != check & 0x7F:
            raise LineFailed(Trouble.GARBAGE)
        text = body.decode("ascii", "replace")
        if text[1] == "F":
            return Reading(trouble=Trouble.OVERLOAD)
        return _seen(weight_of(text[1:]), stable=text[0] == "S")

    def tare(self) -> None:
        """Its own key."""

    def zero(self) -> None:
        """Its own key."""


class Toledo8217:
    """Mettler-Toledo 8217 and what speaks like it: W → STX weight CR, or STX ? status CR."""

    tells_stability = True
    defaults: Mapping[str, object] = {"baudrate": 9600, "bits": 7, "parity": "E"}
    _MOVING, _OVER, _UNDER = 0x01, 0x02, 0x04

    async def read(self, line: Exchange) -> Reading:
        """The weight, which it gives only when it has settled; else its status."""
        await line.ask(b"W")
        answer = await line.until(CR)
        begin = answer.rfind(STX)
        if begin < 0:
            raise LineFailed(Trouble.GARBAGE)
        body = answer[begin + 1 : -1]
        if body.startswith(b"?"):
            return self._status(body[1:])
        text = body.decode("ascii", "replace").strip().rstrip("N")
        # without a point the last three figures are grams
        weight = int(text) if text.isdecimal() and len(text) >= 4 else weight_of(text)
        return _seen(weight, stable=True)

    def _status(self, said: bytes) -> Reading:
        if len(said) != 1:
            raise LineFailed(Trouble.GARBAGE)
        if said[0] & self._OVER:
            return Reading(trouble=Trouble.OVERLOAD)
        if said[0] & self._UNDER:
            return Reading(trouble=Trouble.BELOW)
        return Reading()

    def tare(self) -> bytes:
        """T."""
        return b"T"

    def zero(self) -> bytes:
        """Z."""
        return b"Z"


class Sics:
    """MT-SICS: SI → "S S 0.350 kg" settled, "S D …" not, "S +" too much, "S -" too little, "S I" not now."""

    tells_stability = True
    defaults: Mapping[str, object] = {"baudrate": 9600}

    async def read(self, line: Exchange) -> Reading:
        """The weight at once, settled or not."""
        await line.ask(b"SI\r\n")
        words = (await line.until(b"\n")).decode("ascii", "replace").split(maxsplit=2)
        if len(words) < 2 or words[0] not in {"S", "SI"}:
            raise LineFailed(Trouble.GARBAGE)
        if words[1] in {"+", "-"} and len(words) == 2:
            return Reading(trouble=Trouble.OVERLOAD if words[1] == "+" else Trouble.BELOW)
        if words[1] == "I" or len(words) < 3:
            return Reading()
        if words[1] not in {"S", "D"}:
            raise LineFailed(Trouble.GARBAGE)
        return _seen(weight_of(words[2]), stable=words[1] == "S")

    def tare(self) -> bytes:
        """T: waits for a settled weight by itself."""
        return b"T\r\n"

    def zero(self) -> bytes:
        """Z."""
        return b"Z\r\n"


class Axis:
    """AXIS, "LonG" protocol: SI → sixteen bytes with sign, weight and unit. It does not say whether it has settled."""

    tells_stability = False
    defaults: Mapping[str, object] = {"baudrate": 4800}

    async def read(self, line: Exchange) -> Reading:
        """The weight as the display shows it."""
        await line.ask(b"SI\r\n")
        text = (await line.until(b"\n")).decode("ascii", "replace")
        weight = weight_of(text)
        if weight is None and _TOO_MUCH.search(text):
            return Reading(trouble=Trouble.OVERLOAD)
        return _seen(weight, stable=False)

    def tare(self) -> bytes:
        """ST, without an answer."""
        return b"ST\r\n"

    def zero(self) -> bytes:
        """SZ, without an answer."""
        return b"SZ\r\n"


PROTOCOLS: Final[Mapping[str, ScaleProtocol]] = {
    "cas": Cas(),
    "toledo8217": Toledo8217(),
    "sics": Sics(),
    "axis": Axis(),
}
