"""The cashier and the organisation: sign-in, rights, signature, taxes."""

import re
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field, PlainSerializer, SecretStr, field_validator

from pos_app.checkbox.models.base import Document, Flag, Incoming, Moment, Number, Outgoing, Several, Whole, Word
from pos_app.checkbox.models.words import SignatureType, TaxType

_HEADER_SAFE: Final = re.compile(r"[!-~]+")
# told in the request's bytes and nowhere else: repr and logs show stars
_SentSecret = Annotated[SecretStr, Field(min_length=1), PlainSerializer(lambda secret: secret.get_secret_value())]


class SignIn(Outgoing):
    """Sign-in by login and password."""

    login: Annotated[str, Field(min_length=1)]
    password: _SentSecret


class SignInPin(Outgoing):
    """Sign-in by PIN at the register whose licence key goes in the header."""

    pin_code: _SentSecret


class AccessToken(Incoming):
    """The token of a signed-in cashier; it has no expiry."""

    access_token: SecretStr

    @field_validator("access_token")
    @classmethod
    def _fits_a_header(cls, token: SecretStr) -> SecretStr:
        if not _HEADER_SAFE.fullmatch(token.get_secret_value()):
            raise ValueError("not a token")
        return token


class Permissions(Incoming):
    """What the cashier may do; a right that is not named has the vendor's default."""

    sales: bool | None = True
    returns: bool | None = True
    self_return: bool | None = True
    free_return: bool | None = False
    service_in: bool | None = True
    service_out: bool | None = True
    additional_service_receipt: bool | None = False
    add_discounts: bool | None = True
    add_receipt_discount: bool | None = True
    round_discount: bool | None = False
    editing_good_price: bool | None = True
    editing_goods_sum: bool | None = True
    can_add_manual_good: bool | None = True
    deferred_receipt: bool | None = True
    reports_history: bool | None = True
    restrict_alcohol: bool | None = False
    limit_cash_sale: bool | None = False
    orders: bool | None = False
    card_payment: bool | None = None
    cash_payment: bool | None = None
    other_payment: bool | None = None
    mixed_payment: bool | None = None
    iban_payment: bool | None = None


class Cashier(Incoming):
    """A cashier as shifts name him."""

    id: UUID
    full_name: str = ""
    nin: str | None = None
    key_id: str | None = None
    signature_type: Word[SignatureType] | None = None
    permissions: Permissions | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
    certificate_end: Moment | None = None
    blocked: str | None = None


class BankAccount(Incoming):
    """An account printed on invoices."""

    account_number: str
    bank_name: str | None = None


class ReceiptLimits(Incoming):
    """Bounds of one receipt; absent means none is set."""

    goods_count: Whole | None = None
    total_sum_limit: Whole | None = None


class LimitSettings(Incoming):
    """Settings of an organisation or a register, as far as a till needs them."""

    receipt_limits: ReceiptLimits | None = None


class Organization(Document):
    """The seller; the fields after `settings` come with `cashier/me` only."""

    id: UUID
    title: str
    edrpou: str | None = None
    tax_number: str | None = None
    auto_close_shift_at: str | None = None
    account_info: Several[BankAccount] = ()
    settings: LimitSettings | None = None
    is_vat: bool | None = None
    offline_mode: bool | None = None
    allowed_offline_duration: Whole | None = None
    receipts_ratelimit_count: Whole | None = None
    receipts_ratelimit_interval: Whole | None = None
    auto_collection_on_close: bool | None = None
    can_send_sms: bool | None = None
    subscription_exp: str | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None


class Me(Cashier):
    """The signed-in cashier with his organisation."""

    is_test: bool | None = None
    organization: Organization | None = None
    use_order_601_since: Moment | None = None

    @property
    def is_on_test(self) -> bool:
        """Whether this cashier signs with a test key."""
        return bool(self.is_test) or self.signature_type == SignatureType.TEST


class SignatureState(Incoming):
    """Whether the cashier's signature program answers."""

    online: Flag
    type: Word[SignatureType] | None = None
    shift_open_possibility: Flag = False


class Tax(Incoming):
    """A tax of the organisation: the only truth about codes and letters. Rates in percent."""

    id: UUID | None = None
    code: Whole
    label: str
    symbol: str
    rate: Number
    extra_rate: Number | None = None
    included: Flag = True
    is_gambling: bool | None = None
    is_default: bool | None = None
    no_vat: bool | None = None
    decimal_rate: Number | None = None
    decimal_extra_rate: Number | None = None
    type: Word[TaxType] | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
