"""What every part of the one door stands on: the parts of the till, and whether it still takes commands."""

from abc import ABC, abstractmethod
from collections.abc import Coroutine
from typing import Any, TypeVar

from pos_app.till.lookout import Lookout
from pos_app.till.parts import Parts

T = TypeVar("T")


class Commands(ABC):
    """Mixed into the till, which has the parts and knows whether it is open."""

    _parts: Parts
    _lookout: Lookout

    @abstractmethod
    def _open(self) -> None:
        """Refuse when the till is shutting down."""

    @abstractmethod
    async def _do(self, command: Coroutine[Any, Any, T]) -> T:
        """Run a command that the shutdown waits for."""
