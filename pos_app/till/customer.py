"""The customer of the basket: where the e-receipt goes, remembered by the card only if the shop says so."""

from typing import Any, Final

from pos_app.domain.errors import refused
from pos_app.domain.receipt import Delivery, Receipt
from pos_app.till.barcodes import BarcodeDesk
from pos_app.till.basket import Basket
from pos_app.till.core import Core
from pos_app.till.parked import ParkedDesk
from pos_app.till.sale import checked_delivery
from pos_app.till.shop_book import CONTACTS, ShopBook

_NOW: Final = "basket.delivery"
_ASIDE: Final = "parked.contacts"
"""The setting with the contacts of the baskets that lie aside."""
MOST_KNOWN: Final = 20_000


class CustomerDesk:
    """Holds the contact of the basket that lies on the till; a new basket has none."""

    def __init__(
        self, core: Core, basket: Basket, shop: ShopBook, barcodes: BarcodeDesk, parked: ParkedDesk
    ) -> None:
        self._core = core
        self._barcodes = barcodes
        self._shop = shop
        self._basket = basket
        basket.on_card = self._card_seen
        basket.on_end = self._ended
        parked.on_park = self._laid_aside
        parked.on_expire = self._expired
        parked.on_resume = self._taken_up

    def show(self) -> None:
        """Publish what was asked for before the restart."""
        self._publish(_read(self._core.store.settings.get(_NOW)))

    async def set_delivery(self, delivery: Delivery | None) -> Delivery | None:
        """Where this basket's receipt goes besides paper; None: nowhere. `bad_contact` for what is neither."""
        async with self._basket.turn:
            cashier = self._core.need()
            to = checked_delivery(delivery)
            card = self._basket.cart.customer_card
            with self._core.store.transaction():
                self._core.store.settings.put(_NOW, _written(to))
                if card is not None and self._shop.rules.remember_contacts:
                    self._remember(card, to)
                    body = {"card": card, "kept": to is not None, "cashier": cashier.id}
                    self._core.journal("customer.contact", body)
            self._publish(to)
            return to

    async def set_card(self, number: str | None) -> None:
        """The card whose number was typed; None: none. `card_unknown` for what no rule of the shop calls a card."""
        async with self._basket.turn:
            self._core.need()
            if number is not None and not any(rule.fits(number) for rule in self._barcodes.rules.cards):
                raise refused("card_unknown")
            self._basket.attach_card(number)

    def _remember(self, card: str, to: Delivery | None) -> None:
        known: dict[str, Any] = self._core.store.settings.get(CONTACTS, {})
        known.pop(card, None)
        if to is not None:
            known[card] = _written(to)
        while len(known) > MOST_KNOWN:
            known.pop(next(iter(known)))
        self._core.store.settings.put(CONTACTS, known)

    def _card_seen(self, card: str) -> None:
        """A customer whose contact the shop knows by his card."""
        if not self._shop.rules.remember_contacts or self._core.board.state.delivery is not None:
            return
        to = _read(self._core.store.settings.get(CONTACTS, {}).get(card))
        if to is not None:
            self._core.store.settings.put(_NOW, _written(to))
            self._publish(to)

    def _ended(self) -> None:
        if self._core.board.state.delivery is not None:
            self._core.store.settings.put(_NOW, None)
            self._publish(None)

    def sale_back(self, receipt: Receipt, parked_id: str | None) -> None:
        """A refused sale has come back, into the basket or as a parked receipt; its receipt goes where it was to go."""
        to = receipt.delivery
        if not (to.email or to.phone):
            return
        if parked_id is not None:
            self._keep_aside({**self._aside(), parked_id: _written(to)})
        elif self._core.store.settings.get(_NOW) is None:
            self._core.store.settings.put(_NOW, _written(to))

    def _laid_aside(self, parked_id: str) -> None:
        """The customer comes back for this basket: his contact waits with it."""
        kept = self._aside()
        if self._core.board.state.delivery is not None:
            kept[parked_id] = _written(self._core.board.state.delivery)
        self._keep_aside(kept)

    def _expired(self) -> None:
        self._keep_aside(self._aside())

    def _taken_up(self, parked_id: str) -> None:
        kept = self._aside()
        to = _read(kept.pop(parked_id, None))
        if to is not None:
            with self._core.store.transaction():
                self._core.store.settings.put(_NOW, _written(to))
                self._keep_aside(kept)
            self._publish(to)

    def _aside(self) -> dict[str, Any]:
        kept: dict[str, Any] = self._core.store.settings.get(_ASIDE, {})
        return kept

    def _keep_aside(self, contacts: dict[str, Any]) -> None:
        """Those of baskets that still lie aside; nobody's contact is kept for longer."""
        there = set(self._core.store.baskets.parked_ids())
        left = {parked_id: to for parked_id, to in contacts.items() if parked_id in there}
        if left != self._aside():
            self._core.store.settings.put(_ASIDE, left)

    def _publish(self, to: Delivery | None) -> None:
        self._core.board.show(delivery=to)


def _written(to: Delivery | None) -> dict[str, str | None] | None:
    return None if to is None else {"email": to.email, "phone": to.phone}


def _read(kept: Any) -> Delivery | None:
    return Delivery(kept["email"], kept["phone"]) if kept else None
