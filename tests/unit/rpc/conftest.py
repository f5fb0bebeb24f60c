"""A caller on one end of the line, and a till that only notes what it is asked on the other."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from pos_app.domain.errors import refused
from pos_app.rpc.server import serve
from pos_app.till.state import Cashier, TillState


class NotedTill:
    """Answers by name from `answers`; an exception there is raised."""

    def __init__(self) -> None:
        self.state = TillState()
        self.asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.answers: dict[str, Any] = {"sign_in_pin": Cashier("c1", "Олена", frozenset({"sale", "return"}))}
        self.listeners: list[Callable[[str, Mapping[str, Any]], None]] = []
        self.release = asyncio.Event()
        self.shut = 0

    def subscribe(self, listener: Any) -> None:
        """Nobody looks at the pictures here."""

    def subscribe_events(self, listener: Callable[[str, Mapping[str, Any]], None]) -> None:
        self.listeners.append(listener)

    async def wait(self, what: str, timeout_s: float) -> bool:
        self.asked.append(("wait", (what, timeout_s), {}))
        await self.release.wait()
        return True

    async def shutdown(self) -> None:
        self.shut += 1
        self.release.set()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def command(*args: Any, **named: Any) -> Any:
            self.asked.append((name, args, named))
            answer = self.answers.get(name)
            if isinstance(answer, Exception):
                raise answer
            return answer

        return command


class Lines:
    """Collects what is written, line by line."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, data: bytes) -> None:
        self.data += data

    async def drain(self) -> None:
        await asyncio.sleep(0)

    @property
    def answers(self) -> list[Any]:
        assert self.data == b"" or self.data.endswith(b"\n")
        return [json.loads(line) for line in self.data.splitlines()]


class Wire:
    """A server at work. `say` gives it bytes, `hang_up` ends its input."""

    def __init__(self, till: Any = None) -> None:
        self.till = till if till is not None else NotedTill()
        self.reader = asyncio.StreamReader()
        self.out = Lines()
        self.task = asyncio.ensure_future(serve(self.till, self.reader, self.out))

    def say(self, *lines: Any) -> None:
        for line in lines:
            data = line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()
            self.reader.feed_data(data + b"\n")

    def ask(self, method: str, params: Any = None, request_id: Any = 1) -> None:
        request = {"jsonrpc": "2.0", "id": request_id, "method": method}
        self.say(request if params is None else {**request, "params": params})

    async def hang_up(self) -> list[Any]:
        self.reader.feed_eof()
        assert await asyncio.wait_for(self.task, 5) == 0
        return self.out.answers


async def answer_to(method: str, params: Any = None, **answers: Any) -> Any:
    """What the server says to one request, when the till answers so."""
    wire = Wire()
    wire.till.answers.update(answers)
    wire.ask(method, params)
    (answer,) = await wire.hang_up()
    return answer


NOT_SIGNED_IN = refused("not_signed_in")
