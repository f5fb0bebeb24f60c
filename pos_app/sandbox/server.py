"""The sandbox servers on loopback sockets in background threads, for the demo and for tests over real HTTP."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from pos_app.sandbox.checkbox import CheckboxSandbox, Settings
from pos_app.sandbox.checkbox.register import Clock, wall_clock
from pos_app.sandbox.faults import App, FaultPlan, FaultyApp, Scope
from pos_app.sandbox.smartkasa import create_app as smartkasa_app

HOST: Final = "127.0.0.1"
START_TIMEOUT_S: Final = 10.0
STOP_TIMEOUT_S: Final = 10.0
Result = TypeVar("Result")


class _OpenConnections:
    """Which socket serves which caller, so that a fault can break it."""

    def __init__(self) -> None:
        self.by_caller: dict[tuple[str, int], asyncio.Transport] = {}

    def drop(self, scope: Scope) -> None:
        """Reset the connection of the call."""
        caller = scope.get("client")
        transport = None if caller is None else self.by_caller.get((caller[0], caller[1]))
        if transport is not None:
            transport.abort()

    def drop_all(self) -> None:
        """Reset every connection."""
        for transport in list(self.by_caller.values()):
            transport.abort()

    def forget(self) -> None:
        """Their loop has ended: the server's next one must not look for them."""
        self.by_caller.clear()

    def protocol(self, *args: Any, **kwargs: Any) -> asyncio.Protocol:
        """A uvicorn protocol that is known here while it is connected."""
        return _KnownProtocol(self, *args, **kwargs)


class _KnownProtocol(H11Protocol):
    def __init__(self, known: _OpenConnections, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = known
        self._caller: tuple[str, int] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        super().connection_made(transport)
        name = transport.get_extra_info("peername")
        self._caller = (name[0], name[1])
        self._known.by_caller[self._caller] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if self._caller is not None:
            self._known.by_caller.pop(self._caller, None)
        super().connection_lost(exc)


class _Announcing(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.loop = asyncio.get_running_loop()
        self.listening.set()


class LoopbackServer:
    """One application on 127.0.0.1; port 0 takes a free one. Start it, use `base_url`, stop it."""

    def __init__(self, app: App, plan: FaultPlan | None = None, port: int = 0) -> None:
        self._connections = _OpenConnections()
        self.plan = plan or FaultPlan()
        self._app = FaultyApp(app, self.plan, self._connections.drop)
        self._port = port
        self._server: _Announcing | None = None
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """Where it listens, without a trailing slash."""
        return f"http://{HOST}:{self._port}"

    @property
    def port(self) -> int:
        """The port it listens on; 0 before the first start."""
        return self._port

    def start(self) -> Self:
        """Listen; returns when calls are taken. RuntimeError if that takes too long."""
        listener = self._listener()
        config = uvicorn.Config(
            self._app,
            http=self._connections.protocol,  # type: ignore[arg-type]  # any callable that makes a protocol serves
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            date_header=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            ws="none",
        )
        self._server = _Announcing(config)
        run = partial(self._server.run, sockets=[listener])
        self._thread = threading.Thread(target=run, name=f"sandbox-{self._port}", daemon=True)
        self._thread.start()
        if not self._server.listening.wait(START_TIMEOUT_S):
            raise RuntimeError("the sandbox server did not start")
        return self

    def _listener(self) -> socket.socket:
        # named as TCP, or asyncio leaves Nagle's algorithm on and every answer waits 40 ms for the caller's receipt
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, self._port))
        listener.listen(128)
        self._port = listener.getsockname()[1]
        return listener

    def stop(self) -> None:
        """Close the socket and the connections; returns when the thread has ended."""
        if self._server is None or self._thread is None:
            return
        self.run(self._connections.drop_all)
        self._server.should_exit = True
        self._thread.join(STOP_TIMEOUT_S)
        # a caller who came after that, too, is nobody the next loop could reset
        self._connections.forget()
        self._server = self._thread = None

    def run(self, work: Callable[[], Result]) -> Result:
        """Call something in the server's own thread, where its state may be touched."""
        assert self._server is not None
        assert self._server.loop is not None

        async def inside() -> Result:
            return work()

        return asyncio.run_coroutine_threadsafe(inside(), self._server.loop).result(STOP_TIMEOUT_S)

    def close_door(self) -> None:
        """From now on connections are refused by the system, as when the server's machine is down."""
        self.stop()

    def open_door(self) -> None:
        """Listen again on the same port."""
        if self._server is None:
            self.start()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


@dataclass(frozen=True, slots=True)
class SandboxServers:
    """Both vendors' servers, running; `checkbox` is the state behind `checkbox_server`."""

    checkbox: CheckboxSandbox
    checkbox_server: LoopbackServer
    smartkasa: Starlette
    smartkasa_server: LoopbackServer

    @property
    def checkbox_url(self) -> str:
        """The base URL of the Checkbox server."""
        return self.checkbox_server.base_url

    @property
    def smartkasa_url(self) -> str:
        """The base URL of the SmartKasa server."""
        return self.smartkasa_server.base_url

    def stop(self) -> None:
        """Stop both."""
        with contextlib.ExitStack() as stack:
            stack.callback(self.checkbox_server.stop)
            stack.callback(self.smartkasa_server.stop)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_servers(
    catalog_dir: Path,
    *,
    settings: Settings | None = None,
    clock: Clock = wall_clock,
    random: Random | None = None,
    state_file: Path | None = None,
    checkbox_port: int = 0,
    smartkasa_port: int = 0,
) -> SandboxServers:
    """Start both vendors on two loopback ports; `state_file` keeps the Checkbox register over restarts.

    OSError when a named port is taken; ValueError when the file is no sandbox register.
    """
    checkbox = CheckboxSandbox(settings, clock=clock, random=random, state_file=state_file)
    smartkasa = smartkasa_app(catalog_dir, now=checkbox.clock)
    checkbox_server = LoopbackServer(checkbox.app, checkbox.plan, checkbox_port).start()
    smartkasa_server = LoopbackServer(smartkasa, port=smartkasa_port)
    try:
        smartkasa_server.start()
    except OSError:
        checkbox_server.stop()
        raise
    return SandboxServers(checkbox, checkbox_server, smartkasa, smartkasa_server)
