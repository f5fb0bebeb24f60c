"""The owner's page of offers and rules: edited, tried out on goods that nobody buys, explained for the basket."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pos_app.domain.cart import Cart, add_product
from pos_app.domain.errors import refused
from pos_app.domain.offers import Offer, apply_offers, check_offer
from pos_app.domain.shop_rules import ShopRules, check_rules
from pos_app.domain.totals import cart_totals
from pos_app.store.codec import encode
from pos_app.till.basket import Basket
from pos_app.till.core import Core
from pos_app.till.goods import Goods
from pos_app.till.shop_book import CONTACTS, ShopBook
from pos_app.till.shop_state import TryOut
from pos_app.till.state import Category
from pos_app.till.taxes import TaxDesk

MOST_OFFERS = 200


class ShopDesk:
    """Every change needs the right "settings", goes to the journal, and counts at once."""

    def __init__(self, core: Core, book: ShopBook, basket: Basket, goods: Goods, taxes: TaxDesk) -> None:
        self._core = core
        self._book = book
        self._basket = basket
        self._goods = goods
        self._taxes = taxes

    @property
    def offers(self) -> tuple[Offer, ...]:
        """All offers, in the order in which they are put on."""
        return self._book.offers

    @property
    def rules(self) -> ShopRules:
        """The rules as they are."""
        return self._book.rules

    async def save_offer(self, offer: Offer) -> Sequence[Offer]:
        """A new offer (with no id), or another form of one; → all of them. `bad_offer` says what is wrong."""
        check_offer(offer)
        if not offer.id:
            offer = replace(offer, id=self._core.new_id())
        others = [one for one in self._book.offers if one.id != offer.id]
        if len(others) >= MOST_OFFERS:
            raise refused("bad_offer", "Акцій забагато. Приберіть зайві.")
        return await self._keep([*others, offer], "offer.saved", {"offer": encode(offer)})

    async def remove_offer(self, offer_id: str) -> Sequence[Offer]:
        """An offer that counts no longer; → those that are left."""
        others = [one for one in self._book.offers if one.id != offer_id]
        if len(others) == len(self._book.offers):
            raise refused("unknown_offer")
        return await self._keep(others, "offer.removed", {"offer": offer_id})

    async def _keep(self, offers: Sequence[Offer], kind: str, body: dict[str, Any]) -> Sequence[Offer]:
        async with self._core.turn:
            cashier = self._core.need("settings")
            with self._core.store.transaction():
                self._book.keep_offers(offers)
                self._core.journal(kind, {**body, "cashier": cashier.id})
            self._basket.reprice()
        return self._book.offers

    async def save_rules(self, rules: ShopRules) -> ShopRules:
        """Other rules; `bad_shop_rule` says what is wrong."""
        check_rules(rules)
        async with self._core.turn:
            cashier = self._core.need("settings")
            with self._core.store.transaction():
                self._book.keep_rules(rules)
                if not rules.remember_contacts:
                    self._core.store.settings.put(CONTACTS, {})
                self._core.journal("shop.rules", {"rules": encode(rules), "cashier": cashier.id})
            self._basket.reprice()
        return self._book.rules

    def try_out(
        self,
        goods: Sequence[tuple[str, int]],
        *,
        at: datetime | None = None,
        card: str = "",
        offer: Offer | None = None,
    ) -> TryOut:
        """What so many thousandths of goods come to at a time in Kyiv; nothing is sold and nothing changes.

        `offer`: one that is not saved yet, or changed.
        """
        self._core.need()
        cart = Cart(customer_card=card or None)
        for product_id, quantity in goods:
            cart, _ = add_product(cart, self._goods.product(product_id), quantity, new_id=self._core.new_id)
        offers = self._book.offers
        if offer is not None:
            check_offer(offer)
            offers = (*(one for one in offers if one.id != offer.id), offer)
        now = at or self._core.clock.kyiv()
        done = apply_offers(
            cart, offers, now=now, path=self._core.catalog.category_path, minimums=self._book.rules.minimums
        )
        return TryOut(done.cart, cart_totals(done.cart, self._taxes.taxes), done.verdicts)

    def categories(self) -> Sequence[Category]:
        """The categories that a rule may speak of."""
        return self._goods.categories()
