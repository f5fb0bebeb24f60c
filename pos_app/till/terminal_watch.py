"""The card terminal as a device: asked whether it is there while it does nothing for a customer."""

import asyncio
from contextlib import suppress
from typing import Final

from pos_app.devices.keeper import Record
from pos_app.devices.terminal import CardTerminal, NotAsked
from pos_app.domain.device import Trouble
from pos_app.domain.errors import PosError
from pos_app.till.core import Core

ASKED_EVERY_S: Final = 60.0
"""So often a terminal that is doing nothing is asked: before the customer waits."""


class TerminalWatch:
    """Looks after one terminal that can be asked, as long as it is the one."""

    def __init__(self, core: Core, terminal: CardTerminal, kept: Record) -> None:
        self._core = core
        self._terminal = terminal
        self._kept = kept
        self._hurry = asyncio.Event()
        self._asking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, on the running loop."""
        self._asking = asyncio.ensure_future(self._ask())

    async def stop(self) -> None:
        """It is not ours any more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
            self._asking = None

    def hurry(self) -> None:
        """Ask now."""
        self._hurry.set()

    async def check(self) -> str:
        """Ask who it is; → its maker and model as it says them, or why nothing was heard."""
        try:
            said = await self._terminal.identify()
        except NotAsked as error:
            self._kept.troubled(Trouble.SILENT)
            return error.message
        self._kept.well()
        return said

    async def _ask(self) -> None:
        while True:
            if not self._core.board.state.card.step:
                try:
                    await self.check()
                except PosError:
                    self._kept.troubled(Trouble.GARBAGE)
            self._hurry.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(ASKED_EVERY_S):
                    await self._hurry.wait()
