"""Writes the demo catalog into resources/sandbox-catalog: goods and what belongs to them as JSON, pictures as PNG.

`--check` writes nothing and ends with 1 where a JSON file is not what would be written or a picture is wanting.
`--sheet FILE` draws all pictures on one sheet, to be looked at.
"""

import argparse
import json
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image

from .drawings.gallery import PICTURES
from .drawings.pen import SIZE, Pen, finished
from .goods import category_id, make_goods
from .tree import EMPLOYEES, KIOSK_ID, ONLY_KIOSK, SHOP, TREE, UNITS

FOLDER: Final = Path(__file__).parents[3] / "resources" / "sandbox-catalog"


def make_categories() -> list[dict[str, Any]]:
    """The tree, parents before children. `shop_ids` empty means every shop."""
    rows: list[dict[str, Any]] = []
    for color, (top, below) in enumerate(TREE.items()):
        for title in (top, *below):
            row = {"id": category_id(title), "title": title, "color_id": color}
            row["parent_id"] = None if title == top else category_id(top)
            rows.append({**row, "shop_ids": [KIOSK_ID] if title in ONLY_KIOSK else []})
    return rows


def _lines(rows: list[dict[str, Any]]) -> str:
    """One row a line: small, and a change of one good is a change of one line."""
    text = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f"[\n{text}\n]\n"


def make_files() -> dict[str, str]:
    """File name → text. ValueError where the catalog breaks its own rules."""
    goods, categories = make_goods(), make_categories()
    leaves = Counter(good["category"] for good in goods)
    known = {row["id"] for row in categories}
    thin = [category for category in leaves if leaves[category] < 8 or category not in known]
    if thin:
        raise ValueError(f"categories with fewer than eight goods or without a place in the tree: {thin}")
    undrawn = {good["picture"] for good in goods} - PICTURES.keys()
    if undrawn:
        raise ValueError(f"no such pictures: {sorted(undrawn)}")
    return {
        "goods.json": _lines(goods),
        "categories.json": _lines(categories),
        "units.json": _lines(UNITS),
        "shop.json": json.dumps(SHOP, ensure_ascii=False, indent=1) + "\n",
        "employees.json": json.dumps(EMPLOYEES, ensure_ascii=False, indent=1) + "\n",
    }


def draw_all() -> dict[str, bytes]:
    """Picture name → PNG."""
    drawn: dict[str, bytes] = {}
    for name, (draw, backdrop) in PICTURES.items():
        pen = Pen()
        draw(pen)
        drawn[name] = finished(pen, backdrop)
    return drawn


def draw_sheet(target: Path, columns: int = 14) -> None:
    """All pictures side by side on white."""
    drawn = list(draw_all().values())
    sheet = Image.new("RGB", (columns * SIZE, -(-len(drawn) // columns) * SIZE), "white")
    for place, png in enumerate(drawn):
        picture = Image.open(BytesIO(png)).convert("RGBA")
        sheet.paste(picture, (place % columns * SIZE, place // columns * SIZE), picture)
    sheet.save(target)


def _is_fresh() -> bool:
    texts = {name: (FOLDER / name).read_text(encoding="utf-8") for name in make_files()}
    return texts == make_files() and {file.stem for file in (FOLDER / "pictures").glob("*.png")} == PICTURES.keys()


def _write() -> None:
    (FOLDER / "pictures").mkdir(parents=True, exist_ok=True)
    for name, text in make_files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    for old in (FOLDER / "pictures").glob("*.png"):
        old.unlink()
    for name, png in draw_all().items():
        (FOLDER / "pictures" / f"{name}.png").write_bytes(png)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--sheet", type=Path)
    wanted = parser.parse_args()
    if wanted.check:
        return 0 if _is_fresh() else 1
    if wanted.sheet:
        draw_sheet(wanted.sheet)
    else:
        _write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
