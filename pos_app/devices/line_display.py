"""A customer's display of two lines by twenty characters: the newest picture is sent, and a dead one delays nobody."""

import asyncio
import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pos_app.devices.keeper import Keeper, Kept, Open, Record
from pos_app.domain.device import Condition
from pos_app.links.stream import Stream

WIDTH: Final = 20
AGAIN_EVERY_S: Final = 60.0
"""The picture is sent again so often: a display that was switched off meanwhile knows nothing."""

_STAND_INS: Final[Mapping[str, str]] = {
    "І": "I", "і": "i", "Ї": "I", "ї": "i", "Ґ": "Г", "ґ": "г", "Є": "Е", "є": "е",
    "ʼ": "'", "’": "'", "«": '"', "»": '"', "“": '"', "”": '"', "№": "N", "₴": "г", "—": "-", "–": "-", "×": "x",
    "\u00a0": " ", "\u202f": " ", "…": ".", "·": ".",
}  # fmt: skip
"""What stands for a character that a code page lacks: the nearest to the eye."""

_LETTERS: Final = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ"
_LATIN: Final = (
    "a", "b", "v", "h", "g", "d", "e", "ie", "zh", "z", "y", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s",
    "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "iu", "ia", "e", "y", "e", "",
)  # fmt: skip
_BY_SOUND: Final[Mapping[str, str]] = dict(zip(_LETTERS, _LATIN, strict=True)) | {
    letter.upper(): sound.capitalize() for letter, sound in zip(_LETTERS, _LATIN, strict=True)
}
"""Ukrainian in Latin letters (resolution 55 of 2010), for a display without any Cyrillic page."""
_SUM: Final = re.compile(r"(?<= )(?:[\d,]+x)?-?\d{1,3}(?: \d{3})*,\d\d$")
"""The figure at the right end of a line: a sum, or how many at which price."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a make is told: `start` once, `picture` around the two lines; `page` chooses a code page by its number."""

    start: bytes
    page: bytes
    upper: bytes
    lower: bytes
    end: bytes

    def begin(self, page: int | None) -> bytes:
        """What is sent when the line has been opened; None leaves the display's own code page."""
        return self.start + (self.page + bytes([page]) if page is not None else b"")

    def picture(self, upper: bytes, lower: bytes) -> bytes:
        """The two lines, each of exactly twenty bytes."""
        return self.upper + upper + self.end + self.lower + lower + self.end


DIALECTS: Final[Mapping[str, Dialect]] = {
    # ESC @, cursor off; ESC t n; ESC Q A … CR, ESC Q B … CR
    "cd5220": Dialect(b"\x1b@\x0c\x1b_\x00", b"\x1bt", b"\x1bQA", b"\x1bQB", b"\r"),
    # ESC = 2 chooses the display, ESC @, US C 0 cursor off; ESC t n; US $ x y places the cursor
    "escpos": Dialect(b"\x1b=\x02\x1b@\x0c\x1fC\x00", b"\x1bt", b"\x1b=\x02\x1f$\x01\x01", b"\x1f$\x01\x02", b""),
}

CODE_PAGES: Final = ("cp866", "cp1251", "cp1125", "ascii")


def encode(text: str, codec: str) -> bytes:
    """Exactly twenty bytes: cut or filled; what the code page lacks is drawn by its nearest look-alike, or as "?"."""
    if codec == "ascii":
        text = _in_latin(text)
    return b"".join(_char(char if char.isprintable() else " ", codec) for char in text[:WIDTH].ljust(WIDTH))


def _in_latin(text: str) -> str:
    """By sound. One letter becomes up to four: what is too long by them is cut from the name, never from the sum."""
    figure = _SUM.search(text)
    latin = "".join(_BY_SOUND.get(char, char) for char in text)
    if figure is None or len(latin) <= WIDTH:
        return latin
    room = WIDTH - len(figure[0]) - 1
    return f"{latin.removesuffix(figure[0]).rstrip()[:room]:<{room}} {figure[0]}"


def _char(char: str, codec: str) -> bytes:
    for candidate in (char, _STAND_INS.get(char, "?")):
        with contextlib.suppress(UnicodeEncodeError):
            return candidate.encode(codec)
    return b"?"


class LineDisplay(Kept):
    """One display. `show` returns at once; what was not sent yet is forgotten for what is newer."""

    def __init__(self, open_line: Open, dialect: Dialect, codec: str, page: int | None, record: Record) -> None:
        self._dialect = dialect
        self._codec = codec
        self._page = page
        self._record = record
        self._keeper = Keeper(open_line, self._talk, record)
        self._lines = ("", "")
        self._newer = asyncio.Event()

    def hurry(self) -> None:
        """Try now whether it is there."""
        super().hurry()
        self._newer.set()

    def show(self, upper: str, lower: str) -> None:
        """Show these two lines as soon as the display takes them."""
        if (upper, lower) != self._lines:
            self._lines = (upper, lower)
            self._newer.set()

    async def _talk(self, stream: Stream) -> None:
        await stream.write(self._dialect.begin(self._page))
        while True:
            self._newer.clear()
            upper, lower = (encode(line, self._codec) for line in self._lines)
            await stream.write(self._dialect.picture(upper, lower))
            if self._record.health.condition is not Condition.OK:
                self._record.well()
            await self._wait(stream)

    async def _wait(self, stream: Stream) -> None:
        """Until there is something newer, or it is time to say the same again; a line that breaks off ends it."""
        newer = asyncio.ensure_future(self._newer.wait())
        heard = asyncio.ensure_future(stream.read())
        try:
            await asyncio.wait({newer, heard}, timeout=AGAIN_EVERY_S, return_when=asyncio.FIRST_COMPLETED)
            if heard.done():
                # what a display says back is of no use; that it has gone is
                heard.result()
        finally:
            for task in (newer, heard):
                task.cancel()
            await asyncio.gather(newer, heard, return_exceptions=True)
