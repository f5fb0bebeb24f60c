"""A printer's twin at a port of its own thread: a pseudo-terminal or a TCP port, at a serial line's pace if wanted."""

import contextlib
import os
import select
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pos_app.sandbox.devices.printer import PrinterTwin

_TICK_S: Final = 0.005


class PrinterPort:
    """`link`: None for TCP, else the path under which the pseudo-terminal is found however often it is plugged in.

    `baudrate`: read no faster than such a line carries; 0 as fast as it comes. Not for Windows but by TCP.
    """

    def __init__(self, twin: PrinterTwin, link: Path | None = None, *, baudrate: int = 0) -> None:
        self.twin = twin
        self.port = 0
        self._link = link
        self._a_tick = max(1, int(baudrate / 10 * _TICK_S)) if baudrate else 4096
        self._ends: list[int] = []
        self._server: socket.socket | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def plug_in(self) -> Self:
        """Answer there; a TCP port stays the same."""
        self._stop.clear()
        if self._link is None:
            self._server = socket.create_server(("127.0.0.1", self.port))
            self.port = self._server.getsockname()[1]
            serve = self._serve_tcp
        else:
            self._open_terminal(self._link)
            serve = self._serve_terminal
        self._thread = threading.Thread(target=serve, name="printer twin", daemon=True)
        self._thread.start()
        return self

    def _open_terminal(self, link: Path) -> None:
        import tty

        main, side = os.openpty()  # type: ignore[attr-defined,unused-ignore]  # not on Windows
        tty.setraw(side)  # type: ignore[attr-defined,unused-ignore]  # not on Windows
        link.unlink(missing_ok=True)
        link.symlink_to(os.ttyname(side))  # type: ignore[attr-defined,unused-ignore]  # not on Windows
        self._ends = [main, side]

    def pull_out(self) -> None:
        """The cable is gone, in the middle of whatever is said."""
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(10)
        self._thread = None
        self._drop()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        ends, self._ends = self._ends, []
        for end in ends:
            with contextlib.suppress(OSError):
                os.close(end)
        if self._link is not None:
            self._link.unlink(missing_ok=True)

    def _serve_terminal(self) -> None:
        main = self._ends[0]
        try:
            self._talk(main, lambda most: os.read(main, most), lambda data: os.write(main, data))
        except OSError:
            self._drop()

    def _serve_tcp(self) -> None:
        server = self._server
        assert server is not None
        while not self._stop.is_set():
            if not select.select([server], [], [], 0.05)[0]:
                continue
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                self._talk(connection.fileno(), connection.recv, connection.send)

    def _talk(self, number: int, read: Callable[[int], bytes], write: Callable[[bytes], int]) -> None:
        """Until the other side hangs up, the cable is pulled or breaks."""
        while not self._stop.is_set():
            if self.twin.stalled:
                self._stop.wait(_TICK_S)
                continue
            unasked = self.twin.unasked()
            if unasked:
                write(unasked)
            if not select.select([number], [], [], 0.02)[0]:
                continue
            data = read(self._a_tick)
            if not data:
                return
            answer = self.twin.heard(data)
            if answer:
                write(answer)
            if self._a_tick < 4096:
                time.sleep(_TICK_S)

    def __enter__(self) -> Self:
        return self.plug_in()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pull_out()
