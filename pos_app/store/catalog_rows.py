"""What catalog.db holds, row by row, and what it is asked for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pos_app.domain.product import Product
from pos_app.store.database import Row


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """One product. `id` is SmartKasa's UUID; `price` kopecks a unit; `stock` thousandths (None: not counted).

    `folded` is the text to search in; `hash` the content's, so that an unchanged row is not written again;
    `tax_group` SmartKasa's 0–10; `popularity` the higher the sooner shown.
    """

    id: str
    code: str
    name: str
    price: int
    unit: str
    folded: str
    hash: str
    barcodes: tuple[str, ...] = ()
    sold_by_weight: bool = False
    free_price: bool = False
    excise: bool = False
    tax_group: int = 0
    uktzed: str | None = None
    category_id: str | None = None
    picture_id: str | None = None
    picture_url: str | None = None
    popularity: int = 0
    stock: int | None = None
    adults_only: bool = False
    bookmarked: bool = False
    """Does it lie under one of SmartKasa's bookmarks?"""
    subgroup_id: int | None = None
    cost: int | None = field(default=None, repr=False)
    """What a unit was bought for, kopecks; for whoever may see it, and in no log."""

    def product(self, tax_codes: Sequence[int] = ()) -> Product:
        """The product as the till sells it, with the register's tax codes for its group."""
        return Product(
            id=self.id,
            code=self.code,
            name=self.name,
            barcode=self.barcodes[0] if self.barcodes else None,
            price=self.price,
            unit=self.unit,
            sold_by_weight=self.sold_by_weight,
            free_price=self.free_price,
            excise=self.excise,
            tax_group=self.tax_group,
            tax_codes=tuple(tax_codes),
            stock=self.stock,
            uktzed=self.uktzed,
            category_id=self.category_id,
            picture_id=self.picture_id,
            picture_url=self.picture_url,
            adults_only=self.adults_only,
            cost=self.cost,
        )


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One category of the shop's tree; ids are SmartKasa's UUIDs."""

    id: str
    name: str
    parent_id: str | None
    place: int = 0


@dataclass(frozen=True, slots=True)
class SubgroupRow:
    """One subgroup: a label under which goods of several categories stand together."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of measure: SmartKasa's `code` first, its account's `id` second."""

    id: int
    code: str
    name: str
    weighted: bool


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row that SmartKasa sent spoilt: its id and name as far as they are known, and what is wrong with it.

    `sold`: it is in the catalog all the same, with something put in place of what is wrong.
    """

    id: str
    name: str
    reason: str
    sold: bool


@dataclass(frozen=True, slots=True)
class PageResult:
    """What writing a page changed."""

    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What was typed, folded: each reading (the keyboard layout may have been wrong) is a choice of words."""

    readings: tuple[tuple[str, ...], ...]


COLUMNS: Final = (
    "id, code, name, price, unit, folded, hash, barcodes, sold_by_weight, free_price, excise, tax_group, uktzed,"
    " category_id, picture_id, picture_url, popularity, stock, adults_only, bookmarked, subgroup_id, cost"
)


def row_of(row: Row) -> CatalogRow:
    """A row of COLUMNS."""
    return CatalogRow(
        id=row[0],
        code=row[1],
        name=row[2],
        price=row[3],
        unit=row[4],
        folded=row[5],
        hash=row[6],
        barcodes=tuple(json.loads(row[7])),
        sold_by_weight=bool(row[8]),
        free_price=bool(row[9]),
        excise=bool(row[10]),
        tax_group=row[11],
        uktzed=row[12],
        category_id=row[13],
        picture_id=row[14],
        picture_url=row[15],
        popularity=row[16],
        stock=row[17],
        adults_only=bool(row[18]),
        bookmarked=bool(row[19]),
        subgroup_id=row[20],
        cost=row[21],
    )


def _numbers(barcodes: tuple[str, ...]) -> str:
    """As JSON; nearly every good has one plain number or none."""
    if not barcodes:
        return "[]"
    plain = len(barcodes) == 1 and barcodes[0].isascii() and barcodes[0].isalnum()
    return f'["{barcodes[0]}"]' if plain else json.dumps(barcodes)


def values_of(row: CatalogRow) -> tuple[str | int | None, ...]:
    """A row's columns in the order of COLUMNS."""
    return (
        row.id,
        row.code,
        row.name,
        row.price,
        row.unit,
        row.folded,
        row.hash,
        _numbers(row.barcodes),
        int(row.sold_by_weight),
        int(row.free_price),
        int(row.excise),
        row.tax_group,
        row.uktzed,
        row.category_id,
        row.picture_id,
        row.picture_url,
        row.popularity,
        row.stock,
        int(row.adults_only),
        int(row.bookmarked),
        row.subgroup_id,
        row.cost,
    )
