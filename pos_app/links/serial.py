"""A printer on a serial port (COM, USB-COM): pyserial, held for us alone, found again after an unplugged cable."""

import contextlib
import os
import select
import sys
from typing import TYPE_CHECKING, Final, Literal

from pos_app.domain.said import sentence
from pos_app.links.link import BUSY, NO_ACCESS, NOT_FOUND, LinkFailed
from pos_app.links.wire import STALL_S, WireLink, opening_failed

if TYPE_CHECKING:
    from serial import Serial

Flow = Literal["none", "rtscts", "xonxoff", "dsrdtr"]
_AT_ONCE: Final = 64
_PIECE_S: Final = 2.0
"""On Windows so many bytes go at a time, and so long they may take: half a second at 1,200 baud."""


class SerialWire:
    """An open port. Bytes wait in the system's buffer at most; that is never waited for without an end."""

    def __init__(self, port: "Serial") -> None:
        self._port = port

    def write(self, data: bytes, timeout_s: float) -> int:
        """As much as the buffer takes. pyserial does not tell how much went when the time is up, so it is not asked."""
        if sys.platform == "win32":
            return self._write_a_piece(data[:_AT_ONCE])
        if not select.select([], [self._port], [], timeout_s)[1]:
            return 0
        try:
            return os.write(self._port.fileno(), data)
        except BlockingIOError:
            return 0

    def _write_a_piece(self, piece: bytes) -> int:
        from serial import SerialTimeoutException

        self._port.write_timeout = _PIECE_S
        try:
            return self._port.write(piece) or 0
        except SerialTimeoutException:
            raise TimeoutError("the port took a piece by half") from None

    def read(self, timeout_s: float) -> bytes:
        """What has come."""
        self._port.timeout = timeout_s
        said = self._port.read(1)
        return said + self._port.read(self._port.in_waiting) if said else b""

    def left(self) -> int:
        """What waits in the buffer; `flush` would wait for ever where the printer holds the line."""
        return int(self._port.out_waiting)

    def close(self) -> None:
        """Throw away what waits: closing would wait half a minute for it."""
        with contextlib.suppress(*_port_errors()):
            self._port.reset_output_buffer()
        with contextlib.suppress(OSError):
            self._port.close()


def _port_errors() -> tuple[type[Exception], ...]:
    """What a port raises: termios has an error of its own, which is no OSError."""
    if sys.platform == "win32":
        return (OSError,)
    import termios

    return (OSError, termios.error)


def serial_link(device: str, baudrate: int = 19200, *, flow: Flow = "none", stall_s: float = STALL_S) -> WireLink:
    """A port held open: opening it anew resets many printers, and a second program must not write between."""

    def opened() -> SerialWire:
        import serial

        try:
            port = serial.Serial(
                device,
                baudrate,
                rtscts=flow == "rtscts",
                xonxoff=flow == "xonxoff",
                dsrdtr=flow == "dsrdtr",
                exclusive=True,
            )
        except ValueError as error:
            raise LinkFailed(
                sentence("Порт {port} не приймає швидкість {speed}.", port=device, speed=baudrate), code=NOT_FOUND
            ) from error
        except _port_errors() as error:  # pyserial's SerialException is an OSError
            raise _explained(device, error) from error
        return SerialWire(port)

    return WireLink(opened, holds=True, stall_s=stall_s)


def _explained(device: str, error: Exception) -> LinkFailed:
    """pyserial puts Windows' reasons into its text alone: there a port that is taken says "access is denied"."""
    code = opening_failed(error).code if isinstance(error, OSError) else NOT_FOUND
    if "PermissionError(13" in str(error) or "exclusively lock" in str(error):
        code = BUSY
    if code == BUSY:
        return LinkFailed(sentence("Порт {port} зайняла інша програма. Закрийте її.", port=device), code=BUSY)
    if code == NO_ACCESS:
        return LinkFailed(
            sentence("Немає прав на порт {port}. Зверніться до адміністратора.", port=device), code=NO_ACCESS
        )
    return LinkFailed(sentence("Порт {port} не відкривається. Перевірте кабель принтера.", port=device), code=NOT_FOUND)
