"""Setting the shop up on screen: the vendors' keys, and whether the program opens the training till or the shop's own.

What is kept lies outside of the till's database, because it is read before there is one; the app says where.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from pos_app.domain.errors import refused
from pos_app.till.attempts import AttemptBook
from pos_app.till.core import Core


class Opens(StrEnum):
    """Which till the program opens: the training till on this computer's own servers, or the shop's."""

    SANDBOX = "sandbox"
    REAL = "real"


class Safe(StrEnum):
    """Where the keys lie: the system's keyring, the settings file in plain text, the environment, or nowhere yet."""

    NONE = "none"
    KEYRING = "keyring"
    FILE = "file"
    ENVIRONMENT = "environment"


class Signer(StrEnum):
    """How the cashier's signature is: by itself in the cloud, a program that answers or does not, or nobody said."""

    CLOUD = "cloud"
    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CheckboxDraft:
    """What was typed for Checkbox, told by no repr. No licence key: the kept one. A PIN, or a login and password."""

    license_key: str = field(default="", repr=False)
    pin_code: str = field(default="", repr=False)
    login: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CheckboxAnswer:
    """Who and what the licence key and the cashier are. `test`: receipts are worth nothing to the tax service."""

    register: str
    title: str
    address: str
    test: bool
    cashier: str
    seller: str
    signer: Signer
    certificate_end: date | None = None
    has_shift: bool = False
    """A shift is open at the register: another till may be working there."""


@dataclass(frozen=True, slots=True)
class SmartKasaDraft:
    """What was typed for SmartKasa, told by no repr. An empty key or password: the kept one. 0: no shop chosen yet."""

    api_key: str = field(default="", repr=False)
    phone_number: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    shop_id: int = 0


@dataclass(frozen=True, slots=True)
class ShopOfAccount:
    """One shop of the account."""

    id: int
    title: str
    fiscalizes: bool = False
    """SmartKasa fiscalises there itself."""


@dataclass(frozen=True, slots=True)
class SmartKasaAnswer:
    """The account's shops, and the one that is meant: the chosen one, or the only one; 0 where it must be chosen."""

    shops: Sequence[ShopOfAccount]
    shop_id: int


@dataclass(frozen=True, slots=True)
class SetupView:
    """What is kept, without a secret in it. The tails are the last four characters of a key."""

    opens: Opens
    """What this till is now."""
    file: str
    keys_in: Safe = Safe.NONE
    has_keyring: bool = False
    license_tail: str = ""
    register: str = ""
    api_tail: str = ""
    phone_number: str = ""
    shop_id: int = 0
    restart: bool = False
    """What was kept counts from the next start on."""


class ShopSetup(Protocol):
    """The settings' file, the keyring behind it, and the vendors' answers; nothing of it touches the till's database.

    Each raises PosError and then has changed nothing.
    """

    async def view(self) -> SetupView: ...
    async def ask_checkbox(self, draft: CheckboxDraft) -> CheckboxAnswer: ...
    async def ask_smartkasa(self, draft: SmartKasaDraft) -> SmartKasaAnswer: ...
    async def keep_checkbox(self, draft: CheckboxDraft, answer: CheckboxAnswer, *, in_file: bool) -> None: ...
    async def keep_smartkasa(self, draft: SmartKasaDraft, shop_id: int, *, in_file: bool) -> None: ...
    async def open_as(self, opens: Opens) -> None: ...


class ShopSetupDesk:
    """Needs the right "settings". The shop's own till must be at rest before its keys change, and before it is left."""

    def __init__(self, core: Core, setup: ShopSetup | None, attempts: AttemptBook) -> None:
        self._core = core
        self._setup = setup
        self._attempts = attempts

    async def view(self) -> SetupView | None:
        """What is kept; None where this till is not set up on screen (no screen, training beside a shop)."""
        self._core.need()
        return await self._setup.view() if self._setup is not None else None

    async def ask_checkbox(self, draft: CheckboxDraft) -> CheckboxAnswer:
        """Ask Checkbox what the key is and who the cashier is; keeps nothing."""
        self._core.need("settings")
        return await self._file().ask_checkbox(draft)

    async def ask_smartkasa(self, draft: SmartKasaDraft) -> SmartKasaAnswer:
        """Ask SmartKasa which shops the account has; keeps nothing."""
        self._core.need("settings")
        return await self._file().ask_smartkasa(draft)

    async def keep_checkbox(self, draft: CheckboxDraft, *, in_file: bool = False) -> CheckboxAnswer:
        """Keep a key that Checkbox answers for. `in_file`: in plain text, for want of a keyring, by a person's word.

        Raises `keyring_none`, `keyring_failed`, `settings_read_only`, `setup_shift_open`, `setup_unsent`.
        """
        cashier = self._core.need("settings")
        file = self._file()
        await self._need_rest_of_a_shop()
        answer = await file.ask_checkbox(draft)
        async with self._core.turn:
            await self._need_rest_of_a_shop()
            await file.keep_checkbox(draft, answer, in_file=in_file)
            body = {"register": answer.register, "test": answer.test, "in_file": in_file, "cashier": cashier.id}
            self._core.journal("setup.checkbox", body)
        return answer

    async def keep_smartkasa(self, draft: SmartKasaDraft, *, in_file: bool = False) -> SmartKasaAnswer:
        """Keep an account and a shop that SmartKasa answers for; `shop_needed` where the shop is not chosen."""
        cashier = self._core.need("settings")
        file = self._file()
        await self._need_rest_of_a_shop()
        answer = await file.ask_smartkasa(draft)
        if not answer.shop_id:
            raise refused("shop_needed")
        async with self._core.turn:
            await self._need_rest_of_a_shop()
            await file.keep_smartkasa(draft, answer.shop_id, in_file=in_file)
            body = {"shop": answer.shop_id, "in_file": in_file, "cashier": cashier.id}
            self._core.journal("setup.smartkasa", body)
        return answer

    async def open_as(self, opens: Opens) -> SetupView:
        """From the next start on the program opens this till. Refused while anything is unsent or a shift is open."""
        cashier = self._core.need("settings")
        file = self._file()
        before = await file.view()
        async with self._core.turn:
            self._need_rest()
            await file.open_as(opens)
            body = {"from": before.opens.value, "to": opens.value, "cashier": cashier.id}
            self._core.journal("setup.opens", body)
        return await file.view()

    def _file(self) -> ShopSetup:
        if self._setup is None:
            raise refused("setup_elsewhere")
        return self._setup

    async def _need_rest_of_a_shop(self) -> None:
        """What is sold on the training till stays there, whatever keys the shop gets."""
        if (await self._file().view()).opens is Opens.REAL:
            self._need_rest()

    def _need_rest(self) -> None:
        core = self._core
        if core.board.state.busy:
            raise refused("sale_in_progress")
        if not core.board.state.cart.is_empty:
            raise refused("cart_not_empty")
        if core.store.shifts.current() is not None:
            raise refused("setup_shift_open")
        queue, outbox = core.store.operations.queue(), core.store.outbox.counts()
        if queue.waiting or queue.attention or outbox.waiting or core.store.e_receipts.open():
            raise refused("setup_unsent")
        self._attempts.check_all_settled()
