"""Who works at the till: signing in through Checkbox, by the local verifier where it is out of reach."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pos_app.checkbox.errors import AnswerClass, CheckboxError
from pos_app.domain.errors import PosError, Unreachable, refused
from pos_app.domain.said import sentence
from pos_app.fiscal.reading import taxes_of
from pos_app.store.shifts import ShiftRow
from pos_app.till.attempts import AttemptBook
from pos_app.till.core import Core, others_shift_words
from pos_app.till.lockout import PinLockout
from pos_app.till.ports import Account, TokenStore
from pos_app.till.rights import rights_of
from pos_app.till.roles import RoleKeeper
from pos_app.till.state import Cashier, Problem
from pos_app.till.taxes import TaxDesk
from pos_app.till.verifier import PinVerifier

KEPT_FOR: Final = "session.kept_for"
"""The setting that names whose token is kept, by the cashier's id."""
LOCK_WORDS = sentence("Є документи, ще не надіслані до Checkbox. Вийти можна, коли їх буде надіслано.")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the cashier typed; in memory only, told by no repr."""

    pin_code: str = field(default="", repr=False)
    login: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


class SessionDesk:
    """Signs in and out. `learned` is called when the register's taxes were seen."""

    def __init__(
        self,
        core: Core,
        account: Account,
        tokens: TokenStore,
        *,
        lockout: PinLockout,
        verifier: PinVerifier,
        attempts: AttemptBook,
        taxes: TaxDesk,
        roles: RoleKeeper,
        learned: Callable[[], None],
    ) -> None:
        self._core = core
        self._account = account
        self._tokens = tokens
        self._lockout = lockout
        self._verifier = verifier
        self._attempts = attempts
        self._taxes = taxes
        self._roles = roles
        self._learned = learned
        self._fiscal: Cashier | None = None
        self._operator_pin = ""
        self._credentials: Credentials | None = None
        self._refused: Credentials | None = None
        """What Checkbox would not take in a silent sign-in."""
        self._told: Problem | None = None

    @property
    def pin_code(self) -> str:
        """The PIN of whoever works at the till, who came in by one; empty otherwise."""
        if self._operator_pin:
            return self._operator_pin
        return self._credentials.pin_code if self._credentials is not None else ""

    def resume(self) -> None:
        """After a start nobody is signed in, but what waits may be sent with the token that was kept."""
        if self._account.token is None:
            self._account.token = self._tokens.load()

    async def sign_in_pin(self, pin_code: str) -> Cashier:
        """By PIN: with Checkbox's word, else with the local verifier's."""
        self._lockout.check()
        with self._core.busy("signing_in"):
            try:
                cashier = await self._with_checkbox(Credentials(pin_code=pin_code))
            except Unreachable as error:
                cashier = await self._without_checkbox(pin_code, error)
            else:
                await self._verifier.renew(cashier, pin_code)
        return self._enter(cashier, Credentials(pin_code=pin_code))

    async def sign_in(self, login: str, password: str) -> Cashier:
        """By login and password; Checkbox must answer."""
        self._lockout.check()
        credentials = Credentials(login=login, password=password)
        with self._core.busy("signing_in"):
            cashier = await self._with_checkbox(credentials)
        return self._enter(cashier, credentials)

    async def sign_in_again(self) -> bool:
        """The silent sign-in with what is in memory, after a 401; → whether Checkbox took it.

        What it refused once it is not asked again: it locks whoever tries a wrong PIN often. A person must come.
        """
        tried = self._credentials
        if tried is None or tried is self._refused:
            return False
        try:
            await self._ask_checkbox(tried)
        except PosError as error:
            if isinstance(error, CheckboxError) and error.answer is AnswerClass.CREDENTIALS:
                self._refused = tried
            return False
        self._keep_token(self._core.fiscal_cashier)
        return True

    async def sign_out(self) -> None:
        """Leave. Refused while anything is unsent: it needs this cashier's token."""
        cashier = self._core.need_anyone()
        queue = self._core.store.operations.queue()
        if queue.waiting or queue.attention:
            raise refused("attention_needed" if queue.attention else "unreachable", LOCK_WORDS)
        self._attempts.check_all_settled()
        try:
            await self._account.sign_out()
        except CheckboxError:
            # whether Checkbox heard of it or not, nobody here holds the token any more
            self._account.token = None
        self._tokens.clear()
        self._credentials = self._fiscal = None
        self._operator_pin = self._core.fiscal_cashier = ""
        self._core.journal("session.sign_out", {"cashier": cashier.id})
        self._core.board.show(cashier=None, locked=False)

    async def _with_checkbox(self, credentials: Credentials) -> Cashier:
        before = self._account.token
        try:
            await self._ask_checkbox(credentials)
            me = await self._account.me()
        except CheckboxError as error:
            self._account.token = before
            if error.answer is AnswerClass.CREDENTIALS:
                self._lockout.failed()
                raise refused("wrong_pin", error.message) from error
            raise
        cashier = Cashier(str(me.id), me.full_name, rights_of(me))
        try:
            self._check_owner(cashier)
        except PosError:
            self._account.token = before
            raise
        await self._read_taxes()
        self._keep_token(cashier.id)
        if self._core.others_shift(cashier.id) is not None:
            await self._core.fiscal.others_shift_is_over()
        return cashier

    def _keep_token(self, cashier_id: str) -> None:
        if self._account.token is not None:
            self._core.store.settings.put(KEPT_FOR, cashier_id)
            self._tokens.save(self._account.token)

    async def _ask_checkbox(self, credentials: Credentials) -> None:
        if credentials.login:
            await self._account.sign_in(credentials.login, credentials.password)
        else:
            await self._account.sign_in_pin(credentials.pin_code)

    async def _without_checkbox(self, pin_code: str, error: Unreachable) -> Cashier:
        if not self._verifier.knows_anyone():
            raise error
        cashier = await self._verifier.find(pin_code)
        if cashier is None:
            self._lockout.failed()
            raise refused("wrong_pin") from error
        self._check_owner(cashier)
        self._check_shift(cashier)
        if self._account.token is None:
            self._account.token = self._tokens.load()
        if self._core.store.settings.get(KEPT_FOR, cashier.id) != cashier.id:
            # another's token would open the shift in another's name; the silent sign-in brings one in time
            self._account.token = None
        return cashier

    def _check_owner(self, cashier: Cashier) -> None:
        """What is unsent was made in another cashier's shift: only that cashier's token can send it."""
        shift = self._unsent_in()
        if shift is not None and shift.cashier_id not in {"", cashier.id}:
            raise refused(
                "register_busy", sentence("Є ненадіслані чеки. Має увійти касир {name}.", name=shift.cashier_name)
            )

    def _unsent_in(self) -> ShiftRow | None:
        first = next(iter(self._core.store.operations.unsettled(1)), None)
        return self._core.store.shifts.by_id(first.shift_id) if first is not None and first.shift_id else None

    def _check_shift(self, cashier: Cashier) -> None:
        """Without Checkbox everything is stamped into the open shift, and only who opened it can send that."""
        shift = self._core.others_shift(cashier.id)
        if shift is not None:
            words = sentence("Зміна ще відкрита. Має увійти касир {name}.", name=shift.cashier_name)
            raise refused("register_busy", words)

    async def _read_taxes(self) -> None:
        try:
            taxes = taxes_of(await self._account.taxes())
        except CheckboxError:
            # the shift's opening reads them again and does not go on without
            return
        if self._taxes.learn({tax.code: tax for tax in taxes}):
            self._learned()

    def _enter(self, cashier: Cashier, credentials: Credentials) -> Cashier:
        self._lockout.succeeded()
        self._credentials = credentials
        self._fiscal, self._operator_pin = cashier, ""
        self._core.fiscal_cashier = cashier.id
        self._core.journal("session.sign_in", {"cashier": cashier.id, "name": cashier.name})
        shown = self._works(cashier)
        self._tell_others_shift()
        self._core.fiscal.wake()
        return shown

    def _tell_others_shift(self) -> None:
        """Whoever comes to another's shift reads it at once, not when the first customer wants to pay."""
        shift, board = self._core.others_shift(), self._core.board
        told = Problem("register_busy", others_shift_words(shift)) if shift is not None else None
        if told is not None or board.state.problem == self._told:
            board.show(problem=told)
        self._told = told

    def _works(self, cashier: Cashier) -> Cashier:
        """This person works at the till from now on, with the rights of his role."""
        shown = self._roles.applied(cashier)
        self._roles.seen(cashier)
        self._core.board.show(cashier=shown, locked=False, idle_lock_s=self._roles.idle_lock_s)
        return shown

    # another operator

    async def switch(self, person: Cashier, pin_code: str) -> Cashier:
        """Another person goes on selling. The receipts stay those of the shift's fiscal cashier until it is closed.

        Who opened the shift, or sold what is unsent, signs in: only his token can send it.
        """
        now = self._core.need_anyone()
        if self._fiscal is None or (person.id != self._fiscal.id and self._signs(person)):
            return await self.sign_in_pin(pin_code)
        body = {"from": now.id, "to": person.id, "name": person.name, "fiscal": self._fiscal.id}
        self._core.journal("session.switch" if person.id != now.id else "session.unlock", body)
        self._operator_pin = pin_code if person.id != self._fiscal.id else ""
        return self._works(person)

    def _signs(self, person: Cashier) -> bool:
        """Is it this person's token that is needed from now on, not that of who is signed in?"""
        mine = self._unsent_in() or self._core.store.shifts.current()
        return self._core.board.state.shift is None or (mine is not None and mine.cashier_id == person.id)

    async def settle_operator(self) -> None:
        """With no shift open whoever works here is the fiscal cashier too: his PIN signs him in at Checkbox."""
        cashier = self._core.board.state.cashier
        if cashier is not None and self._fiscal is not None and cashier.id != self._fiscal.id:
            await self.sign_in_pin(self._operator_pin)

    def lock(self) -> None:
        """The till waits for a PIN or a badge; nothing else changes."""
        cashier = self._core.need()
        self._core.journal("session.lock", {"cashier": cashier.id})
        self._core.board.show(locked=True)

    def roles_changed(self) -> None:
        """Whoever works here has the rights of his role as it is now."""
        cashier = self._core.board.state.cashier
        if cashier is not None:
            self._core.board.show(cashier=self._roles.applied(cashier), idle_lock_s=self._roles.idle_lock_s)
