"""Reads ESC/POS as a printer does, command by command, from the tables of the printers' manuals.

What arrives by halves waits for its other half. An unknown command is a fault and never guessed at: `UnknownCommand`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PAGES: Final[Mapping[int, str]] = {
    17: "cp866", 46: "cp1251", 44: "cp1125", 23: "cp1251", 73: "cp1251", 28: "cp1251", 6: "cp1251", 34: "cp1251",
}  # fmt: skip
"""`ESC t n` → encoding, of all the makers together; a real printer has some of them."""
_ONE_PARAMETER: Final = b"!EaMG-{2J3dtR V"
_PULSE_PINS: Final = {0: 2, 48: 2, 1: 5, 49: 5}


class UnknownCommand(ValueError):
    """Bytes that no manual explains."""


class What(StrEnum):
    """What a command makes a printer do."""

    TEXT = "text"
    LINE = "line"
    RESET = "reset"
    PAGE = "page"
    CUT = "cut"
    PULSE = "pulse"
    QR = "qr"
    BARS = "bars"
    RASTER = "raster"
    ASK = "ask"
    ASB = "asb"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Done:
    """One thing done. `data`: text, QR content, bars or rows of pixels; `number`: pin, page, dots a module, lines."""

    what: What
    data: bytes = b""
    number: int = 0
    bold: bool = False
    wide: bool = False
    high: bool = False
    centred: bool = False
    page: int | None = None
    kind: int = 0
    width: int = 0

    @property
    def text(self) -> str:
        """The text as the code page shows it; what the page lacks is a replacement character."""
        return self.data.decode(PAGES.get(self.page or 0, "ascii"), "replace")


class EscposReader:
    """Feed it bytes; take what they do. Styles and the code page are remembered as a printer remembers them."""

    def __init__(self) -> None:
        self._left = b""
        self._at = 0
        self._forget()

    def _forget(self) -> None:
        self.page: int | None = None
        self._bold = self._wide = self._high = self._centred = False
        self._qr = b""
        self._qr_size = 3
        self._module = 3

    @property
    def unfinished(self) -> bytes:
        """The beginning of a command whose end has not come."""
        return self._left

    def feed(self, data: bytes) -> Iterator[Done]:
        """Everything that the bytes do, in order."""
        self._left += data
        while self._left:
            self._at = 0
            try:
                done = self._next()
            except IndexError:
                return
            self._left = self._left[self._at :]
            if done.what is not What.NOTHING:
                yield done

    def _take(self, count: int = 1) -> bytes:
        part = self._left[self._at : self._at + count]
        if len(part) < count:
            raise IndexError
        self._at += count
        return part

    def _byte(self) -> int:
        return self._take()[0]

    def _next(self) -> Done:
        first = self._byte()
        if first == 0x1B:
            return self._escape()
        if first == 0x1D:
            return self._group()
        if first == 0x10:
            return self._real_time()
        if first == 0x0A:
            return Done(What.LINE, number=1)
        if first < 0x20 or first == 0x7F:
            raise UnknownCommand(f"control byte {first:#04x} in the text")
        end = self._at
        while end < len(self._left) and self._left[end] >= 0x20 and self._left[end] != 0x7F:
            end += 1
        text = bytes((first,)) + self._take(end - self._at)
        return Done(
            What.TEXT, text, bold=self._bold, wide=self._wide, high=self._high, centred=self._centred, page=self.page
        )

    def _real_time(self) -> Done:
        command = self._byte()
        if command == 0x04:
            self._take(1)
        elif command == 0x14:
            self._take(3)
        else:
            raise UnknownCommand(f"DLE {command:#04x}")
        return Done(What.NOTHING)

    def _escape(self) -> Done:
        command = self._take()
        if command == b"@":
            self._forget()
            return Done(What.RESET)
        if command == b"p":
            pin, _, _ = self._take(3)
            return Done(What.PULSE, number=_PULSE_PINS[pin])
        if command == b"2":
            return Done(What.NOTHING)
        if command not in _ONE_PARAMETER:
            raise UnknownCommand(f"ESC {command!r}")
        return self._styled(command, self._byte())

    def _styled(self, command: bytes, value: int) -> Done:
        if command == b"t":
            self.page = value
            return Done(What.PAGE, number=value)
        if command == b"d":
            return Done(What.LINE, number=value)
        if command == b"E":
            self._bold = bool(value & 1)
        elif command == b"a":
            self._centred = value in {1, 49}
        elif command == b"!":
            self._bold, self._high, self._wide = bool(value & 8), bool(value & 16), bool(value & 32)
        return Done(What.NOTHING)

    def _group(self) -> Done:
        command = self._take()
        if command == b"V":
            if self._byte() in (65, 66):
                self._take()
            return Done(What.CUT)
        if command == b"(":
            return self._long()
        if command == b"v":
            return self._raster()
        if command == b"k":
            return self._bars()
        if command == b"r":
            return Done(What.ASK, number=self._byte())
        value = self._byte()
        if command == b"a":
            return Done(What.ASB, number=value)
        if command == b"!":
            self._wide, self._high = bool(value & 0x70), bool(value & 0x07)
        elif command == b"w":
            self._module = value
        elif command not in b"BbhfH":
            raise UnknownCommand(f"GS {command!r}")
        return Done(What.NOTHING)

    def _long(self) -> Done:
        kind = self._take()
        body = self._take(int.from_bytes(self._take(2), "little"))
        if kind != b"k":
            raise UnknownCommand(f"GS ( {kind!r}")
        function, content = body[1:2], body[2:]
        if function == b"C":
            self._qr_size = content[0]
        elif function == b"P":
            self._qr = content[1:]
        elif function == b"Q":
            return Done(What.QR, self._qr, self._qr_size, centred=self._centred)
        return Done(What.NOTHING)

    def _raster(self) -> Done:
        if self._take() != b"0":
            raise UnknownCommand("GS v")
        self._take()
        width, height = (int.from_bytes(self._take(2), "little") for _ in range(2))
        return Done(What.RASTER, self._take(width * height), height, centred=self._centred, width=width * 8)

    def _bars(self) -> Done:
        kind = self._byte()
        if kind < 65:
            raise UnknownCommand(f"GS k {kind} ends with NUL: not read here")
        return Done(What.BARS, self._take(self._byte()), self._module, kind=kind, centred=self._centred)


def read_all(data: bytes) -> list[Done]:
    """A whole document; `UnknownCommand` where it ends in the middle of a command."""
    reader = EscposReader()
    done = list(reader.feed(data))
    if reader.unfinished:
        raise UnknownCommand(f"a command is cut short: {reader.unfinished[:16]!r}")
    return done


def as_rows(done: list[Done]) -> list[str]:
    """What lies on the paper, row by row: text, and codes and pictures in brackets."""
    rows, row = [], ""
    for one in done:
        if one.what is What.TEXT:
            row += one.text
        elif one.what is What.LINE:
            rows += [row, *[""] * (one.number - 1)]
            row = ""
        elif one.what is What.QR:
            rows.append(f"[QR] {one.data.decode()}")
        elif one.what is What.BARS:
            rows.append(f"[|||] {one.data.decode('ascii', 'replace')}")
        elif one.what is What.RASTER:
            rows.append(f"[picture {one.width}x{one.number}]")
    return [*rows, row] if row else rows
