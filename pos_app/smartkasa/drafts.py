"""Things to make or change in SmartKasa; names are those of the wire, money is kopecks, quantities thousandths."""

from typing import Annotated, Any

from pydantic import Field, PlainSerializer, SecretStr

from pos_app.smartkasa.bodies import Draft, Hryvnias, Units, hryvnias
from pos_app.smartkasa.enums import ReceiptState, ReceiptType

Private = Annotated[
    SecretStr | None,
    Field(repr=False),
    PlainSerializer(lambda held: None if held is None else held.get_secret_value(), return_type=str | None),
]
"""Personal data and PINs: on the wire as they are, nowhere else."""


class PlaceDraft(Draft):
    """An address."""

    zip_code: str | None = None
    city_name: str | None = None
    content: str | None = None


class TerminalDraft(Draft):
    """Changes to a terminal."""

    name: str | None = None
    shop_id: int | None = None


class ShopDraft(Draft):
    """A shop."""

    title: str | None = None
    email: str | None = None
    phone_number: str | None = None
    state: int | None = None
    website_url: str | None = None
    business_category_id: int | None = None
    fiscal_numbers: tuple[str, ...] | None = None
    fiscalization_enabled: bool | None = None
    is_vat_taxation: bool | None = None
    is_excise_taxation: bool | None = None
    address: PlaceDraft | None = None


class UploadDraft(Draft):
    """A picture that was uploaded before, named by its place in the upload cache."""

    id: str | None = None
    filename: str | None = None
    mime_type: str | None = None
    size: int | None = None


class HomeDraft(Draft):
    """Where an employee lives."""

    zip_code: str | None = None
    content: str | None = None


class EmployeeDraft(Draft):
    """An employee. Private data goes to SmartKasa and is kept nowhere here."""

    first_name: str | None = None
    middle_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone_number: str | None = None
    additional_phone_number: str | None = None
    role_id: int | None = None
    gender_type_id: int | None = None
    joined_at: str | None = None
    notes: str | None = None
    avatar: UploadDraft | None = None
    pin_code: Private = None
    inn: Private = None
    passport_serial: Private = None
    passport_number: Private = None
    birthday: Private = None
    address_actual: HomeDraft | None = Field(default=None, repr=False)
    address_legal: HomeDraft | None = Field(default=None, repr=False)


class CategoryDraft(Draft):
    """A category of a batch, or changes to one. The wire's name of the colour is `color`, in answers `color_id`."""

    title: str | None = None
    color: int | None = None


class NewCategory(CategoryDraft):
    """A category to make by itself: it may lie within another."""

    partner_id: int | None = None
    parent_id: str | None = None


class ProductDraft(Draft):
    """A product of a batch."""

    number: str | None = None
    title: str | None = None
    unit_type_id: int | None = None
    portion_amount: int | None = None
    portion_type_id: int | None = None
    price: Hryvnias = None
    procurement_price: Hryvnias = Field(default=None, repr=False)
    classifier_type_id: int | None = None
    classifier_code: str | None = None
    tax_group_id: int | None = None
    category_id: str | None = None
    category_type_id: int | None = None
    sold_by_weight: bool | None = None
    bookmark_ids: tuple[str, ...] | None = None


class OwnedProductDraft(ProductDraft):
    """A product made or changed by itself, with whose it is."""

    user_id: int | None = None
    owner_id: int | None = None


class CardDraft(Draft):
    """Changes to an inventory card: `count` is stock in thousandths."""

    shop_id: int | None = None
    counting_enabled: bool | None = None
    count: Units = None


class NewCard(CardDraft):
    """A card to make: a product has one in each shop."""

    product_id: str | None = None


class ReceiptLineDraft(Draft):
    """A line of a receipt: `amount` is price times quantity."""

    name: str | None = None
    price: Hryvnias = None
    amount: Hryvnias = None
    quantity: Units = None
    sku: str | None = None
    tax_group_id: int | None = None
    is_product: bool | None = None
    product_id: str | None = None
    stock_item_id: int | None = None
    unit_type_id: int | None = None
    description: str | None = None


def _taxes(taxes: dict[str, int] | None) -> dict[str, Any] | None:
    return None if taxes is None else {letter: hryvnias(kopecks) for letter, kopecks in taxes.items()}


class ReceiptDraft(Draft):
    """A receipt. No request of SmartKasa's takes payments.

    `tax_amount` is kopecks by letter here and hryvnias on the wire; answers to readings give it in kopecks.
    """

    title: str | None = None
    total_amount: Hryvnias = None
    state: ReceiptState | None = None
    type: ReceiptType | None = None
    discount_amount: Hryvnias = None
    seller_id: int | None = None
    fiscal_number: str | None = None
    registrar_fiscal_number: str | None = None
    cashier_name: str | None = None
    description: str | None = None
    tax_amount: Annotated[dict[str, int] | None, PlainSerializer(_taxes, return_type=dict[str, Any] | None)] = None
    is_hidden: bool | None = None
    items: tuple[ReceiptLineDraft, ...] | None = None


class RelatedReceiptDraft(ReceiptDraft):
    """A receipt with what answers and filters name though the documented bodies do not."""

    related_fiscal_number: str | None = None
    rounding_amount: Hryvnias = None
