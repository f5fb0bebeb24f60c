"""Both vendors' servers on loopback in this process, with everything that went in and out of them kept."""

import json
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Self

import httpx

from pos_app.sandbox.checkbox import CheckboxSandbox, Settings
from pos_app.sandbox.faults import App, Receive, Scope, Send
from pos_app.sandbox.server import LoopbackServer
from pos_app.sandbox.smartkasa import create_app
from pos_app.sandbox.smartkasa.demo import demo_account
from tests.e2e.rpc_driver import toml_of

ROOT = Path(__file__).parents[2]
CATALOG = ROOT / "resources" / "sandbox-catalog"
PIN = "1234"
PROMPT = Settings(
    open_delay_s=0,
    close_delay_s=0,
    receipt_delay_s=0,
    go_online_delay_s=0,
    ask_delay_s=0,
    retry_delay_s=0,
    receipts_per_interval=1000,
)
"""A server that has everything done by the next time it is asked; nothing else differs from the vendor's ways."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call as the server saw it and answered it."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    status: int
    kind: str
    answer: bytes

    @property
    def sent(self) -> Any:
        """The request's body read; None where there is none."""
        return json.loads(self.body) if self.body else None

    def is_for(self, method: str, path: str) -> bool:
        """Was it this call (the path's end)?"""
        return self.method == method and self.path.endswith(path)


class Recorder:
    """An ASGI application around another that keeps every exchange under the vendor's part of it.

    `arrived` is called with the count of calls so far, before the server does its work, `answered` when it has done
    it and nobody knows yet: there a test may end the caller's life.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self.exchanges: list[Exchange] = []
        self.arrived: Any = None
        self.answered: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        body = await _body(receive)
        if self.arrived is not None:
            self.arrived(scope["method"], scope["path"])
        messages: list[MutableMapping[str, Any]] = []

        given = False

        async def take() -> MutableMapping[str, Any]:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        at_once = self.answered is None

        async def keep(message: MutableMapping[str, Any]) -> None:
            messages.append(message)
            if at_once:
                # a long answer must not look like silence
                await send(message)

        await self._app(scope, take, keep)
        self._keep(scope, body, messages)
        if not at_once:
            self.answered(scope["method"], scope["path"])
            for message in messages:
                await send(message)

    def _keep(self, scope: Scope, body: bytes, messages: list[MutableMapping[str, Any]]) -> None:
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        given = {name.decode().lower(): value.decode() for name, value in messages[0].get("headers", [])}
        self.exchanges.append(
            Exchange(
                method=scope["method"],
                path=scope["raw_path"].decode().partition("?")[0],
                query=scope["query_string"].decode(),
                headers=headers,
                body=body,
                status=messages[0]["status"],
                kind=given.get("content-type", ""),
                answer=b"".join(message.get("body", b"") for message in messages[1:]),
            )
        )


async def _body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


@dataclass
class Vendors:
    """The two servers. Touch their state through `at_checkbox`, in the server's own thread."""

    checkbox: CheckboxSandbox
    checkbox_calls: Recorder
    checkbox_server: LoopbackServer
    smartkasa: Any
    smartkasa_calls: Recorder
    smartkasa_server: LoopbackServer
    extra: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def start(cls, settings: Settings = PROMPT, *, seed: int = 1, extra_products: int = 0) -> Self:
        """Start both on free ports."""
        checkbox = CheckboxSandbox(settings, random=Random(seed))
        smartkasa = create_app(CATALOG, now=checkbox.clock, extra_products=extra_products)
        checkbox_calls, smartkasa_calls = Recorder(checkbox.app), Recorder(smartkasa)
        checkbox_server = LoopbackServer(checkbox_calls, checkbox.plan).start()
        smartkasa_server = LoopbackServer(smartkasa_calls).start()
        return cls(checkbox, checkbox_calls, checkbox_server, smartkasa, smartkasa_calls, smartkasa_server)

    def stop(self) -> None:
        """Stop both."""
        self.checkbox_server.stop()
        self.smartkasa_server.stop()

    @property
    def state(self) -> Any:
        """What the Checkbox register remembers, everything due carried out."""
        self.checkbox_server.run(self.checkbox.register.settle)
        return self.checkbox.register.state

    @property
    def plan(self) -> Any:
        """The Checkbox server's faults."""
        return self.checkbox.plan

    def act(self, name: str) -> None:
        """One of the sandbox's named troubles, now."""
        self.checkbox_server.run(self.plan.actions[name])

    def behave(self, **changes: Any) -> None:
        """Change the register's settings while it runs."""
        register = self.checkbox.register
        self.checkbox_server.run(lambda: setattr(register, "settings", replace(register.settings, **changes)))

    def pass_time(self, seconds: float) -> None:
        """Put the server's clock ahead."""
        assert seconds >= timedelta(0).total_seconds()
        self.checkbox.clock.ahead_s += seconds

    def release_copies(self) -> None:
        """Let copies of requests that were held on their way arrive now."""
        httpx.post(f"{self.checkbox_server.base_url}/_sandbox/release").raise_for_status()

    def receipts(self, *kinds: str) -> list[Any]:
        """Receipts of these kinds (all when none is named) in the server's order."""
        found = sorted(self.state.receipts.values(), key=lambda one: one.serial)
        return [one for one in found if not kinds or one.type in kinds]

    def calls(self, method: str, path: str) -> list[Exchange]:
        """The calls of this kind that reached the server."""
        return [one for one in list(self.checkbox_calls.exchanges) if one.is_for(method, path)]

    def settings_of_till(self, **sections: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """A till.toml that points here; `sections` add to it or change it."""
        account = demo_account(CATALOG)
        settings: dict[str, dict[str, Any]] = {
            "checkbox": {
                "base_url": self.checkbox_server.base_url,
                "license_key": self.checkbox.register.settings.license_key,
                "access_key": self.checkbox.register.settings.access_key,
            },
            "smartkasa": {
                "base_url": self.smartkasa_server.base_url,
                "api_key": account.api_key,
                "phone_number": account.phone_number,
                "password": account.password,
                "shop_id": account.shop_id,
            },
            "fiscal": {},
            "printer": {"transport": "file", "path": "receipts"},
        }
        for name, values in sections.items():
            settings[name] = {**settings.get(name, {}), **values}
        return settings


def write_config(path: Path, vendors: Vendors, **sections: dict[str, Any]) -> Path:
    """A till.toml that only its owner may read."""
    path.write_text(toml_of(vendors.settings_of_till(**sections)), encoding="utf-8")
    path.chmod(0o600)
    return path
