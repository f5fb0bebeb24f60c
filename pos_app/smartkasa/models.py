"""What SmartKasa answers, parsed once at the edge: money in kopecks, stock in thousandths, private data dropped.

Only fields the till has a use for are declared; everything else in an answer (tax and passport numbers of employees
among it) is not kept. All fields but ids may be null or missing, as in the live answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from pos_app.smartkasa.amounts import Kopecks, Thousandths
from pos_app.smartkasa.enums import AnyClassifierType, AnyTaxGroup, ClassifierType, TaxGroup

T = TypeVar("T")


def _text(value: object) -> object:
    """Null reads as an empty text; a number (an article sent unquoted) as its digits."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _flag(value: object) -> object:
    return False if value is None else value


def _shown(value: object) -> object:
    return True if value is None else value


def _zero(value: object) -> object:
    return 0 if value is None else value


def _texts(value: object) -> object:
    return [str(item) for item in value] if isinstance(value, list) else []


def _mapping(value: object) -> object:
    return value if isinstance(value, Mapping) else {}


def _moment(value: object) -> object:
    """A time with its offset; one that cannot be read is no time, and the row stands all the same."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def listed(value: object) -> object:
    """A list as it is; anything else (null) as an empty one."""
    return value if isinstance(value, list) else []


Text = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Classifier = Annotated[AnyClassifierType, BeforeValidator(_zero)]
Group = Annotated[AnyTaxGroup, BeforeValidator(_zero)]


class Wire(BaseModel):
    """The base of all answers: immutable, tolerant of new fields, silent about values when it refuses one."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, defer_build=True)


class Tokens(Wire):
    """A session: how long each token lives is advice, the server's 401 decides."""

    access: SecretStr = Field(min_length=1)
    refresh: SecretStr = Field(min_length=1)
    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None


class Meta(Wire):
    """Where in a list a page lies. Lists that are not paginated carry `total_count` alone."""

    current_page: int | None = None
    next_page: int | None = None
    total_pages: int | None = None
    total_count: int | None = None
    limit_value: int | None = None


class Picture(Wire):
    """A picture's key and address; the address is relative to the base URL."""

    id: Id
    url: Text = ""
    mime_type: Text = ""
    size: int | None = None


class Terminal(Wire):
    """A SmartKasa terminal of the account."""

    id: int
    name: Text = ""
    serial_number: Text = ""
    shop_id: int | None = None
    state: int | None = None


class Address(Wire):
    """Where a shop is."""

    city_name: Text = ""
    content: Text = ""
    zip_code: Text = ""


class Shop(Wire):
    """A shop. `fiscalization_enabled`: SmartKasa fiscalises there itself."""

    id: int
    title: Text = ""
    address: Address | None = None
    state: int | None = None
    fiscalization_enabled: Flag = False
    is_vat_taxation: Flag = False
    is_excise_taxation: Flag = False
    fiscal_numbers: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()


class StaffMember(Wire):
    """An employee as the list by shops tells them; a PIN that a list should carry is dropped here."""

    id: int
    first_name: Text = ""
    last_name: Text = ""
    role_id: int | None = None
    state: int | None = None


class ShopStaff(Wire):
    """A shop with those who work there."""

    id: int
    title: Text = ""
    state: int | None = None
    employees: Annotated[tuple[StaffMember, ...], BeforeValidator(listed)] = ()


class Role(Wire):
    """An employee's position."""

    id: int
    name: Text = ""


class Employee(Wire):
    """One employee by id: the only answer with a PIN, which is to become a salted verifier at once."""

    id: int
    first_name: Text = ""
    last_name: Text = ""
    role_id: int | None = None
    role: Role | None = None
    state: int | None = None
    pin_code: SecretStr | None = None


class UnitType(Wire):
    """A unit of measure. Products refer to it by `code` or by `id`; ids differ between accounts."""

    id: int
    code: int | None = None
    name: Text = ""
    short_name: Text = ""
    is_visible: Annotated[bool, BeforeValidator(_shown)] = True
    is_weighted: Flag = False


class Category(Wire):
    """A node of the category tree; an empty `shop_ids` means every shop."""

    id: Id
    title: Text = ""
    parent_id: str | None = None
    color_id: int | None = None
    products_count: int | None = None
    shop_ids: Annotated[tuple[int, ...], BeforeValidator(listed)] = ()


class Subgroup(Wire):
    """A label under which products of several categories stand together."""

    id: int
    title: Text = ""


class Card(Wire):
    """An inventory card: stock of one product in one shop, in thousandths; untold when `counting_enabled` is off."""

    id: int
    product_id: str | None = None
    shop_id: int | None = None
    count: Thousandths = None
    counting_enabled: Flag = False
    updated_at: Annotated[datetime | None, BeforeValidator(_moment)] = None


class Product(Wire):
    """A product. `number` is the barcode: not unique, may be null. `price` is None when SmartKasa has none."""

    id: Id
    title: Text = ""
    alter_title: Text = ""
    number: Text = ""
    alter_number: Text = ""
    price: Kopecks = None
    procurement_price: Kopecks = Field(default=None, repr=False)
    unit_type_id: int | None = None
    unit_type_name: Text = ""
    category_id: str | None = None
    subgroup_id: int | None = None
    sold_by_weight: Flag = False
    is_free_price: Flag = False
    tax_group_id: Group = TaxGroup.UNSET
    classifier_type_id: Classifier = ClassifierType.NONE
    classifier_code: Text = ""
    picture: Picture | None = None
    bookmark_ids: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()
    cards: Annotated[tuple[Card, ...], BeforeValidator(listed)] = ()


class ProductDetails(Product):
    """One product asked for by its id. `updated_at` is when SmartKasa says it changed last; not to be trusted alone."""

    updated_at: Annotated[datetime | None, BeforeValidator(_moment)] = None


class MadeProduct(Wire):
    """The answer to making or changing a product: its id and no more."""

    id: Id


class ImportJob(Wire):
    """An import of a file of products. `results` is what SmartKasa tells of each row, in its own words."""

    id: int
    state: int | None = None
    filename: Text = ""
    products_count: int | None = None
    created_count: int | None = None
    updated_count: int | None = None
    created_at: datetime | None = None
    results: Annotated[dict[str, Any], BeforeValidator(_mapping)] = Field(default_factory=dict)


class ProductSales(Wire):
    """How one product sold in the asked days: `price` is today's, `total_amount` the takings in kopecks."""

    id: Id
    title: Text = ""
    number: Text = ""
    category_id: str | None = None
    price: Kopecks = None
    popularity: Thousandths = None
    total_amount: Kopecks = None
    total_count: Thousandths = None


class DailySales(Wire):
    """All that sold in the asked days."""

    products: Annotated[tuple[ProductSales, ...], BeforeValidator(listed)] = ()
    total_amount: Kopecks = None
    total_count: Thousandths = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of a list and where they lie in it. `unreadable` counts rows that could not be parsed and were left out."""

    items: Sequence[T]
    meta: Meta
    unreadable: int = 0
