"""A simulated scanner on a serial port: whole codes, half codes, codes in one breath, noise."""

from collections.abc import Iterator
from typing import Final

SCANNER_FAULTS: Final = (
    "",
    "half",  # half a code, without its end
    "broken",  # a code in pieces
    "noise",  # control bytes around it
)


class ScannerTwin:
    """`prefix` and `suffix` are what it was set to send around each code; `names_symbols`: its AIM id before them."""

    def __init__(self, *, prefix: str = "", suffix: bytes = b"\r", names_symbols: bool = False) -> None:
        self.fault = ""
        self._prefix = prefix
        self._suffix = suffix
        self._names = names_symbols

    def scan(self, code: str) -> Iterator[bytes]:
        """What comes over the line, piece by piece."""
        symbol = "]E0" if len(code) in {8, 13} else "]C0"
        whole = f"{self._prefix}{symbol if self._names else ''}{code}".encode() + self._suffix
        if self.fault == "half":
            yield whole[: len(whole) // 2]
        elif self.fault == "broken":
            for place in range(0, len(whole), 3):
                yield whole[place : place + 3]
        elif self.fault == "noise":
            yield b"\x00\x02" + whole
        else:
            yield whole
