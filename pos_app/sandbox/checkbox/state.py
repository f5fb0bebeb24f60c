"""What a sandbox register remembers: shifts, receipts, transactions, offline codes; plain values that can be dumped."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Transaction:
    """One message to the tax service; `at` is its fiscal date, `document` the receipt's or shift's id."""

    id: str
    type: str
    serial: int
    status: str
    at: datetime
    created_at: datetime
    previous_hash: str
    hash: str
    document: str | None = None
    offline_id: str | None = None
    signed_at: datetime | None = None
    received_at: datetime | None = None
    response_status: str | None = None
    response_error: str | None = None
    response_id: str | None = None
    updated_at: datetime | None = None


@dataclass(slots=True)
class PaymentSums:
    """What one form of payment brought in a shift, kopecks."""

    type: str
    code: int | None
    label: str
    sell_sum: int = 0
    return_sum: int = 0
    service_in: int = 0
    service_out: int = 0
    cash_withdrawal: int = 0
    cash_withdrawal_commission: int = 0


@dataclass(slots=True)
class TaxSums:
    """One tax code in a shift, kopecks; `value` is VAT, `extra` excise."""

    sell_value: int = 0
    sell_extra: int = 0
    return_value: int = 0
    return_extra: int = 0
    sales_turnover: int = 0
    returns_turnover: int = 0


@dataclass(slots=True)
class Sums:
    """All totals of a shift, kopecks and counts."""

    cash_sales: int = 0
    card_sales: int = 0
    cash_returns: int = 0
    card_returns: int = 0
    service_in: int = 0
    service_out: int = 0
    withdrawn: int = 0
    discounts: int = 0
    extra_charges: int = 0
    sales_round_up: int = 0
    sales_round_down: int = 0
    returns_round_up: int = 0
    returns_round_down: int = 0
    sell_receipts: int = 0
    return_receipts: int = 0
    withdrawal_receipts: int = 0
    payments: dict[str, PaymentSums] = field(default_factory=dict)
    taxes: dict[int, TaxSums] = field(default_factory=dict)
    last_receipt_id: str | None = None
    updated_at: datetime | None = None


@dataclass(slots=True)
class Shift:
    """A shift; `initial` is the cash it began with, `at` the fiscal date of its opening."""

    id: str
    serial: int
    status: str
    cashier_id: str
    created_at: datetime
    at: datetime
    initial: int
    initial_transaction: str
    closing_transaction: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    updated_at: datetime | None = None
    auto_close_at: datetime | None = None
    sums: Sums = field(default_factory=Sums)
    z_report: str | None = None

    @property
    def balance(self) -> int:
        """Cash in the drawer, kopecks."""
        sums = self.sums
        return (
            self.initial
            + sums.cash_sales
            - sums.cash_returns
            + sums.service_in
            - sums.service_out
            - sums.withdrawn
        )


@dataclass(slots=True)
class Receipt:
    """A receipt; `goods`, `payments`, `taxes`, `discounts` are kept as the answers show them."""

    id: str
    type: str
    serial: int
    status: str
    shift_id: str
    cashier_id: str
    created_at: datetime
    goods: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    taxes: list[dict[str, Any]]
    discounts: list[dict[str, Any]]
    total_sum: int
    total_payment: int
    total_rest: int = 0
    round_sum: int = 0
    rounding_mode: str | None = None
    transaction_id: str | None = None
    offline: bool = False
    fiscal_code: str | None = None
    fiscal_date: datetime | None = None
    control_number: str | None = None
    tax_url: str | None = None
    sent_at: datetime | None = None
    updated_at: datetime | None = None
    relation_id: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class OfflineCode:
    """A fiscal number the tax service gave beforehand; `used_by` is the transaction that took it."""

    fiscal_code: str
    serial_id: int
    created_at: datetime
    used_by: str | None = None


@dataclass(slots=True)
class OfflineSession:
    """One stay offline, from the date of go-offline to the date of go-online."""

    start: datetime
    end: datetime | None = None


@dataclass(slots=True)
class PrepaymentChain:
    """Receipts of one purchase paid in parts; sums in kopecks."""

    id: str
    relation_id: str
    status: str
    goods: list[dict[str, Any]]
    discounts: list[dict[str, Any]]
    total: int
    created_at: datetime
    paid: int = 0
    paid_by_cash: int = 0
    receipts: list[str] = field(default_factory=list)
    after_payment: str | None = None
    returned: dict[str, str] = field(default_factory=dict)
    returned_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(slots=True)
class World:
    """Trouble around the register that a test or the demo switches on and off."""

    tax_service_down: bool = False
    signer_off: bool = False
    shift_by_kasa: bool = False
    maintenance_till: str | None = None
    deactivated: list[str] = field(default_factory=list)
    failing_receipts: int = 0
    failing_openings: int = 0
    """So many documents, and so many openings of a shift, the tax service refuses."""
    refused_values: dict[str, list[str]] = field(default_factory=dict)
    """Names of fields (barcode, name, uktzed, phone, header …) → values that no receipt is taken with."""
    foreign_owner: str | None = None
    foreign_shift: str | None = None


@dataclass(slots=True)
class RegisterState:
    """Everything that a restart must find again."""

    created_at: datetime
    world: World = field(default_factory=World)
    tokens: dict[str, str] = field(default_factory=dict)
    shifts: dict[str, Shift] = field(default_factory=dict)
    current_shift: str | None = None
    receipts: dict[str, Receipt] = field(default_factory=dict)
    receipt_by_code: dict[str, str] = field(default_factory=dict)
    transactions: dict[str, Transaction] = field(default_factory=dict)
    latest_types: list[str] = field(default_factory=list)
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: dict[str, OfflineCode] = field(default_factory=dict)
    free_codes: dict[str, int] = field(default_factory=dict)
    sessions: list[OfflineSession] = field(default_factory=list)
    chains: dict[str, PrepaymentChain] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)
    pending: list[tuple[datetime, int, str, str]] = field(default_factory=list)
    pending_serial: int = 0
    offline_mode: bool = False
    stay_offline: bool = False
    backlog: list[str] = field(default_factory=list)
    balance: int = 0
    last_fiscal_date: datetime | None = None
    last_ask_at: datetime | None = None
    last_receipt_id: str | None = None
    last_hash: str = "0" * 64
    delivered_hash: str = "0" * 64
    transaction_serial: int = 0
    receipt_serial: int = 0
    shift_serial: int = 0
    report_serial: int = 0
    z_serial: int = 0
    used_since_ask: int = 0
    receipt_times: list[datetime] = field(default_factory=list)
    blocked_until: datetime | None = None
    last_return_call: datetime | None = None
