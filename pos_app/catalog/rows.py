"""SmartKasa's products, categories and units as rows of the local store."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from pos_app.catalog.search import folded_product
from pos_app.catalog.taxmap import EXCISE_GROUPS
from pos_app.domain.money import MAX_AMOUNT
from pos_app.smartkasa import models as sk
from pos_app.smartkasa.enums import ClassifierType
from pos_app.store.catalog import CatalogRow, CatalogStore, CategoryRow, SubgroupRow, UnitRow

PIECE_CODE: Final = 2009
PIECE: Final = "шт"

ADULTS_ONLY: Final = ("2203", "2204", "2205", "2206", "2208", "2402", "2403", "2404")
"""UKTZED headings of alcohol and tobacco."""

STAMPLESS: Final = ("2203", "27")
"""UKTZED headings of excise goods that carry no stamp: beer and fuel."""

# what a pass brings apart from the product itself must not make an unchanged product look changed
_content = attrgetter(*(f.name for f in fields(CatalogRow) if f.name not in {"hash", "stock", "popularity"}))
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Units:
    """Units of measure by SmartKasa's `code` and by the account's own `id`."""

    by_code: dict[int, sk.UnitType] = field(default_factory=dict)
    by_id: dict[int, sk.UnitType] = field(default_factory=dict)

    def find(self, reference: int | None) -> sk.UnitType | None:
        """The unit that a product refers to: by code first, then by id."""
        if reference is None:
            return None
        return self.by_code.get(reference) or self.by_id.get(reference)


def units_of(units: Iterable[sk.UnitType]) -> Units:
    """Index units both ways."""
    known = list(units)
    return Units({unit.code: unit for unit in known if unit.code is not None}, {unit.id: unit for unit in known})


def unit_rows(units: Iterable[sk.UnitType]) -> list[UnitRow]:
    """Units that are shown."""
    return [
        UnitRow(unit.id, str(unit.code or ""), clean(unit.short_name or unit.name), unit.is_weighted)
        for unit in units
        if unit.is_visible
    ]


def keep_units(store: CatalogStore, units: Sequence[sk.UnitType]) -> None:
    """Remember all units, those that are not shown too: goods of theirs are sold all the same."""
    with store.database.transaction():
        store.put_units(unit_rows(units))
        store.put_fact("units", [unit.model_dump() for unit in units])


def known_units(store: CatalogStore) -> Units:
    """The units as the last pass read them."""
    return units_of(sk.UnitType.model_validate(unit) for unit in store.fact("units", []))


def category_rows(categories: Sequence[sk.Category], shop_id: int) -> list[CategoryRow]:
    """Our shop's categories, in the order they came. One whose parent is not ours stands at the top."""
    ours = [category for category in categories if not category.shop_ids or shop_id in category.shop_ids]
    ids = {category.id for category in ours}
    rows = []
    for place, category in enumerate(ours):
        parent_id = category.parent_id if category.parent_id in ids else None
        rows.append(CategoryRow(category.id, clean(category.title), parent_id, place))
    return rows


def subgroup_rows(subgroups: Iterable[sk.Subgroup]) -> list[SubgroupRow]:
    """Subgroups, each with a name that can be shown."""
    return [SubgroupRow(group.id, clean(group.title) or f"№ {group.id}") for group in subgroups]


def product_row(product: sk.Product, units: Units) -> CatalogRow:
    """A product as it is stored, with its content's hash; stock and popularity come by other ways."""
    unit = units.find(product.unit_type_id)
    number = product.number if product.number.isalnum() else _SPACES.sub("", product.number)
    article = clean(product.alter_number)
    title = clean(product.title) or clean(product.alter_title) or article or number or product.id
    barcodes = (number,) if number else ()
    uktzed = _uktzed(product)
    priced = product.price is not None and 0 <= product.price <= MAX_AMOUNT
    picture = product.picture
    price = product.price if priced and product.price else 0
    values: tuple[Any, ...] = (
        product.id,
        article or number or product.id,
        title,
        price,
        _unit_name(unit.short_name or unit.name) if unit is not None else PIECE,
        folded_product(title=title, short_title=product.alter_title, article=article, barcodes=barcodes),
        barcodes,
        product.sold_by_weight or (unit is not None and unit.is_weighted),
        product.is_free_price or not product.price,
        product.tax_group_id in EXCISE_GROUPS and not (uktzed or "").startswith(STAMPLESS),
        int(product.tax_group_id),
        uktzed,
        product.category_id,
        picture.id if picture is not None else None,
        picture.url if picture is not None else None,
        uktzed is not None and uktzed.startswith(ADULTS_ONLY),
        bool(product.bookmark_ids),
        product.subgroup_id,
        _cost(product),
    )
    hashed = (*values[:6], _digest(values), *values[6:15], 0, None, *values[15:])
    return CatalogRow(*hashed)


def content_hash(row: CatalogRow) -> str:
    """What the till shows and sells of a row, in 24 hex digits: `updated_at` cannot be trusted to tell of changes."""
    return _digest(_content(row))


def _digest(content: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(content).encode(), digest_size=12).hexdigest()


def _cost(product: sk.Product) -> int | None:
    """What a unit was bought for; none where SmartKasa's figure is no amount that a till could count with."""
    cost = product.procurement_price
    return cost if cost is not None and 0 <= cost <= MAX_AMOUNT else None


def stock_in(product: sk.Product, shop_id: int) -> int | None:
    """A product's stock in our shop, thousandths; None where it is not counted."""
    return next((c.count for c in product.cards if c.shop_id == shop_id and c.counting_enabled), None)


def belongs_elsewhere(product: sk.Product, shop_id: int) -> bool:
    """Do its stock cards name other shops only?"""
    shops = {card.shop_id for card in product.cards if card.shop_id is not None}
    return bool(shops) and shop_id not in shops


def clean(text: str) -> str:
    """Text from outside as one line without control and invisible characters."""
    if "  " not in text and text.isprintable():
        return text.strip()
    line = _SPACES.sub(" ", text)
    if line.isprintable():
        return line.strip()
    shown = (letter for letter in line if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co"})
    return "".join(shown).strip()


@lru_cache(maxsize=256)
def _unit_name(name: str) -> str:
    return clean(name)


def _uktzed(product: sk.Product) -> str | None:
    """The УКТЗЕД code; a code of another classifier (ДКПП) never goes where a УКТЗЕД belongs."""
    if product.classifier_type_id != ClassifierType.UKTZED:
        return None
    return _SPACES.sub("", product.classifier_code) or None
