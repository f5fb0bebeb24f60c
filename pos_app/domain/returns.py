"""Giving goods back: what is left to return of a receipt, and the receipt of the return."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType, AppliedAdjustment
from pos_app.domain.errors import refused
from pos_app.domain.excise import stamp_key
from pos_app.domain.money import MAX_AMOUNT, round_half_up
from pos_app.domain.payment import Settlement
from pos_app.domain.quantity import ONE, cost
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptLine, find_line
from pos_app.domain.tax import Tax, add_taxes, check_codes, line_taxes


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to be returned of one line: thousandths and kopecks."""

    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A line of the original by zero-based index, and how much of it comes back (thousandths)."""

    index: int
    quantity: int
    stamps: tuple[str, ...] = ()
    """The excise stamps that come back; needed where only a part of a line's stamps does."""


@dataclass(frozen=True, slots=True)
class ReturnLines:
    """The lines of a return and their total in kopecks (before cash rounding)."""

    lines: tuple[ReceiptLine, ...]
    origins: tuple[WantedLine, ...]
    total: int


def left_to_return(sale: Receipt, returned: Mapping[int, Left]) -> tuple[Left, ...]:
    """What is left of each line after earlier returns; `returned` maps a line's index to what went back already."""
    nothing = Left(0, 0)
    left = []
    for index, line in enumerate(sale.lines):
        gone = returned.get(index, nothing)
        left.append(Left(line.quantity - gone.quantity, line.final - gone.amount))
    return tuple(left)


def return_lines(
    sale: Receipt, left: Sequence[Left], wanted: Sequence[WantedLine] | None, taxes: Mapping[int, Tax]
) -> ReturnLines:
    """The lines of a return; `wanted` None means all that is left.

    Part of a line gives back its share half up, never more than is left; the last part gives back all that is left,
    so that parts add up to the whole. Refuses `return_exceeds_sold` for more than is left.
    """
    if sale.kind is not ReceiptKind.SELL:
        raise refused("unknown_receipt", "Повернути можна лише чек продажу.")
    asked = everything_left(left) if wanted is None else tuple(wanted)
    if not asked:
        raise refused("return_exceeds_sold", "За цим чеком уже все повернуто.")
    if len({want.index for want in asked}) != len(asked):
        raise refused("return_exceeds_sold", "Рядок чека вказано двічі.")
    lines = tuple(_return_line(sale, left, want, taxes) for want in asked)
    return ReturnLines(lines, asked, sum(line.final for line in lines))


def everything_left(left: Sequence[Left]) -> tuple[WantedLine, ...]:
    """All that has not come back yet."""
    return tuple(WantedLine(index, rest.quantity) for index, rest in enumerate(left) if rest.quantity > 0)


def _return_line(sale: Receipt, left: Sequence[Left], want: WantedLine, taxes: Mapping[int, Tax]) -> ReceiptLine:
    line = find_line(sale.lines, want.index)
    if line is None or want.quantity > left[want.index].quantity:
        raise refused("return_exceeds_sold")
    if want.quantity <= 0:
        raise refused("bad_quantity")
    amount = _share(line, left[want.index], want.quantity)
    full = cost(line.price, want.quantity)
    check_codes(line.tax_codes, taxes)
    return ReceiptLine(
        product_id=line.product_id,
        code=line.code,
        name=line.name,
        barcode=line.barcode,
        unit=line.unit,
        price=line.price,
        quantity=want.quantity,
        sum=full,
        adjustments=_bridge(full, amount),
        net=amount,
        final=amount,
        tax_codes=line.tax_codes,
        taxes=line_taxes(amount, line.tax_codes, taxes),
        uktzed=line.uktzed,
        excise_stamps=_stamps(line, want),
        category_id=line.category_id,
        tax_group=line.tax_group,
        cost=line.cost,
    )


def _stamps(line: ReceiptLine, want: WantedLine) -> tuple[str, ...]:
    """The stamps that come back: those named, else all of a line that comes back whole."""
    if not want.stamps:
        return line.excise_stamps if want.quantity == line.quantity else ()
    by_key = {stamp_key(stamp): stamp for stamp in line.excise_stamps}
    keys = [stamp_key(stamp) for stamp in want.stamps]
    if len(set(keys)) != len(keys):
        raise refused("excise_duplicate")
    if any(key not in by_key for key in keys):
        raise refused("excise_not_here", "Цієї марки в чеку продажу немає.")
    if len(keys) != -(-want.quantity // ONE):
        raise refused("excise_missing")
    return tuple(by_key[key] for key in keys)


def _share(line: ReceiptLine, left: Left, quantity: int) -> int:
    if quantity == left.quantity:
        return left.amount
    return min(round_half_up(line.final * quantity, line.quantity), left.amount)


def _bridge(full: int, amount: int) -> tuple[AppliedAdjustment, ...]:
    """The one adjustment that brings price × quantity to what was really paid for it; more where one is too small."""
    kind = AdjustmentType.DISCOUNT if amount < full else AdjustmentType.EXTRA_CHARGE
    name = "Знижка за чеком продажу" if amount < full else "Надбавка за чеком продажу"
    rest, made = abs(full - amount), []
    while rest:
        size = min(rest, MAX_AMOUNT)
        adjustment = Adjustment(kind, AdjustmentMode.VALUE, Decimal(size), name)
        made.append(AppliedAdjustment(adjustment, -size if amount < full else size))
        rest -= size
    return tuple(made)


def make_return(
    sale: Receipt,
    back: ReturnLines,
    settlement: Settlement,
    *,
    receipt_id: str,
    sold_at: datetime,
    cashier_name: str,
    sale_fiscal_code: str | None,
    technical: bool = False,
    reason: str = "",
) -> Receipt:
    """The receipt of a return, tied to the sale it takes back. `technical`: the sale was a mistake, for a `reason`."""
    return Receipt(
        id=receipt_id,
        kind=ReceiptKind.RETURN,
        sold_at=sold_at,
        cashier_name=cashier_name,
        lines=back.lines,
        sum=sum(line.sum for line in back.lines),
        total=back.total,
        rounding=settlement.rounding,
        due=settlement.due,
        paid=settlement.paid,
        payments=settlement.payments,
        taxes=add_taxes(part for line in back.lines for part in line.taxes),
        rounding_mode=settlement.rule.mode.value if settlement.rule.mode else None,
        related_receipt_id=sale.id,
        related_fiscal_code=sale_fiscal_code,
        technical=technical,
        comment=reason,
        part=sale.part,
    )
