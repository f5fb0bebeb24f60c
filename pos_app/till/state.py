"""The one immutable picture of the till that the window and the RPC draw from."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pos_app.catalog.scan import Step
from pos_app.domain.card import Attempt, AttemptKind
from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.offers import Verdict
from pos_app.domain.payment_form import DEFAULT_FORMS, PaymentForm
from pos_app.domain.product import Product
from pos_app.domain.receipt import Delivery, FiscalStamp, Receipt, Seller
from pos_app.domain.register import Mode, Obstacle, OfflineMeter, OperationKind, OperationState, Queue, RegisterInfo
from pos_app.domain.shift import ShiftSums
from pos_app.domain.tax import HUNDRED
from pos_app.domain.totals import EMPTY, Totals
from pos_app.printing.template import USUAL, ReceiptTemplate
from pos_app.till.device_picture import DevicePicture
from pos_app.till.printer_picture import Printer as Printer
from pos_app.till.printer_picture import PrinterCondition as PrinterCondition  # whoever draws the state draws them too


@dataclass(frozen=True, slots=True)
class Cashier:
    """Who is signed in. `permissions`: the till's words (return, discount, price, drawer, cash_out, settings …)."""

    id: str
    name: str
    permissions: frozenset[str] = frozenset()
    role: str = ""
    """A word of domain.roles.Role; empty where no roles are set up."""
    discount_limit: Decimal = HUNDRED
    """The largest discount that this person gives by hand, percent."""
    checkbox_allows: frozenset[str] | None = None
    """What Checkbox allows, where a role withholds some of it."""

    @property
    def allowed(self) -> frozenset[str]:
        """What Checkbox allows this person, whatever the role."""
        return self.permissions if self.checkbox_allows is None else self.checkbox_allows


@dataclass(frozen=True, slots=True)
class Shift:
    """The open shift as this till knows it; sums in kopecks."""

    id: str
    serial: int
    opened_at: datetime | None
    sums: ShiftSums


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """A catalog sync under way: what is being read, how many rows so far, of how many (0: not known).

    `left`: seconds until this part ends as it goes now, None while nobody can tell.
    """

    what: str
    done: int
    total: int
    left: float | None = None


class ImportPhase(StrEnum):
    """How far SmartKasa is with a file of products."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """An import of a file: how many products it names, how many are made and changed, and what SmartKasa says of rows.

    `watched`: the till still asks how far it is.
    """

    id: int
    filename: str
    phase: ImportPhase
    products: int = 0
    created: int = 0
    updated: int = 0
    problems: tuple[str, ...] = ()
    at: datetime | None = None
    watched: bool = False


@dataclass(frozen=True, slots=True)
class CatalogState:
    """How many goods there are and how fresh they are.

    `edits`: another number whenever lists of goods may look different (prices, stock, what was edited here).
    """

    products: int = 0
    synced_at: datetime | None = None
    syncing: SyncProgress | None = None
    problem: str = ""
    edits: int = 0
    importing: ImportProgress | None = None
    in_stock_only: bool = False
    """Lists of goods leave out what is out of stock."""


@dataclass(frozen=True, slots=True)
class ShelfCard:
    """One good as this till knows it. `category`: from the top down; `tax`: SmartKasa's group in words;
    `priced_at`: since when this till knows the price; `pinned`: it has a quick key.
    """

    product: Product
    barcodes: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    tax: str = ""
    priced_at: datetime | None = None
    favourite: bool = False
    pinned: bool = False
    cost: int | None = field(default=None, repr=False)
    """What one was bought for, kopecks; None where it is unknown, and for whoever may not see it."""


@dataclass(frozen=True, slots=True)
class News:
    """What SmartKasa says of a good that lies in the basket: another price (kopecks), or None: it is gone there."""

    line_id: str
    product_id: str
    price: int | None
    at: datetime


class Search(StrEnum):
    """What became of the look-up of an unknown code at SmartKasa. SILENT: nobody answered."""

    NONE = "none"
    SEARCHING = "searching"
    FOUND = "found"
    ABSENT = "absent"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class LookUp:
    """The unknown code's look-up at SmartKasa, and what was found; nothing is put into the basket by itself."""

    search: Search = Search.NONE
    products: tuple[Product, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """One category of goods; a tree by `parent_id`."""

    id: str
    name: str
    parent_id: str | None
    products: int = 0


@dataclass(frozen=True, slots=True)
class Parked:
    """A parked receipt's row. `refused` tells why, when Checkbox sent the sale back; `names`: its first goods."""

    id: str
    at: datetime
    total: int
    lines: int
    note: str = ""
    refused: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt with what Checkbox gave it, and the print job that carries it to paper."""

    receipt: Receipt
    fiscal: FiscalStamp
    print_job: str | None = None
    returned: tuple[int, ...] = ()
    """Thousandths already given back, line by line."""
    printed_as: str | None = None
    """The fiscal number that the paper carries; another than `fiscal.fiscal_code` where a reprint is due."""


@dataclass(frozen=True, slots=True)
class Voided:
    """A line that was voided: it stays in sight, struck, before the line at `place` until the basket ends."""

    line: CartLine
    place: int


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A document on its way: Checkbox does not certainly have it, or it has no number of the tax service yet.

    `since`: when its present state began as far as that is known, else when it was made; `total` in kopecks.
    """

    id: str
    kind: OperationKind
    state: OperationState
    at: datetime
    since: datetime
    total: int = 0
    fiscal_code: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """An order whose prepayment is made and whose rest is not; kopecks. `names`: its first goods, beside `more`."""

    order: str
    receipt_id: str
    at: datetime
    whole: int
    paid: int
    left: int
    note: str = ""
    names: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What the sticky strip says: a stable code, a sentence of at most twelve words, and whether the money is safe."""

    code: str
    message: str
    safe: bool = True


@dataclass(frozen=True, slots=True)
class CardPicture:
    """How card payments stand. `manual`: no terminal to speak to; `step`: what it is doing, a `TerminalStep`.

    `unsettled`: payments of which nobody knows whether money has moved, and approved ones that no receipt carries.
    """

    manual: bool = True
    step: str = ""
    unsettled: tuple[Attempt, ...] = ()

    def of(self, cart: Cart) -> tuple[Attempt, ...]:
        """Those that belong to this basket."""
        return tuple(one for one in self.unsettled if cart.receipt_id and one.document == cart.receipt_id)

    def beside(self, cart: Cart) -> Attempt | None:
        """What the terminal is at work on where that is not the money for this basket: cash handed out, money back."""
        working = next((one for one in self.unsettled if one.is_open), None) if self.step else None
        is_pay = working is not None and working.kind is AttemptKind.PURCHASE and working in self.of(cart)
        return None if is_pay else working


@dataclass(frozen=True, slots=True)
class PushState:
    """Receipts to SmartKasa: is sending on, how many wait, how many were refused, the last success, what hinders."""

    enabled: bool = False
    waiting: int = 0
    refused: int = 0
    last_sent_at: datetime | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PushItem:
    """A receipt that is not at SmartKasa. `state`: WAITING, UNCLEAR (it may be there) or REFUSED; total in kopecks."""

    receipt_id: str
    state: str
    at: datetime
    total: int
    fiscal_code: str | None = None
    reason: str = ""


class Outcome(StrEnum):
    """What a scan came to; the contract's words."""

    PRODUCT = "product"
    CHOOSE = "choose"
    EXCISE_NEEDED = "excise_needed"
    EXCISE_TAKEN = "excise_taken"
    WEIGHT_NEEDED = "weight_needed"
    PRICE_NEEDED = "price_needed"
    RECEIPT = "receipt"
    CUSTOMER = "customer"
    """A customer's card: it now goes with the basket."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a scanned code was. `products`: to choose, weigh or price; `receipt_id`: for a receipt's QR."""

    outcome: Outcome
    code: str
    products: tuple[Product, ...] = ()
    receipt_id: str | None = None
    line_id: str | None = None
    why: Step | None = None
    """What speaks against an unknown code, where anything does."""


@dataclass(frozen=True, slots=True)
class CloseResult:
    """A closed shift: Checkbox's Z report as received, our own sums, and counted − expected cash (kopecks)."""

    shift: Shift
    z_report: dict[str, object]
    difference: int


@dataclass(frozen=True, slots=True)
class TillState:
    """Everything a screen needs; a new one after every change, `revision` one higher."""

    revision: int = 0
    cashier: Cashier | None = None
    locked: bool = False
    """The till waits for a PIN or a badge; the basket and what runs stay as they are."""
    idle_lock_s: int = 0
    """It locks itself after so many seconds without a touch; 0: never."""
    shift: Shift | None = None
    mode: Mode = Mode.NO_SHIFT
    register: RegisterInfo = field(default_factory=RegisterInfo)
    seller: Seller | None = None
    """The mandatory rows of a receipt's head, once they were cached at a shift's opening."""
    queue: Queue = field(default_factory=Queue)
    offline: OfflineMeter = field(default_factory=OfflineMeter)
    printer: Printer = field(default_factory=Printer)
    template: ReceiptTemplate = USUAL
    """The owner's texts, logo and rows, for every preview of a receipt."""
    catalog: CatalogState = field(default_factory=CatalogState)
    card: CardPicture = field(default_factory=CardPicture)
    cart: Cart = field(default_factory=Cart)
    totals: Totals = EMPTY
    voided: tuple[Voided, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    """What became of each of the shop's offers in this basket."""
    age_wanted: bool = False
    """The buyer's age must be asked for before this basket is paid."""
    last_line_id: str | None = None
    can_undo: bool = False
    parked: tuple[Parked, ...] = ()
    last_receipt: ReceiptView | None = None
    """The sale just made: its change stays on screen until the next basket begins."""
    payment_forms: tuple[PaymentForm, ...] = DEFAULT_FORMS
    """What is paid with beside cash and card, as the owner has set it."""
    withdrawal_limit: int = 0
    """The most cash that is handed out for a card's money at once, kopecks; 0: the shop hands none out."""
    delivery: Delivery | None = None
    """Where this basket's e-receipt goes."""
    shift_left_min: int | None = None
    """Minutes until the shift's day is over, in its last hour."""
    busy: str = ""
    """What the till is doing that holds the cashier: "", signing_in, opening_shift, paying, closing_shift …"""
    problem: Problem | None = None
    trouble: Problem | None = None
    """What stands in the way of the register as long as it does, whether its strip was read or not."""
    certificate_days: int | None = None
    """Days that the cashier's signature is still good for, once these are few."""
    clock_doubt: datetime | None = None
    """The time, to the minute, that a person must confirm before anything can be sold offline."""
    push: PushState = field(default_factory=PushState)
    unknown_why: Step | None = None
    """Why it could not be read, where that is known."""
    blocked: Obstacle | None = None
    unknown_code: str = ""
    """A scanned code that no product has: payment waits until it is settled."""
    look_up: LookUp = field(default_factory=LookUp)
    """What SmartKasa says of that code."""
    devices: DevicePicture = field(default_factory=DevicePicture)
    news: tuple[News, ...] = ()
    """What SmartKasa says of goods in the basket, line by line; taken up only by the cashier's command."""
