"""The vendor's words: the values of its enumerations (API 2.106)."""

from enum import StrEnum


class SignatureType(StrEnum):
    """Where the cashier's signature key lives; TEST marks a test register."""

    AGENT = "AGENT"
    UKEY = "UKEY"
    DEPOSITSIGN = "DEPOSITSIGN"
    SMARTSIGN = "SMARTSIGN"
    CLOUD_SIGNATURE = "CLOUD_SIGNATURE"
    CLOUD_SIGNATURE_2 = "CLOUD_SIGNATURE_2"
    CLOUD_SIGNATURE_3 = "CLOUD_SIGNATURE_3"
    EXTERNAL_HSM_SIGNATURE = "EXTERNAL_HSM_SIGNATURE"
    TEST = "TEST"


class ShiftStatus(StrEnum):
    """CREATED → OPENING → OPENED → CLOSING → CLOSED."""

    CREATED = "CREATED"
    OPENING = "OPENING"
    OPENED = "OPENED"
    CLOSING = "CLOSING"
    CLOSED = "CLOSED"


class ReceiptStatus(StrEnum):
    """CREATED, then DONE or ERROR."""

    CREATED = "CREATED"
    DONE = "DONE"
    ERROR = "ERROR"
    CANCELLATION = "CANCELLATION"
    CANCELLED = "CANCELLED"


class ReceiptType(StrEnum):
    """What a receipt is; a sale with returned goods only comes back as RETURN."""

    SELL = "SELL"
    RETURN = "RETURN"
    SERVICE_IN = "SERVICE_IN"
    SERVICE_OUT = "SERVICE_OUT"
    SERVICE_CURRENCY = "SERVICE_CURRENCY"
    CURRENCY_EXCHANGE = "CURRENCY_EXCHANGE"
    PAWNSHOP = "PAWNSHOP"
    CASH_WITHDRAWAL = "CASH_WITHDRAWAL"


class PaymentType(StrEnum):
    """CARD is the old word for CASHLESS and still comes in answers."""

    CASH = "CASH"
    CASHLESS = "CASHLESS"
    CARD = "CARD"


class ProviderType(StrEnum):
    """Which kind of terminal took a card."""

    TAPXPHONE = "TAPXPHONE"
    POSCONTROL = "POSCONTROL"
    TERMINAL = "TERMINAL"
    ANDROID_PAYLINK = "ANDROID_PAYLINK"
    DESKTOP_PAYLINK = "DESKTOP_PAYLINK"


class DiscountType(StrEnum):
    """A discount, an extra charge, or the share already prepaid."""

    DISCOUNT = "DISCOUNT"
    EXTRA_CHARGE = "EXTRA_CHARGE"
    PRE_PAYMENT = "PRE_PAYMENT"


class DiscountMode(StrEnum):
    """In percent, or in kopecks."""

    PERCENT = "PERCENT"
    VALUE = "VALUE"


class RoundingMode(StrEnum):
    """Cash rounding to 10 or to 50 kopecks."""

    ROUND_10 = "ROUND_10"
    ROUND_50 = "ROUND_50"


class TaxType(StrEnum):
    """How a tax stands to the price."""

    INCLUDED = "INCLUDED"
    EXCLUDED = "EXCLUDED"
    GAMBLING = "GAMBLING"
    MIXED = "MIXED"


class TransactionType(StrEnum):
    """What was sent to the tax service."""

    SHIFT_OPEN = "SHIFT_OPEN"
    X_REPORT = "X_REPORT"
    Z_REPORT = "Z_REPORT"
    PING = "PING"
    RECEIPT = "RECEIPT"
    LAST_RECEIPT = "LAST_RECEIPT"
    GO_OFFLINE = "GO_OFFLINE"
    ASK_OFFLINE_CODES = "ASK_OFFLINE_CODES"
    GO_ONLINE = "GO_ONLINE"
    DEL_LAST_RECEIPT = "DEL_LAST_RECEIPT"
    DEL_LAST_RECEIPT_ID = "DEL_LAST_RECEIPT_ID"
    STATUS_RRO = "STATUS_RRO"
    INFO_RRO = "INFO_RRO"


class TransactionStatus(StrEnum):
    """How far a document is on its way to the tax service."""

    CREATED = "CREATED"
    PENDING = "PENDING"
    SIGNED = "SIGNED"
    DELIVERED = "DELIVERED"
    DONE = "DONE"
    ERROR = "ERROR"
    CANCELLED = "CANCELLED"
    OFFLINE = "OFFLINE"


class ServiceStatus(StrEnum):
    """Outcome of a service request; OK means only that it was sent."""

    DONE = "DONE"
    ERROR = "ERROR"
    OK = "OK"
    TIMEOUT = "TIMEOUT"


class PrepaymentStatus(StrEnum):
    """How far a chain of prepayments is."""

    PARTIAL_PAID = "PARTIAL_PAID"
    FULL_PAID = "FULL_PAID"
    CANCELLED = "CANCELLED"
    PARTIAL_CANCELLED = "PARTIAL_CANCELLED"


class PrintBlockType(StrEnum):
    """The blocks that a thermal printer is asked to draw."""

    TEXT = "text"
    IMAGE = "image"
    QRCODE = "qrcode"
    BARCODE = "barcode"
