"""A simulated scale that answers in the words of four makes, and fails as it is told."""

from collections.abc import Callable
from random import Random
from typing import Final

SCALE_FAULTS: Final = (
    "",
    "silent",  # hears, and says nothing
    "moving",  # the weight never settles
    "overload",
    "below",  # less than nothing
    "garbage",  # as from a wrong baud rate
    "half",  # half an answer, and no more
    "late",  # the answer to the question before
)


class ScaleTwin:
    """`grams` lie on it; `make`: cas, toledo8217, sics or axis. Bytes in, bytes out."""

    def __init__(self, make: str = "sics", *, random: Random | None = None) -> None:
        self.make = make
        self.grams = 0
        self.tare = 0
        self.zero = 0
        self.fault = ""
        self.asked = 0
        self._random = random or Random(1)  # noqa: S311 - a simulated hand that trembles
        self._held = bytearray()
        self._late = b""
        self._answers: dict[str, Callable[[bytes], bytes | None]] = {
            "cas": self._cas, "toledo8217": self._toledo, "sics": self._sics, "axis": self._axis,
        }  # fmt: skip

    @property
    def shown(self) -> int:
        """What its own display shows, grams."""
        return self.grams - self.tare - self.zero

    def heard(self, data: bytes) -> bytes:
        """Bytes came in; → what it says to them."""
        said = bytearray()
        for byte in data:
            self._held.append(byte)
            answer = self._answers[self.make](bytes(self._held))
            if answer is not None:
                self._held.clear()
                said += self._spoilt(answer)
        return bytes(said)

    def _spoilt(self, answer: bytes) -> bytes:
        self.asked += 1
        if not answer or self.fault == "silent":
            return b""
        if self.fault == "garbage":
            return bytes(self._random.randrange(1, 256) for _ in range(len(answer) + 5))
        if self.fault == "half":
            return answer[: len(answer) // 2]
        if self.fault == "late":
            self._late, answer = answer, self._late
        return answer

    def _now(self) -> tuple[int, bool]:
        """Grams, and whether they have settled."""
        if self.fault == "moving":
            return max(0, self.shown + self._random.randint(-40, 40)), False
        if self.fault == "below":
            return -max(1, abs(self.shown)), True
        return self.shown, True

    # the makes

    def _cas(self, held: bytes) -> bytes | None:
        if held[-1:] == b"\x05":
            return b"\x06"
        if held[-1:] != b"\x11":
            return None
        grams, settled = self._now()
        sign = "F" if self.fault == "overload" else "-" if grams < 0 else " "
        body = f"{'S' if settled else 'U'}{sign}{abs(grams) / 1000:6.3f}kg".encode()
        check = 0
        for byte in body:
            check ^= byte
        return b"\x01\x02" + body + bytes([check]) + b"\x03\x04"

    def _toledo(self, held: bytes) -> bytes | None:
        if held == b"T":
            self.tare = self.grams - self.zero
            return b""
        if held == b"Z":
            self.zero, self.tare = self.grams, 0
            return b""
        if held != b"W":
            return b""
        grams, settled = self._now()
        status = 0x40 | (0 if settled else 1) | (2 if self.fault == "overload" else 0) | (4 if grams < 0 else 0)
        if status != 0x40:
            return b"\x02?" + bytes([status]) + b"\r"
        return b"\x02" + f"{grams / 1000:06.3f}".encode() + b"\r"

    def _sics(self, held: bytes) -> bytes | None:
        if not held.endswith(b"\n"):
            return None
        word = held.strip()
        if word == b"T":
            self.tare = self.grams - self.zero
            return f"T S {self.tare / 1000:10.3f} kg\r\n".encode()
        if word == b"Z":
            self.zero, self.tare = self.grams, 0
            return b"Z A\r\n"
        if word not in {b"S", b"SI"}:
            return b"ES\r\n"
        grams, settled = self._now()
        if self.fault == "overload":
            return b"S +\r\n"
        return f"S {'S' if settled else 'D'} {grams / 1000:10.3f} kg\r\n".encode()

    def _axis(self, held: bytes) -> bytes | None:
        if not held.endswith(b"\n"):
            return None
        word = held.strip()
        if word == b"ST":
            self.tare = self.grams - self.zero
        elif word == b"SZ":
            self.zero, self.tare = self.grams, 0
        if word != b"SI":
            return b"MJ\r\n" if word == b"SJ" else b""
        grams, _ = self._now()
        if self.fault == "overload":
            return b"  HHHHHHHH kg \r\n"
        return f"{'-' if grams < 0 else ' '} {abs(grams) / 1000:8.3f} kg \r\n".encode()
