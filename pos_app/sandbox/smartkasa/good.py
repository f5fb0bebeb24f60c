"""One good and one inventory card as the server keeps them."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(slots=True)
class Good:
    """A product. Prices are hryvnias; `unit_type_id` is a unit's code or its id: both are seen in the field."""

    id: str
    title: str
    price: Decimal
    created_at: datetime
    updated_at: datetime
    alter_title: str | None = None
    alter_number: str | None = None
    number: str | None = None
    procurement_price: Decimal | None = None
    category_id: str | None = None
    category_type_id: int | None = None
    unit_type_id: int | None = 2009
    portion_amount: int | None = None
    portion_type_id: int | None = None
    classifier_type_id: int | None = 0
    classifier_code: str | None = None
    tax_group_id: int | None = 0
    sold_by_weight: bool | None = False
    is_free_price: bool | None = False
    subgroup_id: int | None = None
    picture: str | None = None
    popularity: int = 0
    bookmark_ids: list[Any] = field(default_factory=list)
    user_id: int | None = None
    owner_id: int | None = None


@dataclass(slots=True)
class Card:
    """How much of a product lies in a shop."""

    id: int
    product_id: str
    shop_id: int
    count: Decimal
    counting_enabled: bool
    created_at: datetime
    updated_at: datetime
