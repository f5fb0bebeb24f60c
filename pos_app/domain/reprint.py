"""Papers that say less than the tax service has by now: which receipts, and why a copy is worth printing."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pos_app.domain.receipt import Delivery, ReceiptKind


class ReprintReason(StrEnum):
    """NUMBER, DATE, MENDED: the paper is wrong, a copy is due; NO_QR: it was printed offline and is lawful as it is."""

    NUMBER = "number"
    DATE = "date"
    MENDED = "mended"
    NO_QR = "no_qr"


@dataclass(frozen=True, slots=True)
class Reprint:
    """A receipt of the reprint list. `due` in kopecks; `printed_as`: the number on the paper.

    `ready`: Checkbox has given what the copy will show; `printing`: a copy is in the printer's queue already.
    """

    receipt_id: str
    kind: ReceiptKind
    sold_at: datetime
    due: int
    reason: ReprintReason
    fiscal_code: str | None = None
    printed_as: str | None = None
    ready: bool = True
    printing: bool = False
    delivery: Delivery = field(default_factory=Delivery)


@dataclass(frozen=True, slots=True)
class ReprintList:
    """The copies that are due stand first, the oldest before; then those that are only worth having.

    `due` and `optional` count all of them, however many `items` there are.
    """

    items: tuple[Reprint, ...] = ()
    due: int = 0
    optional: int = 0
