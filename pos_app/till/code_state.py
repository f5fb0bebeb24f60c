"""What a screen is shown of codes: a test of one, packs, badges."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.catalog.scan import Step
from pos_app.domain.product import Product


@dataclass(frozen=True, slots=True)
class BarcodeTest:
    """What a code is read as, step by step. `kind` is a word of catalog.scan.ScanKind; quantity in thousandths."""

    code: str
    kind: str
    products: tuple[Product, ...] = ()
    quantity: int | None = None
    price: int | None = None
    expires: date | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack's code and how many pieces of which product lie in it; no name: the catalog has it no longer."""

    code: str
    product_id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class BadgeRow:
    """A cashier's badge; the code itself is nowhere kept."""

    id: str
    person: str
    name: str
    issued_at: datetime
