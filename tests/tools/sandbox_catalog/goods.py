"""Spreads the price list over brands and variants into the goods of the demo catalog, the same ones every time."""

import uuid
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from .line import EXCISE_5, EXCISE_5_VAT_20, KILOGRAM, PIECE, Line
from .lines_adult import ADULT
from .lines_food import FOOD
from .lines_home import HOME, WAREHOUSE
from .lines_sweet import SWEET

LINES: Final = {**FOOD, **SWEET, **ADULT, **HOME, **WAREHOUSE}
NAMESPACE: Final = uuid.UUID("6f0c1f3e-3f5c-4d0e-9a39-5d0f4c8f0482")
GTIN_RANGE: Final = "482999"
"""482 is Ukraine; the 999… block of company numbers is nobody's that we know of. Invented goods, invented codes."""
_BRAND_FACTORS: Final = (Decimal("1.00"), Decimal("1.07"), Decimal("0.94"))
UNIT_IDS: Final = {PIECE: 4, KILOGRAM: 10}
"""What `unit_types` calls these units by id: some goods name their unit so, most by code."""


def check_digit(digits: str) -> str:
    """GS1's check digit of the digits before it."""
    total = sum(int(d) * (3 if place % 2 == 0 else 1) for place, d in enumerate(reversed(digits)))
    return str(-total % 10)


def _price(base: str, brand: int) -> str:
    """A shelf price: the first brand's as written, the others' a little off it, ending like a shelf price does."""
    if brand == 0:
        return base
    raw = Decimal(base) * _BRAND_FACTORS[brand % 3]
    if raw >= 150:
        return f"{raw.quantize(Decimal(1), ROUND_HALF_UP)}.00"
    half = (raw * 2).quantize(Decimal(1), ROUND_HALF_UP) / 2
    return f"{half - Decimal('0.10') if half == int(half) else half:.2f}"


def _name(pattern: str, brand: str, variant: str) -> str:
    name = " ".join(pattern.format(b=brand, v=variant).split())
    return name.replace(" ,", ",").rstrip(" ,:")


def _short(name: str) -> str:
    """What fits a receipt of 32 columns."""
    return name if len(name) <= 32 else name[:31].rstrip(" ,«") + "…"


def _barcode(line: Line, article: int, scale_article: int) -> str | None:
    if line.barcode == "ean":
        body = f"{GTIN_RANGE}{article:06d}"
        return body + check_digit(body)
    if line.barcode == "article" and line.unit == KILOGRAM:
        return f"{scale_article:05d}"
    return None


def _stock(line: Line, index: int) -> str | None:
    """A believable rest: grams for what is weighed, sometimes nothing; None where nobody counts."""
    if not line.counted:
        return None
    if line.unit == KILOGRAM:
        return f"{Decimal(index * 7919 % 60000 + 1200) / 1000:.3f}"
    return "0" if index % 41 == 17 else str(index * 7919 % (line.sales * 2 + 5) + 3)


def _tax_of(line: Line) -> dict[str, Any]:
    fields: dict[str, Any] = {"tax_group_id": line.tax}
    if line.uktzed:
        fields |= {"classifier_type_id": 1, "classifier_code": line.uktzed}
    if line.dkpp:
        fields |= {"classifier_type_id": 2, "classifier_code": line.dkpp}
    return fields


def _spread() -> Iterator[tuple[str, Line, int, str, str]]:
    for category, lines in LINES.items():
        for line in lines:
            for brand, brand_name in enumerate(line.brands):
                for variant, base in line.variants.items():
                    yield category, line, brand, _name(line.name, brand_name, variant), base


def category_id(title: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"category {title}"))


def _good(
    index: int, scale_article: int, category: str, line: Line, brand: int, name: str, base: str
) -> dict[str, Any]:
    article = 10001 + index
    price = _price(base, brand)
    own = line.unit in UNIT_IDS and index % 29 == 0
    good: dict[str, Any] = {
        "id": str(uuid.uuid5(NAMESPACE, f"good {article}")),
        "title": name,
        "alter_title": _short(name),
        "alter_number": f"{scale_article:05d}" if line.barcode == "article" else str(article),
        "number": _barcode(line, article, scale_article),
        "price": price,
        "procurement_price": f"{(Decimal(price) * Decimal('0.74')).quantize(Decimal('0.01'), ROUND_HALF_UP)}",
        "category": category_id(category),
        "unit_type_id": UNIT_IDS[line.unit] if own else line.unit,
        "picture": line.picture,
        "popularity": max(1, line.sales * (100 - index * 37 % 61) // 100),
        **_tax_of(line),
    }
    if line.unit == KILOGRAM:
        good["sold_by_weight"] = True
    if line.free_price:
        good["is_free_price"] = True
    if line.subgroup:
        good["subgroup"] = line.subgroup
    stock = _stock(line, index)
    if stock is not None:
        good["stock"] = stock
    return good


SHARED_BARCODES: Final = (
    ("Батон «Хліборіг» нарізний 450 г", "Батон «Піч і Тісто» нарізний 450 г"),
    ("Кола «Бульбашник» 0,5 л", "Кола «Бульбашник» без цукру 0,5 л"),
    ("Іграшка м'ячик", "Іграшка машинка"),
)
"""The second of each pair carries the first one's barcode: the cashier must choose."""

EIGHT_DIGITS: Final = ("Жувальна гумка «Свіжик» м'ята 13 г", "Сірники 1 коробка", "Сигарети «Порт 17» компакт, пачка")
"""Small packs that carry an EAN-8."""


def make_goods() -> list[dict[str, Any]]:
    """Every good of both shops, in the order of the tree; ValueError where two names meet or a rule is broken."""
    goods: list[dict[str, Any]] = []
    scale_article = 100
    for index, (category, line, brand, name, base) in enumerate(_spread()):
        scale_article += line.barcode == "article"
        goods.append(_good(index, scale_article, category, line, brand, name, base))
    by_title = {good["title"]: good for good in goods}
    if len(by_title) != len(goods):
        raise ValueError("two goods have one name")
    for first, second in SHARED_BARCODES:
        by_title[second]["number"] = by_title[first]["number"]
    for place, title in enumerate(EIGHT_DIGITS):
        body = f"4829{990 + place}"
        by_title[title]["number"] = body + check_digit(body)
    for good in goods:
        if good["tax_group_id"] in {EXCISE_5, EXCISE_5_VAT_20} and not good.get("classifier_code"):
            raise ValueError(f"an excise good without UKTZED: {good['title']}")
    return goods
