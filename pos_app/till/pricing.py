"""What a basket is and comes to by what counts now: the register's taxes, the catalog's goods, the shop's offers."""

from collections.abc import Mapping
from dataclasses import replace

from pos_app.domain.cart import Cart
from pos_app.domain.tax import Tax
from pos_app.domain.totals import Totals, cart_totals
from pos_app.till.attempts import AttemptBook
from pos_app.till.goods import Goods
from pos_app.till.shop_book import ShopBook
from pos_app.till.taxes import TaxDesk


class Pricing:
    """Writes nothing."""

    def __init__(self, goods: Goods, taxes: TaxDesk, attempts: AttemptBook, shop: ShopBook) -> None:
        self._goods = goods
        self._taxes = taxes
        self._attempts = attempts
        self._shop = shop
        self._counted: tuple[Cart, Mapping[int, Tax], Totals] | None = None

    def count(self, cart: Cart) -> Totals:
        """What it comes to; raises where it cannot be counted."""
        taxes = self._taxes.taxes
        if self._counted is None or self._counted[0] is not cart or self._counted[1] is not taxes:
            self._counted = (cart, taxes, cart_totals(cart, taxes))
        return self._counted[2]

    def whole(self, cart: Cart) -> Totals:
        """What its goods come to, though only a part is paid now."""
        return self.count(cart) if cart.part is None else cart_totals(replace(cart, part=None), self._taxes.taxes)

    def offered(self, cart: Cart, *, changed: bool = False) -> Cart:
        """With the offers as they count now. One that money has moved for keeps those it has until its goods change."""
        return self._shop.priced(cart) if changed or not self._attempts.has_moved(cart) else cart

    def followed(self, cart: Cart) -> Cart:
        """With the taxes of now, and with its goods as the catalog has them while no money has moved for it."""
        return self._goods.retaxed(cart if self._attempts.has_moved(cart) else self._goods.refreshed(cart))

    def as_now(self, cart: Cart) -> Cart:
        """One that has lain for a while, as it is sold now; the prices of its goods stay."""
        return self.offered(self.followed(cart))
