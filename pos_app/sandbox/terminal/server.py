"""The simulated terminal on a loopback socket, in a thread of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from pos_app.sandbox.own_loop import Result, run_there
from pos_app.sandbox.terminal.bank import END, BankTerminal

HOST: Final = "127.0.0.1"
START_TIMEOUT_S: Final = 10.0


class _SocketLine:
    """One caller."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def hear(self) -> bytes | None:
        try:
            return await self._reader.readuntil(END)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return None

    async def say(self, message: bytes) -> None:
        with contextlib.suppress(OSError):
            self._writer.write(message)
            await self._writer.drain()

    def drop(self) -> None:
        self._writer.transport.abort()


class TerminalServer:
    """`terminal` behind a TCP port; 0 takes a free one. Touch the terminal's state through `run` alone."""

    def __init__(self, terminal: BankTerminal, port: int = 0) -> None:
        self.terminal = terminal
        self.port = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._ready = threading.Event()
        self._end: asyncio.Event | None = None
        self._failed: OSError | None = None

    @property
    def is_running(self) -> bool:
        """Does it listen?"""
        return self._thread is not None

    def start(self) -> Self:
        """Listen; returns when calls are taken. OSError when the port is taken."""
        self._ready.clear()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), name="terminal", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_TIMEOUT_S):
            raise RuntimeError("the simulated terminal did not start")
        if self._failed is not None:
            raise self._failed
        return self

    async def _live(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        callers: set[asyncio.StreamWriter] = set()

        async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            callers.add(writer)
            try:
                await self.terminal.serve(_SocketLine(reader, writer))
            finally:
                callers.discard(writer)
                writer.close()

        try:
            server = await asyncio.start_server(take, HOST, self.port)
        except OSError as error:
            self._failed = error
            self._ready.set()
            return
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._end.wait()
        server.close()
        self.terminal.stop()
        for writer in tuple(callers):
            writer.transport.abort()
        await asyncio.sleep(0)

    def run(self, work: Callable[[], Result]) -> Result:
        """Call something in the terminal's own thread."""
        return run_there(self._loop, work, START_TIMEOUT_S)

    def stop(self) -> None:
        """Hang up on everyone and close the port."""
        if self._thread is None or self._loop is None or self._end is None:
            return
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(START_TIMEOUT_S)
        self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
