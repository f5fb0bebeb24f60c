"""Plugs the simulated devices in: each behind a loopback port, or, where the system has them, a pseudo-terminal."""

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable
from typing import Final, Protocol, Self

from pos_app.sandbox.own_loop import Result, run_there

HOST: Final = "127.0.0.1"
START_TIMEOUT_S: Final = 10.0


class Twin(Protocol):
    """A device that answers bytes with bytes."""

    def heard(self, data: bytes) -> bytes: ...


class TcpPlug:
    """One device's socket. `cable` False: nobody answers there, and whoever was connected is cut off."""

    def __init__(self, twin: Twin | None, *, busy: bool = False) -> None:
        self.twin = twin
        self.port = 0
        self.connected = asyncio.Event()
        self._lines: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._deaf = busy

    @property
    def address(self) -> str:
        """What the till opens."""
        return f"tcp://{HOST}:{self.port}"

    async def plug_in(self) -> None:
        """Answer there, always at the same port."""
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, HOST, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    def pull_out(self) -> None:
        """Cut off whoever is connected; nobody answers any more."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._lines):
            writer.transport.abort()

    def say(self, data: bytes) -> None:
        """The device speaks by itself, as a scanner does."""
        for writer in self._lines:
            writer.write(data)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        self.connected.set()
        try:
            while data := await reader.read(1024):
                answer = self.twin.heard(data) if self.twin is not None else b""
                if answer:
                    writer.write(answer)
        except OSError:
            pass  # cut off
        finally:
            self._lines.discard(writer)
            if not self._lines:
                self.connected.clear()
            writer.close()


class Bench:
    """Plugs in a thread of their own, so that the demo's till speaks to them as to real ones."""

    def __init__(self, **twins: Twin | None) -> None:
        self.twins = twins
        self.plugs: dict[str, TcpPlug] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> Self:
        """Plug everything in; returns when all of it answers."""
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), name="devices", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_TIMEOUT_S):
            raise RuntimeError("the simulated devices did not start")
        return self

    async def _live(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        self.plugs = {name: TcpPlug(twin) for name, twin in self.twins.items()}
        for plug in self.plugs.values():
            await plug.plug_in()
        self._ready.set()
        await self._end.wait()
        for plug in self.plugs.values():
            plug.pull_out()
        await asyncio.sleep(0)

    def run(self, work: Callable[[], Result]) -> Result:
        """Touch a device in its own thread."""
        return run_there(self._loop, work, START_TIMEOUT_S)

    def cable(self, name: str, *, plugged: bool) -> None:
        """Pull a device's cable, or put it back."""
        assert self._loop is not None
        plug = self.plugs[name]
        if plugged:
            asyncio.run_coroutine_threadsafe(plug.plug_in(), self._loop).result(START_TIMEOUT_S)
        else:
            self.run(plug.pull_out)

    def stop(self) -> None:
        """Switch all of it off."""
        if self._loop is not None and self._end is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join(START_TIMEOUT_S)
            self._thread = None


class PtyPlug:
    """One device at a pseudo-terminal, which to the till is a serial port. Not on Windows."""

    def __init__(self, twin: Twin | None) -> None:
        self.twin = twin
        self._main, self._side = os.openpty()  # type: ignore[attr-defined,unused-ignore]  # not on Windows
        self.address = os.ttyname(self._side)  # type: ignore[attr-defined,unused-ignore]  # not on Windows
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._main, self._hear)

    def _hear(self) -> None:
        try:
            data = os.read(self._main, 1024)
        except OSError:
            return
        answer = self.twin.heard(data) if self.twin is not None else b""
        if answer:
            os.write(self._main, answer)

    def say(self, data: bytes) -> None:
        """The device speaks by itself."""
        os.write(self._main, data)

    def pull_out(self) -> None:
        """The cable is gone, and the port with it."""
        self._loop.remove_reader(self._main)
        for number in (self._main, self._side):
            with contextlib.suppress(OSError):
                os.close(number)
