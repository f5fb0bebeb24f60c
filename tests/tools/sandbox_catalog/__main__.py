"""Writes the demo catalog (goods, categories, units, shop, employees; JSON) into resources/sandbox-catalog."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

from .goods import category_id, make_goods
from .tree import EMPLOYEES, KIOSK_ID, ONLY_KIOSK, SHOP, TREE, UNITS

FOLDER: Final = Path(__file__).parents[3] / "resources" / "sandbox-catalog"


def make_categories() -> list[dict[str, Any]]:
    """The tree, parents before children. `shop_ids` empty means every shop."""
    rows: list[dict[str, Any]] = []
    for color, (top, below) in enumerate(TREE.items()):
        for title in (top, *below):
            rows.append(
                {
                    "id": category_id(title),
                    "title": title,
                    "color_id": color,
                    "parent_id": None if title == top else category_id(top),
                    "shop_ids": [KIOSK_ID] if title in ONLY_KIOSK else [],
                }
            )
    return rows


def _write(name: str, rows: list[dict[str, Any]]) -> None:
    """One row a line: small, and a change of one good is a change of one line."""
    text = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    (FOLDER / name).write_text(f"[\n{text}\n]\n", encoding="utf-8")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    goods = make_goods()
    leaves = Counter(good["category"] for good in goods)
    known = {row["id"] for row in make_categories()}
    thin = [category for category in leaves if leaves[category] < 8 or category not in known]
    if thin:
        raise ValueError(f"categories with fewer than eight goods or without a place in the tree: {thin}")
    _write("goods.json", goods)
    _write("categories.json", make_categories())
    _write("units.json", UNITS)
    for name, value in (("shop.json", SHOP), ("employees.json", EMPLOYEES)):
        (FOLDER / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(goods)} goods in {len(leaves)} categories")


if __name__ == "__main__":
    main()
