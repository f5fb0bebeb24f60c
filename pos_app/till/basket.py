"""The basket: every change is on disk before it is shown, and the last ones can be taken back."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from pos_app.domain import cart as rules
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Adjustment
from pos_app.domain.errors import refused
from pos_app.domain.excise import Stamped, stamp_key
from pos_app.domain.part import Part
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE
from pos_app.domain.totals import Totals
from pos_app.till.attempts import AttemptBook
from pos_app.till.core import Core
from pos_app.till.goods import Goods
from pos_app.till.hand_discounts import HandDiscounts
from pos_app.till.pricing import Pricing
from pos_app.till.shop_book import ShopBook
from pos_app.till.state import Cashier, Voided

_TOTALLED = "basket.totalled"
MOST_UNDONE = 100
"""How many changes can be taken back; the stack lives in memory and begins anew with each basket."""


class Basket:
    """Holds the current cart. The commands take the turn; whoever already has it calls `replace`."""

    def __init__(self, core: Core, goods: Goods, attempts: AttemptBook, shop: ShopBook, pricing: Pricing) -> None:
        self._core = core
        self._shop = shop
        self._attempts = attempts
        self._goods = goods
        self._pricing = pricing
        self._discounts = HandDiscounts(core)
        self._cart = core.store.baskets.load()
        self.on_card: Callable[[str], None] = lambda _number: None
        """A customer's card was put to the basket."""
        self.on_end: Callable[[], None] = lambda: None
        """The basket was sold, voided or laid aside."""
        self._stale = False
        self._voided: tuple[Voided, ...] = ()
        self._past: list[tuple[Cart, tuple[Voided, ...]]] = []
        self._last_line: str | None = None
        self._totalled = bool(core.store.settings.get(_TOTALLED, False))

    @property
    def cart(self) -> Cart:
        """The basket as it stands."""
        if self._stale:
            self._stale = False
            self.replace(self._core.store.baskets.load())
        return self._cart

    @property
    def totals(self) -> Totals:
        """What it comes to."""
        return self._pricing.count(self.cart)

    @property
    def whole(self) -> Totals:
        """What its goods come to, though only a part is paid now."""
        return self._pricing.whole(self.cart)

    @property
    def turn(self) -> AbstractAsyncContextManager[None]:
        """Nobody else changes the basket or takes money meanwhile."""
        return self._core.turn

    # commands

    async def add(self, product_id: str, quantity: int | None = None, price: int | None = None) -> str:
        """Put a product in by hand; → the line it went to."""
        async with self.turn:
            self._core.need()
            product = self._goods.product(product_id)
            if price is not None and price != product.price and not product.free_price:
                self._core.need("price")
            return self.put(product, ONE if quantity is None else quantity, price=price)

    def put(
        self,
        product: Product,
        quantity: int,
        *,
        price: int | None = None,
        barcode: str | None = None,
        stamp: str | None = None,
    ) -> str:
        """Put a product in, with its `stamp` when one scan told both; → the line it went to.

        `price_needed` where neither the catalog nor the caller names one.
        """
        if price is None and (product.free_price or product.price == 0):
            raise refused("price_needed")
        self._shop.check_hours([product])
        cart, line = rules.add_product(
            self.cart, product, quantity, new_id=self._core.new_id, price=price, barcode=_other(barcode, product)
        )
        if stamp is not None:
            rules.check_new_stamp(self.cart, stamp)
            self._check_unsold(stamp)
            stamped = replace(line, excise_stamps=(*line.excise_stamps, stamp))
            cart = replace(cart, lines=tuple(stamped if one is line else one for one in cart.lines))
        self._change(cart, line.id)
        return line.id

    async def set_quantity(self, line_id: str, quantity: int) -> None:
        """Another quantity for a line."""
        async with self.turn:
            before = self.cart.line(line_id)
            with self._core.store.transaction():
                cashier = self._need_void(quantity < before.quantity)
                cart = rules.set_quantity(self.cart, line_id, quantity)
                kept = cart.line(line_id).excise_stamps
                self._note_unscanned(cashier.id, [one for one in before.excise_stamps if one not in kept])
                cart = self._save(cart)
            self._changed(cart, line_id)

    def _note_unscanned(self, cashier_id: str, stamps: Sequence[str]) -> None:
        """Stamps that left the basket although nobody scanned them on their way out: the journal keeps which."""
        if stamps:
            self._core.journal("basket.stamps_unscanned", {"cashier": cashier_id, "stamps": list(stamps)})

    async def set_price(self, line_id: str, price: int) -> None:
        """Another price: for a good without a fixed one, or with the right to."""
        async with self.turn:
            cashier = self._core.need()
            line = self.cart.line(line_id)
            if not line.product.free_price:
                self._core.need("price")
            cart = rules.set_price(self.cart, line_id, price)
            with self._core.store.transaction():
                body = {"cashier": cashier.id, "product": line.product.id, "from": line.price, "to": price}
                self._core.journal("basket.price", body)
                cart = self._save(cart, bounded=True)
            self._changed(cart, line_id)

    def take_up(self, line_id: str, product: Product) -> None:
        """The good of a line as the catalog has it now, with its price. The caller has the turn."""
        line, cashier = self.cart.line(line_id), self._core.need()
        cart = rules.take_up(self.cart, line_id, product)
        with self._core.store.transaction():
            body = {"cashier": cashier.id, "product": product.id, "from": line.price, "to": product.price}
            self._core.journal("basket.price", {**body, "why": "smartkasa"})
            cart = self._save(cart)
        self._changed(cart, line_id)

    async def remove(self, line_id: str) -> None:
        """Void a line; it stays in sight, struck, while the basket lasts."""
        async with self.turn:
            with self._core.store.transaction():
                cashier = self._need_void()
                voided = _with_one_more(self._voided, self.cart, line_id)
                cart = rules.remove_line(self.cart, line_id)
                self._note_unscanned(cashier.id, self.cart.line(line_id).excise_stamps)
                cart = self._save(cart)
            self._changed(cart, None, voided)

    async def discount(self, adjustment: Adjustment, line_id: str | None = None) -> None:
        """A discount or extra charge, of a line or of the whole receipt."""
        async with self.turn:
            with self._core.store.transaction():
                cart = self._save(self._discounts.give(self.cart, adjustment, line_id), bounded=True)
            self._changed(cart, line_id)

    async def undo(self) -> None:
        """Take the last change back."""
        async with self.turn:
            self._need_void()
            now = self.cart
            if not self._past:
                raise refused("nothing_to_undo")
            before = self._past[-1][0]
            # a refused one keeps its UUID, of which Checkbox may get a late copy; else that of the card's payment stays
            if not before.is_empty:
                before = replace(before, receipt_id=before.receipt_id or now.receipt_id)
            before = self._pricing.as_now(before)
            self._write(now, before)
            self._voided = self._past.pop()[1]
            self._cart, self._last_line = before, None
            if before.is_empty:
                # whoever comes next is another buyer: no age that was seen, no contact, no told sum is theirs
                self._begins_anew()
            self.show()

    async def clear(self) -> None:
        """Void the whole basket; it can be taken back."""
        async with self.turn:
            cashier = self._need_void()
            if self.cart == Cart():
                return
            with self._core.store.transaction():
                body = {"cashier": cashier.id, "lines": len(self.cart.lines), "total": self.totals.total}
                self._core.journal("basket.cleared", body)
                self._save(Cart())
            self._changed(Cart(), None)

    async def _edit(self, change: Callable[[Cart], Cart], line_id: str | None, right: str = "") -> None:
        async with self.turn:
            self._core.need(right)
            self._change(change(self.cart), line_id)

    def add_stamp(self, stamp: str) -> str:
        """Tie an excise stamp to the line that waits for one; → that line."""
        cart, line = rules.add_stamp(self.cart, stamp)
        self._check_unsold(stamp)
        self._change(cart, line.id)
        return line.id

    def _check_unsold(self, stamp: str) -> None:
        if self._core.store.stamps.sold_in(stamp_key(stamp)) is not None:
            raise refused("excise_sold")

    def check_stamps(self, lines: Iterable[Stamped]) -> None:
        """None of these stamps was sold meanwhile: a parked receipt may have held the same one."""
        for line in lines:
            for stamp in line.excise_stamps:
                self._check_unsold(stamp)

    async def remove_stamp(self, line_id: str, code: str) -> None:
        """Take a stamp off a line; the line waits for another."""
        await self._edit(lambda cart: rules.remove_stamp(cart, line_id, code), line_id)

    async def void_stamp(self, line_id: str, code: str) -> None:
        """Take the piece with this stamp out; the last one takes its line along, which stays in sight, struck."""
        async with self.turn:
            with self._core.store.transaction():
                self._need_void()
                cart = rules.void_stamp(self.cart, line_id, code)
                gone = len(cart.lines) < len(self.cart.lines)
                voided = _with_one_more(self._voided, self.cart, line_id) if gone else self._voided
                cart = self._save(cart)
            self._changed(cart, None if gone else line_id, voided)

    def attach_card(self, number: str | None) -> None:
        """The customer's card goes with the basket; another one, or none, takes its place."""
        if number != self.cart.customer_card:
            self._change(replace(self.cart, customer_card=number), self._last_line)
        if number is not None:
            self.on_card(number)

    def put_part(self, part: Part | None) -> None:
        """Only a part is paid now, or all of it; what a card has paid already stands against it."""
        self._attempts.check_not_lost(self.cart)
        self._change(replace(self.cart, part=part), self._last_line)

    def total_shown(self) -> None:
        """The customer has been told the sum: from now on goods leave the basket only by the right to void."""
        if not self._totalled and not self.cart.is_empty:
            self._totalled = True
            self._core.store.settings.put(_TOTALLED, True)

    @property
    def is_totalled(self) -> bool:
        """Has the customer been told the sum?"""
        return self._totalled

    def _need_void(self, lowers: bool = True) -> Cashier:
        cashier = self._core.need("void" if lowers and self._totalled else "")
        if lowers and self._totalled:
            self._core.journal("basket.void_after_total", {"cashier": cashier.id, "total": self.totals.total})
        return cashier

    def resume(self) -> None:
        """After a start: an empty basket has ended, also where the power went before that was written down."""
        if self.cart.is_empty:
            self._begins_anew()

    def _begins_anew(self) -> None:
        self._shop.basket_ended()
        self.on_end()
        if self._totalled:
            self._totalled = False
            self._core.store.settings.put(_TOTALLED, False)

    # the whole basket, for those who have the turn

    def replace(self, cart: Cart) -> None:
        """Another basket in place of this one, already written by the caller; nothing of the old can be undone."""
        self._cart, self._last_line, self._voided = cart, None, ()
        self._past.clear()
        if cart.is_empty:
            self._begins_anew()

    def name(self, receipt_id: str) -> None:
        """The same basket, written by the caller with the UUID that its sale will have; its undo stays."""
        self._cart = replace(self.cart, receipt_id=receipt_id)
        self.show()

    def written_elsewhere(self) -> None:
        """A transaction under way changes the basket on disk: whoever looks next, once that has ended, reads it."""
        self._stale = True

    def refresh(self) -> None:
        """Read what was written elsewhere, and publish it."""
        self.retax()
        self.show()

    def retax(self) -> None:
        """The register's taxes or the catalog have changed: the lines follow."""
        cart = self._pricing.followed(self.cart)
        if cart is not self.cart:
            self._pricing.count(cart)
            self._core.store.baskets.save(self.cart, cart)
            self._cart = cart
            self.show()

    def show(self) -> None:
        """Publish the basket."""
        self._core.board.show(
            cart=self.cart,
            totals=self.totals,
            voided=self._voided,
            last_line_id=self._last_line,
            can_undo=bool(self._past),
            age_wanted=self._shop.age_wanted(self.cart),
            verdicts=self._shop.verdicts(self.cart),
            payment_forms=self._shop.rules.forms,
            withdrawal_limit=self._shop.rules.withdrawal_limit,
        )

    def _change(self, cart: Cart, line_id: str | None) -> None:
        self._changed(self._save(cart), line_id)

    def _save(self, cart: Cart, *, bounded: bool = False) -> Cart:
        """Write another basket, with the shop's offers on it; `bounded`: least prices are kept. → as it was written."""
        self._discounts.check(self.cart, cart)
        priced = self._pricing.offered(cart, changed=not rules.same_goods(self.cart, cart))
        if bounded:
            self._shop.check_minimums(priced, self._pricing.whole(priced))
        self._write(self.cart, priced)
        return priced

    def check_shop_rules(self) -> None:
        """What the shop's rules forbid is not sold: hours, least prices, a buyer whose age nobody asked for."""
        self._shop.check_sale(self.cart, self.whole)

    async def confirm_age(self) -> None:
        """The cashier has seen that the buyer is 18; good for this basket."""
        async with self.turn:
            cashier = self._core.need()
            self._shop.age_seen(cashier.id)
            self.show()

    def reprice(self) -> None:
        """The shop's offers have changed: the basket follows."""
        cart = self._pricing.offered(self.cart)
        if cart != self.cart:
            self._write(self.cart, cart)
            self._cart = cart
        self.show()

    def _write(self, old: Cart, new: Cart) -> None:
        if old.is_rest and not new.is_empty and (old.lines, old.adjustments) != (new.lines, new.adjustments):
            raise refused("prepayment_locked")
        self._attempts.check_known(old)
        if new.is_empty or new.receipt_id != old.receipt_id:
            self._attempts.check_not_lost(old)
        # a basket that cannot be counted is refused before it is written
        self._pricing.count(new)
        self._core.store.baskets.save(old, new)

    def _changed(self, cart: Cart, line_id: str | None, voided: tuple[Voided, ...] | None = None) -> None:
        begins = self._cart.is_empty and not cart.is_empty
        self._past = [*self._past[-MOST_UNDONE + 1 :], (self.cart, self._voided)]
        # an empty basket has ended: the next customer must not see what this one left behind
        self._voided = () if cart.is_empty else self._voided if voided is None else voided
        if cart.is_empty:
            self._begins_anew()
        self._cart, self._last_line = cart, line_id
        if begins:
            # the change of the last sale stays on screen until the next basket begins
            self._core.board.show(last_receipt=None)
        self.show()


def _with_one_more(voided: tuple[Voided, ...], cart: Cart, line_id: str) -> tuple[Voided, ...]:
    """The voided lines after one more: those further down move up by the place that it leaves."""
    gone = cart.line(line_id)
    place = cart.lines.index(gone)
    moved = (replace(one, place=one.place - 1) if one.place > place else one for one in voided)
    return (*moved, Voided(gone, place))


def _other(barcode: str | None, product: Product) -> str | None:
    """The scanned number where it is not the product's own."""
    return None if barcode == product.barcode else barcode
