"""Parked receipts: a basket laid aside for a while and taken up again."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from pos_app.domain.cart import Cart
from pos_app.domain.errors import refused
from pos_app.store.baskets import ParkedRow
from pos_app.till.attempts import AttemptBook
from pos_app.till.basket import Basket
from pos_app.till.core import Core
from pos_app.till.pricing import Pricing
from pos_app.till.shop_book import ShopBook
from pos_app.till.state import Parked

NAMES_SHOWN: Final = 3
"""So many goods of a parked receipt are named in its row."""
LONGEST_NOTE: Final = 60
_TOTALLED: Final = "parked.totalled"
"""The setting with the parked receipts whose sum the customer has been told."""


class ParkedDesk:
    """Lays baskets aside and takes them up."""

    def __init__(self, core: Core, basket: Basket, attempts: AttemptBook, shop: ShopBook, pricing: Pricing) -> None:
        self._shop = shop
        self._core = core
        self._basket = basket
        self._attempts = attempts
        self._pricing = pricing
        self._known: dict[str, tuple[Parked, frozenset[str]]] = {}
        """What is shown of each, and its products: a parked receipt never changes, and is read once."""
        self.on_park: Callable[[str], None] = lambda _id: None
        """The basket is laid aside under this id, in the transaction that is open."""
        self.on_expire: Callable[[], None] = lambda: None
        """Something was taken away, in the transaction that is open."""
        self.on_resume: Callable[[str], None] = lambda _id: None
        """What was laid aside under this id is the basket again."""

    @property
    def product_ids(self) -> frozenset[str]:
        """Products in parked receipts, as of the last change. May be asked from another thread."""
        return frozenset().union(*(products for _, products in self._known.values()))

    async def park(self, note: str = "") -> str:
        """Lay the basket aside; → the parked receipt's id."""
        async with self._basket.turn:
            self._core.need("park")
            cart = self._basket.cart
            if cart.is_empty:
                raise refused("empty_cart")
            self._attempts.check_known(cart)
            total = self._basket.totals.total
            row = ParkedRow(self._core.new_id(), self._core.clock.now(), cart, total, note.strip()[:LONGEST_NOTE])
            with self._core.store.transaction():
                self._core.store.baskets.park(row)
                self._core.store.baskets.save(cart, Cart())
                if self._basket.is_totalled:
                    self._note_totalled([*self._totalled(), row.id])
                self.on_park(row.id)
            self._basket.replace(Cart())
            self._basket.show()
            self.expire()
            return row.id

    async def resume(self, parked_id: str) -> None:
        """Take a parked receipt up, as its goods are sold now; the basket must be empty."""
        async with self._basket.turn:
            self._core.need()
            if not self._basket.cart.is_empty:
                raise refused("cart_not_empty")
            with self._core.store.transaction():
                row = self._core.store.baskets.take(parked_id)
                if row is None:
                    raise refused("unknown_parked")
                cart = self._pricing.as_now(row.cart)
                self._core.store.baskets.save(self._basket.cart, cart)
                totalled = self._totalled()
                if parked_id in totalled:
                    self._note_totalled(totalled)
            self._basket.replace(cart)
            if parked_id in totalled:
                # laid aside and taken up again, it is the same basket: goods leave it by the right to void
                self._basket.total_shown()
            self._core.board.show(last_receipt=None)
            self._basket.show()
            self.show()
            self.on_resume(parked_id)

    def _totalled(self) -> Sequence[str]:
        kept: Sequence[str] = self._core.store.settings.get(_TOTALLED, [])
        return kept

    def _note_totalled(self, ids: Sequence[str]) -> None:
        """Those of them that still lie aside."""
        there = set(self._core.store.baskets.parked_ids())
        self._core.store.settings.put(_TOTALLED, [one for one in ids if one in there])

    def expire(self) -> None:
        """Take away what has lain too long, but never a refused sale or one that a card has paid for; and publish."""
        hours = self._shop.rules.parked_hours
        before = self._core.clock.now() - timedelta(hours=hours)
        for row in self._core.store.baskets.parked_before(before) if hours else ():
            if not row.refused and not self._attempts.has_moved(row.cart):
                with self._core.store.transaction():
                    self._core.store.baskets.take(row.id)
                    goods = [[line.product.id, line.quantity, line.price] for line in row.cart.lines]
                    body = {"parked": row.id, "at": row.at.isoformat(), "total": row.total, "note": row.note}
                    self._core.journal("parked.expired", {**body, "lines": goods})
                    self.on_expire()
        self.show()

    def list(self) -> Sequence[Parked]:
        """Every parked receipt, the oldest first."""
        self._core.need()
        return self._core.board.state.parked

    def show(self) -> None:
        """Publish the list as it is on disk."""
        ids = self._core.store.baskets.parked_ids()
        self._known = {parked_id: self._known.get(parked_id) or self._read(parked_id) for parked_id in ids}
        self._core.board.show(parked=tuple(shown for shown, _ in self._known.values()))

    def _read(self, parked_id: str) -> tuple[Parked, frozenset[str]]:
        row = self._core.store.baskets.parked_receipt(parked_id)
        assert row is not None  # it is on the list
        lines = row.cart.lines
        names = tuple(line.product.name for line in lines[:NAMES_SHOWN])
        shown = Parked(row.id, row.at, row.total, len(lines), row.note, row.refused, names)
        return shown, frozenset(line.product.id for line in lines)
