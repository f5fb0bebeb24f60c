"""Question and answer over an open line: bytes are collected until a whole answer is there."""

from pos_app.domain.device import Trouble
from pos_app.links.stream import LineFailed, Stream

LONGEST = 256
"""No answer of a scale is longer: what goes on without an end is noise, as from a wrong baud rate."""


class Exchange:
    """One device's line. Whoever waits sets the limit of time."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._held = b""

    async def ask(self, question: bytes) -> None:
        """Send a question; what was heard before it belongs to another."""
        self._held = b""
        self._stream.pending()
        await self._stream.write(question)

    async def say(self, words: bytes) -> None:
        """Send more of the same question."""
        await self._stream.write(words)

    async def byte(self) -> int:
        """The next byte."""
        await self._have(1)
        first, self._held = self._held[0], self._held[1:]
        return first

    async def until(self, end: bytes, *, least: int = 0) -> bytes:
        """All up to and with `end`, of at least so many bytes. Raises `LineFailed` for noise without an end."""
        while True:
            place = self._held.find(end, max(0, least - len(end)))
            if place >= 0:
                answer, self._held = self._held[: place + len(end)], self._held[place + len(end) :]
                return answer
            if len(self._held) > LONGEST:
                self._held = b""
                raise LineFailed(Trouble.GARBAGE)
            self._held += await self._stream.read()

    async def _have(self, count: int) -> None:
        while len(self._held) < count:
            self._held += await self._stream.read()
