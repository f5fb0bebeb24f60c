"""The cash register: its state, offline codes and offline time."""

from decimal import Decimal
from typing import Final
from uuid import UUID

from pydantic import Field

from pos_app.checkbox.models.base import (
    Document,
    FiscalCode,
    Flag,
    Incoming,
    Moment,
    Number,
    Outgoing,
    SentMoment,
    Several,
    Whole,
    Word,
)
from pos_app.checkbox.models.cashier import LimitSettings
from pos_app.checkbox.models.words import ServiceStatus, TransactionStatus, TransactionType

# how an answer of Checkbox itself says that nothing came from the tax service
_NO_ANSWER: Final = ("DEADLINE_EXCEEDED", "UNAVAILABLE", "_INACTIVERPCERROR")


class Status(Incoming):
    """The plain answer of go-online: the command was taken, no more than that."""

    status: str


class WentOffline(Incoming):
    """The answer of go-offline with the id of its transaction; the vendor promises no field of it."""

    status: str | None = None
    id: UUID | None = None


class GoOffline(Outgoing):
    """Our own way offline: dated not before the last document that reached the tax service, with a free code."""

    go_offline_date: SentMoment | None = None
    fiscal_code: FiscalCode | None = None


class DocumentsState(Incoming):
    """The last numbers given out by the register."""

    last_receipt_code: Whole
    last_report_code: Whole
    last_z_report_code: Whole


class Register(Document):
    """The register whose licence key we hold. `stay_offline`: it went offline by a client's go-offline."""

    id: UUID
    fiscal_number: str
    offline_mode: Flag
    stay_offline: Flag
    has_shift: Flag
    address: str | None = None
    title: str | None = None
    number: str | None = None
    documents_state: DocumentsState | None = None
    organization_id: UUID | None = None
    is_test: bool | None = None
    emergency_date: Moment | None = None
    emergency_details: str | None = None
    fiscal_api_type: str | None = None
    settings: LimitSettings | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None

    @property
    def is_on_test(self) -> bool:
        """Whether documents of this register are worth nothing to the tax service."""
        return bool(self.is_test) or "TEST" in self.fiscal_number.upper()


class RegisterShort(Incoming):
    """A register as shifts name it."""

    id: UUID
    fiscal_number: str
    active: bool | None = None
    number: str | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None


class ServiceAnswer(Incoming):
    """What came of a service request to the tax service."""

    status: Word[ServiceStatus]
    error: str | None = None
    response_status: str | None = None

    @property
    def tax_service_answered(self) -> bool:
        """Whether the tax service said anything at all: ERROR_BAD_HASH_PREV is an answer too."""
        text = (self.error or "").upper()
        return self.status != ServiceStatus.TIMEOUT and not any(word in text for word in _NO_ANSWER)


class OfflineCode(Incoming):
    """A code for one offline document; the server's own offline takes the lowest `serial_id` first."""

    fiscal_code: str = Field(min_length=1)
    serial_id: Whole
    cash_register_id: UUID | None = None
    created_at: Moment | None = None


class OfflineCodesCount(Incoming):
    """How many codes the server holds for this register."""

    available: Whole = 0
    default: Whole = 0
    minimal: Whole = 0
    used: Whole = 0
    enough_offline_codes: Flag


class OfflineTotals(Incoming):
    """Seconds offline: in the session that runs, and in the asked interval."""

    current: Number = Decimal(0)
    total: Number = Decimal(0)


class OfflineSession(Incoming):
    """One stretch offline; `duration` in seconds, no `end` while it lasts."""

    start: Moment | None = None
    end: Moment | None = None
    duration: Number | None = None


class OfflineTime(Incoming):
    """How long the register was offline."""

    status: OfflineTotals | None = None
    sessions: Several[OfflineSession] = ()


class Transaction(Incoming):
    """A document's way to the tax service."""

    id: UUID
    type: Word[TransactionType] | None = None
    serial: Whole | None = None
    status: Word[TransactionStatus] | None = None
    request_signed_at: Moment | None = None
    request_received_at: Moment | None = None
    response_status: str | None = None
    response_error_message: str | None = None
    response_id: str | None = None
    offline_id: str | None = None
    original_datetime: Moment | None = None
    previous_hash: str | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
