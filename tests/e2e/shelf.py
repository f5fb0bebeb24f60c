"""The goods of the demo shop as its own file lists them, labels from its scale, and excise stamps."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.e2e.vendors import CATALOG

SHOP = 37_958
TAX_OF_GROUP = {1: 1, 2: 2, 4: 8, 5: 5, 6: 4}
"""SmartKasa's tax group → the sandbox register's tax code: ПДВ 20, ПДВ 7, без ПДВ, акциз 5, ПДВ 20 + акциз 5."""
RATES = {1: (20, 0), 2: (7, 0), 8: (0, 0), 5: (0, 5), 4: (20, 5)}
"""Percents of VAT and excise under each of these codes."""


@dataclass(frozen=True, slots=True)
class Good:
    """One good; `price` in kopecks."""

    id: str
    article: str
    name: str
    number: str | None
    price: int
    group: int
    weighed: bool
    free_price: bool
    stamped: bool
    ours: bool
    """Sold in the shop that the till belongs to."""

    @property
    def code(self) -> int:
        """The register's tax code."""
        return TAX_OF_GROUP[self.group]


def _good(row: dict[str, Any]) -> Good:
    group = int(row["tax_group_id"])
    # beer is an excise good without a stamp
    stamped = group in (5, 6) and not str(row.get("classifier_code", "")).startswith("2203")
    return Good(
        id=row["id"],
        article=row["alter_number"],
        name=row["title"],
        number=row["number"],
        price=int(Decimal(row["price"]) * 100),
        group=group,
        weighed=bool(row.get("sold_by_weight")),
        free_price=bool(row.get("is_free_price")),
        stamped=stamped,
        ours=row["category"] not in _ELSEWHERE,
    )


_CATEGORIES = json.loads((CATALOG / "categories.json").read_text(encoding="utf-8"))
_ELSEWHERE = {row["id"] for row in _CATEGORIES if row["shop_ids"] and SHOP not in row["shop_ids"]}
ALL = [_good(row) for row in json.loads((CATALOG / "goods.json").read_text(encoding="utf-8"))]
_NUMBERS = [good.number for good in ALL]
BY_ARTICLE = {good.article: good for good in ALL}
PIECES = [
    good
    for good in ALL
    if good.number is not None
    and _NUMBERS.count(good.number) == 1
    and not (good.weighed or good.free_price or good.stamped)
    and good.ours
]
WEIGHED = [good for good in ALL if good.weighed]
STAMPED = [good for good in ALL if good.stamped]
SHARED = [good for good in ALL if good.number is not None and _NUMBERS.count(good.number) > 1]
MILK = BY_ARTICLE["10001"]
CHEESE = BY_ARTICLE["00101"]
VODKA = BY_ARTICLE["10472"]
PILLS = next(good for good in ALL if good.group == 2)
CIDER = BY_ARTICLE["10457"]
NEWSPAPER = next(good for good in ALL if good.group == 4 and good.number is not None)
DELIVERY = BY_ARTICLE["10611"]
"""Free price, without VAT."""
WRAPPING = BY_ARTICLE["10612"]
"""Free price, VAT 20 %."""


def check_digit(digits: str) -> str:
    """The last digit of an EAN-13."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)


def scale_label(good: Good, grams: int) -> str:
    """The label a shop's scale prints: 20, five digits of the article, five of the weight."""
    digits = f"20{int(good.article):05d}{grams:05d}"
    return digits + check_digit(digits)


def stamp(number: int) -> str:
    """A paper excise stamp that no other number gives."""
    return f"АБВГ{number:06d}"
