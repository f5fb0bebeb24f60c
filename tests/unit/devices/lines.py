"""What the tests of devices share: records with a clock that goes by itself, and lines to simulated devices."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pos_app.devices.keeper import Open, Record, record
from pos_app.domain.device import DeviceKind, Port, Trouble
from pos_app.links.stream import Inbox, LineFailed, Stream, open_stream
from pos_app.sandbox.devices.bench import Twin

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def record_of(kind: DeviceKind) -> Record:
    seconds = itertools.count()
    return record(kind, "порт", lambda: NOON + timedelta(seconds=next(seconds)))


async def until(true: Callable[[], object], timeout_s: float = 20.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not true():  # noqa: ASYNC110 - what a device was told has no event of its own
            await asyncio.sleep(0.002)


def at(address: str, **port: object) -> Open:
    return lambda: open_stream(Port(address, **port))  # type: ignore[arg-type]


class Line:
    """An open line with no socket: the device at its other end is a twin, `written` is all that it was told."""

    def __init__(self, twin: Twin | None = None) -> None:
        self.twin = twin
        self.written: list[bytes] = []
        self.inbox = Inbox()
        self.broken = Trouble.NONE
        self.opened = 0
        self.connected = False

    async def open(self) -> Stream:
        if self.broken:
            raise LineFailed(self.broken)
        self.opened += 1
        self.connected = True
        self.inbox = Inbox()
        return self

    def break_off(self, trouble: Trouble = Trouble.ABSENT) -> None:
        self.broken = trouble
        self.connected = False
        self.inbox.put(None)

    async def read(self) -> bytes:
        return await self.inbox.read()

    def pending(self) -> bytes:
        return self.inbox.pending()

    async def write(self, data: bytes) -> None:
        if self.broken:
            raise LineFailed(self.broken)
        self.written.append(data)
        answer = self.twin.heard(data) if self.twin is not None else b""
        if answer:
            self.inbox.put(answer)

    async def close(self) -> None:
        """Nothing is held."""
