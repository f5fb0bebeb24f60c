"""How goods, cards, shops and receipts look in answers: each place has its own set of fields."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from pos_app.sandbox.smartkasa.answers import JsonObject, moment, money
from pos_app.sandbox.smartkasa.good import Card, Good
from pos_app.sandbox.smartkasa.loading import Picture

_VAT_RATES: Final = {1: ("А", 20), 2: ("Б", 7), 6: ("А", 20), 9: ("А", 20)}
"""Tax group → its VAT letter (Cyrillic) and percent; groups without VAT are not here."""
_SHOP_FIELDS_INSIDE: Final = (
    "id", "business_category_id", "created_at", "email", "employees_count", "fiscal_numbers", "fiscalization_enabled",
    "is_excise_taxation", "is_vat_taxation", "owner_id", "phone_number", "state", "terminals_count", "title",
    "updated_at", "website_url",
)  # fmt: skip


def good_fields(good: Good) -> JsonObject:
    """What every answer tells about a product."""
    return {
        "id": good.id,
        "alter_number": good.alter_number,
        "alter_title": good.alter_title,
        "bookmark_ids": good.bookmark_ids,
        "category_id": good.category_id,
        "category_type_id": good.category_type_id,
        "classifier_code": good.classifier_code,
        "classifier_type_id": good.classifier_type_id,
        "created_at": moment(good.created_at),
        "is_free_price": good.is_free_price,
        "is_without_number": good.number is None,
        "number": good.number,
        "owner_id": good.owner_id,
        "portion_amount": good.portion_amount,
        "portion_type_id": good.portion_type_id,
        "price": money(good.price),
        "procurement_price": money(good.procurement_price),
        "sold_by_weight": good.sold_by_weight,
        "subgroup_id": good.subgroup_id,
        "tax_amount": vat_within(good),
        "tax_group_id": good.tax_group_id,
        "title": good.title,
        "unit_type_id": good.unit_type_id,
        "unit_type_name": None,
        "updated_at": moment(good.updated_at),
        "user_id": good.user_id,
    }


def vat_within(good: Good) -> JsonObject:
    """The VAT in one unit's price, kopecks by letter."""
    if good.tax_group_id not in _VAT_RATES:
        return {}
    letter, rate = _VAT_RATES[good.tax_group_id]
    return {letter: int((good.price * 100 * rate / (100 + rate)).quantize(Decimal(1), ROUND_HALF_UP))}


def picture(shown: Picture | None, base_url: str = "") -> JsonObject | None:
    """A picture's place; relative in product answers, absolute in the statistics, as the vendor has it."""
    if shown is None:
        return None
    return {
        "id": shown.id,
        "filename": shown.filename,
        "mime_type": "image/png",
        "size": len(shown.content),
        "url": f"{base_url}/uploads/store/{shown.id}",
    }


def card_fields(card: Card, owner_id: int | None = None) -> JsonObject:
    """A card by itself."""
    return {
        "id": card.id,
        "count": money(card.count),
        "counting_enabled": card.counting_enabled,
        "created_at": moment(card.created_at),
        "owner_id": owner_id,
        "product_id": card.product_id,
        "shop_id": card.shop_id,
        "updated_at": moment(card.updated_at),
    }


def shop_inside(shop: JsonObject) -> JsonObject:
    """A shop within another answer: without its address."""
    return {name: shop[name] for name in _SHOP_FIELDS_INSIDE}


def without(row: JsonObject, *names: str) -> JsonObject:
    """A row but for some fields."""
    return {name: value for name, value in row.items() if name not in names}
