"""The basket: immutable lines and adjustments; each change is a new cart, so undo is keeping the old one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pos_app.domain.discount import Adjustment
from pos_app.domain.errors import refused
from pos_app.domain.excise import stamp_key
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.part import Part
from pos_app.domain.product import Product
from pos_app.domain.quantity import MAX_QUANTITY, ONE, cost
from pos_app.domain.said import sentence


@dataclass(frozen=True, slots=True)
class CartLine:
    """One row of the receipt to be. `price`: kopecks a unit (the catalog's may differ); `quantity`: thousandths."""

    id: str
    product: Product
    price: int
    quantity: int
    adjustments: tuple[Adjustment, ...] = ()
    excise_stamps: tuple[str, ...] = ()
    barcode: str | None = None
    """The number that was scanned, when it was not the product's own."""

    @property
    def stamps_missing(self) -> int:
        """How many excise stamps are still to be scanned (negative: too many)."""
        return -(-self.quantity // ONE) - len(self.excise_stamps) if self.product.excise else 0


@dataclass(frozen=True, slots=True)
class Cart:
    """The whole basket. `receipt_id`: the UUID that its sale must have, since a refused one came back with it or a card
    was asked to pay for it."""

    lines: tuple[CartLine, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    receipt_id: str | None = None
    customer_card: str | None = None
    """The number of the customer's loyalty card."""
    part: Part | None = field(default=None, metadata={"rare": True})
    """Only a part is paid now: of an order whose goods stay, or what is left of one."""

    def __iter__(self) -> Iterator[CartLine]:
        return iter(self.lines)

    @property
    def is_empty(self) -> bool:
        """No lines: nothing to sell."""
        return not self.lines

    @property
    def is_rest(self) -> bool:
        """Is it what is left of an order? Nothing of it can be changed any more."""
        return self.part is not None and not self.part.is_first

    def line(self, line_id: str) -> CartLine:
        """The line by id; `unknown_line` where there is none."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise refused("unknown_line")

    def line_waiting_for_stamp(self) -> CartLine | None:
        """The line the next scanned excise stamp belongs to: the newest that lacks one."""
        return next((line for line in reversed(self.lines) if line.stamps_missing > 0), None)


def add_product(
    cart: Cart,
    product: Product,
    quantity: int,
    *,
    new_id: Callable[[], str],
    price: int | None = None,
    barcode: str | None = None,
) -> tuple[Cart, CartLine]:
    """Put a product in: raises the line of the same product at the same price with no discount, else adds one.

    → (new cart, the line it went to).
    """
    unit_price = check_price(product.price if price is None else price)
    for line in cart.lines:
        if _can_merge(line, product, unit_price, barcode):
            raised = replace(line, quantity=check_quantity(product, line.quantity + check_quantity(product, quantity)))
            return _with_line(cart, raised), raised
    line = CartLine(new_id(), product, unit_price, check_quantity(product, quantity), barcode=barcode)
    return replace(cart, lines=(*cart.lines, line)), line


def _can_merge(line: CartLine, product: Product, price: int, barcode: str | None) -> bool:
    same = line.product.id == product.id and line.price == price and line.barcode == barcode
    taxed = (line.product.tax_codes, line.product.excise) == (product.tax_codes, product.excise)
    return same and taxed and all(adjustment.offer for adjustment in line.adjustments)


def set_quantity(cart: Cart, line_id: str, quantity: int) -> Cart:
    """Another quantity for a line; stamps scanned beyond it are forgotten, the last first."""
    line = cart.line(line_id)
    changed = replace(line, quantity=check_quantity(line.product, quantity))
    surplus = -changed.stamps_missing
    if surplus > 0:
        changed = replace(changed, excise_stamps=changed.excise_stamps[:-surplus])
    return _with_line(cart, changed)


def set_price(cart: Cart, line_id: str, price: int) -> Cart:
    """Another price for a line, in kopecks a unit."""
    return _with_line(cart, replace(cart.line(line_id), price=check_price(price)))


def take_up(cart: Cart, line_id: str, product: Product) -> Cart:
    """The same good as the catalog has it now: the line gets its price, and keeps everything else."""
    return _with_line(cart, replace(cart.line(line_id), product=product, price=check_price(product.price)))


def remove_line(cart: Cart, line_id: str) -> Cart:
    """Void a line. A cart left without lines has ended: the next one is another customer's."""
    gone = cart.line(line_id)
    lines = tuple(line for line in cart.lines if line is not gone)
    return replace(cart, lines=lines) if lines else Cart()


def same_goods(one: Cart, other: Cart) -> bool:
    """Do both hold the same lines, as much of each and at the same price?"""
    return [(line.id, line.price, line.quantity) for line in one] == [
        (line.id, line.price, line.quantity) for line in other
    ]


def discount_line(cart: Cart, line_id: str, adjustment: Adjustment) -> Cart:
    """Give a line an adjustment; one of the same type replaces the old one, a value of 0 takes it away."""
    line = cart.line(line_id)
    return _with_line(cart, replace(line, adjustments=_replaced(line.adjustments, adjustment)))


def discount_receipt(cart: Cart, adjustment: Adjustment) -> Cart:
    """Give the whole receipt an adjustment; one of the same type replaces the old one, a value of 0 takes it away."""
    if cart.is_empty:
        raise refused("empty_cart")
    return replace(cart, adjustments=_replaced(cart.adjustments, adjustment))


def _replaced(old: tuple[Adjustment, ...], new: Adjustment) -> tuple[Adjustment, ...]:
    kept = tuple(adjustment for adjustment in old if adjustment.offer or adjustment.type is not new.type)
    return kept if new.value == 0 else (*kept, new)


def risen_discount(before: Cart, after: Cart) -> Decimal:
    """The largest percent of a discount given by hand that takes off more of what it stands on than before; 0: none.

    A sum stays when pieces leave, so its share grows; one that is given just now has not risen.
    """
    if not any(not one.offer for given in (after.adjustments, *(line.adjustments for line in after)) for one in given):
        return Decimal(0)
    was = _shares_by_hand(before)
    now = _shares_by_hand(after)
    return max((share for given, share in now.items() if share > was.get(given, share)), default=Decimal(0))


def largest_by_hand(cart: Cart, line_id: str | None) -> Decimal:
    """What discounts given by hand take off a line together, its own and the receipt's, percent.

    Without a line: of the one that they take most off.
    """
    shares = _shares_by_hand(cart)
    off: dict[str, Decimal] = {}
    for (place, _), share in shares.items():
        off[place] = off.get(place, Decimal(0)) + share
    on_receipt = off.get("", Decimal(0))
    places = [line.id for line in cart] if line_id is None else [line_id]
    return max(
        (on_receipt + own - own * on_receipt / 100 for own in (off.get(place, Decimal(0)) for place in places)),
        default=Decimal(0),
    )


def _shares_by_hand(cart: Cart) -> Mapping[tuple[str, Adjustment], Decimal]:
    """What each discount given by hand takes off, percent, by the id of its line ("": the receipt)."""
    sums = {line.id: cost(line.price, line.quantity) for line in cart}
    places = [("", cart.adjustments, sum(sums.values()))]
    places += [(line.id, line.adjustments, sums[line.id]) for line in cart]
    return {(place, one): one.percent_off(base) for place, given, base in places for one in given if not one.offer}


def add_stamp(cart: Cart, stamp: str) -> tuple[Cart, CartLine]:
    """Tie an excise stamp to the line that waits for one. A stamp is unique: the same one twice is refused."""
    check_new_stamp(cart, stamp)
    line = cart.line_waiting_for_stamp()
    if line is None:
        raise refused("excise_missing", "Жоден товар у чеку не чекає на акцизну марку.")
    stamped = replace(line, excise_stamps=(*line.excise_stamps, stamp))
    return _with_line(cart, stamped), stamped


def check_new_stamp(cart: Cart, stamp: str) -> None:
    """Refuse a stamp that lies in the basket already, however it was read."""
    key = stamp_key(stamp)
    if any(stamp_key(one) == key for line in cart.lines for one in line.excise_stamps):
        raise refused("excise_duplicate")


def find_stamp(line: CartLine, code: str) -> str:
    """The line's stamp that this reading means; `excise_not_here` where it has no such stamp."""
    key = stamp_key(code)
    found = next((stamp for stamp in line.excise_stamps if stamp_key(stamp) == key), None)
    if found is None:
        raise refused("excise_not_here")
    return found


def remove_stamp(cart: Cart, line_id: str, code: str) -> Cart:
    """Take a stamp off a line: it was scanned by mistake. The line waits for another."""
    line = cart.line(line_id)
    return _with_line(cart, _without_stamp(line, find_stamp(line, code)))


def void_stamp(cart: Cart, line_id: str, code: str) -> Cart:
    """Take the piece with this stamp out of the basket: stamp and piece go together, the last piece with its line."""
    line = cart.line(line_id)
    stamp = find_stamp(line, code)
    if line.quantity <= ONE:
        return remove_line(cart, line_id)
    lower = check_quantity(line.product, line.quantity - ONE)
    return _with_line(cart, replace(_without_stamp(line, stamp), quantity=lower))


def _without_stamp(line: CartLine, stamp: str) -> CartLine:
    return replace(line, excise_stamps=tuple(one for one in line.excise_stamps if one != stamp))


def _with_line(cart: Cart, changed: CartLine) -> Cart:
    return replace(cart, lines=tuple(changed if line.id == changed.id else line for line in cart.lines))


def check_quantity(product: Product, quantity: int) -> int:
    """A quantity that this product may be sold in, thousandths."""
    if not 0 < quantity <= MAX_QUANTITY:
        raise refused("bad_quantity")
    if not product.sold_by_weight and quantity % ONE:
        raise refused("fraction_not_allowed")
    return quantity


def check_price(price: int) -> int:
    """A price that a receipt may carry, kopecks a unit."""
    if not 0 < price <= MAX_AMOUNT:
        raise refused("bad_price")
    return price


def check_taxed(cart: Cart) -> None:
    """Every line has the tax codes that a receipt needs; `tax_unmapped` says who can settle it and where."""
    for line in cart.lines:
        if not line.product.tax_codes:
            name = line.product.name[:40]
            raise refused(
                "tax_unmapped", sentence("«{name}»: податок не підтверджено. Старший касир: Дії → Податки.", name=name)
            )


def check_ready_to_pay(cart: Cart) -> None:
    """Everything that must be true of a basket before money is taken."""
    if cart.is_empty:
        raise refused("empty_cart")
    check_taxed(cart)
    for line in cart.lines:
        if line.stamps_missing:
            raise refused("excise_missing")
