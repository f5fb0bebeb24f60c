"""Inventory cards: how much of each product lies in each shop, those of the invented goods reckoned when asked."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from pos_app.sandbox.smartkasa.good import Card
from pos_app.sandbox.smartkasa.shelf import Shelf
from pos_app.sandbox.smartkasa.synthetic import ID_HEAD, Synthetic

SYNTHETIC_BASE: Final = 50_000_000
"""An invented good's card has this plus the good's number for its id."""


class Cards:
    """All cards of the account. A deleted product has none."""

    def __init__(
        self, cards: Iterable[Card], shelf: Shelf, synthetic: Synthetic, shop_id: int, now: Callable[[], datetime]
    ) -> None:
        self._cards = {card.id: card for card in cards}
        self._shelf = shelf
        self._synthetic = synthetic
        self._shop_id = shop_id
        self._now = now
        self._born = now()
        self._gone: set[int] = set()
        self._next_id = max(self._cards, default=0) + 1

    def ids(self) -> list[int]:
        """Every id that may have a card now; `get` tells whether it still has."""
        reckoned = range(SYNTHETIC_BASE, SYNTHETIC_BASE + self._synthetic.count)
        return [*self._cards, *(card_id for card_id in reckoned if card_id not in self._cards)]

    def get(self, card_id: int) -> Card | None:
        """The card of this id; None where there is none or its product is gone."""
        card = self._cards.get(card_id) or self._reckoned(card_id)
        if card is None or card_id in self._gone or self._shelf.get(card.product_id) is None:
            return None
        return card

    def of_product(self, product_id: str) -> list[Card]:
        """The cards of one product, by shop."""
        index = self._synthetic.index_of_id(product_id)
        ids = [card.id for card in self._cards.values() if card.product_id == product_id]
        if index is not None and SYNTHETIC_BASE + index not in ids:
            ids.append(SYNTHETIC_BASE + index)
        return [card for card in map(self.get, ids) if card is not None]

    def add(self, product_id: str, shop_id: int, count: Decimal, counting: bool) -> Card:
        """A new card; the caller has seen that the product and the shop are there and have none together."""
        card = Card(self._next_id, product_id, shop_id, count, counting, self._now(), self._now())
        self._next_id += 1
        self._cards[card.id] = card
        return card

    def change(self, card_id: int, *, count: Decimal | None = None, counting: bool | None = None) -> Card | None:
        """Set what is given; None where there is no such card."""
        card = self.get(card_id)
        if card is None:
            return None
        card.count = card.count if count is None else count
        card.counting_enabled = card.counting_enabled if counting is None else counting
        card.updated_at = self._now()
        self._cards[card_id] = card
        return card

    def move(self, product_id: str, shop_id: int, by: Decimal) -> None:
        """Add to what lies in a shop, if anybody counts it there."""
        for card in self.of_product(product_id):
            if card.shop_id == shop_id and card.counting_enabled:
                self.change(card.id, count=card.count + by)

    def remove(self, card_id: int) -> bool:
        """Delete a card; False where there was none."""
        if self.get(card_id) is None:
            return False
        self._gone.add(card_id)
        return True

    def __iter__(self) -> Iterator[Card]:
        return (card for card in map(self.get, self.ids()) if card is not None)

    def _reckoned(self, card_id: int) -> Card | None:
        index = card_id - SYNTHETIC_BASE
        if not 0 <= index < self._synthetic.count:
            return None
        count = self._synthetic.stock_of(index)
        return Card(card_id, f"{ID_HEAD}{index:012d}", self._shop_id, count, True, self._born, self._born)
