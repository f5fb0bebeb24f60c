"""SmartKasa's enumerations by name; a number that is not listed stays a plain integer and refuses nothing."""

from enum import IntEnum
from typing import Annotated

from pydantic import Field


class ReceiptState(IntEnum):
    """`receipt.state`."""

    PARKED = 1
    PAID = 2
    RETURNED = 3


class ReceiptType(IntEnum):
    """`receipt.type`."""

    SALE = 0
    CASH_IN = 1
    CASH_OUT = 2
    RETURN = 3
    CANCEL = 4
    CASH_WITHDRAWAL = 5
    OFFLINE_BEGIN = 102
    OFFLINE_END = 103


class TransactionType(IntEnum):
    """`payment_transaction.transaction_type_id`: by what means it was paid."""

    CASH = 0
    CARD = 1
    ACQUIRING = 2
    IBAN = 3
    CARD_TRANSFER = 4


class PaymentType(IntEnum):
    """`payment_transaction.payment_type_id`."""

    PAY = 0
    CANCEL = 1
    RETURN = 2


class DiscountType(IntEnum):
    """`receipt.discount_type_id`."""

    PERCENT = 0
    MONEY = 1


class ShiftState(IntEnum):
    """`shift.state`."""

    OPEN = 0
    CLOSED = 1
    ARCHIVED = 2


class ClassifierType(IntEnum):
    """`product.classifier_type_id`: which state classifier the product's code belongs to."""

    NONE = 0
    UKTZED = 1
    DKPP = 2


class TaxGroup(IntEnum):
    """`product.tax_group_id`. The letters beside these groups are SmartKasa's own, never Checkbox's."""

    UNSET = 0
    VAT_20 = 1
    VAT_7 = 2
    VAT_0 = 3
    NO_VAT = 4
    EXCISE_5 = 5
    EXCISE_5_VAT_20 = 6
    EXCISE_5_VAT_0 = 7
    EXCISE_0 = 8
    EXCISE_0_VAT_20 = 9
    EXCISE_0_VAT_0 = 10


# the enumeration is tried first; what it does not know is kept as the number that came
AnyClassifierType = Annotated[ClassifierType | int, Field(union_mode="left_to_right")]
AnyTaxGroup = Annotated[TaxGroup | int, Field(union_mode="left_to_right")]
