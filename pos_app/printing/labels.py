"""Price labels and price-check slips: name, price, price of a unit, bars, article and the date of the price."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from pos_app.domain.money import format_hryvnias, round_half_up
from pos_app.printing.layout import Align, Barcode, Block, Columns, Cut, Feed, Layout, Text
from pos_app.printing.receipts import KYIV

LONGEST_NAME: Final = 96
"""Characters of a name; what is longer ends in an ellipsis: four large lines on narrow paper."""

_PARTS: Final[Mapping[str, tuple[str, int]]] = {
    "кг": ("100 г", 10),
    "л": ("100 мл", 10),
    "м": ("10 см", 10),
    "г": ("кг", 0),
    "мл": ("л", 0),
}
"""Unit → the unit that its price is compared by, and how many of these it holds; 0: a thousand of the unit."""


@dataclass(frozen=True, slots=True)
class PriceLabel:
    """What one label says. `price` kopecks for one `unit`; `at` is when the price was looked at."""

    name: str
    price: int
    unit: str
    barcode: str
    article: str
    at: datetime

    def kept(self) -> dict[str, Any]:
        """As JSON, in the print job: what is printed late says what was asked for."""
        return {**asdict(self), "at": self.at.isoformat()}


def labels_of(payload: Mapping[str, Any]) -> list[PriceLabel]:
    """The labels of a print job."""
    return [PriceLabel(**{**kept, "at": datetime.fromisoformat(kept["at"])}) for kept in payload.get("labels", ())]


def prices_of(payload: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Which product's label of a print job shows which price, for when it is on paper."""
    return [(product_id, price) for product_id, price in payload.get("prices", ())]


def labels_layout(labels: Sequence[PriceLabel], *, copies: int = 1) -> Layout:
    """Each label so many times, each cut off by itself."""
    return tuple(block for label in labels for _ in range(copies) for block in _blocks(label))


def _blocks(label: PriceLabel) -> Iterable[Block]:
    name = label.name if len(label.name) <= LONGEST_NAME else f"{label.name[: LONGEST_NAME - 1]}…"
    yield Text(name, bold=True, double=True)
    yield Feed(1)
    yield Text(f"{format_hryvnias(label.price)} грн", Align.RIGHT, bold=True, double=True)
    yield Text(f"за 1 {label.unit}", Align.RIGHT)
    compared = price_of_part(label.price, label.unit)
    if compared:
        yield Text(compared, Align.RIGHT)
    if label.barcode:
        yield Barcode(label.barcode)
        yield Text(label.barcode, Align.CENTER)
    article = f"Арт. {label.article}" if label.article and label.article != label.barcode else ""
    yield Columns(article, f"Ціна на {label.at.astimezone(KYIV):%d.%m.%Y}")
    yield Feed(1)
    yield Cut()


def price_of_part(price: int, unit: str) -> str:
    """The price by which goods are compared: of a kilogram's 100 g, of 1 kg where grams are sold; "" by the piece."""
    part = _PARTS.get(unit.casefold().rstrip("."))
    if part is None:
        return ""
    name, count = part
    amount = round_half_up(price, count) if count else price * 1000
    return f"{format_hryvnias(amount)} грн/{name}"
