"""The till's commands about offers and rules of the shop. A part of the one door."""

from collections.abc import Sequence
from datetime import datetime

from pos_app.domain.offers import Offer
from pos_app.domain.shop_rules import ShopRules
from pos_app.till.commands import Commands
from pos_app.till.shop_state import TryOut


class ShopCommands(Commands):
    """Mixed into the till."""

    async def offers(self) -> Sequence[Offer]:
        """All offers, in the order in which they are put on."""
        return self._parts.shop_desk.offers

    async def save_offer(self, offer: Offer) -> Sequence[Offer]:
        """A new offer, or another form of one."""
        return await self._do(self._parts.shop_desk.save_offer(offer))

    async def remove_offer(self, offer_id: str) -> Sequence[Offer]:
        """An offer counts no longer."""
        return await self._do(self._parts.shop_desk.remove_offer(offer_id))

    async def try_offers(
        self,
        goods: Sequence[tuple[str, int]],
        *,
        at: datetime | None = None,
        card: str = "",
        offer: Offer | None = None,
    ) -> TryOut:
        """What goods would come to; nothing is sold."""
        return self._parts.shop_desk.try_out(goods, at=at, card=card, offer=offer)

    async def shop_rules(self) -> ShopRules:
        """Age, hours without sale, least prices, closing by itself."""
        return self._parts.shop_desk.rules

    async def set_shop_rules(self, rules: ShopRules) -> ShopRules:
        """Other rules of the shop."""
        saved = await self._do(self._parts.shop_desk.save_rules(rules))
        self._parts.shift_watch.poke()
        return saved

    async def confirm_age(self) -> None:
        """The cashier has seen that the buyer is 18."""
        await self._do(self._parts.basket.confirm_age())
