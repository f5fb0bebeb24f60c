"""What the service needs of its neighbours, as small protocols: fiscal engine, printer, goods, secrets."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from pos_app.catalog.sync import SyncResult
from pos_app.checkbox.models.cashier import Me
from pos_app.checkbox.models.cashier import Tax as WireTax
from pos_app.domain.receipt import FiscalStamp, Receipt, Seller
from pos_app.domain.shift import ShiftSums
from pos_app.domain.tax import Tax
from pos_app.fiscal.state import Refusal
from pos_app.fiscal.status import FiscalStatus
from pos_app.store.operations import Operation
from pos_app.store.shifts import ShiftRow


class Person(Protocol):
    """Who opens a shift."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


class FiscalEngine(Protocol):
    """The fiscal engine: what is submitted is on disk before anything is sent, and reaches Checkbox once."""

    @property
    def status(self) -> FiscalStatus: ...
    @property
    def taxes(self) -> Mapping[int, Tax]: ...
    @property
    def seller(self) -> Seller: ...

    def subscribe(self, listener: Callable[[FiscalStatus], None]) -> None: ...
    def on_return(self, hook: Callable[[Receipt, Refusal], None]) -> None: ...
    def on_done(self, hook: Callable[[Operation, datetime], None]) -> None: ...
    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    async def submit(self, receipt: Receipt, *, also: Callable[[], None] | None = None) -> FiscalStamp: ...
    async def open_shift(self, cashier: Person) -> ShiftRow: ...
    async def close_shift(self) -> dict[str, Any]: ...
    async def x_report(self) -> dict[str, Any]: ...
    def sums(self, shift_id: str) -> ShiftSums: ...
    async def wait_idle(self, timeout: float) -> bool: ...  # noqa: ASYNC109 - the engine's own word
    def wake(self) -> None: ...
    def ask_again(self, operation_id: str) -> None: ...
    def set_aside(self, operation_id: str, reason: str) -> None: ...
    def alarm_seen(self) -> None: ...


class PrinterStatus(Protocol):
    """The printer's lamp: none, unknown, ok, printing, failed; jobs queued or in progress; the trouble in words."""

    @property
    def state(self) -> str: ...
    @property
    def waiting(self) -> int: ...
    @property
    def problem(self) -> str: ...


class Printing(Protocol):
    """The print queue: renders what lies in store.print_jobs."""

    @property
    def status(self) -> PrinterStatus: ...

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    def wake(self) -> None: ...
    async def wait_printed(self, timeout_s: float) -> bool: ...
    async def open_drawer(self, reason: str) -> None: ...


class Account(Protocol):
    """The Checkbox client, as far as signing in needs it; the calls raise CheckboxError."""

    @property
    def token(self) -> str | None: ...
    @token.setter
    def token(self, token: str | None) -> None: ...

    async def sign_in(self, login: str, password: str) -> None: ...
    async def sign_in_pin(self, pin: str) -> None: ...
    async def sign_out(self) -> None: ...
    async def me(self) -> Me: ...
    async def taxes(self) -> tuple[WireTax, ...]: ...


class CatalogSync(Protocol):
    """Brings the goods from SmartKasa."""

    async def full_pass(self) -> SyncResult: ...


class Pictures(Protocol):
    """Product pictures, fetched when first asked for."""

    async def get(self, picture_id: str, url: str) -> Path | None: ...


class TokenStore(Protocol):
    """Where a token outlives the program: the system's keyring, or nowhere."""

    def load(self) -> str | None: ...
    def save(self, token: str) -> None: ...
    def clear(self) -> None: ...


class MemoryTokens:
    """Where there is no keyring: the token lives as long as the program."""

    def __init__(self) -> None:
        self._token: str | None = None

    def load(self) -> str | None:
        """The token, if one was given in this run."""
        return self._token

    def save(self, token: str) -> None:
        """Keep it."""
        self._token = token

    def clear(self) -> None:
        """Forget it."""
        self._token = None


Closer = Callable[[], Awaitable[None]]
