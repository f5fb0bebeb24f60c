"""What every byte link can do, and how it fails."""

from typing import Protocol

from pos_app.domain.errors import Unreachable


class LinkFailed(Unreachable):
    """The bytes did not go out, or nobody knows whether they did. `message` is what the cashier reads."""

    default_code = "printer_failed"

    def __init__(self, message: str, *, unsure: bool = False) -> None:
        super().__init__(message)
        self.unsure = unsure
        """Some bytes may have gone out: printing again may print twice."""


class Link(Protocol):
    """One way to a device. Calls block and belong on a worker thread."""

    def send(self, data: bytes, name: str) -> None:
        """Send one whole document; `name` is what a file link calls it. Raises `LinkFailed`."""
        ...

    def close(self) -> None:
        """Let the device go."""
        ...
