"""The sandbox's servers in a process of their own: what they remember of a long day is not the till's memory."""

import multiprocessing
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from pos_app.app.paths import resources_folder
from pos_app.sandbox.checkbox import Settings
from pos_app.sandbox.server import start_servers


def _serve(pipe: Connection, settings: Settings) -> None:
    with start_servers(resources_folder() / "sandbox-catalog", settings=settings) as servers:
        pipe.send((servers.checkbox_url, servers.smartkasa_url))
        acts = {
            "open_door": servers.checkbox_server.open_door,
            "close_door": servers.checkbox_server.close_door,
            "script": lambda name: servers.checkbox.plan.script(name, times=2),
            "clear": servers.checkbox.plan.clear,
            "receipts": lambda: list(servers.checkbox.register.state.receipts),
        }
        while (asked := pipe.recv()) is not None:
            name, *given = asked
            told = acts[name](*given)
            pipe.send(told if name == "receipts" else None)


class ServersApart:
    """Both vendors' servers while the block lasts."""

    def __init__(self, settings: Settings) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, settings), daemon=True)
        self._process.start()
        self.checkbox_url, self.smartkasa_url = self._pipe.recv()

    def ask(self, name: str, *given: object) -> Any:
        """`open_door`, `close_door`, `script` with a fault's name (twice), `clear`; `receipts` → their ids."""
        self._pipe.send((name, *given))
        return self._pipe.recv()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pipe.send(None)
        self._process.join()
