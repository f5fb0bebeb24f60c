"""What a scanned code is: goods (one, or several to choose from), an excise stamp, a receipt, a customer's card.

The plainest reading comes first: a pack that the owner wrote down, then a product that carries exactly this number,
whatever else the digits could mean. Then cards, labels weighed and priced in the shop, stamps, GS1 and receipts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from pos_app.catalog.receipt_links import ReceiptLink
from pos_app.store.catalog import CatalogRow


class Goods(Protocol):
    """Where products are looked up."""

    def by_barcode(self, number: str) -> list[CatalogRow]:
        """Every product with exactly this number."""

    def by_code(self, code: str) -> list[CatalogRow]:
        """Every product with exactly this article number."""

    def by_id(self, product_id: str) -> CatalogRow | None:
        """One product."""


class ScanKind(StrEnum):
    """What was scanned."""

    GOODS = "goods"
    STAMP = "stamp"
    RECEIPT = "receipt"
    CARD = "card"
    UNKNOWN = "unknown"


class Said(StrEnum):
    """One thing that the reading of a code found out. `values` of the step fill its sentence."""

    SYMBOL = "symbol"
    PACK = "pack"
    PACK_LOST = "pack_lost"
    NUMBER = "number"
    NUMBER_OF_SEVERAL = "number_of_several"
    NO_NUMBER = "no_number"
    CHECK_DIGIT = "check_digit"
    ADD_ON = "add_on"
    CARD = "card"
    LABEL = "label"
    LABEL_VERIFIER = "label_verifier"
    LABEL_NO_ARTICLE = "label_no_article"
    LABEL_WITH_SUM = "label_with_sum"
    STAMP_PAPER = "stamp_paper"
    STAMP_ELECTRONIC = "stamp_electronic"
    GS1 = "gs1"
    GS1_BROKEN = "gs1_broken"
    GS1_WRONG_GTIN = "gs1_wrong_gtin"
    GS1_NO_GTIN = "gs1_no_gtin"
    GS1_UNKNOWN = "gs1_unknown"
    RECEIPT = "receipt"
    INNER = "inner"
    ARTICLE = "article"
    NOTHING = "nothing"


WRONG = frozenset(
    {
        Said.PACK_LOST, Said.CHECK_DIGIT, Said.LABEL_VERIFIER, Said.LABEL_NO_ARTICLE, Said.GS1_BROKEN,
        Said.GS1_WRONG_GTIN, Said.GS1_UNKNOWN, Said.INNER,
    }
)  # fmt: skip
"""What tells a person why a code could not be read."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reading."""

    said: Said
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned code, read. `rows`: one product, or several to choose from.

    `quantity` (thousandths) and `price` (kopecks a unit) are set when the code tells them. `stamp` may come along with
    goods: an electronic stamp that names them. `expires` is the last good day.
    """

    kind: ScanKind
    code: str
    rows: tuple[CatalogRow, ...] = ()
    quantity: int | None = None
    price: int | None = None
    stamp: str | None = None
    receipt: ReceiptLink | None = None
    expires: date | None = None
    steps: tuple[Step, ...] = field(default=(), compare=False)

    @property
    def to_choose(self) -> bool:
        """Several products carry this number."""
        return len(self.rows) > 1

    @property
    def why(self) -> Step | None:
        """The last thing that speaks against the code, where it is unknown."""
        if self.kind is not ScanKind.UNKNOWN:
            return None
        return next((step for step in reversed(self.steps) if step.said in WRONG), None)
