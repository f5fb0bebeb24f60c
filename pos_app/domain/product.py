"""A product as the till sells it: what the catalog says, with tax codes already those of the register."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Product:
    """One good. `price` is kopecks a unit, `stock` thousandths (None: not counted).

    `tax_group` is SmartKasa's group (0–10); `tax_codes` are the register's codes it is mapped to, empty while the group
    is unmapped: such a product may be shown but not sold.
    """

    id: str
    code: str
    name: str
    barcode: str | None
    price: int
    unit: str
    sold_by_weight: bool = False
    free_price: bool = False
    excise: bool = False
    tax_group: int = 0
    tax_codes: tuple[int, ...] = ()
    stock: int | None = None
    uktzed: str | None = None
    category_id: str | None = None
    picture_id: str | None = None
    picture_url: str | None = None
    adults_only: bool = False
    cost: int | None = field(default=None, repr=False)
    """What a unit was bought for, kopecks; shown to whoever has the right, and in no log."""
