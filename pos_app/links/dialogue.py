"""A conversation with a device on the network: messages both ways over one connection, each ended by one byte."""

import asyncio
import contextlib
from typing import Protocol

from pos_app.domain.device import TROUBLES, Port
from pos_app.domain.errors import Unreachable
from pos_app.links.stream import LineFailed, Stream, open_stream


class DialogueFailed(Unreachable):
    """The device cannot be reached, or the conversation broke off."""

    default_code = "terminal_failed"


class Dialogue(Protocol):
    """One open connection. Runs on the engine's loop; whoever waits sets the limit of time."""

    async def say(self, message: bytes) -> None:
        """Send these bytes. Raises `DialogueFailed`."""
        ...

    async def hear(self) -> bytes:
        """The next message without its end. Raises `DialogueFailed` when the connection ends first."""
        ...

    async def close(self) -> None:
        """Hang up."""
        ...


class NetworkDialogue:
    """A TCP connection whose messages end with a zero byte."""

    END = b"\x00"

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def say(self, message: bytes) -> None:
        """Send these bytes."""
        try:
            self._writer.write(message)
            await self._writer.drain()
        except OSError as error:
            raise DialogueFailed("Зв'язок із терміналом перервано.") from error

    async def hear(self) -> bytes:
        """The next message without its end; empty ones are passed over."""
        try:
            while not (message := (await self._reader.readuntil(self.END))[:-1]):
                pass
            return message
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise DialogueFailed("Зв'язок із терміналом перервано.") from error

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()


class StreamDialogue:
    """The same over a line that gives bytes as they come: a serial port."""

    END = b"\x00"
    LONGEST = 65_536

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._held = b""

    async def say(self, message: bytes) -> None:
        """Send these bytes."""
        try:
            await self._stream.write(message)
        except LineFailed as error:
            raise DialogueFailed("Зв'язок із терміналом перервано.") from error

    async def hear(self) -> bytes:
        """The next message without its end; empty ones are passed over."""
        while True:
            message, end, rest = self._held.partition(self.END)
            if end:
                self._held = rest
                if message:
                    return message
                continue
            if len(self._held) > self.LONGEST:
                raise DialogueFailed("Зв'язок із терміналом перервано.")
            try:
                self._held += await self._stream.read()
            except LineFailed as error:
                raise DialogueFailed("Зв'язок із терміналом перервано.") from error

    async def close(self) -> None:
        """Let the port go."""
        await self._stream.close()


async def open_serial_dialogue(port: Port) -> Dialogue:
    """Open a terminal's serial port. Raises `DialogueFailed` where it is not there or taken."""
    try:
        return StreamDialogue(await open_stream(port))
    except LineFailed as error:
        words, advice = TROUBLES[error.trouble]
        raise DialogueFailed(f"{words}: {port.address}. {advice}") from error


async def open_dialogue(host: str, port: int, *, timeout_s: float = 5.0) -> Dialogue:
    """Connect. Raises `DialogueFailed` where nobody answers."""
    try:
        async with asyncio.timeout(timeout_s):
            reader, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError) as error:
        raise DialogueFailed("Термінал не відповідає в мережі. Перевірте живлення і кабель.") from error
    return NetworkDialogue(reader, writer)
