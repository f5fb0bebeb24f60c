"""Offers of the shop: rules that give a discount by themselves, and why each did or did not.

An offer only ever adds adjustments (domain.discount) to lines and receipt; what they come to is counted by the one
arithmetic of totals. Offers go in the order of their priority, then of their ids, before what is given by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType, apply_adjustments
from pos_app.domain.errors import refused
from pos_app.domain.money import MAX_AMOUNT, round_half_up
from pos_app.domain.quantity import MAX_QUANTITY, ONE, cost
from pos_app.domain.said import sentence
from pos_app.domain.scope import EVERYTHING, Path, Scope, within_hours
from pos_app.domain.tax import HUNDRED

DAY_MINUTES: Final = 24 * 60
LONGEST_NAME: Final = 60
MOST_EACH: Final = 100


class OfferKind(StrEnum):
    """What an offer gives: percent or kopecks off each unit, another price a unit, each N-th piece free, or percent or
    kopecks off the whole receipt."""

    PERCENT = "percent"
    VALUE = "value"
    PRICE = "price"
    NTH_FREE = "nth_free"
    RECEIPT_PERCENT = "receipt_percent"
    RECEIPT_VALUE = "receipt_value"

    @property
    def is_of_receipt(self) -> bool:
        """Is it given on the receipt as a whole?"""
        return self in {OfferKind.RECEIPT_PERCENT, OfferKind.RECEIPT_VALUE}

    @property
    def is_percent(self) -> bool:
        """Is its value in percent?"""
        return self in {OfferKind.PERCENT, OfferKind.RECEIPT_PERCENT}


@dataclass(frozen=True, slots=True)
class Offer:
    """One rule. `value`: percent, kopecks a unit, or N of NTH_FREE.
    `least`: thousandths of one product that must lie in the basket, or kopecks of the receipt for those of a receipt.
    `begins` and `ends`: minutes of the day in Kyiv, over midnight where `ends` is the earlier, and that
    night is of the day on which it began; equal: the whole day.
    """

    id: str
    name: str
    kind: OfferKind
    value: Decimal
    charge: bool = False
    """An extra charge instead of a discount; percent and kopecks only."""
    scope: Scope = EVERYTHING
    least: int = 0
    card: bool = False
    """Only with a customer's card."""
    first: date | None = None
    last: date | None = None
    days: frozenset[int] = frozenset()
    """Days of the week, 0 is Monday; none: every day."""
    begins: int = 0
    ends: int = 0
    alone: bool = False
    """Goods that have it get no other offer; one of a receipt keeps others of the receipt off."""
    priority: int = 100
    enabled: bool = True


class Reason(StrEnum):
    """Why an offer gave nothing."""

    OFF = "off"
    NOT_YET = "not_yet"
    OVER = "over"
    OTHER_DAY = "other_day"
    OTHER_HOURS = "other_hours"
    NO_CARD = "no_card"
    NO_GOODS = "no_goods"
    TOO_FEW = "too_few"
    TOO_LITTLE = "too_little"
    PRICE_BY_HAND = "price_by_hand"
    OTHER_OFFER = "other_offer"
    NOT_CHEAPER = "not_cheaper"
    MINIMUM = "minimum"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an offer: `sum` in kopecks (negative for a discount), or the reason that it gave nothing.

    `missing`: thousandths or kopecks that are still wanted (TOO_FEW, TOO_LITTLE); `other`: the offer that came first.
    """

    offer: Offer
    sum: int = 0
    reason: Reason | None = None
    missing: int = 0
    other: str = ""


@dataclass(frozen=True, slots=True)
class MinimumPrice:
    """No unit of these goods may be sold for less, whatever is given: kopecks a unit."""

    name: str
    price: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class Offered:
    """A basket with the offers put on it, and what became of each."""

    cart: Cart
    verdicts: tuple[Verdict, ...]


def check_offer(offer: Offer) -> Offer:
    """The offer, if a receipt may carry what it gives; `bad_offer` says what is wrong."""
    value, kind = offer.value, offer.kind
    wrong = ""
    if not offer.name.strip() or len(offer.name) > LONGEST_NAME or not offer.name.isprintable():
        wrong = sentence("Назва акції — від 1 до {most} знаків: вона стоїть у чеку.", most=LONGEST_NAME)
    elif not value.is_finite() or value <= 0:
        wrong = "Розмір має бути більшим за нуль."
    elif kind.is_percent and (value > HUNDRED or value != round(value, 2)):
        wrong = "Відсоток — до 100, не більше двох знаків після коми."
    elif not kind.is_percent and (value != int(value) or value > MAX_AMOUNT):
        wrong = "Сума — до 999 999,99 ₴."
    elif kind is OfferKind.NTH_FREE and not 2 <= value <= MOST_EACH:
        wrong = sentence("Кожен другий — найчастіше: від 2 до {most}.", most=MOST_EACH)
    elif offer.charge and kind in {OfferKind.PRICE, OfferKind.NTH_FREE}:
        wrong = "Надбавка буває лише у відсотках або сумою."
    elif offer.first is not None and offer.last is not None and offer.first > offer.last:
        wrong = "Перший день має бути не пізніше останнього."
    elif not (0 <= offer.begins < DAY_MINUTES and 0 <= offer.ends < DAY_MINUTES) or not offer.days <= set(range(7)):
        wrong = "Години — від 00:00 до 23:59, дні — від понеділка до неділі."
    elif not 0 <= offer.least <= max(MAX_QUANTITY, MAX_AMOUNT) or not 0 <= offer.priority <= 999:
        wrong = "Кількість, сума або порядок завеликі."
    if wrong:
        raise refused("bad_offer", wrong)
    return offer


def apply_offers(
    cart: Cart, offers: Sequence[Offer], *, now: datetime, path: Path, minimums: Sequence[MinimumPrice] = ()
) -> Offered:
    """The basket with these offers and no others, whatever offers were on it before; what was given by hand stays.

    `now` is the time in Kyiv.
    """
    work = _Work(without_offers(cart), path, minimums)
    ordered = sorted(offers, key=lambda offer: (offer.kind.is_of_receipt, offer.priority, offer.id))
    verdicts = [work.give(offer, now) for offer in ordered]
    return Offered(work.cart, tuple(verdicts))


def without_offers(cart: Cart) -> Cart:
    """The basket with what was given by hand alone."""
    lines = tuple(replace(line, adjustments=_by_hand(line.adjustments)) for line in cart.lines)
    return replace(cart, lines=lines, adjustments=_by_hand(cart.adjustments))


def _by_hand(adjustments: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    return tuple(one for one in adjustments if not one.offer)


def floor_of(line: CartLine, minimums: Sequence[MinimumPrice], path: Path) -> int | None:
    """The least that a line may come to, kopecks; None where nothing bounds it."""
    prices = [rule.price for rule in minimums if rule.scope.holds(line.product, path)]
    return cost(max(prices), line.quantity) if prices else None


def _closed(offer: Offer, cart: Cart, now: datetime) -> Reason | None:
    """What speaks against an offer before any goods are looked at."""
    minute = now.hour * 60 + now.minute
    # the hours after midnight belong to the evening before
    is_after_midnight = minute < offer.ends < offer.begins
    today = now.date() - timedelta(days=1) if is_after_midnight else now.date()
    checks = (
        (not offer.enabled, Reason.OFF),
        (offer.first is not None and today < offer.first, Reason.NOT_YET),
        (offer.last is not None and today > offer.last, Reason.OVER),
        (bool(offer.days) and today.weekday() not in offer.days, Reason.OTHER_DAY),
        (not within_hours(minute, offer.begins, offer.ends), Reason.OTHER_HOURS),
        (offer.card and not cart.customer_card, Reason.NO_CARD),
    )
    return next((reason for wrong, reason in checks if wrong), None)


class _Work:
    """One basket while the offers are put on it, one after the other."""

    def __init__(self, cart: Cart, path: Path, minimums: Sequence[MinimumPrice]) -> None:
        self._cart = cart
        self._lines = {line.id: line for line in cart.lines}
        self._hand = {line.id: line.adjustments for line in cart.lines}
        self._given: dict[str, list[tuple[Offer, Adjustment]]] = {line.id: [] for line in cart.lines}
        self._on_receipt: list[tuple[Offer, Adjustment]] = []
        self._path = path
        self._minimums = minimums

    @property
    def cart(self) -> Cart:
        """The basket as it stands."""
        return replace(self._cart, lines=tuple(self._lines.values()))

    def give(self, offer: Offer, now: datetime) -> Verdict:
        """Put an offer on, as far as it may be."""
        closed = _closed(offer, self._cart, now)
        if closed is not None:
            return Verdict(offer, reason=closed)
        return self._to_receipt(offer) if offer.kind.is_of_receipt else self._to_lines(offer)

    # lines

    def _to_lines(self, offer: Offer) -> Verdict:
        meant = [line for line in self._lines.values() if self._means(offer, line)]
        if not meant:
            return Verdict(offer, reason=Reason.NO_GOODS)
        priced = [line for line in meant if line.price == line.product.price or line.product.free_price]
        if not priced:
            return Verdict(offer, reason=Reason.PRICE_BY_HAND)
        others = [_other(offer, self._given[line.id]) for line in priced]
        open_to = [line for line, other in zip(priced, others, strict=True) if other is None]
        if not open_to:
            return Verdict(offer, reason=Reason.OTHER_OFFER, other=others[0] or "")
        have: dict[str, int] = {}
        for line in open_to:
            have[line.product.id] = have.get(line.product.id, 0) + line.quantity
        missing = [_missing(offer, have[line.product.id]) for line in open_to]
        enough = [line for line, short in zip(open_to, missing, strict=True) if not short]
        if not enough:
            return Verdict(offer, reason=Reason.TOO_FEW, missing=min(missing))
        return self._put(offer, enough)

    def _means(self, offer: Offer, line: CartLine) -> bool:
        whole = not line.product.sold_by_weight or offer.kind is not OfferKind.NTH_FREE
        return whole and offer.scope.holds(line.product, self._path)

    def _put(self, offer: Offer, lines: Sequence[CartLine]) -> Verdict:
        free = _free_pieces(offer, lines) if offer.kind is OfferKind.NTH_FREE else {}
        total, why = 0, Reason.NOT_CHEAPER
        for line in lines:
            given = _adjustment(offer, line, self._net(line), free.get(line.id, 0))
            if given is None:
                continue
            bounded = self._above_minimum(line, given)
            if bounded is None:
                why = Reason.MINIMUM
                continue
            total += self._add(offer, line.id, bounded)
        return Verdict(offer, total) if total else Verdict(offer, reason=why)

    def _add(self, offer: Offer, line_id: str, adjustment: Adjustment) -> int:
        line = self._lines[line_id]
        before = self._net(line)
        self._given[line_id].append((offer, adjustment))
        self._lines[line_id] = replace(line, adjustments=self._all(line_id))
        return self._net(line) - before

    def _all(self, line_id: str) -> tuple[Adjustment, ...]:
        return (*(adjustment for _, adjustment in self._given[line_id]), *self._hand[line_id])

    def _net(self, line: CartLine) -> int:
        """The line after the offers alone."""
        return apply_adjustments(cost(line.price, line.quantity), [one for _, one in self._given[line.id]])[0]

    def _above_minimum(self, line: CartLine, adjustment: Adjustment) -> Adjustment | None:
        """The adjustment, cut where it would go under the least that the line may come to; None: nothing is left."""
        floor = floor_of(line, self._minimums, self._path)
        if floor is None or adjustment.type is AdjustmentType.EXTRA_CHARGE:
            return adjustment
        net = self._net(line)
        after = apply_adjustments(net, [adjustment])[0]
        if after >= floor:
            return adjustment
        room = net - floor
        if room <= 0:
            return None
        return replace(adjustment, mode=AdjustmentMode.VALUE, value=Decimal(room))

    # the receipt

    def _to_receipt(self, offer: Offer) -> Verdict:
        if not self._lines:
            return Verdict(offer, reason=Reason.NO_GOODS)
        lines = self._lines.values()
        nets = sum(apply_adjustments(cost(line.price, line.quantity), line.adjustments)[0] for line in lines)
        if nets < offer.least:
            return Verdict(offer, reason=Reason.TOO_LITTLE, missing=offer.least - nets)
        other = _other(offer, self._on_receipt)
        if other is not None:
            return Verdict(offer, reason=Reason.OTHER_OFFER, other=other)
        given = _of_receipt(offer)
        floored = any(floor_of(line, self._minimums, self._path) is not None for line in lines)
        if floored and given.type is AdjustmentType.DISCOUNT:
            # the receipt's discount falls on every line in proportion, on goods with a least price too
            return Verdict(offer, reason=Reason.MINIMUM)
        earlier = [one for _, one in self._on_receipt]
        before, after = (apply_adjustments(nets, some)[0] for some in (earlier, [*earlier, given]))
        if after == before:
            return Verdict(offer, reason=Reason.NOT_CHEAPER)
        self._on_receipt.append((offer, given))
        self._cart = replace(self._cart, adjustments=(*earlier, given, *_by_hand(self._cart.adjustments)))
        return Verdict(offer, after - before)


def _other(offer: Offer, given: Sequence[tuple[Offer, Adjustment]]) -> str | None:
    """The offer among those given before that keeps this one off, by its name."""
    earlier = [one for one, _ in given]
    if offer.alone and earlier:
        return earlier[0].name
    return next((one.name for one in earlier if one.alone), None)


def _missing(offer: Offer, have: int) -> int:
    """How many thousandths of a product are wanting when so many lie in the basket."""
    wanted = offer.least
    if offer.kind is OfferKind.NTH_FREE:
        wanted = max(wanted, int(offer.value) * ONE)
    return max(0, wanted - have)


def _free_pieces(offer: Offer, lines: Sequence[CartLine]) -> dict[str, int]:
    """How many pieces of each line are free: each N-th of a product, wherever its pieces lie."""
    free: dict[str, int] = {}
    left: dict[str, int] = {}
    for line in lines:
        left[line.product.id] = left.get(line.product.id, 0) + line.quantity // ONE
    left = {product: count // int(offer.value) for product, count in left.items()}
    for line in sorted(lines, key=lambda one: one.price):
        taken = min(left[line.product.id], line.quantity // ONE)
        free[line.id] = taken
        left[line.product.id] -= taken
    return free


def _adjustment(offer: Offer, line: CartLine, net: int, free: int) -> Adjustment | None:
    """What an offer gives on one line that comes to `net` after those before it; None: nothing."""
    kind = AdjustmentType.EXTRA_CHARGE if offer.charge else AdjustmentType.DISCOUNT
    if offer.kind is OfferKind.PERCENT:
        return Adjustment(kind, AdjustmentMode.PERCENT, offer.value, offer.name, offer.id)
    if offer.kind is OfferKind.VALUE:
        size = round_half_up(int(offer.value) * line.quantity, ONE)
    elif offer.kind is OfferKind.PRICE:
        # a price is what the goods come to: the way from the full price would be taken off a second time
        size = net - cost(int(offer.value), line.quantity)
    else:
        size = round_half_up(net * free * ONE, line.quantity)
    if size <= 0:
        return None
    return Adjustment(kind, AdjustmentMode.VALUE, Decimal(min(size, MAX_AMOUNT)), offer.name, offer.id)


def _of_receipt(offer: Offer) -> Adjustment:
    kind = AdjustmentType.EXTRA_CHARGE if offer.charge else AdjustmentType.DISCOUNT
    mode = AdjustmentMode.PERCENT if offer.kind.is_percent else AdjustmentMode.VALUE
    return Adjustment(kind, mode, offer.value, offer.name, offer.id)
