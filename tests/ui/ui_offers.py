"""The fake till's offers and rules, counted by the domain."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ui_fake_part import FakePart

from pos_app.domain.cart import Cart, add_product
from pos_app.domain.errors import refused
from pos_app.domain.offers import Offer, OfferKind, apply_offers, check_offer
from pos_app.domain.scope import ADULTS, Scope, is_for_adults
from pos_app.domain.shop_rules import ShopRules, check_rules
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals
from pos_app.till.sale import checked_delivery
from pos_app.till.service_check import Checked, Service
from pos_app.till.shop_state import TryOut

TAXES = {1: Tax(1, "ПДВ 20%", "А", Decimal(20)), 2: Tax(2, "Без ПДВ", "Б", Decimal(0), no_vat=True)}
SHOP_OFFERS = (
    Offer("o1", "Щасливі години", OfferKind.PERCENT, Decimal(10), begins=16 * 60, ends=18 * 60, priority=10),
    Offer("o2", "Третій у подарунок", OfferKind.NTH_FREE, Decimal(3), scope=Scope(("p2",))),
    Offer("o3", "Картка друга", OfferKind.PERCENT, Decimal(3), card=True),
    Offer("o4", "Вино −15 %", OfferKind.PERCENT, Decimal(15), scope=Scope(categories=(ADULTS,)),
          last=date(2026, 1, 31), alone=True),
    Offer("o5", "Від 500 грн", OfferKind.RECEIPT_PERCENT, Decimal(5), least=50000),
)  # fmt: skip


def path(category: str) -> tuple[str, ...]:
    return (category,)


class FakeShop(FakePart):
    """`shop_offers` count in the basket from the next change on."""

    _state: Any
    products: Any

    def __init__(self) -> None:
        self.shop_offers: list[Offer] = []
        self.shop: ShopRules = ShopRules()
        self.age_seen = False
        self.silent: set[Service] = set()

    def priced(self, cart: Cart, at: datetime) -> tuple[Cart, Any]:
        done = apply_offers(cart, self.shop_offers, now=at, path=path)
        return done.cart, done.verdicts

    def age_wanted(self, cart: Cart) -> bool:
        adults = any(is_for_adults(line.product) for line in cart.lines)
        if not adults:
            self.age_seen = False
        return self.shop.ask_age and adults and not self.age_seen

    async def confirm_age(self) -> None:
        await self._enter("confirm_age")
        self.age_seen = True
        self.publish(age_wanted=False)

    async def check_service(self, service: Service) -> Checked:
        await self._enter("check_service", service)
        silent = service in self.silent
        words = {Service.CHECKBOX: "Олена Коваленко · ПРРО 4000162280", Service.JOURNAL: "Записів: 1204"}
        name = "SmartKasa" if service is Service.SMARTKASA else "Checkbox"
        said = f"{name} не відповідає." if silent else words.get(service, "Працює.")
        return Checked(service, not silent, said, 84)

    async def set_delivery(self, delivery: Any) -> Any:
        await self._enter("set_delivery", delivery)
        to = checked_delivery(delivery)
        self.publish(delivery=to)
        return to

    async def set_customer_card(self, number: str | None) -> None:
        await self._enter("set_customer_card", number)
        if number is not None and not any(rule.fits(number) for rule in self.rules.cards):
            raise refused("card_unknown")
        self._set_cart(replace(self._state.cart, customer_card=number), None)

    async def offers(self) -> list[Offer]:
        return list(self.shop_offers)

    async def save_offer(self, offer: Offer) -> list[Offer]:
        await self._enter("save_offer", offer)
        offer = check_offer(offer if offer.id else replace(offer, id=f"o{len(self.shop_offers) + 10}"))
        self.shop_offers = [*(one for one in self.shop_offers if one.id != offer.id), offer]
        return self.shop_offers

    async def remove_offer(self, offer_id: str) -> list[Offer]:
        await self._enter("remove_offer", offer_id)
        self.shop_offers = [one for one in self.shop_offers if one.id != offer_id]
        return self.shop_offers

    async def try_offers(self, goods: Any, *, at: Any = None, card: str = "", offer: Any = None) -> TryOut:
        cart = Cart(customer_card=card or None)
        for product_id, quantity in goods:
            product = next(one for one in self.products if one.id == product_id)
            cart, _ = add_product(cart, product, quantity, new_id=lambda: f"t{len(cart.lines)}")  # noqa: B023 - at once
        offers = [*self.shop_offers, *([offer] if offer is not None else [])]
        done = apply_offers(cart, offers, now=at or self.at, path=path)
        return TryOut(done.cart, cart_totals(done.cart, TAXES), done.verdicts)

    async def shop_rules(self) -> ShopRules:
        return self.shop

    async def set_shop_rules(self, rules: ShopRules) -> ShopRules:
        await self._enter("set_shop_rules", rules)
        self.shop = check_rules(rules)
        return self.shop
