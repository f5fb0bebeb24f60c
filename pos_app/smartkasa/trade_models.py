"""What SmartKasa answers about trade: shifts, receipts and their payments, Z-reports. Money in kopecks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from pos_app.smartkasa.amounts import Kopecks, Thousandths
from pos_app.smartkasa.enums import (
    ClassifierType,
    DiscountType,
    PaymentType,
    ReceiptState,
    ReceiptType,
    ShiftState,
    TaxGroup,
    TransactionType,
)
from pos_app.smartkasa.models import Classifier, Flag, Group, Id, Text, Wire, listed

_CYRILLIC: Final[Mapping[str, str]] = {"A": "А", "B": "Б", "V": "В", "G": "Г", "D": "Д", "Z": "З"}
"""SmartKasa's tax letters as its own Z-reports write them in Latin, and the letters that are meant."""


def tax_letter(letter: str) -> str:
    """The Cyrillic letter of a tax, whichever alphabet it came in."""
    upper = letter.strip().upper()
    return _CYRILLIC.get(upper, upper)


def _taxes(value: object) -> object:
    if not isinstance(value, Mapping):
        return {}
    return {tax_letter(str(letter)): amount for letter, amount in value.items() if isinstance(amount, int)}


def _nothing(value: object) -> object:
    return 0 if value is None else value


def _mapping(value: object) -> object:
    return value if isinstance(value, Mapping) else {}


AnyShiftState = Annotated[ShiftState | int | None, Field(union_mode="left_to_right")]
AnyReceiptState = Annotated[ReceiptState | int | None, Field(union_mode="left_to_right")]
AnyReceiptType = Annotated[ReceiptType | int | None, Field(union_mode="left_to_right")]
AnyDiscount = Annotated[DiscountType | int | None, Field(union_mode="left_to_right")]
AnyTransaction = Annotated[TransactionType | int | None, Field(union_mode="left_to_right")]
AnyPayment = Annotated[PaymentType | int | None, Field(union_mode="left_to_right")]
TaxesByLetter = Annotated[dict[str, int], BeforeValidator(_taxes)]
Sum = Annotated[int, BeforeValidator(_nothing)]
"""A sum that SmartKasa itself sends in kopecks."""


class Shift(Wire):
    """A shift of SmartKasa's own register."""

    id: Id
    state: AnyShiftState = None
    cash_balance: Kopecks = None
    opened_at: datetime | None = None
    opened_by: Text = ""
    closed_at: datetime | None = None
    closed_by: Text = ""
    device_uid: Text = ""
    fiscal_number: Text = ""
    registrar_fiscal_number: Text = ""
    remote_shift_id: Text = ""
    terminal_id: int | None = None
    terminal_user_id: int | None = None
    employee_id: int | None = None


class ReceiptLine(Wire):
    """A line of a receipt."""

    id: Id
    name: Text = ""
    price: Kopecks = None
    amount: Kopecks = None
    quantity: Thousandths = None
    discount_amount: Kopecks = None
    product_id: str | None = None
    sku: Text = ""
    tax_group_id: Group = TaxGroup.UNSET
    unit_type_id: int | None = None
    classifier_type_id: Classifier = ClassifierType.NONE
    classifier_code: Text = ""
    is_product: Flag = False
    is_free_price: Flag = False
    description: Text = ""


class Transaction(Wire):
    """How a receipt, or part of it, was paid."""

    id: Id
    receipt_id: str | None = None
    amount: Kopecks = None
    transaction_type_id: AnyTransaction = None
    payment_type_id: AnyPayment = None
    change_amount: Kopecks = None
    deposit_amount: Kopecks = None
    rrn: Text = ""
    approval_code: Text = ""
    pan: Text = ""
    result_code: Text = ""
    state: int | None = None
    timestamp: datetime | None = None


class PostedReceipt(Wire):
    """A receipt as the answer to sending it tells; taxes come back as they were sent, so they are not read here."""

    id: Id
    title: Text = ""
    type: AnyReceiptType = None
    state: AnyReceiptState = None
    total_amount: Kopecks = None
    discount_amount: Kopecks = None
    rounding_amount: Kopecks = None
    fiscal_number: Text = ""
    registrar_fiscal_number: Text = ""
    related_fiscal_number: Text = ""
    cashier_name: Text = ""
    description: Text = ""
    shift_id: str | None = None
    shop_id: int | None = None
    terminal_id: int | None = None
    seller_id: int | None = None
    is_hidden: Flag = False
    created_at: datetime | None = None
    items: Annotated[tuple[ReceiptLine, ...], BeforeValidator(listed)] = ()


class Receipt(PostedReceipt):
    """A receipt that was read: `tax_amount` is kopecks by Cyrillic letter; lists carry the payments too."""

    discount_type_id: AnyDiscount = None
    tax_amount: TaxesByLetter = Field(default_factory=dict)
    payment_transactions: Annotated[tuple[Transaction, ...], BeforeValidator(listed)] = ()


class ZReport(Wire):
    """The end of a shift of SmartKasa's own register."""

    id: int
    created_at: datetime | None = None
    fiscal_number: Text = ""
    registrar_fiscal_number: Text = ""
    shift_id: str | None = None
    shop_id: int | None = None
    terminal_id: int | None = None
    terminal_user_name: Text = ""
    sale_total: Sum = 0
    sale_cash_total: Sum = 0
    sale_cashless_total: Sum = 0
    sale_receipts_count: Sum = 0
    refund_total: Sum = 0
    refund_cash_total: Sum = 0
    refund_cashless_total: Sum = 0
    refund_receipts_count: Sum = 0
    service_input: Sum = 0
    service_output: Sum = 0
    turnover_amount: Sum = 0
    cash_total: Kopecks = None
    cash_receipts_count: Sum = 0
    sale_tax_a_total: Sum = 0
    sale_tax_b_total: Sum = 0
    sale_tax_v_total: Sum = 0
    sale_tax_d_total: Sum = 0
    sale_tax_z_total: Sum = 0
    refund_tax_a_total: Sum = 0
    refund_tax_b_total: Sum = 0
    refund_tax_v_total: Sum = 0
    refund_tax_d_total: Sum = 0
    refund_tax_z_total: Sum = 0
    shift: Shift | None = None
    payload: Annotated[dict[str, Any], BeforeValidator(_mapping)] = Field(default_factory=dict)
