"""Bodies of receipts: sales and returns, online and offline, cash in and out, cash withdrawal, prepayments."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from pos_app.checkbox.jsontext import dump_json
from pos_app.checkbox.models.base import Amount, FiscalCode, Outgoing, SentMoment, SentNumber
from pos_app.checkbox.models.words import DiscountMode, DiscountType, ProviderType, RoundingMode

Label = Annotated[str, Field(min_length=1, max_length=128)]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)]
Phone = Annotated[str, Field(pattern=r"^380\d{9}$")]
Hints = dict[str, str | int | bool]


class Good(Outgoing):
    """What is sold. `price`: kopecks for quantity 1000; `tax`: at most two codes, none where nothing is taxed."""

    code: Annotated[str, Field(min_length=1, max_length=256)]
    name: Annotated[str, Field(min_length=1)]
    price: Annotated[int, Field(strict=True, gt=0, lt=100_000_000_000)]
    barcode: Annotated[str, Field(max_length=4096)] | None = None
    excise_barcodes: tuple[str, ...] | None = None
    e_excise_barcodes: tuple[str, ...] | None = None
    header: Annotated[str, Field(max_length=1024)] | None = None
    footer: Annotated[str, Field(max_length=1024)] | None = None
    original_price: Annotated[int, Field(strict=True)] | None = None
    tax: Annotated[tuple[int, ...], Field(max_length=2)] | None = None
    uktzed: Annotated[str, Field(max_length=64)] | None = None


class Discount(Outgoing):
    """A discount or extra charge: `value` in percent or in kopecks; always with the codes of the taxes it touches."""

    type: DiscountType = DiscountType.DISCOUNT
    mode: DiscountMode
    value: Annotated[SentNumber, Field(ge=0, max_digits=15)]
    tax_codes: tuple[int, ...] | None = None
    name: str | None = None
    privilege: str | None = None

    @model_validator(mode="after")
    def _kopecks_are_whole(self) -> Self:
        if self.mode is DiscountMode.VALUE and self.value != self.value.to_integral_value():
            raise ValueError("a discount in kopecks is a whole number")
        return self


class GoodItem(Outgoing):
    """One line: `quantity` in thousandths; `good_id` is the id in Checkbox's own catalog."""

    good: Good
    quantity: Annotated[int, Field(strict=True, gt=0)]
    is_return: bool = False
    good_id: UUID | None = None
    discounts: tuple[Discount, ...] | None = None
    total_sum: Annotated[int, Field(strict=True)] | None = None


class CashPayment(Outgoing):
    """Cash; below zero only in a service receipt, where it means out."""

    type: Literal["CASH"] = "CASH"
    value: Amount
    label: Label = "Готівка"
    pawnshop_is_return: bool | None = None


class CardPayment(Outgoing):
    """A card or any other payment without cash, with what the terminal said."""

    type: Literal["CASHLESS"] = "CASHLESS"
    value: Amount
    label: Label = "Картка"
    code: Annotated[int, Field(strict=True, gt=0, lt=10)] | None = None
    provider_type: ProviderType | None = None
    commission: Annotated[int, Field(strict=True)] | None = None
    card_mask: Annotated[str, Field(max_length=19)] | None = None
    bank_name: str | None = None
    auth_code: str | None = None
    rrn: str | None = None
    payment_system: str | None = None
    owner_name: str | None = None
    terminal: str | None = None
    acquirer_and_seller: str | None = None
    receipt_no: str | None = None
    signature_required: bool | None = None
    transaction_id: str | None = None
    pawnshop_is_return: bool | None = None


Payment = Annotated[CashPayment | CardPayment, Field(discriminator="type")]


class Delivery(Outgoing):
    """Where the e-receipt goes."""

    emails: tuple[Email, ...] | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _no_address_twice(self) -> Self:
        if self.emails is not None and len(set(self.emails)) != len(self.emails):
            raise ValueError("an address is named twice")
        return self


class Bonus(Outgoing):
    """Bonuses shown on the receipt, in kopecks."""

    bonus_card: str
    value: Annotated[int, Field(strict=True)]
    additional_info: str | None = None


class Custom(Outgoing):
    """The owner's own headers and footers of the rendered receipt."""

    html_global_header: str | None = None
    html_global_footer: str | None = None
    html_body_style: str | None = None
    html_receipt_style: str | None = None
    html_ruler_style: str | None = None
    html_light_block_style: str | None = None
    text_global_header: str | None = None
    text_global_footer: str | None = None


class _Paid(Outgoing):
    """What sales and prepayments share."""

    id: UUID
    goods: Annotated[tuple[GoodItem, ...], Field(min_length=1)]
    payments: tuple[Payment, ...]
    cashier_name: str | None = None
    departament: str | None = None
    delivery: Delivery | None = None
    discounts: tuple[Discount, ...] | None = None
    bonuses: tuple[Bonus, ...] | None = None
    rounding_mode: RoundingMode | None = None
    header: str | None = None
    footer: str | None = None
    barcode: str | None = None
    control_number: Annotated[str, Field(min_length=1, max_length=4)] | None = None
    order_id: UUID | None = None
    related_receipt_id: UUID | None = None
    related_receipt_created_at: SentMoment | None = None
    stock_code: str | None = None
    technical_return: bool | None = None
    is_pawnshop: bool | None = None
    context: Hints | None = None
    custom: Custom | None = None
    previous_receipt_id: UUID | None = None


class Sell(_Paid):
    """A sale, or a return where the goods say so."""


class SellOffline(Sell):
    """The same, made offline: with its code and date."""

    fiscal_code: FiscalCode
    fiscal_date: SentMoment


class Service(Outgoing):
    """Cash in (above zero) or out (below). It never goes to the tax service, so it needs no code."""

    id: UUID
    payment: CashPayment
    context: Hints | None = None
    custom: Custom | None = None
    fiscal_code: FiscalCode | None = None
    fiscal_date: SentMoment | None = None
    footer: str | None = None


class CashWithdrawal(Outgoing):
    """Cash handed out against a card."""

    id: UUID
    payment: CardPayment
    cashier_name: str | None = None
    departament: str | None = None
    header: str | None = None
    footer: str | None = None
    barcode: str | None = None
    context: Hints | None = None
    delivery: Delivery | None = None
    previous_receipt_id: UUID | None = None
    fiscal_code: FiscalCode | None = None
    fiscal_date: SentMoment | None = None


class Prepayment(_Paid):
    """The first receipt of a chain of prepayments."""

    custom_relation_id: Annotated[str, Field(min_length=10, max_length=256)] | None = None


class AfterPayment(Outgoing):
    """The next payment of a chain."""

    id: UUID
    payments: tuple[Payment, ...]
    cashier_name: str | None = None
    departament: str | None = None
    rounding_mode: RoundingMode | None = None
    delivery: Delivery | None = None
    header: str | None = None
    footer: str | None = None


class ReturnPrepayment(Outgoing):
    """Gives a whole chain back."""

    cashier_name: str | None = None
    departament: str | None = None
    rounding_mode: RoundingMode | None = None
    delivery: Delivery | None = None


class SmsDelivery(Outgoing):
    """Sends the e-receipt to a phone: 380 and nine digits."""

    phone: Phone


class EmailDelivery(Outgoing):
    """Sends the e-receipt to addresses; on the wire it is a bare list."""

    emails: Annotated[tuple[Email, ...], Field(min_length=1)]

    def to_bytes(self) -> bytes:
        """The list alone."""
        return dump_json(list(self.emails)).encode("utf-8")
