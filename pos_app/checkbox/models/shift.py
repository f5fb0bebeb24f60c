"""Shifts and reports (X and Z). Sums of documents are whole kopecks; tax sums may carry fractions of a kopeck."""

from decimal import Decimal
from typing import Literal
from uuid import UUID

from pos_app.checkbox.models.base import (
    Document,
    FiscalCode,
    Flag,
    Incoming,
    Moment,
    Number,
    Outgoing,
    SentMoment,
    SentNumber,
    Several,
    Whole,
    Word,
)
from pos_app.checkbox.models.cashier import Cashier
from pos_app.checkbox.models.register import RegisterShort, Transaction
from pos_app.checkbox.models.words import PaymentType, ProviderType, ShiftStatus, TaxType


class ReportPayment(Incoming):
    """One form of payment over a shift."""

    type: Word[PaymentType]
    label: str
    sell_sum: Whole
    return_sum: Whole
    service_in: Whole = 0
    service_out: Whole = 0
    cash_withdrawal: Whole = 0
    cash_withdrawal_commission: Whole = 0
    id: UUID | None = None
    code: Whole | None = None
    provider_type: Word[ProviderType] | None = None


class ReportTax(Incoming):
    """One tax over a shift; rates in percent, sums in kopecks."""

    code: Whole
    label: str
    symbol: str
    rate: Number
    sell_sum: Number
    return_sum: Number
    sales_turnover: Number
    returns_turnover: Number
    extra_rate: Number | None = None
    rate_sell_sum: Number | None = None
    extra_rate_sell_sum: Number | None = None
    rate_return_sum: Number | None = None
    extra_rate_return_sum: Number | None = None
    included: bool | None = None
    is_gambling: bool | None = None
    no_vat: bool | None = None
    type: Word[TaxType] | None = None
    id: UUID | None = None
    created_at: Moment | None = None
    setup_date: Moment | None = None


class Report(Document):
    """An X or a Z report; all sums in kopecks."""

    id: UUID
    serial: Whole
    is_z_report: Flag
    sell_receipts_count: Whole
    return_receipts_count: Whole
    balance: Whole
    initial: Whole
    payments: Several[ReportPayment] = ()
    taxes: Several[ReportTax] = ()
    cash_withdrawal_receipts_count: Whole = 0
    currency_exchange_count: Whole = 0
    transfers_count: Whole = 0
    transfers_sum: Whole = 0
    sales_round_up: Whole = 0
    sales_round_down: Whole = 0
    returns_round_up: Whole = 0
    returns_round_down: Whole = 0
    discounts_sum: Whole | None = None
    extra_charge_sum: Whole | None = None
    shift_id: UUID | None = None
    last_receipt_id: UUID | None = None
    fiscal_code: str | None = None
    fiscal_date: Moment | None = None
    transaction_fail: Flag = False
    created_at: Moment | None = None
    updated_at: Moment | None = None


class Balance(Incoming):
    """The money of a shift in kopecks; `balance` is the cash that should lie in the drawer."""

    initial: Whole
    balance: Whole
    cash_sales: Whole = 0
    card_sales: Whole = 0
    cash_returns: Whole = 0
    card_returns: Whole = 0
    service_in: Whole = 0
    service_out: Whole = 0
    discounts_sum: Whole | None = None
    extra_charge_sum: Whole | None = None
    updated_at: Moment | None = None


class ShiftTax(Incoming):
    """One tax over a shift that runs; rates in percent, sums in kopecks."""

    code: Whole
    label: str
    symbol: str
    rate: Number
    extra_rate: Number | None = None
    included: bool | None = None
    no_vat: bool | None = None
    type: Word[TaxType] | None = None
    sales: Number = Decimal(0)
    returns: Number = Decimal(0)
    sales_turnover: Number = Decimal(0)
    returns_turnover: Number = Decimal(0)
    id: UUID | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None


class Shift(Document):
    """A shift, also in its short form (`shifts/short`), which leaves out cashier, register and taxes."""

    id: UUID
    status: Word[ShiftStatus]
    serial: Whole
    z_report: Report | None = None
    opened_at: Moment | None = None
    closed_at: Moment | None = None
    initial_transaction: Transaction | None = None
    closing_transaction: Transaction | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
    balance: Balance | None = None
    taxes: Several[ShiftTax] = ()
    cash_register: RegisterShort | None = None
    cashier: Cashier | None = None
    emergency_close: bool | None = None
    emergency_close_details: str | None = None


class OpenShift(Outgoing):
    """Opens a shift under our id; `fiscal_code` and `fiscal_date` for one opened offline only."""

    id: UUID
    auto_close_at: SentMoment | None = None
    fiscal_code: FiscalCode | None = None
    fiscal_date: SentMoment | None = None


class ReportPaymentDraft(Outgoing):
    """A payment row of a Z report counted by the client."""

    type: PaymentType
    label: str
    sell_sum: int
    return_sum: int
    service_in: int
    service_out: int
    provider_type: ProviderType | None = None
    code: int | None = None
    cash_withdrawal: int = 0
    cash_withdrawal_commission: int = 0


class ReportTaxDraft(Outgoing):
    """A tax row of a Z report counted by the client."""

    code: int
    label: str
    symbol: str
    rate: SentNumber
    extra_rate: SentNumber
    sell_sum: SentNumber
    return_sum: SentNumber
    sales_turnover: SentNumber
    returns_turnover: SentNumber
    setup_date: SentMoment
    included: bool = True
    no_vat: bool | None = None
    type: TaxType | None = None


class ReportDraft(Outgoing):
    """A Z report counted by the client. The till never sends one: with it the server checks nothing."""

    payments: tuple[ReportPaymentDraft, ...]
    taxes: tuple[ReportTaxDraft, ...]
    sell_receipts_count: int
    return_receipts_count: int
    initial: int
    balance: int
    id: UUID | None = None
    serial: int | None = None
    last_receipt_id: UUID | None = None
    cash_withdrawal_receipts_count: int = 0
    currency_exchange_count: int = 0
    sales_round_up: int = 0
    sales_round_down: int = 0
    returns_round_up: int = 0
    returns_round_down: int = 0
    discounts_sum: int | None = None
    extra_charge_sum: int | None = None
    created_at: SentMoment | None = None


class CloseShift(Outgoing):
    """Closes a shift offline. Online the body stays empty: the server counts the Z report."""

    # never true: the check keeps two programs from working one register
    skip_client_name_check: Literal[False] | None = None
    report: ReportDraft | None = None
    fiscal_code: FiscalCode | None = None
    fiscal_date: SentMoment | None = None


class CloseShiftById(Outgoing):
    """Closes a named shift; it knows no offline form."""

    skip_client_name_check: Literal[False] | None = None
    report: ReportDraft | None = None
