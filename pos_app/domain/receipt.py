"""A receipt: what was agreed with the customer, and apart from it what the tax service's side gave it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from pos_app.domain.cart import Cart
from pos_app.domain.discount import AppliedAdjustment
from pos_app.domain.part import Part
from pos_app.domain.payment import Payment, Settlement
from pos_app.domain.tax import TaxSum
from pos_app.domain.totals import Totals


class ReceiptKind(StrEnum):
    """The kinds of receipt; the names are Checkbox's. CASH_WITHDRAWAL: cash handed out against a card."""

    SELL = "SELL"
    RETURN = "RETURN"
    SERVICE_IN = "SERVICE_IN"
    SERVICE_OUT = "SERVICE_OUT"
    CASH_WITHDRAWAL = "CASH_WITHDRAWAL"


class ReceiptState(StrEnum):
    """How far a receipt has come. PENDING: durable here, Checkbox's word still to come."""

    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    FISCAL = "FISCAL"
    OFFLINE = "OFFLINE"
    ATTENTION = "ATTENTION"


@dataclass(frozen=True, slots=True)
class Seller:
    """The mandatory rows on the head of a receipt, as the register has them. `tax_row` is "ПН …" or "ІД …"."""

    name: str
    tax_row: str
    address: str
    outlet: str = ""
    fiscal_number: str = ""
    test: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One sold line; kopecks and thousandths. `final` is after all discounts, the receipt's part included.

    `category_id` and `tax_group` are SmartKasa's, as they stood when the line was sold.
    """

    product_id: str
    code: str
    name: str
    barcode: str | None
    unit: str
    price: int
    quantity: int
    sum: int
    adjustments: tuple[AppliedAdjustment, ...]
    net: int
    final: int
    tax_codes: tuple[int, ...]
    taxes: tuple[TaxSum, ...]
    uktzed: str | None = None
    excise_stamps: tuple[str, ...] = ()
    category_id: str | None = None
    tax_group: int = 0
    cost: int | None = field(default=None, repr=False)
    """What a unit was bought for, as it was known when the line was sold; on no paper and in no log."""


LONGEST_COMMENT: Final = 250
"""Letters of `Receipt.comment`."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where Checkbox sends the e-receipt: `phone` as 380XXXXXXXXX."""

    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was agreed with the customer; never changes. `id` is the UUID that Checkbox gets; sums in kopecks.

    A cash movement (service receipt) has no lines; its `due` is positive both for in and out. Nor has a withdrawal: its
    `due` is the cash handed out, its one payment the card's. `comment`: of a cash movement, or why a `technical` return
    was made; the latter is on no paper and goes nowhere.
    """

    id: str
    kind: ReceiptKind
    sold_at: datetime
    cashier_name: str
    lines: tuple[ReceiptLine, ...] = ()
    adjustments: tuple[AppliedAdjustment, ...] = ()
    sum: int = 0
    total: int = 0
    rounding: int = 0
    due: int = 0
    paid: int = 0
    change: int = 0
    payments: tuple[Payment, ...] = ()
    taxes: tuple[TaxSum, ...] = ()
    rounding_mode: str | None = None
    related_receipt_id: str | None = None
    related_fiscal_code: str | None = None
    technical: bool = False
    delivery: Delivery = field(default_factory=Delivery)
    comment: str = ""
    header: str = ""
    footer: str = ""
    part: Part | None = field(default=None, metadata={"rare": True})
    """Of an order: its `total` is what this receipt pays of the goods."""

    @property
    def by_chain(self) -> bool:
        """Does Checkbox hold it as a link of an order? Such a receipt is made by Checkbox itself or not at all."""
        return self.part is not None and (self.kind is ReceiptKind.SELL or self.part.cancels)


@dataclass(frozen=True, slots=True)
class FiscalStamp:
    """What Checkbox (or, offline, our own code) gave a receipt. `taxes` are the server's once it has answered."""

    state: ReceiptState
    fiscal_code: str | None = None
    fiscal_date: datetime | None = None
    offline: bool = False
    tax_url: str | None = None
    control_number: str | None = None
    serial: int | None = None
    taxes: tuple[TaxSum, ...] = ()
    reprint_due: bool = False


def sale_lines(cart: Cart, totals: Totals) -> tuple[ReceiptLine, ...]:
    """The basket's lines as they stand on the receipt."""
    return tuple(
        ReceiptLine(
            product_id=line.product.id,
            code=line.product.code,
            name=line.product.name,
            barcode=line.barcode or line.product.barcode,
            unit=line.product.unit,
            price=line.price,
            quantity=line.quantity,
            sum=row.sum,
            adjustments=row.adjustments,
            net=row.net,
            final=row.final,
            tax_codes=line.product.tax_codes,
            taxes=row.taxes,
            uktzed=line.product.uktzed,
            excise_stamps=line.excise_stamps,
            category_id=line.product.category_id,
            tax_group=line.product.tax_group,
            cost=line.product.cost,
        )
        for line, row in zip(cart.lines, totals.lines, strict=True)
    )


def make_sale(
    cart: Cart,
    totals: Totals,
    settlement: Settlement,
    *,
    receipt_id: str,
    sold_at: datetime,
    cashier_name: str,
    delivery: Delivery | None = None,
    texts: Mapping[str, str] | None = None,
) -> Receipt:
    """The receipt of a paid basket. `texts` may hold the owner's `header` and `footer`."""
    owner = texts or {}
    return Receipt(
        id=receipt_id,
        kind=ReceiptKind.SELL,
        sold_at=sold_at,
        cashier_name=cashier_name,
        lines=sale_lines(cart, totals),
        adjustments=totals.adjustments,
        sum=totals.sum,
        total=totals.total,
        rounding=settlement.rounding,
        due=settlement.due,
        paid=settlement.paid,
        change=settlement.change,
        payments=settlement.payments,
        taxes=totals.taxes,
        rounding_mode=settlement.rule.mode.value if settlement.rule.mode else None,
        delivery=delivery or Delivery(),
        header=owner.get("header", ""),
        footer=owner.get("footer", ""),
        part=None if cart.part is None else replace(cart.part, whole=totals.total + totals.elsewhere),
    )


def make_cash_movement(
    kind: ReceiptKind,
    amount: int,
    payment: Payment,
    *,
    receipt_id: str,
    sold_at: datetime,
    cashier_name: str,
    comment: str = "",
) -> Receipt:
    """A service receipt: `amount` kopecks put in or taken out, always positive here."""
    return Receipt(
        id=receipt_id,
        kind=kind,
        sold_at=sold_at,
        cashier_name=cashier_name,
        total=amount,
        due=amount,
        paid=amount,
        payments=(payment,),
        comment=comment,
    )


def find_line(lines: Sequence[ReceiptLine], index: int) -> ReceiptLine | None:
    """The line at a zero-based index, None outside."""
    return lines[index] if 0 <= index < len(lines) else None
