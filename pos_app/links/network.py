"""A printer on the shop's network: raw bytes over TCP, usually port 9100; connected for each document."""

import contextlib
import select
import socket
import sys

from pos_app.links.link import NOT_FOUND, LinkFailed
from pos_app.links.wire import STALL_S, WireLink

_UNSENT = 0x5411
"""Linux's SIOCOUTQ: bytes that the other side has not acknowledged yet."""


class SocketWire:
    """A TCP connection, never blocking longer than it was told."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes, timeout_s: float) -> int:
        """As much as the buffers take."""
        if not select.select([], [self._socket], [], timeout_s)[1]:
            return 0
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0

    def read(self, timeout_s: float) -> bytes:
        """What has come; OSError when the printer hung up."""
        if not select.select([self._socket], [], [], timeout_s)[0]:
            return b""
        said = self._socket.recv(4096)
        if not said:
            raise ConnectionResetError("the printer hung up")
        return said

    def left(self) -> int:
        """What the printer has not acknowledged; where that cannot be asked, what was handed over counts."""
        if not sys.platform.startswith("linux"):
            return 0
        import fcntl

        left = int.from_bytes(fcntl.ioctl(self._socket, _UNSENT, b"\0\0\0\0"), sys.byteorder)
        # a printer that hangs up before it has taken everything is readable
        if left and select.select([self._socket], [], [], 0)[0]:
            self.read(0)
        return left

    def close(self) -> None:
        """Say good-bye, so that the printer does not take the end for a failure."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
        self._socket.close()


def network_link(host: str, port: int = 9100, *, connect_s: float = 3.0, stall_s: float = STALL_S) -> WireLink:
    """Connects for each document: a printer switched off and on is found again, and other tills have their turn."""

    def opened() -> SocketWire:
        try:
            return SocketWire(socket.create_connection((host, port), timeout=connect_s))
        except OSError as error:
            words = "Принтер не відповідає в мережі. Перевірте живлення і кабель."
            raise LinkFailed(words, code=NOT_FOUND) from error

    return WireLink(opened, holds=False, stall_s=stall_s)
