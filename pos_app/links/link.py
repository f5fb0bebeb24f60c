"""What every byte link to a printer can do, and how it fails."""

from contextlib import AbstractContextManager, nullcontext
from typing import Final, Protocol

from pos_app.domain.errors import Unreachable

NOT_FOUND: Final = "printer_not_found"
BUSY: Final = "printer_busy"
NO_ACCESS: Final = "printer_no_access"
SILENT: Final = "printer_silent"
LOST: Final = "printer_lost"
STOPPED: Final = "printer_stopped"


class LinkFailed(Unreachable):
    """The bytes did not go out, or nobody knows whether they did. `message` is what the cashier reads.

    `code`: printer_not_found, printer_busy, printer_no_access, printer_silent, printer_lost, printer_stopped, or
    printer_failed for anything else.
    """

    default_code = "printer_failed"

    def __init__(self, message: str = "", *, code: str | None = None, unsure: bool = False) -> None:
        super().__init__(message, code=code)
        self.unsure = unsure
        """Some bytes may have gone out: printing again may print twice."""


class Link(Protocol):
    """One way to a device. Calls block, each with a limit of time, and belong on one worker thread."""

    @property
    def reads(self) -> bool:
        """Can the device's answers be heard here?"""
        ...

    @property
    def holds(self) -> bool:
        """Does the device stay open between documents, so that it can be heard when nobody asks?"""
        ...

    def send(self, data: bytes, name: str) -> None:
        """Send one whole document; `name` is what a file or a spooler calls it. Raises `LinkFailed`."""
        ...

    def ask(self, question: bytes, timeout_s: float, expected: int = 1) -> bytes:
        """The device's answer, complete with `expected` bytes; what came in time, nothing from a mute device.

        What it said before the question comes first: `heard` takes that away. Without a question: what it is saying.
        """
        ...

    def heard(self) -> bytes:
        """What an open device has said by itself until now; never waits. Raises `LinkFailed` where it is gone."""
        ...

    def kept(self) -> AbstractContextManager[None]:
        """Meanwhile the device stays open: a document and the questions about it go over one connection."""
        ...

    def cancel(self) -> None:
        """End what runs now, from another thread: it raises `LinkFailed` with `printer_stopped`."""
        ...

    def close(self) -> None:
        """Let the device go; the next call opens it again."""
        ...


class OneWay:
    """What links have in common that hand a document over whole and hear nothing: files and spoolers."""

    reads = False
    holds = False

    def heard(self) -> bytes:
        """Nobody speaks."""
        return b""

    def ask(self, question: bytes, timeout_s: float, expected: int = 1) -> bytes:
        """Nobody answers."""
        del question, timeout_s, expected
        return b""

    def kept(self) -> AbstractContextManager[None]:
        """Nothing is open."""
        return nullcontext()

    def cancel(self) -> None:
        """Nothing runs long enough to be ended."""

    def close(self) -> None:
        """Nothing is held open between documents."""


class Unusable(OneWay):
    """A link that cannot be on this computer: it says so whenever it is used, and never keeps a till from opening."""

    def __init__(self, why: LinkFailed) -> None:
        self._why = why

    def send(self, data: bytes, name: str) -> None:
        """Never."""
        del data, name
        raise LinkFailed(self._why.message, code=self._why.code)
