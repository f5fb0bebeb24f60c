"""A document over a wire that takes bytes bit by bit: with a deadline, with an end on demand, never twice by itself."""

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from pos_app.links.link import BUSY, LOST, NO_ACCESS, NOT_FOUND, SILENT, STOPPED, LinkFailed

STALL_S: Final = 10.0
"""So long a device may take no byte at all before the job counts as stuck."""
_SLICE_S: Final = 0.2
"""How often a wait looks whether it was cancelled."""
_TICK_S: Final = 0.005
_LOOKS: Final = 16
"""So often what was said by itself is read at a time."""
_BUSY_ERRORS: Final = frozenset({errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK})
_ACCESS_ERRORS: Final = frozenset({errno.EACCES, errno.EPERM})


class Wire(Protocol):
    """An open device. Calls wait at most `timeout_s` seconds and raise OSError when the device is gone."""

    def write(self, data: bytes, timeout_s: float) -> int:
        """Hand over what the device takes now; → how many bytes went, 0 when none did in time."""
        ...

    def read(self, timeout_s: float) -> bytes:
        """What the device says, nothing when it says nothing in time."""
        ...

    def left(self) -> int:
        """How many bytes have not left this computer yet, as far as that can be told; 0 when all have."""
        ...

    def close(self) -> None:
        """Let it go at once; bytes that wait are thrown away."""
        ...


class WireLink:
    """A link over a wire. `holds`: it stays open between documents, which keeps other programs off the device."""

    reads = True

    def __init__(
        self,
        opened: Callable[[], Wire],
        *,
        holds: bool,
        stall_s: float = STALL_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`opened` opens the device or raises `LinkFailed` or OSError."""
        self._opened = opened
        self.holds = holds
        self._holds = holds
        self._stall_s = stall_s
        self._clock = clock
        self._wire: Wire | None = None
        self._cancelled = threading.Event()

    def send(self, data: bytes, name: str) -> None:
        """Send one document; `name` is not needed here.

        A held device that turns out to be gone is opened anew as long as no byte of the document has left.
        """
        del name
        self._cancelled.clear()
        held = self._wire is not None
        try:
            self._send(data)
        except LinkFailed as error:
            if not held or error.unsure or error.code != LOST:
                raise
            self._send(data)
        finally:
            if not self._holds:
                self.close()

    def _send(self, data: bytes) -> None:
        wire, sent = self._open(), 0
        quiet_since = self._clock()
        try:
            while sent < len(data):
                self._check_cancelled(unsure=sent > 0)
                taken = wire.write(data[sent:], _SLICE_S)
                if taken:
                    sent, quiet_since = sent + taken, self._clock()
                elif self._clock() - quiet_since > self._stall_s:
                    raise LinkFailed(code=SILENT, unsure=sent > 0)
            self._drain(wire)
        except TimeoutError as error:
            self.close()
            raise LinkFailed(code=SILENT, unsure=True) from error
        except OSError as error:
            self.close()
            raise LinkFailed(code=LOST, unsure=sent > 0) from error
        except LinkFailed:
            self.close()
            raise

    def _drain(self, wire: Wire) -> None:
        """Until the last byte has left; a device that holds the line without taking one is not waited for."""
        before, quiet_since = wire.left(), self._clock()
        while before:
            self._cancelled.wait(_TICK_S)
            self._check_cancelled(unsure=True)
            left = wire.left()
            if left < before:
                before, quiet_since = left, self._clock()
            elif self._clock() - quiet_since > self._stall_s:
                raise LinkFailed(code=SILENT, unsure=True)

    def ask(self, question: bytes, timeout_s: float, expected: int = 1) -> bytes:
        """Send a question that is answered at once; raises `LinkFailed` where the device is gone."""
        self._cancelled.clear()
        answer = b""
        try:
            wire = self._open()
            if question and wire.write(question, min(timeout_s, 1.0)) < len(question):
                return b""
            until = self._clock() + timeout_s
            while len(answer) < expected and (left := until - self._clock()) > 0:
                self._check_cancelled(unsure=False)
                answer += wire.read(min(left, _SLICE_S))
        except OSError as error:
            self.close()
            raise LinkFailed(code=LOST) from error
        finally:
            if not self._holds:
                self.close()
        return answer

    def heard(self) -> bytes:
        """What lies here already, as much as is worth a look: some devices repeat themselves as long as one reads."""
        said = b""
        try:
            for _ in range(_LOOKS):
                more = self._wire.read(0) if self._wire is not None else b""
                if not more:
                    break
                said += more
        except OSError as error:
            self.close()
            raise LinkFailed(code=LOST) from error
        return said

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Meanwhile the device stays open between calls."""
        holds, self._holds = self._holds, True
        try:
            yield
        finally:
            self._holds = holds
            if not holds:
                self.close()

    def cancel(self) -> None:
        """End what runs now; within a fifth of a second."""
        self._cancelled.set()

    def close(self) -> None:
        """Let the device go."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    def _open(self) -> Wire:
        if self._wire is None:
            try:
                self._wire = self._opened()
            except OSError as error:
                raise opening_failed(error) from error
        return self._wire

    def _check_cancelled(self, *, unsure: bool) -> None:
        if self._cancelled.is_set():
            raise LinkFailed(code=STOPPED, unsure=unsure)


def opening_failed(error: OSError) -> LinkFailed:
    """Why a device could not be opened, by the system's own reason."""
    if error.errno in _BUSY_ERRORS:
        return LinkFailed(code=BUSY)
    if error.errno in _ACCESS_ERRORS:
        return LinkFailed(code=NO_ACCESS)
    return LinkFailed(code=NOT_FOUND)
