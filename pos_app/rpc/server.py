"""Serves one caller: requests are answered in the order they come, slow ones aside, and no bad line ends it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Mapping
from typing import Any, Final, Protocol

from pos_app.domain.errors import PosError
from pos_app.rpc import protocol
from pos_app.rpc.method import Method
from pos_app.rpc.methods import METHODS
from pos_app.rpc.params import BadParams, read
from pos_app.till.door import TillDoor

logger = logging.getLogger(__name__)

LONGEST_LINE: Final = 1024 * 1024
_SHUTDOWN: Final = "till.shutdown"


class Reader(Protocol):
    """Bytes as they come; none at the end of input (asyncio.StreamReader)."""

    async def read(self, n: int = -1) -> bytes: ...


class Writer(Protocol):
    """Takes whole lines (asyncio.StreamWriter)."""

    def write(self, data: bytes) -> None: ...
    async def drain(self) -> None: ...


async def serve(till: TillDoor, reader: Reader, writer: Writer) -> int:
    """Serve until the input ends or `till.shutdown`; → the exit code. The till is shut down either way."""
    return await _Server(till, writer).run(reader)


class _Server:
    def __init__(self, till: TillDoor, writer: Writer) -> None:
        self._till = till
        self._writer = writer
        self._gone = False
        self._aside: set[asyncio.Task[None]] = set()
        self._outlasting: set[asyncio.Task[None]] = set()

    async def run(self, reader: Reader) -> int:
        self._till.subscribe_events(self._tell)
        async for line in _lines(reader):
            if await self._take(line):
                break
        else:
            await self._before_the_end()
            await self._till.shutdown()
        while self._aside:
            await asyncio.gather(*self._aside)
        await self._drain()
        return 0

    async def _take(self, line: bytes | None) -> bool:
        """Answer one line (None: one that was too long); → whether it was the last."""
        try:
            if line is None:
                raise protocol.BadRequest(protocol.PARSE_ERROR, f"a line has at most {LONGEST_LINE} bytes")
            request = protocol.parse(line)
        except protocol.BadRequest as bad:
            await self._send(protocol.failure(bad.id, bad.code, bad.message))
            return False
        method = METHODS.get(request.method)
        if method is not None and method.aside:
            task = self._keep(self._answer(request, method))
            if method.outlasts:
                self._outlasting.add(task)
            # it begins before the next line is read
            await asyncio.sleep(0)
            return False
        is_last = request.method == _SHUTDOWN and request.params in ({}, None)
        if is_last:
            await self._before_the_end()
        await self._answer(request, method)
        return is_last

    async def _before_the_end(self) -> None:
        """Commands that run are waited for; those that only wait are ended by the shutdown."""
        await asyncio.gather(*self._outlasting)

    async def _answer(self, request: protocol.Request, method: Method | None) -> None:
        answer = await self._result(request, method)
        if request.answered:
            await self._send(answer)

    async def _result(self, request: protocol.Request, method: Method | None) -> bytes:
        if method is None:
            return protocol.failure(request.id, protocol.METHOD_NOT_FOUND, "unknown method")
        try:
            params = {} if request.params is None else request.params
            return protocol.result(request.id, await method.call(self._till, read(method.shape, params)))
        except BadParams as bad:
            return protocol.failure(request.id, protocol.INVALID_PARAMS, str(bad))
        except PosError as error:
            return protocol.refusal(request.id, error)
        # the process's border: a fault of ours is logged and told, and the till goes on
        except Exception:
            logger.exception("%s has failed", request.method)
            return protocol.fault(request.id)

    def _tell(self, kind: str, details: Mapping[str, Any]) -> None:
        self._write(protocol.event(kind, details))
        self._keep(self._drain())

    def _keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)
        task.add_done_callback(self._outlasting.discard)
        return task

    async def _send(self, line: bytes) -> None:
        self._write(line)
        await self._drain()

    def _write(self, line: bytes) -> None:
        if not self._gone:
            try:
                self._writer.write(line)
            except OSError:
                self._lost()

    async def _drain(self) -> None:
        if not self._gone:
            try:
                await self._writer.drain()
            except OSError:
                self._lost()

    def _lost(self) -> None:
        """Nobody reads any more: what was asked is still done, and the end of input will come."""
        self._gone = True
        logger.warning("the caller no longer reads")


async def _lines(reader: Reader) -> AsyncIterator[bytes | None]:
    """Lines without their ends; empty ones are skipped, None stands for one that was too long."""
    rest, skipping = b"", False
    while chunk := await reader.read(65536):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if skipping:
                skipping = False
            elif len(line) > LONGEST_LINE:
                yield None
            elif line.strip():
                yield line
        if len(rest) > LONGEST_LINE:
            if not skipping:
                yield None
            rest, skipping = b"", True
    if rest.strip() and not skipping:
        yield rest
