"""One sandbox register: its state, its clock, its chain of transactions, and what falls due as time goes by."""

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.settings import CashierAccount, Settings
from pos_app.sandbox.checkbox.state import OfflineCode, Receipt, RegisterState, Shift, Transaction

Clock = Callable[[], datetime]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
NOT_FISCAL = {"ASK_OFFLINE_CODES", "PING", "X_REPORT"}


def wall_clock() -> datetime:
    """The computer's time in UTC."""
    return datetime.now(UTC)


class Register:
    """The stateful heart that the rules work on; time, randomness and so all ids come from outside."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        clock: Clock = wall_clock,
        random: Random | None = None,
        state: RegisterState | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.clock = clock
        self.random = random or Random()  # noqa: S311 — a fake server's codes protect nothing
        self.taxes = {tax.code: tax for tax in self.settings.taxes}
        self.tax_by_symbol = {tax.symbol: tax for tax in self.settings.taxes}
        self.tax_rows: dict[int, dict[str, object]] = {}
        """The fixed part of each tax in a shift, told with every receipt: made once."""
        self.cashiers = {cashier.id: cashier for cashier in self.settings.cashiers}
        self.due: dict[str, Callable[[Register, str, datetime], None]] = {}
        self.state = state or self._fresh()

    def _fresh(self) -> RegisterState:
        self.state = RegisterState(created_at=self.now())
        self.add_codes(self.settings.offline_codes_at_start, self.now())
        return self.state

    # -- time, chance -------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The server's time, UTC."""
        return self.clock().astimezone(UTC)

    def new_id(self) -> str:
        """A random UUID."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def new_code(self) -> str:
        """An 11-character fiscal number that was never given before."""
        prefix = "TEST-" if self.settings.is_test else ""
        while True:
            code = prefix + "".join(self.random.choices(LETTERS, k=11 - len(prefix)))
            if code not in self.state.codes and code not in self.state.receipt_by_code:
                return code

    def after(self, seconds: float, kind: str, reference: str) -> None:
        """Let `kind` fall due for `reference` that much later."""
        self.state.pending_serial += 1
        entry = (self.now() + timedelta(seconds=seconds), self.state.pending_serial, kind, reference)
        heapq.heappush(self.state.pending, entry)

    def settle(self) -> None:
        """Carry out, in order, everything that has fallen due by now."""
        now = self.now()
        while self.state.pending and self.state.pending[0][0] <= now:
            at, _, kind, reference = heapq.heappop(self.state.pending)
            self.due[kind](self, reference, at)

    # -- offline codes ------------------------------------------------------------------------------------------

    def add_codes(self, count: int, at: datetime) -> None:
        """Put `count` new codes at the far end of the pool."""
        for _ in range(count):
            code = self.new_code()
            serial = len(self.state.codes) + 1
            self.state.codes[code] = OfflineCode(code, serial, at)
            self.state.free_codes[code] = serial

    def check_code(self, code: str) -> None:
        """Refuse a code that the tax service never gave, or that a document already has."""
        if code in self.state.free_codes:
            return
        known = code in self.state.codes or code in self.state.receipt_by_code
        raise refuse("code_used" if known else "code_unknown", fiscal_code=code)

    # -- transactions -------------------------------------------------------------------------------------------

    def transact(self, kind: str, at: datetime, document: str | None = None, code: str | None = None) -> Transaction:
        """Add a transaction to the chain; with `code` it is an offline one and waits for the return online."""
        state = self.state
        state.transaction_serial += 1
        identity = self.new_id()
        chained = sha256(f"{state.last_hash}{identity}{kind}".encode()).hexdigest()
        transaction = Transaction(
            id=identity,
            type=kind,
            serial=state.transaction_serial,
            status="PENDING",
            at=at,
            created_at=self.now(),
            previous_hash=state.last_hash,
            hash=chained,
            document=document,
            updated_at=self.now(),
        )
        state.transactions[identity] = transaction
        state.latest_types = [*state.latest_types[-9:], kind]
        state.last_hash = chained
        self.date(transaction, at)
        if code is not None:
            self.take_offline(transaction, code)
        return transaction

    def date(self, transaction: Transaction, at: datetime) -> None:
        """Set the fiscal date; the register's last date follows the latest of them."""
        transaction.at = at
        last = self.state.last_fiscal_date
        if transaction.type not in NOT_FISCAL and (last is None or at > last):
            self.state.last_fiscal_date = at

    def take_offline(self, transaction: Transaction, code: str) -> None:
        """Spend `code` on the transaction and queue it for the return online."""
        del self.state.free_codes[code]
        self.state.codes[code].used_by = transaction.id
        self.state.used_since_ask += 1
        transaction.offline_id = code
        self.state.backlog.append(transaction.id)

    def deliver(self, transaction: Transaction, at: datetime) -> None:
        """The tax service took the transaction."""
        transaction.status = "DONE"
        transaction.signed_at = transaction.signed_at or at
        transaction.received_at = transaction.updated_at = at
        transaction.response_status = "OK"
        transaction.response_id = transaction.offline_id or transaction.response_id or self.new_code()
        self.state.delivered_hash = transaction.hash

    def sign(self, transaction: Transaction, at: datetime) -> None:
        """An offline transaction is signed and waits."""
        if transaction.status == "PENDING":
            transaction.status = "SIGNED"
            transaction.signed_at = transaction.updated_at = at

    # -- who and what -------------------------------------------------------------------------------------------

    def shift_of(self, cashier: CashierAccount) -> Shift | None:
        """The cashier's shift that is not closed."""
        shift = self.current()
        return shift if shift is not None and shift.cashier_id == cashier.id else None

    def current(self) -> Shift | None:
        """The register's shift that is not closed."""
        return None if self.state.current_shift is None else self.state.shifts[self.state.current_shift]

    def working_shift(self, cashier: CashierAccount) -> Shift:
        """The cashier's opened shift, or the refusal that says why there is none."""
        shift = self.shift_of(cashier)
        if shift is None or shift.status != "OPENED":
            raise refuse("not_opened")
        return shift

    def receipt(self, key: str) -> Receipt:
        """A receipt by its UUID or its fiscal code."""
        found = self.state.receipts.get(key) or self.state.receipts.get(self.state.receipt_by_code.get(key, ""))
        if found is None:
            raise refuse("receipt_unknown")
        return found

    def need_signer(self) -> None:
        """Documents need the cashier's signature service."""
        if self.state.world.signer_off:
            raise refuse("signer")
