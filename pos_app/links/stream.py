"""Bytes both ways over an open line: what scanners, scales, line displays and terminals are spoken to through."""

import asyncio
import contextlib
import errno
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from pos_app.domain.device import Port, Trouble
from pos_app.domain.errors import SENTENCES, Unreachable

if TYPE_CHECKING:
    import serial

WRITE_TIMEOUT_S: Final = 2.0
"""A device that takes no bytes for so long is not there."""
OPEN_TIMEOUT_S: Final = 5.0
_LISTEN_S: Final = 0.2
"""How often the listening thread looks whether the line is to be closed."""


def _port_errors() -> tuple[type[Exception], ...]:
    """What a port raises: termios has an error of its own, which is no OSError."""
    if sys.platform == "win32":
        return (OSError,)
    import termios

    return (OSError, termios.error)


_BROKEN: Final[tuple[type[Exception], ...]] = (*_port_errors(), TypeError, ValueError, RuntimeError)
"""What a port raises that is closed or pulled out under a thread: pyserial's file number is None by then."""


class LineFailed(Unreachable):
    """The line cannot be opened, or has broken off; `trouble` says how."""

    default_code = "device_failed"

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(SENTENCES["device_failed"])
        self.trouble = trouble


class Stream(Protocol):
    """An open line. Runs on the engine's loop; whoever waits sets the limit of time."""

    async def read(self) -> bytes:
        """Some bytes, at least one. Raises `LineFailed` when the line has broken off."""
        ...

    def pending(self) -> bytes:
        """What was heard and not read yet, without waiting."""
        ...

    async def write(self, data: bytes) -> None:
        """Send all of it. Raises `LineFailed`, at the latest after `WRITE_TIMEOUT_S`."""
        ...

    async def close(self) -> None:
        """Let the line go."""
        ...


class Inbox:
    """What was heard, in order; None marks the end of the line."""

    def __init__(self) -> None:
        self._heard: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._ended = False

    def put(self, data: bytes | None) -> None:
        """On the loop's thread."""
        self._heard.put_nowait(data)

    async def read(self) -> bytes:
        """The next bytes; `LineFailed` at the end, again and again."""
        data = None if self._ended else await self._heard.get()
        if data is None:
            self._ended = True
            raise LineFailed(Trouble.LOST)
        return data

    def pending(self) -> bytes:
        """All that is here now."""
        found = bytearray()
        while not self._heard.empty():
            data = self._heard.get_nowait()
            if data is None:
                self._heard.put_nowait(None)
                break
            found += data
        return bytes(found)


class _SerialStream:
    """A serial port. A thread listens, another one writes: neither pyserial's read nor its write can be awaited."""

    def __init__(self, port: "serial.Serial") -> None:
        self._port = port
        self._loop = asyncio.get_running_loop()
        self._inbox = Inbox()
        self._closing = threading.Event()
        self._writer = ThreadPoolExecutor(1, "serial write")
        self._listener = threading.Thread(target=self._listen, name="serial read", daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                data = self._port.read(1)
                if data:
                    data += self._port.read(self._port.in_waiting)
            except _BROKEN:
                break
            if data:
                self._tell(data)
        self._tell(None)

    def _tell(self, data: bytes | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended before the thread
            self._loop.call_soon_threadsafe(self._inbox.put, data)

    async def read(self) -> bytes:
        return await self._inbox.read()

    def pending(self) -> bytes:
        return self._inbox.pending()

    async def write(self, data: bytes) -> None:
        try:
            await self._loop.run_in_executor(self._writer, self._send, data)
        except _BROKEN as error:
            raise LineFailed(Trouble.SILENT if _timed_out(error) else Trouble.LOST) from error

    def _send(self, data: bytes) -> None:
        self._port.write(data)

    async def close(self) -> None:
        self._closing.set()
        await asyncio.shield(self._loop.run_in_executor(None, self._let_go))

    def _let_go(self) -> None:
        self._listener.join(5 * _LISTEN_S)
        with contextlib.suppress(*_BROKEN):
            # closing would wait half a minute for what a dead device does not take
            self._port.reset_output_buffer()
        self._writer.shutdown(wait=True, cancel_futures=True)
        with contextlib.suppress(*_BROKEN):
            self._port.close()


class _SocketStream(asyncio.Protocol):
    """A serial-to-LAN converter, or a device with a socket of its own."""

    def __init__(self) -> None:
        self._inbox = Inbox()
        self._transport: asyncio.Transport | None = None
        self._lost = False
        self._flows = asyncio.Event()
        self._flows.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._inbox.put(data)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._lost = True
        self._flows.set()
        self._inbox.put(None)

    def pause_writing(self) -> None:
        self._flows.clear()

    def resume_writing(self) -> None:
        self._flows.set()

    async def read(self) -> bytes:
        return await self._inbox.read()

    def pending(self) -> bytes:
        return self._inbox.pending()

    async def write(self, data: bytes) -> None:
        if self._transport is None or self._lost:
            raise LineFailed(Trouble.LOST)
        self._transport.write(data)
        try:
            async with asyncio.timeout(WRITE_TIMEOUT_S):
                await self._flows.wait()
        except TimeoutError as error:
            raise LineFailed(Trouble.SILENT) from error

    async def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()


async def open_stream(port: Port) -> Stream:
    """Open a line. Raises `LineFailed`: nobody else may have the same port open."""
    if port.address.startswith("tcp://"):
        return await _open_socket(port.address)
    loop = asyncio.get_running_loop()
    opened = await loop.run_in_executor(None, _open_serial, port)
    return _SerialStream(opened)


async def _open_socket(address: str) -> Stream:
    try:
        where = urlsplit(address)
        host, number = where.hostname, where.port
    except ValueError as error:
        raise LineFailed(Trouble.SETTINGS) from error
    if not host or not number:
        raise LineFailed(Trouble.SETTINGS)
    try:
        async with asyncio.timeout(OPEN_TIMEOUT_S):
            _, stream = await asyncio.get_running_loop().create_connection(_SocketStream, host, number)
    except (OSError, TimeoutError) as error:
        raise LineFailed(Trouble.SILENT) from error
    return stream


def _open_serial(port: Port) -> "serial.Serial":
    import serial

    try:
        return serial.Serial(
            port.address,
            port.baudrate,
            bytesize=port.bits,
            parity=port.parity,
            stopbits=port.stop_bits,
            rtscts=port.flow,
            timeout=_LISTEN_S,
            write_timeout=WRITE_TIMEOUT_S,
            exclusive=True,
        )
    except ValueError as error:
        raise LineFailed(Trouble.SETTINGS) from error
    except _port_errors() as error:
        raise LineFailed(_why_closed(error)) from error


def _why_closed(error: Exception) -> Trouble:
    """Why a port does not open. On Windows pyserial puts the system's error into the text alone."""
    text = str(error)
    if not isinstance(error, OSError):
        # a file, not a port
        return Trouble.ABSENT
    if error.errno in {errno.ENOENT, errno.ENXIO, errno.ENODEV} or "FileNotFoundError" in text:
        return Trouble.ABSENT
    if error.errno in {errno.EBUSY, errno.EAGAIN} or "PermissionError" in text or "exclusively lock" in text:
        return Trouble.BUSY
    return Trouble.DENIED if error.errno == errno.EACCES else Trouble.SILENT


def _timed_out(error: Exception) -> bool:
    import serial

    return isinstance(error, serial.SerialTimeoutException)
