"""What a printer says, sorted byte by byte: real-time answers, answers in turn, automatic status, and noise.

They come over one line and may follow each other in any order. Only the four bytes of an automatic status (GS a) stand
together, but for XON and XOFF; the last three look like answers in turn, and must never be counted as such.
"""

from collections.abc import Callable
from typing import Final

from pos_app.printing.status import PrinterWords, believable, is_in_turn, read_asb, starts_asb

ASB_ON: Final = b"\x1da\x0f"
"""GS a 15: drawer, online, errors and paper are told whenever they change, and once at once."""
ASB_OFF: Final = b"\x1da\x00"
_FRAME: Final = 4
_FLOW: Final = frozenset(b"\x11\x13")
_TORN_S: Final = 0.5
"""A status whose other half has not come by then has lost it; at 1,200 baud all of it takes 35 ms."""


class Hearing:
    """Feed it what came; take what it was. `now` in seconds, monotonic."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._frame = b""
        self._frame_at = 0.0
        self.real_time = b""
        self.in_turn = 0
        self.noise = b""
        self.status: PrinterWords | None = None
        """The last automatic status that was whole."""

    def feed(self, data: bytes) -> None:
        """More bytes, in their order."""
        if self._frame and self._now() - self._frame_at > _TORN_S:
            self._frame = b""
        for byte in data:
            self._take(byte)

    def _take(self, byte: int) -> None:
        if byte in _FLOW:
            return
        if self._frame and is_in_turn(byte):
            self._frame += bytes((byte,))
            if len(self._frame) == _FRAME:
                self.status, self._frame = read_asb(self._frame), b""
            return
        self._frame = b""
        if starts_asb(byte):
            self._frame, self._frame_at = bytes((byte,)), self._now()
        elif believable(byte):
            self.real_time += bytes((byte,))
        elif is_in_turn(byte):
            self.in_turn += 1
        else:
            self.noise += bytes((byte,))

    def forget_answers(self) -> None:
        """What was asked before is old news; half a status stays."""
        self.real_time, self.in_turn, self.noise = b"", 0, b""

    def take_status(self) -> PrinterWords | None:
        """The last automatic status since the last call."""
        status, self.status = self.status, None
        return status

    def forget_all(self) -> None:
        """The line is another."""
        self.forget_answers()
        self._frame, self.status = b"", None
