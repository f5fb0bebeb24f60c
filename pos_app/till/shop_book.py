"""The owner's offers and rules as they are kept, and put on a basket."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from pos_app.domain.cart import Cart
from pos_app.domain.errors import refused
from pos_app.domain.offers import Offer, Verdict, apply_offers
from pos_app.domain.product import Product
from pos_app.domain.shop_rules import ShopRules, check_hours, check_minimums, needs_age
from pos_app.domain.totals import Totals
from pos_app.store.codec import encode, load_plain
from pos_app.till.core import Core

_OFFERS: Final = "shop.offers"
_RULES: Final = "shop.rules"
CONTACTS: Final = "customers.contacts"
"""Where contacts are remembered by card."""
_AGE_SEEN: Final = "basket.age_seen"


class ShopBook:
    """Holds them in memory; whoever changes them opens the transaction."""

    def __init__(self, core: Core) -> None:
        self._core = core
        settings = core.store.settings
        self.offers: tuple[Offer, ...] = tuple(load_plain(Offer, one) for one in settings.get(_OFFERS, []))
        kept = settings.get(_RULES)
        self.rules = load_plain(ShopRules, kept) if kept is not None else ShopRules(ask_age=core.options.ask_age)
        self._age_seen = bool(settings.get(_AGE_SEEN, False))
        self._last: tuple[Cart, tuple[Verdict, ...]] = (Cart(), ())

    # the basket

    def priced(self, cart: Cart) -> Cart:
        """The basket with the offers as they count now. What is left of an order keeps those of its prepayment."""
        if cart.is_rest:
            return cart
        if not self.offers and not any(one.offer for line in cart.lines for one in line.adjustments):
            return cart
        done = apply_offers(
            cart,
            self.offers,
            now=self._core.clock.kyiv(),
            # each category is asked of the catalog once, not for each line and each offer
            path=cache(self._core.catalog.category_path),
            minimums=self.rules.minimums,
        )
        priced = _kept(cart, done.cart)
        self._last = (priced, done.verdicts)
        return priced

    def verdicts(self, cart: Cart) -> tuple[Verdict, ...]:
        """What became of each offer when this basket was last priced."""
        return self._last[1] if self._last[0] is cart else ()

    def check_hours(self, products: Sequence[Product]) -> None:
        """May these goods be sold at this hour?"""
        check_hours(products, self.rules, self._core.clock.kyiv(), self._core.catalog.category_path)

    def check_minimums(self, cart: Cart, totals: Totals) -> None:
        """Does every line keep its least price?"""
        check_minimums(cart, totals, self.rules, self._core.catalog.category_path)

    def check_sale(self, cart: Cart, totals: Totals) -> None:
        """May this basket be sold? Prices of an order were agreed with its prepayment. `totals`: of all its goods."""
        self.check_hours([line.product for line in cart.lines])
        if not cart.is_rest:
            self.check_minimums(cart, totals)
        if self.age_wanted(cart):
            raise refused("age_not_asked")

    # the buyer's age

    def age_wanted(self, cart: Cart) -> bool:
        """Must it still be asked for?"""
        return not self._age_seen and needs_age(cart, self.rules)

    def age_seen(self, cashier: str) -> None:
        """It was asked for, and is enough; the journal keeps who says so."""
        with self._core.store.transaction():
            self._core.store.settings.put(_AGE_SEEN, True)
            self._core.journal("basket.age_seen", {"cashier": cashier})
        self._age_seen = True

    def basket_ended(self) -> None:
        """The next buyer is another one."""
        if self._age_seen:
            self._age_seen = False
            self._core.store.settings.put(_AGE_SEEN, False)

    # keeping

    def keep_offers(self, offers: Sequence[Offer]) -> None:
        """Other offers."""
        self._core.store.settings.put(_OFFERS, encode(list(offers)))
        self.offers = tuple(sorted(offers, key=lambda one: (one.kind.is_of_receipt, one.priority, one.id)))

    def keep_rules(self, rules: ShopRules) -> None:
        """Other rules."""
        self._core.store.settings.put(_RULES, encode(rules))
        self.rules = replace(rules)


def _kept(old: Cart, new: Cart) -> Cart:
    """The new basket, with what is equal in it being the very same: the disk writes only what is another."""
    if new == old:
        return old
    lines = tuple(was if was == now else now for was, now in zip(old.lines, new.lines, strict=True))
    return replace(new, lines=lines)
