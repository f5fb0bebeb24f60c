"""Standard input and output as the server reads and writes them, on every system and for pipes, files and consoles."""

import asyncio
import contextlib
import signal
import sys
import threading
from concurrent.futures import CancelledError
from typing import BinaryIO, Final

from pos_app.rpc.server import serve
from pos_app.till.door import TillDoor

_CHUNK: Final = 65536
_CHUNKS_AHEAD: Final = 16


class InputThread:
    """Reads a blocking stream in a thread of its own: no event loop can wait for a file or a Windows pipe."""

    def __init__(self, source: BinaryIO) -> None:
        # without its buffer: a thread that waits in one holds its lock, and then the interpreter cannot end in peace
        self._source = getattr(source, "raw", source)
        self._loop = asyncio.get_running_loop()
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue(_CHUNKS_AHEAD)
        # a daemon: a read that blocks for ever must not keep the process after a shutdown
        threading.Thread(target=self._read, name="rpc input", daemon=True).start()

    def _read(self) -> None:
        while True:
            try:
                chunk = self._source.read(_CHUNK)
            except (OSError, ValueError):
                # closed under us: the same as the end
                chunk = b""
            waiting = self._chunks.put(chunk)
            try:
                asyncio.run_coroutine_threadsafe(waiting, self._loop).result()
            except (RuntimeError, CancelledError):
                # the loop has ended, and so has the program
                waiting.close()
                return
            if not chunk:
                return

    async def read(self, n: int = -1) -> bytes:
        """The next bytes; none at the end of input."""
        del n
        return await self._chunks.get()

    async def end(self) -> None:
        """Nothing more will be read than what has come by now."""
        await self._chunks.put(b"")


class OutputThread:
    """Collects lines and writes them in a worker thread, so that a caller that reads slowly holds nothing up."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._waiting = bytearray()
        self._turn = asyncio.Lock()

    def write(self, data: bytes) -> None:
        """Take a line."""
        self._waiting += data

    async def drain(self) -> None:
        """Write all lines taken so far, in their order."""
        async with self._turn:
            data, self._waiting = bytes(self._waiting), bytearray()
            if data:
                await asyncio.to_thread(self._put, data)

    def _put(self, data: bytes) -> None:
        self._target.write(data)
        self._target.flush()


async def serve_stdio(till: TillDoor, source: BinaryIO | None = None, target: BinaryIO | None = None) -> int:
    """Serve on binary streams, the process's own unless others are given; → the exit code. SIGTERM ends the input."""
    lines = InputThread(source or sys.stdin.buffer)
    ending: list[asyncio.Task[None]] = []
    # Windows knows no such handler, nor does a loop outside the main thread
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, lambda: ending.append(asyncio.ensure_future(lines.end())))
    return await serve(till, lines, OutputThread(target or sys.stdout.buffer))
