"""Receipts as Checkbox answers them. Sums are whole kopecks, quantities thousandths."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import field_validator

from pos_app.checkbox.models.base import Document, Flag, Incoming, Moment, Number, Several, Whole, Word
from pos_app.checkbox.models.register import Transaction
from pos_app.checkbox.models.words import (
    DiscountMode,
    DiscountType,
    PaymentType,
    PrepaymentStatus,
    PrintBlockType,
    ProviderType,
    ReceiptStatus,
    ReceiptType,
    RoundingMode,
    TaxType,
)


class ReceiptTax(Incoming):
    """A tax of a line or of the receipt: rate in percent, value in kopecks."""

    code: Whole
    label: str
    symbol: str
    rate: Number
    value: Number = Decimal(0)
    extra_rate: Number | None = None
    extra_value: Number | None = None
    value_decimal: Number | None = None
    extra_value_decimal: Number | None = None
    included: bool | None = None
    no_vat: bool | None = None
    type: Word[TaxType] | None = None
    id: UUID | None = None


class ReceiptDiscount(Incoming):
    """A discount (its `sum` below zero) or extra charge as the server counted it."""

    type: Word[DiscountType]
    mode: Word[DiscountMode]
    value: Number
    sum: Whole | None = None
    name: str | None = None
    tax_codes: Several[Whole | str] = ()
    privilege: str | None = None


class ReceiptGood(Incoming):
    """What was sold; `price` in kopecks for quantity 1000."""

    code: str
    name: str
    price: Whole
    barcode: str | None = None
    excise_barcodes: Several[str] = ()
    e_excise_barcodes: Several[str] = ()
    header: str | None = None
    footer: str | None = None
    uktzed: str | None = None
    original_price: Whole | None = None


class ReceiptItem(Incoming):
    """One line; `sum` before its own discounts."""

    good: ReceiptGood
    quantity: Whole
    sum: Whole
    is_return: Flag = False
    good_id: UUID | None = None
    taxes: Several[ReceiptTax] = ()
    discounts: Several[ReceiptDiscount] = ()


class ReceiptPayment(Incoming):
    """One payment, in kopecks as the customer gave it."""

    type: Word[PaymentType]
    value: Whole
    label: str = ""
    code: Whole | None = None
    provider_type: Word[ProviderType] | None = None
    commission: Whole | None = None
    card_mask: str | None = None
    bank_name: str | None = None
    auth_code: str | None = None
    rrn: str | None = None
    payment_system: str | None = None
    owner_name: str | None = None
    terminal: str | None = None
    acquirer_and_seller: str | None = None
    receipt_no: str | None = None
    signature_required: bool | None = None


class ReceiptShift(Incoming):
    """The shift of a receipt. Checkbox tells it whole each time; who wants more than its number asks for the shift."""

    id: UUID
    serial: Whole | None = None


class Receipt(Document):
    """A receipt. `fiscal_code`, `fiscal_date` and `tax_url` come with DONE; a service receipt has none of them."""

    id: UUID
    type: Word[ReceiptType]
    status: Word[ReceiptStatus]
    total_sum: Whole
    total_payment: Whole
    total_rest: Whole
    round_sum: Whole | None = None
    serial: Whole | None = None
    goods: Several[ReceiptItem] = ()
    payments: Several[ReceiptPayment] = ()
    taxes: Several[ReceiptTax] = ()
    discounts: Several[ReceiptDiscount] = ()
    fiscal_code: str | None = None
    fiscal_date: Moment | None = None
    tax_url: str | None = None
    control_number: str | None = None
    is_created_offline: Flag = False
    is_sent_dps: Flag = False
    sent_dps_at: Moment | None = None
    delivered_at: Moment | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
    transaction: Transaction | None = None
    shift: ReceiptShift | None = None
    shift_id: UUID | None = None
    related_receipt_id: UUID | None = None
    related_receipt_created_at: Moment | None = None
    technical_return: Flag = False
    rounding_mode: Word[RoundingMode] | None = None
    order_id: UUID | None = None
    header: str | None = None
    footer: str | None = None
    barcode: str | None = None
    context: dict[str, Any] | None = None
    cashier_id: UUID | None = None
    cash_register_id: UUID | None = None
    organization_id: UUID | None = None
    is_test: bool | None = None
    pre_payment_relation_id: str | None = None


class FoundReceipt(Document):
    """A receipt in a list of found ones, which may be told in full or in short."""

    id: UUID
    type: Word[ReceiptType]
    status: Word[ReceiptStatus]
    total_sum: Whole
    total_payment: Whole | None = None
    total_rest: Whole | None = None
    round_sum: Whole | None = None
    serial: Whole | None = None
    fiscal_code: str | None = None
    fiscal_date: Moment | None = None
    created_at: Moment | None = None
    payments: Several[ReceiptPayment] = ()
    shift: ReceiptShift | None = None
    tax_url: str | None = None
    is_test: bool | None = None
    pre_payment_relation_id: str | None = None


class PrintBlock(Incoming):
    """A piece of a rendered receipt: text, a picture (base64), or the value of a QR code or barcode."""

    type: PrintBlockType
    value: str
    width: Number | None = None
    size: Number | None = None
    format: str | None = None


class PrintBlocks(Incoming):
    """A receipt for a thermal printer of `width` characters."""

    width: Whole
    blocks: tuple[PrintBlock, ...]

    @field_validator("blocks", mode="before")
    @classmethod
    def _skip_unknown(cls, blocks: object) -> object:
        # the vendor asks to skip blocks of types to come
        if not isinstance(blocks, list):
            return blocks
        known = {str(kind) for kind in PrintBlockType}
        return [block for block in blocks if not (isinstance(block, dict) and block.get("type") not in known)]


class PrepaymentChain(Incoming):
    """The receipts that make a chain, by id."""

    pre_payment_receipts: Several[UUID] = ()
    after_payment_receipt: UUID | None = None
    returned_receipts: Several[UUID] = ()


class PrepaymentInfo(Document):
    """How a chain of prepayments stands. The vendor gives no unit for its sums; they may carry fractions."""

    id: UUID
    relation_id: str
    paid_sum: Number
    total_sum: Number
    left_to_pay: Number = Decimal(0)
    paid_by_cash_sum: Number | None = None
    pre_payment_status: Word[PrepaymentStatus]
    receipt_chain: PrepaymentChain | None = None
    receipt_chain_count: Whole | None = None
    is_debt_receipt: bool | None = None
    last_returned_receipt_at: Moment | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
