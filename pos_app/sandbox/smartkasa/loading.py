"""Reads the demo catalog's five files and the list of its pictures."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import md5
from pathlib import Path
from typing import Any, Final

from pos_app.sandbox.smartkasa.answers import JsonObject
from pos_app.sandbox.smartkasa.good import Card, Good

CATALOG_BORN: Final = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
"""When the newest of the demo goods was entered; the others a minute before each other."""
FIRST_CARD: Final = 10_000
_MONEY: Final = ("price", "procurement_price")
_NOT_FIELDS: Final = ("category", "subgroup", "stock")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file under the id the vendor would give it."""

    id: str
    filename: str
    content: bytes


def _read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def picture_id(name: str) -> str:
    """The id of a demo picture: 32 hexadecimal digits, as the vendor's are."""
    return md5(name.encode(), usedforsecurity=False).hexdigest()


def read_pictures(folder: Path) -> dict[str, Picture]:
    """The drawn pictures by name."""
    files = sorted((folder / "pictures").glob("*.png"))
    return {file.stem: Picture(picture_id(file.stem), file.name, file.read_bytes()) for file in files}


class Catalog:
    """The demo catalog as it lies on disk, before anybody changes it."""

    def __init__(self, folder: Path) -> None:
        self.shop: JsonObject = _read(folder, "shop.json")
        self.staff: JsonObject = _read(folder, "employees.json")
        self.units: list[JsonObject] = _read(folder, "units.json")
        self.categories: list[JsonObject] = _read(folder, "categories.json")
        self.pictures = read_pictures(folder)
        rows: list[JsonObject] = _read(folder, "goods.json")
        titles = sorted({row["subgroup"] for row in rows if "subgroup" in row})
        self.subgroups = {title: 7277 + place for place, title in enumerate(titles)}
        self.goods = [self._good(row, place) for place, row in enumerate(rows)]
        self.cards = self._cards(rows)

    def _good(self, row: Mapping[str, Any], place: int) -> Good:
        plain = {name: value for name, value in row.items() if name not in (*_MONEY, *_NOT_FIELDS)}
        born = CATALOG_BORN - timedelta(minutes=place)
        return Good(
            **plain,
            price=Decimal(row["price"]),
            procurement_price=Decimal(row["procurement_price"]),
            category_id=row["category"],
            subgroup_id=self.subgroups.get(row.get("subgroup", "")),
            owner_id=self.shop["owner_id"],
            user_id=self.shop["user_id"],
            created_at=born,
            updated_at=born,
        )

    def _cards(self, rows: list[JsonObject]) -> list[Card]:
        """One card in the main shop for each counted good, for every tenth another one in the kiosk."""
        main, kiosk = self.shop["default_shop_id"], self.shop["shops"][-1]["id"]
        only_kiosk = {row["id"] for row in self.categories if kiosk in row["shop_ids"]}
        cards: list[Card] = []
        for place, (row, good) in enumerate(zip(rows, self.goods, strict=True)):
            homes = {kiosk} if row["category"] in only_kiosk else {main, kiosk} if place % 10 == 0 else {main}
            for shop_id in sorted(homes):
                count = Decimal(row.get("stock", "0")) if shop_id == max(homes & {main}, default=kiosk) else Decimal(2)
                cards.append(
                    Card(FIRST_CARD + len(cards), good.id, shop_id, count, "stock" in row, CATALOG_BORN, CATALOG_BORN)
                )
        return cards
