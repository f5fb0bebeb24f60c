"""A printer that Linux shows as a file (/dev/usb/lp0): usblp, which lets one program in at a time."""

import os
import select
from pathlib import Path

from pos_app.links.link import LOST, LinkFailed
from pos_app.links.wire import STALL_S, WireLink


class DeviceWire:
    """An open device file, never blocking longer than it was told."""

    def __init__(self, path: Path) -> None:
        """OSError where it cannot be opened: busy, absent, not permitted."""
        self._fd = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))

    def write(self, data: bytes, timeout_s: float) -> int:
        """As much as the driver takes."""
        if not select.select([], [self._fd], [], timeout_s)[1]:
            return 0
        try:
            return os.write(self._fd, data[:4096])
        except BlockingIOError:
            return 0

    def read(self, timeout_s: float) -> bytes:
        """What has come."""
        if not select.select([self._fd], [], [], timeout_s)[0]:
            return b""
        try:
            return os.read(self._fd, 4096)
        except BlockingIOError:
            return b""

    def left(self) -> int:
        """The driver takes a next piece once the one before has left."""
        return int(not select.select([], [self._fd], [], 0)[1])

    def close(self) -> None:
        """Let it go."""
        os.close(self._fd)


def device_link(path: Path, *, stall_s: float = STALL_S) -> WireLink:
    """A device file, held open: the kernel keeps other programs off it as long."""
    if not hasattr(os, "O_NONBLOCK"):
        raise LinkFailed("Файл пристрою є лише в Linux. Оберіть друк через чергу Windows.", code=LOST)
    return WireLink(lambda: DeviceWire(path), holds=True, stall_s=stall_s)
