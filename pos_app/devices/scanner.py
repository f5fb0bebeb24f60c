"""A scanner on a serial port: bytes become codes, each once and in order, and half a code is told and never sold."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pos_app.devices.keeper import Keeper, Kept, Open, Record
from pos_app.domain.device import Trouble
from pos_app.links.stream import Stream

HALF_AFTER_S: Final = 0.5
"""A code whose end has not come so long after its last byte will not come any more."""
ENDS_BY_SILENCE_S: Final = 0.15
"""So long a scanner that sends no end is silent between two codes."""
LONGEST: Final = 4096
SEPARATOR: Final = "\x1d"


@dataclass(frozen=True, slots=True)
class Framing:
    """How a scanner marks its codes. `suffix`: "enter" (CR, LF or both), "tab", or "none" (ends by silence).

    `prefix`: what the scanner is set to send before each code; it is taken off, and what comes without it is passed
    on all the same.
    """

    prefix: str = ""
    suffix: str = "enter"

    @property
    def ends(self) -> bytes:
        """The bytes that end a code."""
        return {"enter": b"\r\n", "tab": b"\t\r\n"}.get(self.suffix, b"")


class CodeSplitter:
    """Bytes in, codes out. Any of the ends ends a code; empty codes are none."""

    def __init__(self, framing: Framing) -> None:
        self._framing = framing
        self._held = bytearray()

    @property
    def waits(self) -> bool:
        """Has a code begun that has not ended?"""
        return bool(self._held)

    def feed(self, data: bytes) -> list[str]:
        """The codes that have ended with these bytes."""
        found = []
        for byte in data:
            if byte in self._framing.ends or len(self._held) >= LONGEST:
                found.append(self.end())
            else:
                self._held.append(byte)
        return [code for code in found if code]

    def end(self) -> str:
        """What is held as a code; "" where nothing is."""
        raw, self._held = bytes(self._held), bytearray()
        code = clean(raw)
        prefix = self._framing.prefix
        return code[len(prefix) :] if prefix and code.startswith(prefix) else code

    def drop(self) -> bool:
        """Forget the half code. → was there any?"""
        there, self._held = bool(self._held), bytearray()
        return there


def clean(raw: bytes) -> str:
    """A code's characters: UTF-8, else what Windows writes; of control characters only the separator of GS1 stays."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("cp1251", errors="replace")
    return "".join(char for char in text if char.isprintable() or char == SEPARATOR).strip(" ")


class SerialScanner(Kept):
    """Listens as long as the till runs; `scanned` hears every code once, `half` of a code without an end."""

    def __init__(
        self,
        open_line: Open,
        framing: Framing,
        record: Record,
        *,
        scanned: Callable[[str], None],
        half: Callable[[], None],
    ) -> None:
        self._framing = framing
        self._record = record
        self._scanned = scanned
        self._half = half
        self._keeper = Keeper(open_line, self._listen, record)

    async def _listen(self, stream: Stream) -> None:
        self._record.well()
        splitter = CodeSplitter(self._framing)
        try:
            while True:
                data = await self._next(stream, splitter)
                if data is None:
                    self._silence(splitter)
                    continue
                for code in splitter.feed(data):
                    self._record.well()
                    self._scanned(code)
        finally:
            # the cable was pulled in the middle of a code
            if self._framing.ends and splitter.drop():
                self._half()

    async def _next(self, stream: Stream, splitter: CodeSplitter) -> bytes | None:
        """The next bytes; None when a code has begun and no more of it comes."""
        if not splitter.waits:
            return await stream.read()
        try:
            async with asyncio.timeout(HALF_AFTER_S if self._framing.ends else ENDS_BY_SILENCE_S):
                return await stream.read()
        except TimeoutError:
            return None

    def _silence(self, splitter: CodeSplitter) -> None:
        if not self._framing.ends:
            code = splitter.end()
            if code:
                self._record.well()
                self._scanned(code)
        elif splitter.drop():
            self._record.troubled(Trouble.HALF, badly=False)
            self._half()
