"""What is wrong with a product as SmartKasa sends it, in words for whoever can put it right there.

A product with something wrong is sold as well as it can be: with no price it asks for one, without a title it goes by
its number. Only a row that cannot be read at all is left out. Both are kept, so that the doctor can name them.
"""

from collections.abc import Sequence
from typing import Any, Final

from pos_app.catalog.rows import Units, clean
from pos_app.catalog.taxmap import GROUP_NAMES
from pos_app.domain.money import MAX_AMOUNT
from pos_app.smartkasa import models as sk
from pos_app.store.catalog import OddRow

LONGEST_TITLE: Final = 200
"""Beyond this a name is cut on paper and on every screen."""

_FIELDS: Final = {
    "id": "немає ідентифікатора",
    "price": "ціна не є числом",
    "title": "назва не є текстом",
    "cards": "картка залишку пошкоджена",
    "tax_group_id": "податкова група не є числом",
}


def odd_rows(products: Sequence[sk.Product], units: Units) -> list[OddRow]:
    """Those of the products that something is wrong with."""
    return [
        OddRow(product.id, clean(product.title)[:LONGEST_TITLE], ", ".join(reasons), sold=True)
        for product in products
        if (reasons := _reasons(product, units))
    ]


def _reasons(product: sk.Product, units: Units) -> list[str]:
    reasons = []
    price = product.price
    if price is None and not product.is_free_price:
        reasons.append("немає ціни")
    elif price is not None and not 0 <= price <= MAX_AMOUNT:
        reasons.append("ціна від'ємна" if price < 0 else "ціна завелика")
    if not clean(product.title):
        reasons.append("немає назви")
    elif len(product.title) > LONGEST_TITLE:
        reasons.append(f"назва довша за {LONGEST_TITLE} знаків")
    if product.unit_type_id is not None and units.find(product.unit_type_id) is None:
        reasons.append(f"невідома одиниця виміру {product.unit_type_id}")
    if product.tax_group_id not in GROUP_NAMES:
        reasons.append(f"невідома податкова група {int(product.tax_group_id)}")
    return reasons


def unreadable(row: Any, field: str) -> OddRow:
    """A row that was left out: `field` is the first that could not be read, "" where the row is no object."""
    known = row if isinstance(row, dict) else {}
    name = known.get("title")
    words = _FIELDS.get(field, f"поле {field[:40]} не читається" if field else "це не товар")
    title = clean(name)[:LONGEST_TITLE] if isinstance(name, str) else ""
    return OddRow(str(known.get("id") or f"? {title}"), title, words, sold=False)
