"""Between the till and the simulated card terminal with no socket: the production driver, the sandbox's rules."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from pos_app.devices.ecr_terminal import EcrTerminal
from pos_app.links.dialogue import Dialogue, DialogueFailed
from pos_app.sandbox.terminal import BankTerminal
from pos_app.sandbox.terminal.bank import END

LATENCY_S = 0.01


@dataclass
class _End:
    """One side's ear: None says that the other side hung up."""

    heard: "asyncio.Queue[bytes | None]" = field(default_factory=asyncio.Queue)
    gone: bool = False


class Talk:
    """One connection: a `Dialogue` for the till on this side, a `Line` for the terminal on the other."""

    def __init__(self, wire: "Wire") -> None:
        self._wire = wire
        self.till, self.bank = _End(), _End()
        self.line = _Line(self)

    async def say(self, message: bytes) -> None:
        """The till speaks."""
        await self._wire.gate("before terminal")
        if self.till.gone:
            raise DialogueFailed("Зв'язок із терміналом перервано.")
        await asyncio.sleep(LATENCY_S)
        for part in message.split(END):
            if part:
                self.bank.heard.put_nowait(part)

    async def hear(self) -> bytes:
        """The till listens."""
        heard = await self.till.heard.get()
        await self._wire.gate("after terminal")
        if heard is None:
            raise DialogueFailed("Зв'язок із терміналом перервано.")
        return heard

    async def close(self) -> None:
        """The till hangs up."""
        self.drop()

    def drop(self) -> None:
        """The connection is gone for both."""
        if not self.till.gone:
            self.till.gone = True
            self.till.heard.put_nowait(None)
            self.bank.heard.put_nowait(None)


class _Line:
    """The terminal's side."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    async def hear(self) -> bytes | None:
        return await self._talk.bank.heard.get()

    async def say(self, message: bytes) -> None:
        await asyncio.sleep(LATENCY_S)
        if not self._talk.till.gone:
            for part in message.split(END):
                if part:
                    self._talk.till.heard.put_nowait(part)

    def drop(self) -> None:
        self._talk.drop()


async def _open(_place: str) -> None:
    """Nobody cuts the power."""


class Wire:
    """The network between them. `cable`: is it plugged in; `gate` is the till's power switch."""

    def __init__(self, bank: BankTerminal) -> None:
        self.bank = bank
        self.cable = True
        self.gate: Callable[[str], Awaitable[None]] = _open
        self._serving: set[asyncio.Task[None]] = set()

    async def connect(self) -> Dialogue:
        """What the driver calls."""
        await self.gate("before terminal")
        await asyncio.sleep(LATENCY_S)
        if not self.cable:
            raise DialogueFailed("Термінал не відповідає в мережі. Перевірте живлення і кабель.")
        talk = Talk(self)
        task = asyncio.ensure_future(self.bank.serve(talk.line))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        return talk

    def driver(self) -> EcrTerminal:
        """The production driver over this wire."""
        return EcrTerminal(self.connect)
